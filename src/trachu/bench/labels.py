"""What the columns of a frame mean, in both languages, for files that leave trachu: labels and labels of values."""

from __future__ import annotations

from collections.abc import Mapping

import polars as pl

from trachu.bench import labels_more
from trachu.core import parts
from trachu.core.words import Words

OTHER = "_other"
Labelled = Mapping[int, Words]
COLUMNS = {
    "actor": Words(en="Actor (ISO 3166 alpha-3)", th="ผู้กระทำ (รหัส ISO 3166)"),
    "other": Words(en="Other actor (ISO 3166 alpha-3)", th="อีกฝ่าย (รหัส ISO 3166)"),
    "code": Words(en="Code in the list of states", th="รหัสในรายชื่อรัฐ"),
    "year": Words(en="Year (CE)", th="ปี ค.ศ."),
    "month": Words(en="Month", th="เดือน"),
    "item": Words(en="Item of the measure", th="รายการของตัวชี้วัด"),
    "measure": Words(en="Measure", th="ตัวชี้วัด"),
    "options": Words(en="Options of the measure", th="ตัวเลือกของตัวชี้วัด"),
    "value": Words(en="Value", th="ค่า"),
    "low": Words(en="5th percentile", th="เปอร์เซ็นไทล์ที่ 5"),
    "high": Words(en="95th percentile", th="เปอร์เซ็นไทล์ที่ 95"),
    "why": Words(en="Trace: trachu why leads to the sources", th="รหัสที่มา ใช้กับ trachu why"),
    "cinc": Words(en="Composite Index of National Capability", th="ดัชนีขีดความสามารถรวมของรัฐ (CINC)"),
    "milex": Words(en="Military expenditure", th="รายจ่ายทางทหาร"),
    "milper": Words(en="Military personnel", th="กำลังพล"),
    "irst": Words(en="Iron and steel production", th="การผลิตเหล็กและเหล็กกล้า"),
    "pec": Words(en="Primary energy consumption", th="การใช้พลังงานขั้นต้น"),
    "tpop": Words(en="Total population", th="ประชากรทั้งหมด"),
    "upop": Words(en="Urban population", th="ประชากรเมือง"),
    "gdp": Words(en="Gross domestic product", th="ผลิตภัณฑ์มวลรวมในประเทศ"),
    "gdp_ppp": Words(en="GDP at purchasing power parity", th="ผลิตภัณฑ์มวลรวมในประเทศตามความเสมอภาคของอำนาจซื้อ"),
    "pop": Words(en="Population", th="ประชากร"),
    "milex_sipri": Words(en="Military expenditure (SIPRI)", th="รายจ่ายทางทหาร (SIPRI)"),
    "ideal_point": Words(en="Ideal point in the UN General Assembly", th="จุดอุดมคติในสมัชชาใหญ่สหประชาชาติ"),
    "v2x_polyarchy": Words(en="Electoral democracy index (V-Dem)", th="ดัชนีประชาธิปไตยแบบเลือกตั้ง (V-Dem)"),
    "major": Words(en="Major power (Correlates of War)", th="มหาอำนาจ (Correlates of War)"),
    "defense": Words(en="Defence obligation", th="พันธกรณีป้องกันร่วม"),
    "offense": Words(en="Offence obligation", th="พันธกรณีร่วมรุก"),
    "neutral": Words(en="Neutrality obligation", th="พันธกรณีวางตนเป็นกลาง"),
    "nonagg": Words(en="Non-aggression obligation", th="พันธกรณีไม่รุกราน"),
    "consul": Words(en="Consultation obligation", th="พันธกรณีปรึกษาหารือ"),
    "igo": Words(en="Shared memberships of organisations", th="จำนวนองค์การที่เป็นสมาชิกร่วมกัน"),
    "contiguity": Words(en="Direct contiguity", th="การมีพรมแดนติดกัน"),
    "mid": Words(en="Militarized dispute: highest hostility", th="ข้อพิพาททางทหาร: ระดับความเป็นปรปักษ์สูงสุด"),
    "mid_gml": Words(en="Militarized dispute (GML): highest hostility", th="ข้อพิพาททางทหาร (GML): ระดับสูงสุด"),
    "war": Words(en="Inter-state wars", th="สงครามระหว่างรัฐ"),
    "armed_conflict": Words(en="Armed conflict between states", th="ความขัดแย้งกันด้วยอาวุธระหว่างรัฐ"),
    "internal_conflict": Words(en="Internal armed conflict", th="ความขัดแย้งกันด้วยอาวุธภายในรัฐ"),
    "trade": Words(en="Trade", th="การค้า"),
    "arms": Words(en="Arms transfers", th="การโอนอาวุธ"),
    "aid": Words(en="Aid", th="ความช่วยเหลือ"),
    "troops": Words(en="Troops stationed", th="กำลังพลที่ประจำการ"),
    "min_distance": Words(en="Minimum distance", th="ระยะทางที่ใกล้ที่สุด"),
    "milex_constant": Words(en="Military expenditure at constant prices (SIPRI)", th="รายจ่ายทางทหารราคาคงที่ (SIPRI)"),
    "milex_share": Words(en="Military expenditure as a share of GDP (SIPRI)", th="สัดส่วนรายจ่ายทางทหารต่อ GDP (SIPRI)"),
    "tie": Words(en="Tie: treaty, alliance, membership", th="ความผูกพัน: สนธิสัญญา พันธมิตร สมาชิกภาพ"),
    "draw": Words(en="Draw of a model", th="ครั้งที่สุ่มของแบบจำลอง"),
    **labels_more.COLUMNS,
}
ENDINGS = {
    "_sent": Words(en="sent", th="ที่ส่งออกไป"),
    "_received": Words(en="received", th="ที่ได้รับ"),
    OTHER: Words(en="of the other", th="ของอีกฝ่าย"),
}
YES: Labelled = {0: Words(en="no", th="ไม่มี"), 1: Words(en="yes", th="มี")}
HOSTILITY: Labelled = {
    0: Words(en="no dispute", th="ไม่มีข้อพิพาท"),
    1: Words(en="no militarized action", th="ไม่มีการใช้กำลังทหาร"),
    2: Words(en="threat to use force", th="ขู่ใช้กำลัง"),
    3: Words(en="display of force", th="แสดงกำลัง"),
    4: Words(en="use of force", th="ใช้กำลัง"),
    5: Words(en="war", th="สงคราม"),
}
VALUES: Mapping[str, Labelled] = {
    **dict.fromkeys(("major", "defense", "offense", "neutral", "nonagg", "consul"), YES),
    "mid": HOSTILITY,
    "mid_gml": HOSTILITY,
    "dispute_hostility": HOSTILITY,
    "dispute_gml_hostility": HOSTILITY,
    "contiguity": {
        0: Words(en="farther apart", th="ห่างกว่านั้น"),
        1: Words(en="land or river border", th="ติดกันทางบกหรือแม่น้ำ"),
        2: Words(en="up to 12 miles of water", th="มีน้ำคั่นไม่เกิน 12 ไมล์"),
        3: Words(en="up to 24 miles of water", th="มีน้ำคั่นไม่เกิน 24 ไมล์"),
        4: Words(en="up to 150 miles of water", th="มีน้ำคั่นไม่เกิน 150 ไมล์"),
        5: Words(en="up to 400 miles of water", th="มีน้ำคั่นไม่เกิน 400 ไมล์"),
    },
}


