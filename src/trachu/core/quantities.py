"""Amounts that a sentence states, in Thai or English: how many barrels, tonnes or people, at least and at most."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable
from dataclasses import dataclass

SCALES = {
    "ล้าน": 1e6, "แสน": 1e5, "หมื่น": 1e4, "พัน": 1e3, "ร้อย": 1e2, "million": 1e6, "thousand": 1e3, "hundred": 1e2,
    "billion": 1e9, "พันล้าน": 1e9,
}  # fmt: skip
WORDS = {
    "หนึ่ง": 1, "สอง": 2, "สาม": 3, "สี่": 4, "ห้า": 5, "หก": 6, "เจ็ด": 7, "แปด": 8, "เก้า": 9, "สิบ": 10, "ครึ่ง": 0.5,
    "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10,
    "half a": 0.5,
}  # fmt: skip
UNITS = {
    "barrels": ("บาร์เรล", "barrels", "barrel", "bbl"),
    "tonnes": ("ตัน", "tonnes", "tonne", "tons", "ton"),
    "people": ("คน", "workers", "people", "labourers", "laborers"),
}
MORE = ("ไม่น้อยกว่า", "ไม่ต่ำกว่า", "อย่างน้อย", "มากกว่า", "เกินกว่า", "เกิน", "กว่า", "more than", "at least", "over", "above")
LESS = ("น้อยกว่า", "ต่ำกว่า", "less than", "fewer than", "below", "under")
LIMIT = ("ไม่เกิน", "ไม่ให้เกิน", "จำกัดไว้ที่", "เพดาน", "no more than", "at most", "ceiling of", "limit of", "cap of", "up to")
THAI_DIGITS = str.maketrans("๐๑๒๓๔๕๖๗๘๙", "0123456789")


@dataclass(frozen=True, slots=True)
class Amount:
    """An amount with its bounds; `limit` where the sentence says how much is allowed, not how much there was."""

    low: float
    high: float
    unit: str
    limit: bool
    start: int
    end: int


def _any(words: Iterable[str]) -> str:
    return "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True))


NAMES = {name: unit for unit, names in UNITS.items() for name in names}
THAI = _any(word for word in WORDS if not word.isascii())
ENGLISH = _any(word for word in WORDS if word.isascii())
PATTERN = re.compile(
    rf"(?:(?P<how>{_any((*LIMIT, *MORE, *LESS))})\s*)?"
    rf"(?P<number>\d[\d,]*(?:\.\d+)?|\b(?:{ENGLISH})\b|{THAI})"
    rf"\s*(?P<scale>{_any(SCALES)})?\s*(?:of\s+|North Korean\s+)?(?P<unit>{_any(NAMES)})(?![a-z])",
    re.IGNORECASE,
)


def amounts(text: str) -> list[Amount]:
    """Find the amounts that a text states, in order; a number without one of the units is none.

    >>> [(a.low, a.high, a.unit, a.limit) for a in amounts("ส่งน้ำมันกว่าหนึ่งล้านบาร์เรล จากที่ให้ไม่เกิน 500,000 บาร์เรลต่อปี")]
    [(1000000.0, inf, 'barrels', False), (0.0, 500000.0, 'barrels', True)]
    >>> [(a.low, a.high) for a in amounts("It shipped 165,000 barrels and less than 1.5 million barrels.")]
    [(165000.0, 165000.0), (0.0, 1500000.0)]
    """
    return [_amount(found) for found in PATTERN.finditer(text.translate(THAI_DIGITS))]


def _amount(found: re.Match[str]) -> Amount:
    number, how = found["number"].lower(), (found["how"] or "").lower()
    value = WORDS[number] if number in WORDS else float(number.replace(",", ""))
    value *= SCALES[(found["scale"] or "").lower()] if found["scale"] else 1.0
    low = 0.0 if how in LIMIT or how in LESS else float(value)
    high = math.inf if how in MORE else float(value)
    return Amount(low, high, NAMES[found["unit"].lower()], how in LIMIT, found.start(), found.end())
