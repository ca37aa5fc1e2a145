"""The outlook of a state between two poles: to which it leans in each domain, and how far it keeps in with both."""

from __future__ import annotations

import polars as pl

from trachu.briefs import phrasing
from trachu.briefs.focus import Focus, the_forum
from trachu.briefs.phrasing import decimal, plain, signed, tell
from trachu.core.words import Words
from trachu.core.writing import Block, Grid, Sentence

POLES = ("USA", "CHN")
LEAST = 3  # fewer states are no comparison
EVEN = 0.1  # nearer to 0 than this is no lean


def between_blocks(focus: Focus) -> tuple[Block, ...]:
    """Show alignment and hedging by domain in the latest year, for a state that is no pole itself."""
    if focus.actor in POLES:
        return ()
    first, second = POLES
    options = {"actor": focus.actor, "first": first, "second": second}
    found = focus.desk.measure("alignment", **options)
    if found.is_empty():
        return ()
    hedging = focus.desk.measure("alignment", what="hedging", **options)
    newest = found.filter(pl.col("year") == pl.col("year").max().over("item"))
    domains = newest.filter(pl.col("item") != "overall")
    both = domains.join(hedging.select("item", "year", hedging="value", hedge_why="why"), on=["item", "year"])
    both = both.sort("value", "item")
    near = _neighbours(focus)
    blocks: tuple[Block, ...] = (_sentence(focus, both), _grid(focus, both))
    return (*blocks, near) if near is not None else blocks


def _lean(value: float) -> Words:
    if abs(value) < EVEN:
        return Words(en="to neither", th="ไม่เอนเอียง")
    return Words(en="to the United States", th="ทางสหรัฐอเมริกา") if value > 0 else Words(en="to China", th="ทางจีน")


def _sentence(focus: Focus, both: pl.DataFrame) -> Sentence:
    parts = []
    for row in both.iter_rows(named=True):
        words = {
            "lean": _lean(row["value"]), "what": phrasing.domain(row["item"]), "value": signed(row["value"]),
            "year": phrasing.year(row["year"]),
        }  # fmt: skip
        said = phrasing.fill("{lean} in {what} ({value}, {year})", "{lean}ในมิติ{what} ({value} {year})", **words)
        parts.append(Words(en=said.en[:1].lower() + said.en[1:], th=said.th))
    return tell(
        "Between the United States (1) and China (−1) {who} leans {parts}.",
        "ระหว่างสหรัฐอเมริกา (1) กับจีน (−1) {who}เอนเอียงดังนี้ {parts}",
        both, who=focus.name, parts=phrasing.listed_apart(parts),
    )  # fmt: skip


def _grid(focus: Focus, both: pl.DataFrame) -> Grid:
    rows = []
    for row in both.iter_rows(named=True):
        bounds = "–" if row["low"] is None else f"{signed(row['low']).en} … {signed(row['high']).en}"
        name = phrasing.domain(row["item"])
        capital = Words(en=name.en[:1].upper() + name.en[1:], th=name.th)
        cells = (phrasing.year(row["year"]), signed(row["value"]), plain(bounds), decimal(row["hedging"]))
        rows.append((capital, *cells))
    return Grid(
        phrasing.fill(
            "{who} between the United States and China: alignment (1 to −1), its range when one component is left out, "
            "and hedging (0 to 1: what it has with both)",
            "{who}ระหว่างสหรัฐอเมริกากับจีน: การเลือกข้าง (1 ถึง −1) ช่วงค่าเมื่อตัดองค์ประกอบออกหนึ่งตัว และการประกันความเสี่ยง "
            "(0 ถึง 1 คือสิ่งที่มีร่วมกับทั้งสองฝ่าย)",
            who=focus.name,
        ),
        (
            Words(en="Domain", th="มิติ"), Words(en="Year", th="ปี"), Words(en="Alignment", th="การเลือกข้าง"),
            Words(en="Range", th="ช่วงค่า"), Words(en="Hedging", th="การประกันความเสี่ยง"),
        ),
        tuple(rows),
        tuple(sorted({*phrasing.whys(both), *both["hedge_why"].drop_nulls().to_list()})),
    )  # fmt: skip


def _neighbours(focus: Focus) -> Grid | None:
    """Set the members of the forum of its region side by side, in the latest year in which most is known of them."""
    if focus.home is None:
        return None
    group = focus.home[0]
    options = {"group": group, "first": POLES[0], "second": POLES[1]}
    found = focus.desk.measure("alignment", **options)
    counts = found.group_by("year").len().sort("len", "year")
    if counts.is_empty() or found["actor"].n_unique() < LEAST:
        return None
    year = int(counts["year"].to_list()[-1])
    now = found.filter(pl.col("year") == year, pl.col("item") == "overall")
    hedging = focus.desk.measure("alignment", what="hedging", **options)
    known = now.join(hedging.select("actor", "item", "year", both="value"), on=["actor", "item", "year"])
    known = known.sort("value", "actor", descending=[True, False])
    rows = []
    for row in known.iter_rows(named=True):
        bounds = "–" if row["low"] is None else f"{signed(row['low']).en} … {signed(row['high']).en}"
        rows.append((focus.desk.actor(row["actor"]), signed(row["value"]), plain(bounds), decimal(row["both"])))
    return Grid(
        phrasing.fill(
            "Members of {forum} between the United States (1) and China (−1) in {year}, over all domains",
            "สมาชิก{forum}ระหว่างสหรัฐอเมริกา (1) กับจีน (−1) ใน{year} รวมทุกมิติ",
            forum=the_forum(focus.desk, group), year=phrasing.year(year),
        ),
        (
            Words(en="State", th="รัฐ"), Words(en="Alignment", th="การเลือกข้าง"), Words(en="Range", th="ช่วงค่า"),
            Words(en="Hedging", th="การประกันความเสี่ยง"),
        ),
        tuple(rows),
        phrasing.whys(now),
    )  # fmt: skip
