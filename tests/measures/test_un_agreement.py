from __future__ import annotations

from datetime import date
from itertools import combinations

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from trachu.core.tables import CHOICES
from trachu.measures.un_agreement import un_agreement

Ballot = dict[tuple[str, str], str]
VOTES = st.dictionaries(
    st.tuples(st.sampled_from("ABCD"), st.sampled_from("12345")), st.sampled_from(["yes", "no", "abstain", "absent"])
)


def choices(votes: Ballot, session: int | None = 77, day: date | None = None, why: str = "w") -> pl.DataFrame:
    return CHOICES.of(
        [
            {"actor": a, "item": i, "choice": c, "session": session, "date": day, "why": why}
            for (a, i), c in votes.items()
        ]
    )


def by_hand(votes: Ballot, half: bool) -> dict[tuple[str, str], float]:
    found = {}
    for a, b in combinations("ABCD", 2):
        cast = [(votes.get((a, i)), votes.get((b, i))) for i in "12345"]
        both = [(x, y) for x, y in cast if x not in (None, "absent") and y not in (None, "absent")]
        points = [1.0 if x == y else half / 2 if "abstain" in (x, y) else 0.0 for x, y in both]
        if both:
            found[a, b] = sum(points) / len(both)
    return found


@given(VOTES, st.booleans())
def test_against_counting_by_hand(votes: Ballot, half: bool) -> None:
    found = un_agreement(choices(votes), partial="lijphart" if half else "identical")

    assert {(a, b): v for a, b, v in found.select("actor", "other", "value").iter_rows()} == pytest.approx(
        by_hand(votes, half)
    )


@given(VOTES, st.sampled_from("ABCD"))
def test_one_actor_has_the_same_values_from_its_side(votes: Ballot, actor: str) -> None:
    whole = un_agreement(choices(votes))
    pairs = {frozenset((a, b)): v for a, b, v in whole.select("actor", "other", "value").iter_rows() if actor in (a, b)}
    own = un_agreement(choices(votes), actor=actor)

    assert set(own["actor"]) <= {actor}
    assert {frozenset((a, b)): v for a, b, v in own.select("actor", "other", "value").iter_rows()} == pairs


def test_years() -> None:
    pair: Ballot = {("A", "1"): "yes", ("B", "1"): "yes"}
    resumed = choices(pair, 77, date(2023, 5, 1))
    emergency = choices({(a, "2"): c for (a, _), c in pair.items()}, 11, date(2022, 3, 2))
    undated = choices({(a, "3"): c for (a, _), c in pair.items()}, 60)
    neither = choices({(a, "4"): c for (a, _), c in pair.items()}, None)
    votes = pl.concat([resumed, emergency, undated, neither])

    assert un_agreement(votes)["year"].to_list() == [2005, 2022]
    assert un_agreement(votes, period="year")["year"].to_list() == [2005, 2022, 2023]


def test_reasons_are_those_of_the_votes_compared() -> None:
    first = choices({("A", "1"): "yes", ("B", "1"): "yes", ("C", "1"): "no"}, why="x")
    second = choices({("A", "2"): "yes", ("C", "2"): "no"}, why="y")
    found = un_agreement(pl.concat([first, second]))

    assert {(a, b): w for a, b, w in found.select("actor", "other", "because").iter_rows()} == {
        ("A", "B"): ["x"],
        ("A", "C"): ["x", "y"],
        ("B", "C"): ["x"],
    }


def test_no_votes() -> None:
    assert un_agreement(CHOICES.empty()).height == 0
    assert un_agreement(choices({("A", "1"): "absent"})).height == 0
    assert un_agreement(choices({("A", "1"): "yes"}), actor="Z").height == 0
