from __future__ import annotations

from itertools import combinations, product
from math import isnan, sqrt

import numpy as np
import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st
from polars.testing import assert_frame_equal

from trachu.core.alliances import SYSTEM, grid, members, pledges
from trachu.core.profiles import NONE, Distance, Statistic, cells, coarse, pairs, similar
from trachu.core.tables import ACTORS, CAPABILITIES, CHOICES, PARTIES, TIES
from trachu.measures.similarity import similarity

LEVELS = 4
PROFILES = st.integers(2, 7).flatmap(
    lambda size: st.lists(
        st.lists(st.integers(0, LEVELS - 1), min_size=size, max_size=size), min_size=size, max_size=size
    )
)
STATISTICS: list[Statistic] = ["S", "kappa", "pi", "tau_b"]
DISTANCES: list[Distance] = ["absolute", "squared", "nominal"]


def actors(*names: str, kind: str = "state") -> pl.DataFrame:
    return ACTORS.of([{"actor": name, "kind": kind, "en": name, "th": name, "why": "a"} for name in names])


def pact(name: str, *obligations: str, since: str = "1950", until: str | None = None) -> dict[str, object]:
    return {
        "tie": name, "type": "alliance", "obligations": list(obligations), "since": since, "until": until, "why": name
    }  # fmt: skip


def seat(record: str, actor: str, role: str = "member", **spell: str) -> dict[str, object]:
    return {"record": record, "role": role, "actor": actor, **spell}


def gap(a: int, b: int, distance: Distance) -> float:
    return {"absolute": abs(a - b) / 3, "squared": (a - b) ** 2 / 9, "nominal": float(a != b)}[distance]


def by_hand(p: list[int], q: list[int], statistic: str, distance: Distance) -> float:
    n = len(p)
    if statistic == "tau_b":
        turns = [((a > c) - (a < c), (b > d) - (b < d)) for (a, b), (c, d) in combinations(zip(p, q, strict=True), 2)]
        both = sum(x * y for x, y in turns)
        return both / sqrt(sum(x * x for x, _ in turns) * sum(y * y for _, y in turns))
    observed = sum(gap(a, b, distance) for a, b in zip(p, q, strict=True)) / n
    if statistic == "S":
        return 1 - 2 * observed
    left, right = (p, q) if statistic == "kappa" else (p + q, p + q)
    return 1 - observed / (sum(gap(a, b, distance) for a, b in product(left, right)) / (len(left) * len(right)))


@pytest.mark.parametrize("statistic", STATISTICS)
@pytest.mark.parametrize("distance", DISTANCES)
@given(profiles=PROFILES)
def test_against_counting_by_hand(statistic: Statistic, distance: Distance, profiles: list[list[int]]) -> None:
    mine, theirs = pairs(len(profiles))
    found = similar(cells(np.array(profiles, np.int8), LEVELS, mine, theirs), statistic, distance)
    for i, j, value in zip(mine, theirs, found.tolist(), strict=True):
        try:
            expected = by_hand(profiles[i], profiles[j], statistic, distance)
        except ZeroDivisionError:
            assert isnan(value)
        else:
            assert expected == pytest.approx(value, abs=1e-12)


@given(profiles=PROFILES, focal=st.integers(0, 1))
def test_one_state_has_the_same_cells_as_all(profiles: list[list[int]], focal: int) -> None:
    levels = np.array(profiles, np.int8)
    whole = cells(levels, LEVELS, *pairs(len(profiles)))
    mine, theirs = pairs(len(profiles), focal)
    own = cells(levels, LEVELS, mine, theirs)
    for at, (i, j) in enumerate(zip(*pairs(len(profiles)), strict=True)):
        if focal in (i, j):
            side = whole[..., at] if i == focal else whole[..., at].T
            (place,) = np.flatnonzero(theirs == (j if i == focal else i))

            assert side.tolist() == own[..., place].tolist()


@given(profiles=PROFILES)
def test_weights_of_one_change_nothing(profiles: list[list[int]]) -> None:
    levels, size = np.array(profiles, np.int8), len(profiles)

    assert np.array_equal(cells(levels, LEVELS, *pairs(size)), cells(levels, LEVELS, *pairs(size), np.ones(size)))


def test_things_without_a_level_are_left_out() -> None:
    levels = np.array([[0, 2, NONE], [0, 1, 2]], np.int8)
    found = cells(levels, 3, *pairs(2))

    assert 2.0 == found.sum()
    assert coarse(found)[..., 0].tolist() == [[1.0, 0.0], [0.0, 1.0]]


def test_levels_out_of_use_stay_on_the_scale() -> None:
    """Two profiles that use only 0 and 3, and one that uses 0 and 1: the scale is the same for both."""
    wide = np.array([[3, 3, 0, 0], [3, 0, 0, 0]], np.int8)
    narrow = np.array([[1, 1, 0, 0], [1, 0, 0, 0]], np.int8)
    s_wide, s_narrow = (float(similar(cells(p, LEVELS, *pairs(2)), "S", "absolute")[0]) for p in (wide, narrow))

    assert (s_wide, s_narrow) == pytest.approx((0.5, 1 - 1 / 6))


