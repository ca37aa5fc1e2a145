from __future__ import annotations

import numpy as np
import polars as pl

from trachu.core.errors import OptionError
from trachu.core.gaps import LONGEST, between, bridges, gaps
from trachu.core.parts import model
from trachu.core.words import Words


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
    number = pl.Series("draw", np.arange(draws, dtype=np.int64))
    published = given.join(number.to_frame(), how="cross")
    filled = [_filled(gap, seed, draws, given.columns) for gap in gaps(given, longest).iter_rows(named=True)]
    order = ["draw", "actor", "indicator", "year"]
    return {"capabilities": pl.concat([published, *filled], how="vertical").sort(order)}


def _filled(gap: dict[str, object], seed: int, draws: int, columns: list[str]) -> pl.DataFrame:
    """Return the rows of one gap in every draw."""
    years, path = between(gap), bridges(gap, seed, draws)
    rows = {
        **{name: gap[name] for name in columns if name not in ("year", "value", "sd")},
        "year": np.tile(years, draws),
        "value": path.ravel(),
        "imputed": True,
        "draw": np.repeat(np.arange(draws, dtype=np.int64), len(years)),
    }
    absent = [pl.lit(None, dtype=pl.Float64).alias("sd")] if "sd" in columns else []
    return pl.DataFrame(rows).with_columns(absent).select(*columns, "draw")


def _check(draws: int, longest: int) -> None:
    for name, given in (("draws", draws), ("longest", longest)):
        if given < 1:
            raise OptionError(
                Words(
                    en=f"The model missing does not take {name}={given}.", th=f"แบบจำลอง missing ไม่รับ {name}={given}"
                ),
                Words(en=f"Give {name} of 1 or more.", th=f"กำหนด {name} ตั้งแต่ 1 ขึ้นไป"),
            )
