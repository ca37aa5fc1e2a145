from __future__ import annotations

import polars as pl

from trachu.core.parts import dataset
from trachu.core.tables import FLOWS, Frames
from trachu.core.words import Words
from trachu.sources import tabular

YEARS = (1816, 2014)
URL = "https://correlatesofwar.org/data-sets/mids/"
DATES = ("stday", "stmon", "styear", "endday", "endmon", "endyear")
HEADER = ("dispnum", "stabb", "ccode", *DATES, "sidea", "hiact", "hostlev", "orig")
UNIT = "hostility level"
MISSING = ("-9",)
LAST_DAY = 31  # of a month whose last day the file does not tell; only compared, never written down


@dataset(
    name="cow_mid",
    version="5.0",
    gives=(FLOWS,),
    years=YEARS,
    header=HEADER,
    codes="cow",
    label=Words(en="Militarized interstate disputes (MID)", th="ข้อพิพาททางทหารระหว่างรัฐ (MID)"),
    url=URL,
    licence="Correlates of War: free to use with citation; not to be passed on as one's own copy.",
    tier="B",
    download=("https://correlatesofwar.org/wp-content/uploads/MID-5-Data-and-Supporting-Materials.zip",),
    cite=("palmer2022mid5",),
)
def cow_mid(raw: bytes) -> Frames:
    r"""Read the participants of MIDB 5.0.csv, or the archive it comes in, into disputes of ordered pairs by year.

    Two states are in a dispute in a year if they were on opposite sides of it on a day that both
    took part, as far as the days are known. The value is the highest level of hostility that the
    actor reached in its disputes with the other that year: 1 none of its own, 2 threat, 3 display,
    4 use of force, 5 war. Being on opposite sides does not say that the two met in battle.

    >>> frames = cow_mid(
    ...     b"dispnum,stabb,ccode,stday,stmon,styear,endday,endmon,endyear,sidea,revstate,revtype1,revtype2,"
    ...     b"fatality,fatalpre,hiact,hostlev,orig,version\n"
    ...     b"2,USA,2,-9,7,1902,24,1,1903,1,1,1,-9,0,0,7,3,1,5\n2,UKG,200,-9,7,1902,24,1,1903,0,0,0,-9,0,0,0,1,1,5\n"
    ... )
    >>> frames["flows"].select("actor", "other", "year", "type", "value").rows()[:2]
    [('2', '200', 1902, 'mid', 3.0), ('200', '2', 1902, 'mid', 1.0)]
    """
    cells = tabular.required(tabular.sheet(raw, HEADER, url=URL), ("dispnum", "ccode", "styear", "endyear"), url=URL)
    spells = tabular.numbers(cells, (*DATES, "sidea", "hostlev"), url=URL, missing=MISSING)
    for column in ("styear", "endyear"):
        spells = tabular.inside(spells, YEARS, url=URL, column=column)
    spells = spells.select(
        "dispnum", "ccode", "sidea", "hostlev",
        begin=_day("styear", "stmon", "stday", 1), end=_day("endyear", "endmon", "endday", LAST_DAY),
    )  # fmt: skip
    met = spells.join(spells, on="dispnum", suffix="_other").filter(
        pl.col("sidea") != pl.col("sidea_other"),
        pl.col("begin") <= pl.col("end_other"),
        pl.col("begin_other") <= pl.col("end"),
    )
    first, last = pl.max_horizontal("begin", "begin_other"), pl.min_horizontal("end", "end_other")
    years = met.with_columns(year=pl.int_ranges(first // 10_000, last // 10_000 + 1))
    rows = (
        years.explode("year", empty_as_null=False)
        .group_by("year", actor="ccode", other="ccode_other")
        .agg(value=pl.col("hostlev").max())
        .drop_nulls("value")
        .with_columns(type=pl.lit("mid"), unit=pl.lit(UNIT))
        .sort("year", "actor", "other")
    )
    return {"flows": tabular.lay(FLOWS, rows, url=URL)}


def _day(year: str, month: str, day: str, unknown: int) -> pl.Expr:
    """Write a day as YYYYMMDD to compare it; an unknown day is the first or the last that it can be."""
    months = pl.col(month).fill_null(1 if unknown == 1 else 12)
    return (pl.col(year) * 10_000 + months * 100 + pl.col(day).fill_null(unknown)).cast(pl.Int64)
