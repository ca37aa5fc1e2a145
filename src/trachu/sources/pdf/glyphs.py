"""The glyphs of a page in the order in which the file writes them, with their places and their codes.

A stretch that carries its own wording (ActualText) gives that wording with its first glyph. Measures are points on
the page, the baseline being level: `along` the line of writing and `up` across it, whatever way the line runs.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from math import atan2, cos, hypot, pi, sin
from typing import Any

from trachu.sources.pdf.fonts import Font, font_of
from trachu.sources.pdf.tokens import operators

DEEPEST = 8  # forms within forms
MOST = 200_000  # glyphs of one page
LARGEST = 30_000_000  # bytes of one page's operators
ALL = 300_000_000  # bytes of operators of one document
NARROW = 0.1  # advance, in sizes, below which a glyph is a mark on another
ILLEGIBLE = 0.02  # share of glyphs that say nothing of themselves from which a page is not read here

Matrix = tuple[float, float, float, float, float, float]
UNIT: Matrix = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)


@dataclass(slots=True)
class Glyph:
    """A glyph: its text, where it starts and ends along the line, its baseline, size and direction."""

    text: str
    along: float
    end: float
    up: float
    size: float
    turn: int  # degrees by which the line is turned
    font: int
    code: int
    fixed: bool  # the text is the file's own wording, not a font's map

    @property
    def narrow(self) -> bool:
        """Whether it moves the pen so little that it is a mark on another glyph."""
        return self.end - self.along < NARROW * self.size


@dataclass(slots=True)
class _State:
    ctm: Matrix = UNIT
    font: Font | None = None
    size: float = 0.0
    chars: float = 0.0
    words: float = 0.0
    stretch: float = 1.0
    leading: float = 0.0
    rise: float = 0.0


@dataclass(slots=True)
class _Span:
    """A stretch of the page with its own wording, or one that only has to be closed."""

    said: str | None
    begins: int = 0  # the glyph with which it begins
    ends: int = 0  # the glyph behind it


@dataclass(slots=True)
class Reading:
    """What was read of one page."""

    glyphs: list[Glyph] = field(default_factory=list)
    dumb: int = 0  # glyphs of fonts that do not say what they write

    @property
    def legible(self) -> bool:
        """Whether the page's fonts say what their glyphs are."""
        return self.dumb <= ILLEGIBLE * (len(self.glyphs) + self.dumb)


def times(a: Matrix, b: Matrix) -> Matrix:
    """Return the matrix that does first `a` and then `b`.

    >>> times((1, 0, 0, 1, 5, 7), (2, 0, 0, 2, 0, 0))
    (2, 0, 0, 2, 10, 14)
    """
    return (
        a[0] * b[0] + a[1] * b[2], a[0] * b[1] + a[1] * b[3],
        a[2] * b[0] + a[3] * b[2], a[2] * b[1] + a[3] * b[3],
        a[4] * b[0] + a[5] * b[2] + b[4], a[4] * b[1] + a[5] * b[3] + b[5],
    )  # fmt: skip


