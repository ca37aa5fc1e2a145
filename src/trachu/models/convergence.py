from __future__ import annotations

import polars as pl

from trachu.core.components import COMPONENTS
from trachu.core.convergence import INDEX, converged
from trachu.core.history import future, horizons, nothing, standing
from trachu.core.parts import model
from trachu.core.words import Words


@model(
    name="convergence",
    version="1",
    needs=("capabilities", "actors"),
    skill="skilled",
    reads=(*COMPONENTS, INDEX),
    label=Words(en="Six components that draw each other on", th="หกองค์ประกอบที่โน้มเข้าหากัน"),
    cite=("singer1987reconstructing", "barro1992convergence", "organski1980war", "hoerl1970ridge"),
)
def convergence(
    capabilities: pl.DataFrame,
    actors: pl.DataFrame,
    *,
    seed: int = 1,
    draws: int = 200,
    years: int = 10,
    step: int = 1,
    strongest: int | None = None,
) -> dict[str, pl.DataFrame]:
    """Draw CINC from six components, each drawn towards all others and towards its own past.

    With x = ln(share + 10⁻⁴), the change of a component over h years is a linear sum of its drifts over 20 and 5
    known years (× h), of its gaps x − xⱼ to each other component, to ln CINC, and to its own mean of 40 years. The
    coefficients of a component and an h are a ridge regression (penalty 3, no constant) over the 15 strongest of every
    origin whose outcome is known, each weighing as 1 / rank, since a point of share is lost with the great. Sums over
    all states are kept: what one gains others lose. CINC is the mean of the components that a state has.

    The error is that of the model's own past, one pool for the eight strongest and one for the others; errors of
    states of like size count more (a normal kernel of width 0.7 in logs). Errors of different states are independent.

    >>> from trachu.core.tables import ACTORS, CAPABILITIES
    >>> convergence(CAPABILITIES.empty(), ACTORS.empty())["capabilities"].height
    0
    """
    ahead = horizons(draws, years, step)
    past, now = standing(capabilities, actors, [*COMPONENTS, INDEX], INDEX, strongest)
    if now.is_empty():
        return {"capabilities": nothing()}
    drawn = converged(past, now["line"].to_list(), ahead, seed, draws)
    frames = [future(now, past.last + h, values) for h, values in zip(ahead, drawn, strict=True)]
    return {"capabilities": pl.concat([nothing(), *frames]).sort("draw", "actor", "indicator", "year")}
