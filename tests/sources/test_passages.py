"""Passages: offsets lead back to the repaired document and to the raw one."""

from __future__ import annotations

import polars as pl
from hypothesis import given, settings
from hypothesis import strategies as st

from trachu.core.tables import PASSAGES
from trachu.core.text import Mapped
from trachu.sources.pages import lay_out
from trachu.sources.passages import LONGEST, document, passages, raw_document

LETTERS = st.text(st.sampled_from("กาต่ เAb. \n“”"), max_size=200)


@settings(deadline=None)
@given(st.lists(LETTERS, min_size=1, max_size=4))
def test_offsets_lead_to_the_words(texts: list[str]) -> None:
    pages, at = [], 0
    for text in texts:
        pages.append(Mapped.of(text, at))
        at += len(text)
    table = lay_out(pages)
    whole, raw = document(table), raw_document(table)

    found = passages(table)
    for row in found.iter_rows(named=True):
        assert row["text"] == whole.text[row["start"] : row["end"]]
        assert row["text"] == raw[row["raw_start"] : row["raw_end"]]
        assert row["raw"] == list(whole.raw[row["start"] : row["end"]])
        assert row["text"] == row["text"].strip() != ""
    assert "".join("".join(texts).split()) == "".join("".join(found["text"]).split())


def test_long_paragraphs_are_cut_at_blanks() -> None:
    found = passages(lay_out([Mapped.of("ความสัมพันธ์ระหว่างประเทศ " * 200)]))

    assert max(map(len, found["text"])) <= LONGEST
    assert all(text.endswith("ประเทศ") for text in found["text"])


def test_a_text_without_blanks_is_cut_all_the_same() -> None:
    found = passages(lay_out([Mapped.of("ก" * 4000)]))

    assert sum(map(len, found["text"])) == 4000
    assert max(map(len, found["text"])) <= LONGEST


def test_columns_are_those_of_the_table() -> None:
    found = passages(lay_out([Mapped.of("ไทย 2568"), Mapped.of("NATO", 8)]))

    assert found["quality"].to_list() == [1.0, None]
    assert found["lang"].to_list() == ["th", "en"]
    assert PASSAGES.of(found.with_columns(pl.lit("s").alias("source"))).height == 2
