"""Scores against their definitions, and random numbers against published answers."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from trachu.core.random import normal, philox, stratified, uniform
from trachu.core.scores import block_interval, brier, chance, covered, crps, energy, log_score, pit

NUMBERS = st.floats(-100, 100, allow_nan=False)
# Known answers of Philox-4x32-10 that its authors publish with Random123 (kat_vectors).
KNOWN = [
    ((0, 0, 0, 0), 0, "6627e8d5 e169c58d bc57ac4c 9b00dbd8"),
    ((0xFFFFFFFF,) * 4, 2**64 - 1, "408f276d 41c83b0e a20bc7c6 6d5451fd"),
    (
        (0x243F6A88, 0x85A308D3, 0x13198A2E, 0x03707344),
        0x299F31D0_A4093822,
        "d16cfe09 94fdcceb 5001e420 24126ea1",
    ),
]


@given(NUMBERS, st.lists(NUMBERS, min_size=1, max_size=30))
def test_crps_is_distance_less_half_the_spread(outcome: float, draws: list[float]) -> None:
    sample = np.array(draws)
    spread = np.abs(sample[:, None] - sample).mean()

    assert np.abs(sample - outcome).mean() - spread / 2 == pytest.approx(float(crps(outcome, draws)), abs=1e-9)


def test_crps_is_the_area_between_the_steps() -> None:
    draws, outcome = np.array([0.2, 0.7, 1.5, 4.0]), 1.0
    grid = np.linspace(-1, 6, 700_001)
    steps = (draws[:, None] <= grid).mean(axis=0)

    assert np.trapezoid((steps - (grid >= outcome)) ** 2, grid) == pytest.approx(float(crps(outcome, draws)), abs=1e-4)


def test_crps_of_many_at_once_is_that_of_each() -> None:
    outcomes, draws = np.array([0.0, 3.0]), np.array([[1.0, 2.0, -1.0], [3.0, 3.0, 9.0]])

    assert [float(crps(y, x)) for y, x in zip(outcomes, draws, strict=True)] == crps(outcomes, draws).tolist()


@given(NUMBERS, st.lists(NUMBERS, min_size=2, max_size=20))
def test_energy_of_one_number_is_its_crps(outcome: float, draws: list[float]) -> None:
    assert float(crps(outcome, draws)) == pytest.approx(energy([outcome], np.array(draws)[:, None]), abs=1e-4)


def test_energy_prefers_draws_that_go_together() -> None:
    # the outcome has both high: draws that are high together say more than draws with the same margins that are not
    together = np.array([[1.0, 1.0], [-1.0, -1.0]] * 50)
    apart = np.array([[1.0, -1.0], [-1.0, 1.0]] * 50)

    assert energy([1.0, 1.0], together) < energy([1.0, 1.0], apart)


def test_probabilities() -> None:
    happens = np.array([[True] * 4, [False] * 4, [True, False, False, False]])
    given_ = chance(happens)

    assert [0.998, 0.002, 0.25] == given_.tolist()
    assert [0.0, 0.25, 1.0] == brier([1.0, 0.5, 0.0], [1, 1, 1]).tolist()
    assert -np.log(0.75) == pytest.approx(float(log_score(0.25, False)))


@pytest.mark.parametrize("width", [0.5, 0.9])
def test_intervals_of_an_honest_forecast_cover_as_they_say(width: float) -> None:
    # 4,000 outcomes from the law of the draws: standard error of the coverage below .008
    rng = np.random.default_rng(3)
    draws, outcomes = rng.normal(size=(4000, 199)), rng.normal(size=4000)

    assert width == pytest.approx(covered(outcomes, draws, width).mean(), abs=0.03)
    assert 0.5 == pytest.approx(pit(outcomes, draws).mean(), abs=0.02)


def test_blocks_are_wider_where_neighbours_agree() -> None:
    independent = np.random.default_rng(1).normal(size=160)
    lasting = np.repeat(independent[:16], 10)
    low, high = block_interval(lasting, 10)
    narrow = block_interval(lasting, 1)

    assert low < lasting.mean() < high
    assert high - low > 2 * (narrow[1] - narrow[0])
    assert all(np.isnan(block_interval(lasting[:29], 10)))


@pytest.mark.parametrize(("counter", "key", "words"), KNOWN)
def test_philox_gives_the_published_answers(counter: tuple[int, int, int, int], key: int, words: str) -> None:
    assert words.split() == [f"{int(word):08x}" for word in philox(counter, key)]


def test_numbers_depend_on_their_names_alone() -> None:
    runs, steps = np.arange(6)[:, None], np.arange(5)
    whole = uniform(9, runs, steps, 3, 4)

    assert float(whole[2, 1]) == float(uniform(9, 2, 1, 3, 4))
    assert not np.isin(whole, uniform(10, runs, steps, 3, 4)).any()
    assert not np.isin(whole, uniform(9, runs, steps, 4, 3)).any()


def test_numbers_have_their_law() -> None:
    # 40,000 numbers: standard error of a mean below .006
    numbers = uniform(1, np.arange(200)[:, None], np.arange(200), 0, 0)
    bells = normal(1, np.arange(200)[:, None], np.arange(200), 0, 0)

    assert 0 < numbers.min() and numbers.max() < 1
    assert 0.5 == pytest.approx(numbers.mean(), abs=0.01)
    assert 1 / 12 == pytest.approx(numbers.var(), abs=0.003)
    assert [0.0, 1.0] == pytest.approx([bells.mean(), bells.std()], abs=0.025)


def test_strata_are_each_filled_once_and_names_are_independent() -> None:
    levels = stratified(1, 2000, 1990, ["CHN", "USA"], 5)
    alone: Any = stratified(1, 2000, 1990, ["USA"], 5)

    assert np.allclose(np.sort(levels, axis=0), ((np.arange(2000) + 0.5) / 2000)[:, None])
    assert 0 == pytest.approx(np.corrcoef(levels.T)[0, 1], abs=0.08)
    assert levels[:, 1].tolist() == alone[:, 0].tolist()
