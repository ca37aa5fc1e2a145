"""Chokepoints, export controls, sanctions and ceilings: who could close a supply, and who stands behind a ban."""

from __future__ import annotations

from typing import Any

import polars as pl
import pytest

from trachu.core.tables import CAPABILITIES, FLOWS, PARTIES, TIES
from trachu.measures.chokepoints import chokepoints
from trachu.measures.compliance import compliance
from trachu.measures.control_exposure import control_exposure
from trachu.measures.sanctions_exposure import sanctions_exposure

NOWHERE, NOTHING, NOBODY = FLOWS.empty(), CAPABILITIES.empty(), PARTIES.empty()


def market(**shares: float) -> pl.DataFrame:
    rows = {"actor": list(shares), "value": list(shares.values()), "why": [f"m:{a}" for a in shares]}
    n = len(shares)
    return CAPABILITIES.of({**rows, "indicator": ["semiconductors/Design"] * n, "year": [2019] * n})


def sent(actor: str, other: str, value: float, kind: str = "arms", year: int = 2020, **more: Any) -> dict[str, Any]:
    row = {"actor": actor, "other": other, "year": year, "type": kind, "value": value}
    return {**row, "why": f"f:{actor}{other}", **more}


def seats(record: str, *actors: str, role: str = "member", since: str = "1996") -> pl.DataFrame:
    n = len(actors)
    return PARTIES.of({"record": [record] * n, "role": [role] * n, "actor": actors, "since": [since] * n})


@pytest.mark.parametrize(("share", "found"), [(0.5, ["USA"]), (0.49, [])])
def test_a_chokepoint_is_held_by_one(share: float, found: list[str]) -> None:
    given = market(USA=share, JPN=0.3)

    assert found == chokepoints(given, NOWHERE)["actor"].to_list()


def test_concentration_knows_what_it_does_not_know() -> None:
    row = chokepoints(market(USA=0.5, JPN=0.3), NOWHERE, formula="hhi").row(0, named=True)

    assert (row["value"], row["low"], row["high"]) == pytest.approx((0.34, 0.34, 0.38))
    assert ["m:JPN", "m:USA"] == row["because"]


def test_a_chokepoint_of_arms_is_one_for_a_state() -> None:
    flows = FLOWS.of([sent("USA", "THA", 3.0), sent("CHN", "THA", 1.0), sent("CHN", "KHM", 2.0)])
    found = chokepoints(NOTHING, flows, goods="arms", window=1)

    assert [("CHN", "KHM", 1.0), ("USA", "THA", 0.75)] == found.select("actor", "other", "value").rows()


def test_exposure_leaves_the_states_own_share_out() -> None:
    given, regime = market(THA=0.5, USA=0.3, CHN=0.1), seats("FORUM:WASSENAAR", "USA", role="participant")
    (row,) = control_exposure(given, NOWHERE, regime).filter(item="Design").iter_rows(named=True)

    assert (row["value"], row["low"], row["high"]) == pytest.approx((0.75, 0.6, 0.8))


def test_exposure_to_those_who_use_export_controls() -> None:
    """The United States, Japan, the Netherlands and China are publicly known to use them; Austria is not."""
    given = market(USA=0.3, JPN=0.2, NLD=0.1, CHN=0.2, AUT=0.2)
    found = control_exposure(given, NOWHERE, NOBODY, regime="INSTRUMENT:export-controls")

    assert [0.8] == found.filter(item="Design")["value"].round(9).to_list()


def test_who_left_a_regime_is_not_bound() -> None:
    left = seats("FORUM:CHIP4", "USA").with_columns(until=pl.lit("2020"))

    assert [0.0, 0.0] == control_exposure(market(USA=1.0), NOWHERE, left, regime="FORUM:CHIP4")["value"].to_list()


def test_members_of_a_union_stand_behind_its_sanctions() -> None:
    cases = [sent("IGO:EU", "RUS", 2.0, "sanction", 2014), sent("USA", "RUS", 3.0, "sanction", 2014)]
    trade = [sent("DEU", "RUS", 4.0, "trade", 2014), sent("RUS", "USA", 1.0, "trade", 2014)]
    trade.append(sent("CHN", "RUS", 5.0, "trade", 2014))
    union = seats("IGO:EU", "DEU", "FRA")
    found = sanctions_exposure(FLOWS.of(cases + trade), union, NOTHING, actor="RUS", window=1)
    values = dict(found.select("item", "value").iter_rows())

    assert {"cases": 5.0, "states": 3.0, "trade": 0.5, "economy": None} == values


def test_the_united_nations_count_as_a_case_only() -> None:
    everybody = seats("IGO:UN", *(f"A{n:03}" for n in range(120)))
    found = sanctions_exposure(FLOWS.of([sent("IGO:UN", "PRK", 1.0, "sanction", 2010)]), everybody, NOTHING)

    assert {"cases": 1.0, "states": 0.0} == dict(
        found.filter(pl.col("item").is_in(["cases", "states"])).select("item", "value").iter_rows()
    )


def test_the_side_of_those_who_send() -> None:
    cases = FLOWS.of([sent("USA", "RUS", 2.0, "sanction:trade"), sent("USA", "PRK", 1.0, "sanction:trade")])
    found = sanctions_exposure(cases, NOBODY, NOTHING, actor="USA", side="sender", kind="trade")

    assert {"cases": 3.0, "states": 2.0, "trade": None, "economy": None} == dict(
        found.select("item", "value").iter_rows()
    )


def test_a_ceiling_counts_what_all_send_together() -> None:
    oil = [sent(a, "PRK", 300_000.0, "refined_petroleum", unit="barrels") for a in ("CHN", "RUS")]
    found = compliance(FLOWS.of(oil), TIES.empty()).filter(pl.col("item").str.ends_with("/5/refined_petroleum"))

    assert [(2018, None), (2019, None), (2020, 1.2)] == found.select("year", "value").rows()


def test_a_ceiling_in_tonnes_is_not_one_in_barrels() -> None:
    flows = FLOWS.of([sent("RUS", "PRK", 525_000.0, "crude_oil", unit="tonnes")])
    found = compliance(flows, TIES.empty()).filter(pl.col("year") == 2020, pl.col("value").is_not_null())

    assert [("TREATY:UNSC-2397/4/crude_oil/tonnes", 1.0)] == found.select("item", "value").rows()


def test_workers_count_from_the_year_after_they_had_to_be_home() -> None:
    flows = FLOWS.of([sent("PRK", "RUS", 500.0, "workers", year, unit="people") for year in (2019, 2020)])
    found = compliance(flows, TIES.empty()).filter(pl.col("item").str.ends_with("workers"))

    assert [("PRK", 2020, 500.0)] == found.select("actor", "year", "value").rows()
