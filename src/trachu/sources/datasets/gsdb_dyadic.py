from __future__ import annotations

import polars as pl

from trachu.core.parts import dataset
from trachu.core.tables import FLOWS, Frames
from trachu.core.words import Words
from trachu.sources import tabular

YEARS = (1949, 2023)
URL = "https://globalsanctionsdatabase.com/"
SIDES = ("sanctioning_state_iso3", "sanctioned_state_iso3")
KINDS = ("trade", "arms", "military", "financial", "travel", "other")
HEADER = ("case_id", "year", *SIDES, *KINDS)
UNIT = "cases"


@dataset(
    name="gsdb_dyadic",
    version="4",
    gives=(FLOWS,),
    years=YEARS,
    header=HEADER,
    codes="iso3",
    label=Words(
        en="Global Sanctions Data Base (GSDB), by pair and year", th="ฐานข้อมูลมาตรการคว่ำบาตรโลก (GSDB) รายคู่รายปี"
    ),
    url=URL,
    licence="Free for research on request; not to be passed on. Bring your own copy.",
    tier="C",
    cite=("felbermayr2020gsdb",),
)
def gsdb_dyadic(raw: bytes) -> Frames:
    r"""Read GSDB_V4_dyadic.dta (or as text), a row per case, pair and year, into sanctions in force by pair and year.

    The same flows as those of the cases (dataset `gsdb`), with members of senders such as the European Union as
    senders of their own: `sanction` counts the cases in force, `sanction:` with a kind those that use it. Rows
    without a code of either side are left out, since they are no pair of states.

    >>> frames = gsdb_dyadic(
    ...     b"case_id,sanctioned_state,sanctioning_state,sanctioned_state_iso3,sanctioning_state_iso3,year,arms,"
    ...     b"military,trade,descr_trade,financial,travel,other\n"
    ...     b"9,Graustark,Ruritania,LAO,THA,2006,1,0,1,exp_part,0,0,0\n"
    ... )
    >>> frames["flows"].select("actor", "other", "year", "type", "value").rows()[:2]
    [('THA', 'LAO', 2006, 'sanction', 1.0), ('THA', 'LAO', 2006, 'sanction:arms', 1.0)]
    """
    cells = tabular.required(tabular.sheet(raw, HEADER, url=URL), ("case_id", "year"), url=URL)
    rows = tabular.inside(tabular.numbers(cells, ("year", *KINDS), url=URL), YEARS, url=URL).drop_nulls(SIDES)
    kinds = {"sanction": pl.lit(True), **{f"sanction:{kind}": pl.col(kind) == 1 for kind in KINDS}}
    counted = [
        rows.filter(used)
        .group_by("year", actor=SIDES[0], other=SIDES[1])
        .agg(value=pl.col("case_id").n_unique().cast(pl.Float64))
        .with_columns(type=pl.lit(kind), unit=pl.lit(UNIT))
        for kind, used in kinds.items()
    ]
    return {"flows": tabular.lay(FLOWS, pl.concat(counted).sort("year", "actor", "other", "type"), url=URL)}
