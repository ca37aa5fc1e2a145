"""Mend what PDF made of Thai text; every character keeps its place in the raw document."""

from __future__ import annotations

from collections.abc import Sequence

import polars as pl

from trachu.core.text import Mapped
from trachu.sources.pages import pick_up
from trachu.sources.repair import cipher, digits, lattice, lines, marks, spacing
from trachu.sources.repair.lexicon import THAI, Trie, read, trie

__all__ = ["repair", "repair_text", "repair_texts"]


def repair(pages: pl.DataFrame) -> pl.DataFrame:
    """Mend the text of one document's pages; `raw` still says where every character stood.

    >>> from trachu.sources.pages import lay_out
    >>> repair(lay_out([Mapped.of("ส าคัญ")])).row(0)
    (1, 'สำคัญ', [0, 2, 3, 4, 5])
    """
    mended = repair_texts(pick_up(pages))
    text = pl.Series("text", [page.text for page in mended], dtype=pl.String)
    raw = pl.Series("raw", [list(page.raw) for page in mended], dtype=pages.schema["raw"])
    return pages.sort("page").with_columns(text, raw)


def repair_text(text: Mapped) -> Mapped:
    """Mend one text on its own.

    >>> repair_text(Mapped.of("อํานาจ")).text
    'อำนาจ'
    """
    return repair_texts([text])[0]


def repair_texts(texts: Sequence[Mapped]) -> list[Mapped]:
    """Mend the texts of one document together: its damage is learnt from all of them."""
    mended = lines.join([marks.characters(text) for text in texts])
    mended = [spacing.years_apart(text) for text in mended]
    if not any(THAI.search(text.text) for text in mended):
        return mended
    words = trie()
    mended = [marks.safe(spacing.letters_apart(marks.leads(text), words)) for text in mended]
    mended, licence = _decipher(mended, words)
    mended = [lattice.mend(text, licence, words) for text in mended]
    mended = [marks.once(text) for text in spacing.blanks_in_words(mended, words)]
    signs = digits.learn([text.text for text in mended])
    return [digits.decipher(text, signs) for text in mended]


def _decipher(texts: list[Mapped], words: Trie) -> tuple[list[Mapped], lattice.Licence]:
    """Put marks in the place of glyphs: the frequent ones first, then the rare ones with what was learnt."""
    glyphs = cipher.learn([text.text for text in texts], lambda run: read(run, words)[0])
    texts = [marks.safe(cipher.decipher(text, glyphs)) for text in texts]
    licence = lattice.licence_for([text.text for text in texts], words)
    if glyphs:
        rare = cipher.learn([text.text for text in texts], lambda run: lattice.decode(run, licence, words)[0], glyphs)
        texts = [marks.safe(cipher.decipher(text, rare)) for text in texts]
    return texts, licence
