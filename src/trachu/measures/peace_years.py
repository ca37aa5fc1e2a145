from __future__ import annotations

from typing import Literal

import polars as pl

from trachu.core.alliances import members
from trachu.core.maths import WHYS
from trachu.core.parts import measure
from trachu.core.words import Words

PAIR = ["actor", "other"]


@measure(
    name="peace_years",
    version="2",
    needs=("flows", "parties", "actors"),
    key=("actor", "other", "year"),
    label=Words(en="Years of peace between two states", th="จำนวนปีแห่งสันติภาพระหว่างสองรัฐ"),
    unit=Words(en="years", th="ปี"),
    cite=("beck1998taking",),
)
def peace_years(
    flows: pl.DataFrame,
    parties: pl.DataFrame,
    actors: pl.DataFrame,
    *,
    actor: str = "",
    conflict: Literal["mid", "mid_gml", "war"] = "mid",
) -> pl.DataFrame:
    """Count how long two states have had peace before each year.

    pₜ is the number of years before t, and after the last one with a conflict, in which both were states: time at
    risk as models of conflict count it (Beck, Katz & Tucker 1998). The first year and the year after a conflict have
    0, a year of conflict itself has the peace that it ends, and years in which one of the two was no state are not at
    risk and do not count. `conflict` is a kind of flow of which a row says that there was one. Years are those that
    the data of this kind cover, and only those in which both are states; pairs that never had a conflict are left
    out. A pair comes once, actor before other in the alphabet; with `actor` only its pairs, it being named first.

    >>> from trachu.core.tables import ACTORS, FLOWS, PARTIES
    >>> there = {"actor": ["A", "B"], "kind": ["state"] * 2, "en": ["-"] * 2, "th": ["-"] * 2}
    >>> met = {"actor": ["A", "A"], "other": ["B", "B"], "year": [1900, 1903], "type": ["mid"] * 2, "value": [4.0] * 2}
    >>> found = peace_years(FLOWS.of(met), PARTIES.empty(), ACTORS.of(there))
    >>> found.select("year", "value").rows()
    [(1900, 0.0), (1901, 0.0), (1902, 1.0), (1903, 2.0)]
    """
    given = flows.filter(pl.col("type") == conflict, pl.col("actor") != pl.col("other"))
    known = given["year"].to_list()
    first, last = min(known, default=0), max(known, default=-1)
    swapped = given.select("year", "why", actor="other", other="actor")
    both = pl.concat([given.select(*swapped.columns), swapped])
    once = pl.col("actor") == actor if actor else pl.col("actor") < pl.col("other")
    met = both.filter(once).group_by(*PAIR, "year").agg(whys=pl.col("why").drop_nulls().unique().sort())
    there = _years(members(parties, actors, first, last))
    whys = met.group_by(PAIR).agg(because=pl.col("whys").explode(empty_as_null=False).unique().sort())
    rows = whys.join(there, on="actor").join(there.rename({"actor": "other"}), on=["other", "year"])
    spent = rows.join(met.select(*PAIR, "year", at="year"), on=[*PAIR, "year"], how="left").sort(*PAIR, "year")
    spell = pl.col("at").is_not_null().shift(1, fill_value=False).cast(pl.Int64).cum_sum().over(PAIR)
    value = pl.int_range(pl.len()).over(*PAIR, "spell").cast(pl.Float64)
    counted = spent.with_columns(spell=spell).with_columns(value=value)
    return counted.select(*PAIR, "year", "value", pl.col("because").cast(WHYS))


def _years(held: pl.DataFrame) -> pl.DataFrame:
    """Return the years in which each state was in the system: actor, year."""
    years = pl.int_ranges("first", pl.col("last") + 1, dtype=pl.Int64)
    return held.select("actor", years.alias("year")).explode("year", empty_as_null=False).unique()
