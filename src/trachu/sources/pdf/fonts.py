"""What the codes of a PDF font stand for and how wide they are, as the file itself says."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cache
from struct import unpack
from typing import Any

MOST = 70_000  # codes of one map
WIDEST = 16  # characters that one code may stand for

_BLOCK = re.compile(rb"begin(bfchar|bfrange)(.*?)end\1", re.DOTALL)
_ITEM = re.compile(rb"<([0-9A-Fa-f\s]*)>|(\[)|(\])")
_BOLD = re.compile("bold|black|heavy", re.IGNORECASE)
_SUBSTITUTE = re.compile(r"[\ud800-\udfff]")
# Shifted shapes of Thai marks and letters: in the private numbers of old fonts for Windows, and in those that Adobe's
# list of glyph names gives them.
_SHAPES = str.maketrans(
    "".join(map(chr, (*range(0xF700, 0xF71B), *range(0xF884, 0xF89A)))),
    "\u0e10\u0e34\u0e35\u0e36\u0e37\u0e48\u0e49\u0e4a\u0e4b\u0e4c\u0e48\u0e49\u0e4a\u0e4b\u0e4c"
    "\u0e0d\u0e31\u0e4d\u0e47\u0e48\u0e49\u0e4a\u0e4b\u0e4c\u0e38\u0e39\u0e3a"
    "\u0e31\u0e34\u0e35\u0e36\u0e37\u0e47\u0e48\u0e48\u0e48\u0e49\u0e49\u0e49"
    "\u0e4a\u0e4a\u0e4a\u0e4b\u0e4b\u0e4b\u0e4c\u0e4c\u0e4c\u0e4d",
)


@dataclass(slots=True)
class Font:
    """A font: bytes of a code, texts by code, widths by code in thousandths of the size."""

    key: int
    wide: bool
    texts: dict[int, str] = field(default_factory=dict)
    widths: dict[int, float] = field(default_factory=dict)
    width: float = 1000.0
    legible: bool = True  # whether the file says what its codes stand for
    bold: bool = False

    def codes(self, said: bytes) -> Sequence[int]:
        """Cut a string into codes.

        >>> Font(0, True).codes(b"ABCD"), Font(0, False).codes(b"AB")
        ((16706, 17220), b'AB')
        """
        if not self.wide:
            return said
        return unpack(f">{len(said) // 2}H", said[: len(said) & ~1])


def font_of(given: Any, key: int) -> Font:
    """Read a font of a page's resources; a font that does not say what it writes is not legible."""
    font = _read(given, key)
    font.bold = _BOLD.search(str(given.get("/BaseFont", ""))) is not None
    return font


def _read(given: Any, key: int) -> Font:
    kind = given.get("/Subtype")
    stream = _got(given.get("/ToUnicode"))
    texts = to_unicode(stream.get_data()) if hasattr(stream, "get_data") else {}
    if kind == "/Type0":
        return _composite(given, key, texts)
    font = Font(key, False, _named(given), width=500.0)
    font.texts.update(texts)
    first = int(_got(given.get("/FirstChar")) or 0)
    scale = 1000.0 * float(given["/FontMatrix"][0]) if kind == "/Type3" and "/FontMatrix" in given else 1.0
    for index, width in enumerate(_got(given.get("/Widths")) or ()):
        font.widths[first + index] = float(_got(width)) * scale
    font.legible = bool(font.texts and font.widths)
    return font


def _got(thing: Any) -> Any:
    return thing.get_object() if hasattr(thing, "get_object") else thing


def _composite(given: Any, key: int, texts: dict[int, str]) -> Font:
    encoding = _got(given.get("/Encoding"))
    below = _got(_got(given.get("/DescendantFonts"))[0])
    usual = _got(below.get("/DW"))
    font = Font(key, True, texts, _cid_widths(_got(below.get("/W")) or []), 1000.0 if usual is None else float(usual))
    font.legible = bool(texts) and encoding == "/Identity-H"
    return font


