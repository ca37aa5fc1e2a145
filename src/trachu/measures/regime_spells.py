from __future__ import annotations

from typing import Literal

import numpy as np
import polars as pl

from trachu.core.maths import MAJORS, TOP, WHYS, Base, Pool, gathered, indicators, pooled
from trachu.core.parts import measure
from trachu.core.regimes import REGIMES, RULES, Settled, settle
from trachu.core.words import Words

DOUBT = "doubt"


@measure(
    name="regime_spells",
    version="1",
    needs=("capabilities", "parties", "actors"),
    key=("year", "item"),
    label=Words(en="Polarity that holds", th="ขั้วอำนาจที่ดำรงอยู่ต่อเนื่อง"),
    unit=Words(
        en="1 if this regime holds (doubt: 1 if the year's own verdict is another), else 0",
        th="1 หากเป็นระบบที่ดำรงอยู่ (doubt: 1 หากผลของปีนั้นเป็นอย่างอื่น) มิฉะนั้น 0",
    ),
    cite=("modelski1974world", "rapkin1979bipolarity", "thompson1988global"),
    indicators=indicators,
)
def regime_spells(
    capabilities: pl.DataFrame,
    parties: pl.DataFrame,
    actors: pl.DataFrame,
    *,
    base: Base = "cinc",
    pool: Pool = "top8",
    rule: Literal["fifty_twentyfive", "half_of_leader"] = "fifty_twentyfive",
    hold: int = 3,
    weights: str = "",
    top: int = TOP,
    listed: str = MAJORS,
) -> pl.DataFrame:
    """Say which kind of polarity holds in each year, if it changes only once a verdict lasts `hold` years.

    The verdicts are those of `polarity` under the same base, pool and rule. A verdict that lasts fewer than
    `hold` years in a row changes nothing: the regime before it goes on, and the item `doubt` is 1, as in the
    one-year flips of 1935, 1941 and 1991 among the major powers on CINC. A short run at the end of the data
    is doubt as well, since it may yet last. Before the first regime that holds, all four items are 0.

    `weights`, as in `gdp:2,milex:1` or `irst:1`, sets an index of one's own, or one component, in the place of the
    base; `top` says how many are in the pool `top8`, and `listed` which list, by default the major powers of the
    Correlates of War, is the pool `majors`.

    >>> rows = [("A", y, "cinc", v, None) for y, v in ((2000, 0.3), (2001, 0.9), (2002, 0.3), (2003, 0.3))]
    >>> rows += [("B", y, "cinc", 0.2, None) for y in range(2000, 2004)]
    >>> given = pl.DataFrame(rows, schema=["actor", "year", "indicator", "value", "why"], orient="row")
    >>> none = pl.DataFrame(schema={"record": str, "role": str, "actor": str, "since": str, "until": str, "why": str})
    >>> nobody = pl.DataFrame(schema={"actor": str, "continues": str})
    >>> found = regime_spells(given, none, nobody, rule="half_of_leader", hold=1)
    >>> found.filter(pl.col("value") == 1).select("year", "item").rows()
    [(2000, 'bipolar'), (2001, 'unipolar'), (2002, 'bipolar'), (2003, 'bipolar')]
    >>> found = regime_spells(given, none, nobody, rule="half_of_leader", hold=2)
    >>> found.filter(pl.col("item") == "doubt").select("year", "value").rows()
    [(2000, 1.0), (2001, 1.0), (2002, 0.0), (2003, 0.0)]
    """
    found = pooled(capabilities, parties, actors, base, pool, weights=weights, top=top, listed=listed)
    if rule == "fifty_twentyfive" and pool == "all":
        found = found.clear()
    years = found.group_by("year").agg(gathered(), pl.col("share")).sort("year")
    verdicts = {year: _verdict(rule, share) for year, share in years.select("year", "share").iter_rows()}
    rows = [row for one in settle(verdicts, hold=hold) for row in _rows(one)]
    values = pl.DataFrame(rows, schema={"year": pl.Int64, "item": pl.String, "value": pl.Float64}, orient="row")
    return values.join(years.select("year", pl.col("because").cast(WHYS)), on="year", how="left").sort("year", "item")


def _verdict(rule: str, share: list[float]) -> str:
    return REGIMES[RULES[rule](np.array([share], dtype=np.float64))[0]]


def _rows(one: Settled) -> list[tuple[int, str, float]]:
    holds = [(one.year, regime, float(one.regime == regime)) for regime in REGIMES]
    return [*holds, (one.year, DOUBT, float(one.doubt))]
