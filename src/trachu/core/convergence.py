"""Components of power that draw each other on: fits on the past of every origin, as arrays.

What a state has of one component follows what it has of the others: where people, cities and energy are, industry and
arms come to be. The model `convergence` says which terms there are and why.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from trachu.core.components import COMPONENTS, FLOOR, drifts, shares_of
from trachu.core.history import Floats, History, Ints, logs, ranking, strong
from trachu.core.random import number_of, stratified

Flags = NDArray[np.bool_]
INDEX = "cinc"
MEMORY = 40  # years over which a state's own mean is taken
FITTED = 15  # the fit is on so many of the strongest of each origin, each weighing as 1 / rank
BEGIN, BURN_IN = 14, 30  # years after the first of the data: first origin of the fit, first of the past errors
LEAST_ROWS, LEAST_ERRORS = 40, 20
RIDGE = 3.0
MOST = 1.5  # a component share does not change by more, in logs, whatever the terms say
NIL, TINY = 1e-6, 1e-9
WIDTH = 0.7  # of the kernel, in logs of size, by which errors of states of like size count more
LEAST_WEIGHT = 1e-3


def converged(
    past: History, lines: Sequence[str], ahead: Sequence[int], seed: int, draws: int, more: Floats | None = None
) -> list[Floats]:
    """Draw CINC of these lines for each horizon: a list of [draw, line]; NaN where too little is known.

    `past` holds the six components and CINC, in that order; `more` [year, line] is one term more of every component.
    """
    cinc, shares = past.of(INDEX), shares_of(past.values[: len(COMPONENTS)])
    rank, terms = ranking(cinc), terms_of(shares, cinc)
    if more is not None:
        terms = np.concatenate([terms, np.broadcast_to(more, shares.shape)[..., None]], axis=-1)
    columns = np.array([past.lines.index(line) for line in lines])
    levels = stratified(seed, draws, past.last, list(lines), number_of(INDEX))
    found = []
    for h in ahead:
        point = points(shares, terms, h, rank)
        found.append(point[-1, columns] * np.exp(_errors(cinc, point, h, rank, columns, levels)))
    return found


def terms_of(shares: Floats, cinc: Floats) -> Floats:
    """Return drifts of 20 and 5 years, gaps to the other components, to CINC and to the own mean of 40 years.

    The shape is [component, year, line, term]. A gap to what a state does not have is 0; where a drift is unknown
    all terms are NaN.
    """
    log = np.log(shares + FLOOR)
    long, short = drifts(log)
    others = [[log[k] - log[j] for j in range(len(log)) if j != k] for k in range(len(log))]
    gaps = np.stack([np.stack(gap, axis=-1) for gap in others])
    more = np.stack([log - logs(cinc), log - _own_mean(log)], axis=-1)
    found = np.concatenate([np.stack([long, short], axis=-1), np.nan_to_num(gaps), np.nan_to_num(more)], axis=-1)
    found[~(np.isfinite(long) & np.isfinite(log))] = np.nan
    return np.asarray(found)


def points(shares: Floats, terms: Floats, h: int, rank: Ints) -> Floats:
    """Forecast CINC h years after each year with what was known then: [year, line]; sums of shares are kept."""
    x = terms.copy()
    x[..., :2] *= h
    move = np.einsum("kyst,kyt->kys", x, _fits(np.log(shares + FLOOR), x, h, rank)).clip(-MOST, MOST)
    moved = np.maximum((shares + FLOOR) * np.exp(move) - FLOOR, NIL)
    then = np.where(np.isfinite(move), moved, shares)
    before, after = np.nansum(shares, axis=2), np.nansum(then, axis=2)
    then = then * np.divide(before, after, out=np.ones_like(before), where=after > 0)[..., None]
    known = np.isfinite(then)
    count = known.sum(axis=0)
    return np.asarray(np.where(known, then, 0.0).sum(axis=0) / np.where(count > 0, count, np.nan))


def _own_mean(log: Floats) -> Floats:
    """Return the mean of the known values of the last 40 years, the year itself among them."""
    known = np.isfinite(log)
    sums, counts = np.cumsum(np.where(known, log, 0.0), axis=1), np.cumsum(known, axis=1)
    if log.shape[1] > MEMORY:
        sums[:, MEMORY:], counts[:, MEMORY:] = (
            sums[:, MEMORY:] - sums[:, :-MEMORY],
            counts[:, MEMORY:] - counts[:, :-MEMORY],
        )
    return np.asarray(sums / np.where(counts > 0, counts, np.nan))


def _fits(log: Floats, x: Floats, h: int, rank: Ints) -> Floats:
    """Fit a weighted ridge at each year on outcomes known by then: [component, year, term]; NaN with too few rows."""
    kinds, years, _, size = x.shape
    beta = np.full((kinds, years, size), np.nan)
    if years <= h:
        return beta
    change = log[:, h:] - log[:, :-h]
    rows = np.isfinite(change) & np.isfinite(x[:, :-h]).all(axis=-1) & (rank[:-h] <= FITTED)
    rows[:, :BEGIN] = False
    weight = np.where(rows, 1.0 / rank[:-h], 0.0)
    x, y = np.where(rows[..., None], x[:, :-h], 0.0), np.where(rows, change, 0.0)
    count, heft = np.cumsum(rows.sum(axis=2), axis=1), np.cumsum(weight.sum(axis=2), axis=1)
    products = np.cumsum(np.einsum("kys,kysa,kysb->kyab", weight, x, x), axis=1)
    targets = np.cumsum(np.einsum("kys,kysa,kys->kya", weight, x, y), axis=1)
    each = np.maximum(heft, TINY)[..., None]
    scale = np.sqrt(np.einsum("kyaa->kya", products) / each) + TINY
    rise = (count / each[..., 0])[..., None]
    left = products / (scale[..., :, None] * scale[..., None, :]) * rise[..., None] + RIDGE * np.eye(size)
    solved = np.linalg.solve(left, (targets / scale * rise)[..., None])[..., 0] / scale
    beta[:, h:] = np.where((count >= LEAST_ROWS)[..., None], solved, np.nan)
    return beta


def _errors(cinc: Floats, point: Floats, h: int, rank: Ints, columns: Ints, levels: Floats) -> Floats:
    """Return the quantiles of ln(outcome / point) of earlier forecasts; those of states of like size count more."""
    found = np.full(levels.shape, np.nan)
    if len(cinc) <= h + BURN_IN:
        return found
    size = logs(point)
    error = (logs(cinc)[h:] - size[:-h])[BURN_IN:]
    mighty = strong(rank)
    for place, column in enumerate(columns):
        group = mighty[BURN_IN:-h] == mighty[-1, column]
        member = group & np.isfinite(error)
        if member.sum() >= LEAST_ERRORS and np.isfinite(size[-1, column]):
            apart = (size[BURN_IN:-h][member] - size[-1, column]) / WIDTH
            found[:, place] = _weighted(error[member], np.exp(-0.5 * apart**2) + LEAST_WEIGHT, levels[:, place])
    return found


def _weighted(values: Floats, weights: Floats, levels: Floats) -> Floats:
    """Return quantiles of values that do not all count the same."""
    order = np.argsort(values, kind="stable")
    heft = weights[order]
    return np.interp(levels, (np.cumsum(heft) - 0.5 * heft) / heft.sum(), values[order])
