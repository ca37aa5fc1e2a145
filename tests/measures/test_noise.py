from __future__ import annotations

from typing import Any

import numpy as np
import polars as pl
import pytest

from trachu.core.errors import OptionError
from trachu.core.tables import CAPABILITIES
from trachu.models.noise import noise

ROWS = CAPABILITIES.of(
    [
        {"actor": a, "year": y, "indicator": i, "value": v, "sd": sd, "why": "w"}
        for a in ("CHN", "USA")
        for y in (2020, 2021)
        for i, v, sd in (("gdp", 100.0, 40.0), ("milex", 5.0, None), ("irst", 0.0, None))
    ]
)
KEY = ["draw", "actor", "year", "indicator"]


def drawn(frame: pl.DataFrame = ROWS, **options: Any) -> pl.DataFrame:
    return noise(frame, **options)["capabilities"]


def numbers(frame: pl.DataFrame, actor: str, year: int, indicator: str) -> np.ndarray[Any, Any]:
    rows = frame.filter(pl.col("actor") == actor, pl.col("year") == year, pl.col("indicator") == indicator)
    return rows.sort("draw")["value"].to_numpy()


def test_shape_and_what_stays() -> None:
    found = drawn(draws=3)

    assert found.height == 3 * ROWS.height
    assert found["draw"].unique().to_list() == [0, 1, 2]
    assert (
        found.filter(pl.col("draw") == 1)
        .drop("draw", "value")
        .equals(ROWS.sort("actor", "indicator", "year").drop("value"))
    )
    assert found.filter(pl.col("indicator") == "irst")["value"].unique().to_list() == [0.0]


def test_neither_order_nor_company_changes_a_draw() -> None:
    whole = drawn(draws=4, seed=3)
    part = drawn(ROWS.filter(pl.col("actor") == "USA", pl.col("year") == 2021), draws=2, seed=3)

    assert whole.equals(drawn(ROWS.reverse(), draws=4, seed=3))
    assert part.join(whole, on=KEY, how="inner").select((pl.col("value") == pl.col("value_right")).all()).item()
    assert not whole.equals(drawn(draws=4, seed=4))


def test_years_before_are_left_out_and_change_nothing() -> None:
    whole, late = drawn(draws=2), drawn(draws=2, since=2021)

    assert late.equals(whole.filter(pl.col("year") >= 2021))


def test_mean_and_spread_are_those_given() -> None:
    # 20,000 draws: standard error of the mean .3, of the sd about .5
    found = drawn(draws=20_000)
    gdp, milex = numbers(found, "CHN", 2020, "gdp"), numbers(found, "CHN", 2020, "milex")

    assert gdp.mean() == pytest.approx(100, abs=1.2)
    assert gdp.std() == pytest.approx(40, abs=2)
    assert milex.std() / milex.mean() == pytest.approx(0.1, abs=0.005)
    assert (gdp > 0).all()


@pytest.mark.parametrize("rho", [0.0, 0.5, 1.0])
def test_errors_last(rho: float) -> None:
    found = drawn(draws=4000, rho=rho)
    logs = [np.log(numbers(found, "USA", year, "gdp")) for year in (2020, 2021)]
    apart = [np.log(numbers(found, actor, 2020, "gdp")) for actor in ("USA", "CHN")]

    assert np.corrcoef(logs)[0, 1] == pytest.approx(rho, abs=0.05)
    assert np.corrcoef(apart)[0, 1] == pytest.approx(0, abs=0.06)


def test_no_error_where_none_is_assumed() -> None:
    exact = ROWS.filter(pl.col("indicator") == "milex")

    assert drawn(exact, draws=2, relative=0.0)["value"].unique().to_list() == [5.0]
    assert drawn(CAPABILITIES.empty(), draws=2).height == 0


@pytest.mark.parametrize("wrong", [{"draws": 0}, {"relative": -0.1}, {"rho": 1.5}])
def test_options_out_of_range(wrong: dict[str, Any]) -> None:
    with pytest.raises(OptionError, match=str(next(iter(wrong)))):
        drawn(**wrong)
