"""Votes and other choices of all datasets put together, each roll call counted once."""

from __future__ import annotations

import polars as pl

from trachu.core.tables import CHOICES
from trachu.facts.capabilities import Reconciled
from trachu.facts.choose import prefer
from trachu.facts.finding import Finding

KEY = list(CHOICES.key)
FOUNDED = 1945  # regular session n of the General Assembly opens in the year 1945 + n and may end in the next


def reconcile(rows: pl.DataFrame) -> Reconciled:
    """Keep one dataset's roll calls for each session, then one choice per actor and item.

    `rows` are those of `CHOICES` with `order` and `dataset`. Two datasets may number the same roll
    calls differently, so that counting both would count a session twice; of the datasets that hold
    a regular session, the most preferred is kept whole. A roll call outside a regular session
    (an emergency special session, whose number belongs to another series) is judged by its item.
    """
    rows = _one_per_session(rows)
    choice = prefer(rows, KEY)
    return Reconciled(CHOICES.of(choice.kept).sort(KEY), tuple(_disagreements(choice.lost)), choice.traces)


def regular_session() -> pl.Expr:
    """Return the number of the regular session of a row, null for special sessions and other bodies.

    >>> from datetime import date
    >>> rows = pl.DataFrame({"session": [77, 11], "date": [date(2022, 10, 12), date(2022, 3, 2)]})
    >>> rows.select(regular_session())["session"].to_list()
    [77, None]
    """
    after = pl.col("date").dt.year() - FOUNDED - pl.col("session")
    return pl.when(pl.col("date").is_null() | after.is_in([0, 1])).then(pl.col("session"))


def _one_per_session(rows: pl.DataFrame) -> pl.DataFrame:
    numbered = rows.with_columns(regular_session().alias("_session"))
    best = numbered.filter(pl.col("_session").is_not_null()).group_by("_session").agg(_best=pl.col("order").min())
    joined = numbered.join(best, on="_session", how="left")
    kept = joined.filter(pl.col("_best").is_null() | (pl.col("order") == pl.col("_best")))
    return kept.drop("_session", "_best")


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
