"""Networks of states, one for each year: who is bound to whom, or who votes with whom."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal, NamedTuple

import numpy as np
import polars as pl
from numpy.typing import NDArray

from trachu.core.alliances import OWN, grid
from trachu.core.communities import Network
from trachu.core.profiles import VOTES, ballots, cells, pairs

Graph = Literal["alliances", "votes"]


class Net(NamedTuple):
    """The network of one year: symmetric weights between states, nothing on the diagonal."""

    year: int
    states: list[str]
    weights: Network
    whys: list[str]


def networks(
    ties: pl.DataFrame, parties: pl.DataFrame, choices: pl.DataFrame, actors: pl.DataFrame, graph: Graph,
    year: int | None = None,
) -> Iterator[Net]:  # fmt: skip
    """Yield the network of each year that the data cover, or of one.

    `alliances`: 1 where one owes the other defence or offence; `votes`: the share of the roll calls of a
    session on which both voted and voted alike. States that are bound to nobody are left out.

    >>> from trachu.core.tables import ACTORS, CHOICES, PARTIES, TIES
    >>> there = ACTORS.of({"actor": ["A", "B", "C"], "kind": ["state"] * 3, "en": ["-"] * 3, "th": ["-"] * 3})
    >>> pact = TIES.of({"tie": ["P"], "type": ["alliance"], "obligations": [["defense"]], "since": ["1950"]})
    >>> both = PARTIES.of({"record": ["P", "P"], "role": ["member"] * 2, "actor": ["A", "B"]})
    >>> [net.states for net in networks(pact, both, CHOICES.empty(), there, "alliances")]
    [['A', 'B']]
    """
    found = _voting(choices, year) if graph == "votes" else _bound(ties, parties, actors, year)
    for net in found:
        kept = np.flatnonzero(net.weights.any(1))
        if len(kept):
            yield net._replace(states=[net.states[i] for i in kept], weights=net.weights[np.ix_(kept, kept)])


def _bound(ties: pl.DataFrame, parties: pl.DataFrame, actors: pl.DataFrame, only: int | None) -> Iterator[Net]:
    owed = grid(ties, parties, actors)
    for year in owed.years:
        if only not in (None, year):
            continue
        states, levels = owed.year(year)
        strong = (levels == OWN).astype(np.float64)
        np.fill_diagonal(strong, 0)
        yield Net(year, states, np.maximum(strong, strong.T), owed.whys[year - owed.first])


def _voting(choices: pl.DataFrame, only: int | None) -> Iterator[Net]:
    for cast in ballots(choices):
        if only not in (None, cast.year):
            continue
        mine, theirs = pairs(len(cast.states))
        counted = cells(cast.levels, len(VOTES), mine, theirs)
        alike: NDArray[np.float64] = np.trace(counted) / np.maximum(counted.sum((0, 1)), 1)
        weights = np.zeros((len(cast.states), len(cast.states)))
        weights[mine, theirs] = weights[theirs, mine] = alike
        yield Net(cast.year, cast.states, weights, cast.whys)


def dealt(net: Network, chance: np.random.Generator) -> Network:
    """Deal the ties of a network out at random: what grouping there is by chance.

    Where all ties weigh the same, each state keeps the number of its ties and their ends are joined anew (the
    configuration model); where weights differ, they are shuffled over the pairs.

    >>> ring = np.roll(np.eye(5), 1, axis=1) + np.roll(np.eye(5), -1, axis=1)
    >>> float(dealt(ring, np.random.default_rng(1)).sum())
    10.0
    """
    size = len(net)
    upper = np.triu_indices(size, 1)
    mixed = np.zeros_like(net)
    if np.isin(net, (0, 1)).all():
        ends = chance.permutation(np.repeat(np.arange(size), net.sum(1).astype(np.intp)))
        np.add.at(mixed, (ends[::2], ends[1::2]), 1.0)
    else:
        mixed[upper] = chance.permutation(net[upper])
    together: Network = mixed + mixed.T
    return together
