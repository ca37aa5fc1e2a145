"""Organs of a state, which are named after it: `PRK:MOD` is the Ministry of Defence of North Korea."""

from __future__ import annotations

from functools import cache

from trachu.core.words import Words
from trachu.ontology.files import rows

FILE = "actors/organs.csv"


@cache
def organs() -> dict[str, Words]:
    """Read what the organs of every state are called.

    >>> organs()["MFA"].th
    'กระทรวงการต่างประเทศ'
    """
    return {row["organ"]: Words(en=row["en"], th=row["th"]) for row in rows(FILE)}


def organ(actor: str, state: Words) -> Words:
    """Name an organ of a state; an organ that is not on the list keeps its code.

    >>> organ("PRK:MOD", Words(en="North Korea", th="เกาหลีเหนือ"))
    Words(en='Ministry of Defence (North Korea)', th='กระทรวงกลาโหมเกาหลีเหนือ')
    """
    known = organs().get(actor.partition(":")[2])
    if known is None:
        return Words(en=actor, th=actor)
    return Words(en=f"{known.en} ({state.en})", th=f"{known.th}{state.th}")
