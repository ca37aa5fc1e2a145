"""The catalogue: every dataset that trachu knows, what the bench has of it, and whether that is as published."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, Any

import polars as pl

from trachu.bench import adding, editions, shelves
from trachu.bench.cache import Result
from trachu.bench.download import Fetched, fetch
from trachu.bench.store import Source
from trachu.core import parts
from trachu.core.dates import bounds
from trachu.core.errors import InputError, TrachuError, UsageError
from trachu.core.parts import Part
from trachu.core.words import Words
from trachu.ontology import reference as refs

if TYPE_CHECKING:
    from trachu.bench.bench import Bench

TIERS = {
    "A": Words(en="open: may be passed on", th="เปิด เผยแพร่ต่อได้"),
    "B": Words(en="free to use with citation", th="ใช้ได้โดยต้องอ้างอิง"),
    "C": Words(en="bring your own copy", th="ผู้ใช้ต้องนำแฟ้มมาเอง"),
    "D": Words(en="never automated", th="ไม่ดึงข้อมูลโดยอัตโนมัติ"),
}
NEVER = {
    "cow_alliances": Words(
        en="Formal alliances (Correlates of War): not taken in, as their maintainer asked a like package to stop.",
        th="พันธมิตรตามสนธิสัญญา (Correlates of War): ไม่รับ เพราะผู้ดูแลเคยขอให้โปรแกรมลักษณะเดียวกันเลิกดึงไปใช้",
    )
}
INSTEAD = Words(en="Use ATOP: trachu data add atop", th="ใช้ ATOP แทน: trachu data add atop")
FETCHED = ("A", "B")  # the tiers whose files may be fetched
BUNDLED = "starter"
FOUNDED = 1945  # session n of the General Assembly opens in the September of 1945 + n
Span = tuple[int, int]
Fetch = Callable[..., Fetched]


@dataclass(frozen=True, slots=True)
class Kept:
    """A file of a dataset that a bench has taken in: the years and rows that were read from it."""

    source: Source
    years: Span | None
    rows: int


@dataclass(frozen=True, slots=True)
class Added:
    """What became of one file: the source, whether it was there already, and the other files of the dataset."""

    source: Source
    known: bool
    beside: tuple[str, ...]

    def say(self) -> Words:
        """Say what became of it, with the checksum."""
        name, mark = self.source.name, f"sha256:{self.source.hash[:16]}"
        if self.known:
            return Words(en=f"{name} is unchanged ({mark}).", th=f"{name} ไม่เปลี่ยนแปลง ({mark})")
        if self.beside:
            listed = ", ".join(self.beside)
            return Words(
                en=f"{name} was added ({mark}); it differs from {listed}: remove that with trachu remove, if outdated.",
                th=f"เพิ่ม {name} แล้ว ({mark}) เนื้อหาต่างจาก {listed} หากแฟ้มเดิมล้าสมัย ให้นำออกด้วย trachu remove",
            )
        return Words(en=f"{name} was added ({mark}).", th=f"เพิ่ม {name} แล้ว ({mark})")


def catalogue(bench: Bench | None = None) -> list[dict[str, Any]]:
    """Return every dataset: version, years, licence, address, citation, and what the bench has of it."""
    shelves.load()
    have = kept(bench) if bench is not None else []
    rows = [_row(part, [k for k in have if k.source.part == part.name]) for part in parts.all_of("dataset")]
    return rows + [_never(name, words) for name, words in NEVER.items()]


def kept(bench: Bench) -> list[Kept]:
    """Return every file of a dataset in a bench, with its years and rows; a file that cannot be read has none."""
    found = []
    for source in bench.store.sources():
        if source.kind == "dataset":
            try:
                read = bench.run_.dataset(source)
            except (TrachuError, OSError):
                found.append(Kept(source, None, 0))
            else:
                found.append(Kept(source, _years(read), _height(read)))
    return found


def add(bench: Bench, name: str, path: Path | None = None, *, get: Fetch = fetch) -> list[Added]:
    """Take in a dataset: the file that a person brings, else the published files from their official addresses.

    Only this fetches anything, and only where the licence allows it; else the error says where to get the file.
    """
    shelves.load()
    if name in NEVER:
        raise UsageError(NEVER[name], INSTEAD)
    part = parts.find("dataset", name)
    if path is not None:
        return [_noted(bench, part, partial(bench.add, path, name))]
    return [_noted(bench, part, partial(_take, bench, part, one)) for one in _fetched(bench, part, get)]


def _fetched(bench: Bench, part: Part, get: Fetch) -> Iterator[Fetched]:
    if part.name == BUNDLED:
        from importlib.resources import files

        path = files("trachu.bench.samples").joinpath("starter.csv")
        yield Fetched(part.more["url"], path.name, path.read_bytes())
        return
    if part.more["tier"] not in FETCHED or not part.more["download"]:
        raise _bring(part)
    for url in part.more["download"]:
        yield get(url, tell=bench.tell)


def _bring(part: Part) -> UsageError:
    """Say that the person brings the file, why, and from where."""
    why = Words(en="its publisher has no lasting address for the file", th="ผู้เผยแพร่ไม่มีที่อยู่ถาวรของแฟ้ม")
    if part.more["tier"] not in FETCHED:
        why = Words(en="its licence asks for your own copy", th="สัญญาอนุญาตกำหนดให้ผู้ใช้นำสำเนาของตนเองมา")
    return UsageError(
        Words(en=f"{part.name} is not fetched: {why.en}.", th=f"ไม่ดาวน์โหลด {part.name} ให้: {why.th}"),
        Words(
            en=f"Get it at {part.more['url']} and add it: trachu data add {part.name} FILE",
            th=f"รับแฟ้มที่ {part.more['url']} แล้วเพิ่มด้วย: trachu data add {part.name} แฟ้ม",
        ),
    )


def _take(bench: Bench, part: Part, file: Fetched) -> Source:
    about: dict[str, str | None] = {"retrieved": date.today().isoformat()}
    if file.url.startswith("http"):
        about["url"] = file.url
    try:
        ((_, name, raw),) = adding.held(file.name, file.raw, part.name)
        return adding.take_in(bench.run_, name, raw, part, about)
    except InputError as error:
        raise error.about(file.name) from None


def _noted(bench: Bench, part: Part, take: Callable[[], Source]) -> Added:
    before = [s for s in bench.store.sources() if s.part == part.name]
    source = take()
    bench._forget()
    others = [] if part.more["download"][1:] else [s.name for s in before if s.hash != source.hash]
    return Added(source, source.hash in {s.hash for s in before}, tuple(others))


def check(bench: Bench) -> list[dict[str, Any]]:
    """Return for each file of a dataset whether it is whole, as its part expects, and of which edition.

    ``faults`` are in both languages and make ``ok`` false; ``notes`` are worth knowing, such as a newer edition.
    """
    return [_checked(bench, one) for one in kept(bench)]


def _checked(bench: Bench, one: Kept) -> dict[str, Any]:
    part, source = parts.find("dataset", one.source.part), one.source
    faults = list(_faults(bench, one, part))
    notes = [*_renamed(bench, one, part), *_notes(one, part)]
    first, last = one.years or (None, None)
    return {
        "name": part.name, "file": source.name, "source": source.source, "ok": not faults, "version": source.version,
        "first": first, "last": last, "rows": one.rows, "sha256": source.hash,
        "faults": [{"en": w.en, "th": w.th} for w in faults], "notes": [{"en": w.en, "th": w.th} for w in notes],
    }  # fmt: skip


def _faults(bench: Bench, one: Kept, part: Part) -> Iterator[Words]:
    try:
        raw = bench.run_.content(one.source)
    except OSError:
        yield Words(en="the file is gone from the bench", th="แฟ้มหายไปจากโต๊ะงาน")
        return
    if sha256(raw).hexdigest() != one.source.hash:
        yield Words(en="the file is not the one that was added", th="แฟ้มไม่ตรงกับที่เพิ่มไว้")
    elif one.years is None and not one.rows:
        yield Words(en=f"it cannot be read as {part.name}", th=f"อ่านเป็น {part.name} ไม่ได้")
    if part.more["checksums"] and one.source.hash not in part.more["checksums"]:
        yield Words(en="its checksum is not that of the published file", th="ค่าตรวจสอบไม่ตรงกับแฟ้มที่เผยแพร่")


def _renamed(bench: Bench, one: Kept, part: Part) -> Iterator[Words]:
    """Say so if a file was written down as another edition than it says it is, as benches once did."""
    try:
        said = editions.said(part, bench.run_.content(one.source)) if part.more["editions"] else one.source.version
    except OSError:
        return
    if said != one.source.version:
        yield Words(
            en=f"the file says that it is edition {said}: remove it and add it again",
            th=f"แฟ้มระบุว่าเป็นฉบับ {said} โปรดนำออกแล้วเพิ่มใหม่",
        )


def _notes(one: Kept, part: Part) -> Iterator[Words]:
    version, later = one.source.version, part.more["later"]
    if version and not editions.known(part, version):
        yield Words(
            en=f"added as version {version}; trachu reads {part.version} now",
            th=f"เพิ่มไว้เป็นรุ่น {version} ปัจจุบัน trachu อ่านรุ่น {part.version}",
        )
    if later:
        yield Words(
            en=f"a newer edition is known: {later}; trachu does not read it yet",
            th=f"มีฉบับใหม่กว่า คือ {later} ซึ่ง trachu ยังไม่รองรับ",
        )
    if version and version != part.version and editions.known(part, version):
        yield Words(
            en=f"edition {version}; the newest that trachu reads is {part.version}",
            th=f"ฉบับ {version} ส่วนฉบับใหม่ที่สุดที่ trachu อ่านได้คือ {part.version}",
        )
    covers = editions.years(part, version)
    if one.years and one.years != covers:
        (first, last), (begins, ends) = one.years, covers
        yield Words(
            en=f"it has {first}–{last} of the {begins}–{ends} that the dataset may cover",
            th=f"มีข้อมูล ค.ศ. {first}–{last} จากช่วงที่ชุดข้อมูลครอบคลุมได้ คือ ค.ศ. {begins}–{ends}",
        )


def _row(part: Part, have: Sequence[Kept]) -> dict[str, Any]:
    first, last = part.more["years"]
    spans = [k.years for k in have if k.years]
    return {
        "name": part.name, "en": part.label.en, "th": part.label.th, "version": part.version, "first": first,
        "last": last, "tier": part.more["tier"], "licence": part.more["licence"], "url": part.more["url"],
        "fetched": part.name == BUNDLED or (part.more["tier"] in FETCHED and bool(part.more["download"])),
        "gives": [table.name for table in part.gives], "later": part.more["later"] or None,
        "files": [k.source.name for k in have], "rows": sum(k.rows for k in have),
        "have_first": min((s[0] for s in spans), default=None), "have_last": max((s[1] for s in spans), default=None),
        "apa_en": [refs.apa(c, "en") for c in part.cite], "apa_th": [refs.apa(c, "th") for c in part.cite],
        "bibtex": refs.bibtex(part.cite),
    }  # fmt: skip


def _never(name: str, words: Words) -> dict[str, Any]:
    return {
        "name": name, "en": words.en, "th": words.th, "version": None, "first": None, "last": None, "tier": "D",
        "licence": TIERS["D"].en, "url": "https://correlatesofwar.org/data-sets/formal-alliances/", "fetched": False,
        "gives": [], "later": None, "files": [], "rows": 0, "have_first": None, "have_last": None, "apa_en": [],
        "apa_th": [], "bibtex": "",
    }  # fmt: skip


def _height(read: Result) -> int:
    return sum(_scan(read, name).select(pl.len()).collect().item() for name in read.digests if name != "traces")


def _scan(read: Result, name: str) -> pl.LazyFrame:
    return pl.scan_parquet(read.folder / f"{name}.parquet")


def _years(read: Result) -> Span | None:
    """Return the first and last year of which the rows of a file speak, whatever their table calls it."""
    ends: list[int] = []
    for name in read.digests:
        columns = _scan(read, name).collect_schema().names() if name != "traces" else []
        if "year" in columns:
            ends += _scan(read, name).select(pl.col("year").min(), last=pl.col("year").max()).collect().row(0)
        elif "choice" in columns:
            held = pl.coalesce(pl.col("date").dt.year().cast(pl.Int64), pl.col("session") + FOUNDED)
            ends += _scan(read, name).select(first=held.min(), last=held.max()).collect().row(0)
        elif "since" in columns:
            ends += _edges(_scan(read, name).select("since", "until").unique().collect())
    known = [year for year in ends if year is not None]
    return (min(known), max(known)) if known else None


def _edges(spells: pl.DataFrame) -> list[int]:
    days = [day for text in {*spells["since"], *spells["until"]} if text for day in bounds(text)]
    return [day.year for day in days if day is not None]
