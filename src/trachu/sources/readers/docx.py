"""Word documents (DOCX): paragraphs, tables and notes, read from the parts of the archive.

XML with a document type is refused and entities are never resolved, so that a document cannot
make trachu read another file or fill the memory.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import polars as pl
from lxml import etree

from trachu.core.parts import reader
from trachu.core.text import Mapped
from trachu.core.words import Words
from trachu.sources.guard import broken, check_pages, expect, no_text, open_zip, sniff, unzip
from trachu.sources.pages import RAISED, Stretch, lay_out

LABEL = Words(en="Word document (DOCX)", th="เอกสาร Word (DOCX)")

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_SKIPPED = frozenset((f"{_MC}Fallback", f"{_W}del", f"{_W}moveFrom", f"{_W}pPr", f"{_W}rPr", f"{_W}instrText"))
_MARKS = {f"{_W}tab": "\t", f"{_W}cr": "\n", f"{_W}noBreakHyphen": "\u2011", f"{_W}lastRenderedPageBreak": "\f"}
_SAVE = Words(
    en="Save it anew as DOCX, without a password, and add that.", th="บันทึกใหม่เป็น DOCX โดยไม่ตั้งรหัสผ่าน แล้วเพิ่มแฟ้มนั้นแทน"
)
_HEADING = re.compile("heading|title|subtitle|หัวเรื่อง|ชื่อเรื่อง", re.IGNORECASE)
_REFERENCE = re.compile("(?:(?<=([0-9๐-๙]))|)\x0e([0-9a-z]+)\x0f")
_NOTES = (("word/footnotes.xml", "footnote"), ("word/endnotes.xml", "endnote"))

_ROMAN = {100: "c", 90: "xc", 50: "l", 40: "xl", 10: "x", 9: "ix", 5: "v", 4: "iv", 1: "i"}
_REFERENCES = {f"{_W}{kind}Reference": kind for _, kind in _NOTES}


@reader(name="docx", version="2", suffixes=(".docx",), label=LABEL)
def read_docx(data: bytes) -> pl.DataFrame:
    """Read paragraphs and table rows, one a line, with pages where Word left page breaks.

    Deleted text of tracked changes is left out, inserted text is kept. Footnotes and endnotes
    stand at the end, each on a line that begins with its number, which the text shows where it
    refers to the note; a note to which nothing refers begins with ``[note]``.

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
    root = _parse(body)
    numbers = _numbers(root)
    lines = list(_blocks(root, numbers))
    for part, kind in _NOTES:
        content = unzip(archive, part, LABEL)
        lines += _notes(_parse(content), kind, numbers) if content is not None else []
    if not any(line.text.strip() for line in lines):
        raise no_text(LABEL)
    return _pages(lines)


@dataclass(frozen=True, slots=True)
class _Line:
    text: str
    kind: str = "body"
    number: str = ""


def _pages(lines: Sequence[_Line]) -> pl.DataFrame:
    """Part the text at page breaks; the raw document is the text of all pages, one behind the other."""
    pages: list[Mapped] = []
    marks: list[list[Stretch]] = []
    found: list[Stretch] = []
    said, at = "", 0
    for index, line in enumerate(lines):
        pieces = line.text.split("\f")
        for piece in pieces[:-1]:
            said += piece
            if said.strip():
                pages.append(Mapped.of(said, at))
                marks.append(found)
                at += len(said)
            said, found = "", []
        start = at + len(said)
        said += pieces[-1] + ("\n" if index + 1 < len(lines) else "")
        if line.kind != "body" and pieces[-1].strip():
            found.append(Stretch(line.kind, start, start + len(pieces[-1]), line.number))
    if said.strip():
        pages.append(Mapped.of(said, at))
        marks.append(found)
    check_pages(len(pages))
    return lay_out(pages, marks if any(marks) else ())


