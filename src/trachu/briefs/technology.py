"""Technology diplomacy in the outlook of a state: who writes the rules, who takes them, and by which instruments."""

from __future__ import annotations

import re
from collections import Counter

import polars as pl

from trachu.briefs import phrasing
from trachu.briefs.focus import INSIDE, Focus, the_forum
from trachu.briefs.phrasing import plain, signed, tell
from trachu.core.words import Words
from trachu.core.writing import Block, Grid, Sentence
from trachu.ontology.forum import forum_table, forums
from trachu.ontology.instrument import STANCES, instruments, instruments_in

BESIDE = ("USA", "CHN", "IGO:EU", "KOR", "JPN", "THA")  # those whose technology diplomacy is compared
ALL, STANCE, NAMED = "all", "stance/", 3
TECHNOLOGY = ("standards", "data-governance", "intellectual-property", "science-technology", "digital-economy")
NEAR = ("candidate", "partner", "observer")
THAI = re.compile("[\u0e01-\u0e4e]")
SHOWN = 5
REGIONAL = 0.9  # a forum with this share of its members on one continent is one of that continent


def technology_blocks(focus: Focus) -> tuple[Block, ...]:
    """Show the state beside those that lead in technology diplomacy, and what joining would add."""
    role = focus.desk.measure("standards_role").filter(pl.col("item") == ALL)
    if role.filter(pl.col("actor") == focus.actor).is_empty():
        return ()
    numbers = {what: focus.desk.measure("standards_role", what=what) for what in ("writes", "takes")}
    whole = {what: rows.filter(pl.col("item") == ALL) for what, rows in numbers.items()}
    blocks: tuple[Block, ...] = (_sentence(focus, role, whole), _grid(focus, role, whole))
    more = (_gap(focus), _near(focus), _said(focus))
    return (*blocks, *(block for block in more if block is not None))


def _of(rows: pl.DataFrame, actor: str) -> float | None:
    found = rows.filter(pl.col("actor") == actor)["value"].to_list()
    return float(found[0]) if found else None


def _sentence(focus: Focus, role: pl.DataFrame, whole: dict[str, pl.DataFrame]) -> Sentence:
    writes, takes = (int(_of(whole[what], focus.actor) or 0) for what in ("writes", "takes"))
    others = role.filter(pl.col("actor").is_in([a for a in BESIDE if a != focus.actor])).sort("value", "actor")
    words = {
        "who": focus.name, "writes": plain(writes), "all": plain(writes + takes),
        "first": phrasing.named(focus.desk, str(others["actor"][-1])) if others.height else plain("–"),
        "best": plain(int(_of(whole["writes"], str(others["actor"][-1])) or 0) if others.height else 0),
    }  # fmt: skip
    return tell(
        "Of {all} forums with complete lists that write rules of technology {who} sits in {writes}; {first} sits in "
        "{best}.",
        "จากเวทีที่กำหนดกติกาด้านเทคโนโลยีและมีบัญชีสมาชิกครบถ้วน {all} เวที {who}อยู่ใน {writes} เวที ขณะที่{first}อยู่ใน {best} เวที",
        pl.concat([role, *whole.values()]).filter(pl.col("actor").is_in([focus.actor, *others["actor"].to_list()])),
        **words,
    )


def _grid(focus: Focus, role: pl.DataFrame, whole: dict[str, pl.DataFrame]) -> Grid:
    uses = focus.desk.measure("instrument_profile").filter(pl.col("item").str.starts_with(STANCE))
    rows = []
    for actor in dict.fromkeys([focus.actor, *BESIDE]):
        numbers = [_of(whole[what], actor) for what in ("writes", "takes")]
        known = _of(role, actor)
        kinds = [_of(uses.filter(pl.col("item") == f"{STANCE}{stance}"), actor) for stance in STANCES]
        cells = [plain("–") if n is None else plain(f"{n:.0f}") for n in (*numbers, *kinds)]
        rows.append((focus.desk.actor(actor), *cells[:2], plain("–") if known is None else signed(known), *cells[2:]))
    kinds_of = tuple(
        Words(en=f"Instruments: {name.en}", th=f"เครื่องมือที่{name.th}") for name in STANCES.values()
    )  # fmt: skip
    return Grid(
        Words(
            en="Maker or taker of the rules of technology (1 maker, −1 taker), and instruments publicly known to be "
            "used; a dash is not known",
            th="ผู้กำหนดหรือผู้รับกติกาด้านเทคโนโลยี (1 ผู้กำหนด −1 ผู้รับ) และเครื่องมือที่ทราบว่าใช้ เครื่องหมาย – คือไม่ทราบ",
        ),
        (
            Words(en="State", th="รัฐ"), Words(en="Forums inside", th="เวทีที่อยู่"),
            Words(en="Forums outside", th="เวทีที่มิได้อยู่"), Words(en="Role", th="บทบาท"), *kinds_of,
        ),
        tuple(rows),
        phrasing.whys(pl.concat([role, *whole.values()]).filter(pl.col("actor").is_in([focus.actor, *BESIDE]))),
    )  # fmt: skip


