"""Years that a series lacks between two published values, and how they may have been: bridges of the logarithm."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import polars as pl
from numpy.typing import NDArray

from trachu.core.random import normal, number_of

Reals = NDArray[np.float64]
LONGEST = 20  # years: a longer gap is no gap in a series, but the end of one and the beginning of another
FEW = 5  # changes below which a series takes the variance of its indicator
KEY = ("actor", "indicator")


def gaps(given: pl.DataFrame, longest: int = LONGEST) -> pl.DataFrame:
    """Return the gaps of at most `longest` years: the row before, the year and value after, and σ of a year.

    Rows stand in the order of actor, indicator and year. Gaps next to a value of 0 are none. σ² is
    Σ (Δ ln x − μ g)²/g / (n − 1) over the series' own n changes, g the years between and μ its mean growth by year;
    with fewer than 5 changes it is the median of the indicator.

    >>> given = pl.DataFrame({"actor": "A", "indicator": "gdp", "year": [2000, 2002], "value": [10.0, 20.0]})
    >>> gaps(given).select("year", "value", "after", "then", "sigma").rows()
    [(2000, 10.0, 2002, 20.0, 0.0)]
    """
    key = list(KEY)
    steps = given.filter(pl.col("value") > 0).with_columns(
        after=pl.col("year").shift(-1).over(key), then=pl.col("value").shift(-1).over(key)
    )
    between = given.with_columns(pl.col("year").shift(-1).over(key).alias("_next")).select(*key, "year", "_next")
    steps = steps.join(between, on=[*key, "year"]).drop_nulls("after").filter(pl.col("after") == pl.col("_next"))
    steps = steps.with_columns(g=pl.col("after") - pl.col("year"), change=(pl.col("then") / pl.col("value")).log())
    growth = (pl.col("change").sum() / pl.col("g").sum()).over(key)
    left = ((pl.col("change") - growth * pl.col("g")) ** 2 / pl.col("g")).sum().over(key)
    n = pl.len().over(key)
    steps = steps.with_columns(own=left / pl.max_horizontal(n - 1, pl.lit(1)), n=n)
    usual = pl.when(pl.col("n") >= FEW).then("own").median().over("indicator").fill_null(pl.col("own"))
    steps = steps.with_columns(sigma=pl.when(pl.col("n") >= FEW).then("own").otherwise(usual).sqrt())
    return steps.filter(pl.col("g").is_between(2, longest)).drop("_next", "own", "n", "change")


def between(gap: Mapping[str, object]) -> NDArray[np.int64]:
    """Return the years that a gap lacks."""
    return np.arange(int(str(gap["year"])) + 1, int(str(gap["after"])))


def bridges(gap: Mapping[str, object], seed: int, draws: int) -> Reals:
    """Draw paths of the years that a gap lacks, from one published value to the next: shape (draws, years).

    Every number depends on seed, draw, actor, indicator and year alone.

    >>> gap = {"actor": "A", "indicator": "gdp", "year": 2000, "value": 10.0, "after": 2002, "then": 40.0, "sigma": 0.0}
    >>> bridges(gap, 1, 1).round(6).tolist()
    [[20.0]]
    """
    years = between(gap)
    length = len(years) + 1
    begin, end, sigma = (float(str(gap[name])) for name in ("value", "then", "sigma"))
    i, j = number_of(str(gap["actor"])), number_of(str(gap["indicator"]))
    steps = normal(seed, np.arange(draws)[:, None], np.append(years, years[-1] + 1)[None, :], i, j)
    walk = sigma * np.cumsum(steps, axis=1)
    share = (np.arange(1, length) / length)[None, :]
    pinned = walk[:, :-1] - share * walk[:, -1:]
    return np.asarray(np.exp(np.log(begin) + share * np.log(end / begin) + pinned))
