"""Lines to paragraphs: join what a page's width has parted, and nothing else.

A document counts as wrapped if most of its lines are about as long as its longest ones. Only
then are lines joined, and a line break stays where a paragraph ends: at a gap that is larger
than usual in this document, after a line that is short for its surroundings, before a bullet,
an indented line or a note. Many writers leave a blank at a paragraph's end; where a document's
short lines do, a line without one ends no paragraph, and elsewhere none ends within a word.
Everywhere else the newlines are left as they are.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from trachu.core.text import Mapped
from trachu.sources.repair.lexicon import MARKS, THAI, read

FEWEST = 6  # lines needed to judge whether a document is wrapped
WIDEST = 160  # columns; a longer line was not broken by a page's width
FULL = 0.8  # share of the width from which a line counts as full
TINY = 0.4  # share of the whole document's width below which a line ends a paragraph anyway
TOLD = 0.6  # share of short lines that end in a blank from which a line without one ends no paragraph
REACH = 12  # letters read on either side of a break to see whether a word spans it

_LINE = re.compile(r"[^\n]*\n?")
_NUMBER = re.compile(r"[ \t]*[-–]?[ \t]*[0-9๐-๙]{1,3}[ \t]*[-–]?[ \t\r]*")
_BULLET = re.compile(r"[•●▪◦‣■□➢✓*–—-][ \t]")
_LISTED = re.compile(r"(\(?[0-9๐-๙]{1,2}[.)]|[0-9]+(\.[0-9]+)+)[ \t]")
_NOTE = re.compile(r"([0-9]{1,3}) +\S")
_RULE = re.compile(r"[ \t]{20,}")
_THAI_END = re.compile("[ก-ฺเ-๎]$")
_GLUED = re.compile(r"(?:[A-Za-z]-|https?://\S*[/_=-])$")


@dataclass(frozen=True, slots=True)
class Line:
    """A line: its span without blanks at the ends, its columns, and what stood around it."""

    start: int
    end: int
    columns: int
    indent: int
    trailing: bool
    gap: int  # line breaks since the line before
    ruled: bool  # a rule made of blanks stands above it


@dataclass(frozen=True, slots=True)
class Shape:
    """How wide the lines of a document are and how far apart they stand."""

    wrapped: bool
    width: int
    gap: int
    told: bool  # a blank at a line's end tells where paragraphs end


def lines(text: str) -> list[Line]:
    r"""Return the lines of a text that hold something.

    >>> [(line.start, line.end, line.gap, line.trailing) for line in lines("ab \n\n  cd")]
    [(0, 2, 0, True), (7, 9, 2, False)]
    """
    found = []
    gap, ruled = 0, False
    for match in _LINE.finditer(text):
        body = match[0].rstrip("\n").rstrip("\r")
        stripped = body.strip()
        if stripped:
            start = match.start() + len(body) - len(body.lstrip())
            columns = len(stripped) - sum(map(stripped.count, MARKS))
            trailing = body != body.rstrip()
            indent = len(body) - len(body.lstrip())
            found.append(Line(start, start + len(stripped), columns, indent, trailing, gap, ruled))
            gap, ruled = 0, False
        elif _RULE.fullmatch(body):
            ruled = True
        gap += match[0].endswith("\n")
    return found


def shape(pages: Sequence[list[Line]]) -> Shape:
    """Measure the lines of a document."""
    every = [line for page in pages for line in page]
    if len(every) < FEWEST:
        return Shape(False, 0, 1, False)
    columns = sorted(line.columns for line in every)
    width = columns[int(0.9 * (len(columns) - 1))]
    full = sum(line.columns >= FULL * width for line in every)
    gaps = Counter(b.gap for page in pages for a, b in pairwise(page) if a.columns >= FULL * width and b.gap)
    wrapped = 30 <= width <= WIDEST and columns[-1] <= 2 * WIDEST and 2 * full >= len(every)
    short = [line.trailing for page in pages for i, line in enumerate(page) if line.columns < _full(page, i, width)]
    long = [line.trailing for page in pages for i, line in enumerate(page) if line.columns >= _full(page, i, width)]
    told = sum(short) > TOLD * len(short) and sum(short) * len(long) > 2 * sum(long) * len(short)
    return Shape(wrapped, width, gaps.most_common(1)[0][0] if gaps else 1, told)


def _full(rows: list[Line], index: int, width: int) -> float:
    """Return the columns from which this line counts as full beside its neighbours."""
    return FULL * min(width, max(line.columns for line in rows[max(0, index - 2) : index + 3]))


def join(pages: Sequence[Mapped]) -> list[Mapped]:
    r"""Join the lines of a wrapped document, page by page; drop page numbers.

    >>> text = "ประเทศมหาอำนาจหลายประเทศมีบทบาทในเวทีโลกและใน\nภูมิภาค" * 6
    >>> join([Mapped.of(text)])[0].text.count("\n")
    0
    """
    laid = [lines(page.text) for page in pages]
    found = shape(laid)
    if not found.wrapped:
        return list(pages)
    return [_join_page(page, _without_numbers(page.text, rows), found) for page, rows in zip(pages, laid, strict=True)]


def _without_numbers(text: str, rows: list[Line]) -> list[Line]:
    """Leave out lines that hold only a number, unless their neighbours do too (a table)."""
    alone = [bool(_NUMBER.fullmatch(text[row.start : row.end])) for row in rows]
    return [
        row
        for index, row in enumerate(rows)
        if not alone[index] or any(alone[max(0, index - 1) : index] + alone[index + 1 : index + 2])
    ]


def _join_page(page: Mapped, rows: list[Line], found: Shape) -> Mapped:
    parts: list[Mapped] = []
    note: int | None = None
    for index, row in enumerate(rows):
        ends, note = _note_state(page.text, row, note)
        if index:
            before = rows[index - 1]
            if ends or _ends(page.text, rows, index, found):
                parts.append(Mapped("\n", (page.raw[before.end],)))
            else:
                parts.append(_seam(page, before, row))
        parts.append(page[row.start : row.end])
    return Mapped.join(parts)


def _note_state(text: str, row: Line, note: int | None) -> tuple[bool, int | None]:
    """Follow a block of notes: whether a paragraph ends before this line, and the note it belongs to."""
    number = _NOTE.match(text, row.start, row.end)
    if row.ruled:
        return True, int(number[1]) if number else None
    if note is None:
        return False, None
    if row.indent and not number:  # the next page's text follows the notes without a rule
        return True, None
    if number and int(number[1]) == note + 1:
        return True, note + 1
    return False, note


def _ends(text: str, rows: list[Line], index: int, found: Shape) -> bool:
    """Tell whether a paragraph ends before the line of this index."""
    before, row = rows[index - 1], rows[index]
    begins = text[row.start : row.end]
    if begins[0] in MARKS:
        return False
    if _BULLET.match(begins):
        return True
    short = before.columns < max(_full(rows, index - 1, found.width), TINY * found.width)
    if row.indent >= 2 or (_LISTED.match(begins) and (short or before.trailing)):
        return True
    if not short and row.gap <= found.gap:
        return False
    if found.told:
        return before.trailing
    return not _spans(text, before, row)


def _spans(text: str, before: Line, row: Line) -> bool:
    """Tell whether a dictionary word spans the break between two lines."""
    if before.trailing or not _THAI_END.search(text[before.start : before.end]):
        return False
    right = THAI.match(text, row.start, min(row.end, row.start + REACH))
    lefts = list(THAI.finditer(text, before.start, before.end))
    if right is None or not lefts:
        return False
    left = lefts[-1][0][-REACH:]
    return read(left + right[0])[0] < read(left)[0] + read(right[0])[0] - 1


def _seam(page: Mapped, before: Line, row: Line) -> Mapped:
    """Return what stands between two joined lines: a blank, or nothing within a Thai word."""
    left = page.text[before.start : before.end]
    thai = _THAI_END.search(left) and THAI.match(page.text, row.start)
    if not before.trailing and (thai or _GLUED.search(left) or page.text[row.start] in MARKS):
        return Mapped("", ())
    return Mapped(" ", (page.raw[before.end],))
