"""Supply, sanctions and drivers on the published datasets, against figures that others printed."""

from __future__ import annotations

from pathlib import Path

import polars as pl
import pytest
from real import worlds

from trachu.core.parts import find
from trachu.core.tables import Frames
from trachu.measures.arms_balance import arms_balance
from trachu.measures.chokepoints import chokepoints
from trachu.measures.control_exposure import control_exposure
from trachu.measures.multipolarity_drivers import multipolarity_drivers
from trachu.measures.sanctions_exposure import sanctions_exposure

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def facts(shared: Path) -> Frames:
    return worlds.facts(shared)


def given(facts: Frames, measure: str) -> list[pl.DataFrame]:
    return [facts[name] for name in find("measure", measure).needs]


def test_europe_arms_itself_less(facts: Frames) -> None:
    """SIPRI's fact sheet of March 2025: 52 per cent from the United States in 2015–19, 64 in 2020–24."""
    found = arms_balance(*given(facts, "arms_balance")).filter(actor="IGO:NATO", item="pole")
    shares = dict(found.select("year", "value").iter_rows())

    assert {2019: pytest.approx(0.52, abs=0.005), 2024: pytest.approx(0.64, abs=0.01)} == {
        year: shares[year] for year in (2019, 2024)
    }


def test_who_holds_the_chokepoints_of_chips(facts: Frames) -> None:
    found = chokepoints(*given(facts, "chokepoints"))
    held = dict(found["actor"].value_counts().iter_rows())

    assert {"USA": 14, "JPN": 11, "NLD": 3} == {a: n for a, n in held.items() if n > 1}
    assert [("NLD", 1.0)] == found.filter(item="EUV scanners").select("actor", "value").rows()


def test_thailand_supplies_no_input_and_buys_from_those_who_control(facts: Frames) -> None:
    tables = given(facts, "control_exposure")
    inputs = facts["capabilities"].filter(pl.col("indicator").str.starts_with("semiconductors/"))
    found = {
        regime: control_exposure(*tables, regime=regime).filter(item="all")["value"].item()
        for regime in ("FORUM:WASSENAAR", "FORUM:CHIP4", "INSTRUMENT:export-controls")
    }

    assert "THA" not in inputs["actor"].to_list()
    assert found["FORUM:CHIP4"] < found["INSTRUMENT:export-controls"] < found["FORUM:WASSENAAR"]
    assert 0.6 < found["FORUM:CHIP4"]


def test_sanctions_on_russia_grew_in_2014_and_2022(facts: Frames) -> None:
    found = sanctions_exposure(*given(facts, "sanctions_exposure"), actor="RUS").filter(item="states")
    states = dict(found.select("year", "value").iter_rows())

    assert states[2010] < 5 < 30 < states[2014] < states[2022]


def test_the_drivers_do_not_all_point_one_way(facts: Frames) -> None:
    found = multipolarity_drivers(*given(facts, "multipolarity_drivers"))
    wide = {item: dict(rows.select("year", "value").iter_rows()) for (item,), rows in found.group_by("item")}

    assert wide["leader"][2022] < wide["leader"][1992]
    assert wide["economy"][2022] > wide["economy"][1992]
    assert wide["powers"][2022] < wide["powers"][1992]
    assert {None} == set(wide["geopolitics"].values())
