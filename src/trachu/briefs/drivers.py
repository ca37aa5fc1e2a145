"""The six drivers of multipolarity in the brief on order: one number each, then and now, or no data."""

from __future__ import annotations

import polars as pl

from trachu.briefs import phrasing
from trachu.briefs.phrasing import decimal, percent, plain, tell
from trachu.core.words import Words
from trachu.core.writing import Block, Desk, Grid, Sentence

BACK = 30  # the number now is set against the one of about a generation ago
FALLS = ("leader",)
NAMES = {
    "powers": Words(en="More great powers: effective number of powers", th="มหาอำนาจมีจำนวนมากขึ้น: จำนวนมหาอำนาจเสมือน"),
    "leader": Words(
        en="The old pole declines: share of the United States in power",
        th="ขั้วอำนาจเดิมลดลง: สัดส่วนอำนาจของสหรัฐอเมริกา",
    ),
    "economy": Words(
        en="The world economy is rebalanced: GDP of BRICS in that of BRICS and G7",
        th="เศรษฐกิจโลกปรับสมดุล: GDP ของกลุ่ม BRICS ต่อผลรวมของ BRICS และ G7",
    ),
    "technology": Words(
        en="Military technology spreads: effective number of suppliers of arms",
        th="เทคโนโลยีทางทหารแพร่กระจาย: จำนวนผู้จัดหาอาวุธเสมือน",
    ),
    "geopolitics": Words(
        en="Geography is contested again: pairs in a militarised dispute with a major power",
        th="ภูมิรัฐศาสตร์หวนคืน: คู่รัฐที่มีข้อพิพาททางทหารกับมหาอำนาจ",
    ),
    "organisations": Words(
        en="Groups outside the West weigh more: share in power of BRICS, SCO, ASEAN and the African Union",
        th="องค์กรนอกตะวันตกมีน้ำหนักขึ้น: สัดส่วนอำนาจของ BRICS SCO อาเซียน และสหภาพแอฟริกา",
    ),
}
SHARES = ("leader", "economy", "organisations")
NOTHING = Words(en="no data", th="ไม่มีข้อมูล")
TOWARDS = Words(en="towards multipolarity", th="มุ่งสู่หลายขั้วอำนาจ")
AWAY = Words(en="away from it", th="สวนทาง")
ALONE = Words(en="one year only", th="มีเพียงปีเดียว")


def driver_blocks(desk: Desk, year: int, base: str) -> tuple[Block, ...]:
    """Show each driver then and now, and which way it points."""
    found = desk.measure("multipolarity_drivers", base=base).filter(pl.col("year") <= year)
    known = found.drop_nulls("value")
    if known.is_empty():
        return ()
    spans = {item: _span(known.filter(pl.col("item") == item)) for item in NAMES}
    return (_sentence(spans, known), _grid(spans, known, base))


def _span(rows: pl.DataFrame) -> tuple[dict[str, float], dict[str, float]] | None:
    """Return the row of about a generation ago, or the oldest one, and the newest."""
    if rows.is_empty():
        return None
    ordered = rows.sort("year")
    last = ordered.row(-1, named=True)
    past = ordered.filter(pl.col("year") <= last["year"] - BACK)
    return (past.row(-1, named=True) if past.height else ordered.row(0, named=True)), last


def _points(item: str, first: float, last: float) -> bool:
    return last < first if item in FALLS else last > first


def _sentence(spans: dict[str, tuple[dict[str, float], dict[str, float]] | None], known: pl.DataFrame) -> Sentence:
    moved = {item: s for item, s in spans.items() if s is not None and s[0]["year"] != s[1]["year"]}
    towards = [item for item, (a, b) in moved.items() if _points(item, a["value"], b["value"])]
    lacking = [_short(item) for item, s in spans.items() if s is None]
    words = {"k": plain(len(towards)), "n": plain(len(moved))}
    en = "Of the six drivers of multipolarity {n} can be followed over time, and {k} of them point towards it"
    th = "ปัจจัยหกประการที่ผลักดันสู่ระบบหลายขั้วอำนาจติดตามตามเวลาได้ {n} ประการ โดย {k} ประการชี้ไปทางนั้น"
    if lacking:
        words["lacking"] = phrasing.listed_apart(lacking)
        en, th = en + "; there are no data on these: {lacking}", th + " และไม่มีข้อมูลของปัจจัยต่อไปนี้: {lacking}"
    return tell(en + ".", th, known, **words)


def _short(item: str) -> Words:
    en, th = (text.split(":")[0] for text in (NAMES[item].en, NAMES[item].th))
    return Words(en=en[:1].lower() + en[1:], th=th)


def _grid(spans: dict[str, tuple[dict[str, float], dict[str, float]] | None], known: pl.DataFrame, base: str) -> Grid:
    rows = []
    for item, name in NAMES.items():
        span = spans[item]
        if span is None:
            rows.append((name, plain("–"), plain("–"), NOTHING))
            continue
        first, last = span
        if first["year"] == last["year"]:
            rows.append((name, plain("–"), _said(item, last), ALONE))
            continue
        points = TOWARDS if _points(item, first["value"], last["value"]) else AWAY
        rows.append((name, _said(item, first), _said(item, last), points))
    return Grid(
        phrasing.fill(
            "Six drivers of multipolarity, each as one number, on {base}",
            "ปัจจัยหกประการที่ผลักดันสู่ระบบหลายขั้วอำนาจ แต่ละประการเป็นตัวเลขหนึ่งค่า วัดด้วย{base}",
            base=phrasing.label(phrasing.BASES, base),
        ),
        (
            Words(en="Driver", th="ปัจจัย"), Words(en="Then", th="เดิม"), Words(en="Latest", th="ล่าสุด"),
            Words(en="Points", th="ทิศทาง"),
        ),
        tuple(rows),
        phrasing.whys(known),
    )  # fmt: skip


def _said(item: str, row: dict[str, float]) -> Words:
    """Write a value with its year."""
    value = percent(row["value"], 1) if item in SHARES else decimal(row["value"], 0 if item == "geopolitics" else 1)
    return phrasing.fill("{value} ({year})", "{value} ({year})", value=value, year=phrasing.year(int(row["year"])))
