"""The table `pages` of one document: laid out, picked up again, joined, and traced to the raw document."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple

import polars as pl

from trachu.core.tables import PAGES
from trachu.core.text import Mapped

ASIDE = ("head", "number")  # kinds of what stands on a page beside its text

# the number of a note behind a digit, as in 2566¹, so that it does not become part of it
RAISED = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")


class Stretch(NamedTuple):
    """A stretch of the raw document that is no running text.

    ``kind`` is head (running head), number (of the page), heading, footnote, or marker (number of a note in the text);
    ``said`` holds the words of what is left out of the text, and the number of a note.
    """

    kind: str
    start: int
    end: int
    said: str


def lay_out(
    pages: Sequence[Mapped], marks: Sequence[Sequence[Stretch]] = (), how: Sequence[str | None] = ()
) -> pl.DataFrame:
    """Lay pages out as the table `pages` without its source; numbers begin with 1.

    ``marks`` are the marked stretches of each page; ``how`` tells which program read it, if not the reader itself.

    >>> lay_out([Mapped.of("ตราชู"), Mapped.of("scales", 5)])["page"].to_list()
    [1, 2]
    """
    rows: dict[str, list[Any]] = {
        "page": list(range(1, len(pages) + 1)),
        "text": [page.text for page in pages],
        "raw": [list(page.raw) for page in pages],
    }
    if how:
        rows["how"] = list(how)
    if marks:
        rows["marks"] = [[mark._asdict() for mark in found] for found in marks]
    return pl.DataFrame(rows, schema={name: kind for name, kind in PAGES.columns.items() if name in rows})


def marks_of(pages: pl.DataFrame) -> list[list[Stretch]]:
    """Return the marked stretches of every page, in order of page.

    >>> marks_of(lay_out([Mapped.of("7")], [[Stretch("number", 0, 1, "7")]]))
    [[Stretch(kind='number', start=0, end=1, said='7')]]
    """
    if "marks" not in pages.columns:
        return [[] for _ in range(pages.height)]
    return [[Stretch(**mark) for mark in found or ()] for found in pages.sort("page")["marks"].to_list()]


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

    Running heads and page numbers stand in their places. What is no text of any page, such as the tags of HTML, is
    left blank, so that every raw index shows the character it stands for.

    >>> raw_document(lay_out([Mapped("ก", (3,)), Mapped("ข", (5,))]))
    '   ก ข'
    """
    read = pick_up(pages)
    asides = [mark for found in marks_of(pages) for mark in found if mark.kind in ASIDE]
    last = max((index for page in read for index in page.raw), default=-1)
    whole = [" "] * max([1 + last, *(mark.end for mark in asides)])
    for mark in asides:
        whole[mark.start : mark.end] = mark.said
    for page in read:
        for index, character in zip(page.raw, page.text, strict=True):
            whole[index] = character
    return "".join(whole)
