"""The order of the world over all years of the data: which verdict leads, which holds, and where it is in doubt."""

from __future__ import annotations

from collections.abc import Iterable
from functools import partial

import polars as pl

from trachu.briefs import phrasing, reading
from trachu.briefs.charts.regime_probability import regime_probability
from trachu.briefs.phrasing import label, tell, titled, whys
from trachu.briefs.world import HISTORY_DRAWS, World
from trachu.core.regimes import Settled, settle
from trachu.core.words import Words
from trachu.core.writing import Figure, Grid, Sentence

HOLD, SURE, SHOWN = 3, 0.9, 12
SPOKEN_OF = (1816, 1850, 1871, 1914, 1920, 1938, 1946, 1962, 1991, 2000, 2010)
METHOD = Words(
    en=f"A regime is said to hold once it is the likeliest for {HOLD} years in a row, or its probability reaches 0.9 "
    "in one year. Shorter turns are shown as doubt, not as a change of the order of the world.",
    th=f"ถือว่าระบบขั้วอำนาจแบบหนึ่งดำรงอยู่ เมื่อเป็นผลที่น่าจะเป็นที่สุดติดต่อกัน {HOLD} ปี หรือมีความน่าจะเป็นถึง 0.9 ในปีใดปีหนึ่ง "
    "การพลิกผันที่สั้นกว่านั้นแสดงไว้เป็นข้อสงสัย มิใช่การเปลี่ยนระเบียบโลก",
)


def history_figure(world: World) -> Figure:
    """Draw for every year of the data how likely each verdict is."""
    ranked = pl.DataFrame({"item": list(phrasing.REGIMES), "_n": range(len(phrasing.REGIMES))})
    drawn = _chances(world).join(ranked, on="item", how="left").sort("year", "_n")
    caption = Words(
        en="Share of the specifications that give each verdict, in every year of the data.",
        th="สัดส่วนของวิธีวัดที่ให้ผลแต่ละอย่าง ในทุกปีที่มีข้อมูล",
    )
    if not world.regimes.is_empty():
        caption = phrasing.fill(
            "Probability of each verdict in every year of the data: the mean, over the specifications, of the share of "
            "{draws} draws of measurement error that give it.",
            "ความน่าจะเป็นของผลแต่ละอย่างในทุกปีที่มีข้อมูล คือค่าเฉลี่ยจากทุกวิธีวัดของสัดส่วนการสุ่มความคลาดเคลื่อน {draws} ครั้งที่ให้ผลนั้น",
            draws=phrasing.plain(HISTORY_DRAWS),
        )
    shown = titled(drawn, "item", phrasing.REGIMES)
    return Figure("regime_probability", caption, partial(regime_probability, shown), _reasons(world))


def history_table(world: World) -> tuple[Grid, ...]:
    """Tabulate the probability of each verdict in years that are often spoken of, and in the latest."""
    found = world.regimes
    if found.is_empty():
        return ()
    there = [year for year in sorted({*SPOKEN_OF, world.year}) if year in set(found["year"])]
    rows = []
    for year in there:
        own = {r["regime"]: r for r in found.filter(year=year).iter_rows(named=True)}
        first = next(iter(own.values()))
        held = label(phrasing.REGIMES, first["settled"]) if first["settled"] else phrasing.plain("-")
        cells = [phrasing.decimal(own[name]["p"]) if name in own else phrasing.plain("-") for name in phrasing.REGIMES]
        rows.append((phrasing.year(year), phrasing.plain(first["specifications"]), *cells, held))
    head = [label(phrasing.REGIMES, name) for name in phrasing.REGIMES]
    caption = Words(
        en="Probability of each verdict over specifications and draws of measurement error, and the regime that holds",
        th="ความน่าจะเป็นของผลแต่ละอย่างจากทุกวิธีวัดและการสุ่มความคลาดเคลื่อน และระบบที่ดำรงอยู่",
    )
    columns = (Words(en="Year", th="ปี"), Words(en="Specifications", th="จำนวนวิธีวัด"), *head)
    return (Grid(caption, (*columns, Words(en="Holds", th="ระบบที่ดำรงอยู่")), tuple(rows), _reasons(world)),)


def history(world: World) -> tuple[Sentence, ...]:
    """Say which bases there are when, which regime held when, and which years are in doubt."""
    return (*_coverage(world), *_spells(world))


