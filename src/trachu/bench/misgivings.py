"""What the doubt about a base of power rests on: published standard deviations, assumed ones, and filled years."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import get_args

import numpy as np
import polars as pl

from trachu.core.alliances import members
from trachu.core.drawn import Drawn, Reals
from trachu.core.gaps import between, bridges, gaps
from trachu.core.maths import Base, indicators
from trachu.core.words import Words

NOTE = Words(
    en="{base}: {count} figures of {first}–{last}; {published}; {filled}; no coded events, so no doubt of coders",
    th="{base}: ตัวเลข {count} ค่า ค.ศ. {first}–{last} {published} {filled} ไม่ใช้เหตุการณ์ที่ลงรหัส จึงไม่มีความเห็นต่างของผู้ลงรหัส",
)
PUBLISHED = Words(
    en="published standard deviations for {share:.0%}, an assumed 10% for the rest",
    th="ใช้ค่าเบี่ยงเบนมาตรฐานที่เผยแพร่ร้อยละ {percent:.0f} ที่เหลือสมมติร้อยละ 10",
)
ALL = Words(en="published standard deviations for all", th="ใช้ค่าเบี่ยงเบนมาตรฐานที่เผยแพร่ทั้งหมด")
NONE = Words(en="no published standard deviations, 10% assumed", th="ไม่มีค่าเบี่ยงเบนมาตรฐานที่เผยแพร่ จึงสมมติร้อยละ 10")
FILLED = Words(en="{filled} missing years filled", th="เติมปีที่ขาด {filled} ค่า")


@dataclass(frozen=True, slots=True)
class Filled:
    """Draws of figures that are not published, by year and indicator; each with one column for each state."""

    by_year: Mapping[tuple[int, str], Drawn]

    def joined(self, year: int, drawn: Mapping[str, Drawn]) -> dict[str, Drawn]:
        """Put the filled states of a year beside the published ones."""
        return {name: self._beside(year, name, one) for name, one in drawn.items()}

    def _beside(self, year: int, indicator: str, drawn: Drawn) -> Drawn:
        more = self.by_year.get((year, indicator))
        if more is None:
            return drawn
        return Drawn([*drawn.actors, *more.actors], np.hstack([drawn.values, more.values]))

    def beside(self, capabilities: pl.DataFrame) -> pl.DataFrame:
        """Return the published figures and one draw of the others, to see who is in which pool."""
        rows = [
            {"actor": actor, "year": year, "indicator": indicator, "value": float(value)}
            for (year, indicator), drawn in self.by_year.items()
            for actor, value in zip(drawn.actors, drawn.values[0], strict=True)
        ]
        return pl.concat([capabilities, pl.DataFrame(rows)], how="diagonal") if rows else capabilities


def fill(
    capabilities: pl.DataFrame, parties: pl.DataFrame, actors: pl.DataFrame, *,
    specifications: Sequence[Mapping[str, str]], draws: int, seed: int,
) -> Filled:  # fmt: skip
    """Draw the years that the series of some specifications lack, as the model missing does.

    Only years in which the state was in the system are filled, and of which the indicator has figures of other
    states: a gap of all is none of one state. The ends of a gap are taken as published.
    """
    names = sorted({name for one in specifications for name in indicators(one)})
    given = capabilities.filter(pl.col("indicator").is_in(names)).sort("actor", "indicator", "year")
    known = set(given.select("year", "indicator").unique().iter_rows())
    there = _there(given, parties, actors)
    found: dict[tuple[int, str], list[tuple[str, Reals]]] = {}
    for gap in gaps(given).iter_rows(named=True):
        actor, indicator = gap["actor"], gap["indicator"]
        paths = bridges(gap, seed, draws)
        for year, values in zip(between(gap).tolist(), paths.T, strict=True):
            if (year, indicator) in known and (actor, year) in there:
                found.setdefault((year, indicator), []).append((actor, values))
    return Filled({
        key: Drawn([actor for actor, _ in states], np.column_stack([values for _, values in states]))
        for key, states in found.items()
    })  # fmt: skip


def _there(given: pl.DataFrame, parties: pl.DataFrame, actors: pl.DataFrame) -> set[tuple[str, int]]:
    """Return who was in the system of states in which year, of the years of the figures."""
    if given.is_empty():
        return set()
    first, last = (int(str(edge)) for edge in (given["year"].min(), given["year"].max()))
    years = pl.int_ranges("first", pl.col("last") + 1, dtype=pl.Int64)
    spells = members(parties, actors, first, last).select("actor", years.alias("year"))
    return set(spells.explode("year", empty_as_null=False).iter_rows())


def sources(capabilities: pl.DataFrame, parties: pl.DataFrame, actors: pl.DataFrame) -> pl.DataFrame:
    """Return for each base that has figures what its draws rest on.

    Columns: base, first and last year, figures (of all its indicators), published (share of them with a standard
    deviation of their source), assumed (the others), filled (years of states that are drawn though no figure is
    published). No base rests on coded events, so that coders' disagreement is no part of it.

    >>> from trachu.core.tables import ACTORS, PARTIES
    >>> rows = {"actor": "A", "year": [2000, 2002], "indicator": "gdp_fariss", "value": [1.0, 2.0], "sd": [0.1, None]}
    >>> told = sources(pl.DataFrame(rows), PARTIES.empty(), ACTORS.empty())
    >>> told.select("base", "figures", "published", "filled").rows()
    [('gdp_fariss', 2, 0.5, 0)]
    """
    rows = []
    for base in get_args(Base):
        names = indicators({"base": base})
        given = capabilities.filter(pl.col("indicator").is_in(names))
        if given["indicator"].n_unique() == len(names):
            filled = fill(given, parties, actors, specifications=[{"base": base}], draws=1, seed=1).by_year
            rows.append({
                "base": base, "first": given["year"].min(), "last": given["year"].max(), "figures": given.height,
                "published": given["sd"].is_not_null().mean(), "filled": sum(len(o.actors) for o in filled.values()),
            })  # fmt: skip
    shape = {"base": pl.String, "first": pl.Int64, "last": pl.Int64, "figures": pl.Int64, "published": pl.Float64}
    told = pl.DataFrame(rows, schema={**shape, "filled": pl.Int64})
    return told.with_columns(assumed=1 - pl.col("published"))


def note(told: pl.DataFrame, names: Mapping[str, Words]) -> Words:
    """Say in words what `sources` tells, a line for each base."""
    lines = [_line(row, names) for row in told.iter_rows(named=True)]
    return Words(en="\n".join(one.en for one in lines), th="\n".join(one.th for one in lines))


def _line(row: Mapping[str, object], names: Mapping[str, Words]) -> Words:
    share, base = float(str(row["published"])), names[str(row["base"])]
    told = NONE if not share else ALL if share == 1 else PUBLISHED
    known = {"share": share, "percent": 100 * share, "filled": f"{row['filled']:,}"}
    span = {"count": f"{row['figures']:,}", "first": row["first"], "last": row["last"]}
    return Words(
        en=NOTE.en.format(base=base.en, published=told.en.format(**known), filled=FILLED.en.format(**known), **span),
        th=NOTE.th.format(base=base.th, published=told.th.format(**known), filled=FILLED.th.format(**known), **span),
    )
