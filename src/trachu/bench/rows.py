"""From a value to the rows of facts that share its key, and from a dataset's row to the line of its file."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from typing import Any

import polars as pl

from trachu.core import parts
from trachu.ontology.actor import crosswalk

SHOWN = 5
FACTS = ("capabilities", "flows")  # of these a row is a figure; the others have words of their own as why
Row = Mapping[str, Any]


def value_line(row: Row) -> str:
    """Write a value as one line.

    >>> value_line({"measure": "power_share", "options": '{"base": "gdp"}', "actor": "THA", "year": 2022, "value": 0.5})
    'power_share {"base": "gdp"} · THA · 2022 = 0.5'
    """
    key = [row.get(name) for name in ("actor", "other", "item", "year", "month")]
    where = " · ".join(str(part) for part in key if part is not None)
    return f"{row['measure']} {row['options']} · {where} = {row['value']:.6g}"


def figures(row: Row, table: Callable[[str], pl.DataFrame]) -> pl.DataFrame:
    """Return the figures that a value rests on: of its actors and year, or the largest of its year.

    Columns: table, actor, year, what, value, unit, why.
    """
    part = parts.find("measure", row["measure"])
    known = part.more["indicators"]
    read = known(json.loads(row["options"])) if known else None
    frames = [_like(name, table(name), row, read) for name in part.needs if name in FACTS]
    return pl.concat(frames) if frames else pl.DataFrame(schema={"why": pl.String})


def _like(name: str, frame: pl.DataFrame, row: Row, read: tuple[str, ...] | None) -> pl.DataFrame:
    what = "indicator" if name == "capabilities" else "type"
    sides = [row[side] for side in ("actor", "other") if row.get(side)]
    if row.get("year") is not None:
        frame = frame.filter(pl.col("year") == row["year"])
    if read is not None and name == "capabilities":
        frame = frame.filter(pl.col("indicator").is_in(read))
    if sides:
        frame = frame.filter(pl.col("actor").is_in(sides))
    return frame.sort("value", "actor", descending=[True, False]).select(
        pl.lit(name).alias("table"), "actor", "year", pl.col(what).alias("what"), "value", "unit", "why"
    )


def figure_line(row: Row) -> str:
    """Write a figure as one line.

    >>> figure_line({"table": "flows", "actor": "PRK", "year": 2023, "what": "arms", "value": 12.5, "unit": "TIV"})
    'flows · PRK · 2023 · arms = 12.5 TIV'
    """
    value = f"{row['value']:,.0f}" if abs(row["value"]) >= 1000 else f"{row['value']:.6g}"
    said = f"{row['table']} · {row['actor']} · {row['year']} · {row['what']} = {value}"
    return f"{said} {row['unit']}" if row["unit"] else said


def file_line(content: bytes, row: Row) -> tuple[int, str] | None:
    """Return number and text of the first line of a published CSV file that names the actor and the year.

    In a file with a column for each year the actor alone decides. None for files that are no text.
    """
    if b"\0" in content[:4096] or content[:2] == b"PK":
        return None
    lines = content.decode("utf8", errors="replace").splitlines()
    codes, year = _codes(row["actor"]), str(row["year"])
    named = [(number, line) for number, line in enumerate(lines, start=1) if codes & set(_cells(line))]
    in_year = (found for found in named if year in _cells(found[1]))
    with_figure = (found for found in named if row["what"] in _cells(found[1]) and year in _cells(found[1]))
    return next(with_figure, next(in_year, named[0] if named else None))


def _cells(line: str) -> Iterator[str]:
    return (cell.strip().strip('"') for cell in line.split(","))


def _codes(actor: str) -> set[str]:
    codes = crosswalk().filter(actor=actor)
    return {actor, *codes["code"].cast(pl.String).to_list(), *codes["abbr"].drop_nulls().to_list()}


def told(
    row: Row, table: Callable[[str], pl.DataFrame], file_of: Callable[[str], tuple[str, bytes] | None]
) -> Iterator[str]:
    """Yield a value, the figures it rests on and the line of the published file where each stands."""
    yield f"value: {value_line(row)}"
    found = figures(row, table)
    for figure in found.head(SHOWN).iter_rows(named=True):
        yield f"  figure: {figure_line(figure)}"
        file = file_of(figure["why"])
        line = file_line(file[1], figure) if file else None
        if file and line:
            yield f"    {file[0]}, line {line[0]}: {line[1][:160]}"
    if found.height > SHOWN:
        yield f"  … and {found.height - SHOWN} more figures"
