from __future__ import annotations

from collections.abc import Iterable

import polars as pl

from trachu.briefs import phrasing
from trachu.briefs.ceilings import ceiling_blocks
from trachu.briefs.dyad_bonds import binding_blocks, exchange_blocks, moved
from trachu.briefs.dyad_sections import (
    METHOD,
    closeness_blocks,
    conflict_blocks,
    denial_blocks,
    denied_claims,
    event_blocks,
    unknown_blocks,
)
from trachu.briefs.dyad_standing import METHOD as STANDING
from trachu.briefs.dyad_standing import deepened, factor_blocks, standing_blocks, turn_blocks
from trachu.briefs.outlook_futures import alarm_blocks, fan_blocks
from trachu.briefs.pair import Pair, obligations, tie_name
from trachu.briefs.phrasing import decimal, percent, plain, signed, tell
from trachu.core.errors import UsageError
from trachu.core.parts import brief
from trachu.core.words import Words
from trachu.core.writing import Brief, Desk, Section, Sentence
from trachu.ontology.actor import actor_id

FINDINGS, RECENT = 5, 15


@brief(name="dyad", version="1", label=Words(en="Two states", th="สองรัฐ"))
def dyad(desk: Desk, *, actor: str = "RUS", other: str = "PRK") -> Brief:
    """Say how close two states have become, in which domain, when it turned, who says so and who denies it."""
    pair = Pair(desk, actor_id(actor), actor_id(other))
    if pair.actor == pair.other:
        raise UsageError(
            phrasing.fill("A dyad needs two states, not {one} twice.", "คู่รัฐต้องมีสองรัฐ ไม่ใช่{one}ซ้ำกัน", **pair.names),
            Words(en="Name another state.", th="โปรดระบุรัฐอื่น"),
        )
    if pair.empty:
        raise phrasing.empty_bench(Words(en="a brief on two states", th="บทสรุปเรื่องสองรัฐ"))
    found = list(findings(pair))
    if not found:
        raise UsageError(
            phrasing.fill(
                "The bench knows nothing of {one} and {two} together.",
                "โต๊ะงานนี้ไม่มีข้อมูลที่กล่าวถึง{one}และ{two}ร่วมกัน",
                **pair.names,
            ),
            Words(en="Add a document or a dataset that tells of both.", th="โปรดเพิ่มเอกสารหรือชุดข้อมูลที่กล่าวถึงทั้งสองรัฐ"),
        )
    return Brief(
        name="dyad",
        title=phrasing.fill("How close are {one} and {two}?", "{one}กับ{two}ใกล้ชิดกันเพียงใด", **pair.names),
        findings=tuple(found[:FINDINGS]),
        sections=phrasing.sections(
            Section(Words(en="Closeness by domain", th="ความใกล้ชิดจำแนกตามมิติ"), closeness_blocks(pair)),
            Section(Words(en="Among all dyads", th="เทียบกับทุกคู่รัฐ"), standing_blocks(pair)),
            Section(
                Words(en="Turning points", th="จุดเปลี่ยน"),
                (*turn_blocks(pair), *alarm_blocks(pair.desk, pair.actor, pair.other)),
            ),
            Section(Words(en="Five factors", th="ปัจจัยห้าประการ"), factor_blocks(pair)),
            Section(Words(en="What happened", th="เหตุการณ์ที่เกิดขึ้น"), event_blocks(pair)),
            Section(Words(en="Claims and denials", th="คำกล่าวอ้างและคำปฏิเสธ"), denial_blocks(pair)),
            Section(Words(en="What binds them", th="พันธกรณีที่ผูกพันสองรัฐ"), binding_blocks(pair)),
            Section(
                Words(en="Ceilings and what is known", th="เพดานที่กำหนดและสิ่งที่ทราบ"),
                ceiling_blocks(pair.desk, pair.actor, pair.other),
            ),
            Section(Words(en="Votes and flows", th="การลงคะแนนเสียงและกระแสระหว่างกัน"), exchange_blocks(pair)),
            Section(Words(en="Contradictions", th="ข้อขัดแย้งระหว่างแหล่งข้อมูล"), conflict_blocks(pair)),
            Section(Words(en="What may come", th="สิ่งที่อาจเกิดขึ้น"), fan_blocks(pair.desk, [pair.actor, pair.other])),
            Section(Words(en="What is not known", th="สิ่งที่ยังไม่ทราบ"), unknown_blocks(pair)),
        ),
        method=(*METHOD, STANDING),
    )


