"""Events: a cue, who acts on whom, when, and how the document stands to it.

One event is coded for a clause: the cue with the highest priority decides its type. A weak cue (a noun such as
ความร่วมมือ) codes an event only where the clause names two parties.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from trachu.evidence.clauses import Clause
from trachu.evidence.parties import Group, Roles, groups_in, pronoun, roles
from trachu.evidence.reading import Reading
from trachu.evidence.stance import Frame, Stance, expects, frames_in
from trachu.ontology.event import Cue, cues_in, deciding_cue, symmetric

WEAK = 100  # a cue below this priority is a noun more often than an act
NEAR = 400  # characters back to which a subject carries over


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


def events_in(reading: Reading) -> list[Event]:
    """Code the events of a passage, clause by clause.

    >>> from trachu.evidence.passage import Passage
    >>> from trachu.evidence.reading import read
    >>> text = "ในปี 2019 จีนเตือนว่าจะคว่ำบาตรสวีเดน"
    >>> one = events_in(read([Passage.of(text)])[0])[0]
    >>> one.cue.code, one.actors, one.recipients, one.date
    ('THREATEN', ('CHN',), ('SWE',), '2019')
    """
    groups = groups_in(reading.text, reading.mentions)
    frames = frames_in(reading.text, reading.passage.lang)
    found: list[Event] = []
    subject: tuple[int, tuple[str, ...]] = (-NEAR, ())
    for clause in reading.clauses:
        if _SUBORDINATE.match(reading.text, clause.start):
            continue
        first = _first_of_two(reading, clause)
        told = [_event(reading, part, groups, subject) for part in (first, clause) if part]
        found += [_stand(reading, event, frames, clause) for event in told if event]
        own = [g for g in groups if clause.start <= g.start and g.end <= clause.end]
        if own:
            acting = next((event.actors for event in told if event and event.actors), own[0].actors)
            subject = (clause.end, acting)
    return found


_AND = re.compile(r"(?:และ|พร้อมทั้ง|พร้อม|\band\s)(?:ได้|ยัง|ร่วม|จะ|also\s)?$")


def _first_of_two(reading: Reading, clause: Clause) -> Clause | None:
    """Return the part of a clause that holds the first of two acts of one subject: ``visited X and signed Y``."""
    text = reading.text[clause.start : clause.end]
    firm = [c for c in cues_in(text, reading.passage.lang) if c.priority >= WEAK]
    for before, cue in pairwise(firm):
        joint = _AND.search(text[max(0, cue.start - 16) : cue.start])
        if joint and before.code != cue.code and before.priority < cue.priority:
            return replace(clause, end=clause.start + cue.start - (min(16, cue.start) - joint.start()))
    return None


_SUBORDINATE = re.compile(r"เพื่อ|หาก|ถ้า|in order to|if\b|unless\b", re.IGNORECASE)
_NEGATED = re.compile(r"(?:ไม่ได้|ไม่เคย|มิได้|ไม่|ยังไม่|ไร้|\bnot\s|\bnever\s|\bno\s)(?:มีการ|มี)?\s?$")


def _event(
    reading: Reading, clause: Clause, groups: Sequence[Group], subject: tuple[int, tuple[str, ...]]
) -> Event | None:
    """Code the act that decides the type of a clause, if it is told as one that happens."""
    text, lang = reading.text, reading.passage.lang
    main = _main(text, clause)
    cue = deciding_cue(text[clause.start : main], lang) if main > clause.start else None
    if cue is None or _NEGATED.search(text[clause.start : clause.start + cue.start]):
        return None
    first = min(other.start for other in cues_in(text[clause.start : main], lang)) + clause.start
    cue = cue._replace(start=cue.start + clause.start, end=cue.end + clause.start)
    named = [g for g in groups if clause.start <= g.start and g.end <= clause.end]
    if not named and (_noun(text, clause, cue) or _POINTS_BACK.match(text, cue.end)):
        return None
    joint = symmetric(text, lang, cue) and not _one_way(text[clause.start : main], cue)
    found = _parties(text, clause, cue, first, groups, joint, subject)
    parties = {*found.actors, *found.recipients}
    if not parties or (cue.priority < WEAK and len(parties) < 2):
        return None
    date, dated = _date(reading, clause, cue)
    sure = _sure(found, cue, dated)
    return Event(clause.start, clause.end, cue, found.actors, found.recipients, date, dated, "asserts", sure)


OFFERS = ("AGREE",)  # types whose acts one side may do towards the other: it promises, offers, accepts
_TOGETHER = re.compile(r"ระหว่าง|กับ|ร่วมกัน|\b(?:between|with|each other|jointly)\b")


def _one_way(text: str, cue: Cue) -> bool:
    """Tell whether an act that may be joint is one side's offer to the other."""
    return cue.code in OFFERS and not _TOGETHER.search(text)


