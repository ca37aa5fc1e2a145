"""The picture of a PDF page, and where on it the words of a document stand."""

from __future__ import annotations

import struct
import threading
import unicodedata
import zlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import TYPE_CHECKING, Any, TypeVar

import numpy as np
import polars as pl

from trachu.bench.highlights import Leaf
from trachu.bench.store import Source
from trachu.core.errors import InputError
from trachu.core.words import Words

if TYPE_CHECKING:
    from trachu.bench.bench import Bench

T = TypeVar("T")
Box = tuple[float, float, float, float]  # left, top, right, bottom, in points from the top left
SCALES = (1.7, 1.1)  # pixels of a point; the second for pages that are photographs
MOST = 700_000  # bytes of a picture
SAME = 0.95  # share of characters that must be found again for a page's geometry to be known
_LOCK = threading.Lock()  # pdfium serves one caller at a time


@dataclass(frozen=True, slots=True)
class Sheet:
    """A page as it looks: its size in points, and for every mark the boxes of its words; None if they are unknown."""

    width: float
    height: float
    boxes: tuple[tuple[int, Box], ...] | None


def has_sheets(source: Source) -> bool:
    """Tell whether the pages of a source can be shown as pictures."""
    return source.part == "pdf"


def sheet(bench: Bench, leaf: Leaf) -> Sheet:
    """Find the boxes of a page's marks; each is given with the place of its mark among the marks."""
    read = bench.run_.read(leaf.source).frame("pages").sort("page")
    before = int(read.filter(pl.col("page") < leaf.page)["text"].str.len_chars().sum())
    text = str(read.filter(page=leaf.page)["text"][0])
    mended = bench.run_.mend(leaf.source).frame("pages").filter(page=leaf.page)
    raw = mended["raw"].to_list()[0]

    def look(page: Any) -> Sheet:
        """Find the boxes of the marks on a loaded page."""
        width, height = page.get_size()
        layer = page.get_textpage()
        try:
            places = aligned(text, _characters(layer))
            if places is None:
                return Sheet(width, height, None)
            boxes = []
            for number, mark in enumerate(leaf.marks):
                low, high = max(mark.start, leaf.start), min(mark.end, leaf.start + len(leaf.text))
                wanted = {index - before for index in raw[low - leaf.start : high - leaf.start]}
                inside = sorted(places[index] for index in wanted if 0 <= index < len(places) and places[index] >= 0)
                boxes += [(number, box) for box in _lines(layer, inside, height)]
            return Sheet(width, height, tuple(boxes))
        finally:
            layer.close()

    return _on_page(bench, leaf.source, leaf.page, look)


def picture(bench: Bench, source: Source, page: int) -> bytes:
    """Draw a page as PNG; one that would be very large is drawn smaller and in grey."""

    def draw(loaded: Any) -> bytes:
        """Paint a loaded page in the finest of the scales that is small enough."""
        found = b""
        for scale, grey in zip(SCALES, (False, True), strict=True):
            bitmap = loaded.render(scale=scale, grayscale=grey, rev_byteorder=True)
            found = png(np.ascontiguousarray(bitmap.to_numpy()))
            if len(found) <= MOST:
                break
        return found

    return _on_page(bench, source, page, draw)


def _on_page(bench: Bench, source: Source, page: int, do: Callable[[Any], T]) -> T:
    import pypdfium2

    with _LOCK:
        try:
            pdf = pypdfium2.PdfDocument(bench.run_.content(source))
        except pypdfium2.PdfiumError:
            raise _no_picture(source, page) from None
        try:
            if not 1 <= page <= len(pdf):
                raise _no_picture(source, page)
            loaded = pdf[page - 1]
            try:
                return do(loaded)
            finally:
                loaded.close()
        finally:
            pdf.close()


def _no_picture(source: Source, page: int) -> InputError:
    return InputError(
        Words(en=f"Page {page} of {source.name} cannot be drawn.", th=f"วาดหน้า {page} ของ {source.name} ไม่ได้"),
        Words(en="Read its text instead.", th="โปรดอ่านจากข้อความแทน"),
    )


def _characters(layer: Any) -> list[str]:
    import pypdfium2.raw as pdfium

    return [chr(pdfium.FPDFText_GetUnicode(layer, index)) for index in range(layer.count_chars())]


def aligned(text: str, characters: Sequence[str]) -> list[int] | None:
    """Return for every letter of a page's text its place among the page's characters, -1 where it has none.

    Marks above and below letters and blanks have none: programs that read a PDF disagree on where they stand. None if
    the letters are not the same: the geometry of the page is not known.

    >>> aligned("กี่ข", ["ก", " ", "ข", "ี", "่"])
    [0, -1, -1, 2]
    >>> aligned("ab", ["x", "y"]) is None
    True
    """
    wanted = [(index, letter) for index, one in enumerate(text) if (letter := _letter(one))]
    given = [(place, letter) for place, one in enumerate(characters) if (letter := _letter(one))]
    matcher = SequenceMatcher(None, "".join(b for _, b in wanted), "".join(b for _, b in given), autojunk=False)
    found, known = [-1] * len(text), 0
    for mine, theirs, length in matcher.get_matching_blocks():
        for step in range(length):
            found[wanted[mine + step][0]] = given[theirs + step][0]
        known += length
    return found if wanted and known >= SAME * len(wanted) else None


def _letter(character: str) -> str:
    """Return what stands on the line of a character: nothing for marks and blanks, า for ำ."""
    if unicodedata.category(character)[0] in "MZC":
        return ""
    return {"ำ": "า"}.get(character, character)


def _lines(layer: Any, places: Sequence[int], height: float) -> list[Box]:
    """Join the boxes of characters that follow one another on a line."""
    boxes: list[Box] = []
    for place in places:
        left, bottom, right, top = layer.get_charbox(place, loose=True)
        if right <= left or top <= bottom:
            continue
        box = (left, height - top, right, height - bottom)
        if boxes and _one_line(boxes[-1], box):
            last = boxes.pop()
            box = (min(last[0], box[0]), min(last[1], box[1]), max(last[2], box[2]), max(last[3], box[3]))
        boxes.append(box)
    return boxes


def _one_line(one: Box, other: Box) -> bool:
    shared = min(one[3], other[3]) - max(one[1], other[1])
    return shared > 0.5 * min(one[3] - one[1], other[3] - other[1])


def png(pixels: Any) -> bytes:
    r"""Write pixels (rows x columns, or rows x columns x 3) as PNG.

    >>> png(np.zeros((1, 1), dtype=np.uint8))[:8]
    b'\x89PNG\r\n\x1a\n'
    """
    rows, columns = pixels.shape[:2]
    flat = pixels.reshape(rows, -1)
    lines = np.concatenate([np.zeros((rows, 1), dtype=np.uint8), flat], axis=1)  # each row begins with its filter: none
    kind = 2 if pixels.ndim == 3 and pixels.shape[2] == 3 else 0
    head = struct.pack(">IIBBBBB", columns, rows, 8, kind, 0, 0, 0)
    parts = ((b"IHDR", head), (b"IDAT", zlib.compress(lines.tobytes(), 6)), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(content)) + name + content + struct.pack(">I", zlib.crc32(name + content))
        for name, content in parts
    )
