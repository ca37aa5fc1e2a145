"""Citations in brackets, in sentences and in footnotes."""

from __future__ import annotations

import pytest

from trachu.evidence.citations import anchors_in, citations_in, citing, note_in

IN_BRACKETS = [
    ("(Waltz, 1979)", ["Waltz, 1979"]),
    ("(Keohane & Nye, 1977, p. 12)", ["Keohane & Nye, 1977"]),
    ("(Wendt et al., 1999; World Bank, 2020)", ["Wendt et al., 1999", "World Bank, 2020"]),
    ("(ธนาคารแห่งประเทศไทย, พ.ศ. 2561)", ["ธนาคารแห่งประเทศไทย, 2561"]),
    ("(สมาคมรัฐศาสตร์, ม.ป.ป.)", ["สมาคมรัฐศาสตร์, ม.ป.ป."]),
    ("(UNESCO, n.d.)", ["UNESCO, n.d."]),
    ("(กรมสารนิเทศ, ๒๕๕๕)", ["กรมสารนิเทศ, 2555"]),
    ("(IAEA, 2020 )", ["IAEA, 2020"]),
    ("(6 ตุลาคม, 2519)", []),
    ("(NATO)", []),
    ("(May 3, 2011)", []),
]


@pytest.mark.parametrize(("text", "keys"), IN_BRACKETS)
def test_brackets(text: str, keys: list[str]) -> None:
    assert keys == [c.key for c in citations_in(text)]


def test_thai_year_is_kept_in_the_key_and_counted_in_the_common_era() -> None:
    found = citations_in("(ธนาคารแห่งประเทศไทย, 2561)")[0]

    assert ("ธนาคารแห่งประเทศไทย, 2561", 2018) == (found.key, found.year)


def test_citation_reaches_back_to_the_one_before() -> None:
    text = "ก่อนหน้า ก (Waltz, 1979) ต่อมา ข ค (Nye, 2004)"
    found = citations_in(text)

    assert [("paragraph", 0), ("run", found[0].end)] == [(c.scope, c.scope_start) for c in found]
    assert ["Waltz, 1979"] == citing(found, 0, 4)
    assert ["Nye, 2004"] == citing(found, text.index("ข"), text.index("ค"))


def test_citation_does_not_reach_back_over_the_paragraph_before() -> None:
    text = "ย่อหน้าแรก ข. ย่อหน้าที่สอง ค (Nye, 2004)"
    found = citations_in(text, breaks=[text.index("ย่อหน้าที่สอง")])

    assert [] == citing(found, 0, 4)
    assert ["Nye, 2004"] == citing(found, text.index("ค"), text.index("ค") + 1)


def test_footnote_and_its_anchor() -> None:
    number, note = note_in("4 Keohane, R. O., & Nye, J. S. (1977). Power and interdependence.") or ("", None)

    assert note is not None
    assert ("4", "Keohane & Nye, 1977") == (number, note.key)
    assert ["Keohane & Nye, 1977"] == [
        c.key for c in anchors_in("การพึ่งพากัน4 และ G7 กับ COVID19", {"4": note, "7": note})
    ]
    assert note_in("4 ประเทศลงนามในความตกลง") is None


@pytest.mark.parametrize("unit", ["(", "(A, ", "A, ", "Abc (20", "1 A", "Abc "])
def test_hostile_text_takes_linear_time(unit: str) -> None:
    text = unit * 10_000
    assert [] == [c for c in citations_in(text) if not c.key]
    note_in("1 " + text)
