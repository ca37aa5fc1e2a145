"""What a paper must say of its data: every dataset by its name, in its own edition, under the options in force."""

from __future__ import annotations

import json
from pathlib import Path

import polars as pl

from trachu import Bench
from trachu.bench.method import SOURCE, _told

STATES = """stateabb,ccode,statenme,styear,stmonth,stday,endyear,endmonth,endday,version
USA,2,United States of America,1816,1,1,2016,12,31,2016
THI,800,Thailand,1887,5,1,2016,12,31,2016
"""
DISPUTES = (
    "dispnum,stday,stmon,styear,endday,endmon,endyear,outcome,settle,fatality,fatalpre,mindur,maxdur,"
    "hiact,hostlev,recip,numa,numb,ongo2010,version\n"
    "1272,-9,13,1918,-9,11,1920,1,1,0,0,1,31,7,3,0,1,1,0,gml-2.2.1\n"
)


def test_a_version_with_spaces_is_a_version() -> None:
    found = SOURCE.match("un_votes_voeten@sessions 1-78 · UNVotes.csv · sha256:ab")

    assert found is not None
    assert ("un_votes_voeten", "sessions 1-78") == found.groups()


def test_weights_of_ones_own_stand_for_the_base() -> None:
    assert "pool=all, weights=irst:1" == _told({"base": "cinc", "pool": "all", "weights": "irst:1"})
    assert "base=cinc, pool=all" == _told({"base": "cinc", "pool": "all", "weights": ""})


def test_an_edition_has_its_own_years_and_reference(tmp_path: Path) -> None:
    (tmp_path / "states.csv").write_text(STATES, encoding="utf8")
    bench = Bench(tmp_path / "bench")
    bench.add(tmp_path / "states.csv")
    words = bench.method(bench.frame("state-years", years=(2015, 2016)))

    assert "2016 (1816–2016; Correlates of War Project, 2017)" in words.en
    assert "2016 (ค.ศ. 1816–2016; Correlates of War Project, 2017)" in words.th


def test_a_month_that_no_calendar_has_does_not_hide_the_catalogue(tmp_path: Path) -> None:
    from trachu.bench.catalogue import catalogue

    (tmp_path / "gml-mida-2.2.1.csv").write_text(DISPUTES, encoding="utf8")
    bench = Bench(tmp_path / "bench")
    bench.add(tmp_path / "gml-mida-2.2.1.csv")
    (row,) = [row for row in catalogue(bench) if row["name"] == "gml_mid_disputes"]

    assert "1918" in json.dumps(row, default=str)
    assert ["1918"] == bench.table("ties").filter(pl.col("tie") == "GML:1272")["since"].to_list()
