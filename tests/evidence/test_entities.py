"""Mentions: names, and what only looks like one."""

from __future__ import annotations

import pytest

from trachu.evidence.entities import mentions_in
from trachu.evidence.gazetteer import personal_forms


def named(*texts: str) -> list[list[str]]:
    return [[m.actor for m in found] for found in mentions_in(list(texts))]


@pytest.mark.parametrize(
    ("text", "actors"),
    [
        ("ลาวและไทย", ["LAO", "THA"]),
        ("ดอกไม้ลาวัลย์", []),
        ("สหรัฐฯ กับสหภาพโซเวียต", ["USA", "SUN"]),
        ("the US and the UN", ["USA", "IGO:UN"]),
        ("USAGE, UNDO", []),
        ("กระทรวงกลาโหมของอินเดีย", ["IND:MOD"]),
        ("Germany in 2020", ["DEU"]),
    ],
)
def test_names(text: str, actors: list[str]) -> None:
    assert [actors] == named(text)


def test_capital_stands_for_its_government_unless_it_is_a_place() -> None:
    assert [["FRA"]] == named("ปารีสประกาศมาตรการใหม่")
    assert [["LOC:Paris"]] == named("เอกอัครราชทูต ณ กรุงปารีส")


def test_single_name_needs_the_full_one_before_it() -> None:
    full = "รัฐมนตรี ทาโร อาโซะ (Taro Aso) กล่าว"

    assert [["PER:Taro Aso"] * 2, ["PER:Taro Aso"]] == named(full, "ต่อมา อาโซะ เดินทางกลับ")
    assert [[]] == named("ต่อมา อาโซะ เดินทางกลับ")


def test_latin_name_in_brackets_without_a_title_is_no_person() -> None:
    assert [[]] == named("แนวคิดเรื่องอำนาจ (Soft Power) เป็นที่นิยม")


def test_citation_is_no_mention() -> None:
    assert [[]] == [[m.actor for m in found] for found in mentions_in(["(China, 2020)"], [[(0, 13)]])]


def test_spelling_variants_keep_the_name_first() -> None:
    forms = personal_forms("วลาดีมีร์ ปูติน")

    assert "วลาดีมีร์ ปูติน" == forms[0]
    assert {"วลาดิมีร์ ปูติน", "วลาดีมีร์ปูติน", "วลาดีมีร ปูติน"} <= set(forms)
