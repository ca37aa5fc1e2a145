"""Take in a codebook or a project in REFI-QDA, written by trachu or by any other program.

Exporters differ: in the namespace, in the case of ids, in braces around them, in whether a line break of Windows
counts once or twice, and in what a selection is called. So elements are known by their local names, ids are folded, the
count that cuts fewer words is believed, and words are found again in the bench's own document by what they say. A code
that is not ours becomes a code of the team's own; a document that is not there is added as text.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from trachu.bench import adding, people
from trachu.bench.coding import Anchor, Laid, name_of, places
from trachu.bench.exchange.refi_codes import new_codes
from trachu.bench.exchange.refi_qda import CARRIED
from trachu.bench.exchange.refi_xml import CALLED, Element, children, every, folded, parse
from trachu.bench.exchange.taken import Taken
from trachu.core import parts
from trachu.core.errors import TrachuError
from trachu.core.words import Words
from trachu.sources.guard import broken, decode, open_zip, unzip
from trachu.sources.repair.lexicon import FOLLOWS

if TYPE_CHECKING:
    from trachu.bench.bench import Bench

Row = dict[str, Any]
NAMELESS = "unnamed coder"
TEXTS, NUMBERS, LISTS = (
    ("date", "stance", "mode", "domain", "speaker", "unit", "note"),
    ("value",),
    ("contexts", "cited"),
)
_INTERNAL = "internal://"


def take_codebook(bench: Bench, raw: bytes) -> Taken:
    """Take in a .qdc file: every code that is not known yet becomes one of the team's own."""
    root = parse(raw, "CodeBook")
    new, _ = new_codes(bench, root)
    bench.store.keep_codes(new)
    return Taken(codes=len(new))


def take_project(bench: Bench, raw: bytes) -> Taken:
    """Take in a .qdpx file: codes, documents that are not there, and the codings that are found in them."""
    archive = open_zip(raw, CALLED)
    project = next((name for name in archive.namelist() if name.lower().endswith(".qde")), None)
    content = None if project is None else unzip(archive, project, CALLED)
    if content is None:
        raise broken(CALLED, Words(en="it holds no project.qde", th="ไม่มีแฟ้ม project.qde"))
    root = parse(content, "Project")
    texts = list(_texts(root, lambda name: unzip(archive, name, CALLED)))
    new, codes = new_codes(bench, root)
    bench.store.keep_codes(new)
    users = {folded(user.get("guid")): _person(user.get("name") or "") for user in every(root, "User")}
    notes = {folded(note.get("guid")): _told(note) for note in every(root, "Note")}
    rows: list[Row] = []
    left = [_program(name) for name in users.values() if "@" in name]
    added = 0
    for text in texts:
        if not any(children(selection, "Coding") for selection in text.selections):
            continue
        source, is_new = _source(bench, text)
        added += is_new
        laid = people.laid_of(bench, source)
        for selection in text.selections:
            _take(bench, (source, laid, text), selection, (codes, users, notes), rows, left)
    bench.store.keep_codings(_linked(bench, rows))
    return Taken(len(new), len(rows), added, tuple(left))


def _linked(bench: Bench, rows: Sequence[Row]) -> list[Row]:
    """Let claims that dispute or edit others name them by the ids that they have here; leave out what is not here."""
    now = {row["was"]: row["coding"] for row in rows if row["was"]}
    known = {*now.values(), *people.suggestions(bench)["claims"]["claim"], *(c.coding for c in bench.store.codings())}
    linked = []
    for row in rows:
        disputes = [now.get(one, one) for one in row["disputes"]]
        edits = now.get(row.get("edits"), row.get("edits"))
        plain = {name: value for name, value in row.items() if name != "was"}
        linked.append({**plain, "disputes": [one for one in disputes if one in known], "edits": edits})
    return linked


def _person(name: str) -> str:
    """Return the name of a coder; only programs keep their @."""
    programs = {part.name for part in parts.all_of("coder")}
    plain = " ".join(name.split())[:100] or NAMELESS
    return plain if plain.partition("@")[0] in programs else plain.replace("@", " at ")


def _program(name: str) -> Words:
    return Words(en=f"What {name} coded: programs code anew.", th=f"รายการที่ {name} ลงรหัส เพราะโปรแกรมลงรหัสใหม่ได้เอง")


@dataclass(frozen=True, slots=True)
class _Text:
    """A source of the project: its name, its text, and the selections in it, with how positions count."""

    name: str
    text: str
    selections: Sequence[Element]
    twice: bool

    def words(self, selection: Element) -> tuple[int, int] | None:
        """Return the span of a selection in the text with plain line breaks."""
        start, end = _position(selection, "startPosition"), _position(selection, "endPosition")
        if start is None or end is None:
            return None
        if self.twice:
            start, end = (at - self.text[:at].count("\r\n") for at in (start, end))
        return (start, end) if 0 <= start < end <= len(self.plain) else None

    @property
    def plain(self) -> str:
        """The text with plain line breaks."""
        return self.text.replace("\r\n", "\n").replace("\r", "\n")


def _position(selection: Element, name: str) -> int | None:
    given = selection.get(name, "")
    return int(given) if given.isdecimal() and len(given) < 12 else None


def _texts(root: Element, file: Any) -> Iterator[_Text]:
    """Yield the text of every source: text sources, and what other sources have as plain text."""
    for element in (*every(root, "TextSource"), *every(root, "Representation")):
        selections = children(element, "PlainTextSelection")
        path, written = element.get("plainTextPath", ""), children(element, "PlainTextContent")
        if path.startswith(_INTERNAL):
            name = path.removeprefix(_INTERNAL)
            content = file(f"Sources/{name}") or file(f"sources/{name}")
            text = None if content is None else decode(content).removeprefix("\ufeff")
        else:
            text = written[0].text if written else None
        if text and selections:
            called = element.get("name") or element.getparent().get("name") or "text"
            yield _Text(called, text, selections, _counts_twice(text, selections))


