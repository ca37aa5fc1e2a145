from __future__ import annotations

from typing import Literal

import polars as pl

from trachu.core.maths import heirs
from trachu.core.parts import measure
from trachu.core.words import Words

PRIOR = 10.0  # the largest PLOVER score: as much neutral evidence as one act of the strongest kind


@measure(
    name="closeness_monthly",
    version="1",
    needs=("events", "parties", "actors"),
    key=("actor", "other", "item", "year", "month"),
    label=Words(en="Closeness of two states by month, from events", th="ความใกล้ชิดระหว่างสองรัฐรายเดือนจากเหตุการณ์"),
    unit=Words(en="index, 0 (hostile) to 1 (close), ½ neither", th="ดัชนี 0 (เป็นปฏิปักษ์) ถึง 1 (ใกล้ชิด) โดย ½ คือกลาง ๆ"),
    cite=("plover",),
)
def closeness_monthly(
    events: pl.DataFrame,
    parties: pl.DataFrame,
    actors: pl.DataFrame,
    *,
    actor: str = "RUS",
    other: str = "PRK",
    disputed: Literal["with", "without"] = "with",
    window: int = 12,
) -> pl.DataFrame:
    """Measure month by month how close two states are, from what happened between them in the last `window` months.

    In each domain (`item`) e = ½ (1 + Σs / (10 + Σ|s|)), s the PLOVER scores (−10 to 10) of the happenings whose date
    lies within one month. Those in which one acts on the other count, and those in which both act, unless
    they are hostile ones against a third. What nobody asserts or reports is left out, with
    `disputed="without"` also what somebody denies. Months without a happening in the window, and those
    after the newest in the facts, have no row; dates vaguer than a month say nothing about months.
    Treaties, votes and flows are yearly: see `closeness`. A state is one with those that it continues.
    Without `other`, all partners of `actor` are measured.

    >>> from datetime import date
    >>> from trachu.core.tables import ACTORS, EVENTS, PARTIES
    >>> days = [date(2023, 9, 12), date(2023, 10, 18)]
    >>> met = {"event": ["e", "f"], "type": ["CONSULT"] * 2, "domain": ["diplomacy"] * 2, "score": [1.0, 1.0]}
    >>> met |= {"earliest": days, "latest": days, "asserted": [1, 1]}
    >>> both = {"record": ["e", "e", "f", "f"], "role": ["actor", "recipient"] * 2, "actor": ["RUS", "PRK"] * 2}
    >>> found = closeness_monthly(EVENTS.of(met), PARTIES.of(both), ACTORS.empty())
    >>> found.select("year", "month", pl.col("value").round(3)).rows()
    [(2023, 9, 0.545), (2023, 10, 0.583)]
    """
    heir = heirs(actors)
    focal, partner = heir.get(actor, actor), heir.get(other, other)
    roles = parties.filter(pl.col("role").is_in(["actor", "recipient"])).with_columns(pl.col("actor").replace(heir))
    counted = _counted(events, disputed)
    pairs = _pairs(counted, roles, focal)
    pairs = pairs.filter(pl.col("other") == partner) if partner else pairs
    first = pl.col("latest").dt.year().cast(pl.Int64) * 12 + pl.col("latest").dt.month().cast(pl.Int64) - 1
    newest = pl.lit(counted.select(first.max()).item(), dtype=pl.Int64)
    spans = pl.int_ranges(first, pl.min_horizontal(first + window, newest + 1), dtype=pl.Int64)
    months = pairs.with_columns(_month=spans).explode("_month", empty_as_null=False)
    score = pl.col("score")
    found = (
        months.sort("event")
        .group_by("other", "domain", "_month", maintain_order=True)
        .agg(value=(1 + score.sum() / (PRIOR + score.abs().sum())) / 2, because=pl.col("why").unique().sort())
    )
    return found.select(
        "other",
        "value",
        "because",
        actor=pl.lit(focal),
        item="domain",
        year=pl.col("_month") // 12,
        month=pl.col("_month") % 12 + 1,
    ).sort("other", "item", "year", "month")


def _counted(events: pl.DataFrame, disputed: str) -> pl.DataFrame:
    """Keep the happenings that somebody asserts or reports, dated within one month, with domain and score."""
    told = (pl.col("asserted").fill_null(0) + pl.col("reported").fill_null(0)) > 0
    undisputed = pl.col("denied").fill_null(0) == 0
    same = pl.col("earliest").dt.truncate("1mo") == pl.col("latest").dt.truncate("1mo")
    return events.filter(told, undisputed | (disputed == "with"), same).drop_nulls(["domain", "score"])


def _pairs(events: pl.DataFrame, roles: pl.DataFrame, focal: str) -> pl.DataFrame:
    """Join each happening to the partners of the focal state in it."""
    received = roles.filter(pl.col("role") == "recipient")["record"].unique()
    mine = roles.filter(pl.col("actor") == focal).select("record", "role").unique()
    theirs = roles.filter(pl.col("actor") != focal).select("record", other="actor", part="role")
    joint = (pl.col("role") == "actor") & ((pl.col("score") >= 0) | ~pl.col("event").is_in(received.implode()))
    found = events.join(mine, left_on="event", right_on="record").join(theirs, left_on="event", right_on="record")
    return found.filter((pl.col("role") != pl.col("part")) | joint).unique(["event", "other"]).sort("event", "other")
