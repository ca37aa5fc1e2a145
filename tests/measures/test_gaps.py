"""Gaps, movement, all-round powers, bases of one's own, and balancing without arms."""

from __future__ import annotations

from typing import Any

import polars as pl
import pytest

from trachu.core.maths import MAJORS, indicators
from trachu.core.tables import ACTORS, CAPABILITIES, FLOWS, PARTIES, TIES
from trachu.core.weighing import weighed
from trachu.measures.allround_poles import allround_poles
from trachu.measures.composite import composite
from trachu.measures.movement import movement
from trachu.measures.polarity import polarity
from trachu.measures.poles import poles
from trachu.measures.power_gap import power_gap
from trachu.measures.power_share import power_share
from trachu.measures.soft_balancing import soft_balancing

NO_LIST, NOBODY = PARTIES.empty(), ACTORS.empty()


def strong(year: int = 2000, indicator: str = "cinc", **values: float) -> pl.DataFrame:
    rows = {"actor": list(values), "value": list(values.values()), "why": [f"c:{a}" for a in values]}
    return CAPABILITIES.of({**rows, "year": [year] * len(values), "indicator": [indicator] * len(values)})


def items(frame: pl.DataFrame) -> dict[str, float]:
    return dict(frame.select("item", "value").iter_rows())


def test_gap_parity_and_whether_the_next_two_balance() -> None:
    found = items(power_gap(strong(A=0.5, B=0.3, C=0.2), NO_LIST, NOBODY))

    assert {"gap": 0.2, "parity": 0.6, "ratio": 5 / 3, "rest": 1.0} == pytest.approx(found)


def test_a_second_with_nothing_has_no_ratio() -> None:
    assert {"gap": 1.0, "parity": 0.0} == items(power_gap(strong(A=0.5, B=0.0), NO_LIST, NOBODY))


def test_what_moved_is_counted_once() -> None:
    given = pl.concat([strong(2000, A=0.5, B=0.3, C=0.2), strong(2001, A=0.4, B=0.4, C=0.2)])
    found = movement(given, NO_LIST, NOBODY, pool="all")

    assert [(2001, pytest.approx(0.1 / 0.8))] == found.select("year", "value").rows()


def test_who_enters_the_list_moves_no_power() -> None:
    given = pl.concat([strong(2000, A=0.5, B=0.5), strong(2001, A=0.4, B=0.4, C=0.2)])

    assert [0.0] == movement(given, NO_LIST, NOBODY, pool="all")["value"].to_list()


@pytest.mark.parametrize(
    ("gdp", "milex", "expected"),
    [
        ((4.0, 1.0, 1.0), (4.0, 1.0, 1.0), "unipolar"),
        ((4.0, 2.0, 1.0), (4.0, 1.0, 1.0), "near-unipolar"),
        ((4.0, 2.0, 1.0), (4.0, 2.0, 1.0), "bipolar"),
        ((4.0, 2.0, 2.0), (4.0, 2.0, 2.0), "multipolar"),
        ((4.0, 1.0, 1.0), (1.0, 4.0, 1.0), "multipolar"),
    ],
)
def test_a_pole_is_strong_in_every_respect(gdp: tuple[float, ...], milex: tuple[float, ...], expected: str) -> None:
    rows = [dict(zip("ABC", values, strict=True)) for values in (gdp, milex)]
    given = pl.concat([strong(indicator=n, **row) for n, row in zip(("gdp", "milex"), rows, strict=True)])
    found = allround_poles(given, components="gdp,milex")

    assert [expected] == found.filter(pl.col("value") == 1)["item"].to_list()


def test_one_component_says_nothing_of_all_round_power() -> None:
    assert allround_poles(strong(indicator="gdp", A=1.0, B=1.0)).is_empty()


def test_a_base_of_ones_own_is_the_composite() -> None:
    given = pl.concat([strong(indicator="gdp", A=3.0, B=1.0, C=1.0), strong(indicator="milex", A=1.0, B=3.0)])
    weights = "gdp:3,milex:1"
    whole = composite(given, weights=weights, draws=2).select("actor", "year", "value")

    assert whole.rows() == weighed(given, weights).sort("actor").select("actor", "year", "value").rows()
    assert ("gdp", "milex") == indicators({"base": "cinc", "weights": weights})


