"""Chances of pacts: two logits, one for pacts that last and one for pacts that come, fitted on the past alone."""

from __future__ import annotations

import numpy as np

from trachu.core.bonds import Bonds, Flags, Floats, Pairs, pairs

RIDGE, RIDGE_RECENT = 300.0, 200.0  # penalty on terms of standard deviation 1: all history, and the recent past
HALF_LIFE = 20.0  # years after which a pair of the recent past counts half
EVERY = 4  # years between the origins that are learnt from
THIN = 5  # of the pairs that are not and do not become allied one in so many is kept, and counts for as many
BEGIN = 15  # years of the list before the first origin that is learnt from
STEPS, CLOSE, WIDE = 15, 1e-5, 20.0
MOST = 0.999


def chances(
    past: Bonds, year: int, h: int, now: Pairs, *, chain: bool = False, seen: dict[int, Pairs] | None = None
) -> Floats:
    """Return the chance that each pair of a year is allied `h` years later, from what was known in the year.

    The mean of two fits: one over all past origins alike, one in which 20 years halve the weight. Each is a logit of
    what `trachu.core.bonds.TERMS` say, with a ridge on standardised terms; pacts that are there and pairs without one
    have their own. With `chain` it is a Markov chain: the rates of the last 25 origins whose outcome is known.
    `seen` keeps the pairs of past origins for the next call with the same past and `h`.
    """
    store = {} if seen is None else seen
    origins = range(past.first + BEGIN, year - h + 1, EVERY)
    for origin in () if chain else origins:
        store[origin] = store.get(origin) or pairs(past, origin, among=origin + h)
    found = np.zeros(len(now.allied))
    for held in (True, False):
        mine = now.allied == held
        if chain:
            found[mine] = _rate(past, year, h, held)
            continue
        rows = [_learnt(past, origin + h, store[origin], held, year - h - origin) for origin in origins]
        if not rows or not any(came.any() for _, came, _, _ in rows):
            found[mine] = _rate(past, year, h, held)
            continue
        x, y, weight, age = (np.concatenate(part) for part in zip(*rows, strict=True))
        whole = _logit(x, y, weight, RIDGE, now.terms[mine])
        recent = _logit(x, y, weight * 0.5 ** (age / HALF_LIFE), RIDGE_RECENT, now.terms[mine])
        found[mine] = (whole + recent) / 2
    return found.clip(1 - MOST, MOST)


def _rate(past: Bonds, year: int, h: int, held: bool, window: int = 25) -> float:
    """Return how often pairs with or without a pact had one `h` years later."""
    count, came = 1.0, 0.5
    for origin in range(max(past.first, year - h - window), year - h + 1):
        at = origin - past.first
        here = past.present[at] & past.present[at + h]
        one, other = np.triu_indices(len(here), 1)
        among = here[one] & here[other] & (past.allied[at][one, other] == held)
        count, came = count + among.sum(), came + past.allied[at + h][one, other][among].sum()
    return float(came / count)


def _learnt(past: Bonds, then: int, one: Pairs, held: bool, age: int) -> tuple[Floats, Floats, Floats, Floats]:
    """Return terms, outcomes, weights and ages of the pairs of a past origin."""
    came = past.allied[then - past.first][one.one, one.other]
    mine = np.flatnonzero(one.allied == held)
    weight = np.ones(len(mine))
    if not held:
        weight = np.where(came[mine], 1.0, float(THIN))
        kept = came[mine] | (np.arange(len(mine)) % THIN == 0)
        mine, weight = mine[kept], weight[kept]
    return one.terms[mine], came[mine].astype(np.float64), weight, np.full(len(mine), float(age))


def _logit(x: Floats, y: Floats, weight: Floats, ridge: float, new: Floats) -> Floats:
    """Fit a logit with a ridge by Newton's steps and return its chances for new rows; the constant is free."""
    mean, sd = x.mean(axis=0), x.std(axis=0)
    mean[0], sd = 0.0, np.where(sd > CLOSE, sd, 1.0)
    sd[0] = 1.0
    z, penalty = (x - mean) / sd, np.full(x.shape[1], ridge)
    penalty[0], beta = 1e-3, np.zeros(x.shape[1])
    for _ in range(STEPS):
        p = _squashed(z @ beta)
        slope = z.T @ (weight * (y - p)) - penalty * beta
        bend = (z * (weight * p * (1 - p))[:, None]).T @ z + np.diag(penalty)
        move = np.linalg.solve(bend, slope)
        beta = beta + move
        if np.abs(move).max() < CLOSE:
            break
    return _squashed((new - mean) / sd @ beta)


def _squashed(u: Floats) -> Floats:
    return np.asarray(1.0 / (1.0 + np.exp(-u.clip(-WIDE, WIDE))))


def ranked(chance: Floats, came: Flags) -> float:
    """Return how often one that came was given more than one that did not: the area under the ROC curve.

    >>> ranked(np.array([0.9, 0.2, 0.2]), np.array([True, False, True]))
    0.75
    """
    if came.all() or not came.any():
        return float("nan")
    _, place, count = np.unique(chance, return_inverse=True, return_counts=True)
    rank = (np.cumsum(count) - (count - 1) / 2)[place]
    ones = int(came.sum())
    return float((rank[came].sum() - ones * (ones + 1) / 2) / (ones * (len(came) - ones)))
