"""Landscape theory of aggregation: the two camps that leave the least frustration (Axelrod & Bennett 1993)."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from trachu.core.errors import OptionError
from trachu.core.words import Words

Floats = NDArray[np.float64]
Camps = NDArray[np.int8]

MOST = 20  # states of which every configuration is looked at: 2^19 of them
BLOCK = 2**14


@dataclass(frozen=True, slots=True)
class Alignment:
    """A configuration from which no state alone would move: who is in the first camp (0) or the second (1)."""

    camps: tuple[int, ...]
    energy: float


def energies(sizes: Floats, propensity: Floats, camps: Camps) -> Floats:
    """Return the energy of configurations [row, state].

    E = Σᵢ Σⱼ sᵢ sⱼ pᵢⱼ dᵢⱼ over all i and j, d = 1 in different camps and 0 in one: to be apart from those one is
    drawn to costs, to be apart from those one is pushed from saves.

    >>> energies(np.ones(2), np.array([[0.0, 1.0], [1.0, 0.0]]), np.array([[0, 0], [0, 1]])).tolist()
    [0.0, 2.0]
    """
    pull = sizes[:, None] * sizes[None, :] * propensity
    spins = 1.0 - 2.0 * camps
    apart = pull.sum() - pull.trace() - (np.einsum("ri,ij,rj->r", spins, pull, spins) - pull.trace())
    return np.asarray(apart / 2)


def landscape(sizes: Floats, propensity: Floats) -> list[Alignment]:
    """Look at every configuration and return the minima, the deepest first.

    `propensity` is symmetric: above 0 two states are drawn to each other, below they are pushed apart. The first state
    is always in camp 0, so that a configuration and its mirror count once: 2^(n−1) of them.

    >>> hostile = np.array([[0, 1, -1], [1, 0, -1], [-1, -1, 0]], dtype=float)
    >>> [(one.camps, one.energy) for one in landscape(np.ones(3), hostile)]
    [((0, 0, 1), -4.0)]
    """
    size = len(sizes)
    if not 1 <= size <= MOST:
        raise OptionError(
            Words(en=f"A landscape of {size} states is not looked at.", th=f"ไม่คำนวณภูมิทัศน์ของ {size} รัฐ"),
            Words(en=f"Name between 1 and {MOST} states.", th=f"ระบุจำนวนรัฐระหว่าง 1 ถึง {MOST}"),
        )
    pull = sizes[:, None] * sizes[None, :] * propensity
    np.fill_diagonal(pull, 0.0)
    found: list[Alignment] = []
    for start in range(0, 2 ** (size - 1), BLOCK):
        numbers = np.arange(start, min(start + BLOCK, 2 ** (size - 1)))
        camps = ((numbers[:, None] << 1 >> np.arange(size)) & 1).astype(np.int8)
        spins = 1.0 - 2.0 * camps
        field = spins @ pull
        still = (spins * field >= 0).all(axis=1)
        energy = (pull.sum() - np.einsum("ri,ri->r", field, spins)) / 2
        found += [
            Alignment(tuple(camps[row].tolist()), float(energy[row])) for row in np.flatnonzero(still)
        ]  # fmt: skip
    return sorted(found, key=lambda one: (one.energy, one.camps))