def test_who_owes_whom() -> None:
    ties = TIES.of([pact("P", "defense"), pact("P/neutral", "neutral"), pact("Q", "nonagg", until="1952-03")])
    seats = [seat("P", "A"), seat("P", "B"), seat("P/neutral", "A", "actor"), seat("P/neutral", "C", "recipient")]
    found = pledges(ties, PARTIES.of([*seats, seat("Q", "B"), seat("Q", "C", until="1951")]))

    assert found.drop("whys").rows() == [
        ("A", "B", 3, 1950, 1952),
        ("A", "C", 2, 1950, 1952),
        ("B", "A", 3, 1950, 1952),
        ("B", "C", 1, 1950, 1951),
        ("C", "B", 1, 1950, 1951),
    ]


def test_treaties_of_a_selection_are_no_list() -> None:
    ties = TIES.of([{**pact("P", "defense"), "type": "treaty"}])

    assert grid(ties, PARTIES.of([seat("P", "A"), seat("P", "B")]), actors("A", "B")).years == range(0)


def test_a_list_that_ends_does_not_end_its_states() -> None:
    listed = PARTIES.of(
        [
            seat(SYSTEM, "A", since="1816-01-01", until="2016-12-31"),
            seat(SYSTEM, "B", since="1900-01-01", until="1990-05-22"),
            seat(SYSTEM, "C", since="2011-07-09", until="2016-12-31"),
        ]
    )

    assert members(listed, actors("D"), 1950, 2018).drop("why").rows() == [
        ("A", 1950, 2018),
        ("B", 1950, 1990),
        ("C", 2011, 2018),
    ]


def test_reasons_of_a_year_are_its_alliances() -> None:
    ties = TIES.of([pact("P", "defense", until="1951"), pact("Q", "nonagg", since="1951", until="1952")])
    parties = PARTIES.of([seat(record, actor) for record in "PQ" for actor in "AB"])
    found = similarity(ties, parties, CHOICES.empty(), CAPABILITIES.empty(), actors("A", "B", "C"))
    whys = {year: because for year, because in found.select("year", "because").iter_rows()}

    assert whys == {1950: ["P", "a"], 1951: ["P", "Q", "a"], 1952: ["Q", "a"]}


def test_power_weighs_the_states_that_are_compared_on() -> None:
    ties, parties = TIES.of([pact("P", "defense")]), PARTIES.of([seat("P", "A"), seat("P", "B")])
    power = {"actor": ["A", "B", "C"], "year": [1950] * 3, "indicator": ["cinc"] * 3, "value": [0.5, 0.5, 0.0]}
    given = ties, parties, CHOICES.empty(), CAPABILITIES.of(power), actors("A", "B", "C")
    found = similarity(*given, weights="cinc").filter(pl.col("other") == "B")

    assert found["value"].to_list() == [1.0]
    assert similarity(*given, weights="cinc", profile="votes").height == 0


def test_votes_of_a_session() -> None:
    cast = {"A": "yyan", "B": "ynnn", "C": "y..."}
    words = {"y": "yes", "a": "abstain", "n": "no", ".": "absent"}
    choices = CHOICES.of(
        [
            {"actor": actor, "item": str(item), "choice": words[vote], "session": 77, "why": "v"}
            for actor, votes in cast.items()
            for item, vote in enumerate(votes)
        ]
    )
    rest = TIES.empty(), PARTIES.empty(), choices, CAPABILITIES.empty(), ACTORS.empty()
    found = {(a, b): v for a, b, v in similarity(*rest, profile="votes").select("actor", "other", "value").iter_rows()}
    own = similarity(*rest, profile="votes", actor="B")

    # A and B differ by two steps on one roll call and by one on another, of four
    assert found == pytest.approx({("A", "B"): 1 - 2 * (2 + 1) / (2 * 4), ("A", "C"): 1.0, ("B", "C"): 1.0})
    assert own.select("actor", "other").rows() == [("B", "A"), ("B", "C")]
    # with one roll call in common nothing varies
    assert similarity(*rest, profile="votes", statistic="kappa").height == 1


def test_row_order_does_not_matter() -> None:
    ties = TIES.of([pact("P", "defense"), pact("Q", "consul", since="1951", until="1953")])
    parties = PARTIES.of([seat("P", "A"), seat("P", "B"), seat("Q", "C"), seat("Q", "B"), seat("Q", "D")])
    given = ties, parties, CHOICES.empty(), CAPABILITIES.empty(), actors("A", "B", "C", "D")
    for statistic in STATISTICS:
        turned = similarity(*(frame.reverse() for frame in given), statistic=statistic)

        assert_frame_equal(similarity(*given, statistic=statistic), turned)
