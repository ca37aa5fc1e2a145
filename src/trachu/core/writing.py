"""What a brief is made of: sentences that say why, figures and grids. No rendering here."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, Protocol

import polars as pl

from trachu.core.words import Lang, Words


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence in two languages and the traces that it rests on; without them it does not exist.

    ``begins`` says that it begins a paragraph.

    >>> Sentence(Words(en="A fact.", th="ข้อเท็จจริง"), ())
    Traceback (most recent call last):
    ...
    ValueError: A sentence without a why: 'A fact.'
    """

    words: Words
    why: tuple[str, ...]
    begins: bool = False

    def __post_init__(self) -> None:
        if not any(self.why) or not all(self.why):
            raise ValueError(f"A sentence without a why: {self.words.en!r}")


@dataclass(frozen=True, slots=True)
class Figure:
    """A chart: a Vega-Lite specification for each language, its caption, its data's traces."""

    name: str
    caption: Words
    draw: Callable[[Lang], dict[str, Any]]
    why: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Grid:
    """A table for the reader: headings and cells in both languages."""

    caption: Words
    head: tuple[Words, ...]
    rows: tuple[tuple[Words, ...], ...]
    why: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Quote:
    """Words of a document, as repaired, with the trace of their passage."""

    text: str
    why: str
    note: Words | None = None


Block = Sentence | Figure | Grid | Quote


@dataclass(frozen=True, slots=True)
class Section:
    """A heading and what stands under it; `advice` marks what follows for the reader, which a memo puts last."""

    title: Words
    blocks: tuple[Block, ...]
    advice: bool = False


@dataclass(frozen=True, slots=True)
class Brief:
    """A brief: title, the findings that matter, sections, and what the reader should know of the method."""

    name: str
    title: Words
    findings: tuple[Sentence, ...]
    sections: tuple[Section, ...]
    method: tuple[Words, ...] = field(default=())

    def traces(self) -> list[str]:
        """Return every trace that the brief rests on, in order of first use."""
        blocks = [*self.findings, *(b for s in self.sections for b in s.blocks)]
        whys = [w for b in blocks for w in ((b.why,) if isinstance(b, Quote) else b.why)]
        return list(dict.fromkeys(whys))


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a sentence comes from in the end: a place in a document, a dataset, a file of the ontology."""

    kind: str
    reference: Words
    trace: str
    page: int | None = None
    quote: str | None = None
    retrieved: str | None = None
    hash: str | None = None


@dataclass(frozen=True, slots=True)
class Note:
    """A footnote: what was computed, from where, and the traces to ask `trachu why` for."""

    number: int
    traces: tuple[str, ...]
    says: tuple[str, ...]
    origins: tuple[Origin, ...]
    more: int = 0


@dataclass(frozen=True, slots=True)
class Run:
    """Text of one face."""

    text: str
    italic: bool = False


@dataclass(frozen=True, slots=True)
class Entry:
    """A line of a reference list in both languages, its titles in italics.

    >>> Entry(en=(Run("Theory", True), Run(". 1979.")), th=(Run("Theory", True), Run(". 1979."))).say("th")
    'Theory. 1979.'
    """

    en: tuple[Run, ...]
    th: tuple[Run, ...]

    def runs(self, lang: Lang) -> tuple[Run, ...]:
        """Return the line in one language."""
        return self.th if lang == "th" else self.en

    def say(self, lang: Lang) -> str:
        """Return the line in one language without its faces."""
        return "".join(run.text for run in self.runs(lang))


@dataclass(frozen=True, slots=True)
class Apparatus:
    """The footnotes of a brief and its list of references."""

    notes: tuple[Note, ...]
    references: tuple[Entry, ...]

    def number(self, why: tuple[str, ...]) -> int | None:
        """Return the number of the footnote for these traces."""
        return next((n.number for n in self.notes if n.traces == why), None)


class Desk(Protocol):
    """Where a brief asks for values and facts; the bench stands behind it."""

    def table(self, name: str) -> pl.DataFrame:
        """Return a table of facts or evidence."""
        ...

    def measure(self, name: str, **options: Any) -> pl.DataFrame:
        """Return the values of a measure, with `why`."""
        ...

    def every(self, name: str, **options: Any) -> pl.DataFrame:
        """Return the values of a measure under every specification, `options` telling which."""
        ...

    def spread(self, name: str, model: str, *, draws: int, seed: int, **options: Any) -> pl.DataFrame:
        """Return a measure's median and 5–95 % interval over the draws of a model, with `why`."""
        ...

    def ahead(self, kind: str, **options: Any) -> pl.DataFrame:
        """Return a table of `trachu.core.ahead`: what may come, each number with the skill class of its quantity."""
        ...

    def regimes(self, *, draws: int, seed: int) -> pl.DataFrame:
        """Return by year and regime share and p, over specifications and draws, and the regime that holds."""
        ...

    def actor(self, actor: str) -> Words:
        """Return the name of an actor in both languages."""
        ...
