"""Codebook and codings as REFI-QDA (.qdc, .qdpx), which ATLAS.ti, MAXQDA, NVivo, QualCoder and others read.

The standard (version 1.0 of the project schema, 2019) knows codes on stretches of text; who acts on whom, when and
with which stance goes along as a note with JSON, which trachu reads back. Positions count Unicode characters of the
text file beside the project. The order of elements is that of the schema: other programs refuse any other.
"""

from __future__ import annotations

import io
import json
import re
import zipfile
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any
from uuid import UUID, uuid5

import polars as pl
from lxml import etree

from trachu.bench import people
from trachu.bench.codebook import THEME, codebook
from trachu.core.words import Words
from trachu.ontology.actor import actors

if TYPE_CHECKING:
    from trachu.bench.bench import Bench

Row = dict[str, Any]
Element = Any
OURS = UUID("6f2b6f0e-52a4-5d0b-9a53-7a2f6b1c4e10")  # the namespace of the ids that trachu gives
ORIGIN = "trachu"
PROJECT, CODEBOOK = "urn:QDA-XML:project:1.0", "urn:QDA-XML:codebook:1.0"
LONG_AGO = (1980, 1, 1, 0, 0, 0)  # the same content gives the same file
NOTE = "trachu claim"
CARRIED = (
    "parties", "date", "stance", "mode", "domain", "contexts", "speaker", "cited", "disputes", "value", "unit",
    "note", "edits",
)  # fmt: skip
LOST_CODEBOOK = (Words(en="Modes of event types.", th="รูปแบบย่อยของประเภทเหตุการณ์"),)
LOST_PROJECT = (
    *LOST_CODEBOOK,
    Words(en="Judgements, and who has read what.", th="คำตัดสิน และข้อมูลว่าผู้ใดอ่านเอกสารใดแล้ว"),
    Words(en="Places on the page of the original file.", th="ตำแหน่งบนหน้าของแฟ้มต้นฉบับ"),
    Words(en="Datasets and everything computed from them.", th="ชุดข้อมูลและทุกค่าที่คำนวณจากชุดข้อมูล"),
)
KINDS = {
    "event": Words(en="Events", th="เหตุการณ์"),
    "statement": Words(en="Statements", th="ถ้อยแถลง"),
    "tie": Words(en="Memberships", th="ความเป็นสมาชิก"),
    THEME: Words(en="Own codes", th="รหัสของคณะผู้วิจัย"),
}
_NO_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")


def guid(*what: object) -> str:
    """Return the id of a thing, always the same.

    >>> guid("code", "AID") == guid("code", "AID") != guid("code", "aid")
    True
    """
    return str(uuid5(OURS, "\x1f".join(map(str, what))))


def code_guids(bench: Bench) -> dict[str, str]:
    """Return the id of every code of the codebook; a code that came from elsewhere keeps its own."""
    own = {c.code: c.guid for c in bench.store.codes() if c.guid}
    return {code: own.get(code) or guid("code", code) for code in codebook(bench.store.codes())["code"]}


def codebook_file(bench: Bench) -> bytes:
    """Write the codebook as .qdc."""
    root = etree.Element(f"{{{CODEBOOK}}}CodeBook", nsmap={None: CODEBOOK}, origin=ORIGIN)
    _codes(bench, root, CODEBOOK)
    return _bytes(root)


def project_file(bench: Bench, *, suggestions: bool = False) -> bytes:
    """Write sources with codings as .qdpx; with `suggestions` those of the program as well, as those of a user."""
    rows = list(_rows(bench, suggestions))
    texts = {source: people.laid_of(bench, source).text.text for source in sorted({row["source"] for row in rows})}
    names = {s.source: s.name for s in bench.store.sources()}
    root = etree.Element(
        f"{{{PROJECT}}}Project", nsmap={None: PROJECT}, name=bench.folder.name or ORIGIN, origin=ORIGIN
    )
    _users(root, rows)
    _codes(bench, _add(root, "CodeBook"), PROJECT)
    _cases(root, rows)
    _sources(root, rows, names, code_guids(bench), texts)
    _notes(root, rows)
    _links(root, rows)
    _add(root, "Description", text=" ".join(words.en for words in LOST_PROJECT))
    files = {"project.qde": _bytes(root)}
    files |= {f"Sources/{guid('source', source)}.txt": text.encode() for source, text in texts.items()}
    return _zip(files)


def _rows(bench: Bench, suggestions: bool) -> Iterable[Row]:
    """Yield the codings that are found in their documents, and the suggestions that count."""
    typed = people.typed(bench)["claims"]
    at = {row["claim"]: row for row in typed.iter_rows(named=True)}
    for coding in bench.store.codings():
        if coding.coding in at:
            row = at[coding.coding]
            about = {name: getattr(coding, name) for name in CARRIED}
            place = {name: row[name] for name in ("source", "start", "end", "text", "type", "coder", "claim")}
            yield {**place, **about, "at": coding.at.strftime("%Y-%m-%dT%H:%M:%SZ")}
    if not suggestions:
        return
    evidence = people.counting(bench)
    parties = evidence["parties"].sort("record", "role", "actor")
    who: dict[str, list[list[str]]] = {}
    for record, role, actor in parties.select("record", "role", "actor").iter_rows():
        who.setdefault(record, []).append([role, actor])
    known = set(code_guids(bench))
    counting = evidence["claims"].filter(~pl.col("claim").is_in(list(at)), pl.col("type").is_in(sorted(known)))
    for row in counting.sort("source", "start", "claim").iter_rows(named=True):
        yield {**row, "parties": who.get(row["claim"], []), "note": None, "edits": None, "at": None}


