from __future__ import annotations

from typing import Literal

import polars as pl

from trachu.core.maths import MAJORS, TOP, Base, Pool, gathered, indicators, pooled
from trachu.core.parts import measure
from trachu.core.words import Words


@measure(
    name="concentration",
    version="1",
    needs=("capabilities", "parties", "actors"),
    key=("year",),
    label=Words(en="Concentration of power", th="การกระจุกตัวของอำนาจ"),
    unit=Words(en="index, 0 (equal) to 1 (monopoly)", th="ดัชนี 0 (เท่าเทียม) ถึง 1 (ผูกขาด)"),
    cite=("singer1972distribution", "ray1973concentration", "hirschman1964paternity"),
    indicators=indicators,
)
def concentration(
    capabilities: pl.DataFrame,
    parties: pl.DataFrame,
    actors: pl.DataFrame,
    *,
    base: Base = "cinc",
    pool: Pool = "top8",
    formula: Literal["con", "hhi"] = "con",
    weights: str = "",
    top: int = TOP,
    listed: str = MAJORS,
) -> pl.DataFrame:
    """Measure how far power is concentrated in few hands.

    With Sᵢ the share of i in a pool of N states, HHI = Σ Sᵢ² (Hirschman 1964) and
    CON = √[(Σ Sᵢ² − 1/N) / (1 − 1/N)] (Ray & Singer 1973), which is 0 for equal shares and 1 for a
    monopoly whatever N is. The pool matters more than the formula: CON of the major powers falls
    in 1991 only because Germany and Japan come back to the list. The default pool, the eight
    strongest, needs no list.

    `weights`, as in `gdp:2,milex:1` or `irst:1`, sets an index of one's own, or one component, in the place of the
    base; `top` says how many are in the pool `top8`, and `listed` which list, by default the major powers of the
    Correlates of War, is the pool `majors`.

    >>> rows = {"actor": ["A", "B"], "year": 2000, "indicator": "cinc", "value": [0.2, 0.2], "why": None}
    >>> none = pl.DataFrame(schema={"record": str, "role": str, "actor": str, "since": str, "until": str, "why": str})
    >>> nobody = pl.DataFrame(schema={"actor": str, "continues": str})
    >>> concentration(pl.DataFrame(rows), none, nobody, formula="hhi").select("year", "value").rows()
    [(2000, 0.5)]
    """
    found = pooled(capabilities, parties, actors, base, pool, weights=weights, top=top, listed=listed)
    hhi, even = (pl.col("share") ** 2).sum(), 1 / pl.len()
    value = hhi if formula == "hhi" else (((hhi - even) / (1 - even)).clip(lower_bound=0)).sqrt()
    return found.group_by("year").agg(value, gathered()).rename({"share": "value"}).sort("year")
