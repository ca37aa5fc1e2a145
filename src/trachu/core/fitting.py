"""What histories of the structural engine are fitted by: how pacts come and go, and how economies grow.

Each function adds what happened between an origin and some years later to sums, in the same way for what came and for
what was simulated, so that the two can be held against each other (`trachu.core.calibration`).
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from trachu.core.calibration import Sums
from trachu.core.structure import Floats, Rules, World

Flags = NDArray[np.bool_]
PACTS = ("apart", "common", "mutual", "like", "inertia")
GROWTH = ("growth", "catch_up", "sigma", "shared")
LEAST = 1e-9
BOUNDS = (0.02, 50.0)  # of output for each head, against the mean of the world
EFFORT, SCALE = 0.02, 100.0


def reasons(world: World) -> Floats:
    """Return what pairs of states have in common and against each other: [common, mutual, like] by state and state.

    The first two are those that the engine weighs with `Rules.common` and `Rules.mutual`: t = near·P·(1 − like)/2 is
    the threat of each unit of power, 0 between allies, and R its sum; common is the part that the main threat of one
    has in the threats of the other, mutual the part that they have in each other's.
    """
    rules = Rules()
    drive = rules.economy * np.log(world.economy) + rules.military * np.log(world.military)
    power = np.exp(drive + rules.technological * np.log(world.technology))
    threat = world.near * (1.0 - world.like) * 0.5 * (world.allied == 0) * power
    part = threat / np.maximum(threat.sum(axis=1, keepdims=True), LEAST)
    main = threat.argmax(axis=1)
    common = part[:, main].T
    return np.stack([common + common.T, part + part.T, world.like])


def gather_pacts(sums: Sums, world: World, then: Floats, there: Flags) -> None:
    """Add how pacts came and went between states that are `there` at both times; `then` is [draw, state, state].

    Of pairs without a pact: how many have one then, and the slopes of that on what they have in common, on mutual
    threat and on likeness (each of mean 0 and deviation 1 among them); of pairs with one: how many have none then.
    """
    one, other = np.triu_indices(world.size, 1)
    kept = there[one] & there[other]
    one, other = one[kept], other[kept]
    held = world.allied[one, other] > 0
    came = then[:, one, other] > 0
    new, count = came[:, ~held].astype(np.float64), float((~held).sum())
    sums.add("apart", new.sum(axis=1), np.asarray(count))
    for name, said in zip(("common", "mutual", "like"), reasons(world)[:, one, other][:, ~held], strict=True):
        level = (said - said.mean()) / max(float(said.std()), LEAST) if said.size else said
        sums.add(name, new @ level, np.asarray(count))
    sums.add("inertia", (~came[:, held]).sum(axis=1).astype(np.float64), np.asarray(float(held.sum())))


def economies(output: Floats, people: Floats) -> World:
    """Lay a world out in which there are economies alone: output, and technology as output for each head.

    >>> economies(np.array([3.0, 1.0]), np.array([1.0, 1.0])).technology.tolist()
    [1.5, 0.5]
    """
    size = len(output)
    share, heads = output / output.sum(), people / people.sum()
    one, nothing = np.ones(size), np.zeros((size, size))
    technology = (share / heads).clip(*BOUNDS)
    return World(share * SCALE, one, technology, one * EFFORT, one, nothing, nothing, nothing, nothing, nothing)


def gather_growth(sums: Sums, world: World, half: Floats, then: Floats, years: int) -> None:
    """Add how economies grew in two spells of `years`; `half` and `then` are [draw, state], in the units of the start.

    Mean yearly growth over both; its slope on the gap to the richest in output for each head; and by how much the
    second spell differs from the first, in all states together and in each beside that. A difference of two means of n
    years has 2/n of a year's variance, and neither growth nor catch-up has much part in it.
    """
    start = np.log(world.economy)
    grown = (np.log(then) - start) / (2 * years)
    level = np.log(world.technology)
    gap = level.max() - level
    apart, count = gap - gap.mean(), np.asarray(float(world.size))
    sums.add("growth", grown.sum(axis=1), count)
    sums.add("catch_up", grown @ apart, np.asarray((apart**2).sum()))
    turn = (np.log(then) - 2 * np.log(half) + start) / years
    common = turn.mean(axis=1)
    sums.add("sigma", ((turn - common[:, None]) ** 2).sum(axis=1) * years / 2, count)
    sums.add("shared", common**2 * years / 2, np.asarray(1.0))