class Walker:
    """Reads the pages of one document; fonts are numbered and kept from page to page."""

    def __init__(self) -> None:
        self.fonts: list[Font] = []
        self._left = ALL
        self._seen: dict[tuple[int, int], Font] = {}
        self._open: list[_Span] = []
        self._page = Reading()
        self._last = _Span(None)  # the stretch closed last

    def read(self, page: Any) -> Reading:
        """Return the glyphs of a page."""
        self._page, self._open, self._last = Reading(), [], _Span(None)
        contents = page.get_contents()
        stream = contents.get_data() if contents is not None else b""
        self._walk(stream[:LARGEST], _got(page.get("/Resources")) or {}, _State(), 0)
        _once_by_place(self._page.glyphs)
        return self._page

    def _font(self, resources: Any, name: bytes) -> Font | None:
        fonts: Any = _got(resources.get("/Font")) or {}
        key = name.decode("latin-1")
        if key not in fonts:
            return None
        reference = fonts.raw_get(key)
        where = (reference.idnum, reference.generation) if hasattr(reference, "idnum") else (-1, id(reference))
        if where not in self._seen:
            font = font_of(_got(reference), len(self.fonts))
            self.fonts.append(font)
            self._seen[where] = font
        return self._seen[where]

    def _walk(self, stream: bytes, resources: Any, state: _State, depth: int) -> None:
        self._left -= len(stream) + 1000 * depth
        if self._left < 0:
            raise ValueError("The drawing of this document is too large.")
        kept: list[_State] = []
        text = line = UNIT
        for sign, given in operators(stream):
            if len(self._page.glyphs) > MOST:
                return
            try:
                if sign in _SHOWS:
                    if sign in (b"'", b'"'):
                        text = line = times((1, 0, 0, 1, 0, -state.leading), line)
                    if sign == b'"':
                        state.words, state.chars = float(given[0]), float(given[1])
                    text = self._show(given[-1], text, state)
                elif sign in _MOVES:
                    text, line = _move(sign, given, line, state)
                elif sign == b"Do" and depth < DEEPEST:
                    self._form(resources, given[0], state, depth)
                elif sign in (b"BDC", b"BMC", b"EMC"):
                    self._mark(sign, given, resources)
                elif sign == b"Tf":
                    state.font, state.size = self._font(resources, given[-2]), float(given[-1])
                elif sign == b"q":
                    kept.append(_copy(state))
                elif sign == b"Q":
                    state = kept.pop() if kept else state
                else:
                    _set(state, sign, given)
            except (IndexError, TypeError, ValueError):  # an operator that lacks its operands does nothing
                continue

    def _form(self, resources: Any, name: bytes, state: _State, depth: int) -> None:
        form = _got((_got(resources.get("/XObject")) or {}).get(name.decode("latin-1")))
        if form is None or form.get("/Subtype") != "/Form":
            return
        inner = _copy(state)
        if "/Matrix" in form:
            a, b, c, d, e, f = (float(_got(number)) for number in _got(form["/Matrix"]))
            inner.ctm = times((a, b, c, d, e, f), inner.ctm)
        own = _got(form.get("/Resources"))
        self._walk(form.get_data()[:LARGEST], own if own is not None else resources, inner, depth + 1)

    def _mark(self, sign: bytes, given: list[Any], resources: Any) -> None:
        if sign == b"EMC":
            if self._open:
                self._close(self._open.pop())
            return
        said = None
        if sign == b"BDC" and not any(span.said is not None for span in self._open):
            said = _wording(given[-1], resources)
        self._open.append(_Span(said, len(self._page.glyphs)))

    def _close(self, span: _Span) -> None:
        """Give a stretch its wording, once: the rest of a syllable may follow and say all of it again."""
        glyphs = self._page.glyphs
        if span.said is None or span.begins == len(glyphs):
            return
        first = glyphs[span.begins]
        first.text = span.said
        if len(span.said) > 1:
            self._once(first, span)

    def _once(self, first: Glyph, span: _Span) -> None:
        glyphs, last = self._page.glyphs, self._last
        if span.said == last.said and span.begins == last.ends and first.code != glyphs[last.begins].code:
            first.text = ""
            span = last
        span.ends = len(glyphs)
        self._last = span

    def _show(self, said: Any, text: Matrix, state: _State) -> Matrix:
        font = state.font
        if font is None:
            return text
        a, b, c, d, e, f = times(text, state.ctm)
        wide = state.size * state.stretch
        angle = atan2(wide * b, wide * a)
        turn = round(angle * 180 / pi) % 360
        unit = hypot(wide * a, wide * b) / (state.size or 1.0)
        run = _Run(
            font, hypot(state.size * c, state.size * d), turn, unit, *((cos(angle), sin(angle)) if turn else (1.0, 0.0))
        )
        run.fixed = any(span.said is not None for span in self._open)
        x, y, way = state.rise * c + e, state.rise * d + f, 0.0
        for piece in said if isinstance(said, list) else [said]:
            if isinstance(piece, float):
                way -= piece / 1000 * wide
                continue
            if not isinstance(piece, bytearray):
                continue
            for code in font.codes(bytes(piece)):
                width = font.widths.get(code, font.width) / 1000 * state.size
                self._put(run, code, x + way * a, y + way * b, width)
                way += (width + state.chars + (state.words if code == 32 and not font.wide else 0.0)) * state.stretch
        return (*text[:4], text[4] + way * text[0], text[5] + way * text[1])

    def _put(self, run: _Run, code: int, x: float, y: float, width: float) -> None:
        font = run.font
        if not (run.fixed or font.legible):
            self._page.dumb += 1
            return
        said = "" if run.fixed else font.texts.get(code, "")
        along, up = x * run.cos + y * run.sin, y * run.cos - x * run.sin
        glyph = Glyph(said, along, along + width * run.unit, up, run.size, run.turn, font.key, code, run.fixed)
        self._page.glyphs.append(glyph)
        if len(said) > 1:
            self._once(glyph, _Span(said, len(self._page.glyphs) - 1))


