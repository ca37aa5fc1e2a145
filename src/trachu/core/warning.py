"""Early warning on counts: tell a month whose recent rate of events is no longer that of the years before.

Counts are negative binomial with mean λ·e and variance μ + k·μ²: e is the exposure, how much of anything the sources
told of in the month, so that a new source does not warm up every pair; k is the dispersion, because events come
in bunches, and thresholds that take them for Poisson alarm at every bunch.

The statistic is the likelihood ratio of "one rate" against "another rate since month s", in its form for small changes
(the efficient score, Rao 1948), maximised over the last `WINDOW` months. The form for small changes is the best one
here: what a ratio gains on large changes, which are found anyway, it loses on those that are hard to see. For more
events it is stated in events, how many there were beyond what was expected: the rate of a history has begun to rise
with the change itself, and that speaks for it instead of being divided out.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
Direction = Literal["more", "fewer"]

WINDOW = 12  # months back that a change may have begun
MEMORY = 120  # months that the rate is worked out from
LEARNING = 36  # months before the first that may alarm
SERIES = 2000  # simulated histories for each rate of the grid
GRID = 8  # rates
TAIL = 0.1  # the part of the simulated maxima that the tail is fitted to
LEAST = 1e-12
BLOCK = 4_000_000  # cells that are scanned at one time


@dataclass(frozen=True, slots=True)
class Scan:
    """The statistic for more and for fewer events, and the months since the change at its maximum: [series, month]."""

    more: Floats
    fewer: Floats
    more_months: Ints
    fewer_months: Ints


def scan(counts: NDArray[np.generic], exposure: Floats, spread: float, *, window: int = WINDOW) -> Scan:
    """Work out the statistic of each month from what was known by then.

    U_w = Σ (x − λe) / (1 + kλe) over the last w months, with λ = Σx / Σe over the last `MEMORY` months; `more` is the
    largest (1 + kλ) U_w over w ≤ `window`, in events, and `fewer` the largest −U_w. Rows of `counts` are series,
    `exposure` is by month.

    >>> calm, busy = [2] * 40, [2] * 36 + [6] * 4
    >>> found = scan(np.array([calm, busy]), np.ones(40), 0.0)
    >>> found.more[:, -1].round(1).tolist(), found.more_months[1, -1]
    ([0.0, 14.4], np.int64(4))
    """
    given = np.asarray(counts, dtype=np.float64)
    size = max(1, BLOCK // max(given.shape[1], 1))
    parts = [_scanned(given[start : start + size], exposure, spread, window) for start in range(0, len(given), size)]
    if not parts:
        none = np.zeros(given.shape)
        return Scan(none, none, none.astype(np.int64), none.astype(np.int64))
    return Scan(*(np.concatenate([getattr(part, name) for part in parts]) for name in Scan.__slots__))


def _scanned(counts: Floats, exposure: Floats, spread: float, window: int) -> Scan:
    rate = rates(counts, exposure)
    total = np.zeros(counts.shape)
    more, fewer = np.full(counts.shape, -np.inf), np.full(counts.shape, -np.inf)
    since = [np.zeros(counts.shape, dtype=np.int64) for _ in range(2)]
    for lag in range(min(window, counts.shape[1])):
        expected = rate[:, lag:] * exposure[: len(exposure) - lag]
        total[:, lag:] += (counts[:, : counts.shape[1] - lag] - expected) / (1 + spread * expected)
        for best, months, value in ((more, since[0], total), (fewer, since[1], -total)):
            higher = value[:, lag:] > best[:, lag:]
            best[:, lag:] = np.where(higher, value[:, lag:], best[:, lag:])
            months[:, lag:] = np.where(higher, lag + 1, months[:, lag:])
    return Scan(more * (1 + spread * rate), fewer, since[0], since[1])


def rates(counts: NDArray[np.generic], exposure: Floats) -> Floats:
    """Return events for one unit of exposure over the last `MEMORY` months, at each month: [series, month].

    >>> rates(np.array([[1, 3]]), np.array([1.0, 1.0])).tolist()
    [[1.0, 2.0]]
    """
    events = np.cumsum(np.asarray(counts, dtype=np.float64), axis=1)
    whole = np.cumsum(exposure)
    events[:, MEMORY:] -= events[:, :-MEMORY].copy()
    whole[MEMORY:] -= whole[:-MEMORY].copy()
    return np.asarray(events / np.maximum(whole, LEAST))


def dispersion(counts: NDArray[np.generic], exposure: Floats) -> float:
    """Estimate k of the variance μ + k·μ² over all series, from month-to-month changes, so that shifts do not count.

    With y = x/e, E(yₜ − yₜ₋₁)² = Σ over both months of (λ/e + k·λ²); the moments are pooled over series, each
    weighing as its squared rate. Not below 0.

    >>> dispersion(np.array([[5, 5, 5, 5]]), np.ones(4))
    0.0
    """
    given = np.asarray(counts, dtype=np.float64)
    known = exposure > 0
    if known.sum() < 2 or not given.size:
        return 0.0
    scaled, spans = given[:, known] / exposure[known], exposure[known]
    rate = given[:, known].sum(axis=1) / spans.sum()
    squares = np.diff(scaled, axis=1) ** 2
    poisson = rate[:, None] * (1 / spans[1:] + 1 / spans[:-1])
    weight = 2 * rate[:, None] ** 2 * np.ones(squares.shape)
    whole = float(weight.sum())
    return max(float((squares - poisson).sum()) / whole, 0.0) if whole else 0.0


@dataclass(frozen=True, slots=True)
class Null:
    """The largest statistic of each simulated history without a change, sorted: [rate of `grid`, history]."""

    grid: Floats
    more: Floats
    fewer: Floats

    def chance(self, rate: Floats, largest: Floats, direction: Direction) -> Floats:
        """Return how often a history of this rate without a change has a maximum as large."""
        each = np.array([_log_tail(row, largest) for row in getattr(self, direction)])
        return np.asarray(np.exp(self._between(each, rate)))

    def threshold(self, rate: Floats, chance: float, direction: Direction) -> Floats:
        """Return the value that a history of this rate without a change passes with this chance."""
        each = np.array([_quantile(row, chance) for row in getattr(self, direction)])
        return self._between(np.broadcast_to(each[:, None], (len(each), len(rate))), rate)

    def _between(self, values: Floats, rate: Floats) -> Floats:
        """Interpolate values [rate of the grid, series] at the rate of each series, evenly in its logarithm."""
        if len(self.grid) == 1:
            return np.asarray(values[0])
        place = np.interp(np.log(np.maximum(rate, LEAST)), np.log(self.grid), np.arange(len(self.grid)))
        low = np.minimum(place.astype(np.int64), len(self.grid) - 2)
        part, column = place - low, np.arange(values.shape[1])
        return np.asarray(values[low, column] * (1 - part) + values[low + 1, column] * part)


def simulate(
    rate: Floats, exposure: Floats, spread: float, *, first: int = LEARNING, series: int = SERIES, seed: int = 1
) -> Null:
    """Simulate histories without a change at rates that span those given, and keep the largest statistic of each.

    The maximum is taken over the months from `first` on. The dispersion is that of the data; each rate of the grid has
    `series` histories of its own.

    >>> null = simulate(np.array([2.0]), np.ones(48), 0.0, series=200)
    >>> bool(null.threshold(np.array([2.0]), 0.01, "more")[0] > null.threshold(np.array([2.0]), 0.1, "more")[0])
    True
    """
    positive = rate[rate > 0]
    low, high = (float(positive.min()), float(positive.max())) if positive.size else (1.0, 1.0)
    grid = np.geomspace(low, high, GRID) if high > 1.01 * low else np.array([high])
    source = np.random.default_rng(seed)
    found = []
    for one in grid:
        drawn = draw(source, np.broadcast_to(one * exposure, (series, len(exposure))), spread)
        result = scan(drawn, exposure, spread)
        found.append([np.sort(part[:, first:].max(axis=1)) for part in (result.more, result.fewer)])
    more, fewer = (np.array([pair[n] for pair in found]) for n in range(2))
    return Null(grid, more, fewer)


def draw(source: np.random.Generator, mean: Floats, spread: float) -> Ints:
    """Draw negative binomial counts of this mean and variance μ + k·μ²; with k = 0 Poisson.

    >>> draw(np.random.default_rng(1), np.zeros(3), 0.3).tolist()
    [0, 0, 0]
    """
    if spread <= 0:
        return source.poisson(mean)
    return source.poisson(source.gamma(1 / spread, spread * mean))


def found_among(chances: Floats, rate: float) -> float:
    """Return the chance below which findings are kept so that at most `rate` of them are false (Benjamini-Hochberg).

    With m chances of which r are kept it is rate·r / m; 0 where none is kept.

    >>> found_among(np.array([0.001, 0.02, 0.5, 0.9]), 0.1)
    0.05
    """
    levels = rate * np.arange(1, len(chances) + 1) / max(len(chances), 1)
    kept = np.nonzero(np.sort(chances) <= levels)[0]
    return float(levels[kept[-1]]) if kept.size else 0.0


def _tail(row: Floats) -> tuple[float, float]:
    """Return where the tail begins, and its mean excess: it is taken to be exponential."""
    start = float(np.quantile(row, 1 - TAIL))
    beyond = row[row > start] - start
    return start, max(float(beyond.mean()), LEAST) if beyond.size else LEAST


def _log_tail(row: Floats, value: Floats) -> Floats:
    start, excess = _tail(row)
    share = 1 - np.searchsorted(row, value, side="left") / len(row)
    inside = np.log(np.maximum(share, 1 / len(row)))
    return np.where(value > start, np.log(TAIL) - (value - start) / excess, inside)


def _quantile(row: Floats, chance: float) -> float:
    start, excess = _tail(row)
    if chance >= TAIL:
        return float(np.quantile(row, 1 - chance))
    return start + excess * float(np.log(TAIL / max(chance, LEAST)))
