"""The forms that dates take in Thai and English: months, eras, ordinals, and the pattern of one atom."""

from __future__ import annotations

import re

from rapidfuzz.distance import Levenshtein

BUDDHIST_FROM = 2400  # a bare year from here on is พ.ศ.
LAST_YEAR = 2200
PLAIN_YEARS = (1800, 2100)  # four bare digits outside these are a number, not a year

_THAI = (
    ("มกราคม", "ม.ค."), ("กุมภาพันธ์", "ก.พ."), ("มีนาคม", "มี.ค."), ("เมษายน", "เม.ย."), ("พฤษภาคม", "พ.ค."),
    ("มิถุนายน", "มิ.ย."), ("กรกฎาคม", "ก.ค."), ("สิงหาคม", "ส.ค."), ("กันยายน", "ก.ย."), ("ตุลาคม", "ต.ค."),
    ("พฤศจิกายน", "พ.ย."), ("ธันวาคม", "ธ.ค."),
)  # fmt: skip
_ENGLISH = (
    ("january", "jan"), ("february", "feb"), ("march", "mar"), ("april", "apr"), ("may", "may"), ("june", "jun"),
    ("july", "jul"), ("august", "aug"), ("september", "sept", "sep"), ("october", "oct"), ("november", "nov"),
    ("december", "dec"),
)  # fmt: skip
_MONTHS = {name: n for names in (_THAI, _ENGLISH) for n, forms in enumerate(names, start=1) for name in forms}
_SPACED = {name.replace(".", ""): n for name, n in _MONTHS.items()}

ORDINALS = {
    "1": 1, "2": 2, "3": 3, "4": 4, "แรก": 1, "ที่หนึ่ง": 1, "ที่สอง": 2, "ที่สาม": 3, "ที่สี่": 4, "หลัง": 2, "first": 1,
    "second": 2, "third": 3, "fourth": 4, "1st": 1, "2nd": 2, "3rd": 3, "4th": 4,
}  # fmt: skip
SEASONS = {
    "ฤดูใบไม้ผลิ": 21, "ฤดูร้อน": 22, "ฤดูใบไม้ร่วง": 23, "ฤดูหนาว": 24, "spring": 21, "summer": 22, "autumn": 23, "fall": 23,
    "winter": 24,
}  # fmt: skip
QUALIFIERS = {
    "ต้น": "early", "กลาง": "mid", "ปลาย": "late", "สิ้น": "late", "early": "early", "mid": "mid", "late": "late",
    "end of": "late", "นับตั้งแต่": "since", "ตั้งแต่": "since", "นับแต่": "since", "since": "since", "from": "since",
    "ภายหลังจาก": "after", "ภายหลัง": "after", "หลังจาก": "after", "หลัง": "after", "after": "after",
    "ก่อนหน้า": "before", "ก่อน": "before", "before": "before", "จนถึง": "until", "จนกระทั่ง": "until", "until": "until",
    "ภายใน": "until", "by": "until",
}  # fmt: skip


def month_of(written: str) -> int:
    """Return the number of a month by its name, abbreviation, or a name with up to two letters wrong; else 0.

    >>> month_of("มิ.ย."), month_of("พฤศจิกาย"), month_of("Sept")
    (6, 11, 9)
    """
    name = written.strip().lower()
    plain = re.sub(r"[\s.]", "", name)
    if plain in _SPACED:
        return _SPACED[plain]
    near = {full: n for n, (full, _) in enumerate(_THAI, start=1) if abs(len(full) - len(name)) <= 2}
    scored = sorted((Levenshtein.distance(name, full), n) for full, n in near.items())
    return scored[0][1] if scored and scored[0][0] <= 2 else 0


def _forms(names: list[str]) -> str:
    return "|".join(re.escape(n).replace(r"\.", r"\.\s?") for n in sorted(names, key=len, reverse=True))


_MONTH = _forms([name for forms in _THAI for name in forms])
_ENGLISH_LONG = _forms([name for forms in _ENGLISH for name in forms])
_ERA = r"คริสต์ศักราช|พุทธศักราช|ค\.\s?ศ\.?|พ\.\s?ศ\.?|(?-i:(?<![A-Za-z])(?:CE|AD|BE)(?![A-Za-z]))"
_DASH = r"\s?[-–—]\s?"

