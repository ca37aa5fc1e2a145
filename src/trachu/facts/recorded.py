"""What documents date otherwise than the record: treaties, accessions, votes, tests, meetings and other dated facts.

The record is the ontology's own: `records/`, the treaties with two signatories or by resolution, and the lists of
members in `forums/`. Nothing is corrected: a conflict shows what the document says and what is on record.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from typing import Any

import polars as pl

from trachu.core.dates import bounds
from trachu.core.tables import DATES
from trachu.core.trace import Trace
from trachu.facts.actors import forum_trace, treaty_trace
from trachu.facts.finding import Finding
from trachu.ontology.forum import Forum, Membership, forums
from trachu.ontology.record import Record, records
from trachu.ontology.treaty import Treaty, treaties

HAPPENED = ("asserts", "reports")
ZONES = timedelta(days=1)  # two clocks may write two dates for one moment
YEAR = 366  # days: the widest date that says when something happened, and how far a date taken over can be off
MONTH = 31
NEAREST = 3  # dates of a long record that a conflict shows
REMEMBERED = ("anniversary", "commemorat", "ครบรอบ", "รำลึก", "เฉลิมฉลอง")  # the date is that of the remembering
SIGNED = ("signed", "signing", "signature", "concluded", "ลงนาม")
ADOPTED = ("adopted", "adopts", "passed", "ลงมติ", "มีมติ", "ผ่านมติ", "รับรอง")
JOINED = ("joined", "acceded", "became a member", "accession of", "เข้าเป็นสมาชิก", "เข้าร่วมเป็นสมาชิก")
NOT_YET = ("apply", "applied", "application", "bid", "invited", "ยื่น", "สมัครเข้า", "เชิญ", "ประสงค์", "ต้องการ", "ขอเข้า")
Row = dict[str, Any]
Span = tuple[date | None, date | None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact:
    """What is on record, with the words by which a text is known to tell of it.

    `actors` must act, `parties` take part in any role, and a text must use one of `names` and one of
    `says`, but none of `unless`. It happened on `dates` (EDTF) alone, ever or within the period `whole`.
    """

    fact: str
    names: tuple[str, ...]
    says: tuple[str, ...]
    dates: tuple[str, ...]
    why: str
    actors: tuple[str, ...] = ()
    parties: tuple[str, ...] = ()
    types: tuple[str, ...] = ()
    unless: tuple[str, ...] = ()
    whole: str | None = None

    @property
    def once(self) -> bool:
        """Whether it happened at one time only, so that any other date for it is another date."""
        return self.whole is None


def on_record() -> tuple[list[Fact], list[Trace]]:
    """Return every dated fact of the ontology, with the traces that cite it.

    >>> facts, _ = on_record()
    >>> [fact.dates for fact in facts if fact.fact == "TREATY:RUS-PRK-2024"]
    [('2024-06-19/2024-12-04',)]
    >>> [fact.dates for fact in facts if fact.fact == "IGO:NATO" and fact.actors == ("SWE",)]
    [('2024-03-07',)]
    """
    facts, traces = [], []
    for fact, trace in (*_recorded(), *_treaties(), *_accessions()):
        facts.append(fact)
        traces.append(trace)
    return facts, list({trace.id: trace for trace in traces}.values())


def off_record(
    claims: pl.DataFrame, parties: pl.DataFrame, facts: Iterable[Fact], dates: pl.DataFrame | None = None
) -> list[Finding]:
    """Find event claims that date what is on record to another time.

    The claim's date is that which its words give: one of `dates` that stands in them or right behind
    them. A date taken over from the sentences around counts only for what happened once, only if
    precise to the month, and only if it misses the record by less than a year. Dates wider than a year
    and open ones say too little. A day's difference is one of time zones.
    """
    held = _by_actor(facts)
    who = _roles(parties)
    near = _Near(DATES.empty() if dates is None else dates)
    found = []
    told = claims.filter(pl.col("kind") == "event", pl.col("stance").is_in(HAPPENED))
    for row in told.sort("claim").iter_rows(named=True):
        text = (row["text"] or "").casefold()
        if any(word in text for word in REMEMBERED):
            continue
        acting, present = who.get(row["claim"], (set(), set()))
        given = near.of(row)
        for fact in _candidates(held, present):
            if _fits(fact, row["type"], acting, present) and _tells(text, fact):
                off = _differing(fact, row["date"], given)
                if off:
                    against = f"{fact.fact}: {', '.join(_nearest(off, fact))}"
                    found.append(Finding(row["claim"], fact.fact, "dated fact", off, against, (row["why"], fact.why)))
    return found


class _Near:
    """The dates that stand in a claim's words, or right behind them."""

    def __init__(self, dates: pl.DataFrame) -> None:
        self.spans: dict[str, list[tuple[int, int, str]]] = {}
        placed = dates.drop_nulls(["start", "end", "edtf"]).sort("start", "end")
        for source, start, end, edtf in placed.select("source", "start", "end", "edtf").iter_rows():
            self.spans.setdefault(source, []).append((start, end, edtf))

    def of(self, row: Row) -> list[str]:
        """Return them in the order of the text."""
        spans = self.spans.get(row["source"], [])
        if row["start"] is None or row["end"] is None:
            return []
        first = bisect_left(spans, (row["start"], 0, ""))
        last = bisect_left(spans, (row["end"] + 2, 0, ""))  # one blank may stand between
        return [edtf for _, _, edtf in spans[first:last]]


