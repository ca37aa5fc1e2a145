"""The actors are complete, unambiguous and consistent, and are found by what users type."""

from __future__ import annotations

import unicodedata
from collections import Counter, defaultdict
from dataclasses import replace
from itertools import pairwise

import pytest

from trachu.core.errors import OntologyError, UnknownName
from trachu.core.words import Words
from trachu.ontology import actor
from trachu.ontology.actor import Actor, Spellings, actor_id, actors, check, crosswalk, lineage, resolve

POLITIES = [one for one in actors().values() if one.kind in ("state", "former", "territory", "historical")]
STATES = [one for one in POLITIES if one.kind == "state"]
NOT_IN_THE_UN = {"PSE", "TWN", "VAT", "XKX"}

# Seats of government of a former state that its successor kept: only the date of a text tells them apart.
KEPT_SEATS = {
    frozenset({"AUH", "AUT"}): "Vienna",
    frozenset({"CSK", "CZE"}): "Prague",
    frozenset({"RUS", "SUN"}): "Moscow",
    frozenset({"SRB", "YUG"}): "Belgrade",
    frozenset({"YAR", "YEM"}): "Sana'a",
}
# Names that mean more than one actor and are therefore nobody's name: they need a word more.
NOBODYS = ["Korea", "Congo", "Virgin Islands", "เกาหลี", "คองโก"]


def _words(one: Actor) -> list[str]:
    return [*one.called, *one.demonyms.all, *one.seats.all]


def test_the_world_is_complete() -> None:
    assert 250 <= len(POLITIES) <= 300
    assert {one.id for one in STATES} >= NOT_IN_THE_UN
    assert len([one for one in STATES if one.un_member]) == 193
    assert {one.id for one in STATES if not one.un_member} == NOT_IN_THE_UN


def test_the_un_grew_as_it_did() -> None:
    joined = Counter(one.un_member for one in STATES)

    # Of 51 founders Czechoslovakia and Yugoslavia are gone; 16 came in the package of 1955, 17 in the year of Africa.
    assert (joined[1945], joined[1955], joined[1960], joined[2011]) == (49, 16, 17, 1)


def test_states_of_the_un_have_official_names_and_capitals_in_both_languages() -> None:
    assert [one.id for one in STATES if not one.official or not one.capital] == []


@pytest.mark.parametrize("field", ["iso2", "m49"])
def test_a_public_code_belongs_to_one_actor(field: str) -> None:
    given = [getattr(one, field) for one in POLITIES if getattr(one, field)]

    assert len(given) == len(set(given))


def test_namibia_is_not_a_missing_value() -> None:
    assert actors()["NAM"].iso2 == "NA"


@pytest.mark.parametrize("one", actors().values(), ids=lambda one: one.id)
def test_thai_is_written_as_thai(one: Actor) -> None:
    for word in _words(one):
        assert unicodedata.normalize("NFC", word) == word
        assert "\u0e4d\u0e32" not in word, "sara am is one character"
        assert word == word.strip()
    thai = [one.names.th, *one.demonyms.th, *one.seats.th, *([one.official.th] if one.official else [])]
    assert all(any("\u0e01" <= letter <= "\u0e5b" for letter in word) for word in thai)


def test_taiwan_is_never_shown_in_the_words_of_iso() -> None:
    taiwan = actors()["TWN"]

    assert (taiwan.names.en, taiwan.names.th) == ("Taiwan", "ไต้หวัน")
    assert not any("จังหวัด" in word for word in taiwan.called)


def test_no_name_means_two_polities() -> None:
    holders = defaultdict(set)
    for one in POLITIES:
        for word in (*one.called, *one.demonyms.all):
            holders[word.casefold()].add(one.id)

    assert {word: who for word, who in holders.items() if len(who) > 1} == {}


def test_no_other_actor_takes_the_name_of_a_polity() -> None:
    taken = {word.casefold(): one.id for one in POLITIES for word in one.called}
    others = [one for one in actors().values() if one not in POLITIES]

    assert [(one.id, word) for one in others for word in one.called if word.casefold() in taken] == []


def test_only_kept_seats_mean_two_polities() -> None:
    holders = defaultdict(set)
    for one in POLITIES:
        for word in one.seats.all:
            holders[word.casefold()].add(one.id)

    assert {frozenset(who) for who in holders.values() if len(who) > 1} == set(KEPT_SEATS)


