"""DOCX: Thai attributes, real footnotes, fields, repeated heads, alternative text, and the same bytes twice."""

from __future__ import annotations

import re
import shutil
import subprocess
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import pytest
from lxml import etree

from trachu.briefs.render.layouts import lay_out
from trachu.briefs.render.word import docx

from .papers import HOSTILE, PICTURES, apparatus, brief, setting

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
CASES = [("policy", "th"), ("memo", "th"), ("thesis", "th"), ("policy", "en"), ("memo", "en"), ("thesis", "en")]


def written(**how: object) -> bytes:
    return docx(lay_out(brief(), apparatus(), setting(**how)), PICTURES)


def part(data: bytes, name: str) -> etree._Element:
    return etree.fromstring(ZipFile(BytesIO(data)).read(name))


def texts(root: etree._Element) -> str:
    return "".join(t.text or "" for t in root.iter(f"{W}t"))


@pytest.mark.parametrize(("layout", "lang"), CASES)
def test_every_layout_says_everything(layout: str, lang: str) -> None:
    data = written(layout=layout, lang=lang)
    said = texts(part(data, "word/document.xml"))

    for words in ("ข้อค้นพบแรก", "ระบบหลายขั้ว", HOSTILE, "ควรเข้าร่วมเวที"):
        assert words in said.replace("\u00a0", " ")
    for name in ZipFile(BytesIO(data)).namelist():
        if name.endswith((".xml", ".rels")):
            etree.fromstring(ZipFile(BytesIO(data)).read(name))


def test_the_same_brief_gives_the_same_bytes() -> None:
    assert written() == written()
    assert written() != written(date="2026-11-21")
    assert {info.date_time for info in ZipFile(BytesIO(written())).infolist()} == {(2026, 11, 20, 0, 0, 0)}


def test_dates_are_those_asked_for_or_none() -> None:
    told = ZipFile(BytesIO(written())).read("docProps/core.xml").decode()
    untold = ZipFile(BytesIO(written(date=None))).read("docProps/core.xml").decode()

    assert ["2026-11-20T00:00:00Z"] * 2 == re.findall(r">([\d-]+T[\d:]+Z)<", told)
    assert [] == re.findall(r"\d{4}-\d{2}-\d{2}T", untold)


def test_thai_is_set_as_a_complex_script() -> None:
    styles = part(written(), "word/styles.xml")
    defaults = styles.find(f"{W}docDefaults/{W}rPrDefault/{W}rPr")
    assert defaults is not None
    fonts, language = defaults.find(f"{W}rFonts"), defaults.find(f"{W}lang")
    assert fonts is not None and language is not None

    assert {"TH Sarabun New"} == {fonts.get(f"{W}{name}") for name in ("ascii", "hAnsi", "cs", "eastAsia")}
    assert "th-TH" == language.get(f"{W}bidi")
    for properties in styles.iter(f"{W}rPr"):
        for latin, thai in (("sz", "szCs"), ("b", "bCs")):
            one, other = properties.find(f"{W}{latin}"), properties.find(f"{W}{thai}")
            assert (one is None) == (other is None) or properties.getparent().get(f"{W}type") == "table"
    body = next(s for s in styles.iter(f"{W}style") if s.get(f"{W}styleId") == "BodyText")
    assert "thaiDistribute" == body.find(f"{W}pPr/{W}jc").get(f"{W}val")


def test_the_size_of_another_font_fits_its_faces() -> None:
    defaults = part(written(font="Sarabun"), "word/styles.xml").find(f"{W}docDefaults/{W}rPrDefault/{W}rPr")

    assert "22" == defaults.find(f"{W}szCs").get(f"{W}val")


def test_footnotes_are_footnotes() -> None:
    data = written()
    notes = part(data, "word/footnotes.xml")
    body = part(data, "word/document.xml")
    ids = [note.get(f"{W}id") for note in notes]
    used = [mark.get(f"{W}id") for mark in body.iter(f"{W}footnoteReference")]

    assert ["-1", "0", "1", "2", "3"] == ids
    assert ["1", "2", "3"] == used
    assert "น. 3" in texts(notes) and "สืบค้นเมื่อ 19 มิถุนายน 2567" in texts(notes).replace("\u00a0", " ")
    assert "sha256:0123456789abcdef" in texts(notes) and "trachu why claim:c" in texts(notes)
    relations = ZipFile(BytesIO(data)).read("word/_rels/document.xml.rels").decode()
    assert "/footnotes" in relations and "footnotes.xml" in ZipFile(BytesIO(data)).read("[Content_Types].xml").decode()


