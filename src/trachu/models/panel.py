from __future__ import annotations

import numpy as np
import polars as pl
from numpy.typing import NDArray

from trachu.core.components import COMPONENTS, FLOOR, POPULATION, drifts, shares_of
from trachu.core.history import Floats, future, horizons, logs, nothing, ranking, shifts, standing, strong
from trachu.core.parts import model
from trachu.core.random import number_of, stratified
from trachu.core.words import Words

INDEX = "cinc"
FITTED = 15  # the fit is on so many of the strongest of each origin
BEGIN, BURN_IN = 14, 30  # years after the first of the data: first origin of the fit, first of the past errors
LEAST_ROWS, LEAST_ERRORS = 40, 20
NIL = 1e-6  # the least that a share may fall to
RIDGE = 30.0
MOST = 1.5  # a component share does not change by more, in logs, whatever the terms say
TINY = 1e-9

Flags = NDArray[np.bool_]


@model(
    name="panel",
    version="1",
    needs=("capabilities", "actors"),
    skill="skilled",
    reads=(*COMPONENTS, INDEX),
    label=Words(en="Six components with drift and catch-up", th="หกองค์ประกอบพร้อมแนวโน้มเดิมและการไล่ตามให้ทัน"),
    cite=("singer1987reconstructing", "barro1992convergence", "organski1980war", "hoerl1970ridge"),
)
def panel(
    capabilities: pl.DataFrame,
    actors: pl.DataFrame,
    *,
    seed: int = 1,
    draws: int = 200,
    years: int = 10,
    step: int = 1,
    strongest: int | None = None,
    drift: bool = True,
    catch_up: bool = True,
) -> dict[str, pl.DataFrame]:
    """Draw CINC in the years to come from its six components, each moved by its drift and by catching up.

    With s the share of a state in a component of the world, the change of ln(s + 10⁻⁴) over h years is
    h·β₁·d₂₀ + h·β₂·d₅ + β₃·ln(s / population share) + β₄·ln(s / CINC), where d₂₀ and d₅ are the mean yearly changes
    over the last 20 and 5 known values. The β of a component and an h are a ridge regression (penalty 30 on
    terms of standard deviation 1, no constant) over the 15 strongest of every origin whose outcome is known. CINC is
    the mean of the components that a state has, as its authors define it (Singer 1987).

    The error is that of the model's own past: x̃ = point · exp(Qₕ(u)), with Qₕ the quantiles of ln(outcome / point)
    over earlier origins, each forecast with what was known then; one pool for the eight strongest, one for the
    others. u is one level for each state and draw. Errors of different states are independent.

    `drift` and `catch_up` switch a mechanism off. Every `step`-th year up to `years` is drawn; with
    `strongest` only that many of the strongest. Where fewer than 20 past errors are known there is no forecast.

    >>> from trachu.core.tables import ACTORS, CAPABILITIES
    >>> panel(CAPABILITIES.empty(), ACTORS.empty())["capabilities"].height
    0
    """
    ahead = horizons(draws, years, step)
    past, now = standing(capabilities, actors, [*COMPONENTS, INDEX], INDEX, strongest)
    if now.is_empty():
        return {"capabilities": nothing()}
    cinc, shares = past.of(INDEX), shares_of(past.values[:-1])
    rank, columns = ranking(cinc), past.columns(now["line"].to_list())
    terms = _terms(shares, cinc)
    use = [term for term, on in enumerate((drift, drift, catch_up, catch_up)) if on]
    levels = stratified(seed, draws, past.last, now["line"].to_list(), number_of(INDEX))
    found = [nothing()]
    for h in ahead:
        size = np.array([h, h, 1.0, 1.0])
        point = _points(shares, terms * size, h, rank, use)
        pools = [_errors(cinc, point, h, group) for group in (strong(rank), ~strong(rank))]
        members = [strong(rank)[-1, columns], ~strong(rank)[-1, columns]]
        drawn = point[-1, columns] * np.exp(shifts(pools, members, levels, LEAST_ERRORS))
        found.append(future(now, past.last + h, drawn))
    return {"capabilities": pl.concat(found).sort("draw", "actor", "indicator", "year")}


def _terms(shares: Floats, cinc: Floats) -> Floats:
    """Return the two drifts and the two gaps: [component, year, line, term]; NaN where not all are known."""
    log = np.log(shares + FLOOR)
    gaps = [log - log[POPULATION], log - logs(cinc)]
    found = np.stack([*drifts(log), *gaps], axis=-1)
    found[~np.isfinite(found).all(axis=-1)] = np.nan
    return found


def _points(shares: Floats, terms: Floats, h: int, rank: NDArray[np.int64], use: list[int]) -> Floats:
    """Forecast CINC h years after each year, with what was known then: [year, line]."""
    beta = _fits(np.log(shares + FLOOR), terms[..., use], h, rank)
    move = np.einsum("kyst,kyt->kys", terms[..., use], beta).clip(-MOST, MOST)
    moved = np.maximum((shares + FLOOR) * np.exp(move) - FLOOR, NIL)
    shares_then = np.where(np.isfinite(move), moved, shares)
    known = np.isfinite(shares_then)
    count = known.sum(axis=0)
    return np.asarray(np.where(known, shares_then, 0.0).sum(axis=0) / np.where(count > 0, count, np.nan))


def _fits(log: Floats, x: Floats, h: int, rank: NDArray[np.int64]) -> Floats:
    """Fit the ridge at each year, on outcomes known by then: [component, year, term]; NaN with too few rows.

    Sums of products over origins grow with time, so one pass over the years serves every fit.
    """
    kinds, years, _, size = x.shape
    beta = np.full((kinds, years, size), np.nan)
    if years <= h or not size:
        return beta
    change = log[:, h:] - log[:, :-h]
    rows = np.isfinite(change) & np.isfinite(x[:, :-h]).all(axis=-1) & (rank[:-h] <= FITTED)
    rows[:, :BEGIN] = False
    x, y = np.where(rows[..., None], x[:, :-h], 0.0), np.where(rows, change, 0.0)
    count = np.cumsum(rows.sum(axis=2), axis=1)
    products = np.cumsum(np.einsum("kysa,kysb->kyab", x, x), axis=1)
    sums, targets = np.cumsum(x.sum(axis=2), axis=1), np.cumsum(np.einsum("kysa,kys->kya", x, y), axis=1)
    enough = count >= LEAST_ROWS
    n = np.maximum(count, 1)[..., None]
    spread = np.einsum("kyaa->kya", products) / n - (sums / n) ** 2
    scale = np.sqrt(np.maximum(spread, 0.0)) + TINY
    left = products / (scale[..., :, None] * scale[..., None, :]) + RIDGE * np.eye(size)
    solved = np.linalg.solve(left, (targets / scale)[..., None])[..., 0] / scale
    beta[:, h:] = np.where(enough[..., None], solved, np.nan)
    return beta


def _errors(cinc: Floats, point: Floats, h: int, group: Flags) -> Floats:
    """Return ln(outcome / point) of every earlier forecast whose outcome is known."""
    if len(cinc) <= h + BURN_IN:
        return np.empty(0)
    error = logs(cinc)[h:] - logs(point)[:-h]
    return np.asarray(error[BURN_IN:][(group[:-h] & np.isfinite(error))[BURN_IN:]])
