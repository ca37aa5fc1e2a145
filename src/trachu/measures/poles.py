from __future__ import annotations

import polars as pl

from trachu.core.maths import MAJORS, TOP, Base, Pool, gathered, indicators, pooled
from trachu.core.parts import measure
from trachu.core.words import Words


@measure(
    name="poles",
    version="1",
    needs=("capabilities", "parties", "actors"),
    key=("year",),
    label=Words(en="Number of poles", th="จำนวนขั้วอำนาจ"),
    unit=Words(en="states", th="รัฐ"),
    cite=("mansfield1993concentration", "wagner1993what"),
    indicators=indicators,
)
def poles(
    capabilities: pl.DataFrame,
    parties: pl.DataFrame,
    actors: pl.DataFrame,
    *,
    base: Base = "cinc",
    pool: Pool = "all",
    fraction: float = 0.5,
    weights: str = "",
    top: int = TOP,
    listed: str = MAJORS,
) -> pl.DataFrame:
    """Count the states that have at least a given fraction of the leader's power.

    A state i is a pole if Sᵢ ≥ fraction × S₁; the leader is always one. Half of the leader is the
    usual reading of "roughly comparable"; another fraction is a judgement to be declared.

    `weights`, as in `gdp:2,milex:1` or `irst:1`, sets an index of one's own, or one component, in the place of the
    base; `top` says how many are in the pool `top8`, and `listed` which list, by default the major powers of the
    Correlates of War, is the pool `majors`.

    >>> rows = {"actor": ["A", "B", "C"], "year": 2000, "indicator": "cinc", "value": [0.4, 0.2, 0.1], "why": None}
    >>> none = pl.DataFrame(schema={"record": str, "role": str, "actor": str, "since": str, "until": str, "why": str})
    >>> nobody = pl.DataFrame(schema={"actor": str, "continues": str})
    >>> poles(pl.DataFrame(rows), none, nobody).select("year", "value").rows()
    [(2000, 2.0)]
    """
    found = pooled(capabilities, parties, actors, base, pool, weights=weights, top=top, listed=listed)
    counted = (pl.col("share") >= fraction * pl.col("share").max()).sum()
    return found.group_by("year").agg(gathered(), value=counted.cast(pl.Float64)).sort("year")
