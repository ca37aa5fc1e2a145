"""Text, tables and pictures on a slide, with fonts and language set for Thai as for Latin letters."""

from __future__ import annotations

from collections.abc import Sequence
from io import BytesIO
from typing import Any

from pptx.dml.color import RGBColor
from pptx.enum.shapes import MSO_SHAPE
from pptx.enum.text import MSO_ANCHOR, PP_ALIGN
from pptx.oxml.ns import qn
from pptx.util import Cm, Pt

from trachu.briefs.render.columns import shares_of
from trachu.briefs.render.setting import Setting
from trachu.core.writing import Run

FONT = "TH Sarabun New"
_colour: Any = RGBColor.from_string
INK, HOUSE, SOFT, TINT, WHITE = (_colour(c) for c in ("1C2430", "0B4F6C", "56606E", "F2F6F9", "FFFFFF"))
Place = tuple[float, float, float, float]  # left, top, width, height in cm
CUT = 260


class Brush:
    """Writes text onto slides in one font and one language."""

    def __init__(self, setting: Setting) -> None:
        self.font = setting.font or FONT
        self.lang = "th-TH" if setting.lang == "th" else "en-GB"
        self.leading = 1.0 if self.font.startswith("TH ") else 1.2
        self.scale = 1.25 if self.font.startswith("TH ") else 0.9  # the faces of TH Sarabun New are drawn small

    def title(self, slide: Any, text: str, place: Place, size: float) -> None:
        """Write the title of a slide, which readers list it by."""
        shape = slide.shapes.title
        shape.left, shape.top, shape.width, shape.height = (Cm(n) for n in place)
        frame = shape.text_frame
        frame.word_wrap, frame.vertical_anchor = True, MSO_ANCHOR.TOP
        frame.paragraphs[0].alignment = PP_ALIGN.LEFT
        self._run(frame.paragraphs[0], text, size, bold=True, colour=HOUSE)

    def text(
        self, slide: Any, text: str, place: Place, size: float, *, soft: bool = False, right: bool = False
    ) -> None:
        """Write a paragraph."""
        frame = self._frame(slide, place)
        if right:
            frame.paragraphs[0].alignment = PP_ALIGN.RIGHT
        self._run(frame.paragraphs[0], text, size, colour=SOFT if soft else INK)

    def entries(self, slide: Any, lines: Sequence[Sequence[Run]], place: Place) -> None:
        """Write the lines of a reference list, titles in italics."""
        frame = self._frame(slide, place)
        for n, line in enumerate(lines):
            paragraph = frame.paragraphs[0] if n == 0 else frame.add_paragraph()
            paragraph.space_after = Pt(4)
            for run in line:
                self._run(paragraph, run.text, 14, italic=run.italic)

    def table(self, slide: Any, rows: Sequence[Sequence[str]], place: Place, caption: str) -> None:
        """Write a table whose first row is its head."""
        left, top, width, height = (Cm(n) for n in place)
        high = min(int(height), int(Cm(1.05)) * len(rows))
        shape = slide.shapes.add_table(len(rows), len(rows[0]), left, top, width, high)
        shape.name = "Table"
        shape._element.nvGraphicFramePr.cNvPr.set("descr", caption)
        for column, share in zip(shape.table.columns, shares_of(rows, 120), strict=True):
            column.width = round(int(width) * share)
        size = 12 if len(rows[0]) > 6 or len(rows) > 7 else 14
        for n, row in enumerate(rows):
            for cell, text in zip(shape.table.rows[n].cells, row, strict=True):
                cell.margin_top = cell.margin_bottom = Cm(0.08)
                cell.fill.solid()
                cell.fill.fore_color.rgb = HOUSE if n == 0 else TINT if n % 2 else WHITE
                colour = WHITE if n == 0 else INK
                self._run(cell.text_frame.paragraphs[0], text, size, bold=n == 0, colour=colour)

    def dress(self, frame: Any, size: float) -> None:
        """Set the font and language of text that is there."""
        for paragraph in frame.paragraphs:
            for run in paragraph.runs:
                self._faces(run, size)

    def _frame(self, slide: Any, place: Place) -> Any:
        shape = slide.shapes.add_textbox(*(Cm(n) for n in place))
        frame = shape.text_frame
        frame.word_wrap, frame.vertical_anchor = True, MSO_ANCHOR.TOP
        return frame

    def _run(
        self, paragraph: Any, text: str, size: float, *, bold: bool = False, italic: bool = False, colour: Any = INK
    ) -> None:
        paragraph.line_spacing = self.leading
        run = paragraph.add_run()
        run.text = text
        run.font.bold, run.font.italic, run.font.color.rgb = bold, italic, colour
        self._faces(run, size)

    def _faces(self, run: Any, size: float) -> None:
        run.font.size, run.font.name = Pt(round(size * self.scale)), self.font
        properties = run._r.get_or_add_rPr()
        properties.set("lang", self.lang)
        for tag in ("a:ea", "a:cs"):
            properties.append(properties.makeelement(qn(tag), {"typeface": self.font}))


def bar(slide: Any, left: Any, top: Any, width: Any, height: Any) -> None:
    """Draw a bar in the colour of the house, which means nothing to a reader by ear."""
    shape = slide.shapes.add_shape(MSO_SHAPE.RECTANGLE, left, top, width, height)
    shape.fill.solid()
    shape.fill.fore_color.rgb = HOUSE
    shape.line.fill.background()
    shape.name = "Bar"


def picture(slide: Any, drawn: bytes, place: Place, name: str, alt: str) -> None:
    """Put a chart into the middle of its place, as large as fits."""
    left, top, width, height = place
    wide, high = int.from_bytes(drawn[16:20]), int.from_bytes(drawn[20:24])
    share = min(width / wide, height / high)
    shape = slide.shapes.add_picture(
        BytesIO(drawn), Cm(left + (width - wide * share) / 2), Cm(top), Cm(wide * share), Cm(high * share)
    )
    shape.name = name
    shape._element.nvPicPr.cNvPr.set("descr", alt)


def cut(text: str) -> str:
    """Return text that fits one line or two.

    >>> len(cut("ก" * 1000))
    262
    """
    return text if len(text) <= CUT else text[:CUT].rstrip() + " …"
