from __future__ import annotations

from typing import Literal

import polars as pl

from trachu.core.alliances import OWN, pledges
from trachu.core.maths import Base, gathered, indicators, power, shares
from trachu.core.parts import measure
from trachu.core.words import Words


@measure(
    name="alliance_capability",
    version="1",
    needs=("capabilities", "ties", "parties"),
    key=("actor", "year"),
    label=Words(en="Capability of a state and its allies", th="ขีดความสามารถของรัฐรวมกับพันธมิตร"),
    unit=Words(en="share of the world, 0 to 1", th="สัดส่วนของโลก 0 ถึง 1"),
    cite=("leeds2002alliance", "singer1972distribution"),
    indicators=indicators,
)
def alliance_capability(
    capabilities: pl.DataFrame,
    ties: pl.DataFrame,
    parties: pl.DataFrame,
    *,
    base: Base = "cinc",
    whose: Literal["both", "allies"] = "both",
) -> pl.DataFrame:
    """Add up what a state could bring to bear together with those who owe it defence or offence.

    aᵢₜ = cᵢₜ + Σⱼ cⱼₜ over the states j that owe i defence or offence on any day of year t, c the share of the
    world's capability on one base; with `whose="allies"` without cᵢₜ itself. Each ally counts once, however
    many treaties there are. Years are those that the list of alliances covers; a state without allies has a
    row, with 0 for allies. An ally without known capability adds nothing.

    >>> from trachu.core.tables import CAPABILITIES, PARTIES, TIES
    >>> power = {"actor": list("ABC"), "year": [1950] * 3, "indicator": ["cinc"] * 3, "value": [0.5, 0.25, 0.25]}
    >>> pact = TIES.of({"tie": ["P"], "type": ["alliance"], "obligations": [["defense"]], "since": ["1950"]})
    >>> both = PARTIES.of({"record": ["P", "P"], "role": ["member"] * 2, "actor": ["A", "B"]})
    >>> alliance_capability(CAPABILITIES.of(power), pact, both).select("actor", "value").rows()
    [('A', 0.75), ('B', 0.75), ('C', 0.25)]
    """
    own = shares(power(capabilities, base), ["year"]).select("actor", "year", "share", "because")
    owed = pledges(ties, parties).filter(pl.col("level") == OWN)
    years = pl.int_ranges("first", pl.col("last") + 1, dtype=pl.Int64).alias("year")
    held = owed.select(years, "whys", actor="other", ally="actor").explode("year", empty_as_null=False)
    pledged = held.group_by("actor", "ally", "year").agg(pl.col("whys").explode(empty_as_null=False).unique())
    allies = pledged.join(own.rename({"actor": "ally"}), on=["ally", "year"]).select(
        "actor", "year", "share", because=pl.concat_list("because", "whys")
    )
    covered = own.filter(pl.col("year").is_in(sorted(set(held["year"].to_list()))))
    if whose == "allies":
        covered = covered.with_columns(share=pl.lit(0.0))
    whole = pl.concat([covered, allies.join(covered.select("actor", "year"), on=["actor", "year"], how="semi")])
    ordered = whole.sort("actor", "year", "share")
    return ordered.group_by("actor", "year", maintain_order=True).agg(value=pl.col("share").sum(), because=gathered())
