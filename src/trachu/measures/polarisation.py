from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np
import polars as pl

from trachu.core.communities import communities, modularity
from trachu.core.maths import WHYS
from trachu.core.networks import Graph, Net, dealt, networks
from trachu.core.parts import measure
from trachu.core.words import Words

NULLS = 10
SCHEMA: dict[str, Any] = {"year": pl.Int64, "item": pl.String, "value": pl.Float64, "because": WHYS}


@measure(
    name="polarisation",
    version="1",
    needs=("ties", "parties", "choices", "actors"),
    key=("year", "item"),
    label=Words(en="Polarisation into blocs", th="การแบ่งขั้วเป็นกลุ่ม"),
    unit=Words(en="modularity, 0 to 1; number of blocs", th="ค่าโมดูลาริตี 0 ถึง 1 และจำนวนกลุ่ม"),
    cite=("newman2004finding", "blondel2008fast"),
)
def polarisation(
    ties: pl.DataFrame,
    parties: pl.DataFrame,
    choices: pl.DataFrame,
    actors: pl.DataFrame,
    *,
    graph: Graph = "alliances",
    year: int | None = None,
    starts: int = 5,
    seed: int = 0,
) -> pl.DataFrame:
    """Measure how far states fall into blocs, beside what chance alone would show.

    `modularity` is the largest Q = Σ [wᵢⱼ − kᵢ kⱼ / 2m] δ(gᵢ, gⱼ) / 2m (Newman & Girvan 2004) that `starts`
    climbs find (Blondel and others 2008); `blocs` is the number of groups of two states or more. `chance` is
    the mean of Q over ten networks with the same ties dealt at random: only what lies above it is
    polarisation, and on dense networks, such as that of votes, both are small. `alliances` binds states
    that owe each other defence or offence, `votes` weighs by the share of like votes. Without `year` every
    year is measured.

    >>> from trachu.core.tables import ACTORS, CHOICES, PARTIES, TIES
    >>> there = ACTORS.of({"actor": list("ABCD"), "kind": ["state"] * 4, "en": ["-"] * 4, "th": ["-"] * 4})
    >>> pacts = TIES.of({"tie": ["P", "Q"], "type": ["alliance"] * 2, "obligations": [["defense"]] * 2,
    ...     "since": ["1950"] * 2})
    >>> both = PARTIES.of({"record": list("PPQQ"), "role": ["member"] * 4, "actor": list("ABCD")})
    >>> found = polarisation(pacts, both, CHOICES.empty(), there)
    >>> found.filter(pl.col("item") != "chance").select("item", "value").rows()
    [('blocs', 2.0), ('modularity', 0.5)]
    """
    nets = networks(ties, parties, choices, actors, graph, year)
    rows = [row for net in nets for row in _year(net, starts, seed)]
    return pl.DataFrame(rows, schema=SCHEMA, orient="row")


def _year(net: Net, starts: int, seed: int) -> Iterator[tuple[int, str, float, list[str]]]:
    """Compare a year's network with the same ties dealt at random."""
    groups = communities(net.weights, starts, seed)
    chance = np.random.default_rng([seed, net.year])
    mixed = [dealt(net.weights, chance) for _ in range(NULLS)]
    found = {
        "blocs": float((np.bincount(groups) > 1).sum()),
        "chance": float(np.mean([modularity(other, communities(other, 1, seed)) for other in mixed])),
        "modularity": modularity(net.weights, groups),
    }
    for item, value in found.items():
        yield net.year, item, value, net.whys
