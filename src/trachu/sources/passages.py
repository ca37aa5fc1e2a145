"""From pages to passages: units of text that a claim can point at, with their place in the raw document."""

from __future__ import annotations

import re
from collections.abc import Sequence

import polars as pl

from trachu.core.tables import PASSAGES
from trachu.core.text import raw_span
from trachu.sources.pages import Stretch, document, lay_out, marks_of, pick_up, raw_document
from trachu.sources.repair.quality import known_share

__all__ = ["document", "language", "lay_out", "passages", "pick_up", "raw_document", "spans"]

LONGEST = 1500  # characters of one passage
SHORTEST = 400  # a long paragraph is not cut before this many characters
KINDS = ("heading", "footnote")  # of passages that are no running text
THAI_SHARE = 0.25  # share of Thai letters above which a passage counts as Thai

_PASSAGE = {name: kind for name, kind in PASSAGES.columns.items() if name not in ("source", "why")}
_THAI = re.compile(r"[\u0e01-\u0e3a\u0e40-\u0e4e]")
_LETTER = re.compile(r"[^\W\d_]|[\u0e30-\u0e3a\u0e47-\u0e4e]")

# Where a long paragraph may be cut, the best place first. Thai has no full stop: a blank is the
# usual end of a clause, and these words often begin the next one.
_CUTS = (
    re.compile(r"(?<=[.!?])[\"”’)\]]* +(?=[A-Z“\"(])"),
    re.compile(r"[ ]+(?=อย่างไรก็ตาม|นอกจากนี้|ทั้งนี้|ดังนั้น|ขณะที่|ต่อมา|ทั้งสอง|ในขณะ|โดยเฉพาะ|เมื่อ|ซึ่ง|แต่|และ)"),
    re.compile(r"(?<=[)\]”]) +"),
    re.compile(r" +"),
)


def passages(pages: pl.DataFrame) -> pl.DataFrame:
    r"""Cut repaired pages into passages, one for each paragraph or part of a long one.

    ``start`` and ``end`` are offsets in `document(pages)`; ``raw_start`` and ``raw_end`` in the
    raw document. ``quality`` is the share of Thai characters that lie in dictionary words; ``kind`` is body, heading
    or footnote; ``how`` tells which program read the page, where it was not the reader itself.

    >>> from trachu.core.text import Mapped
    >>> passages(lay_out([Mapped.of("ไทยและจีน\nTwo powers.")])).select("start", "end", "lang").rows()
    [(0, 9, 'th'), (10, 21, 'en')]
    """
    rows = []
    at = 0
    ordered = pages.sort("page")
    read_by = ordered["how"] if "how" in pages.columns else [None] * pages.height
    for number, page, how, marks in zip(ordered["page"], pick_up(pages), read_by, marks_of(pages), strict=True):
        for start, end in spans(page.text):
            raw_start, raw_end = raw_span(page.raw, start, end)
            text = page.text[start:end]
            rows.append({
                "page": number, "start": at + start, "end": at + end, "raw_start": raw_start, "raw_end": raw_end,
                "lang": language(text), "text": text, "raw": list(page.raw[start:end]), "quality": known_share(text),
                "kind": kind_of(marks, raw_start, raw_end), "how": how,
            })  # fmt: skip
        at += len(page) + 1
    return pl.DataFrame(rows, schema=_PASSAGE)


def kind_of(marks: Sequence[Stretch], start: int, end: int) -> str:
    """Return what a passage is by where it stands in the raw document: body, heading or footnote.

    >>> kind_of([Stretch("footnote", 10, 50, "1")], 12, 50), kind_of([Stretch("marker", 3, 4, "1")], 0, 9)
    ('footnote', 'body')
    """
    shares = {kind: 0 for kind in KINDS}
    for mark in marks:
        if mark.kind in shares:
            shares[mark.kind] += max(0, min(end, mark.end) - max(start, mark.start))
    best = max(KINDS, key=lambda kind: shares[kind])
    return best if 2 * shares[best] > end - start else "body"


def spans(text: str) -> list[tuple[int, int]]:
    r"""Return the spans of the passages of one page, without the blanks at their ends.

    >>> spans("one\n\n  two \nthree")
    [(0, 3), (7, 10), (12, 17)]
    """
    found: list[tuple[int, int]] = []
    for paragraph in re.finditer(r"[^\n]+", text):
        for start, end in _cut(text, paragraph.start(), paragraph.end()):
            piece = text[start:end]
            start += len(piece) - len(piece.lstrip())
            end -= len(piece) - len(piece.rstrip())
            if start < end:
                found.append((start, end))
    return found


def _cut(text: str, start: int, end: int) -> list[tuple[int, int]]:
    parts = []
    while end - start > LONGEST:
        window = text[start + SHORTEST : start + LONGEST]
        cuts = next((list(p.finditer(window)) for p in _CUTS if p.search(window)), None)
        at = start + SHORTEST + cuts[-1].end() if cuts else start + LONGEST
        parts.append((start, at))
        start = at
    return [*parts, (start, end)]


def language(text: str) -> str:
    """Return `th` if more than a quarter of the letters are Thai, else `en`.

    >>> language("องค์การ NATO"), language("NATO 2025")
    ('th', 'en')
    """
    return "th" if len(_THAI.findall(text)) > THAI_SHARE * max(1, len(_LETTER.findall(text))) else "en"
