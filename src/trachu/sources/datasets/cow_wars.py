from __future__ import annotations

import polars as pl

from trachu.core.parts import Edition, dataset
from trachu.core.tables import FLOWS, Frames
from trachu.core.words import Words
from trachu.sources import tabular

YEARS = (1816, 2007)
URL = "https://correlatesofwar.org/data-sets/cow-war/"
HEADER = (
    "WarNum", "WarName", "ccode", "StateName", "Side", "StartMonth1", "StartDay1", "StartYear1", "EndMonth1",
    "EndDay1", "EndYear1", "StartMonth2", "StartDay2", "StartYear2", "EndMonth2", "EndDay2", "EndYear2", "Initiator",
    "BatDeath",
)  # fmt: skip
DATES = HEADER[5:17]
MISSING = ("-9", "-8")  # unknown; not applicable, there was no second spell
STILL = "-7"  # the war went on when the data ended
UNIT = "wars"
LAST_DAY = 31  # of a month whose last day the file does not tell; only compared, never written down


@dataset(
    name="cow_wars",
    version="4.0",
    gives=(FLOWS,),
    years=YEARS,
    header=HEADER,
    codes="cow",
    label=Words(en="Inter-state wars (Correlates of War)", th="สงครามระหว่างรัฐ (Correlates of War)"),
    url=URL,
    licence="Correlates of War: free to use with citation; not to be passed on as one's own copy.",
    tier="B",
    download=("https://correlatesofwar.org/wp-content/uploads/Inter-StateWarData_v4.0.csv",),
    cite=("sarkees2010resort",),
    editions={"4": Edition("4.0", 2007)},
)
def cow_wars(raw: bytes) -> Frames:
    r"""Read Inter-StateWarData_v4.0.csv, the participants of wars, into wars of ordered pairs by year.

    Two states are at war in a year if they stood on opposite sides of a war, each in a spell of
    fighting that meets the other's, as far as the days are known. The value is the number of such
    wars. The published file ends its lines in the way of old Macintosh computers.

    >>> frames = cow_wars(
    ...     b"WarNum,WarName,WarType,ccode,StateName,Side,StartMonth1,StartDay1,StartYear1,EndMonth1,EndDay1,"
    ...     b"EndYear1,StartMonth2,StartDay2,StartYear2,EndMonth2,EndDay2,EndYear2,TransFrom,WhereFought,Initiator,"
    ...     b"Outcome,TransTo,BatDeath,Version\r"
    ...     b"1,Franco-Spanish War,1,230,Spain,2,4,7,1823,11,13,1823,-8,-8,-8,-8,-8,-8,503,2,2,2,-8,600,4\r"
    ...     b"1,Franco-Spanish War,1,220,France,1,4,7,1823,11,13,1823,-8,-8,-8,-8,-8,-8,503,2,1,1,-8,400,4\r"
    ... )
    >>> frames["flows"].select("actor", "other", "year", "type", "value").rows()
    [('220', '230', 1823, 'war', 1.0), ('230', '220', 1823, 'war', 1.0)]
    """
    cells = tabular.required(tabular.sheet(raw, HEADER, url=URL), ("WarNum", "ccode", "StartYear1"), url=URL)
    ends = [pl.col(f"EndYear{n}").replace(STILL, str(YEARS[1])) for n in (1, 2)]
    states = tabular.numbers(cells.with_columns(ends), (*DATES, "Side"), url=URL, missing=(*MISSING, STILL))
    for column in ("StartYear1", "EndYear1", "StartYear2", "EndYear2"):
        states = tabular.inside(states, YEARS, url=URL, column=column)
    spells = pl.concat([_spell(states, n) for n in (1, 2)])
    met = spells.join(spells, on="WarNum", suffix="_other").filter(
        pl.col("Side") != pl.col("Side_other"),
        pl.col("begin") <= pl.col("end_other"),
        pl.col("begin_other") <= pl.col("end"),
    )
    first, last = pl.max_horizontal("begin", "begin_other"), pl.min_horizontal("end", "end_other")
    years = met.with_columns(year=pl.int_ranges(first // 10_000, last // 10_000 + 1)).explode(
        "year", empty_as_null=False
    )
    rows = (
        years.group_by("year", actor="ccode", other="ccode_other")
        .agg(value=pl.col("WarNum").n_unique().cast(pl.Float64))
        .with_columns(type=pl.lit("war"), unit=pl.lit(UNIT))
        .sort("year", "actor", "other")
    )
    return {"flows": tabular.lay(FLOWS, rows, url=URL)}


def _spell(states: pl.DataFrame, n: int) -> pl.DataFrame:
    """Return the first or second spell of fighting of each state, its days as YYYYMMDD to compare them."""
    begin, end = f"Start{{}}{n}", f"End{{}}{n}"
    return states.drop_nulls(f"StartYear{n}").select(
        "WarNum", "ccode", "Side",
        begin=_day(begin, 1, 1), end=_day(end, 12, LAST_DAY),
    )  # fmt: skip


def _day(name: str, month: int, day: int) -> pl.Expr:
    months, days = pl.col(name.format("Month")).fill_null(month), pl.col(name.format("Day")).fill_null(day)
    return (pl.col(name.format("Year")) * 10_000 + months * 100 + days).cast(pl.Int64)
