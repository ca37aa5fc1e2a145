"""Scores of forecasts of defence pacts: which pairs of states are bound so many years on, and which pacts are new."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np

from trachu.bench.scoring_shares import Score
from trachu.core import scores
from trachu.core.bonding import chances, ranked
from trachu.core.bonds import Bonds, Flags, Floats, Pairs, bonds, covered, pairs
from trachu.core.parts import Part
from trachu.core.tables import Frames
from trachu.core.worlds import Facts

BEGIN, EVERY = 1870, 2  # the first origin with pacts enough, and the years between origins
GROUPS = ("pact", "pact_one_major", "pact_majors")


def is_of_pacts(part: Part) -> bool:
    """Tell whether a model gives chances of pacts rather than draws of capabilities."""
    return "chances_only" in part.options


def pacts(frames: Frames, origins: range, horizons: Sequence[int], *, chain: bool) -> Iterator[tuple[int, int, Score]]:
    """Yield origin, horizon and score for every second year from 1870.

    A pair counts if both states are there at the origin and at the horizon. Every origin weighs the same whatever the
    number of its pairs (n = 1), save in which pacts come and go, where n is how many did. The past is laid out once to
    the end of the list; a fit reads no outcome later than its origin.
    """
    last = covered(frames["ties"], frames["parties"])
    past = bonds(Facts(*(frames[n] for n in ("capabilities", "ties", "parties", "flows"))), frames["actors"], last)
    if past is None:
        return
    seen: dict[int, dict[int, Pairs]] = {h: {} for h in horizons}
    for origin in origins:
        for h in horizons:
            if origin < max(BEGIN, past.first) or origin % EVERY or origin + h > past.last:
                continue
            now = pairs(past, origin, among=origin + h)
            chance = chances(past, origin, h, now, chain=chain, seen=seen[h])
            came = past.allied[origin + h - past.first][now.one, now.other]
            for score in _of_origin(past, origin, now, chance, came):
                yield origin, h, score


def _of_origin(past: Bonds, origin: int, now: Pairs, chance: Floats, came: Flags) -> Iterator[Score]:
    major = past.major[origin - past.first]
    one, other = major[now.one], major[now.other]
    for name, group in zip(GROUPS, (np.ones(len(came), dtype=bool), one | other, one & other), strict=True):
        if group.any():
            yield name, "brier", float(scores.brier(chance[group], came[group]).mean()), 1
            yield name, "log", float(scores.log_score(chance[group], came[group]).mean()), 1
            yield name, "rate", float(came[group].mean()), 1
    for name, held, happened in (("pact_new", ~now.allied, came), ("pact_break", now.allied, ~came)):
        count = int(happened[held].sum())
        if 0 < count < held.sum():
            likely = chance if name == "pact_new" else 1 - chance
            yield name, "auc", ranked(likely[held], happened[held]), count
