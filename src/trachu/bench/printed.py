"""The references that one file prints, without a bench."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import polars as pl

from trachu.bench import adding, shelves
from trachu.core.tables import table
from trachu.evidence.bibliography import bibliography
from trachu.evidence.passage import passages_of
from trachu.sources.passages import passages
from trachu.sources.repair import repair


def references(path: Path) -> list[dict[str, Any]]:
    """Return the references of a document as CSL-JSON: footnotes, list of references, stubs for the rest."""
    shelves.load()
    raw = adding.read_file(path)
    pages = adding.reader_of(path.name).run(raw)
    mended = repair(table("pages").of(pages.with_columns(source=pl.lit(path.name))))
    rows = passages(mended).with_columns(source=pl.lit(path.name), why=pl.lit(None, dtype=pl.String))
    return bibliography(passages_of(table("passages").of(rows)))
