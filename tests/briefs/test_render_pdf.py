"""PDF: tagged, searchable Thai, nothing read or run, the same bytes twice."""

from __future__ import annotations

import re
import shutil
import subprocess
from io import BytesIO
from pathlib import Path

import pypdfium2
import pytest
from pypdf import PdfReader

from trachu.briefs.render import sheet as sh
from trachu.briefs.render.layouts import lay_out
from trachu.briefs.render.paged import pdf
from trachu.briefs.render.thai import whole_am

from .papers import HOSTILE, PICTURES, apparatus, brief, setting

WORDS = ("ขั้วอำนาจทั้งหมดตั้งอยู่บนกำลังและน้ำใจของผู้นำ", "อำนาจ", "กำลัง", "ทั้งหมด", "น้ำ", "ผู้นำ")


def written(root: Path, **how: object) -> bytes:
    return pdf(lay_out(brief(), apparatus(), setting(**how)), PICTURES, str(root))


def said(data: bytes) -> str:
    return "".join(page.get_textpage().get_text_range() for page in pypdfium2.PdfDocument(data))


def flat(text: str) -> str:
    return re.sub(r"\s+", "", text)


@pytest.mark.parametrize("lang", ["th", "en"])
@pytest.mark.parametrize("layout", ["policy", "memo", "thesis"])
def test_thai_can_be_searched_in_every_layout(layout: str, lang: str, tmp_path: Path) -> None:
    found = flat(said(written(tmp_path, layout=layout, lang=lang)))

    assert [] == [word for word in WORDS if word not in found]
    assert flat(HOSTILE) in found


@pytest.mark.skipif(shutil.which("pdftotext") is None, reason="poppler is not installed")
def test_another_reader_finds_the_same(tmp_path: Path) -> None:
    path = tmp_path / "brief.pdf"
    path.write_bytes(written(tmp_path))
    text = subprocess.run(["pdftotext", str(path), "-"], capture_output=True, check=True).stdout.decode()

    assert [] == [word for word in WORDS if word not in flat(text)]


def test_a_reader_that_asks_the_font_finds_the_same(tmp_path: Path) -> None:
    pages = PdfReader(BytesIO(written(tmp_path))).pages
    found = flat(whole_am("".join(page.extract_text() for page in pages)))

    assert [] == [word for word in WORDS[1:] if word not in found]


def test_the_same_brief_gives_the_same_bytes(tmp_path: Path) -> None:
    assert written(tmp_path) == written(tmp_path)
    assert written(tmp_path, date=None) == written(tmp_path, date=None)


def test_it_is_tagged_dated_and_says_what_it_is(tmp_path: Path) -> None:
    reader = PdfReader(BytesIO(written(tmp_path)))
    about = reader.trailer["/Root"]["/Metadata"].get_object().get_data().decode()

    assert "1.7" in reader.pdf_header
    assert reader.trailer["/Root"]["/MarkInfo"]["/Marked"]
    assert "th-TH" == reader.trailer["/Root"]["/Lang"]
    assert "<pdfuaid:part>1</pdfuaid:part>" in about and "<pdfaid:part>2</pdfaid:part>" in about
    assert "โลกมีหลายขั้วหรือไม่ ดุลอำนาจใน พ.ศ. 2567" == reader.metadata.title
    assert "D:20261120000000Z" == reader.metadata["/CreationDate"]


def test_without_a_date_it_has_none(tmp_path: Path) -> None:
    reader = PdfReader(BytesIO(written(tmp_path, date=None)))
    about = reader.trailer["/Root"]["/Metadata"].get_object().get_data().decode()

    assert reader.metadata is not None and "/CreationDate" not in reader.metadata
    assert "<pdfuaid:part>1</pdfuaid:part>" in about and "<pdfaid:part>" not in about


def test_charts_have_words_and_tables_have_heads(tmp_path: Path) -> None:
    data = written(tmp_path)
    tags = [tag for tag in structure(PdfReader(BytesIO(data)))]

    assert "แผนภูมิ: สัดส่วนกำลัง" in [tag.get("/Alt") for tag in tags]
    assert 2 == len([tag for tag in tags if tag.get("/S") == "/TH"])


def structure(reader: PdfReader) -> list[dict[str, object]]:
    found, waiting = [], [reader.trailer["/Root"]["/StructTreeRoot"].get_object()]
    while waiting:
        one = waiting.pop()
        if isinstance(one, list):
            waiting.extend(child.get_object() for child in one)
        elif isinstance(one, dict):
            found.append(one)
            if "/K" in one:
                waiting.append(one["/K"].get_object())
    return found


def test_nothing_of_the_machine_is_read(tmp_path: Path) -> None:
    secret = tmp_path / "secret"
    secret.mkdir()
    (secret / "s.txt").write_text("บัญชีลับ", encoding="utf8")
    block = sh.Paragraph((sh.Piece('#read("/secret/s.txt")\n#include "secret/s.txt"'),))
    found = said(pdf(sh.Sheet("t", setting(), (block,), (), "0"), {}, str(tmp_path)))

    assert "บัญชีลับ" not in found
    assert '#read("/secret/s.txt")' in found


def test_a_script_that_no_font_has_does_not_stop_it(tmp_path: Path) -> None:
    block = sh.Paragraph((sh.Piece("조선 อำนาจ Москва"),))
    found = said(pdf(sh.Sheet("t", setting(), (block,), (), "0"), {}, str(tmp_path)))

    assert "อำนาจ" in found and "Москва" in found


def test_a_syllable_said_twice_on_purpose_stays_twice(tmp_path: Path) -> None:
    block = sh.Paragraph((sh.Piece("ขั้นขั้นขั้ว ที่ที่ตั้งตั้ง ขั้ว ขั้ว ก้กั้ก้"),))
    found = said(pdf(sh.Sheet("t", setting(), (block,), (), "0"), {}, str(tmp_path)))

    assert "ขั้นขั้นขั้วที่ที่ตั้งตั้งขั้วขั้วก้กั้ก้1" == flat(found)
