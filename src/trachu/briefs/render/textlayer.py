"""Repair the text layer of a PDF: a mark that was raised by itself must not say its whole syllable again.

Typst sets a mark that is lifted over another (the tone of ทั้ง) as a text object of its own and lets it say the whole
syllable, which readers then find twice (ทั้ทั้ง). Such a text object holds nothing but glyphs without a width: it gets
the last characters of the syllable to say, and the glyphs before it the first. Readers that do not know such spans of
text ask the font, which says whole syllables as well: each glyph is made to say its own character. What is drawn stays
as it was.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from io import BytesIO
from typing import Any

from trachu.briefs.render.thai import split_am

Widths = dict[int, float]
Spelt = dict[int, str]

_OBJECT = re.compile(rb"BT(?=[\s/]).*?ET(?=\s)", re.DOTALL)
_FONT = re.compile(rb"/(f\d+) [\d.]+ Tf")
_STRING = re.compile(rb"\((?:[^()\\]|\\.)*\)", re.DOTALL)
_SPAN = re.compile(rb"/Span<</ActualText<([0-9A-Fa-f]*)>>>BDC")
_WHOLE_SPAN = re.compile(_SPAN.pattern + rb"(.*?)EMC", re.DOTALL)
_SYLLABLE = re.compile(rb"<([0-9A-Fa-f]{4})> <[0-9A-Fa-f]{8,}>")
_ESCAPE = re.compile(rb"\\([0-7]{1,3}|.)", re.DOTALL)
_NAMED = {b"n": b"\n", b"r": b"\r", b"t": b"\t", b"b": b"\b", b"f": b"\f"}


def say_once(data: bytes) -> bytes:
    """Return the PDF with every syllable said once."""
    from pypdf import PdfReader, PdfWriter
    from pypdf.generic import NameObject, StreamObject

    reader = PdfReader(BytesIO(data))
    writer = PdfWriter(clone_from=reader)
    writer.pdf_header = reader.pdf_header
    told: dict[int, tuple[Any, Spelt]] = {}
    for page in writer.pages:
        resources: Any = page["/Resources"].get_object()
        fonts = {name.lstrip("/"): font for name, font in resources.get("/Font", {}).items()}
        contents = page.get_contents()
        if contents is not None:
            widths = {name: _widths(font.get_object()) for name, font in fonts.items()}
            content = parted(contents.get_data(), widths)
            for name, font in fonts.items():
                _, known = told.setdefault(font.idnum, (font.get_object(), {}))
                known |= spelt(content, name)
            stream = StreamObject()
            stream.set_data(content)
            page[NameObject("/Contents")] = writer._add_object(stream.flate_encode())
    for font, known in told.values():
        stream = font["/ToUnicode"].get_object()
        stream.set_data(single(stream.get_data(), known))
    out = BytesIO()
    writer.write(out)
    return out.getvalue()


def parted(content: bytes, widths: Mapping[str, Widths]) -> bytes:
    r"""Part a syllable between the glyphs of its span and a text object, right after it, of glyphs without a width.

    >>> base = rb"BT/Span<</ActualText<FEFF0E170E310E49>>>BDC /f0 9 Tf[(\000\001\000\002)]TJ EMC ET "
    >>> told = parted(base + rb"BT /f0 9 Tf[(\000\003)]TJ ET ", {"f0": {1: 500.0}})
    >>> [bytes.fromhex(text.decode()).decode("utf-16") for text in _SPAN.findall(told)]
    ['ทั', '้']
    """
    done: list[bytes] = []
    at, before = 0, -1
    for found in _OBJECT.finditer(content):
        done.append(content[at : found.start()])
        whole = found[0]
        if before >= 0 and _is_mark(whole, widths):
            done[before], whole = _share(done[before], whole)
        done.append(whole)
        before = len(done) - 1
        at = found.end()
    return b"".join([*done, content[at:]])


def spelt(content: bytes, font: str) -> Spelt:
    r"""Learn which character each glyph of a font draws, from the spans with as many glyphs as characters.

    ำ is drawn as two glyphs, nikhahit and sara aa.

    >>> told = _span("นำ") + rb" 0 Tr/f0 9 Tf[(\000\001\000\002)3(\000\003)]TJ EMC "
    >>> spelt(told, "f0")
    {1: 'น', 2: 'ํ', 3: 'า'}
    """
    found: Spelt = {}
    for span in _WHOLE_SPAN.finditer(content):
        named = _FONT.search(span[2])
        text = split_am(bytes.fromhex(span[1].decode()).decode("utf-16"))
        glyphs = _glyphs(span[2])
        if named and named[1].decode() == font and len(glyphs) == len(text):
            found |= dict(zip(glyphs, text, strict=True))
    return found


def single(table: bytes, known: Spelt) -> bytes:
    r"""Let a glyph that its font says to be a whole syllable say its own character.

    >>> single(b"<0001> <0E17>\n<0002> <0E170E310E49>", {2: "ั"})
    b'<0001> <0E17>\n<0002> <0E31>'
    """

    def own(found: re.Match[bytes]) -> bytes:
        """Replace what a glyph is said to mean by its own text."""
        text = known.get(int(found[1], 16))
        return b"<" + found[1] + b"> <" + text.encode("utf-16-be").hex().upper().encode() + b">" if text else found[0]

    return _SYLLABLE.sub(own, table)


def _is_mark(whole: bytes, widths: Mapping[str, Widths]) -> bool:
    font = _FONT.search(whole)
    known = widths.get(font[1].decode(), {}) if font else {}
    glyphs = _glyphs(whole)
    return bool(glyphs) and not any(known.get(glyph, 0.0) for glyph in glyphs)


def _share(base: bytes, mark: bytes) -> tuple[bytes, bytes]:
    """Let the last span of `base` say as many characters as it has glyphs, and the mark what is left of them."""
    spans = list(_SPAN.finditer(base))
    text = bytes.fromhex(spans[-1][1].decode()).decode("utf-16") if spans else ""
    own = len(_glyphs(base[spans[-1].end() :])) if spans else 0
    left = text[own:] if own + len(_glyphs(mark)) == len(text) else ""
    if left:
        base = base[: spans[-1].start()] + _span(text[:own]) + base[spans[-1].end() :]
    bare = _SPAN.search(mark)
    if bare:
        return base, mark[: bare.start()] + _span(left) + mark[bare.end() :]
    return base, b"BT" + _span(left) + mark[2:-2] + b"EMC ET"


def _span(text: str) -> bytes:
    return b"/Span<</ActualText<FEFF" + text.encode("utf-16-be").hex().upper().encode() + b">>>BDC"


def _glyphs(part: bytes) -> list[int]:
    """Return the two-byte glyph numbers in the literal strings of a part of a content stream."""
    strings = [_ESCAPE.sub(_unescaped, found[0][1:-1]) for found in _STRING.finditer(part)]
    return [int.from_bytes(raw[at : at + 2]) for raw in strings for at in range(0, len(raw) - 1, 2)]


def _unescaped(found: re.Match[bytes]) -> bytes:
    return bytes([int(found[1], 8)]) if found[1].isdigit() else _NAMED.get(found[1], found[1])


def _widths(font: Any) -> Widths:
    """Return the widths of a composite font by glyph; a glyph that is not in it has none."""
    found: Widths = {}
    listed = list(font["/DescendantFonts"][0].get_object().get("/W", []))
    at = 0
    while at + 1 < len(listed):
        first, second = int(listed[at]), listed[at + 1]
        if isinstance(second, list):
            found |= {first + n: float(width) for n, width in enumerate(second)}
            at += 2
        else:
            found |= dict.fromkeys(range(first, int(second) + 1), float(listed[at + 2]))
            at += 3
    return found
