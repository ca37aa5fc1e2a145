"""What each side of a contradiction says, in words: a quotation with its stance, dates, or what is on record."""

from __future__ import annotations

from trachu.briefs import phrasing
from trachu.core.words import Words
from trachu.facts.finding import ABOUT
from trachu.ontology.forum import forums
from trachu.ontology.record import records
from trachu.ontology.treaty import treaties

DATED = ("dated fact", "event date")  # of these each side is one date or several
STANCES = ("asserts", "reports", "denies", "predicts")


def subject(about: str) -> Words:
    """Say what a contradiction is about.

    >>> subject("event date").en
    'two documents date one event differently'
    """
    return phrasing.label(ABOUT, about)


def side(about: str, text: str | None) -> Words:
    """Say what one side of a contradiction says.

    >>> side("dated fact", "TREATY:RUS-PRK-2024: 2024-06-19").en
    'Russia–North Korea Comprehensive Strategic Partnership Treaty: 19 June 2024'
    >>> side("event date", "2024-03").th, side("denial", "denies: no such thing").th
    ('มีนาคม 2567', 'ปฏิเสธ: no such thing')
    """
    if not text:
        return phrasing.plain("–")
    head, colon, rest = text.partition(": ")
    if about in DATED:
        name = _on_record(head) if colon else None
        when = phrasing.listed_apart([phrasing.dated(one) for one in (rest if name else text).split(", ")])
        return _after(name, when) if name else when
    if about == "denial" and head in STANCES:
        return _after(phrasing.label(phrasing.STANCES, head), phrasing.plain(rest))
    return phrasing.plain(text)


def _after(head: Words, rest: Words) -> Words:
    return Words(en=f"{head.en}: {rest.en}", th=f"{head.th}: {rest.th}")


def _on_record(fact: str) -> Words | None:
    """Return the name of what is on record under an id."""
    if fact in records():
        return records()[fact].label
    if fact in treaties():
        return treaties()[fact].name
    return next((forum.name for forum in forums().values() if forum.actor == fact), None)
