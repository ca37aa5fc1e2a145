"""Verbs that govern a noun of act: "held their first meeting", "lifted a day-old blockade", "suspended military aid".

A noun names an act, and the verb before it says whether the act was done, announced or ended. Where one governs it,
the cue begins at the verb, stands as firm as a verb itself, and may change its type: who lifts a blockade retreats,
who suspends aid imposes a sanction.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from trachu.core.words import Lang
from trachu.ontology.acts import Cue
from trachu.ontology.cues import forms
from trachu.ontology.event import event_type

_DOES = (
    "hold", "give", "make", "launch", "mount", "stage", "conduct", "carry out", "open", "begin", "start", "resume",
    "complete", "finish", "declare", "announce", "impose", "extend", "tighten", "institute", "order", "issue",
    "provide", "deliver", "sign", "attend", "join", "host", "pay", "undertake", "lead", "voice", "express", "offer",
)  # fmt: skip
_ENDS = ("lift", "ease", "end", "remove", "relax", "call off", "scrap", "drop")
_STOPS = ("suspend", "cut", "cut off", "halt", "stop", "freeze", "withhold", "cancel", "block", "reduce")
_CONFLICT = ("SANCTION", "COERCE", "ASSAULT", "MOBILIZE")
_HELP = ("AID", "COOPERATE")
SPEECH = ("AGREE", "REQUEST", "ACCUSE", "REJECT", "THREATEN")
MOST_WORDS = 5  # between the verb and the noun that it governs


def _verbs(words: Iterable[str]) -> str:
    found = [" ".join([form, *rest]) for word in words for first, *rest in [word.split()] for form in forms(first)]
    return "|".join(sorted(set(found), key=len, reverse=True))


_DAY = r"(?:on\s)?(?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|today|yesterday)\s"
_BREAKS = r"(?!(?:to|that|by|and|or|but|who|which|after|before|when|if|as|for|with|from|at|against|over)\b)"
_GOVERNS = re.compile(
    rf"\b(?:(?P<does>{_verbs(_DOES)})|(?P<ends>{_verbs(_ENDS)})|(?P<stops>{_verbs(_STOPS)}))\s"
    rf"(?:{_DAY})?(?:{_BREAKS}[\w’'-]+\s){{0,{MOST_WORDS}}}$",
    re.IGNORECASE,
)


def governed(text: str, start: int, cue: Cue, lang: Lang) -> Cue | None:
    """Return the cue as the verb before it makes it, or None where no such verb governs it; English only.

    ``start`` is where the clause begins.

    >>> text = "Chad lifted Friday a day-old blockade"
    >>> governed(text, 0, Cue(29, 37, "COERCE", None, 150), "en")
    Cue(start=5, end=37, code='RETREAT', mode=None, priority=150)
    >>> governed("Chad fears a blockade", 0, Cue(13, 21, "COERCE", None, 150), "en") is None
    True
    """
    found = _GOVERNS.search(text, start, cue.start) if lang == "en" else None
    if found is None or cue.code in SPEECH or _is_verb(text[cue.start : cue.end]):
        return None
    code = cue.code
    if found["ends"]:
        if code not in _CONFLICT:
            return None
        code = "RETREAT"
    elif found["stops"]:
        code = "SANCTION" if code in _HELP else code
    mode = cue.mode if code == cue.code else None
    return Cue(found.start(), cue.end, code, mode, event_type(code).priority)


def _is_verb(said: str) -> bool:
    return said.split()[0].lower().endswith("ed")
