from __future__ import annotations

import polars as pl

from trachu.core.maths import Base, Pool, gathered, indicators, pooled
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
) -> pl.DataFrame:
    """Count the equal powers that a distribution of power amounts to.

    N_eff = 1 / Σ Sᵢ², with Sᵢ the share of i in the pool (Laakso & Taagepera 1979): n equal powers
    give n, and one power that holds everything gives 1.

    >>> rows = {"actor": ["A", "B"], "year": 2000, "indicator": "cinc", "value": [0.2, 0.2], "why": None}
    >>> none = pl.DataFrame(schema={"record": str, "role": str, "actor": str, "since": str, "until": str, "why": str})
    >>> nobody = pl.DataFrame(schema={"actor": str, "continues": str})
    >>> effective_number(pl.DataFrame(rows), none, nobody).select("year", "value").rows()
    [(2000, 2.0)]
    """
    found = pooled(capabilities, parties, actors, base, pool)
    return found.group_by("year").agg(gathered(), value=1 / (pl.col("share") ** 2).sum()).sort("year")