def _differing(fact: Fact, date_of_claim: str | None, given: list[str]) -> str | None:
    """Return the date that the claim gives if it is not one of the fact's, else None."""
    if given:
        comparable = [edtf for edtf in given if _width(bounds(edtf)) <= YEAR and _inside(bounds(edtf), fact.whole)]
        if not comparable or any(_meets(bounds(edtf), fact) for edtf in given):
            return None
        return date_of_claim if date_of_claim in comparable else comparable[-1]
    span = bounds(date_of_claim)
    if not fact.once or _width(span) > MONTH or _meets(span, fact) or _distance(span, fact) > YEAR:
        return None
    return date_of_claim


def _meets(span: Span, fact: Fact) -> bool:
    return any(_apart(span, bounds(edtf)) <= ZONES.days for edtf in fact.dates)


def _distance(span: Span, fact: Fact) -> int:
    return min(_apart(span, bounds(edtf)) for edtf in fact.dates)


def _apart(one: Span, other: Span) -> int:
    """Return the days between two periods; 0 if they share one, or meet in what is open."""
    (low, high), (begun, ended) = one, other
    if high and begun and high < begun:
        return (begun - high).days
    return (low - ended).days if low and ended and ended < low else 0


def _width(span: Span) -> int:
    low, high = span
    return (high - low).days if low and high else YEAR + 1


def _inside(span: Span, whole: str | None) -> bool:
    (low, high), (first, last) = span, bounds(whole)
    return not ((first and low and low < first) or (last and high and high > last))


def _nearest(edtf: str, fact: Fact) -> list[str]:
    span = bounds(edtf)
    chosen = sorted(fact.dates, key=lambda one: (_apart(span, bounds(one)), one))[:NEAREST]
    return sorted(chosen)


def _by_actor(facts: Iterable[Fact]) -> dict[str | None, list[Fact]]:
    held: dict[str | None, list[Fact]] = {}
    for fact in facts:
        held.setdefault(next(iter((*fact.actors, *fact.parties)), None), []).append(fact)
    return held


def _candidates(held: Mapping[str | None, list[Fact]], present: Iterable[str]) -> Iterator[Fact]:
    for actor in (None, *sorted(present)):
        yield from held.get(actor, ())


def _fits(fact: Fact, kind: str, acting: set[str], present: set[str]) -> bool:
    right = not fact.types or kind in fact.types
    return right and acting.issuperset(fact.actors) and present.issuperset(fact.parties)


