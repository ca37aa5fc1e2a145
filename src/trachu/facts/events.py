"""Events: what happened, once the claims of many passages and documents are put together."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

import polars as pl

from trachu.core.dates import bounds
from trachu.core.tables import EVENTS, PARTIES
from trachu.core.trace import Trace, step
from trachu.facts.happenings import WIDEST, Told, group
from trachu.ontology.event import event_types, score

ROLES = ("actor", "recipient")
COUNTED = {"asserts": "asserted", "denies": "denied", "reports": "reported"}
Row = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Events:
    """The table of events, who took part, and the traces made on the way."""

    frame: pl.DataFrame
    parties: pl.DataFrame
    traces: tuple[Trace, ...]


def cluster(claims: pl.DataFrame, parties: pl.DataFrame) -> dict[str, str]:
    """Return, for every claim of kind event, the id of the happening that it tells of.

    The id is a hash of the ids of all claims that tell of it; see `happenings` for the rules.

    >>> from trachu.core.tables import CLAIMS
    >>> claim = {"kind": "event", "type": "CONSULT", "mode": "visit", "stance": "asserts", "coder": "rules"}
    >>> claims = CLAIMS.of([claim | {"claim": "c1", "source": "a", "date": "2024-06"},
    ...                     claim | {"claim": "c2", "source": "b", "date": "2024-06-19"}])
    >>> parties = PARTIES.of([{"record": c, "role": r, "actor": a} for c in ("c1", "c2")
    ...                       for r, a in (("actor", "RUS"), ("recipient", "PRK"))])
    >>> len(set(cluster(claims, parties).values()))
    1
    """
    return {claim: home.id for home in group(told_of(claims, parties)) for claim in home.claims}


def events(claims: pl.DataFrame, parties: pl.DataFrame, clusters: Mapping[str, str] | None = None) -> Events:
    """Make one event of the claims that tell of one happening.

    Type, mode and domain are those that most claims give (the alphabet decides a tie); the date is the
    most precise one. `asserted`, `denied` and `reported` count claims; any other claim that disputes
    one of the event's claims counts as a denial of it. A happening that is only denied is an event with
    `asserted` 0; one that is only predicted has not happened and is none.

    >>> from trachu.core.tables import CLAIMS
    >>> claim = {"source": "a", "kind": "event", "type": "AID", "date": "2022-11", "coder": "rules"}
    >>> claims = CLAIMS.of([claim | {"claim": "c1", "stance": "reports"}, claim | {"claim": "c2", "stance": "denies"}])
    >>> parties = PARTIES.of([{"record": c, "role": "actor", "actor": "PRK"} for c in ("c1", "c2")])
    >>> events(claims, parties).frame.select("type", "date", "asserted", "denied", "reported").rows()
    [('AID', '2022-11', 0, 1, 1)]
    """
    clusters = cluster(claims, parties) if clusters is None else clusters
    denials = _denials(claims, clusters)
    members: dict[str, list[Row]] = {}
    for row in claims.filter(kind="event").sort("claim").iter_rows(named=True):
        if row["stance"] != "predicts":
            members.setdefault(clusters[row["claim"]], []).append(row)
    rows, traces = [], {}
    for name, told in sorted(members.items()):
        trace = _trace(told, denials.get(name, []))
        rows.append(_event(name, told, len(denials.get(name, []))) | {"why": trace.id})
        traces[name] = trace
    return Events(EVENTS.of(rows), _parties(parties, clusters, traces), tuple(traces.values()))


def told_of(claims: pl.DataFrame, parties: pl.DataFrame) -> list[Told]:
    """Read the event claims with their parties.

    An open date ("since June 2023") is read as the year in which it began: what is told of is the
    beginning. A date wider than `WIDEST` counts as none.
    """
    found = claims.filter(kind="event")
    wanted = parties.join(found.select(record="claim"), on="record", how="semi")
    who: dict[tuple[str, str], set[str]] = {}
    for record, role, actor in wanted.select("record", "role", "actor").iter_rows():
        who.setdefault((record, role), set()).add(actor)
    told = []
    for row in found.select("claim", "source", "type", "mode", "text", "date").iter_rows(named=True):
        low, high = _period(row["date"])
        actors, recipients = (frozenset(who.get((row["claim"], role), ())) for role in ROLES)
        told.append(
            Told(
                claim=row["claim"], source=row["source"], type=row["type"], mode=row["mode"], text=row["text"] or "",
                low=low, high=high, actors=actors, recipients=recipients, symmetric=symmetric(row["type"], row["mode"]),
            )
        )  # fmt: skip
    return told


def symmetric(kind: str, mode: str | None) -> bool:
    """Whether all parties of such an act are its actors.

    >>> symmetric("CONSULT", None), symmetric("CONSULT", "visit")
    (True, False)
    """
    known = event_types().get(kind)
    if known is None:
        return False
    return known.modes[mode].symmetric if mode in known.modes else known.symmetric


def _period(edtf: str | None) -> tuple[date | None, date | None]:
    low, high = bounds(edtf)
    low, high = low or (high and date(high.year, 1, 1)), high or (low and date(low.year, 12, 31))
    return (low, high) if low and high and (high - low).days < WIDEST else (None, None)


def _denials(claims: pl.DataFrame, clusters: Mapping[str, str]) -> dict[str, list[Row]]:
    """Return, for each happening, the claims outside it that dispute one of its claims.

    Who disputes a statement disputes the acts that its words tell of, but not that somebody said so.
    """
    told = _told_in(claims)
    disputing = claims.filter(pl.col("disputes").list.len() > 0).sort("claim")
    found: dict[str, dict[str, Row]] = {}
    for row in disputing.iter_rows(named=True):
        for disputed in row["disputes"]:
            for name in {clusters.get(claim) for claim in (disputed, *told.get(disputed, ()))}:
                if name and name != clusters.get(row["claim"]):
                    found.setdefault(name, {})[row["claim"]] = row
    return {name: list(rows.values()) for name, rows in found.items()}


def _told_in(claims: pl.DataFrame) -> dict[str, list[str]]:
    """Return, for each statement, the acts (not words about acts) whose place is at least half inside its own."""
    spans = ["claim", "source", "start", "end"]
    words = [code for code, kind in event_types().items() if kind.quad == "verbal-conflict" or code == "REQUEST"]
    acts = claims.filter(pl.col("kind") == "event", ~pl.col("type").is_in(words)).select(spans)
    both = claims.filter(kind="statement").select(spans).join(acts, on="source", suffix="_act")
    shared = pl.min_horizontal("end", "end_act") - pl.max_horizontal("start", "start_act")
    inside = both.filter(shared > 0, 2 * shared >= pl.col("end_act") - pl.col("start_act"))
    return dict(inside.group_by("claim").agg(pl.col("claim_act").sort()).iter_rows())


def _event(name: str, told: list[Row], denials: int) -> Row:
    kind, mode = _most(row["type"] for row in told), _most(row["mode"] for row in told)
    dated = _most_precise([row["date"] for row in told if row["date"]])
    low, high = bounds(dated)
    stances = Counter(COUNTED.get(row["stance"]) for row in told)
    return {
        "event": name, "type": kind, "mode": mode, "domain": _most(row["domain"] for row in told), "date": dated,
        "earliest": low, "latest": high, "score": score(kind, mode) if kind in event_types() else None,
        "asserted": stances["asserted"], "reported": stances["reported"], "denied": stances["denied"] + denials,
    }  # fmt: skip


def _trace(told: list[Row], denials: list[Row]) -> Trace:
    by = Counter(row["stance"] for row in [*told, *({**row, "stance": "denies"} for row in denials)])
    listed = ", ".join(f"{count} {stance}" for stance, count in sorted(by.items()))
    return step(f"{_most(row['type'] for row in told)}: {listed}", [row["why"] for row in [*told, *denials]])


def _most(values: Iterable[str | None]) -> str | None:
    counts = Counter(value for value in values if value)
    return min(counts, key=lambda value: (-counts[value], value)) if counts else None


def _most_precise(dates: list[str]) -> str | None:
    def width(edtf: str) -> int:
        """Return how many days a date leaves open."""
        low, high = _period(edtf)
        return (high - low).days if low and high else WIDEST

    counts = Counter(dates)
    return min(counts, key=lambda edtf: (width(edtf), -counts[edtf], edtf)) if counts else None


def _parties(parties: pl.DataFrame, clusters: Mapping[str, str], traces: Mapping[str, Trace]) -> pl.DataFrame:
    """Give each party of an event the role that most claims give it; actor where they are even."""
    votes: dict[tuple[str, str], Counter[str]] = {}
    for record, role, actor in parties.select("record", "role", "actor").iter_rows():
        name = clusters.get(record)
        if name in traces and role in ROLES:
            votes.setdefault((str(name), actor), Counter())[role] += 1
    rows = [
        {"record": name, "role": _most(counts.elements()), "actor": actor, "why": traces[name].id}
        for (name, actor), counts in sorted(votes.items())
    ]
    return PARTIES.of(rows)
