from __future__ import annotations

import polars as pl

from trachu.core.maths import MAJORS, TOP, Base, Pool, gathered, indicators, pooled
from trachu.core.parts import measure
from trachu.core.words import Words


@measure(
    name="power_share",
    version="1",
    needs=("capabilities", "parties", "actors"),
    key=("actor", "year"),
    label=Words(en="Share of power", th="สัดส่วนอำนาจ"),
    unit=Words(en="share of the pool, 0 to 1", th="สัดส่วนในกลุ่มที่เปรียบเทียบ 0 ถึง 1"),
    cite=("singer1987reconstructing", "beckley2018power"),
    indicators=indicators,
)
def power_share(
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
    """Return the share of each state in the power of its pool: Sᵢ = xᵢ / Σⱼ xⱼ.

    x is CINC, GDP, net power (GDP × GDP per capita, Beckley 2018) or military expenditure. The
    choice of the base is the finding: China leads on one and the United States on another.

    `weights`, as in `gdp:2,milex:1` or `irst:1`, sets an index of one's own, or one component, in the place of the
    base; `top` says how many are in the pool `top8`, and `listed` which list, by default the major powers of the
    Correlates of War, is the pool `majors`.

    >>> rows = {"actor": ["A", "B"], "year": 2000, "indicator": "gdp", "value": [3.0, 1.0], "why": None}
    >>> none = pl.DataFrame(schema={"record": str, "role": str, "actor": str, "since": str, "until": str, "why": str})
    >>> nobody = pl.DataFrame(schema={"actor": str, "continues": str})
    >>> power_share(pl.DataFrame(rows), none, nobody, base="gdp").select("actor", "year", "value").rows()
    [('A', 2000, 0.75), ('B', 2000, 0.25)]
    """
    found = pooled(capabilities, parties, actors, base, pool, weights=weights, top=top, listed=listed)
    because = found.group_by("year").agg(gathered())
    return (
        found.drop("because")
        .join(because, on="year", how="left")
        .select("actor", "year", "because", value="share")
        .sort("actor", "year")
    )
