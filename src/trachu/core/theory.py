"""What mechanisms of the structural engine add to a forecast: how far they move economies and arms from their course.

Two histories with the same random numbers are run for each draw, one with the mechanisms and one without; the
difference of logarithms is all that a forecast takes over. Without mechanisms it is nothing.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace

import numpy as np

from trachu.core.engine import Task, run_block
from trachu.core.structure import FIELDS, Floats, Rules, switched

ECONOMY, MILITARY = FIELDS.index("economy"), FIELDS.index("military")
LEAST = 1e-6  # what is left of a state that was absorbed, against its course


@dataclass(frozen=True)
class Deviation:
    """Logarithms of how far mechanisms move a state: [draw, kept year, state]; and how often pairs are allied."""

    economy: Floats
    military: Floats
    bonds: Floats


def deviation(task: Task, rules: Sequence[Rules], plain: Collection[str], more: Collection[str]) -> Deviation:
    """Run each draw's rules with the mechanisms `plain` and `more`, and with `plain` alone.

    >>> from trachu.core.structure import PLAIN, World
    >>> world = World(*(np.ones(3) for _ in range(5)), 1 - np.eye(3), *(np.zeros((3, 3)) for _ in range(4)))
    >>> found = deviation(Task(world, years=3, kept=(2,), engine="numpy"), [Rules()], PLAIN, [])
    >>> found.economy.shape, float(np.abs(found.economy).max())
    ((1, 1, 3), 0.0)
    """
    found, bonds = [], np.zeros((len(task.kept), task.world.size, task.world.size))
    for draw, one in enumerate(rules):
        with_, without = (
            run_block(replace(task, rules=switched(one, on)), draw, 1) for on in ((*plain, *more), tuple(plain))
        )
        levels = [np.maximum(block.states[0][:, (ECONOMY, MILITARY)], 0.0) for block in (with_, without)]
        there = levels[1] > 0
        ratio = np.divide(levels[0], levels[1], out=np.ones_like(levels[0]), where=there)
        found.append(np.log(np.maximum(ratio, LEAST)))
        bonds = bonds + with_.bonds
    moved = np.stack(found)
    return Deviation(moved[:, :, 0], moved[:, :, 1], bonds / max(len(rules), 1))
