"""What a mention is, and how sure each way of finding one is."""

from __future__ import annotations

from dataclasses import dataclass

SURE = {"name": 0.98, "demonym": 0.85, "seat": 0.8, "part": 0.85, "harvested": 0.8, "organ": 0.85, "near": 0.6}
AMBIGUOUS = 0.7  # a name that several actors bear, decided by the date or by order


@dataclass(frozen=True, slots=True)
class Mention:
    """A stretch of a passage that names an actor or a place.

    Confidence follows how it was found: .98 by name, .85 by demonym, ministry or part of a person's name, .8 by the
    capital or by a name that the document itself brings, .7 where several actors bear the name, .6 where the name is
    only near a known one in sound or letters.
    """

    start: int
    end: int
    actor: str
    type: str
    how: str
    confidence: float
