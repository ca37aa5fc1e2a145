"""What several briefs read from the desk: verdicts on polarity, shares of power, who said what."""

from __future__ import annotations

from collections.abc import Iterable

import polars as pl

from trachu.briefs import phrasing
from trachu.core.errors import UsageError
from trachu.core.words import Words
from trachu.core.writing import Desk, Quote

CLEAR = 0.75  # a verdict that three quarters of the specifications share is called clear
QUOTED = 240


def verdicts(desk: Desk) -> pl.DataFrame:
    """Return the verdict on polarity of every specification and year: base, pool, rule, year, item, value, why."""
    return phrasing.specified(desk.every("polarity"))


def powers(desk: Desk) -> pl.DataFrame:
    """Return the share of each state in the power of all, on every base, with its rank: 1 is the strongest."""
    found = phrasing.specified(desk.every("power_share", pool="all"))
    if found.is_empty():
        return found
    ordered = found.sort("base", "year", "value", "actor", descending=[False, False, True, False])
    place = pl.int_range(1, pl.len() + 1).over("base", "year")
    return ordered.with_columns(rank=place, of=pl.len().over("base", "year"))


def latest(shares: pl.DataFrame, until: int | None = None) -> pl.DataFrame:
    """Keep the newest year of each base, not after `until`.

    >>> given = pl.DataFrame({"base": ["gdp", "gdp"], "year": [2019, 2022]})
    >>> latest(given)["year"].to_list(), latest(given, 2020)["year"].to_list()
    ([2022], [2019])
    """
    past = shares.filter(pl.col("year") <= until) if until is not None else shares
    return past.filter(pl.col("year") == pl.col("year").max().over("base"))


def common_years(found: pl.DataFrame) -> list[int]:
    """Return the years in which every base gives a verdict; if there is none, those with most bases.

    >>> common_years(pl.DataFrame({"base": ["gdp", "cinc", "cinc"], "year": [2022, 2021, 2022]}))
    [2022]
    """
    counts = found.group_by("year").agg(bases=pl.col("base").n_unique())
    return counts.filter(pl.col("bases") == pl.col("bases").max())["year"].sort().to_list()


def newest_year(found: pl.DataFrame) -> int:
    """Return the latest year in which most bases give a verdict: a list that ended early does not hold the others back.

    >>> bases = {"base": ["cinc", "gdp", "milex", "cinc", "gdp", "gdp"], "year": [2019, 2019, 2019, 2022, 2022, 2023]}
    >>> newest_year(pl.DataFrame(bases))
    2022
    """
    counts = found.group_by("year").agg(bases=pl.col("base").n_unique())
    most = counts.filter(2 * pl.col("bases") > found["base"].n_unique())["year"].sort().to_list()
    return most[-1] if most else common_years(found)[-1]


def settle_year(found: pl.DataFrame, year: int | None) -> int:
    """Return the year that was asked for, or the latest one that most bases have."""
    known = common_years(found)
    if year is None:
        return newest_year(found)
    if year not in found["year"].to_list():
        raise UsageError(
            phrasing.fill("There is no verdict for {year}.", "ไม่มีผลการวัดสำหรับ{year}", year=phrasing.year(year)),
            phrasing.fill(
                "Ask for a year of {span}.", "โปรดเลือกปีในช่วง{span}", span=phrasing.years(known[0], known[-1])
            ),
        )
    return year


def odds(found: pl.DataFrame, year: int) -> pl.DataFrame:
    """Return for each verdict the specifications of a year that give it: item, count, of, share; most first.

    >>> given = {"item": ["bipolar", "multipolar"] * 2, "value": [0.0, 1.0, 0.0, 1.0], "year": 2022}
    >>> odds(pl.DataFrame(given), 2022).rows()
    [('multipolar', 2, 2, 1.0), ('bipolar', 0, 2, 0.0)]
    """
    now = found.filter(pl.col("year") == year)
    counted = now.group_by("item").agg(
        count=pl.col("value").sum().cast(pl.Int64), of=pl.len().cast(pl.Int64), share=pl.col("value").mean()
    )
    return counted.sort("share", "item", descending=[True, False])


def tallied(rows: pl.DataFrame) -> Words:
    """Say how many specifications give each verdict, the second and the following ones in short."""
    parts = []
    for place, row in enumerate(rows.filter(pl.col("count") > 0).iter_rows(named=True)):
        words = {
            "k": phrasing.plain(row["count"]), "n": phrasing.plain(row["of"]),
            "p": phrasing.percent(row["share"]), "regime": phrasing.label(phrasing.REGIMES, row["item"]),
        }  # fmt: skip
        en = "{k} of {n} specifications ({p}) call the world {regime}" if not place else "{k} ({p}) {regime}"
        th = "วิธีวัด {k} จาก {n} แบบ ({p}) ชี้ว่าเป็นระบบ{regime}" if not place else "{k} แบบ ({p}) ชี้ว่าเป็นระบบ{regime}"
        said = phrasing.fill(en, th, **words)
        parts.append(said)
    return phrasing.listed(parts)


def active(desk: Desk, sides: Iterable[tuple[str, ...]]) -> list[str]:
    """Return the records in which every side takes part; a side is a state and those that it continues."""
    parties = desk.table("parties").filter(~pl.col("role").is_in(["non_member", "forum", "not_listed"]))
    found = [set(parties.filter(pl.col("actor").is_in(list(side)))["record"].to_list()) for side in sides]
    return sorted(set.intersection(*found))


def voice(desk: Desk, claim: dict[str, object]) -> Words:
    """Say who speaks in a claim, with which stance, and in which document."""
    speaker = str(claim["speaker"] or "")
    names = [phrasing.named(desk, one) for one in speaker.split("+") if one and one != "author"]
    who = phrasing.listed(names) if names else Words(en="the author", th="ผู้เขียน")
    if not speaker:
        who = Words(en="speaker not named", th="ไม่ระบุผู้พูด")
    stance = phrasing.label(phrasing.STANCES, str(claim["stance"]))
    document = _document(desk, str(claim["source"]))
    return Words(en=f"{who.en} · {stance.en} · {document.en}", th=f"{who.th} · {stance.th} · {document.th}")


def quote(desk: Desk, claim: dict[str, object]) -> Quote:
    """Quote the words of a claim, with who says them."""
    text = " ".join(str(claim["text"] or "").split())
    short = text if len(text) <= QUOTED else text[:QUOTED].rpartition(" ")[0] + " …"
    return Quote(short, str(claim["why"]), voice(desk, claim))


def _document(desk: Desk, source: str) -> Words:
    found = desk.table("sources").filter(pl.col("source") == source)
    if found.is_empty():
        return phrasing.plain(source)
    row = found.row(0, named=True)
    return phrasing.plain(row["title"] or row["name"] or source)
