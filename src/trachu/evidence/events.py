"""Events: a cue, who acts on whom, when, and how the document stands to it.

One event is coded for a clause: among the cues that tell of a happening (see `happening`) the one with the highest
priority decides its type. One act of one type between the same parties is coded once in a sentence.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from trachu.evidence.clauses import Clause
from trachu.evidence.dates import Found
from trachu.evidence.happening import Told, weak
from trachu.evidence.parties import Roles, leans
from trachu.evidence.reading import Reading
from trachu.evidence.scene import Act, Event, Scene
from trachu.evidence.stance import Frame, Stance, expects
from trachu.evidence.subjects import Subject, one_way, parties_of
from trachu.evidence.telling import ASIDE, once, stops
from trachu.ontology.acts import Cue, decide, symmetric
from trachu.ontology.event import event_type

CONTRASTS = (
    "แต่",
    "ขณะที่",
    "ในขณะที่",
    "อย่างไรก็ตาม",
    "แม้ว่า",
    "but",
    "while",
    "whereas",
    "although",
)  # who spoke, speaks no more
ADDS = ("และ", "รวมถึง", "รวมไปถึง", "อีกทั้ง", "พร้อม", "and")  # openers of clauses that add to what the last one told


def events_in(reading: Reading, before: tuple[str, ...] = ()) -> list[Event]:
    """Code the events of a passage, clause by clause; ``before`` are those named together before the passage.

    >>> from trachu.evidence.passage import Passage
    >>> from trachu.evidence.reading import read
    >>> text = "ในปี 2019 จีนเตือนว่าจะคว่ำบาตรสวีเดน"
    >>> one = events_in(read([Passage.of(text)])[0])[0]
    >>> one.cue.code, one.actors, one.recipients, one.date
    ('THREATEN', ('CHN',), ('SWE',), '2019')
    """
    scene = Scene.of(reading, before)
    found: list[Event] = []
    subject = Subject()
    for clause in map(scene.main, reading.clauses):
        adds = bool(found) and clause.sentence == found[-1].sentence and clause.opener in ADDS
        told = scene.told(clause, goes_on=adds)
        coded = [event for part in _acts(scene, clause, told) if (event := _event(scene, *part, subject))]
        stood = [_stand(reading, event, scene.frames, clause) for event in coded]
        found += [event for event in stood if event.stance != "predicts" or not (event.noun or weak(event.cue))]
        subject = _spoken_of(scene, clause, coded, subject)
    return [stop for event in once(scene, found) for stop in stops(scene, event)]


def _spoken_of(scene: Scene, clause: Clause, coded: Sequence[Event], before: Subject) -> Subject:
    """Return whom a clause leaves as the subject of the next: who acts in it, else who is named first."""
    own = scene.named(clause.start, clause.end)
    if not coded and (not own or clause.opener in ASIDE):
        return before
    acting = next((event.actors for event in coded if event.actors), own[0].actors if own else before.actors)
    if coded and own and set(own[0].actors) <= set(coded[0].recipients) and not leans(scene.text, own[0].start):
        acting = own[0].actors  # who suffers is the subject all the same
    return Subject(clause.end, tuple(a for a in acting if not a.startswith("FORUM:")) or acting)


_AND = re.compile(r"(?:และ|พร้อมทั้ง|พร้อม|\band\s)(?:ได้|ยัง|ร่วม|จะ|also\s)?$")


def _acts(scene: Scene, clause: Clause, told: Sequence[Told]) -> Iterator[tuple[Clause, Sequence[Told], int]]:
    """Part the acts of a clause: the first of two of one subject (``visited X and signed Y``) stands for itself.

    With each part comes where the words of its event begin.
    """
    text, opened = scene.text, clause.start
    firm = [t for t in told if not t.weak]
    for before, after in pairwise(firm):
        joint = _AND.search(text[max(clause.start, after.cue.start - 16) : after.cue.start])
        if joint and before.cue.code != after.cue.code and before.cue.priority < after.cue.priority:
            end = max(clause.start, after.cue.start - 16) + joint.start()
            yield replace(clause, end=end), [t for t in told if t.cue.end <= end], clause.start
            opened = end
            break
    if told:
        yield clause, told, opened


_POINTS_BACK = re.compile(r"\s?[ก-๎]{0,40}?(?<!นอกจาก)(?<!ทั้ง)(?<!วัน)(?:ดังกล่าว|(?<!ห)นี้)")
_SUCH = re.compile(r"\b(?:this|these|that|those|such)\s(?:\w+\s)?$", re.IGNORECASE)


def _event(scene: Scene, clause: Clause, told: Sequence[Told], opened: int, subject: Subject) -> Event | None:
    """Code the act that decides the type of a clause, with its parties and its date; its words begin at ``opened``."""
    text, lang = scene.text, scene.reading.passage.lang
    inside = text[clause.start : clause.end]
    verbs = [t for t in told if not t.noun] or list(told)
    cue = decide([t.cue for t in verbs], inside, lang)
    if cue is None:
        return None
    noun = next(t.noun for t in verbs if t.cue.start == cue.start)
    if noun and (_POINTS_BACK.match(text, cue.end) or _SUCH.search(text[clause.start : cue.start])):
        return None
    joint = symmetric(text, lang, cue) and not one_way(inside, cue)
    found = parties_of(scene, Act(clause, cue, min(t.cue.start for t in told), joint, noun), subject)
    if found is None:
        return None
    date, dated = _date(scene.reading, clause, cue)
    place = {"start": opened, "end": clause.end, "sentence": clause.sentence}
    sure = _sure(found, cue, dated, noun)
    return Event(
        **place, cue=cue, actors=found.actors, recipients=found.recipients, date=date, dated=dated, stance="asserts",
        confidence=sure, noun=noun,
    )  # fmt: skip


def _date(reading: Reading, clause: Clause, cue: Cue) -> tuple[str | None, str]:
    """Take the date nearest to the cue in the clause, else in the sentence, else the last one before it.

    Words against somebody are said again and again; only a date in their sentence is theirs. A date that is wider than
    a year says when a time was, and not when what follows it happened.
    """
    start, end = reading.sentence(clause.sentence)
    spans = (("clause", clause.start, clause.end), ("sentence", start, end), ("passage", 0, start))
    for where, low, high in spans:
        inside = [d for d in reading.dates if low <= d.start and d.end <= high]
        if where == "passage":
            narrow = [d.edtf for d in inside if "/" not in d.edtf or d.edtf[:4] == d.edtf.split("/")[1][:4]]
            carried = narrow and event_type(cue.code).quad != "verbal-conflict"
            return (narrow[-1], where) if carried else (None, "none")
        inside = [d for d in inside if not _attribute(reading.text, d)] or inside
        if inside:
            return min(inside, key=lambda d: abs(d.start - cue.start)).edtf, where
    return None, "none"


def _attribute(text: str, date: Found) -> bool:
    """Tell whether a date names a thing and not a time: "a 2018 agreement"."""
    return bool(_ARTICLE.search(text, 0, date.start)) and text[date.end : date.end + 2].strip().islower()


_ARTICLE = re.compile(r"\b(?:a|an|the|its|their|his|her)\s$", re.IGNORECASE)
_WHERE = {"clause": 0.1, "sentence": 0.05, "passage": -0.05, "none": -0.05}


def _sure(found: Roles, cue: Cue, dated: str, noun: bool) -> float:
    """Rate an event: how plain its parties are, less for a weak cue, more for a date beside it; .15 to .95.

    The plainness of the parties counts from .4 (no subject) to .9 (ระหว่าง A กับ B); a missing side costs .1, a weak
    cue .2, an act told as a noun .05; a date in the clause adds .1, one in the sentence .05, one from before costs .05.
    """
    both = len({*found.actors, *found.recipients}) > 1
    rating = found.sure - (0 if both else 0.1) - (0.2 if weak(cue) else 0) - noun * 0.05 + _WHERE[dated]
    return round(min(0.95, max(0.15, rating)), 2)


def _stand(reading: Reading, event: Event, frames: Sequence[Frame], clause: Clause) -> Event:
    """Find how the document stands to an event: it asserts it, or hands it to a speaker before it."""
    low, _ = reading.sentence(clause.sentence)
    turned = clause.start if clause.opener in CONTRASTS else low
    before = [f for f in frames if turned <= f.start and f.end <= event.cue.start and not f.back]
    inside = reading.text[clause.start : event.cue.end]
    stance: Stance = "asserts"
    if before and before[-1].stance in ("denies", "reports"):
        stance = before[-1].stance
    elif expects(inside, reading.passage.lang):
        stance = "predicts"
    return replace(event, stance=stance)
