"""What documents say of memberships against the lists of the ontology."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

import polars as pl

from trachu.core.dates import bounds
from trachu.facts.finding import Finding
from trachu.facts.ties import INSIDE, Ties
from trachu.ontology.forum import BELONGING

YEARS_BACK = 10  # a count without a date may be that of any of so many years before the list was drawn up
COUNT = "member_count"
Row = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Checked:
    """The contradictions found, and the claims that a list refutes (they make no tie)."""

    findings: tuple[Finding, ...]
    refuted: frozenset[str]


@dataclass(frozen=True, slots=True)
class List:
    """A list of members as the ontology has it: is it complete, as of when, and how many does it publish."""

    exhaustive: bool
    as_of: str | None
    count: int | None


def check(told: pl.DataFrame, ties: Ties, lists: dict[str, List], polities: Iterable[str]) -> Checked:
    """Find what documents say of memberships and the lists do not bear out.

    * A state is said to be in (member, party, participant or founder): contradicted if the list names it as
      a non-member and not as one that is in at that time, or if the list is complete and has it nowhere.
    * A state is said not to be a member: contradicted if the list has it as one at that time.
    * A number of members: contradicted if neither the published count nor the list ever had that number in the
      years of the claim's date (the last `YEARS_BACK` years where it has none); complete lists only.

    "That time" is the claim's date, or today where it has none. Lists that are not complete contradict nobody by
    silence, and nothing is checked for actors that are no state.
    """
    states = frozenset(polities)
    by_forum: dict[str, list[Row]] = {}
    for row in ties.parties.filter(pl.col("record").is_in(list(lists))).iter_rows(named=True):
        by_forum.setdefault(row["record"], []).append(row)
    whys = dict(ties.frame.select("tie", "why").iter_rows())
    findings, refuted = [], set()
    for claim in told.filter(pl.col("forum").is_in(list(lists))).iter_rows(named=True):
        forum, members = lists[claim["forum"]], by_forum.get(claim["forum"], [])
        if claim["relation"] == COUNT:
            found = _count(claim, forum, members)
        elif claim["actor"] in states:
            found = _member(claim, forum, [row for row in members if row["actor"] == claim["actor"]])
            refuted.update([claim["claim"]] if found else [])
        else:
            found = None
        if found:
            against, why = found
            about = "member count" if claim["relation"] == COUNT else "membership"
            whose = (claim["why"], why or whys[claim["forum"]])
            findings.append(Finding(claim["claim"], claim["forum"], about, _says(claim), against, whose))
    return Checked(tuple(findings), frozenset(refuted))


def size(members: Iterable[Row], day: date) -> int:
    """Return how many members a list had on a day; a member without dates has always been one.

    >>> row = {"actor": "FIN", "role": "member", "since": "2023-04-04", "until": None}
    >>> size([row], date(2022, 12, 31)), size([row], date(2023, 12, 31))
    (0, 1)
    """
    return len({row["actor"] for row in members if row["role"] in BELONGING and _holds(row, day, day)})


def _member(claim: Row, forum: List, rows: list[Row]) -> tuple[str, str | None] | None:
    inside = [row for row in rows if row["role"] in INSIDE]
    outside = [row for row in rows if row["role"] == "non_member"]
    now = [row for row in inside if _holds_at(row, claim["date"])]
    if claim["relation"] in INSIDE and not now:
        if outside:
            return f"non_member {outside[0]['since'] or ''}".strip(), outside[0]["why"]
        if forum.exhaustive and not rows:
            return f"not in the complete list as of {forum.as_of}", None
    if claim["relation"] == "non_member" and now:
        return f"{now[0]['role']} {now[0]['since'] or ''}".strip(), now[0]["why"]
    return None


def _count(claim: Row, forum: List, members: list[Row]) -> tuple[str, str | None] | None:
    if not forum.exhaustive or claim["value"] is None:
        return None
    low, high = bounds(claim["date"])
    _, drawn = bounds(forum.as_of)
    last = high.year if high else drawn.year if drawn else None
    if last is None:
        return None
    years = range(low.year if low else last - YEARS_BACK, last + 1)
    sizes = {size(members, day) for year in years for day in (date(year, 1, 1), date(year, 12, 31))}
    if int(claim["value"]) in sizes | {forum.count}:
        return None
    when = f"{years[0]}–{years[-1]}" if len(years) > 1 else f"{last}"
    return f"{min(sizes)}–{max(sizes)} in {when}" if len(sizes) > 1 else f"{min(sizes)} in {when}", None


def _says(claim: Row) -> str:
    value = f"{claim['value']:g}" if claim["value"] is not None else ""
    return " ".join(part for part in (claim["actor"], claim["relation"], value, claim["date"]) if part)


def _holds(row: Row, low: date, high: date) -> bool:
    """Whether a membership covers a period whole."""
    (since, _), (_, until) = bounds(row["since"]), bounds(row["until"])
    return (since is None or since <= low) and (until is None or until >= high)


def _holds_at(row: Row, edtf: str | None) -> bool:
    low, high = bounds(edtf)
    return _holds(row, low, high) if low and high else row["until"] is None
