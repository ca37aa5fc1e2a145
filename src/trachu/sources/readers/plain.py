"""Plain text and Markdown: the file as it stands; a form feed begins a page."""

from __future__ import annotations

import polars as pl

from trachu.core.parts import reader
from trachu.core.text import Mapped
from trachu.core.words import Words
from trachu.sources.guard import check_pages, decode, expect, no_text
from trachu.sources.pages import lay_out

LABEL = Words(en="plain text or Markdown", th="ข้อความล้วนหรือ Markdown")


@reader(name="plain", version="1", suffixes=(".txt", ".md", ".markdown"), label=LABEL)
def read_plain(data: bytes) -> pl.DataFrame:
    r"""Read text without touching it: newlines stay, offsets are those of the decoded file.

    >>> read_plain("หนึ่ง\r\n\fสอง".encode())["text"].to_list()
    ['หนึ่ง\r\n', 'สอง']
    """
    expect(data, "text", LABEL)
    text = decode(data)
    if not text.strip("\ufeff \t\r\n\f"):
        raise no_text(LABEL)
    pages: list[Mapped] = []
    at = 1 if text.startswith("\ufeff") else 0
    for piece in text[at:].split("\f"):
        pages.append(Mapped.of(piece, at))
        at += len(piece) + 1
    check_pages(len(pages))
    return lay_out(pages)
