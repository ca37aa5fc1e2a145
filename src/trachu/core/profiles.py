"""Profiles of states compared pair by pair: how often two stand where, and what the field makes of it.

A profile is a row of small whole numbers: what one state holds towards each other state, or how it voted on each roll
call. Of a pair only the cells count: how much of what is compared finds the one at level l and the other at level m.
All cells of all pairs are one product of matrices, and every measure of similarity follows from them.
"""

from __future__ import annotations

from typing import Literal

import numpy as np
from numpy.typing import NDArray

Distance = Literal["absolute", "squared", "nominal"]
Statistic = Literal["S", "kappa", "pi", "tau_b"]
Levels = NDArray[np.int8]
Index = NDArray[np.intp]
Vector = NDArray[np.float64]
Cells = NDArray[np.float64]
Real = NDArray[np.float32] | NDArray[np.float64]
NONE = -1  # no level: the state is not compared here


def pairs(states: int, focal: int | None = None) -> tuple[Index, Index]:
    """Return the pairs of that many states, each once; with `focal` those of this state, which comes first.

    >>> [found.tolist() for found in pairs(3)], [found.tolist() for found in pairs(3, 1)]
    ([[0, 0, 1], [1, 2, 2]], [[1, 1], [0, 2]])
    """
    if focal is None:
        return np.triu_indices(states, 1)
    theirs = np.delete(np.arange(states), focal)
    return np.full_like(theirs, focal), theirs


def cells(profiles: Levels, size: int, mine: Index, theirs: Index, weights: Vector | None = None) -> Cells:
    """Return what the pairs `mine`, `theirs` have in the cells (l, m): shape (size, size, pairs).

    `profiles` has a row per state and a column per thing compared, with levels 0 to size − 1 or `NONE`.
    A thing that one of the two has no level on is left out. `weights` says how much each column counts,
    1 without.

    >>> cells(np.array([[1, 0, 1], [1, 1, -1]], dtype=np.int8), 2, *pairs(2))[..., 0].tolist()
    [[0.0, 1.0], [0.0, 1.0]]
    """
    states, things = profiles.shape
    kind = np.float32 if weights is None else np.float64  # counts are exact in single precision up to 16 million
    marked: Real = (profiles == np.arange(size, dtype=np.int8)[:, None, None]).astype(kind)
    right = marked.reshape(size * states, things)
    rows, row = np.unique(mine, return_inverse=True)
    if weights is None and 2 * len(rows) > states:
        left, rows, row = right, np.arange(states), mine  # a matrix times itself costs half
    else:
        left = (marked if weights is None else marked * weights)[:, rows].reshape(size * len(rows), things)
    product = left @ right.T
    where = row * (size * states) + theirs
    step = len(rows) * size * states
    found = [product.take(where + (at * step + other * states)) for at in range(size) for other in range(size)]
    return np.stack(found).astype(np.float64).reshape(size, size, len(mine))


def coarse(given: Cells) -> Cells:
    """Put all levels above 0 into one: anything against nothing.

    >>> coarse(np.arange(9.0).reshape(3, 3, 1))[..., 0].tolist()
    [[0.0, 3.0], [9.0, 24.0]]
    """
    rows = np.stack([given[0], given[1:].sum(0)])
    return np.stack([rows[:, 0], rows[:, 1:].sum(1)], axis=1)


def apart(size: int, distance: Distance) -> Vector:
    """Return how far apart two levels are on the fixed scale, 0 to 1: |l − m|, (l − m)² or l ≠ m over the largest.

    >>> apart(3, "squared").tolist()
    [[0.0, 0.25, 1.0], [0.25, 0.0, 0.25], [1.0, 0.25, 0.0]]
    """
    level = np.arange(size, dtype=np.float64)
    gap = np.abs(level[:, None] - level)
    if distance == "nominal":
        return (gap > 0).astype(np.float64)
    largest = float(size - 1)
    return gap / largest if distance == "absolute" else (gap / largest) ** 2


def similar(given: Cells, statistic: Statistic, distance: Distance) -> Vector:
    """Return one statistic for every pair; not a number where a pair has nothing to compare or no variation.

    With n the sum of a pair's cells c, r and s its row and column sums, and d the distance of two levels:
    S = 1 − 2 Σ d c / n; κ = 1 − n Σ d c / Σ d r s; π the same with (r + s)/2 for both;
    τ_b = (concordant − discordant) / √[(n² − Σ r²)(n² − Σ s²)] · 2, the pairs of things being counted once.

    >>> one = np.array([[3.0, 1.0], [1.0, 5.0]])[..., None]
    >>> [round(float(similar(one, name, "nominal")[0]), 4) for name in ("S", "kappa", "pi", "tau_b")]
    [0.6, 0.5833, 0.5833, 0.5833]
    """
    whole = given.sum((0, 1))
    with np.errstate(divide="ignore", invalid="ignore"):
        if statistic == "tau_b":
            return _tau_b(given, whole)
        scale = apart(len(given), distance)
        observed = np.tensordot(scale, given, 2)
        if statistic == "S":
            found: Vector = 1 - 2 * observed / whole
            return found
        rows, columns = given.sum(1), given.sum(0)
        if statistic == "pi":
            rows = columns = (rows + columns) / 2
        beyond: Vector = 1 - observed * whole / (rows * (scale @ columns)).sum(0)
    return beyond


def _tau_b(given: Cells, whole: Vector) -> Vector:
    """Count for each cell what lies above it in both respects, less what lies above in one and below in the other."""
    size = len(given)
    above = np.sign(np.arange(size) - np.arange(size)[:, None])
    upper = np.triu(np.ones((size, size)), 1)
    order = np.kron(upper, above)  # cell (l, m) against (l', m') with l' > l: the sign of m' − m
    flat = given.reshape(size * size, -1)
    net = (flat * (order @ flat)).sum(0)
    rows, columns = (whole**2 - (given.sum(axis) ** 2).sum(0) for axis in (1, 0))
    found: Vector = 2 * net / np.sqrt(rows * columns)
    return found
