from __future__ import annotations

import polars as pl

from trachu.core.flowing import windowed
from trachu.core.maths import JOINED, in_force_at
from trachu.core.parts import measure
from trachu.core.supply import merged
from trachu.core.words import Words

HOLDS = ("pole", "inside", "outside")


@measure(
    name="arms_balance",
    version="1",
    needs=("flows", "parties", "actors"),
    key=("actor", "year", "item"),
    label=Words(en="Balance within an alliance in the supply of arms", th="ดุลภายในพันธมิตรด้านการจัดหาอาวุธ"),
    unit=Words(en="share of the arms received, 0 to 1", th="สัดส่วนของอาวุธที่ได้รับ 0 ถึง 1"),
    cite=("sipri_armstransfers",),
)
def arms_balance(
    flows: pl.DataFrame,
    parties: pl.DataFrame,
    actors: pl.DataFrame,
    *,
    pole: str = "USA",
    group: str = "IGO:NATO",
    region: str = "europe",
    window: int = 5,
) -> pl.DataFrame:
    """Part what the members of a group received into what came from one pole, from one another, and from elsewhere.

    sₖₜ = Σ over deliveries of the `window` years that end with t, k the `pole` (the United States), `inside` the
    members in the `region` (European NATO; Türkiye is in western Asia), or `outside` everybody else; the three sum
    to 1. Members are those at the end of the last year throughout. A row with the group as `actor` is the group
    as a whole, one with a state that member alone. Arms made at home for oneself are in no register of
    transfers: a large home industry lowers what is received, not the shares.

    >>> from trachu.core.tables import ACTORS, FLOWS, PARTIES
    >>> sent = {"actor": ["USA", "DEU"], "other": ["POL"] * 2, "year": [2024] * 2, "type": ["arms"] * 2}
    >>> names = {"actor": ["DEU", "POL"], "kind": ["state"] * 2, "en": ["-"] * 2, "th": ["-"] * 2}
    >>> there = ACTORS.of({**names, "region": ["western-europe", "eastern-europe"]})
    >>> seats = {"record": ["IGO:NATO"] * 2, "role": ["member"] * 2, "actor": ["DEU", "POL"], "since": ["1999"] * 2}
    >>> found = arms_balance(FLOWS.of({**sent, "value": [3.0, 1.0]}), PARTIES.of(seats), there, window=1)
    >>> found.filter(actor="IGO:NATO").select("item", "value").rows()
    [('inside', 0.25), ('outside', 0.0), ('pole', 0.75)]
    """
    sent = windowed(flows, "arms", window)
    names = _members(sent, parties, actors, group, region)
    holds = pl.when(pl.col("actor") == pole).then(pl.lit("pole")).when(pl.col("actor").is_in(names))
    received = sent.filter(pl.col("other").is_in(names)).with_columns(
        item=holds.then(pl.lit("inside")).otherwise(pl.lit("outside"))
    )
    each = pl.concat([received, received.with_columns(other=pl.lit(group))])
    whole = each.sort("other", "year", "actor").group_by("other", "year", maintain_order=True)
    totals = whole.agg(merged(), whole=pl.col("value").sum()).filter(pl.col("whole") > 0)
    parts = each.sort("other", "year", "actor").group_by("other", "year", "item", maintain_order=True)
    summed = parts.agg(pl.col("value").sum())
    every = totals.join(pl.DataFrame({"item": HOLDS}), how="cross")
    found = every.join(summed, on=["other", "year", "item"], how="left")
    value = pl.col("value").fill_null(0.0) / pl.col("whole")
    return found.select(pl.col("other").alias("actor"), "year", "item", value.alias("value"), "because").sort(
        "actor", "year", "item"
    )


def _members(sent: pl.DataFrame, parties: pl.DataFrame, actors: pl.DataFrame, group: str, region: str) -> list[str]:
    """Return the members of the region at the end of the last year."""
    last = max(sent["year"].to_list(), default=0)
    seats = parties.filter(pl.col("record") == group, pl.col("role").is_in(JOINED))
    held = in_force_at(seats, last)
    near = actors.filter(pl.col("region").str.ends_with(region)) if region else actors
    return held.join(near.select("actor"), on="actor", how="semi")["actor"].unique().sort().to_list()
