from __future__ import annotations

import polars as pl

from trachu.core.maths import JOINED, WHYS, in_force, power, shares
from trachu.core.parts import measure
from trachu.core.words import Words


@measure(
    name="balancing",
    version="1",
    needs=("capabilities", "ties", "parties"),
    key=("actor", "year", "item"),
    label=Words(en="Balancing, internal and external", th="การถ่วงดุลอำนาจภายในและภายนอก"),
    unit=Words(en="change of a share", th="การเปลี่ยนแปลงของสัดส่วน"),
    cite=("waltz1979theory", "leeds2002alliance"),
)
def balancing(capabilities: pl.DataFrame, ties: pl.DataFrame, parties: pl.DataFrame, *, span: int = 5) -> pl.DataFrame:
    """Measure how a state has built up its own arms, and how it has gained or lost allies, over `span` years.

    Waltz (1979) parts the two ways of balancing; they are reported apart (`item`) and not to be summed.
    internal: mᵢₜ − mᵢ,ₜ₋ₛ, with m = military expenditure / GDP, both in one unit.
    external: aᵢₜ − aᵢ,ₜ₋ₛ, with a = the share of the world's CINC held by those who owe it defence or
    whom it owes defence by a tie in force at the end of the year. Only states with such an ally at one
    of the two times have a row: that data name no ally of a state may mean that they do not cover it.
    Whom a state balances against is not said by either number.

    >>> from trachu.core.tables import CAPABILITIES, PARTIES, TIES
    >>> rows = {"milex": [2.0, 4.0], "gdp": [100.0, 100.0]}
    >>> given = CAPABILITIES.of([{"actor": "A", "year": y, "indicator": i, "value": v}
    ...     for i, pair in rows.items() for y, v in zip((2015, 2020), pair)])
    >>> balancing(given, TIES.empty(), PARTIES.empty()).select("actor", "year", "item", "value").rows()
    [('A', 2020, 'internal', 0.02)]
    """
    effort = _change(_effort(capabilities), span, "internal")
    allied = _change(_allied(capabilities, ties, parties), span, "external")
    return pl.concat([effort, allied]).sort("actor", "year", "item")


def _change(level: pl.DataFrame, span: int, item: str) -> pl.DataFrame:
    before = level.select("actor", pl.col("year") + span, earlier="value", then="because")
    both = level.join(before, on=["actor", "year"]).filter((pl.col("value") != 0) | (pl.col("earlier") != 0))
    because = pl.concat_list("because", "then").list.drop_nulls().list.unique().list.sort()
    value = pl.col("value") - pl.col("earlier")
    return both.select("actor", "year", pl.lit(item).alias("item"), value.alias("value"), because.alias("because"))


def _effort(capabilities: pl.DataFrame) -> pl.DataFrame:
    """Divide military expenditure by GDP where both are in one unit."""
    spent = capabilities.filter(pl.col("indicator") == "milex").select("actor", "year", "unit", "value", "why")
    gdp = capabilities.filter(pl.col("indicator") == "gdp", pl.col("value") > 0).select(spent.columns)
    both = spent.join(gdp, on=["actor", "year", "unit"], suffix="_gdp", nulls_equal=True)
    return both.select(
        "actor", "year", value=pl.col("value") / pl.col("value_gdp"), because=pl.concat_list("why", "why_gdp")
    )


def _allied(capabilities: pl.DataFrame, ties: pl.DataFrame, parties: pl.DataFrame) -> pl.DataFrame:
    """Add up the allies' share of the world's CINC; 0 for a state without allies in a year with CINC."""
    cinc = shares(power(capabilities, "cinc"), ["year"]).select("actor", "year", "share", own="because")
    last = max(cinc["year"].to_list(), default=0)
    pacts = ties.filter(pl.col("obligations").list.contains("defense"))
    columns = {"joined": "since", "left": "until", "party_why": "why"}
    bound = parties.filter(pl.col("role").is_in([*JOINED, "actor", "recipient"])).select(
        "record", "role", "actor", **columns
    )
    seats = pacts.select("tie", "since", "until", "why").join(bound, left_on="tie", right_on="record")
    spells = seats.with_columns(since=pl.coalesce("joined", "since"), until=pl.coalesce("left", "until"))
    held = in_force(spells, last).select("tie", "actor", "role", "year", "why", "party_why")
    pairs = held.join(held.rename({"actor": "ally", "role": "facing", "party_why": "ally_why"}), on=["tie", "year"])
    owed = (pl.col("role") != "recipient") | (pl.col("facing") != "recipient")
    allies = (
        pairs.filter(pl.col("actor") != pl.col("ally"), owed)
        .group_by("actor", "year", "ally")
        .agg(whys=pl.concat([pl.col("why"), pl.col("party_why"), pl.col("ally_why")]))
        .join(cinc, left_on=["ally", "year"], right_on=["actor", "year"])
        .sort("actor", "year", "ally")
        .group_by("actor", "year", maintain_order=True)
        .agg(pl.col("share").sum(), because=pl.concat_list("whys", "own").explode(empty_as_null=False))
    )
    found = cinc.select("actor", "year", "own").join(allies, on=["actor", "year"], how="left")
    because = pl.concat_list("own", pl.col("because").fill_null(pl.lit([], dtype=WHYS)))
    return found.select("actor", "year", value=pl.col("share").fill_null(0.0), because=because)
