"""Frames of a bench, and the silent wrong values that others' frames had at the edges of a dataset's years."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import polars as pl
import pytest

from trachu import Bench
from trachu.core import parts
from trachu.core.errors import UnknownName, UsageError
from trachu.facts import frames

STATES = """stateabb,ccode,statenme,styear,stmonth,stday,endyear,endmonth,endday,version
USA,2,United States of America,1816,1,1,2016,12,31,2016
THI,800,Thailand,1887,5,1,2016,12,31,2016
LAO,812,Laos,1954,4,26,2016,12,31,2016
"""
MAJORS = """stateabb,ccode,styear,stmonth,stday,endyear,endmonth,endday,version
USA,2,1898,8,13,2016,12,31,2016
"""
ATOP = """atopid,member,yrent,moent,dayent,yrexit,moexit,dayexit,phase,defense,offense,neutral,nonagg,consul
3260,2,1954,9,8,0,0,0,0,1,0,0,1,1
3260,800,1954,9,8,0,0,0,0,1,0,0,1,1
5000,2,2012,1,1,0,0,0,0,1,0,0,0,0
5000,812,2012,1,1,0,0,0,0,0,0,0,1,0
"""
CONTIGUITY = """dyad,statelno,statelab,statehno,statehab,conttype,begin,end,notes,version
800812,800,THI,812,LAO,1,195404,201612,,3.2
"""
CONFLICTS = """conflict_id,location,side_a,side_b,year,intensity_level,type_of_conflict,gwno_a,gwno_b
1,X,Government of Thailand,One,2012,1,3,800,
2,X,Government of Thailand,Two,2012,2,3,800,
"""
TRADE = """ccode1,ccode2,year,importer1,importer2,flow1,flow2
2,800,2010,United States of America,Thailand,20,5
"""
FILES = {
    "statelist.csv": STATES, "majors.csv": MAJORS, "atop.csv": ATOP, "contdir.csv": CONTIGUITY, "acd.csv": CONFLICTS,
    "trade.csv": TRADE,
}  # fmt: skip


@pytest.fixture(scope="module")
def bench(tmp_path_factory: pytest.TempPathFactory) -> Bench:
    folder = tmp_path_factory.mktemp("frames")
    made = Bench(folder / "bench")
    for name, text in FILES.items():
        (folder / name).write_text(text, encoding="utf8")
        made.add(folder / name)
    return made


def of(frame: pl.DataFrame, actor: str, other: str | None = None) -> pl.DataFrame:
    kept = frame.filter(actor=actor)
    return kept if other is None else kept.filter(other=other)


def test_alliances_are_null_and_not_zero_after_the_data_end(bench: Bench) -> None:
    """Issue 9 of the peer: zeros instead of missing values after 2018."""
    frame = of(bench.frame("dyad-years", "alliance", years=(2017, 2020), carry=True), "USA", "THA")

    assert frame["defense"].to_list() == [1, 1, None, None]
    assert frame["offense"].to_list() == [0, 0, None, None]


def test_an_obligation_is_there_in_the_direction_in_which_it_is_owed(bench: Bench) -> None:
    """Issue 13 of the peer: alliances present in one direction only."""
    frame = bench.frame("dyad-years", "alliance", years=(2013, 2013))
    owed = {(a, b): (d, n) for a, b, d, n in frame.select("actor", "other", "defense", "nonagg").iter_rows()}

    assert owed["USA", "THA"] == owed["THA", "USA"] == (1, 1)
    assert owed["USA", "LAO"] == (1, 0)
    assert owed["LAO", "USA"] == (0, 1)


def test_nobody_is_a_major_power_after_the_list_ends(bench: Bench) -> None:
    """Issue 17 of the peer: every state a major power after 2016."""
    frame = bench.frame("state-years", "majors", years=(2016, 2018), carry=True)

    assert of(frame, "USA")["major"].to_list() == [1, None, None]
    assert of(frame, "THA")["major"].to_list() == [0, None, None]


def test_contiguity_is_null_and_not_zero_after_the_data_end(bench: Bench) -> None:
    """Issue 19 of the peer: no contiguity at all after 2016."""
    frame = bench.frame("dyad-years", "contiguity", years=(2016, 2018), carry=True)

    assert of(frame, "LAO", "THA")["contiguity"].to_list() == [1.0, None, None]
    assert of(frame, "USA", "THA")["contiguity"].to_list() == [0.0, None, None]


def test_several_conflicts_of_a_state_are_one_row(bench: Bench) -> None:
    """Issue 14 of the peer: a merge that returned two rows."""
    frame = of(bench.frame("state-years", "internal_conflict", years=(2011, 2016)), "THA")

    assert frame["internal_conflict"].to_list() == [0.0, 2.0, 0.0, 0.0, 0.0, 0.0]


def test_the_version_of_a_row_is_that_of_its_file(bench: Bench) -> None:
    """The peer cites a table of versions that is older than the data it carries."""
    sources = {row["part"]: row["version"] for row in bench.table("sources").iter_rows(named=True)}
    found = str(bench.why(bench.frame("dyad-years", "contiguity", "majors", years=(2016, 2016))))
    said = {"cow_states": "2016", "cow_majors": "2016"}  # in the column `version` of the files above

    assert sources == {name: said.get(name, parts.find("dataset", name).version) for name in sources}
    for name in ("cow_contiguity", "cow_majors", "cow_states"):
        assert f"{name}@{sources[name]}" in found


def test_trade_is_directed_and_unknown_where_nobody_told(bench: Bench) -> None:
    frame = bench.frame("dyad-years", "trade", years=(2010, 2011))
    once = bench.frame("dyad-years", "trade", years=(2010, 2010), directed=False)
    state = bench.frame("state-years", "trade", years=(2010, 2010))

    assert of(frame, "THA", "USA")["trade"].to_list() == [20.0, None]
    assert of(frame, "USA", "THA")["trade"].to_list() == [5.0, None]
    assert of(once, "USA", "THA").select("trade", "trade_other").rows() == [(5.0, 20.0)]
    assert of(state, "THA").select("trade_sent", "trade_received").rows() == [(20.0, 5.0)]


def test_politically_relevant_pairs(bench: Bench) -> None:
    frame = bench.frame("dyad-years", relevant=True, years=(1890, 2016), directed=False)
    pairs = frame.group_by("actor", "other").agg(pl.col("year").min(), last=pl.col("year").max()).sort("actor", "other")

    assert pairs.rows() == [("THA", "LAO", 1954, 2016), ("USA", "LAO", 1954, 2016), ("USA", "THA", 1898, 2016)]


def test_months_get_the_values_of_their_year(bench: Bench) -> None:
    frame = bench.frame("dyad-months", "contiguity", years=(1954, 1954), directed=False)

    assert of(frame, "THA", "LAO")["month"].to_list() == list(range(4, 13))
    assert of(frame, "THA", "LAO")["contiguity"].unique().to_list() == [1.0]


@pytest.mark.parametrize("unit", ["dyad-years", "dyad-months"])
@pytest.mark.parametrize("directed", [True, False])
def test_a_few_years_at_a_time_change_no_row(
    bench: Bench, monkeypatch: pytest.MonkeyPatch, unit: str, directed: bool
) -> None:
    names = ("alliance", "majors", "contiguity", "trade")
    options: dict[str, Any] = {"years": (1950, 2018), "directed": directed, "carry": True}
    whole = bench.frame(unit, *names, **options)
    monkeypatch.setattr(frames, "ROWS", 10)

    pieces = bench.frame(unit, *names, **options)
    assert whole.equals(pieces)
    assert (1, True) == (whole.n_chunks(), pieces.n_chunks() > 1)


def test_a_variable_of_states_stands_on_both_sides_of_a_pair(bench: Bench) -> None:
    frame = bench.frame("dyad-years", "internal_conflict", years=(2012, 2012))

    assert of(frame, "LAO", "THA").select("internal_conflict", "internal_conflict_other").rows() == [(0.0, 2.0)]


@pytest.mark.parametrize(
    ("words", "options", "says"),
    [
        (("dyad-year",), {}, "Did you mean 'dyad-years'"),
        (("state-years", "contiguty"), {}, "Did you mean 'contiguity'"),
        (("state-years", "alliance"), {}, "no variable called 'alliance'"),
        (("dyad-years", "igo"), {}, "no variable called 'igo'"),
        (("state-years",), {"system": "cov"}, "Did you mean 'cow'"),
    ],
)
def test_a_wrong_name_gets_a_suggestion(
    bench: Bench, words: tuple[str, ...], options: dict[str, Any], says: str
) -> None:
    with pytest.raises(UnknownName, match=says):
        bench.frame(*words, **options)


def test_states_are_never_politically_relevant_alone(bench: Bench) -> None:
    with pytest.raises(UsageError, match="Only pairs"):
        bench.frame("state-years", relevant=True)


def test_a_list_that_is_not_there_gets_advice(bench: Bench, tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="gw_states"):
        bench.frame("state-years", system="gw")
    assert Bench(tmp_path / "empty").frame("state-years", system="all", years=(2000, 2000)).height > 180


def test_measures_are_variables_too(sample_bench: Bench) -> None:
    years: dict[str, Any] = {"system": "all", "years": (2018, 2020)}
    frame = sample_bench.frame("dyad-years", "un_agreement", "poles:base=gdp", "power_share:base=gdp", **years)
    agreed = sample_bench.measure("un_agreement").filter(pl.col("year").is_between(2018, 2020)).drop_nulls("value")
    share = {(a, y): v for a, y, v in sample_bench.measure("power_share", base="gdp")["actor", "year", "value"].rows()}
    poles = dict(sample_bench.measure("poles", base="gdp")["year", "value"].rows())
    row = agreed.row(0, named=True)
    there = frame.filter(actor=row["actor"], other=row["other"], year=row["year"]).row(0, named=True)
    back = frame.filter(actor=row["other"], other=row["actor"], year=row["year"]).row(0, named=True)

    assert sample_bench.frame("dyad-years", **years).height == frame.height
    assert row["value"] == there["un_agreement"] == back["un_agreement"]
    assert poles.get(row["year"]) == there["poles_gdp"]
    assert share.get((row["actor"], row["year"])) == there["power_share_gdp"] == back["power_share_gdp_other"]
    assert "un_agreement(" in "\n".join(sample_bench.why(frame[:1]).lines())


def test_a_measure_with_items_is_a_column_for_each(sample_bench: Bench) -> None:
    frame = sample_bench.frame("state-years", "polarity:base=gdp,rule=half_of_leader", system="all", years=(2020, 2020))
    verdicts = sample_bench.measure("polarity", base="gdp", rule="half_of_leader").filter(year=2020)

    for item, value in verdicts["item", "value"].iter_rows():
        assert [value] == frame[f"polarity_gdp_half_of_leader_{item}"].unique().to_list()


@pytest.mark.parametrize(
    ("name", "says"),
    [("poles:gdp", "OPTION=VALUE"), ("forum_gap:actor=THA", "for each year"), ("un_agreement", "of pairs")],
)
def test_a_measure_that_does_not_fit_says_so(sample_bench: Bench, name: str, says: str) -> None:
    with pytest.raises(UsageError, match=says):
        sample_bench.frame("state-years", name, system="all", years=(2020, 2020))
