"""The sections of the brief on the order of the world, and its notes on method."""

from __future__ import annotations

from functools import partial

import polars as pl

from trachu.briefs import phrasing, reading
from trachu.briefs.charts.leader_by_base import leader_by_base
from trachu.briefs.charts.power_shares import power_shares
from trachu.briefs.order_history import METHOD as HISTORY
from trachu.briefs.order_history import history, history_figure, history_table
from trachu.briefs.order_ranks import rank_blocks
from trachu.briefs.phrasing import cell, decimal, label, percent, plain, tell, titled, whys
from trachu.briefs.world import DRAWS, SEED, World, the_pole
from trachu.core.words import Words
from trachu.core.writing import Block, Figure, Grid, Section, Sentence

TOP, QUOTES = 3, 3
OPTIONS = {
    "base": (Words(en="the base of measurement", th="ฐานการวัด"), phrasing.BASES),
    "pool": (Words(en="the pool of states", th="กลุ่มรัฐที่นำมาเปรียบเทียบ"), phrasing.POOLS),
    "rule": (Words(en="the rule", th="เกณฑ์ตัดสิน"), phrasing.RULES),
}
SPOKEN = {
    "multipolar": "multi-?polar|หลายขั้ว|พหุขั้ว",
    "bipolar": "bi-?polar|สองขั้ว|ทวิขั้ว",
    "unipolar": "uni-?polar|ขั้วเดียว|ขั้วอำนาจเดียว|เอกขั้ว",
}
BASE = Words(en="Base", th="ฐานการวัด")
METHOD = (
    Words(
        en="A specification is one combination of base, pool and rule. Every combination counts alike: the share is "
        "a share of ways to measure, not a probability that the world is so.",
        th="วิธีวัดหนึ่งแบบคือการจับคู่ฐานการวัด กลุ่มรัฐ และเกณฑ์ตัดสินหนึ่งชุด ทุกแบบมีน้ำหนักเท่ากัน "
        "สัดส่วนที่แสดงจึงเป็นสัดส่วนของวิธีวัด มิใช่ความน่าจะเป็นที่โลกจะเป็นเช่นนั้น",
    ),
    Words(
        en="CINC counts people, soldiers, steel and energy as well as money, and so favours populous states with "
        "heavy industry. Net power (GDP × GDP per capita) takes off what a large population costs, and so favours rich "
        "states. GDP at market prices moves with exchange rates.",
        th="ดัชนี CINC นับประชากร กำลังพล เหล็กกล้า และพลังงานร่วมกับงบประมาณ จึงให้ค่าสูงแก่รัฐที่มีประชากรมากและมีอุตสาหกรรมหนัก "
        "อำนาจสุทธิ (GDP × GDP ต่อหัว) หักต้นทุนของการมีประชากรมาก จึงให้ค่าสูงแก่รัฐที่มั่งคั่ง "
        "ส่วน GDP ตามราคาตลาดเปลี่ยนไปตามอัตราแลกเปลี่ยน",
    ),
    Words(
        en=f"Intervals run from the 5th to the 95th percentile of {DRAWS} draws of the model noise (seed {SEED}): "
        "where no standard deviation is published, it takes one of 10% of the value, which is an assumption.",
        th=f"ช่วงความเชื่อมั่นคือเปอร์เซ็นไทล์ที่ 5 ถึง 95 จากการสุ่ม {DRAWS} ครั้งด้วยแบบจำลอง noise (seed {SEED}) "
        "หากไม่มีค่าเบี่ยงเบนมาตรฐานที่เผยแพร่ไว้ จะใช้ร้อยละ 10 ของค่านั้น ซึ่งเป็นข้อสมมติ",
    ),
    Words(
        en="Shares are shares of the states in the data. With a sample of states they are larger than shares of the "
        "world.",
        th="สัดส่วนคำนวณจากรัฐที่มีอยู่ในข้อมูลเท่านั้น หากข้อมูลมีเพียงบางรัฐ ค่าจะสูงกว่าสัดส่วนของทั้งโลก",
    ),
    HISTORY,
)