_PURPOSE = re.compile(r"เพื่อ(?!น)|\bin order to\b|\bso as to\b|หาก(?!ิน)|ถ้าหาก|\bif\s")
_POINTS_BACK = re.compile(r"\s?(?:ดังกล่าว|ครั้งนี้|นี้|เช่นนี้|ในครั้งนี้)")


def _main(text: str, clause: Clause) -> int:
    """Return where the main part of a clause ends: a purpose or a condition behind it is not an act."""
    found = _PURPOSE.search(text, clause.start, clause.end)
    return found.start() if found else clause.end


def _noun(text: str, clause: Clause, cue: Cue) -> bool:
    return text.startswith(("การ", "ความ"), cue.start) or text[clause.start : cue.start].endswith(("การ", "ความ"))


_CONNECTIVES = re.compile(
    r"^(?:\s|โดย|และ|ซึ่ง|ยัง|ได้|จะ|ก็|จึง|มี|อีกทั้ง|นอกจากนี้|นอกจากนั้น|พร้อม|ทั้งนี้|ต่อมา|ภายหลัง|แต่|อย่างไรก็ตาม|จากนั้น|เคย|กำลัง|การ|รวมไปถึง|รวมถึง"
    r"|ขณะเดียวกัน|ใน(?:เวลา|ขณะ)\S{0,8}|(?:เมื่อ)?(?:วันที่|เดือน|ปี)\S{0,12}\s?\S{0,6}|ออกมา|and|but|then|also|later|it|they|he|she|has|have|had)*"
)
LONGEST_PREFIX = 12  # letters before a verb beyond which a subject that trachu does not know stands there


def _parties(
    text: str, clause: Clause, cue: Cue, first: int, groups: Sequence[Group], joint: bool,
    subject: tuple[int, tuple[str, ...]],
) -> Roles:  # fmt: skip
    """Read the roles in the clause; a missing subject is a pronoun's or the one of the clause before."""
    found = roles(text, (cue.start, cue.end), groups, joint, (clause.start, clause.end), first)
    meant = pronoun(text, clause.start, cue.start, groups)
    if meant and (joint or not found.actors):
        others = tuple(a for a in (*found.actors, *found.recipients) if a not in meant)
        return Roles((*meant, *others), (), 0.6) if joint else Roles(meant, others, 0.6)
    if any(clause.start <= g.start and g.end <= cue.start for g in groups):
        return found
    if joint and len(found.actors) > 1:
        return found
    carried = subject[1] if clause.start - subject[0] < NEAR else ()
    prefix = _CONNECTIVES.sub("", text[clause.start : first])
    if not carried or len(prefix) > LONGEST_PREFIX or (found.actors and not joint):
        return found
    if joint:
        return Roles(tuple(dict.fromkeys((*carried, *found.actors))), (), 0.5)
    return replace(found, actors=carried, recipients=tuple(r for r in found.recipients if r not in carried), sure=0.5)


def _date(reading: Reading, clause: Clause, cue: Cue) -> tuple[str | None, str]:
    """Take the date nearest to the cue in the clause, else in the sentence, else the last one before it."""
    start, end = reading.sentence(clause.sentence)
    spans = (("clause", clause.start, clause.end), ("sentence", start, end), ("passage", 0, start))
    for where, low, high in spans:
        inside = [d for d in reading.dates if low <= d.start and d.end <= high]
        if where == "passage" and inside:
            return inside[-1].edtf, where
        if inside:
            return min(inside, key=lambda d: abs(d.start - cue.start)).edtf, where
    return None, "none"


_WHERE = {"clause": 0.1, "sentence": 0.05, "passage": -0.05, "none": -0.05}


def _sure(found: Roles, cue: Cue, dated: str) -> float:
    """Rate an event: how plain its parties are, less for a weak cue, more for a date beside it; .15 to .95.

    The plainness of the parties counts from .4 (no subject) to .9 (ระหว่าง A กับ B); a missing side costs .1, a weak
    cue .2; a date in the clause adds .1, one in the sentence .05, one from before costs .05.
    """
    both = len({*found.actors, *found.recipients}) > 1
    rating = found.sure - (0 if both else 0.1) - (0.2 if cue.priority < WEAK else 0) + _WHERE[dated]
    return round(min(0.95, max(0.15, rating)), 2)


def _stand(reading: Reading, event: Event, frames: Sequence[Frame], clause: Clause) -> Event:
    """Find how the document stands to an event: it asserts it, or hands it to a speaker before it."""
    low, _ = reading.sentence(clause.sentence)
    before = [f for f in frames if low <= f.start and f.end <= event.cue.start]
    inside = reading.text[clause.start : event.cue.end]
    stance: Stance = "asserts"
    if before and before[-1].stance in ("denies", "reports"):
        stance = before[-1].stance
    elif expects(inside, reading.passage.lang):
        stance = "predicts"
    return replace(event, stance=stance)
