"""What people do with evidence: code by hand, edit, erase, review what the program suggests."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

import polars as pl

from trachu.bench.cache import Result
from trachu.bench.codebook import STANCES, kind_of
from trachu.bench.coding import Anchor, Laid, name_of, plain
from trachu.bench.placing import place_of
from trachu.core.dates import valid
from trachu.core.errors import UnknownName, UsageError
from trachu.core.tables import Frames
from trachu.core.words import Lang, Words
from trachu.ontology.actor import actor_id
from trachu.ontology.domain import contexts, contexts_of, domain_of, domains
from trachu.ontology.event import event_type
from trachu.ontology.forum import forums
from trachu.sources.passages import language

if TYPE_CHECKING:
    from trachu.bench.bench import Bench

Row = dict[str, Any]
ROLES = ("actor", "recipient", "about", "forum", "member")
FIELDS = (
    "quote", "type", "actors", "recipients", "parties", "date", "stance", "mode", "domain", "contexts", "speaker",
    "cited", "disputes", "value", "unit", "note", "page", "at",
)  # fmt: skip
AUTHOR = "author"
VERDICTS = ("accept", "reject")
_PREFIXED = re.compile(r"(?:PER|NSA|FIRM|ORG|IGO|LOC|FORUM):\S.*")


def code(bench: Bench, source: str, quote: str, type_: str, by: str, fields: Mapping[str, Any]) -> str:
    """Write down a claim that a person makes of these words; return its id."""
    _known(fields, FIELDS)
    laid = laid_of(bench, source)
    span = place_of(laid, quote, fields.get("page"), fields.get("at"))
    row = row_of(bench, bench.source(source).source, laid, span, type_, _named(by), fields)
    row["coding"] = name_of(row["source"], row["start"], row["kind"], row["type"], row["coder"], row["parties"])
    bench.store.keep_codings([row], by=row["coder"])
    return str(row["coding"])


def judge(bench: Bench, record: str, verdict: str, by: str, note: str | None) -> None:
    """Write down whether a person accepts or rejects a claim."""
    if verdict not in VERDICTS:
        raise UsageError(
            Words(en=f"{verdict!r} is no verdict.", th=f"{verdict!r} ไม่ใช่คำตัดสิน"),
            Words(en="Say accept or reject.", th="โปรดระบุ accept หรือ reject"),
        )
    known = {*suggestions(bench)["claims"]["claim"], *typed(bench)["claims"]["claim"]}
    if record not in known:
        raise UnknownName("claim", record, known)
    bench.store.keep_judgement(record, by, verdict, note)


def edit(bench: Bench, record: str, by: str, changes: Mapping[str, Any]) -> str:
    """Write down what a claim should have been; the edit stands in its place. An empty value clears a field."""
    _known(changes, FIELDS)
    before = _before(bench, record)
    laid = laid_of(bench, before["source"])
    span = (before["start"], before["end"])
    if changes.get("quote") or changes.get("at"):
        span = place_of(laid, changes.get("quote", ""), changes.get("page"), changes.get("at"))
    row = row_of(bench, before["source"], laid, span, _new_type(before, changes), _named(by), _changed(before, changes))
    row |= {"edits": record, "coding": name_of(record, 0, "edit", "", row["coder"], ())}
    bench.store.keep_codings([row], by=row["coder"])
    return str(row["coding"])


def _new_type(before: Row, changes: Mapping[str, Any]) -> str:
    """Return the type after an edit; that of a statement is its stance."""
    own = changes.get("stance") if before["kind"] == "statement" else None
    return str(changes.get("type") or own or before["type"])


def _changed(before: Row, changes: Mapping[str, Any]) -> Row:
    """Lay changes over a claim; actors replace actors and recipients recipients, a new type drops the old mode."""
    fields = {**before, **{name: value or None for name, value in changes.items()}}
    if changes.get("type") and "mode" not in changes:
        fields["mode"] = None
    if "parties" not in changes:
        roles = {"actors": ("actor", "about"), "recipients": ("recipient",)}
        gone = {role for name in roles if name in changes for role in roles[name]}
        fields["parties"] = [party for party in before["parties"] if party[0] not in gone]
    return fields


def erase(bench: Bench, coding: str) -> None:
    """Delete a coding; a suggestion that it edited counts again."""
    known = [c.coding for c in bench.store.codings()]
    if coding not in known:
        raise UnknownName("coding", coding, known)
    bench.store.forget_coding(coding)


def seen(bench: Bench, source: str, by: str) -> None:
    """Write down that a person has read a document to the end, though perhaps nothing in it was to be coded."""
    bench.store.keep_reading(bench.source(source).source, _named(by))


def suggestions(bench: Bench) -> Frames:
    """Return all that programs suggest, judged or not."""
    return bench.run_.evidence(_coded(bench))


def typed(bench: Bench) -> Frames:
    """Return the claims that people typed and found again, their parties and traces, and the lost."""
    return bench.run_.by_hand(_coded(bench))


def counting(bench: Bench) -> Frames:
    """Return the evidence as people have decided: what was suggested and typed, less what was rejected or replaced."""
    return bench.run_.judged(_coded(bench))


def _coded(bench: Bench) -> dict[str, Result]:
    """Code every document that is not coded yet; datasets are left alone."""
    return {s.source: bench.run_.code(s) for s in bench.store.sources() if s.kind == "document"}


def laid_of(bench: Bench, source: str) -> Laid:
    """Lay out a document for coding."""
    found = bench.source(source)
    if found.kind != "document":
        raise UsageError(
            Words(en=f"{found.name} is a dataset.", th=f"{found.name} เป็นชุดข้อมูล"),
            Words(en="Name a document.", th="โปรดระบุเอกสาร"),
        )
    mended = bench.run_.mend(found)
    return Laid.of(mended.frame("pages"), mended.frame("passages"))


def lengths(bench: Bench) -> dict[str, int]:
    """Return how many characters each document has."""
    found = {}
    for source in bench.store.sources():
        if source.kind == "document":
            pages = bench.run_.mend(source).frame("pages")["text"].str.len_chars()
            found[source.source] = int(pages.sum()) + max(0, len(pages) - 1)
    return found


def codings(bench: Bench) -> pl.DataFrame:
    """Tabulate what people typed: a row for each coding; `found` is false where its words are gone."""
    lost = set(typed(bench)["lost"]["coding"])
    rows = [
        {**plain(c), "found": c.coding not in lost, "parties": [f"{role}={actor}" for role, actor in c.parties]}
        for c in bench.store.codings()
    ]
    strings = ("coding", "source", "exact", "kind", "type", "mode", "stance", "date", "speaker", "domain", "coder")
    schema: dict[str, Any] = {
        **dict.fromkeys(strings, pl.String),
        **{"parties": pl.List(pl.String), "edits": pl.String, "note": pl.String, "found": pl.Boolean},
    }
    return pl.DataFrame([{name: row[name] for name in schema} for row in rows], schema=schema)


def review(bench: Bench, *, source: str | None = None, kind: str | None = None) -> pl.DataFrame:
    """Tabulate suggestions that nobody has judged or edited, the least sure first."""
    suggested = suggestions(bench)["claims"]
    done = {j.record for j in bench.store.judgements()} | {c.edits for c in bench.store.codings() if c.edits}
    kept = suggested.filter(~pl.col("claim").is_in(sorted(done)))
    if source is not None:
        kept = kept.filter(source=bench.source(source).source)
    if kind is not None:
        kept = kept.filter(kind=kind)
    return kept.sort("confidence", "source", "start", "claim", nulls_last=True)


def asked(bench: Bench, facets: Mapping[str, str | None]) -> dict[str, str | None]:
    """Settle what a person asks for in a search: actors and sources by any of their names."""
    settled = dict(facets)
    if settled.get("actor"):
        settled["actor"] = party(str(settled["actor"]))
    if settled.get("source"):
        settled["source"] = bench.source(str(settled["source"])).source
    return settled


def _before(bench: Bench, record: str) -> Row:
    for coding in bench.store.codings():
        if coding.coding == record:
            return plain(coding)
    suggested = suggestions(bench)
    claims = suggested["claims"]
    if record not in claims["claim"]:
        raise UnknownName("claim", record, claims["claim"])
    row = claims.filter(claim=record).row(0, named=True)
    parties = suggested["parties"].filter(record=record).sort("role", "actor").select("role", "actor").rows()
    return {**row, "parties": [list(party) for party in parties]}


def row_of(
    bench: Bench, source: str, laid: Laid, span: tuple[int, int], type_: str, by: str, fields: Mapping[str, Any]
) -> Row:
    """Lay out a coding, every field checked; its id is not settled yet."""
    kind, spelled = kind_of(type_, bench.store.codes())
    anchor = Anchor.at(laid.text.text, *span)
    stance = spelled if kind == "statement" else _one_of("stance", fields.get("stance") or "asserts", STANCES)
    places = {name: getattr(anchor, name) for name in ("start", "end", "exact", "prefix", "suffix")}
    return {
        "source": source, **places, "kind": kind, "type": spelled, "stance": stance, "coder": by,
        "parties": _parties(kind, fields), "date": _date(fields.get("date")),
        "speaker": _speaker(fields.get("speaker")), **_subject(kind, spelled, anchor.exact, fields),
        "disputes": _claims(bench, fields.get("disputes")), "cited": list(fields.get("cited") or ()),
        **{name: fields.get(name) for name in ("value", "unit", "note", "guid")},
    }  # fmt: skip


def _subject(kind: str, type_: str, text: str, fields: Mapping[str, Any]) -> Row:
    """Settle mode, contexts and domain; what was not said of an event is read off its words."""
    lang: Lang = "th" if language(text) == "th" else "en"
    mode, about = fields.get("mode"), fields.get("contexts")
    if kind != "event":
        return {"mode": None, "contexts": list(about or ()), "domain": fields.get("domain")}
    if mode is not None:
        _one_of("mode", mode, event_type(type_).modes)
    for context in about or ():
        _one_of("context", context, contexts())
    said = list(about) if about is not None else list(contexts_of(text, lang))
    domain = fields.get("domain") or domain_of(text, lang, type_, said)
    return {"mode": mode, "contexts": said, "domain": _one_of("domain", domain, domains())}


def _parties(kind: str, fields: Mapping[str, Any]) -> list[list[str]]:
    given = [tuple(party) for party in fields.get("parties") or ()]
    given += [("actor" if kind == "event" else "about", one) for one in fields.get("actors") or ()]
    given += [("recipient", one) for one in fields.get("recipients") or ()]
    found = {(_one_of("role", role, ROLES), party(name)) for role, name in given}
    if kind == "tie" and not any(role == "forum" for role, _ in found):
        raise UsageError(
            Words(en="A membership needs its forum.", th="ความเป็นสมาชิกต้องระบุเวทีหรือองค์การ"),
            Words(en="Add a party forum=…, such as forum=IGO:NATO.", th="เพิ่ม forum=… เช่น forum=IGO:NATO"),
        )
    return [list(pair) for pair in sorted(found)]


def party(name: str) -> str:
    """Return the id of an actor or forum that a person typed; prefixed ids of newcomers stay as they are.

    >>> party("เกาหลีเหนือ"), party("PER:A New Minister"), party("IGO:NATO")
    ('PRK', 'PER:A New Minister', 'IGO:NATO')
    """
    if name in forums() or _PREFIXED.fullmatch(name):
        return name
    return actor_id(name)


def _speaker(speaker: str | None) -> str | None:
    if not speaker or speaker == AUTHOR:
        return speaker or None
    return "+".join(party(one) for one in speaker.split("+"))


def _date(edtf: str | None) -> str | None:
    if edtf and not valid(edtf):
        raise UsageError(
            Words(en=f"{edtf!r} is no EDTF date.", th=f"{edtf!r} ไม่ใช่วันที่ตามรูปแบบ EDTF"),
            Words(
                en="Write 2024, 2024-06, 2024-06-19 or 2022/2024.", th="เขียนเป็น 2024, 2024-06, 2024-06-19 หรือ 2022/2024"
            ),
        )
    return edtf or None


def _claims(bench: Bench, given: Sequence[str] | None) -> list[str]:
    if not given:
        return []
    known = {*suggestions(bench)["claims"]["claim"], *(c.coding for c in bench.store.codings())}
    return [_one_of("claim", one, known) for one in given]


def _one_of(kind: str, given: str, known: Any) -> str:
    if given not in known:
        raise UnknownName(kind, given, known)
    return given


def _known(given: Mapping[str, Any], known: Sequence[str]) -> None:
    for name in given:
        _one_of("field", name, known)


def _named(by: str) -> str:
    if not by.strip() or "@" in by:
        raise UsageError(
            Words(en=f"{by!r} is no name of a person.", th=f"{by!r} ไม่ใช่ชื่อผู้ลงรหัส"),
            Words(en="Say who codes; @ marks programs.", th="โปรดระบุชื่อผู้ลงรหัส เครื่องหมาย @ ใช้กับโปรแกรม"),
        )
    return by.strip()