def _tells(text: str, fact: Fact) -> bool:
    used = _any_of(fact.names).search(text) and _any_of(fact.says).search(text)
    return bool(used) and not (fact.unless and _any_of(fact.unless).search(text))


@cache
def _any_of(words: tuple[str, ...]) -> re.Pattern[str]:
    """Match any of the words; one that begins or ends in a Latin letter or a digit does so at the edge of a word."""
    before = [("(?<![a-z0-9])" if re.match("[a-z0-9]", word) else "") + re.escape(word) for word in words]
    after = ["(?![a-z0-9])" if re.search("[a-z0-9]$", word) else "" for word in words]
    return re.compile("|".join(map("".join, zip(before, after, strict=True))))


def _roles(parties: pl.DataFrame) -> dict[str, tuple[set[str], set[str]]]:
    """Return, for each claim, who acts in it and who takes part at all."""
    who: dict[str, tuple[set[str], set[str]]] = {}
    for record, role, actor in parties.select("record", "role", "actor").iter_rows():
        acting, present = who.setdefault(record, (set(), set()))
        if role in ("actor", "recipient"):
            present.add(actor)
        if role == "actor":
            acting.add(actor)
    return who


def _recorded() -> Iterator[tuple[Fact, Trace]]:
    for one in records().values():
        trace = record_trace(one)
        fact = Fact(
            fact=one.record, names=one.names, says=one.says, dates=one.dates, why=trace.id, actors=one.actors,
            parties=one.parties, types=one.types, unless=one.unless, whole=one.whole,
        )  # fmt: skip
        yield fact, trace


def record_trace(one: Record) -> Trace:
    """Make the trace of what the ontology has on record; the cite keys stand in braces at the end.

    >>> record_trace(records()["RECORD:PRK-NUCLEAR-TESTS"]).says
    "ontology/records · North Korea's nuclear tests {ctbto_dprk}"
    """
    return Trace("source", f"ontology/records · {one.label.en} {{{'; '.join(one.cite)}}}")


def _treaties() -> Iterator[tuple[Fact, Trace]]:
    """Yield treaties between two signatories, and resolutions; one that others join later has no single date."""
    for one in treaties().values():
        signed = tuple(sorted({party.actor for party in one.parties if party.role == "signatory"}))
        resolved = one.kind == "resolution"
        if not resolved and len(signed) != 2:
            continue
        when = f"{one.signed}/{one.in_force}" if one.in_force and one.in_force != one.signed else one.signed
        trace = treaty_trace(one.treaty, one.cite)
        fact = Fact(
            fact=one.treaty, names=_called(one), says=ADOPTED if resolved else SIGNED, dates=(when,), why=trace.id,
            parties=() if resolved else signed, types=("SANCTION", "SUPPORT", "AGREE", "COOPERATE"),
        )  # fmt: skip
        yield fact, trace


def _accessions() -> Iterator[tuple[Fact, Trace]]:
    """Yield since when those who came later have been members, where the list dates it to the month or better."""
    for forum in forums().values():
        joined: dict[str, list[Membership]] = {}
        for one in forum.members:
            if one.relation == "member" and _later(one.since, forum.since):
                joined.setdefault(one.actor, []).append(one)
        for actor, spells in joined.items():
            trace = forum_trace(forum.actor, spells[0].cite)
            since = tuple(sorted(one.since for one in spells if one.since))
            fact = Fact(
                fact=forum.actor, names=_called(forum), says=JOINED, dates=since, why=trace.id, actors=(actor,),
                unless=NOT_YET,
            )  # fmt: skip
            yield fact, trace


def _later(since: str | None, founded: str | None) -> bool:
    (low, high), (begun, _) = bounds(since), bounds(founded)
    return bool(low and high and begun) and _width((low, high)) <= MONTH and _apart((low, high), (begun, begun)) > 0


def _called(one: Treaty | Forum) -> tuple[str, ...]:
    official = (one.official.en, one.official.th) if one.official else ()
    names = (one.name.en, one.name.th, *official, *one.aliases_en, *one.aliases_th)
    return tuple(dict.fromkeys(name.casefold() for name in names))
