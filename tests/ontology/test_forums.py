"""Organisations, blocs and fora, and the persons, firms, groups and places beside them."""

from __future__ import annotations

import re
import tomllib
import unicodedata
from collections import Counter
from importlib.resources import files
from typing import Any

import polars as pl
import pytest

from trachu.core.dates import bounds
from trachu.core.errors import OntologyError
from trachu.ontology import forum
from trachu.ontology.actor import actors
from trachu.ontology.files import listed, rows, tomls
from trachu.ontology.forum import BELONGING, FIELDS, KINDS, RELATIONS, Forum, forum_table, forums, memberships
from trachu.ontology.reference import known, references

OTHERS = ("people", "firms", "groups", "places")
PREFIX = {"people": "PER:", "firms": "FIRM:", "places": "LOC:"}
# The fora and organisations that the documents of the first users name; none may get lost.
NAMED = [
    "IGO:NATO", "FORUM:NATO-INDUSTRY-FORUM", "FORUM:NATO-INNOVATION-FUND", "IGO:EU", "IGO:ASEAN", "FORUM:COSTI",
    "FORUM:BRICS", "IGO:SCO", "FORUM:QUAD", "FORUM:G7", "FORUM:G20", "FORUM:APEC", "IGO:OECD", "FORUM:OECD-SIEN",
    "FORUM:MIKTA", "IGO:AU", "IGO:AIIB", "FORUM:IPEF", "IGO:CSTD", "FORUM:ISTIC", "FORUM:DIGITAL-NATIONS",
    "FORUM:GPAI", "FORUM:CHIP4", "FORUM:BIO-5", "FORUM:QIST", "IGO:ITER", "IGO:ISTC", "FORUM:FMSTAN", "FORUM:BRI",
    "FORUM:DSR", "IGO:UN", "IGO:UNSC", "IGO:ECOSOC", "IGO:UNESCO", "IGO:UNCTAD", "IGO:OSCE", "IGO:IMF", "IGO:WTO",
    "FORUM:CETA", "FORUM:SIX-PARTY", "FORUM:TRIPLE-ALLIANCE", "FORUM:TRIPLE-ENTENTE", "IGO:UN-1718-PANEL",
]  # fmt: skip
MINIMAL = """
actor = "FORUM:TEST"
kind = "forum"
since = "2001"
domain = "diplomacy"
fields = ["trade"]
exhaustive = true
as_of = "2025"
cite = ["@online{test_forum, author={{A Forum}}, title={Members}, url={https://example.org}}"]
name = { en = "Test forum", th = "เวทีทดสอบ" }
purpose = { en = "Tests.", th = "ทดสอบ" }
members = [{ actor = "THA", since = "2002" }, { actor = "FORUM:TEST", relation = "observer" }]
"""


def members_on(name: str, day: str) -> set[str]:
    """The members of a forum on a day, as its file has them; a date that is not known counts as long ago."""
    found = set()
    for one in forums()[name].members:
        (since, _), (_, until), (now, _) = bounds(one.since), bounds(one.until), bounds(day)
        assert now is not None
        if one.relation in BELONGING and (since is None or since <= now) and (until is None or until >= now):
            found.add(one.actor)
    return found


def names(one: Forum) -> list[str]:
    official = [one.official.en, one.official.th] if one.official else []
    return [one.name.en, one.name.th, *official, *one.aliases_en, *one.aliases_th]


def spellings(row: dict[str, str]) -> list[str]:
    return [row["en"], row["th"], *listed(row["aliases_en"]), *listed(row["aliases_th"])]


def read(text: str, monkeypatch: pytest.MonkeyPatch) -> dict[str, Forum]:
    """Load the fora as if the folder held this one file."""
    content: dict[str, Any] = tomllib.loads(text)
    monkeypatch.setattr(forum, "tomls", lambda folder: iter([("forums/test.toml", content)]))
    return forums.__wrapped__()


@pytest.mark.parametrize("name", NAMED)
def test_what_the_documents_name_is_there(name: str) -> None:
    assert name in forums()


