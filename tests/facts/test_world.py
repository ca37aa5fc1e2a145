"""The one entry that the bench calls: datasets and evidence in, one world of checked tables out."""

from __future__ import annotations

import polars as pl
import pytest

from trachu.core.tables import CAPABILITIES, CLAIMS, PARTIES, TABLES, TIES
from trachu.facts.world import Given, world

NOTHING = {"claims": CLAIMS.empty(), "parties": PARTIES.empty()}
MADE = ("actors", "capabilities", "flows", "choices", "ties", "parties", "events", "conflicts")


def gdp(code, year, value, why):
    return {"actor": code, "year": year, "indicator": "gdp", "value": value, "unit": "USD", "why": why}


def given(name, version, codes, rows, rank=0):
    return Given(name, version, codes, (1816, 2022), {"capabilities": CAPABILITIES.of(rows)}, rank)


@pytest.fixture
def datasets():
    return [
        given("starter", "1", "iso3", [gdp("THA", 2000, 90.0, "s:starter"), gdp("THA", 2022, 1.0, "s:starter")]),
        given("cow_like", "7.0", "cow", [gdp("800", 2000, 100.0, "s:seven"), gdp("999", 2000, 1.0, "s:seven")]),
        given("cow_like", "10.0", "cow", [gdp("800", 2000, 101.0, "s:ten"), gdp("365", 1990, 5.0, "s:ten")]),
    ]  # fmt: skip


@pytest.fixture
def said(tell):
    claims, parties = tell.evidence(
        tell.event("a", "CONSULT", "2024-06", "RUS", "PRK", mode="visit"),
        tell.event("b", "CONSULT", "2024", "RUS", "PRK", mode="visit", source="doc2", disputes=["a"]),
        tell.tie("c", "member", "IGO:ASEAN", "THA"),
        tell.tie("d", "member", "IGO:CSTD", "THA"),
    )
    return {"claims": claims, "parties": parties}


def test_every_table_is_made_even_of_nothing():
    frames, traces = world([], NOTHING)

    assert set(MADE) == set(frames)
    assert all(TABLES[name].check(frame) is frame for name, frame in frames.items())
    assert {t.id for t in traces} >= set(frames["ties"]["why"])
    assert 0 == frames["capabilities"].height == frames["events"].height


def test_the_newest_version_and_the_better_rank_win(datasets):
    frames, traces = world(datasets, NOTHING)
    known = {t.id: t for t in traces}
    rows = {(a, y): (v, w) for a, y, v, w in frames["capabilities"].select("actor", "year", "value", "why").rows()}

    assert {("THA", 2000), ("THA", 2022), ("SUN", 1990)} == set(rows)
    assert rows["THA", 2000][0] == 101.0
    assert known[rows["THA", 2000][1]].parents == ("s:ten", "s:seven", "s:starter")
    assert known[rows["THA", 2000][1]].says == "kept cow_like@10.0 over cow_like@7.0, starter@1"
    assert rows["THA", 2022][1] == "s:starter"


def test_what_does_not_fit_is_said_loudly(datasets, said):
    frames, _ = world(datasets, said)
    about = dict(frames["conflicts"].group_by("about").len().iter_rows())

    assert about == {"capability value": 1, "unresolved code": 1, "denial": 1, "membership": 1}
    assert frames["conflicts"].filter(about="unresolved code")["record"].to_list() == ["cow_like@7.0/999"]


def test_every_why_leads_somewhere(datasets, said):
    frames, traces = world(datasets, said)
    known = {t.id: t for t in traces}
    outside = {"s:starter", "s:seven", "s:ten", *said["claims"]["why"]}
    whys = {why for frame in frames.values() for why in frame["why"]}

    assert None not in whys
    assert whys <= known.keys() | outside
    assert {parent for trace in traces for parent in trace.parents} <= known.keys() | outside


def test_documents_speak_of_forums_and_events(said):
    frames, traces = world([], said)
    says = {t.id: t.says for t in traces}
    asean = frames["parties"].filter(record="IGO:ASEAN", actor="THA", role="member")

    assert [says[why] for why in asean["why"]] == ["known, and said by documents"]
    cstd = frames["parties"].filter(record="IGO:CSTD", actor="THA")
    assert "claim:d" not in {parent for t in traces if t.id in set(cstd["why"]) for parent in t.parents}
    [event] = frames["events"].to_dicts()
    assert (event["date"], event["asserted"]) == ("2024-06", 2)
    assert {"RUS", "PRK"} == set(frames["parties"].filter(record=event["event"])["actor"])


def test_a_dataset_brings_ties_of_its_own():
    tie = TIES.of([{"tie": "ATOP:1", "type": "alliance", "obligations": ["defense"], "why": "source:atop"}])
    members = PARTIES.of(
        [
            {"record": "ATOP:1", "role": "member", "actor": code, "since": "1961-07-06", "why": "source:atop"}
            for code in ("365", "731", "998")
        ]
    )
    atop = Given("atop", "5.1", "cow", (1815, 2018), {"ties": tie, "parties": members})
    frames, _ = world([atop], NOTHING)
    spells = frames["parties"].filter(record="ATOP:1").select("actor", "since", "until")

    assert spells.rows() == [
        ("PRK", "1961-07-06", None),
        ("RUS", "1991-12-26", None),
        ("SUN", "1961-07-06", "1991-12-25"),
    ]
    assert frames["conflicts"]["record"].to_list() == ["atop@5.1/998"]


def test_the_order_of_rows_and_datasets_never_matters(datasets, said):
    frames, traces = world(datasets, said)
    turned = [
        Given(d.name, d.version, d.codes, d.years, {n: f.reverse() for n, f in d.frames.items()}, d.rank)
        for d in reversed(datasets)
    ]
    again, others = world(turned, {name: frame.reverse() for name, frame in said.items()})

    assert all(frame.equals(again[name]) for name, frame in frames.items())
    assert {t.id for t in traces} == {t.id for t in others}
    assert pl.DataFrame(frames["conflicts"]).equals(again["conflicts"])


def test_of_two_files_of_one_dataset_the_fuller_wins():
    full = given("votes", "1", "iso3", [gdp("THA", 2000, 1.0, "s:b"), gdp("LAO", 2000, 1.0, "s:b")])
    part = given("votes", "1", "iso3", [gdp("THA", 2000, 2.0, "s:a")])

    for datasets in ([full, part], [part, full]):
        frames, _ = world(datasets, NOTHING)
        assert frames["capabilities"].filter(actor="THA")["value"].to_list() == [1.0]


def test_an_excerpt_of_the_bundle_only_fills_gaps():
    official = given("world_bank", "2024", "iso3", [gdp("THA", 2000, 100.0, "s:official")])
    excerpt = given("starter", "1", "iso3", [gdp("THA", 2000, 99.0, "s:starter"), gdp("LAO", 2000, 2.0, "s:starter")])
    frames, _ = world([excerpt, official], NOTHING)

    assert frames["capabilities"].select("actor", "value").rows() == [("LAO", 2.0), ("THA", 100.0)]
