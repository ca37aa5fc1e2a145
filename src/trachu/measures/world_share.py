from __future__ import annotations

from typing import Literal

import polars as pl

from trachu.core.flowing import windowed
from trachu.core.maths import gathered
from trachu.core.parts import measure
from trachu.core.words import Words


@measure(
    name="world_share",
    version="1",
    needs=("flows",),
    key=("actor", "year"),
    label=Words(en="Share of the world's transfers", th="สัดส่วนในการถ่ายโอนของโลก"),
    unit=Words(en="share of the world, 0 to 1", th="สัดส่วนของโลก 0 ถึง 1"),
    cite=("sipri_armstransfers",),
)
def world_share(
    flows: pl.DataFrame,
    *,
    flow: Literal["arms", "trade"] = "arms",
    side: Literal["exports", "imports"] = "exports",
    window: int = 5,
) -> pl.DataFrame:
    """Measure what part of all that the world's states sent, or received, is one state's.

    sᵢₜ = Σⱼ xᵢⱼ / Σᵢ Σⱼ xᵢⱼ, summed over the `window` years that end with t, as the Stockholm International
    Peace Research Institute does with five years, since deliveries of arms come in lumps. For imports i is
    who receives. The whole is that of the data: unknown suppliers and armed groups count in it.

    >>> from trachu.core.tables import FLOWS
    >>> sent = {"actor": ["A", "B"], "other": ["B", "C"], "year": [2020] * 2, "type": ["arms"] * 2, "value": [3.0, 1.0]}
    >>> world_share(FLOWS.of(sent), window=1).select("actor", "year", "value").rows()
    [('A', 2020, 0.75), ('B', 2020, 0.25)]
    """
    given = windowed(flows, flow, window)
    own = given.select("year", "value", "because", actor="actor" if side == "exports" else "other")
    whole = pl.col("value").sum().over("year")
    shared = own.with_columns(pl.col("value") / whole).filter(whole > 0)
    return (
        shared.sort("actor", "year", "value")
        .group_by("actor", "year", maintain_order=True)
        .agg(pl.col("value").sum(), gathered())
    )
