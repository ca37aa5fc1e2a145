from __future__ import annotations

from typing import Literal

import polars as pl

from trachu.core.flowing import windowed
from trachu.core.maths import gathered
from trachu.core.parts import measure
from trachu.core.words import Words


@measure(
    name="partner_concentration",
    version="1",
    needs=("flows",),
    key=("actor", "year"),
    label=Words(en="Concentration of suppliers or customers", th="การกระจุกตัวของผู้จัดหาหรือลูกค้า"),
    unit=Words(en="index, near 0 (many) to 1 (one)", th="ดัชนี ใกล้ 0 (หลายราย) ถึง 1 (รายเดียว)"),
    cite=("hirschman1964paternity",),
)
def partner_concentration(
    flows: pl.DataFrame,
    *,
    flow: Literal["arms", "trade"] = "arms",
    side: Literal["imports", "exports"] = "imports",
    formula: Literal["hhi", "hirschman", "largest"] = "hhi",
    window: int = 5,
) -> pl.DataFrame:
    """Measure how far a state depends on few partners.

    With sⱼ the share of partner j in what the state received (`imports`) or sent (`exports`) over the
    `window` years that end with t: `hhi` Σ sⱼ², `hirschman` √Σ sⱼ² (Hirschman 1964), `largest` max sⱼ.
    A European screening of strategic dependence sets its bar at an HHI of 0.4.

    >>> from trachu.core.tables import FLOWS
    >>> sent = {"actor": ["A", "B"], "other": ["C"] * 2, "year": [2020] * 2, "type": ["arms"] * 2, "value": [3.0, 1.0]}
    >>> partner_concentration(FLOWS.of(sent), window=1).select("actor", "year", "value").rows()
    [('C', 2020, 0.625)]
    """
    given = windowed(flows, flow, window)
    own, partner = ("other", "actor") if side == "imports" else ("actor", "other")
    share = pl.col("value") / pl.col("value").sum()
    squares = (share**2).sum()
    value = {"hhi": squares, "hirschman": squares.sqrt(), "largest": share.max()}[formula]
    ordered = given.filter(pl.col("value") > 0).sort(own, "year", partner)
    found = ordered.group_by(pl.col(own).alias("_own"), "year", maintain_order=True).agg(
        value.alias("value"), gathered()
    )
    return found.rename({"_own": "actor"})
