"""The sections of the brief on two states, and its notes on method."""

from __future__ import annotations

from datetime import date, timedelta
from functools import partial

import polars as pl

from trachu.briefs import phrasing, reading
from trachu.briefs.charts.closeness_by_domain import closeness_by_domain
from trachu.briefs.charts.event_timeline import event_timeline
from trachu.briefs.contradictions import side, subject
from trachu.briefs.pair import COMPONENTS, Pair
from trachu.briefs.phrasing import decimal, plain, tell, titled, whys
from trachu.core.words import Words
from trachu.core.writing import Block, Figure, Grid, Sentence
from trachu.ontology.event import event_types

EVENTS, DENIALS, CONFLICTS, WIDEST, YEARS, DRAWN = 16, 4, 12, 366, 35, 12
METHOD = (
    Words(
        en="Closeness in a domain weighs what speaks for it against what speaks against it in that year, 1/2 being "
        "neither: happenings (scores of PLOVER, three years back), treaties and common forums, votes in the General "
        "Assembly, and the partner's share in arms, trade or aid. Where a component begins or ends, the number moves "
        "too.",
        th="ความใกล้ชิดในแต่ละมิติชั่งน้ำหนักหลักฐานที่สนับสนุนกับหลักฐานที่คัดค้านในปีนั้น โดย 1/2 หมายถึงไม่โน้มไปทางใด ประกอบด้วยเหตุการณ์ "
        "(คะแนนของ PLOVER ย้อนหลังสามปี) สนธิสัญญาและเวทีที่อยู่ร่วมกัน การลงคะแนนเสียงในสมัชชาใหญ่ และสัดส่วนของคู่รัฐในอาวุธ การค้า "
        "หรือความช่วยเหลือ เมื่อองค์ประกอบใดเริ่มหรือสิ้นสุดลง ค่าที่ได้ย่อมเปลี่ยนตาม",
    ),
    Words(
        en="What a document says is a claim by that document. A denial stands beside the claim and takes nothing away "
        "unless this is said.",
        th="สิ่งที่เอกสารกล่าวคือคำกล่าวอ้างของเอกสารนั้น คำปฏิเสธแสดงไว้คู่กับคำกล่าวอ้าง และไม่ลบล้างกันเว้นแต่จะระบุไว้",
    ),
)
DOMAIN = Words(en="Domain", th="มิติ")


def closeness_blocks(pair: Pair) -> tuple[Block, ...]:
    """Show closeness by domain over the years, and what it is made of now."""
    if pair.closeness.is_empty():
        return ()
    shown = pair.closeness.filter(pl.col("year") > pl.col("year").max() - YEARS)
    figure = Figure(
        "closeness_by_domain",
        phrasing.fill(
            "Closeness of {one} and {two} by domain, in the last {n} years of the data at most.",
            "ความใกล้ชิดระหว่าง{one}กับ{two}จำแนกตามมิติ ในช่วงไม่เกิน {n} ปีล่าสุดของข้อมูล",
            n=plain(YEARS), **pair.names,
        ),
        partial(closeness_by_domain, _domains(shown)),
        whys(shown),
    )  # fmt: skip
    return (*_trends(pair), figure, _components(pair))


def _domains(frame: pl.DataFrame, column: str = "item") -> pl.DataFrame:
    codes = frame[column].drop_nulls().unique().to_list()
    named = {code: phrasing.domain(code) for code in codes}
    capital = {code: Words(en=w.en[:1].upper() + w.en[1:], th=w.th) for code, w in named.items()}
    return titled(frame, column, capital)


def _trends(pair: Pair) -> list[Sentence]:
    found = []
    for (item,), series in pair.closeness.sort("item", "year").group_by("item", maintain_order=True):
        first, last = series.row(0, named=True), series.row(-1, named=True)
        top = series.sort("value", "year").row(-1, named=True)
        words = {
            "what": phrasing.domain(str(item)), "then": decimal(first["value"]), "first": phrasing.year(first["year"]),
            "now": decimal(last["value"]), "last": phrasing.year(last["year"]), "top": decimal(top["value"]),
            "peak": phrasing.year(top["year"]),
        }  # fmt: skip
        rows = [first["why"], last["why"], top["why"]]
        if series.height == 1:
            found.append(
                tell("In {what} only {last} is known: {now}.", "ในมิติ{what}มีข้อมูลเฉพาะ{last} คือ {now}", rows, **words)
            )
        else:
            found.append(
                tell(
                    "In {what} closeness went from {then} in {first} to {now} in {last}; its peak was {top} in {peak}.",
                    "ในมิติ{what} ความใกล้ชิดเปลี่ยนจาก {then} ใน{first} เป็น {now} ใน{last} และสูงสุดใน{peak} ({top})",
                    rows,
                    **words,
                )
            )
    return found


