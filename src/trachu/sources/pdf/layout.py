"""What the lines of a PDF are: running text, headings, footnotes, running heads and page numbers, by their geometry.

Nothing is lost: heads and page numbers leave the running text, but keep their words and place in the raw document.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from unicodedata import normalize

import polars as pl

from trachu.core.text import Mapped
from trachu.sources.pages import ASIDE, Stretch, lay_out
from trachu.sources.pdf.columns import ordered
from trachu.sources.pdf.lines import Piece
from trachu.sources.pdf.paragraphs import Frame, between, frame_of, seam

LARGE = 1.12  # of the usual size, from which a line is a heading
SMALL = 0.93  # of the usual size, up to which a line at the foot may be a note
EDGE = 2  # lines at the top and at the foot of a page that may be running heads
REPEATED = 3  # pages on which a line stands in one place, from which it is a running head
APART = 1.1  # of the usual distance of lines, from which a line stands apart
SAME = 4.0  # points apart that still are one place
SHORT = 0.85  # of the column, up to which a bold line may be a heading
RULE = " " * 24  # a rule of blanks: what follows are notes

_NUMBER = re.compile(
    r"[-–—\[( ]*(?:หน้า(?:ที่)?|page|p\.)? ?([0-9๐-๙]{1,4}|[ivxlc]{1,7})(?: ?(?:/|of|จาก) ?[0-9๐-๙]{1,4})?[-–—\]) ]*", re.I
)
_DIGITS = re.compile("[0-9๐-๙]+")
_NOTE = re.compile(r"([0-9๐-๙]{1,3}(?![0-9๐-๙])|[*†‡§]+)[ .)]*(?=\S)")
_GLUED = r"(?<=[^\s0-9๐-๙.,:/(–-]){}(?![0-9๐-๙.,:/–-]|\s*%)"  # the number of a note behind a word


@dataclass(frozen=True, slots=True)
class Mark:
    """A stretch of a page's raw text that is more than running text.

    ``said`` holds its words if they are left out of the running text, or the number of the note.
    """

    kind: str
    start: int
    end: int
    said: str


@dataclass(frozen=True, slots=True)
class Sheet:
    """A page: all its text, and the stretches of it that are marked."""

    text: str
    marks: tuple[Mark, ...] = ()


@dataclass(slots=True)
class _Line:
    piece: Piece
    kind: str = "body"
    note: str = ""


Rows = list[list[Piece]]


def sheets(pages: Sequence[Rows]) -> list[Sheet]:
    """Lay out the pages of one document; what is a running head shows on several of them."""
    usual = _usual([piece for rows in pages for row in rows for piece in row])
    lines = [[_Line(piece) for piece in ordered(rows)] for rows in pages]
    _heads(lines)
    _page_numbers(lines)
    carried = False
    for page in lines:
        carried = _notes(page, usual, carried)
        _headings(page, usual)
    return [_write(page) for page in lines]


def _usual(pieces: Sequence[Piece]) -> float:
    """Return the size of most of the letters of a document."""
    sizes: Counter[float] = Counter()
    for piece in pieces:
        sizes[round(piece.size, 1)] += len(piece.text)
    return sizes.most_common(1)[0][0] if sizes else 0.0


def _edges(page: Sequence[_Line]) -> list[_Line]:
    """Return the lines at the top and at the foot of a page."""
    level = [line for line in page if line.piece.turn == 0 and line.kind == "body"]
    ups = sorted({round(line.piece.up) for line in level})
    chosen = {*ups[:EDGE], *ups[-EDGE:]} if len(ups) > EDGE else set()
    return [line for line in level if round(line.piece.up) in chosen]


def _heads(pages: Sequence[Sequence[_Line]]) -> None:
    """Find the lines that say the same, numbers aside, in the same place of several pages."""
    places: dict[str, list[tuple[int, _Line]]] = defaultdict(list)
    for number, page in enumerate(pages):
        for line in _edges(page):
            if not _apart(line, page):
                continue
            places[_DIGITS.sub("#", "".join(line.piece.text.split()))].append((number, line))
    for said, found in places.items():
        for at, line in found:
            near = {
                n for n, other in found if abs(other.piece.up - line.piece.up) < SAME and _counts(line, other, n - at)
            }
            if len(near) >= max(2, min(REPEATED, len(pages))) and said.strip("#"):
                line.kind = "head"


def _apart(line: _Line, page: Sequence[_Line]) -> bool:
    """Tell whether a line at the edge of a page stands apart from its running text."""
    ups = sorted({round(other.piece.up, 1) for other in page if abs(other.piece.up - line.piece.up) > 1})
    above, below = [up for up in ups if up > line.piece.up], [up for up in ups if up < line.piece.up]
    inward = below[-1:] if len(above) < EDGE else above[:1]
    return all(
        abs(up - line.piece.up) > max(APART * frame_of([other.piece for other in page]).leading, line.piece.size)
        for up in inward
    )


def _counts(line: _Line, other: _Line, pages: int) -> bool:
    """Tell whether the numbers of two lines are the same or count on with the pages."""
    pairs = zip(_DIGITS.findall(line.piece.text), _DIGITS.findall(other.piece.text), strict=True)
    return all(int(b) - int(a) in (0, pages) for a, b in pairs)


def _page_numbers(pages: Sequence[Sequence[_Line]]) -> None:
    """Find the numbers at the edge of pages that count on with the pages, or stand alone."""
    found: list[tuple[int, _Line, int]] = []
    for number, page in enumerate(pages):
        for line in _edges(page):
            match = _NUMBER.fullmatch(line.piece.text.strip())
            if match and _alone(line, page):
                found.append((number, line, _value(match[1])))
    steps = Counter(value - number for number, _, value in found)
    for number, line, value in found:
        if steps[value - number] >= 2 or len(pages) == 1:
            line.kind = "number"


def _value(written: str) -> int:
    if written.isdigit():
        return int(written)
    values = [{"i": 1, "v": 5, "x": 10, "l": 50, "c": 100}[letter] for letter in written.lower()]
    return sum(-a if a < b else a for a, b in zip(values, [*values[1:], 0], strict=True))


def _alone(line: _Line, page: Sequence[_Line]) -> bool:
    """Tell whether nothing but heads stands on the same level."""
    return all(
        other is line or other.kind == "head" or abs(other.piece.up - line.piece.up) > 0.5 * line.piece.size
        for other in page
    )


def _notes(page: list[_Line], usual: float, carried: bool) -> bool:
    """Find the notes at the foot of each column of a page; tell whether there are any.

    A block of small lines begins with the number of a note, or with what is left of a note that ran on.
    """
    last = 0
    for column in sorted({line.piece.column for line in page}):
        lines = [line for line in page if line.piece.column == column]
        last = _column_notes(lines, usual, carried, last)
        carried = last > 0
    return last > 0


def _column_notes(page: list[_Line], usual: float, carried: bool, last: int) -> int:
    """Mark the notes of one column, counting on from the last one; return the last one now."""
    body = [line for line in page if line.kind == "body" and line.piece.turn == 0]
    small: set[int] = set()
    for line in sorted(body, key=lambda line: line.piece.up):
        if line.piece.size > SMALL * usual:
            break
        small.add(id(line))
    above = "\n".join(line.piece.text for line in body if id(line) not in small)
    block = [line for line in page if id(line) in small]
    if not block or not above:
        return last
    found = 0
    for line in block:
        number = _note_number(line, above, last)
        if number:
            line.note, last = number, int(number) if number.isdigit() else last + 1
            found = last
        line.kind = "footnote" if found or carried else line.kind
    if not found:
        for line in block:
            line.kind = "body"
        return last
    for line in body:
        if id(line) not in small:
            _refer(line, {line.note for line in block if line.note.isdigit()})
    return last


def _note_number(line: _Line, above: str, last: int) -> str:
    """Return the number with which a note begins, if this line begins one."""
    match = _NOTE.match(line.piece.text)
    if match is None:
        return ""
    written = match[1]
    raised = line.piece.notes[:1] == ((0, match.end(1)),)
    apart = match.end() > match.end(1) and len(line.piece.text) > match.end() + 3
    if not written.isdigit() or raised:
        return written
    if last:
        return written if int(written) == last + 1 else ""
    return written if apart or re.search(_GLUED.format(written), above) else ""


def _refer(line: _Line, numbers: set[str]) -> None:
    """Find the numbers of notes that are glued to words of a line."""
    for number in numbers:
        for match in re.finditer(_GLUED.format(number), line.piece.text):
            if match.span() not in line.piece.notes:
                line.piece.notes = (*line.piece.notes, match.span())


def _headings(page: list[_Line], usual: float) -> None:
    right = max((line.piece.right for line in page), default=0.0)
    left = min((line.piece.left for line in page), default=0.0)
    bold = [line for line in page if line.kind == "body" and line.piece.bold]
    rare = len(bold) * 2 < sum(line.kind == "body" for line in page) or len(page) < 3
    for line in page:
        wide = line.piece.right - line.piece.left > SHORT * (right - left)
        letters = sum(letter.isalpha() for letter in line.piece.text) > 1
        large = line.piece.size >= LARGE * usual or (line.piece.bold and rare and not wide)
        if line.kind == "body" and letters and large:
            line.kind = "heading"


def _write(page: list[_Line]) -> Sheet:
    """Write a page: running text with its headings, then the notes; heads and numbers are marked with their words."""
    frames = {
        (kind, column): frame_of([line.piece for line in page if line.kind == kind and line.piece.column == column])
        for kind, column in {(line.kind, line.piece.column) for line in page}
    }
    said: list[str] = []
    marks: list[Mark] = []
    size = 0
    before: _Line | None = None
    for line in _parted(page):
        at = before if before is not None and before.kind == line.kind else line
        gap = _between(before, line, frames[at.kind, at.piece.column]) if before else ""
        if line.kind == "footnote" and (before is None or before.kind != "footnote"):
            gap += f"{RULE}\n"
        start, text = size + len(gap), _numbered(line)
        said += [gap, text]
        size = start + len(text)
        marks += _marks(line, start, text)
        before = line
    return Sheet("".join(said), tuple(marks))


def _parted(page: list[_Line]) -> list[_Line]:
    """Put what stands above the running text before it, what stands below behind it, and the notes last."""
    top = max((line.piece.up for line in page if line.kind not in ASIDE), default=0.0)

    def place(line: _Line) -> int:
        """Return the part of the page."""
        if line.kind in ASIDE:
            return 0 if line.piece.up >= top else 2
        return 3 if line.kind == "footnote" else 1

    return sorted(page, key=place)


def _marks(line: _Line, start: int, text: str) -> list[Mark]:
    if line.kind in ASIDE:
        return [Mark(line.kind, start, start + len(text), text)]
    own = [] if line.kind == "body" else [Mark(line.kind, start, start + len(text), line.note)]
    return own + [
        Mark("marker", start + a, start + b, normalize("NFKC", text[a:b]))
        for a, b in line.piece.notes
        if line.kind == "body"
    ]


def _between(before: _Line, line: _Line, frame: Frame) -> str:
    """Return what stands between two lines of a page."""
    if before.kind != line.kind:
        return "\n\n" if "heading" in (before.kind, line.kind) else "\n"
    if line.note or line.kind in ASIDE:
        return "\n"
    if line.kind == "heading":
        near = before.piece.up - line.piece.up < 2 * line.piece.size and before.piece.size == line.piece.size
        return seam(before.piece.text, line.piece.text) if near else "\n\n"
    return between(before.piece, line.piece, frame)


def _numbered(line: _Line) -> str:
    """Return the text of a line; the number of a note is set apart from its words."""
    if not line.note:
        return line.piece.text
    rest = line.piece.text.strip()[len(line.note) :].lstrip(" .)")
    return f"{line.note} {rest}"


def put_together(found: Sequence[Sheet], how: Sequence[str | None] = ()) -> pl.DataFrame:
    r"""Lay sheets out as the table `pages`; offsets are those of all their texts, one behind the other.

    >>> put_together([Sheet("1 Head\nBody", (Mark("head", 0, 6, "1 Head"),))])["text"].to_list()
    ['Body']
    """
    pages, marks, at = [], [], 0
    for sheet in found:
        text = Mapped.of(sheet.text, at)
        kept, last = [], 0
        for mark in sorted(sheet.marks, key=lambda mark: mark.start):
            if mark.kind in ASIDE:
                kept.append(text[last : mark.start])
                last = mark.end + (sheet.text[mark.end : mark.end + 1] == "\n")
        pages.append(Mapped.join([*kept, text[last:]]))
        marks.append([Stretch(mark.kind, at + mark.start, at + mark.end, mark.said) for mark in sheet.marks])
        at += len(sheet.text)
    return lay_out(pages, marks, how)
