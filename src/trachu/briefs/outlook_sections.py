"""The sections of the outlook of a state: the country, its region, the world."""

from __future__ import annotations

import polars as pl

from trachu.briefs import phrasing, reading, world
from trachu.briefs.focus import Focus, forum_name, reasons
from trachu.briefs.phrasing import cell, label, percent, plain, tell, whys
from trachu.core.words import Words
from trachu.core.writing import Block, Grid
from trachu.ontology.instrument import STANCES, instruments

SHOWN = 8
METHOD = (
    Words(
        en="A forum counts as a gap only where the state is known to be out: the list of members is complete, or a "
        "source says so. Absence from an open list is not known.",
        th="จะนับเป็นช่องว่างเฉพาะเวทีที่ทราบแน่ว่ารัฐอยู่นอกเวที คือบัญชีสมาชิกครบถ้วนหรือมีแหล่งข้อมูลระบุไว้ "
        "การไม่ปรากฏในบัญชีที่ไม่ครบถ้วนถือว่าไม่ทราบ",
    ),
    Words(
        en="New partners are the states inside with whom the state shares no forum of that domain yet. The number says "
        "nothing of the costs or conditions of joining.",
        th="หุ้นส่วนใหม่คือรัฐในเวทีนั้นที่ยังไม่มีเวทีในมิติเดียวกันร่วมกัน จำนวนนี้ไม่ได้บอกต้นทุนหรือเงื่อนไขของการเข้าร่วม",
    ),
    Words(
        en="What follows is conditional: each sentence applies a rule to a number and holds while the number does.",
        th="นัยและทางเลือกเป็นข้อความแบบมีเงื่อนไข แต่ละประโยคใช้กฎกับตัวเลขหนึ่ง และใช้ได้ตราบที่ตัวเลขนั้นยังเป็นเช่นเดิม",
    ),
)
BASE = Words(en="Base", th="ฐานการวัด")
STATE = Words(en="State", th="รัฐ")


def country_blocks(focus: Focus) -> tuple[Block, ...]:
    """Show the power of the state by base, whom it votes with, where it sits, who arms it."""
    blocks: list[Block] = []
    if focus.own.height and focus.world:
        blocks.append(_strength_grid(focus))
    if focus.with_leaders.height:
        blocks += _vote_trend(focus)
    if focus.seats.height:
        names = [forum_name(focus.desk, tie) for tie in focus.seats["tie"].to_list()]
        blocks.append(
            tell(
                "Of the organisations and forums on record {who} sits in {n}: {names}.",
                "ในบรรดาองค์การและเวทีที่มีบันทึก {who}อยู่ใน {n} แห่ง ได้แก่ {names}",
                focus.seats, who=focus.name, n=plain(len(names)), names=phrasing.listed(names),
            )
        )  # fmt: skip
    if focus.suppliers.height:
        blocks.append(_supplier_grid(focus))
    return tuple(blocks)


def _strength_grid(focus: Focus) -> Grid:
    past = focus.world.powers.filter(pl.col("actor") == focus.actor) if focus.world else focus.own
    since = reading.common_years(focus.world.verdicts)[0] if focus.world else 0
    past = past.filter(pl.col("year") >= since)
    first = past.filter(pl.col("year") == pl.col("year").min().over("base"))
    rows = []
    for row in focus.own.iter_rows(named=True):
        then = first.filter(pl.col("base") == row["base"]).row(0, named=True)
        name = label(phrasing.BASES, row["base"])
        rows.append(
            (
                Words(en=name.en[:1].upper() + name.en[1:], th=name.th), phrasing.year(row["year"]),
                cell(row["value"], 2), plain(f"{row['rank']} / {row['of']}"), phrasing.year(then["year"]),
                cell(then["value"], 2), plain(f"{then['rank']} / {then['of']}"),
            )
        )  # fmt: skip
    year, share, rank = Words(en="Year", th="ปี"), Words(en="Share", th="สัดส่วน"), Words(en="Rank", th="ลำดับ")
    return Grid(
        phrasing.fill(
            "Share of {who} in the power of all states in the data, in the latest year and in the first of all bases",
            "สัดส่วนอำนาจของ{who}เทียบกับทุกรัฐในข้อมูล ในปีล่าสุดและปีแรกที่ทุกฐานการวัดมีข้อมูล",
            who=focus.name,
        ),
        (BASE, year, share, rank, year, share, rank),
        tuple(rows),
        whys(focus.own, first),
    )


def _vote_trend(focus: Focus) -> list[Block]:
    """Say how agreement with each leader has moved, from the first sessions of the data to the latest."""
    found: list[Block] = []
    past = {row["other"]: row for row in focus.before.iter_rows(named=True)}
    for last in focus.with_leaders.iter_rows(named=True):
        first = past.get(last["other"])
        if first is None or first["last"] >= last["first"]:
            continue
        found.append(
            tell(
                "Agreement with {other} went from {then} in {first} to {now} in {last}.",
                "ความสอดคล้องกับ{other}เปลี่ยนจาก{then}ใน{first} เป็น{now}ใน{last}",
                [*first["whys"], *last["whys"]],
                other=phrasing.named(focus.desk, last["other"]), then=percent(first["value"]),
                now=percent(last["value"]), first=phrasing.years(first["first"], first["last"]),
                last=phrasing.years(last["first"], last["last"]),
            )
        )  # fmt: skip
    return found


