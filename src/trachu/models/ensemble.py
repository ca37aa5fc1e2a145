from __future__ import annotations

import numpy as np
import polars as pl

from trachu.core.components import COMPONENTS
from trachu.core.convergence import INDEX, converged
from trachu.core.history import Floats, History, future, history, horizons, lined, nothing, ranking
from trachu.core.income import SERIES, relative_income
from trachu.core.parts import model
from trachu.core.simulation import LEAST_YEARS, cinc, parameters, simulated, start, turbulence
from trachu.core.words import Words
from trachu.ontology.prior import priors


@model(
    name="ensemble",
    version="2",
    needs=("capabilities", "actors"),
    skill="skilled",
    reads=(*COMPONENTS, INDEX, *SERIES),
    label=Words(en="Simulation and convergence together", th="การจำลองและการโน้มเข้าหากันรวมกัน"),
    cite=(
        "singer1987reconstructing",
        "barro1992convergence",
        "organski1980war",
        "hoerl1970ridge",
        "salmon2011parallel",
        "fariss2022new",
        "bolt2025maddison",
    ),
)
def ensemble(
    capabilities: pl.DataFrame,
    actors: pl.DataFrame,
    *,
    seed: int = 1,
    draws: int = 200,
    years: int = 10,
    step: int = 1,
    strongest: int | None = None,
    states: int = 40,
    income: bool = True,
) -> dict[str, pl.DataFrame]:
    """Draw CINC by two ways of thinking, half of the draws each: a mixture with equal weights.

    Even draws are those of the model `balance_of_power` without its theory (year by year, beliefs and the shocks of a
    state's own past), odd draws those of `income` (all years at once, fitted, with its own past errors). No weight is
    fitted. Where no GDP per head is known (`fariss` or `maddison`), or with `income` off, odd draws are those of
    `convergence`, the same without that term. With one draw there is only the first. Where one of the two has no
    forecast there is none.

    >>> from trachu.core.tables import ACTORS, CAPABILITIES
    >>> ensemble(CAPABILITIES.empty(), ACTORS.empty())["capabilities"].height
    0
    """
    ahead, given = horizons(draws, years, step), lined(capabilities, actors)
    past = history(given, actors, [*COMPONENTS, INDEX])
    now = given.filter(pl.col("indicator") == INDEX, pl.col("year") == past.last).sort("line")
    if now.is_empty() or past.values.shape[1] < LEAST_YEARS:
        return {"capabilities": nothing()}
    columns = np.searchsorted(np.array(past.lines), now["line"].to_numpy())
    order = ranking(past.of(INDEX))
    behind = relative_income(capabilities, actors, past, order) if income else None
    rank = order[-1, columns]
    now, columns, rank = now.filter(pl.Series(rank <= states)), columns[rank <= states], rank[rank <= states]
    shown = rank <= (strongest or states)
    now, lines = now.filter(pl.Series(shown)), now["line"].to_list()
    first, second = (draws + 1) // 2, max(draws // 2, 1)
    yearly = _simulated(past, columns, lines, ahead, seed, first)
    wanted = [line for line, is_ in zip(lines, shown, strict=True) if is_]
    direct = converged(past, wanted, ahead, seed, second, behind)
    found = [nothing()]
    for h, one, other in zip(ahead, yearly, direct, strict=True):
        both = np.full((draws, int(shown.sum())), np.nan)
        both[::2], both[1::2] = one[:, shown], other[: draws // 2]
        both[:, ~np.isfinite(both).all(axis=0)] = np.nan
        found.append(future(now, past.last + h, both))
    return {"capabilities": pl.concat(found).sort("draw", "actor", "indicator", "year")}


def _simulated(
    past: History, columns: np.ndarray, lines: list[str], ahead: list[int], seed: int, draws: int
) -> list[Floats]:
    """Return CINC [draw, line] of the yearly simulation at each horizon."""
    beliefs = priors("balance_of_power")
    theta = parameters(beliefs, {"response"}, seed, draws)
    begin = start(past.values[:-1], columns)
    storm = turbulence(beliefs["turbulence"], draws, seed, past.last, lines)
    walk = simulated(begin, theta, storm, seed, past.last, lines)
    steps = zip(range(1, max(ahead) + 1), walk, strict=False)
    return [cinc(log, begin.known) for h, log in steps if h in ahead]
