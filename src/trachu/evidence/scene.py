"""What all clauses of a passage share when events are coded, and one act in it whose parties are wanted."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from trachu.evidence.clauses import Clause
from trachu.evidence.groups import Group
from trachu.evidence.happening import Told, told_in
from trachu.evidence.reading import Reading
from trachu.evidence.stance import Frame, Stance
from trachu.ontology.acts import Cue

_SUBORDINATE = re.compile(r"เพื่อ|หาก(?!แต่)|ถ้า|ท่ามกลาง|in order to|if\b|unless\b|amid\b", re.IGNORECASE)
_BACKGROUND = re.compile(r"ท่ามกลาง|amid\b", re.IGNORECASE)
_OPENS_MAIN = re.compile(r"\s(?:ใน|เมื่อ)?(?:ช่วง|ระหว่าง)?(?:วันที่|เดือน|ต้น|ปลาย|กลาง)?(?:ปี)?\s?$|,\s(?:in|on)\s$")
# Days that only the date of the document could place: they make an act definite, and give it no date.
_LATELY = re.compile(
    r"\b(?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|yesterday|today|tonight|last\s(?:week|month|year|night)|this\sweek)\b"
    r"|(?:เมื่อ)?วาน(?:นี้)?|วันนี้|เมื่อวัน(?:จันทร์|อังคาร|พุธ|พฤหัสบดี|ศุกร์|เสาร์|อาทิตย์)|(?:สัปดาห์|เดือน|ปี)(?:ที่แล้ว|ที่ผ่านมา)"
)


@dataclass(frozen=True, slots=True)
class Event:
    """One act as a clause tells it. ``dated`` says where its date stands: clause, sentence, passage or none."""

    start: int
    end: int
    cue: Cue
    actors: tuple[str, ...]
    recipients: tuple[str, ...]
    date: str | None
    dated: str
    stance: Stance
    confidence: float
    sentence: int = 0
    noun: bool = False

    @property
    def parties(self) -> frozenset[str]:
        """All who take part."""
        return frozenset((*self.actors, *self.recipients))


@dataclass(frozen=True, slots=True)
class Act:
    """A cue in its clause; ``first`` is where the first act of the clause begins, ``joint`` acts have no recipient."""

    clause: Clause
    cue: Cue
    first: int
    joint: bool
    noun: bool


@dataclass(frozen=True, slots=True)
class Scene:
    """A passage as events are coded in it: its reading, its groups of actors, its frames.

    ``before`` are the actors last named together before the passage, of whom "both sides" may speak.
    """

    reading: Reading
    groups: Sequence[Group]
    frames: Sequence[Frame]
    before: tuple[str, ...] = ()

    @classmethod
    def of(cls, reading: Reading, before: tuple[str, ...] = ()) -> Scene:
        """Set the scene of a passage."""
        return cls(reading, reading.groups, reading.frames, before)

    @property
    def text(self) -> str:
        """The text of the passage."""
        return self.reading.text

    def named(self, start: int, end: int) -> list[Group]:
        """Return the groups of actors inside a span."""
        return [g for g in self.groups if start <= g.start and g.end <= end]

    def aside(self, clause: Clause) -> int:
        """Return where the word ends that makes a clause a purpose, a condition or background; else its start."""
        found = _SUBORDINATE.match(self.text, clause.start)
        return found.end() if found else clause.start

    def main(self, clause: Clause) -> Clause:
        """Return a clause without the background that it opens with (ท่ามกลาง …), where a date opens its main part."""
        if not _BACKGROUND.match(self.text, clause.start):
            return clause
        dates = (d.start for d in self.reading.dates if clause.start < d.start < clause.end)
        opened = (_OPENS_MAIN.search(self.text, clause.start, at) for at in dates)
        return replace(clause, start=next((found.start() + 1 for found in opened if found), clause.start))

    def told(self, clause: Clause, *, goes_on: bool) -> list[Told]:
        """Return what a clause tells as having happened; a condition or purpose tells only threats."""
        names = [(g.start, g.end) for g in self.named(clause.start, clause.end)]
        dated = any(clause.start <= d.start and d.end <= clause.end for d in self.reading.dates)
        dated = dated or bool(_LATELY.search(self.text, clause.start, clause.end))
        start = self.aside(clause)
        found = told_in(self.text, start, clause.end, self.reading.passage.lang, names, dated, goes_on)
        return [t for t in found if t.cue.code == "THREATEN"] if start > clause.start else found

    def content(self, clause: Clause, cue: Cue) -> int:
        """Return where the words of a speaker begin whose subject does the act: who tells of an act does not do it."""
        ends = [f.end for f in self.frames if clause.start <= f.start and f.end <= cue.start]
        return next((end for end in reversed(ends) if self.named(end, cue.start)), clause.start)


def named_together(reading: Reading) -> tuple[str, ...]:
    """Return the actors last named together in a passage, of whom the next one may speak as "both sides".

    >>> from trachu.evidence.passage import Passage
    >>> from trachu.evidence.reading import read
    >>> named_together(read([Passage.of("จีนและลาวลงนามสนธิสัญญา ไทยคัดค้าน")])[0])
    ('CHN', 'LAO')
    """
    named = [g.actors for g in reading.groups]
    return next((n for n in reversed(named) if len(n) > 1 and not any(a.startswith("GRP:") for a in n)), ())
