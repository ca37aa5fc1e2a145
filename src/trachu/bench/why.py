"""From a number down to the words on the page, and from a trace to the references it rests on."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import polars as pl

from trachu.bench.store import Source
from trachu.core import parts
from trachu.core.errors import UnknownName
from trachu.core.parts import Kind
from trachu.ontology.reference import Reference, known, references

SHOWN = 12
_ORDER = ("source", "passage", "claim", "step")
_CITING: tuple[Kind, ...] = ("dataset", "coder", "measure", "model")
_KEYS = re.compile(r" \{([^{}]*)\}$")


@dataclass(frozen=True, slots=True)
class Why:
    """A trace and what it rests on, as a tree; printed, one line each, sources last."""

    trace: str
    kind: str
    says: str
    parents: tuple[Why, ...]
    raw: str | None = None
    rows: tuple[str, ...] = ()

    def __str__(self) -> str:
        return "\n".join(self.lines(SHOWN))

    def lines(self, shown: int | None = None, depth: int = 0) -> Iterator[str]:
        """Yield the tree line by line, at most `shown` parents of each trace (None: all)."""
        yield f"{'  ' * depth}{self.kind}: {_KEYS.sub('', self.says)}  [{self.trace}]"
        yield from (f"{'  ' * depth}  {row}" for row in self.rows)
        if self.raw is not None:
            yield f"{'  ' * depth}  raw file: “{self.raw}”"
        kept = self.parents if shown is None else self.parents[:shown]
        for parent in kept:
            yield from parent.lines(shown, depth + 1)
        if len(kept) < len(self.parents):
            yield f"{'  ' * (depth + 1)}… and {len(self.parents) - len(kept)} more (--all shows them)"

    def walk(self) -> Iterator[Why]:
        """Yield every trace of the tree, each once."""
        seen: dict[str, Why] = {}
        waiting = [self]
        while waiting:
            one = waiting.pop()
            if one.trace not in seen:
                seen[one.trace] = one
                yield one
                waiting.extend(reversed(one.parents))

    def to_dict(self) -> dict[str, Any]:
        """Return the tree as plain data."""
        found: dict[str, Any] = {"trace": self.trace, "kind": self.kind, "says": _KEYS.sub("", self.says)}
        if self.raw is not None:
            found["raw"] = self.raw
        if self.rows:
            found["rows"] = list(self.rows)
        return {**found, "cite": list(cite_keys(self.says)), "parents": [p.to_dict() for p in self.parents]}


def cite_keys(says: str) -> tuple[str, ...]:
    """Return the cite keys at the end of what a trace says.

    >>> cite_keys("cow_nmc@7.0 · NMC.csv {singer1972; singer1987}")
    ('singer1972', 'singer1987')
    """
    found = _KEYS.search(says)
    return tuple(found[1].split("; ")) if found else ()


class Traces:
    """Every trace that the bench has written, read from the cache."""

    def __init__(self, files: Sequence[Path], raw_words: Callable[[str], str | None] | None = None) -> None:
        frames = [pl.read_parquet(path) for path in files]
        whole = pl.concat(frames) if frames else pl.DataFrame(schema={"trace": pl.String})
        self._rows: dict[str, tuple[str, str, str, list[str] | None]] = {row[0]: row for row in whole.iter_rows()}
        self._raw_words = raw_words
        self._done: dict[str, Why] = {}

    def tree(self, trace: str) -> Why:
        """Return the tree of a trace; an id may be shortened as long as it is the only one."""
        return self._tree(self._whole(trace))

    def _whole(self, trace: str) -> str:
        if trace in self._rows:
            return trace
        near = [name for name in self._rows if name.startswith(trace) or name.partition(":")[2].startswith(trace)]
        if len(near) == 1 and len(trace) >= 4:
            return near[0]
        raise UnknownName("trace", trace, near or list(self._rows)[-SHOWN:])

    def _tree(self, trace: str) -> Why:
        if trace not in self._done:
            _, kind, says, parents = self._rows[trace]
            raw = self._raw_words(trace) if kind == "passage" and self._raw_words else None
            below = sorted((self._tree(p) for p in parents or ()), key=lambda w: (_ORDER.index(w.kind), w.says))
            self._done[trace] = Why(trace, kind, says, tuple(below), raw)
        return self._done[trace]


def references_of(trees: Sequence[Why], references: Mapping[str, Reference]) -> list[Reference]:
    """Collect the references that traces rest on, in order of key."""
    seen: set[str] = set()
    keys: set[str] = set()
    waiting = list(trees)
    while waiting:
        one = waiting.pop()
        if one.trace not in seen:
            seen.add(one.trace)
            keys.update(cite_keys(one.says))
            waiting.extend(one.parents)
    return [references[key] for key in sorted(keys & references.keys())]


def all_references(sources: Sequence[Source]) -> Mapping[str, Reference]:
    """Return every reference by key: the ontology's, those that parts bring, and the documents themselves."""
    own = {r.key: r for kind in _CITING for part in parts.all_of(kind) for r in known(part.cite)}
    papers = {f"doc:{s.source}": document_reference(s) for s in sources if s.kind == "document"}
    return {**own, **references(), **papers}


def document_reference(source: Source) -> Reference:
    """Make the reference of a document from what is known of it."""
    fields = {
        "author": source.authors, "title": source.title or source.name, "year": (source.published or "")[:4],
        "publisher": source.publisher, "url": source.url, "language": source.lang,
        "note": None if source.title else f"File {source.name}, SHA-256 {source.hash[:16]}",
    }  # fmt: skip
    return Reference(f"doc:{source.source}", "misc", {k: v for k, v in fields.items() if v})
