"""Where a dyad stands among all dyads, when it turned and what may explain it, and the factors behind it."""

from __future__ import annotations

from functools import cache

import polars as pl

from trachu.briefs import phrasing
from trachu.briefs.dyad_sections import DOMAIN
from trachu.briefs.pair import Pair, tie_name
from trachu.briefs.phrasing import decimal, percent, plain, signed, tell, whys
from trachu.core.changes import turns
from trachu.core.standing import standing
from trachu.core.words import Words
from trachu.core.writing import Block, Grid, Sentence
from trachu.ontology.event import event_types

SINCE, UNTIL, ALL = 2021, 2024, "all"
FEW = 0.01  # to be among the most of all dyads is to be among the first hundredth of them
METHOD = Words(
    en="The rank among all dyads rests on what registers tell of every dyad alike (votes in the General Assembly, "
    "flows of arms, troops, trade and aid, common forums), not on happenings and treaties, which documents tell of "
    "only for some. Its interval runs over windows of 2, 3 and 5 years and over leaving each kind of evidence out.",
    th="ลำดับเทียบกับทุกคู่รัฐคิดจากสิ่งที่ทะเบียนข้อมูลระบุไว้เหมือนกันสำหรับทุกคู่ (การลงคะแนนเสียงในสมัชชาใหญ่ กระแสอาวุธ กำลังพล การค้า "
    "และความช่วยเหลือ และเวทีที่อยู่ร่วมกัน) ไม่รวมเหตุการณ์และสนธิสัญญาซึ่งเอกสารกล่าวถึงเพียงบางคู่ ช่วงของลำดับได้จากการใช้ข้อมูลย้อนหลัง "
    "2 3 และ 5 ปี และจากการตัดหลักฐานออกทีละชนิด",
)
FACTORS = {
    "ideology": Words(en="Ideology", th="อุดมการณ์"),
    "history": Words(en="History", th="ประวัติศาสตร์"),
    "military": Words(en="Military, technology and security", th="การทหาร เทคโนโลยี และความมั่นคง"),
    "economy": Words(en="Economy and energy", th="เศรษฐกิจและพลังงาน"),
    "world_politics": Words(en="World politics", th="การเมืองโลก"),
}
INDICATORS = {
    "ideology/ideal_points": Words(
        en="distance of ideal points in the General Assembly", th="ระยะห่างของจุดอุดมคติในสมัชชาใหญ่"
    ),
    "ideology/regimes": Words(en="distance in electoral democracy (V-Dem)", th="ระยะห่างด้านประชาธิปไตยแบบเลือกตั้ง (V-Dem)"),
    "history/allied_years": Words(en="years under an alliance so far", th="จำนวนปีสะสมที่มีพันธมิตรต่อกัน"),
    "military/closeness": Words(en="closeness in this domain", th="ความใกล้ชิดในมิตินี้"),
    "economy/closeness": Words(en="closeness in this domain", th="ความใกล้ชิดในมิตินี้"),
    "world_politics/common_sanctions": Words(en="states with sanctions on both", th="จำนวนรัฐที่คว่ำบาตรทั้งสองฝ่าย"),
}
CLOSENESS = {"military-technology-security": "military/closeness", "economy-energy": "economy/closeness"}


@cache
def _shown(item: str) -> Words:
    if item == ALL:
        return Words(en="All domains", th="ทุกมิติรวมกัน")
    words = phrasing.domain(item)
    return Words(en=words.en[:1].upper() + words.en[1:], th=words.th)


def stand(pair: Pair) -> pl.DataFrame:
    """Return the rank of the dyad's change among all dyads, over every specification."""
    options = {"actor": pair.actor, "other": pair.other, "since": SINCE, "until": UNTIL}
    return standing(pair.desk.every("deepening", **options))


