"""The world by one measure: every state's share in a year, its rank, how it moved, ranks by one's own weights."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from trachu.bench import naming
from trachu.bench.doubt import ranks

if TYPE_CHECKING:
    from trachu.bench.bench import Bench

DRAWN = 8  # states of the trend


def ranking(bench: Bench, base: str, year: int | None) -> pl.DataFrame:
    """Tabulate the states of a year by their share: actor, year, value, rank, ten years' change of share, why."""
    values = bench.measure("power_share", base=base)
    if values.is_empty():
        empty = {"rank": pl.lit(None, pl.Int64), "change": pl.lit(None, pl.Float64)}
        return values.with_columns(**empty).select("actor", "year", "value", "rank", "change", "why")
    last = year if year is not None and year in values["year"] else values["year"].max()
    before = values.filter(pl.col("year") == pl.lit(last) - 10).select("actor", before="value")
    now = values.filter(pl.col("year") == last).join(before, on="actor", how="left")
    ranked = now.with_columns(
        rank=pl.col("value").rank("min", descending=True).cast(pl.Int64), change=pl.col("value") - pl.col("before")
    )
    return ranked.select("actor", "year", "value", "rank", "change", "why").sort("rank", "actor")


def years(bench: Bench, base: str) -> list[int]:
    """Return the years for which a base has values, the latest first."""
    return sorted(bench.measure("power_share", base=base)["year"].unique().to_list(), reverse=True)


def trend(bench: Bench, base: str, actors: list[str], since: int | None = None) -> pl.DataFrame:
    """Lay out the shares of some states over time for the chart `power_shares`, and with their whys as a table."""
    values = bench.measure("power_share", base=base).filter(pl.col("actor").is_in(actors))
    if since is not None:
        values = values.filter(pl.col("year") >= since)
    named = {actor: bench.actor(actor) for actor in actors}
    words = naming.names("base")[base]
    english, thai = ({actor: getattr(one, lang) for actor, one in named.items()} for lang in ("en", "th"))
    order = {actor: place for place, actor in enumerate(actors)}
    return (
        values.with_columns(
            en=pl.col("actor").replace_strict(english, return_dtype=pl.String),
            th=pl.col("actor").replace_strict(thai, return_dtype=pl.String),
            base_en=pl.lit(words.en),
            base_th=pl.lit(words.th),
            order=pl.col("actor").replace_strict(order, return_dtype=pl.Int64),
        )
        .sort("order", "year")
        .select("actor", "year", "value", "en", "th", "base_en", "base_th", "why")
    )


def weighed(bench: Bench, weights: str, year: int | None, alpha: float = 1.0) -> pl.DataFrame:
    """Rank states by weights of one's own, with the interval of each rank over weights near and far; see `ranks`."""
    return ranks(bench, year, weights=weights, alpha=alpha)
