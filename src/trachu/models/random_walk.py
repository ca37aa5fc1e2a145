from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import polars as pl

from trachu.core.history import (
    Floats,
    future,
    history,
    horizons,
    lined,
    logs,
    nothing,
    ranking,
    shifts,
    strong,
    unbroken,
)
from trachu.core.parts import model
from trachu.core.random import number_of, stratified
from trachu.core.words import Words

RUN = 11  # years without a gap that a state must have behind it for its change to enter the pool
LEAST = 20  # a smaller pool has no distribution worth the name


@model(
    name="random_walk",
    version="1",
    needs=("capabilities", "actors"),
    skill="calibrated",
    label=Words(
        en="No change, with past changes as its error", th="ไม่เปลี่ยนแปลง โดยใช้การเปลี่ยนแปลงในอดีตเป็นความคลาดเคลื่อน"
    ),
    cite=("tashman2000outofsample", "mckay1979comparison", "salmon2011parallel"),
)
def random_walk(
    capabilities: pl.DataFrame,
    actors: pl.DataFrame,
    *,
    seed: int = 1,
    draws: int = 200,
    years: int = 10,
    step: int = 1,
    strongest: int | None = None,
) -> dict[str, pl.DataFrame]:
    """Draw the years to come by the belief that nothing changes but by as much as it has changed before.

    x̃ₜ₊ₕ = xₜ · exp(Qₕ(u)), with t the last year of the indicator and Qₕ the quantiles of every change of ln x over
    h years of the past. The pool of the eight strongest holds the changes of those that were among the eight
    strongest at their beginning; the others have a pool of their own. It holds only changes that ended by t.

    u, the luck of a state, is one level for each state, indicator and draw, whatever h is, so a path is
    a state's place among the changes of the past: its spread at any one year is right, its wiggles are not drawn.
    States are independent. Indicators are treated each on its own: CINC and its components are not tied.

    Every `step`-th year up to `years` is drawn; with `strongest` only that many of the strongest. Where fewer than
    20 changes are known there is no forecast.

    >>> from trachu.core.tables import ACTORS, CAPABILITIES
    >>> rows = [{"actor": a, "year": y, "indicator": "gdp", "value": 1.0} for a in "ABC" for y in range(2000, 2023)]
    >>> drawn = random_walk(CAPABILITIES.of(rows), ACTORS.empty(), draws=1, years=1)["capabilities"]
    >>> drawn.select("actor", "year", "value", "draw").rows()[:2]
    [('A', 2023, 1.0, 0), ('B', 2023, 1.0, 0)]
    """
    ahead = horizons(draws, years, step)
    given = lined(capabilities, actors)
    found = [nothing()]
    for (indicator,), part in given.group_by("indicator", maintain_order=True):
        found += _of_indicator(part, actors, str(indicator), ahead, seed, draws, strongest)
    return {"capabilities": pl.concat(found).sort("draw", "actor", "indicator", "year")}


def _of_indicator(
    part: pl.DataFrame, actors: pl.DataFrame, indicator: str, ahead: list[int], seed: int, draws: int,
    strongest: int | None,
) -> Iterator[pl.DataFrame]:  # fmt: skip
    past = history(part, actors, [indicator])
    values = past.of(indicator)
    rank, ready = ranking(values), unbroken(values) >= RUN
    order = {line: column for column, line in enumerate(past.lines)}
    now = part.filter(pl.col("year") == past.last).sort("line")
    columns = np.array([order[line] for line in now["line"].to_list()])
    if strongest is not None:
        kept = rank[-1, columns] <= strongest
        now, columns = now.filter(pl.Series(kept)), columns[kept]
    levels = stratified(seed, draws, past.last, now["line"].to_list(), number_of(indicator))
    mighty = strong(rank)
    for h in ahead:
        pools = [_changes(values, h, ready & group) for group in (mighty, ~mighty)]
        shift = shifts(pools, [mighty[-1, columns], ~mighty[-1, columns]], levels, LEAST)
        yield future(now, past.last + h, values[-1, columns] * np.exp(shift))


def _changes(values: Floats, h: int, begins: np.ndarray) -> Floats:
    """Return every known change of ln x over h years that begins where `begins` says."""
    log = logs(values)
    change = log[h:] - log[:-h] if h < len(log) else log[:0]
    return np.asarray(change[begins[: len(change)] & np.isfinite(change)])