def label(column: str, units: Mapping[str, str]) -> Words:
    """Return what a column means; `units` gives the units of indicators and flows.

    >>> label("gdp_other", {"gdp": "current USD"}).en
    'Gross domestic product of the other (current USD)'
    >>> label("trade_sent", {}).th, label("patents", {}).en
    ('การค้าที่ส่งออกไป', 'patents')
    """
    for ending, words in ENDINGS.items():
        root = column.removesuffix(ending)
        if root != column and (root in COLUMNS or root in units):
            known = _plain(root)
            gap = " " if known.th.endswith(")") else ""
            return _with_unit(Words(en=f"{known.en} {words.en}", th=f"{known.th}{gap}{words.th}"), units.get(root))
    return _with_unit(_plain(column), units.get(column))


def values_of(column: str) -> Labelled:
    """Return what the whole numbers of a column mean; none where they are amounts.

    >>> values_of("contiguity")[1].en, values_of("major_other")[0].th, values_of("gdp")
    ('land or river border', 'ไม่มี', {})
    """
    return VALUES.get(column.removesuffix(OTHER), {})


def whole(frame: pl.DataFrame, column: str) -> bool:
    """Whether the values of a column all have a label."""
    known = values_of(column)
    return bool(known) and frame[column].drop_nulls().cast(pl.Float64).is_in([float(v) for v in known]).all()


def _plain(column: str) -> Words:
    if column in COLUMNS:
        return COLUMNS[column]
    named = [part for part in parts.all_of("measure") if column == part.name or column.startswith(f"{part.name}_")]
    if not named:
        return Words(en=column, th=column)
    part = max(named, key=lambda one: len(one.name))
    more = column.removeprefix(part.name).strip("_").replace("_", " ")
    return Words(en=f"{part.label.en}: {more}", th=f"{part.label.th}: {more}") if more else part.label


def _with_unit(words: Words, unit: str | None) -> Words:
    return Words(en=f"{words.en} ({unit})", th=f"{words.th} ({unit})") if unit else words
