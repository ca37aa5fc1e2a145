"""How two states vote, over as many sessions as it takes for a share to mean something."""

from __future__ import annotations

import polars as pl

from trachu.core.maths import session_year
from trachu.core.writing import Desk

ENOUGH = 25  # roll calls; a share of fewer says little
BACK = 30  # years; the first sessions are those of this time
CAST = ("yes", "abstain", "no")


def agreement(desk: Desk, actor: str, *, newest: bool = True) -> pl.DataFrame:
    """Return how often a state votes as every other does: other, value, calls, first, last, whys, rank, of.

    The latest sessions (or the first of the last 30 years) are taken together until they hold at
    least 25 roll calls of the state; each counts by the roll calls on which both voted.
    """
    values = desk.measure("un_agreement", actor=actor)
    counted = _calls(desk, actor)
    span = _span(counted.filter(pl.col("other") == actor), newest)
    rows = values.join(counted, on=["other", "year"]).filter(pl.col("year").is_in(span))
    weighed = (pl.col("value") * pl.col("calls")).sum() / pl.col("calls").sum()
    found = rows.group_by("other").agg(
        weighed.alias("value"), pl.col("calls").sum(), whys=pl.col("why").unique().sort(),
    )  # fmt: skip
    place = pl.col("value").rank("min", descending=True).cast(pl.Int64)
    bounds = {"first": pl.lit(min(span, default=0)), "last": pl.lit(max(span, default=0))}
    return found.with_columns(**bounds, rank=place, of=pl.len()).sort("rank", "other")


def _calls(desk: Desk, actor: str) -> pl.DataFrame:
    """Count by year the roll calls on which a state and each other (itself too) voted."""
    cast = desk.table("choices").filter(pl.col("choice").is_in(CAST)).with_columns(session_year()).drop_nulls("year")
    mine = cast.filter(pl.col("actor") == actor).select("item").unique()
    both = cast.join(mine, on="item", how="semi")
    return both.group_by("year", other="actor").agg(calls=pl.col("item").n_unique().cast(pl.Int64))


def _span(own: pl.DataFrame, newest: bool) -> list[int]:
    """Return the last (or first) years that together hold enough roll calls, or all of them."""
    own = own.filter(pl.col("year") >= pl.col("year").max() - BACK)
    ordered = own.sort("year", descending=newest).with_columns(before=pl.col("calls").cum_sum() - pl.col("calls"))
    return sorted(int(year) for year in ordered.filter(pl.col("before") < ENOUGH)["year"].to_list())