@pytest.mark.parametrize("one", forums().values(), ids=lambda one: one.actor)
def test_every_forum_is_described_in_both_languages_and_cited(one: Forum) -> None:
    assert one.cite and set(one.cite) <= set(references())
    assert one.kind in KINDS and set(one.fields) <= set(FIELDS) and one.fields
    assert one.purpose.en.endswith(".") and re.search("[ก-๙]", one.purpose.th)
    assert re.search("[ก-๙]", one.name.th) and not re.search("[ก-๙]", "".join([one.name.en, *one.aliases_en]))
    for text in [*names(one), one.purpose.th]:
        assert text == unicodedata.normalize("NFC", text).strip()
        assert "\u0e4d\u0e32" not in text and "เเ" not in text
    assert Counter(names(one)).most_common(1)[0][1] == 1, "a name is given twice"


def test_no_name_means_two_things() -> None:
    """Two states may share a name (Congo, Korea); no forum, person, firm, group or place may take one that is taken."""
    called = [(name, one.actor) for one in forums().values() for name in names(one)]
    called += [(name, one.id) for one in actors().values() for name in one.called]
    for row in rows("actors/places.csv"):
        called += [(name, row["actor"]) for name in spellings(row)]
    meant: dict[str, set[str]] = {}
    for name, actor in called:
        meant.setdefault(name.casefold(), set()).add(actor)

    assert {name: who for name, who in meant.items() if len(who) > 1 and any(":" in one for one in who)} == {}


@pytest.mark.parametrize(
    "one", [one for one in forums().values() if one.exhaustive and one.count], ids=lambda one: one.actor
)
def test_a_complete_list_is_as_long_as_published(one: Forum) -> None:
    """Bodies that sit in without being counted (the EU at the G7 and the OECD) are participants."""
    assert one.as_of is not None
    now = members_on(one.actor, f"{one.as_of}-12-31" if one.until is None else f"{one.as_of}-01-01")
    whole = set(one.with_relation("member", "party")) or set(one.with_relation("participant"))

    assert one.count == len(now & whole)


def test_members_come_and_go() -> None:
    assert len(members_on("IGO:NATO", "1990-01-01")) == 16
    assert {"FIN", "SWE"} == members_on("IGO:NATO", "2024-12-31") - members_on("IGO:NATO", "2022-12-31")
    assert {"GBR"} == members_on("IGO:EU", "2019-12-31") - members_on("IGO:EU", "2021-01-01")
    assert "TLS" in members_on("IGO:ASEAN", "2025-11-01") - members_on("IGO:ASEAN", "2025-01-01")
    assert {"BRA", "RUS", "IND", "CHN", "ZAF"} == members_on("FORUM:BRICS", "2023-12-31")
    assert {"RUS"} == members_on("FORUM:G7", "2013-12-31") - members_on("FORUM:G7", "2015-01-01")
    assert {"SUN", "RUS"} == members_on("IGO:UNSC", "1990-06-01") ^ members_on("IGO:UNSC", "1992-06-01")
    assert {"CHN", "FRA", "GBR", "RUS", "USA"} < members_on("IGO:UNSC", "2024-03-28")


def test_the_united_nations_follow_from_the_polities() -> None:
    members = memberships().filter(forum="IGO:UN", relation="member")

    assert members.filter(actor="THA")["since"].str.starts_with("1946").all()
    assert not members.filter(actor="THA")["explicit"].any()
    assert {"SUN", "DDR", "CSK", "YAR", "YMD"} <= members_on("IGO:UN", "1989-06-01")
    assert {"RUS", "YEM", "CZE"}.isdisjoint(members_on("IGO:UN", "1989-06-01"))
    assert "TWN" not in members["actor"].to_list()
    assert members_on("IGO:UN", "2025-12-31") == members_on("IGO:UNGA", "2025-12-31")


def test_members_taken_from_another_forum_do_not_come_before_it() -> None:
    joined = {one.actor: one.since for one in forums()["FORUM:COSTI"].members}

    assert joined["THA"] == "1978"
    assert joined["VNM"] == "1995-07-28"
    assert "GBR" not in forums()["FORUM:EDF"].with_relation("member")