def _chances(world: World) -> pl.DataFrame:
    """Return year, item and value: the probability of each verdict, or the share of specifications without draws."""
    if world.regimes.is_empty():
        return world.verdicts.group_by("year", "item").agg(pl.col("value").mean())
    return world.regimes.select("year", item="regime", value="p")


def _reasons(world: World) -> tuple[str, ...]:
    return whys(world.verdicts if world.regimes.is_empty() else world.regimes)


def _coverage(world: World) -> tuple[Sentence, ...]:
    """Say over which years each base has data, unless all have the same."""
    common = reading.common_years(world.verdicts)
    spans = world.verdicts.group_by("base").agg(first=pl.col("year").min(), last=pl.col("year").max()).sort("base")
    if world.verdicts["year"].n_unique() == len(common):
        return ()
    parts = []
    for base, first, last in spans.iter_rows():
        name, span = label(phrasing.BASES, base), phrasing.years(first, last)
        parts.append(Words(en=f"{name.en} {span.en}", th=f"{name.th} {span.th}"))
    return (
        tell(
            "Not every base has data in every year; the share of a year is that of the bases that it has: {parts}.",
            "มิใช่ทุกฐานการวัดที่มีข้อมูลครบทุกปี สัดส่วนของแต่ละปีจึงคิดจากฐานที่มีข้อมูลในปีนั้น ได้แก่ {parts}",
            world.verdicts,
            parts=phrasing.listed_apart(parts),
        ),
    )


def settled(world: World) -> list[Settled]:
    """Return for each year the regime that holds, going by the likeliest verdict."""
    tops = _chances(world).sort("year", "value", "item", descending=[False, True, False])
    first = tops.unique("year", keep="first", maintain_order=True)
    verdicts = dict(first.select("year", "item").iter_rows())
    return settle(verdicts, hold=HOLD, probability=dict(first.select("year", "value").iter_rows()), sure=SURE)


def _spells(world: World) -> tuple[Sentence, ...]:
    found = settled(world)
    spells = _spans((one.year, one.regime) for one in found)
    known = [(regime, span) for regime, span in spells if regime is not None]
    if not known:
        return ()
    parts = []
    for regime, span in known:
        name, time = label(phrasing.REGIMES, regime), phrasing.years(*span)
        parts.append(Words(en=f"{name.en} {time.en}", th=f"ระบบ{name.th} {time.th}"))
    told = tell(
        "Going by the likeliest verdict, where it lasts, the world was by turns: {parts}.",
        "เมื่อพิจารณาผลที่น่าจะเป็นที่สุดและคงอยู่ต่อเนื่อง โลกเป็นตามลำดับ ดังนี้ {parts}",
        _reasons(world),
        parts=phrasing.listed_apart(parts),
    )
    return (told, *_doubts(world, found))


def _doubts(world: World, found: list[Settled]) -> tuple[Sentence, ...]:
    spans = [span for doubt, span in _spans((one.year, "doubt" if one.doubt else None) for one in found) if doubt]
    if not spans:
        return ()
    shown = [phrasing.years(*span) for span in spans[-SHOWN:]]
    years = [one.year for one in found if one.doubt]
    en = "In {n} the verdict of the year was another, without lasting, and is doubt: {parts}."
    th = "ผลของปีนั้นเองเป็นอย่างอื่นโดยไม่คงอยู่ต่อเนื่อง จึงถือเป็นข้อสงสัยใน {n} ได้แก่ {parts}"
    if len(spans) > SHOWN:
        en = en.replace("doubt: {parts}", "doubt; the latest are {parts}")
        th = th.replace("ได้แก่", "โดยช่วงล่าสุดได้แก่")
    return (
        tell(
            en, th, world.verdicts.filter(pl.col("year").is_in(years)),
            n=phrasing.some(len(years), "year", "years", "ปี"), parts=phrasing.listed(shown),
        ),
    )  # fmt: skip


def _spans(named: Iterable[tuple[int, str | None]]) -> list[tuple[str | None, tuple[int, int]]]:
    """Join the years that follow each other with one name into spans.

    >>> _spans([(1990, "a"), (1991, "a"), (1992, None), (1994, "a")])
    [('a', (1990, 1991)), (None, (1992, 1992)), ('a', (1994, 1994))]
    """
    spans: list[tuple[str | None, tuple[int, int]]] = []
    for year, name in named:
        if spans and spans[-1][0] == name and spans[-1][1][1] == year - 1:
            spans[-1] = (name, (spans[-1][1][0], year))
        else:
            spans.append((name, (year, year)))
    return spans
