"""Scores of forecasts that are distributions: a lower one is better, and honesty pays.

Each of them is proper: the expected score is best for who states what they believe (Gneiting & Raftery 2007). A
forecast is an ensemble of M draws along the last axis.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike, NDArray

Floats = NDArray[np.float64]

LEAST_CHANCE = 0.002  # a probability nearer to 0 or 1 cannot be told from it with a few hundred draws
TIMES = 2000
WIDTH = 0.9
LEAST_BLOCKS = 3  # a series shorter than this many blocks has no interval


def crps(outcome: ArrayLike, draws: ArrayLike) -> Floats:
    """Score draws of one number: the continuous ranked probability score, in the units of the number.

    CRPS = ∫ (F(x) − 1[x ≥ y])² dx = E|X − y| − ½ E|X − X*|, worked out as twice the mean pinball loss of the
    sorted draws at the levels (i + ½)/M, which is the same number. For one draw it is the absolute error.

    >>> float(crps(2.0, [1.0, 3.0])), float(crps(2.0, [5.0]))
    (0.5, 3.0)
    """
    sample = np.sort(np.asarray(draws, dtype=np.float64), axis=-1)
    size = sample.shape[-1]
    level = (np.arange(size) + 0.5) / size
    miss = np.asarray(outcome, dtype=np.float64)[..., None] - sample
    return np.asarray(2 * np.mean(np.where(miss >= 0, level * miss, (level - 1) * miss), axis=-1))


def energy(outcome: ArrayLike, draws: ArrayLike) -> float:
    """Score draws of several numbers at once: E‖X − y‖ − ½ E‖X − X*‖, the CRPS of a vector.

    `outcome` has shape [n], `draws` [M, n]. Errors that go together are rewarded if the draws go together.

    >>> energy([0.0, 0.0], [[3.0, 4.0]])
    5.0
    """
    sample, came = np.asarray(draws, dtype=np.float64), np.asarray(outcome, dtype=np.float64)
    squares = (sample**2).sum(axis=1)
    apart = np.sqrt(np.maximum(squares[:, None] + squares[None, :] - 2 * sample @ sample.T, 0.0))
    np.fill_diagonal(apart, 0.0)
    return float(np.linalg.norm(sample - came, axis=1).mean() - 0.5 * apart.mean())


def chance(happens: ArrayLike) -> Floats:
    """Return the share of draws in which a thing happens, kept away from 0 and 1 by .002.

    >>> chance([[True, False], [False, False]]).tolist()
    [0.5, 0.002]
    """
    return np.asarray(np.clip(np.mean(np.asarray(happens), axis=-1), LEAST_CHANCE, 1 - LEAST_CHANCE))


def brier(probability: ArrayLike, happened: ArrayLike) -> Floats:
    """Score a probability: (p − o)², with o = 1 if it happened and 0 if not (Brier 1950, half his sum).

    >>> brier([0.75, 0.75], [True, False]).tolist()
    [0.0625, 0.5625]
    """
    return np.asarray((np.asarray(probability) - np.asarray(happened, dtype=np.float64)) ** 2)


def log_score(probability: ArrayLike, happened: ArrayLike) -> Floats:
    """Score a probability: −ln of what was given to that which came.

    >>> log_score([0.5], [True]).round(3).tolist()
    [0.693]
    """
    given = np.asarray(probability, dtype=np.float64)
    return np.asarray(-np.log(np.where(happened, given, 1 - given)))


def pit(outcome: ArrayLike, draws: ArrayLike) -> Floats:
    """Return where the outcome lies among the draws, 0 to 1: even over many forecasts if they are calibrated.

    >>> float(pit(2.5, [1.0, 2.0, 3.0, 4.0]))
    0.5
    """
    below = np.asarray(draws) < np.asarray(outcome)[..., None]
    return np.asarray(np.mean(below, axis=-1))


def covered(outcome: ArrayLike, draws: ArrayLike, width: float = WIDTH) -> NDArray[np.bool_]:
    """Tell whether the outcome lies in the central interval of this width.

    >>> bool(covered(2.5, [1.0, 2.0, 3.0, 4.0], 0.5)), bool(covered(0.5, [1.0, 2.0, 3.0, 4.0], 0.9))
    (True, False)
    """
    return np.asarray(np.abs(pit(outcome, draws) - 0.5) < width / 2)


def block_interval(
    series: ArrayLike, block: int, *, width: float = WIDTH, times: int = TIMES, seed: int = 1
) -> tuple[float, float]:
    """Return an interval of the mean of a series whose neighbours depend on each other.

    Moving blocks (Künsch 1989) as long as the horizon of the forecast: outcomes of origins further apart than that
    share no year. Every origin counts the same. A series of fewer than three blocks has no interval: (nan, nan).

    >>> block_interval([1.0] * 30, 10)
    (1.0, 1.0)
    """
    values = np.asarray(series, dtype=np.float64)
    size = len(values)
    if size < LEAST_BLOCKS * block:
        return float("nan"), float("nan")
    starts = np.random.default_rng(seed).integers(0, size - block + 1, (times, size // block + 1))
    picked = (starts[:, :, None] + np.arange(block)).reshape(times, -1)[:, :size]
    low, high = np.quantile(values[picked].mean(axis=1), [(1 - width) / 2, (1 + width) / 2])
    return float(low), float(high)
