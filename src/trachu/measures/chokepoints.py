from __future__ import annotations

from typing import Literal

import polars as pl

from trachu.core.parts import measure
from trachu.core.supply import Goods, merged, supplies
from trachu.core.words import Words

FARRELL = """@article{farrell2019weaponized,
  author = {Farrell, Henry and Newman, Abraham L.},
  title = {Weaponized interdependence: How global economic networks shape state coercion},
  journal = {International Security},
  year = {2019},
  volume = {44},
  number = {1},
  pages = {42--79}
}"""
KEY = ["other", "item", "year"]


@measure(
    name="chokepoints",
    version="1",
    needs=("capabilities", "flows"),
    key=("actor", "other", "item", "year"),
    label=Words(en="Chokepoints of supply", th="จุดคอขวดของการจัดหา"),
    unit=Words(en="share of the supply, or its concentration, 0 to 1", th="สัดส่วนของการจัดหา หรือดัชนีการกระจุกตัว 0 ถึง 1"),
    cite=(FARRELL, "hirschman1964paternity", "eto_chipexplorer"),
)
def chokepoints(
    capabilities: pl.DataFrame,
    flows: pl.DataFrame,
    *,
    goods: Goods = "semiconductors",
    formula: Literal["largest", "hhi"] = "largest",
    threshold: float = 0.5,
    window: int = 5,
) -> pl.DataFrame:
    """Find where one state holds so much of a supply that it can close it (Farrell & Newman 2019).

    A row for each input and year whose largest supplier has a share s₁ ≥ `threshold`; `actor` is that supplier.
    `semiconductors`: shares in the world's market of each stage and input of the chip industry; everybody who
    buys is on the other side, so `other` is empty. arms, trade: shares in what the state `other` received over the
    `window` years that end with the year. The value is s₁, or with `formula="hhi"` Σ s² (Hirschman 1964) of the
    same input: the sum over the suppliers that are named, `high` if all the rest were one more supplier.

    >>> from trachu.core.tables import CAPABILITIES, FLOWS
    >>> rows = {"actor": ["USA", "JPN"], "indicator": ["semiconductors/EDA"] * 2, "value": [0.75, 0.25]}
    >>> given = CAPABILITIES.of({**rows, "year": [2019] * 2})
    >>> chokepoints(given, FLOWS.empty()).drop("because", "low", "high").rows()
    [('USA', None, 'EDA', 2019, 0.75)]
    """
    given = supplies(capabilities, flows, goods, window)
    ordered = given.sort(*KEY, "share", "actor", descending=[False, False, False, True, False], nulls_last=True)
    share = pl.col("share")
    rest = (1 - share.sum()).clip(lower_bound=0)
    found = ordered.group_by(KEY, maintain_order=True).agg(
        pl.col("actor").first(), merged(), largest=share.first(), hhi=(share**2).sum(), rest=rest
    )
    held = found.filter(pl.col("largest") >= threshold)
    unsure = formula == "hhi" and goods == "semiconductors"
    low = pl.col("hhi") if unsure else pl.lit(None, dtype=pl.Float64)
    high = pl.col("hhi") + pl.col("rest") ** 2 if unsure else pl.lit(None, dtype=pl.Float64)
    return held.select("actor", *KEY, "because", value=formula, low=low, high=high).sort("item", "year", "other")
