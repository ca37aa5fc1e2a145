"""Amounts in sentences: numbers in words, bounds, and what is allowed against what there was."""

from __future__ import annotations

import math

import pytest

from trachu.core.quantities import amounts


@pytest.mark.parametrize(
    ("text", "low", "high", "unit"),
    [
        ("ส่งมอบน้ำมันมากกว่า 1 ล้านบาร์เรลในปีนั้น", 1e6, math.inf, "barrels"),
        ("ส่งน้ำมันแล้วกว่าหนึ่งล้านบาร์เรล", 1e6, math.inf, "barrels"),
        ("ส่งน้ำมัน ๑๖๕,๐๐๐ บาร์เรล", 165_000, 165_000, "barrels"),
        ("ส่งแรงงานกว่า 10,000 คน", 10_000, math.inf, "people"),
        ("ครึ่งล้านบาร์เรล", 500_000, 500_000, "barrels"),
        ("It delivered over one million barrels of oil.", 1e6, math.inf, "barrels"),
        ("It delivered 1.5 million barrels.", 1.5e6, 1.5e6, "barrels"),
        ("fewer than 300 North Korean workers", 0, 300, "people"),
        ("at least 500 tonnes of coal", 500, math.inf, "tonnes"),
    ],
)
def test_an_amount_and_its_bounds(text: str, low: float, high: float, unit: str) -> None:
    assert [(low, high, unit, False)] == [(a.low, a.high, a.unit, a.limit) for a in amounts(text)]


@pytest.mark.parametrize(
    "text",
    [
        "ไม่เกิน 500,000 บาร์เรลต่อปี",
        "no more than 500,000 barrels a year",
        "a ceiling of 500,000 barrels",
        "เพดาน 500,000 บาร์เรล",
    ],
)
def test_what_is_allowed_is_no_amount_that_there_was(text: str) -> None:
    assert [(0.0, 500_000.0, True)] == [(a.low, a.high, a.limit) for a in amounts(text)]


@pytest.mark.parametrize("text", ["ใน ค.ศ. 2024", "oil costs 70 dollars a barrel", "สิบปีต่อมา", "24 เดือน"])
def test_a_number_of_something_else_is_none(text: str) -> None:
    assert [] == amounts(text)


def test_places_are_those_of_the_words() -> None:
    text = "รัสเซียส่งน้ำมัน 165,000 บาร์เรลในเดือนมีนาคม"
    (one,) = amounts(text)

    assert "165,000 บาร์เรล" == text[one.start : one.end]
