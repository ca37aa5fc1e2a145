"""What flowed from whom to whom over some years."""

from __future__ import annotations

import polars as pl

from trachu.core.maths import JOINED, in_force_at

BETWEEN = ["actor", "other", "year"]


def windowed(flows: pl.DataFrame, kind: str, window: int) -> pl.DataFrame:
    """Sum the flows of a kind over the `window` years that end with each year: actor, other, year, value, because.

    Only windows that the years of the data fill have rows; what a state sends itself is left out.

    >>> from trachu.core.tables import FLOWS
    >>> sent = FLOWS.of({"actor": ["A"] * 2, "other": ["B"] * 2, "year": [1, 2], "type": ["arms"] * 2, "value": [1, 2]})
    >>> windowed(sent, "arms", 2).drop("because").rows()
    [('A', 'B', 2, 3.0)]
    """
    given = flows.filter(pl.col("type") == kind, pl.col("actor") != pl.col("other"))
    years = given["year"].to_list()
    first, last = min(years, default=0) + window - 1, max(years, default=0)
    begin = pl.max_horizontal("year", pl.lit(first))
    end = pl.min_horizontal(pl.col("year") + window, pl.lit(last + 1))
    spread = given.with_columns(year=pl.int_ranges(begin, end, dtype=pl.Int64)).sort(*BETWEEN, "value")
    rows = spread.explode("year", empty_as_null=False)
    return rows.group_by(BETWEEN, maintain_order=True).agg(
        pl.col("value").sum(), because=pl.col("why").drop_nulls().unique().sort()
    )


def joint(given: pl.DataFrame, parties: pl.DataFrame, actors: pl.DataFrame, group: str, region: str) -> pl.DataFrame:
    """Take the members of a group together, under the group's name, as those who receive.

    Who belongs to it is asked once, at the end of the last year, and holds for all years, so that a change
    of members is not taken for a change of flows. `region` keeps those whose region's name ends with it.

    >>> from trachu.core.tables import ACTORS, PARTIES
    >>> seats = {"record": ["IGO:G"] * 2, "role": ["member"] * 2, "actor": ["A", "B"], "since": ["1949"] * 2}
    >>> sent = {"actor": "X", "other": ["A", "B"], "year": 1950, "value": [1.0, 2.0], "because": [["w"]] * 2}
    >>> joint(pl.DataFrame(sent), PARTIES.of(seats), ACTORS.empty(), "IGO:G", "").rows()
    [('X', 'IGO:G', 1950, 3.0, ['w'])]
    """
    last = max(given["year"].to_list(), default=0)
    seats = parties.filter(pl.col("record") == group, pl.col("role").is_in(JOINED))
    names = set(in_force_at(seats, last)["actor"].to_list())
    if region:
        names &= set(actors.filter(pl.col("region").str.ends_with(region))["actor"].to_list())
    inside = given.filter(pl.col("other").is_in(sorted(names))).with_columns(other=pl.lit(group))
    return inside.group_by(BETWEEN, maintain_order=True).agg(
        pl.col("value").sum(), pl.col("because").explode(empty_as_null=False).unique().sort()
    )
