"""Whether a name stands on its own in a text. Latin has blanks; Thai has not, so short names need a closer look."""

from __future__ import annotations

import re
from functools import lru_cache

from trachu.sources.repair.lexicon import read

SHORT = 4  # Thai names of up to so many letters are checked against the words around them
LONGEST_RUN = 300

_LATIN = re.compile(r"[0-9A-Za-z\u00c0-\u024f]")
_LEADING = frozenset("เแโใไ")
_MARKS = frozenset("ะาำๅ" + "".join(map(chr, [0x0E31, *range(0x0E34, 0x0E3B), *range(0x0E47, 0x0E4F)])))
_THAI_RUN = re.compile("[\u0e00-\u0e7f]+")
_PARTS_OF_NAMES = ("เกาหลี", "Korea")  # as in สงครามเกาหลี, Korea Strait
_ATTACHED = re.compile(r"[ก-๎](?<!และ)(?<!กับ)(?<!ของ)$|(?:North|South|Radio|Liberty)\s$")
_WAR = re.compile(r"[ก-๎]|\s(?:War|Strait|Peninsula|Times|Herald|International)")
_LANGUAGE = re.compile(r"[\s-]languages?\b|[\s-]speak(?:er|ing)")
_BEFORE = (
    "ประเทศ",
    "ชาว",
    "คน",
    "แห่ง",
    "กรุง",
    "ของ",
    "รัฐบาล",
    "ชาติ",
    "กองทัพ",
    "นาย",
    "ทาง",
    "และ",
    "กับ",
    "อดีต",
)


def stands(text: str, start: int, end: int) -> bool:
    """Tell whether the name at a span is a word of its own.

    >>> stands("the US army", 4, 6), stands("the USA", 4, 6), stands("ในลาวและจีน", 2, 5), stands("ดาวลาวา", 3, 6)
    (True, False, True, False)
    >>> stands("ภาษาไทย", 4, 7), stands("the Thai language", 4, 8)
    (False, False)
    """
    name, before, after = text[start:end], text[start - 1 : start], text[end : end + 1]
    if (name[0].isascii() and _LATIN.match(before)) or (name[-1].isascii() and (_LATIN.match(after) or after == "$")):
        return False
    if name in _PARTS_OF_NAMES and (_ATTACHED.search(text[max(0, start - 8) : start]) or _WAR.match(text, end)):
        return False
    if text.endswith("ภาษา", 0, start) or _LANGUAGE.match(text, end):
        return False
    if (before in _LEADING and before) or (after in _MARKS and after):
        return False
    if name[0].isascii() or sum(c not in _MARKS for c in name) > SHORT:
        return True
    return _between_words(text, start, end)


def _between_words(text: str, start: int, end: int) -> bool:
    """Check that a Thai name begins and ends where a word does."""
    low = max(0, start - LONGEST_RUN // 2)
    runs = (m for m in _THAI_RUN.finditer(text, low, end + LONGEST_RUN // 2) if m.start() <= start < m.end())
    run = next(runs, None)
    if run is None:
        return True
    edges = _edges(run[0])
    begins = start - run.start() in edges or text.endswith(_BEFORE, 0, start)
    return begins and (end - run.start() in edges or end == run.end())


@lru_cache(maxsize=4096)
def _edges(run: str) -> frozenset[int]:
    """Return where the words of a run of Thai begin and end, by the lexicon that repair uses."""
    return frozenset({0, *(end for _, end, _ in read(run)[1])})
