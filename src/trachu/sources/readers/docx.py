"""Word documents (DOCX): paragraphs, tables and notes, read from the parts of the archive.

XML with a document type is refused and entities are never resolved, so that a document cannot
make trachu read another file or fill the memory.
"""

from __future__ import annotations

from collections.abc import Iterator

import polars as pl
from lxml import etree

from trachu.core.parts import reader
from trachu.core.text import Mapped
from trachu.core.words import Words
from trachu.sources.guard import broken, check_pages, expect, no_text, open_zip, sniff, unzip
from trachu.sources.pages import lay_out

LABEL = Words(en="Word document (DOCX)", th="เอกสาร Word (DOCX)")

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_SKIPPED = frozenset((f"{_MC}Fallback", f"{_W}del", f"{_W}moveFrom", f"{_W}pPr", f"{_W}rPr", f"{_W}instrText"))
_MARKS = {f"{_W}tab": "\t", f"{_W}cr": "\n", f"{_W}noBreakHyphen": "\u2011", f"{_W}lastRenderedPageBreak": "\f"}
_SAVE = Words(
    en="Save it anew as DOCX, without a password, and add that.", th="บันทึกใหม่เป็น DOCX โดยไม่ตั้งรหัสผ่าน แล้วเพิ่มแฟ้มนั้นแทน"
)
_NOTES = (("word/footnotes.xml", "footnote"), ("word/endnotes.xml", "endnote"))


@reader(name="docx", version="1", suffixes=(".docx",), label=LABEL)
def read_docx(data: bytes) -> pl.DataFrame:
    """Read paragraphs and table rows, one a line, with pages where Word left page breaks.

    Deleted text of tracked changes is left out, inserted text is kept. Footnotes and endnotes
    stand at the end, each on a line that begins with ``[note]``.

    >>> import docx, io
    >>> document, file = docx.Document(), io.BytesIO()
    >>> _ = document.add_paragraph("ไทย"), document.save(file)
    >>> read_docx(file.getvalue()).row(0)
    (1, 'ไทย', [0, 1, 2])
    """
    if sniff(data) == "ole":
        raise broken(LABEL, Words(en="it is an old DOC or has a password", th="เป็นแฟ้ม DOC รุ่นเก่าหรือมีรหัสผ่าน"), _SAVE)
    expect(data, "zip", LABEL)
    archive = open_zip(data, LABEL)
    body = unzip(archive, "word/document.xml", LABEL)
    if body is None:
        raise broken(LABEL, Words(en="it has no word/document.xml", th="ไม่มีส่วน word/document.xml"))
    lines = list(_blocks(_parse(body)))
    for part, kind in _NOTES:
        content = unzip(archive, part, LABEL)
        lines += _notes(_parse(content), kind) if content is not None else []
    whole = "\n".join(lines)
    if not whole.strip():
        raise no_text(LABEL)
    return lay_out(_pages(whole))


def _pages(whole: str) -> list[Mapped]:
    """Part the text at page breaks; the raw document is the text of all pages, one behind the other."""
    pieces = [piece for piece in whole.split("\f") if piece.strip()]
    check_pages(len(pieces))
    pages, at = [], 0
    for piece in pieces:
        pages.append(Mapped.of(piece, at))
        at += len(piece)
    return pages


def _parse(content: bytes) -> etree._Element:
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    try:
        root = etree.fromstring(content, parser)
    except (etree.XMLSyntaxError, ValueError):
        raise broken(LABEL, Words(en="its XML is damaged", th="XML ภายในเสียหาย")) from None
    if root.getroottree().docinfo.doctype:
        raise broken(LABEL, Words(en="it declares XML entities", th="มีการประกาศเอนทิตี XML"), _SAVE)
    return root


def _blocks(parent: etree._Element) -> Iterator[str]:
    """Yield a line for every paragraph and every row of a table, in order, at any depth."""
    for child in parent:
        if child.tag in _SKIPPED or not isinstance(child.tag, str):
            continue
        if child.tag == f"{_W}p":
            yield _text(child)
        elif child.tag == f"{_W}tr":
            cells = [" ".join(t.strip() for t in _blocks(cell)) for cell in child.iter(f"{_W}tc")]
            yield "\t".join(cells)
        else:
            yield from _blocks(child)


def _text(node: etree._Element) -> str:
    """Return the text below a node; text boxes come after it, on lines of their own."""
    said: list[str] = []
    for child in node:
        if child.tag in _SKIPPED or not isinstance(child.tag, str):
            continue
        if child.tag == f"{_W}t":
            said.append(child.text or "")
        elif child.tag == f"{_W}br":
            said.append("\f" if child.get(f"{_W}type") == "page" else "\n")
        elif child.tag == f"{_W}txbxContent":
            said.append("\n" + "\n".join(_blocks(child)))
        else:
            said.append(_MARKS.get(child.tag) or _text(child))
    return "".join(said)


def _notes(root: etree._Element, kind: str) -> list[str]:
    """Return the notes of a part; separators have a type, notes have none."""
    notes = (note for note in root.iter(f"{_W}{kind}") if note.get(f"{_W}type") in (None, "normal"))
    return [f"[note] {' '.join(' '.join(_blocks(note)).split())}" for note in notes]
