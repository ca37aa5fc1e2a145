"""Statements: speaker, stance, and what a denial disputes."""

from __future__ import annotations

import pytest

from trachu.evidence.claims import disputes, said, statements_in
from trachu.evidence.passage import Passage
from trachu.evidence.reading import read

STATEMENTS = [
    ("รัฐบาลอินเดียกล่าวว่าพรมแดนสงบ", ("asserts", "IND")),
    ("มีรายงานว่าอินเดียเสริมกำลัง", ("reports", None)),
    ("มีรายงานจากเนปาลว่าอินเดียเสริมกำลัง", ("reports", "NPL")),
    ("อินเดียและเนปาลปฏิเสธข่าวลือเรื่องพรมแดน", ("denies", "IND+NPL")),
    ("เนปาลเตือนว่าข้อพิพาทอาจบานปลาย", ("predicts", "NPL")),
    ("ข้อพิพาทนี้มีแนวโน้มจะยืดเยื้อ", ("predicts", "author")),
    ("ผู้เขียนเห็นว่าพรมแดนสงบ", ("asserts", "author")),
    ("ผู้แทนเนปาลประจำสหประชาชาติแถลงว่าพรมแดนสงบ", ("asserts", "NPL")),
    ("ภาพถ่ายดาวเทียมแสดงให้เห็นว่าพรมแดนสงบ", ("reports", None)),
    ("The authors argue that the border is calm.", ("asserts", "author")),
    ("There were reports that the border was calm.", ("reports", None)),
    ("India said that the border was calm.", ("asserts", "IND")),
    ("India denied that it had moved troops.", ("denies", "IND")),
    ("The dispute is likely to last for years.", ("predicts", "author")),
]


@pytest.mark.parametrize(("text", "statement"), STATEMENTS)
def test_statement(text: str, statement: tuple[str, str | None]) -> None:
    found = statements_in(read([Passage.of(text)])[0])

    assert [statement] == [(s.stance, s.speaker) for s in found]


@pytest.mark.parametrize(
    "text",
    [
        "ASEAN has ten member states.",
        "เนปาลยืนยันมากกว่าสามครั้ง",
        "The member states that border Nepal met.",
        "รัฐมนตรีว่าการกระทรวงการคลัง",
        "The annual report shows growth.",
    ],
)
def test_noun_is_no_statement(text: str) -> None:
    assert [] == statements_in(read([Passage.of(text)])[0])


def test_denial_disputes_what_was_said_of_it_and_nothing_else() -> None:
    text = (
        "เนปาลกล่าวว่าอินเดียส่งรถถังข้ามพรมแดนในเวลากลางคืน ต่อมา จีนกล่าวว่าราคาข้าวสูงขึ้นมาก "
        "อย่างไรก็ตาม อินเดียปฏิเสธว่าไม่ได้ส่งรถถังข้ามพรมแดนของเนปาล"
    )
    reading = read([Passage.of(text)])[0]
    told = [said(f"c{n}", reading, s) for n, s in enumerate(statements_in(reading))]

    assert ["asserts", "asserts", "denies"] == [one.statement.stance for one in told]
    assert {"c2": ["c0"]} == disputes(told)