def verdict_blocks(world: World) -> tuple[Block, ...]:
    """Show how the verdicts changed, and which choice leads to which."""
    years = reading.common_years(world.verdicts)
    past = world.verdicts.filter(pl.col("year").is_in(years))
    by_year = past.group_by("year", "item").agg(pl.col("value").mean())
    change = _change(world, by_year, past)
    return (*the_pole(world), *change, *history(world), history_figure(world), *history_table(world), _choices(world))


def _change(world: World, by_year: pl.DataFrame, past: pl.DataFrame) -> tuple[Sentence, ...]:
    series = by_year.filter(pl.col("item") == world.regime, pl.col("year") <= world.year).sort("year")
    if series.height < 2:
        return ()
    first, last = series.row(0, named=True), series.row(-1, named=True)
    rest = past.filter(pl.col("year").is_in([first["year"], last["year"]]))
    words = {
        "regime": label(phrasing.REGIMES, world.regime), "then": percent(first["value"]), "now": percent(last["value"]),
        "first": phrasing.year(first["year"]), "last": phrasing.year(last["year"]),
    }  # fmt: skip
    if abs(last["value"] - first["value"]) < 0.005:
        en = "The share that says {regime} was {now} in {last}, as in {first}."
        th = "สัดส่วนที่ชี้ว่าเป็นระบบ{regime}ใน{last} อยู่ที่{now} เท่ากับใน{first}"
    else:
        rose = last["value"] > first["value"]
        words["moved"] = Words(en="rose", th="เพิ่มขึ้น") if rose else Words(en="fell", th="ลดลง")
        en = "The share that says {regime} {moved} from {then} in {first} to {now} in {last}."
        th = "สัดส่วนที่ชี้ว่าเป็นระบบ{regime}{moved}จาก{then}ใน{first} เป็น{now}ใน{last}"
    return (tell(en, th, rest, **words),)


def by_choice(world: World, option: str) -> pl.DataFrame:
    """Return for each value of an option and each verdict the share of specifications of the year that give it."""
    return world.now.group_by(option, "item").agg(share=pl.col("value").mean(), of=pl.len())


def _choices(world: World) -> Grid:
    shown = [r for r in phrasing.REGIMES if r in world.now["item"].to_list()]
    rows = []
    for option, (choice, names) in OPTIONS.items():
        counted = by_choice(world, option)
        for key in sorted(counted[option].unique().to_list(), key=lambda k: list(names).index(k) if k in names else 99):
            share = {r["item"]: r["share"] for r in counted.filter(pl.col(option) == key).iter_rows(named=True)}
            rows.append((choice, label(names, key), *(cell(share.get(r), 0) for r in shown)))
    capital = [tuple(Words(en=w.en[:1].upper() + w.en[1:], th=w.th) for w in row) for row in rows]
    return Grid(
        phrasing.fill(
            "Which choice leads to which verdict: share of the specifications of {year} with that choice",
            "การเลือกแต่ละอย่างนำไปสู่ผลใด: สัดส่วนของวิธีวัดใน{year} ที่ใช้ตัวเลือกนั้น",
            year=phrasing.year(world.year),
        ),
        (
            Words(en="Choice of", th="สิ่งที่เลือก"), Words(en="Value", th="ตัวเลือก"),
            *(label(phrasing.REGIMES, r) for r in shown),
        ),
        tuple(capital),
        whys(world.now),
    )  # fmt: skip