def deepened(pair: Pair) -> Sentence | None:
    """Say whether the dyad is one of those that deepened most, with its rank and the interval of it."""
    found = stand(pair).filter(pl.col("item") == ALL)
    if found.is_empty():
        return None
    row = found.row(0, named=True)
    words = {
        "rank": plain(f"{row['rank']:,.0f}"), "low": plain(f"{row['low']:,.0f}"), "high": plain(f"{row['high']:,.0f}"),
        "n": plain(f"{row['dyads']:,.0f}"), "by": signed(row["change"]),
        "span": phrasing.years(SINCE, UNTIL), **pair.names,
    }  # fmt: skip
    most = FEW * row["dyads"]
    if row["high"] <= most:
        words["so"] = Words(en="are", th="อยู่ใน")
    elif row["low"] > most:
        words["so"] = Words(en="are not", th="ไม่อยู่ใน")
    else:
        words["so"] = Words(en="are by some specifications and are not by others", th="อยู่หรือไม่อยู่ (ขึ้นกับวิธีวัด) ใน")
    return tell(
        "By what registers in the data tell of all dyads ({kinds}), {one} and {two} {so} among the "
        "{few} of dyads that deepened most in "
        "{span}: rank {rank} of {n} (from {low} to {high} over specifications), with a change in closeness of {by}.",
        "ตามทะเบียนข้อมูลที่มีสำหรับทุกคู่รัฐ ({kinds}) {one}กับ{two}{so}กลุ่ม{few}ของคู่รัฐที่กระชับความสัมพันธ์มากที่สุดใน{span} "
        "คือลำดับที่ {rank} จาก {n} คู่ (ตั้งแต่ {low} ถึง {high} ตามวิธีวัด) ความใกล้ชิดเปลี่ยนไป {by}",
        row["whys"],
        few=percent(FEW),
        kinds=_kinds(pair),
        **words,
    )


def _kinds(pair: Pair) -> Words:
    """Name the kinds of register that the bench has."""
    flows = set(pair.desk.table("flows")["type"].to_list())
    named = [Words(en="votes", th="การลงคะแนนเสียง")]
    if "forum" in pair.desk.table("ties")["type"].to_list():
        named.append(Words(en="common forums", th="เวทีที่อยู่ร่วมกัน"))
    return phrasing.listed(named + [words for kind, words in phrasing.FLOWS.items() if kind in flows])


def standing_blocks(pair: Pair) -> tuple[Block, ...]:
    """Show the rank of the change in each domain among all dyads."""
    found, sentence = stand(pair), deepened(pair)
    if sentence is None:
        return ()
    rows = tuple(
        (
            _shown(row["item"]), plain(signed(row["change"]).en), plain(f"{row['rank']:,.0f}"),
            plain(f"{row['low']:,.0f}–{row['high']:,.0f}"), plain(f"{row['dyads']:,.0f}"),
            decimal(100 * row["percentile"], 1),
        )
        for row in found.iter_rows(named=True)
    )  # fmt: skip
    caption = phrasing.fill(
        "Change in closeness over {span} among all dyads of the states that vote in the General Assembly: medians "
        "over specifications, and the best and worst rank",
        "การเปลี่ยนแปลงของความใกล้ชิดใน{span} เทียบกับทุกคู่ของรัฐที่ลงคะแนนเสียงในสมัชชาใหญ่ "
        "ค่ามัธยฐานจากวิธีวัดทุกแบบ พร้อมลำดับที่ดีที่สุดและแย่ที่สุด",
        span=phrasing.years(SINCE, UNTIL),
    )
    head = (
        DOMAIN, Words(en="Change", th="การเปลี่ยนแปลง"), Words(en="Rank", th="ลำดับ"),
        Words(en="Interval of the rank", th="ช่วงของลำดับ"), Words(en="Dyads", th="จำนวนคู่รัฐ"),
        Words(en="Percentile", th="เปอร์เซ็นไทล์"),
    )  # fmt: skip
    return (sentence, Grid(caption, head, rows, sentence.why))


