"""Measures of what flows between states, and of what allies add."""

from __future__ import annotations

from math import sqrt
from typing import Literal

import polars as pl
import pytest

from trachu.core.tables import ACTORS, CAPABILITIES, FLOWS, PARTIES, TIES
from trachu.measures.alliance_capability import alliance_capability
from trachu.measures.partner_concentration import partner_concentration
from trachu.measures.partner_share import partner_share
from trachu.measures.trade_dependence import Formula, trade_dependence
from trachu.measures.world_share import world_share

NOBODY, NONE = (PARTIES.empty(), ACTORS.empty()), CAPABILITIES.empty()
ALLIES = {"P": "AB", "Q": "AB", "R": "AC"}
FORMULAS: tuple[Literal["hhi", "hirschman", "largest"], ...] = ("hhi", "hirschman", "largest")


def flows(*rows: tuple[str, str, int, float], kind: str = "arms", unit: str | None = None) -> pl.DataFrame:
    return FLOWS.of(
        [
            {"actor": a, "other": b, "year": y, "type": kind, "value": v, "unit": unit, "why": f"w{y}"}
            for a, b, y, v in rows
        ]
    )


def values(found: pl.DataFrame, *names: str) -> dict[tuple[object, ...], float]:
    return {row[:-1]: row[-1] for row in found.select(*names, "value").iter_rows()}


def test_only_windows_that_the_data_fill() -> None:
    sent = flows(("A", "B", 2000, 1.0), ("A", "B", 2004, 3.0), ("C", "B", 2002, 4.0))
    found = world_share(sent, window=3)

    # 2000 to 2002, 2001 to 2003, 2002 to 2004
    assert values(found, "actor", "year") == {
        ("A", 2002): 0.2, ("C", 2002): 0.8, ("C", 2003): 1.0, ("A", 2004): 3 / 7, ("C", 2004): 4 / 7
    }  # fmt: skip
    assert found.filter(actor="A", year=2004)["because"].to_list() == [["w2004"]]


def test_shares_of_imports_and_exports() -> None:
    sent = flows(("A", "B", 2000, 1.0), ("A", "C", 2000, 3.0), ("unknown", "C", 2000, 4.0))

    assert values(world_share(sent, window=1, side="imports"), "actor") == {("B",): 0.125, ("C",): 0.875}
    assert values(partner_share(sent, *NOBODY, window=1), "actor", "other") == {
        ("B", "A"): 1.0, ("C", "A"): 3 / 7, ("C", "unknown"): 4 / 7
    }  # fmt: skip
    assert values(partner_share(sent, *NOBODY, window=1, side="exports"), "actor", "other") == {
        ("A", "B"): 0.25, ("A", "C"): 0.75, ("unknown", "C"): 1.0
    }  # fmt: skip


def test_members_of_a_group_are_those_of_the_last_year() -> None:
    sent = flows(("A", "B", 2000, 1.0), ("D", "C", 2000, 3.0), ("A", "E", 2000, 9.0), ("A", "B", 2005, 1.0))
    seats = [
        {"record": "IGO:G", "role": "member", "actor": actor, "since": since, "until": until}
        for actor, since, until in (
            ("B", "1990", None),
            ("C", "2004", None),
            ("E", "1990", "2003"),
            ("T", "1990", None),
        )
    ]
    there = ACTORS.of(
        [
            {"actor": actor, "kind": "state", "en": actor, "th": actor, "region": region}
            for actor, region in (("B", "northern-europe"), ("C", "western-asia"))
        ]
    )
    both = partner_share(sent, PARTIES.of(seats), there, window=1, group="IGO:G")
    europe = partner_share(sent, PARTIES.of(seats), there, window=1, group="IGO:G", region="europe")

    assert values(both.filter(year=2000), "actor", "other") == {("IGO:G", "A"): 0.25, ("IGO:G", "D"): 0.75}
    assert values(europe.filter(year=2000), "actor", "other") == {("IGO:G", "A"): 1.0}


def test_concentration_of_partners() -> None:
    sent = flows(("A", "C", 2000, 3.0), ("B", "C", 2000, 1.0))
    found = {name: partner_concentration(sent, window=1, formula=name)["value"].item() for name in FORMULAS}

    assert found == pytest.approx({"hhi": 0.625, "hirschman": sqrt(0.625), "largest": 0.75})
    assert values(partner_concentration(sent, window=1, side="exports"), "actor") == {("A",): 1.0, ("B",): 1.0}


def test_dependence_on_trade() -> None:
    trade = flows(("A", "B", 2000, 2.0), ("B", "A", 2000, 1.0), ("A", "C", 2000, 3.0), kind="trade", unit="million USD")
    gdp = {"actor": ["A"], "year": [2000], "indicator": ["gdp"], "value": [3e7], "unit": ["USD"]}
    in_baht = CAPABILITIES.of({**gdp, "unit": ["THB"]})
    pair = {("A", "B"), ("B", "A")}
    shares = values(trade_dependence(trade, NONE, formula="share"), "actor", "other")

    assert values(trade_dependence(trade, CAPABILITIES.of(gdp)), "actor", "other") == {("A", "B"): 0.1, ("A", "C"): 0.1}
    assert trade_dependence(trade, in_baht).height == 0
    assert shares == {("A", "B"): 0.5, ("A", "C"): 0.5, ("B", "A"): 1.0, ("C", "A"): 1.0}
    expected_of: dict[Formula, float] = {"salience": sqrt(0.5), "symmetry": 0.5, "interdependence": sqrt(0.5) / 2}
    for formula, expected in expected_of.items():
        found = values(trade_dependence(trade, NONE, formula=formula), "actor", "other")

        assert {p: v for p, v in found.items() if p in pair} == pytest.approx(dict.fromkeys(pair, expected))


def test_an_ally_by_two_treaties_counts_once() -> None:
    power = {"actor": list("ABC"), "year": [1950] * 3, "indicator": ["cinc"] * 3, "value": [0.5, 0.25, 0.25]}
    pact = {"type": "alliance", "since": "1950"}
    ties = TIES.of(
        [
            {"tie": "P", "obligations": ["defense"], **pact},
            {"tie": "Q", "obligations": ["offense"], **pact},
            {"tie": "R", "obligations": ["nonagg"], **pact},
        ]
    )
    seats = PARTIES.of([{"record": r, "role": "member", "actor": a} for r, two in ALLIES.items() for a in two])
    given = CAPABILITIES.of(power), ties, seats

    assert values(alliance_capability(*given), "actor") == {("A",): 0.75, ("B",): 0.75, ("C",): 0.25}
    assert values(alliance_capability(*given, whose="allies"), "actor") == {("A",): 0.25, ("B",): 0.5, ("C",): 0.0}
