"""PPTX: a message a slide, its evidence in the notes, sources last, Thai faces, the same bytes twice."""

from __future__ import annotations

from io import BytesIO
from zipfile import ZipFile

import pytest
from pptx import Presentation
from pptx.oxml.ns import qn

from trachu.briefs.render.slides import pptx

from .papers import HOSTILE, PICTURES, apparatus, brief, setting


def written(**how: object) -> bytes:
    return pptx(brief(), apparatus(), PICTURES, setting(**how))


def test_slides_are_title_findings_evidence_and_sources() -> None:
    deck = Presentation(BytesIO(written()))
    titles = [slide.shapes.title.text_frame.text for slide in deck.slides]

    assert ["ข้อค้นพบที่ 1", "ข้อค้นพบที่ 2", "สิ่งที่ทราบ", "สิ่งที่ทราบ (ต่อ)", "สิ่งที่ทราบ", "รายการอ้างอิง"] == titles[1:]
    assert "โลกมีหลายขั้วหรือไม่" in titles[0]


def test_every_message_has_its_source_and_its_trace() -> None:
    slides = list(Presentation(BytesIO(written())).slides)[1:-1]
    notes = [slide.notes_slide.notes_text_frame.text for slide in slides]

    assert ["step:a", "step:b", "step:b", "step:b", "step:b"] == [n.rsplit("trachu why ")[-1] for n in notes]
    for slide in slides:
        assert any(s.has_text_frame and s.text_frame.text.startswith("ที่มา: (ผู้หนึ่ง, 2563)") for s in slide.shapes)


def test_hostile_words_are_words() -> None:
    slides = Presentation(BytesIO(written())).slides

    assert HOSTILE in [shape.text_frame.text for shape in slides[2].shapes if shape.has_text_frame]


def test_a_long_table_goes_on_and_a_chart_has_words() -> None:
    slides = Presentation(BytesIO(written())).slides
    tables = [shape.table for slide in slides for shape in slide.shapes if shape.has_table]
    pictures = [shape for slide in slides for shape in slide.shapes if shape.shape_type == 13]

    assert [10, 4] == [len(table.rows) for table in tables]
    assert ["รัฐ", "รัฐ"] == [table.cell(0, 0).text for table in tables]
    assert ["สัดส่วนกำลัง"] == [p._element.nvPicPr.cNvPr.get("descr") for p in pictures]


@pytest.mark.parametrize(("lang", "said"), [("th", "th-TH"), ("en", "en-GB")])
def test_every_run_names_its_font_for_thai(lang: str, said: str) -> None:
    for slide in Presentation(BytesIO(written(lang=lang))).slides:
        for run in slide._element.iter(qn("a:r")):
            properties = run.find(qn("a:rPr"))

            assert said == properties.get("lang")
            assert ["TH Sarabun New"] * 3 == [
                properties.find(qn(f"a:{t}")).get("typeface") for t in ("latin", "ea", "cs")
            ]


def test_the_same_brief_gives_the_same_bytes() -> None:
    assert written() == written()
    assert b"2026-11-20T00:00:00Z" in ZipFile(BytesIO(written())).read("docProps/core.xml")


def test_thai_digits() -> None:
    slide = Presentation(BytesIO(written(digits="thai"))).slides[1]

    assert "ข้อค้นพบแรก พ.ศ. ๒๕๖๗" in [s.text_frame.text.replace("\u00a0", " ") for s in slide.shapes if s.has_text_frame]