def _supplier_grid(focus: Focus) -> Grid:
    first, last = min(focus.suppliers["first"].to_list()), max(focus.suppliers["last"].to_list())
    shown = focus.suppliers.head(SHOWN)
    return Grid(
        phrasing.fill(
            "Suppliers of arms to {who}, {span}", "รัฐผู้ส่งมอบอาวุธให้{who} {span}", who=focus.name,
            span=phrasing.years(first, last),
        ),
        (Words(en="Supplier", th="ผู้ส่งมอบ"), Words(en="Share", th="สัดส่วน")),
        tuple((focus.desk.actor(r["actor"]), cell(r["share"])) for r in shown.iter_rows(named=True)),
        whys(shown),
    )  # fmt: skip


def region_blocks(focus: Focus) -> tuple[Block, ...]:
    """Show the power of the states of the region, and with which leader each of them votes."""
    blocks: list[Block] = []
    if focus.regional.height:
        blocks.append(_region_grid(focus))
    if focus.region_votes.height and len(focus.region) > 1:
        blocks += [*_region_lean(focus), _region_votes(focus)]
    return tuple(blocks)


def _region_grid(focus: Focus) -> Grid:
    bases = sorted(focus.regional["base"].unique().to_list())
    order = (
        focus.regional.group_by("actor").agg(pl.col("share").mean()).sort("share", "actor", descending=[True, False])
    )
    rows = []
    for actor in order["actor"].to_list():
        own = {r["base"]: r["share"] for r in focus.regional.filter(pl.col("actor") == actor).iter_rows(named=True)}
        rows.append((focus.desk.actor(actor), *(cell(own.get(base)) for base in bases)))
    return Grid(
        Words(
            en="Shares in the power of the region, among its states in the data, in the latest year of each base",
            th="สัดส่วนอำนาจภายในภูมิภาค เฉพาะรัฐที่มีข้อมูล ในปีล่าสุดของแต่ละฐานการวัด",
        ),
        (STATE, *(label(phrasing.BASES, base) for base in bases)),
        tuple(rows),
        whys(focus.regional),
    )


def _region_lean(focus: Focus) -> list[Block]:
    """Say with which leader most states of the region vote most."""
    ordered = focus.region_votes.sort("value", "leader", descending=[True, False])
    best = ordered.unique("other", keep="first", maintain_order=True)
    counts = best["leader"].value_counts().sort("count", "leader", descending=[True, False])
    who, count = counts.row(0)
    return [
        tell(
            "Of the {n} states of the region with votes, {k} agree most often with {leader}.",
            "ในบรรดารัฐในภูมิภาคที่มีข้อมูลการลงคะแนน {n} รัฐ มี {k} รัฐที่ลงคะแนนตรงกับ{leader}บ่อยที่สุด",
            reasons(focus.region_votes),
            n=plain(best.height), k=plain(count), leader=phrasing.named(focus.desk, who),
        )
    ]  # fmt: skip


def _region_votes(focus: Focus) -> Grid:
    leaders = focus.with_leaders["other"].to_list()
    rows = []
    for state in sorted(set(focus.region_votes["other"].to_list())):
        found = focus.region_votes.filter(pl.col("other") == state)
        own = {r["leader"]: r["value"] for r in found.iter_rows(named=True)}
        rows.append((focus.desk.actor(state), *(cell(own.get(leader), 0) for leader in leaders)))
    span = phrasing.years(min(focus.region_votes["first"].to_list()), max(focus.region_votes["last"].to_list()))
    return Grid(
        phrasing.fill(
            "Same vote as the leading powers in the UN General Assembly, {span}",
            "การลงคะแนนเสียงตรงกับมหาอำนาจชั้นนำในสมัชชาใหญ่สหประชาชาติ {span}",
            span=span,
        ),
        (STATE, *(focus.desk.actor(leader) for leader in leaders)),
        tuple(rows),
        tuple(reasons(focus.region_votes)),
    )


def world_blocks(focus: Focus) -> tuple[Block, ...]:
    """Say in one paragraph what the polarity of the world is and who leads it; list who uses which instrument."""
    if focus.world is None:
        return ()
    return (world.verdict(focus.world), world.leaders(focus.world), _instrument_grid(focus))


def _instrument_grid(focus: Focus) -> Grid:
    """List the instruments of technology diplomacy with those of the leaders and the region on record for them."""
    wanted = [focus.actor, *focus.leaders, *(a for a in focus.region if a != focus.actor)]
    rows = []
    for one in instruments().values():
        users = {user.actor for user in one.users}
        known = [focus.desk.actor(actor) for actor in wanted if actor in users]
        if known:
            rows.append((one.label, label(STANCES, one.stance), phrasing.listed(known)))
    return Grid(
        Words(
            en="Instruments of technology diplomacy, and which of the leading powers and the states of the region are "
            "on record as using them (the ontology lists examples, not everybody)",
            th="เครื่องมือการทูตเทคโนโลยี และมหาอำนาจชั้นนำกับรัฐในภูมิภาคที่มีบันทึกว่าใช้ (ออนโทโลยีระบุเป็นตัวอย่าง มิใช่ทั้งหมด)",
        ),
        (
            Words(en="Instrument", th="เครื่องมือ"), Words(en="What it does", th="บทบาท"),
            Words(en="On record", th="ผู้ใช้ตามบันทึก"),
        ),
        tuple(rows),
    )  # fmt: skip
