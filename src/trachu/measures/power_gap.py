from __future__ import annotations

import polars as pl

from trachu.core.maths import MAJORS, TOP, Base, Pool, gathered, indicators, pooled
from trachu.core.parts import measure
from trachu.core.words import Words


@measure(
    name="power_gap",
    version="1",
    needs=("capabilities", "parties", "actors"),
    key=("year", "item"),
    label=Words(en="Gap between the first and the second power", th="ช่องว่างระหว่างมหาอำนาจอันดับหนึ่งกับอันดับสอง"),
    unit=Words(en="ratio, or a difference of shares", th="อัตราส่วน หรือผลต่างของสัดส่วน"),
    cite=("organski1980war", "wohlforth1999stability"),
    indicators=indicators,
)
def power_gap(
    capabilities: pl.DataFrame,
    parties: pl.DataFrame,
    actors: pl.DataFrame,
    *,
    base: Base = "cinc",
    pool: Pool = "all",
    weights: str = "",
    top: int = TOP,
    listed: str = MAJORS,
) -> pl.DataFrame:
    """Measure how far the leader is ahead, and how near the second is to parity with it.

    With S₁ ≥ S₂ ≥ S₃ the shares in the pool: `ratio` S₁ / S₂, `gap` S₁ − S₂, and `parity` S₂ / S₁, which Organski &
    Kugler (1980) call reached from .8 on; `rest` S₁ / (S₂ + S₃), whether the next two together balance the leader
    (below 1 they can). Gap ratios on several bases side by side are Wohlforth's (1999) argument for unipolarity. A
    year in which the second has nothing has no ratio.

    `weights`, as in `gdp:2,milex:1` or `irst:1`, sets an index of one's own, or one component, in the place of the
    base; `top` and `listed` as in `power_share`.

    >>> rows = {"actor": ["A", "B"], "year": 2000, "indicator": "gdp", "value": [4.0, 1.0], "why": None}
    >>> none = pl.DataFrame(schema={"record": str, "role": str, "actor": str, "since": str, "until": str, "why": str})
    >>> nobody = pl.DataFrame(schema={"actor": str, "continues": str})
    >>> power_gap(pl.DataFrame(rows), none, nobody, base="gdp").select("item", pl.col("value").round(2)).rows()
    [('gap', 0.6), ('parity', 0.25), ('ratio', 4.0), ('rest', 4.0)]
    """
    found = pooled(capabilities, parties, actors, base, pool, weights=weights, top=top, listed=listed)
    share = pl.col("share").sort(descending=True)
    first, second, third = share.first(), share.get(1), share.get(2, null_on_oob=True).fill_null(0.0)
    years = found.group_by("year").agg(
        gathered(), gap=first - second, parity=second / first, ratio=first / second, rest=first / (second + third)
    )
    long = years.unpivot(["gap", "parity", "ratio", "rest"], index=["year", "because"], variable_name="item")
    return long.filter(pl.col("value").is_finite()).select("year", "item", "value", "because").sort("year", "item")
