"""Scores of forecasts of capability shares: the eight strongest of an origin, and what follows from them."""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Sequence

import numpy as np
import polars as pl

from trachu.core import scores
from trachu.core.history import Floats, History, Ints, ranking, unbroken
from trachu.core.maths import TOP, heirs

INDEX = "cinc"
LEAST_YEARS = 12  # a state with a shorter unbroken past is not scored for its own share, only among the eight
BINS = 10
Score = tuple[str, str, float, int]  # measure, score, value, how many forecasts it is the mean of


def shares(
    truth: History, actors: pl.DataFrame, drawn: pl.DataFrame, origin: int, horizons: Sequence[int], draws: int
) -> Iterator[tuple[int, Score]]:
    """Yield the horizon and every score of the forecasts of one origin whose outcome is known."""
    cinc, heir = truth.of(INDEX), heirs(actors)
    now = cinc[: origin - truth.first + 1]
    years = unbroken(now)[-1]
    for h in horizons:
        part = drawn.filter(pl.col("year") == origin + h).sort("actor", "draw")
        if origin + h > truth.last or part.is_empty():
            continue
        names = part["actor"].unique(maintain_order=True).to_list()
        columns = np.array([truth.lines.index(heir.get(name, name)) for name in names])
        strongest = ranking(now[-1:])[0, columns] <= TOP
        sample = part["value"].to_numpy().reshape(len(names), draws)[strongest]
        columns = columns[strongest]
        came = cinc[origin + h - truth.first, columns]
        for score in _of_origin(now[-1, columns], came, sample, years[columns]):
            yield h, score


def _of_origin(start: Floats, came: Floats, sample: Floats, years: Ints) -> Iterator[Score]:
    """Yield the scores of the strongest states: where they stood, where they came, draws [state, draw]."""
    there = np.isfinite(came)
    yield "power_share", "exits", float((~there).sum()), len(came)
    own = there & (years >= LEAST_YEARS)
    if own.any():
        yield from _of_shares(came[own], sample[own])
    if there.sum() > 1:
        yield from _of_system(came[there], sample[there])
        yield from _of_events(start[there], came[there], sample[there])


def _of_shares(came: Floats, sample: Floats) -> Iterator[Score]:
    n = len(came)
    middle = np.median(sample, axis=1)
    yield "power_share", "crps", float(scores.crps(came, sample).mean() * 100), n
    yield "power_share", "crps_log", float(scores.crps(np.log(came), np.log(sample)).mean()), n
    yield "power_share", "error", float(np.abs(came - middle).mean() * 100), n
    for width in (0.5, 0.9):
        yield "power_share", f"cover{width * 100:.0f}", float(scores.covered(came, sample, width).mean()), n
    bins = np.minimum((scores.pit(came, sample) * BINS).astype(int), BINS - 1)
    for number, share in enumerate(np.bincount(bins, minlength=BINS) / n):
        yield "power_share", f"pit{number}", float(share), n


def _of_system(came: Floats, sample: Floats) -> Iterator[Score]:
    yield "power_share", "energy", scores.energy(came, sample.T) * 100, 1
    for measure, index in (("effective_number", _effective_number), ("concentration", _concentration)):
        is_, may = index(came[:, None])[0], index(sample)
        yield measure, "crps", float(scores.crps(is_, may)), 1
        for width in (0.5, 0.9):
            yield measure, f"cover{width * 100:.0f}", float(scores.covered(is_, may, width)), 1


def _of_events(start: Floats, came: Floats, sample: Floats) -> Iterator[Score]:
    pairs = [(a, b) if start[a] > start[b] else (b, a) for a, b in itertools.combinations(range(len(start)), 2)]
    big, small = np.array(pairs).T
    leads = int(start.argmax())
    events = (
        ("overtaking", sample[small] > sample[big], came[small] > came[big]),
        ("leader_change", (sample.argmax(axis=0) != leads)[None], np.array([came.argmax() != leads])),
    )
    for measure, may, happened in events:
        given = scores.chance(may)
        yield measure, "brier", float(scores.brier(given, happened).mean()), len(happened)
        yield measure, "log", float(scores.log_score(given, happened).mean()), len(happened)
        yield measure, "rate", float(happened.mean()), len(happened)


def _effective_number(values: Floats) -> Floats:
    """Return 1 / Σ S² of each column, with S the shares within it."""
    return np.asarray(1 / ((values / values.sum(axis=0)) ** 2).sum(axis=0))


def _concentration(values: Floats) -> Floats:
    """Return √[(Σ S² − 1/N) / (1 − 1/N)] of each column (Ray & Singer 1973)."""
    even = 1 / len(values)
    return np.sqrt(np.maximum(1 / _effective_number(values) - even, 0.0) / (1 - even))
