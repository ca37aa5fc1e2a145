"""Rows of the tables of facts and claims as one line of words, for those who do not read codes."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any

import polars as pl

from trachu.bench import naming
from trachu.briefs.contradictions import side, subject
from trachu.core.dates import say_date
from trachu.core.words import Lang, Words

if TYPE_CHECKING:
    from trachu.bench.bench import Bench

Row = Mapping[str, Any]
When = Callable[[str], str]
TABLES = {
    "sources": Words(en="Sources", th="แหล่งข้อมูล"),
    "passages": Words(en="Passages", th="ตอนของเอกสาร"),
    "mentions": Words(en="Mentions of actors", th="การกล่าวถึงตัวแสดง"),
    "dates": Words(en="Dates", th="วันที่"),
    "citations": Words(en="Citations", th="การอ้างอิง"),
    "claims": Words(en="Claims", th="ข้อความอ้าง"),
    "parties": Words(en="Parties", th="ผู้เกี่ยวข้อง"),
    "actors": Words(en="Actors", th="ตัวแสดง"),
    "capabilities": Words(en="Capabilities", th="ขีดความสามารถ"),
    "flows": Words(en="Flows between states", th="กระแสระหว่างรัฐ"),
    "ties": Words(en="Treaties, alliances and fora", th="สนธิสัญญา พันธมิตร และเวที"),
    "choices": Words(en="Votes", th="การลงคะแนนเสียง"),
    "events": Words(en="Events", th="เหตุการณ์"),
    "conflicts": Words(en="Contradictions", th="ข้อขัดแย้ง"),
    "traces": Words(en="Traces", th="ร่องรอยที่มา"),
    "skill": Words(en="Skill of forecasts", th="ผลการพยากรณ์ย้อนหลัง"),
}
ROLES = {
    "actor": Words(en="by", th="โดย"),
    "recipient": Words(en="towards", th="ต่อ"),
    "about": Words(en="about", th="เกี่ยวกับ"),
    "forum": Words(en="in", th="ใน"),
    "member": Words(en="member", th="สมาชิก"),
    "non_member": Words(en="not a member", th="มิได้เป็นสมาชิก"),
}
ACTORS, DATES, HIDDEN = ("actor", "other"), ("date", "since", "until"), ("event", "record", "conflict", "why")


class Wording:
    """Says rows in a language; `when` writes dates, else they are written in the language's own calendar."""

    def __init__(self, bench: Bench, lang: Lang, when: When | None = None) -> None:
        self.bench, self.lang = bench, lang
        self.when: When = when or (lambda edtf: say_date(edtf, lang))
        self.codes = naming.codes(bench)

    def claim(self, row: Row, parties: pl.DataFrame) -> str:
        """Say what a claim says, who takes part, who says it, when, and in which words."""
        people = [
            self.role(role, actor) for role, actor in parties.filter(record=row["claim"])[["role", "actor"]].iter_rows()
        ]
        stance = naming.names("stance").get(row["stance"])
        told = [self._code(row["type"]), *people, stance.say(self.lang) if stance else ""]
        told += [self.when(row["date"]) if row["date"] else "", f"“{row['text']}”" if row["text"] else ""]
        return " · ".join(part for part in told if part)

    def role(self, role: str, actor: str) -> str:
        """Say in which role somebody takes part."""
        known = ROLES.get(role) or self.codes.get(role) or Words(en=role, th=role)
        return f"{known.say(self.lang)} {self.bench.actor(actor).say(self.lang)}"

    def fact(self, table: str, row: Row) -> str:
        """Say a row of a table of facts, without the ids that only the program needs."""
        if table == "conflicts":
            sides = [side(row["about"], row[name]).say(self.lang) for name in ("says", "against")]
            return f"{subject(row['about']).say(self.lang)}: {' ↔ '.join(sides)}"
        if table == "parties":
            since = f" · {self.when(row['since'])}" if row["since"] else ""
            return self.role(row["role"], row["actor"]) + since
        if table == "actors":
            return self.bench.actor(row["actor"]).say(self.lang)
        cells = [self._cell(name, value) for name, value in row.items() if value is not None and name not in HIDDEN]
        return " · ".join(cells)

    def _cell(self, name: str, value: Any) -> str:
        if name in ACTORS:
            return self.bench.actor(value).say(self.lang)
        if name in DATES:
            return self.when(str(value))
        if name == "tie":
            known = naming.ties([value]).get(value)
            return known.say(self.lang) if known else self.bench.actor(value).say(self.lang)
        return self._code(str(value))

    def _code(self, value: str) -> str:
        known = self.codes.get(value)
        return known.say(self.lang) if known else value
