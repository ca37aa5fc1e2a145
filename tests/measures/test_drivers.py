"""The six drivers of multipolarity, and the balance of arms within an alliance."""

from __future__ import annotations

from typing import Any

import polars as pl
import pytest

from trachu.core.maths import MAJORS
from trachu.core.tables import ACTORS, CAPABILITIES, FLOWS, PARTIES
from trachu.measures.arms_balance import arms_balance
from trachu.measures.multipolarity_drivers import DRIVERS, multipolarity_drivers

NOWHERE, NOTHING, NOBODY, NONE = FLOWS.empty(), CAPABILITIES.empty(), PARTIES.empty(), ACTORS.empty()


def strong(year: int, indicator: str = "cinc", **values: float) -> pl.DataFrame:
    rows = {"actor": list(values), "value": list(values.values()), "why": [f"c:{a}" for a in values]}
    return CAPABILITIES.of({**rows, "year": [year] * len(values), "indicator": [indicator] * len(values)})


def seats(record: str, *actors: str, since: str = "1990", until: str | None = None) -> pl.DataFrame:
    n = len(actors)
    rows = {"record": [record] * n, "role": ["member"] * n, "actor": actors, "why": [f"p:{a}" for a in actors]}
    return PARTIES.of({**rows, "since": [since] * n, "until": [until] * n})


def sent(actor: str, other: str, value: float, kind: str = "arms", year: int = 2020) -> dict[str, Any]:
    return {"actor": actor, "other": other, "year": year, "type": kind, "value": value, "why": f"f:{actor}{other}"}


def driver(item: str, *tables: pl.DataFrame, **options: Any) -> dict[int, float | None]:
    found = multipolarity_drivers(*tables, **options).filter(pl.col("item") == item)
    return dict(found.select("year", "value").iter_rows())


def test_what_is_not_known_is_no_data() -> None:
    found = multipolarity_drivers(strong(2022, USA=0.5, CHN=0.5), NOBODY, NOWHERE, NONE)

    assert sorted(DRIVERS) == found["item"].to_list()
    assert ["leader", "powers"] == found.drop_nulls("value")["item"].to_list()


def test_without_any_data_there_are_no_years() -> None:
    assert multipolarity_drivers(NOTHING, NOBODY, NOWHERE, NONE).is_empty()


def test_more_equal_powers_and_a_smaller_leader() -> None:
    given = pl.concat([strong(1991, USA=0.6, CHN=0.2, RUS=0.2), strong(2022, USA=0.25, CHN=0.25, RUS=0.25, IND=0.25)])

    assert {1991: pytest.approx(1 / 0.44), 2022: 4.0} == driver("powers", given, NOBODY, NOWHERE, NONE)
    assert {1991: 0.6, 2022: 0.25} == driver("leader", given, NOBODY, NOWHERE, NONE)


def test_the_economy_counts_the_members_of_today_throughout() -> None:
    members = pl.concat([seats("FORUM:BRICS", "CHN", since="2009"), seats("FORUM:G7", "USA", since="1975")])
    left = seats("FORUM:G7", "RUS", since="1997", until="2014")
    given = strong(1990, "gdp", USA=3.0, CHN=1.0, RUS=9.0)

    assert {1990: 0.25} == driver("economy", given, pl.concat([members, left]), NOWHERE, NONE)


def test_a_year_with_few_members_known_is_no_data() -> None:
    members = pl.concat([seats("FORUM:BRICS", "CHN", "IND", "BRA"), seats("FORUM:G7", "USA")])
    given = strong(1990, "gdp", USA=3.0, CHN=1.0)

    assert {} == {y: v for y, v in driver("economy", given, members, NOWHERE, NONE).items() if v is not None}


def test_technology_is_how_many_supply_arms() -> None:
    flows = FLOWS.of([sent("USA", "THA", 1.0), sent("CHN", "THA", 1.0)])

    assert {2020: 2.0} == driver("technology", NOTHING, NOBODY, flows, NONE, window=1)


def test_disputes_with_a_major_power_count_once() -> None:
    majors = seats(MAJORS, "RUS", "USA", since="1922")
    pairs = [("RUS", "UKR"), ("UKR", "RUS"), ("RUS", "USA"), ("USA", "RUS"), ("THA", "KHM")]
    flows = FLOWS.of([sent(a, b, 1.0, "mid", 2014) for a, b in pairs] + [sent("THA", "KHM", 1.0, "mid", 2011)])

    assert {2011: 0.0, 2014: 2.0} == driver("geopolitics", NOTHING, majors, flows, NONE)


def test_a_member_of_two_organisations_counts_once() -> None:
    inside = pl.concat([seats("FORUM:BRICS", "CHN", since="2009"), seats("IGO:SCO", "CHN", since="2001")])
    given = pl.concat([strong(2000, USA=0.5, CHN=0.5), strong(2022, USA=0.75, CHN=0.25)])

    assert {2000: None, 2022: 0.25} == driver("organisations", given, inside, NOWHERE, NONE)


EUROPE = {"kind": "state", "en": "-", "th": "-", "region": "western-europe"}
STATES = ACTORS.of(
    [{"actor": a, **EUROPE} for a in ("DEU", "POL")] + [{**EUROPE, "actor": "TUR", "region": "western-asia"}]
)
NATO = seats("IGO:NATO", "DEU", "POL", "TUR", "USA", since="1950")


def balance(flows: list[dict[str, Any]], actor: str = "IGO:NATO", **options: Any) -> dict[str, float]:
    found = arms_balance(FLOWS.of(flows), NATO, STATES, window=1, **options).filter(pl.col("actor") == actor)
    return dict(found.select("item", "value").iter_rows())


DEALS = [sent("USA", "POL", 5.0), sent("DEU", "POL", 2.0), sent("KOR", "POL", 1.0), sent("TUR", "DEU", 2.0)]


def test_what_members_received_parts_into_three() -> None:
    assert {"inside": 0.2, "outside": 0.3, "pole": 0.5} == balance(DEALS)
    assert {"inside": 0.25, "outside": 0.125, "pole": 0.625} == balance(DEALS, "POL")


def test_turkiye_is_inside_where_no_region_is_asked_for() -> None:
    assert pytest.approx(0.4) == balance(DEALS, region="")["inside"]


def test_another_pole() -> None:
    assert {"inside": 0.2, "outside": 0.7, "pole": 0.1} == pytest.approx(balance(DEALS, pole="KOR"))


def test_no_register_no_balance() -> None:
    assert {} == balance([])