def findings(pair: Pair) -> Iterable[Sentence]:
    """Yield what there is to say, the weightiest first; the brief takes the first five."""
    makers = (closest, turning, deepened, bound, told, voted, contested, moved, seated, apart)
    return (sentence for make in makers if (sentence := make(pair)) is not None)


def closest(pair: Pair) -> Sentence | None:
    """Say how close the two are in each domain, in its latest year."""
    if pair.closeness.is_empty():
        return None
    latest = pair.closeness.filter(pl.col("year") == pl.col("year").max().over("item"))
    latest = latest.sort("value", "item", descending=[True, False])
    parts = []
    for row in latest.iter_rows(named=True):
        words = {
            "what": phrasing.domain(row["item"]), "value": decimal(row["value"]), "year": phrasing.year(row["year"])
        }  # fmt: skip
        parts.append(phrasing.fill("{value} in {what} ({year})", "{value} ในมิติ{what} ({year})", **words))
    return tell(
        "On a scale from 0 (hostile or apart) to 1 (close), {one} and {two} stand at {parts}.",
        "จากระดับ 0 (ขัดแย้งหรือห่างเหิน) ถึง 1 (ใกล้ชิด) ความใกล้ชิดระหว่าง{one}กับ{two}อยู่ที่ {parts}",
        latest,
        parts=phrasing.listed_apart(parts),
        **pair.names,
    )


def turning(pair: Pair) -> Sentence | None:
    """Say in which year and domain closeness changed most, and whether what is measured changed as well."""
    since = pair.year - RECENT
    steps = changes(pair).filter(pl.col("year") >= since)
    if steps.is_empty():
        return None
    row = steps.row(0, named=True)
    words = {
        "year": phrasing.year(row["year"]), "what": phrasing.domain(row["item"]), "by": signed(row["change"]),
        "then": decimal(row["before"]), "now": decimal(row["value"]), "last": phrasing.year(row["past"]),
        "since": phrasing.year(since),
    }  # fmt: skip
    en = "Since {since} the sharpest turn came in {year}, in {what}: {by}, from {then} in {last} to {now}"
    th = "นับแต่{since} จุดเปลี่ยนที่ชัดที่สุดเกิดใน{year} ในมิติ{what} ({by} จาก {then} ใน{last} เป็น {now})"
    if row["same"]:
        alike = en.replace("{since} the", "{since}, between years told of by the same kinds of source, the")
        thus = th.replace("{since} จุด", "{since} เมื่อเทียบเฉพาะปีที่มีข้อมูลชนิดเดียวกัน จุด")
        return tell(alike + ".", thus, row["whys"], **words)
    return tell(
        en + ", in part because the sources tell of {parts} in only one of these years.",
        th + " ส่วนหนึ่งเพราะแหล่งข้อมูลกล่าวถึง{parts}เพียงปีใดปีหนึ่งในสองปีนี้",
        row["whys"],
        parts=phrasing.listed([phrasing.label(phrasing.COMPONENTS, p) for p in row["parts"]]),
        **words,
    )


