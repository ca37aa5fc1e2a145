"""Units of published figures in Thai, for labels that leave trachu."""

from __future__ import annotations

import re
from collections.abc import Mapping

CONSTANT = re.compile(r"constant (\d{4}) (international )?USD")
THAI: Mapping[str, str] = {
    "2011 international USD": "ดอลลาร์สากล ราคาปี ค.ศ. 2011",
    "2011 international USD per person": "ดอลลาร์สากลต่อคน ราคาปี ค.ศ. 2011",
    "alliances": "พันธมิตร",
    "cases": "กรณี",
    "constant international USD": "ดอลลาร์สากล ราคาคงที่",
    "constant international USD per person": "ดอลลาร์สากลต่อคน ราคาคงที่",
    "current USD": "ดอลลาร์สหรัฐ ราคาปัจจุบัน",
    "degrees": "องศา",
    "disputes": "ข้อพิพาท",
    "fatality level": "ระดับการสูญเสียชีวิต",
    "hostility level": "ระดับความเป็นปรปักษ์",
    "ideal point": "จุดอุดมคติ",
    "index from 0 to 1": "ดัชนี 0 ถึง 1",
    "intensity level": "ระดับความรุนแรง",
    "kilometres": "กิโลเมตร",
    "kind of contiguity": "ประเภทของพรมแดน",
    "million TIV": "ล้านหน่วย TIV",
    "million current USD": "ล้านดอลลาร์สหรัฐ ราคาปัจจุบัน",
    "people": "คน",
    "share of GDP": "สัดส่วนต่อ GDP",
    "share of the global powers": "สัดส่วนในหมู่มหาอำนาจโลก",
    "share of world": "สัดส่วนของโลก",
    "share of world market": "สัดส่วนของตลาดโลก",
    "status from 0 to 3": "สถานะ 0 ถึง 3",
    "tons": "ตัน",
    "tons of coal equivalent": "ตันเทียบเท่าถ่านหิน",
    "yes or no": "ใช่หรือไม่",
}


def thai(units: Mapping[str, str]) -> dict[str, str]:
    """Return the same units in Thai; one that is not known here keeps its name.

    >>> thai({"gdp": "current USD", "milex_constant": "constant 2024 USD", "own": "points"})
    {'gdp': 'ดอลลาร์สหรัฐ ราคาปัจจุบัน', 'milex_constant': 'ดอลลาร์สหรัฐ ราคาคงที่ปี ค.ศ. 2024', 'own': 'points'}
    """
    return {name: _say(unit) for name, unit in units.items()}


def _say(unit: str) -> str:
    if found := CONSTANT.fullmatch(unit):
        return f"{'ดอลลาร์สากล' if found[2] else 'ดอลลาร์สหรัฐ'} ราคาคงที่ปี ค.ศ. {found[1]}"
    return THAI.get(unit, unit)
