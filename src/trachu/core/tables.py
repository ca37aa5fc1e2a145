"""The tables that pass between the rooms: declared once, checked at both doors.

An event or a treaty is not an edge: who takes part is a row of `parties`.
`actor`/`other` are actors (a *source* is a document); `since`/`until` are EDTF strings;
outside a dataset's years there is no row, never a zero.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import polars as pl

from trachu.core.errors import TableError, UnknownName
from trachu.core.words import Words

Text, Int, Real, Flag, Day, List = pl.String, pl.Int64, pl.Float64, pl.Boolean, pl.Date, pl.List(pl.String)
Frames = dict[str, pl.DataFrame]


def _fault(en: str, th: str) -> TableError:
    cure = Words(en="Correct the part that made this table.", th="แก้ไขส่วนประกอบที่สร้างตารางนี้")
    return TableError(Words(en=en, th=th), cure)


@dataclass(frozen=True, slots=True)
class Table:
    """What a table is called, its columns, its key, and the columns that are never null.

    >>> CAPABILITIES.of({"actor": ["THA"], "year": [2022], "indicator": ["cinc"], "value": [0.0057]}).shape
    (1, 7)
    """

    name: str
    columns: Mapping[str, pl.DataType | type[pl.DataType]]
    key: tuple[str, ...]
    required: tuple[str, ...] = ()

    def empty(self) -> pl.DataFrame:
        """Return the table without rows."""
        return pl.DataFrame(schema=dict(self.columns))

    def of(self, rows: pl.DataFrame | Mapping[str, Any] | Sequence[Mapping[str, Any]]) -> pl.DataFrame:
        """Lay rows out as this table: absent columns become null, types are cast, then `check`."""
        if not isinstance(rows, pl.DataFrame) and not len(rows):
            return self.empty()
        given = rows if isinstance(rows, pl.DataFrame) else pl.DataFrame(rows, infer_schema_length=None)
        extra = [name for name in given.columns if name not in self.columns]
        if extra:
            raise _fault(
                f"Table {self.name} has no column {', '.join(extra)}.", f"ตาราง {self.name} ไม่มีคอลัมน์ {', '.join(extra)}"
            )
        absent = [pl.lit(None).alias(name) for name in self.columns if name not in given.columns]
        try:
            whole = given.with_columns(absent).select(pl.col(n).cast(t) for n, t in self.columns.items())
        except pl.exceptions.PolarsError as error:
            raise _fault(
                f"Table {self.name} got a value of the wrong type: {error}", f"ตาราง {self.name} ได้ค่าผิดชนิด: {error}"
            ) from None
        return self.check(whole)

    def check(self, frame: pl.DataFrame) -> pl.DataFrame:
        """Return the frame if it is this table: columns, types, key unique, required not null."""
        if frame.schema != pl.Schema(dict(self.columns)):
            raise _fault(
                f"Table {self.name} should have {dict(self.columns)}, not {dict(frame.schema)}.",
                f"ตาราง {self.name} มีคอลัมน์หรือชนิดข้อมูลไม่ตรงกับที่ประกาศ",
            )
        for name in self.required:
            if frame[name].null_count():
                raise _fault(f"Table {self.name} has rows without {name}.", f"ตาราง {self.name} มีแถวที่ขาด {name}")
        twice = frame.filter(frame.select(self.key).is_duplicated()) if self.key else frame.clear()
        if twice.height:
            shown = twice.select(self.key).row(0)
            raise _fault(
                f"Table {self.name} has {twice.height} rows that share a key, such as {shown}.",
                f"ตาราง {self.name} มี {twice.height} แถวที่ใช้คีย์ซ้ำกัน เช่น {shown}",
            )
        return frame


# a stretch of the raw document that is no running text: running head, page number, heading, footnote, note number
MARK = pl.Struct({"kind": Text, "start": pl.UInt32, "end": pl.UInt32, "said": Text})
PAGES = Table(
    "pages",
    {"source": Text, "page": Int, "text": Text, "raw": pl.List(pl.UInt32), "how": Text, "marks": pl.List(MARK)},
    key=("source", "page"),
    required=("page", "text", "raw"),
)
SOURCES = Table(
    "sources",
    {
        "source": Text, "kind": Text, "title": Text, "authors": Text, "publisher": Text, "lang": Text,
        "published": Text,
        "retrieved": Text, "version": Text, "url": Text, "licence": Text, "label": Text, "hash": Text, "name": Text,
        "part": Text, "why": Text,
    },
    key=("source",),
    required=("source", "kind", "hash"),
)  # fmt: skip
PASSAGES = Table(
    "passages",
    {
        "source": Text, "page": Int, "start": Int, "end": Int, "raw_start": Int, "raw_end": Int, "lang": Text,
        "text": Text, "raw": pl.List(pl.UInt32), "kind": Text, "quality": Real, "how": Text, "why": Text,
    },
    key=("source", "page", "start"),
    required=("source", "page", "start", "end", "raw_start", "raw_end", "text"),
)  # fmt: skip
MENTIONS = Table(
    "mentions",
    {
        "source": Text, "start": Int, "end": Int, "raw_start": Int, "raw_end": Int, "actor": Text, "type": Text,
        "text": Text, "confidence": Real, "why": Text,
    },
    key=("source", "start", "actor"),
    required=("source", "start", "end", "actor", "type"),
)  # fmt: skip
DATES = Table(
    "dates",
    {
        "source": Text, "start": Int, "end": Int, "raw_start": Int, "raw_end": Int, "text": Text, "edtf": Text,
        "qualifier": Text, "confidence": Real, "why": Text,
    },
    key=("source", "start"),
    required=("source", "start", "end", "edtf"),
)  # fmt: skip
CITATIONS = Table(
    "citations",
    {
        "source": Text, "start": Int, "end": Int, "raw_start": Int, "raw_end": Int, "text": Text, "key": Text,
        "scope": Text, "scope_start": Int, "year": Int, "note": Text, "why": Text,
    },
    key=("source", "start", "key"),
    required=("source", "start", "end", "key"),
)  # fmt: skip
CLAIMS = Table(
    "claims",
    {
        "claim": Text, "source": Text, "start": Int, "end": Int, "raw_start": Int, "raw_end": Int, "page": Int,
        "text": Text, "kind": Text, "type": Text, "mode": Text, "domain": Text, "contexts": List, "date": Text,
        "earliest": Day, "latest": Day, "stance": Text, "speaker": Text, "cited": List, "disputes": List, "value": Real,
        "unit": Text, "coder": Text, "confidence": Real, "why": Text,
    },
    key=("claim",),
    required=("claim", "source", "kind", "type", "stance", "coder"),
)  # fmt: skip
PARTIES = Table(
    "parties",
    {"record": Text, "role": Text, "actor": Text, "since": Text, "until": Text, "why": Text},
    key=("record", "role", "actor", "since"),
    required=("record", "role", "actor"),
)
ACTORS = Table(
    "actors",
    {
        "actor": Text, "kind": Text, "en": Text, "th": Text, "since": Text, "until": Text, "continues": Text,
        "cow": Int, "gw": Int, "iso3": Text, "region": Text, "borders": List, "of": Text, "why": Text,
    },
    key=("actor",),
    required=("actor", "kind", "en", "th"),
)  # fmt: skip
CAPABILITIES = Table(
    "capabilities",
    {"actor": Text, "year": Int, "indicator": Text, "value": Real, "sd": Real, "unit": Text, "why": Text},
    key=("actor", "year", "indicator"),
    required=("actor", "year", "indicator", "value"),
)
FLOWS = Table(
    "flows",
    {"actor": Text, "other": Text, "year": Int, "type": Text, "value": Real, "unit": Text, "why": Text},
    key=("actor", "other", "year", "type"),
    required=("actor", "other", "year", "type", "value"),
)
TIES = Table(
    "ties",
    {
        "tie": Text, "type": Text, "domain": Text, "since": Text, "until": Text, "obligations": List, "directed": Flag,
        "exhaustive": Flag, "why": Text,
    },
    key=("tie",),
    required=("tie", "type"),
)  # fmt: skip
CHOICES = Table(
    "choices",
    {"actor": Text, "item": Text, "date": Day, "session": Int, "choice": Text, "why": Text},
    key=("actor", "item"),
    required=("actor", "item", "choice"),
)
EVENTS = Table(
    "events",
    {
        "event": Text, "type": Text, "mode": Text, "domain": Text, "date": Text, "earliest": Day, "latest": Day,
        "score": Real, "asserted": Int, "denied": Int, "reported": Int, "why": Text,
    },
    key=("event",),
    required=("event", "type"),
)  # fmt: skip
CONFLICTS = Table(
    "conflicts",
    {"conflict": Text, "record": Text, "other": Text, "about": Text, "says": Text, "against": Text, "why": Text},
    key=("conflict",),
    required=("conflict", "record", "about"),
)
VALUES = Table(
    "values",
    {
        "measure": Text, "options": Text, "actor": Text, "other": Text, "item": Text, "year": Int, "month": Int,
        "value": Real, "low": Real, "high": Real, "why": Text,
    },
    key=("measure", "options", "actor", "other", "item", "year", "month"),
    required=("measure", "options"),
)  # fmt: skip
SKILL = Table(
    "skill",
    {
        "model": Text, "measure": Text, "origin": Int, "horizon": Int, "score": Text, "value": Real, "baseline": Real,
        "n": Int, "why": Text,
    },
    key=("model", "measure", "origin", "horizon", "score"),
    required=("model", "measure", "score"),
)  # fmt: skip
TRACES = Table(
    "traces", {"trace": Text, "kind": Text, "says": Text, "parents": List}, key=("trace",), required=("trace", "kind")
)

TABLES = {
    t.name: t
    for t in (
        SOURCES, PAGES, PASSAGES, MENTIONS, DATES, CITATIONS, CLAIMS, PARTIES, ACTORS, CAPABILITIES, FLOWS, TIES,
        CHOICES, EVENTS, CONFLICTS, VALUES, SKILL, TRACES,
    )
}  # fmt: skip


def table(name: str) -> Table:
    """Return the table of this name.

    >>> table("values").key[0]
    'measure'
    """
    if name not in TABLES:
        raise UnknownName("table", name, TABLES)
    return TABLES[name]