def changes(pair: Pair) -> pl.DataFrame:
    """Return the changes from one known year to the next, those of like composition first, the largest first."""
    parts = pair.components.group_by("domain", "year").agg(pl.col("part").unique().sort())
    rows = pair.closeness.join(parts, left_on=["item", "year"], right_on=["domain", "year"], how="left")
    past = {name: pl.col(name).shift(1).over("item", order_by="year") for name in ("value", "year", "part", "why")}
    steps = rows.with_columns(
        before=past["value"], past=past["year"], had=past["part"], whys=pl.concat_list("why", past["why"])
    ).filter(pl.col("before").is_not_null(), pl.col("year") - pl.col("past") == 1)
    changed = pl.col("part").list.set_symmetric_difference("had").list.sort()
    steps = steps.with_columns(change=pl.col("value") - pl.col("before"), parts=changed, same=changed.list.len() == 0)
    steps = steps.filter(pl.col("change").abs() >= 0.005)
    return steps.sort("same", pl.col("change").abs(), "item", "year", descending=[True, True, False, True])


def bound(pair: Pair) -> Sentence | None:
    """Say which treaty in force binds the two most, or that an earlier one has ended."""
    if pair.treaties.is_empty():
        return None
    if pair.in_force.is_empty():
        last = pair.treaties.sort("until", "tie", nulls_last=True).row(-1, named=True)
        words = {"tie": tie_name(pair.desk, last["tie"]), "until": phrasing.dated(last["until"])}
        if last["until"] is None:
            return tell(
                "{tie} binds {one} and {two}; whether it is still in force the data do not say.",
                "{tie}ผูกพัน{one}และ{two} แต่ข้อมูลไม่ระบุว่ายังมีผลใช้บังคับอยู่หรือไม่", [last["why"]],
                **words, **pair.names,
            )  # fmt: skip
        return tell(
            "No treaty of alliance between {one} and {two} is known to be in force; {tie} ended in {until}.",
            "ไม่ปรากฏสนธิสัญญาพันธมิตรระหว่าง{one}กับ{two}ที่ยังมีผลใช้บังคับ {tie}สิ้นสุดเมื่อ{until}",
            [last["why"]], **words, **pair.names,
        )  # fmt: skip
    newest = pair.in_force.row(-1, named=True)  # the two's own stand last
    asked = obligations(newest["obligations"])
    return tell(
        "{tie}, in force since {since}, binds both to: {asked}.",
        "{tie} ซึ่งมีผลใช้บังคับตั้งแต่{since} ผูกพันทั้งสองฝ่ายให้ {asked}",
        [newest["why"]],
        tie=tie_name(pair.desk, newest["tie"]), since=phrasing.dated(newest["since"]), asked=asked,
    )  # fmt: skip


def told(pair: Pair) -> Sentence | None:
    """Say how many happenings the documents tell of, and how many of them somebody denies."""
    dated = pair.events.filter(pl.col("earliest").is_not_null())
    if dated.is_empty():
        return None
    denied = max(pair.events.filter(pl.col("denied").fill_null(0) > 0).height, denied_claims(pair))
    first, last = dated["earliest"].min(), dated["latest"].max()
    words = {
        "n": plain(pair.events.height), "denied": phrasing.some(denied, "claim", "claims", "รายการ"), **pair.names,
        "span": phrasing.years(int(str(first)[:4]), int(str(last)[:4])),
    }  # fmt: skip
    if not denied:
        return tell(
            "The documents tell of {n} happenings between {one} and {two} ({span}); nobody in them denies one.",
            "เอกสารกล่าวถึงเหตุการณ์ระหว่าง{one}กับ{two} {n} เหตุการณ์ ({span}) โดยไม่มีผู้ใดในเอกสารปฏิเสธ",
            pair.events, **words,
        )  # fmt: skip
    return tell(
        "The documents tell of {n} happenings between {one} and {two} ({span}); somebody denies {denied} about them.",
        "เอกสารกล่าวถึงเหตุการณ์ระหว่าง{one}กับ{two} {n} เหตุการณ์ ({span}) และมีคำกล่าวอ้างเกี่ยวกับสองรัฐที่ถูกปฏิเสธ {denied}",
        pair.events, **words,
    )  # fmt: skip