def _components(pair: Pair) -> Grid:
    latest = pair.closeness.filter(pl.col("year") == pl.col("year").max().over("item")).sort("item")
    parts = latest.select("item", "year").join(pair.components, left_on=["item", "year"], right_on=["domain", "year"])
    rows = []
    for row in latest.iter_rows(named=True):
        own = {p["part"]: p["value"] for p in parts.filter(pl.col("item") == row["item"]).iter_rows(named=True)}
        cells = (decimal(own[name]) if name in own else plain("–") for name in COMPONENTS)
        rows.append((phrasing.domain(row["item"]), phrasing.year(row["year"]), decimal(row["value"]), *cells))
    head = (DOMAIN, Words(en="Year", th="ปี"), Words(en="Closeness", th="ความใกล้ชิด"))
    return Grid(
        Words(en="What closeness is made of in its latest year", th="องค์ประกอบของความใกล้ชิดในปีล่าสุด"),
        (*head, *(phrasing.label(phrasing.COMPONENTS, name) for name in COMPONENTS)),
        tuple(rows),
        tuple(sorted({*whys(latest), *whys(parts)})),
    )


def event_blocks(pair: Pair) -> tuple[Block, ...]:
    """Show what the documents say happened, by domain and in time."""
    if pair.events.is_empty():
        return ()
    blocks: list[Block] = [*_by_domain(pair)]
    dated = pair.events.drop_nulls(["earliest", "latest", "domain"])
    dated = dated.filter((pl.col("latest") - pl.col("earliest")).dt.total_days() <= WIDEST)
    dated = dated.filter(pl.col("earliest").dt.year() > pair.year - DRAWN)
    if dated.height:
        middle = [low + timedelta(days=(high - low).days // 2) for low, high in _spans(dated)]
        drawn = _domains(dated.with_columns(when=pl.Series(middle), denied=pl.col("denied").fill_null(0)), "domain")
        caption = phrasing.fill(
            "Happenings of the last {n} years in the documents, by domain. A partial date stands in the middle of "
            "what it allows.",
            "เหตุการณ์ในเอกสารในช่วง {n} ปีล่าสุด จำแนกตามมิติ วันที่ที่ไม่ครบถ้วนแสดงไว้กึ่งกลางของช่วงที่เป็นไปได้",
            n=plain(DRAWN),
        )
        blocks.append(Figure("event_timeline", caption, partial(event_timeline, drawn.sort("domain")), whys(dated)))
    return (*blocks, _event_grid(pair))


def _spans(frame: pl.DataFrame) -> list[tuple[date, date]]:
    return [(low, high) for low, high in frame.select("earliest", "latest").iter_rows()]


def _by_domain(pair: Pair) -> list[Sentence]:
    counted = pair.events.drop_nulls("domain").group_by("domain").agg(pl.len(), pl.col("why"))
    found = []
    for row in counted.sort("len", "domain", descending=[True, False]).iter_rows(named=True):
        kinds = pair.events.filter(pl.col("domain") == row["domain"])["type"].value_counts(sort=True).sort(
            "count", "type", descending=[True, False]
        )  # fmt: skip
        listed = [Words(en=f"{_kind(t).en} ({n})", th=f"{_kind(t).th} ({n})") for t, n in kinds.head(3).iter_rows()]
        found.append(
            tell(
                "In {what} the documents tell of {n}: most often {kinds}.",
                "ในมิติ{what} เอกสารกล่าวถึง {n} เหตุการณ์ ที่พบบ่อยที่สุดคือ {kinds}",
                sorted(set(row["why"])),
                what=phrasing.domain(row["domain"]), n=plain(row["len"]), kinds=phrasing.listed(listed),
            )
        )  # fmt: skip
    return found


def _kind(code: str, mode: str | None = None) -> Words:
    kind = event_types().get(code)
    if kind is None:
        return plain(code)
    words = kind.modes[mode].label if mode in kind.modes else kind.label
    return Words(en=words.en[:1].lower() + words.en[1:], th=words.th)


def _event_grid(pair: Pair) -> Grid:
    """List the happenings with a date, the latest; all of them are in the table of events."""
    parties = pair.desk.table("parties")
    dated = pair.events.drop_nulls("earliest").tail(EVENTS)
    shown = dated if dated.height else pair.events.head(EVENTS)
    rows = []
    for row in shown.iter_rows(named=True):
        who = parties.filter(pl.col("record") == row["event"]).sort("role", "actor")
        kind = _kind(row["type"], row["mode"])
        rows.append(
            (
                phrasing.dated(row["date"]), kind, _direction(pair, who),
                phrasing.domain(row["domain"]) if row["domain"] else plain("–"),
                plain((row["asserted"] or 0) + (row["reported"] or 0)), plain(row["denied"] or 0),
            )
        )  # fmt: skip
    return Grid(
        phrasing.fill(
            "The latest {n} of {all} happenings, and how many claims assert or deny each",
            "เหตุการณ์ล่าสุด {n} จาก {all} เหตุการณ์ และจำนวนคำกล่าวที่ยืนยันหรือปฏิเสธ",
            n=plain(shown.height), all=plain(pair.events.height),
        ),
        (
            Words(en="Date", th="วันที่"), Words(en="What", th="เหตุการณ์"), Words(en="Who", th="ผู้เกี่ยวข้อง"), DOMAIN,
            Words(en="Asserted", th="ยืนยัน"), Words(en="Denied", th="ปฏิเสธ"),
        ),
        tuple(rows),
        whys(shown),
    )  # fmt: skip


def _direction(pair: Pair, who: pl.DataFrame) -> Words:
    sides = [
        [pair.desk.actor(a) for a in who.filter(pl.col("role") == role)["actor"].unique().sort().to_list()]
        for role in ("actor", "recipient")
    ]
    parts = [Words(en=", ".join(w.en for w in s), th=" ".join(w.th for w in s)) for s in sides if s]
    if not parts:
        return plain("–")
    return Words(en=" → ".join(p.en for p in parts), th=" → ".join(p.th for p in parts))


def denial_blocks(pair: Pair) -> tuple[Block, ...]:
    """Set claims and the denials of them side by side, in their own words."""
    if not pair.denials:
        return ()
    reasons = [str(claim["why"]) for denial, denied in pair.denials for claim in (denial, *denied)]
    blocks: list[Block] = [
        tell(
            "Of what is told of {one} and {two}, somebody in the documents denies {n}; both are quoted, the claim "
            "first and its denial after it.",
            "ในสิ่งที่กล่าวถึง{one}และ{two} มีคำกล่าวอ้าง {n}ที่ถูกปฏิเสธในเอกสาร โดยยกถ้อยคำของทั้งสองฝ่ายไว้ "
            "คำกล่าวอ้างมาก่อนและคำปฏิเสธตามหลัง",
            reasons,
            n=phrasing.some(denied_claims(pair), "claim", "claims", "รายการ"),
            **pair.names,
        )
    ]
    for denial, denied in pair.denials[:DENIALS]:
        blocks += [*(reading.quote(pair.desk, claim) for claim in denied[:2]), reading.quote(pair.desk, denial)]
    return tuple(blocks)


def denied_claims(pair: Pair) -> int:
    """Count the claims on the two that somebody denies."""
    return len({str(claim["claim"]) for _, denied in pair.denials for claim in denied})


def conflict_blocks(pair: Pair) -> tuple[Block, ...]:
    """List where the sources contradict each other or what is on record."""
    if pair.conflicts.is_empty():
        return ()
    shown = pair.conflicts.head(CONFLICTS)
    rows = tuple(
        (subject(r["about"]), side(r["about"], r["says"]), side(r["about"], r["against"]))
        for r in shown.iter_rows(named=True)
    )
    counted = tell(
        "The sources contradict each other, or what is on record, in {n}.",
        "แหล่งข้อมูลขัดแย้งกันเอง หรือขัดกับหลักฐานที่บันทึกไว้ {n}",
        pair.conflicts,
        n=phrasing.some(pair.conflicts.height, "place", "places", "แห่ง"),
    )
    head = (Words(en="What", th="เรื่อง"), Words(en="One says", th="ฝ่ายหนึ่งว่า"), Words(en="Against", th="อีกฝ่ายว่า"))
    return (counted, Grid(Words(en="Contradictions", th="ข้อขัดแย้ง"), head, rows, whys(shown)))


def unknown_blocks(pair: Pair) -> tuple[Block, ...]:
    """Say which components have no evidence in the latest year, and how many happenings have no date."""
    found: list[Block] = []
    latest = pair.closeness.filter(pl.col("year") == pl.col("year").max())
    if latest.height:
        year = latest["year"].to_list()[0]
        known = set(pair.components.filter(pl.col("year") == year)["part"].to_list())
        lacking = [phrasing.label(phrasing.COMPONENTS, name) for name in COMPONENTS if name not in known]
        if lacking:
            found.append(
                tell(
                    "For {year} there is no evidence on {what}.", "ไม่มีหลักฐานเกี่ยวกับ{what}ใน{year}", latest,
                    year=phrasing.year(year), what=phrasing.listed(lacking),
                )
            )  # fmt: skip
    undated = pair.events.filter(pl.col("earliest").is_null())
    if undated.height:
        found.append(
            tell(
                "{n} of the {all} happenings have no date and enter no measure.",
                "เหตุการณ์ {n} จาก {all} เหตุการณ์ไม่มีวันที่และไม่ได้นำมาคำนวณ", undated,
                n=plain(undated.height), all=plain(pair.events.height),
            )
        )  # fmt: skip
    return tuple(found)
