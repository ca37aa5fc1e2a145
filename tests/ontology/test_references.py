"""References: read from BibTeX, written as BibTeX, CSL-JSON and APA in two languages."""

from __future__ import annotations

import unicodedata

import pytest
from bibtexparser.entrypoint import parse_string

from trachu.core.errors import OntologyError, UnknownName
from trachu.ontology import reference
from trachu.ontology.reference import Name, Reference, apa, bibtex, csl, in_text, inline, known, references, thai

WHERE = ("url", "doi", "isbn", "publisher", "journal", "booktitle", "institution", "school")
THAI = """@book{book2018, author = {ชื่อหนึ่ง สกุลหนึ่ง}, title = {ชื่อหนังสือ},
    publisher = {สำนักพิมพ์ตัวอย่าง}, year = {2561}, language = {th}}"""
THAI_TWO = (
    "@article{ab, author={ชื่อหนึ่ง สกุลหนึ่ง and ชื่อสอง สกุลสอง}, title={ชื่อบทความ}, journal={วารสารตัวอย่าง}, "
    "volume=3, number=2, pages={10--25}, year=2560, language={thai}}"
)
ENGLISH = (
    "@article{cha, author={Cha, Victor D. and Kang, David C.}, title={Can {North Korea} be engaged?}, "
    "journal={Survival}, volume=46, number=2, pages={89--107}, year=2004, doi={10.1/x}}"
)
BODY = "@online{un, author={{United Nations}}, title={Charter of the United Nations}, url={https://un.org/charter}}"


def test_every_packaged_reference_can_be_written_in_both_languages() -> None:
    for key, entry in references().items():
        assert key == entry.key
        for line in (apa(key, "en"), thai(key), in_text(key, "en"), in_text(key, "th")):
            assert line.strip() and "{" not in line and ".." not in line.replace("…", ""), line
        assert entry.get("title"), key
        assert entry.get(*WHERE), f"{key} says not where it is to be found"


def test_packaged_references_are_in_composed_unicode() -> None:
    for entry in references().values():
        for text in entry.fields.values():
            assert text == unicodedata.normalize("NFC", text)
            assert "\u0e4d\u0e32" not in text


def test_bibtex_comes_back_as_it_was() -> None:
    keys = sorted(references())
    again = {entry.key for entry in parse_string(bibtex(keys)).entries}

    assert set(keys) == again
    assert known([THAI]) == (inline(bibtex([THAI])),)


def test_thai_authors_are_literal_in_csl_and_bodies_too() -> None:
    (thai_item, body_item, english_item) = csl([THAI, BODY, ENGLISH])

    assert thai_item["author"] == [{"literal": "ชื่อหนึ่ง สกุลหนึ่ง"}]
    assert thai_item["issued"] == {"date-parts": [[2018]]}
    assert thai_item["language"] == "th"
    assert body_item["author"] == [{"literal": "United Nations"}]
    assert "issued" not in body_item
    assert english_item["author"][0] == {"family": "Cha", "given": "Victor D."}
    assert english_item["type"] == "article-journal"


@pytest.mark.parametrize(
    ("entry", "lang", "expected"),
    [
        (THAI, "th", "ชื่อหนึ่ง สกุลหนึ่ง. (2561). ชื่อหนังสือ. สำนักพิมพ์ตัวอย่าง."),
        (THAI, "en", "ชื่อหนึ่ง สกุลหนึ่ง. (2018). ชื่อหนังสือ. สำนักพิมพ์ตัวอย่าง."),
        (THAI_TWO, "th", "ชื่อหนึ่ง สกุลหนึ่ง และชื่อสอง สกุลสอง. (2560). ชื่อบทความ. วารสารตัวอย่าง, 3(2), 10–25."),
        (
            ENGLISH,
            "th",
            "Cha, V. D., & Kang, D. C. (2004). Can North Korea be engaged? Survival, 46(2), 89–107. https://doi.org/10.1/x",
        ),
        (BODY, "en", "United Nations. (n.d.). Charter of the United Nations. https://un.org/charter"),
    ],
)
def test_reference_lines(entry: str, lang: str, expected: str) -> None:
    assert expected == apa(entry, "th" if lang == "th" else "en")


@pytest.mark.parametrize(
    ("entry", "lang", "expected"),
    [
        (THAI, "th", "(ชื่อหนึ่ง สกุลหนึ่ง, 2561)"),
        (THAI_TWO, "th", "(ชื่อหนึ่ง สกุลหนึ่ง และชื่อสอง สกุลสอง, 2560)"),
        (ENGLISH, "th", "(Cha & Kang, 2004)"),
        (BODY, "th", "(United Nations, n.d.)"),
    ],
)
def test_in_text_citations(entry: str, lang: str, expected: str) -> None:
    assert expected == in_text(entry, "th" if lang == "th" else "en")


def test_many_authors_are_cut_as_apa_asks() -> None:
    authors = " and ".join(f"Family{chr(65 + n)}, Given" for n in range(22))
    line = apa(f"@book{{many, author={{{authors}}}, title={{T}}, publisher={{P}}, year=2020}}")

    assert "FamilyS, G., … FamilyV, G." in line
    assert "FamilyT" not in line


def test_a_misspelt_key_gets_a_suggestion() -> None:
    key = sorted(references())[0]
    with pytest.raises(UnknownName, match=f"Did you mean '{key}'"):
        known([key + "x"])


def test_two_entries_in_one_cite_and_broken_entries_are_refused() -> None:
    with pytest.raises(OntologyError, match="one BibTeX entry"):
        inline(BODY + THAI)
    with pytest.raises(OntologyError, match="not readable"):
        inline("@book{a, title={x}, title")


def test_a_key_may_stand_once_only(monkeypatch: pytest.MonkeyPatch) -> None:
    first, other = Reference("a", "book", {"title": "A"}), Reference("a", "book", {"title": "B"})
    load = references.__wrapped__

    monkeypatch.setattr(
        reference, "_all", lambda: iter([("x.bib", first), ("forums/y.toml", inline("@book{b, title=1}"))])
    )
    assert {"a", "b"} == set(load())
    for file, second in [("y.bib", Reference("a", "book", {"title": "A"})), ("forums/y.toml", other)]:
        monkeypatch.setattr(reference, "_all", lambda f=file, s=second: iter([("x.bib", first), (f, s)]))
        with pytest.raises(OntologyError, match="already taken"):
            load()


def test_names_with_two_initials_and_hyphens() -> None:
    assert Name(family="Kim", given="Tae-Hwan").inverted == "Kim, T.-H."
    assert Name(family="Selinger", given="M.").inverted == "Selinger, M."
