"""Resolutions that a text names by their number alone: มีมติ 1718, "adopted Resolution 2270".

Whom a resolution is aimed at, and that it imposes something, is known from the ontology and not from the words. Only
words of adopting tell of it as an act; a resolution that is merely mentioned, broken or renewed is none.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from trachu.evidence.reading import Reading
from trachu.evidence.scene import Event
from trachu.ontology.acts import Cue
from trachu.ontology.event import event_type
from trachu.ontology.treaty import Treaty, treaties

CODE = "SANCTION"
SURE = 0.6
_NUMBER = r"(?P<number>\d{3,4})(?!\d)"
_ADOPTS = re.compile(
    rf"(?:(?<!ตาม)(?:มี|ออก|รับรอง|ผ่าน|ลง)(?:ข้อ)?มติ(?:ที่|เลขที่|หมายเลข|ฉบับที่)?\s?"
    rf"|\b(?:adopt|pass|approv)(?:ed|es|s)\s(?:[\w-]+\s){{0,4}}?[Rr]esolutions?\s){_NUMBER}"
)
_NEXT = re.compile(rf"\s?(?:\([^()]{{2,80}}\)\s?)?(?:,\s?)?(?:และ|รวมถึง|and\s)\s?(?:ข้อ)?(?:มติ)?(?:ที่)?\s?{_NUMBER}")
_SOURCE = re.compile(r"\s?\([^()]{2,80}\)")


@cache
def sanctions() -> dict[str, Treaty]:
    """Return the resolutions of the ontology that have a target, by number.

    >>> sorted(sanctions())[:2], [p.actor for p in sanctions()["1718"].parties if p.role == "target"]
    (['1718', '1874'], ['PRK'])
    """
    aimed = (t for t in treaties().values() if t.kind == "resolution" and any(p.role == "target" for p in t.parties))
    return {one.treaty.rpartition("-")[2]: one for one in aimed}


def resolutions_in(reading: Reading) -> list[Event]:
    """Code the resolutions that a passage tells of by number.

    >>> from trachu.evidence.passage import Passage
    >>> from trachu.evidence.reading import read
    >>> text = "คณะมนตรีความมั่นคงได้ออกมติที่ 1718 (United Nations, 2006) และ 1874 เพื่อตอบโต้การทดลองนิวเคลียร์"
    >>> [(e.actors, e.recipients, e.date) for e in resolutions_in(read([Passage.of(text)])[0])]
    [(('IGO:UNSC',), ('PRK',), '2006'), (('IGO:UNSC',), ('PRK',), None)]
    """
    found: list[Event] = []
    for match in _ADOPTS.finditer(reading.text):
        start = next((c.start for c in reading.clauses if c.start <= match.start() < c.end), match.start())
        at: re.Match[str] | None = match
        while at:
            found += _event(reading, at["number"], start, at)
            start = found[-1].end if found else at.end()
            at = _NEXT.match(reading.text, at.end())
    return found


def _event(reading: Reading, number: str, start: int, match: re.Match[str]) -> Iterator[Event]:
    known = sanctions().get(number)
    if known is None:
        return
    source = _SOURCE.match(reading.text, match.end())
    years = [c.year for c in reading.citations if source and c.start <= source.end() <= c.end + 1 and c.year]
    clause = next((c for c in reading.clauses if c.start <= match.start() < c.end), None)
    dates = [d.edtf for d in reading.dates if clause and clause.start <= d.start < clause.end]
    roles = {role: tuple(p.actor for p in known.parties if p.role == role) for role in ("author", "target")}
    cue = Cue(match.start(), match.end(), CODE, None, event_type(CODE).priority)
    date = str(years[0]) if years else next(iter(dates), None)
    start += len(reading.text[start:]) - len(reading.text[start:].lstrip())
    yield Event(
        start=start, end=(source or match).end(), cue=cue, actors=roles["author"], recipients=roles["target"],
        date=date, dated="clause" if date else "none", stance="asserts", confidence=SURE,
        sentence=clause.sentence if clause else 0,
    )  # fmt: skip