def voted(pair: Pair) -> Sentence | None:
    """Say how the two vote in the General Assembly, and how near that is among all partners."""
    if pair.agreement.is_empty():
        return None
    now = pair.agreement.row(0, named=True)
    words = {
        "p": percent(now["value"]), "span": phrasing.years(now["first"], now["last"]), "rank": plain(now["rank"]),
        "of": plain(now["of"]), "calls": plain(now["calls"]), **pair.names,
    }  # fmt: skip
    why = list(now["whys"])
    en = "In the UN General Assembly {one} and {two} cast the same vote on {p} of {calls} roll calls ({span})"
    th = "ในสมัชชาใหญ่สหประชาชาติ {one}และ{two}ลงคะแนนเสียงตรงกัน{p}ของการลงคะแนน {calls} ครั้ง ({span})"
    past = pair.before.row(0, named=True) if pair.before.height else now
    if past["last"] < now["first"]:
        en, th = en + ", against {then} in {start}", th + " เทียบกับ{then}ใน{start}"
        words |= {"then": percent(past["value"]), "start": phrasing.years(past["first"], past["last"])}
        why += past["whys"]
    en += "; {two} ranks {rank} of {of} partners of {one}."
    th += " โดย{two}อยู่ในลำดับที่ {rank} จากคู่เปรียบเทียบ {of} รัฐของ{one}"
    return tell(en, th, why, **words)


def contested(pair: Pair) -> Sentence | None:
    """Say how much of the closeness rests on what somebody denies."""
    latest = pair.closeness.filter(pl.col("year") == pl.col("year").max().over("item"))
    both = latest.join(pair.undisputed.select("item", "year", bare="value", bare_why="why"), on=["item", "year"])
    both = both.with_columns(gap=pl.col("value") - pl.col("bare")).sort(pl.col("gap").abs(), "item")
    if both.is_empty() or abs(both["gap"][-1]) < 0.005:
        return None
    row = both.row(-1, named=True)
    return tell(
        "Without what somebody denies, closeness in {what} would be {bare} instead of {value} in {year}.",
        "หากไม่นับสิ่งที่มีผู้ปฏิเสธ ความใกล้ชิดในมิติ{what}ใน{year} จะเป็น {bare} แทนที่จะเป็น {value}",
        [row["why"], row["bare_why"]],
        what=phrasing.domain(row["item"]), bare=decimal(row["bare"]), value=decimal(row["value"]),
        year=phrasing.year(row["year"]),
    )  # fmt: skip


def seated(pair: Pair) -> Sentence | None:
    """Say in which organisations and forums both sit."""
    if pair.forums.is_empty():
        return None
    shown = [phrasing.named(pair.desk, tie) for tie in pair.forums["tie"].to_list()]
    return tell(
        "{one} and {two} sit together in {n} of the organisations and forums on record: {names}.",
        "{one}และ{two}เป็นสมาชิกร่วมกันในองค์การและเวที {n} แห่งเท่าที่มีบันทึก ได้แก่ {names}",
        pair.forums,
        n=plain(len(shown)), names=phrasing.listed(shown), **pair.names,
    )  # fmt: skip


def apart(pair: Pair) -> Sentence | None:
    """Say over which years closeness can be measured at all."""
    if pair.closeness.is_empty():
        return None
    known = pair.closeness["year"].sort().to_list()
    return tell(
        "Closeness of {one} and {two} can be measured for {n} years ({span}), in {d} of the domains.",
        "ความใกล้ชิดระหว่าง{one}กับ{two}วัดได้ {n} ปี ({span}) ใน {d} มิติ",
        pair.closeness,
        n=plain(len(set(known))), span=phrasing.years(known[0], known[-1]), d=plain(pair.closeness["item"].n_unique()),
        **pair.names,
    )  # fmt: skip
