"""Capabilities of all datasets reconciled: one value for each actor, year and indicator."""

from __future__ import annotations

from dataclasses import dataclass

import polars as pl

from trachu.core.tables import CAPABILITIES
from trachu.core.trace import Trace
from trachu.facts.choose import prefer
from trachu.facts.finding import Finding

TOLERANCE = 0.05  # two published values that differ by less, relative to the larger, are not called a conflict
KEY = list(CAPABILITIES.key)


@dataclass(frozen=True, slots=True)
class Reconciled:
    """A fact table, the conflicts found while making it, and the traces made on the way."""

    frame: pl.DataFrame
    findings: tuple[Finding, ...]
    traces: tuple[Trace, ...]


def reconcile(rows: pl.DataFrame, tolerance: float = TOLERANCE) -> Reconciled:
    """Choose one value per actor, year and indicator, by declared preference.

    `rows` are those of `CAPABILITIES` with `order` (0 is the most preferred dataset) and `dataset`.
    Values are compared only in one unit: an indicator's unit is that of the most preferred dataset
    that states it. Rows in another unit, or without any, are set aside whole, since a series that
    changes its unit where one dataset has a gap would be wrong without a sign of it.

    A conflict is |a − b| / max(|a|, |b|) > `tolerance`.

    >>> row = {"actor": "THA", "year": 2020, "indicator": "gdp", "sd": None, "unit": "USD"}
    >>> rows = pl.DataFrame([row | {"value": 500.0, "why": "source:a", "order": 0, "dataset": "world_bank@1"},
    ...                      row | {"value": 400.0, "why": "source:b", "order": 1, "dataset": "starter@1"}])
    >>> done = reconcile(rows)
    >>> done.frame["value"].to_list(), [(one.says, one.against) for one in done.findings]
    ([500.0], [('world_bank@1: 500', 'starter@1: 400')])
    """
    rows, findings = _one_unit(rows)
    choice = prefer(rows, KEY)
    frame = CAPABILITIES.of(choice.kept).sort(KEY)
    return Reconciled(frame, (*findings, *_disagreements(choice.lost, tolerance)), choice.traces)


def relative_gap(value: str, other: str) -> pl.Expr:
    """Return |a − b| / max(|a|, |b|) of two columns; 0 where both are 0.

    >>> pl.DataFrame({"a": [100.0, 0.0], "b": [90.0, 0.0]}).select(gap=relative_gap("a", "b"))["gap"].to_list()
    [0.1, 0.0]
    """
    larger = pl.max_horizontal(pl.col(value).abs(), pl.col(other).abs())
    return pl.when(larger > 0).then((pl.col(value) - pl.col(other)).abs() / larger).otherwise(0.0)


def _one_unit(rows: pl.DataFrame) -> tuple[pl.DataFrame, list[Finding]]:
    ordered = rows.sort("order", "dataset", "actor", "year")
    leading = ordered.group_by("indicator").agg(leads=pl.col("dataset").first(), in_unit=pl.col("unit").first())
    joined = rows.join(leading, on="indicator", how="left")
    differs = pl.col("unit").ne_missing(pl.col("in_unit"))
    aside = joined.filter(differs).group_by("indicator", "dataset", "unit", "leads", "in_unit")
    findings = [
        Finding(
            record=f"{row['leads']}/{row['indicator']}",
            other=f"{row['dataset']}/{row['indicator']}",
            about="unit",
            says=f"{row['leads']}: {row['in_unit'] or '-'}",
            against=f"{row['dataset']}: {row['unit'] or '-'} ({row['rows']} rows set aside)",
            whys=tuple(row["why"]),
        )
        for row in aside.agg(pl.len().alias("rows"), pl.col("why").unique().sort()).iter_rows(named=True)
    ]
    return joined.filter(~differs).drop("leads", "in_unit"), findings


def _disagreements(lost: pl.DataFrame, tolerance: float) -> list[Finding]:
    far = lost.filter(relative_gap("value", "value_lost") > tolerance)
    return [
        Finding(
            record=f"{row['dataset']}/{row['indicator']}/{row['actor']}/{row['year']}",
            other=f"{row['dataset_lost']}/{row['indicator']}/{row['actor']}/{row['year']}",
            about="capability value",
            says=f"{row['dataset']}: {row['value']:g}",
            against=f"{row['dataset_lost']}: {row['value_lost']:g}",
            whys=(row["why"], row["why_lost"]),
        )
        for row in far.iter_rows(named=True)
    ]
