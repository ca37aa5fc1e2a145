"""Rewrites that are safe in any document, because what they mend is never Thai spelling.

A rewrite is a pattern and a function from a match to `(character, offset)` pairs: what stands
in the text afterwards, and from where in the text each character came.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable

from trachu.core.text import Mapped

Pairs = Iterable[tuple[str, int]]

C, TONE = "ก-ฮ", "่-๋"
VOWEL_MARK = "ัิ-ฺ"
MARK = f"{VOWEL_MARK}{TONE}็์ํ๎"

# Old Thai fonts for Windows put the shifted shapes of marks and letters into the private use area.
_SHAPES = dict(
    zip(
        range(0xF700, 0xF71B),
        "\u0e10\u0e34\u0e35\u0e36\u0e37\u0e48\u0e49\u0e4a\u0e4b\u0e4c\u0e48\u0e49\u0e4a\u0e4b\u0e4c"
        "\u0e0d\u0e31\u0e4d\u0e47\u0e48\u0e49\u0e4a\u0e4b\u0e4c\u0e38\u0e39\u0e3a",
        strict=True,
    )
)
_BULLETS = dict.fromkeys((0xF0A7, 0xF0B7, 0xF0D8, 0xF0E0, 0xF0FC, 0xF076), "•")
_SPACES = dict.fromkeys((*range(0x2000, 0x200B), 0x202F, 0x205F), " ")  # thin ones; a no-break space stays
_ONE_FOR_ONE = {code: character for table in (_SHAPES, _BULLETS, _SPACES) for code, character in table.items()}


def rewrite(text: Mapped, pattern: re.Pattern[str], make: Callable[[re.Match[str]], Pairs | None]) -> Mapped:
    """Replace every match by the pairs that `make` returns for it, None for as it is; offsets are those of the text.

    >>> swap = rewrite(Mapped.of("xab"), re.compile("(a)(b)"), lambda m: [(m[2], m.start(2)), (m[1], m.start(1))])
    >>> swap.text, swap.raw
    ('xba', (0, 2, 1))
    """
    said: list[str] = []
    raw: list[int] = []
    last = 0
    for match in pattern.finditer(text.text):
        pairs = make(match)
        if pairs is None:
            continue
        said.append(text.text[last : match.start()])
        raw.extend(text.raw[last : match.start()])
        for character, offset in pairs:
            said.append(character)
            raw.append(text.raw[offset])
        last = match.end()
    if not last:
        return text
    said.append(text.text[last:])
    raw.extend(text.raw[last:])
    return Mapped("".join(said), tuple(raw))


def _groups(*order: int | tuple[str, int]) -> Callable[[re.Match[str]], Pairs]:
    """Make a replacement from groups in order; a pair is a character that comes from a group's start."""

    def make(match: re.Match[str]) -> Pairs:
        """Lay the groups out in order."""
        for item in order:
            if isinstance(item, tuple):
                yield item[0], match.start(item[1])
            else:
                yield from zip(match[item], range(match.start(item), match.end(item)), strict=True)

    return make


_SAFE: tuple[tuple[re.Pattern[str], Callable[[re.Match[str]], Pairs]], ...] = (
    # เเ typed for แ
    (re.compile("(เ)เ"), _groups(("แ", 1))),
    # a blank or line break before a mark that belongs to the letter on the left
    (re.compile(f"(?<=[{C}{MARK}])[ \r\n]+([{MARK}])"), _groups(1)),
    # sara am taken apart: nikhahit and sara aa, in either order, with the tone anywhere
    (re.compile(f"([{TONE}]{{0,3}})(ํ)([{TONE}]{{0,3}}) *า"), _groups(1, 3, ("ำ", 2))),
    (re.compile(f"([{TONE}]?)(า)([{TONE}]?)ํ([{TONE}]?)"), _groups(1, 3, 4, ("ำ", 2))),
    # sara am that lost its consonant to a blank: the blank stood for the nikhahit
    (re.compile(f"(?<=[{C}])([{TONE}]?) +([าำ])(?!ํ)"), _groups(1, ("ำ", 2))),
    # the tone after sara am
    (re.compile(f"(ำ)([{TONE}])"), _groups(2, 1)),
    # a tone or silencer before the vowel mark
    (re.compile(f"([{TONE}์]{{1,4}})([{VOWEL_MARK}]{{1,4}})"), _groups(2, 1)),
    # digits of a note between a letter and its mark
    (re.compile(f"(?<=[{C}])([0-9]+)([{MARK}]+)([0-9]*)"), _groups(2, 1, 3)),
)
_LEAD = re.compile(f"([เ-ไ]) +(?=[{C}])")
_TWICE = re.compile(f"([{MARK}])\\1+")
_ZERO_WIDTH = re.compile("(?<=[\u0e00-\u0e7f])[\u200b\u200c\u00ad\ufeff]+(?=[\u0e00-\u0e7f])")


def characters(text: Mapped) -> Mapped:
    """Map private shapes and blanks one for one, drop zero-width signs within Thai, compose (NFC).

    NFKC is never used: it takes sara am apart.

    >>> characters(Mapped.of("ท\uf70aี\u2009ก\u200bข")).text
    'ท่ี กข'
    """
    same = Mapped(text.text.translate(_ONE_FOR_ONE), text.raw)
    same = rewrite(same, _ZERO_WIDTH, lambda match: ())
    return same if unicodedata.is_normalized("NFC", same.text) else rewrite(same, _COMPOSED, _compose)


_COMPOSED = re.compile(
    r"[^\u0e00-\u0e7f\s][\u0300-\u036f\u1100-\u11ff\u3099\u309a]+|[\u0340-\u037e\u0958-\u0dff\u0e80-\u0fff\u1f00-\ufaff]"
)


def _compose(match: re.Match[str]) -> Pairs:
    return ((character, match.start()) for character in unicodedata.normalize("NFC", match[0]))


def safe(text: Mapped) -> Mapped:
    """Apply every safe rewrite, in the order in which one prepares the next.

    >>> safe(Mapped.of("ความส าคัญของอํานาจ")).text, safe(Mapped.of("เพ่ือความม่ันคง")).text
    ('ความสำคัญของอำนาจ', 'เพื่อความมั่นคง')
    >>> safe(Mapped.of("กำเน ิดข ึ ้น")).text, safe(Mapped.of("เกาหลีใต3้0")).text
    ('กำเนิดขึ้น', 'เกาหลีใต้30')
    """
    for pattern, make in _SAFE:
        text = rewrite(text, pattern, make)
    return text


def leads(text: Mapped) -> Mapped:
    """Close up a lead vowel and its consonant.

    >>> leads(Mapped.of("เ ช่น")).text
    'เช่น'
    """
    return rewrite(text, _LEAD, _groups(1))


def once(text: Mapped) -> Mapped:
    """Keep one of several equal marks on a letter.

    >>> once(Mapped.of("ว่่า")).text
    'ว่า'
    """
    return rewrite(text, _TWICE, _groups(1))
