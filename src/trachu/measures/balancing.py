from __future__ import annotations

import polars as pl

from trachu.core.maths import JOINED, heirs, in_force, power, shares
from trachu.core.parts import measure
from trachu.core.words import Words

BOUND = (*JOINED, "actor", "recipient")  # of a tie that binds one side only: who owes it, and to whom


@measure(
    name="balancing",
    version="1",
    needs=("capabilities", "ties", "parties", "actors"),
    key=("actor", "year", "item"),
    label=Words(en="Balancing, internal and external", th="การถ่วงดุลอำนาจภายในและภายนอก"),
    unit=Words(en="change of a share", th="การเปลี่ยนแปลงของสัดส่วน"),
    cite=("waltz1979theory", "leeds2002alliance"),
)
def balancing(
    capabilities: pl.DataFrame, ties: pl.DataFrame, parties: pl.DataFrame, actors: pl.DataFrame, *, span: int = 5
) -> pl.DataFrame:
    """Measure how a state has built up its own arms, and how it has gained or lost allies, over `span` years.

    Waltz (1979) parts the two ways of balancing; they are reported apart (`item`) and not to be summed.
    internal: mₜ − mₜ₋ₛ, with m = military expenditure / GDP, both in one unit.
    external: Σ cⱼₜ over the allies gained since t − s, less Σ cⱼₜ over those lost, with cⱼₜ the ally's share
    of the world's CINC today, so that an ally who grows is not taken for a new one. An ally is who owes the
    state defence, or whom it owes defence, by a tie in force at the end of the year; one who continues an
    ally (Russia, the Soviet Union) is no new one. Only states with an ally at one of the two times have a
    row: that the data name none may mean that they do not cover it. Against whom is said by neither number.

    >>> from trachu.core.tables import ACTORS, CAPABILITIES, PARTIES, TIES
    >>> rows = {"milex": [2.0, 4.0], "gdp": [100.0, 100.0]}
    >>> given = CAPABILITIES.of([{"actor": "A", "year": y, "indicator": i, "value": v}
    ...     for i, pair in rows.items() for y, v in zip((2015, 2020), pair)])
    >>> found = balancing(given, TIES.empty(), PARTIES.empty(), ACTORS.empty())
    >>> found.select("actor", "year", "item", "value").rows()
    [('A', 2020, 'internal', 0.02)]
    """
    both = [_internal(capabilities, span), _external(capabilities, ties, parties, heirs(actors), span)]
    return pl.concat(both).sort("actor", "year", "item")


def _internal(capabilities: pl.DataFrame, span: int) -> pl.DataFrame:
    """Compare military expenditure over GDP, where both are in one unit, with what it was."""
    spent = capabilities.filter(pl.col("indicator") == "milex").select("actor", "year", "unit", "value", "why")
    gdp = capabilities.filter(pl.col("indicator") == "gdp", pl.col("value") > 0).select(spent.columns)
    known = spent.join(gdp, on=["actor", "year", "unit"], suffix="_gdp", nulls_equal=True)
    effort = known.select("actor", "year", "why", "why_gdp", value=pl.col("value") / pl.col("value_gdp"))
    before = effort.select("actor", pl.col("year") + span, earlier="value", then="why", then_gdp="why_gdp")
    value = pl.col("value") - pl.col("earlier")
    whys = pl.concat_list("why", "why_gdp", "then", "then_gdp")
    return effort.join(before, on=["actor", "year"]).select(
        "actor", "year", pl.lit("internal").alias("item"), value.alias("value"), _tidy(whys)
    )


def _external(
    capabilities: pl.DataFrame, ties: pl.DataFrame, parties: pl.DataFrame, heir: dict[str, str], span: int
) -> pl.DataFrame:
    """Weigh the allies gained and lost by what they hold today."""
    cinc = shares(power(capabilities, "cinc"), ["year"]).select("actor", "year", "share", own="because")
    last = max(cinc["year"].to_list(), default=0)
    now = _allies(ties, parties, heir, last)
    then = now.with_columns(pl.col("year") + span)
    pair = ["actor", "ally", "year"]
    changed = pl.concat([now.with_columns(sign=pl.lit(1.0)), then.with_columns(sign=pl.lit(-1.0))])
    weight = cinc.select("year", "share", "own", ally=pl.col("actor").replace(heir)).unique(
        ["ally", "year"], keep="none"
    )
    net = changed.group_by(pair).agg(pl.col("sign").sum(), pl.col("whys").explode(empty_as_null=False))
    found = (
        net.join(weight, on=["ally", "year"], how="left")
        .sort(pair)
        .group_by("actor", "year", maintain_order=True)
        .agg(
            value=(pl.col("sign") * pl.col("share").fill_null(0.0)).sum(),
            whys=pl.col("whys").explode(empty_as_null=False),
            owns=pl.col("own").explode(empty_as_null=False),
        )
    )
    named = cinc.select("year", name="actor", actor=pl.col("actor").replace(heir)).join(found, on=["actor", "year"])
    known = pl.col("year") >= min(cinc["year"].to_list(), default=0) + span
    because = _tidy(pl.concat_list("whys", "owns"))
    item = pl.lit("external").alias("item")
    return named.filter(known).select(pl.col("name").alias("actor"), "year", item, "value", because)


def _allies(ties: pl.DataFrame, parties: pl.DataFrame, heir: dict[str, str], last: int) -> pl.DataFrame:
    """Return who has whom as an ally at the end of each year: actor, ally, year, whys."""
    pacts = ties.filter(pl.col("obligations").list.contains("defense")).select("tie", "since", "until", "why")
    columns = {"tie": "record", "joined": "since", "left": "until", "party_why": "why"}
    bound = parties.filter(pl.col("role").is_in(BOUND)).select("role", pl.col("actor").replace(heir), **columns)
    seats = pacts.join(bound, on="tie")
    spells = seats.with_columns(since=pl.coalesce("joined", "since"), until=pl.coalesce("left", "until"))
    held = in_force(spells, last).select("tie", "actor", "role", "year", "why", "party_why")
    pairs = held.join(held.select("tie", "year", ally="actor", facing="role", ally_why="party_why"), on=["tie", "year"])
    owed = (pl.col("role") != "recipient") | (pl.col("facing") != "recipient")
    whys = pl.concat([pl.col("why"), pl.col("party_why"), pl.col("ally_why")])
    return pairs.filter(pl.col("actor") != pl.col("ally"), owed).group_by("actor", "ally", "year").agg(whys=whys)


def _tidy(whys: pl.Expr) -> pl.Expr:
    return whys.list.drop_nulls().list.unique().list.sort().alias("because")
