"""Two coders over the same documents: how far they agree beyond chance, and where they do not.

A coder is a person or a program. A person's codings are what they typed, edited or accepted; a program's are all
that it suggested. Only documents that both have seen enter. A person has seen a document in which they coded or judged
something, or which they said to have read; trachu's coder has seen them all, another program those that it was
asked about. Two codings are taken for one unit if
their words overlap; each is matched once, the best overlap first.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import polars as pl

from trachu.bench import people
from trachu.bench.suggesting import asked_about
from trachu.bench.suggesting import programs as programs_of
from trachu.core import agreement as measures
from trachu.core.errors import UnknownName
from trachu.core.words import Words

if TYPE_CHECKING:
    from trachu.bench.bench import Bench

Row = dict[str, Any]
Pair = tuple[Row, Row]
KINDS = ("event", "statement", "tie", "theme")
COMPARED = ("type", "mode", "stance", "date", "speaker", "domain", "parties")
NO_DOCUMENT = Words(en="no document was seen by both", th="ไม่มีเอกสารที่ทั้งสองฝ่ายได้อ่าน")
NO_MATCH = Words(en="no words were coded by both", th="ไม่มีถ้อยคำใดที่ทั้งสองฝ่ายลงรหัส")
NO_VARIETY = Words(en="both used one single category", th="ทั้งสองฝ่ายใช้เพียงหมวดเดียว")
NO_CODE = Words(en="neither coded anything", th="ทั้งสองฝ่ายไม่ได้ลงรหัส")
SHOWN = ("source", "page", "start", "end", "text", "about", "one", "other", "record", "against")


@dataclass(frozen=True, slots=True)
class Figure:
    """One coefficient; `value` is None where it is not computed, and `reason` then says why."""

    about: str
    measure: str
    value: float | None
    low: float | None
    high: float | None
    n: int
    reason: Words | None = None


@dataclass(frozen=True, slots=True)
class Agreement:
    """What two coders agree on: figures, the prevalence of each category, and the list of disagreements."""

    one: str
    other: str
    kind: str
    documents: tuple[str, ...]
    figures: tuple[Figure, ...]
    prevalence: Mapping[str, Mapping[str, float]]
    disagreements: pl.DataFrame

    def figure(self, about: str, measure: str) -> Figure:
        """Return one figure by what it is about (spans, type, stance) and its measure."""
        return next(f for f in self.figures if (f.about, f.measure) == (about, measure))

    def to_dict(self) -> dict[str, Any]:
        """Return everything as plain data."""
        figures = [
            {
                "about": f.about, "measure": f.measure, "value": f.value, "low": f.low, "high": f.high, "n": f.n,
                "reason": f.reason and {"en": f.reason.en, "th": f.reason.th},
            }
            for f in self.figures
        ]  # fmt: skip
        return {
            "one": self.one, "other": self.other, "kind": self.kind, "documents": list(self.documents),
            "figures": figures, "prevalence": {k: dict(v) for k, v in self.prevalence.items()},
            "disagreements": self.disagreements.to_dicts(),
        }  # fmt: skip


def compare(bench: Bench, one: str, other: str, *, kind: str, draws: int, seed: int) -> Agreement:
    """Set the codings of two coders side by side."""
    if kind not in KINDS:
        raise UnknownName("kind of claim", kind, KINDS)
    first, second = Coded.of(bench, one, kind), Coded.of(bench, other, kind)
    lengths = people.lengths(bench)
    shared = sorted(first.seen & second.seen & set(lengths))
    documents = [_Document.of(lengths[s], first.rows.get(s, []), second.rows.get(s, [])) for s in shared]
    abouts = ("stance",) if kind == "statement" else ("type", "stance")
    figures = [*_span_figures(documents, draws, seed)]
    for about in abouts:
        figures += _value_figures(documents, about, draws, seed)
    prevalence = {about: _shares(documents, about) for about in abouts}
    listed = [row for document in documents for row in _disagreements(document)]
    frame = pl.DataFrame(listed, schema=dict.fromkeys(SHOWN, pl.String) | dict.fromkeys(SHOWN[1:4], pl.Int64))
    return Agreement(one, other, kind, tuple(shared), tuple(figures), prevalence, frame)


@dataclass(frozen=True, slots=True)
class Coded:
    """What one coder coded in each document, and the documents that they have seen."""

    seen: frozenset[str]
    rows: Mapping[str, list[Row]]

    @classmethod
    def of(cls, bench: Bench, coder: str, kind: str) -> Coded:
        """Gather the claims of a person or a program."""
        suggested, typed = people.suggestions(bench), people.typed(bench)
        outside = programs_of(bench.folder)
        coders = [*suggested["claims"]["coder"].unique(), *outside]
        programs = {name for full in coders for name in (full, full.partition("@")[0])}
        judgements = [j for j in bench.store.judgements() if j.coder == coder]
        readings = {r.source for r in bench.store.readings() if r.coder == coder}
        if coder in programs:
            name = coder.partition("@")[0]
            claims = suggested["claims"].filter(pl.col("coder").str.split("@").list.first() == name)
            seen = asked_about(bench, name) if name in outside else frozenset(people.lengths(bench))
        else:
            by_hand = typed["claims"].filter(coder=coder)
            accepted = [j.record for j in judgements if j.verdict == "accept"]
            claims = pl.concat([by_hand, suggested["claims"].filter(pl.col("claim").is_in(accepted))])
            judged = suggested["claims"].filter(pl.col("claim").is_in([j.record for j in judgements]))
            seen = frozenset({*readings, *by_hand["source"], *judged["source"]})
            if not seen:
                raise UnknownName("coder", coder, {*programs, *_people(bench)})
        who = _parties(pl.concat([suggested["parties"], typed["parties"]]))
        rows: dict[str, list[Row]] = {}
        for row in claims.filter(kind=kind).sort("source", "start", "end", "claim").iter_rows(named=True):
            rows.setdefault(row["source"], []).append({**row, "parties": who.get(row["claim"], "")})
        return cls(seen, rows)


def _people(bench: Bench) -> set[str]:
    typed = {c.coder for c in bench.store.codings()}
    return typed | {j.coder for j in bench.store.judgements()} | {r.coder for r in bench.store.readings()}


def _parties(frame: pl.DataFrame) -> dict[str, str]:
    who: dict[str, list[str]] = {}
    for record, role, actor in frame.sort("record", "role", "actor").select("record", "role", "actor").iter_rows():
        who.setdefault(record, []).append(f"{role}={actor}")
    return {record: " ".join(parties) for record, parties in who.items()}


@dataclass(frozen=True, slots=True)
class _Document:
    """One document: its length, what each of the two coded in it, and which of it are one unit."""

    length: int
    first: Sequence[Row]
    second: Sequence[Row]
    pairs: Sequence[Pair]

    @classmethod
    def of(cls, length: int, first: Sequence[Row], second: Sequence[Row]) -> _Document:
        """Pair what two coders marked in a document."""
        return cls(length, first, second, match(first, second))

    def values(self, about: str) -> list[list[Hashable]]:
        """Return what both said of each pair in one respect, such as the type."""
        return [[one[about], other[about]] for one, other in self.pairs]


def match(first: Sequence[Row], second: Sequence[Row]) -> list[Pair]:
    """Pair codings whose words overlap, each once; the best overlap first, then equal types, then the place.

    >>> rows = [{"start": 0, "end": 10, "type": "AID"}, {"start": 8, "end": 20, "type": "AID"}]
    >>> [(a["start"], b["start"]) for a, b in match(rows, rows[1:])]
    [(8, 8)]
    """
    found = []
    for i, one in enumerate(first):
        for j, other in enumerate(second):
            shared = min(one["end"], other["end"]) - max(one["start"], other["start"])
            if shared > 0:
                whole = max(one["end"], other["end"]) - min(one["start"], other["start"])
                found.append((-shared / whole, one["type"] != other["type"], i, j))
    pairs, used, taken = [], set(), set()
    for _, _, i, j in sorted(found):
        if i not in used and j not in taken:
            used.add(i)
            taken.add(j)
            pairs.append((i, j))
    return [(first[i], second[j]) for i, j in sorted(pairs)]


def _span_figures(documents: Sequence[_Document], draws: int, seed: int) -> Iterable[Figure]:
    n = sum(len(d.first) + len(d.second) for d in documents)
    empty = NO_CODE if documents else NO_DOCUMENT
    typed: dict[str, Callable[[Row], str]] = {"spans": lambda _: "coded", "spans by type": lambda row: row["type"]}
    for about, label in typed.items():

        def value(drawn: Sequence[_Document], label: Callable[[Row], str] = label) -> float | None:
            """Work out αU on drawn documents."""
            return _alpha_u(drawn, label)

        yield _figure(about, "alpha_u", documents, value, n, empty, draws, seed)
    yield _figure("spans", "F1 exact", documents, lambda d: _span_f1(d, measures.f1), n, empty, draws, seed)
    yield _figure("spans", "F1 overlap", documents, lambda d: _span_f1(d, measures.overlap_f1), n, empty, draws, seed)


def _alpha_u(documents: Sequence[_Document], label: Callable[[Row], str]) -> float | None:
    """Work out αU on all documents laid end to end."""
    coders: list[dict[str, list[measures.Span]]] = [{}, {}]
    at = 0
    for document in documents:
        for marked, rows in zip(coders, (document.first, document.second), strict=True):
            for row in rows:
                marked.setdefault(label(row), []).append((at + row["start"], at + row["end"]))
        at += document.length
    return measures.alpha_u(coders, at)


def _span_f1(
    documents: Sequence[_Document], how: Callable[[list[measures.Span], list[measures.Span]], float | None]
) -> float | None:
    first: list[measures.Span] = []
    second: list[measures.Span] = []
    at = 0
    for document in documents:
        first += [(at + row["start"], at + row["end"]) for row in document.first]
        second += [(at + row["start"], at + row["end"]) for row in document.second]
        at += document.length
    return how(first, second)


def _value_figures(documents: Sequence[_Document], about: str, draws: int, seed: int) -> Iterable[Figure]:
    n = sum(len(d.pairs) for d in documents)
    empty = NO_DOCUMENT if not documents else NO_MATCH if not n else NO_VARIETY
    kinds: dict[str, Callable[[list[list[Hashable]]], float | None]] = {
        "alpha": measures.alpha, "Cohen's kappa": measures.cohen, "Scott's pi": measures.scott,
        "Gwet's AC1": measures.gwet_ac1, "percent": measures.percent,
    }  # fmt: skip
    for name, how in kinds.items():

        def value(
            drawn: Sequence[_Document], how: Callable[[list[list[Hashable]]], float | None] = how
        ) -> float | None:
            """Work out one figure on the pairs of drawn documents."""
            return how([unit for document in drawn for unit in document.values(about)])

        yield _figure(about, name, documents, value, n, empty, draws, seed)


def _figure(
    about: str, measure: str, documents: Sequence[_Document], how: Callable[[Sequence[_Document]], float | None],
    n: int, empty: Words, draws: int, seed: int,
) -> Figure:  # fmt: skip
    value = how(documents) if documents else None
    if value is None:
        return Figure(about, measure, None, None, None, n, empty)
    low, high = measures.interval(documents, how, draws=draws, seed=seed) or (None, None)
    return Figure(about, measure, value, low, high, n)


def _shares(documents: Sequence[_Document], about: str) -> dict[str, float]:
    found = measures.prevalence([unit for document in documents for unit in document.values(about)])
    return {str(category): share for category, share in sorted(found.items(), key=lambda item: -item[1])}


def _disagreements(document: _Document) -> Iterable[Row]:
    matched = {row["claim"] for pair in document.pairs for row in pair}
    for one, other in document.pairs:
        for about in COMPARED:
            if one[about] != other[about]:
                yield _row(one, about, one[about], other[about], one["claim"], other["claim"])
    for row in document.first:
        if row["claim"] not in matched:
            yield _row(row, "coded by one", _brief(row), None, row["claim"], None)
    for row in document.second:
        if row["claim"] not in matched:
            yield _row(row, "coded by one", None, _brief(row), None, row["claim"])


def _brief(row: Row) -> str:
    return " ".join(part for part in (row["type"], row["stance"], row["parties"]) if part)


def _row(row: Row, about: str, one: str | None, other: str | None, record: str | None, against: str | None) -> Row:
    place = {name: row[name] for name in ("source", "page", "start", "end", "text")}
    return {**place, "about": about, "one": one, "other": other, "record": record, "against": against}
