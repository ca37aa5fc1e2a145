from __future__ import annotations

import polars as pl

from trachu.briefs import phrasing, reading
from trachu.briefs.arms_balance import arms_blocks
from trachu.briefs.drivers import driver_blocks
from trachu.briefs.order_sections import (
    METHOD,
    OPTIONS,
    by_choice,
    documents,
    leader_blocks,
    noise_blocks,
    verdict_blocks,
)
from trachu.briefs.phrasing import decimal, label, percent, plain, tell
from trachu.briefs.world import World, leaders, survey, verdict
from trachu.core.parts import brief
from trachu.core.words import Words
from trachu.core.writing import Brief, Desk, Section, Sentence

SURE = 0.95  # a verdict that at least this share of the draws gives is called firm


@brief(name="order", version="1", label=Words(en="The order of the world", th="ระเบียบโลก"))
def order(desk: Desk, *, year: int | None = None) -> Brief:
    """Say whether the world is uni-, bi- or multipolar, by which measures, and how sure that is.

    Without `year` it speaks of the latest year for which most bases of measurement have data.
    """
    world = survey(desk, year)
    if world is None:
        raise phrasing.empty_bench(Words(en="a brief on the order of the world", th="บทสรุปเรื่องระเบียบโลก"))
    return Brief(
        name="order",
        title=phrasing.fill(
            "How many poles has the world? The balance of power in {year}",
            "โลกมีกี่ขั้วอำนาจ ดุลอำนาจใน{year}",
            year=phrasing.year(world.year),
        ),
        findings=(verdict(world), leaders(world), decisive(world), firmness(world), spread_of_power(world)),
        sections=phrasing.sections(
            Section(Words(en="The verdicts", th="ผลการวัด"), verdict_blocks(world)),
            Section(Words(en="Who leads, and on which base", th="รัฐใดนำ และนำด้วยฐานการวัดใด"), leader_blocks(world)),
            Section(Words(en="How sure the verdicts are", th="ผลการวัดแน่นอนเพียงใด"), noise_blocks(world)),
            Section(
                Words(en="What drives multipolarity", th="ปัจจัยที่ผลักดันสู่ระบบหลายขั้วอำนาจ"),
                driver_blocks(desk, world.year, "cinc" if "cinc" in world.bases else world.bases[0]),
            ),
            Section(Words(en="Who arms the Alliance", th="รัฐใดจัดหาอาวุธให้พันธมิตร"), arms_blocks(desk, year)),
            documents(world),
        ),
        method=METHOD,
    )


def decisive(world: World) -> Sentence:
    """Say which choice of the measurer decides the verdict most."""
    ranges = []
    for name in OPTIONS:
        shares = by_choice(world, name).filter(pl.col("item") == world.regime).sort("share", name)
        ranges.append(
            (shares["share"][-1] - shares["share"][0], name, shares.row(0, named=True), shares.row(-1, named=True))
        )
    width, name, least, most = max(ranges, key=lambda one: (one[0], one[1]))
    regime = label(phrasing.REGIMES, world.regime)
    if width == 0:
        return tell(
            "No choice of base, pool or rule changes the share that says {regime}.",
            "การเลือกฐานการวัด กลุ่มรัฐ หรือเกณฑ์ตัดสิน ไม่ทำให้สัดส่วนที่ชี้ว่าเป็นระบบ{regime}เปลี่ยนไป",
            world.now,
            regime=regime,
        )
    choice, names = OPTIONS[name]
    return tell(
        "The choice of {choice} decides most: the share of specifications that say {regime} runs from {low} ({least}) "
        "to {high} ({most}).",
        "การเลือก{choice}มีผลต่อข้อสรุปมากที่สุด สัดส่วนของวิธีวัดที่ชี้ว่าเป็นระบบ{regime}มีตั้งแต่{low} ({least}) "
        "ถึง{high} ({most})",
        world.now,
        choice=choice, regime=regime, low=percent(least["share"]), high=percent(most["share"]),
        least=label(names, least[name]), most=label(names, most[name]),
    )  # fmt: skip


def firmness(world: World) -> Sentence:
    """Say on which bases the verdict would stand if the figures were somewhat wrong."""
    tops = world.noisy.unique("base", keep="first", maintain_order=True).sort("base")
    firm, open_ = tops.filter(pl.col("value") >= SURE), tops.filter(pl.col("value") < SURE)
    parts = []
    for row in tops.iter_rows(named=True):
        words = {"regime": label(phrasing.REGIMES, row["item"]), "p": decimal(row["value"])}
        base = label(phrasing.BASES, row["base"])
        en, th = (
            f"{base.en}: {words['regime'].en}, {words['p'].en}",
            f"{base.th} ระบบ{words['regime'].th} {words['p'].th}",
        )
        parts.append(Words(en=en, th=th))
    counts = {"firm": plain(firm.height), "n": plain(tops.height), "parts": phrasing.listed_apart(parts)}
    if open_.is_empty():
        return tell(
            "Errors of measurement do not change the verdict on any of the {n} bases (probability of the likeliest "
            "verdict: {parts}).",
            "ความคลาดเคลื่อนของการวัดไม่เปลี่ยนผลการวัดในฐานใดเลยจาก {n} ฐาน (ความน่าจะเป็นของผลที่น่าจะเป็นที่สุด ได้แก่ {parts})",
            tops,
            **counts,
        )
    return tell(
        "Errors of measurement leave the verdict firm on {firm} of {n} bases and open on the rest (probability of "
        "the likeliest verdict: {parts}).",
        "เมื่อคำนึงถึงความคลาดเคลื่อนของการวัด ผลการวัดยังมั่นคงใน {firm} จาก {n} ฐาน ส่วนฐานที่เหลือยังไม่แน่นอน "
        "(ความน่าจะเป็นของผลที่น่าจะเป็นที่สุด ได้แก่ {parts})",
        tops,
        **counts,
    )


def spread_of_power(world: World) -> Sentence:
    """Say to how many equal powers the distribution amounts, with its interval, now and at first."""
    known = reading.common_years(world.verdicts)
    series = world.over_draws("effective_number").filter(pl.col("year") >= min(known[0], world.year))
    first, last = series.row(0, named=True), series.row(-1, named=True)
    words = {
        "base": label(phrasing.BASES, last["base"]), "n": decimal(last["value"], 1), "low": decimal(last["low"], 1),
        "high": decimal(last["high"], 1), "year": phrasing.year(last["year"]), "then": decimal(first["value"], 1),
        "first": phrasing.year(first["year"]),
    }  # fmt: skip
    en = "On {base}, power among the eight strongest was spread in {year} as among {n} equal powers ({low}–{high})"
    th = "เมื่อวัดด้วย{base} อำนาจของแปดรัฐที่แข็งแกร่งที่สุดใน{year} กระจายตัวเทียบเท่ามหาอำนาจที่เท่ากัน {n} ราย ({low}–{high})"
    if series.height == 1:
        return tell(en + ".", th, series, **words)
    return tell(en + ", against {then} in {first}.", th + " เทียบกับ {then} รายใน{first}", series[[0, -1]], **words)