@pytest.mark.parametrize("name", NOBODYS)
def test_an_ambiguous_name_is_nobodys(name: str) -> None:
    with pytest.raises(UnknownName):
        actor_id(name)


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("RUS", "RUS"),
        ("rus", "RUS"),
        ("UKG", "GBR"),
        ("GMY", "DEU"),
        ("THI", "THA"),
        ("MAC", "MAC"),  # Macao by ISO, before North Macedonia by the Correlates of War
        ("AUS", "AUS"),
        ("cow:800", "THA"),
        ("COW:345", "SRB"),
        ("cow:265", "DDR"),
        ("gw:365", "RUS"),
        ("kp", "PRK"),
        ("DPRK", "PRK"),
        ("เกาหลีเหนือ", "PRK"),
        ("สาธารณรัฐประชาธิปไตยประชาชนเกาหลี", "PRK"),
        ("พม่า", "MMR"),
        ("ตุรเคีย", "TUR"),
        ("ตุรกี", "TUR"),
        ("สหรัฐฯ", "USA"),
        ("  united   states ", "USA"),
        ("Burma", "MMR"),
        ("Siam", "THA"),
        ("Zaire", "COD"),
        ("สหภาพโซเวียต", "SUN"),
        ("Serbia and Montenegro", "YUG"),
        ("HIST:KOREA", "HIST:KOREA"),
        ("South Vietnam", "RVN"),
    ],
)
def test_what_users_type(typed: str, expected: str) -> None:
    assert actor_id(typed) == expected


@pytest.mark.parametrize(
    ("typed", "meant"),
    [("Thailnd", "'Thailand'"), ("Rusia", "'Russia'"), ("เกาหลีเหนิอ", "'เกาหลีเหนือ'"), ("cow:1800", "'cow:800'")],
)
def test_a_typo_gets_a_suggestion(typed: str, meant: str) -> None:
    with pytest.raises(UnknownName) as caught:
        actor_id(typed)

    assert meant in caught.value.cure.en


@pytest.mark.parametrize(
    ("code", "scheme", "year", "expected"),
    [
        (365, "cow", 1917, "RUS"),
        (365, "cow", 1921, "RUS"),
        (365, "cow", 1922, "SUN"),
        (365, "cow", 1990, "SUN"),
        (365, "cow", 1991, "RUS"),
        (365, "gw", 2020, "RUS"),
        (255, "cow", 1850, "DEU"),
        (255, "cow", 2016, "DEU"),
        (260, "cow", 1970, "DEU"),
        (260, "cow", 2000, None),
        (260, "gw", 2000, "DEU"),
        (255, "gw", 2000, None),
        (265, "cow", 1989, "DDR"),
        (265, "cow", 1990, "DDR"),
        (265, "cow", 1991, None),
        (345, "cow", 1914, "SRB"),
        (345, "cow", 1918, "YUG"),
        (345, "cow", 2005, "YUG"),
        (345, "cow", 2006, "SRB"),
        (345, "gw", 2006, "YUG"),
        (340, "gw", 2010, "SRB"),
        (300, "cow", 1914, "AUH"),
        (305, "cow", 1920, "AUT"),
        (678, "cow", 1990, "YAR"),
        (679, "cow", 1990, "YEM"),
        (678, "gw", 1989, "YAR"),
        (678, "gw", 1990, "YEM"),
        (680, "cow", 1989, "YMD"),
        (730, "cow", 1900, "HIST:KOREA"),
        (710, "cow", 1930, "CHN"),
        (713, "cow", 1950, "TWN"),
        (816, "cow", 1960, "VNM"),
        (817, "cow", 1975, "RVN"),
        (817, "cow", 1976, None),
        (369, "cow", 1950, "UKR"),  # voted in the United Nations before it was a member of the system
        (347, "cow", 2022, "XKX"),
        (999, "cow", 2000, None),
    ],
)
def test_resolve(code: int, scheme: str, year: int, expected: str | None) -> None:
    assert resolve(code, "cow" if scheme == "cow" else "gw", year) == expected


def test_a_code_means_one_actor_a_day() -> None:
    rows = crosswalk().sort("scheme", "code", "since").rows(named=True)

    for one, other in pairwise(rows):
        if (one["scheme"], one["code"]) == (other["scheme"], other["code"]):
            assert one["until"] < other["since"]


def test_lineage() -> None:
    assert lineage("SRB") == ("SRB", "YUG")
    assert lineage("DDR") == ("DDR",)


A = Actor("AAA", "state", Words(en="A", th="ก"))
B = Actor("BBB", "state", Words(en="B", th="ข"))


@pytest.mark.parametrize(
    ("wrong", "says"),
    [
        (replace(A, borders=("BBB",)), "borders BBB"),
        (replace(A, continues="NNN"), "continues NNN"),
        (replace(A, of="NNN"), "is of NNN"),
        (replace(A, since="2000", until="1990-05"), "before it begins"),
        (replace(A, since="soon"), "is not a date"),
        (replace(A, seats=Spellings(en=("A City",))), "needs both languages"),
    ],
)
def test_a_fault_in_the_files_is_named(wrong: Actor, says: str) -> None:
    check({"AAA": A, "BBB": B})

    with pytest.raises(OntologyError, match=f"AAA: .*{says}"):
        check({"AAA": wrong, "BBB": B})


def test_a_polity_without_thai_does_not_load(monkeypatch: pytest.MonkeyPatch) -> None:
    row = {"actor": "AAA", "kind": "state", "en": "A", "th": ""}
    monkeypatch.setattr(actor, "rows", lambda _: [row])
    actors.cache_clear()

    with pytest.raises(OntologyError, match="AAA needs both en and th"):
        actors()
