from __future__ import annotations

from collections.abc import Iterable

import polars as pl

from trachu.briefs import phrasing, world
from trachu.briefs.between import between_blocks
from trachu.briefs.focus import Focus, reasons, the_forum
from trachu.briefs.outlook_follows import follows_blocks, forum_blocks
from trachu.briefs.outlook_futures import METHOD as AHEAD_METHOD
from trachu.briefs.outlook_futures import future_blocks
from trachu.briefs.outlook_sections import METHOD, country_blocks, region_blocks, world_blocks
from trachu.briefs.phrasing import label, percent, plain, tell, whys
from trachu.briefs.supply import supply_blocks
from trachu.briefs.technology import technology_blocks
from trachu.core.errors import UsageError
from trachu.core.parts import brief
from trachu.core.words import Words
from trachu.core.writing import Brief, Desk, Section, Sentence
from trachu.ontology.actor import actor_id

FINDINGS, NAMED = 5, 3


@brief(name="outlook", version="1", label=Words(en="The outlook of a state", th="ทิศทางของรัฐ"))
def outlook(desk: Desk, *, actor: str = "THA") -> Brief:
    """Take three looks for a state: the country, its region, the world; and say what follows."""
    focus = Focus(desk, actor_id(actor))
    if focus.empty:
        raise phrasing.empty_bench(Words(en="the outlook of a state", th="บทสรุปทิศทางของรัฐ"))
    found = list(findings(focus))
    if not found:
        raise UsageError(
            phrasing.fill("The bench knows nothing of {who}.", "โต๊ะงานนี้ไม่มีข้อมูลเกี่ยวกับ{who}", who=focus.name),
            Words(en="Add a dataset that covers it.", th="โปรดเพิ่มชุดข้อมูลที่ครอบคลุมรัฐนี้"),
        )
    return Brief(
        name="outlook",
        title=phrasing.fill(
            "{who}: the country, its region, the world", "{who} มองตนเอง มองภูมิภาค และมองโลก", who=focus.name
        ),
        findings=tuple(found[:FINDINGS]),
        sections=phrasing.sections(
            Section(Words(en="The country", th="มองตนเอง"), country_blocks(focus)),
            Section(Words(en="The region", th="มองภูมิภาค"), region_blocks(focus)),
            Section(Words(en="The world", th="มองโลก"), world_blocks(focus)),
            Section(Words(en="Between two poles", th="ระหว่างสองขั้วอำนาจ"), between_blocks(focus)),
            Section(Words(en="Technology and rules", th="เทคโนโลยีและกติกา"), technology_blocks(focus)),
            Section(Words(en="Supply and sanctions", th="การจัดหาและมาตรการคว่ำบาตร"), supply_blocks(focus)),
            Section(Words(en="Forums it is not in", th="เวทีที่ยังมิได้เข้าร่วม"), forum_blocks(focus)),
            Section(Words(en="What may come", th="สิ่งที่อาจเกิดขึ้น"), future_blocks(desk, focus.actor, focus.leaders)),
            Section(Words(en="What follows", th="นัยและทางเลือก"), follows_blocks(focus), advice=True),
        ),
        method=(*METHOD, *AHEAD_METHOD),
    )


def findings(focus: Focus) -> Iterable[Sentence]:
    """Yield what there is to say, the weightiest first; the brief takes the first five."""
    makers = (strength, votes, neighbourhood, order, gap, arms, seats, leads)
    return (sentence for make in makers if (sentence := make(focus)) is not None)


def strength(focus: Focus) -> Sentence | None:
    """Say how strong the state is, on each base."""
    if focus.own.is_empty():
        return None
    parts = []
    for row in focus.own.sort("rank", "base").iter_rows(named=True):
        words = {
            "base": label(phrasing.BASES, row["base"]), "share": percent(row["value"], 1), "rank": plain(row["rank"]),
            "of": plain(row["of"]), "year": phrasing.year(row["year"]),
        }  # fmt: skip
        said = phrasing.fill(
            "rank {rank} of {of} on {base} ({share}, {year})",
            "ลำดับที่ {rank} จาก {of} รัฐด้าน{base} ({share} {year})",
            **words,
        )
        parts.append(Words(en=said.en[:1].lower() + said.en[1:], th=said.th))
    return tell(
        "Among the states in the data {who} holds {parts}.", "ในบรรดารัฐที่มีข้อมูล {who}อยู่ใน{parts}", focus.own,
        who=focus.name, parts=phrasing.listed(parts),
    )  # fmt: skip


def votes(focus: Focus) -> Sentence | None:
    """Say with which of the leading powers the state votes."""
    rows = focus.with_leaders
    if rows.is_empty():
        return None
    parts = []
    for row in rows.iter_rows(named=True):
        who, share = phrasing.named(focus.desk, row["other"]), percent(row["value"])
        parts.append(Words(en=f"{who.en} on {share.en}", th=f"{who.th}{share.th}"))
    return tell(
        "In the UN General Assembly ({span}, {calls} roll calls) {who} cast the same vote as {parts}.",
        "ในสมัชชาใหญ่สหประชาชาติ ({span} รวม {calls} การลงคะแนน) {who}ลงคะแนนเสียงตรงกับ{parts}",
        reasons(rows),
        span=phrasing.years(int(rows["first"][0]), int(rows["last"][0])), who=focus.name,
        calls=plain(max(rows["calls"].to_list())), parts=phrasing.listed(parts),
    )  # fmt: skip


