"""A sheet as DOCX: Thai set right, real footnotes, captions and contents as fields, charts with alternative text."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Mapping
from io import BytesIO
from typing import Any

from docx import Document
from docx.enum.section import WD_ORIENT
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Cm

from trachu.briefs.render import sheet as sh
from trachu.briefs.render import word_xml as wx
from trachu.briefs.render.picture import FULL_WIDTH, SCALE
from trachu.briefs.render.stamping import stamped
from trachu.briefs.render.word_styles import Styles, add_settings
from trachu.briefs.render.word_tables import add_grid, boxed

A4 = (21.0, 29.7)
SEQUENCES = {"grid": "Table", "picture": "Figure", "tables": "Table", "figures": "Figure"}


def docx(sheet: sh.Sheet, pictures: Mapping[str, bytes]) -> bytes:
    """Write a sheet as DOCX; `pictures` holds the PNG of each chart by name."""
    return _Writer(sheet, pictures).write()


class _Writer:
    def __init__(self, sheet: sh.Sheet, pictures: Mapping[str, bytes]) -> None:
        self.sheet, self.pictures, self.setting = sheet, pictures, sheet.setting
        self.document: Any = Document()
        self.width = A4[0] - sheet.setting.page.left - sheet.setting.page.right
        self.thai_digits = sheet.setting.digits == "thai" and sheet.setting.lang == "th"
        self._marked: set[int] = set()
        self._bookmarks = 0
        self._headings = 0

    def write(self) -> bytes:
        """Write the whole document, and return its bytes."""
        contents = bool(sh.by_kind(self.sheet, sh.Contents))
        styles = Styles(self.document, self.setting)
        styles.write()
        self.scale = styles.scale
        add_settings(self.document, contents, self.thai_digits)
        wx.add_lists(self.document, self.thai_digits)
        self._page()
        for block in self.sheet.blocks:
            self._writers[block.kind](self, block)
        wx.add_footnotes(self.document, self.sheet.notes)
        self._properties()
        raw = BytesIO()
        self.document.save(raw)
        return stamped(raw.getvalue(), self.setting.day)

    def _paragraph(self, style: str, pieces: sh.Pieces = ()) -> Any:
        made = self.document.add_paragraph(style=style)
        self._fill(made, pieces)
        return made

    def _fill(self, paragraph: Any, pieces: sh.Pieces) -> None:
        for piece in pieces:
            paragraph._p.append(wx.run(piece.text, bold=piece.bold, italic=piece.italic))
            if piece.note is not None:
                paragraph._p.extend(self._mark(piece.note))

    def _mark(self, number: int) -> list[Any]:
        """Return the mark of a footnote where it is first used; later a field that points back to it."""
        name = f"_RefNote{number}"
        if number not in self._marked:
            self._marked.add(number)
            return self._bookmark(name, [wx.footnote_reference(number)])
        shown = wx.run(self.setting.digit(str(number)), style="FootnoteReference")
        return wx.field(rf"NOTEREF {name} \f \h", [shown])

    def _bookmark(self, name: str, inside: list[Any]) -> list[Any]:
        self._bookmarks += 1
        return wx.bookmarked(name, self._bookmarks, inside)

    def _heading(self, block: sh.Heading) -> None:
        made = self.document.add_paragraph(style=f"Heading {block.level}")
        chapter = self.setting.layout == "thesis" and block.level == 1
        number = f"{block.number}\n" if chapter and block.number else f"{block.number} " if block.number else ""
        self._headings += 1
        made._p.extend(self._bookmark(f"_Toc{self._headings:04}", [wx.run(number + block.text)]))
        if chapter:
            _align(made, "center")

    def _plain(self, block: sh.Paragraph) -> None:
        styles = {"body": "Body Text", "title": "Title", "soft": "Soft", "centre": "Normal", "closing": "Normal"}
        made = self._paragraph(styles[block.style], block.pieces)
        if block.style in ("centre", "closing"):
            _align(made, "center")
        if block.style == "closing":
            made.paragraph_format.left_indent = Cm(self.width * 0.45)
            made.paragraph_format.space_before = Cm(0.6)

    def _listing(self, block: sh.Listing) -> None:
        holder = boxed(self.document, block.boxed, self.width) if block.boxed else self.document
        for item in block.items:
            made = holder.add_paragraph(style="List")
            wx.listed(made, wx.NUMBERED if block.numbered else wx.BULLETED)
            self._fill(made, item)

    def _grid(self, block: sh.Grid) -> None:
        caption = self._caption(block)
        caption.paragraph_format.keep_with_next = True
        add_grid(self.document, block, self.width, 12 * self.scale)
        self.document.add_paragraph(style="Table Text")

    def _picture(self, block: sh.Picture) -> None:
        made = self.document.add_paragraph(style="Normal")
        _align(made, "center")
        made.paragraph_format.keep_with_next = True
        drawn = self.pictures[block.name]
        share = min(1.0, int.from_bytes(drawn[16:20]) / SCALE / FULL_WIDTH)
        shape = made.add_run().add_picture(BytesIO(drawn), width=Cm(self.width * share))
        shape._inline.docPr.set("descr", block.alt)
        shape._inline.docPr.set("name", block.name)
        self._caption(block)

    def _caption(self, block: sh.Grid | sh.Picture) -> Any:
        made = self.document.add_paragraph(style="Caption")
        prefix, _, number = block.number.rpartition(".")
        form = "THAIARABIC" if self.thai_digits else "ARABIC"
        made._p.append(wx.run(f"{block.label} {prefix}{'.' if prefix else ''}", bold=True))
        made._p.extend(wx.field(rf"SEQ {SEQUENCES[block.kind]} \* {form}", [wx.run(number, bold=True)], bold=True))
        made._p.append(wx.run("  "))
        self._fill(made, block.caption)
        return made

    def _quotation(self, block: sh.Quotation) -> None:
        made = self._paragraph("Quote", block.pieces)
        if block.by:
            made._p.append(wx.run(f"\n{block.by}", size=12 * self.scale))

    def _fields(self, block: sh.Fields) -> None:
        self.document.add_paragraph(block.title, style="Memo Head")
        for line in block.lines:
            made = self.document.add_paragraph(style="Normal")
            tabs = OxmlElement("w:tabs")
            for n in range(1, len(line) + 1):
                side, end = "right" if n == len(line) else "left", round(self.width * 567 * n / len(line))
                tabs.append(wx.element("w:tab", val=side, leader="dot", pos=str(end)))
            made._p.get_or_add_pPr()._insert_tabs(tabs)
            for name, filled in line:
                made._p.extend([wx.run(f"{name} ", bold=True, size=20 * self.scale), wx.run(filled), wx.tab()])
        _ruled(made)

    def _contents(self, block: sh.Contents) -> None:
        found = self._listed(block)
        if not found:
            return
        self.document.add_paragraph(block.title, style="Contents Head")
        code = r"TOC \o 1-3 \h \z \u" if block.of == "headings" else rf"TOC \h \z \c {SEQUENCES[block.of]}"
        for n, (style, text) in enumerate(found):
            made = self.document.add_paragraph(style=style)
            tabs = OxmlElement("w:tabs")
            tabs.append(wx.element("w:tab", val="right", leader="dot", pos=str(round(self.width * 567))))
            made._p.get_or_add_pPr()._insert_tabs(tabs)
            made._p.extend(wx.field_start(code) if n == 0 else [])
            made._p.extend([wx.run(text), wx.tab()])
            if block.of == "headings":
                made._p.extend(wx.field(rf"PAGEREF _Toc{n + 1:04} \h", [wx.run("")]))
            made._p.extend([wx.field_mark("end")] if n == len(found) - 1 else [])

    def _listed(self, block: sh.Contents) -> list[tuple[str, str]]:
        if block.of == "headings":
            heads = sh.by_kind(self.sheet, sh.Heading)
            return [(f"toc {h.level}", f"{h.number} {h.text}".strip()) for h in heads]
        kind = sh.Grid if block.of == "tables" else sh.Picture
        found = sh.by_kind(self.sheet, kind)
        return [("table of figures", f"{b.label} {b.number} {sh.plain(b.caption)}") for b in found]

    def _entries(self, block: sh.Entries) -> None:
        for line in block.lines:
            self._paragraph("Bibliography", line)

    def _break(self, block: sh.Break) -> None:
        self.document.add_page_break()

    _writers: Mapping[str, Callable[[_Writer, Any], None]] = {
        "heading": _heading, "paragraph": _plain, "listing": _listing, "grid": _grid, "picture": _picture,
        "quotation": _quotation, "fields": _fields, "contents": _contents, "entries": _entries, "break": _break,
    }  # fmt: skip

    def _page(self) -> None:
        section, page = self.document.sections[0], self.setting.page
        section.orientation = WD_ORIENT.PORTRAIT
        section.page_width, section.page_height = Cm(A4[0]), Cm(A4[1])
        section.left_margin, section.right_margin = Cm(page.left), Cm(page.right)
        section.top_margin, section.bottom_margin = Cm(page.top), Cm(page.bottom)
        section.header_distance = section.footer_distance = Cm(1.25)
        section.different_first_page_header_footer = page.number != "bottom"
        holder = section.footer if page.number == "bottom" else section.header
        made = holder.paragraphs[0]
        _align(made, "right" if page.number == "corner" else "center")
        number = wx.field(rf"PAGE \* {'THAIARABIC' if self.thai_digits else 'ARABIC'}", [wx.run("1")])
        dash = [wx.run("– ")], [wx.run(" –")]
        made._p.extend([*dash[0], *number, *dash[1]] if page.number == "top" else number)

    def _properties(self) -> None:
        package = self.document.part.package
        for name, relation in list(package.rels.items()):
            if relation.reltype.endswith("/thumbnail"):
                del package.rels[name]
        about, day = self.document.core_properties, self.setting.day
        about.title, about.author, about.last_modified_by = self.sheet.title.replace("\u00a0", " "), "trachu", "trachu"
        about.keywords, about.comments, about.revision = self.sheet.mark, "", 1
        about.language = "th-TH" if self.setting.lang == "th" else "en-GB"
        for child in list(about._element):
            if child.tag.rpartition("}")[2] in ("created", "modified"):
                about._element.remove(child)
        if day:
            about.created = about.modified = datetime.datetime(day.year, day.month, day.day)


def _align(paragraph: Any, how: str) -> None:
    properties = paragraph._p.get_or_add_pPr()
    for old in properties.findall(qn("w:jc")):
        properties.remove(old)
    properties._insert_jc(wx.element("w:jc", val=how))


def _ruled(paragraph: Any) -> None:
    """Draw a line under a paragraph that has tabs."""
    border = parse_xml(
        f'<w:pBdr {nsdecls("w")}><w:bottom w:val="single" w:sz="6" w:space="4" w:color="1C2430"/></w:pBdr>'
    )
    paragraph._p.get_or_add_pPr().find(qn("w:tabs")).addprevious(border)
