"""The simulation of six components of power, year by year, as arrays.

x is the logarithm of a state's share in a component (+10⁻⁴); what the mechanisms are stands with the model
`balance_of_power`. Nothing here is fitted: beliefs come from outside.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

import numpy as np

from trachu.core.components import COMPONENTS, FLOOR, POPULATION
from trachu.core.history import Floats
from trachu.core.random import normal, number_of

MILITARY, ECONOMY = [0, 1], [2, 3, 5]
DRIFT_YEARS, SHOCK_YEARS, LEAST_YEARS = 20, 30, 12
MOST = 0.3  # a component does not change by more in a year, in logs, whatever the terms and shocks say
SHARED = 99  # the number of the shock that all components of a state have in common


class Belief(Protocol):
    """A normal law of a parameter, kept within `low` and `high`; at `null` its mechanism does nothing."""

    @property
    def mean(self) -> float:
        """The middle."""

    @property
    def sd(self) -> float:
        """The spread."""

    @property
    def low(self) -> float:
        """The least."""

    @property
    def high(self) -> float:
        """The most."""

    @property
    def null(self) -> float:
        """Where the mechanism does nothing."""


@dataclass(frozen=True)
class Start:
    """The world at the origin: logs of component shares, their drift and their shocks, all [line, component]."""

    log: Floats
    drift: Floats
    shock: Floats
    known: np.ndarray


def parameters(known: Mapping[str, Belief], off: Collection[str], seed: int, draws: int) -> dict[str, Floats]:
    """Draw every parameter, [draw, 1]; one that is switched off has its null."""
    found = {}
    for name, prior in known.items():
        z = normal(seed, np.arange(draws), 0, number_of(name), 0)
        drawn = np.clip(prior.mean + prior.sd * z, prior.low, prior.high)
        found[name] = (np.full(draws, prior.null) if name in off else drawn)[:, None]
    return found


def start(values: Floats, columns: np.ndarray) -> Start:
    """Measure from components [component, year, line] where states stand, how they drifted and were shaken."""
    whole = np.nansum(values, axis=2, keepdims=True)
    log = np.log(values / np.where(whole > 0, whole, np.nan) + FLOOR)[:, :, columns].transpose(1, 2, 0)
    known = np.isfinite(log[-1])
    drift = (log[-1] - log[-1 - min(DRIFT_YEARS, len(log) - 1)]) / min(DRIFT_YEARS, len(log) - 1)
    changes = np.diff(log, axis=0)[-SHOCK_YEARS:]
    count = np.isfinite(changes).sum(axis=0)
    size = np.sqrt(np.nansum(changes**2, axis=0) / np.maximum(count, 1))
    ample = count >= LEAST_YEARS
    middle = [float(np.median(size[ample[:, k], k])) if ample[:, k].any() else 0.0 for k in range(len(COMPONENTS))]
    shock = np.where(ample, size, np.array(middle))
    return Start(np.where(known, log[-1], np.nan), np.where(np.isfinite(drift), drift, 0.0), shock, known)


def simulated(
    start: Start, theta: Mapping[str, Floats], turbulence: Floats, seed: int, year: int, lines: Sequence[str]
) -> Iterator[Floats]:
    """Yield logarithms of shares [draw, line, component] for ever; turbulence is [draw, line], in logs."""
    draws, ids = len(theta["catch_up"]), np.array([number_of(line) for line in lines])
    log = np.where(start.known, start.log, 0.0)[None].repeat(draws, axis=0)
    whole = sums(log, start.known)
    storm = np.exp(turbulence)[..., None]
    while True:
        year += 1
        move = _moves(log, start, theta) + storm * start.shock * _shocks(theta, seed, year, ids)
        log = log + np.clip(move, -MOST, MOST)
        shares = np.maximum(np.exp(log) - FLOOR, 0.0) * (whole / np.maximum(sums(log, start.known), FLOOR))[:, None, :]
        log = np.log(shares + FLOOR)
        yield log


def _moves(log: Floats, start: Start, theta: Mapping[str, Floats]) -> Floats:
    """Return what the mechanisms add in a year: [draw, line, component]."""
    weight = np.log(cinc(log, start.known))
    move = theta["persistence"][..., None] * start.drift
    gap = log[..., ECONOMY] - log[..., [POPULATION]]
    move[..., ECONOMY] -= theta["catch_up"][..., None] * gap * start.known[:, [POPULATION]]
    excess = log[..., MILITARY] - weight[..., None]
    effort = np.where(start.known[:, MILITARY], excess, 0.0).mean(axis=2)
    answer = theta["response"] * np.take_along_axis(effort, _rival(weight), axis=1)
    move[..., MILITARY] += answer[..., None] - theta["reversion"][..., None] * excess
    return move


def _rival(weight: Floats) -> np.ndarray:
    """Return the strongest other state of each: the first for all but itself, which looks at the second."""
    order = np.argsort(-weight, axis=1, kind="stable")
    first, second = order[:, :1], order[:, min(1, weight.shape[1] - 1)][:, None]
    return np.asarray(np.where(np.arange(weight.shape[1]) == first, second, first))


def _shocks(theta: Mapping[str, Floats], seed: int, year: int, ids: np.ndarray) -> Floats:
    """Return standard normal shocks [draw, line, component], correlated within a state."""
    runs = np.arange(len(theta["together"]))[:, None, None]
    own = normal(seed, runs, year, ids[None, :, None], np.arange(1, len(COMPONENTS) + 1))
    common = normal(seed, runs, year, ids[None, :, None], SHARED)
    share = theta["together"][..., None]
    return np.asarray(np.sqrt(share) * common + np.sqrt(1 - share) * own)


def turbulence(prior: Belief, draws: int, seed: int, year: int, lines: Sequence[str]) -> Floats:
    """Return the logarithm of each state's turbulence: the belief's own spread, drawn for each state of a draw."""
    ids = np.array([number_of(line) for line in lines])
    z = normal(seed, np.arange(draws)[:, None], year, ids, 0)
    return np.asarray(np.clip(prior.mean + prior.sd * z, prior.low, prior.high))


def sums(log: Floats, known: np.ndarray) -> Floats:
    """Return the sum of the shares that are simulated: [draw, component]."""
    return np.asarray(np.where(known, np.maximum(np.exp(log) - FLOOR, 0.0), 0.0).sum(axis=1))


def cinc(log: Floats, known: np.ndarray) -> Floats:
    """Return the mean of the components that a state has: [draw, line]."""
    shares = np.where(known, np.maximum(np.exp(log) - FLOOR, 0.0), 0.0)
    return np.asarray(np.maximum(shares.sum(axis=2) / np.maximum(known.sum(axis=1), 1), 1e-6))
