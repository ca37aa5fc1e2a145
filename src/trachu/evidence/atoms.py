"""The pieces of dates in running text, by their form: a day, month, year, quarter, decade or century."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from trachu.core.dates import BUDDHIST
from trachu.evidence.calendar import (
    ATOMS,
    BUDDHIST_FROM,
    LAST_YEAR,
    ORDINALS,
    PLAIN_YEARS,
    SEASONS,
    is_number,
    month_of,
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Atom:
    """A piece of a date. ``value`` is EDTF; without a year it begins with a hyphen (``-06-19``)."""

    start: int
    end: int
    value: str
    kind: str
    confidence: float
    qualifiers: tuple[str, ...] = ()


def gregorian(year: int, era: str) -> int:
    """Return the common-era year: พ.ศ. is marked, or any bare year from 2400 on.

    >>> gregorian(2567, ""), gregorian(2430, "ค.ศ."), gregorian(1949, "")
    (2024, 2430, 1949)
    """
    thai = era.startswith(("พ", "B")) or (not era and year >= BUDDHIST_FROM)
    return year - BUDDHIST if thai else year


_VARIANT = re.compile(r"_(?:th|en|q|after)$")  # the pattern names a part once for each form that it takes


def atoms_in(text: str) -> Iterator[Atom]:
    """Find the pieces of dates in a text whose digits are Arabic.

    >>> [(atom.value, atom.kind) for atom in atoms_in("19 June 2024; in May; the 1990s")]
    [('2024-06-19', 'day'), ('-05', 'month'), ('199X', 'decade')]
    """
    for match in ATOMS.finditer(text):
        atom = _atom(match, text)
        if atom:
            yield atom


def _atom(match: re.Match[str], text: str) -> Atom | None:
    part = {_VARIANT.sub("", name): value for name, value in match.groupdict().items() if value is not None}
    start, end = match.span()
    if "iso" in part:
        return Atom(start, end, part["iso"], "day", 0.97)
    if "month" in part:
        return None if _is_word(text, start, part) else _month_atom(start, end, part)
    if "century" in part:
        return _century(start, end, int(part["century"]), "พุทธ" in part.get("century_era", ""))
    if "decade" in part:
        return _decade(start, end, int(part["decade"]))
    if "part_year" in part:
        return _part_of_year(start, end, part)
    if "relative" in part:
        return Atom(start, end, part["relative"].lower(), "relative", 0.6)
    return _year_atom(match, text, part)


_PREPOSITION = re.compile(r"(?:in|of|by|since|during|until|early|late|mid|from|to)[\s-]$", re.IGNORECASE)


def _is_word(text: str, start: int, part: dict[str, str]) -> bool:
    """Tell the verb "may" or the noun "march" from a month that stands alone."""
    name = part["month"]
    if not name.isascii() or "day" in part or "year" in part:
        return False
    return not name[0].isupper() or (len(name) < 6 and not _PREPOSITION.search(text[max(0, start - 8) : start]))


def _month_atom(start: int, end: int, part: dict[str, str]) -> Atom | None:
    month = month_of(part["month"])
    days = [int(part[name]) for name in ("day", "day2") if name in part]
    if any(not 1 <= day <= 31 for day in days):
        return None
    written, year = part.get("year", ""), ""
    if len(written) == 4:
        year = str(gregorian(int(written), part.get("era", "")))
    elif written:
        year = str(2500 + int(written) - BUDDHIST)
    values = [f"{year}-{month:02d}-{day:02d}" for day in days] or [f"{year}-{month:02d}"]
    sure = (0.97 if days else 0.95) if year else 0.75
    return Atom(start, end, "/".join(values), "day" if days else "month", sure)


def _century(start: int, end: int, number: int, buddhist: bool) -> Atom | None:
    if not 1 <= number <= 30:
        return None
    if buddhist:
        first = (number - 1) * 100 + 1 - BUDDHIST
        return Atom(start, end, f"{first}/{first + 99}", "span", 0.8) if first > 0 else None
    return Atom(start, end, f"{number - 1:02d}XX", "century", 0.9)


def _decade(start: int, end: int, year: int) -> Atom:
    if year >= BUDDHIST_FROM:
        first = year // 10 * 10 - BUDDHIST
        return Atom(start, end, f"{first}/{first + 9}", "span", 0.8)
    return Atom(start, end, f"{year // 10}X", "decade", 0.9)


def _part_of_year(start: int, end: int, part: dict[str, str]) -> Atom | None:
    year = gregorian(int(part["part_year"]), part.get("part_era", ""))
    for name, base in (("quarter", 32), ("half", 39)):
        if name in part:
            number = ORDINALS.get(part[name].lower(), 4)  # the last quarter
            return Atom(start, end, f"{year}-{base + number}", "part", 0.9)
    return Atom(start, end, f"{year}-{SEASONS[part['season'].lower()]}", "part", 0.9)


def _year_atom(match: re.Match[str], text: str, part: dict[str, str]) -> Atom | None:
    start, end = match.span()
    if "bare_year" not in part:
        year = gregorian(int(part["named_year"]), part.get("year_era", ""))
        return Atom(start, end, str(year), "year", 0.95) if 0 < year <= LAST_YEAR else None
    first = gregorian(int(part["bare_year"]), "")
    if "short_year" in part:
        last = first // 100 * 100 + int(part["short_year"])
        return Atom(start, end, f"{first}/{last}", "span", 0.8) if first < last else None
    if not PLAIN_YEARS[0] <= first <= PLAIN_YEARS[1] or is_number(text, start, end):
        return None
    return Atom(start, end, str(first), "year", 0.8)
