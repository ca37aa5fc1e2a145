"""Winning coalitions, and who is essential to one (Niou, Ordeshook & Rose 1989)."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from trachu.core.errors import OptionError
from trachu.core.words import Words

Floats = NDArray[np.float64]
MOST = 20  # states of which every coalition is looked at


def essential(resources: Floats) -> NDArray[np.bool_]:
    """Tell which states are in at least one minimal winning coalition: one that loses if any member leaves it.

    A coalition wins with more than half of all resources R. State i is in a minimal winning one if and only if some
    coalition S of others has R/2 − rᵢ < Σ r(S) ≤ R/2: it does not win, and wins with i. Others are inessential, and may
    be eliminated by those who are not.

    >>> essential(np.array([40.0, 35.0, 25.0])).tolist(), essential(np.array([60.0, 30.0, 10.0])).tolist()
    ([True, True, True], [True, False, False])
    """
    half = resources.sum() / 2
    found = []
    for place, own in enumerate(resources):
        sums = coalitions(np.delete(resources, place))
        found.append(bool(((sums <= half) & (sums + own > half)).any()))
    return np.array(found)


def coalitions(resources: Floats) -> Floats:
    """Return the resources of every coalition, the empty one first; binary digits of its place are its members.

    >>> coalitions(np.array([1.0, 2.0])).tolist()
    [0.0, 1.0, 2.0, 3.0]
    """
    size = len(resources)
    if size > MOST:
        raise OptionError(
            Words(en=f"Coalitions of {size} states are not looked at.", th=f"ไม่คำนวณแนวร่วมของ {size} รัฐ"),
            Words(en=f"Name at most {MOST} states.", th=f"ระบุไม่เกิน {MOST} รัฐ"),
        )
    sums = np.zeros(1)
    for own in resources:
        sums = np.concatenate([sums, sums + own])
    return sums
