"""Whether what reached a state kept to the ceilings that bind others towards it: what documents say, and flows."""

from __future__ import annotations

import math
from dataclasses import dataclass

import polars as pl

from trachu.briefs import phrasing
from trachu.briefs.phrasing import plain, tell
from trachu.core.ceilings import VERDICTS, Bounds, denied, partial, together, verdict
from trachu.core.quantities import amounts
from trachu.core.words import Words
from trachu.core.writing import Block, Desk, Grid, Sentence
from trachu.ontology.actor import lineage
from trachu.ontology.commodity import commodity
from trachu.ontology.treaty import obligation_table, treaties

DONE = ("AID", "COOPERATE")  # acts; what was only promised, asked for or threatened did not reach anybody
UNITS = {
    "barrels": Words(en="barrels", th="บาร์เรล"),
    "tonnes": Words(en="tonnes", th="ตัน"),
    "people": Words(en="people", th="คน"),
}


@dataclass(frozen=True, slots=True)
class Limit:
    """What an article allows in a year of what, and in which years."""

    treaty: str
    article: str
    flow: str
    unit: str
    ceiling: float
    first: int

    @property
    def item(self) -> str:
        """Return what the measure `compliance` calls it."""
        return f"{self.treaty}/{self.article}/{self.flow}"


@dataclass(frozen=True, slots=True)
class Finding:
    """What is known of a limit in a year, and from which traces."""

    limit: Limit
    year: int | None
    bounds: Bounds | None
    whys: tuple[str, ...]


def ceiling_blocks(desk: Desk, actor: str, other: str) -> tuple[Block, ...]:
    """Show each ceiling that binds one of the two towards the other, and what is known of it, year by year."""
    found = [one for sender, target in ((actor, other), (other, actor)) for one in findings(desk, sender, target)]
    if not found:
        return ()
    said = tuple(_sentence(one) for one in found if one.year is not None)
    return (*said, _grid(desk, found))


def findings(desk: Desk, sender: str, target: str) -> list[Finding]:
    """Return what is known of each limit on what reaches the target, if the sender is bound by it."""
    found = []
    for limit in limits(sender, target):
        years = _told(desk, limit, target) | _flowed(desk, limit)
        rows = [
            Finding(limit, year, together(b for b, _ in said), tuple(sorted({why for _, why in said})))
            for year, said in sorted(years.items())
        ]
        found += rows or [Finding(limit, None, None, ())]
    return found


def limits(sender: str, target: str) -> list[Limit]:
    """Return the limits in barrels or people that bind a state towards another, or those that it continues.

    >>> [(one.article, one.ceiling) for one in limits("RUS", "PRK")]
    [('4', 4000000.0), ('5', 500000.0), ('8', 0.0)]
    """
    table = obligation_table().filter(pl.col("flow").is_not_null(), pl.col("toward").is_in(list(lineage(target))))
    found = []
    for row in table.iter_rows(named=True):
        treaty, unit = treaties()[row["tie"]], commodity(row["flow"]).unit
        own = next(o for o in treaty.obligations if o.article == row["article"] and o.flow == row["flow"])
        bound = set(treaty.bound(own)) & set(lineage(sender))
        if bound and row["unit"] in (None, f"{unit}/year"):
            start = row["by"] or row["since"]
            first = int(start[:4]) + (0 if start[4:] in ("", "-01-01") else 1)
            found.append(Limit(row["tie"], row["article"], row["flow"], unit, row["ceiling"] or 0.0, first))
    return found


def _told(desk: Desk, limit: Limit, target: str) -> dict[int, list[tuple[Bounds, str]]]:
    """Read from the claims how much reached the target in which year; a month says no less of the year."""
    parties = desk.table("parties").filter(pl.col("actor").is_in(list(lineage(target))))
    claims = desk.table("claims").filter(
        pl.col("claim").is_in(parties["record"].to_list()), pl.col("type").is_in(DONE), pl.col("stance") != "predicts"
    )
    found: dict[int, list[tuple[Bounds, str]]] = {}
    for row in claims.drop_nulls(["earliest", "latest", "text"]).sort("claim").iter_rows(named=True):
        year = row["latest"].year
        if row["earliest"].year != year or year < limit.first or not commodity(limit.flow).named(row["text"]):
            continue
        whole = (row["latest"] - row["earliest"]).days > 360
        for one in amounts(row["text"]):
            if one.unit != limit.unit or one.limit:
                continue
            bounds = (one.low, one.high) if whole else partial((one.low, one.high))
            said = denied(bounds) if row["stance"] == "denies" else bounds
            found.setdefault(year, []).append((said, str(row["why"])))
    return found


