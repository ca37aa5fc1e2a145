from __future__ import annotations

import numpy as np
import polars as pl
from numpy.typing import NDArray

from trachu.core.errors import OptionError
from trachu.core.parts import model
from trachu.core.random import normal, number_of
from trachu.core.words import Words

Reals = NDArray[np.float64]
LONGEST = 20  # years: a longer gap is no gap in a series, but the end of one and the beginning of another
FEW = 5  # changes below which a series takes the variance of its indicator


@model(
    name="missing",
    version="1",
    needs=("capabilities",),
    skill="calibrated",
    label=Words(en="Missing years of capabilities", th="ปีที่ขาดหายของขีดความสามารถ"),
    cite=(
        "@book{rubin1987multiple, author={Rubin, Donald B.}, title={Multiple imputation for nonresponse in surveys}, "
        "publisher={Wiley}, year={1987}}",
    ),
)
def missing(
    capabilities: pl.DataFrame, *, seed: int = 1, draws: int = 100, longest: int = LONGEST
) -> dict[str, pl.DataFrame]:
    """Fill the years between two published values of a series, each draw in its own way (multiple imputation).

    Between a and b, ln x is a random walk from the one published value to the other, a Brownian bridge:
    at year t it has the mean ln xₐ + (ln x_b − ln xₐ)(t − a)/(b − a) and the variance σ²(t − a)(b − t)/(b − a).
    σ² is Σ (Δ ln x − μ g)²/g / (n − 1) over the series' own n changes, g being the years between and μ its mean
    growth by year; a series with fewer than 5 changes takes the median of its indicator. Published values stay
    as they are in every draw. Nothing is filled before the first or after the last published value, in
    gaps of more than `longest` years, or next to a value of 0. Filled rows say so: `imputed` is true,
    and their `why` is that of the value before. Rubin (1987).

    Every number depends on seed, draw, actor, indicator and year alone.

    >>> row = {"actor": "A", "indicator": "gdp", "year": [2000, 2002], "value": [10.0, 10.0], "why": "w"}
    >>> found = missing(pl.DataFrame(row), draws=1)["capabilities"]
    >>> found.select("year", "imputed", pl.col("value").round(6)).rows()
    [(2000, False, 10.0), (2001, True, 10.0), (2002, False, 10.0)]
    """
    _check(draws, longest)
    given = capabilities.sort("actor", "indicator", "year").with_columns(imputed=pl.lit(False))
    gaps = _gaps(given, longest)
    number = pl.Series("draw", np.arange(draws, dtype=np.int64))
    published = given.join(number.to_frame(), how="cross")
    filled = [_filled(gap, seed, draws, given.columns) for gap in gaps.iter_rows(named=True)]
    order = ["draw", "actor", "indicator", "year"]
    return {"capabilities": pl.concat([published, *filled], how="vertical").sort(order)}


def _gaps(given: pl.DataFrame, longest: int) -> pl.DataFrame:
    """Return the gaps to be filled: the row before, the year and value after, and σ of a year."""
    key = ["actor", "indicator"]
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


def _filled(gap: dict[str, object], seed: int, draws: int, columns: list[str]) -> pl.DataFrame:
    """Return the rows of one gap in every draw."""
    first, last = int(str(gap["year"])), int(str(gap["after"]))
    years = np.arange(first + 1, last)
    path = _bridge(gap, years, last - first, seed, draws)
    rows = {
        **{name: gap[name] for name in columns if name not in ("year", "value", "sd")},
        "year": np.tile(years, draws),
        "value": path.ravel(),
        "imputed": True,
        "draw": np.repeat(np.arange(draws, dtype=np.int64), len(years)),
    }
    absent = [pl.lit(None, dtype=pl.Float64).alias("sd")] if "sd" in columns else []
    return pl.DataFrame(rows).with_columns(absent).select(*columns, "draw")


def _bridge(gap: dict[str, object], years: NDArray[np.int64], length: int, seed: int, draws: int) -> Reals:
    """Draw paths from one published value to the next, shape (draws, years)."""
    begin, end, sigma = (float(str(gap[name])) for name in ("value", "then", "sigma"))
    i, j = number_of(str(gap["actor"])), number_of(str(gap["indicator"]))
    steps = normal(seed, np.arange(draws)[:, None], np.append(years, years[-1] + 1)[None, :], i, j)
    walk = sigma * np.cumsum(steps, axis=1)
    share = (np.arange(1, length) / length)[None, :]
    pinned = walk[:, :-1] - share * walk[:, -1:]
    return np.asarray(np.exp(np.log(begin) + share * np.log(end / begin) + pinned))


def _check(draws: int, longest: int) -> None:
    for name, given in (("draws", draws), ("longest", longest)):
        if given < 1:
            raise OptionError(
                Words(
                    en=f"The model missing does not take {name}={given}.", th=f"แบบจำลอง missing ไม่รับ {name}={given}"
                ),
                Words(en=f"Give {name} of 1 or more.", th=f"กำหนด {name} ตั้งแต่ 1 ขึ้นไป"),
            )
