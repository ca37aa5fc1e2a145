"""Blocs and polarisation, against every division of small networks."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from trachu.core.communities import Network, communities, modularity
from trachu.core.networks import dealt
from trachu.core.tables import ACTORS, CHOICES, PARTIES, TIES
from trachu.measures.blocs import blocs
from trachu.measures.polarisation import polarisation

SIZE = 6
WEIGHTS = st.lists(st.integers(0, 3), min_size=SIZE * (SIZE - 1) // 2, max_size=SIZE * (SIZE - 1) // 2)


def network(weights: list[int]) -> Network:
    filled = np.zeros((SIZE, SIZE))
    filled[np.triu_indices(SIZE, 1)] = weights
    return filled + filled.T


def divisions(size: int) -> Iterator[list[int]]:
    """Every way to put things into groups, groups being numbered as they first appear."""
    if not size:
        yield []
        return
    for rest in divisions(size - 1):
        for group in range(max(rest, default=-1) + 2):
            yield [*rest, group]


@settings(max_examples=25)
@given(WEIGHTS)
def test_no_division_of_a_small_network_is_better(weights: list[int]) -> None:
    given_ = network(weights)
    best = max(modularity(given_, np.array(groups)) for groups in divisions(SIZE))

    assert best == pytest.approx(modularity(given_, communities(given_, 20)), abs=1e-9)


@given(WEIGHTS, st.integers(0, 5))
def test_ties_dealt_at_random_are_as_many(weights: list[int], seed: int) -> None:
    given_ = network(weights)
    chance = np.random.default_rng(seed)
    mixed, plain = dealt(given_, chance), (given_ > 0).astype(float)

    assert given_.sum() == mixed.sum()
    assert dealt(plain, chance).sum(1).tolist() == plain.sum(1).tolist()


def test_an_empty_network_has_no_modularity() -> None:
    assert 0.0 == modularity(np.zeros((3, 3)), np.arange(3))
    assert [0, 1, 2] == communities(np.zeros((3, 3)), 2).tolist()


def test_blocs_of_votes() -> None:
    """Two camps of three that vote alike inside and never across, and one state that is never there."""
    cast = {"A": "yyyn", "B": "yyyn", "C": "yyya", "D": "nnny", "E": "nnny", "F": "nnna"}
    words = {"y": "yes", "n": "no", "a": "abstain"}
    rows = [
        {"actor": actor, "item": str(item), "choice": words[vote], "session": session}
        for session in (1, 2)
        for actor, votes in cast.items()
        for item, vote in enumerate(votes, 10 * session)
    ]
    given_ = TIES.empty(), PARTIES.empty(), CHOICES.of([*rows, {**rows[0], "actor": "G", "choice": "absent"}])
    found = blocs(*given_, ACTORS.empty(), graph="votes", year=1946)
    bloc = dict(found.filter(item="bloc").select("actor", "value").iter_rows())
    polar = polarisation(*given_, ACTORS.empty(), graph="votes")

    assert bloc == {"A": 1.0, "B": 1.0, "C": 1.0, "D": 2.0, "E": 2.0, "F": 2.0}
    assert set(found.filter(item="firmness")["value"]) == {1.0}
    assert polar["year"].unique().to_list() == [1946, 1947]
    assert dict(polar.filter(year=1947).select("item", "value").iter_rows())["blocs"] == 2.0


def test_the_same_seed_gives_the_same_blocs() -> None:
    names = [f"S{n}" for n in range(12)]
    chance = np.random.default_rng(3)
    ties = [{"tie": f"P{n}", "type": "alliance", "obligations": ["defense"], "since": "1950"} for n in range(15)]
    seats = [
        {"record": tie["tie"], "role": "member", "actor": actor}
        for tie in ties
        for actor in chance.choice(names, 2, replace=False).tolist()
    ]
    there = ACTORS.of([{"actor": name, "kind": "state", "en": name, "th": name} for name in names])
    given_ = TIES.of(ties), PARTIES.of(seats), CHOICES.empty(), there

    assert blocs(*given_).equals(blocs(*given_))
    assert blocs(*(frame.reverse() for frame in given_)).equals(blocs(*given_))