def neighbourhood(focus: Focus) -> Sentence | None:
    """Say where the state stands in its region."""
    own = focus.regional.filter(pl.col("actor") == focus.actor)
    if own.is_empty() or own["among"].max() == 1:
        return None
    parts, bases = [], []
    for row in own.sort("place", "base").iter_rows(named=True):
        first = focus.regional.filter(pl.col("base") == row["base"], pl.col("place") == 1).row(0, named=True)
        ahead = phrasing.named(focus.desk, first["actor"])
        base, share, lead = label(phrasing.BASES, row["base"]), percent(row["share"]), percent(first["share"])
        en, th = (
            f"{row['place']} of {row['among']} on {base.en} ({share.en}",
            f"ลำดับที่ {row['place']} จาก {row['among']} รัฐด้าน{base.th} ({share.th}",
        )
        if first["actor"] != focus.actor:
            en, th = f"{en}; {ahead.en} {lead.en}", f"{th} ขณะที่{ahead.th}มี{lead.th}"
        parts.append(Words(en=f"{en})", th=f"{th})"))
        bases.append(row["base"])
    rows = focus.regional.filter((pl.col("actor") == focus.actor) | (pl.col("place") == 1))
    return tell(
        "In its region {who} ranks {parts}.", "ในภูมิภาค {who}อยู่ใน{parts}", rows, who=focus.name,
        parts=phrasing.listed_apart(parts),
    )  # fmt: skip


def order(focus: Focus) -> Sentence | None:
    """Say what the verdicts on the polarity of the world are."""
    return world.verdict(focus.world) if focus.world else None


def leads(focus: Focus) -> Sentence | None:
    """Say who leads the world, and on which base."""
    return world.leaders(focus.world) if focus.world else None


def gap(focus: Focus) -> Sentence | None:
    """Say how many forums the state is known to be out of, where its neighbours sit, and what is said outright."""
    if focus.gaps.is_empty() and focus.said.is_empty():
        return None
    near = focus.gaps.filter(pl.col("near") > 0)
    parts = []
    for row in near.head(NAMED).iter_rows(named=True):
        name, share = the_forum(focus.desk, row["item"]), percent(row["near"])
        parts.append(Words(en=f"{name.en} ({share.en} of them)", th=f"{name.th} ({share.th})"))
    said = [the_forum(focus.desk, forum) for forum in focus.said["record"].to_list()]
    words = {
        "who": focus.name, "n": phrasing.some(focus.gaps.height, "forum", "forums", "เวที"), "k": plain(near.height),
        "parts": phrasing.listed(parts), "said": phrasing.listed(said),
    }  # fmt: skip
    en = "{who} is known to be outside {n} of its neighbours or partners"
    th = "{who}อยู่นอกเวทีของเพื่อนบ้านหรือหุ้นส่วน {n}เท่าที่มีหลักฐาน"
    if parts:
        en += "; neighbours sit in {k}, first in {parts}"
        th += " ในจำนวนนี้เป็นเวทีที่มีเพื่อนบ้านอยู่ {k} เวที ที่มีสัดส่วนเพื่อนบ้านสูงสุดคือ {parts}"
    if said:
        en += "; that it is not in {said}, a source says outright"
        th += " ทั้งนี้มีแหล่งข้อมูลระบุชัดว่ามิได้เป็นสมาชิก{said}"
    return tell(en + ".", th, whys(focus.gaps, focus.said), **words)


def arms(focus: Focus) -> Sentence | None:
    """Say who delivers the arms of the state."""
    if focus.suppliers.is_empty():
        return None
    rows = focus.suppliers
    parts = []
    for row in rows.head(NAMED).iter_rows(named=True):
        name, share = phrasing.named(focus.desk, row["actor"]), percent(row["share"])
        parts.append(Words(en=f"{name.en} ({share.en})", th=f"{name.th} ({share.th})"))
    first, last = min(rows["first"].to_list()), max(rows["last"].to_list())
    return tell(
        "The arms that {who} received in {span} came first from {parts}.",
        "อาวุธที่{who}ได้รับใน{span} มาจาก{parts}เป็นหลัก",
        rows, who=focus.name, span=phrasing.years(first, last), parts=phrasing.listed(parts),
    )  # fmt: skip


def seats(focus: Focus) -> Sentence | None:
    """Say in how many organisations and forums the state sits."""
    if focus.seats.is_empty():
        return None
    return tell(
        "{who} sits in {n} of the organisations and forums on record.",
        "{who}อยู่ในองค์การและเวที {n} แห่งเท่าที่มีบันทึก",
        focus.seats, who=focus.name, n=plain(focus.seats.height),
    )  # fmt: skip
