"""One world: claims and datasets put together, with what they contradict each other in."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

import polars as pl

from trachu.core.parts import Codes
from trachu.core.tables import ACTORS, CAPABILITIES, CHOICES, FLOWS, PARTIES, TIES, Frames, Table, Text, table
from trachu.core.trace import Trace
from trachu.facts import capabilities, choices, conflicts, flows, memberships, recorded, ties
from trachu.facts.actors import actor_table, code_table
from trachu.facts.capabilities import Reconciled
from trachu.facts.codes import resolve, resolve_spells, settle, unresolved
from trachu.facts.events import cluster, events
from trachu.facts.finding import Finding, conflicts_of
from trachu.facts.memberships import List
from trachu.facts.ties import Ties
from trachu.ontology.forum import forums

POLITIES = ("state", "former", "territory", "historical")
EXCERPTS = ("starter",)  # bundled excerpts of other datasets: they fill gaps, whatever else is there
YEARLY = {"capabilities": ("actor",), "flows": ("actor", "other")}


@dataclass(frozen=True, slots=True)
class Given:
    """A dataset as the bench gives it: its own codes in the actor columns, and every row with its why.

    Of two datasets that state the same, the one with the smaller `rank` is believed; among equal
    ranks a full dataset before an excerpt, then the first by name, then the newest version.
    """

    name: str
    version: str
    codes: Codes
    years: tuple[int, int]
    frames: Mapping[str, pl.DataFrame]
    rank: int = 0

    @property
    def label(self) -> str:
        """Name and version."""
        return f"{self.name}@{self.version}"


@dataclass(slots=True)
class _Ledger:
    findings: list[Finding] = field(default_factory=list)
    traces: list[Trace] = field(default_factory=list)
    nobody: list[pl.DataFrame] = field(default_factory=list)

    def note(self, findings: Sequence[Finding] = (), traces: Sequence[Trace] = ()) -> None:
        """Write down findings and traces."""
        self.findings.extend(findings)
        self.traces.extend(traces)

    def leave_out(self, dataset: str, why: str, codes: pl.DataFrame) -> None:
        """Write down the codes of a dataset that nobody holds."""
        self.nobody.append(codes.with_columns(dataset=pl.lit(dataset), why=pl.lit(why)))


def world(datasets: Sequence[Given], evidence: Mapping[str, pl.DataFrame]) -> tuple[Frames, list[Trace]]:
    """Put datasets and evidence together.

    Returns the tables actors, capabilities, flows, ties, parties (of ties and of events), choices,
    events and conflicts, and the traces made on the way. A code that no actor holds leaves its rows
    out and is a row of conflicts, one per dataset and code.

    >>> from trachu.core.tables import CLAIMS
    >>> row = {"actor": "365", "year": 1985, "indicator": "cinc", "value": 0.17565, "why": "source:nmc"}
    >>> nmc = Given("cow_nmc", "7.0", "cow", (1816, 2022), {"capabilities": CAPABILITIES.of([row])})
    >>> frames, traces = world([nmc], {"claims": CLAIMS.empty(), "parties": PARTIES.empty()})
    >>> frames["capabilities"].select("actor", "year", "value").rows()
    [('SUN', 1985, 0.17565)]
    """
    ledger = _Ledger()
    ordered = _by_preference(datasets)
    known = code_table()
    actors, traces = actor_table()
    ledger.note(traces=traces)
    frames: Frames = {"actors": ACTORS.check(actors)}
    for name, reconcile in _RECONCILE.items():
        done = reconcile(_resolved(ordered, name, known, ledger))
        frames[name] = done.frame
        ledger.note(done.findings, done.traces)
    claims, parties = evidence["claims"], evidence["parties"]
    tied = _ties(ordered, known, claims, parties, actors, ledger)
    happened, members = _events(claims, parties, evidence.get("dates"), ledger)
    frames |= {"ties": TIES.check(tied.frame), "events": happened}
    frames["parties"] = PARTIES.check(pl.concat([tied.parties, members]).sort(PARTIES.key))
    ledger.note(unresolved(pl.concat(ledger.nobody)) if ledger.nobody else ())
    frames["conflicts"], traces = conflicts_of(ledger.findings)
    return frames, list({t.id: t for t in [*ledger.traces, *traces]}.values())


def _by_preference(datasets: Sequence[Given]) -> list[Given]:
    fixed = sorted(datasets, key=_content)
    newest = sorted(fixed, key=lambda given: _natural(given.version), reverse=True)
    return sorted(newest, key=lambda given: (given.rank, given.name in EXCERPTS, given.name))


def _content(given: Given) -> tuple[int, str]:
    """Order two files of one dataset: the fuller first, then by their whys."""
    return -sum(frame.height for frame in given.frames.values()), _why(given.frames)


def _why(frames: Mapping[str, pl.DataFrame]) -> str:
    """Return the first why of a dataset's rows, in the order of the alphabet."""
    whys = [frame["why"].min() for frame in frames.values()]
    return min((str(why) for why in whys if why), default="")


