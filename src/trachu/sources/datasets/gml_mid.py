from __future__ import annotations

import polars as pl

from trachu.core.parts import Edition, dataset
from trachu.core.tables import FLOWS, PARTIES, Frames
from trachu.core.words import Words
from trachu.sources import disputes, tabular

YEARS = (1816, 2010)
URL = "https://internationalconflict.ua.edu/data-download/"
HEADER = (
    "dispnum", "ccode1", "ccode2", "year", "midongoing", "midonset", "sidea1", "sidea2", "fatality1", "hostlev1",
    "hostlev2",
)  # fmt: skip
MISSING = ("-9",)


@dataset(
    name="gml_mid",
    version="2.2.1",
    gives=(FLOWS, PARTIES),
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
    editions={"gml-2.2.1": Edition("2.2.1", 2010)},
)
def gml_mid(raw: bytes) -> Frames:
    r"""Read gml-ddy-disputes-2.2.1.csv, the directed dispute-years, into disputes of ordered pairs by year.

    Where two states had several disputes in a year there is one row: `mid_gml` is the highest level of
    hostility that the actor reached in any of them, 1 to 5, `mid_gml_fatality` the highest level of its own
    deaths, `mid_gml_onset` how many began. These corrected disputes stand apart from those of the Correlates of
    War (`mid`). Who was on which side, by year, stays in the parties of `GML:` and the number of the dispute.

    >>> frames = gml_mid(
    ...     b"dispnum,ccode1,ccode2,year,midongoing,midonset,sidea1,sidea2,fatality1,hostlev1,hostlev2\n"
    ...     b"2,2,200,1902,1,1,1,0,0,3,1\n9,2,200,1902,1,1,1,0,-9,4,1\n"
    ... )
    >>> frames["flows"].select("actor", "other", "year", "type", "value").rows()[:2]
    [('2', '200', 1902, 'mid_gml', 4.0), ('2', '200', 1902, 'mid_gml_fatality', 0.0)]
    """
    cells = tabular.required(tabular.sheet(raw, HEADER, url=URL), ("dispnum", "ccode1", "ccode2", "year"), url=URL)
    numbered = ("year", "midongoing", "midonset", "sidea1", "fatality1", "hostlev1")
    listed = tabular.numbers(cells, numbered, url=URL, missing=MISSING)
    held = tabular.inside(listed, YEARS, url=URL).filter(pl.col("midongoing") == 1)
    rows = pl.concat([
        _flow(held, "mid_gml", pl.col("hostlev1").max(), "hostility level"),
        _flow(held, "mid_gml_fatality", pl.col("fatality1").max(), "fatality level"),
        _flow(held.filter(pl.col("midonset") == 1), "mid_gml_onset", pl.len().cast(pl.Float64), "disputes"),
    ])  # fmt: skip
    spells = held.group_by("dispnum", ccode="ccode1", sidea="sidea1").agg(
        since=pl.col("year").min().cast(pl.String), until=pl.col("year").max().cast(pl.String)
    )
    flows = tabular.lay(FLOWS, rows.sort("year", "actor", "other", "type"), url=URL)
    return {"flows": flows, "parties": disputes.sides(spells, "GML", URL)}


def _flow(held: pl.DataFrame, kind: str, value: pl.Expr, unit: str) -> pl.DataFrame:
    found = held.group_by("year", actor="ccode1", other="ccode2").agg(value=value).drop_nulls("value")
    return found.with_columns(type=pl.lit(kind), unit=pl.lit(unit))