def _gap(focus: Focus) -> Sentence | None:
    """Say which of the forums of rules, where the state is not, would bring it most new partners."""
    if focus.gaps.is_empty():
        return None
    fields = forum_table().explode("fields", empty_as_null=False)
    ruled = fields.filter(pl.col("fields").is_in(["standards", "data-governance", "intellectual-property"]))
    found = focus.gaps.join(ruled.select(item="forum").unique(), on="item", how="semi")
    found = found.filter(pl.col("adds") > 0, ~pl.col("item").is_in(_elsewhere(focus, found["item"].to_list())))
    found = found.sort("adds", "item", descending=[True, False]).head(NAMED)
    if found.is_empty():
        return None
    parts = []
    for row in found.iter_rows(named=True):
        name, count = the_forum(focus.desk, row["item"]), plain(f"{row['adds']:.0f}")
        parts.append(Words(en=f"{name.en} ({count.en})", th=f"{name.th} ({count.th})"))
    return tell(
        "Among the forums of rules where it is not, these would bring {who} most partners that it does not meet in the "
        "same domain yet: {parts}.",
        "ในบรรดาเวทีกำหนดกติกาที่{who}มิได้อยู่ เวทีที่จะเพิ่มหุ้นส่วนซึ่งยังมิได้พบกันในมิติเดียวกันมากที่สุดคือ {parts}",
        found, who=focus.name, parts=phrasing.listed(parts),
    )  # fmt: skip


def _near(focus: Focus) -> Sentence | None:
    """Say of which forums of technology and rules the state is a candidate, partner or observer already."""
    fields = forum_table().filter(pl.col("fields").list.set_intersection(list(TECHNOLOGY)).list.len() > 0)
    names = [name for name in fields["forum"] if focus.actor in forums()[name].with_relation(*NEAR)]
    known = focus.desk.table("ties").filter(pl.col("tie").is_in(names))
    if known.is_empty():
        return None
    return tell(
        "{who} already stands near to {parts}, as a candidate, partner or observer.",
        "{who}มีสถานะใกล้ชิดอยู่แล้วกับ{parts} ในฐานะผู้สมัคร หุ้นส่วน หรือผู้สังเกตการณ์",
        known, who=focus.name, parts=phrasing.listed([the_forum(focus.desk, name) for name in known["tie"].sort()]),
    )  # fmt: skip


def _said(focus: Focus) -> Sentence | None:
    """Say which instruments the documents name together with the state."""
    about = focus.desk.table("parties").filter(pl.col("actor") == focus.actor)["record"]
    claims = focus.desk.table("claims").filter(pl.col("claim").is_in(about.implode())).drop_nulls("text")
    rows = [
        {"code": code, "why": row["why"]}
        for row in claims.sort("claim").iter_rows(named=True)
        for _, _, code in instruments_in(row["text"], "th" if THAI.search(row["text"]) else "en")
    ]
    if not rows:
        return None
    counts = Counter(row["code"] for row in rows)
    order = sorted(counts, key=lambda code: (-counts[code], code))
    parts = []
    for code in order[:SHOWN]:
        name = instruments()[code].label
        parts.append(Words(en=f"{name.en[:1].lower()}{name.en[1:]} ({counts[code]})", th=f"{name.th} ({counts[code]})"))
    return tell(
        "Where documents speak of {who}, they name these instruments (number of places): {parts}.",
        "ตอนที่เอกสารกล่าวถึง{who} มีการกล่าวถึงเครื่องมือต่อไปนี้ (จำนวนแห่ง): {parts}",
        pl.DataFrame(rows), who=focus.name, parts=phrasing.listed(parts),
    )  # fmt: skip


def _elsewhere(focus: Focus, forums: list[str]) -> list[str]:
    """Return the forums whose members are nearly all of one continent, and not of the state's own."""
    actors = focus.desk.table("actors").filter(pl.col("region").is_not_null())
    continent = dict(actors.select("actor", pl.col("region").str.split("-").list.last()).iter_rows())
    seats = focus.desk.table("parties").filter(pl.col("record").is_in(forums), pl.col("role").is_in(INSIDE))
    found = []
    for (forum,), rows in seats.filter(pl.col("until").is_null()).group_by("record"):
        places = Counter(continent[actor] for actor in rows["actor"].to_list() if actor in continent)
        most, count = places.most_common(1)[0] if places else ("", 0)
        if count >= REGIONAL * places.total() and continent.get(focus.actor) != most:
            found.append(str(forum))
    return sorted(found)
