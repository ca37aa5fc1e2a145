from __future__ import annotations

from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from trachu.core.errors import OptionError
from trachu.core.regimes import REGIMES, settle
from trachu.core.stability import drawn_weights, parse_weights, rank_stability, ranked

FLIP = {year: "bipolar" for year in range(1980, 1991)} | {1991: "multipolar"} | {1992: "bipolar", 1993: "bipolar"}
SERIES = st.dictionaries(st.integers(1816, 1850), st.sampled_from(REGIMES), min_size=1)


def test_a_flip_of_one_year_is_doubt_and_changes_nothing() -> None:
    found = settle(FLIP, hold=3)

    assert ["bipolar"] * len(FLIP) == [one.regime for one in found]
    # the run of two years after the flip is the regime that went on, so it is no doubt
    assert [1991] == [one.year for one in found if one.doubt]


def test_a_sure_verdict_changes_the_regime_at_once() -> None:
    found = {one.year: one.regime for one in settle(FLIP, hold=3, probability={1991: 0.97}, sure=0.9)}

    assert ("bipolar", "multipolar") == (found[1990], found[1991])


def test_a_short_run_at_the_end_is_doubt() -> None:
    found = settle({2000: "bipolar", 2001: "bipolar", 2002: "unipolar"}, hold=2)

    assert ("bipolar", "unipolar", True) == (found[-1].regime, found[-1].verdict, found[-1].doubt)


def test_a_gap_ends_a_run() -> None:
    found = settle({2000: "bipolar", 2002: "bipolar"}, hold=2)

    assert [None, None] == [one.regime for one in found]


@given(SERIES)
def test_with_a_hold_of_one_every_verdict_stands(series: dict[int, str]) -> None:
    found = settle(series, hold=1)

    assert series == {one.year: one.regime for one in found}
    assert not any(one.doubt for one in found)


@given(SERIES, st.integers(1, 6))
def test_settled_regimes_change_no_more_often_than_verdicts(series: dict[int, str], hold: int) -> None:
    found = settle(series, hold=hold)

    def changes(names: list[str | None]) -> int:
        return sum(a != b for a, b in pairwise(names))

    assert changes([one.regime for one in found]) <= changes([one.verdict for one in found]) + 1
    assert all(one.doubt == (one.regime != one.verdict) for one in found)


@pytest.mark.parametrize("text", ["", "gdp", "gdp:x", "gdp:0", "gdp:-1", "gdp:1,gdp:2", "gdp:nan"])
def test_weights_that_say_nothing_are_refused(text: str) -> None:
    with pytest.raises(OptionError):
        parse_weights(text)


def test_drawn_weights_have_the_mean_that_was_given() -> None:
    drawn = drawn_weights([0.6, 0.3, 0.1], 20_000, 1, 2.0)

    assert drawn.mean(axis=0) == pytest.approx([0.6, 0.3, 0.1], abs=0.01)
    # the variance of a Dirichlet share: w(1 − w) / (α k + 1)
    assert drawn.var(axis=0) == pytest.approx([0.24 / 7, 0.21 / 7, 0.09 / 7], rel=0.05)


def test_a_state_that_leads_everywhere_leads_under_any_weights() -> None:
    found = rank_stability(np.array([[0.7, 0.6], [0.2, 0.1], [0.1, 0.3]]), [0.5, 0.5], draws=500)

    assert (1, 1, 1, 1.0) == (found.rank[0], found.low[0], found.high[0], found.first[0])
    assert (2, 3) == (found.low[1], found.high[1])
    assert [[1, 3, 2], [1, 2, 3]] == found.without.tolist()


def test_one_indicator_leaves_nothing_to_leave_out() -> None:
    assert (0, 2) == rank_stability(np.array([[0.7], [0.3]]), [1.0], draws=10).without.shape


@given(st.lists(st.floats(0, 1), min_size=1, max_size=8))
def test_ranks_are_one_to_n(scores: list[float]) -> None:
    assert list(range(1, len(scores) + 1)) == sorted(ranked(np.array(scores)).tolist())
