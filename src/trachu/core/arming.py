"""Richardson's arms race: two states that answer each other's arms (Richardson 1960)."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
LEAST = 12  # yearly changes that a fit needs


@dataclass(frozen=True, slots=True)
class Race:
    """dx/dt = k·y − a·x + g, dy/dt = l·x − b·y + h: k and l (`back`) defence, a and b fatigue, g and h grievance.

    >>> race = Race(k=0.1, a=0.3, g=1.0, back=0.1, b=0.3, h=1.0)
    >>> race.stable, [round(level, 2) for level in race.steady]
    (True, [5.0, 5.0])
    """

    k: float
    a: float
    g: float
    back: float
    b: float
    h: float

    @property
    def stable(self) -> bool:
        """Tell whether arms settle: fatigue outweighs defence, a·b > k·l, and a + b > 0."""
        return self.a * self.b > self.k * self.back and self.a + self.b > 0

    @property
    def steady(self) -> tuple[float, float]:
        """Return the levels at which nothing moves: x* = (k·h + b·g) / (a·b − k·l), y* = (l·g + a·h) / (a·b − k·l)."""
        whole = self.a * self.b - self.k * self.back
        if whole == 0:
            return float("nan"), float("nan")
        return (self.k * self.h + self.b * self.g) / whole, (self.back * self.g + self.a * self.h) / whole


@dataclass(frozen=True, slots=True)
class Fit:
    """Least squares of yearly changes of one side: coefficients (of the other, of itself, constant) and how sure."""

    beta: Floats
    covariance: Floats
    sigma: float


def fitted(own: Floats, other: Floats) -> Fit | None:
    """Fit Δx = k·y − a·x + g to yearly values; None where fewer than `LEAST` changes are known.

    >>> other = np.array([float(n % 5) for n in range(20)])
    >>> own = [1.0]
    >>> for level in other[:-1]:
    ...     own.append(own[-1] + 0.5 * level - 0.25 * own[-1] + 1.0)
    >>> found = fitted(np.array(own), other)
    >>> found.beta.round(6).tolist()
    [0.5, -0.25, 1.0]
    """
    change = np.diff(own)
    rows = np.isfinite(change) & np.isfinite(other[:-1])
    if rows.sum() < LEAST:
        return None
    terms = np.stack([other[:-1][rows], own[:-1][rows], np.ones(int(rows.sum()))], axis=1)
    inverse = np.linalg.pinv(terms.T @ terms)
    beta = inverse @ terms.T @ change[rows]
    left = change[rows] - terms @ beta
    sigma = float(np.sqrt((left**2).sum() / max(len(left) - terms.shape[1], 1)))
    return Fit(beta, sigma**2 * inverse, sigma)


def race_of(one: Fit, other: Fit) -> Race:
    """Return the race that two fits say, from the first one's side."""
    k, own, g = one.beta.tolist()
    back, its, h = other.beta.tolist()
    return Race(k=k, a=-own, g=g, back=back, b=-its, h=h)
