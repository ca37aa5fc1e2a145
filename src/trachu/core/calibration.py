"""Simulation-based calibration: parameters are kept where simulated histories resemble what came.

Approximate Bayesian computation by rejection with a regression adjustment (Beaumont, Zhang & Balding 2002): simulate
from beliefs, keep the draws whose summaries lie nearest to those observed, and move each of them by as much as its
summaries are off.
"""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np

from trachu.core.components import POPULATION
from trachu.core.history import Floats
from trachu.core.simulation import ECONOMY, MILITARY, Start

SUMMARIES = ("persistence", "catch_up", "reversion", "turbulence", "together", "response")
KEPT = 0.1  # part of the draws that is kept
TINY = 1e-9
LEAST = 20  # draws that must be kept for a regression


@dataclass
class Sums:
    """Sums over states and origins, for each draw, from which the summaries follow; [draw] each."""

    above: dict[str, Floats] = field(default_factory=dict)
    below: dict[str, Floats] = field(default_factory=dict)

    def add(self, name: str, above: Floats, below: Floats) -> None:
        """Add to the numerator and the denominator of a summary."""
        self.above[name] = self.above.get(name, np.zeros(())) + above
        self.below[name] = self.below.get(name, np.zeros(())) + below

    def values(self, names: tuple[str, ...] = SUMMARIES) -> Floats:
        """Return the summaries in the order of their names: [draw, summary]."""
        return np.stack([self.above[name] / np.maximum(self.below[name], TINY) for name in names], axis=-1)


def gathered(sums: Sums, start: Start, then: Floats, years: int) -> None:
    """Add what happened between an origin and some years later: logs of shares `then` [draw, line, component].

    Persistence, catch-up, reversion and response are slopes through the origin of yearly changes on drift, gap to
    population, excess of arms and the rival's effort; turbulence is the mean square of changes against that of the
    last 30 years, together the mean product of two components' changes against their squares.
    """
    known = start.known & np.isfinite(then).all(axis=0)
    change = np.where(known, (then - start.log) / years, 0.0)
    log = np.where(known, start.log, 0.0)
    drift = np.where(known, start.drift, 0.0)
    sums.add("persistence", (change * drift).sum(axis=(1, 2)), np.asarray((drift**2).sum()))
    people = known[:, [POPULATION]] & known[:, ECONOMY]
    gap = np.where(people, log[:, ECONOMY] - log[:, [POPULATION]], 0.0)
    sums.add("catch_up", -(change[..., ECONOMY] * gap).sum(axis=(1, 2)), np.asarray((gap**2).sum()))
    share = np.where(known, np.exp(log), 0.0).sum(axis=1) / np.maximum(known.sum(axis=1), 1)
    weight = np.log(np.maximum(share, TINY))
    excess = np.where(known[:, MILITARY], log[:, MILITARY] - weight[:, None], 0.0)
    sums.add("reversion", -(change[..., MILITARY] * excess).sum(axis=(1, 2)), np.asarray((excess**2).sum()))
    effort = excess.mean(axis=1)
    order = np.argsort(-weight, kind="stable")
    rival = np.where(np.arange(len(weight)) == order[0], order[min(1, len(order) - 1)], order[0])
    met = np.where(known[:, MILITARY], effort[rival][:, None], 0.0)
    sums.add("response", (change[..., MILITARY] * met).sum(axis=(1, 2)), np.asarray((met**2).sum()))
    shock = np.where(known, start.shock, 0.0) / np.sqrt(years)
    sums.add("turbulence", (change**2).sum(axis=(1, 2)), np.asarray((shock**2).sum()))
    whole, own = change.sum(axis=2) ** 2, (change**2).sum(axis=2)
    sums.add("together", (whole - own).sum(axis=1), (own * np.maximum(known.sum(axis=1) - 1, 1)).sum(axis=1))


@dataclass(frozen=True)
class Posterior:
    """Draws that were kept: `values` [kept, parameter] after adjustment, and how much each counts."""

    names: tuple[str, ...]
    values: Floats
    weights: Floats

    def mean(self) -> Floats:
        """Return the mean of each parameter."""
        return np.asarray(self.weights @ self.values / self.weights.sum())

    def sd(self) -> Floats:
        """Return the standard deviation of each parameter."""
        return np.asarray(np.sqrt(self.weights @ (self.values - self.mean()) ** 2 / self.weights.sum()))

    def correlation(self) -> Floats:
        """Return the correlation of each pair of parameters."""
        apart = (self.values - self.mean()) / np.maximum(self.sd(), TINY)
        return np.asarray((apart * self.weights[:, None]).T @ apart / self.weights.sum())


def posterior(
    names: tuple[str, ...], theta: Floats, simulated: Floats, observed: Floats, low: Floats, high: Floats,
    kept: float = KEPT,
) -> Posterior:  # fmt: skip
    """Keep the draws whose summaries are nearest to those observed and adjust them: [draw, parameter] to a posterior.

    Distances are in units of the median absolute deviation of each summary over all draws; weights fall as 1 − d²
    towards the farthest that is kept; the adjustment is a weighted linear regression of parameters on summaries.

    >>> rng = np.random.default_rng(1)
    >>> theta = rng.uniform(0, 1, (4000, 1))
    >>> seen = theta + rng.normal(0, 0.05, (4000, 1))
    >>> found = posterior(("x",), theta, seen, np.array([0.3]), np.zeros(1), np.ones(1))
    >>> round(float(found.mean()[0]), 1), bool(found.sd()[0] < 0.07)
    (0.3, True)
    """
    middle = np.median(simulated, axis=0)
    unit = np.maximum(np.median(np.abs(simulated - middle), axis=0), TINY)
    apart = (simulated - observed) / unit
    distance = np.sqrt((apart**2).sum(axis=1))
    count = min(max(int(len(theta) * kept), LEAST), len(theta))
    nearest = np.argsort(distance, kind="stable")[:count]
    weights = np.maximum(1.0 - (distance[nearest] / (distance[nearest][-1] + TINY)) ** 2, TINY)
    x = np.column_stack([np.ones(count), apart[nearest]])
    left = (x * weights[:, None]).T @ x + TINY * np.eye(x.shape[1])
    slope = np.linalg.solve(left, (x * weights[:, None]).T @ theta[nearest])[1:]
    moved = (theta[nearest] - apart[nearest] @ slope).clip(low, high)
    return Posterior(names, moved, weights)
