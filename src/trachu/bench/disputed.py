"""What is denied or contradicted on a bench, with everything that stands against it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

import polars as pl

from trachu.bench import naming
from trachu.briefs.contradictions import side, subject
from trachu.core.words import Words

if TYPE_CHECKING:
    from trachu.bench.bench import Bench

Row = dict[str, Any]


def disputed(bench: Bench) -> list[Row]:
    """Return each claim, event or fact that something stands against, the most disputed first.

    `claim` is the row of the claim, if it is one, and `says` what is said in words; `against` has the same of each
    record against it, with `about` (a code), `subject` (that code in words) and `why`.
    """
    claims = {row["claim"]: row for row in bench.table("claims").iter_rows(named=True)}
    conflicts = bench.table("conflicts").sort("about", "conflict")
    events = _events(bench, [*conflicts["record"], *conflicts["other"].drop_nulls()])
    groups: dict[str, list[Row]] = {}
    for row in conflicts.iter_rows(named=True):
        groups.setdefault(row["other"] or row["record"], []).append(row)
    found = []
    for record, rows in groups.items():
        against = [_against(row, claims, events) for row in rows]
        first = rows[0]
        says = _said(first["about"], first["against"], claims.get(record), events.get(record))
        found.append({"claim": claims.get(record), "says": says, "against": against})
    return sorted(found, key=lambda group: -len(group["against"]))


def told(bench: Bench, conflicts: pl.DataFrame) -> list[Row]:
    """Return some contradictions in words: `says` and `against`, with `about`, `subject` and `why`."""
    asked = [*conflicts["record"], *conflicts["other"].drop_nulls()]
    claims = {row["claim"]: row for row in bench.table("claims").filter(pl.col("claim").is_in(asked)).to_dicts()}
    events = _events(bench, asked)
    return [
        _against(row, claims, events)
        | {"against": _said(row["about"], row["against"], claims.get(row["other"]), events.get(row["other"]))}
        for row in conflicts.iter_rows(named=True)
    ]


def _against(row: Row, claims: Mapping[str, Row], events: Mapping[str, Words]) -> Row:
    by = claims.get(row["record"])
    says = _said(row["about"], row["says"], by, events.get(row["record"]))
    return {"by": by, "says": says, "about": row["about"], "subject": subject(row["about"]), "why": row["why"]}


def _said(about: str, text: str | None, claim: Row | None, event: Words | None) -> Words:
    """Say one side: the words of a document where there are some, else what it comes to."""
    if claim is not None and claim["text"]:
        return Words(en=claim["text"], th=claim["text"])
    words = side(about, text)
    return Words(en=f"{event.en}: {words.en}", th=f"{event.th}: {words.th}") if event else words


def _events(bench: Bench, asked: list[str]) -> dict[str, Words]:
    """Name events by their type and who took part."""
    rows = bench.table("events").filter(pl.col("event").is_in(asked)).select("event", "type")
    if rows.is_empty():
        return {}
    parties = bench.table("parties").filter(pl.col("record").is_in(rows["event"].to_list()))
    codes = naming.codes(bench)
    found = {}
    for event, kind in rows.iter_rows():
        people = [bench.actor(actor) for actor in parties.filter(record=event)["actor"].unique().sort()]
        what = codes.get(kind, Words(en=kind, th=kind))
        found[event] = Words(
            en=f"{what.en} ({', '.join(one.en for one in people)})",
            th=f"{what.th} ({' '.join(one.th for one in people)})",
        )
    return found
