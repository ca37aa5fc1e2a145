"""Read the ontology's own files, which travel inside the package."""

from __future__ import annotations

import csv
import tomllib
from collections.abc import Iterator
from importlib.resources import files
from typing import Any

from trachu.core.errors import ontology_error
from trachu.core.words import Words


def tomls(folder: str) -> Iterator[tuple[str, dict[str, Any]]]:
    """Yield (file name, content) of every TOML file in a folder of the ontology, by name."""
    for entry in sorted(files("trachu.ontology").joinpath(folder).iterdir(), key=lambda e: e.name):
        if entry.name.endswith(".toml"):
            try:
                yield f"{folder}/{entry.name}", tomllib.loads(entry.read_text(encoding="utf8"))
            except tomllib.TOMLDecodeError as error:
                raise ontology_error(f"{folder}/{entry.name}", str(error)) from None


def rows(path: str) -> list[dict[str, str]]:
    """Return the rows of a CSV file of the ontology, every cell a stripped string."""
    text = files("trachu.ontology").joinpath(path).read_text(encoding="utf8")
    table = list(csv.DictReader(text.splitlines()))
    for number, row in enumerate(table, start=2):
        if None in row or None in row.values():
            raise ontology_error(path, f"line {number} has not as many cells as the header.")
    return [{name: cell.strip() for name, cell in row.items()} for row in table]


def words(file: str, field: str, given: Any) -> Words:
    """Read a table with `en` and `th`; both must be there."""
    if not isinstance(given, dict) or not given.get("en", "").strip() or not given.get("th", "").strip():
        raise ontology_error(file, f"{field} needs both en and th.")
    return Words(en=given["en"].strip(), th=given["th"].strip())


def listed(cell: str) -> tuple[str, ...]:
    """Split a cell that holds several values.

    >>> listed("Holland; the Netherlands ;")
    ('Holland', 'the Netherlands')
    """
    return tuple(part.strip() for part in cell.split(";") if part.strip())
