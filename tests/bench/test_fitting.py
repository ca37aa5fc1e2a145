"""Fitting the structural engine to pacts and products: what was put in comes out, and what is not there is said."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import polars as pl
import pytest

from trachu.bench.calibrate import target_of
from trachu.bench.fitting import SERIES, YEARS, fitted, histories, to_growth, to_pacts
from trachu.core.calibration import Sums
from trachu.core.engine import Task, run_block
from trachu.core.errors import UnknownName, UsageError
from trachu.core.fitting import PACTS, economies, gather_growth, gather_pacts, reasons
from trachu.core.simulation import parameters
from trachu.core.structure import PLAIN, Rules, World, switched
from trachu.core.tables import CAPABILITIES, FLOWS, PARTIES, TIES
from trachu.ontology.prior import priors

TRUE = {"growth": 0.03, "catch_up": 0.01, "sigma": 0.05}
PACT = {"apart": -5.0, "common": 2.0, "mutual": -3.0, "like": 2.0, "inertia": 7.0}
EMPTY = {"ties": TIES.empty(), "parties": PARTIES.empty(), "flows": FLOWS.empty()}


def products() -> pl.DataFrame:
    """Let thirty economies grow by known rules from 1900 to 1961."""
    rng = np.random.default_rng(3)
    people = np.exp(rng.normal(0, 1, 30))
    heads = np.log(rng.uniform(0.1, 3.0, 30))
    rows = []
    for year in range(1900, 1961):
        for n in range(30):
            about = {"actor": f"S{n:02}", "year": year}
            rows.append({**about, "indicator": SERIES[0][0], "value": float(people[n] * np.exp(heads[n]))})
            rows.append({**about, "indicator": SERIES[0][1], "value": float(people[n])})
        gap = heads.max() - heads
        heads = heads + TRUE["growth"] + TRUE["catch_up"] * gap + TRUE["sigma"] * rng.normal(size=30)
    return CAPABILITIES.of(rows)


def world(seed: int) -> World:
    rng = np.random.default_rng(seed)
    size = 24
    place = rng.random((size, 2))
    near = 1 / (1 + 4 * np.sqrt(((place[:, None] - place) ** 2).sum(-1)))
    np.fill_diagonal(near, 0)
    like, allied = (np.triu(part, 1) for part in (rng.uniform(-1, 1, (size, size)), rng.random((size, size)) < 0.2))
    economy, nothing, even = np.exp(rng.normal(0, 1, size)), np.zeros((size, size)), np.ones(size)
    bound = (allied | allied.T).astype(np.float64)
    return World(economy, economy, even, even * 0.02, even, near, like + like.T, bound, nothing, nothing)


def test_growth_that_was_put_in_is_found() -> None:
    found = to_growth({"capabilities": products(), **EMPTY}, range(1900, 1951, 10), 200, 1)
    means = dict(zip(found.names, found.mean(), strict=True))

    assert TRUE["growth"] == pytest.approx(means["growth"], abs=0.008)
    assert TRUE["catch_up"] == pytest.approx(means["catch_up"], abs=0.004)
    assert TRUE["sigma"] == pytest.approx(means["sigma"], abs=0.008)
    assert means["shared"] < 0.2


def test_pacts_that_were_put_in_are_found() -> None:
    beliefs = priors("pacts")
    theta = parameters(beliefs, set(), 1, 200)
    said, came, there = Sums(), Sums(), np.ones(24, dtype=bool)
    rules = switched(Rules(), PLAIN)._replace(**PACT)
    for seed in range(6):
        start = world(seed)
        happened = run_block(Task(start, rules, YEARS, 1000 + seed, (YEARS - 1,)), 0, 1).bonds
        bonds = np.stack([one[0] for one in histories(start, theta, PLAIN, seed, bonds=True)])
        gather_pacts(said, start, bonds, there)
        gather_pacts(came, start, happened, there)
    found = fitted(PACTS, beliefs, theta, said, came)
    means = dict(zip(found.names, found.mean(), strict=True))

    assert PACT["inertia"] == pytest.approx(means["inertia"], abs=1.5)
    assert PACT["apart"] == pytest.approx(means["apart"], abs=1.5)
    assert beliefs["inertia"].sd / 2 > found.sd()[PACTS.index("inertia")]


def test_what_is_counted_of_pacts() -> None:
    start = world(1)
    free = start.allied == 0
    then = np.where(free, 0.0, 1.0)[None]
    sums = Sums()
    gather_pacts(sums, start, then, np.ones(24, dtype=bool))

    assert [0.0] * len(PACTS) == sums.values(PACTS)[0].tolist()

    ended, there = np.zeros((1, 24, 24)), np.arange(24) < 12
    sums = Sums()
    gather_pacts(sums, start, ended, there)

    assert 1.0 == sums.values(PACTS)[0, PACTS.index("inertia")]
    assert np.triu(~free, 1)[:12, :12].sum() == sums.below["inertia"]


def test_reasons_are_those_that_the_engine_weighs() -> None:
    start = world(2)
    plain = Task(start, switched(Rules(), ["growth"]), 1, kept=(0,), chance=False)
    common, mutual, like = reasons(start)
    for name, said in (("common", common), ("mutual", mutual), ("like", like)):
        alone = plain.rules._replace(**{"apart": 0.0, "like": 0.0, "inertia": 0.0, name: 1.0})
        limit = float(np.median(said[np.triu_indices(24, 1)]))
        bonds = run_block(replace(plain, rules=alone._replace(apart=-limit)), 0, 1).bonds[0]
        sign = -1.0 if name == "mutual" else 1.0
        worth = sign * said - limit
        sure = (np.abs(worth) > 1e-9) & ~np.eye(24, dtype=bool)

        assert np.array_equal(worth[sure] > 0, bonds[sure] > 0)


def test_growth_without_chance_leaves_nothing_over() -> None:
    start = economies(np.array([4.0, 2.0, 1.0]), np.ones(3))
    level = np.log(start.technology)
    rate = 0.02 + 0.01 * (level.max() - level)
    half, then = (start.economy * np.exp(rate * years) for years in (5, 10))
    sums = Sums()
    gather_growth(sums, start, half[None], then[None], 5)
    found = sums.values(("catch_up", "sigma", "shared"))[0]

    assert [0.01, 0.0, 0.0] == pytest.approx(found.tolist(), abs=1e-12)


def test_without_a_list_of_pacts_or_products_it_says_so() -> None:
    nothing = {"capabilities": CAPABILITIES.empty(), **EMPTY}
    for fit in (to_pacts, to_growth):
        with pytest.raises(UsageError, match="no years"):
            fit(nothing, range(1900, 1951, 10), 20, 1)
    with pytest.raises(UnknownName, match="atop"):
        target_of("atopp")
