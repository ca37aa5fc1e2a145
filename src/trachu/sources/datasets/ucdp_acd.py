from __future__ import annotations

import polars as pl

from trachu.core.parts import Edition, dataset
from trachu.core.tables import CAPABILITIES, FLOWS, Frames
from trachu.core.words import Words
from trachu.sources import tabular

YEARS = (1946, 2025)
URL = "https://ucdp.uu.se/downloads/"
HEADER = (
    "conflict_id",
    "location",
    "side_a",
    "side_b",
    "year",
    "intensity_level",
    "type_of_conflict",
    "gwno_a",
    "gwno_b",
)
UNIT = "intensity level"
EDITIONS = {  # each ends with the year before it was published
    "26.1": Edition("26.1", 2025, ("gleditsch2002armed", "ucdp_acd261")),
    "25.1": Edition("25.1", 2024, ("gleditsch2002armed", "ucdp_acd251")),
}
BETWEEN_STATES, WITHIN = 2, (3.0, 4.0)


@dataset(
    name="ucdp_acd",
    version="26.1",
    gives=(CAPABILITIES, FLOWS),
    years=YEARS,
    header=HEADER,
    codes="gw",
    label=Words(en="UCDP/PRIO armed conflicts", th="ความขัดแย้งกันด้วยอาวุธ (UCDP/PRIO)"),
    url=URL,
    licence="CC BY 4.0 (UCDP/PRIO).",
    tier="A",
    download=("https://ucdp.uu.se/downloads/ucdpprio/ucdp-prio-acd-261-csv.zip",),
    cite=("gleditsch2002armed", "ucdp_acd261"),
    editions=EDITIONS,
)
def ucdp_acd(raw: bytes) -> Frames:
    r"""Read UcdpPrioConflict_v26_1.csv, or v25_1, into conflicts between states by pair and within states.

    Conflicts between states become flows `armed_conflict` in both directions between each state of
    side A and each of side B; those within a state become its indicator `internal_conflict`. The
    value is the highest intensity of the year: 1 for 25 to 999 deaths in battle, 2 for 1,000 or
    more. One row per state or pair and year, however many conflicts; states that support a side
    (the second parties) and conflicts over colonies are left out.

    >>> frames = ucdp_acd(
    ...     b"conflict_id,location,side_a,side_b,year,intensity_level,type_of_conflict,gwno_a,gwno_b\n"
    ...     b'409,"Eritrea, Ethiopia",Government of Eritrea,Government of Ethiopia,2000,2,2,531,530\n'
    ...     b'11342,Thailand,Government of Thailand,Patani insurgents,2012,1,3,800,\n'
    ... )
    >>> frames["flows"].select("actor", "other", "year", "value").rows()
    [('530', '531', 2000, 2.0), ('531', '530', 2000, 2.0)]
    >>> frames["capabilities"].select("actor", "year", "indicator", "value").rows()
    [('800', 2012, 'internal_conflict', 1.0)]
    """
    cells = tabular.required(tabular.sheet(raw, HEADER, url=URL), ("conflict_id", "year", "gwno_a"), url=URL)
    years = tabular.numbers(cells, ("year", "intensity_level", "type_of_conflict"), url=URL)
    ends = tabular.covered(raw, HEADER, EDITIONS, YEARS)
    years = tabular.inside(years, ends, url=URL).with_columns(_listed("gwno_a"), _listed("gwno_b"))
    within = years.filter(pl.col("type_of_conflict").is_in(WITHIN)).explode("gwno_a", empty_as_null=False)
    inside = _highest(within.rename({"gwno_a": "actor"}), ["actor", "year"])
    between = years.filter(type_of_conflict=BETWEEN_STATES)
    for side in ("gwno_a", "gwno_b"):
        between = between.explode(side, empty_as_null=False)
    pairs = [
        between.select("year", "intensity_level", actor=one, other=other)
        for one, other in (("gwno_a", "gwno_b"), ("gwno_b", "gwno_a"))
    ]
    both = _highest(pl.concat(pairs).drop_nulls(["actor", "other"]), ["actor", "other", "year"])
    return {
        "capabilities": tabular.lay(CAPABILITIES, inside.with_columns(indicator=pl.lit("internal_conflict")), url=URL),
        "flows": tabular.lay(FLOWS, both.with_columns(type=pl.lit("armed_conflict")), url=URL),
    }


def _listed(column: str) -> pl.Expr:
    """Split a cell with several states, such as 900, 200, 2."""
    return pl.col(column).str.replace_all(r"\.0\b", "").str.extract_all(r"\d+")


def _highest(rows: pl.DataFrame, key: list[str]) -> pl.DataFrame:
    highest = rows.group_by(key).agg(value=pl.col("intensity_level").max())
    return highest.with_columns(unit=pl.lit(UNIT)).sort(key)
