from __future__ import annotations

import numpy as np
import polars as pl

from trachu.core.bonding import chances
from trachu.core.bonds import DISPUTED, INDEX, REGIME, bonds, covered, pairs
from trachu.core.history import horizons
from trachu.core.parts import model
from trachu.core.random import number_of, uniform
from trachu.core.tables import FLOWS
from trachu.core.words import Words
from trachu.core.worlds import PLACE, Facts

TYPE = "pact"
UNITS = {True: "probability", False: "defence pact"}


@model(
    name="alliances",
    version="1",
    needs=("capabilities", "actors", "ties", "parties", "flows"),
    skill="skilled",
    reads=(INDEX, *PLACE, REGIME),
    label=Words(en="Defence pacts that last and pacts that come", th="สนธิสัญญาป้องกันร่วมที่คงอยู่และที่จะเกิดขึ้น"),
    cite=("leeds2002alliance", "walt1987origins", "cranmer2012complex", "hoerl1970ridge", "salmon2011parallel"),
)
def alliances(
    capabilities: pl.DataFrame,
    actors: pl.DataFrame,
    ties: pl.DataFrame,
    parties: pl.DataFrame,
    flows: pl.DataFrame,
    *,
    seed: int = 1,
    draws: int = 100,
    years: int = 10,
    step: int = 10,
    chances_only: bool = False,
    chain: bool = False,
) -> dict[str, pl.DataFrame]:
    """Draw which pairs of states are bound to defend each other in the years to come: flows of the type `pact`.

    P(pact at t + h) = 1 / (1 + e^−xβ), with one β for pairs that have a pact and one for those that have not, fitted at
    the origin on outcomes known by then (see `trachu.core.bonding`). x is what is known of the pair: distance and
    contiguity of capitals, disputes, common enemies and enemies of allies, shared allies, pacts of neighbours,
    capability, major powers, regimes, lesser pacts, earlier pacts and their age (`trachu.core.bonds.TERMS`).

    A row is a pact in a draw, value 1; with `chances_only` it is a pair and its chance, in one draw. With `chain` rates
    of the recent past alone count, the same for every pair: a Markov chain, the bar that the terms have to pass. Pairs
    are drawn independently of each other. Without a list of alliances (ATOP) there is no forecast; the world is taken
    as the list leaves it in its last year.

    >>> from trachu.core.tables import ACTORS, CAPABILITIES, PARTIES, TIES
    >>> nothing_known = [table.empty() for table in (CAPABILITIES, ACTORS, TIES, PARTIES, FLOWS)]
    >>> alliances(*nothing_known)["flows"].height
    0
    """
    ahead, last = horizons(draws, years, step), covered(ties, parties)
    used = flows.filter(pl.col("type").is_in([*DISPUTED, "contiguity"]))
    past = bonds(Facts(capabilities, ties, parties, used), actors, last) if last else None
    found = [FLOWS.empty().with_columns(draw=pl.lit(None, pl.Int64))]
    if past is None:
        return {"flows": found[0]}
    now = pairs(past, last)
    names = np.array(past.lines)
    for h in ahead:
        chance = chances(past, last, h, now, chain=chain)
        rows = pl.DataFrame({"actor": names[now.one], "other": names[now.other]})
        rows = rows.with_columns(type=pl.lit(TYPE), year=pl.lit(last + h, pl.Int64), unit=pl.lit(UNITS[chances_only]))
        if chances_only:
            found.append(_laid(rows.with_columns(value=pl.Series(chance)), 0))
            continue
        ids = np.array([[number_of(name) for name in names[side]] for side in (now.one, now.other)], dtype=np.uint64)
        for draw in range(draws):
            came = uniform(seed, draw, last + h, ids[0], ids[1]) < chance
            found.append(_laid(rows.filter(pl.Series(came)).with_columns(value=pl.lit(1.0)), draw))
    return {"flows": pl.concat(found).sort("draw", "actor", "other", "year")}


def _laid(rows: pl.DataFrame, draw: int) -> pl.DataFrame:
    return FLOWS.of(rows).with_columns(draw=pl.lit(draw, pl.Int64))
