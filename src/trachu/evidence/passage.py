"""A passage as the coders see it: its text, its place in the document, the raw index of every character."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
import polars as pl

from trachu.core.tables import PASSAGES
from trachu.core.words import Lang


@dataclass(frozen=True, slots=True, eq=False)
class Passage:
    """One paragraph, note or heading of a document.

    ``start`` is where its text begins in the repaired document; positions inside it are counted from 0.
    """

    source: str
    page: int
    start: int
    lang: Lang
    text: str
    raw: npt.NDArray[np.uint32]

    def place(self, start: int, end: int) -> dict[str, Any]:
        """Return the columns that say where a piece of this passage stands, here and in the raw file."""
        kept = self.raw[start:end]
        return {
            "source": self.source,
            "start": self.start + start,
            "end": self.start + end,
            "raw_start": int(kept.min()),
            "raw_end": int(kept.max()) + 1,
            "text": self.text[start:end],
        }


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
        indices = raw if raw is not None else pl.Series(range(start, start + len(text)), dtype=pl.UInt32)
        found.append(Passage(source, page, start, spoken, text, indices.to_numpy()))
    return found


def language(text: str) -> Lang:
    """Tell the language by its letters: Thai if more than a fifth of the letters are Thai.

    >>> language("NATO คือองค์การ"), language("NATO")
    ('th', 'en')
    """
    thai = sum("\u0e00" <= c <= "\u0e7f" for c in text)
    letters = sum(c.isalpha() for c in text) or 1
    return "th" if thai * 5 > letters else "en"