@dataclass(slots=True)
class _Run:
    """What the glyphs of one string share: font, size, direction, and the length of a unit along the line."""

    font: Font
    size: float
    turn: int
    unit: float
    cos: float
    sin: float
    fixed: bool = False


def _once_by_place(glyphs: list[Glyph]) -> None:
    """Empty the marks that say a whole syllable again: they stand on it, or alone (on what another page shows)."""
    marks = [glyph for glyph in glyphs if glyph.narrow and (len(glyph.text) > 1 or _LETTER.match(glyph.text))]
    if len(marks) * 5 > len(glyphs):  # the file does not tell how wide its glyphs are
        return
    levels: dict[int, list[Glyph]] = {}
    for glyph in glyphs if marks else ():
        if not glyph.narrow:
            levels.setdefault(round(glyph.up / 10), []).append(glyph)
    for mark in marks:
        at = round(mark.up / 10)
        near = [base for step in (-1, 0, 1) for base in levels.get(at + step, ()) if _carries(base, mark)]
        if not near or any(base.text == mark.text for base in near):
            mark.text = ""


def _carries(base: Glyph, mark: Glyph) -> bool:
    beside = base.along - 0.3 * base.size <= mark.along <= base.end + 0.5 * base.size
    return beside and abs(base.up - mark.up) < 0.6 * base.size


_LETTER = re.compile("[ก-ฮเ-ไ]")
_SHOWS = frozenset((b"Tj", b"TJ", b"'", b'"'))
_MOVES = frozenset((b"BT", b"Td", b"TD", b"Tm", b"T*"))
_FIELDS = {b"Tc": "chars", b"Tw": "words", b"TL": "leading", b"Ts": "rise"}


def _copy(state: _State) -> _State:
    return _State(state.ctm, state.font, state.size, state.chars, state.words, state.stretch, state.leading, state.rise)


def _set(state: _State, sign: bytes, given: list[Any]) -> None:
    if sign in _FIELDS:
        setattr(state, _FIELDS[sign], float(given[-1]))
    elif sign == b"Tz":
        state.stretch = float(given[-1]) / 100
    elif sign == b"cm":
        a, b, c, d, e, f = (float(number) for number in given[-6:])
        state.ctm = times((a, b, c, d, e, f), state.ctm)


def _move(sign: bytes, given: list[Any], line: Matrix, state: _State) -> tuple[Matrix, Matrix]:
    if sign == b"BT":
        return UNIT, UNIT
    if sign == b"Tm":
        a, b, c, d, e, f = (float(number) for number in given[-6:])
        return (a, b, c, d, e, f), (a, b, c, d, e, f)
    step = (0.0, -state.leading) if sign == b"T*" else (float(given[-2]), float(given[-1]))
    if sign == b"TD":
        state.leading = -step[1]
    moved = times((1, 0, 0, 1, *step), line)
    return moved, moved


def _wording(given: Any, resources: Any) -> str | None:
    """Return the wording that a stretch carries, None if it carries none."""
    if isinstance(given, bytes):
        named = _got((_got(resources.get("/Properties")) or {}).get(given.decode("latin-1")))
        said = named.get("/ActualText") if isinstance(named, dict) else None
        return str(_got(said)) if said is not None else None
    said = given.get(b"/ActualText") if isinstance(given, dict) else None
    if not isinstance(said, bytearray):
        return None
    if said[:2] == b"\xfe\xff":
        return bytes(said[2:]).decode("utf-16-be", errors="replace")
    return bytes(said).decode("utf8" if said[:3] == b"\xef\xbb\xbf" else "latin-1", errors="replace").lstrip("\ufeff")


def _got(thing: Any) -> Any:
    return thing.get_object() if hasattr(thing, "get_object") else thing
