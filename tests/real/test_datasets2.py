"""More dataset parts over the real data, against counts and values that others have published.

The numbers of states, of shared organisations and of dispute-years are those of peacesciencer (R) over the same data;
they are compared exactly. Shares and ideal points are compared to the digits that the notes on measures print.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path

import polars as pl
import pytest
from real import official

import trachu.sources.datasets
from trachu.core import parts
from trachu.core.tables import Frames
from trachu.facts.actors import code_table
from trachu.facts.codes import resolve, resolve_spells
from trachu.sources.datasets.desta import desta
from trachu.sources.datasets.min_distance import min_distance
from trachu.sources.recognising import recognise

parts.load(trachu.sources.datasets)
RECOGNISED = {
    "states2016.csv": "cow_states",
    "ksgmdw.txt": "gw_states",
    "contdir.csv": "cow_contiguity",
    "gml-ddy-disputes-2.2.1.csv": "gml_mid",
    "UcdpPrioConflict_v25_1.csv": "ucdp_acd",
    "state_year_formatv3.csv": "cow_igo",
    "IdealpointestimatesAll_Jun2024.csv": "un_ideal_points",
    "cw_gdppop.csv": "fariss",
    "pwt1001.csv": "pwt",
    "mpd2023_web.csv": "maddison",
    "V-Dem-CY-Core-v15.csv": "vdem",
    "GSDB_V4.csv": "gsdb",
    "troopdata-rebuild-country-year.csv": "us_troops",
    "nuclear-weapons-status.csv": "nuclear_status",
    "lee-thompson-power-projection.csv": "power_projection",
    "provision.csv": "eto_semiconductors",
    "cow_capitals.csv": "capitals",
}
# Codes that no actor of the ontology holds: Hyderabad, Puerto Rico, the Vatican under Italy's numbers.
NOBODY = {"751", "6", "327"}
# One writes names of things that are no actors, one has capitals of states that had ended.
BY_NAME_OR_AFTER_ITS_END = ("gsdb", "capitals")
TOLD_APART = 0.015  # of the disputes of pairs, those that only a reading of the sources assigns to a pair


@cache
def read(shared: Path, name: str) -> Frames:
    """Write one file in its official layout and read it with the part that claims it."""
    raw = official.FILES[name](shared / "data")
    part = recognise(raw, parts.all_of("dataset"))
    assert part is not None
    assert part.name == RECOGNISED[name]
    frames: Frames = part.run(raw)
    return frames


@pytest.mark.parametrize("name", [n for n, part in RECOGNISED.items() if part not in BY_NAME_OR_AFTER_ITS_END])
def test_every_code_is_an_actor(shared: Path, name: str) -> None:
    codes, known = parts.find("dataset", RECOGNISED[name]).more["codes"], code_table()
    nobody: set[str] = set()
    for table, frame in read(shared, name).items():
        if table == "parties":
            spells = frame.with_columns(why=pl.lit(None, dtype=pl.String))
            nobody |= set(resolve_spells(spells, codes, known).unresolved["code"])
        elif table != "ties":
            columns = ["actor", "other"] if table == "flows" else ["actor"]
            nobody |= set(resolve(frame, codes, columns, "year", known).unresolved["code"])

    assert nobody <= NOBODY


@pytest.mark.parametrize(
    ("year", "states"), [(1816, 23), (1870, 37), (1920, 59), (1950, 75), (1991, 177), (2016, 195), (2017, 0)]
)
def test_states_of_a_year_are_as_many_as_published(shared: Path, year: int, states: int) -> None:
    spells = read(shared, "states2016.csv")["parties"]
    inside = spells.filter(pl.col("since") <= f"{year}-12-31", pl.col("until") >= f"{year}-01-01")

    assert states == inside["actor"].n_unique()


def test_contiguity_of_thailand_and_its_end(shared: Path) -> None:
    flows = read(shared, "contdir.csv")["flows"]
    neighbours = dict(flows.filter(actor="800", year=2016).select("other", "value").rows())

    assert neighbours == {"750": 5, "775": 1, "811": 1, "812": 1, "816": 5, "820": 1, "850": 4}
    assert flows["year"].max() == 2016


def test_dispute_years_are_as_many_as_published(shared: Path) -> None:
    flows = read(shared, "gml-ddy-disputes-2.2.1.csv")["flows"]

    assert flows.filter(type="mid_gml").height == 9_284
    assert flows.filter(type="mid_gml_onset").height == 6_248


def test_pairs_found_from_participants_are_nearly_those_published(shared: Path) -> None:
    people = pl.read_parquet(shared / "data" / "gml_part.parquet")
    people = people.with_columns(stabb=pl.lit("-"), hostlev=pl.lit(1), fatality=pl.lit(0))
    buffer = people.write_csv(null_value="-9").encode()
    found = parts.find("dataset", "cow_mid").run(buffer)["flows"].filter(type="mid")
    listed = read(shared, "gml-ddy-disputes-2.2.1.csv")["flows"].filter(type="mid_gml")
    ours, theirs = (set(frame.select("actor", "other", "year").rows()) for frame in (found, listed))

    assert len(ours ^ theirs) <= TOLD_APART * len(theirs)


@pytest.mark.parametrize(("pair", "shared_memberships"), [(("800", "710"), 57), (("365", "731"), 23)])
def test_shared_organisations_of_2014(shared: Path, pair: tuple[str, str], shared_memberships: int) -> None:
    parties = read(shared, "state_year_formatv3.csv")["parties"].filter(role="member")
    then = parties.filter(pl.col("since") <= "2014", pl.col("until") >= "2014")
    both = [set(then.filter(actor=actor)["record"]) for actor in pair]

    assert shared_memberships == len(both[0] & both[1])


def test_memberships_of_every_state_and_year_are_as_many_as_published(shared: Path) -> None:
    parties = read(shared, "state_year_formatv3.csv")["parties"].filter(role="member")
    since, until = (pl.col(name).cast(pl.Int64) for name in ("since", "until"))
    years = parties.with_columns(year=pl.int_ranges(since, until + 1)).explode("year", empty_as_null=False)
    counted = years.group_by("actor", "year").len()
    theirs = pl.read_parquet(shared / "data" / "cow_igo_sy.parquet").select(
        "sum_igo_full", actor=pl.col("ccode").cast(pl.String), year=pl.col("year").cast(pl.Int64)
    )
    joined = theirs.join(counted, on=["actor", "year"], how="left").with_columns(pl.col("len").fill_null(0))

    assert joined.filter(pl.col("len") != pl.col("sum_igo_full")).height == 0
    assert counted["len"].sum() == joined["len"].sum()


def test_ideal_points_of_session_78(shared: Path) -> None:
    frame = read(shared, "IdealpointestimatesAll_Jun2024.csv")["capabilities"].filter(year=2023)
    points = dict(frame.select("actor", "value").rows())

    assert points["2"] - points["800"] == pytest.approx(2.847, abs=5e-4)
    assert points["800"] - points["710"] == pytest.approx(0.454, abs=5e-4)


def test_china_and_america_are_level_in_gdp(shared: Path) -> None:
    gdp = read(shared, "cw_gdppop.csv")["capabilities"].filter(indicator="gdp_fariss", year=2019)
    shares = dict(gdp.select("actor", pl.col("value") / pl.col("value").sum()).rows())

    assert shares["710"] == pytest.approx(0.185, abs=5e-4)
    assert shares["2"] == pytest.approx(0.180, abs=5e-4)
    assert gdp["sd"].null_count() == 0


def test_power_projection_sums_to_one_and_nothing_is_lost(shared: Path) -> None:
    frame = read(shared, "lee-thompson-power-projection.csv")["capabilities"]
    latest = dict(frame.filter(year=2018).select("actor", "value").rows())

    assert latest["2"] == pytest.approx(0.577, abs=5e-4)
    assert latest["365"] == pytest.approx(0.275, abs=5e-4)
    assert frame.group_by("year").agg(pl.col("value").sum())["value"].to_list() == pytest.approx([1.0] * 203)


def test_chokepoints_of_the_chip_industry(shared: Path) -> None:
    shares = read(shared, "provision.csv")["capabilities"]
    most = dict(shares.filter(pl.col("value") >= 0.5)["actor"].value_counts().rows())

    assert shares["indicator"].n_unique() == 43
    assert (most["USA"], most["JPN"], most["NLD"]) == (14, 11, 3)
    assert shares.filter(indicator="semiconductors/EUV scanners").select("actor", "value").rows() == [("NLD", 1.0)]
    assert shares.filter(actor="THA").height == 0


def test_sanctions_on_north_korea_in_2022(shared: Path) -> None:
    flows = read(shared, "GSDB_V4.csv")["flows"].filter(other="North Korea", year=2022, type="sanction")

    assert set(flows["actor"]) == {
        "Australia", "Burkina Faso", "Canada", "EU", "Japan", "South Korea", "UN", "United States",
    }  # fmt: skip


def test_troops_conflicts_and_warheads(shared: Path) -> None:
    troops = read(shared, "troopdata-rebuild-country-year.csv")["flows"].filter(other="800", year=1968)
    between = read(shared, "UcdpPrioConflict_v25_1.csv")["flows"].filter(actor="365", other="369")
    status = read(shared, "nuclear-weapons-status.csv")["capabilities"].filter(year=2022, value=3)

    assert troops["value"].to_list() == [47_972.0]
    assert between.sort("year").filter(pl.col("year") >= 2022)["value"].to_list() == [2.0, 2.0, 2.0]
    assert set(status["actor"]) == {
        "China", "France", "India", "Israel", "North Korea", "Pakistan", "Russia", "United Kingdom", "United States",
    }  # fmt: skip


def test_capitals_of_today(shared: Path) -> None:
    places = read(shared, "cow_capitals.csv")["capabilities"].filter(actor="812", year=2014)

    assert dict(places.select("indicator", "value").rows()) == pytest.approx(
        {"capital_latitude": 17.96, "capital_longitude": 102.61}, abs=0.05
    )


def test_members_of_the_asean_free_trade_area(shared: Path) -> None:
    frames = desta(official.trade_agreements(shared / "data"))
    area = frames["parties"].filter(record="DESTA:64")

    assert {"VNM": "1995", "LAO": "1997", "MMR": "1997", "KHM": "1999"} == {
        actor: since for actor, since in area.select("actor", "since").iter_rows() if since != "1992"
    }
    assert 6 == area.filter(since="1992").height


def test_neighbours_touch(shared: Path) -> None:
    flows = min_distance(official.minimum_distances(shared / "data"))["flows"].filter(actor="800", year=2014)
    near = flows.filter(pl.col("value") == 0)["other"].to_list()

    assert {"775", "811", "812", "820"} == set(near)
