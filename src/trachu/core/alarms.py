"""Alarms over all pairs of states at once: what changed, since when, how sure, and the happenings behind it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Literal

import numpy as np
import polars as pl

from trachu.core import monthly, warning
from trachu.core.trace import Trace, step
from trachu.core.warning import Direction, Floats, Ints, Scan

Control = Literal["found", "each"]
Offset = Literal["volume", "none"]

SPAN = 240  # months of history at most
LEAST = 5  # a pair with fewer happenings of one kind is not watched: nothing can be said of its rate
NAMED = 8  # happenings that an alarm names
HORIZON = 108  # months, nine years: the span that a rate of false alarms for each series is stated for
YEAR = 12
DIRECTIONS: tuple[Direction, ...] = ("more", "fewer")
ALARMS: Mapping[str, pl.DataType | type[pl.DataType]] = {
    "actor": pl.String, "other": pl.String, "item": pl.String, "direction": pl.String, "since": pl.String,
    "alarm": pl.String, "before": pl.Float64, "after": pl.Float64, "ratio": pl.Float64, "chance": pl.Float64,
    "lasts": pl.Boolean, "events": pl.List(pl.String), "why": pl.String,
}  # fmt: skip


@dataclass(frozen=True)
class Series:
    """Counts [series, month] from month `first` on; the months before `begin` (a place) are only learnt from."""

    keys: pl.DataFrame
    counts: Ints
    exposure: Floats
    spread: float
    first: int
    begin: int
    pairs: pl.DataFrame
    left_out: int

    @property
    def last(self) -> int:
        """Return the last month."""
        return self.first + int(self.counts.shape[1]) - 1

    @property
    def rate(self) -> Floats:
        """Return events in a month of mean exposure, over the whole history."""
        return np.asarray(self.counts.sum(axis=1) / self.exposure.sum())


def series_of(
    dated: pl.DataFrame, parties: pl.DataFrame, actors: pl.DataFrame, *, since: int | None, offset: Offset
) -> Series:
    """Lay out every pair and kind of happening that can be watched; `dated` are the rows of `monthly.told`.

    Without `since` the first month that may alarm comes after three years, or half of a shorter history.
    """
    months = dated["month"].to_numpy()
    last = int(months.max())
    first = max(int(months.min()), last - SPAN + 1)
    size = last - first + 1
    begin = min(warning.LEARNING, size // 2) if since is None else since - first
    pairs = monthly.between(dated, parties, actors).filter(pl.col("month") >= first)
    keys, counts = monthly.counted(pairs, first, last)
    ample = (counts.sum(axis=1) >= LEAST) & (warning.WINDOW <= begin < size)
    exposure = monthly.volume(months, first, last) if offset == "volume" else np.ones(size)
    spread = warning.dispersion(counts[ample], exposure)
    kept = keys.filter(pl.Series(ample, dtype=pl.Boolean))
    return Series(kept, counts[ample], exposure, spread, first, begin, pairs, int((~ample).sum()))


def alarms(series: Series, *, rate: float, control: Control, seed: int) -> tuple[pl.DataFrame, list[Trace]]:
    """Return the alarms, a row for each, and their traces.

    The chance of a series is how often a history without a change has a maximum as large. `found` keeps what
    Benjamini & Hochberg's procedure keeps over all series and both directions; `each` what has a chance below
    1 − (1 − rate)^(months / 108). The alarm is the first month at or above the threshold.
    """
    if series.keys.is_empty():
        return pl.DataFrame(schema=dict(ALARMS)), []
    scan = warning.scan(series.counts, series.exposure, series.spread)
    null = warning.simulate(series.rate, series.exposure, series.spread, first=series.begin, seed=seed)
    largest = {way: getattr(scan, way)[:, series.begin :].max(axis=1) for way in DIRECTIONS}
    chances = {way: null.chance(series.rate, largest[way], way) for way in DIRECTIONS}
    months = series.counts.shape[1] - series.begin
    level = 1 - (1 - rate) ** (months / HORIZON)
    if control == "found":
        level = warning.found_among(np.concatenate([chances[way] for way in DIRECTIONS]), rate)
    rows, traces = [], []
    for way in DIRECTIONS:
        bars = np.minimum(null.threshold(series.rate, level, way), largest[way])
        for n in np.nonzero(chances[way] <= level)[0]:
            row, trace = _alarm(series, scan, way, int(n), float(bars[n]))
            rows.append({**row, "chance": float(chances[way][n]), "why": trace.id})
            traces.append(trace)
    found = pl.DataFrame(rows, schema=dict(ALARMS))
    return found.sort("chance", "actor", "other", "item", "direction"), traces


def _alarm(series: Series, scan: Scan, way: Direction, n: int, bar: float) -> tuple[dict[str, Any], Trace]:
    value = getattr(scan, way)[n]
    at = series.begin + int(np.argmax(value[series.begin :] >= bar))
    since = at - int(getattr(scan, f"{way}_months")[n, at]) + 1
    key = series.keys.row(n, named=True)
    before, after = _rate(series, n, max(0, since - warning.MEMORY), since), _rate(series, n, since, at + 1)
    own = series.pairs.join(pl.DataFrame([key]), on=list(key))
    behind = own.filter(pl.col("month").is_between(series.first + since, series.first + at))
    rest = own.filter(pl.col("month") < series.first + since)
    telling = behind if way == "more" else rest
    named = telling.sort(pl.col("score").abs(), "month", "event", descending=[True, True, False]).head(NAMED)
    said = f"{key['actor']}–{key['other']}, {key['item']}: {way} since {spell(series.first + since)}"
    trace = step(f"early warning ({said}; {before:.2f} to {after:.2f} a year)", telling["why"].unique().to_list())
    row = {
        **key, "direction": way, "since": spell(series.first + since), "alarm": spell(series.first + at),
        "before": before, "after": after, "ratio": after / before if before else None,
        "lasts": bool(value[-1] >= bar), "events": named["event"].to_list(),
    }  # fmt: skip
    return row, trace


def _rate(series: Series, n: int, start: int, end: int) -> float:
    """Return events in a year of mean exposure."""
    return float(YEAR * series.counts[n, start:end].sum() / max(series.exposure[start:end].sum(), warning.LEAST))


def spell(month: int) -> str:
    """Write a month as a partial date.

    >>> spell(2024 * 12 + 5), month_of("2024-06") == 2024 * 12 + 5, month_of("June")
    ('2024-06', True, None)
    """
    return f"{month // YEAR:04d}-{month % YEAR + 1:02d}"


def month_of(text: str) -> int | None:
    """Read a month, written YYYY-MM; None if it is none."""
    year, dash, month = text.partition("-")
    fits = bool(dash) and len(year) == 4 and year.isdigit() and month.isdigit() and 1 <= int(month) <= YEAR
    return int(year) * YEAR + int(month) - 1 if fits else None


def watched(series: Series) -> Iterator[tuple[str, Any]]:
    """Yield what there is to say of the watching: names and values."""
    yield "series", series.keys.height * len(DIRECTIONS)
    yield "left_out", series.left_out * len(DIRECTIONS)
    yield "first", spell(series.first + series.begin)
    yield "last", spell(series.last)
    yield "dispersion", series.spread