def _codes(bench: Bench, parent: Element, space: str) -> None:
    """Write the codes under a heading for each kind; own codes under the codes that they belong to."""
    book, guids = codebook(bench.store.codes()), code_guids(bench)
    codes = _add(parent, "Codes", space=space)
    for kind, words in KINDS.items():
        rows = book.filter(kind=kind).to_dicts()
        if not rows:
            continue
        top = _add(codes, "Code", space=space, guid=guid("kind", kind), name=words.en, isCodable="false")
        _add(top, "Description", text=f"{words.en} · {words.th}", space=space)
        _branch(top, rows, None, guids, space)


def _branch(top: Element, rows: list[Row], parent: str | None, guids: Mapping[str, str], space: str) -> None:
    for row in (row for row in rows if row["parent"] == parent):
        more = {"color": row["colour"]} if row["colour"] else {}
        code = _add(top, "Code", space=space, guid=guids[row["code"]], name=row["code"], isCodable="true", **more)
        said = [f"en: {row['en']}", f"th: {row['th']}", *dict.fromkeys((row["meaning_en"], row["meaning_th"]))]
        _add(code, "Description", text="\n".join(said), space=space)
        _branch(code, rows, row["code"], guids, space)


def _users(root: Element, rows: list[Row]) -> None:
    coders = sorted({row["coder"] for row in rows})
    users = _add(root, "Users") if coders else None
    for coder in coders:
        _add(users, "User", guid=guid("user", coder), name=coder)


def _cases(root: Element, rows: list[Row]) -> None:
    """Write who takes part as cases, with the code of the actor, and the stretches of text in which they do."""
    found: dict[str, list[str]] = {}
    for row in rows:
        for _, actor in row["parties"]:
            found.setdefault(actor, []).append(guid("selection", row["claim"]))
    if not found:
        return
    variable = guid("variable", "actor")
    variables = _add(root, "Variables")
    _add(variables, "Variable", guid=variable, name="actor", typeOfVariable="Text")
    cases = _add(root, "Cases")
    for actor, selections in sorted(found.items()):
        named = actors()[actor].names if actor in actors() else Words(en=actor, th=actor)
        case = _add(cases, "Case", guid=guid("case", actor), name=f"{named.en} · {named.th}")
        value = _add(case, "VariableValue")
        _add(value, "VariableRef", targetGUID=variable)
        _add(value, "TextValue", text=actor)
        for selection in dict.fromkeys(selections):
            _add(case, "SelectionRef", targetGUID=selection)


def _sources(
    root: Element, rows: list[Row], names: Mapping[str, str], codes: Mapping[str, str], texts: Mapping[str, str]
) -> None:
    if not texts:
        return
    sources = _add(root, "Sources")
    for source in texts:
        own = guid("source", source)
        text = _add(sources, "TextSource", guid=own, name=names[source], plainTextPath=f"internal://{own}.txt")
        for row in (row for row in rows if row["source"] == source):
            _selection(text, row, codes)


def _selection(source: Element, row: Row, codes: Mapping[str, str]) -> None:
    """Write one coding: the note of the coder before the code, the reference to the JSON behind it."""
    made = {"creatingUser": guid("user", row["coder"]), **({"creationDateTime": row["at"]} if row["at"] else {})}
    place = {"startPosition": str(row["start"]), "endPosition": str(row["end"])}
    own = guid("selection", row["claim"])
    selection = _add(source, "PlainTextSelection", guid=own, name=row["text"][:80], **place, **made)
    if row["note"]:
        _add(selection, "Description", text=row["note"])
    coding = _add(selection, "Coding", guid=guid("coding", row["claim"]), **made)
    _add(coding, "CodeRef", targetGUID=codes[row["type"]])
    _add(selection, "NoteRef", targetGUID=guid("note", row["claim"]))


def _notes(root: Element, rows: list[Row]) -> None:
    notes = _add(root, "Notes") if rows else None
    for row in rows:
        carried = {name: row[name] for name in CARRIED if row[name] not in (None, [], "")}
        told = json.dumps({"claim": row["claim"], **carried}, ensure_ascii=False, sort_keys=True)
        note = _add(notes, "Note", guid=guid("note", row["claim"]), name=NOTE)
        _add(note, "PlainTextContent", text=told)


def _links(root: Element, rows: list[Row]) -> None:
    """Write which claim disputes which as arrows."""
    known = {row["claim"] for row in rows}
    pairs = [(row["claim"], other) for row in rows for other in row["disputes"] or [] if other in known]
    links = _add(root, "Links") if pairs else None
    for one, other in pairs:
        ends = {"originGUID": guid("selection", one), "targetGUID": guid("selection", other)}
        _add(links, "Link", guid=guid("link", one, other), name="disputes", direction="OneWay", **ends)


def _add(parent: Element, tag: str, /, *, text: str | None = None, space: str = PROJECT, **about: str) -> Element:
    child = etree.SubElement(parent, f"{{{space}}}{tag}", {k: _clean(v) for k, v in about.items()})
    if text is not None:
        child.text = _clean(text)
    return child


def _clean(text: str) -> str:
    return _NO_XML.sub("\ufffd", text)


def _bytes(root: Element) -> bytes:
    return bytes(etree.tostring(root, xml_declaration=True, encoding="utf-8", pretty_print=True))


def _zip(files: Mapping[str, bytes]) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            entry = zipfile.ZipInfo(name, LONG_AGO)
            entry.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(entry, content)
    return packed.getvalue()
