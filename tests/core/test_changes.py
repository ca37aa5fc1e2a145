from __future__ import annotations

from datetime import date
from itertools import pairwise

import numpy as np
import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from trachu.core.changes import turning_points, turns
from trachu.core.standing import standing
from trachu.core.tables import EVENTS


def test_two_steps_are_found_where_they_are() -> None:
    found = turning_points([0.5] * 10 + [0.75] * 10 + [0.6] * 10)

    assert [(10, 0.5, 0.75), (20, 0.75, 0.6)] == [
        (t.place, pytest.approx(t.before), pytest.approx(t.after)) for t in found
    ]


def test_noise_alone_turns_seldom() -> None:
    rng = np.random.default_rng(5)
    turned = sum(bool(turning_points((0.5 + rng.normal(0, 0.05, 60)).tolist())) for _ in range(200))

    assert turned <= 20  # one series in ten


def test_a_shift_in_noise_is_found_near_its_place() -> None:
    rng = np.random.default_rng(6)
    near = 0
    for _ in range(50):
        series = np.concatenate([rng.normal(0.5, 0.03, 30), rng.normal(0.7, 0.03, 30)])
        near += any(abs(t.place - 30) <= 1 for t in turning_points(series.tolist()))

    assert near >= 48


@given(st.lists(st.floats(0, 1), max_size=30))
def test_stretches_have_two_values_or_more(values: list[float]) -> None:
    edges = [0, *(t.place for t in turning_points(values)), len(values)]

    assert all(b - a >= 2 for a, b in pairwise(edges)) or len(edges) == 2


def closeness(values: list[float]) -> pl.DataFrame:
    years = range(2025 - len(values), 2025)
    return pl.DataFrame({"item": "diplomacy", "year": years, "value": values, "why": [f"w:{y}" for y in years]})


def event(name: str, year: int, score: float, domain: str = "diplomacy") -> dict[str, object]:
    day = date(year, 6, 1)
    return {"event": name, "type": "CONSULT", "domain": domain, "score": score, "earliest": day, "latest": day}


def test_a_turn_names_the_happenings_that_point_its_way() -> None:
    given_events = EVENTS.of(
        [event("met", 2021, 4.0), event("fought", 2021, -9.0), event("old", 2010, 9.0), event("sold", 2021, 9.0, "x")]
    )
    ties = pl.DataFrame({"tie": ["TREATY:A", "TREATY:B"], "since": ["2021-05", "2000"], "until": [None, None]})
    found = turns(closeness([0.5] * 6 + [0.9] * 4), given_events, ties).row(0, named=True)

    assert (2021, ["met"], ["TREATY:A"]) == (found["year"], found["events"], found["ties"])
    assert ["w:2020", "w:2021"] == found["whys"]


def test_a_fall_names_what_ended() -> None:
    ties = pl.DataFrame({"tie": ["TREATY:A"], "since": ["1961"], "until": ["2020-09-10"]})
    found = turns(closeness([0.9] * 6 + [0.5] * 4), EVENTS.empty(), ties)

    assert [["TREATY:A"]] == found["ties"].to_list()


def test_standing_of_nothing_is_empty() -> None:
    assert standing(pl.DataFrame(schema={"item": str, "value": float, "why": str})).is_empty()