def leader_blocks(world: World) -> tuple[Block, ...]:
    """Show the first and second power on each base, and the shares of the first few over time."""
    rows = tuple(_leader_row(world, base) for base in sorted(world.tops["base"].unique().to_list()))
    grid = Grid(
        Words(
            en="Leader by base, among all states in the data, in the latest year of each base",
            th="รัฐผู้นำในแต่ละฐานการวัด จากทุกรัฐในข้อมูล ในปีล่าสุดของแต่ละฐาน",
        ),
        (
            BASE, Words(en="Year", th="ปี"), Words(en="States", th="จำนวนรัฐ"), Words(en="Leader", th="รัฐผู้นำ"),
            Words(en="Share", th="สัดส่วน"), Words(en="Second", th="อันดับสอง"), Words(en="Share", th="สัดส่วน"),
            Words(en="Gap (points)", th="ส่วนต่าง (จุดร้อยละ)"),
        ),
        rows,
        whys(world.tops),
    )  # fmt: skip
    return (*_gaps(world), grid, _leader_figure(world), _share_figure(world), *rank_blocks(world))


def _leader_row(world: World, base: str) -> tuple[Words, ...]:
    first, second = world.tops.filter(pl.col("base") == base).sort("rank").head(2).iter_rows(named=True)
    name = label(phrasing.BASES, base)
    return (
        Words(en=name.en[:1].upper() + name.en[1:], th=name.th), phrasing.year(first["year"]), plain(first["of"]),
        world.desk.actor(first["actor"]), cell(first["value"]), world.desk.actor(second["actor"]),
        cell(second["value"]), decimal(100 * (first["value"] - second["value"]), 1),
    )  # fmt: skip


def _gaps(world: World) -> tuple[Sentence, ...]:
    """Say on which base the leader is farthest ahead and on which nearest to the second."""
    wide = world.tops.sort("base", "rank").group_by("base", maintain_order=True)
    gaps = wide.agg(ratio=pl.col("value").first() / pl.col("value").last(), who=pl.col("actor").first(), n=pl.len())
    gaps = gaps.filter(pl.col("n") == 2).sort("ratio", "base")
    if gaps.height < 2:
        return ()
    near, far = gaps.row(0, named=True), gaps.row(-1, named=True)
    return (
        tell(
            "The lead is largest on {far}, where {who} has {most} times the share of the second, and smallest on "
            "{near}, where {other} has {least} times.",
            "รัฐผู้นำทิ้งห่างมากที่สุดเมื่อวัดด้วย{far} โดย{who}มีสัดส่วนเป็น {most} เท่าของอันดับสอง "
            "และทิ้งห่างน้อยที่สุดเมื่อวัดด้วย{near} โดย{other}มีสัดส่วนเป็น {least} เท่า",
            world.tops.filter(pl.col("base").is_in([near["base"], far["base"]])),
            far=label(phrasing.BASES, far["base"]), near=label(phrasing.BASES, near["base"]),
            who=phrasing.named(world.desk, far["who"]), other=phrasing.named(world.desk, near["who"]),
            most=decimal(far["ratio"], 1), least=decimal(near["ratio"], 1),
        ),
    )  # fmt: skip


def _named(world: World, rows: pl.DataFrame) -> pl.DataFrame:
    """Add the names of states and bases in both languages, as charts want them."""
    names = {actor: world.desk.actor(actor) for actor in rows["actor"].unique().to_list()}
    states = titled(rows, "actor", names)
    bases = titled(rows.select("base"), "base", phrasing.BASES)
    return states.with_columns(base_en=bases["en"], base_th=bases["th"])


def _leader_figure(world: World) -> Figure:
    return Figure(
        "leader_by_base",
        Words(
            en="Shares of the first and the second power on each base of measurement.",
            th="สัดส่วนของมหาอำนาจอันดับหนึ่งและอันดับสองในแต่ละฐานการวัด",
        ),
        partial(leader_by_base, _named(world, world.tops.sort("base", "rank"))),
        whys(world.tops),
    )


