"""Whether a ceiling was kept, by what documents and flows say."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from trachu.briefs.ceilings import ceiling_blocks, findings
from trachu.core.ceilings import verdict
from trachu.core.tables import CLAIMS, FLOWS, PARTIES
from trachu.core.writing import Grid, Sentence

from .desk import FakeDesk

YEAR, MONTH = (date(2024, 1, 1), date(2024, 12, 31)), (date(2024, 3, 1), date(2024, 3, 31))
MORE = "รัสเซียส่งน้ำมันให้เกาหลีเหนือมากกว่า 1 ล้านบาร์เรล"


def told(*said: tuple[str, tuple[date, date], str, str], flows: list[dict[str, Any]] | None = None) -> FakeDesk:
    """Make a desk with claims of Russia towards North Korea: text, span, stance, type."""
    claims = [
        {"claim": f"c{n}", "source": "s", "kind": "event", "type": kind, "stance": stance, "coder": "rules",
         "text": text, "earliest": span[0], "latest": span[1], "why": f"claim:{n}"}
        for n, (text, span, stance, kind) in enumerate(said)
    ]  # fmt: skip
    parties = [
        {"record": f"c{n}", "role": role, "actor": actor}
        for n in range(len(said))
        for role, actor in (("actor", "RUS"), ("recipient", "PRK"))
    ]
    return FakeDesk(claims=CLAIMS.of(claims), parties=PARTIES.of(parties), flows=FLOWS.of(flows or []))


def known(desk: FakeDesk, flow: str = "refined_petroleum") -> list[tuple[int | None, str, tuple[str, ...]]]:
    rows = [one for one in findings(desk, "RUS", "PRK") if one.limit.flow == flow]
    return [(one.year, verdict(one.bounds, one.limit.ceiling), one.whys) for one in rows]


@pytest.mark.parametrize(
    ("text", "span", "expected"),
    [
        (MORE, YEAR, "above"),
        (MORE, MONTH, "above"),
        ("ส่งน้ำมันสำเร็จรูป 165,000 บาร์เรลในเดือนเดียว", MONTH, "open"),
        ("ส่งน้ำมันสำเร็จรูป 165,000 บาร์เรลตลอดปี", YEAR, "within"),
    ],
)
def test_a_month_says_no_less_of_the_year(text: str, span: tuple[date, date], expected: str) -> None:
    assert [(2024, expected, ("claim:0",))] == known(told((text, span, "asserts", "COOPERATE")))


def test_what_is_denied_is_open() -> None:
    desk = told((MORE, YEAR, "asserts", "AID"), ("ปฏิเสธว่ามิได้ส่งน้ำมัน 1 ล้านบาร์เรล", YEAR, "denies", "AID"))

    assert [(2024, "open", ("claim:0", "claim:1"))] == known(desk)


@pytest.mark.parametrize(
    ("text", "stance", "kind"),
    [
        (MORE, "predicts", "AID"),
        (MORE, "asserts", "AGREE"),
        ("ให้ส่งน้ำมันสำเร็จรูปได้ไม่เกิน 500,000 บาร์เรลต่อปี", "asserts", "COOPERATE"),
        ("ส่งน้ำมันดิบมากกว่า 1 ล้านบาร์เรล", "asserts", "COOPERATE"),
        ("ส่งน้ำมัน", "asserts", "COOPERATE"),
    ],
)
def test_what_says_nothing_of_refined_petroleum_that_arrived(text: str, stance: str, kind: str) -> None:
    assert [(None, "no data", ())] == known(told((text, YEAR, stance, kind)))


def test_flows_are_amounts() -> None:
    row = {"actor": "CHN", "other": "PRK", "year": 2019, "type": "refined_petroleum", "value": 250_000.0}
    desk = told(flows=[{**row, "unit": "barrels", "why": "source:f"}])

    assert [(2019, "within")] == [(year, said) for year, said, _ in known(desk)]


def test_nobody_is_bound_towards_thailand() -> None:
    assert () == ceiling_blocks(told(), "RUS", "THA")


def test_the_blocks_say_it_in_both_languages() -> None:
    blocks = ceiling_blocks(told((MORE, YEAR, "asserts", "AID")), "RUS", "PRK")
    sentence, grid = blocks

    assert isinstance(sentence, Sentence) and isinstance(grid, Grid)
    assert "at least 1,000,000 barrels" in sentence.words.en and "above the ceiling" in sentence.words.en
    assert "อย่างน้อย 1,000,000 บาร์เรล" in sentence.words.th and "เกินเพดาน" in sentence.words.th
    assert ("claim:0",) == sentence.why
    assert ["no data", "above the ceiling", "no data"] == [row[-1].en for row in grid.rows]
