"""From glyphs to lines of text: what was drawn twice is said once, gaps become blanks, numbers of notes are known."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from trachu.sources.pages import RAISED
from trachu.sources.pdf.glyphs import Glyph
from trachu.sources.pdf.meanings import compose

TWICE = 0.12  # sizes apart up to which the same glyph is one that was drawn twice
OFF = 0.5  # sizes off the baseline from which a line is another one
BACK = 1.5  # sizes to the left from which a line is another one
WORD = 0.2  # sizes between glyphs from which there is a blank, in a text that writes no blanks
WIDE = 0.6  # sizes from which there is one in a text that does
GUTTER = 1.8  # sizes between glyphs from which a line falls into pieces, such as columns
ABOVE = 0.12  # sizes above the baseline from which a small digit is a note's number
SMALL = 0.82  # share of the line's size up to which it is small
BLANKS = 60  # glyphs for one blank, up to which a text counts as writing blanks

_CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u200b\ufeff\ufffe\uffff]")


@dataclass(slots=True)
class Piece:
    """A line or a part of one: its text, where it stands, how large it is, and the numbers of notes in it."""

    text: str
    left: float
    right: float
    up: float
    size: float
    turn: int
    bold: bool
    notes: tuple[tuple[int, int], ...] = ()  # spans in the text
    column: int = 0
    cells: int = 1  # pieces that a line was put together from


def pieces(glyphs: Sequence[Glyph], bold: frozenset[int] = frozenset()) -> list[list[Piece]]:
    """Return the lines of a page in the order of the file, each in pieces from left to right."""
    kept = _once(glyphs)
    blanks = sum(glyph.text.count(" ") for glyph in kept)
    gap = WIDE if blanks * BLANKS >= len(kept) else WORD
    return [found for line in lines_of(kept) if (found := _cut(line, gap, bold))]


def lines_of(glyphs: Iterable[Glyph]) -> Iterator[list[Glyph]]:
    """Cut glyphs into lines: a line ends where the next glyph stands on another baseline or far to the left."""
    line: list[Glyph] = []
    level = size = end = 0.0
    for glyph in glyphs:
        if line:
            tall = max(size, glyph.size, 0.1)
            back = glyph.along < end - (BACK + 1) * tall and glyph.along < line[-1].along - BACK * tall
            off = abs(glyph.up - level) > OFF * tall and not _raised(glyph, level, size, end)
            if glyph.turn != line[-1].turn or off or (back and not _fits(line, glyph)):
                yield line
                line = []
        if not line:
            level, size, end = glyph.up, glyph.size, glyph.end
        elif glyph.size > SMALL * size:
            level, size = glyph.up, max(size, glyph.size)
        end = max(end, glyph.end)
        line.append(glyph)
    if line:
        yield line


def _raised(glyph: Glyph, level: float, size: float, end: float) -> bool:
    """Tell whether a glyph is small and stands above the end of its line, as the number of a note does."""
    return glyph.size <= SMALL * size and 0 < glyph.up - level < size and abs(glyph.along - end) < OFF * size


def _fits(line: list[Glyph], glyph: Glyph) -> bool:
    """Tell whether a glyph to the left fills a gap in its line, as letters of a second font may do."""
    if abs(glyph.up - line[-1].up) > 0.02 * glyph.size or len(line) > 1000 or glyph.end - glyph.along < 0.05:
        return False
    slack = 0.25 * glyph.size
    free = all(glyph.end <= other.along + slack or glyph.along >= other.end - slack for other in line)
    return free and glyph.along >= line[0].along - 0.5 * glyph.size


def _once(glyphs: Sequence[Glyph]) -> list[Glyph]:
    """Leave out glyphs drawn a second time on the same place, to look bold."""
    places: dict[tuple[str, int], list[float]] = defaultdict(list)
    kept = []
    dropping = False
    for glyph in glyphs:
        if glyph.text.isspace() or not glyph.text or glyph.size <= 0:
            kept.append(glyph)
            continue
        seen = places[glyph.text, round(glyph.up)]
        near = any(abs(along - glyph.along) < TWICE * glyph.size for along in seen[-40:])
        wide = glyph.end - glyph.along > TWICE * glyph.size
        dropping = near and (wide or dropping)
        if not dropping:
            seen.append(glyph.along)
            kept.append(glyph)
    return kept


def _cut(line: list[Glyph], gap: float, bold: frozenset[int]) -> list[Piece]:
    """Cut a line into pieces at wide gaps, from left to right."""
    runs: list[list[Glyph]] = [[]]
    line = _in_order(line)
    end = line[0].along
    for glyph in line:
        if runs[-1] and glyph.along - end > GUTTER * glyph.size:
            runs.append([])
        runs[-1].append(glyph)
        end = max(end, glyph.end)
    return [piece for run in runs if (piece := _piece(run, gap, bold)).text.strip()]


def _in_order(line: list[Glyph]) -> list[Glyph]:
    """Put a line in order from left to right if the file goes back in it; marks stay with their letters."""
    syllables: list[list[Glyph]] = []
    back, end = False, line[0].along
    for glyph in line:
        mark = glyph.end - glyph.along < TWICE * glyph.size
        back = back or (not mark and glyph.along < end - OFF * glyph.size)
        end = max(end, glyph.end)
        if mark and syllables:
            syllables[-1].append(glyph)
        else:
            syllables.append([glyph])
    if not back:
        return line
    return [glyph for syllable in sorted(syllables, key=lambda syllable: syllable[0].along) for glyph in syllable]


def _piece(run: list[Glyph], gap: float, bold: frozenset[int]) -> Piece:
    size = _usual(run)
    full = [glyph for glyph in run if glyph.size > SMALL * size]
    level = full[0].up
    said: list[str] = []
    raised: list[bool] = []
    end = run[0].along
    for glyph in run:
        text = _CONTROL.sub("", glyph.text)
        if not said and text.isspace():
            continue
        if glyph.along - end > gap * glyph.size and said and not said[-1].isspace() and not text[:1].isspace():
            said.append(" ")
            raised.append(False)
        small = glyph.size <= SMALL * size and glyph.up - level > ABOVE * size
        said.extend(text)
        raised.extend([small and text.isdigit()] * len(text))
        end = max(end, glyph.end)
    text, notes = _composed("".join(said), list(_spans(raised)))
    return Piece(
        text, run[0].along, end, level, size, run[0].turn, sum(g.font in bold for g in full) * 2 > len(full), notes
    )


def _composed(plain: str, raised: list[tuple[int, int]]) -> tuple[str, tuple[tuple[int, int], ...]]:
    """Compose a text between the numbers of notes in it; return it and where they are now."""
    text, at, notes = "", 0, []
    for start, end in raised:
        text += compose(plain[at:start])
        notes.append((len(text), len(text) + end - start))
        number = plain[start:end]
        text += number.translate(RAISED) if text[-1:].isdigit() else number
        at = end
    return text + compose(plain[at:]), tuple(notes)


def _usual(run: Sequence[Glyph]) -> float:
    """Return the size of most of the letters."""
    sizes: dict[float, int] = defaultdict(int)
    for glyph in run:
        sizes[glyph.size] += len(glyph.text.strip())
    return max(sizes, key=lambda size: (sizes[size], size))


def _spans(flags: Sequence[bool]) -> Iterator[tuple[int, int]]:
    start = None
    for at, flag in enumerate([*flags, False]):
        if flag and start is None:
            start = at
        elif not flag and start is not None:
            yield start, at
            start = None
