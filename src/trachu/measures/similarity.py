from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Literal, NamedTuple

import numpy as np
import polars as pl
from numpy.typing import NDArray

from trachu.core.alliances import OWN, grid
from trachu.core.maths import WHYS
from trachu.core.parts import measure
from trachu.core.profiles import (
    VOTES,
    Distance,
    Index,
    Profiles,
    Statistic,
    Vector,
    ballots,
    broad,
    cells,
    pairs,
    similar,
)
from trachu.core.words import Words

SCHEMA: dict[str, Any] = {
    "actor": pl.String, "other": pl.String, "year": pl.Int64, "value": pl.Float64, "because": WHYS
}  # fmt: skip


@measure(
    name="similarity",
    version="1",
    needs=("ties", "parties", "choices", "capabilities", "actors"),
    key=("actor", "other", "year"),
    label=Words(en="Similarity of foreign policy positions", th="ความคล้ายคลึงของจุดยืนด้านนโยบายต่างประเทศ"),
    unit=Words(en="index, −1 (opposite) to 1 (the same)", th="ดัชนี −1 (ตรงข้าม) ถึง 1 (เหมือนกัน)"),
    cite=("signorino1999tau", "hage2011choice", "cohen1968weighted", "scott1955reliability", "kendall1938new"),
    indicators=lambda options: ("cinc",) if options["weights"] == "cinc" else (),
)
def similarity(
    ties: pl.DataFrame,
    parties: pl.DataFrame,
    choices: pl.DataFrame,
    capabilities: pl.DataFrame,
    actors: pl.DataFrame,
    *,
    actor: str = "",
    statistic: Statistic = "S",
    profile: Literal["alliances", "votes"] = "alliances",
    valued: bool = True,
    weights: Literal["equal", "cinc"] = "equal",
    distance: Distance = "absolute",
) -> pl.DataFrame:
    """Compare what two states hold towards all states, or how they vote: S, κ, π or τ_b.

    `alliances`: a state's profile is what it owes each state of the system in the year: 3 defence or
    offence, 2 neutrality or consultation, 1 non-aggression, 0 nothing, and 3 to itself. `votes`: 0 yes,
    1 abstention, 2 no on each roll call of the session on which both voted. With `valued` false a profile
    only says whether there is any alliance, or whether the state did not vote yes.

    S = 1 − 2 Σₖ wₖ dₖ / Σₖ wₖ (Signorino & Ritter 1999), d the distance of the two levels over the largest
    possible one: `absolute` |l − m|, `squared` (l − m)², or `nominal` l ≠ m; w the same for all, or with
    `weights="cinc"` the share of power of each state. κ = 1 − D/E (Cohen 1968) and π (Scott 1955) set the
    weighted disagreement D against the E that the two states' own, or pooled, frequencies lead to (Hage 2011);
    τ_b (Kendall 1938) needs no distance. The scale is fixed: a pair that uses only two of the four levels is
    measured as any other, unlike where levels out of use are dropped. Where nothing varies κ, π and τ_b are
    not defined and there is no row; nor are there rows for votes by power, since roll calls have none.

    S counts what two states both lack, so two states without allies look close: do not read it alone.
    A pair comes once, actor before other in the alphabet; with `actor` only its pairs, it being named first.

    >>> from trachu.core.tables import ACTORS, CAPABILITIES, CHOICES, PARTIES, TIES
    >>> there = ACTORS.of({"actor": ["A", "B", "C"], "kind": ["state"] * 3, "en": ["-"] * 3, "th": ["-"] * 3})
    >>> pact = TIES.of({"tie": ["P"], "type": ["alliance"], "obligations": [["nonagg"]], "since": ["1950"]})
    >>> both = PARTIES.of({"record": ["P", "P"], "role": ["member"] * 2, "actor": ["A", "B"]})
    >>> found = similarity(pact, both, CHOICES.empty(), CAPABILITIES.empty(), there)
    >>> found.select("actor", "other", "year", pl.col("value").round(3)).rows()
    [('A', 'B', 1950, 0.111), ('A', 'C', 1950, -0.556), ('B', 'C', 1950, -0.556)]
    """
    if profile == "votes":
        given = ballots(choices) if weights == "equal" else iter(())
    else:
        given = _alliances(ties, parties, actors, capabilities, weights == "cinc")
    size = OWN + 1 if profile == "alliances" else len(VOTES)
    return _frame(list(_years(given, actor, size, statistic, valued, distance)))


class _Year(NamedTuple):
    """The pairs of a year that can be measured, by their places among the states, and their values."""

    own: Profiles
    mine: Index
    theirs: Index
    value: Vector


def _years(
    given: Iterator[Profiles], actor: str, size: int, statistic: Statistic, valued: bool, distance: Distance
) -> Iterator[_Year]:
    """Compare the states of each year, and leave out the pairs that cannot be measured."""
    for own in given:
        if actor and actor not in own.states:
            continue
        mine, theirs = pairs(len(own.states), own.states.index(actor) if actor else None)
        levels, steps = (own.levels, size) if valued else (broad(own.levels), 2)
        value = similar(cells(levels, steps, mine, theirs, own.weights), statistic, distance)
        known = np.isfinite(value)
        yield _Year(own, *((mine, theirs, value) if known.all() else (mine[known], theirs[known], value[known])))


def _frame(years: list[_Year]) -> pl.DataFrame:
    """Name the pairs of all years at once."""
    states = sorted({state for one in years for state in one.own.states})
    number = {state: at for at, state in enumerate(states)}
    places = [np.array([number[state] for state in one.own.states], dtype=np.uint32) for one in years]
    named, rests = pl.Series(states, dtype=pl.String), pl.Series([one.own.whys for one in years], dtype=WHYS)
    sizes = [len(one.value) for one in years]
    turn = pl.Series(np.repeat(np.arange(len(years), dtype=np.uint32), sizes))
    columns = {
        "actor": named.gather(_joined([at[one.mine] for at, one in zip(places, years, strict=True)])),
        "other": named.gather(_joined([at[one.theirs] for at, one in zip(places, years, strict=True)])),
        "year": pl.Series([one.own.year for one in years], dtype=pl.Int64).gather(turn),
        "value": np.concatenate([np.empty(0), *(one.value for one in years)]),
        "because": rests.gather(turn),
    }
    return pl.DataFrame(columns, schema=SCHEMA)


def _joined(places: list[NDArray[np.uint32]]) -> pl.Series:
    return pl.Series(np.concatenate([np.empty(0, dtype=np.uint32), *places]))


def _alliances(
    ties: pl.DataFrame, parties: pl.DataFrame, actors: pl.DataFrame, capabilities: pl.DataFrame, by_power: bool
) -> Iterator[Profiles]:
    """Yield the alliance profiles of each year that the list of alliances covers."""
    owed = grid(ties, parties, actors)
    power = capabilities.filter(pl.col("indicator") == "cinc")
    weight = {(name, year): value for name, year, value in power.select("actor", "year", "value").iter_rows()}
    whys = dict(power.group_by("year").agg(pl.col("why").drop_nulls().unique()).iter_rows())
    for year in owed.years:
        states, levels = owed.year(year)
        rests = owed.whys[year - owed.first]
        if by_power:
            counts = np.array([weight.get((state, year), 0.0) for state in states])
            yield Profiles(year, states, levels, counts, sorted({*rests, *whys.get(year, [])}))
        else:
            yield Profiles(year, states, levels, None, rests)
