"""The simulation: what each mechanism does alone in small worlds; its numbers do not depend on order or company."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import polars as pl
import pytest

from trachu.core.components import COMPONENTS
from trachu.core.errors import UnknownName
from trachu.core.tables import ACTORS, CAPABILITIES, FLOWS, PARTIES, TIES
from trachu.models.balance_of_power import balance_of_power
from trachu.ontology.prior import priors
from trachu.ontology.reference import known

STATES = ("AAA", "BBB", "CCC", "DDD")
OFF = {"drift": False, "catch_up": False, "reversion": False, "arms_race": False}


def world(level: Callable[[int, str, int], float]) -> pl.DataFrame:
    """Lay out forty years of components, and CINC as the mean of their shares."""
    years = range(1940, 1980)
    values = np.array([[[level(y, k, s) for s in range(len(STATES))] for k in COMPONENTS] for y in years])
    cinc = (values / values.sum(axis=2, keepdims=True)).mean(axis=1)
    rows = [
        {"actor": state, "year": year, "indicator": name, "value": value, "unit": "u", "why": "w"}
        for t, year in enumerate(years)
        for name, line in (*zip(COMPONENTS, values[t], strict=True), ("cinc", cinc[t]))
        for state, value in zip(STATES, line.tolist(), strict=True)
    ]
    return CAPABILITIES.of(rows)


def armed(year: int, name: str, state: int) -> float:
    """Four states at rest; the last has four times the soldiers and arms that its people would give."""
    return (state + 1.0) * (4.0 if state == 3 and name in ("milex", "milper") else 1.0)


def rural(year: int, name: str, state: int) -> float:
    """Four states at rest; the last has a quarter of the energy that its people would give."""
    return (state + 1.0) * (0.25 if state == 3 and name == "pec" else 1.0)


def drawn(frame: pl.DataFrame, **options: Any) -> pl.DataFrame:
    chosen = {"draws": 12, "years": 6, **options}
    bare = (ACTORS.empty(), TIES.empty(), PARTIES.empty(), FLOWS.empty())
    return balance_of_power(frame, *bare, **chosen)["capabilities"]


def last(frame: pl.DataFrame, state: str) -> float:
    return float(frame.filter(actor=state, year=1985).select(pl.col("value").mean()).item())


def now(frame: pl.DataFrame, state: str) -> float:
    return float(frame.filter(actor=state, year=1979, indicator="cinc")["value"].item())


def test_a_world_at_rest_with_all_switched_off_stays() -> None:
    frame = world(armed)
    found = drawn(frame, **OFF)

    assert [now(frame, state) for state in STATES] == pytest.approx([last(found, state) for state in STATES])


def test_effort_goes_back_to_weight() -> None:
    frame = world(armed)
    found = drawn(frame, **OFF | {"reversion": True})

    assert last(found, "DDD") < now(frame, "DDD")
    assert last(found, "AAA") > now(frame, "AAA")


def test_energy_catches_up_with_people() -> None:
    frame = world(rural)
    found = drawn(frame, **OFF | {"catch_up": True})

    assert last(found, "DDD") > now(frame, "DDD")


def test_the_rival_of_an_armed_state_arms() -> None:
    frame = world(armed)
    found = drawn(frame, **OFF | {"arms_race": True})

    assert last(found, "CCC") > now(frame, "CCC")


def test_shares_keep_their_sum() -> None:
    restless = world(lambda y, k, s: float((s + 1) * np.exp(0.2 * np.sin(y * (s + 2) + len(k)))))
    found = drawn(restless)
    sums = found.group_by("draw", "year").agg(pl.col("value").sum())["value"]

    assert [1.0] * len(sums) == pytest.approx(sums.to_list(), abs=0.01)
    assert found["value"].n_unique() == found.height


def test_variants_share_their_shocks_and_the_seed_is_the_draw() -> None:
    restless = world(lambda y, k, s: float((s + 1) * np.exp(0.2 * np.sin(y * (s + 2) + len(k)))))
    plain, other = drawn(restless), drawn(restless, arms_race=True)
    one, two = (f.filter(actor="AAA", year=1985)["value"].to_numpy() for f in (plain, other))

    assert plain.equals(drawn(restless.reverse()))
    assert not plain.equals(drawn(restless, seed=2))
    assert np.corrcoef(one, two)[0, 1] > 0.95
    assert not np.array_equal(one, two)


def test_fewer_given_out_are_the_same() -> None:
    restless = world(lambda y, k, s: float((s + 1) * np.exp(0.2 * np.sin(y * (s + 2) + len(k)))))
    few = drawn(restless, strongest=2, step=3)

    assert {"CCC", "DDD"} == set(few["actor"])
    assert few.equals(drawn(restless, step=3).filter(pl.col("actor").is_in(["CCC", "DDD"])))


def test_every_prior_gives_its_reason_and_a_null() -> None:
    for name, prior in priors("balance_of_power").items():
        assert prior.low <= prior.null <= prior.high, name
        assert len(prior.cite) == len(known(prior.cite))
    with pytest.raises(UnknownName, match="balance_of_powers"):
        priors("balance_of_powers")
