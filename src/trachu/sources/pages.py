"""The table `pages` of one document: laid out, picked up again, joined, and traced to the raw document."""

from __future__ import annotations

from collections.abc import Sequence

import polars as pl

from trachu.core.tables import PAGES
from trachu.core.text import Mapped

_LAYOUT = {name: kind for name, kind in PAGES.columns.items() if name != "source"}


def lay_out(pages: Sequence[Mapped]) -> pl.DataFrame:
    """Lay pages out as the table `pages` without its source; numbers begin with 1.

    >>> lay_out([Mapped.of("ตราชู"), Mapped.of("scales", 5)])["page"].to_list()
    [1, 2]
    """
    rows = {
        "page": list(range(1, len(pages) + 1)),
        "text": [page.text for page in pages],
        "raw": [list(page.raw) for page in pages],
    }
    return pl.DataFrame(rows, schema=_LAYOUT)


def pick_up(pages: pl.DataFrame) -> list[Mapped]:
    """Return the texts of pages, in order of page: the opposite of `lay_out`."""
    ordered = pages.sort("page")
    return [Mapped(text, tuple(raw)) for text, raw in zip(ordered["text"], ordered["raw"].to_list(), strict=True)]


def document(pages: pl.DataFrame) -> Mapped:
    r"""Join all pages with a line break; a break takes the raw index of what follows it.

    >>> document(lay_out([Mapped.of("ab"), Mapped.of("c", 2)]))
    Mapped(text='ab\nc', raw=(0, 1, 2, 2))
    """
    parts: list[Mapped] = []
    for page in pick_up(pages):
        if parts:
            before = parts[-1].raw[-1] if parts[-1].raw else 0
            parts.append(Mapped("\n", (page.raw[0] if page.raw else before,)))
        parts.append(page)
    return Mapped.join(parts)


def raw_document(pages: pl.DataFrame) -> str:
    """Rebuild the raw document from what a reader returned (not from repaired pages).

    What is no text of any page, such as the tags of HTML, is left blank, so that every raw
    index shows the character it stands for.

    >>> raw_document(lay_out([Mapped("ก", (3,)), Mapped("ข", (5,))]))
    '   ก ข'
    """
    read = pick_up(pages)
    whole = [" "] * (1 + max((index for page in read for index in page.raw), default=-1))
    for page in read:
        for index, character in zip(page.raw, page.text, strict=True):
            whole[index] = character
    return "".join(whole)
