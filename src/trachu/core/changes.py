"""Turning points: where the level of a series changes, found in the whole of it, and what may explain it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
import polars as pl
from numpy.typing import NDArray

from trachu.core.dates import bounds

LEAST = 2  # values on either side of a turning point
MOST = 3  # happenings that are named for each turn
FLOOR = 0.02  # noise that is taken for granted, on a scale from 0 to 1


@dataclass(frozen=True, slots=True)
class Turn:
    """A turning point: the first place of the new level, and the mean levels before and after."""

    place: int
    before: float
    after: float


def turning_points(values: Sequence[float], *, floor: float = FLOOR, penalty: float = 3.0) -> list[Turn]:
    """Cut a series into stretches of one level each, and return where the level changes.

    The cuts minimise Σ (x − mean of its stretch)² + m·penalty·σ²·ln n, m the number of cuts: the exact optimum,
    by optimal partitioning (Jackson et al. 2005). Three parameters come with each cut (two levels, one place),
    hence the penalty of 3 (BIC). σ is the median absolute change from one value to the next over 0.6745·√2, and
    `floor` at the least. A stretch has two values or more.

    >>> [(turn.place, turn.before, turn.after) for turn in turning_points([0.5, 0.5, 0.5, 0.5, 0.9, 0.9, 0.9])]
    [(4, 0.5, 0.9)]
    >>> turning_points([0.5, 0.51, 0.5, 0.49, 0.5])
    []
    """
    x = np.asarray(values, dtype=np.float64)
    if len(x) < 2 * LEAST:
        return []
    sigma = max(float(np.median(np.abs(np.diff(x)))) / (0.6745 * np.sqrt(2)), floor)
    cuts = _cuts(x, penalty * sigma**2 * float(np.log(len(x))))
    edges = [0, *cuts, len(x)]
    levels = [float(x[start:end].mean()) for start, end in pairwise(edges)]
    return [Turn(cut, levels[n], levels[n + 1]) for n, cut in enumerate(cuts)]


def _cuts(x: NDArray[np.float64], cost: float) -> list[int]:
    """Return the places that minimise the squares within stretches, plus `cost` for each cut."""
    one = np.concatenate([[0.0], np.cumsum(x)])
    two = np.concatenate([[0.0], np.cumsum(x**2)])
    best, came = np.full(len(x) + 1, np.inf), np.zeros(len(x) + 1, dtype=np.int64)
    best[0] = -cost
    for end in range(LEAST, len(x) + 1):
        starts = np.array([0, *range(LEAST, end - LEAST + 1)])
        squares = two[end] - two[starts] - (one[end] - one[starts]) ** 2 / (end - starts)
        total = best[starts] + squares + cost
        place = int(np.argmin(total))
        best[end], came[end] = total[place], starts[place]
    cuts, end = [], len(x)
    while came[end] > 0:
        end = int(came[end])
        cuts.append(end)
    return cuts[::-1]


TURNS: dict[str, pl.DataType | type[pl.DataType]] = {
    "item": pl.String, "year": pl.Int64, "before": pl.Float64, "after": pl.Float64, "whys": pl.List(pl.String),
    "events": pl.List(pl.String), "ties": pl.List(pl.String),
}  # fmt: skip


def turns(closeness: pl.DataFrame, events: pl.DataFrame, ties: pl.DataFrame) -> pl.DataFrame:
    """Return the turning points of each item (domain) of yearly values, and what may explain each.

    Columns: item, year (the first of the new level), before, after, whys (of the two years at the turn), `events` and
    `ties`. Of the happenings of the domain in that year and the one before these are the `MOST` strongest whose
    score points the way of the turn; of the ties in force between the two those that begin in the year, or end
    in the year before, as the turn rises or falls.

    >>> given = {"item": "diplomacy", "year": range(2018, 2026), "value": [0.5] * 4 + [0.9] * 4, "why": "w"}
    >>> nothing = pl.DataFrame(schema={"event": str, "domain": str, "score": float, "latest": pl.Date})
    >>> bound = pl.DataFrame({"tie": ["TREATY:X"], "since": ["2022-06"], "until": [None]})
    >>> turns(pl.DataFrame(given), nothing, bound).select("year", "before", "after", "ties").rows()
    [(2022, 0.5, 0.9, ['TREATY:X'])]
    """
    rows = []
    for (item,), series in closeness.sort("item", "year").group_by("item", maintain_order=True):
        years, whys = series["year"].to_list(), series["why"].to_list()
        for turn in turning_points(series["value"].to_list()):
            year, up = years[turn.place], turn.after > turn.before
            told = _explaining(events, str(item), year, up)
            changed = [tie for tie, since, until in ties.select("tie", "since", "until").iter_rows()
                       if (_year(since) == year if up else _year(until) in (year - 1, year))]  # fmt: skip
            near = sorted({whys[turn.place - 1], whys[turn.place]})
            rows.append((item, year, turn.before, turn.after, near, told, sorted(changed)))
    return pl.DataFrame(rows, schema=TURNS, orient="row").sort("year", "item")


def _explaining(events: pl.DataFrame, item: str, year: int, up: bool) -> list[str]:
    score = pl.col("score")
    near = events.filter(pl.col("domain") == item, pl.col("latest").dt.year().is_in([year - 1, year]))
    pointing = near.filter(score > 0 if up else score < 0).sort(score.abs(), "event", descending=[True, False])
    return pointing["event"].head(MOST).to_list()


def _year(edtf: str | None) -> int | None:
    first = bounds(edtf)[0]
    return first.year if first else None