def _numbers(root: etree._Element) -> dict[tuple[str, str], str]:
    """Count the notes in the order in which the text refers to them; endnotes beside footnotes in Roman numerals."""
    found: dict[tuple[str, str], str] = {}
    feet = next(root.iter(f"{_W}footnoteReference"), None) is not None
    for _, kind in _NOTES:
        ids = dict.fromkeys(str(node.get(f"{_W}id")) for node in root.iter(f"{_W}{kind}Reference"))
        roman = kind == "endnote" and feet
        found |= {(kind, one): _roman(n) if roman else str(n) for n, one in enumerate(ids, 1)}
    return found


def _roman(number: int) -> str:
    """Write a number in small Roman numerals.

    >>> _roman(14)
    'xiv'
    """
    said = ""
    for value, sign in _ROMAN.items():
        said += sign * (number // value)
        number %= value
    return said


def _parse(content: bytes) -> etree._Element:
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    try:
        root = etree.fromstring(content, parser)
    except (etree.XMLSyntaxError, ValueError):
        raise broken(LABEL, Words(en="its XML is damaged", th="XML ภายในเสียหาย")) from None
    if root.getroottree().docinfo.doctype:
        raise broken(LABEL, Words(en="it declares XML entities", th="มีการประกาศเอนทิตี XML"), _SAVE)
    return root


def _blocks(parent: etree._Element, numbers: Mapping[tuple[str, str], str]) -> Iterator[_Line]:
    """Yield a line for every paragraph and every row of a table, in order, at any depth."""
    for child in parent:
        if child.tag in _SKIPPED or not isinstance(child.tag, str):
            continue
        if child.tag == f"{_W}p":
            yield _Line(_set_apart(_text(child, numbers)), "heading" if _is_heading(child) else "body")
        elif child.tag == f"{_W}tr":
            cells = [" ".join(line.text.strip() for line in _blocks(cell, numbers)) for cell in child.iter(f"{_W}tc")]
            yield _Line("\t".join(cells))
        else:
            yield from _blocks(child, numbers)


def _set_apart(text: str) -> str:
    r"""Write the numbers of notes plainly, but raised behind a digit.

    >>> _set_apart("ไทย\x0e1\x0f 2566\x0e2\x0f")
    'ไทย1 2566²'
    """
    return _REFERENCE.sub(lambda found: found[2].translate(RAISED) if found[1] else found[2], text)


def _is_heading(paragraph: etree._Element) -> bool:
    style = paragraph.find(f"{_W}pPr/{_W}pStyle")
    named = style is not None and _HEADING.match(str(style.get(f"{_W}val")))
    return bool(named) or paragraph.find(f"{_W}pPr/{_W}outlineLvl") is not None


def _text(node: etree._Element, numbers: Mapping[tuple[str, str], str]) -> str:
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
            said.append("\n" + "\n".join(line.text for line in _blocks(child, numbers)))
        elif child.tag in _REFERENCES:
            said.append(f"\x0e{numbers[_REFERENCES[child.tag], str(child.get(f'{_W}id'))]}\x0f")
        else:
            said.append(_MARKS.get(child.tag) or _text(child, numbers))
    return "".join(said)


def _notes(root: etree._Element, kind: str, numbers: Mapping[tuple[str, str], str]) -> list[_Line]:
    """Return the notes of a part behind their numbers; separators have a type, notes have none."""
    found = []
    order = {one: at for at, one in enumerate(numbers)}
    notes = list(root.iter(f"{_W}{kind}"))
    for note in sorted(notes, key=lambda note: order.get((kind, str(note.get(f"{_W}id"))), len(order))):
        if note.get(f"{_W}type") in (None, "normal"):
            number = numbers.get((kind, str(note.get(f"{_W}id"))), "")
            words = " ".join(" ".join(line.text for line in _blocks(note, numbers)).split())
            found.append(_Line(f"{number or '[note]'} {words}", "footnote", number))
    return found
