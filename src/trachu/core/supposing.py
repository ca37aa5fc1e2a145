"""Histories of the structural engine with and without what is supposed, and what is read off them year by year.

Both sides share every random number, so that the difference of a draw is what the supposition does and nothing else
(common random numbers).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from trachu.core.engine import Task, run_block
from trachu.core.maths import TOP
from trachu.core.regimes import REGIMES, RULES
from trachu.core.structure import FIELDS, Change, Floats, Rules, World

POWER, ECONOMY, TECHNOLOGY = (FIELDS.index(name) for name in ("power", "economy", "technology"))
QUANTILES = (0.05, 0.25, 0.5, 0.75, 0.95)


class Reading(NamedTuple):
    """What is read off a year: `share`, `access` and `hedging` of one state, `closeness` of two; places of states."""

    kind: str
    one: int
    other: int


class Opening(NamedTuple):
    """From a year to before another two states are open to each other by at least so much."""

    year: int
    end: int
    one: int
    other: int
    least: float


@dataclass(frozen=True)
class Course:
    """What happens whatever the rules say, besides what happens in single draws alone."""

    changes: tuple[Change, ...] = ()
    openings: tuple[Opening, ...] = ()


def histories(
    task: Task, rules: Sequence[Rules], course: Course, own: Sequence[tuple[Change, ...]], readings: Sequence[Reading]
) -> Floats:
    """Run one history for each draw and read it: [draw, year, regimes and then readings].

    The first columns are the shares of specifications (all simulated states or the strongest eight; each rule) that
    give each of `REGIMES`. `own` are the changes of single draws.

    >>> world = World(*(np.ones(3) for _ in range(5)), 1 - np.eye(3), *(np.zeros((3, 3)) for _ in range(4)))
    >>> task = Task(world, years=2, engine="numpy")
    >>> found = histories(task, [Rules()], Course(), [()], [Reading("share", 0, 0)])
    >>> found.shape, bool(np.isclose(found[0, :, :4].sum(axis=1), 1.0).all())
    ((1, 2, 5), True)
    """
    found = np.empty((len(rules), task.years, len(REGIMES) + len(readings)))
    whole = replace(task, kept=tuple(range(task.years)))
    for draw, (rule, more) in enumerate(zip(rules, own, strict=True)):
        changes = (*course.changes, *more)
        block = run_block(replace(whole, rules=rule, changes=changes), draw, 1)
        power = block.states[0][:, POWER]
        found[draw, :, : len(REGIMES)] = verdicts(power)
        opened = openness(task.world, block.bonds > 0, changes, course.openings)
        for place, reading in enumerate(readings, start=len(REGIMES)):
            found[draw, :, place] = _read(reading, block.states[0], opened, task.world)
    return found


def verdicts(power: Floats) -> Floats:
    """Return for each row of power [row, state] the share of specifications that give each of `REGIMES`.

    >>> verdicts(np.array([[8.0, 1.0, 1.0]])).tolist()
    [[1.0, 0.0, 0.0, 0.0]]
    """
    few = np.sort(power, axis=1)[:, -TOP:]
    each = [rule(pool) for pool in (power, few) for rule in RULES.values()]
    return np.asarray(np.mean([np.eye(len(REGIMES))[verdict] for verdict in each], axis=0))


def openness(world: World, bound: NDArray[np.bool_], changes: Sequence[Change], openings: Sequence[Opening]) -> Floats:
    """Return how open the row is to the column in each year, 0 to 1: [year, state, state].

    o = (1 for allies, else (1 + likeness) / 2, at least what an opening says) × (1 − sanctions of row on column).

    >>> world = World(*(np.ones(2) for _ in range(5)), 1 - np.eye(2), *(np.zeros((2, 2)) for _ in range(4)))
    >>> openness(world, np.zeros((2, 2, 2), dtype=bool), [Change(1, "sanction", 0, 1, 0.5)], [])[:, 0, 1].tolist()
    [0.5, 0.25]
    """
    base = np.where(bound, 1.0, (1.0 + world.like) / 2.0)
    for opening in openings:
        for i, j in ((opening.one, opening.other), (opening.other, opening.one)):
            span = slice(opening.year, opening.end)
            base[span, i, j] = np.maximum(base[span, i, j], opening.least)
    imposed = np.repeat(world.sanctions[None], len(bound), axis=0)
    for change in sorted((c for c in changes if c.kind == "sanction"), key=lambda c: c.year):
        imposed[change.year :, change.one, change.other] = change.value
    return np.asarray(base * (1.0 - imposed))


def _read(reading: Reading, states: Floats, opened: Floats, world: World) -> Floats:
    """Return one reading for each year.

    share: P / ΣP. closeness: mean openness both ways. access: Σ v·o / Σ v over the others, v = technology × economy
    and o how open they are to the state. hedging: 1 − |a − b| / (a + b), a and b what the state exchanges with the two
    strongest others: nearness × economy × closeness.
    """
    one, other = reading.one, reading.other
    if reading.kind == "share":
        return np.asarray(states[:, POWER, one] / states[:, POWER].sum(axis=1))
    both = (opened + opened.transpose(0, 2, 1)) / 2
    if reading.kind == "closeness":
        return np.asarray(both[:, one, other])
    rest = np.arange(world.size) != one
    if reading.kind == "access":
        worth = (states[:, TECHNOLOGY] * states[:, ECONOMY])[:, rest]
        return np.asarray((worth * opened[:, rest, one]).sum(axis=1) / worth.sum(axis=1))
    poles = np.argsort(-np.where(rest, states[:, POWER], -np.inf), axis=1, kind="stable")[:, :2]
    exchange = world.near[one] * states[:, ECONOMY] * both[:, one]
    a, b = np.take_along_axis(exchange, poles, axis=1).T
    whole = a + b
    return np.asarray(1.0 - np.divide(np.abs(a - b), whole, out=np.ones(len(whole)), where=whole > 0))


def told(values: Floats) -> Floats:
    """Return mean, standard error of the mean and quantiles over draws: [mean, error and `QUANTILES`, year, reading].

    >>> told(np.array([[[1.0]], [[3.0]]]))[:2, 0, 0].tolist()
    [2.0, 1.0]
    """
    draws = len(values)
    error = values.std(axis=0, ddof=1 if draws > 1 else 0) / np.sqrt(draws)
    return np.concatenate([values.mean(axis=0)[None], error[None], np.quantile(values, QUANTILES, axis=0)])
