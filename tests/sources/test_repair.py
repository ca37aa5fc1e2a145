"""Repair: every class of damage, nothing done to what is whole, and a raw place for every character."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from trachu.core.text import Mapped
from trachu.sources.pages import lay_out
from trachu.sources.repair import digits, lines, marks, repair, repair_text, repair_texts
from trachu.sources.repair.lattice import Licence, mend
from trachu.sources.repair.lexicon import trie


def mended(text: str) -> str:
    return repair_text(Mapped.of(text)).text


@pytest.mark.parametrize(
    ("broken", "whole"),
    [
        ("ความม่ันคงเพ่ือการพ่ึงพา", "ความมั่นคงเพื่อการพึ่งพา"),
        ("กำเน ิดข ึ ้นเพื ่อป ้องกันร ่วม", "กำเนิดขึ้นเพื่อป้องกันร่วม"),
        ("มีความส าคัญต่อการด าเนินงาน", "มีความสำคัญต่อการดำเนินงาน"),
        ("ย้ าว่าผู้น า", "ย้ำว่าผู้นำ"),
        ("อํานาจของผู้นํา", "อำนาจของผู้นำ"),
        ("ความสาํคญั".replace("คญั", "คัญ"), "ความสำคัญ"),
        ("อํ านาจ", "อำนาจ"),
        ("นำ้มัน", "น้ำมัน"),
        ("เเละเเผ่นดิน", "และแผ่นดิน"),
        ("เ ช่น เ ดียว", "เช่น เดียว"),
        ("ว่่าด้วย", "ว่าด้วย"),
        ("ในเกาหลีใต3้0 และ", "ในเกาหลีใต้30 และ"),
        ("ท ฤ ษ ฎี ของ", "ทฤษฎี ของ"),
        ("มี ส า ร ะ ส า คั ญ คื อ", "มี สาระสำคัญคือ"),
        ("ดูรายละเอี ยดเพิ่มเติม", "ดูรายละเอียดเพิ่มเติม"),
        ("Initiative. ( 2 0 2 3 ) . The", "Initiative. (2023 ) . The"),
        ("\uf0b7 มองโลก", "• มองโลก"),
        ("ท\uf70aี\u200bนี\uf70b", "ที่นี้"),
    ],
)  # fmt: skip
def test_damage_is_mended(broken: str, whole: str) -> None:
    assert mended(broken) == whole


@pytest.mark.parametrize(
    "text",
    [
        "The G7, N.A.T.O. and BRICS+ (2 0 2) met; see p. 5 & §4, 3±1 °C, m².",
        "กลุ่ม AI และ NIS ในปี ค.ศ. 2024 ข้อ i และแผน B ของ พ.อ. ก",
        "มัสกัต สกิล วลาดิเมียร์ ปูติน คิม จอง อึน เสนาเตีย บันห์",
        "ห้อง 3\n\nห้อง 4\n12\nห้อง 5",
        "ตาราง\n1\n2\n3\n4\n5\n6\n7\n8",
        "ผู้ นำทาง และ อยู่ ใน",
        "ราคา ¥500 และ §12",
    ],
)
def test_what_is_whole_stays(text: str) -> None:
    assert mended(text) == text


CIPHERED = (
    "ทีEประเทศเหล่านี iมีความมัEนคงเพืEอการพฒันาอยา่งยัEงยืน ซึEงความสมัพนัธ์ระหวา่งรัสเซียกบัยเูครน "
    "ครั iงนี iทําให้ทั iงสองฝ่ายต้องตดัสินใจเกีEยวกบัสถานการณ์ทีEเกิดขึ iน และปติูนกลา่ววา่จะไมย่อมรับการตอ่ต้าน "
    "ทัEวโลกตา่งจบัตามองการเปลีEยนแปลงทีEสําคญันี i โดยเฉพาะในยโุรปตะวนัตก "
)


def test_a_cipher_and_slipped_marks_are_learnt_from_the_document() -> None:
    whole = repair_text(Mapped.of(CIPHERED * 3))

    assert whole.text.startswith(
        "ที่ประเทศเหล่านี้มีความมั่นคงเพื่อการพัฒนาอย่างยั่งยืน ซึ่งความสัมพันธ์ระหว่างรัสเซียกับยูเครน "
        "ครั้งนี้ทำให้ทั้งสองฝ่ายต้องตัดสินใจเกี่ยวกับสถานการณ์ที่เกิดขึ้น และปูตินกล่าวว่าจะไม่ยอมรับการต่อต้าน "
        "ทั่วโลกต่างจับตามองการเปลี่ยนแปลงที่สำคัญนี้ โดยเฉพาะในยุโรปตะวันตก"
    )


def test_damage_is_learnt_over_all_pages() -> None:
    first = Mapped.of(CIPHERED * 3)
    second = repair_texts([first, Mapped.of("ทีEนี iมีสนัติภาพ", len(first))])[1]

    assert second.text == "ที่นี้มีสันติภาพ"
    assert second.raw[0] == len(first)


def test_slips_are_not_supposed_in_a_document_that_has_none() -> None:
    assert mend(Mapped.of("มัสกัต"), Licence(), trie()).text == "มัสกัต"


def test_silently_lost_sara_am_comes_back() -> None:
    text = "ความสาคัญของอานาจและการดาเนินงานของผู้นาในทาเนียบ ซึ่งจาเป็นต้องคานึงถึงคาสั่งและข้อจากัด " * 25

    assert mended(text).startswith("ความสำคัญของอำนาจและการดำเนินงานของผู้นำในทำเนียบ ซึ่งจำเป็นต้องคำนึงถึงคำสั่งและข้อจำกัด")


def test_digits_are_never_guessed() -> None:
    assert digits.learn(["ในปี ¥¦¥± และ ¥¦¥¥"]) == {}
    assert digits.learn(["±5 และ m² กับ §4"]) == {}


LINES = (
    "ประเทศไทยให้ความสำคัญกับความร่วมมือระหว่างประเทศในด้านวิทยาศาสตร์และเทคโนโลยีและ\n"
    "นวัตกรรมเพื่อรองรับการแข่งขันของมหาอำนาจในภูมิภาคอินโดแปซิฟิกและเพื่อรักษาสมดุล\n"
    "ของโลกหลายขั้วอำนาจที่กำลังเปลี่ยนแปลงอย่างรวดเร็วจนหลายฝ่ายต้องทบทวนยุทธศาสต\n"
    "ร์ของตน\n"
    "รัฐบาลจึงกำหนดแนวนโยบายที่เปิดกว้างและยืดหยุ่นต่อทุกฝ่ายโดยไม่เลือกข้างใดข้างหนึ่ง \n"
    "ตามหลักการทูตแบบไผ่ลู่ลมซึ่งเป็นแนวทางดั้งเดิมของการต่างประเทศไทยมาเป็นเวลานาน\n"
    "26\n"
    "และยังเป็นแนวทางที่นักวิชาการจำนวนมากเห็นว่าเหมาะสมกับสถานการณ์โลกในปัจจุบัน\n"
    "• ข้อเสนอ\n"
)


def test_lines_are_joined_and_paragraphs_stay() -> None:
    paragraphs = mended(LINES).split("\n")

    assert [p[:12] for p in paragraphs] == ["ประเทศไทยให้", "รัฐบาลจึงกำห", "• ข้อเสนอ"]
    assert "เทคโนโลยีและนวัตกรรม" in paragraphs[0]
    assert paragraphs[0].endswith("ยุทธศาสตร์ของตน")
    assert "ข้างใดข้างหนึ่ง ตามหลัก" in paragraphs[1]
    assert "เวลานานและยัง" in paragraphs[1]


def test_blank_lines_between_all_lines_are_no_paragraphs() -> None:
    assert mended(LINES.replace("\n", "\n\n")).count("\n") == mended(LINES).count("\n")


def test_unwrapped_text_keeps_its_newlines() -> None:
    text = "ย่อหน้าแรก\nย่อหน้าที่สองยาวกว่าเล็กน้อย\n\nสาม\n" * 4

    assert mended(text) == text


def test_english_lines_are_joined_with_a_blank() -> None:
    line = "The two powers signed a treaty that promised help in case of war and closer trade\n"

    assert mended(line * 7) == " ".join([line.strip()] * 7)


def test_columns_of_the_table_stay() -> None:
    pages = lay_out([Mapped.of("ส าคัญ"), Mapped.of("x", 6)]).with_columns(pl.lit("s").alias("source"))

    found = repair(pages)

    assert found.columns == pages.columns
    assert found.schema == pages.schema
    assert found["text"].to_list() == ["สำคัญ", "x"]


THAI_LIKE = st.text(st.sampled_from("กขคนมรอส่้์ัิีุูเแาำะํ Ei&.\n\u200b\uf70a12ab"), max_size=120)


@settings(deadline=None)
@given(THAI_LIKE, st.integers(0, 5))
def test_every_character_keeps_its_place(text: str, start: int) -> None:
    found = repair_text(Mapped.of(text, start))

    made = set("ำแ" + "•" + "".join(chr(c) for c in range(0xE00, 0xE80)))
    for character, index in zip(found.text, found.raw, strict=True):
        assert start <= index < start + len(text)
        assert character == text[index - start] or character in made or character == " "


@settings(deadline=None)
@given(THAI_LIKE)
def test_safe_rewrites_settle(text: str) -> None:
    once = marks.safe(marks.safe(marks.safe(Mapped.of(text))))

    assert marks.safe(once).text == once.text


@settings(deadline=None)
@given(st.text(st.characters(codec="utf-8", max_codepoint=0x24F, exclude_categories=["Cc"]), max_size=80))
def test_text_without_thai_is_untouched(text: str) -> None:
    import unicodedata

    assert "".join(mended(text).split()) == "".join(unicodedata.normalize("NFC", text).split())


def test_lines_of_a_table_of_numbers_are_no_page_numbers() -> None:
    rows = lines.lines("ข้อความ\n1\n2\n3\n")

    assert lines._without_numbers("ข้อความ\n1\n2\n3\n", rows) == rows


def test_the_dictionary_needs_no_network_and_makes_no_folder(tmp_path: Path) -> None:
    code = (
        "import socket\n"
        "def refuse(*a, **k): raise RuntimeError('network')\n"
        "socket.socket.connect = refuse\n"
        "from trachu.sources.repair.lexicon import trie\n"
        "trie()\n"
    )
    subprocess.run([sys.executable, "-c", code], check=True, env={"HOME": str(tmp_path), "PATH": ""}, cwd=tmp_path)

    assert list(tmp_path.iterdir()) == []
