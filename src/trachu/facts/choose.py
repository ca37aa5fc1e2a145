"""Choose between datasets that state the same thing, and keep the losers' traces."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import polars as pl

from trachu.core.trace import Trace

SEPARATOR = "\x1f"  # between the parts of a list that is written as one text, so that frames can be joined on it
RANKED = ("order", "dataset")  # how much a row's dataset is preferred (0 first), and its name@version


@dataclass(frozen=True, slots=True)
class Choice:
    """The rows kept, each row that lost beside the one that won, and the traces made on the way."""

    kept: pl.DataFrame
    lost: pl.DataFrame
    traces: tuple[Trace, ...]


def prefer(rows: pl.DataFrame, key: Sequence[str]) -> Choice:
    """Keep one row per key: that of the most preferred dataset.

    `rows` has the columns `order` and `dataset` beside the table's own. A row that had rivals gets
    a step as its why, whose parents are the winner's why and then the losers', in their order. In
    `lost` the loser's columns end in `_lost`.

    >>> rows = pl.DataFrame({"actor": ["THA", "THA"], "value": [2.0, 1.0], "why": ["source:b", "source:a"],
    ...                      "order": [1, 0], "dataset": ["starter@1", "cow_nmc@7.0"]})
    >>> choice = prefer(rows, ["actor"])
    >>> choice.kept["value"].to_list(), choice.lost["value_lost"].to_list()
    ([1.0], [2.0])
    >>> choice.traces[0].says, choice.traces[0].parents
    ('kept cow_nmc@7.0 over starter@1', ('source:a', 'source:b'))
    """
    twice = rows.select(key).is_duplicated()
    alone = rows.filter(~twice).drop(RANKED)
    rivals = rows.filter(twice).sort([*key, *RANKED])
    winners = rivals.unique(key, keep="first", maintain_order=True)
    lost = winners.join(rivals, on=list(key), how="inner", suffix="_lost", nulls_equal=True).filter(
        pl.col("order") < pl.col("order_lost")
    )
    named, traces = _explain(rivals, key)
    kept = winners.drop(*RANKED, "why").join(named, on=list(key), how="left", nulls_equal=True)
    return Choice(pl.concat([alone, kept.select(alone.columns)]), lost, traces)


def _explain(rivals: pl.DataFrame, key: Sequence[str]) -> tuple[pl.DataFrame, tuple[Trace, ...]]:
    """Give each key the trace of its choice; keys with the same rivals share one."""
    groups = rivals.group_by(key, maintain_order=True).agg(
        sets=pl.col("dataset").str.join(SEPARATOR),
        whys=pl.col("why").drop_nulls().unique(maintain_order=True).str.join(SEPARATOR),
    )
    combinations = groups.select("sets", "whys").unique().sort("sets", "whys")
    traces = tuple(_choice(sets.split(SEPARATOR), whys) for sets, whys in combinations.iter_rows())
    ids = pl.Series("why", [t.id for t in traces], dtype=pl.String)
    named = groups.join(combinations.with_columns(ids), on=["sets", "whys"], how="left")
    return named.select(*key, "why"), traces


def _choice(datasets: list[str], whys: str) -> Trace:
    others = list(dict.fromkeys(d for d in datasets[1:] if d != datasets[0]))
    says = f"kept {datasets[0]} over {', '.join(others)}" if others else f"kept one of two rows of {datasets[0]}"
    return Trace("step", says, tuple(w for w in whys.split(SEPARATOR) if w))