def _flowed(desk: Desk, limit: Limit) -> dict[int, list[tuple[Bounds, str]]]:
    """Return the years of which the flows say how much it was."""
    rows = desk.measure("compliance", treaty=limit.treaty).filter(pl.col("item") == limit.item)
    whole = limit.ceiling or 1.0
    return {
        row["year"]: [((row["value"] * whole, row["value"] * whole), str(row["why"]))]
        for row in rows.drop_nulls("value").iter_rows(named=True)
    }


def _sentence(one: Finding) -> Sentence:
    said = VERDICTS[verdict(one.bounds, one.limit.ceiling)]
    words = {
        "what": commodity(one.limit.flow).label, "year": phrasing.year(one.year or 0), "said": _amount(one),
        "ceiling": _number(one.limit.ceiling, one.limit.unit), "verdict": said,
        "treaty": treaties()[one.limit.treaty].name,
    }  # fmt: skip
    return tell(
        "What the sources say of {what} in {year} comes to {said}, where {treaty} allows {ceiling}: {verdict}.",
        "สิ่งที่แหล่งข้อมูลกล่าวถึง{what}ใน{year} รวมแล้วเป็น{said} ขณะที่{treaty}กำหนดไว้ {ceiling} สรุปว่า{verdict}",
        one.whys,
        **words,
    )


def _grid(desk: Desk, found: list[Finding]) -> Grid:
    rows = []
    ties = desk.table("ties")
    for one in found:
        name, label = treaties()[one.limit.treaty].name, commodity(one.limit.flow).label
        article = Words(en=f"{name.en}, article {one.limit.article}", th=f"{name.th} ข้อ {one.limit.article}")
        when = phrasing.year(one.year) if one.year is not None else _since(one.limit.first)
        what = Words(en=label.en[:1].upper() + label.en[1:], th=label.th)
        ceiling = _number(one.limit.ceiling, one.limit.unit)
        rows.append((article, what, ceiling, when, _amount(one), VERDICTS[verdict(one.bounds, one.limit.ceiling)]))
    tied = ties.filter(pl.col("tie").is_in([one.limit.treaty for one in found]))
    return Grid(
        Words(
            en="Ceilings in force, and what is known of them: what all states sent together, at least or at most "
            "(oil whose kind a source does not name counts as refined petroleum)",
            th="เพดานที่มีผลบังคับและสิ่งที่ทราบ: ปริมาณที่ทุกรัฐส่งรวมกัน อย่างน้อยหรืออย่างมาก "
            "(น้ำมันที่แหล่งข้อมูลมิได้ระบุชนิดนับเป็นน้ำมันสำเร็จรูป)",
        ),
        (
            Words(en="Obligation", th="พันธกรณี"), Words(en="Of what", th="สิ่งที่จำกัด"), Words(en="Ceiling", th="เพดาน"),
            Words(en="Year", th="ปี"), Words(en="Known", th="ที่ทราบ"), Words(en="Verdict", th="ผล"),
        ),
        tuple(rows),
        tuple(sorted({*phrasing.whys(tied), *(why for one in found for why in one.whys)})),
    )  # fmt: skip


def _since(first: int) -> Words:
    return phrasing.fill("since {year}", "ตั้งแต่ {year}", year=phrasing.year(first))


def _number(value: float, unit: str) -> Words:
    return Words(en=f"{value:,.0f} {UNITS[unit].en}", th=f"{value:,.0f} {UNITS[unit].th}")


def _amount(one: Finding) -> Words:
    """Write the bounds of an amount; nothing known is a dash.

    >>> _amount(Finding(Limit("T", "5", "crude_oil", "barrels", 1.0, 2018), 2020, (1e6, math.inf), ())).en
    'at least 1,000,000 barrels'
    """
    if one.bounds is None:
        return plain("–")
    low, high = one.bounds
    least, most = _number(low, one.limit.unit), _number(min(high, 1e18), one.limit.unit)
    if low == high:
        return least
    if math.isinf(high):
        return Words(en=f"at least {least.en}", th=f"อย่างน้อย {least.th}") if low > 0 else VERDICTS["open"]
    return Words(en=f"{low:,.0f} to {most.en}", th=f"{low:,.0f} ถึง {most.th}")
