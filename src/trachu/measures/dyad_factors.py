from __future__ import annotations

import polars as pl

from trachu.core.maths import JOINED, WHYS, heirs, in_force
from trachu.core.parts import measure
from trachu.core.words import Words

INDICATORS = {"ideology/ideal_points": "ideal_point", "ideology/regimes": "v2x_polyarchy"}
NAMES = ["item", "year", "value", "because"]


@measure(
    name="dyad_factors",
    version="1",
    needs=("capabilities", "flows", "ties", "parties", "actors"),
    key=("actor", "other", "item", "year"),
    label=Words(en="Factors behind a dyad", th="ปัจจัยเบื้องหลังความสัมพันธ์ของคู่รัฐ"),
    unit=Words(
        en="distance (ideology); years (history); states (world politics)",
        th="ระยะห่าง (อุดมการณ์) จำนวนปี (ประวัติศาสตร์) จำนวนรัฐ (การเมืองโลก)",
    ),
    cite=("bailey2017estimating", "felbermayr2020gsdb"),
    indicators=lambda options: tuple(INDICATORS.values()),
)
def dyad_factors(
    capabilities: pl.DataFrame,
    flows: pl.DataFrame,
    ties: pl.DataFrame,
    parties: pl.DataFrame,
    actors: pl.DataFrame,
    *,
    actor: str = "RUS",
    other: str = "PRK",
) -> pl.DataFrame:
    """Measure what may bring two states together in ideology, in history and in world politics, year by year.

    `ideology/ideal_points` is |θᵢ − θⱼ|, θ the ideal points of the General Assembly (Bailey, Strezhnev & Voeten
    2017), and `ideology/regimes` |pᵢ − pⱼ|, p the electoral democracy index of V-Dem: 0 is alike.
    `history/allied_years` counts the years up to this one at whose end a treaty of alliance bound both.
    `world_politics/common_sanctions` counts the states that had sanctions on both in the year. The factors of
    arms and of trade are the components of `closeness`. A year or factor without data has no row, and a year
    in which no state had sanctions on both is 0 only where the register has sanctions on one of them.

    >>> from trachu.core.tables import ACTORS, CAPABILITIES, FLOWS, PARTIES, TIES
    >>> sent = {"actor": ["USA", "USA", "JPN"], "other": ["RUS", "PRK", "PRK"], "year": 2022, "type": "sanction"}
    >>> flows = FLOWS.of(pl.DataFrame({**sent, "value": 1.0}))
    >>> rest = TIES.empty(), PARTIES.empty(), ACTORS.empty()
    >>> dyad_factors(CAPABILITIES.empty(), flows, *rest).select("item", "year", "value").rows()
    [('world_politics/common_sanctions', 2022, 1.0)]
    """
    heir = heirs(actors)
    rename = pl.col("actor").replace(heir)
    pair = [heir.get(actor, actor), heir.get(other, other)]
    found = [_gap(capabilities.with_columns(rename), pair, item, name) for item, name in INDICATORS.items()]
    last = max([*flows["year"].drop_nulls().to_list(), *capabilities["year"].drop_nulls().to_list()], default=0)
    found.append(_allied(ties, parties.with_columns(rename), pair, last))
    found.append(_sanctioned(flows.with_columns(rename, pl.col("other").replace(heir)), pair))
    named = pl.concat(found).with_columns(actor=pl.lit(actor), other=pl.lit(other))
    return named.select("actor", "other", *NAMES).sort("item", "year")


def _gap(capabilities: pl.DataFrame, pair: list[str], item: str, indicator: str) -> pl.DataFrame:
    one, two = (
        capabilities.filter(pl.col("indicator") == indicator, pl.col("actor") == side)
        .sort("year", "value")
        .unique("year", keep="first")
        .select("year", "value", "why")
        for side in pair
    )
    gap = (pl.col("value") - pl.col("value_two")).abs()
    both = one.join(two, on="year", suffix="_two").with_columns(
        value=gap, item=pl.lit(item), because=pl.concat_list("why", "why_two")
    )
    return both.select(NAMES).cast({"because": WHYS})


def _allied(ties: pl.DataFrame, parties: pl.DataFrame, pair: list[str], last: int) -> pl.DataFrame:
    """Count the years at whose end an alliance binds both, up to each of them."""
    alliances = ties.filter(pl.col("type") == "alliance").select("tie", "since", "until", "why")
    members = parties.filter(pl.col("role").is_in(JOINED)).select(
        "record", "actor", joined="since", left="until", mine="why"
    )
    bound = alliances.join(members, left_on="tie", right_on="record").with_columns(
        since=pl.coalesce("joined", "since"), until=pl.coalesce("left", "until")
    )
    one, two = (
        in_force(bound.filter(pl.col("actor") == side), last).select("tie", "year", "why", "mine") for side in pair
    )
    both = one.join(two, on=["tie", "year"], suffix="_two").sort("year", "tie")
    years = both.group_by("year", maintain_order=True).agg(
        because=pl.concat([pl.col("why"), pl.col("mine"), pl.col("mine_two")]).drop_nulls().unique().sort()
    )
    counted = years.sort("year").with_columns(value=pl.int_range(1, pl.len() + 1).cast(pl.Float64))
    return counted.with_columns(item=pl.lit("history/allied_years")).select(NAMES).cast({"because": WHYS})


def _sanctioned(flows: pl.DataFrame, pair: list[str]) -> pl.DataFrame:
    """Count the states with sanctions on both, in the years in which either is under any."""
    sent = flows.filter(pl.col("type") == "sanction", pl.col("value") > 0, pl.col("other").is_in(pair))
    sent = sent.filter(~pl.col("actor").is_in(pair))
    each = sent.group_by("year", "actor").agg(targets=pl.col("other").n_unique(), whys=pl.col("why").drop_nulls())
    found = (
        each.sort("year", "actor")
        .group_by("year", maintain_order=True)
        .agg(
            value=(pl.col("targets") == len(pair)).sum().cast(pl.Float64),
            because=pl.col("whys").explode(empty_as_null=False).unique().sort(),
        )
    )
    named = found.with_columns(item=pl.lit("world_politics/common_sanctions"))
    return named.select(NAMES).cast({"because": WHYS})
