from __future__ import annotations

import polars as pl

from trachu.core.parts import dataset
from trachu.core.tables import FLOWS, Frames
from trachu.core.words import Words
from trachu.sources import tabular

YEARS = (1949, 2023)
URL = "https://globalsanctionsdatabase.com/"
KINDS = ("trade", "arms", "military", "financial", "travel", "other")
HEADER = ("case_id", "sanctioned_state", "sanctioning_state", "begin", "end", *KINDS, "objective", "success")
UNIT = "cases"
# Names that have a comma in them, which otherwise stands between names.
WITH_COMMA = {
    "Korea, North": "North Korea",
    "Korea, South": "South Korea",
    "Egypt, Arab Rep.": "Egypt",
    "Congo, Democratic Republic of the": "Democratic Republic of the Congo",
    "Gambia, The": "Gambia",
    "Yemen, North": "North Yemen",
}


@dataset(
    name="gsdb",
    version="4",
    gives=(FLOWS,),
    years=YEARS,
    header=HEADER,
    codes="name",
    label=Words(en="Global Sanctions Data Base (GSDB)", th="ฐานข้อมูลมาตรการคว่ำบาตรโลก (GSDB)"),
    url=URL,
    licence="Free for research on request; not to be passed on. Bring your own copy.",
    tier="C",
    cite=("felbermayr2020gsdb",),
)
def gsdb(raw: bytes) -> Frames:
    r"""Read GSDB_V4.csv, a row per case, into sanctions in force from each sender on each target by year.

    The flow `sanction` counts the cases in force in a year, and `sanction:` with a kind (trade,
    arms, military, financial, travel, other) those that use it. A case with several senders or
    targets counts for each pair of them. A sender may be an organisation.

    >>> frames = gsdb(
    ...     b"case_id,sanctioned_state,sanctioning_state,begin,end,trade,descr_trade,arms,military,financial,travel,"
    ...     b"other,target_mult,sender_mult,objective,success\n"
    ...     b'9,"Korea, North",Ruritania,2006,2006,1,exp_part,1,0,0,0,0,0,0,policy_change,ongoing\n'
    ... )
    >>> frames["flows"].select("actor", "other", "year", "type", "value").rows()[:2]
    [('Ruritania', 'North Korea', 2006, 'sanction', 1.0), ('Ruritania', 'North Korea', 2006, 'sanction:arms', 1.0)]
    """
    cells = tabular.required(tabular.sheet(raw, HEADER, url=URL), HEADER[:5], url=URL)
    cases = tabular.numbers(cells, ("begin", "end", *KINDS), url=URL)
    for column in ("begin", "end"):
        cases = tabular.inside(cases, YEARS, url=URL, column=column)
    named = cases.with_columns(_names("sanctioning_state"), _names("sanctioned_state"))
    for column in ("sanctioning_state", "sanctioned_state"):
        named = named.explode(column, empty_as_null=False)
    years = named.with_columns(year=pl.int_ranges("begin", pl.col("end") + 1)).explode("year", empty_as_null=False)
    kinds = {"sanction": pl.lit(True), **{f"sanction:{kind}": pl.col(kind) == 1 for kind in KINDS}}
    counted = [
        years.filter(used)
        .group_by("year", actor="sanctioning_state", other="sanctioned_state")
        .agg(value=pl.col("case_id").n_unique().cast(pl.Float64))
        .with_columns(type=pl.lit(kind), unit=pl.lit(UNIT))
        for kind, used in kinds.items()
    ]
    rows = pl.concat(counted).sort("year", "actor", "other", "type")
    return {"flows": tabular.lay(FLOWS, rows, url=URL)}


def _names(column: str) -> pl.Expr:
    """Split a cell with several names."""
    text = pl.col(column)
    for written, name in WITH_COMMA.items():
        text = text.str.replace_all(written, name, literal=True)
    return text.str.split(",").list.eval(pl.element().str.strip_chars()).list.unique(maintain_order=True)
