"""Everything that is read in one passage before events and claims are: the ground they are coded on."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from trachu.evidence.citations import Citation, anchors_in, citations_in, citing, note_in
from trachu.evidence.clauses import Clause, clauses_in
from trachu.evidence.dates import Found, dates_in
from trachu.evidence.entities import mentions_in
from trachu.evidence.mention import Mention
from trachu.evidence.parties import groups_in
from trachu.evidence.passage import Passage
from trachu.evidence.stance import quotes_in


@dataclass(frozen=True, slots=True)
class Reading:
    """A passage with its citations, dates, mentions and clauses. A footnote is read for its reference only."""

    passage: Passage
    note: bool
    citations: tuple[Citation, ...]
    dates: tuple[Found, ...]
    mentions: tuple[Mention, ...]
    clauses: tuple[Clause, ...]

    @property
    def text(self) -> str:
        """The text of the passage."""
        return self.passage.text

    def sentence(self, number: int) -> tuple[int, int]:
        """Return the span of a sentence by its number."""
        own = [clause for clause in self.clauses if clause.sentence == number]
        return own[0].start, own[-1].end

    def cited(self, start: int, end: int) -> list[str]:
        """Return the keys of the sources that are cited for a span."""
        return citing(self.citations, start, end)

    def named(self, start: int, end: int) -> list[Mention]:
        """Return the mentions inside a span."""
        return [m for m in self.mentions if start <= m.start and m.end <= end]


def read(passages: Sequence[Passage]) -> list[Reading]:
    """Read the passages of one document, in order.

    >>> import numpy as np
    >>> text = "จีนเตือนญี่ปุ่นในปี 2023 (Kim, 2024)"
    >>> one = read([Passage("s", 1, 0, "th", text, np.arange(len(text), dtype=np.uint32))])[0]
    >>> [m.actor for m in one.mentions], [d.edtf for d in one.dates], one.cited(0, 8)
    (['CHN', 'JPN'], ['2023'], ['Kim, 2024'])
    """
    notes = [note_in(p.text) for p in passages]
    known = {found[0]: found[1] for found in notes if found}
    cited = [_citations(p.text, note, known) for p, note in zip(passages, notes, strict=True)]
    held = [[(c.start, c.end) for c in found] for found in cited]
    dated = _dates(passages, held, [note is not None for note in notes])
    years = [[(d.start, int(d.edtf[:4])) for d in dates if d.edtf[:4].isdigit()] for dates in dated]
    texts = ["" if note else p.text for p, note in zip(passages, notes, strict=True)]
    mentions = mentions_in(texts, held, years)
    return [
        Reading(p, note is not None, tuple(c), tuple(d), tuple(m), () if note else tuple(_clauses(p, c, m)))
        for p, note, c, d, m in zip(passages, notes, cited, dated, mentions, strict=True)
    ]


def _clauses(passage: Passage, cited: list[Citation], mentions: Sequence[Mention]) -> list[Clause]:
    """Split into clauses, but not inside a citation, a quotation or a row of actors (``A, B and C``)."""
    held = [(c.start, c.end) for c in cited]
    rows = [(g.start, g.end) for g in groups_in(passage.text, mentions)]
    return clauses_in(passage.text, passage.lang, [*held, *rows, *quotes_in(passage.text)], [end for _, end in held])


def _citations(text: str, note: tuple[str, Citation] | None, known: dict[str, Citation]) -> list[Citation]:
    if note:
        return [note[1]]
    return sorted([*citations_in(text), *anchors_in(text, known)], key=lambda c: c.start)


def _dates(passages: Sequence[Passage], held: list[list[tuple[int, int]]], notes: list[bool]) -> list[list[Found]]:
    """Read the dates; the year last named carries over to the next passage."""
    year: int | None = None
    found: list[list[Found]] = []
    for passage, skip, note in zip(passages, held, notes, strict=True):
        dates = [] if note else dates_in(passage.text, year=year, skip=skip)
        years = [d.edtf.split("/")[0][:4] for d in dates]
        year = next((int(y) for y in reversed(years) if y.isdigit()), year)
        found.append(dates)
    return found
