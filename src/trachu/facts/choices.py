"""Votes and other choices of all datasets put together, each roll call counted once."""

from __future__ import annotations

import polars as pl

from trachu.core.tables import CHOICES, Text
from trachu.core.trace import Trace
from trachu.facts.capabilities import Reconciled
from trachu.facts.choose import SEPARATOR, prefer
from trachu.facts.finding import Finding

KEY = list(CHOICES.key)
FOUNDED = 1945  # regular session n of the General Assembly opens in the year 1945 + n and may end in the next


def reconcile(rows: pl.DataFrame) -> Reconciled:
    """Keep one dataset's roll calls for each session, then one choice per actor and item.

    `rows` are those of `CHOICES` with `order` and `dataset`. Two datasets may number the same roll
    calls differently, so that counting both would count a session twice; of the datasets that hold
    a regular session, the one with most choices in it is kept whole (the preferred one of two equally
    full), lest an excerpt drive out the record. A roll call outside a regular session (an emergency
    special session, whose number belongs to another series) is judged by its item.

    >>> from datetime import date
    >>> row = {"actor": "THA", "date": date(2022, 10, 12), "session": 77, "choice": "yes"}
    >>> rows = pl.DataFrame([row | {"item": "A/RES/77/1", "why": "source:a", "order": 0, "dataset": "excerpt@1"},
    ...                      row | {"item": "9001", "why": "source:b", "order": 1, "dataset": "voeten@1"},
    ...                      row | {"item": "9002", "why": "source:b", "order": 1, "dataset": "voeten@1"}])
    >>> reconcile(rows).frame["item"].to_list()
    ['9001', '9002']
    """
    rows, traces = _one_per_session(rows)
    choice = prefer(rows, KEY)
    frame = CHOICES.of(choice.kept).sort(KEY)
    return Reconciled(frame, tuple(_disagreements(choice.lost)), (*traces, *choice.traces))


def regular_session() -> pl.Expr:
    """Return the number of the regular session of a row, null for special sessions and other bodies.

    >>> from datetime import date
    >>> rows = pl.DataFrame({"session": [77, 11], "date": [date(2022, 10, 12), date(2022, 3, 2)]})
    >>> rows.select(regular_session())["session"].to_list()
    [77, None]
    """
    after = pl.col("date").dt.year() - FOUNDED - pl.col("session")
    return pl.when(pl.col("date").is_null() | after.is_in([0, 1])).then(pl.col("session"))


def _one_per_session(rows: pl.DataFrame) -> tuple[pl.DataFrame, tuple[Trace, ...]]:
    """Keep the fullest dataset of each session; its rows name the others as what they were chosen over."""
    numbered = rows.with_columns(regular_session().alias("_session"))
    held = numbered.filter(pl.col("_session").is_not_null())
    fullest = held.group_by("_session", "order").len().sort("len", "order", descending=[True, False])
    best = fullest.unique("_session", keep="first", maintain_order=True).select("_session", _best="order")
    joined = numbered.join(best, on="_session", how="left")
    kept = joined.filter(pl.col("_best").is_null() | (pl.col("order") == pl.col("_best")))
    beaten = joined.filter(pl.col("order") != pl.col("_best")).sort("order", "dataset", "why")
    losers = beaten.group_by("_session").agg(
        _lost=pl.col("dataset").unique(maintain_order=True).str.join(", "),
        _whys=pl.col("why").drop_nulls().unique(maintain_order=True).str.join(SEPARATOR),
    )
    told = kept.join(losers, on="_session", how="left")
    combinations = told.filter(pl.col("_lost").is_not_null()).select("dataset", "why", "_lost", "_whys").unique()
    traces = [
        Trace("step", f"kept {won} over {lost}", tuple(w for w in [why, *whys.split(SEPARATOR)] if w))
        for won, why, lost, whys in combinations.sort("dataset", "why", "_lost").iter_rows()
    ]
    ids = pl.Series("_step", [t.id for t in traces], dtype=Text)
    named = combinations.sort("dataset", "why", "_lost").with_columns(ids)
    done = told.join(named, on=["dataset", "why", "_lost", "_whys"], how="left", nulls_equal=True)
    return done.with_columns(why=pl.coalesce("_step", "why")).select(rows.columns), tuple(traces)


def _disagreements(lost: pl.DataFrame) -> list[Finding]:
    differ = lost.filter(pl.col("choice") != pl.col("choice_lost"))
    return [
        Finding(
            record=f"{row['dataset']}/{row['item']}/{row['actor']}",
            other=f"{row['dataset_lost']}/{row['item']}/{row['actor']}",
            about="choice",
            says=f"{row['dataset']}: {row['choice']}",
            against=f"{row['dataset_lost']}: {row['choice_lost']}",
            whys=(row["why"], row["why_lost"]),
        )
        for row in differ.iter_rows(named=True)
    ]
