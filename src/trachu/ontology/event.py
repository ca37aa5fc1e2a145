"""The 16 event types of PLOVER, read from `events/*.toml`, and the cues that betray them in a sentence.

Which type decides when a sentence shows cues of several? The one with the highest ``priority``; among equals the
one that stands first. The priorities follow the manual's codebook:

=====  =====================================================  ======================================================
200    REJECT ACCUSE THREATEN REQUEST CONCEDE AGREE           words about acts: "denied sending arms", "will visit"
200    PROTEST                                                what protesters demand is not an event of its own
150    SANCTION COERCE ASSAULT RETREAT                        acts in conflict
140    MOBILIZE                                               "if it comes with an assault, code only the assault"
130    SUPPORT                                                a signature outranks the visit during which it is given
120    CONSULT AID COOPERATE                                  acts of cooperation
=====  =====================================================  ======================================================

A *weak* cue (ความร่วมมือ, "support") names a thing more often than an act: it counts 100 less, so any firm cue
beats it. An *anti-cue* is a compound in which a cue misleads (ผู้สนับสนุน); it hides the cue. A *hint* names a mode
but no type ("by phone"): it is read only where the type stands.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cache
from typing import Any, Literal, get_args

from trachu.core.errors import UnknownName, ontology_error
from trachu.core.words import Lang, Words
from trachu.ontology.files import tomls, words

Quad = Literal["verbal-cooperation", "material-cooperation", "verbal-conflict", "material-conflict"]
LANGS: tuple[Lang, ...] = ("en", "th")

Cues = dict[Lang, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class Example:
    """A sentence that must, or must not, be coded as the type."""

    lang: Lang
    text: str
    match: bool
    mode: str | None
    actors: tuple[str, ...]
    recipients: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Mode:
    """How an act of a type is done; a mode for which the manual prints no score has its type's."""

    code: str
    label: Words
    score: float
    symmetric: bool
    cues: Cues
    hints: Cues


@dataclass(frozen=True, slots=True)
class EventType:
    """One of PLOVER's kinds of act, as its file defines it."""

    code: str
    label: Words
    meaning: Words
    score: float
    quad: Quad
    symmetric: bool
    priority: int
    domain: str
    cues: Cues
    weak: Cues
    anti_cues: Cues
    joint: Cues
    modes: dict[str, Mode]
    examples: tuple[Example, ...]
    cite: tuple[str, ...]


@cache
def event_types() -> dict[str, EventType]:
    """Read every file of `events/`, by code.

    >>> sorted(event_types())[:4]
    ['ACCUSE', 'AGREE', 'AID', 'ASSAULT']
    >>> event_types()["CONSULT"].modes["visit"].label.th
    'เยือน'
    """
    found: dict[str, EventType] = {}
    for file, given in tomls("events"):
        kind = _event_type(file, given)
        if kind.code in found:
            raise ontology_error(file, f"the code {kind.code} is already taken.")
        found[kind.code] = kind
    return found


def event_type(code: str) -> EventType:
    """Return one event type; a wrong code is answered with the nearest right one."""
    try:
        return event_types()[code.upper()]
    except KeyError:
        raise UnknownName("event type", code, event_types()) from None


def score(code: str, mode: str | None = None) -> float:
    """Return the conflict-cooperation score of a type, or of one of its modes, from -10 to +10.

    >>> score("CONSULT"), score("CONSULT", "visit"), score("ACCUSE")
    (2.5, 4.0, -3.0)
    """
    kind = event_type(code)
    return kind.modes[mode].score if mode in kind.modes else kind.score


def _event_type(file: str, given: dict[str, Any]) -> EventType:
    """Check one file and turn it into an event type."""
    try:
        kind = EventType(
            code=given["code"],
            label=words(file, "label", given["label"]),
            meaning=words(file, "meaning", given["meaning"]),
            score=float(given["score"]),
            quad=given["quad"],
            symmetric=bool(given["symmetric"]),
            priority=int(given["priority"]),
            domain=given["domain"],
            cues=_cues(given["cues"]),
            weak=_cues(given.get("weak", {})),
            anti_cues=_cues(given.get("anti_cues", {})),
            joint=_cues(given.get("joint", {})),
            modes={},
            examples=tuple(_example(example) for example in given.get("examples", ())),
            cite=tuple(given["cite"]),
        )
    except KeyError as missing:
        raise ontology_error(file, f"the field {missing} is not there.") from None
    modes = (_mode_of(file, kind, mode) for mode in given.get("modes", ()))
    kind = replace(kind, modes={mode.code: mode for mode in modes})
    _check(file, kind)
    return kind


def _check(file: str, kind: EventType) -> None:
    if kind.quad not in get_args(Quad):
        raise ontology_error(file, f"quad is {kind.quad!r}; it may be {', '.join(get_args(Quad))}.")
    if not all(kind.cues[lang] or any(mode.cues[lang] for mode in kind.modes.values()) for lang in LANGS):
        raise ontology_error(file, "cues are needed in both languages.")
    for some in (True, False):
        if {e.lang for e in kind.examples if e.match is some} != set(LANGS):
            raise ontology_error(file, f"examples with match = {str(some).lower()} are needed in both languages.")
    if unknown := {e.mode for e in kind.examples if e.mode} - set(kind.modes):
        raise ontology_error(file, f"examples name modes that are not there: {', '.join(sorted(unknown))}.")


def _mode_of(file: str, kind: EventType, given: dict[str, Any]) -> Mode:
    return Mode(
        code=given["code"],
        label=words(file, f"the label of mode {given['code']}", given["label"]),
        score=float(given.get("score", kind.score)),
        symmetric=bool(given.get("symmetric", kind.symmetric)),
        cues=_cues(given.get("cues", {})),
        hints=_cues(given.get("hints", {})),
    )


def _example(given: dict[str, Any]) -> Example:
    return Example(
        lang=given["lang"],
        text=given["text"],
        match=given["match"],
        mode=given.get("mode"),
        actors=tuple(given.get("actors", ())),
        recipients=tuple(given.get("recipients", ())),
    )


def _cues(given: dict[str, list[str]]) -> Cues:
    return {lang: tuple(given.get(lang, ())) for lang in LANGS}
