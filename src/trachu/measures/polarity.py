from __future__ import annotations

from typing import Literal

import polars as pl

from trachu.core.maths import MAJORS, TOP, Base, Pool, gathered, indicators, pooled
from trachu.core.parts import measure
from trachu.core.regimes import DOMINANT, NEARLY, PEER, REGIMES, SECOND
from trachu.core.words import Words

Rule = Literal["fifty_twentyfive", "half_of_leader"]


@measure(
    name="polarity",
    version="1",
    needs=("capabilities", "parties", "actors"),
    key=("year", "item"),
    label=Words(en="Polarity of the system", th="ขั้วอำนาจของระบบระหว่างประเทศ"),
    unit=Words(en="1 if the verdict is this, else 0", th="1 หากเป็นขั้วแบบนี้ มิฉะนั้น 0"),
    cite=("modelski1974world", "rapkin1979bipolarity", "thompson1988global", "beckley2018power"),
    indicators=indicators,
)
def polarity(
    capabilities: pl.DataFrame,
    parties: pl.DataFrame,
    actors: pl.DataFrame,
    *,
    base: Base = "cinc",
    pool: Pool = "top8",
    rule: Rule = "fifty_twentyfive",
    fraction: float = PEER,
    weights: str = "",
    top: int = TOP,
    listed: str = MAJORS,
) -> pl.DataFrame:
    """Say for each year and each kind of polarity whether the distribution of power is of this kind.

    Four rows a year (unipolar, near-unipolar, bipolar, multipolar), of which one is 1, so that a
    mean over specifications or draws is the probability of a regime. The pool `majors` is the list of
    the Correlates of War, whose members of 2016 are carried forward. With S₁ ≥ S₂ ≥ … the shares:

    `fifty_twentyfive` (Modelski 1974; Rapkin, Thompson & Christopherson 1979; Thompson 1988):
    unipolar if S₁ ≥ .50; near-unipolar if .45 ≤ S₁ < .50 and S₂ < .25; bipolar if S₁ + S₂ ≥ .50 and
    both ≥ .25; multipolar otherwise. These thresholds are for shares among great powers; among all
    states nearly everything would pass for multipolar, so with `pool="all"` the rule has no rows.

    `half_of_leader`: the poles are the states with at least half of the leader's share, or another `fraction` of
    it; one makes the system unipolar, two bipolar, three or more multipolar.

    `weights`, as in `gdp:2,milex:1` or `irst:1`, sets an index of one's own, or one component, in the place of the
    base; `top` says how many are in the pool `top8`, and `listed` which list, by default the major powers of the
    Correlates of War, is the pool `majors`.

    >>> rows = {"actor": ["A", "B"], "year": 2000, "indicator": "cinc", "value": [0.3, 0.2], "why": None}
    >>> none = pl.DataFrame(schema={"record": str, "role": str, "actor": str, "since": str, "until": str, "why": str})
    >>> nobody = pl.DataFrame(schema={"actor": str, "continues": str})
    >>> found = polarity(pl.DataFrame(rows), none, nobody, rule="half_of_leader")
    >>> found.filter(pl.col("value") == 1).select("year", "item").rows()
    [(2000, 'bipolar')]
    """
    found = pooled(capabilities, parties, actors, base, pool, weights=weights, top=top, listed=listed)
    if rule == "fifty_twentyfive" and pool == "all":
        found = found.clear()
    verdict = _fifty_twentyfive() if rule == "fifty_twentyfive" else _half_of_leader(fraction)
    years = found.group_by("year").agg(gathered(), verdict=verdict)
    return (
        years.join(pl.DataFrame({"item": REGIMES}), how="cross")
        .select("year", "item", "because", value=(pl.col("item") == pl.col("verdict")).cast(pl.Float64))
        .sort("year", "item")
    )


def _fifty_twentyfive() -> pl.Expr:
    share = pl.col("share").sort(descending=True)
    first, second = share.first(), share.get(1)
    return (
        pl.when(first >= DOMINANT)
        .then(pl.lit("unipolar"))
        .when(first >= NEARLY, second < SECOND)
        .then(pl.lit("near-unipolar"))
        .when(first + second >= DOMINANT, second >= SECOND)
        .then(pl.lit("bipolar"))
        .otherwise(pl.lit("multipolar"))
    )


def _half_of_leader(fraction: float) -> pl.Expr:
    count = (pl.col("share") >= fraction * pl.col("share").max()).sum()
    return (
        pl.when(count == 1)
        .then(pl.lit("unipolar"))
        .when(count == 2)
        .then(pl.lit("bipolar"))
        .otherwise(pl.lit("multipolar"))
    )