def _counts_twice(text: str, selections: Sequence[Element]) -> bool:
    """Tell whether positions count a Windows line break as two characters: so they do if fewer words are cut."""
    if "\r\n" not in text:
        return False
    plain = text.replace("\r\n", "\n")
    spans = [(_position(one, "startPosition") or 0, _position(one, "endPosition") or 0) for one in selections]
    return sum(_cuts(text, *span) for span in spans) < sum(_cuts(plain, *span) for span in spans)


def _cuts(text: str, start: int, end: int) -> int:
    """Count the ends of a span that nobody would choose: in a blank, in a Latin word, before a Thai vowel or mark."""
    if not start < end <= len(text):
        return 2
    blanks = text[start].isspace() + text[end - 1].isspace()
    return blanks + sum(_inside_word(text[max(0, at - 1) : at + 1]) for at in (start, end))


def _inside_word(two: str) -> bool:
    return len(two) == 2 and ((two.isascii() and two.isalnum()) or two[1] in FOLLOWS)


def _take(
    bench: Bench, place: tuple[str, Laid, _Text], selection: Element,
    known: tuple[Mapping[str, str], Mapping[str, str], Mapping[str, Row]], rows: list[Row], left: list[Words],
) -> None:  # fmt: skip
    """Take in one selection; what cannot be is told, and the rest goes on."""
    source, laid, text = place
    codes, users, notes = known
    span = text.words(selection)
    found = None if span is None else _again(laid, text.plain, span)
    shown = text.plain[slice(*span)][:60] if span else "?"
    if found is None:
        left.append(Words(en=f"“{shown}” does not stand in {text.name}.", th=f"ไม่พบถ้อยคำ “{shown}” ใน {text.name}"))
        return
    told = next(
        (notes[g] for ref in children(selection, "NoteRef") if (g := folded(ref.get("targetGUID"))) in notes), {}
    )
    described = [one.text for one in children(selection, "Description") if one.text]
    for coding in children(selection, "Coding"):
        code = next((codes.get(folded(ref.get("targetGUID"))) for ref in children(coding, "CodeRef")), None)
        coder = users.get(folded(coding.get("creatingUser") or selection.get("creatingUser")), NAMELESS)
        if "@" in coder:
            continue
        fields = {**({"note": described[0][:4000]} if described else {}), **_fields(told)}
        try:
            rows.append(_coding(bench, (source, laid), found, code or "", coder, fields, told))
        except TrachuError as error:
            left.append(Words(en=f"“{shown}”: {error.words.en}", th=f"“{shown}”: {error.words.th}"))


def _coding(
    bench: Bench, place: tuple[str, Laid], span: tuple[int, int], code: str, coder: str, fields: Row, told: Row
) -> Row:
    source, laid = place
    row = people.row_of(bench, source, laid, span, code, coder, fields)
    disputes = told.get("disputes")
    row["disputes"] = [one for one in disputes if isinstance(one, str)] if isinstance(disputes, list) else []
    row["was"] = told["claim"] if isinstance(told.get("claim"), str) else None
    edits = told.get("edits")
    if isinstance(edits, str) and edits:
        return {**row, "edits": edits[:64], "coding": name_of(edits, 0, "edit", "", coder, ())}
    name = name_of(source, row["start"], row["kind"], row["type"], coder, row["parties"])
    return {**row, "coding": name}


def _again(laid: Laid, text: str, span: tuple[int, int]) -> tuple[int, int] | None:
    """Find the words of another program's text in the bench's own."""
    anchor, own = Anchor.at(text, *span), laid.text.text
    found = anchor.find(own)
    if found is None:
        met = places(own, anchor.exact)
        found = min(met, key=lambda place: abs(place[0] - span[0])) if met else None
    return found


def _source(bench: Bench, text: _Text) -> tuple[str, bool]:
    """Return the bench's document with this text or this name; failing that, add the text as a document."""
    documents = [s for s in bench.store.sources() if s.kind == "document"]
    for source in documents:
        if people.laid_of(bench, source.source).text.text == text.plain:
            return source.source, False
    for source in documents:
        if text.name in (source.name, source.title, source.name.rpartition(".")[0]):
            return source.source, False
    name = text.name if text.name.lower().endswith(".txt") else f"{text.name}.txt"
    safe = re.sub(r"[/\\\x00-\x1f]", "_", name)[-200:]
    part = adding.reader_of("text.txt")
    return adding.take_in(bench.run_, safe, text.plain.encode(), part, {"title": text.name[:1000]}).source, True


def _told(note: Element) -> Row:
    """Return what trachu wrote into a note; a note of anybody else tells nothing."""
    content = next((one.text for one in children(note, "PlainTextContent") if one.text), "")
    try:
        told = json.loads(content)
    except ValueError:
        return {}
    return told if isinstance(told, dict) and "claim" in told else {}


def _fields(told: Row) -> Row:
    """Keep the fields of a note that are of the right shape."""
    fields: Row = {name: told[name] for name in TEXTS if isinstance(told.get(name), str)}
    fields |= {name: float(told[name]) for name in NUMBERS if isinstance(told.get(name), int | float)}
    for name in LISTS:
        if isinstance(told.get(name), list) and all(isinstance(one, str) for one in told[name]):
            fields[name] = told[name]
    parties = told.get("parties")
    if isinstance(parties, list) and all(isinstance(p, list) and [type(x) for x in p] == [str, str] for p in parties):
        fields["parties"] = parties
    return {name: value for name, value in fields.items() if name in CARRIED}
