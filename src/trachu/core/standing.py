"""Where a dyad stands among all dyads, over every specification: its rank, with an interval."""

from __future__ import annotations

import polars as pl

STANDING: dict[str, pl.DataType | type[pl.DataType]] = {
    "item": pl.String, "change": pl.Float64, "rank": pl.Float64, "low": pl.Float64, "high": pl.Float64,
    "dyads": pl.Float64, "percentile": pl.Float64, "whys": pl.List(pl.String),
}  # fmt: skip


def standing(values: pl.DataFrame) -> pl.DataFrame:
    """Return for each domain, and for all, the change, rank and percentile of a dyad over specifications.

    `values` are those of the measure `deepening` under every specification; `change`, `rank` and `percentile` are
    medians over them, `low` and `high` the best and the worst rank of any.

    >>> rows = [("all/change", 0.1), ("all/rank", 3.0), ("all/dyads", 10.0), ("all/percentile", 0.8), ("all/rank", 5.0)]
    >>> given = pl.DataFrame(rows, schema=["item", "value"], orient="row").with_columns(why=pl.lit("w"))
    >>> standing(given).select("item", "rank", "low", "high").rows()
    [('all', 4.0, 3.0, 5.0)]
    """
    if values.is_empty():
        return pl.DataFrame(schema=STANDING)
    split = pl.col("item").str.split_exact("/", 1)
    parts = values.with_columns(domain=split.struct.field("field_0"), what=split.struct.field("field_1"))

    def of(what: str) -> pl.Expr:
        """Return the values of one kind in a group."""
        return pl.col("value").filter(pl.col("what") == what)

    found = parts.group_by(item="domain").agg(
        change=of("change").median(),
        rank=of("rank").median(),
        low=of("rank").min(),
        high=of("rank").max(),
        dyads=of("dyads").median(),
        percentile=of("percentile").median(),
        whys=pl.col("why").drop_nulls().unique().sort(),
    )
    return found.sort("item")
