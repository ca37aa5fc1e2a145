"""Pools and bases of one's own on the published capabilities."""

from __future__ import annotations

from pathlib import Path

import polars as pl
import pytest
from real import worlds

from trachu.core.tables import Frames
from trachu.measures.allround_poles import allround_poles
from trachu.measures.movement import movement
from trachu.measures.power_gap import power_gap
from trachu.measures.power_share import power_share

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def facts(shared: Path) -> Frames:
    return worlds.facts(shared)


def tables(facts: Frames) -> list[pl.DataFrame]:
    return [facts[name] for name in ("capabilities", "parties", "actors")]


def test_the_list_of_maoz_is_a_pool(facts: Frames) -> None:
    """Brazil and India are regional powers of that list and no majors; in 1950 three powers are global ones."""
    found = power_share(*tables(facts), pool="majors", listed="LIST:MAOZ-POWERS").filter(pl.col("year") == 2016)
    few = power_share(*tables(facts), pool="majors", listed="LIST:MAOZ-GLOBAL").filter(pl.col("year") == 1950)

    assert {"USA", "CHN", "RUS", "BRA", "IND"} <= set(found["actor"])
    assert {"GBR", "SUN", "USA"} == set(few["actor"])


@pytest.mark.parametrize(
    ("component", "leader", "share"), [("milex", "USA", 0.62), ("irst", "CHN", 0.77), ("upop", "CHN", 0.63)]
)
def test_each_component_is_a_base(facts: Frames, component: str, leader: str, share: float) -> None:
    """Among the seven majors of the Correlates of War in 2022."""
    found = power_share(*tables(facts), pool="majors", weights=f"{component}:1").filter(pl.col("year") == 2022)
    first = found.sort("value", descending=True).row(0, named=True)

    assert (leader, pytest.approx(share, abs=0.006)) == (first["actor"], first["value"])


def test_the_gap_of_2022(facts: Frames) -> None:
    found = power_gap(*tables(facts)).filter(pl.col("year").is_in([1960, 2022]), pl.col("item") == "ratio")

    assert {1960: pytest.approx(1.25, abs=0.006), 2022: pytest.approx(1.89, abs=0.006)} == dict(
        found.select("year", "value").iter_rows()
    )


def test_power_moved_most_where_states_fell(facts: Frames) -> None:
    found = movement(*tables(facts)).filter(pl.col("year").is_between(1900, 1990))
    most = found.sort("value", descending=True).head(6)["year"].to_list()

    assert set(most) & {1914, 1915, 1918, 1919, 1940, 1941, 1945, 1946}


def test_who_is_strong_in_every_respect(facts: Frames) -> None:
    found = allround_poles(facts["capabilities"], components="milex,irst,pec").filter(pl.col("value") == 1)
    verdicts = dict(found.select("year", "item").iter_rows())

    assert ("unipolar", "bipolar") == (verdicts[1946], verdicts[1975])
