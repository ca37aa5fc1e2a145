"""A brief for the tests of its forms: every kind of block, hostile words, notes and references in two languages."""

from __future__ import annotations

from typing import Any

from trachu.briefs.render.picture import png
from trachu.briefs.render.setting import Setting
from trachu.core.references import entry
from trachu.core.words import Words
from trachu.core.writing import Apparatus, Brief, Figure, Grid, Note, Origin, Quote, Section, Sentence
from trachu.ontology.reference import inline

HOSTILE = '#read("/etc/passwd") *ดาว* $x$ @ref <l> \\ // <script>alert(1)</script> & {b} ]]> "q"'
THAI = (
    "@book{th, author={ชื่อหนึ่ง สกุลหนึ่ง and ชื่อสอง สกุลสอง}, title={อำนาจกับน้ำ}, publisher={สำนักพิมพ์ตัวอย่าง}, "
    "year={2561}, language={th}}"
)
ENGLISH = (
    "@article{en, author={Singer, J. David}, title={Power}, journal={Survival}, volume=46, number=2, "
    "pages={89--107}, year=1987}"
)
PNG = png('<svg xmlns="http://www.w3.org/2000/svg" width="300" height="100"><rect width="300" height="100"/></svg>')
PICTURES = {"shares": PNG}


def spec(lang: str) -> dict[str, Any]:
    return {"mark": "bar", "data": {"values": []}, "title": {"text": lang}}


def sentence(words: str, *why: str) -> Sentence:
    return Sentence(Words(en=words, th=words), why)


def brief() -> Brief:
    grid = Grid(
        Words(en="Table of shares", th="ตารางสัดส่วน"),
        (Words(en="State", th="รัฐ"), Words(en="Share", th="สัดส่วน")),
        tuple((Words(en=f"State {n}", th=f"รัฐที่ {n}"), Words(en=f"{n}%", th=f"ร้อยละ {n}")) for n in range(1, 13)),
        ("step:b",),
    )
    figure = Figure("shares", Words(en="Shares", th="สัดส่วนกำลัง"), spec, ("step:b",))
    facts = Section(
        Words(en="What is known", th="สิ่งที่ทราบ"),
        (
            sentence("ขั้วอำนาจทั้งหมดตั้งอยู่บนกำลังและน้ำใจของผู้นำ", "step:b"), grid, sentence("อีกครั้งหนึ่ง", "step:a"), figure,
            Quote(f"ระบบหลายขั้ว {HOSTILE}", "claim:c", Words(en="Somebody", th="ผู้หนึ่ง")),
        ),
    )  # fmt: skip
    advice = Section(Words(en="What follows", th="ทางเลือก"), (sentence("ควรเข้าร่วมเวที", "step:a"),), advice=True)
    return Brief(
        name="sample",
        title=Words(en="Is the world multipolar?", th="โลกมีหลายขั้วหรือไม่ ดุลอำนาจใน พ.ศ. 2567"),
        findings=(sentence("ข้อค้นพบแรก พ.ศ. 2567", "step:a"), sentence(HOSTILE, "step:b")),
        sections=(facts, advice),
        method=(Words(en="By counting.", th="ด้วยการนับ"),),
    )


def apparatus() -> Apparatus:
    where = Words(en="(Somebody, 2020)", th="(ผู้หนึ่ง, 2563)")
    origin = Origin("document", where, "source:1", 3, f"ถ้อยคำ {HOSTILE}", "2024-06-19", "0123456789abcdef")
    whys = (("step:a",), ("step:b",), ("claim:c",))
    notes = tuple(Note(number, why, (), (origin,)) for number, why in enumerate(whys, start=1))
    return Apparatus(notes, (entry(inline(ENGLISH)), entry(inline(THAI))))


def setting(**how: Any) -> Setting:
    return Setting(**{"date": "2026-11-20", **how})