def _cid_widths(given: Any) -> dict[int, float]:
    """Read the widths of a composite font: `c [w …]` or `first last w`."""
    widths: dict[int, float] = {}
    row = [_got(item) for item in given]
    at = 0
    while at + 1 < len(row) and len(widths) < MOST:
        first, second = int(row[at]), row[at + 1]
        if isinstance(second, list):
            widths.update((first + index, float(_got(width))) for index, width in enumerate(second))
            at += 2
        elif at + 2 < len(row):
            widths.update(dict.fromkeys(range(first, min(int(second), first + MOST) + 1), float(row[at + 2])))
            at += 3
        else:
            break
    return widths


def to_unicode(cmap: bytes) -> dict[int, str]:
    """Read what a ToUnicode map says; codes that it maps to nothing are there with an empty text.

    >>> to_unicode(b"1 beginbfchar <01> <0E33> endbfchar 1 beginbfrange <05> <06> <0041> endbfrange")
    {1: 'ำ', 5: 'A', 6: 'B'}
    """
    texts: dict[int, str] = {}
    for block in _BLOCK.finditer(cmap):
        if len(texts) >= MOST:
            break
        items = _ITEM.findall(block[2])
        if block[1] == b"bfchar":
            codes = [code for code, _, _ in items]
            texts.update((_int(code), _text(said)) for code, said in zip(codes[::2], codes[1::2], strict=False))
        else:
            _ranges(items, texts)
    return texts


def _ranges(items: list[tuple[bytes, bytes, bytes]], texts: dict[int, str]) -> None:
    at = 0
    while at + 2 < len(items):
        first, last = _int(items[at][0]), _int(items[at + 1][0])
        last = min(last, first + 0xFFFF)
        if items[at + 2][1]:
            at += 3
            for code in range(first, last + 1):
                if at >= len(items) or items[at][2]:
                    break
                texts[code] = _text(items[at][0])
                at += 1
            while at < len(items) and not items[at][2]:
                at += 1
            at += 1
            continue
        text = _text(items[at + 2][0])
        for code in range(first, last + 1):
            step = code - first
            texts[code] = text[:-1] + chr(min(0x10FFFF, ord(text[-1]) + step)) if text else ""
        at += 3


def _int(code: bytes) -> int:
    digits = b"".join(code.split())
    return int(digits[:8], 16) if digits else 0


def _text(said: bytes) -> str:
    digits = b"".join(said.split())
    if len(digits) <= 2:
        return chr(int(digits, 16)) if digits.strip(b"0") else ""
    whole = bytes.fromhex((digits + b"0" * (-len(digits) % 4)).decode("ascii"))
    text = whole[: 2 * WIDEST].decode("utf-16-be", errors="replace")
    return _SUBSTITUTE.sub("\ufffd", text).replace("\0", "").translate(_SHAPES)


@cache
def _encodings() -> tuple[dict[str, list[str]], dict[str, str]]:
    from pypdf._codecs import adobe_glyphs, charset_encoding

    return charset_encoding, adobe_glyphs


def _named(given: Any) -> dict[int, str]:
    """Return the texts of a simple font by its encoding and the names of its glyphs."""
    encodings, glyphs = _encodings()
    encoding = _got(given.get("/Encoding"))
    whole = encoding if isinstance(encoding, str) else (encoding or {}).get("/BaseEncoding", "")
    texts = {code: text for code, text in enumerate(encodings.get(str(whole), [])) if text.isprintable()}
    code = 0
    for item in () if isinstance(encoding, str) or encoding is None else _got(encoding.get("/Differences")) or ():
        item = _got(item)
        if isinstance(item, int):
            code = item
            continue
        texts.pop(code, None)
        said = glyphs.get(str(item)) or _by_number(str(item))
        if said:
            texts[code] = said.translate(_SHAPES)
        code += 1
    return texts


def _by_number(name: str) -> str:
    """Read a glyph name that tells its character by number.

    >>> _by_number("/uni0E33"), _by_number("/g12")
    ('ำ', '')
    """
    found = re.match(r"/(?:uni|u)([0-9A-F]{4,6})", name)
    if found is None:
        return ""
    code = int(found[1][:4] if name.startswith("/uni") else found[1], 16)
    return chr(code) if code < 0x110000 and not 0xD800 <= code < 0xE000 else ""
