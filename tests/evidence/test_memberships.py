"""Memberships: who is in, who is not, how many."""

from __future__ import annotations

import pytest

from trachu.evidence.memberships import ties_in
from trachu.evidence.passage import Passage
from trachu.evidence.reading import read

Fact = tuple[str, str | None, str, float | None]


def facts(text: str) -> set[Fact]:
    return {(t.forum, t.actor, t.relation, t.value) for r in read([Passage.of(text)]) for t in ties_in(r)}


FACTS: list[tuple[str, Fact]] = [
    ("ญี่ปุ่นเป็นสมาชิกของ OECD", ("IGO:OECD", "JPN", "member", None)),
    ("ลาวไม่ได้เป็นสมาชิกของ OECD", ("IGO:OECD", "LAO", "non_member", None)),
    ("OECD มีประเทศสมาชิก 38 ประเทศ", ("IGO:OECD", None, "member_count", 38)),
    ("อินเดียเข้าร่วมใน G20", ("FORUM:G20", "IND", "participant", None)),
    ("APEC จัดขึ้นที่กรุงเทพ ประเทศไทย", ("FORUM:APEC", "THA", "host", None)),
    ("ไทยเป็นประเทศหุ้นส่วนของ BRICS", ("FORUM:BRICS", "THA", "partner", None)),
    ("Thailand became a partner country of BRICS.", ("FORUM:BRICS", "THA", "partner", None)),
    ("Japan is a member of the OECD.", ("IGO:OECD", "JPN", "member", None)),
    ("Laos is not a member of the OECD.", ("IGO:OECD", "LAO", "non_member", None)),
    ("The OECD has 38 member countries.", ("IGO:OECD", None, "member_count", 38)),
]


@pytest.mark.parametrize(("text", "fact"), FACTS)
def test_fact(text: str, fact: Fact) -> None:
    assert {fact} == facts(text)


def test_list_says_who_is_in_and_in_thai_whether_thailand_is_not() -> None:
    found = [t for r in read([Passage.of("Quad ประกอบด้วย สหรัฐฯ ญี่ปุ่น อินเดีย และออสเตรเลีย")]) for t in ties_in(r)]

    assert {"USA", "JPN", "IND", "AUS"} == {t.actor for t in found if t.relation == "member"}
    assert [("THA", False)] == [(t.actor, t.explicit) for t in found if t.relation == "not_listed"]


def test_who_is_no_member_does_not_negate_the_list_before() -> None:
    found = facts("OECD มีสมาชิก ได้แก่ ชิลี เม็กซิโก และโคลอมเบีย ลาวไม่ได้เป็นสมาชิก")

    assert {("LAO", "non_member")} == {(actor, relation) for _, actor, relation, _ in found if relation == "non_member"}
    assert {"CHL", "MEX", "COL"} == {actor for _, actor, relation, _ in found if relation == "member"}


def test_counts_belong_to_the_nearest_forum() -> None:
    found = facts("OECD มีสมาชิก 38 ประเทศ และสมาชิก 10 ประเทศของอาเซียนเข้าร่วมประชุม")

    assert {("IGO:OECD", 38), ("IGO:ASEAN", 10)} == {
        (f, v) for f, _, relation, v in found if relation == "member_count"
    }


def test_number_of_something_else_is_no_count() -> None:
    assert set() == facts("OECD ตีพิมพ์รายงาน 38 ฉบับ")
