"""Who speaks, and for what: names beside the verb, papers, quotations, denials, citations over paragraphs."""

from __future__ import annotations

import pytest

from trachu.evidence.claims import statements_in
from trachu.evidence.passage import Passage
from trachu.evidence.reading import read


def said(text: str) -> list[tuple[str, str | None]]:
    return [(s.stance, s.speaker) for reading in read([Passage.of(text)]) for s in statements_in(reading)]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("ตามคำกล่าวของรัฐมนตรีต่างประเทศอินเดีย จีนละเมิดข้อตกลงชายแดนก่อน", [("asserts", "IND")]),
        ("จีนสร้างถนนเลียบพรมแดนตามที่กระทรวงการต่างประเทศของอินเดียระบุ", [("reports", "IND:MFA")]),
        ("Waltz (1979) อธิบายว่าโครงสร้างกำหนดพฤติกรรมของรัฐ", [("asserts", "PER:Waltz")]),
        ("งานของ Mearsheimer (2014) เสนอว่าการขยายตัวของนาโตเป็นสาเหตุของวิกฤต", [("asserts", "PER:Mearsheimer")]),
        ("“เราจะไม่ยอมรับการแทรกแซงจากภายนอก” ประธานาธิบดีเซอร์เบีย กล่าวในการแถลงข่าว", [("asserts", "SRB")]),
        ("According to NATO, Russia had massed troops.", [("reports", "IGO:NATO")]),
        ("รัสเซียส่งน้ำมันให้ลาว ภาพถ่ายดาวเทียมแสดงให้เห็นว่าเรือออกจากท่าทุกวัน", [("reports", None)]),
        ("ภายหลังการกระทำของรัสเซีย ทางการลาวแสดงความชื่นชม โดยระบุว่ามิตรภาพนี้มั่นคง", [("asserts", "LAO")]),
    ],
)
def test_speakers(text: str, found: list[tuple[str, str | None]]) -> None:
    assert found == said(text)


def test_a_denial_disputes_nobody_of_its_own_side() -> None:
    from trachu.evidence.claims import disputes
    from trachu.evidence.claims import said as prepared

    text = (
        "หน่วยข่าวกรองของตุรกีรายงานว่ากรีซส่งอาวุธให้ไซปรัส ประธานาธิบดีกรีซกล่าวว่ามิตรภาพกับไซปรัสมั่นคง ขณะที่กรีซปฏิเสธข่าวลือเรื่องการส่งอาวุธ"
    )
    reading = read([Passage.of(text)])[0]
    told = [prepared(str(n), reading, s) for n, s in enumerate(statements_in(reading))]
    denial = next(one for one in told if one.statement.stance == "denies")
    disputed = {one.claim: one.statement.speaker for one in told}

    assert ["TUR"] == sorted({str(disputed[c]).partition(":")[0] for c in disputes(told)[denial.claim]})


def test_a_paragraph_that_only_goes_on_lends_its_citation() -> None:
    paragraphs = ["รัฐบาลกรีซเตือนว่าตุรกีละเมิดน่านฟ้า", "นอกจากนี้ อิตาลีกล่าวว่าสถานการณ์ตึงเครียด (Rossi, 2020)"]
    starts = [0, len(paragraphs[0]) + 1]
    readings = read([Passage.of(text, start=start) for text, start in zip(paragraphs, starts, strict=True)])

    assert [["Rossi, 2020"], ["Rossi, 2020"]] == [r.cited(0, 10) for r in readings]


def test_a_paragraph_of_its_own_lends_nothing() -> None:
    paragraphs = ["รัฐบาลกรีซเตือนว่าตุรกีละเมิดน่านฟ้า", "เศรษฐกิจอิตาลีขยายตัว (Rossi, 2020)"]
    starts = [0, len(paragraphs[0]) + 1]
    readings = read([Passage.of(text, start=start) for text, start in zip(paragraphs, starts, strict=True)])

    assert [[], ["Rossi, 2020"]] == [r.cited(0, 10) for r in readings]