def test_a_note_used_again_points_to_its_first_mark() -> None:
    body = part(written(), "word/document.xml")
    codes = [code.text or "" for code in body.iter(f"{W}instrText")]
    marks = {start.get(f"{W}name") for start in body.iter(f"{W}bookmarkStart")}
    again = [code.split()[1] for code in codes if "NOTEREF" in code]

    assert ["_RefNote2", "_RefNote2", "_RefNote1", "_RefNote2", "_RefNote1"] == again
    assert set(again) <= marks


def test_notes_of_a_memo_are_numbered_as_they_appear() -> None:
    sheet = lay_out(brief(), apparatus(), setting(layout="memo"))

    assert ["step:b", "step:a", "claim:c"] == [lines[-1].removeprefix("trachu why ") for lines in sheet.notes]


def test_captions_and_contents_are_fields() -> None:
    codes = [c.text or "" for c in part(written(layout="thesis", chapter=4), "word/document.xml").iter(f"{W}instrText")]

    assert {"SEQ Table", "SEQ Figure"} == {" ".join(c.split()[:2]) for c in codes if "SEQ" in c}
    assert 3 == len([c for c in codes if c.strip().startswith("TOC")])
    assert "ตารางที่ 4." in texts(part(written(layout="thesis", chapter=4), "word/document.xml"))


def test_heads_come_again_and_charts_have_words() -> None:
    body = part(written(), "word/document.xml")
    described = [e.get("descr") for e in body.iter() if e.tag.endswith("}docPr")]

    assert 1 == len(list(body.iter(f"{W}tblHeader")))
    assert ["แผนภูมิ: สัดส่วนกำลัง"] == described


def test_a_memo_has_its_parts_in_order_and_thai_digits() -> None:
    data = written(layout="memo", digits="thai", office="กรมตัวอย่าง", addressee="อธิบดี")
    said = texts(part(data, "word/document.xml")).replace("\u00a0", " ")
    order = ["บันทึกข้อความ", "ส่วนราชการ", "วันที่", "เรื่อง", "เรียน", "๑. ความเป็นมา", "๒. ข้อเท็จจริง",
             "๓. ข้อพิจารณา", "๔. ข้อเสนอแนะ", "๔.๑ ทางเลือก", "จึงเรียนมาเพื่อโปรดพิจารณา"]  # fmt: skip
    found = [said.index(words) for words in order]

    assert sorted(found) == found
    assert "กรมตัวอย่าง" in said and "๒๐ พฤศจิกายน ๒๕๖๙" in said and "พ.ศ. ๒๕๖๗" in said
    section = part(data, "word/document.xml").find(f"{W}body/{W}sectPr/{W}pgMar")
    assert ("1701", "1134") == (section.get(f"{W}left"), section.get(f"{W}right"))


def test_thai_works_come_first_in_a_thai_list_and_titles_lean() -> None:
    body = part(written(layout="thesis"), "word/document.xml")
    lines = [p for p in body.iter(f"{W}p") if p.find(f"{W}pPr/{W}pStyle[@{W}val='Bibliography']") is not None]
    leaning = [texts(r) for p in lines for r in p.iter(f"{W}r") if r.find(f"{W}rPr/{W}iCs") is not None]

    assert ["ชื่อหนึ่ง สกุลหนึ่ง และชื่อสอง สกุลสอง. (2561). อำนาจกับน้ำ. สำนักพิมพ์ตัวอย่าง.",
            "Singer, J. D. (1987). Power. Survival, 46(2), 89–107."] == [texts(p) for p in lines]  # fmt: skip
    assert ["อำนาจกับน้ำ", "Survival", "46"] == leaning


def test_no_recommendation_is_made_up() -> None:
    from dataclasses import replace

    bare = replace(brief(), sections=brief().sections[:1])
    said = texts(part(docx(lay_out(bare, apparatus(), setting(layout="memo")), PICTURES), "word/document.xml"))

    assert "ผู้รับผิดชอบเรื่องเป็นผู้เขียนข้อเสนอแนะ" in said


@pytest.mark.slow
@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")
@pytest.mark.parametrize("layout", ["policy", "memo", "thesis"])
def test_libreoffice_opens_it(layout: str, tmp_path: Path) -> None:
    import pypdfium2

    path = tmp_path / "brief.docx"
    path.write_bytes(written(layout=layout))
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    command = ["soffice", profile, "--headless", "--convert-to", "pdf", "--outdir", str(tmp_path), str(path)]
    subprocess.run(command, capture_output=True, check=True)
    pages = list(pypdfium2.PdfDocument(tmp_path / "brief.pdf"))
    said = "".join(page.get_textpage().get_text_range() for page in pages)

    assert "#read" in said and "trachu why claim:c" in said
