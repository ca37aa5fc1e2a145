from __future__ import annotations

from collections.abc import Iterator

import polars as pl

from trachu.core.parts import Edition, dataset
from trachu.core.tables import FLOWS, PARTIES, Frames
from trachu.core.words import Words
from trachu.sources import disputes, tabular

YEARS = (1816, 2014)
URL = "https://correlatesofwar.org/data-sets/mids/"
DATES = ("stday", "stmon", "styear", "endday", "endmon", "endyear")
HEADER = ("dispnum", "stabb", "ccode", *DATES, "sidea", "fatality", "hiact", "hostlev", "orig")
UNITS = {"mid": "hostility level", "mid_fatality": "fatality level", "mid_onset": "disputes"}
MISSING = ("-9",)
LAST_DAY = 31  # of a month whose last day the file does not tell; only compared, never written down


@dataset(
    name="cow_mid",
    version="5.0",
    gives=(FLOWS, PARTIES),
    years=YEARS,
    header=HEADER,
    codes="cow",
    label=Words(en="Militarized interstate disputes (MID)", th="ข้อพิพาททางทหารระหว่างรัฐ (MID)"),
    url=URL,
    licence="Correlates of War: free to use with citation; not to be passed on as one's own copy.",
    tier="B",
    download=("https://correlatesofwar.org/wp-content/uploads/MID-5-Data-and-Supporting-Materials.zip",),
    cite=("palmer2022mid5",),
    editions={"5": Edition("5.0", 2014), "5.01": Edition("5.01", 2014)},
)
def cow_mid(raw: bytes) -> Frames:
    r"""Read the participants of MIDB 5.0.csv, or the archive it comes in, into disputes of ordered pairs by year.

    Two states are in a dispute in a year if they were on opposite sides of it on a day that both
    took part, as far as the days are known. `mid` is the highest level of hostility that the
    actor reached in its disputes with the other that year: 1 none of its own, 2 threat, 3 display,
    4 use of force, 5 war. Being on opposite sides does not say that the two met in battle.
    `mid_fatality` is the highest level of the actor's own deaths in them, where it is known, and `mid_onset`
    the number of disputes that began between the two. Who was on which side stays in the parties of `MID:` and
    the number of the dispute, for what the file of disputes says of it (dataset `cow_mid_disputes`).

    >>> frames = cow_mid(
    ...     b"dispnum,stabb,ccode,stday,stmon,styear,endday,endmon,endyear,sidea,revstate,revtype1,revtype2,"
    ...     b"fatality,fatalpre,hiact,hostlev,orig,version\n"
    ...     b"2,USA,2,-9,7,1902,24,1,1903,1,1,1,-9,0,0,7,3,1,5\n2,UKG,200,-9,7,1902,24,1,1903,0,0,0,-9,0,0,0,1,1,5\n"
    ... )
    >>> frames["flows"].filter(type="mid").select("actor", "other", "year", "type", "value").rows()[:2]
    [('2', '200', 1902, 'mid', 3.0), ('200', '2', 1902, 'mid', 1.0)]
    """
    cells = tabular.required(tabular.sheet(raw, HEADER, url=URL), ("dispnum", "ccode", "styear", "endyear"), url=URL)
    spells = tabular.numbers(cells, (*DATES, "sidea", "hostlev", "fatality"), url=URL, missing=MISSING)
    for column in ("styear", "endyear"):
        spells = tabular.inside(spells, YEARS, url=URL, column=column)
    dated = spells.with_columns(
        since=tabular.edtf("styear", "stmon", "stday"), until=tabular.edtf("endyear", "endmon", "endday")
    )
    spells = spells.select(
        "dispnum", "ccode", "sidea", "hostlev", "fatality",
        begin=_day("styear", "stmon", "stday", 1), end=_day("endyear", "endmon", "endday", LAST_DAY),
    )  # fmt: skip
    met = spells.join(spells, on="dispnum", suffix="_other").filter(
        pl.col("sidea") != pl.col("sidea_other"),
        pl.col("begin") <= pl.col("end_other"),
        pl.col("begin_other") <= pl.col("end"),
    )
    rows = pl.concat(_flows(met)).sort("year", "actor", "other", "type")
    return {"flows": tabular.lay(FLOWS, rows, url=URL), "parties": disputes.sides(dated, "MID", URL)}


def _flows(met: pl.DataFrame) -> Iterator[pl.DataFrame]:
    """Yield the flows of every type: one row for each ordered pair and year."""
    first, last = pl.max_horizontal("begin", "begin_other"), pl.min_horizontal("end", "end_other")
    years = met.with_columns(year=pl.int_ranges(first // 10_000, last // 10_000 + 1)).explode(
        "year", empty_as_null=False
    )
    begun = met.group_by("dispnum", "ccode", "ccode_other").agg(year=(first // 10_000).min())
    for kind, rows, value in (
        ("mid", years, pl.col("hostlev").max()),
        ("mid_fatality", years, pl.col("fatality").max()),
        ("mid_onset", begun, pl.col("dispnum").n_unique().cast(pl.Float64)),
    ):
        found = rows.group_by("year", actor="ccode", other="ccode_other").agg(value=value).drop_nulls("value")
        yield found.with_columns(type=pl.lit(kind), unit=pl.lit(UNITS[kind]))


def _day(year: str, month: str, day: str, unknown: int) -> pl.Expr:
    """Write a day as YYYYMMDD to compare it; an unknown day is the first or the last that it can be."""
    months = pl.col(month).fill_null(1 if unknown == 1 else 12)
    return (pl.col(year) * 10_000 + months * 100 + pl.col(day).fill_null(unknown)).cast(pl.Int64)
