from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import polars as pl

from trachu.core.arming import Fit, fitted
from trachu.core.history import Floats, future, history, horizons, nothing
from trachu.core.parts import model
from trachu.core.random import normal, number_of
from trachu.core.words import Words

INDICATOR = "milex"


@model(
    name="richardson",
    version="1",
    needs=("capabilities", "actors"),
    skill="theory",
    reads=(INDICATOR,),
    label=Words(en="Richardson's arms race of two states", th="การแข่งขันสะสมอาวุธของสองรัฐตามแบบจำลองริชาร์ดสัน"),
    cite=("richardson1960arms", "salmon2011parallel"),
)
def richardson(
    capabilities: pl.DataFrame,
    actors: pl.DataFrame,
    *,
    seed: int = 1,
    draws: int = 200,
    years: int = 10,
    step: int = 1,
    actor: str = "USA",
    other: str = "CHN",
    window: int = 30,
) -> dict[str, pl.DataFrame]:
    """Draw the military expenditure of two states that answer each other (Richardson 1960).

    dx/dt = k·y − a·x + g and dy/dt = l·x − b·y + h, fitted by least squares to yearly changes of the last `window`
    years, x and y in per cent of what all states in the data spend, so that prices and the growth of all do not count.
    A draw takes coefficients from their normal law, and adds yearly errors as large as those of the fit; shares stay
    above 0. The race settles if a·b > k·l (see `trachu.core.arming.Race`). Values are given in the unit of the data at
    the whole of the last year. With fewer than 12 known changes there is no forecast.

    In short series least squares finds levels to return faster than they do, so stability is overstated.

    >>> from trachu.core.tables import ACTORS, CAPABILITIES
    >>> richardson(CAPABILITIES.empty(), ACTORS.empty())["capabilities"].height
    0
    """
    ahead = horizons(draws, years, step)
    past = history(capabilities, actors, [INDICATOR])
    if actor not in past.lines or other not in past.lines or actor == other:
        return {"capabilities": nothing()}
    values = past.of(INDICATOR)
    places = [past.lines.index(name) for name in (actor, other)]
    whole = np.nansum(values, axis=1)
    shares = 100 * values[:, places] / np.where(whole > 0, whole, np.nan)[:, None]
    recent = shares[-window - 1 :]
    fits = [fitted(recent[:, side], recent[:, 1 - side]) for side in (0, 1)]
    if fits[0] is None or fits[1] is None or not np.isfinite(shares[-1]).all():
        return {"capabilities": nothing()}
    lined = pl.col("indicator") == INDICATOR, pl.col("year") == past.last, pl.col("actor").is_in([actor, other])
    now = capabilities.filter(*lined).sort(pl.col("actor") != actor)
    if now.height < 2:
        return {"capabilities": nothing()}
    walk = _walk(shares[-1], (fits[0], fits[1]), seed, draws, past.last, (actor, other))
    found = [nothing()]
    for h, levels in zip(range(1, max(ahead) + 1), walk, strict=False):
        if h in ahead:
            found.append(future(now, past.last + h, levels / 100 * whole[-1]))
    return {"capabilities": pl.concat(found).sort("draw", "actor", "indicator", "year")}


def _walk(
    start: Floats, fits: tuple[Fit, Fit], seed: int, draws: int, year: int, names: tuple[str, str]
) -> Iterator[Floats]:
    """Yield the shares of both [draw, side] year by year, for ever."""
    runs, ids = np.arange(draws), [number_of(name) for name in names]
    beta = []
    for fit, one in zip(fits, ids, strict=True):
        size, turn = np.linalg.eigh(fit.covariance)
        z = np.stack([normal(seed, runs, year, one, term + 1) for term in range(3)], axis=1)
        beta.append(fit.beta + (z * np.sqrt(np.maximum(size, 0.0))) @ turn.T)
    levels = np.tile(start, (draws, 1))
    while True:
        year += 1
        moved = levels.copy()
        for side in (0, 1):
            k, own, g = beta[side].T
            luck = fits[side].sigma * normal(seed, runs, year, ids[side], 0)
            moved[:, side] += k * levels[:, 1 - side] + own * levels[:, side] + g + luck
        levels = np.clip(moved, 0.0, 100.0)
        yield levels
