"""What code computed: Parquet in folders named by what went in; may be deleted at any time.

A folder is written aside, its files are flushed to the disk, and it is renamed, so a killed run leaves either the
whole result or nothing that anybody reads. The folders themselves are not flushed: a result whose name is lost with
the power is computed again.
"""

from __future__ import annotations

import json
import os
import shutil
import tempfile
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from hashlib import sha256
from pathlib import Path
from typing import Any

import polars as pl

from trachu.core.tables import Frames

SMALL = 128 * 1024  # bytes of a file whose frame is kept in memory once it was read
ABANDONED = 3600.0  # seconds after which nobody writes a result any more


@dataclass(frozen=True)
class Result:
    """The frames of a step, read when asked for, and the hash of each one's content."""

    folder: Path
    digests: Mapping[str, str]

    def frame(self, name: str) -> pl.DataFrame:
        """Read one frame; small ones that were read lately are kept in memory, as their content never changes."""
        path = self.folder / f"{name}.parquet"
        if path.stat().st_size > SMALL:
            return pl.read_parquet(path)
        return _small(path).clone()

    def frames(self) -> Frames:
        """Read every frame."""
        return {name: self.frame(name) for name in self.digests}


@lru_cache(maxsize=512)
def _small(path: Path) -> pl.DataFrame:
    return pl.read_parquet(path)


def go_on(step: str) -> None:
    """Let a step run."""


class Cache:
    """A folder of results; `computed` lists the steps that had to be run, in order.

    `before` is called with the name of every step that has to be run; what it raises stops the work there.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.computed: list[str] = []
        self.before: Callable[[str], None] = go_on

    def step(self, name: str, inputs: Sequence[Any], make: Callable[[], Frames]) -> Result:
        """Return the result of a step, computed only if it is not there."""
        folder = self.folder / f"{name.replace('/', '-')}-{key_of(name, *inputs)}"
        if not (folder / "digests.json").exists():
            self.before(name)
            self.computed.append(name)
            self._write(folder, make())
        return Result(folder, json.loads((folder / "digests.json").read_text()))

    def text(self, name: str, inputs: Sequence[Any], make: Callable[[], str]) -> str:
        """Return a text, such as a drawn chart, computed only if it is not there."""
        path = self.folder / f"{name}-{key_of(name, *inputs)}.txt"
        if not path.exists():
            self.computed.append(name)
            write_whole(path, make().encode())
        return path.read_text(encoding="utf8")

    def traces(self) -> list[Path]:
        """Return the files of traces, newest last."""
        return sorted(self.folder.glob("*/traces.parquet"), key=lambda p: p.stat().st_mtime)

    def values(self, trace: str, most: int = 3) -> list[dict[str, Any]]:
        """Return a few of the values that have this trace as their why, the newest first."""
        files = sorted(self.folder.glob("*/values.parquet"))
        if not files:
            return []
        found = pl.scan_parquet(files).filter(pl.col("why") == trace).collect()
        return found.sort("year", "actor", descending=[True, False], nulls_last=True).head(most).to_dicts()

    def _write(self, folder: Path, frames: Frames) -> None:
        self.folder.mkdir(parents=True, exist_ok=True)
        aside = Path(tempfile.mkdtemp(prefix=".aside-", dir=self.folder))
        digests = {}
        for name, frame in frames.items():
            frame.write_parquet(aside / f"{name}.parquet")
            digests[name] = digest(frame)
        (aside / "digests.json").write_text(json.dumps(digests, sort_keys=True))
        for file in aside.iterdir():
            _flush(file)
        try:
            aside.rename(folder)
        except OSError:  # another process was first; its result is the same
            shutil.rmtree(aside)

    def sweep(self) -> int:
        """Remove what killed runs left aside, unless it is so young that another process may be writing it."""
        old = time.time() - ABANDONED
        left = [p for p in self.folder.glob(".aside-*") if p.is_dir() and p.stat().st_mtime < old]
        for folder in left:
            shutil.rmtree(folder, ignore_errors=True)
        return len(left)


class Absent(Exception):
    """A result is not in the cache."""


class Kept(Cache):
    """What a cache has already: nothing is computed, and what is not there raises `Absent`."""

    def step(self, name: str, inputs: Sequence[Any], make: Callable[[], Frames]) -> Result:
        """Return the result of a step that was computed before."""

        def _absent() -> Frames:
            raise Absent(name)

        return super().step(name, inputs, _absent)


def digest(frame: pl.DataFrame) -> str:
    """Return the hash of a frame's content: names, types and values in their order."""
    return sha256(frame.write_ipc(None, compat_level=pl.CompatLevel.oldest()).getvalue()).hexdigest()[:24]


def key_of(*what: Any) -> str:
    """Return the hash of anything that JSON can write, in a fixed spelling.

    >>> key_of("measure", {"b": 1, "a": 2}) == key_of("measure", {"a": 2, "b": 1})
    True
    """
    return sha256(json.dumps(what, sort_keys=True, default=str, ensure_ascii=False).encode()).hexdigest()[:24]


def write_whole(path: Path, content: bytes) -> None:
    """Write a file aside, flush it and rename it: whole or not at all."""
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, aside = tempfile.mkstemp(prefix=".aside-", dir=path.parent)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        os.chmod(aside, 0o644)
        os.replace(aside, path)
    except BaseException:
        Path(aside).unlink(missing_ok=True)
        raise
    _flush(path.parent)


def _flush(path: Path) -> None:
    """Flush a file or a folder to the disk; Windows opens no folders, and flushes only what may be written."""
    windows = os.name == "nt"
    if windows and path.is_dir():
        return
    handle = os.open(path, os.O_RDWR if windows else os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
