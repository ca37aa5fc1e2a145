"""Arithmetic that several measures share."""

from __future__ import annotations

import polars as pl


def shares(frame: pl.DataFrame, by: list[str], value: str = "value") -> pl.DataFrame:
    """Add `share`, each row's part of the group's sum: Sᵢ = xᵢ / Σ x.

    >>> shares(pl.DataFrame({"year": [1, 1], "value": [1.0, 3.0]}), ["year"])["share"].to_list()
    [0.25, 0.75]
    """
    return frame.with_columns(share=pl.col(value) / pl.col(value).sum().over(by))


def ranks(frame: pl.DataFrame, by: list[str], value: str = "share") -> pl.DataFrame:
    """Add `rank`, 1 for the largest of each group; ties are broken by actor, so that order never matters."""
    ordered = frame.sort([*by, value, "actor"], descending=[*(False for _ in by), True, False])
    return ordered.with_columns(rank=pl.int_range(1, pl.len() + 1).over(by))
