"""A stretch of a document as the coders see it: its text, and for every character its place in the document."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

import numpy as np
import numpy.typing as npt
import polars as pl

from trachu.core.tables import PASSAGES
from trachu.core.words import Lang

Indices = npt.NDArray[np.int64]
LONGEST = 6000  # characters to which broken passages are joined
WHOLE = 200  # a shorter passage at the end of a page is a heading or a paragraph of its own
CUT = 1100  # a passage of this length was most likely cut for its length


@dataclass(frozen=True, slots=True, eq=False)
class Passage:
    """A paragraph, note or heading of a document.

    ``at`` is, for every character, its place in the repaired document, ``raw`` in the raw file, ``pages`` its page.
    Positions inside a passage are counted from 0.
    """

    source: str
    lang: Lang
    text: str
    at: Indices
    raw: Indices
    pages: Indices

    @classmethod
    def of(cls, text: str, *, source: str = "s", page: int = 1, start: int = 0) -> Passage:
        """Make a passage of a text that was not damaged."""
        places = np.arange(start, start + len(text), dtype=np.int64)
        return cls(source, language(text), text, places, places, np.full(len(text), page, dtype=np.int64))

    def place(self, start: int, end: int) -> dict[str, Any]:
        """Return the columns that say where a piece of this passage stands, here and in the raw file.

        >>> Passage.of("จีนและลาว", start=10).place(6, 9)["start"]
        16
        """
        raw = self.raw[start:end]
        return {
            "source": self.source,
            "start": int(self.at[start]),
            "end": int(self.at[end - 1]) + 1,
            "raw_start": int(raw.min()),
            "raw_end": int(raw.max()) + 1,
            "text": self.text[start:end],
        }

    def breaks(self) -> list[int]:
        """Return where a paragraph that ended stands joined to the next one.

        >>> one = stitched([Passage.of("ก" * 1200 + "."), Passage.of("ข", start=1300)], [False, False])[0]
        >>> one.breaks()
        [1202]
        """
        joints = [0, *(int(at) + 1 for at in np.flatnonzero(self.at[1:] == self.at[:-1]))]
        found = []
        for last, at in pairwise(joints):
            before = self.text[max(0, at - 10) : at].rstrip()
            goes_on = _GOES_ON.match(self.text, at + 1) or _UNFINISHED.search(before)
            if _FINISHED.search(before) or (at - last > CUT and not goes_on):
                found.append(at + 1)
        return found

    def page(self, start: int) -> int:
        """Return the page on which a position stands."""
        return int(self.pages[start])


def passages_of(frame: pl.DataFrame) -> list[Passage]:
    """Read a passages frame in the order of the document.

    >>> rows = {"source": ["s"], "page": [1], "start": [5], "end": [8], "raw_start": [5], "raw_end": [8]}
    >>> one = passages_of(PASSAGES.of({**rows, "text": ["จีน"], "raw": [[5, 6, 7]]}))[0]
    >>> one.lang, one.place(0, 3)["raw_end"]
    ('th', 8)
    """
    PASSAGES.check(frame)
    kept = frame.sort("source", "start", "page")
    columns = (kept[name] for name in ("source", "page", "start", "lang", "text", "raw"))
    found = []
    for source, page, start, lang, text, raw in zip(*columns, strict=True):
        spoken: Lang = lang if lang in ("th", "en") else language(text)
        at = np.arange(start, start + len(text), dtype=np.int64)
        indices = at if raw is None else raw.to_numpy().astype(np.int64)
        found.append(Passage(source, spoken, text, at, indices, np.full(len(text), page, dtype=np.int64)))
    return found


_GOES_ON = re.compile(r"(?:และ|ซึ่ง|โดย(?!ทั่ว|สรุป)|หรือ|ที่(?!มา)|แก่|ต่อ(?!มา)|ของ|ระหว่าง|ให้|ว่า|แล้ว|ใด|[a-z]|[,;)])")
_UNFINISHED = re.compile(
    r"(?:และ|การ|ความ|ของ|ใน|กับ|ระหว่าง|เพื่อ|โดย|ที่|ซึ่ง|ต่อ|แก่|ให้|หรือ|เช่น|ได้แก่|(?<!มุม)มอง|คือ|เป็น|ได้|จะ|ไม่|มี|จาก|กล่าวว่า"
    r"|ระบุว่า|ถูก|สู่|ว่า|แต่|เมื่อ|[,–-])$"
)
_FINISHED = re.compile(r"[.!?)”\":]$")
_OPENS = re.compile(r"\s?(?:[•●▪◦–*-]|[\d๑-๙]{1,2}[.)]|[\d๑-๙]+\.[\d๑-๙]|บทที่)")


def stitched(passages: Sequence[Passage], broken: Sequence[bool]) -> list[Passage]:
    """Join passages that the end of a page, a footnote or mere length has cut in two.

    What is read across such a cut has the words of both sides as its text, and a span that covers what lies between.

    ``broken`` tells for each passage whether notes, or a new page, stand between it and the one before.

    >>> parts = [Passage.of("ประเทศสมาชิก ได้แก่ จีน และ"), Passage.of("รัสเซีย", start=60)]
    >>> [p.text for p in stitched(parts, [False, True])]
    ['ประเทศสมาชิก ได้แก่ จีน และ รัสเซีย']
    """
    found: list[Passage] = []
    last = 0
    for passage, apart in zip(passages, broken, strict=True):
        if found and len(found[-1].text) < LONGEST and _continues(found[-1].text, passage.text, last, apart):
            found[-1] = _joined(found[-1], passage)
        else:
            found.append(passage)
        last = len(passage.text)
    return found


def _continues(before: str, text: str, length: int, apart: bool) -> bool:
    """Tell whether a text goes on where the one before stopped; `length` is that of its last piece."""
    if _OPENS.match(text):
        return False
    if _GOES_ON.match(text) or _UNFINISHED.search(before):
        return True
    return (apart and length > WHOLE and not _FINISHED.search(before)) or length > CUT


def _joined(first: Passage, second: Passage) -> Passage:
    def chain(a: Indices, b: Indices) -> Indices:
        """Join two maps of places; the space between stands where the first ends."""
        return np.concatenate([a, a[-1:], b])

    return Passage(
        first.source, first.lang, f"{first.text} {second.text}", chain(first.at, second.at),
        chain(first.raw, second.raw), chain(first.pages, second.pages),
    )  # fmt: skip


def language(text: str) -> Lang:
    """Tell the language by its letters: Thai if more than a fifth of the letters are Thai.

    >>> language("NATO คือองค์การ"), language("NATO")
    ('th', 'en')
    """
    thai = sum("\u0e00" <= c <= "\u0e7f" for c in text)
    letters = sum(c.isalpha() for c in text) or 1
    return "th" if thai * 5 > letters else "en"
