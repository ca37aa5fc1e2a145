"""What the evidence covers: by language, by who speaks, by year; so that a reader sees whose voices it rests on."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from trachu.bench.codebook import STANCES

if TYPE_CHECKING:
    from trachu.bench.bench import Bench

NOBODY = "author"  # a claim without a speaker is the author's own


def documents(bench: Bench) -> pl.DataFrame:
    """Count documents and claims by language: lang, documents, claims."""
    sources = bench.table("sources").filter(kind="document").select("source", "lang")
    claims = bench.table("claims").group_by("source").len("claims")
    joined = sources.join(claims, on="source", how="left").with_columns(pl.col("claims").fill_null(0))
    counted = joined.group_by("lang").agg(
        documents=pl.len().cast(pl.Int64), claims=pl.col("claims").sum().cast(pl.Int64)
    )
    return counted.sort("claims", "lang", descending=[True, False])


def speakers(bench: Bench) -> pl.DataFrame:
    """Count claims by who speaks, with their share and how many of each stance: speaker, claims, share, asserts, …."""
    claims = bench.table("claims").select(
        "stance", speaker=pl.col("speaker").fill_null(NOBODY).str.split("+"), claim="claim"
    )
    each = claims.explode("speaker", empty_as_null=True)
    stances = [(pl.col("stance") == one).sum().cast(pl.Int64).alias(one) for one in STANCES]
    counted = each.group_by("speaker").agg(pl.col("claim").n_unique().cast(pl.Int64).alias("claims"), *stances)
    whole = max(1, claims.height)
    return counted.with_columns(share=pl.col("claims") / whole).sort("claims", "speaker", descending=[True, False])


def years(bench: Bench) -> pl.DataFrame:
    """Count dated claims, and the documents that make them, by the year they begin in: year, documents, claims."""
    dated = bench.table("claims").filter(pl.col("earliest").is_not_null())
    counted = dated.group_by(year=pl.col("earliest").dt.year().cast(pl.Int64)).agg(
        documents=pl.col("source").n_unique().cast(pl.Int64), claims=pl.len().cast(pl.Int64)
    )
    return counted.sort("year", descending=True)
