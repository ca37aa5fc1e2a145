"""The last sections of the outlook of a state: the forums it is not in, and what follows."""

from __future__ import annotations

from functools import partial

import polars as pl

from trachu.briefs import phrasing, reading
from trachu.briefs.charts.forum_matrix import forum_matrix
from trachu.briefs.focus import INSIDE, Focus, forum_name, reasons, the_forum
from trachu.briefs.phrasing import cell, decimal, label, percent, plain, tell, whys
from trachu.core.words import Words
from trachu.core.writing import Block, Figure, Grid, Sentence

SHOWN, COLUMNS, LEADERS = 8, 9, 3
FAR = 0.2  # a difference of agreement from which a state leans
MOST = 0.5  # a share from which one supplier dominates


def forum_blocks(focus: Focus) -> tuple[Block, ...]:
    """Show the forums that the state is known to be out of, what joining adds, and who of its circle is in."""
    outright = [
        tell(
            "That {who} is not in {forum}, a source says outright.", "มีแหล่งข้อมูลระบุชัดว่า{who}มิได้เป็นสมาชิก{forum}",
            [row["why"]], who=focus.name, forum=the_forum(focus.desk, row["record"]),
        )
        for row in focus.said.iter_rows(named=True)
        if row["why"]
    ]  # fmt: skip
    if focus.gaps.is_empty():
        return tuple(outright)
    return (*outright, _gap_grid(focus), _matrix(focus))


def _gap_grid(focus: Focus) -> Grid:
    rows = []
    shown = focus.gaps.head(SHOWN)
    for row in shown.iter_rows(named=True):
        how = Words(en="said outright", th="มีผู้ระบุไว้") if row["said"] else Words(en="complete list", th="บัญชีครบถ้วน")
        name, new = forum_name(focus.desk, row["item"]), plain(f"{row['adds']:.0f}")
        rows.append((name, cell(row["near"], 0), new, cell(row["power"]), how))
    return Grid(
        phrasing.fill(
            "Forums that {who} is not in, and what joining would add ({n} of {all}, those of its neighbours first)",
            "เวทีที่{who}ยังมิได้เข้าร่วม และสิ่งที่การเข้าร่วมจะเพิ่มให้ ({n} จาก {all} เรียงจากเวทีที่มีเพื่อนบ้านอยู่มาก)",
            who=focus.name, n=plain(shown.height), all=plain(focus.gaps.height),
        ),
        (
            Words(en="Forum", th="เวที"), Words(en="Neighbours inside", th="เพื่อนบ้านที่อยู่ในเวที"),
            Words(en="New partners", th="หุ้นส่วนใหม่"), Words(en="Their share of CINC", th="สัดส่วน CINC ของหุ้นส่วนใหม่"),
            Words(en="How it is known", th="ทราบได้จาก"),
        ),
        tuple(rows),
        tuple(sorted({*whys(shown), *shown["near_why"].drop_nulls(), *shown["power_why"].drop_nulls()})),
    )  # fmt: skip


def _matrix(focus: Focus) -> Figure:
    """Set the forums of the gap against the state, its neighbours and the leaders."""
    top = focus.gaps.head(SHOWN)
    parties = focus.desk.table("parties").filter(pl.col("record").is_in(top["item"].to_list()))
    ties = focus.desk.table("ties").filter(pl.col("tie").is_in(top["item"].to_list()))
    closed = set(ties.filter(pl.col("exhaustive"))["tie"].to_list())
    held = parties.filter(pl.col("role").is_in(INSIDE), pl.col("until").is_null())
    inside = set(held.select("record", "actor").iter_rows())
    region = sorted(set(focus.region) - {focus.actor}, key=lambda a: (-sum(actor == a for _, actor in inside), a))
    states = list(dict.fromkeys([focus.actor, *focus.leaders[:LEADERS], *region]))
    outside = {(r, a) for r, a, role in parties.select("record", "actor", "role").rows() if role == "non_member"}
    rows = []
    for forum in top["item"].to_list():
        for actor in states[:COLUMNS]:
            known = (forum, actor) in outside or forum in closed
            place = "member" if (forum, actor) in inside else "outside" if known else "unknown"
            title, name = forum_name(focus.desk, forum), focus.desk.actor(actor)
            rows.append(
                {"place": place, "forum_en": title.en, "forum_th": title.th, "en": name.en, "th": name.th}
            )  # fmt: skip
    caption = phrasing.fill(
        "{who}, leading powers and neighbours in the forums that {who} is not in.",
        "{who} มหาอำนาจชั้นนำ และเพื่อนบ้าน ในเวทีที่{who}ยังมิได้เข้าร่วม",
        who=focus.name,
    )
    return Figure("forum_matrix", caption, partial(forum_matrix, pl.DataFrame(rows)), whys(parties, ties))


