"""What happened between pairs of states, month by month."""

from __future__ import annotations

import numpy as np
import polars as pl
from numpy.typing import NDArray

from trachu.core.maths import heirs

SMOOTH = 3  # months over which the volume of the sources is averaged, none of them later
KINDS = ("cooperation", "conflict")

MONTH = pl.col("latest").dt.year().cast(pl.Int64) * 12 + pl.col("latest").dt.month().cast(pl.Int64) - 1


def told(events: pl.DataFrame) -> pl.DataFrame:
    """Keep the happenings that somebody asserts or reports, with a score and a date within one month: with `month`.

    A month is a number, twelve times the year and the months gone by in it.

    >>> from datetime import date
    >>> day = [date(2024, 6, 19)]
    >>> row = {"event": ["e"], "score": [1.0], "earliest": day, "latest": day, "asserted": [1], "reported": [0]}
    >>> told(pl.DataFrame(row))["month"].to_list() == [2024 * 12 + 5]
    True
    """
    said = (pl.col("asserted").fill_null(0) + pl.col("reported").fill_null(0)) > 0
    same = pl.col("earliest").dt.truncate("1mo") == pl.col("latest").dt.truncate("1mo")
    return events.filter(said, same).drop_nulls("score").with_columns(month=MONTH).sort("event")


def between(events: pl.DataFrame, parties: pl.DataFrame, actors: pl.DataFrame) -> pl.DataFrame:
    """Join each happening to the pairs of states in it: event, month, score, why, item, actor, other.

    One acts on the other, or both act, unless it is a hostile act on a third. `item` is cooperation (a PLOVER score
    above 0) or conflict (below 0). A state is one with those that it continues; `actor` comes before `other`.

    >>> from datetime import date
    >>> from trachu.core.tables import ACTORS, PARTIES
    >>> row = {"event": ["e"], "score": [1.0], "month": [24293], "why": ["w"]}
    >>> nations = ACTORS.of([{"actor": a, "kind": "state", "en": a, "th": a} for a in ("RUS", "PRK")])
    >>> both = PARTIES.of({"record": ["e", "e"], "role": ["actor", "recipient"], "actor": ["RUS", "PRK"]})
    >>> between(pl.DataFrame(row), both, nations).select("item", "actor", "other").rows()
    [('cooperation', 'PRK', 'RUS')]
    """
    states = actors.filter(pl.col("kind") == "state")["actor"].to_list()
    roles = parties.filter(pl.col("role").is_in(["actor", "recipient"]), pl.col("actor").is_in(states))
    roles = roles.with_columns(pl.col("actor").replace(heirs(actors))).select("record", "role", "actor").unique()
    received = roles.filter(pl.col("role") == "recipient")["record"].unique()
    sides = roles.join(roles.rename({"actor": "other", "role": "part"}), on="record")
    found = events.join(sides.filter(pl.col("actor") < pl.col("other")), left_on="event", right_on="record")
    joint = (pl.col("role") == "actor") & ((pl.col("score") >= 0) | ~pl.col("event").is_in(received.implode()))
    kept = found.filter((pl.col("role") != pl.col("part")) | joint, pl.col("score") != 0)
    item = pl.when(pl.col("score") > 0).then(pl.lit(KINDS[0])).otherwise(pl.lit(KINDS[1]))
    named = kept.with_columns(item=item).unique(["event", "actor", "other"]).sort("actor", "other", "item", "event")
    return named.select("event", "month", "score", "why", "item", "actor", "other")


def counted(pairs: pl.DataFrame, first: int, last: int) -> tuple[pl.DataFrame, NDArray[np.int64]]:
    """Count the happenings of each pair and item in each month: the keys, and an array [key, month].

    >>> given = {"actor": ["A", "A"], "other": ["B", "B"], "item": ["conflict"] * 2, "month": [3, 5]}
    >>> keys, counts = counted(pl.DataFrame(given), 3, 5)
    >>> keys.rows(), counts.tolist()
    ([('A', 'B', 'conflict')], [[1, 0, 1]])
    """
    key = ["actor", "other", "item"]
    given = pairs.filter(pl.col("month").is_between(first, last))
    keys = given.select(key).unique().sort(key)
    rows = given.join(keys.with_row_index("row"), on=key, how="left")
    counts = np.zeros((keys.height, max(last - first + 1, 0)), dtype=np.int64)
    np.add.at(counts, (rows["row"].to_numpy(), rows["month"].to_numpy() - first), 1)
    return keys, counts


def volume(months: NDArray[np.int64], first: int, last: int) -> NDArray[np.float64]:
    """Return how much the sources tell of in each month, with mean 1: the mean of three months, and a half more.

    The half keeps a silent month from saying that whatever is told in it is infinitely much.

    >>> volume(np.array([0, 1, 2, 3]), 0, 3).tolist()
    [1.0, 1.0, 1.0, 1.0]
    """
    within = months[(months >= first) & (months <= last)] - first
    size = last - first + 1
    counts = np.bincount(within, minlength=size).astype(np.float64)
    whole = np.cumsum(counts)
    back = np.concatenate([np.zeros(SMOOTH), whole])[:size]
    smooth = (whole - back) / np.minimum(np.arange(1, size + 1), SMOOTH) + 0.5
    return np.asarray(smooth / smooth.mean())