def test_thailand_stands_outside_where_the_documents_say_so() -> None:
    outside = memberships().filter(actor="THA", relation="non_member")
    inside = memberships().filter(pl.col("relation").is_in(BELONGING), actor="THA")["forum"].to_list()
    absent = forum_table().filter("exhaustive", ~pl.col("forum").is_in(inside))

    assert outside.select("forum", "explicit").rows() == [("IGO:CSTD", True)]
    assert {"FORUM:DIGITAL-NATIONS", "FORUM:CHIP4", "FORUM:BIO-5", "FORUM:MIKTA", "FORUM:GPAI"} <= set(absent["forum"])
    assert {"FORUM:IPEF", "IGO:ASEAN", "FORUM:COSTI", "FORUM:APEC"}.isdisjoint(absent["forum"])
    assert set(forums()["IGO:OECD"].with_relation("candidate")) >= {"THA", "IDN"}


def test_the_tables_do_not_depend_on_the_order_of_files(monkeypatch: pytest.MonkeyPatch) -> None:
    wanted, pairs = memberships(), list(tomls("forums"))
    monkeypatch.setattr(forum, "tomls", lambda folder: reversed(pairs))
    turned = forums.__wrapped__()
    monkeypatch.setattr(forum, "forums", lambda: turned)

    assert wanted.sort(pl.all()).equals(memberships().sort(pl.all()))


def test_one_file_of_a_stranger_is_enough(monkeypatch: pytest.MonkeyPatch) -> None:
    (one,) = read(MINIMAL, monkeypatch).values()

    assert one.members[0] == forum.Membership("THA", "member", "2002", None, ("test_forum",))
    assert one.members[1].relation == "observer"


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ('"FORUM:TEST"\nkind', '"forum test"\nkind', "is not IGO:NAME"),
        ('kind = "forum"', 'kind = "club"', "kind 'club' is none of"),
        ('domain = "diplomacy"', 'domain = "sport"', "domain 'sport' is none of"),
        ('"trade"', '"chess"', "field 'chess' is none of"),
        ('th = "เวทีทดสอบ"', 'th = " "', "name needs both en and th"),
        ("purpose =", "aim =", "'purpose' is missing"),
        ('as_of = "2025"\n', "", "needs members and as_of"),
        ('"THA"', '"THI"', "'THI' is not a known actor"),
        ('since = "2002"', 'since = "2000"', "while the forum lasts"),
        ('since = "2002"', 'since = "2002-13"', "is not a date"),
        ('since = "2002"', 'since = "2002", until = "2001"', r"ends \(2001\) before it begins"),
        ('relation = "observer"', 'relation = "friend"', "relation 'friend' is none of"),
        ("cite = [", 'cite = ["no_such_key", ', "no reference called 'no_such_key'"),
        ("exhaustive", 'part_of = "IGO:NOWHERE"\nexhaustive', "part_of 'IGO:NOWHERE'"),
        ("exhaustive", 'members_from = "IGO:NOWHERE"\nexhaustive', "members_from names 'IGO:NOWHERE'"),
    ],
)
def test_a_fault_names_the_file(monkeypatch: pytest.MonkeyPatch, old: str, new: str, message: str) -> None:
    assert old in MINIMAL
    with pytest.raises(OntologyError, match=message) as caught:
        read(MINIMAL.replace(old, new, 1), monkeypatch)
    assert "forums/test.toml" in str(caught.value)


@pytest.mark.parametrize("table", OTHERS)
def test_other_actors_are_named_in_both_languages(table: str) -> None:
    found = rows(f"actors/{table}.csv")

    assert len(found) == len({row["actor"] for row in found}) > 10
    for row in found:
        assert row["actor"].startswith(PREFIX.get(table, "")) and ":" in row["actor"]
        assert row["en"] and re.search("[ก-๙]", row["th"]), row
        assert known(listed(row["cite"])) is not None
        called = spellings(row)
        assert len(called) == len(set(called)), f"{row['actor']}: a name is given twice"
        assert all(name == unicodedata.normalize("NFC", name) and "\u0e4d\u0e32" not in name for name in called)


def test_every_relation_and_field_is_used() -> None:
    assert set(RELATIONS) == set(memberships()["relation"])
    assert set(FIELDS) == {field for one in forums().values() for field in one.fields}


def test_no_reference_lies_about_unused() -> None:
    used = {key for one in forums().values() for key in one.cite}
    used |= {key for one in forums().values() for member in one.members for key in member.cite}
    text = files("trachu.ontology").joinpath("references/forums.bib").read_text(encoding="utf8")

    assert set() == set(re.findall(r"^@\w+\{(\w+),", text, re.MULTILINE)) - used
