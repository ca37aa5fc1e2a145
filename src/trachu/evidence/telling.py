"""One happening, told at length: what a sentence goes on telling is one event, what it strings together are several."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from trachu.evidence.groups import Group
from trachu.evidence.scene import Event, Scene

ASIDE = ("ซึ่ง", "which", "who")  # openers of clauses that do not change who is spoken of
NEAREST = 12  # characters from one stop of a journey to the next

_IN_IT = re.compile(
    r"ใน(?:สาร|จดหมาย|แถลงการณ์|การประชุม|การพบ|การหารือ|การเยือน)\S{0,12}(?:ดังกล่าว|นี้)|ซึ่ง"
    r"|in (?:it|the (?:letter|statement|meeting))\b|which\b",
    re.IGNORECASE,
)
_ON = re.compile(r"\s?(?:ใน|เมื่อ|\bin|\bon)?\s?", re.IGNORECASE)


def once(scene: Scene, events: Sequence[Event]) -> list[Event]:
    """Keep one event of a type and its parties in a sentence; what goes on telling it lengthens its span.

    >>> from trachu.evidence.passage import Passage
    >>> from trachu.evidence.reading import read
    >>> from trachu.evidence.events import events_in
    >>> text = "ชิลีและเปรูประชุมกันในปี 1999 และหารือเรื่องพรมแดน"
    >>> [(e.start, e.end) for e in events_in(read([Passage.of(text)])[0])]
    [(0, 50)]
    """
    found: list[Event] = []
    reach = 0
    for event in events:
        first = found[-1] if found else None
        if first is None or not _same(scene, first, event, reach):
            found.append(event)
        else:
            end = event.end if not scene.text[first.end : event.start].strip() else first.end
            more = () if first.recipients else tuple(r for r in event.recipients if r not in first.actors)
            sure = max(first.confidence, event.confidence)
            found[-1] = replace(first, end=end, recipients=(*first.recipients, *more), confidence=sure)
        reach = event.end
    return found


def _same(scene: Scene, one: Event, other: Event, reach: int) -> bool:
    """Tell whether an event goes on telling the one before it: the same type, nobody new, no date of its own."""
    if one.cue.code != other.cue.code or one.stance != other.stance or not other.parties <= one.parties:
        return False
    if other.dated == "clause" and other.date != one.date:
        return False
    if one.sentence != other.sentence and not _IN_IT.match(scene.text, other.start):
        return False
    between = [c for c in scene.reading.clauses if reach <= c.start and c.end <= other.start]
    apart = [c for c in between if c.opener not in (*ASIDE, "โดย")]
    return not any(scene.named(c.start, c.end) for c in apart)


def stops(scene: Scene, event: Event) -> list[Event]:
    """Part a journey into its visits, where places and dates follow in turn (``A in May, B in June``).

    >>> from trachu.evidence.passage import Passage
    >>> from trachu.evidence.reading import read
    >>> from trachu.evidence.events import events_in
    >>> text = "The Indian premier visited Chile in May 2011, Peru in June 2011 and Cuba in July 2011."
    >>> [(*e.recipients, e.date) for e in events_in(read([Passage.of(text)])[0])]
    [('CHL', '2011-05'), ('PER', '2011-06'), ('CUB', '2011-07')]
    """
    if event.cue.mode != "visit":
        return [event]
    dates, text = scene.reading.dates, scene.text
    _, end = scene.reading.sentence(event.sentence)
    found: list[tuple[Group, int, str]] = []
    for group in scene.named(event.cue.end, end):
        if not found or group.start - found[-1][1] < NEAREST:
            date = next((d for d in dates if d.start >= group.end and _ON.fullmatch(text[group.end : d.start])), None)
            found += [(group, date.end, date.edtf)] if date else []
    if len(found) < 2:
        return [event]
    first = replace(event, end=found[0][1], recipients=found[0][0].actors, date=found[0][2], dated="clause")
    more = [replace(first, start=g.start, end=last, recipients=g.actors, date=when) for g, last, when in found[1:]]
    return [first, *more]