def turn_blocks(pair: Pair) -> tuple[Block, ...]:
    """List the turning points of closeness, with the happenings and treaties that may explain each."""
    found = turns(pair.closeness, pair.events, pair.treaties.filter(pl.col("type") != "igo"))
    if found.is_empty():
        return ()
    named = {row["event"]: row for row in pair.events.iter_rows(named=True)}
    rows, reasons = [], set(found["whys"].explode(empty_as_null=False).to_list())
    for row in found.iter_rows(named=True):
        told = [named[event] for event in row["events"]]
        reasons |= {str(event["why"]) for event in told}
        parts = [_told(event) for event in told] + [tie_name(pair.desk, tie) for tie in row["ties"]]
        said = phrasing.listed_apart(parts) if parts else Words(en="nothing on record", th="ไม่มีบันทึก")
        rows.append(
            (phrasing.year(row["year"]), _shown(row["item"]), decimal(row["before"]), decimal(row["after"]), said)
        )
    caption = Words(
        en="Turning points: where the level of closeness changes, and what is on record of that year or the one before",
        th="จุดเปลี่ยน: ปีที่ระดับความใกล้ชิดเปลี่ยนไป และสิ่งที่มีบันทึกในปีนั้นหรือปีก่อนหน้า",
    )
    head = (
        Words(en="Year", th="ปี"), DOMAIN, Words(en="Before", th="ก่อน"), Words(en="After", th="หลัง"),
        Words(en="What may explain it", th="สิ่งที่อาจอธิบายได้"),
    )  # fmt: skip
    return (Grid(caption, head, tuple(rows), tuple(sorted(reasons))),)


def _told(event: dict[str, object]) -> Words:
    kind = event_types().get(str(event["type"]))
    label = plain(event["type"]) if kind is None else kind.label
    words = Words(en=label.en[:1].lower() + label.en[1:], th=label.th)
    if not event["date"]:
        return words
    date = phrasing.dated(str(event["date"]))
    return Words(en=f"{words.en} ({date.en})", th=f"{words.th} ({date.th})")


def factor_blocks(pair: Pair) -> tuple[Block, ...]:
    """Set the five factors side by side, then and now; one without an indicator in the data says so."""
    measured = pair.desk.measure("dyad_factors", actor=pair.actor, other=pair.other).select(
        "item", "year", "value", "why"
    )
    known = pair.closeness.filter(pl.col("item").is_in(list(CLOSENESS))).select("item", "year", "value", "why")
    given = pl.concat([measured, known.with_columns(pl.col("item").replace(CLOSENESS))])
    if given.is_empty():
        return ()
    rows, used = [], []
    for item, indicator in INDICATORS.items():
        series = given.filter(pl.col("item") == item, pl.col("year") <= pair.year).sort("year")
        factor = phrasing.label(FACTORS, item.partition("/")[0])
        before = series.filter(pl.col("year") <= SINCE).tail(1)
        now = series.tail(1)
        used += [before, now]
        rows.append((factor, indicator, *_cells(before), *_cells(now)))
    caption = Words(en="The five factors side by side, before and now", th="ปัจจัยห้าประการเทียบเคียงกัน ก่อนหน้าและปัจจุบัน")
    head = (
        Words(en="Factor", th="ปัจจัย"), Words(en="Indicator", th="ตัวชี้วัด"), Words(en="Year", th="ปี"),
        Words(en="Before", th="ก่อน"), Words(en="Year", th="ปี"), Words(en="Now", th="ปัจจุบัน"),
    )  # fmt: skip
    return (Grid(caption, head, tuple(rows), whys(*used)),)


def _cells(row: pl.DataFrame) -> tuple[Words, Words]:
    if row.is_empty():
        return plain("–"), Words(en="no data", th="ไม่มีข้อมูล")
    value = row["value"][0]
    return phrasing.year(row["year"][0]), plain(f"{value:.0f}") if value == int(value) else decimal(value)
