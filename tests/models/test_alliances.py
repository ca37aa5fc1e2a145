"""Chances of pacts: learnt from the past alone, of the kind that the world was, and drawn as they say."""

from __future__ import annotations

from typing import Any

import numpy as np
import polars as pl
import pytest

from trachu.bench.hindcast import known_by
from trachu.core.bonding import chances, ranked
from trachu.core.bonds import bonds, covered, pairs
from trachu.core.tables import ACTORS, CAPABILITIES, FLOWS, PARTIES, TIES, Frames
from trachu.core.worlds import Facts
from trachu.models.alliances import alliances

STATES = [f"S{n:02}" for n in range(16)]
FIRST, LAST = 1900, 1990


def made() -> Frames:
    """Lay out a world in which neighbours on a line of capitals become allied one after another, and nobody else."""
    people = [{"actor": s, "kind": "state", "en": s, "th": s, "since": "1800"} for s in STATES]
    places = [
        {"actor": s, "year": FIRST, "indicator": name, "value": value}
        for n, s in enumerate(STATES)
        for name, value in (("capital_latitude", 0.0), ("capital_longitude", n * 8.0))
    ]
    ties, seats = [], []
    for n in range(len(STATES) - 1):
        name, began = f"ATOP:{n}", FIRST + 5 * n
        ties.append({"tie": name, "type": "alliance", "obligations": ["defense"], "since": str(began)})
        seats += [{"record": name, "role": "member", "actor": s, "since": str(began)} for s in STATES[n : n + 2]]
    ties.append({"tie": "ATOP:99", "type": "alliance", "obligations": ["nonagg"], "since": str(FIRST)})
    seats += [
        {"record": "ATOP:99", "role": "member", "actor": s, "since": str(FIRST), "until": str(LAST)}
        for s in (STATES[0], STATES[15])
    ]
    return {
        "capabilities": CAPABILITIES.of(places), "actors": ACTORS.of(people), "ties": TIES.of(ties),
        "parties": PARTIES.of(seats), "flows": FLOWS.empty(),
    }  # fmt: skip


WORLD = made()
NEEDS = ("capabilities", "actors", "ties", "parties", "flows")


def said(frames: Frames, **options: Any) -> pl.DataFrame:
    return alliances(*(frames[name] for name in NEEDS), **options)["flows"]


def test_neighbours_are_given_more_than_strangers() -> None:
    known = known_by(WORLD, 1945)
    found = said(known, chances_only=True)
    place = {s: n for n, s in enumerate(STATES)}
    rows = [(abs(place[a] - place[b]), v) for a, b, v in found.select("actor", "other", "value").iter_rows()]
    ahead = [v for far, v in rows if far == 1]

    assert 16 * 15 / 2 == found.height
    assert min(ahead) > max(v for far, v in rows if far > 3)
    assert {1955} == set(found["year"].to_list()) - {1950, 1951, 1952, 1953, 1954}


def test_the_future_is_not_known() -> None:
    """What is laid out to the end of the list gives the same chances as what was cut off at the origin."""
    facts = [Facts(f["capabilities"], f["ties"], f["parties"], f["flows"]) for f in (WORLD, known_by(WORLD, 1945))]
    whole, cut = bonds(facts[0], WORLD["actors"], LAST), bonds(facts[1], WORLD["actors"], 1945)
    assert whole is not None and cut is not None

    for chain in (False, True):
        one, other = (chances(past, 1945, 10, pairs(past, 1945), chain=chain) for past in (whole, cut))
        assert np.array_equal(one, other)


def test_a_chain_knows_only_rates() -> None:
    found = said(WORLD, chances_only=True, chain=True)

    assert 2 == found["value"].n_unique()


def test_draws_have_the_chances() -> None:
    chance = {(a, b): v for a, b, v in said(WORLD, chances_only=True).select("actor", "other", "value").iter_rows()}
    drawn = said(WORLD, draws=400, seed=3)
    count = {(a, b): n / 400 for a, b, n in drawn.group_by("actor", "other").len().iter_rows()}

    # 400 draws: a standard error of at most .025
    assert all(chance[pair] == pytest.approx(count.get(pair, 0.0), abs=0.1) for pair in chance)
    assert drawn.equals(said(WORLD, draws=400, seed=3)) and not drawn.equals(said(WORLD, draws=400, seed=4))


def test_ranking_and_coverage() -> None:
    assert 1.0 == ranked(np.array([0.1, 0.9]), np.array([False, True]))
    assert 0.5 == ranked(np.array([0.4, 0.4]), np.array([False, True]))
    assert LAST == covered(WORLD["ties"], WORLD["parties"])
    assert 0 == said({**WORLD, "ties": TIES.empty(), "parties": PARTIES.empty()}).height
