"""Verdicts on polarity over many draws of the capabilities of one or a few years, as arrays."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from trachu.core.maths import NET_POWER, TOP
from trachu.core.regimes import REGIMES, RULES

Reals = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Drawn:
    """The draws of one indicator in one year: `values` has the shape (draws, states), in the order of `actors`."""

    actors: Sequence[str]
    values: Reals


def strength(indicators: Mapping[str, Drawn], base: str, names: Sequence[str]) -> Drawn:
    """Return the draws of how strong each state is on a base; net power is GDP² / population (Beckley 2018).

    `names` are the indicators that the base is made of. States that lack one of them, and populations of 0,
    are left out.

    >>> gdp, pop = Drawn(["A", "B"], np.array([[6.0, 1.0]])), Drawn(["A"], np.array([[3.0]]))
    >>> strength({"gdp": gdp, "pop": pop}, "net_power", ["gdp", "pop"])
    Drawn(actors=['A'], values=array([[12.]]))
    """
    if base not in NET_POWER:
        return indicators[names[0]]
    gdp, people = (indicators[name] for name in names)
    place = {actor: n for n, actor in enumerate(people.actors) if people.values[0, n] > 0}
    both = [n for n, actor in enumerate(gdp.actors) if actor in place]
    other = [place[gdp.actors[n]] for n in both]
    return Drawn([gdp.actors[n] for n in both], gdp.values[:, both] ** 2 / people.values[:, other])


def in_pool(drawn: Drawn, pool: str, listed: Sequence[str]) -> Reals:
    """Keep the columns of a pool: every state, those `listed`, or in each draw its own strongest eight.

    >>> in_pool(Drawn(["A", "B"], np.array([[6.0, 1.0]])), "majors", ["B"]).tolist()
    [[1.0]]
    """
    if pool == "top8":
        few = drawn.values.shape[1] <= TOP
        return drawn.values if few else np.partition(drawn.values, -TOP, axis=1)[:, -TOP:]
    if pool == "all":
        return drawn.values
    members = set(listed)
    return drawn.values[:, [n for n, actor in enumerate(drawn.actors) if actor in members]]


def odds(power: Reals, rule: str) -> Reals:
    """Return the share of draws that give each verdict, in the order of `REGIMES`.

    >>> odds(np.array([[8.0, 3, 1], [8, 4, 1]]), "half_of_leader").tolist()
    [0.5, 0.0, 0.5, 0.0]
    """
    return np.bincount(RULES[rule](power), minlength=len(REGIMES)) / len(power)
