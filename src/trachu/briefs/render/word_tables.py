"""Tables of a DOCX: rules above and below, a head that comes again on every page, columns as wide as their words."""

from __future__ import annotations

from typing import Any

from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Cm

from trachu.briefs.render import word_xml as wx
from trachu.briefs.render.columns import shares_of
from trachu.briefs.render.sheet import Grid

MANY = 6  # more columns than this are set smaller


def add_grid(document: Any, grid: Grid, width: float, small: float) -> None:
    """Add a table as wide as the text, `width` in cm; one of many columns in `small` points."""
    table = document.add_table(rows=0, cols=len(grid.head))
    table.autofit = False
    table._tbl.tblPr.find(qn("w:tblLayout")).addprevious(_rules())
    shares = shares_of((grid.head, *grid.rows))
    for column, share in zip(table.columns, shares, strict=True):
        column.width = Cm(width * share)
    for n, row in enumerate((grid.head, *grid.rows)):
        made = table.add_row()
        properties = made._tr.get_or_add_trPr()
        properties.append(wx.element("w:cantSplit"))
        if n == 0:
            properties.append(wx.element("w:tblHeader"))
        for cell, text, share in zip(made.cells, row, shares, strict=True):
            cell.width = Cm(width * share)
            paragraph = cell.paragraphs[0]
            paragraph.style = document.styles["Table Text"]
            paragraph._p.append(wx.run(text, bold=n == 0, size=small if len(grid.head) > MANY else 0))
            if n == 0:
                cell._tc.get_or_add_tcPr().append(_under())


def boxed(document: Any, title: str, width: float) -> Any:
    """Add a shaded frame under a heading, and return it to be filled."""
    table = document.add_table(rows=1, cols=1)
    table.autofit = False
    table.columns[0].width = Cm(width)
    cell = table.cell(0, 0)
    cell.width = Cm(width)
    properties = cell._tc.get_or_add_tcPr()
    properties.append(
        parse_xml(
            f'<w:tcBorders {nsdecls("w")}><w:left w:val="single" w:sz="36" w:space="0" w:color="0B4F6C"/></w:tcBorders>'
        )
    )
    properties.append(wx.element("w:shd", val="clear", color="auto", fill="F2F6F9"))
    properties.append(_inset())
    paragraph = cell.paragraphs[0]
    paragraph.style = document.styles["Heading 1"]
    paragraph.paragraph_format.keep_with_next = paragraph.paragraph_format.keep_together = False
    paragraph._p.append(wx.run(title))
    return cell


def _inset() -> Any:
    made = OxmlElement("w:tcMar")
    for side in ("top", "left", "bottom", "right"):
        made.append(wx.element(f"w:{side}", w="140", type="dxa"))
    return made


def _rules() -> Any:
    line = 'w:val="single" w:space="0"'
    return parse_xml(
        f'<w:tblBorders {nsdecls("w")}><w:top {line} w:sz="8" w:color="1C2430"/>'
        f'<w:bottom {line} w:sz="8" w:color="1C2430"/><w:insideH {line} w:sz="4" w:color="B9C0CA"/></w:tblBorders>'
    )


def _under() -> Any:
    return parse_xml(
        f'<w:tcBorders {nsdecls("w")}><w:bottom w:val="single" w:sz="6" w:space="0" w:color="1C2430"/></w:tcBorders>'
    )
