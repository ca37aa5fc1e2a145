"""Frames of pairs with what alliances and disputes say of themselves, and with what was published without a year."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import polars as pl
import pytest
from dataset_samples import MORE

from trachu import Bench
from trachu.bench import catalogue, editions
from trachu.bench.download import Fetched
from trachu.core import parts
from trachu.core.errors import UsageError

STATES = b"""stateabb,ccode,statenme,styear,stmonth,stday,endyear,endmonth,endday,version
USA,2,United States of America,1816,1,1,2016,12,31,2016
CAN,20,Canada,1920,1,10,2016,12,31,2016
UKG,200,United Kingdom,1816,1,1,2016,12,31,2016
THI,800,Thailand,1887,5,1,2016,12,31,2016
RUS,365,Russia,1816,1,1,2016,12,31,2016
"""
PARTICIPANTS = b"""dispnum,stabb,ccode,stday,stmon,styear,endday,endmon,endyear,sidea,fatality,hiact,hostlev,orig
1,USA,2,-9,7,1902,24,1,1903,1,2,14,4,1
1,UKG,200,-9,7,1902,24,1,1903,0,-9,0,1,1
2,USA,2,1,1,1903,2,1,1903,1,0,17,4,1
2,UKG,200,1,1,1903,2,1,1903,0,0,17,4,1
"""
ROSTER = b"""atopid,member,yrent,moent,dayent,yrexit,moexit,dayexit,phase,defense,offense,neutral,nonagg,consul
10,2,1949,4,4,0,0,0,0,1,0,0,0,1
10,20,1951,4,4,0,0,0,0,1,0,0,0,1
"""
SAMPLES = ("atop_alliances", "atop_phases", "atop_state_years", "atop_directed_dyads", "atop_dyads", "cow_mid_disputes",
           "capital_distances")  # fmt: skip


def filled(folder: Path, **files: bytes) -> Bench:
    made = Bench(folder / "bench")
    for name, raw in files.items():
        path = folder / f"{name}.csv"
        path.write_bytes(raw)
        made.add(path)
    return made


@pytest.fixture(scope="module")
def bench(tmp_path_factory: pytest.TempPathFactory) -> Bench:
    files = {"states": STATES, "midb": PARTICIPANTS, **{name: MORE[name] for name in SAMPLES}}
    return filled(tmp_path_factory.mktemp("more"), **files)


def rows(frame: pl.DataFrame, actor: str, other: str, *columns: str) -> list[tuple[object, ...]]:
    return frame.filter(actor=actor, other=other).select(columns).rows()


def test_a_dispute_has_its_start_its_hostility_and_its_deaths(bench: Bench) -> None:
    frame = bench.frame("dyad-years", "dispute", years=(1901, 1904))
    columns = ("year", "dispute", "dispute_onset", "dispute_hostility", "dispute_fatality", "dispute_reciprocated")

    assert rows(frame, "USA", "GBR", *columns) == [
        (1901, 0.0, 0.0, 0.0, 0.0, 0.0), (1902, 1.0, 1.0, 4.0, 2.0, 1.0), (1903, 2.0, 1.0, 4.0, 2.0, 1.0),
        (1904, 0.0, 0.0, 0.0, 0.0, 0.0),
    ]  # fmt: skip
    assert rows(frame, "GBR", "USA", *columns) == rows(frame, "USA", "GBR", *columns)


def test_deaths_that_nobody_counted_are_not_none(bench: Bench) -> None:
    frame = bench.frame("dyad-years", "mid", "mid_fatality", "mid_onset", years=(1902, 1903))
    columns = ("mid", "mid_fatality", "mid_onset")

    assert rows(frame, "GBR", "USA", *columns) == [(1.0, None, 1.0), (4.0, 0.0, 1.0)]
    assert rows(frame, "THA", "USA", *columns) == [(0.0, 0.0, 0.0)] * 2


def test_nothing_is_said_of_disputes_after_the_data_end(bench: Bench) -> None:
    frame = bench.frame("dyad-years", "dispute", "mid_fatality", years=(2014, 2015), directed=False)

    assert rows(frame, "USA", "THA", "dispute", "mid_fatality", "mid_fatality_other") == [(0, 0, 0), (None, None, None)]


def test_disputes_without_their_participants_get_advice(tmp_path: Path) -> None:
    alone = filled(tmp_path, states=STATES, mida=MORE["cow_mid_disputes"])

    with pytest.raises(UsageError, match="cow_mid"):
        alone.frame("dyad-years", "dispute")


def test_terms_of_alliances_are_the_highest_in_force(bench: Bench) -> None:
    frame = bench.frame("dyad-years", "alliance_terms", years=(1948, 1950), directed=False)
    columns = ("year", "terms_milcon", "terms_base", "terms_ecaid")

    assert rows(frame, "USA", "CAN", *columns) == [
        (1948, 0.0, 0.0, 0.0),
        (1949, 2.0, 3.0, None),
        (1950, 2.0, 3.0, None),
    ]
    assert not [name for name in frame.columns if name.endswith("_other") and name.startswith("terms_")]


def test_a_member_that_joined_later_counts_from_then_on_where_the_members_are_known(tmp_path: Path) -> None:
    known = filled(tmp_path, states=STATES, terms=MORE["atop_alliances"], roster=ROSTER)
    frame = known.frame("dyad-years", "alliance_terms", years=(1949, 1951))

    assert rows(frame, "CAN", "USA", "terms_base") == [(0.0,), (0.0,), (3.0,)]


def test_the_state_and_pair_files_of_atop_are_variables(bench: Bench) -> None:
    states = bench.frame("state-years", "atop_pacts", "atop_state_defense", years=(1949, 1950)).filter(actor="USA")
    pairs = bench.frame("dyad-years", "atop_consul", "atop_pair_ally", years=(1949, 1950))

    assert states.select("atop_pacts", "atop_state_defense").rows() == [(2.0, 1.0), (0.0, 0.0)]
    assert rows(pairs, "USA", "CAN", "atop_consul", "atop_pair_ally") == [(1.0, 1.0), (0.0, 0.0)]


def test_a_distance_without_a_year_holds_in_all_years(bench: Bench) -> None:
    frame = bench.frame("dyad-years", "capdist", years=(1990, 1993), directed=False)
    actors = {year: (actor, value) for actor, other, year, value in
              frame.select("actor", "other", "year", "capdist").iter_rows() if other == "THA" and value}  # fmt: skip

    assert actors == {1990: ("SUN", 7065.0), 1991: ("RUS", 7065.0), 1992: ("RUS", 7065.0), 1993: ("RUS", 7065.0)}


def test_a_file_says_which_edition_it_is() -> None:
    part = parts.find("dataset", "cow_states")
    newer = STATES.replace(b"2016", b"2024")

    assert editions.said(part, STATES) == "2016"
    assert editions.said(part, newer) == "2024"
    assert editions.said(part, STATES.replace(b",2016\n", b",2031\n")) == "2031"
    assert editions.years(part, "2016") == (1816, 2016)
    assert editions.cites(part, "2016") == ("cow_system2016",)
    assert editions.cites(part, "2031") == part.cite
    assert not editions.known(part, "2031")


def test_an_edition_covers_its_own_years_and_no_more(tmp_path: Path) -> None:
    conflicts = b"conflict_id,location,side_a,side_b,year,intensity_level,type_of_conflict,gwno_a,gwno_b,version\n"
    row = b"1,X,Government of Thailand,One,2012,1,3,800,,"
    found = {}
    for version in (b"25.1", b"26.1"):
        own = tmp_path / version.decode()
        own.mkdir()
        made = filled(own, states=STATES, acd=conflicts + row + version + b"\n")
        frame = made.frame("state-years", "internal_conflict", years=(2024, 2025), carry=True)
        found[version] = frame.filter(actor="THA")["internal_conflict"].to_list()

    assert found == {b"25.1": [0.0, None], b"26.1": [0.0, 0.0]}


def test_an_archive_of_several_datasets_is_all_of_them(tmp_path: Path) -> None:
    whole = tmp_path / "MID.zip"
    with zipfile.ZipFile(whole, "w") as archive:
        archive.writestr("MID/MIDA 5.0.csv", MORE["cow_mid_disputes"])
        archive.writestr("MID/MIDB 5.0.csv", PARTICIPANTS)
        archive.writestr("MID/readme.txt", b"Two tables.")
    made, named = Bench(tmp_path / "all"), Bench(tmp_path / "one")
    made.add(whole)
    named.add(whole, "cow_mid")
    sources = {row["part"]: row["name"] for row in made.table("sources").iter_rows(named=True)}

    assert sources == {"cow_mid": "MID.zip:MIDB 5.0.csv", "cow_mid_disputes": "MID.zip:MIDA 5.0.csv"}
    assert named.table("sources")["part"].to_list() == ["cow_mid"]
    assert made.table("parties").filter(record="MID:1").height == 2


def test_two_datasets_of_one_archive_are_fetched_one_by_one(tmp_path: Path) -> None:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr("atop5_1m.csv", ROSTER)
        archive.writestr("atop5_1sy.csv", MORE["atop_state_years"])

    def get(url: str, **_: object) -> Fetched:
        return Fetched(url, "atop.zip", buffer.getvalue())

    made = Bench(tmp_path / "bench")
    for name in ("atop", "atop_state_years"):
        (added,) = catalogue.add(made, name, get=get)
        assert not added.known
    (again,) = catalogue.add(made, "atop", get=get)

    assert again.known
    assert sorted(made.table("sources")["part"].to_list()) == ["atop", "atop_state_years"]
    assert {row["name"]: row["version"] for row in catalogue.check(made)} == {"atop": "5.1", "atop_state_years": "5.1"}
    assert all(row["ok"] for row in catalogue.check(made))


def test_a_file_written_down_as_another_edition_is_told(tmp_path: Path) -> None:
    made = filled(tmp_path, states=STATES)
    (source,) = made.store.sources()
    (before,) = catalogue.check(made)
    kept = {name: getattr(source, name) for name in ("source", "kind", "name", "part", "hash", "size", "title", "url")}
    made.store.keep_source(**kept, version="2024")
    (after,) = catalogue.check(made)

    assert [note["en"] for note in before["notes"]] == ["edition 2016; the newest that trachu reads is 2024"]
    assert after["notes"][0]["en"] == "the file says that it is edition 2016: remove it and add it again"