def _natural(version: str) -> list[tuple[int, str]]:
    """Order versions by their numbers: 10.0 after 9.1."""
    return [(int(part) if part.isdecimal() else -1, part) for part in version.replace("-", ".").split(".")]


def _resolved(datasets: Sequence[Given], name: str, known: pl.DataFrame, ledger: _Ledger) -> pl.DataFrame:
    """Return the rows of all datasets for one table, their codes turned into actors, in order of preference."""
    shape = table(name)
    found = [
        _one(given, shape, known, ledger).with_columns(order=pl.lit(order, pl.Int64), dataset=pl.lit(given.label))
        for order, given in enumerate(datasets)
        if name in given.frames
    ]
    empty = shape.empty().with_columns(order=pl.lit(None, pl.Int64), dataset=pl.lit(None, Text))
    return pl.concat([empty, *found])


def _one(given: Given, shape: Table, known: pl.DataFrame, ledger: _Ledger) -> pl.DataFrame:
    frame, columns = given.frames[shape.name], YEARLY.get(shape.name, ("actor",))
    when = "year" if shape.name in YEARLY else "_day"
    if when == "_day":
        held = pl.date(pl.col("session") + choices.FOUNDED, 12, 31)  # the session's days, where a vote has no date
        frame = frame.with_columns(_day=pl.coalesce("date", held, pl.date(given.years[1], 12, 31)))
    unnamed = given.codes == "name" and shape.name == "flows"  # "unknown supplier(s)" is part of the world's total
    done = resolve(frame, given.codes, columns, when, known, keep=unnamed)
    ledger.leave_out(given.label, _why({shape.name: frame}), done.unresolved)
    settled, traces = settle(done.frame, shape.key, given.label)
    ledger.note(traces=traces)
    return settled.select(*shape.columns)


def _ties(
    datasets: Sequence[Given], known: pl.DataFrame, claims: pl.DataFrame, parties: pl.DataFrame,
    actors: pl.DataFrame, ledger: _Ledger,
) -> Ties:  # fmt: skip
    parts = [ties.of_ontology()]
    for given in datasets:
        own = {name: given.frames[name] for name in ("ties", "parties") if name in given.frames}
        if own:
            spells = resolve_spells(own.get("parties", PARTIES.empty()), given.codes, known)
            ledger.leave_out(given.label, _why(own), spells.unresolved)
            parts.append(Ties(own.get("ties", TIES.empty()), PARTIES.of(spells.frame)))
    listed = ties.together(parts)
    told = ties.said(claims, parties)
    lists = {name: List(one.exhaustive, one.as_of, one.count) for name, one in forums().items()}
    polities = actors.filter(pl.col("kind").is_in(POLITIES))["actor"]
    checked = memberships.check(told, listed, lists, polities)
    whole = ties.with_claims(listed, told, checked.refuted)
    ledger.note(checked.findings, whole.traces)
    return whole


def _events(
    claims: pl.DataFrame, parties: pl.DataFrame, dates: pl.DataFrame | None, ledger: _Ledger
) -> tuple[pl.DataFrame, pl.DataFrame]:
    clusters = cluster(claims, parties)
    done = events(claims, parties, clusters)
    facts, traces = recorded.on_record()
    ledger.note(
        [
            *conflicts.denials(claims),
            *conflicts.older_sources(claims),
            *conflicts.differing_dates(done.frame, done.parties, claims, clusters),
            *recorded.off_record(claims, parties, facts, dates),
        ],
        [*done.traces, *traces],
    )
    return done.frame, done.parties


_RECONCILE: dict[str, Callable[[pl.DataFrame], Reconciled]] = {
    CAPABILITIES.name: capabilities.reconcile,
    FLOWS.name: flows.reconcile,
    CHOICES.name: choices.reconcile,
}