def test_weights_take_the_place_of_the_base() -> None:
    given = pl.concat([strong(A=0.9, B=0.1), strong(indicator="irst", A=1.0, B=4.0)])
    shares = power_share(given, NO_LIST, NOBODY, weights="irst:1")
    verdict = polarity(given, NO_LIST, NOBODY, weights="irst:1").filter(pl.col("value") == 1)

    assert [("A", 0.2), ("B", 0.8)] == shares.select("actor", "value").rows()
    assert ["unipolar"] == verdict["item"].to_list()


@pytest.mark.parametrize(("fraction", "expected"), [(0.5, "bipolar"), (0.7, "unipolar")])
def test_what_makes_a_peer_is_a_judgement(fraction: float, expected: str) -> None:
    found = polarity(strong(A=0.5, B=0.3, C=0.2), NO_LIST, NOBODY, rule="half_of_leader", fraction=fraction)

    assert [expected] == found.filter(pl.col("value") == 1)["item"].to_list()


@pytest.mark.parametrize(("top", "expected"), [(2, 2.0), (8, 3.0)])
def test_the_pool_may_be_smaller(top: int, expected: float) -> None:
    given = strong(A=0.3, B=0.3, C=0.3, D=0.1)

    assert [expected] == poles(given, NO_LIST, NOBODY, pool="top8", top=top)["value"].to_list()


def test_another_list_of_powers() -> None:
    def seat(record: str, actor: str) -> dict[str, Any]:
        return {"record": record, "role": "member", "actor": actor, "since": "1990", "until": "2016-12-31"}

    lists = PARTIES.of([seat(MAJORS, "A"), seat(MAJORS, "B")] + [seat("LIST:OWN", a) for a in ("B", "C")])
    given = strong(A=0.6, B=0.3, C=0.1)
    shares = {
        listed: power_share(given, lists, NOBODY, pool="majors", listed=listed)["value"].round(2).to_list()
        for listed in (MAJORS, "LIST:OWN")
    }

    assert {MAJORS: [0.67, 0.33], "LIST:OWN": [0.75, 0.25]} == shares


STATES = ACTORS.of([{"actor": a, "kind": "state", "en": "-", "th": "-"} for a in ("RUS", "USA")])


def soft(**tables: pl.DataFrame) -> dict[tuple[int, str], float]:
    empty = {"capabilities": CAPABILITIES, "flows": FLOWS, "ties": TIES, "parties": PARTIES}
    given = [tables.get(name, shape.empty()) for name, shape in empty.items()]
    found = soft_balancing(*given, STATES).filter(pl.col("actor") == "RUS")
    return {(year, item): value for year, item, value in found.select("year", "item", "value").iter_rows()}


def test_moving_away_in_votes() -> None:
    given = pl.concat(
        [strong(y, "ideal_point", USA=2.0, RUS=v) for y, v in ((2010, 1.0), (2015, -0.5))]
    )  # fmt: skip

    assert {(2015, "votes"): 1.5} == soft(capabilities=given)


def test_institutions_without_the_leader() -> None:
    ties = TIES.of({"tie": ["F:OLD", "F:SCO", "F:G8"], "type": ["forum"] * 3})
    seats = [("F:OLD", "RUS", "1990"), ("F:SCO", "RUS", "2001"), ("F:G8", "RUS", "2001"), ("F:G8", "USA", "1990")]
    rows = [{"record": r, "role": "member", "actor": a, "since": s} for r, a, s in seats]
    found = soft(ties=ties, parties=PARTIES.of(rows))

    assert {(2001, "institutions"): 1.0} == found


def test_sanctions_on_the_leader_come_and_go() -> None:
    rows = [("RUS", "USA", 2014, 2.0), ("USA", "RUS", 2008, 1.0), ("USA", "RUS", 2022, 1.0)]
    sent = [{"actor": a, "other": b, "year": y, "type": "sanction", "value": v} for a, b, y, v in rows]

    assert {(2014, "sanctions"): 2.0, (2019, "sanctions"): -2.0} == soft(flows=FLOWS.of(sent))
