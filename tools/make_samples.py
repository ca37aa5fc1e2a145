"""Make the bundled sample documents (a PDF and a DOCX) from the texts in tools/samples.

The results are committed, so nobody needs to run this to use trachu. It needs libraries that trachu does not:

    python3 -m venv /tmp/samples && /tmp/samples/bin/pip install fpdf2 uharfbuzz python-docx pythainlp
    /tmp/samples/bin/python tools/make_samples.py

Dates and identifiers are fixed: the same libraries make the same bytes. fpdf2 was chosen because its text layer comes
out whole after trachu's repair, and because it needs nothing beside pip; like every writer of Thai PDF it stores
characters in the order in which they are drawn, which is what a reader of Thai PDF has to mend.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from xml.sax.saxutils import escape

from docx import Document
from docx.document import Document as DocumentType
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from docx.oxml.xmlchemy import BaseOxmlElement
from docx.shared import Cm, Pt
from fpdf import FPDF
from pythainlp import word_tokenize
from pythainlp.corpus import thai_words
from pythainlp.util import dict_trie

ROOT = Path(__file__).resolve().parents[1]
TEXTS = ROOT / "tools" / "samples"
SAMPLES = ROOT / "src" / "trachu" / "bench" / "samples"
FONTS = ROOT / "src" / "trachu" / "briefs" / "render" / "fonts"
MADE = datetime(2025, 12, 1, tzinfo=UTC)
THAI_FONT = "TH Sarabun New"


@dataclass
class Text:
    """A text in small Markdown: headings, paragraphs, notes (``[^1]`` and ``[^1]: …``)."""

    blocks: list[tuple[int, str]] = field(default_factory=list)
    notes: dict[str, str] = field(default_factory=dict)


def read(path: Path) -> Text:
    """Read headings (level 1, 2), paragraphs (level 0) and notes."""
    text = Text()
    for block in re.split(r"\n\s*\n", path.read_text(encoding="utf8").strip()):
        if note := re.fullmatch(r"\[\^(\d+)\]: (.+)", block):
            text.notes[note[1]] = note[2]
            continue
        marks = re.match(r"#*", block)
        level = len(marks[0]) if marks else 0
        text.blocks.append((level, block[level:].strip()))
    return text


NAMES = {"เซอร์เกย์", "เซียร์เกย์", "วอสโตชนี", "วากเนอร์", "เนเบนเซีย"}
WORDS = dict_trie({word for word in thai_words() if len(word) < 16} | NAMES)  # long words would leave lines short
INDENT = " " * 12
SIZES = {0: (11.0, 19.5), 1: (16.0, 26.0), 2: (13.0, 23.0)}  # size and line height in points


class _Numbered(FPDF):
    """A4 pages with their number at the foot."""

    def footer(self) -> None:
        """Write the number of the page."""
        self.set_y(-50)
        self.set_font("Sarabun", "", 10)
        self.cell(0, 15, str(self.page_no()), align="C")


def make_pdf(text: Text, path: Path) -> None:
    """Set a text on A4 pages in Sarabun, left aligned, and write it."""
    pdf = _Numbered(format="A4", unit="pt")
    pdf.set_margins(85, 71, 57)
    pdf.set_auto_page_break(auto=False)
    pdf.set_title(text.blocks[0][1])
    pdf.set_author("trachu")
    pdf.set_lang("th")
    pdf.set_creation_date(MADE)
    pdf.add_font("Sarabun", "", FONTS / "Sarabun_400Regular.ttf")
    pdf.add_font("Sarabun", "B", FONTS / "Sarabun_700Bold.ttf")
    pdf.add_page()
    for level, words in text.blocks:
        _set_block(pdf, level, words)
    pdf.output(str(path))


def _set_block(pdf: FPDF, level: int, words: str) -> None:
    size, height = SIZES[level]
    pdf.set_font("Sarabun", "B" if level else "", size)
    pdf.set_text_shaping(True)
    lines = list(_lines(pdf, words if level else INDENT + words))
    needed = len(lines) * height + (60 if level else 0)  # a heading stays with what follows
    if pdf.get_y() + needed > pdf.h - 65:
        pdf.add_page()
    for line in lines:
        pdf.cell(0, height, _drawn(line), new_x="LMARGIN", new_y="NEXT")
    pdf.ln(6)


def _lines(pdf: FPDF, words: str) -> Iterator[str]:
    """Break a paragraph between words; Thai has no blanks between them."""
    line = ""
    for unit in _units(word_tokenize(words, custom_dict=WORDS)):
        if line and pdf.get_string_width(_drawn((line + unit).rstrip())) > pdf.epw:
            yield line
            line = ""
        line += unit
    yield line


def _units(words: list[str]) -> Iterator[str]:
    """Join words that must stay on one line: a blank with the word before it, brackets and signs with theirs."""
    unit = ""
    for word in words:
        if unit and not (word.isspace() or word[0] in ")”.,ๆฯ–" or unit[-1] in "(“–"):
            yield unit
            unit = ""
        unit += word
    yield unit


def _drawn(line: str) -> str:
    """Take sara am apart, as fonts do, so that every glyph has a character of its own."""
    return re.sub("([\u0e48-\u0e4b]?)\u0e33", "\u0e4d\\1\u0e32", line)


RAISED = '<w:rPr><w:vertAlign w:val="superscript"/></w:rPr>'
NOTES_XML = "application/vnd.openxmlformats-officedocument.wordprocessingml.footnotes+xml"


def make_docx(text: Text, path: Path) -> None:
    """Write a text as a Word document with Thai fonts and real footnotes."""
    document = Document()
    _set_styles(document)
    package = document.part.package
    for key in [key for key, related in package.rels.items() if related.reltype == RELATIONSHIP_TYPE.THUMBNAIL]:
        del package.rels[key]  # it shows python-docx's own template
    about = document.core_properties
    about.author, about.title, about.language = "trachu", text.blocks[0][1], "th-TH"
    about.created = about.modified = MADE
    about.last_modified_by, about.revision, about.comments = "trachu", 1, ""
    for level, words in text.blocks:
        paragraph = document.add_paragraph(style=f"Heading {level}" if level else "Normal")
        for said, note in re.findall(r"(.*?)(?:\[\^(\d+)\]|$)", words):
            if said:
                paragraph.add_run(said)
            if note:
                paragraph._p.append(_mark(note))
    _attach(document, text.notes)
    buffer = io.BytesIO()
    document.save(buffer)
    path.write_bytes(_without_clock(buffer.getvalue()))


def _set_styles(document: DocumentType) -> None:
    """Set Thai fonts and sizes as Word wants them: twice, once for complex scripts."""
    section = document.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.left_margin, section.right_margin = Cm(3), Cm(2)
    section.top_margin = section.bottom_margin = Cm(2.5)
    for name, size, bold in (("Normal", 16, False), ("Heading 1", 20, True), ("Heading 2", 18, True)):
        style = document.styles[name].element
        style.remove(style.get_or_add_rPr())
        style._insert_rPr(parse_xml(_font(size, bold)))
    normal = document.styles["Normal"].paragraph_format
    normal.space_after, normal.alignment = Pt(6), WD_ALIGN_PARAGRAPH.THAI_JUSTIFY


def _font(size: int, bold: bool) -> str:
    """Write the properties of a font in the order that the file format asks for; sizes are in half points."""
    scripts = " ".join(f'w:{script}="{THAI_FONT}"' for script in ("ascii", "hAnsi", "eastAsia", "cs"))
    strong = "<w:b/><w:bCs/>" if bold else ""
    sizes = f'<w:sz w:val="{size * 2}"/><w:szCs w:val="{size * 2}"/>'
    return (
        f'<w:rPr {nsdecls("w")}><w:rFonts {scripts}/>{strong}<w:color w:val="000000"/>{sizes}'
        '<w:lang w:val="en-US" w:bidi="th-TH"/></w:rPr>'
    )


def _mark(note: str) -> BaseOxmlElement:
    return parse_xml(f'<w:r {nsdecls("w")}>{RAISED}<w:footnoteReference w:id="{note}"/></w:r>')


def _attach(document: DocumentType, notes: dict[str, str]) -> None:
    """Add the footnotes as a part of their own, with the two separators that Word expects."""
    body = "".join(
        f'<w:footnote w:type="{kind}" w:id="{number}"><w:p><w:r><w:{kind}/></w:r></w:p></w:footnote>'
        for number, kind in ((-1, "separator"), (0, "continuationSeparator"))
    )
    for number, said in notes.items():
        body += (
            f'<w:footnote w:id="{number}"><w:p><w:r>{RAISED}<w:footnoteRef/></w:r>'
            f'<w:r><w:t xml:space="preserve"> {escape(said)}</w:t></w:r></w:p></w:footnote>'
        )
    xml = f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?><w:footnotes {nsdecls("w")}>{body}</w:footnotes>'
    part = Part(PackURI("/word/footnotes.xml"), NOTES_XML, xml.encode(), document.part.package)
    document.part.relate_to(part, RELATIONSHIP_TYPE.FOOTNOTES)


def _without_clock(data: bytes) -> bytes:
    """Pack the archive again with one fixed date for all its members."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            member = zipfile.ZipInfo(name, date_time=MADE.timetuple()[:6])
            member.compress_type = zipfile.ZIP_DEFLATED
            new.writestr(member, old.read(name))
    return buffer.getvalue()


def main() -> None:
    """Make both documents."""
    make_pdf(read(TEXTS / "russia_north_korea.md"), SAMPLES / "russia_north_korea.pdf")
    make_docx(read(TEXTS / "technology_diplomacy.md"), SAMPLES / "technology_diplomacy.docx")


if __name__ == "__main__":
    main()
