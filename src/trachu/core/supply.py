"""Who supplies what: shares of states in an input, a flow or a market, and who is bound together."""

from __future__ import annotations

from typing import Literal

import polars as pl

from trachu.core.flowing import windowed
from trachu.core.maths import JOINED, WHYS, in_force

Goods = Literal["semiconductors", "arms", "trade"]
INPUTS = "semiconductors/"  # indicators of shares in the world market begin so
BINDING = (*JOINED, "bound")


def supplies(capabilities: pl.DataFrame, flows: pl.DataFrame, goods: Goods, window: int) -> pl.DataFrame:
    """Return who supplies what share of what to whom: actor, other, item, year, share, because.

    Shares of the world's market in an input have no `other`. Those that the data do not name are missing from the
    sum, so it may be below 1. Arms and trade are summed over `window` years for each state that received them.

    >>> from trachu.core.tables import CAPABILITIES, FLOWS
    >>> rows = {"actor": ["NLD"], "year": [2019], "indicator": ["semiconductors/EUV scanners"], "value": [1.0]}
    >>> supplies(CAPABILITIES.of(rows), FLOWS.empty(), "semiconductors", 1).drop("because").rows()
    [('NLD', None, 'EUV scanners', 2019, 1.0)]
    """
    if goods == "semiconductors":
        named = capabilities.filter(pl.col("indicator").str.starts_with(INPUTS))
        return named.select(
            "actor",
            pl.lit(None, dtype=pl.String).alias("other"),
            pl.col("indicator").str.strip_prefix(INPUTS).alias("item"),
            "year",
            share="value",
            because=pl.concat_list("why").cast(WHYS),
        ).sort("item", "year", "actor")
    given = windowed(flows, goods, window).sort("other", "year", "actor")
    whole = pl.col("value").sum().over("other", "year")
    shared = given.filter(whole > 0).with_columns(share=pl.col("value") / whole, item=pl.lit(goods))
    return shared.select("actor", "other", "item", "year", "share", "because")


def members_today(parties: pl.DataFrame, record: str) -> pl.DataFrame:
    """Return who is in a forum, or bound by a treaty, without an end: actor, why.

    >>> from trachu.core.tables import PARTIES
    >>> seats = {"record": ["F"] * 2, "role": ["member"] * 2, "actor": ["A", "B"], "until": [None, "1990"]}
    >>> members_today(PARTIES.of(seats), "F").rows()
    [('A', None)]
    """
    held = parties.filter(pl.col("record") == record, pl.col("role").is_in(BINDING), pl.col("until").is_null())
    return held.sort("actor", "why").unique("actor", keep="first", maintain_order=True).select("actor", "why")


def members_by_year(parties: pl.DataFrame, records: list[str], last: int) -> pl.DataFrame:
    """Return who was in which of these at the end of each year: record, actor, year, why; undated seats not at all.

    >>> from trachu.core.tables import PARTIES
    >>> seats = {"record": ["F"], "role": ["member"], "actor": ["A"], "since": ["1990-05"]}
    >>> members_by_year(PARTIES.of(seats), ["F"], 1991)["year"].to_list()
    [1990, 1991]
    """
    held = parties.filter(pl.col("record").is_in(records), pl.col("role").is_in(BINDING))
    dated = in_force(held, last).drop_nulls("year").select("record", "actor", "year", "why")
    return dated.sort("record", "actor", "year", "why").unique(
        ["record", "actor", "year"], keep="first", maintain_order=True
    )


def merged() -> pl.Expr:
    """Join the lists of whys of a group into one, each once and in order."""
    return pl.col("because").explode(empty_as_null=False).drop_nulls().unique().sort().alias("because")
