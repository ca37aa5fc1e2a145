"""Who arms the Alliance: what European members receive from the United States, from one another, from elsewhere."""

from __future__ import annotations

import polars as pl

from trachu.briefs import phrasing
from trachu.briefs.phrasing import cell, percent, tell
from trachu.core.words import Words
from trachu.core.writing import Block, Desk, Grid, Sentence

GROUP, WINDOW, SHOWN = "IGO:NATO", 5, 12
COLUMNS = ("pole", "inside", "outside")


def arms_blocks(desk: Desk, year: int | None = None) -> tuple[Block, ...]:
    """Show the balance of the whole alliance over time, and of each member in the latest years."""
    found = desk.measure("arms_balance")
    if year is not None:
        found = found.filter(pl.col("year") <= year)
    whole = found.filter(pl.col("actor") == GROUP)
    if whole.is_empty():
        return ()
    last = int(whole["year"].to_list()[-1])
    each = found.filter(pl.col("year") == last, pl.col("actor") != GROUP)
    return (_sentence(whole, last), _over_time(whole, last), _members(desk, each, last))


def _value(rows: pl.DataFrame, item: str) -> float:
    return float(rows.filter(pl.col("item") == item)["value"].item())


def _years(last: int) -> Words:
    return phrasing.years(last - WINDOW + 1, last)


def _sentence(whole: pl.DataFrame, last: int) -> Sentence:
    now, before = whole.filter(pl.col("year") == last), whole.filter(pl.col("year") == last - WINDOW)
    words = {
        "now": percent(_value(now, "pole")), "own": percent(_value(now, "inside")), "years": _years(last),
    }  # fmt: skip
    en = "Of the arms that European members of NATO received in {years}, {now} came from the United States and {own} "
    en += "from one another"
    th = "อาวุธที่สมาชิก NATO ในยุโรปได้รับใน{years} มาจากสหรัฐอเมริกา{now} และมาจากสมาชิกในยุโรปด้วยกัน{own}"
    if before.is_empty():
        return tell(en + ".", th, now, **words)
    words |= {
        "then": percent(_value(before, "pole")), "then_own": percent(_value(before, "inside")),
        "then_years": _years(last - WINDOW),
    }  # fmt: skip
    return tell(
        en + ", against {then} and {then_own} in {then_years}.", th + " เทียบกับ{then}และ{then_own}ใน{then_years}",
        pl.concat([now, before]), **words,
    )  # fmt: skip


def _head(first: Words) -> tuple[Words, ...]:
    return (
        first, Words(en="From the United States", th="จากสหรัฐอเมริกา"),
        Words(en="From one another", th="จากสมาชิกในยุโรปด้วยกัน"), Words(en="From elsewhere", th="จากที่อื่น"),
    )  # fmt: skip


def _over_time(whole: pl.DataFrame, last: int) -> Grid:
    """Show every fifth window, the newest last."""
    kept = whole.filter((last - pl.col("year")) % WINDOW == 0)
    years = kept["year"].unique().sort().to_list()
    rows = [(_years(y), *(cell(_value(kept.filter(pl.col("year") == y), c)) for c in COLUMNS)) for y in years]
    return Grid(
        Words(en="Arms received by European members of NATO, by origin", th="อาวุธที่สมาชิก NATO ในยุโรปได้รับ จำแนกตามที่มา"),
        _head(Words(en="Years", th="ปี")),
        tuple(rows),
        phrasing.whys(kept),
    )


def _members(desk: Desk, each: pl.DataFrame, last: int) -> Grid:
    """Show the members that depend most on the United States."""
    poles = each.filter(pl.col("item") == "pole").sort("value", "actor", descending=[True, False]).head(SHOWN)
    rows = []
    for actor in poles["actor"].to_list():
        own = each.filter(pl.col("actor") == actor)
        rows.append((desk.actor(actor), *(cell(_value(own, column)) for column in COLUMNS)))
    return Grid(
        phrasing.fill(
            "Members that receive most of their arms from the United States, {years}",
            "สมาชิกที่ได้รับอาวุธจากสหรัฐอเมริกาในสัดส่วนสูงสุด {years}",
            years=_years(last),
        ),
        _head(Words(en="Member", th="สมาชิก")),
        tuple(rows),
        phrasing.whys(poles),
    )
