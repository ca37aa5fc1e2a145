"""Where paragraphs end, by where lines begin and end on the page; and what stands between two lines that are joined."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

from trachu.sources.pdf.lines import Piece

LONGEST = 7.0  # sizes: a Thai word is hardly wider, so a line that leaves more room ends its paragraph
SLACK = 1.0  # sizes of room, beyond the next word, from which a line counts as short
INDENT = 0.9  # sizes from which a line is indented
APART = 1.3  # of the usual distance of lines, from which a paragraph ends

_BULLET = re.compile(r"[•●▪◦‣■□➢✓*–—-][ \t]")
_LISTED = re.compile(r"(\(?[0-9๐-๙]{1,2}[.)]|[0-9๐-๙]+(\.[0-9๐-๙]+)+|\(?[ก-ฮa-z]\))[ \t]")
_GLUED = re.compile(r"(?:[A-Za-z]-|https?://\S*[/_=.?&-])$")
_THAI_ENDS, _THAI_BEGINS = re.compile("[ก-ฺเ-๎]$"), re.compile("[ก-ฺเ-๎]")


@dataclass(frozen=True, slots=True)
class Frame:
    """Where the lines of a column stand: its edges, and how far apart its lines are."""

    left: float
    right: float
    leading: float


def frame_of(lines: Sequence[Piece]) -> Frame:
    """Measure a column by the lines that stand in it."""
    steps = [a.up - b.up for a, b in pairwise(lines) if a.up > b.up + 1]
    return Frame(
        min((line.left for line in lines), default=0.0),
        max((line.right for line in lines), default=0.0),
        median(steps) if steps else 0.0,
    )


def between(before: Piece, line: Piece, frame: Frame) -> str:
    """Return what stands between two lines of one kind: a line break where a paragraph ends, or a seam."""
    away = before.up - line.up if before.column == line.column else 0.0
    if frame.leading and away > APART * frame.leading:
        return "\n\n" if away > 1.5 * frame.leading else "\n"
    if _BULLET.match(line.text) or before.turn != line.turn or max(before.cells, line.cells) > 1:
        return "\n"
    listed = _BULLET.match(before.text) or _LISTED.match(before.text)
    indented = line.left > frame.left + INDENT * line.size and line.left > before.left + INDENT * line.size
    room = frame.right - before.right - SLACK * line.size
    same = before.column == line.column
    if (same and indented and not listed) or room > min(_first(line), LONGEST * line.size):
        return "\n"
    if _LISTED.match(line.text) and (room > 0 or line.left > frame.left + INDENT * line.size):
        return "\n"
    return seam(before.text, line.text)


def _first(line: Piece) -> float:
    """Return about how wide the first word of a line is, if blanks part words."""
    words = line.text.split(" ", 1)
    return (line.right - line.left) * len(words[0]) / max(1, len(line.text))


def seam(left: str, right: str) -> str:
    """Return what stands between two joined lines: a blank, or nothing within Thai and within addresses.

    >>> seam("ความ", "มั่นคง"), seam("of the", "world"), seam("https://www.un.", "org")
    ('', ' ', '')
    """
    if left.endswith(" ") or right.startswith(" ") or _GLUED.search(left):
        return ""
    return "" if _THAI_ENDS.search(left) and _THAI_BEGINS.match(right) else " "
