from __future__ import annotations

import polars as pl

from trachu.core.maths import MAJORS, TOP, Base, Pool, gathered, indicators, pooled
from trachu.core.parts import measure
from trachu.core.words import Words


@measure(
    name="effective_number",
    version="1",
    needs=("capabilities", "parties", "actors"),
    key=("year",),
    label=Words(en="Effective number of powers", th="จำนวนมหาอำนาจที่มีผล"),
    unit=Words(en="powers", th="มหาอำนาจ"),
    cite=("laakso1979effective",),
    indicators=indicators,
)
def effective_number(
    capabilities: pl.DataFrame,
    parties: pl.DataFrame,
    actors: pl.DataFrame,
    *,
    base: Base = "cinc",
    pool: Pool = "top8",
    weights: str = "",
    top: int = TOP,
    listed: str = MAJORS,
) -> pl.DataFrame:
    """Count the equal powers that a distribution of power amounts to.

    N_eff = 1 / Σ Sᵢ², with Sᵢ the share of i in the pool (Laakso & Taagepera 1979): n equal powers
    give n, and one power that holds everything gives 1.

    `weights`, as in `gdp:2,milex:1` or `irst:1`, sets an index of one's own, or one component, in the place of the
    base; `top` says how many are in the pool `top8`, and `listed` which list, by default the major powers of the
    Correlates of War, is the pool `majors`.

    >>> rows = {"actor": ["A", "B"], "year": 2000, "indicator": "cinc", "value": [0.2, 0.2], "why": None}
    >>> none = pl.DataFrame(schema={"record": str, "role": str, "actor": str, "since": str, "until": str, "why": str})
    >>> nobody = pl.DataFrame(schema={"actor": str, "continues": str})
    >>> effective_number(pl.DataFrame(rows), none, nobody).select("year", "value").rows()
    [(2000, 2.0)]
    """
    found = pooled(capabilities, parties, actors, base, pool, weights=weights, top=top, listed=listed)
    return found.group_by("year").agg(gathered(), value=1 / (pl.col("share") ** 2).sum()).sort("year")
