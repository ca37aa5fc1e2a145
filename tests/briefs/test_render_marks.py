"""Marks stand where they should: words as our charts and PDFs draw them, dot by dot beside HarfBuzz through Pillow."""

from __future__ import annotations

from collections.abc import Callable
from importlib.resources import files
from io import BytesIO
from pathlib import Path

import numpy as np
import pypdfium2
import pytest
from PIL import Image, ImageDraw, ImageFilter, ImageFont, features

from trachu.briefs.render import sheet as sh
from trachu.briefs.render.paged import pdf
from trachu.briefs.render.picture import png, svg
from trachu.briefs.render.setting import Setting

WORDS = ("กำลัง", "อำนาจ", "น้ำ", "ที่", "ปี้", "ผู้นำ", "ฐู", "ทั้ง", "ญี่ปุ่น")
MOST = 0.42  # of full ink, in a blurred dot of a line 60 dots high; a lost or moved mark gives more than 0.5
FONTS = files("trachu.briefs.render").joinpath("fonts")
Layout = ImageFont.Layout
pytestmark = pytest.mark.skipif(not features.check("raqm"), reason="this Pillow has no HarfBuzz to compare with")


def ink(drawn: Image.Image) -> Image.Image:
    """The drawn dots, cut to what is not white."""
    dots = 255 - np.asarray(drawn.convert("L"))
    rows, columns = np.nonzero(dots > 60)
    return Image.fromarray(dots[rows.min() : rows.max() + 1, columns.min() : columns.max() + 1])


def trusted(word: str, weight: str = "400Regular", layout: Layout = Layout.RAQM) -> Image.Image:
    font = ImageFont.truetype(str(FONTS.joinpath(f"Sarabun_{weight}.ttf")), 110, layout_engine=layout)
    canvas = Image.new("L", (900, 300), 255)
    ImageDraw.Draw(canvas).text((60, 40), word, font=font, fill=0)
    return ink(canvas)


def worst(one: Image.Image, other: Image.Image) -> float:
    """The largest difference of two blurred pictures of a word, from 0 to 1."""
    size = (round(60 * other.width / other.height), 60)
    blur = ImageFilter.BoxBlur(2.5)
    drawn = (np.asarray(i.resize(size, Image.Resampling.BOX).filter(blur), dtype=float) / 255 for i in (one, other))
    return float(np.abs(np.subtract(*drawn)).max())


@pytest.mark.parametrize("word", WORDS)
def test_marks_in_a_chart(word: str) -> None:
    mark = {"type": "text", "text": word, "fontSize": 60}
    spec = {"data": {"values": [{}]}, "width": 500, "height": 200, "mark": mark, "encoding": {}}

    assert worst(ink(Image.open(BytesIO(png(svg(spec))))), trusted(word)) < MOST


@pytest.mark.parametrize("word", WORDS)
def test_marks_in_a_pdf(word: str, tmp_path: Path) -> None:
    sheet = sh.Sheet(word, Setting(), (sh.Paragraph((sh.Piece(word),), "title"),), (), "0")
    drawn = pypdfium2.PdfDocument(pdf(sheet, {}, str(tmp_path)))[0].render(scale=6).to_pil()

    assert worst(ink(drawn.crop((0, 0, drawn.width, drawn.height // 2))), trusted(word, "700Bold")) < MOST


HARMS: dict[str, tuple[tuple[str, ...], Callable[[str], Image.Image]]] = {
    "nikhahit lost": (("กำลัง", "อำนาจ", "น้ำ", "ผู้นำ"), lambda word: trusted(word.replace("ำ", "า"))),
    "marks not placed": (("น้ำ", "ที่", "ปี้", "ฐู", "ทั้ง", "ญี่ปุ่น"), lambda word: trusted(word, layout=Layout.BASIC)),
}


@pytest.mark.parametrize("harm", HARMS)
def test_the_comparison_sees_harm(harm: str) -> None:
    words, drawn = HARMS[harm]

    assert [] == [word for word in words if worst(drawn(word), trusted(word)) < MOST]


def test_lines_break_between_words(tmp_path: Path) -> None:
    """No line begins with a mark or a following vowel, or ends with a leading vowel; ร้อยละ stays with its number."""
    text = "สัดส่วนของกำลังในระบบระหว่างประเทศเพิ่มขึ้นเป็นร้อยละ 50 และความเชื่อมั่นของผู้นำ " * 30
    sheet = sh.Sheet("t", Setting(), (sh.Paragraph((sh.Piece(text),)),), (), "0")
    pages = pypdfium2.PdfDocument(pdf(sheet, {}, str(tmp_path)))
    lines = [line.strip() for line in pages[0].get_textpage().get_text_range().split("\r\n")][:-1]

    assert len(lines) > 10
    assert [] == [line for line in lines if line[0] in "ะัาำิีึืฺุูๅๆ็่้๊๋์ํ" or line[-1] in "เแโใไ"]
    assert [] == [line for line in lines if line.endswith(("ร้อย", "ร้อยละ"))]
