from __future__ import annotations

import polars as pl

from trachu.core.parts import dataset
from trachu.core.tables import FLOWS, Frames
from trachu.core.words import Words
from trachu.sources import tabular

YEARS = (1816, 2010)
URL = "https://internationalconflict.ua.edu/data-download/"
HEADER = ("dispnum", "ccode1", "ccode2", "year", "midongoing", "midonset", "hostlev1", "hostlev2")
UNIT = "hostility level"
MISSING = ("-9",)


@dataset(
    name="gml_mid",
    version="2.2.1",
    gives=(FLOWS,),
    years=YEARS,
    header=HEADER,
    codes="cow",
    label=Words(
        en="Militarized interstate disputes (Gibler, Miller and Little)",
        th="ข้อพิพาททางทหารระหว่างรัฐ (Gibler, Miller และ Little)",
    ),
    url=URL,
    licence="Free to use with citation of Gibler, Miller and Little (2016).",
    tier="B",
    cite=("gibler2016gml",),
)
def gml_mid(raw: bytes) -> Frames:
    r"""Read gml-ddy-disputes-2.2.1.csv, the directed dispute-years, into disputes of ordered pairs by year.

    Where two states had several disputes in a year there is one row: the value is the highest
    level of hostility that the actor reached in any of them, 1 to 5. The type `mid_gml` keeps these
    corrected disputes apart from those of the Correlates of War (`mid`).

    >>> frames = gml_mid(
    ...     b"dispnum,ccode1,ccode2,year,midongoing,midonset,hostlev1,hostlev2\n"
    ...     b"2,2,200,1902,1,1,3,1\n9,2,200,1902,1,1,4,1\n"
    ... )
    >>> frames["flows"].select("actor", "other", "year", "type", "value").rows()
    [('2', '200', 1902, 'mid_gml', 4.0)]
    """
    cells = tabular.required(tabular.sheet(raw, HEADER, url=URL), ("ccode1", "ccode2", "year"), url=URL)
    disputes = tabular.numbers(cells, ("year", "midongoing", "hostlev1"), url=URL, missing=MISSING)
    disputes = tabular.inside(disputes, YEARS, url=URL)
    rows = (
        disputes.filter(pl.col("midongoing") == 1)
        .group_by("year", actor="ccode1", other="ccode2")
        .agg(value=pl.col("hostlev1").max())
        .drop_nulls("value")
        .with_columns(type=pl.lit("mid_gml"), unit=pl.lit(UNIT))
        .sort("year", "actor", "other")
    )
    return {"flows": tabular.lay(FLOWS, rows, url=URL)}
