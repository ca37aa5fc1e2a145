"""Spreadsheets: the sheets of an .xlsx file as the text tables that every dataset is read from.

Only values are read: shared and inline text, numbers as they are stored, results of formulas. Dates would come as the
numbers that they are stored as; no dataset here has any.
"""

from __future__ import annotations

import csv
import io
import itertools
import posixpath
import zipfile
from collections.abc import Iterator

from lxml import etree

MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
LINK = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
WORKBOOK = "xl/workbook.xml"
MOST_COLUMNS = 16_384  # of a sheet, as the format has it


def is_workbook(archive: zipfile.ZipFile) -> bool:
    """Whether an archive is a spreadsheet in the Office Open XML format."""
    return WORKBOOK in archive.namelist()


def sheets(archive: zipfile.ZipFile, rows: int | None = None) -> Iterator[tuple[str, bytes]]:
    """Yield (name, text with commas) of every sheet, in the order of the workbook; of each the first `rows`, or all.

    A damaged part raises `etree.XMLSyntaxError`, `KeyError` or what reading the archive raises.
    """
    shared = _shared(archive)
    for name, member in _places(archive):
        yield name, _text(archive, member, shared, rows)


def _places(archive: zipfile.ZipFile) -> Iterator[tuple[str, str]]:
    """Yield the name of each sheet and where in the archive it lies."""
    links = _root(archive, "xl/_rels/workbook.xml.rels")
    targets = {link.get("Id"): link.get("Target", "") for link in links}
    for sheet in _root(archive, WORKBOOK).iter(f"{MAIN}sheet"):
        target = targets.get(sheet.get(LINK), "")
        member = posixpath.normpath(posixpath.join("xl", target)).removeprefix("/")
        if "worksheets" in member:  # a workbook may have sheets that are charts alone
            yield sheet.get("name", ""), member


def _root(archive: zipfile.ZipFile, member: str) -> etree._Element:
    parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False)
    return etree.fromstring(archive.read(member), parser)


def _parts(archive: zipfile.ZipFile, member: str, tag: str) -> Iterator[etree._Element]:
    """Yield the elements of one kind as they are read, and forget each after use."""
    with archive.open(member) as handle:
        for _, element in etree.iterparse(handle, tag=f"{MAIN}{tag}", resolve_entities=False, no_network=True):
            yield element
            element.clear()
            while element.getprevious() is not None:
                del element.getparent()[0]


def _shared(archive: zipfile.ZipFile) -> list[str]:
    """Return the texts that cells name by number."""
    if "xl/sharedStrings.xml" not in archive.namelist():
        return []
    return [_words(item) for item in _parts(archive, "xl/sharedStrings.xml", "si")]


def _words(item: etree._Element) -> str:
    """Return the words of a text, without the readings that East Asian texts have beside them."""
    texts = (t for t in item.iter(f"{MAIN}t") if t.getparent().tag != f"{MAIN}rPh")
    return "".join(t.text or "" for t in texts)


def _text(archive: zipfile.ZipFile, member: str, shared: list[str], most: int | None) -> bytes:
    rows = (_cells(row, shared) for row in _parts(archive, member, "row"))
    laid = list(itertools.islice((row for row in rows if any(row)), most))
    width = max((len(row) for row in laid), default=0)
    out = io.StringIO()
    csv.writer(out, lineterminator="\n").writerows([*row, *[""] * (width - len(row))] for row in laid)
    return out.getvalue().encode()


def _cells(row: etree._Element, shared: list[str]) -> list[str]:
    """Return the cells of a row; those that the file leaves out are empty."""
    found: list[str] = []
    for cell in row.iter(f"{MAIN}c"):
        place = column(cell.get("r", "")) if cell.get("r") else len(found)
        found += [""] * (min(place, MOST_COLUMNS) - len(found))
        found.append(_value(cell, shared))
    return found


def column(reference: str) -> int:
    """Return the number of a cell's column, the first being 0.

    >>> column("A1"), column("Z3"), column("AA10")
    (0, 25, 26)
    """
    number = 0
    for letter in reference:
        if not letter.isalpha():
            break
        number = 26 * number + ord(letter.upper()) - ord("A") + 1
    return number - 1


def _value(cell: etree._Element, shared: list[str]) -> str:
    kind = cell.get("t", "n")
    if kind == "inlineStr":
        return _flat(_words(cell))
    value = cell.find(f"{MAIN}v")
    text = (value.text or "") if value is not None else ""
    if kind == "s" and text:
        return _flat(shared[int(text)])
    return "" if kind == "e" else _flat(text)


def _flat(text: str) -> str:
    """Put a text of several lines on one."""
    return " ".join(text.split())
