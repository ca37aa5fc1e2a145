"""Find the place that a person means by quoting a document."""

from __future__ import annotations

from collections.abc import Sequence
from difflib import SequenceMatcher

import polars as pl

from trachu.bench.coding import Laid, places
from trachu.core.errors import UsageError
from trachu.core.words import Words


def place_of(laid: Laid, quote: str, page: int | None, at: tuple[int, int] | None) -> tuple[int, int]:
    """Return the one place of these words in a document, or that given by its offsets."""
    text = laid.text.text
    if at is not None:
        start, end = at
        if not 0 <= start < end <= len(text):
            raise UsageError(
                Words(en=f"{start}–{end} is not within the document.", th=f"ตำแหน่ง {start}–{end} อยู่นอกเอกสาร"),
                Words(en=f"It has {len(text)} characters.", th=f"เอกสารมี {len(text)} อักขระ"),
            )
        return start, end
    found = places(text, quote)
    if page is not None:
        found = [span for span in found if page_of(laid, span[0]) == page]
    if len(found) != 1:
        raise _misplaced(laid, quote, found)
    return found[0]


def page_of(laid: Laid, start: int) -> int | None:
    """Return the page on which a place of the document stands."""
    before = laid.passages.filter(pl.col("start") <= start).tail(1)
    return before["page"][0] if before.height else None


def _misplaced(laid: Laid, quote: str, found: Sequence[tuple[int, int]]) -> UsageError:
    if found:
        pages = ", ".join(sorted({str(page_of(laid, start)) for start, _ in found}))
        return UsageError(
            Words(
                en=f"These words stand {len(found)} times, on page {pages}.",
                th=f"ถ้อยคำนี้ปรากฏ {len(found)} แห่ง ในหน้า {pages}",
            ),
            Words(en="Quote more of them, or name the page.", th="โปรดยกถ้อยคำให้ยาวขึ้น หรือระบุหน้า"),
        )
    near = max(laid.passages["text"], key=lambda text: _likeness(quote, text), default="")
    return UsageError(
        Words(en=f"“{quote}” does not stand in the document.", th=f"ไม่พบถ้อยคำ “{quote}” ในเอกสาร"),
        Words(
            en=f"Copy the words from `trachu table passages`. Nearest: “{near[:80]}”",
            th=f"โปรดคัดลอกถ้อยคำจาก `trachu table passages` ที่ใกล้เคียงที่สุดคือ “{near[:80]}”",
        ),
    )


def _likeness(quote: str, text: str) -> int:
    return SequenceMatcher(None, quote[:200], text, autojunk=False).find_longest_match().size
