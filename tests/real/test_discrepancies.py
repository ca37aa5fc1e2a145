"""Why two numbers differ from what others print: Germany of 1990, and the alliances of 1914."""

from __future__ import annotations

from pathlib import Path

import polars as pl
import pytest
from real import worlds
from replications.published import Published

from trachu.core.communities import communities, modularity
from trachu.core.networks import networks
from trachu.core.tables import ACTORS, CHOICES
from trachu.measures.cinc import cinc

MONTENEGRO = "341"  # an ally of Serbia from 1912, on the list of states of the Correlates of War only from 2006 on


@pytest.mark.slow
def test_only_1990_differs_since_the_file_counts_germany_twice(shared: Path) -> None:
    """The file has Germany under 255 and 260, each in the totals of the world; one actor has one row."""
    given = worlds.facts(shared)["capabilities"]
    published = given.filter(pl.col("indicator") == "cinc")
    both = cinc(given).join(published, on=["actor", "year"], suffix="_published")
    apart = both.with_columns(by=(pl.col("value") - pl.col("value_published")).abs())
    largest = dict(apart.group_by("year").agg(pl.col("by").max()).iter_rows())

    assert {1990} == {year for year, by in largest.items() if by > 1e-6}
    assert largest[1990] < 0.004
    assert (
        apart.filter(pl.col("year") == 1990)["value"] >= apart.filter(pl.col("year") == 1990)["value_published"] - 1e-9
    ).all()


def test_the_alliances_of_1914_and_who_counts_as_a_state(shared: Path) -> None:
    """Q .459 among the states of the list; with Montenegro, which it does not have, .507; four groups in both."""
    published = Published(shared / "data")
    ties, parties = published.alliances
    more = {"record": ["LIST:COW-STATES"], "role": ["member"], "actor": [MONTENEGRO], "since": ["1878"]}
    lists = pl.concat([parties, published.system])
    with_it = pl.concat([lists, pl.DataFrame({**more, "until": ["1918"], "why": [None]}, schema=parties.schema)])
    found = {}
    for name, seats in (("list", lists), ("Montenegro", with_it)):
        (net,) = networks(ties, seats, CHOICES.empty(), ACTORS.empty(), "alliances", 1914)
        groups = communities(net.weights, 20)
        found[name] = (len(net.states), int(groups.max()) + 1, round(modularity(net.weights, groups), 3))

    assert {"list": (13, 4, 0.459), "Montenegro": (14, 4, 0.507)} == found
