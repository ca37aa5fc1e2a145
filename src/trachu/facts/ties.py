"""Ties: who belongs to what, and who owes whom what, from forums, treaties, datasets and documents.

Types of tie: `forum` (an organisation, bloc or forum of the ontology, or one that only documents name), the kinds of
the ontology's treaties, and what datasets bring (`alliance`, `list`). Who is in a tie is a row of `parties`; `role` is
the relation: member, party, participant, founder, observer, partner, host, part_of, non_member …
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

import polars as pl

from trachu.core.tables import PARTIES, TIES, Text
from trachu.core.trace import Trace, step
from trachu.facts.actors import forum_trace, treaty_trace
from trachu.ontology.forum import BELONGING, forums
from trachu.ontology.treaty import party_table, treaties, treaty_table

INSIDE = (*BELONGING, "founder")  # relations that all say: it is one of them
NOT_TIES = ("not_listed", "member_count", "partner_count", "agreement_count")
SAID = {
    "claim": Text, "forum": Text, "actor": Text, "relation": Text, "value": pl.Float64, "date": Text,
    "stance": Text, "why": Text,
}  # fmt: skip
KEY = list(PARTIES.key)


@dataclass(frozen=True, slots=True)
class Ties:
    """The ties, who is in them, and the traces made on the way."""

    frame: pl.DataFrame
    parties: pl.DataFrame
    traces: tuple[Trace, ...] = ()


def of_ontology() -> Ties:
    """Return the forums and treaties of the ontology as ties; each row cites what it rests on.

    >>> of_ontology().parties.filter(record="IGO:NATO", actor="FIN").select("role", "since").rows()
    [('member', '2023-04-04')]
    """
    parts = [_of_forums(), _of_treaties()]
    frame = pl.concat([TIES.of(part.frame) for part in parts]).sort("tie")
    parties = pl.concat([PARTIES.of(part.parties) for part in parts]).sort(KEY)
    return Ties(frame, parties, tuple(trace for part in parts for trace in part.traces))


def said(claims: pl.DataFrame, parties: pl.DataFrame) -> pl.DataFrame:
    """Return what documents say of memberships: one row per claim, forum and member.

    Only what is asserted or reported counts. A count has no member.
    """
    told = claims.filter(pl.col("kind") == "tie", pl.col("stance").is_in(["asserts", "reports"]))
    forum = parties.filter(role="forum").select(claim="record", forum="actor")
    member = parties.filter(role="member").select(claim="record", actor="actor")
    rows = told.join(forum, on="claim").join(member, on="claim", how="left")
    named = rows.select("claim", "forum", "actor", pl.col("type").alias("relation"), *list(SAID)[4:])
    return named.sort("claim", "forum", "actor")


def with_claims(ties: Ties, told: pl.DataFrame, refuted: Collection[str] = ()) -> Ties:
    """Add what documents say to what the ontology and the datasets know.

    A claim that repeats a known membership becomes one more reason of that row. One that nobody else
    knows becomes a row that rests on the document alone, and its forum a tie if it was none; its step
    says so. `refuted` are claims that a list contradicts: they stay out and are shown as conflicts.
    """
    counted = pl.col("relation").is_in(NOT_TIES) | pl.col("claim").is_in(list(refuted))
    told = told.filter(~counted, pl.col("actor").is_not_null())
    told = told.with_columns(sort=_sort_of("relation"))
    known = ties.parties.select("record", "actor", sort=_sort_of("role")).unique()
    known = known.rename({"record": "forum"})
    repeats = told.join(known, on=["forum", "actor", "sort"], how="semi")
    news = told.join(known, on=["forum", "actor", "sort"], how="anti")
    parties, confirmed = _confirm(ties.parties, repeats)
    added, traces = _add(news)
    frame, more = _name_forums(ties.frame, news)
    whole = pl.concat([parties, PARTIES.of(added)]).sort(KEY)
    return Ties(frame.sort("tie"), whole, (*ties.traces, *confirmed, *traces, *more))


def together(parts: Collection[Ties]) -> Ties:
    """Put ties of several origins together; a tie or party that two of them know is kept once, the first one's."""
    frames = pl.concat([part.frame for part in parts]).unique("tie", keep="first", maintain_order=True)
    parties = pl.concat([part.parties for part in parts]).unique(KEY, keep="first", maintain_order=True)
    return Ties(frames.sort("tie"), parties.sort(KEY), tuple(trace for part in parts for trace in part.traces))


