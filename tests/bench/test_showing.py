"""Notebooks: charts as Vega-Lite and SVG, briefs in a frame where nothing runs, frames out by Arrow."""

from __future__ import annotations

import polars as pl
import pytest

from trachu import Bench
from trachu.core.errors import UsageError


class Capsule:
    """A frame of some other library: all that is known of it is that it streams Arrow."""

    def __init__(self, frame: pl.DataFrame) -> None:
        self._frame = frame

    def __arrow_c_stream__(self, requested_schema: object | None = None) -> object:
        return self._frame.__arrow_c_stream__(requested_schema)


def test_a_chart_shows_itself(sample_bench: Bench) -> None:
    charts = sample_bench.brief("order").charts("th")
    bundle = charts["power_shares"]._repr_mimebundle_(include=None, exclude=None)

    assert {"application/vnd.vegalite.v6+json", "image/svg+xml", "text/plain"} == set(bundle)
    assert bundle["image/svg+xml"].startswith("<svg")
    assert charts["power_shares"].spec == bundle["application/vnd.vegalite.v6+json"]


def test_a_brief_shows_itself_in_a_frame_where_nothing_runs(sample_bench: Bench) -> None:
    shown = sample_bench.brief("order")._repr_html_()

    assert shown.startswith("<iframe sandbox ")
    assert "<script" not in shown
    assert "&lt;!doctype html&gt;" in shown


def test_a_dyad_shows_its_tables(sample_bench: Bench) -> None:
    shown = sample_bench.dyad("RUS", "PRK")._repr_html_()

    assert "<h3>RUS – PRK</h3>" in shown
    assert "<h4>closeness (" in shown and "<h4>events (" in shown


def test_measures_go_out_by_arrow(sample_bench: Bench) -> None:
    values = sample_bench.measure("effective_number", base="gdp", pool="all")

    assert values.equals(pl.DataFrame(Capsule(values)))


def test_frames_come_in_by_arrow(own_bench: Bench) -> None:
    row = {"actor": ["THA"], "year": [2022], "indicator": ["gdp"], "value": [495645000000.0], "unit": ["current USD"],
           "sd": [None], "cite": ["worldbank_wdi"]}  # fmt: skip
    source = own_bench.add_frame(Capsule(pl.DataFrame(row)), "mine")

    assert ("starter", "mine.csv") == (source.part, source.name)
    assert [("THA", 2022, 495645000000.0)] == own_bench.table("capabilities").select("actor", "year", "value").rows()


def test_what_does_not_stream_arrow_is_refused(own_bench: Bench) -> None:
    with pytest.raises(UsageError, match="list does not stream Arrow"):
        own_bench.add_frame([1, 2], "mine")
