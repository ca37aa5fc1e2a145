"""A contradiction between two records: what one says, what the other says, and why both are believed."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from hashlib import sha256

import polars as pl

from trachu.core.tables import CONFLICTS
from trachu.core.trace import Trace, step
from trachu.core.words import Words

ABOUT = {
    "capability value": Words(en="two datasets give different values", th="ชุดข้อมูลสองชุดให้ค่าต่างกัน"),
    "flow value": Words(en="two datasets give different flows", th="ชุดข้อมูลสองชุดให้ค่ากระแสระหว่างรัฐต่างกัน"),
    "choice": Words(en="two datasets record different votes", th="ชุดข้อมูลสองชุดบันทึกการลงคะแนนเสียงต่างกัน"),
    "unit": Words(en="two datasets use different units", th="ชุดข้อมูลสองชุดใช้หน่วยต่างกัน"),
    "unresolved code": Words(en="a code that no actor holds", th="รหัสที่ไม่ตรงกับตัวแสดงใด"),
    "denial": Words(en="one side denies what another says", th="ฝ่ายหนึ่งปฏิเสธสิ่งที่อีกฝ่ายหนึ่งกล่าว"),
    "event date": Words(en="two documents date one event differently", th="เอกสารสองฉบับระบุวันที่ของเหตุการณ์เดียวกันต่างกัน"),
    "dated fact": Words(en="a document's date is not that of the record", th="วันที่ในเอกสารไม่ตรงกับวันที่ตามบันทึกหลักฐาน"),
    "membership": Words(en="a document and a list of members disagree", th="เอกสารกับบัญชีรายชื่อสมาชิกไม่ตรงกัน"),
    "member count": Words(en="a document counts other members than the list", th="จำนวนสมาชิกในเอกสารไม่ตรงกับบัญชีรายชื่อ"),
    "source older than event": Words(en="the cited source is older than the event", th="แหล่งอ้างอิงเก่ากว่าเหตุการณ์ที่กล่าวถึง"),
}


@dataclass(frozen=True, slots=True)
class Finding:
    """Record and other contradict each other about something; `whys` leads to both sides."""

    record: str
    other: str | None
    about: str
    says: str
    against: str
    whys: tuple[str | None, ...] = ()

    @property
    def id(self) -> str:
        """Name the finding by its content.

        >>> Finding("c1", "c2", "denial", "denies", "asserts").id
        'x91c1e631f845'
        """
        content = "\0".join((self.record, self.other or "", self.about, self.says, self.against))
        return f"x{sha256(content.encode()).hexdigest()[:12]}"


def conflicts_of(findings: Iterable[Finding]) -> tuple[pl.DataFrame, list[Trace]]:
    """Lay findings out as the table of conflicts, each with the trace that leads to both sides.

    >>> frame, traces = conflicts_of([Finding("c1", "c2", "denial", "denies", "asserts", ("claim:b", "claim:a"))])
    >>> traces[0].parents
    ('claim:a', 'claim:b')
    """
    distinct = {finding.id: finding for finding in findings}
    rows, traces = [], []
    for name in sorted(distinct):
        one = distinct[name]
        trace = step(f"{ABOUT[one.about].en}: {one.says} | {one.against}", one.whys)
        traces.append(trace)
        rows.append(
            {
                "conflict": name, "record": one.record, "other": one.other, "about": one.about, "says": one.says,
                "against": one.against, "why": trace.id,
            }
        )  # fmt: skip
    return CONFLICTS.of(rows), traces
