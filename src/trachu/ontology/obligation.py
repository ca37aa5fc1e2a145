"""What a treaty asks of its parties, in fields that a measure can read.

The first five kinds of obligation are those of the Alliance Treaty Obligations and Provisions project (ATOP); the
rest are what sanctions resolutions, arms control and technology agreements ask for.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from trachu.core.dates import bounds, valid
from trachu.core.words import Words
from trachu.ontology.commodity import commodities
from trachu.ontology.files import words

ALLIANCE = ("defense", "offense", "neutral", "nonagg", "consul")
"""The obligations that make a treaty an alliance for ATOP."""

OBLIGATIONS = {
    "defense": Words(en="help when attacked", th="ช่วยเหลือเมื่อถูกโจมตี"),
    "offense": Words(en="join in an attack", th="ร่วมเป็นฝ่ายโจมตี"),
    "neutral": Words(en="stay out of a war against the other", th="วางตนเป็นกลางเมื่ออีกฝ่ายมีสงคราม"),
    "nonagg": Words(en="not use force against the other", th="ไม่ใช้กำลังต่ออีกฝ่าย"),
    "consul": Words(en="consult in a crisis", th="ปรึกษาหารือเมื่อเกิดวิกฤต"),
    "basing": Words(en="admit forces", th="ให้กองกำลังเข้าประจำการ"),
    "build-up": Words(en="strengthen defence together", th="เสริมสร้างกำลังป้องกันร่วมกัน"),
    "embargo": Words(en="not buy or sell", th="ห้ามซื้อขาย"),
    "ceiling": Words(en="not exceed a quantity", th="ไม่เกินเพดานปริมาณ"),
    "freeze": Words(en="freeze assets or end ventures", th="อายัดทรัพย์สินหรือยุติกิจการร่วม"),
    "travel-ban": Words(en="refuse entry", th="ห้ามเดินทางเข้า"),
    "repatriate": Words(en="send workers home", th="ส่งแรงงานกลับประเทศ"),
    "inspect": Words(en="inspect cargo or sites", th="ตรวจค้นสินค้าหรือสถานที่"),
    "report": Words(en="report", th="รายงาน"),
    "disarm": Words(en="give up or not acquire weapons", th="สละหรือไม่แสวงหาอาวุธ"),
    "technology": Words(en="share science and technology", th="แบ่งปันวิทยาศาสตร์และเทคโนโลยี"),
    "trade": Words(en="further trade and investment", th="ส่งเสริมการค้าและการลงทุน"),
    "export-control": Words(en="control exports", th="ควบคุมการส่งออก"),
    "oppose-sanctions": Words(en="oppose sanctions on the other", th="ต่อต้านการคว่ำบาตรต่ออีกฝ่าย"),
}


@dataclass(frozen=True, slots=True)
class Obligation:
    """What an article asks, of whom (`on`; empty: all parties), not of whom (`off`), and towards whom."""

    article: str
    type: str
    on: tuple[str, ...]
    off: tuple[str, ...]
    toward: str | None
    says: Words
    ceiling: float | None
    unit: str | None
    since: str | None
    until: str | None
    flow: str | None = None
    """The commodity that a ceiling or a ban is about, as in `commodities/`; None where it is not counted."""
    by: str | None = None
    """The day by which it must be done."""

    def faults(self) -> Iterator[str]:
        """Yield what is wrong with it, one sentence each."""
        yield from date_faults(f"article {self.article}", self.since, self.until)
        if self.type not in OBLIGATIONS:
            yield f"type {self.type!r} is none of {', '.join(OBLIGATIONS)}."
        if {self.ceiling is not None, self.unit is not None} != {self.type == "ceiling"}:
            yield f"article {self.article}: a ceiling, and nothing else, needs ceiling and unit."
        if self.flow is not None and self.flow not in commodities():
            yield f"article {self.article}: {self.flow!r} is none of {', '.join(commodities())}."
        if self.by is not None and not valid(self.by):
            yield f"article {self.article}: {self.by!r} is not a date (EDTF: 2015, 2015-11, 2015-11-16)."


def read_obligation(file: str, given: dict[str, Any]) -> Obligation:
    """Turn one `[[obligations]]` of a file into an obligation."""
    return Obligation(
        article=given["article"],
        type=given["type"],
        on=tuple(given.get("on", ())),
        off=tuple(given.get("off", ())),
        toward=given.get("toward"),
        says=words(file, f"says of article {given['article']}", given.get("says")),
        ceiling=float(given["ceiling"]) if "ceiling" in given else None,
        unit=given.get("unit"),
        since=given.get("since"),
        until=given.get("until"),
        flow=given.get("flow"),
        by=given.get("by"),
    )


def date_faults(who: str, since: str | None, until: str | None) -> Iterator[str]:
    """Yield what is wrong with a span of time.

    >>> list(date_faults("the treaty", "2024", "2019"))
    ['the treaty ends (2019) before it begins (2024).']
    """
    wrong = [date for date in (since, until) if date and not valid(date)]
    start, end = (None, None) if wrong else (bounds(since)[0], bounds(until)[1])
    if wrong:
        yield f"{who}: {wrong[0]!r} is not a date (EDTF: 2015, 2015-11, 2015-11-16)."
    elif start and end and end < start:
        yield f"{who} ends ({until}) before it begins ({since})."
