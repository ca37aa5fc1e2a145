"""Dates in running text, Thai and English, to EDTF: no part is made up, พ.ศ. becomes the common era.

A text is read in two passes. First every *atom* (a day, month, year, quarter, decade, century) is found by its
form. Then what stands around the atoms is read: a dash or ถึง between two makes a range, ตั้งแต่ or "since" opens
one, ต้น กลาง ปลาย and "early" go into the qualifier, and a month without a year takes the year before it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import pairwise

from trachu.core.dates import valid
from trachu.evidence.atoms import Atom, atoms_in
from trachu.evidence.calendar import QUALIFIERS

MOST_IN_ROW = 12  # dates in a row that may share the year behind the last
DIGITS = str.maketrans("๐๑๒๓๔๕๖๗๘๙", "0123456789")
_THAI_DIGIT = re.compile("[๐-๙]")


@dataclass(frozen=True, slots=True)
class Found:
    """A date that was read: its span, EDTF, what qualifies it, and how sure the reading is.

    Confidence: .97 a full day, .95 a month or a year with its era, .9 centuries, decades and parts of years,
    .8 a bare year, .75 where the year comes from the text around, .6 where the date is relative to another one.
    """

    start: int
    end: int
    edtf: str
    qualifier: str | None = None
    confidence: float = 0.9


def dates_in(text: str, *, year: int | None = None, skip: Iterable[tuple[int, int]] = ()) -> list[Found]:
    """Find the dates of a passage; `year` is the last year named before it, `skip` are spans to leave out.

    >>> [d.edtf for d in dates_in("วันที่ 12–17 กันยายน ค.ศ. 2023 และ ๑๙ มิ.ย. ๒๕๖๗")]
    ['2023-09-12/2023-09-17', '2024-06-19']
    >>> [(d.edtf, d.qualifier) for d in dates_in("ตั้งแต่ต้นปี 2024 เป็นต้นมา; late 2023")]
    [('2024/..', 'early,since'), ('2023', 'late')]
    """
    plain = arabic(text)
    left_out = sorted(skip)
    atoms = [a for a in atoms_in(plain) if not any(s <= a.start < e for s, e in left_out)]
    found = (_with_words(plain, atom) for atom in _settle(plain, _ranges(plain, atoms), year))
    return [date for date in found if valid(date.edtf)]


def arabic(text: str) -> str:
    """Write Thai digits as Arabic ones, character for character.

    >>> arabic("พ.ศ. ๒๕๖๗")
    'พ.ศ. 2567'
    """
    return text.translate(DIGITS) if _THAI_DIGIT.search(text) else text


_BETWEEN = re.compile(r"(?:between|ระหว่าง|from|ตั้งแต่).{0,12}$", re.IGNORECASE)
_JOIN = re.compile(
    r"\s{0,3}(?:[-–—]|จนถึง|ถึง|to|until|till|through|(?P<and>and|และ))\s{0,3}(?:วันที่|เดือน|ช่วง|the)?\s{0,2}"
    r"(?P<shade>ต้น|กลาง|ปลาย|early|mid|late)?[-\s]{0,2}(?:the\s)?$",
    re.IGNORECASE,
)


def _ranges(text: str, atoms: list[Atom]) -> Iterator[Atom]:
    """Join two atoms with a dash, ถึง or "to" between them."""
    waiting: Atom | None = None
    for atom in atoms:
        if waiting is None:
            waiting = _shaded(text, atom)
            continue
        joint = _JOIN.match(text[waiting.end : atom.start]) if atom.start - waiting.end < 20 else None
        if joint and joint["and"] and not _BETWEEN.search(text[max(0, waiting.start - 24) : waiting.start]):
            joint = None
        joined = _join(waiting, atom, joint["shade"]) if joint else None
        if joined:
            waiting = joined
        else:
            yield waiting
            waiting = _shaded(text, atom)
    if waiting:
        yield waiting


def _join(left: Atom, right: Atom, shade: str | None) -> Atom | None:
    if "/" in left.value or "/" in right.value or "relative" in (left.kind, right.kind):
        return None
    first, last = left.value, right.value
    if left.kind == "decade" and right.kind == "year" and last.endswith("0"):
        last = f"{last[:3]}X"
    if first.startswith("-") and not last.startswith("-"):
        first = last[:4] + first
    if first.replace("X", "0") > last.replace("X", "9") and not last.startswith("-"):
        return None
    shades = (*left.qualifiers, *((QUALIFIERS[shade.lower()],) if shade else ()))
    return Atom(left.start, right.end, f"{first}/{last}", "span", min(left.confidence, right.confidence), shades)


_SHADE = re.compile(r"(?P<shade>ต้น|กลาง|ปลาย|สิ้น|early|mid|late|end of)[-\s]{0,2}(?:the\s|in\s)?$", re.IGNORECASE)


def _shaded(text: str, atom: Atom) -> Atom:
    found = _SHADE.search(text[max(0, atom.start - 14) : atom.start])
    if not found:
        return atom
    start = atom.start - (len(text[max(0, atom.start - 14) : atom.start]) - found.start())
    return replace(atom, start=start, qualifiers=(QUALIFIERS[found["shade"].lower()], *atom.qualifiers))


def _settle(text: str, atoms: Iterable[Atom], year: int | None) -> Iterator[Atom]:
    """Give atoms without a year the one that closes their row, else the last one named before.

    Relative dates are read against the last date.
    """
    kept = list(atoms)
    last = f"{year:04d}" if year else None
    for at, atom in enumerate(kept):
        if atom.kind == "relative":
            value = _relative(atom.value, last)
            if value:
                yield replace(atom, value=value, qualifiers=("relative",))
            continue
        if atom.value.startswith("-"):
            known = _closing_year(text, kept, at) or (last[:4] if last else _next_year(kept[at + 1 : at + 3]))
            if not known:
                continue
            atom = replace(atom, value="/".join(known + half for half in atom.value.split("/")), confidence=0.75)
        if re.match(r"\d{4}", atom.value):
            last = atom.value.split("/")[-1] if re.match(r"\d{4}", atom.value.split("/")[-1]) else atom.value[:4]
        yield atom


_OF_YEAR = re.compile(r"(?:\s|,|ใน|ของ|ช่วง|ระยะเวลา|ปี|of|in|the|year)*", re.IGNORECASE)


_ROW = re.compile(r"[^.]{0,24}(?:\band\b|และ|,)[^.]{0,24}", re.IGNORECASE)


def _closing_year(text: str, atoms: list[Atom], at: int) -> str | None:
    """Find the year at the end of a row of months: ``Peru in May and Chile in June of 2011``."""
    for month, following in pairwise(atoms[at : at + MOST_IN_ROW]):
        between = text[month.end : following.start]
        if following.kind == "month" and not following.value.startswith("-") and _ROW.fullmatch(between):
            return following.value[:4]
        if following.kind == "year" and _OF_YEAR.fullmatch(between):
            return following.value[:4]
        if not following.value.startswith("-"):
            return None
    return None


def _next_year(rest: list[Atom]) -> str | None:
    return next((a.value[:4] for a in rest if re.match(r"\d{4}", a.value)), None)


_BACK = {
    "ที่แล้ว": -1,
    "ก่อน": -1,
    "ที่ผ่านมา": -1,
    "last": -1,
    "previous": -1,
    "ถัดมา": 1,
    "ต่อมา": 1,
    "next": 1,
    "following": 1,
}


def _relative(words: str, last: str | None) -> str | None:
    if not last:
        return None
    step = next((value for word, value in _BACK.items() if word in words), 0)
    month = last[5:7]
    if "เดือน" in words or "month" in words:
        if not month.isdigit() or not 1 <= int(month) <= 12:
            return None
        total = int(last[:4]) * 12 + int(month) - 1 + step
        return f"{total // 12:04d}-{total % 12 + 1:02d}"
    return f"{int(last[:4]) + step:04d}"


_OPENING = re.compile(
    r"(?P<word>นับตั้งแต่|ตั้งแต่|ภายหลังจาก|ภายหลัง|หลังจาก|หลัง|นับแต่|ก่อนหน้า|ก่อน|จนถึง|จนกระทั่ง|ภายใน|ระหว่าง|เมื่อ|ใน|since|from|after"
    r"|before|until|by|between|in|on|during)?\s{0,2}(?:ช่วง|ตลอด|ราว|ประมาณ|the\s)?(?:ต้น|กลาง|ปลาย)?\s{0,2}(?:ปี\s{0,2})?$",
    re.IGNORECASE,
)
_ONWARDS = re.compile(r"\s{0,2}(?:เป็นต้นมา|เป็นต้นไป|จนถึงปัจจุบัน|ถึงปัจจุบัน|onwards?|until now|to the present)", re.IGNORECASE)


def _with_words(text: str, atom: Atom) -> Found:
    """Read the words before and behind a date: since, after, before, until, onwards."""
    window = text[max(0, atom.start - 24) : atom.start]
    opening = _OPENING.search(window)
    word = (opening["word"] or "").lower() if opening else ""
    start = atom.start - (len(window) - opening.start()) if opening and word else atom.start
    onwards = _ONWARDS.match(text, atom.end)
    meaning = "since" if onwards else QUALIFIERS.get(word, "")
    value, whole = atom.value, "/" in atom.value
    if meaning in ("since", "after") and not whole:
        value = f"{value}/.."
    elif meaning == "before" and not whole:
        value = f"../{value}"
    words = [*atom.qualifiers, *([meaning] if meaning and (not whole or onwards) else [])]
    return Found(start, onwards.end() if onwards else atom.end, value, ",".join(words) or None, atom.confidence)
