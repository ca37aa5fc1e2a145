"""The version of what people typed of a record or a source, so that nobody overwrites what somebody else just wrote."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from trachu.bench.cache import key_of
from trachu.bench.coding import plain
from trachu.bench.store import Source
from trachu.core.dates import valid
from trachu.core.errors import UsageError
from trachu.core.words import Words

if TYPE_CHECKING:
    from trachu.bench.bench import Bench

FIELDS = ("title", "authors", "publisher", "published", "lang", "url", "licence", "grade")
GRADES = tuple(f"{letter}{digit}" for letter in "ABCDEF" for digit in range(1, 7))
NEVER = key_of("nothing typed")[:12]


class Stale(UsageError):
    """What a person wants to change was changed by somebody else in between."""


def of_record(bench: Bench, record: str) -> str:
    """Name the state of all that people typed of a claim."""
    return of_records(bench).get(record, NEVER)


def of_records(bench: Bench) -> dict[str, str]:
    """Name the state of every claim of which people typed something; the others are `NEVER`."""
    said: dict[str, list[Any]] = {}
    for one in bench.store.judgements():
        said.setdefault(one.record, []).append((one.coder, one.verdict, one.note, str(one.at)))
    for coding in bench.store.codings():
        for record in {coding.coding, coding.edits} - {None}:
            said.setdefault(str(record), []).append((plain(coding), str(coding.at)))
    return {record: key_of(rows)[:12] for record, rows in said.items()}


def of_source(source: Source) -> str:
    """Name the state of what is known of a source."""
    return key_of([getattr(source, name) for name in FIELDS], str(source.added))[:12]


def unchanged(now: str, seen: str) -> None:
    """Refuse to write over what changed since a person saw it."""
    if now != seen:
        raise Stale(
            Words(
                en="This record was changed in another window after you opened it; nothing was overwritten.",
                th="รายการนี้ถูกแก้ไขในหน้าต่างอื่นหลังจากที่ท่านเปิดดู ระบบไม่ได้เขียนทับสิ่งใด",
            ),
            Words(
                en="Look at what stands now, and act again if yours should stand.",
                th="โปรดดูข้อมูลปัจจุบัน แล้วสั่งอีกครั้งหากต้องการใช้ของท่าน",
            ),
        )


def describe(bench: Bench, source: str, seen: str, about: Mapping[str, str]) -> Source:
    """Write down what a person says of a source, if nobody changed it since; an empty field is cleared."""
    found = bench.source(source)
    unchanged(of_source(found), seen)
    given = {name: about[name].strip() or None for name in FIELDS if name in about}
    if given.get("published") and not valid(str(given["published"])):
        raise UsageError(
            Words(en=f"{given['published']!r} is no EDTF date.", th=f"{given['published']!r} ไม่ใช่วันที่ตามรูปแบบ EDTF"),
            Words(en="Write 2024, 2024-06 or 2024-06-19.", th="เขียนเป็น 2024, 2024-06 หรือ 2024-06-19 (ปี ค.ศ.)"),
        )
    if given.get("grade") and given["grade"] not in GRADES:
        raise UsageError(
            Words(en=f"{given['grade']!r} is no grade.", th=f"{given['grade']!r} ไม่ใช่ระดับความน่าเชื่อถือ"),
            Words(
                en="A letter A to F for the source, a digit 1 to 6 for what it says.",
                th="ตัวอักษร A–F สำหรับแหล่ง และเลข 1–6 สำหรับเนื้อหา",
            ),
        )
    known = {c.name: getattr(found, c.name) for c in Source.__table__.columns if c.name != "added"}
    return bench.store.keep_source(**{**known, **given})
