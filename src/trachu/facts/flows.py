"""Flows between actors of all datasets reconciled: trade, arms, aid, troops."""

from __future__ import annotations

import polars as pl

from trachu.core.tables import FLOWS
from trachu.facts.capabilities import TOLERANCE, Reconciled, relative_gap
from trachu.facts.choose import prefer
from trachu.facts.finding import Finding

KEY = list(FLOWS.key)


def reconcile(rows: pl.DataFrame, tolerance: float = TOLERANCE) -> Reconciled:
    """Choose one value per actor, other, year and type, by declared preference.

    `rows` are those of `FLOWS` with `order` and `dataset`. Only rows in the unit of the most
    preferred dataset of their type are kept; see `capabilities.reconcile`. A flow from an actor to
    itself (two codes of one actor) is no flow and is left out.

    >>> row = {"actor": "RUS", "other": "PRK", "year": 2023, "type": "arms", "unit": "TIV"}
    >>> rows = pl.DataFrame([row | {"value": 12.5, "why": "source:a", "order": 0, "dataset": "sipri@1"},
    ...                      row | {"value": 13.0, "why": "source:b", "order": 1, "dataset": "other@1"}])
    >>> done = reconcile(rows)
    >>> done.frame["value"].to_list(), done.findings
    ([12.5], ())
    """
    rows = rows.filter(pl.col("actor") != pl.col("other"))
    units = rows.sort("order", "dataset", *KEY).group_by("type").agg(in_unit=pl.col("unit").first())
    joined = rows.join(units, on="type", how="left")
    differs = pl.col("unit").ne_missing(pl.col("in_unit"))
    choice = prefer(joined.filter(~differs).drop("in_unit"), KEY)
    findings = [*_other_units(joined.filter(differs)), *_disagreements(choice.lost, tolerance)]
    return Reconciled(FLOWS.of(choice.kept).sort(KEY), tuple(findings), choice.traces)


def _other_units(aside: pl.DataFrame) -> list[Finding]:
    groups = aside.group_by("type", "dataset", "unit", "in_unit").agg(
        pl.len().alias("rows"), pl.col("why").unique().sort()
    )
    return [
        Finding(
            record=f"{row['dataset']}/{row['type']}",
            other=None,
            about="unit",
            says=f"{row['dataset']}: {row['unit'] or '-'} ({row['rows']} rows set aside)",
            against=f"{row['in_unit'] or '-'}",
            whys=tuple(row["why"]),
        )
        for row in groups.iter_rows(named=True)
    ]


def _disagreements(lost: pl.DataFrame, tolerance: float) -> list[Finding]:
    far = lost.filter(relative_gap("value", "value_lost") > tolerance)
    place = "{actor}/{other}/{year}"
    return [
        Finding(
            record=f"{row['dataset']}/{row['type']}/{place.format(**row)}",
            other=f"{row['dataset_lost']}/{row['type']}/{place.format(**row)}",
            about="flow value",
            says=f"{row['dataset']}: {row['value']:g}",
            against=f"{row['dataset_lost']}: {row['value_lost']:g}",
            whys=(row["why"], row["why_lost"]),
        )
        for row in far.iter_rows(named=True)
    ]
