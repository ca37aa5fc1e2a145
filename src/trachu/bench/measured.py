"""Measures as variables of a frame: `un_agreement`, or with options `similarity:statistic=kappa,profile=votes`."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import polars as pl

from trachu.bench.run import Run
from trachu.core import parts
from trachu.core.errors import UsageError
from trachu.core.parts import Part
from trachu.core.typed import value_of
from trachu.core.words import Words
from trachu.facts.joins import Grid, join

SIDES = ("actor", "other")
KEYS = {"actor", "other", "year", "item"}


@dataclass(frozen=True, slots=True)
class Asked:
    """A measure that was asked for: its part, its options, and what its column is called."""

    part: Part
    options: Mapping[str, Any]
    column: str


def is_measure(name: str, known: Collection[str]) -> bool:
    """Whether a variable is a measure: it has options, or no table of facts has it under that name."""
    plain = name.partition(":")[0]
    return plain in {part.name for part in parts.all_of("measure")} and (":" in name or name not in known)


def asked(name: str) -> Asked:
    """Read the name of a measure with its options; the values of the options go into the name of the column."""
    plain, _, given = name.partition(":")
    options: dict[str, Any] = {}
    for pair in given.split(",") if given else []:
        option, equals, value = pair.partition("=")
        if not (option and equals and value):
            raise UsageError(
                Words(en=f"{pair!r} in {name} is not OPTION=VALUE.", th=f"{pair!r} ใน {name} ไม่ใช่รูปแบบ OPTION=VALUE"),
                Words(en="Write for example: poles:base=gdp,pool=all", th="เขียนเช่น: poles:base=gdp,pool=all"),
            )
        options[option.strip()] = value_of(value.strip())
    part = parts.find("measure", plain)
    if "year" not in part.key or not set(part.key) <= KEYS:
        raise UsageError(
            Words(en=f"{plain} has no value for each year.", th=f"{plain} ไม่มีค่ารายปี"),
            Words(en=f"Ask for it alone: trachu measure {plain}", th=f"ขอเฉพาะตัวชี้วัดนี้: trachu measure {plain}"),
        )
    return Asked(part, options, "_".join([plain, *(str(v) for v in options.values())]))


def joined(run: Run, rows: pl.DataFrame, names: Sequence[str], whys: list[str]) -> pl.DataFrame:
    """Join measures to a frame by their keys; a measure of states stands on both sides of a pair.

    What a measure gives for each pair once holds in both directions. Measures with several items give a
    column for each. Rows are never multiplied; where a measure has no value there is none.
    """
    for name in names:
        one = asked(name)
        values = run.measure(one.part.name, one.options).frame("values")
        if one.part.key.count("other") and "other" not in rows.columns:
            raise UsageError(
                Words(en=f"{one.part.name} is a measure of pairs.", th=f"{one.part.name} เป็นตัวชี้วัดของคู่รัฐ"),
                Words(en="Ask for dyad-years or dyad-months.", th="โปรดขอ dyad-years หรือ dyad-months"),
            )
        whys.extend(values["why"].drop_nulls().unique().to_list())
        for table, columns in _tables(one, values):
            rows = _join(rows, table, one.part.key, columns)
    return rows


def _tables(one: Asked, values: pl.DataFrame) -> Iterator[tuple[pl.DataFrame, list[str]]]:
    """Yield the values as a column, or one column for each item."""
    key = [name for name in one.part.key if name != "item"]
    if "item" not in one.part.key:
        yield values.select(*key, pl.col("value").alias(one.column)), [one.column]
        return
    for item in values["item"].drop_nulls().unique().sort():
        column = f"{one.column}_{item}"
        yield values.filter(item=item).select(*key, pl.col("value").alias(column)), [column]


def _join(rows: pl.DataFrame, table: pl.DataFrame, key: Sequence[str], columns: list[str]) -> pl.DataFrame:
    if "other" in key:
        return Grid.over(rows).join(rows, _both_ways(table), SIDES, columns)
    if "actor" not in key:
        return join(rows, table, ["year"], columns)
    for side in [side for side in SIDES if side in rows.columns]:
        suffix = "_other" if side == "other" else ""
        rows = Grid.over(rows).join(rows, table.rename({"actor": side}), [side], columns, suffix=suffix)
    return rows


def _both_ways(table: pl.DataFrame) -> pl.DataFrame:
    """Add each pair the other way round, if the table has each only once."""
    swapped = table.select(pl.col("other").alias("actor"), pl.col("actor").alias("other"), pl.exclude(SIDES))
    twice = table.join(swapped, on=["actor", "other", "year"], how="semi").height
    return table if twice else pl.concat([table, swapped.select(table.columns)])
