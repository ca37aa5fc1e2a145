"""Dates as EDTF (ISO 8601-2): partial stays partial; bounds are worked out, never written back.

Thai years: พ.ศ. = ค.ศ. + 543.
"""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date
from functools import lru_cache

from trachu.core.words import Lang, Words

BUDDHIST = 543
FIRST_BUDDHIST_YEAR = 2400  # a bare year from here on is พ.ศ.
MONTHS = (
    Words(en="January", th="มกราคม"),
    Words(en="February", th="กุมภาพันธ์"),
    Words(en="March", th="มีนาคม"),
    Words(en="April", th="เมษายน"),
    Words(en="May", th="พฤษภาคม"),
    Words(en="June", th="มิถุนายน"),
    Words(en="July", th="กรกฎาคม"),
    Words(en="August", th="สิงหาคม"),
    Words(en="September", th="กันยายน"),
    Words(en="October", th="ตุลาคม"),
    Words(en="November", th="พฤศจิกายน"),
    Words(en="December", th="ธันวาคม"),
)
# ISO 8601-2 sub-year groupings: seasons of either hemisphere (by quarter here), quarters, quadrimesters, semesters.
_SUBYEAR = {
    **{20 + n: (3 * n - 2, 3 * n) for n in (1, 2, 3, 4)},
    **{32 + n: (3 * n - 2, 3 * n) for n in (1, 2, 3, 4)},
    **{36 + n: (4 * n - 3, 4 * n) for n in (1, 2, 3)},
    40: (1, 6),
    41: (7, 12),
}
_PART = re.compile(r"(\d{4}|\d{3}X|\d{2}XX)(?:-(\d{2}|XX))?(?:-(\d{2}|XX))?[?~%]?")


@lru_cache(maxsize=20_000)
def bounds(edtf: str | None) -> tuple[date | None, date | None]:
    """Return the earliest and latest day that an EDTF expression allows; None where it is open.

    >>> bounds("2024-06")
    (datetime.date(2024, 6, 1), datetime.date(2024, 6, 30))
    >>> bounds("2022/..")[1] is None
    True
    >>> bounds("198X")[1], bounds("2023-36")[0]
    (datetime.date(1989, 12, 31), datetime.date(2023, 10, 1))
    """
    if not edtf:
        return None, None
    if "/" in edtf:
        left, _, right = edtf.partition("/")
        return _part(left)[0], _part(right)[1]
    return _part(edtf)


def valid(edtf: str) -> bool:
    """Tell whether this is an expression that `bounds` understands.

    >>> valid("2024-06-19"), valid("2024-13"), valid("19 June")
    (True, False, False)
    """
    try:
        low, high = bounds(edtf)
    except ValueError:
        return False
    return (low is not None or high is not None) and not (low and high and low > high)


def year_of(edtf: str | None) -> int | None:
    """Return the year if the expression lies within one, else None.

    >>> year_of("2024-06-19"), year_of("2022/2024")
    (2024, None)
    """
    low, high = bounds(edtf)
    return low.year if low and high and low.year == high.year else None


def say_date(edtf: str, lang: Lang) -> str:
    """Write an EDTF date for a reader, พ.ศ. in Thai, no more precise than it is.

    >>> say_date("2024-06-19", "th"), say_date("2024-06", "en"), say_date("2022/..", "th")
    ('19 มิถุนายน 2567', 'June 2024', 'ตั้งแต่ พ.ศ. 2565')
    """
    if "/" in edtf:
        left, _, right = edtf.partition("/")
        if right in ("..", ""):
            return ("ตั้งแต่ " if lang == "th" else "since ") + say_date(left, lang)
        if left in ("..", ""):
            return ("ถึง " if lang == "th" else "until ") + say_date(right, lang)
        return f"{say_date(left, lang)}–{say_date(right, lang)}"
    found = _PART.fullmatch(edtf)
    if not found:
        return edtf
    year, month, day = found.groups()
    if month is None or not month.isdigit() or not 1 <= int(month) <= 12:
        return _say_year(year, month, lang)
    named = MONTHS[int(month) - 1].say(lang)
    shown = str(int(year) + BUDDHIST) if lang == "th" else year
    return f"{int(day)} {named} {shown}" if day and day.isdigit() else f"{named} {shown}"


def say_year(year: int, lang: Lang) -> str:
    """Write a year: พ.ศ. in Thai, the common era in English.

    >>> say_year(2024, "th"), say_year(2024, "en")
    ('พ.ศ. 2567', '2024')
    """
    return f"พ.ศ. {year + BUDDHIST}" if lang == "th" else str(year)


def _say_year(year: str, part: str | None, lang: Lang) -> str:
    if "X" in year:
        years = int(year.replace("X", "0"))
        if year.endswith("XX"):
            return f"คริสต์ศตวรรษที่ {years // 100 + 1}" if lang == "th" else f"the {years}s"
        return f"ทศวรรษ {years} (ค.ศ.)" if lang == "th" else f"the {years}s"
    said = say_year(int(year), lang)
    if part is None or not part.isdigit():
        return said
    first, last = (MONTHS[m - 1].say(lang) for m in _SUBYEAR[int(part)])
    return f"{first}–{last} {said.removeprefix('พ.ศ. ')}"


def _part(part: str) -> tuple[date | None, date | None]:
    if part in ("..", ""):
        return None, None
    found = _PART.fullmatch(part)
    if not found:
        raise ValueError(f"not an EDTF date: {part!r}")
    year, month, day = found.groups()
    low, high = int(year.replace("X", "0")), int(year.replace("X", "9"))
    if month is None or month == "XX":
        return date(max(low, 1), 1, 1), date(high, 12, 31)
    if int(month) in _SUBYEAR:
        first, last = _SUBYEAR[int(month)]
        return date(low, first, 1), date(high, last, monthrange(high, last)[1])
    if day is None or day == "XX":
        return date(low, int(month), 1), date(high, int(month), monthrange(high, int(month))[1])
    return date(low, int(month), int(day)), date(high, int(month), int(day))
