"""Where a number comes from in the files: raw words of passages, published files of traces, traces of sources."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property
from typing import TYPE_CHECKING, Any

import polars as pl

from trachu.sources.pages import raw_document

if TYPE_CHECKING:
    from trachu.bench.bench import Bench


class Origins:
    """Looks up what the files of a bench themselves say; what was read of them is kept while the bench is as it is."""

    def __init__(self, bench: Bench) -> None:
        self._bench = bench
        self._raw: dict[str, str] = {}

    def raw_words(self, passage: str) -> str | None:
        """Return the words of a passage as they stand in the raw document, where they differ."""
        row = self._passages.get(passage)
        if row is None:
            return None
        source, start, end, text = row
        if source not in self._raw:
            pages = self._bench.run_.read(self._bench.source(source)).frame("pages")
            self._raw[source] = raw_document(pages)
        raw = self._raw[source][start:end]
        return raw if raw != text else None

    def file_of(self, trace: str) -> tuple[str, bytes] | None:
        """Return name and content of the published file that a trace leads to."""
        for one in self._bench.traces().tree(trace).walk():
            for source in self._bench.store.sources():
                if one.kind == "source" and source.hash[:16] in one.says:
                    return source.name, self._bench.run_.content(source)
        return None

    def of_sources(self) -> list[str]:
        """Return the traces of every source, documents first."""
        run, sources = self._bench.run_, self._bench.store.sources()
        documents = [run.mend(s) for s in sources if s.kind == "document"]
        datasets = [run.dataset(s) for s in sources if s.kind == "dataset"]
        found = (one.frame("traces").filter(kind="source")["trace"].to_list() for one in (*documents, *datasets))
        return [trace for each in found for trace in each]

    @cached_property
    def _passages(self) -> dict[str, tuple[str, int, int, str]]:
        table = self._bench.table("passages")
        rows = table.select("why", "source", "raw_start", "raw_end", "text").iter_rows()
        return {why: (source, start, end, text) for why, source, start, end, text in rows}


def trace_of(row: str | Mapping[str, Any] | pl.DataFrame) -> str:
    """Return the trace of a row, of the first row of a frame, or the trace itself.

    >>> trace_of("step:1"), trace_of({"why": "step:2"}), trace_of(pl.DataFrame({"why": ["step:3", "step:4"]}))
    ('step:1', 'step:2', 'step:3')
    """
    if isinstance(row, str):
        return row
    if isinstance(row, pl.DataFrame):
        row = row.row(0, named=True)
    return str(row["why"])
