"""How rich the people of a state are beside those of the richest of the strong, as an array over years and states.

Poorer economies tend to grow faster than richer ones (Barro & Sala-i-Martin 1992), so income says which way industry,
cities and energy will move, beyond what they show themselves.
"""

from __future__ import annotations

import numpy as np
import polars as pl

from trachu.core.history import Floats, History, Ints, history, logs

SERIES = ("gdppc_fariss", "gdppc_maddison")  # in order of preference; the first has every state of every year
STRONGEST = 15  # the leader is the richest of so many of the strongest, so that no small rich state leads
CARRIED = 5  # years for which a series that has ended goes on, since ranks of income move slowly
LEAST = 0.5  # part of the strongest whose income must be known in the last year


def relative_income(capabilities: pl.DataFrame, actors: pl.DataFrame, past: History, rank: Ints) -> Floats | None:
    """Return ln(income / income of the leader) by year and line of `past`; None where income is not known.

    Income is GDP per head at constant prices. Each series is set against its own leader of the year, and where the
    first does not know a state the next is asked. A state that none knows is taken to be as rich as the mean of the
    strongest; years in which nothing is known have 0 for all. No year reads a later one. `rank` is [year, line], 1
    for the strongest.
    """
    given = capabilities.filter(pl.col("indicator").is_in(SERIES), pl.col("year") <= past.last)
    found = np.full(rank.shape, np.nan)
    for series in SERIES:
        beside = _carried(_beside_leader(_laid(given, actors, past, series), rank))
        found = np.where(np.isfinite(found), found, beside)
    known = np.isfinite(found)
    strong = rank <= STRONGEST
    if not rank.size or known[-1, strong[-1]].mean() < LEAST:
        return None
    count = (known & strong).sum(axis=1, keepdims=True)
    mean = np.where(known & strong, found, 0.0).sum(axis=1, keepdims=True) / np.maximum(count, 1)
    return np.asarray(np.where(known, found, mean))


def _laid(given: pl.DataFrame, actors: pl.DataFrame, past: History, series: str) -> Floats:
    """Lay a series out over the years and lines of `past`."""
    found = np.full((past.last - past.first + 1, len(past.lines)), np.nan)
    rows = history(given.filter(pl.col("year") >= past.first), actors, [series])
    place = {line: column for column, line in enumerate(past.lines)}
    begin = rows.first - past.first
    for column, line in enumerate(rows.lines):
        if line in place:
            found[begin : begin + rows.values.shape[1], place[line]] = rows.of(series)[:, column]
    return found


def _beside_leader(income: Floats, rank: Ints) -> Floats:
    """Return the logarithm of income less that of the richest of the strongest of the year."""
    log = logs(income)
    among = np.where((rank <= STRONGEST) & np.isfinite(log), log, -np.inf)
    leader = among.max(axis=1, keepdims=True, initial=-np.inf)
    return np.asarray(log - np.where(np.isfinite(leader), leader, np.nan))


def _carried(values: Floats) -> Floats:
    """Let the last value known go on for five years.

    >>> _carried(np.array([[1.0]] + [[np.nan]] * 6))[:, 0].tolist()
    [1.0, 1.0, 1.0, 1.0, 1.0, 1.0, nan]
    """
    found = values.copy()
    for back in range(1, min(CARRIED, len(values) - 1) + 1):
        found[back:] = np.where(np.isfinite(found[back:]), found[back:], values[:-back])
    return found
