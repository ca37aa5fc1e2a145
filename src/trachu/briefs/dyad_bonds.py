"""What binds two states and what passes between them: the sections of their brief on treaties, votes and flows."""

from __future__ import annotations

import polars as pl

from trachu.briefs import phrasing
from trachu.briefs.pair import Pair, obligations, tie_name
from trachu.briefs.phrasing import cell, plain, tell, whys
from trachu.core.words import Words
from trachu.core.writing import Block, Grid, Sentence
from trachu.ontology.treaty import treaties

HELP = ("defense", "offense")


def binding_blocks(pair: Pair) -> tuple[Block, ...]:
    """Show the treaties between the two with their obligations, and the resolutions that bind one against the other."""
    blocks: list[Block] = []
    for row in pair.own.iter_rows(named=True):
        blocks += [*_help(pair, row["tie"], row["why"]), _articles(pair, row["tie"], row["why"])]
    if pair.treaties.height:
        blocks.append(_treaty_grid(pair))
    if pair.aimed.height:
        blocks += [_aimed(pair), *_ceilings(pair)]
    return tuple(blocks)


def _help(pair: Pair, tie: str, why: str) -> list[Sentence]:
    """Quote in our words the articles by which the two must help each other."""
    return [
        tell(
            "Article {n} of {tie} is the one on help: {says}", "{tie} ข้อ {n} ว่าด้วยความช่วยเหลือ กำหนดว่า {says}", [why],
            n=plain(one.article), tie=tie_name(pair.desk, tie), says=one.says,
        )
        for one in treaties()[tie].obligations
        if one.type in HELP
    ]  # fmt: skip


def _articles(pair: Pair, tie: str, why: str) -> Grid:
    rows = [(plain(o.article), obligations([o.type]), o.says) for o in treaties()[tie].obligations]
    return Grid(
        phrasing.fill("Obligations under {tie}", "พันธกรณีตาม{tie}", tie=tie_name(pair.desk, tie)),
        (Words(en="Article", th="ข้อ"), Words(en="Obligation", th="พันธกรณี"), Words(en="What it says", th="สาระ")),
        tuple(rows),
        (why,),
    )


def _aimed(pair: Pair) -> Sentence:
    target = pair.aimed["target"].to_list()[-1]
    rows = pair.aimed.filter(pl.col("target") == target)
    other = pair.other if target == pair.actor else pair.actor
    asked = sorted({kind for kinds in rows["obligations"].to_list() for kind in kinds or []})
    return tell(
        "{n} in force bind {one} towards {two} ({ties}). Together they ask to: {asked}.",
        "ข้อมติที่มีผลใช้บังคับ {n}ผูกพัน{one}ในการปฏิบัติต่อ{two} ({ties}) โดยรวมแล้วกำหนดให้ {asked}",
        rows,
        n=phrasing.some(rows.height, "resolution", "resolutions", "ฉบับ"),
        one=phrasing.named(pair.desk, other), two=phrasing.named(pair.desk, target),
        ties=phrasing.listed([tie_name(pair.desk, tie) for tie in rows["tie"].to_list()]),
        asked=obligations(asked),
    )  # fmt: skip


def _ceilings(pair: Pair) -> list[Sentence]:
    """Say which quantities the resolutions forbid to exceed."""
    return [
        tell("{tie}: {says}", "{tie} {says}", [row["why"]], tie=tie_name(pair.desk, row["tie"]), says=one.says)
        for row in pair.aimed.iter_rows(named=True)
        if row["tie"] in treaties()
        for one in treaties()[row["tie"]].obligations
        if one.ceiling is not None
    ]


def _treaty_grid(pair: Pair) -> Grid:
    rows = [
        (
            Words(en=(name := tie_name(pair.desk, row["tie"])).en.removeprefix("the "), th=name.th),
            phrasing.dated(row["since"]),
            phrasing.dated(row["until"]) if row["until"] else Words(en="no end known", th="ไม่ปรากฏวันสิ้นสุด"),
            obligations(row["obligations"]),
        )
        for row in pair.treaties.iter_rows(named=True)
    ]
    return Grid(
        Words(en="Treaties and alliances that bind both", th="สนธิสัญญาและพันธมิตรที่ผูกพันทั้งสองรัฐ"),
        (
            Words(en="Name", th="ชื่อ"), Words(en="Since", th="ตั้งแต่"), Words(en="Until", th="ถึง"),
            Words(en="Obligations", th="พันธกรณี"),
        ),
        tuple(rows),
        whys(pair.treaties),
    )  # fmt: skip


def exchange_blocks(pair: Pair) -> tuple[Block, ...]:
    """Show agreement in votes by year, and what flowed between the two."""
    blocks: list[Block] = []
    if pair.votes.height:
        votes = pair.votes.tail(10)
        blocks.append(
            Grid(
                Words(en="Same vote in the UN General Assembly", th="การลงคะแนนเสียงตรงกันในสมัชชาใหญ่สหประชาชาติ"),
                (Words(en="Year", th="ปี"), Words(en="Share", th="สัดส่วน")),
                tuple((phrasing.year(r["year"]), cell(r["value"])) for r in votes.iter_rows(named=True)),
                whys(votes),
            )
        )
    if sentence := moved(pair):
        blocks.append(sentence)
        flows = pair.flows.sort("year", "type", "actor").tail(12)
        blocks.append(
            Grid(
                Words(en="What flowed between the two", th="กระแสระหว่างสองรัฐ"),
                (
                    Words(en="Year", th="ปี"), Words(en="Kind", th="ประเภท"), Words(en="From", th="จาก"),
                    Words(en="To", th="ถึง"), Words(en="Value", th="ค่า"), Words(en="Unit", th="หน่วย"),
                ),
                tuple(
                    (
                        phrasing.year(r["year"]), phrasing.label(phrasing.FLOWS, r["type"]),
                        pair.desk.actor(r["actor"]), pair.desk.actor(r["other"]), plain(f"{r['value']:,.1f}"),
                        plain(r["unit"] or "–"),
                    )
                    for r in flows.iter_rows(named=True)
                ),
                whys(flows),
            )
        )  # fmt: skip
    return tuple(blocks)


def moved(pair: Pair) -> Sentence | None:
    """Say what flowed most recently between the two."""
    if pair.flows.is_empty():
        return None
    newest = pair.flows.sort("year", "type", "actor").row(-1, named=True)
    same = pair.flows.filter(pl.col("type") == newest["type"], pl.col("actor") == newest["actor"])
    return tell(
        "{who} delivered {what} worth {sum} {unit} to {whom} in {span}.",
        "{who}ส่งมอบ{what}มูลค่า {sum} {unit} ให้แก่{whom}ใน{span}",
        same,
        who=phrasing.named(pair.desk, newest["actor"]), whom=phrasing.named(pair.desk, newest["other"]),
        what=phrasing.label(phrasing.FLOWS, newest["type"]), sum=plain(f"{same['value'].sum():,.1f}"),
        unit=plain(newest["unit"] or "-"),
        span=phrasing.years(int(same["year"].to_list()[0]), int(same["year"].to_list()[-1])),
    )  # fmt: skip
