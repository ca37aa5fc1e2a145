"""What a state's supply hangs on: inputs that one state holds, controls that could shut them, sanctions in force."""

from __future__ import annotations

import polars as pl

from trachu.briefs import phrasing
from trachu.briefs.focus import Focus, the_forum
from trachu.briefs.phrasing import percent, plain, tell
from trachu.core.words import Words
from trachu.core.writing import Block, Grid, Sentence

REGIMES = ("FORUM:WASSENAAR", "FORUM:CHIP4")
SHOWN, NAMED = 10, 3


def supply_blocks(focus: Focus) -> tuple[Block, ...]:
    """Show the chokepoints of the chip industry, the state's exposure to controls, and sanctions on it."""
    blocks = [_holders(focus), _exposure(focus), _sanctions(focus), _grid(focus)]
    return tuple(block for block in blocks if block is not None)


def _points(focus: Focus) -> pl.DataFrame:
    return focus.desk.measure("chokepoints").filter(pl.col("actor") != focus.actor)


def _holders(focus: Focus) -> Sentence | None:
    held = _points(focus)
    if held.is_empty():
        return None
    counts = held["actor"].value_counts().sort("count", "actor", descending=[True, False]).head(NAMED)
    parts = []
    for actor, count in counts.iter_rows():
        name = phrasing.named(focus.desk, actor)
        parts.append(Words(en=f"{name.en} ({count})", th=f"{name.th} ({count})"))
    return tell(
        "Of the inputs of the chip industry {n} come for the most part from one state other than {who}, first from "
        "{parts}.",
        "ปัจจัยนำเข้าของอุตสาหกรรมชิป {n} รายการมีผู้จัดหาส่วนใหญ่เป็นรัฐเดียวซึ่งมิใช่{who} โดยเฉพาะ{parts}",
        held, n=plain(held.height), who=focus.name, parts=phrasing.listed(parts),
    )  # fmt: skip


def _exposure(focus: Focus) -> Sentence | None:
    """Say what part of the inputs those bound by a regime of controls hold."""
    frames = {r: focus.desk.measure("control_exposure", actor=focus.actor, regime=r) for r in REGIMES}
    rows = {r: f.filter(pl.col("item") == "all") for r, f in frames.items() if f.height}
    if not rows:
        return None
    parts = []
    for regime, row in rows.items():
        name, share = the_forum(focus.desk, regime), percent(float(row["value"].to_list()[-1]))
        parts.append(Words(en=f"{share.en} is held by members of {name.en}", th=f"{share.th}มาจากสมาชิก{name.th}"))
    return tell(
        "On the average over all inputs with known shares, of what {who} could buy abroad {parts}.",
        "โดยเฉลี่ยของปัจจัยนำเข้าทุกรายการที่ทราบส่วนแบ่ง สิ่งที่{who}จัดซื้อจากต่างประเทศได้ {parts}",
        pl.concat(list(rows.values())), who=focus.name, parts=phrasing.listed(parts),
    )  # fmt: skip


def _sanctions(focus: Focus) -> Sentence | None:
    found = focus.desk.measure("sanctions_exposure", actor=focus.actor)
    if found.is_empty():
        return None
    last = found.filter(pl.col("year") == pl.col("year").max())
    values = {row["item"]: row["value"] for row in last.iter_rows(named=True)}
    words = {
        "who": focus.name, "year": phrasing.year(int(last["year"][0])),
        "cases": phrasing.some(int(values["cases"]), "sanction was", "sanctions were", "มาตรการ"),
        "states": phrasing.some(int(values["states"]), "state", "states", "รัฐ"),
    }  # fmt: skip
    en = "In {year}, the latest year with any, {cases} in force on {who}, with {states} behind them"
    th = "ใน{year} ซึ่งเป็นปีล่าสุดที่มีมาตรการ มีมาตรการคว่ำบาตรต่อ{who} {cases} จาก {states}"
    if values["trade"] is None:
        return tell(en + "; what part of its trade is theirs is not known.", th + " แต่ไม่มีข้อมูลสัดส่วนการค้า", last, **words)
    words["trade"] = percent(values["trade"])
    return tell(en + " who had {trade} of its trade.", th + " ซึ่งมีสัดส่วน{trade}ของการค้าทั้งหมด", last, **words)


def _grid(focus: Focus) -> Grid | None:
    held = _points(focus).sort("value", "item", descending=[True, False]).head(SHOWN)
    if held.is_empty():
        return None
    rows = [
        (plain(row["item"]), focus.desk.actor(row["actor"]), phrasing.cell(row["value"], 0), phrasing.year(row["year"]))
        for row in held.iter_rows(named=True)
    ]
    return Grid(
        Words(en="Inputs that one state holds most of", th="ปัจจัยนำเข้าที่รัฐเดียวครองส่วนแบ่งสูงสุด"),
        (
            Words(en="Input", th="ปัจจัยนำเข้า"), Words(en="Largest supplier", th="ผู้จัดหารายใหญ่ที่สุด"),
            Words(en="Share", th="สัดส่วน"), Words(en="Year", th="ปี"),
        ),
        tuple(rows),
        phrasing.whys(held),
    )  # fmt: skip
