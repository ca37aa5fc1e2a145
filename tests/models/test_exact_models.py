"""Small exact models: landscapes, essential actors, arms races, and worlds drawn from evidence."""

from __future__ import annotations

from datetime import date
from itertools import combinations

import numpy as np
import polars as pl
import pytest

from trachu.core.aligning import energies, landscape
from trachu.core.arming import Race, fitted, race_of
from trachu.core.coalitions import essential
from trachu.core.errors import OptionError
from trachu.core.tables import ACTORS, CAPABILITIES, EVENTS, FLOWS, PARTIES, TIES
from trachu.models.essential_actors import essential_actors
from trachu.models.evidence_ties import evidence_ties
from trachu.models.landscape import landscape as landscape_model
from trachu.models.richardson import richardson


def test_the_deepest_minimum_is_the_least_of_all_configurations() -> None:
    source = np.random.default_rng(3)
    sizes, pull = source.uniform(1, 3, 9), source.normal(size=(9, 9))
    pull = (pull + pull.T) / 2
    every = np.array([[n >> k & 1 for k in range(9)] for n in range(2**9)], dtype=np.int8)
    found = landscape(sizes, pull)

    assert float(energies(sizes, pull, every).min()) == pytest.approx(found[0].energy)
    assert [one.energy for one in found] == sorted(one.energy for one in found)


def test_at_a_minimum_no_state_gains_by_moving_alone() -> None:
    source = np.random.default_rng(4)
    sizes, pull = source.uniform(1, 3, 8), source.normal(size=(8, 8))
    pull = (pull + pull.T) / 2
    for one in landscape(sizes, pull):
        camps = np.array([one.camps], dtype=np.int8)
        for state in range(8):
            moved = camps.copy()
            moved[0, state] = 1 - moved[0, state]
            assert float(energies(sizes, pull, moved)[0]) >= one.energy - 1e-9


def test_two_hostile_blocs_are_found_whatever_they_are_called() -> None:
    pull = np.full((6, 6), -1.0)
    for bloc in ((0, 2, 4), (1, 3, 5)):
        for i, j in combinations(bloc, 2):
            pull[i, j] = pull[j, i] = 1.0

    assert [(0, 1, 0, 1, 0, 1)] == [one.camps for one in landscape(np.ones(6), pull)]


def test_too_many_states_are_refused() -> None:
    with pytest.raises(OptionError, match="21 states"):
        landscape(np.ones(21), np.zeros((21, 21)))
    with pytest.raises(OptionError, match="21 states"):
        essential(np.ones(22))


@pytest.mark.parametrize("seed", range(5))
def test_essential_is_to_be_in_a_minimal_winning_coalition(seed: int) -> None:
    resources = np.random.default_rng(seed).integers(1, 30, 6).astype(float)
    half = resources.sum() / 2
    minimal: set[int] = set()
    for size in range(1, 7):
        for members in combinations(range(6), size):
            whole = resources[list(members)].sum()
            if whole > half and all(whole - resources[m] <= half for m in members):
                minimal |= set(members)

    assert [n in minimal for n in range(6)] == essential(resources).tolist()


def test_measurement_error_makes_a_state_essential_in_part_of_the_draws() -> None:
    sizes = {"actor": ["A", "B", "C"], "year": [2000] * 3, "indicator": ["cinc"] * 3, "value": [0.5, 0.3, 0.2]}
    found = essential_actors(CAPABILITIES.of(sizes), draws=200)["capabilities"]
    shares = dict(found.group_by("actor").agg(pl.col("value").mean()).iter_rows())

    assert {"essential"} == set(found["indicator"])
    assert 0.2 < shares["B"] < 0.8
    assert shares["B"] == shares["C"]


def test_a_race_ends_where_its_closed_form_says() -> None:
    race = Race(k=0.08, a=0.2, g=1.0, back=0.05, b=0.25, h=0.5)
    x = y = 1.0
    for _ in range(500):
        x, y = x + race.k * y - race.a * x + race.g, y + race.back * x - race.b * y + race.h

    assert race.steady == pytest.approx((x, y))
    assert race.stable
    assert not Race(k=0.5, a=0.1, g=1.0, back=0.5, b=0.1, h=1.0).stable