# What an atom may begin with; it spares the many forms below a try at every letter.
_FIRST = (
    r"(?=\d|วันที่|เดือน|เม|มก|มี|มิ|ม\.|กุ|กร|กั|ก\.|พฤ|พ\.|พุ|สิ|ส\.|ตุ|ต\.|ธั|ธ\.|คร|ค\.|ศต|ทศ|ไต|ฤดู|ปี|(?<![A-Za-z])[A-Za-z])"
)
ATOMS = re.compile(
    rf"""
    {_FIRST}(?:
    (?P<iso>(?<!\d)(?:1[89]|20)\d\d-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])(?!\d))
    | (?:วันที่\s{{0,3}})?(?:(?<!\d)(?P<day>\d{{1,2}})(?:(?:{_DASH}|\s?ถึง\s?|\s?และ\s?)(?P<day2>\d{{1,2}}))?\s{{0,3}})?
      (?:เดือน\s{{0,2}})?(?P<month>{_MONTH})
      (?:\s{{0,3}}(?:ปี\s{{0,2}})?(?:(?P<era>{_ERA})\s{{0,3}})?(?P<year>\d{{4}}|(?<=[.]\s)\d\d|(?<=[.])\d\d)(?!\d))?
    | (?<![A-Za-z])
      (?:(?P<day_en>\d{{1,2}})(?:st|nd|rd|th)?(?:{_DASH}(?P<day2_en>\d{{1,2}})(?:st|nd|rd|th)?)?\s(?:of\s)?)?
      (?P<month_en>{_ENGLISH_LONG})(?![a-z])\.?
      (?:\s(?P<day_after>\d{{1,2}})(?!\d)(?:st|nd|rd|th)?(?:{_DASH}(?P<day2_after>\d{{1,2}})(?!\d))?)?
      (?:,?\s{{0,2}}(?:of\s)?(?P<year_en>\d{{4}})(?!\d))?
    | (?P<century_era>คริสต์|พุทธ)?ศตวรรษที่\s{{0,2}}(?P<century>\d{{1,2}})
    | (?<!\d)(?P<century_en>\d{{1,2}})(?:st|nd|rd|th)\s(?:century)
    | ทศวรรษ(?:ที่)?\s{{0,2}}(?:(?:ปี\s?)?(?:{_ERA})\s?)?(?P<decade>\d{{3}}0)
    | (?<!\d)(?P<decade_en>\d{{3}}0)'?s\b
    | (?:ไตรมาส(?:ที่)?\s{{0,2}}(?P<quarter_th>แรก|สุดท้าย|[1-4])|ครึ่ง(?:ปี)?(?P<half_th>แรก|หลัง)
       |(?P<season_th>ฤดูใบไม้ผลิ|ฤดูร้อน|ฤดูใบไม้ร่วง|ฤดูหนาว))
      \s{{0,2}}(?:ของ\s?)?(?:ปี\s{{0,2}})?(?:(?P<part_era>{_ERA})\s{{0,2}})?(?P<part_year_th>\d{{4}})(?!\d)
    | (?:Q(?P<quarter_q>[1-4])|(?P<quarter_en>first|second|third|fourth|last)\squarter|(?P<half_en>first|second)\shalf
       |(?P<season_en>spring|summer|autumn|fall|winter))\s(?:of\s)?(?P<part_year_en>\d{{4}})(?!\d)
    | (?P<relative>(?:เดือน|ปี)(?:เดียวกัน|ที่แล้ว|ที่ผ่านมา|ก่อนหน้า|ถัดมา|ต่อมา)
       |(?:the\s)?(?:same|last|previous|following|next)\s(?:month|year))
    | (?:ปี\s{{0,3}})?(?P<year_era>{_ERA})\s{{0,3}}(?P<named_year_th>\d{{4}})(?!\d)
    | ปี\s{{0,3}}(?P<named_year_en>\d{{4}})(?!\d)
    | (?<![\d.,/A-Za-z])(?P<bare_year>\d{{4}})(?:[-–](?P<short_year>\d\d)(?![\d-]))?(?![\d,./]\d|\d|[A-Za-z])
    )
    """,
    re.VERBOSE | re.IGNORECASE,
)

_BEFORE_NUMBER = re.compile(
    r"(?:มติ|ข้อมติ|ฉบับ|เลข|ที่|ข้อ|มาตรา|หน้า|จำนวน|กว่า|ราว|ประมาณ|no\.?|number|resolutions?|article|page|about|over)"
    r"[\s(]{0,3}$",
    re.IGNORECASE,
)
_RESOLUTION_NEAR = re.compile(r"มติ|resolutions?", re.IGNORECASE)
_UNIT = re.compile(
    r"\s{0,2}(?:คน|นาย|ราย|ล้าน|พัน|แสน|หมื่น|บาท|ดอลลาร์|ตัน|บาร์เรล|กิโล|เมตร|ประเทศ|ฉบับ|ครั้ง|แห่ง|ลำ|ชิ้น|เมกะ|%|people|troops"
    r"|soldiers|million|billion|tons?|tonnes|barrels|km|MW|dollars|euros)"
)


def is_number(text: str, start: int, end: int) -> bool:
    """Tell whether four digits are a count, or the number of a resolution, rather than a year.

    >>> is_number("มติ 1874", 4, 8), is_number("ในปี 1874", 5, 9), is_number("1950 ตัน", 0, 4)
    (True, False, True)
    """
    before = text[max(0, start - 60) : start]
    if _BEFORE_NUMBER.search(before[-14:]) or _UNIT.match(text, end):
        return True
    return bool(_RESOLUTION_NEAR.search(before)) and not before.rstrip().endswith(("(", "ใน", " in", "เมื่อ"))