def _of_forums() -> Ties:
    rows: list[dict[str, object]] = []
    members: list[dict[str, object]] = []
    traces: dict[str, Trace] = {}
    for forum in forums().values():
        top = forum_trace(forum.actor, forum.cite)
        traces[top.id] = top
        rows.append(
            {
                "tie": forum.actor, "type": "forum", "domain": forum.domain, "since": forum.since,
                "until": forum.until, "obligations": [], "directed": False, "exhaustive": forum.exhaustive,
                "why": top.id,
            }
        )  # fmt: skip
        if forum.part_of:
            members.append({"record": forum.actor, "role": "part_of", "actor": forum.part_of, "why": top.id})
        for one in forum.members:
            trace = forum_trace(forum.actor, one.cite)
            traces[trace.id] = trace
            members.append(
                {
                    "record": forum.actor, "role": one.relation, "actor": one.actor, "since": one.since,
                    "until": one.until, "why": trace.id,
                }
            )  # fmt: skip
    return Ties(TIES.of(rows), PARTIES.of(members), tuple(traces.values()))


def _of_treaties() -> Ties:
    traces = {name: treaty_trace(name, one.cite) for name, one in treaties().items()}
    whys = {name: trace.id for name, trace in traces.items()}
    frame = treaty_table().drop("cite").with_columns(why=pl.col("tie").replace_strict(whys, return_dtype=Text))
    parties = party_table().with_columns(why=pl.col("record").replace_strict(whys, return_dtype=Text))
    return Ties(TIES.of(frame), PARTIES.of(parties), tuple(traces.values()))


def _sort_of(column: str) -> pl.Expr:
    """Founder, member, party and participant are one sort of relation; every other is its own."""
    return pl.when(pl.col(column).is_in(INSIDE)).then(pl.lit("inside")).otherwise(pl.col(column))


def _confirm(parties: pl.DataFrame, repeats: pl.DataFrame) -> tuple[pl.DataFrame, list[Trace]]:
    """Give each row that documents repeat a step whose parents are its why and theirs."""
    whys = repeats.group_by(record="forum", actor="actor", sort="sort").agg(_said=pl.col("why").drop_nulls().unique())
    joined = parties.with_columns(sort=_sort_of("role")).join(
        whys, on=["record", "actor", "sort"], how="left", maintain_order="left"
    )
    hit = joined.filter(pl.col("_said").list.len() > 0)
    rest = joined.filter(pl.col("_said").list.len().fill_null(0) == 0).select(parties.columns)
    traces = [step("known, and said by documents", [why, *told]) for why, told in hit.select("why", "_said").rows()]
    named = hit.with_columns(why=pl.Series([t.id for t in traces], dtype=Text)).select(parties.columns)
    return pl.concat([rest, named]), traces


def _add(news: pl.DataFrame) -> tuple[list[dict[str, str | None]], list[Trace]]:
    rows, traces = [], []
    groups = news.group_by("forum", "actor", "sort").agg(
        relation=pl.col("relation").min(), dates=pl.col("date").drop_nulls(), whys=pl.col("why")
    )
    for row in groups.sort("forum", "actor", "sort").iter_rows(named=True):
        trace = step("said by documents alone", row["whys"])
        traces.append(trace)
        rows.append(
            {
                "record": row["forum"], "role": row["relation"], "actor": row["actor"],
                "since": min(row["dates"], default=None), "why": trace.id,
            }
        )  # fmt: skip
    return rows, traces


def _name_forums(frame: pl.DataFrame, news: pl.DataFrame) -> tuple[pl.DataFrame, list[Trace]]:
    lacking = news.join(frame, left_on="forum", right_on="tie", how="anti")
    rows, traces = [], []
    for forum, whys in lacking.group_by("forum").agg(pl.col("why")).sort("forum").iter_rows():
        trace = step("named by documents alone", whys)
        traces.append(trace)
        rows.append(
            {"tie": forum, "type": "forum", "obligations": [], "directed": False, "exhaustive": False, "why": trace.id}
        )
    return pl.concat([frame, TIES.of(rows)]), traces