def _share_figure(world: World) -> Figure:
    """Draw the states that are among the first few on any base now, since the first common year."""
    newest = reading.latest(world.powers, world.year)
    lead = newest.filter(pl.col("rank") <= TOP).group_by("actor").agg(pl.col("value").sum())
    order = lead.sort("value", "actor", descending=[True, False])["actor"].to_list()
    first = reading.common_years(world.verdicts)[0]
    kept = world.powers.filter(
        pl.col("actor").is_in(order), pl.col("year").is_between(min(first, world.year), world.year)
    )
    ranked = pl.DataFrame({"actor": order, "_n": range(len(order))})
    drawn = kept.join(ranked, on="actor", how="left").sort("_n", "base", "year")
    return Figure(
        "power_shares",
        phrasing.fill(
            "Shares of power of the states that are among the first {n} on at least one base.",
            "สัดส่วนอำนาจของรัฐที่อยู่ใน {n} อันดับแรกในฐานการวัดอย่างน้อยหนึ่งฐาน",
            n=plain(TOP),
        ),
        partial(power_shares, _named(world, drawn)),
        whys(kept),
    )


def noise_blocks(world: World) -> tuple[Block, ...]:
    """Say how concentrated power is, and what the verdicts would be if the figures were somewhat wrong."""
    con = world.over_draws("concentration")
    last = con.row(-1, named=True)
    sentence = tell(
        "On {base}, the concentration of power among the eight strongest was {value} ({low}–{high}) in {year}, on a "
        "scale from 0 (all equal) to 1 (one has everything).",
        "เมื่อวัดด้วย{base} การกระจุกตัวของอำนาจในแปดรัฐที่แข็งแกร่งที่สุดใน{year} เท่ากับ {value} ({low}–{high}) "
        "จากระดับ 0 (เท่าเทียมกันทั้งหมด) ถึง 1 (รัฐเดียวครอบครองทั้งหมด)",
        con[[-1]],
        base=label(phrasing.BASES, last["base"]), value=decimal(last["value"]), low=decimal(last["low"]),
        high=decimal(last["high"]), year=phrasing.year(last["year"]),
    )  # fmt: skip
    shown = [r for r in phrasing.REGIMES if r in world.noisy["item"].to_list()]
    rows = []
    for base in world.bases:
        value = {r["item"]: r["value"] for r in world.noisy.filter(pl.col("base") == base).iter_rows(named=True)}
        rows.append((label(phrasing.BASES, base), *(decimal(value.get(r, 0.0)) for r in shown)))
    grid = Grid(
        phrasing.fill(
            "Probability of each verdict in {year} over {draws} draws of the noise (rule of 50 and 25 per cent, the "
            "eight strongest)",
            "ความน่าจะเป็นของผลแต่ละอย่างใน{year} จากการสุ่มความคลาดเคลื่อน {draws} ครั้ง (เกณฑ์ร้อยละ 50 และ 25 แปดรัฐที่แข็งแกร่งที่สุด)",
            year=phrasing.year(world.year), draws=plain(DRAWS),
        ),
        (BASE, *(label(phrasing.REGIMES, r) for r in shown)),
        tuple(rows),
        whys(world.noisy),
    )  # fmt: skip
    return (sentence, grid)


def documents(world: World) -> Section | None:
    """Say what documents assert about polarity, in their own words; None where none speaks of it."""
    claims = world.desk.table("claims").filter(pl.col("text").is_not_null())
    spoken = {r: claims.filter(pl.col("text").str.contains(f"(?i){cue}")) for r, cue in SPOKEN.items()}
    found = pl.concat(list(spoken.values())).unique("claim").sort("source", "start")
    if found.is_empty():
        return None
    parts = [
        phrasing.fill("{n} of a {r} world", "{n} แห่งกล่าวถึงระบบ{r}", n=plain(rows.height), r=label(phrasing.REGIMES, r))
        for r, rows in spoken.items()
        if rows.height
    ]
    sentence = tell(
        "Passages in {m} documents speak of polarity: {parts}.",
        "เอกสาร {m} ฉบับกล่าวถึงขั้วอำนาจ โดย{parts}",
        found,
        m=plain(found["source"].n_unique()), parts=phrasing.listed(parts),
    )  # fmt: skip
    quotes = [reading.quote(world.desk, row) for row in found.head(QUOTES).iter_rows(named=True)]
    return Section(Words(en="What the documents say", th="สิ่งที่เอกสารกล่าว"), (sentence, *quotes))
