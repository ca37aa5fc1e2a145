"""The act that the words of a text name: cues of event types found in it, the one that decides, what is announced."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from typing import NamedTuple

from trachu.core.errors import ontology_error
from trachu.core.words import Lang
from trachu.ontology.cues import Finder, finder, without_counts
from trachu.ontology.event import event_type, event_types

WEAKER = 100
"""How much less a weak cue counts than a firm one."""


class Cue(NamedTuple):
    """A cue found in a text: where it stands and which type (and perhaps mode) it speaks for."""

    start: int
    end: int
    code: str
    mode: str | None
    priority: int


def cues_in(text: str, lang: Lang) -> list[Cue]:
    """Find the cues of all event types in a text, in order, none overlapping another.

    >>> cues_in("Norway imposed sanctions on Belarus.", "en")
    [Cue(start=7, end=24, code='SANCTION', mode='discontinue', priority=150)]
    >>> cues_in("ผู้สนับสนุนรายใหญ่", "th")
    []

    How many are sent or given does not hide what is done.

    >>> cues_in("ส่งทหาร 3,000 นายไปช่วย", "th")[0].code, cues_in("sent 3,000 soldiers to fight alongside", "en")[0].code
    ('AID', 'AID')
    """
    bare, places = without_counts(text, lang)
    found = _cue_finder(lang).find(bare)
    cues = (Cue(places[start], places[end - 1] + 1, *tag) for start, end, tag in found if tag)
    return [announced(text, lang, cue) for cue in cues]


_WILL = {
    "en": re.compile(
        r"\b(?:will|would|shall|(?:is|are|was|were|be)\s(?:willing|ready|prepared|going|set)\sto|(?:willing|ready|prepared)\sto|(?:plan|intend|vow)(?:s|ed|ned)?\sto)"
        r"\s(?P<no>not\s)?(?:\w+ly\s|also\s|soon\s|be\s)?$",
        re.IGNORECASE,
    ),
    "th": re.compile(
        r"(?:(?<!ที่)(?<!เพื่อ)(?<!อาจ)(?<!น่า)(?<!ก่อน)จะ(?P<no>ไม่)?|(?:พร้อม|เตรียม|มีแผน|วางแผน)(?:ที่)?จะ"
        r"|(?<=[ก-๎])(?<!และ)(?:พร้อม|เตรียม))(?:เข้า|ร่วม)?$"
    ),
}  # fmt: skip
_MAYBE = {
    "en": re.compile(
        r"\b(?:if|unless|whether|expect|predict|forecast|likely|could|may|might|fear|hope|opportunit)", re.IGNORECASE
    ),
    "th": re.compile(r"หาก|ถ้า|แม้|โอกาส|คาด|อาจ|น่าจะ|แนวโน้ม|หวัง|กังวล|เกรง|เชื่อว่า|ทำนาย"),
}
_FUTURE = {"cooperation": ("AGREE", "REJECT"), "conflict": ("THREATEN", "AGREE")}
WORDS = ("AGREE", "REQUEST", "ACCUSE", "REJECT", "THREATEN")


def announced(text: str, lang: Lang, cue: Cue) -> Cue:
    """Code an act that is announced and not yet done by its announcement.

    What will be done for another is AGREE, what will be done against it THREATEN; what will not be done, the reverse.

    >>> [announced(t, "en", cues_in(t, "en")[0]).code for t in ("will bomb", "is willing to share intelligence")]
    ['THREATEN', 'AGREE']
    >>> announced("จะโจมตี", "th", Cue(2, 7, "ASSAULT", None, 150)).code
    'THREATEN'
    """
    if cue.code in WORDS:
        return cue
    found = _WILL[lang].search(text[max(0, cue.start - 40) : cue.start])
    if not found or _MAYBE[lang].search(text[max(0, cue.start - 80) : cue.start]):
        return cue
    done, not_done = _FUTURE[event_type(cue.code).quad.rpartition("-")[2]]
    kind = event_type(not_done if found["no"] else done)
    weaker = WEAKER if cue.priority < event_type(cue.code).priority else 0
    return cue._replace(code=kind.code, mode=None, priority=kind.priority - weaker)


def deciding_cue(text: str, lang: Lang) -> Cue | None:
    """Return the cue that decides the type of a sentence, with its mode where any cue or hint names one.

    >>> deciding_cue("Russia denied that it had attacked Ukraine.", "en")
    Cue(start=7, end=13, code='REJECT', mode=None, priority=200)
    """
    return decide(cues_in(text, lang), text, lang)


def decide(cues: Sequence[Cue], text: str, lang: Lang) -> Cue | None:
    """Choose among some cues of a text the one that decides its type: the highest priority, then the first.

    >>> text = "Russia denied that it had attacked Ukraine."
    >>> decide(cues_in(text, "en")[1:], text, "en").code
    'ASSAULT'
    """
    if not cues:
        return None
    best = max(cues, key=lambda cue: (cue.priority, -cue.start))
    return best._replace(mode=best.mode or _mode(text, lang, best.code, cues))


def symmetric(text: str, lang: Lang, cue: Cue) -> bool:
    """Tell whether the act that a cue names is one that all its parties do together (they are all actors).

    >>> sentence = "Russia and North Korea signed a treaty."
    >>> symmetric(sentence, "en", cues_in(sentence, "en")[0])
    True
    """
    kind = event_type(cue.code)
    mode = kind.modes.get(cue.mode or "")
    together = _joint_finder(cue.code, lang).find(text[cue.start : cue.end])
    return bool(together) or (mode.symmetric if mode else kind.symmetric)


def _mode(text: str, lang: Lang, code: str, cues: Sequence[Cue]) -> str | None:
    """Name the mode from another cue of the same type, else from the first hint."""
    named = [cue.mode for cue in cues if cue.code == code and cue.mode]
    hinted = (mode for _, _, mode in _hint_finder(code, lang).find(text))
    return named[0] if named else next(hinted, None)


@cache
def _hint_finder(code: str, lang: Lang) -> Finder[str]:
    return finder({hint: mode.code for mode in event_types()[code].modes.values() for hint in mode.hints[lang]}, lang)


@cache
def _joint_finder(code: str, lang: Lang) -> Finder[bool]:
    return finder(dict.fromkeys(event_types()[code].joint[lang], True), lang)


@cache
def _cue_finder(lang: Lang) -> Finder[tuple[str, str | None, int] | None]:
    """Compile the cues of all types; one phrase speaks for one type and mode only."""
    table: dict[str, tuple[str, str | None, int] | None] = {}
    for kind in event_types().values():
        entries: list[tuple[str, tuple[str, str | None, int] | None]] = []
        entries += [(cue, (kind.code, None, kind.priority)) for cue in kind.cues[lang]]
        entries += [(cue, (kind.code, None, kind.priority - WEAKER)) for cue in kind.weak[lang]]
        entries += [(cue, (kind.code, m.code, kind.priority)) for m in kind.modes.values() for cue in m.cues[lang]]
        entries += [(cue, None) for cue in kind.anti_cues[lang]]
        for cue, tag in entries:
            if cue in table and not (tag is None and table[cue] is None):
                raise ontology_error(f"events/{kind.code.lower()}.toml", f"the cue {cue!r} is listed twice.")
            table[cue] = tag
    return finder(table, lang)
