"""The coder that comes with trachu: gazetteer, date grammar, cues and frames; no model, the same answer every time.

Every record carries a confidence between 0 and 1, worked out where the record is: see the docstrings of `Mention`,
`Found`, `Event`, `Statement` and `Tie`. It says how plainly the words say so, not how likely the fact is.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Any

import polars as pl

from trachu.core.dates import bounds
from trachu.core.parts import coder
from trachu.core.tables import CITATIONS, CLAIMS, DATES, MENTIONS, PARTIES, Frames
from trachu.core.words import Words
from trachu.evidence.claims import Said, Statement, disputes, said, statements_in
from trachu.evidence.events import events_in
from trachu.evidence.gazetteer import state_of
from trachu.evidence.memberships import Tie, ties_in, topic_of
from trachu.evidence.passage import passages_of
from trachu.evidence.reading import Reading, read
from trachu.evidence.resolutions import resolutions_in
from trachu.evidence.scene import Event, named_together
from trachu.evidence.speakers import AUTHOR
from trachu.ontology.domain import contexts_of, domain_of

NAME = "rules@1"
IMPLIED = "implicit"  # the context of a tie that follows from a list and is not said
Row = dict[str, Any]


@coder(
    name="rules",
    version="1",
    label=Words(en="Rules: names, dates, cues and frames", th="กฎ: ชื่อ วันเวลา คำบ่งชี้ และกรอบถ้อยคำ"),
)
def code(passages: pl.DataFrame) -> Frames:
    """Code one document's passages: mentions, dates, citations, claims (events, ties, statements) and parties.

    >>> text = "จีนและรัสเซียลงนามสนธิสัญญาเมื่อวันที่ 16 กรกฎาคม 2001"
    >>> row = {"source": "s", "page": 1, "start": 0, "end": len(text), "raw_start": 0, "raw_end": len(text)}
    >>> from trachu.core.tables import PASSAGES
    >>> frames = code(PASSAGES.of([{**row, "text": text, "raw": list(range(len(text)))}]))
    >>> frames["claims"].select("type", "date", "stance").rows()
    [('SUPPORT', '2001-07-16', 'asserts')]
    >>> frames["parties"].select("role", "actor").rows()
    [('actor', 'CHN'), ('actor', 'RUS')]
    """
    readings = read(passages_of(passages))
    claims, parties = _coded(readings)
    return {
        "mentions": MENTIONS.of([row for r in readings for row in _mentions(r)]),
        "dates": DATES.of([row for r in readings for row in _dates(r)]),
        "citations": CITATIONS.of([row for r in readings for row in _citations(r)]),
        "claims": CLAIMS.of(claims),
        "parties": PARTIES.of(parties),
    }


def _mentions(reading: Reading) -> Iterator[Row]:
    for m in reading.mentions:
        place = reading.passage.place(m.start, m.end)
        yield {**place, "actor": m.actor, "type": m.type, "confidence": m.confidence}


def _dates(reading: Reading) -> Iterator[Row]:
    for d in reading.dates:
        place = reading.passage.place(d.start, d.end)
        yield {**place, "edtf": d.edtf, "qualifier": d.qualifier, "confidence": d.confidence}


def _citations(reading: Reading) -> Iterator[Row]:
    kept = {(c.start, c.key): c for c in reading.citations}
    for c in kept.values():
        place = reading.passage.place(c.start, c.end)
        scope = {"scope": c.scope, "scope_start": int(reading.passage.at[c.scope_start])}
        yield {**place, **scope, "key": c.key, "year": c.year, "note": c.note}


class _Names:
    """Give every claim an id that depends on what it is and not on when it was coded."""

    def __init__(self) -> None:
        self.seen: Counter[tuple[Any, ...]] = Counter()

    def name(self, *what: Any) -> str:
        """Return an id made of what a claim says; the same twice gets another."""
        number = self.seen[what]
        self.seen[what] += 1
        digest = hashlib.sha256("\x1f".join(map(str, (*what, number))).encode()).hexdigest()
        return f"c{digest[:12]}"


def _coded(readings: Sequence[Reading]) -> tuple[list[Row], list[Row]]:
    names = _Names()
    claims: list[Row] = []
    parties: list[Row] = []
    told: list[Said] = []
    topic: str | None = None
    together: tuple[str, ...] = ()
    for reading in readings:
        if reading.note:
            continue
        statements = statements_in(reading)
        for event in (*events_in(reading, together), *resolutions_in(reading)):
            _add(claims, parties, _event(names, reading, event, statements), _event_parties(event))
        for tie in ties_in(reading, topic):
            _add(claims, parties, _tie(names, reading, tie), _tie_parties(tie))
        topic = topic_of(reading, topic)
        together = named_together(reading) or together
        for statement in statements:
            row = _statement(names, reading, statement)
            _add(claims, parties, row, [("about", actor) for actor in statement.about])
            told.append(said(row["claim"], reading, statement))
    links = disputes(told)
    for row in claims:
        row["disputes"] = links.get(row["claim"], [])
    return claims, [*parties, *_accusers(claims, parties)]


def _accusers(claims: Sequence[Row], parties: Sequence[Row]) -> Iterator[Row]:
    """Supply to a denial that names no accuser the speakers of the statements that it disputes."""
    by_name = {row["claim"]: row for row in claims}
    named = {(p["record"], p["role"]) for p in parties}
    acting = {(p["record"], p["actor"]) for p in parties if p["role"] == "actor"}
    denials = [row for row in claims if row["kind"] == "statement" and row["disputes"]]
    for event in claims:
        if event["kind"] != "event" or event["type"] != "REJECT" or (event["claim"], "recipient") in named:
            continue
        own = [d for d in denials if d["start"] < event["end"] and event["start"] < d["end"]]
        disputed = (by_name[name]["speaker"] for d in own for name in d["disputes"])
        speakers = (state_of(who) for speaker in disputed for who in (speaker or "").split("+") if who)
        for who in dict.fromkeys(s for s in speakers if s and (event["claim"], s) not in acting):
            yield {"record": event["claim"], "role": "recipient", "actor": who}


def _add(claims: list[Row], parties: list[Row], row: Row, roles: Sequence[tuple[str, str]]) -> None:
    claims.append(row)
    parties.extend({"record": row["claim"], "role": role, "actor": actor} for role, actor in dict.fromkeys(roles))


def _row(names: _Names, reading: Reading, start: int, end: int, kind: str, type_: str) -> Row:
    place = reading.passage.place(start, end)
    return {
        "claim": names.name(place["source"], place["start"], place["end"], kind, type_),
        **place,
        "page": reading.passage.page(start),
        "kind": kind,
        "type": type_,
        "stance": "asserts",
        "cited": reading.cited(start, end),
        "coder": NAME,
    }


def _event(names: _Names, reading: Reading, event: Event, statements: Sequence[Statement]) -> Row:
    row = _row(names, reading, event.start, event.end, "event", event.cue.code)
    earliest, latest = bounds(event.date)
    text, lang = reading.text[event.start : event.end], reading.passage.lang
    contexts = contexts_of(text, lang)
    told = [s for s in statements if s.start <= event.cue.start < s.end and s.speaker != AUTHOR]
    return {
        **row,
        "mode": event.cue.mode,
        "domain": domain_of(text, lang, event.cue.code, contexts),
        "contexts": list(contexts),
        "date": event.date,
        "earliest": earliest,
        "latest": latest,
        "stance": event.stance,
        "speaker": told[-1].speaker if told and event.stance != "asserts" else None,
        "confidence": event.confidence,
    }


def _event_parties(event: Event) -> list[tuple[str, str]]:
    return [*(("actor", a) for a in event.actors), *(("recipient", a) for a in event.recipients)]


def _tie(names: _Names, reading: Reading, tie: Tie) -> Row:
    row = _row(names, reading, tie.start, tie.end, "tie", tie.relation)
    return {
        **row,
        "date": tie.date,
        "earliest": bounds(tie.date)[0],
        "latest": bounds(tie.date)[1],
        "value": tie.value,
        "unit": "members" if tie.value is not None else None,
        "contexts": [] if tie.explicit else [IMPLIED],
        "confidence": tie.confidence,
    }


def _tie_parties(tie: Tie) -> list[tuple[str, str]]:
    return [("forum", tie.forum), *([("member", tie.actor)] if tie.actor else [])]


def _statement(names: _Names, reading: Reading, statement: Statement) -> Row:
    row = _row(names, reading, statement.start, statement.end, "statement", statement.stance)
    return {
        **row,
        "contexts": list(contexts_of(row["text"], reading.passage.lang)),
        "stance": statement.stance,
        "speaker": statement.speaker,
        "confidence": statement.confidence,
    }
