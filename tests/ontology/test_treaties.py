"""Treaties and resolutions: facts that anyone can look up, and what must hold for each file."""

from __future__ import annotations

import pytest

from trachu.core.errors import OntologyError, UnknownName
from trachu.ontology import treaty as module
from trachu.ontology.obligation import OBLIGATIONS
from trachu.ontology.treaty import obligation_table, party_table, treaties, treaty, treaty_table


def test_the_treaty_of_2024_binds_both_to_help_when_attacked() -> None:
    found = treaty("TREATY:RUS-PRK-2024")
    article4 = [o for o in found.obligations if o.article == "4"]

    assert ("2024-06-19", "2024-12-04", None) == (found.signed, found.in_force, found.until)
    assert ["defense"] == [o.type for o in article4]
    assert ("PRK", "RUS") == found.bound(article4[0])


def test_the_treaty_of_2000_ends_when_that_of_2024_begins() -> None:
    assert treaty("TREATY:RUS-PRK-2000").until == treaty("TREATY:RUS-PRK-2024").in_force


def test_russia_continues_the_soviet_alliance_until_1996() -> None:
    parties = {party.actor: (party.since, party.until) for party in treaty("TREATY:SUN-PRK-1961").parties}

    assert parties["SUN"][1] == parties["RUS"][0]
    assert parties["RUS"][1] == "1996-09-10" == parties["PRK"][1]


def test_the_ceilings_of_resolution_2397() -> None:
    rows = obligation_table().filter(tie="TREATY:UNSC-2397", type="ceiling")
    ceilings = {(row["ceiling"], row["unit"]) for row in rows.iter_rows(named=True)}

    assert {(500_000, "barrels/year"), (4_000_000, "barrels/year"), (525_000, "tonnes/year")} == ceilings


@pytest.mark.parametrize(
    ("number", "day"),
    [
        (1718, "2006-10-14"),
        (1874, "2009-06-12"),
        (2270, "2016-03-02"),
        (2371, "2017-08-05"),
        (2375, "2017-09-11"),
        (2397, "2017-12-22"),
    ],
)
def test_resolutions_bind_all_members_towards_north_korea(number: int, day: str) -> None:
    found = treaty(f"TREATY:UNSC-{number}")
    embargo = next(o for o in found.obligations if o.type in ("embargo", "ceiling"))

    assert day == found.signed
    assert "PRK" == embargo.toward
    assert 192 == len([p for p in found.parties if p.role == "bound" and p.until is None])
    assert {"RUS", "CHN", "THA"} <= set(found.bound(embargo))
    assert "PRK" not in found.bound(embargo)


def test_article_5_binds_the_members_of_nato() -> None:
    found = treaty("TREATY:NORTH-ATLANTIC-1949")
    article5 = next(o for o in found.obligations if o.article == "5")
    since = {party.actor: party.since for party in found.parties}

    assert "defense" == article5.type
    assert 32 == len(found.bound(article5))
    assert ("1949-08-24", "2024-03-07") == (since["USA"], since["SWE"])


def test_the_non_proliferation_treaty_has_190_parties_and_known_absentees() -> None:
    today = {party.actor for party in treaty("TREATY:NPT-1968").parties if party.until is None}

    assert 190 == len(today)
    assert not today & {"IND", "ISR", "PAK", "SSD", "PRK"}


def test_the_guarantee_to_thailand_is_directed() -> None:
    rows = treaty_table().filter(tie="TREATY:USA-THA-1962")

    assert [True] == rows["directed"].to_list()
    assert ("USA",) == treaty("TREATY:USA-THA-1962").bound(treaty("TREATY:USA-THA-1962").obligations[0])
    assert [False] == treaty_table().filter(tie="TREATY:USA-KOR-1953")["directed"].to_list()


def test_tables_have_the_columns_of_ties_and_parties() -> None:
    ties, parties = treaty_table(), party_table()

    assert {"tie", "type", "domain", "since", "until", "obligations", "directed", "exhaustive"} <= set(ties.columns)
    assert ["record", "role", "actor", "since", "until"] == parties.columns
    assert set(ties["tie"]) == set(parties["record"]) == set(treaties())
    assert parties.height == parties.unique(["record", "role", "actor", "since"]).height
    assert {"alliance", "agreement", "resolution"} == set(ties["type"])


@pytest.mark.parametrize("kind", OBLIGATIONS)
def test_every_kind_of_obligation_has_words(kind: str) -> None:
    assert OBLIGATIONS[kind].en and OBLIGATIONS[kind].th


def test_a_wrong_id_is_answered_with_the_nearest() -> None:
    with pytest.raises(UnknownName, match="TREATY:RUS-PRK-2024"):
        treaty("TREATY:RUS-PRK-2023")


OBLIGATION = {"article": "1", "type": "nonagg", "says": {"en": "Peace.", "th": "สันติ"}}
BASE = {
    "treaty": "TREATY:X",
    "kind": "treaty",
    "signed": "2020-01-01",
    "domain": "diplomacy",
    "exhaustive": True,
    "cite": ["nato_treaty"],
    "name": {"en": "X", "th": "เอกซ์"},
    "parties": [{"actor": "THA", "role": "signatory"}, {"actor": "LAO", "role": "signatory"}],
    "obligations": [OBLIGATION],
}


@pytest.mark.parametrize(
    ("change", "says"),
    [
        ({"kind": "pact"}, "kind 'pact'"),
        ({"signed": "2020-13"}, "is not a date"),
        ({"until": "2019"}, "ends"),
        ({"parties": [{"actor": "ZZZ", "role": "signatory"}]}, "'ZZZ' is not a known actor"),
        ({"cite": ["no_such_key"]}, "no_such_key"),
        ({"members_from": "IGO:NOWHERE"}, "not a forum"),
        ({"name": {"en": "X"}}, "both en and th"),
        ({"obligations": [{**OBLIGATION, "type": "love"}]}, "type 'love'"),
        ({"obligations": [{**OBLIGATION, "ceiling": 5}]}, "needs ceiling and unit"),
        ({"obligations": [{**OBLIGATION, "toward": "VNM"}]}, "not among the parties"),
    ],
)
def test_a_faulty_file_is_refused(change: dict[str, object], says: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "tomls", lambda folder: [("treaties/x.toml", {**BASE, **change})])
    with pytest.raises(OntologyError, match=says):
        treaties.__wrapped__()
