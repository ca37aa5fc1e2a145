"""Set Thai text right: ำ whole, no break inside a date or before ๆ, no break between a number and its unit."""

from __future__ import annotations

import re
import unicodedata

from trachu.core.dates import MONTHS

NBSP = "\u00a0"
_SPLIT_AM = re.compile("ํ([่-๋]?)า")
_ERA = re.compile(r"(พ\.ศ\.|ค\.ศ\.) (?=[\d๐-๙])")
_MONTHS = "|".join(month.th for month in MONTHS)
_DATE = re.compile(rf"(?:(\d{{1,2}}) )?({_MONTHS}) (?=\d{{4}})")
_UNIT = re.compile(r"(\d) (?=ปี|รัฐ|ขั้ว|ประเทศ|เวที|ครั้ง|เปอร์เซ็นต์|ล้าน|พันล้าน|ข้อ|แหล่ง|ราย|%)")
_BEFORE = re.compile(r"(ร้อยละ|ลำดับที่|มาตรา|ข้อ) (?=\d)")
_REPEAT = re.compile(r" +ๆ")


def set_thai(text: str) -> str:
    """Return the text in NFC with ำ composed and with no-break spaces where a break would hurt.

    >>> set_thai("เมื่อ 19 มิถุนายน 2567 อํานาจ").replace(NBSP, "~")
    'เมื่อ 19~มิถุนายน~2567 อำนาจ'
    """
    text = unicodedata.normalize("NFC", _SPLIT_AM.sub(r"\1ำ", text))
    text = _BEFORE.sub(rf"\1{NBSP}", _ERA.sub(rf"\1{NBSP}", text))
    text = _DATE.sub(lambda m: (f"{m[1]}{NBSP}" if m[1] else "") + m[2] + NBSP, text)
    return _REPEAT.sub(f"{NBSP}ๆ", _UNIT.sub(rf"\1{NBSP}", text))


def split_am(text: str) -> str:
    """Write ำ as nikhahit, tone, sara aa: the spelling whose width every text measurer knows.

    >>> split_am("น้ำ") == "น" + "\u0e4d\u0e49\u0e32"
    True
    """
    return re.sub("([่-๋]?)ำ", "ํ\\1า", text)


def whole_am(text: str) -> str:
    """Undo `split_am`.

    >>> whole_am(split_am("อำนาจ น้ำ ผู้นำ"))
    'อำนาจ น้ำ ผู้นำ'
    """
    return _SPLIT_AM.sub(r"\1ำ", text)