def follows_blocks(focus: Focus) -> tuple[Block, ...]:
    """Say what would follow, each sentence a rule applied to a number."""
    rules = (_from_order, _from_votes, _from_arms, _from_region, _from_forums)
    return tuple(sentence for rule in rules if (sentence := rule(focus)) is not None)


def _from_order(focus: Focus) -> Sentence | None:
    if focus.world is None:
        return None
    odds = focus.world.odds.filter(pl.col("count") > 0)
    first, second = odds["item"][0], odds["item"][min(1, odds.height - 1)]
    words = {
        "first": label(phrasing.REGIMES, first), "second": label(phrasing.REGIMES, second), "who": focus.name,
        "p": percent(odds["share"][0]),
    }  # fmt: skip
    if odds["share"][0] >= reading.CLEAR:
        return tell(
            "If the world is {first}, as {p} of the specifications say, plans of {who} may rest on it; they should "
            "still be tried against the rest.",
            "หากโลกเป็นระบบ{first} ดังที่วิธีวัด{p}ชี้ แผนของ{who}อาจตั้งอยู่บนสมมติฐานนั้นได้ แต่ควรทดสอบกับกรณีอื่นด้วย",
            focus.world.now, **words,
        )  # fmt: skip
    return tell(
        "Since no label has three quarters of the specifications behind it, a plan of {who} that presupposes one "
        "order may fail; one that holds in a {first} and in a {second} world is safer.",
        "เมื่อไม่มีคำเรียกใดที่วิธีวัดถึงสามในสี่สนับสนุน แผนของ{who}ที่ยึดระเบียบโลกแบบเดียวอาจผิดพลาด "
        "แผนที่ใช้ได้ทั้งในระบบ{first}และระบบ{second}จึงปลอดภัยกว่า",
        focus.world.now, **words,
    )  # fmt: skip


def _from_votes(focus: Focus) -> Sentence | None:
    rows = focus.with_leaders
    if rows.height < 2:
        return None
    near, far = rows.row(0, named=True), rows.row(-1, named=True)
    words = {
        "who": focus.name, "near": phrasing.named(focus.desk, near["other"]),
        "far": phrasing.named(focus.desk, far["other"]), "gap": decimal(100 * (near["value"] - far["value"]), 0),
    }  # fmt: skip
    if near["value"] - far["value"] >= FAR:
        return tell(
            "{who} votes {gap} points more often with {near} than with {far}; should these two be opposed, its votes "
            "may be read as a choice, and explaining them to {far} would be worth the effort.",
            "{who}ลงคะแนนตรงกับ{near}มากกว่า{far}อยู่ {gap} จุดร้อยละ หากสองรัฐนี้ขัดแย้งกัน "
            "การลงคะแนนอาจถูกตีความว่าเป็นการเลือกข้าง จึงควรอธิบายท่าทีต่อ{far}",
            reasons(rows), **words,
        )  # fmt: skip
    return tell(
        "{who} votes at much the same distance from all leading powers ({gap} points between {near} and {far}); this "
        "leaves room to hedge as long as it lasts.",
        "{who}ลงคะแนนโดยรักษาระยะห่างจากมหาอำนาจชั้นนำใกล้เคียงกัน (ต่างกัน {gap} จุดร้อยละระหว่าง{near}กับ{far}) "
        "จึงยังมีพื้นที่สำหรับการรักษาสมดุลตราบที่สภาพนี้ยังคงอยู่",
        rows, **words,
    )  # fmt: skip


