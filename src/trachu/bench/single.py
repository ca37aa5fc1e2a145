"""Repair or code one file without a bench; the records are described in docs/reference/records.md."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import polars as pl

from trachu.bench import adding, extractors, shelves
from trachu.bench.coding import CODER
from trachu.core import parts
from trachu.core.tables import table
from trachu.evidence.contract import records
from trachu.facts.events import cluster
from trachu.sources.passages import document, passages
from trachu.sources.repair import repair


def repaired(path: Path) -> dict[str, Any]:
    """Return the repaired text and, for every character, the index in the raw document that it came from."""
    whole = document(_pages(path))
    return {"source": path.name, "text": whole.text, "raw": list(whole.raw)}


def coded(path: Path) -> Iterator[dict[str, Any]]:
    """Yield the evidence of one document, a record for each entity, date, event, claim, membership, citation."""
    rows = passages(_pages(path)).with_columns(source=pl.lit(path.name), why=pl.lit(None, dtype=pl.String))
    found = parts.find("coder", CODER).run(table("passages").of(rows))
    yield from records(found, cluster(found["claims"], found["parties"]))


def told(record: dict[str, Any]) -> str:
    """Return a record as one line for a person.

    >>> told({"record": "date", "raw_start": 3, "raw_end": 7, "text": "2024", "edtf": "2024", "confidence": 0.9})
    'date        3–7  2024  edtf=2024'
    """
    plain = ("record", "raw_start", "raw_end", "text", "confidence")
    more = " ".join(
        f"{name}={value}" for name, value in record.items() if name not in plain and value not in (None, [])
    )
    return f"{record['record']:<10}  {record['raw_start']}–{record['raw_end']}  {record['text']}  {more}"


def _pages(path: Path) -> pl.DataFrame:
    shelves.load()
    raw = adding.read_file(path)
    pages = extractors.read(adding.reader_of(path.name), raw)
    return repair(table("pages").of(pages.with_columns(source=pl.lit(path.name))))
