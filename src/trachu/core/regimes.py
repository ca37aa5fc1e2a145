"""Kinds of polarity: verdicts over many distributions of power at once, and regimes that hold."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

Reals = NDArray[np.float64]
REGIMES = ("unipolar", "near-unipolar", "bipolar", "multipolar")
UNI, NEAR, BI, MULTI = range(len(REGIMES))
DOMINANT, NEARLY, SECOND, PEER = 0.50, 0.45, 0.25, 0.5


def fifty_twentyfive(power: Reals) -> NDArray[np.int64]:
    """Return the verdicts of the rule of 50 and 25 per cent, one for each row, as places in `REGIMES`.

    `power` has the shape (distributions, states) in any one unit. With S₁ ≥ S₂ the two largest shares of
    a row: unipolar if S₁ ≥ .50, near-unipolar if .45 ≤ S₁ < .50 and S₂ < .25, bipolar if S₁ + S₂ ≥ .50 and
    S₂ ≥ .25, multipolar otherwise (Modelski 1974; Rapkin, Thompson & Christopherson 1979).

    >>> fifty_twentyfive(np.array([[5.0, 3, 2], [4.6, 2.4, 3.0], [4, 3, 3]])).tolist()
    [0, 2, 2]
    """
    shares = np.partition(power / power.sum(axis=1, keepdims=True), -2, axis=1)
    first, second = shares[:, -1], shares[:, -2]
    known = [
        first >= DOMINANT,
        (first >= NEARLY) & (second < SECOND),
        (first + second >= DOMINANT) & (second >= SECOND),
    ]
    return np.select(known, [UNI, NEAR, BI], MULTI)


def half_of_leader(power: Reals) -> NDArray[np.int64]:
    """Return the verdicts by the number of states with at least half of the leader's power, one for each row.

    >>> half_of_leader(np.array([[8.0, 3, 1], [8, 4, 1], [8, 4, 4]])).tolist()
    [0, 2, 3]
    """
    poles = (power >= PEER * power.max(axis=1, keepdims=True)).sum(axis=1)
    return np.select([poles == 1, poles == 2], [UNI, BI], MULTI)


RULES = {"fifty_twentyfive": fifty_twentyfive, "half_of_leader": half_of_leader}


@dataclass(frozen=True, slots=True)
class Settled:
    """The regime that holds in a year (None before the first that does), and whether the year's own verdict differs."""

    year: int
    regime: str | None
    verdict: str
    doubt: bool


def settle(
    verdicts: Mapping[int, str],
    *,
    hold: int = 3,
    probability: Mapping[int, float] | None = None,
    sure: float = 0.9,
) -> list[Settled]:
    """Let a regime change only if the new verdict holds `hold` years in a row, or is sure in one of them.

    Sure is a verdict whose `probability` in a year of its run reaches `sure`. A run that is shorter and
    never sure is doubt: the regime before it goes on. So is a short run at the end of the data, which may
    yet last. A gap in the years ends a run.

    >>> found = settle({1990: "bipolar", 1991: "multipolar", 1992: "bipolar", 1993: "bipolar"}, hold=2)
    >>> [(one.year, one.regime, one.doubt) for one in found]
    [(1990, None, True), (1991, None, True), (1992, 'bipolar', False), (1993, 'bipolar', False)]
    >>> [one.regime for one in settle({1990: "bipolar", 1991: "multipolar"}, hold=2, probability={1990: 0.95})]
    ['bipolar', 'bipolar']
    """
    chance = probability or {}
    found: list[Settled] = []
    regime: str | None = None
    for run in runs(verdicts):
        said = verdicts[run[0]]
        if len(run) >= hold or any(chance.get(year, 0.0) >= sure for year in run):
            regime = said
        found += [Settled(year, regime, said, regime != said) for year in run]
    return found


def runs(verdicts: Mapping[int, str]) -> list[Sequence[int]]:
    """Return the years of each unbroken run of one verdict.

    >>> runs({1990: "bipolar", 1991: "bipolar", 1993: "bipolar"})
    [[1990, 1991], [1993]]
    """
    years = sorted(verdicts)
    cuts = [n for n, (a, b) in enumerate(pairwise(years), 1) if b != a + 1 or verdicts[a] != verdicts[b]]
    edges = [0, *cuts, len(years)] if years else []
    return [years[start:end] for start, end in pairwise(edges)]