def test_a_fit_recovers_the_race_that_made_the_series() -> None:
    race = Race(k=0.08, a=0.2, g=1.0, back=0.05, b=0.25, h=0.5)
    x, y = [1.0], [9.0]
    for _ in range(30):
        one, two = x[-1], y[-1]
        x.append(one + race.k * two - race.a * one + race.g)
        y.append(two + race.back * one - race.b * two + race.h)
    first, second = fitted(np.array(x), np.array(y)), fitted(np.array(y), np.array(x))

    assert first is not None and second is not None
    again = race_of(first, second)
    assert race.steady == pytest.approx(again.steady)
    assert (race.k, race.a, race.back) == pytest.approx((again.k, again.a, again.back))
    assert fitted(np.array(x[:8]), np.array(y[:8])) is None


def spending(noise: float = 0.0) -> pl.DataFrame:
    source = np.random.default_rng(1)
    rows, x, y = [], 10.0, 4.0
    for year in range(1980, 2021):
        for actor, value in (("USA", x), ("CHN", y), ("IND", 100 - x - y)):
            rows.append({"actor": actor, "year": year, "indicator": "milex", "value": value, "why": "source:m"})
        x, y = x + 0.05 * y - 0.1 * x + 1.0, y + 0.05 * x - 0.1 * y + 0.5
        x, y = x + noise * source.normal(), y + noise * source.normal()
    return CAPABILITIES.of(rows)


def test_a_race_is_drawn_ahead_and_spreads_with_time() -> None:
    found = richardson(spending(0.3), ACTORS.empty(), years=10, draws=200)["capabilities"]
    spread = found.filter(actor="CHN").group_by("year").agg(pl.col("value").std()).sort("year")["value"].to_list()

    assert list(range(2021, 2031)) == found["year"].unique().sort().to_list()
    assert {"USA", "CHN"} == set(found["actor"])
    assert spread[0] < spread[-1]
    assert (found["value"] >= 0).all()


def test_a_race_with_a_state_that_is_not_there_has_no_forecast() -> None:
    assert 0 == richardson(spending(), ACTORS.empty(), other="FRA")["capabilities"].height
    assert 0 == richardson(spending(), ACTORS.empty(), other="USA")["capabilities"].height


def test_democracies_without_disputes_fall_into_one_camp() -> None:
    sizes = {"A": 0.3, "B": 0.2, "C": 0.3, "D": 0.1}
    rows = [{"actor": a, "year": 1938, "indicator": "cinc", "value": v, "why": "source:n"} for a, v in sizes.items()]
    rows += [
        {"actor": a, "year": 1938, "indicator": "v2x_polyarchy", "value": 0.9 if a in "AB" else 0.1, "why": "source:v"}
        for a in sizes
    ]
    camps = landscape_model(CAPABILITIES.of(rows), FLOWS.empty(), draws=20)["parties"]
    together = camps.filter(pl.col("actor") != "C").group_by("draw", "record").agg(pl.col("actor").sort())

    assert {("A", "B"), ("D",)} == {tuple(row) for row in together["actor"].to_list()}


def told(**more: int) -> pl.DataFrame:
    event = {"event": "e", "type": "AGREE", "domain": "diplomacy", "date": "2024-06-19", "why": "step:e"}
    return EVENTS.of([event | {"earliest": date(2024, 6, 19), "latest": date(2024, 6, 19)} | more])


SIDES = PARTIES.of([{"record": "e", "role": "actor", "actor": a, "why": "step:e"} for a in ("RUS", "PRK")])


def test_the_better_attested_is_there_more_often() -> None:
    def share(**more: int) -> float:
        return evidence_ties(told(**more), TIES.empty(), SIDES, draws=400)["events"].height / 400

    assert share(denied=1) < share(asserted=1, denied=2) < share(asserted=1, denied=1) < share(asserted=1)
    assert share(reported=1) < share(asserted=1) < share(asserted=2)
    assert 0.5 == pytest.approx(share(), abs=0.06)


def test_what_is_known_is_in_every_draw_and_an_agreement_in_those_where_it_happened() -> None:
    known = TIES.of([{"tie": "P", "type": "alliance", "why": "source:atop"}])
    found = evidence_ties(told(asserted=1), known, SIDES, draws=50)
    there = set(found["events"]["draw"].to_list())

    assert set(range(50)) == set(found["ties"].filter(tie="P")["draw"].to_list())
    assert there == set(found["ties"].filter(tie="EVENT:e")["draw"].to_list())
    assert there == set(found["parties"].filter(record="EVENT:e", actor="PRK")["draw"].to_list())
    assert 25 < len(there) < 50
