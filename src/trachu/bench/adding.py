"""Take a file in: find out what it is, read it whole, and only then write it down."""

from __future__ import annotations

from hashlib import sha256
from pathlib import Path

from trachu.bench import editions
from trachu.bench.cache import write_whole
from trachu.bench.run import Run
from trachu.bench.store import Source
from trachu.core import parts
from trachu.core.errors import FormatError, NoAccess
from trachu.core.parts import Part
from trachu.core.words import Words
from trachu.sources.guard import MAX_BYTES, MAX_CHARACTERS, MAX_DATA_BYTES, check_characters, check_size
from trachu.sources.recognising import members, recognise

DATA_SUFFIXES = (".csv", ".tsv", ".tab", ".zip", ".dta", ".xlsx", ".parquet")
TEXT_SUFFIXES = (".txt", ".md", ".markdown")
MOST_BYTES = {
    **dict.fromkeys(DATA_SUFFIXES, MAX_DATA_BYTES),
    **dict.fromkeys(TEXT_SUFFIXES, 4 * MAX_CHARACTERS),  # no character takes more bytes
}


def read_file(path: Path) -> bytes:
    """Read a file that a person named; refuse what is too large before reading it."""
    try:
        check_size(path.name, path.stat().st_size, MOST_BYTES.get(path.suffix.lower(), MAX_BYTES))
        return path.read_bytes()
    except IsADirectoryError:
        raise NoAccess(
            Words(en=f"{path.name} is a folder.", th=f"{path.name} เป็นโฟลเดอร์"),
            Words(en="Name one file.", th="โปรดระบุแฟ้มเดียว"),
        ) from None
    except OSError as error:
        raise NoAccess(
            Words(en=f"{path} cannot be read: {error.strerror}.", th=f"อ่าน {path} ไม่ได้: {error.strerror}"),
            Words(en="Check the path and the permissions.", th="โปรดตรวจเส้นทางและสิทธิ์การเข้าถึงแฟ้ม"),
        ) from None


def kind_of(name: str, raw: bytes, dataset: str | None) -> Part:
    """Return the part that reads this file: a dataset by name or by its header, else a reader by suffix."""
    if dataset is not None:
        return parts.find("dataset", dataset)
    suffix = Path(name).suffix.lower()
    if suffix in DATA_SUFFIXES:
        found = recognise(raw, parts.all_of("dataset"))
        if found is None:
            raise _not_recognised(name)
        return found
    return reader_of(name)


def reader_of(name: str) -> Part:
    """Return the reader of this file's suffix."""
    suffix = Path(name).suffix.lower()
    for part in parts.all_of("reader"):
        if suffix in part.more["suffixes"]:
            return part
    known = ", ".join(sorted(s for part in parts.all_of("reader") for s in part.more["suffixes"]))
    raise FormatError(
        Words(en=f"{name}: no reader for files of this kind.", th=f"{name}: ไม่มีตัวอ่านสำหรับแฟ้มชนิดนี้"),
        Words(en=f"Save it as one of {known}.", th=f"โปรดบันทึกเป็นชนิดใดชนิดหนึ่งใน {known}"),
    )


def _not_recognised(name: str) -> FormatError:
    listed = ", ".join(part.name for part in parts.all_of("dataset"))
    return FormatError(
        Words(
            en=f"{name}: its header is not that of any dataset trachu knows.",
            th=f"{name}: หัวตารางไม่ตรงกับชุดข้อมูลใดที่ trachu รู้จัก",
        ),
        Words(
            en=f"Add the file as it was published, or name it with --dataset ({listed}).",
            th=f"โปรดเพิ่มแฟ้มตามที่เผยแพร่ หรือระบุด้วย --dataset ({listed})",
        ),
    )


def held(name: str, raw: bytes, dataset: str | None) -> list[tuple[Part, str, bytes]]:
    """Return what a file holds: itself, or of an archive with the tables of several datasets each one by itself.

    ATOP and the militarized disputes come so: each table is kept as a file of its own, named after the archive and
    the table. With `dataset` only the table of that one.
    """
    part = kind_of(name, raw, dataset)
    found = members(raw, parts.all_of("dataset")) if part.kind == "dataset" else []
    if len(found) < 2 or part.name not in {one.name for one, _, _ in found}:
        return [(part, name, raw)]
    tables = [(one, f"{name}:{Path(member).name}", table) for one, member, table in found]
    return [each for each in tables if dataset is None or each[0] is part]


def take_in(run: Run, name: str, raw: bytes, part: Part, about: dict[str, str | None]) -> Source:
    """Read the file with its part, and if that succeeds keep its bytes and write it down."""
    whole = sha256(raw).hexdigest()
    kind = "dataset" if part.kind == "dataset" else "document"
    source = Source(
        source=whole[:12], kind=kind, name=name, part=part.name, hash=whole, size=len(raw), **_told(part, about, raw)
    )
    if kind == "dataset":
        run.dataset(source, raw)
    else:
        pages = run.read(source, raw)
        check_characters(int(pages.frame("pages")["text"].str.len_chars().sum()))
        passages = run.mend(source, pages).frame("passages")
        thai = int((passages["lang"] == "th").sum())
        source.lang = about.get("lang") or ("th" if thai * 2 >= passages.height else "en")
    write_whole(run.folder / "sources" / whole, raw)
    fields = ("source", "kind", "name", "part", "hash", "size", "title", "authors", "publisher", "lang", "published")
    more = ("retrieved", "version", "url", "licence", "label")
    return run.store.keep_source(**{field: getattr(source, field) for field in (*fields, *more)})


def _told(part: Part, about: dict[str, str | None], raw: bytes) -> dict[str, str | None]:
    own = {}
    if part.kind == "dataset":
        own = {
            "title": part.label.en,
            "version": editions.said(part, raw),
            "url": part.more["url"],
            "licence": part.more["licence"],
        }
    return {**own, **{name: value for name, value in about.items() if value}}
