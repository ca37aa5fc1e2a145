"""Measures of pairs that need little: distances, organisations in common, years of peace, Goldstein's weights."""

from __future__ import annotations

from datetime import date

import numpy as np
import polars as pl
import pytest

from trachu.core.alliances import SYSTEM
from trachu.core.geodesy import geodesic, great_circle
from trachu.core.tables import ACTORS, CAPABILITIES, EVENTS, FLOWS, PARTIES, TIES
from trachu.measures.capital_distance import PLACE, capital_distance
from trachu.measures.goldstein import ROOTS, SCALE, goldstein, score
from trachu.measures.ideal_point_distance import ideal_point_distance
from trachu.measures.peace_years import peace_years
from trachu.measures.shared_memberships import shared_memberships
from trachu.measures.system_size import system_size
from trachu.ontology.event import event_types


def along(*degrees: float) -> tuple[float, float]:
    given = [np.array([value]) for value in degrees]
    return float(geodesic(*given)[0]), float(great_circle(*given)[0])


def test_ways_that_are_known() -> None:
    # half a meridian is 10 001.966 km on WGS 84; from a place to itself it is nothing
    assert along(0, 0, 90, 0)[0] == pytest.approx(10001.966, abs=1e-3)
    assert along(13.75, 100.5, 13.75, 100.5) == (0.0, 0.0)
    assert along(10, 20, 30, 40) == pytest.approx(along(30, 40, 10, 20), rel=1e-12)
    # a degree along the 60th parallel, which the geodesic undercuts by a hair
    assert along(60, 0, 60, 1)[0] == pytest.approx(55.8, abs=0.01)


def test_points_that_are_opposite_have_no_distance() -> None:
    places = {"A": (0.0, 0.0), "B": (0.3, 179.8), "C": (10.0, 0.0)}
    rows = [
        {"actor": actor, "year": 2000, "indicator": name, "value": value}
        for actor, place in places.items()
        for name, value in zip(PLACE, place, strict=True)
    ]
    found = capital_distance(CAPABILITIES.of(rows))

    assert ("A", "B") not in found.select("actor", "other").rows()
    assert capital_distance(CAPABILITIES.of(rows), actor="C", earth="sphere").select("actor", "other").rows() == [
        ("C", "A"),
        ("C", "B"),
    ]


def test_who_sits_together() -> None:
    ties = TIES.of([{"tie": name, "type": kind, "why": name} for name, kind in (("F", "forum"), ("I", "igo"))])
    seats = [
        {"record": record, "role": role, "actor": actor, "since": since, "until": until}
        for record, role, actor, since, until in (
            ("F", "member", "A", "2000", None), ("F", "member", "B", "2001-06", "2002-03"),
            ("F", "observer", "C", "2000", None), ("I", "member", "A", "1950", "1951"),
            ("I", "member", "C", "1951", None),
        )
    ]  # fmt: skip
    parties = PARTIES.of(seats)

    assert shared_memberships(ties, parties).rows() == [
        ("A", "B", 2001, 1.0, ["F"]),
        ("A", "B", 2002, 1.0, ["F"]),
    ]
    assert shared_memberships(ties, parties, among="igo").select("actor", "other", "year").rows() == [("A", "C", 1951)]
    assert shared_memberships(ties, parties, actor="B").select("actor", "other").unique().rows() == [("B", "A")]
    assert shared_memberships(ties, parties, actor="Z").height == 0


def test_associates_count_where_the_published_table_counts_them() -> None:
    ties = TIES.of([{"tie": "I", "type": "igo", "why": "w"}])
    roles = {"A": "member", "B": "associate", "C": "observer"}
    seats = PARTIES.of(
        [{"record": "I", "role": r, "actor": a, "since": "1950", "until": "1950"} for a, r in roles.items()]
    )
    full = shared_memberships(ties, seats, among="igo")

    assert 0 == full.height
    assert [("A", "B", 1950, 1.0, ["w"])] == shared_memberships(ties, seats, among="igo", seats="associate").rows()


def test_years_without_a_state_are_no_years_of_peace() -> None:
    spells = [("A", "1816", "2016"), ("B", "1900", "1903"), ("B", "1910", "2016")]
    listed = [
        {"record": SYSTEM, "role": "member", "actor": actor, "since": f"{since}-01-01", "until": f"{until}-12-31"}
        for actor, since, until in spells
    ]
    met = [{"actor": "B", "other": "A", "year": year, "type": "war", "value": 1.0} for year in (1901, 1911)]
    found = peace_years(FLOWS.of(met), PARTIES.of(listed), ACTORS.empty(), conflict="war")

    # without B there is no pair that could go to war, so the years from 1904 to 1909 are not counted
    assert found.select("year", "value").rows() == [
        (1901, 0.0), (1902, 0.0), (1903, 1.0), (1910, 2.0), (1911, 3.0)
    ]  # fmt: skip


def test_states_in_the_system() -> None:
    rows = [
        {"record": SYSTEM, "role": "member", "actor": actor, "since": since, "until": until}
        for actor, since, until in (
            ("A", "1816-01-01", "2016-12-31"), ("B", "1900-05-01", "1901-01-02"), ("B", "1901-03-01", "2016-12-31")
        )
    ]  # fmt: skip
    found = dict(system_size(PARTIES.of(rows), ACTORS.empty()).select("year", "value").iter_rows())

    assert (found[1899], found[1901], found[2025]) == (1.0, 2.0, 2.0)


def test_distance_of_one_state_from_all() -> None:
    points = {"A": -1.0, "B": 0.5, "C": 2.0}
    rows = [{"actor": a, "year": 2023, "indicator": "ideal_point", "value": v, "why": a} for a, v in points.items()]
    found = ideal_point_distance(CAPABILITIES.of(rows), actor="B")

    assert found.rows() == [("B", "A", 2023, 1.5, ["A", "B"]), ("B", "C", 2023, 1.5, ["B", "C"])]


def test_every_type_of_event_has_a_weight() -> None:
    assert set(ROOTS) == set(event_types())
    assert all(-10 <= weight <= 10 for weight in SCALE.values())
    assert [score(code) for code in ("13", "130", "1324", "0343", "2042")] == [-6.0, -4.4, -5.8, 7.0, -10.0]


def test_what_nobody_asserts_does_not_weigh() -> None:
    day = {"earliest": date(2024, 1, 1), "latest": date(2024, 1, 2), "type": "AID"}
    vague = {"earliest": date(2023, 1, 1), "latest": date(2024, 1, 2), "type": "AID", "asserted": 1}
    events = [
        {"event": "denied", **day, "asserted": 0, "denied": 1, "reported": 0}, {"event": "vague", **vague},
        {"event": "told", **day, "type": "THREATEN", "reported": 1},
    ]  # fmt: skip
    seats = [
        {"record": str(event["event"]), "role": role, "actor": actor}
        for event in events
        for role, actor in (("actor", "A"), ("recipient", "B"), ("recipient", "A"))
    ]
    found = goldstein(EVENTS.of(pl.DataFrame(events, infer_schema_length=None)), PARTIES.of(seats))

    assert found.select("actor", "other", "year", "value").rows() == [("A", "B", 2024, -6.0)]
