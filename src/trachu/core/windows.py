"""Where pairs stand in a year's random numbers, and which of these numbers can change a pair's alliance at all.

Pairs are laid out round the circle of states: those of i and the state that comes d later stand at (d − 1)·width + i.
Each has one number v a year. It is reviewed where v < review, and then allied where v·(1 + e^−u) < review. Without an
alliance u ≤ pull + lure·(s_i + s_j), where s is the part of a state's threat that its main threat makes up, and lure is
`common`, and −`mutual` more where that is above nought; with one u ≥ pull + inertia. So most numbers change nothing
whatever the year is like, and u is worked out for the others alone.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from trachu.core.structure import Floats, Ints, Rules, World

Pairs = NDArray[np.uint32]
Singles = NDArray[np.float32]
SHIFT, SECOND = np.uint32(16), np.uint32(0xFFFF)
WHOLE = 2.0**31  # a number is compared by its first 31 binary digits
ALWAYS = np.float32(1e30)
SLACK = 1e-5  # far more than single precision rounds off; who stands in a window is looked at again
MOST = 30.0  # of lure, so that e^lure and its square are far from the greatest single float


class Windows(NamedTuple):
    """For each place: the pair (the first state in the upper half of the bits; 0 where there is none) and bounds.

    An alliance may end where number ≥ `floors`, and begin where number < `ceilings` × e^(lure·(s_i + s_j)); numbers are
    v·2^31.
    """

    pairs: Pairs
    floors: Singles
    ceilings: Singles
    lure: float


def windows(world: World, rules: Rules, width: int) -> Windows:
    """Lay the pairs of a world out with their bounds, for rows of `width` states.

    >>> three = World(*(np.ones(3) for _ in range(5)), 1 - np.eye(3), *(np.zeros((3, 3)) for _ in range(4)))
    >>> [(int(pair) >> 16, int(pair) & 65535) for pair in windows(three, Rules(), 4).pairs]
    [(0, 1), (1, 2), (0, 2), (0, 0)]
    """
    size = world.size
    first, later = np.arange(width)[None], np.arange(1, size // 2 + 1)[:, None]
    here = (first < size) & ((2 * later < size) | (2 * first < size))
    i, j = np.where(here, first, 0), np.where(here, (first + later) % size, 0)
    pairs = (np.minimum(i, j) << int(SHIFT)) | np.maximum(i, j)
    others = rules.bandwagon > 0 or rules.hedge > 0 or rules.realign > 0
    lure = rules.common + max(-rules.mutual, 0.0)
    if others or rules.common < 0 or lure > MOST:  # then every reviewed pair is looked at
        floors, ceilings, lure = np.zeros(pairs.shape), np.where(here, ALWAYS, 0.0), 0.0
    else:
        pull, whole = rules.apart + rules.like * world.like[i, j], rules.review * WHOLE
        ceilings = np.where(here, whole * np.exp(np.minimum(pull, 1.0)) * (1.0 + SLACK), 0.0)
        stay = 1.0 / (1.0 + np.exp(-(pull + rules.inertia).clip(-30.0, 30.0)))
        floors = np.maximum(whole * stay * (1.0 - SLACK) - 1.0, 0.0)
    return Windows(pairs.astype(np.uint32).ravel(), _single(floors), _single(ceilings), lure)


def places(i: Ints, j: Ints, size: int, width: int) -> Ints:
    """Return the places of pairs; the first state of each comes before the second.

    >>> places(np.array([0, 1, 0]), np.array([1, 2, 2]), 3, 4).tolist()
    [0, 1, 2]
    """
    later = j - i
    return np.where(2 * later <= size, (later - 1) * width + i, (size - later - 1) * width + j)


def _single(bounds: Floats) -> Singles:
    return bounds.astype(np.float32).ravel()
