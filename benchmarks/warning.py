"""Early warning beside named methods: how often a shift of monthly counts is found within a year.

`python -m benchmarks.warning [--series N]`. Histories of 144 months; months 37 to 144 are watched (nine years). Every
method gets the threshold at which 10 % of its histories without a change alarm in these years; the shift comes after 96
months, and histories that alarmed before it are left out. Counts are Poisson or negative binomial (variance
μ + 0.3 μ²). Time is that of the processor, for the scan alone.
"""

from __future__ import annotations

import time
from argparse import ArgumentParser
from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

from trachu.core import warning

MONTHS, BEGIN, SHIFT, YEAR = 144, 36, 96, 12
FALSE = 0.1
K = 0.3
Floats = NDArray[np.float64]
Method = Callable[[Floats, float], Floats]


def naive(x: Floats, _: float) -> Floats:
    """Set the month against mean and deviation of the year before it (EARS C1, Hutwagner et al. 2003, by the month)."""
    return _standardised(x, gap=0)


def ears(x: Floats, _: float) -> Floats:
    """Add up three months of EARS C2, whose baseline ends two months before, each less 1 and not below 0 (C3)."""
    c2 = _standardised(x, gap=2)
    over = np.maximum(c2 - 1, 0)
    return over + _back(over, 1) + _back(over, 2)


def _standardised(x: Floats, gap: int) -> Floats:
    found = np.zeros(x.shape)
    for t in range(YEAR + gap, x.shape[1]):
        past = x[:, t - gap - YEAR : t - gap]
        found[:, t] = (x[:, t] - past.mean(axis=1)) / np.maximum(past.std(axis=1, ddof=1), 0.5)
    return found


def _back(x: Floats, by: int) -> Floats:
    return np.concatenate([np.zeros((len(x), by)), x[:, :-by]], axis=1)


def ewma(x: Floats, _: float) -> Floats:
    """Set an exponentially weighted mean (weight .2) against mean and deviation of the first 24 months."""
    base, spread = x[:, :24].mean(axis=1), np.maximum(x[:, :24].std(axis=1), 0.5)
    found, level = np.zeros(x.shape), base.copy()
    for t in range(x.shape[1]):
        level = 0.8 * level + 0.2 * x[:, t]
        found[:, t] = (level - base) / spread
    return found


def cusum(x: Floats, _: float) -> Floats:
    """Sum what speaks for a doubling of Poisson counts (CUSUM, Lucas 1985); the baseline is the first 36 months."""
    base = np.maximum(x[:, :BEGIN].mean(axis=1), 1 / BEGIN)
    found, level = np.zeros(x.shape), np.zeros(len(x))
    for t in range(x.shape[1]):
        level = np.maximum(level + x[:, t] * np.log(2) - base, 0)
        found[:, t] = level
    return found


def glr(x: Floats, spread: float) -> Floats:
    """Take the likelihood ratio of one mean against two, whatever size and way of the change."""
    sums = np.concatenate([np.zeros((len(x), 1)), np.cumsum(x, axis=1)], axis=1)
    found = np.zeros(x.shape)
    for t in range(24, x.shape[1]):
        whole = sums[:, t + 1]
        for split in range(max(12, t - 59), t + 1):
            before, after, n, m = sums[:, split], whole - sums[:, split], split, t + 1 - split
            ratio = _log(before, n, spread) + _log(after, m, spread) - _log(whole, t + 1, spread)
            found[:, t] = np.maximum(found[:, t], ratio)
    return found


def _log(total: Floats, months: int, spread: float) -> Floats:
    mean = np.maximum(total / months, 1e-9)
    if not spread:
        return total * np.log(mean) - total
    return total * np.log(mean / (1 + spread * mean)) - months / spread * np.log1p(spread * mean)


def poisson_glr(x: Floats, _: float) -> Floats:
    """Take the same ratio as if counts were Poisson."""
    return glr(x, 0.0)


def more(x: Floats, spread: float) -> Floats:
    """Return trachu's statistic for more events."""
    return warning.scan(x, np.ones(x.shape[1]), spread).more


def fewer(x: Floats, spread: float) -> Floats:
    """Return trachu's statistic for fewer events."""
    return warning.scan(x, np.ones(x.shape[1]), spread).fewer


def knowing(mean: float, ratio: float) -> Method:
    """Return the CUSUM of one who knows rate, dispersion and size of the shift beforehand."""

    def told(x: Floats, spread: float) -> Floats:
        after = mean * ratio
        step = x * np.log(ratio) - mean * (ratio - 1)
        if spread:
            odds = np.log((1 + spread * after) / (1 + spread * mean))
            step = x * (np.log(ratio) - odds) - odds / spread
        found, level = np.zeros(x.shape), np.zeros(len(x))
        for t in range(x.shape[1]):
            level = np.maximum(level + step[:, t], 0)
            found[:, t] = level
        return found

    return told


def found_within(calm: Floats, shifted: Floats) -> tuple[float, float]:
    """Return the share found within a year of the shift, and the median delay in months (infinite if not in 48)."""
    bar = np.quantile(calm[:, BEGIN:].max(axis=1), 1 - FALSE)
    crossed = shifted > bar
    kept = crossed[~crossed[:, BEGIN:SHIFT].any(axis=1), SHIFT:]
    delay = np.where(kept.any(axis=1), kept.argmax(axis=1) + 1.0, np.inf)
    return float((delay <= YEAR).mean()), float(np.median(delay))


def main() -> None:
    """Print a row for each kind of counts and shift, and the time that all pairs of the world take."""
    parser = ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--series", type=int, default=4000, help="histories with and without a change, each")
    size = parser.parse_args().series
    names = ["knows all", "trachu", "CUSUM ×2", "EWMA", "GLR Poisson", "GLR NB", "EARS C3", "naive (C1)"]
    print(f"| counts | shift | {' | '.join(names)} |\n|---|---|{'---|' * len(names)}")
    for mean in (1.5, 5.0):
        for spread in (0.0, K):
            for ratio in (1.5, 2.0, 3.0, 0.4):
                print(_row(mean, spread, ratio, size), flush=True)
    _speed()


def _row(mean: float, spread: float, ratio: float, size: int) -> str:
    source = np.random.default_rng(1)
    means = np.full((size, MONTHS), mean)
    calm = warning.draw(source, means, spread).astype(np.float64)
    means[:, SHIFT:] *= ratio
    shifted = warning.draw(source, means, spread).astype(np.float64)
    ours = more if ratio > 1 else fewer
    methods: list[Method] = [knowing(mean, ratio), ours, cusum, ewma, poisson_glr, glr, ears, naive]
    cells = []
    for method in methods:
        share, delay = found_within(method(calm, spread), method(shifted, spread))
        cells.append(f"{share:.2f} ({'∞' if np.isinf(delay) else f'{delay:.0f}'})")
    kind = f"{'negative binomial' if spread else 'Poisson'} {mean:g} a month"
    return f"| {kind} | × {ratio:g} | {' | '.join(cells)} |"


def _speed() -> None:
    source = np.random.default_rng(2)
    rate = source.gamma(0.5, 2.0, size=(40_000, 1))
    counts = warning.draw(source, np.broadcast_to(rate, (40_000, 120)), K)
    exposure = np.ones(120)
    began = time.process_time()
    warning.scan(counts, exposure, K)
    scanned = time.process_time()
    warning.simulate(counts.mean(axis=1), exposure, K)
    told = time.process_time()
    print(
        f"40,000 pairs × 120 months: scan {scanned - began:.1f} s, thresholds {told - scanned:.1f} s of processor time"
    )


if __name__ == "__main__":
    main()