def _from_arms(focus: Focus) -> Sentence | None:
    if focus.suppliers.is_empty():
        return None
    first = focus.suppliers.row(0, named=True)
    words = {"who": focus.name, "first": phrasing.named(focus.desk, first["actor"]), "p": percent(first["share"])}
    if first["share"] >= MOST:
        return tell(
            "With {p} of its arms from {first}, {who} depends on one supplier; if that supply were cut, replacing it "
            "would take years.",
            "{who}ได้รับอาวุธจาก{first}ถึง{p} จึงพึ่งพาผู้ส่งมอบรายเดียว หากการส่งมอบหยุดลง การหาทดแทนอาจใช้เวลาหลายปี",
            focus.suppliers, **words,
        )  # fmt: skip
    return tell(
        "No supplier delivers half of the arms of {who} ({first} most, {p}); spare parts and training remain to be "
        "checked type by type.",
        "ไม่มีผู้ส่งมอบรายใดส่งอาวุธให้{who}ถึงกึ่งหนึ่ง (มากที่สุดคือ{first} {p}) แต่ควรตรวจสอบอะไหล่และการฝึกเป็นรายประเภท",
        focus.suppliers, **words,
    )  # fmt: skip


def _from_region(focus: Focus) -> Sentence | None:
    own = focus.regional.filter(pl.col("actor") == focus.actor)
    if focus.home is None or own.filter(pl.col("among") > 2).is_empty():
        return None
    top = own.sort("share", "base").row(-1, named=True)
    forum, inside = focus.home
    seat = focus.seats.filter(pl.col("tie") == forum)
    words = {
        "who": focus.name, "p": percent(top["share"]), "base": label(phrasing.BASES, top["base"]),
        "forum": the_forum(focus.desk, forum), "n": plain(len(inside)), "all": plain(len(focus.region)),
    }  # fmt: skip
    return tell(
        "With at most {p} of the power of its region ({base}), {who} is likely to weigh more through {forum}, in which "
        "{n} of the {all} states of the region sit, than alone.",
        "{who}มีสัดส่วนอำนาจในภูมิภาคไม่เกิน{p} ({base}) จึงน่าจะมีน้ำหนักมากกว่าเมื่อดำเนินการผ่าน{forum} "
        "ซึ่งมีรัฐในภูมิภาคอยู่ {n} จาก {all} รัฐ มากกว่าดำเนินการเพียงลำพัง",
        [top["why"], *whys(seat)], **words,
    )  # fmt: skip


def _from_forums(focus: Focus) -> Sentence | None:
    """Weigh the forums in which neighbours sit; where none is, all of them."""
    near = focus.gaps.filter(pl.col("near") > 0, pl.col("adds") > 0)
    gaps = near if near.height else focus.gaps.filter(pl.col("adds") > 0)
    if gaps.is_empty():
        return None
    most = gaps.sort("adds", "item", descending=[True, False]).row(0, named=True)
    strong = gaps.drop_nulls("power").sort("power", "item", descending=[True, False])
    words = {"who": focus.name, "most": the_forum(focus.desk, most["item"]), "n": decimal(most["adds"], 0)}
    if strong.is_empty() or strong["item"][0] == most["item"]:
        return tell(
            "If {who} seeks new partners, {most} would add most of the forums of its neighbours ({n} states), provided "
            "that its terms are acceptable.",
            "หาก{who}ต้องการหุ้นส่วนใหม่ ในบรรดาเวทีของเพื่อนบ้าน {most}จะเพิ่มได้มากที่สุด ({n} รัฐ) "
            "หากเงื่อนไขการเข้าร่วมเป็นที่ยอมรับได้",
            [most["why"]], **words,
        )  # fmt: skip
    best = strong.row(0, named=True)
    return tell(
        "If {who} seeks many new partners, {most} would add most of the forums of its neighbours ({n} states); if it "
        "seeks strong ones, {best} would ({p} of the CINC in the data), provided that the terms are acceptable.",
        "หาก{who}ต้องการหุ้นส่วนใหม่จำนวนมาก ในบรรดาเวทีของเพื่อนบ้าน {most}จะเพิ่มได้มากที่สุด ({n} รัฐ) "
        "หากต้องการหุ้นส่วนที่แข็งแกร่ง {best}จะเพิ่มได้มากที่สุด ({p} ของค่า CINC ในข้อมูล) ทั้งนี้ขึ้นอยู่กับเงื่อนไขการเข้าร่วม",
        [most["why"], best["power_why"]],
        best=the_forum(focus.desk, best["item"]), p=percent(best["power"], 1), **words,
    )  # fmt: skip
