"""Relative income: who leads, which series counts, what is carried on, and that no year reads a later one."""

from __future__ import annotations

from typing import Any

import numpy as np
import polars as pl
import pytest

from trachu.core.history import History, history, ranking
from trachu.core.income import CARRIED, relative_income
from trachu.core.tables import ACTORS, CAPABILITIES

POWERS = {"A": 0.4, "B": 0.3, "C": 0.2, "D": 0.1}
YEARS = range(1950, 1960)
NOBODY = ACTORS.empty()


def rows(indicator: str, values: dict[str, float], years: range = YEARS) -> list[dict[str, Any]]:
    return [
        {"actor": actor, "year": year, "indicator": indicator, "value": value}
        for actor, value in values.items()
        for year in years
    ]


def found(*more: list[dict[str, Any]], years: range = YEARS) -> np.ndarray | None:
    given = CAPABILITIES.of([*rows("cinc", POWERS, years), *(row for part in more for row in part)])
    past = history(given, NOBODY, ["cinc"])
    return relative_income(given, NOBODY, past, ranking(past.of("cinc")))


def last(*more: list[dict[str, Any]]) -> list[float]:
    beside = found(*more)
    assert beside is not None
    return [float(value) for value in beside[-1]]


def test_income_is_set_against_the_richest() -> None:
    income = {"A": 8.0, "B": 4.0, "C": 2.0, "D": 1.0}

    assert [0.0, -np.log(2), -np.log(4), -np.log(8)] == pytest.approx(last(rows("gdppc_fariss", income)))


def test_a_small_rich_state_does_not_lead() -> None:
    crowd = {f"S{n:02}": 0.9 - 0.01 * n for n in range(20)}
    given = CAPABILITIES.of(rows("cinc", crowd) + rows("gdppc_maddison", {name: 2.0 for name in crowd} | {"S19": 9.0}))
    past = history(given, NOBODY, ["cinc"])
    beside = relative_income(given, NOBODY, past, ranking(past.of("cinc")))

    assert beside is not None
    assert [0.0] * 19 + [np.log(4.5)] == pytest.approx(beside[-1])


def test_the_first_series_counts_and_the_second_fills() -> None:
    one, other = {"A": 8.0, "B": 4.0, "C": 2.0}, {"A": 90.0, "B": 90.0, "C": 90.0, "D": 9.0}

    assert -np.log(10) == pytest.approx(last(rows("gdppc_fariss", one), rows("gdppc_maddison", other))[3])
    assert -np.log(4) == pytest.approx(last(rows("gdppc_fariss", one), rows("gdppc_maddison", other))[2])


def test_who_is_not_known_is_as_rich_as_the_mean() -> None:
    known = {"A": 8.0, "B": 4.0, "C": 2.0}

    assert -np.log(2) == pytest.approx(last(rows("gdppc_fariss", known))[3])


def test_a_series_that_ends_is_carried_for_five_years_and_no_longer() -> None:
    ended = rows("gdppc_fariss", {"A": 8.0, "B": 4.0, "C": 2.0, "D": 1.0}, range(1950, 1955))

    assert 5 == CARRIED
    assert -np.log(8) == pytest.approx(last(ended)[3])
    assert found(ended, years=range(1950, 1961)) is None


def test_without_income_of_half_of_the_strongest_there_is_none() -> None:
    assert found() is None
    assert found(rows("gdppc_fariss", {"D": 1.0})) is None
    assert found(rows("gdppc_fariss", {"C": 2.0, "D": 1.0})) is not None
    empty = History(0, (), ("cinc",), np.full((1, 0, 0), np.nan))
    assert relative_income(CAPABILITIES.empty(), NOBODY, empty, np.empty((0, 0), dtype=np.int64)) is None


def test_no_year_reads_a_later_one() -> None:
    changing = [
        {"actor": actor, "year": year, "indicator": "gdppc_fariss", "value": n + (year % 7) * (n % 3) + 1.0}
        for n, actor in enumerate(POWERS)
        for year in YEARS
        if (year + n) % 4
    ]
    given = CAPABILITIES.of([*rows("cinc", POWERS), *changing])
    whole, cut = (history(given.filter(pl.col("year") <= end), NOBODY, ["cinc"]) for end in (1959, 1956))
    all_of, part_of = (relative_income(given, NOBODY, past, ranking(past.of("cinc"))) for past in (whole, cut))

    assert all_of is not None and part_of is not None
    assert np.array_equal(all_of[: len(part_of)], part_of)
