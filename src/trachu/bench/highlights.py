"""A page of a document with what was found on it: names, dates, citations, and claims with what people said of them."""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal

import polars as pl

from trachu.bench import versions
from trachu.bench.store import Source
from trachu.core.errors import UnknownName, UsageError
from trachu.core.tables import Frames
from trachu.core.words import Words

if TYPE_CHECKING:
    from trachu.bench.bench import Bench

State = Literal["open", "accepted", "rejected", "edited", "typed"]
Row = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Mark:
    """Words of a page that stand out: where (in the document), as what, and of which claim or actor."""

    start: int
    end: int
    kind: str
    about: str


@dataclass(frozen=True, slots=True)
class Card:
    """A claim as people decide on it: what it says, who takes part, how it stands, who decided, its version."""

    row: Row
    parties: tuple[tuple[str, str], ...]
    state: State
    by: tuple[str, ...]
    version: str
    edits: str | None = None


@dataclass(frozen=True, slots=True)
class Leaf:
    """One page: its repaired text, where it begins in the document, its marks and claims, in order."""

    source: Source
    page: int
    pages: int
    start: int
    text: str
    marks: tuple[Mark, ...]
    cards: tuple[Card, ...]


def document_of(bench: Bench, source: str) -> Source:
    """Return a source that is a document."""
    found = bench.source(source)
    if found.kind != "document":
        raise UsageError(
            Words(
                en=f"{found.name} is a dataset; it has no text to read.", th=f"{found.name} เป็นชุดข้อมูล ไม่มีข้อความให้อ่าน"
            ),
            Words(en="Open a document.", th="โปรดเปิดเอกสาร"),
        )
    return found


def leaf(bench: Bench, source: str, page: int) -> Leaf:
    """Lay out one page of a document."""
    found = document_of(bench, source)
    pages = bench.run_.mend(found).frame("pages").sort("page")
    if page not in set(pages["page"]):
        raise UnknownName("page", str(page), (str(one) for one in pages["page"]))
    before = pages.filter(pl.col("page") < page)["text"].str.len_chars()
    start = int(before.sum()) + len(before)
    text = str(pages.filter(page=page)["text"][0])
    evidence = evidence_of(bench, found)
    inside = {name: _within(evidence[name], start, start + len(text)) for name in ("mentions", "dates", "citations")}
    cards = cards_of(bench, evidence, _within(evidence["claims"], start, start + len(text)))
    return Leaf(found, page, pages.height, start, text, tuple(_marks(inside, cards)), cards)


def page_at(bench: Bench, source: str, start: int) -> int:
    """Return the page on which a place of a document stands.

    A place behind the last page is on the last.
    """
    pages = bench.run_.mend(document_of(bench, source)).frame("pages").sort("page")
    end = 0
    for page, length in pages.select("page", pl.col("text").str.len_chars()).iter_rows():
        end += length + 1
        if start < end:
            return int(page)
    return int(pages["page"][-1])


def evidence_of(bench: Bench, source: Source) -> Frames:
    """Return the evidence of one document: what programs suggest and what people typed, nothing left out."""
    coded = {source.source: bench.run_.code(source)}
    suggested = bench.run_.evidence(coded)
    hand = bench.run_.by_hand(coded)
    typed = hand["claims"].filter(source=source.source)
    parties = hand["parties"].join(typed.select(record="claim"), on="record", how="semi")
    return {
        **suggested,
        "claims": pl.concat([suggested["claims"], typed]),
        "parties": pl.concat([suggested["parties"], parties]),
    }


def cards_of(bench: Bench, evidence: Frames, claims: pl.DataFrame) -> tuple[Card, ...]:
    """Return claims with their parties and with what people said of each."""
    parties: dict[str, list[tuple[str, str]]] = {}
    for record, role, actor in evidence["parties"].select("record", "role", "actor").sort(pl.all()).iter_rows():
        parties.setdefault(record, []).append((role, actor))
    verdicts: dict[str, list[tuple[str, str]]] = {}
    for one in bench.store.judgements():
        verdicts.setdefault(one.record, []).append((one.verdict, one.coder))
    codings = {c.coding: c for c in bench.store.codings()}
    edited = {c.edits: c.coder for c in codings.values() if c.edits}
    seen = versions.of_records(bench)
    cards = []
    for row in claims.sort("start", "end", "claim").iter_rows(named=True):
        name = str(row["claim"])
        coding = codings.get(name)
        state, by = _state(verdicts.get(name, []), edited.get(name), coding.coder if coding else None)
        who = tuple(parties.get(name, ()))
        cards.append(Card(row, who, state, by, seen.get(name, versions.NEVER), coding.edits if coding else None))
    return tuple(cards)


def card(bench: Bench, claim: str, source: str) -> Card:
    """Return one claim of a document."""
    evidence = evidence_of(bench, document_of(bench, source))
    found = evidence["claims"].filter(claim=claim)
    if found.is_empty():
        raise UnknownName("claim", claim, evidence["claims"]["claim"])
    return cards_of(bench, evidence, found)[0]


def _state(verdicts: Sequence[tuple[str, str]], editor: str | None, coder: str | None) -> tuple[State, tuple[str, ...]]:
    """Tell how a claim stands: what anybody rejected is out, an edit stands in its place."""
    for verdict, state in (("reject", "rejected"), ("accept", "accepted")):
        by = tuple(who for said, who in verdicts if said == verdict)
        if by and not (state == "accepted" and editor):
            return ("rejected" if state == "rejected" else "accepted"), by
    if editor:
        return "edited", (editor,)
    return ("typed", (coder,)) if coder else ("open", ())


def _within(frame: pl.DataFrame, start: int, end: int) -> pl.DataFrame:
    return frame.filter((pl.col("start") < end) & (pl.col("end") > start))


def _marks(inside: Frames, cards: Iterable[Card]) -> list[Mark]:
    named = {"mentions": ("actor", "actor"), "dates": ("date", "edtf"), "citations": ("citation", "key")}
    marks = [
        Mark(start, end, kind, about)
        for name, (kind, column) in named.items()
        for start, end, about in inside[name].select("start", "end", column).iter_rows()
    ]
    shown = (c for c in cards if c.state not in ("rejected", "edited"))
    marks += [Mark(c.row["start"], c.row["end"], c.row["kind"], c.row["claim"]) for c in shown]
    return sorted(marks, key=lambda m: (m.start, -m.end, m.kind, m.about))


@dataclass(frozen=True, slots=True)
class Piece:
    """Words of a page over all of which the same marks lie."""

    start: int
    text: str
    marks: tuple[Mark, ...]


def pieces(text: str, start: int, marks: Sequence[Mark]) -> list[Piece]:
    """Cut a text where marks begin and end; `start` is where the text begins in the document.

    >>> marks = [Mark(10, 13, "actor", "RUS"), Mark(12, 16, "event", "c1")]
    >>> [(p.text, [m.kind for m in p.marks]) for p in pieces("abcdefgh", 10, marks)]
    [('ab', ['actor']), ('c', ['actor', 'event']), ('def', ['event']), ('gh', [])]
    """
    end = start + len(text)
    cuts = sorted({start, end, *(at for m in marks for at in (m.start, m.end) if start < at < end)})
    found = []
    for low, high in itertools.pairwise(cuts):
        over = tuple(m for m in marks if m.start <= low and m.end >= high)
        found.append(Piece(low, text[low - start : high - start], over))
    return found
