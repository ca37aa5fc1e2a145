"""The bundled sample: our own short documents and a starter table of published figures."""

from __future__ import annotations

import tomllib
from importlib.resources import as_file, files
from typing import TYPE_CHECKING

from trachu.bench.store import Source

if TYPE_CHECKING:
    from trachu.bench.bench import Bench


def add_to(bench: Bench) -> list[Source]:
    """Add every file of the sample to a bench, with what `sample.toml` says of it."""
    folder = files("trachu.bench.samples")
    listed = tomllib.loads(folder.joinpath("sample.toml").read_text(encoding="utf8"))
    added = []
    for entry in listed["files"]:
        about = {name: value for name, value in entry.items() if name not in ("file", "dataset")}
        with as_file(folder.joinpath(entry["file"])) as path:
            added.append(bench.add(path, entry.get("dataset"), **about))
    return added
