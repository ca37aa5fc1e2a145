from __future__ import annotations

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from trachu.core.text import Mapped
from trachu.core.trace import Trace, derive, frame_of

TEXTS = st.text(alphabet="กขคำ่้ abc", max_size=30)


@given(TEXTS, st.integers(0, 30), st.integers(0, 30))
def test_a_slice_keeps_the_place_of_every_character(text: str, start: int, end: int) -> None:
    piece = Mapped.of(text)[start:end]

    assert piece.text == "".join(text[i] for i in piece.raw)


@given(TEXTS, TEXTS)
def test_joining_keeps_both(one: str, two: str) -> None:
    whole = Mapped.join([Mapped.of(one), Mapped.of(two, start=len(one))])

    assert Mapped.of(one + two) == whole


def test_a_map_of_the_wrong_length_is_refused() -> None:
    with pytest.raises(ValueError, match="2 characters, but 1"):
        Mapped("ab", (0,))


def test_doing_a_thing_twice_adds_nothing() -> None:
    trace = Trace("step", "sum", ("source:a",))

    assert 1 == frame_of([trace, Trace("step", "sum", ("source:a",))]).height


def test_a_million_rows_from_two_sources_cost_few_traces() -> None:
    years = pl.Series(range(1000))
    given_ = pl.DataFrame({"year": years, "why": [f"source:{year % 2}" for year in years]})
    result = pl.DataFrame({"year": years}).join(pl.DataFrame({"actor": range(1000)}), how="cross")

    derived, traces = derive(result, [given_], ["actor", "year"], "share()")

    assert 1_000_000 == derived.height
    assert 2 == len(traces)


def test_a_measure_that_knows_its_rows_is_believed() -> None:
    result = pl.DataFrame({"year": [1, 2], "because": [["claim:b", "claim:a", None], []]})

    derived, traces = derive(result, [], ["year"], "closeness()")

    assert [("claim:a", "claim:b"), ()] == [t.parents for t in traces]
    assert [t.id for t in traces] == derived["why"].to_list()
    assert ["year", "why"] == derived.columns
