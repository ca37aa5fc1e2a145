"""How far the order of the powers hangs on the weights of an index, and on any one of its indicators."""

from __future__ import annotations

import polars as pl

from trachu.briefs import phrasing
from trachu.briefs.phrasing import percent, plain, tell, whys
from trachu.briefs.world import World
from trachu.core.stability import Stability, rank_stability
from trachu.core.words import Words
from trachu.core.writing import Block, Grid

COMPONENTS = ("irst", "milex", "milper", "pec", "tpop", "upop")
COMMON = ("gdp", "milex", "pop")
NAMES = {
    "irst": Words(en="iron and steel", th="เหล็กและเหล็กกล้า"),
    "milex": Words(en="military expenditure", th="รายจ่ายทางทหาร"),
    "milper": Words(en="military personnel", th="กำลังพล"),
    "pec": Words(en="energy", th="พลังงาน"),
    "tpop": Words(en="population", th="ประชากร"),
    "upop": Words(en="urban population", th="ประชากรเมือง"),
    "gdp": Words(en="GDP", th="ผลิตภัณฑ์มวลรวม"),
    "pop": Words(en="population", th="ประชากร"),
}
SHOWN, DRAWS, SEED = 6, 1000, 1


def rank_blocks(world: World) -> tuple[Block, ...]:
    """Say how often each state leads if the indicators may be weighted in any way, and without each of them."""
    for names in (COMPONENTS, COMMON):
        given = _given(world, names)
        if given is not None:
            states, rows = given
            found = rank_stability(
                states.select(names).to_numpy(), [1 / len(names)] * len(names), draws=DRAWS, seed=SEED
            )
            return (_leaders(world, states, rows, found, names), _table(world, states, rows, found, names))
    return ()


def _given(world: World, names: tuple[str, ...]) -> tuple[pl.DataFrame, pl.DataFrame] | None:
    """Return the shares of the states that have every indicator in the year, and the rows they come from."""
    table = world.desk.table("capabilities")
    rows = table.filter(pl.col("indicator").is_in(names), pl.col("year") == world.year, pl.col("value") >= 0)
    if rows["indicator"].n_unique() < len(names):
        return None
    shared = rows.with_columns(share=pl.col("value") / pl.col("value").sum().over("indicator"))
    wide = shared.group_by("actor").agg(
        pl.col("share").filter(pl.col("indicator") == name).first().alias(name) for name in names
    )
    states = wide.drop_nulls().sort("actor")
    return (states, rows) if states.height > 1 else None


def _leaders(world: World, states: pl.DataFrame, rows: pl.DataFrame, found: Stability, names: tuple[str, ...]) -> Block:
    """Say which states lead under some weights, and how often."""
    first = sorted(zip(found.first.tolist(), states["actor"].to_list(), strict=True), key=lambda one: (-one[0], one[1]))
    parts = []
    for share, actor in first[:3]:
        if share > 0:
            who, often = phrasing.named(world.desk, actor), percent(share)
            parts.append(Words(en=f"{who.en} in {often.en}", th=f"{who.th}{often.th}"))
    return tell(
        "If the {n} indicators ({names}) may be weighted in any way, each mixture being as likely as any other, the "
        "first is {parts} of {draws} draws of the weights.",
        "หากถ่วงน้ำหนักตัวชี้วัด {n} ตัว ({names}) อย่างไรก็ได้ โดยทุกสัดส่วนเป็นไปได้เท่ากัน "
        "รัฐอันดับหนึ่งจากการสุ่มค่าน้ำหนัก {draws} ครั้ง คือ {parts}",
        rows,
        n=plain(len(names)), names=phrasing.listed([NAMES[name] for name in names]), parts=phrasing.listed(parts),
        draws=plain(DRAWS),
    )  # fmt: skip


def _table(world: World, states: pl.DataFrame, rows: pl.DataFrame, found: Stability, names: tuple[str, ...]) -> Block:
    """Tabulate ranks, their intervals over weights, and the rank without each indicator."""
    order = found.rank.argsort()[:SHOWN].tolist()
    lines = []
    for at in order:
        without = [plain(int(found.without[n, at])) for n in range(len(names))]
        span = f"{found.low[at]}–{found.high[at]}"
        lines.append((
            world.desk.actor(states["actor"][at]), plain(int(found.rank[at])), plain(span),
            percent(float(found.first[at])), *without,
        ))  # fmt: skip
    head = (
        Words(en="State", th="รัฐ"), Words(en="Rank, equal weights", th="อันดับเมื่อน้ำหนักเท่ากัน"),
        Words(en="5–95% over weights", th="ช่วงร้อยละ 5–95 ตามค่าน้ำหนัก"), Words(en="Leads (share)", th="เป็นที่หนึ่ง (สัดส่วน)"),
    )  # fmt: skip
    left = [Words(en=f"without {NAMES[n].en}", th=f"ไม่รวม{NAMES[n].th}") for n in names]
    caption = phrasing.fill(
        "How far ranks in {year} hang on the weights of the indicators, and on any one of them",
        "อันดับใน{year} ขึ้นอยู่กับค่าน้ำหนักและตัวชี้วัดแต่ละตัวเพียงใด",
        year=phrasing.year(world.year),
    )
    return Grid(caption, (*head, *left), tuple(lines), whys(rows))
