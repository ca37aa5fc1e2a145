"""The order in which the pieces of a page are read: line by line, or column by column where there are columns."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from trachu.sources.pdf.lines import Piece

FEWEST = 5  # lines on either side from which a page has two columns
SHARE = 0.6  # of all letters that stand in the columns
CLOSE = 0.5  # sizes off a level up to which pieces stand on it
STEP = 2.0  # points between the places that are tried for a gutter


def ordered(rows: Sequence[Sequence[Piece]]) -> list[Piece]:
    """Return the lines of a page in the order of reading; pieces of a line are put together again."""
    flat = [piece for row in rows for piece in row]
    gutter = _gutter(flat)
    if gutter is None:
        return [_whole(row) for row in rows]
    return _by_columns(rows, gutter)


def _gutter(pieces: Sequence[Piece]) -> float | None:
    """Return where two columns part, if the page has two: a place that few lines cross and many flank."""
    level = [piece for piece in pieces if piece.turn == 0 and piece.text.strip()]
    if len(level) < 2 * FEWEST:
        return None
    left, right = min(p.left for p in level), max(p.right for p in level)
    letters = sum(len(p.text) for p in level)
    best: tuple[int, float] | None = None
    at = left + 0.3 * (right - left)
    while at < left + 0.7 * (right - left):
        crossing = sum(len(p.text) for p in level if p.left < at < p.right)
        if best is None or crossing < best[0]:
            best = crossing, at
        at += STEP
    if best is None or best[0] > (1 - SHARE) * letters:
        return None
    at = best[1]
    first, second = [p for p in level if p.right <= at], [p for p in level if p.left >= at]
    if min(len(first), len(second)) < FEWEST:
        return None
    return at if _prose(first, at - left) and _prose(second, right - at) and _beside(first, second) else None


def _prose(pieces: Sequence[Piece], width: float) -> bool:
    """Tell whether most lines of a column fill it: cells of a table do not."""
    return sum(piece.right - piece.left > 0.6 * width for piece in pieces) * 2 > len(pieces)


def _beside(first: Sequence[Piece], second: Sequence[Piece]) -> bool:
    """Tell whether the columns stand beside each other, not one below the other."""
    low = max(min(p.up for p in side) for side in (first, second))
    high = min(max(p.up for p in side) for side in (first, second))
    return sum(low - 1 <= p.up <= high + 1 for p in [*first, *second]) * 2 > len(first) + len(second)


def _by_columns(rows: Sequence[Sequence[Piece]], gutter: float) -> list[Piece]:
    """Read between lines that cross the gutter first the left column, then the right one."""
    halves: list[Piece] = []
    for row in rows:
        sides = [[p for p in row if p.right <= gutter], [p for p in row if p.left >= gutter]]
        crossing = any(p.left < gutter < p.right for p in row)
        halves.extend([_whole(row)] if crossing else [_whole(side) for side in sides if side])
    for piece in halves:
        piece.column = int(piece.left >= gutter)
    wide = sorted((p.up for p in halves if p.left < gutter < p.right), reverse=True)

    def place(piece: Piece) -> tuple[int, int]:
        """Return the band of the page and the column."""
        band = sum(up > piece.up + CLOSE * piece.size for up in wide)
        if piece.left < gutter < piece.right:
            return band, 2
        return band, piece.column

    return sorted(halves, key=place)


def _whole(row: Sequence[Piece]) -> Piece:
    """Put the pieces of a line together, with a blank between them."""
    if len(row) == 1:
        return row[0]
    text = ""
    notes: list[tuple[int, int]] = []
    for piece in row:
        text += " " if text and not text.endswith(" ") and not piece.text.startswith(" ") else ""
        notes.extend((start + len(text), end + len(text)) for start, end in piece.notes)
        text += piece.text
    largest = max(row, key=lambda piece: len(piece.text))
    left, right = min(p.left for p in row), max(p.right for p in row)
    bold = all(p.bold for p in row)
    return replace(largest, text=text, left=left, right=right, bold=bold, notes=tuple(notes), cells=len(row))
