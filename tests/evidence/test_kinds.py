"""Kinds of sentence that are easily coded wrong: Thai and English, dyads of many regions."""

from __future__ import annotations

import pytest

from trachu.evidence.events import events_in
from trachu.evidence.passage import Passage
from trachu.evidence.reading import read
from trachu.evidence.resolutions import resolutions_in


def told(*paragraphs: str) -> list[tuple[str, str, str]]:
    from trachu.evidence.scene import named_together

    found: list[tuple[str, str, str]] = []
    together: tuple[str, ...] = ()
    for number, text in enumerate(paragraphs):
        for reading in read([Passage.of(text, start=10_000 * number)]):
            events = events_in(reading, together)
            found += [(e.cue.code, "+".join(e.actors), "+".join(e.recipients)) for e in events]
            together = named_together(reading) or together
    return found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        # a thing between the verb and the receiver
        ("ญี่ปุ่นมอบเรือตรวจการณ์ให้แก่เวียดนามจำนวน 6 ลำ", [("AID", "JPN", "VNM")]),
        ("Japan handed over six patrol boats to Palau in 2020.", [("AID", "JPN", "PLW")]),
        ("อินเดียส่งสารแสดงความยินดีให้แก่เนปาล", [("SUPPORT", "IND", "NPL")]),
        # a verb that governs a noun of act
        ("The Israeli army lifted Friday a day-old blockade on Lebanon.", [("RETREAT", "ISR", "LBN")]),
        ("Canada suspended Tuesday its military aid for Haiti.", [("SANCTION", "CAN", "HTI")]),
        # what is denied, weighed or abstained from
        ("จีนไม่ได้ปฏิบัติตามข้อตกลงถอนกำลัง", []),
        ("จีนงดออกเสียงในการลงมติประณามรัสเซียของสหประชาชาติ", []),
        ("China abstained in a vote condemning Russia.", []),
        ("Peru was considering sending weapons to Chile.", []),
        # a warning of a deal concerns those who deal, a charge the one who acts
        ("สหรัฐฯ เตือนว่าการขายขีปนาวุธระหว่างจีนกับปากีสถานจะนำไปสู่มาตรการลงโทษ", [("THREATEN", "USA", "CHN+PAK")]),
        ("ทำเนียบขาวเปิดเผยว่าจีนกำลังพิจารณาส่งอาวุธให้แก่เมียนมา", [("ACCUSE", "USA", "CHN")]),
        # what an act brings about concerns others
        ("ตุรกีประณามสวีเดนทำให้ฮังการีลังเล", [("ACCUSE", "TUR", "SWE")]),
        # the object before the means is no subject
        ("กรีซได้ตอบแทนไซปรัสโดยการคัดค้านข้อเสนอของตุรกี", [("REJECT", "GRC", "TUR")]),
        # who suffers stays the subject
        ("เซอร์เบียประสบกับการคว่ำบาตรครั้งใหญ่จากสหภาพยุโรป", [("SANCTION", "IGO:EU", "SRB")]),
        # to cause is not to ask
        ("ความขัดแย้งกระตุ้นให้เกิดการแข่งขันด้านอาวุธในอินเดีย", []),
        # a noun's parties stand before the verb of its clause
        ("ความช่วยเหลือจากอินเดียจึงมีมูลค่ามหาศาล มีรายงานจากสื่อญี่ปุ่น", []),
        # two subjects behind one another
        ("Chad massed troops near the border with Niger, and Mali reinforced its garrison on Sunday.",
         [("MOBILIZE", "TCD", "NER")]),
        # somebody without a known name
        ("Rebels attacked a convoy in Chad on Sunday.", [("ASSAULT", "", "TCD")]),
        # to break a rule is not to accuse
        ("ลาวระบุว่าไทยได้ละเมิดข้อตกลง", [("ACCUSE", "LAO", "THA")]),
    ],
)  # fmt: skip
def test_kinds(text: str, found: list[tuple[str, str, str]]) -> None:
    assert found == told(text)


def test_both_sides_may_have_been_named_a_paragraph_before() -> None:
    assert [("SUPPORT", "ARM+AZE", "")] == told(
        "ความสัมพันธ์ของอาร์เมเนียและอาเซอร์ไบจานมีประวัติยาวนาน", "ทั้งสองประเทศได้ลงนามสนธิสัญญาในปี 2025"
    )


def test_a_resolution_is_known_by_its_number_where_it_is_adopted() -> None:
    def codes(text: str) -> list[tuple[str, tuple[str, ...], str | None]]:
        reading = read([Passage.of(text)])[0]
        return [(e.cue.code, e.recipients, e.date) for e in resolutions_in(reading)]

    assert [("SANCTION", ("PRK",), "2016")] == codes("สหประชาชาติได้ออกมติ 2270 ในปี 2016")
    assert [("SANCTION", ("PRK",), "2017")] == codes("The Council adopted Resolution 2397 in 2017.")
    assert [] == codes("การกระทำนี้ละเมิดมติ 2270 และตามมติ 1718")
    assert [] == codes("มีมติ 9999 ที่ไม่มีผู้ใดรู้จัก")
