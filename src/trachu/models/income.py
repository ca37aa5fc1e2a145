from __future__ import annotations

import polars as pl

from trachu.core.components import COMPONENTS
from trachu.core.convergence import INDEX, converged
from trachu.core.history import future, horizons, nothing, ranking, standing
from trachu.core.income import SERIES, relative_income
from trachu.core.parts import model
from trachu.core.words import Words


@model(
    name="income",
    version="1",
    needs=("capabilities", "actors"),
    skill="skilled",
    reads=(*COMPONENTS, INDEX, *SERIES),
    label=Words(en="Six components and the income of a people", th="หกองค์ประกอบกับรายได้ต่อหัวเมื่อเทียบกับรัฐที่ร่ำรวยที่สุด"),
    cite=(
        "singer1987reconstructing",
        "barro1992convergence",
        "organski1980war",
        "hoerl1970ridge",
        "fariss2022new",
        "bolt2025maddison",
    ),
)
def income(
    capabilities: pl.DataFrame,
    actors: pl.DataFrame,
    *,
    seed: int = 1,
    draws: int = 200,
    years: int = 10,
    step: int = 1,
    strongest: int | None = None,
) -> dict[str, pl.DataFrame]:
    """Draw CINC as the model `convergence` does, with one term more: how rich a people is beside the richest.

    The term is ln(y / y*), with y the GDP per head of a state and y* that of the richest of the 15 strongest: who is
    behind catches up (Barro & Sala-i-Martin 1992). It stands in the fit of every component, with a coefficient of its
    own, and nothing else differs. GDP per head is that of `fariss`, and of `maddison` where the first has none; the
    last value known goes on for five years. Where it is not known of half of the 15 strongest there is no forecast.

    >>> from trachu.core.tables import ACTORS, CAPABILITIES
    >>> income(CAPABILITIES.empty(), ACTORS.empty())["capabilities"].height
    0
    """
    ahead = horizons(draws, years, step)
    past, now = standing(capabilities, actors, [*COMPONENTS, INDEX], INDEX, strongest)
    behind = None if now.is_empty() else relative_income(capabilities, actors, past, ranking(past.of(INDEX)))
    if behind is None:
        return {"capabilities": nothing()}
    drawn = converged(past, now["line"].to_list(), ahead, seed, draws, behind)
    frames = [future(now, past.last + h, values) for h, values in zip(ahead, drawn, strict=True)]
    return {"capabilities": pl.concat([nothing(), *frames]).sort("draw", "actor", "indicator", "year")}
