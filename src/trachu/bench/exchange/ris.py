"""The register of sources as RIS, which Zotero, EndNote, Mendeley and QualCoder read and write."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from trachu.bench.exchange.taken import Taken
from trachu.bench.store import Source
from trachu.core.errors import FormatError
from trachu.core.words import Words
from trachu.sources.guard import decode

if TYPE_CHECKING:
    from trachu.bench.bench import Bench

Record = dict[str, list[str]]
LOST = (Words(en="The files themselves, codings and codes.", th="ตัวแฟ้มเอกสาร การลงรหัส และรหัส"),)
TYPES = {"document": "GEN", "dataset": "DATA"}
TAGS = {
    "title": ("TI", "T1", "CT"), "authors": ("AU", "A1"), "publisher": ("PB",), "published": ("DA", "PY", "Y1"),
    "url": ("UR",), "lang": ("LA",), "version": ("ET",),
}  # fmt: skip
FILE = ("L1", "C1")
_LINE = re.compile(r"^([A-Z][A-Z0-9])  ?- ?(.*)$")
_SHORT = {"thai": "th", "ไทย": "th", "english": "en"}


def write(sources: Sequence[Source]) -> str:
    r"""Write sources as RIS, one record each; `L1` is the name of the file, `ID` the id of the source.

    >>> print(write([Source(source="a1", kind="document", name="a.pdf", title="A", authors="B and C")]).strip())
    TY  - GEN
    TI  - A
    AU  - B
    AU  - C
    ID  - a1
    L1  - a.pdf
    ER  -
    """
    return "\n".join("\n".join(_lines(source)) for source in sources) + "\n"


def _lines(source: Source) -> Iterator[str]:
    yield f"TY  - {TYPES.get(source.kind, 'GEN')}"
    for field, tags in TAGS.items():
        value = getattr(source, field)
        values = re.split(r"\s+and\s+", value) if field == "authors" and value else [value]
        yield from (f"{tags[0]}  - {_flat(one)}" for one in values if one)
    if source.published and re.match(r"\d{4}", source.published):
        yield f"PY  - {source.published[:4]}"
    yield f"ID  - {source.source}"
    yield f"L1  - {_flat(source.name)}"
    yield "ER  -"


def _flat(text: str) -> str:
    return " ".join(text.split())


def read(text: str) -> list[Record]:
    r"""Read RIS records: for every tag its values, in order.

    >>> read("TY  - BOOK\nAU  - Waltz, K.\nTI  - Theory\n  continued\nER  - \n")
    [{'TY': ['BOOK'], 'AU': ['Waltz, K.'], 'TI': ['Theory continued']}]
    """
    records: list[Record] = []
    last: list[str] | None = None
    for line in text.removeprefix("\ufeff").splitlines():
        found = _LINE.match(line)
        if found is None:
            if last and line.strip():
                last[-1] += f" {line.strip()}"
            continue
        tag, value = found[1], found[2].strip()
        if tag == "TY":
            records.append({})
        if tag == "ER" or not records:
            last = None
        else:
            last = records[-1].setdefault(tag, [])
            last.append(value)
    return records


def take(bench: Bench, raw: bytes) -> Taken:
    """Fill in what records tell of the bench's sources; a source is known by its id, its file or its title."""
    records = read(decode(raw))
    if not records:
        raise FormatError(
            Words(en="The file holds no RIS record.", th="แฟ้มไม่มีระเบียน RIS"),
            Words(en="Export it as RIS; a record begins with TY.", th="โปรดส่งออกเป็น RIS ระเบียนเริ่มด้วย TY"),
        )
    sources, left, filled = bench.store.sources(), [], 0
    for record in records:
        source = _meant(sources, record)
        if source is None:
            title = next((record[tag][0] for tag in TAGS["title"] if record.get(tag)), "?")
            left.append(Words(en=f"No source is “{title}”.", th=f"ไม่มีแหล่งข้อมูล “{title}”"))
            continue
        filled += 1
        columns = [column.name for column in Source.__table__.columns if column.name != "added"]
        bench.store.keep_source(**{name: getattr(source, name) for name in columns} | about(record))
    return Taken(sources=filled, left_out=tuple(left))


def _meant(sources: Sequence[Source], record: Record) -> Source | None:
    ids = {*record.get("ID", ())}
    files = {re.split(r"[/\\]", name)[-1] for tag in FILE for name in record.get(tag, ())}
    titles = {_flat(title).casefold() for tag in TAGS["title"] for title in record.get(tag, ())}
    for source in sources:
        if source.source in ids or source.name in files:
            return source
    return next((s for s in sources if _flat(s.title or "").casefold() in titles - {""}), None)


def about(record: Mapping[str, Sequence[str]]) -> dict[str, str]:
    """Return what a record tells of a source; dates as EDTF.

    >>> about({"AU": ["Waltz, K.", "B"], "DA": ["1979/06/01/"], "LA": ["Thai"]})
    {'authors': 'Waltz, K. and B', 'published': '1979-06-01', 'lang': 'th'}
    """
    found = {}
    for field, tags in TAGS.items():
        values = next((record[tag] for tag in tags if record.get(tag)), ())
        if values and values[0]:
            found[field] = " and ".join(values) if field == "authors" else values[0]
    if "published" in found:
        dated = re.match(r"\d{4}(?:[/-]\d{1,2}){0,2}", found["published"])
        parts = re.split("[/-]", dated[0]) if dated else []
        found["published"] = "-".join([*parts[:1], *(part.zfill(2) for part in parts[1:])])
    if "lang" in found:
        found["lang"] = _SHORT.get(found["lang"].casefold(), found["lang"][:2].lower())
    return {name: value for name, value in found.items() if value}
