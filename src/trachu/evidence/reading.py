"""Everything that is read in one passage before events and claims are: the ground they are coded on."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Container, Sequence
from dataclasses import dataclass, replace

from trachu.evidence.citations import Citation, anchors_in, citations_in, citing, note_in
from trachu.evidence.clauses import Clause, clauses_in
from trachu.evidence.dates import Found, dates_in
from trachu.evidence.entities import mentions_in
from trachu.evidence.groups import TITLE, Group, behind_a_row, groups_in, subjects
from trachu.evidence.mention import Mention
from trachu.evidence.passage import Passage, stitched
from trachu.evidence.stance import Frame, frames_in, quotes_in
from trachu.ontology.acts import cues_in


@dataclass(frozen=True, slots=True)
class Reading:
    """A passage and what stands in it, with the actors side by side; a footnote is read for its reference only.

    ``next_cited`` are the sources cited first in the next paragraph, where that goes on with this one.
    """

    passage: Passage
    note: bool
    citations: tuple[Citation, ...]
    dates: tuple[Found, ...]
    mentions: tuple[Mention, ...]
    clauses: tuple[Clause, ...]
    frames: tuple[Frame, ...] = ()
    next_cited: tuple[str, ...] = ()
    groups: tuple[Group, ...] = ()

    @property
    def text(self) -> str:
        """The text of the passage."""
        return self.passage.text

    def sentence(self, number: int) -> tuple[int, int]:
        """Return the span of a sentence by its number."""
        own = [clause for clause in self.clauses if clause.sentence == number]
        return own[0].start, own[-1].end

    def cited(self, start: int, end: int) -> list[str]:
        """Return the keys of the sources that are cited for a span, here or where the next paragraph goes on."""
        return citing(self.citations, start, end) or list(self.next_cited)

    def named(self, start: int, end: int) -> list[Mention]:
        """Return the mentions inside a span."""
        return [m for m in self.mentions if start <= m.start and m.end <= end]


def read(passages: Sequence[Passage]) -> list[Reading]:
    """Read the passages of one document, in order; footnotes apart, broken paragraphs joined.

    >>> one = read([Passage.of("จีนเตือนญี่ปุ่นในปี 2023 (Kim, 2024)")])[0]
    >>> [m.actor for m in one.mentions], [d.edtf for d in one.dates], one.cited(0, 8)
    (['CHN', 'JPN'], ['2023'], ['Kim, 2024'])
    """
    notes = [(p, note_in(p.text)) for p in passages]
    known = {note[0]: note[1] for _, note in notes if note}
    whole = _body(notes)
    cited = [
        sorted([*citations_in(p.text, p.breaks()), *anchors_in(p.text, known, p.breaks())], key=lambda c: c.start)
        for p in whole
    ]
    held = [[(c.start, c.end) for c in found] for found in cited]
    dated = _dates(whole, held)
    years = [[(d.start, int(d.edtf[:4])) for d in dates if d.edtf[:4].isdigit()] for dates in dated]
    mentions = mentions_in([p.text for p in whole], held, years)
    framed = [tuple(frames_in(p.text, p.lang)) for p in whole]
    grouped = [tuple(groups_in(p.text, m)) for p, m in zip(whole, mentions, strict=True)]
    found = [
        Reading(p, False, tuple(c), tuple(d), tuple(m), tuple(_clauses(p, c, g, d, f)), f, groups=g)
        for p, c, d, m, f, g in zip(whole, cited, dated, mentions, framed, grouped, strict=True)
    ]
    return [*_linked(found), *(Reading(p, True, (note[1],), (), (), ()) for p, note in notes if note)]


_ADDS_ON = re.compile(
    r"(?:นอกจากนี้|นอกจากนั้น|(?:ใน)?ขณะเดียวกัน|อีกทั้ง|รวมไปถึง|ทั้งนี้|ยิ่งไปกว่านั้น)"
    r"|(?:Furthermore|Moreover|In addition|Meanwhile|At the same time|Likewise)\b"
)
LATER = 800  # characters into the next paragraph within which its first citation may stand


def _linked(readings: Sequence[Reading]) -> list[Reading]:
    """Let what no citation follows in its paragraph be covered by the first of the next, if that one only adds on."""
    found = list(readings)
    for number in range(len(found) - 2, -1, -1):
        behind = found[number + 1]
        first = behind.citations[0] if behind.citations else None
        if not _ADDS_ON.match(behind.text) or (first and first.start > LATER):
            continue
        keys = tuple(c.key for c in behind.citations if first and c.start == first.start) or behind.next_cited
        found[number] = replace(found[number], next_cited=keys)
    return found


def _body(notes: Sequence[tuple[Passage, tuple[str, Citation] | None]]) -> list[Passage]:
    """Take the passages that are no notes and join those that belong together.

    Behind a note, what is not in the language of the document still belongs to the note.
    """
    kept: list[Passage] = []
    broken: list[bool] = []
    apart = False
    main = "th" if any(p.lang == "th" for p, _ in notes) else "en"
    for passage, note in notes:
        if note is None and not (apart and passage.lang != main):
            kept.append(passage)
            broken.append(apart or (len(kept) > 1 and kept[-2].page(-1) != passage.page(0)))
            apart = False
        else:
            apart = True
    return stitched(kept, broken)


def _dates(passages: Sequence[Passage], held: list[list[tuple[int, int]]]) -> list[list[Found]]:
    """Read the dates; the year last named carries over to the next passage."""
    year: int | None = None
    found: list[list[Found]] = []
    for passage, skip in zip(passages, held, strict=True):
        dates = dates_in(passage.text, year=year, skip=skip)
        years = [d.edtf.split("/")[0][:4] for d in dates]
        year = next((int(y) for y in reversed(years) if y.isdigit()), year)
        found.append(dates)
    return found


SHORT_QUOTE = 80  # a quotation up to this length is a name or a phrase, and is not cut


def _clauses(
    passage: Passage,
    cited: list[Citation],
    groups: Sequence[Group],
    dates: Sequence[Found],
    frames: Sequence[Frame],
) -> list[Clause]:
    """Split into clauses, but not inside a citation, a short quotation or a row of actors (``A, B and C``)."""
    held = [(c.start, c.end) for c in cited]
    quotes = [(start, end) for start, end in quotes_in(passage.text) if end - start < SHORT_QUOTE]
    keep = [*held, *((g.start, g.end) for g in groups), *quotes]
    verbs = {cue.start for cue in cues_in(passage.text, passage.lang)}
    dated = _dated(passage.text, dates, {g.start for g in groups}) if passage.lang == "th" else []
    opened = sorted([*subjects(passage.text, groups, verbs), *dated])
    ends = [*(c.end for c in cited if not _speaks_on(passage.text, c, frames)), *dated]
    firm = behind_a_row(passage.text, groups)
    speaking = {frame.start for frame in frames}
    return _rejoined(clauses_in(passage.text, passage.lang, keep, ends, opened, firm), sorted(verbs | speaking))


def _speaks_on(text: str, citation: Citation, frames: Sequence[Frame]) -> bool:
    """Tell whether a citation names who says what follows: ``Waltz (1979) argues that …``."""
    named = citation.note is None and text[citation.start] != "("
    return named and any(0 <= frame.start - citation.end < AT_ONCE for frame in frames)


AT_ONCE = 8  # characters from the year of an author to the verb of saying
_DATE_OPENS = re.compile(r"(?<=\s)(?:และ)?(?:เมื่อ|ใน|ต่อมาใน|ต่อมาเมื่อ)?(?:ช่วง|ระหว่าง)?$")
_TO_NAME = re.compile(rf"[\s,]{{1,2}}(?:(?:{TITLE})\s?){{0,4}}")


def _dated(text: str, dates: Sequence[Found], names: Container[int]) -> list[int]:
    """Find dates that open a Thai sentence: a blank before, and an actor named behind (เมื่อวันที่ 3 พ.ค. 2019 จีน…)."""
    found = []
    for date in dates:
        before = _DATE_OPENS.search(text[max(0, date.start - 16) : date.start])
        start = date.start - len(before[0]) if before else 0
        named = next((at for at in range(date.end + 1, min(len(text), date.end + 34)) if at in names), None)
        if start and text[start - 1].isspace() and named and _TO_NAME.fullmatch(text[date.end : named]):
            found.append(start)
    return found


ADDS = ("และ", "เช่น", "รวมถึง", "รวมไปถึง", "and")  # openers of what may be no clause but one more noun


def _rejoined(clauses: list[Clause], verbs: Sequence[int]) -> list[Clause]:
    """Join what only adds a noun to the clause before it: no act is told in it and nobody speaks.

    ``verbs`` are the places where acts and sayings begin.
    """
    found: list[Clause] = []
    for clause in clauses:
        adds = found and found[-1].sentence == clause.sentence and clause.opener in ADDS
        if adds and bisect_left(verbs, clause.start) == bisect_left(verbs, clause.end):
            found[-1] = replace(found[-1], end=clause.end)
        else:
            found.append(clause)
    return found
