"""Power on an index of one's own weights, as a base of measurement like any other."""

from __future__ import annotations

import polars as pl

from trachu.core.stability import parse_weights

WHYS = pl.List(pl.String)


def weighed(capabilities: pl.DataFrame, weights: str) -> pl.DataFrame:
    """Return Cᵢₜ = Σₖ wₖ sᵢₖₜ of each state that has all the indicators in a year: actor, year, value, because.

    sᵢₖₜ is the share of state i in indicator k over all states of year t, w the weights scaled to a sum of 1. With
    one indicator alone, as in `irst:1`, it is the share in that component.

    >>> rows = {"actor": ["A", "B"] * 2, "year": 2000, "indicator": ["gdp"] * 2 + ["pop"] * 2, "why": None}
    >>> found = weighed(pl.DataFrame({**rows, "value": [3.0, 1.0, 1.0, 1.0]}), "gdp:1,pop:1")
    >>> found.select("actor", "value").rows()
    [('A', 0.625), ('B', 0.375)]
    """
    parts = parse_weights(weights)
    given = capabilities.filter(pl.col("indicator").is_in(list(parts)), pl.col("value") >= 0)
    whole = pl.col("value").sum().over("year", "indicator")
    weight = pl.col("indicator").replace_strict(parts, return_dtype=pl.Float64)
    each = (
        given.filter(whole > 0).with_columns(part=weight * pl.col("value") / whole).sort("actor", "year", "indicator")
    )
    found = each.group_by("actor", "year", maintain_order=True).agg(
        value=pl.col("part").sum(), because=pl.col("why").cast(pl.String), n=pl.len()
    )
    return found.filter(pl.col("n") == len(parts)).select("actor", "year", "value", pl.col("because").cast(WHYS))
