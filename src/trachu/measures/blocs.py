from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np
import polars as pl

from trachu.core.communities import communities
from trachu.core.maths import WHYS
from trachu.core.networks import Graph, Net, networks
from trachu.core.parts import measure
from trachu.core.words import Words

SCHEMA: dict[str, Any] = {
    "actor": pl.String, "year": pl.Int64, "item": pl.String, "value": pl.Float64, "because": WHYS
}  # fmt: skip


@measure(
    name="blocs",
    version="1",
    needs=("ties", "parties", "choices", "actors"),
    key=("actor", "year", "item"),
    label=Words(en="Blocs of states", th="กลุ่มของรัฐ"),
    unit=Words(en="number of the bloc, 1 the largest; firmness 0 to 1", th="ลำดับของกลุ่ม 1 คือใหญ่ที่สุด; ความแน่นแฟ้น 0 ถึง 1"),
    cite=("newman2004finding", "blondel2008fast", "lancichinetti2012consensus"),
)
def blocs(
    ties: pl.DataFrame,
    parties: pl.DataFrame,
    choices: pl.DataFrame,
    actors: pl.DataFrame,
    *,
    graph: Graph = "alliances",
    year: int | None = None,
    starts: int = 10,
    seed: int = 0,
) -> pl.DataFrame:
    """Find the blocs that states fall into, and how firmly each belongs to its own.

    Each of `starts` climbs to a division of large modularity gives groups (Newman & Girvan 2004; Blondel and
    others 2008). The blocs are those of the network of how often two states were grouped together, which
    does not hang on one start (Lancichinetti & Fortunato 2012). `bloc` numbers them, 1 the largest;
    `firmness` is how often, on average, a state was grouped with the others of its bloc, 1 without others.
    States bound to nobody are in no bloc. A number says nothing from one year to the next. Without `year`
    every year is measured. See `polarisation` for whether there are blocs at all.

    >>> from trachu.core.tables import ACTORS, CHOICES, PARTIES, TIES
    >>> there = ACTORS.of({"actor": list("ABCD"), "kind": ["state"] * 4, "en": ["-"] * 4, "th": ["-"] * 4})
    >>> pacts = TIES.of({"tie": ["P", "Q"], "type": ["alliance"] * 2, "obligations": [["defense"]] * 2,
    ...     "since": ["1950"] * 2})
    >>> both = PARTIES.of({"record": list("PPQQ"), "role": ["member"] * 4, "actor": list("ABCD")})
    >>> found = blocs(pacts, both, CHOICES.empty(), there)
    >>> found.filter(pl.col("item") == "bloc").select("actor", "value").rows()
    [('A', 1.0), ('B', 1.0), ('C', 2.0), ('D', 2.0)]
    """
    nets = networks(ties, parties, choices, actors, graph, year)
    rows = [row for net in nets for row in _year(net, starts, seed)]
    return pl.DataFrame(rows, schema=SCHEMA, orient="row")


def _year(net: Net, starts: int, seed: int) -> Iterator[tuple[str, int, str, float, list[str]]]:
    """Group the states of a year by how often they come together."""
    found = [communities(net.weights, 1, seed + start) for start in range(starts)]
    together = np.mean([groups[:, None] == groups for groups in found], axis=0)
    often = np.where(together > 0.5, together, 0.0)
    np.fill_diagonal(often, 0)
    groups = communities(often, 1, seed)
    same = (groups[:, None] == groups) & ~np.eye(len(groups), dtype=bool)
    firmness = np.where(same.any(1), (together * same).sum(1) / np.maximum(same.sum(1), 1), 1.0)
    for state, group, firm in zip(net.states, groups.tolist(), firmness.tolist(), strict=True):
        yield state, net.year, "bloc", float(group + 1), net.whys
        yield state, net.year, "firmness", firm, net.whys
