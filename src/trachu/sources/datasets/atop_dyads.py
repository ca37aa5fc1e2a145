from __future__ import annotations

import polars as pl

from trachu.core.parts import dataset
from trachu.core.tables import FLOWS, Frames
from trachu.core.words import Words
from trachu.sources import pacts, tabular

URL, YEARS = pacts.URL, pacts.YEARS
HEADER = ("year", "mem1", "mem2", "atopally", *pacts.FLAGS)
SIDES = (("mem1", "mem2"), ("mem2", "mem1"))


@dataset(
    name="atop_dyads",
    version="5.1",
    gives=(FLOWS,),
    years=YEARS,
    header=HEADER,
    codes="cow",
    label=Words(en="ATOP: obligations of pairs by year", th="ATOP: พันธกรณีของคู่รัฐรายปี"),
    url=URL,
    licence=pacts.LICENCE,
    tier="B",
    download=pacts.DOWNLOAD,
    cite=pacts.CITE,
    editions=pacts.EDITIONS,
)
def atop_dyads(raw: bytes) -> Frames:
    r"""Read the dyad-year file atop5_1dy.csv, or the archive it comes in, into flows that are alike both ways.

    `atop_pair_defense` and so on: one of the two owes the other that obligation under any alliance in force on
    some day of the year, whichever of them, `atop_pair_ally` that they are allied at all. Only what is owed has
    a row; in the years of the file a pair without one was not allied.

    >>> frames = atop_dyads(
    ...     b"dyad,year,mem1,mem2,atopally,defense,offense,neutral,nonagg,consul,version\n"
    ...     b"2800,1954,2,800,1,1,0,0,0,0,5.1\n"
    ... )
    >>> frames["flows"].filter(type="atop_pair_defense").select("actor", "other", "year", "value").rows()
    [('2', '800', 1954, 1.0), ('800', '2', 1954, 1.0)]
    """
    cells = tabular.required(tabular.sheet(raw, HEADER, url=URL), ("year", "mem1", "mem2"), url=URL)
    rows = tabular.inside(tabular.numbers(cells, ("year", "atopally", *pacts.FLAGS), url=URL), YEARS, url=URL)
    values = ("year", "atopally", *pacts.FLAGS)
    wide = pl.concat([rows.select(*values, actor=one, other=other) for one, other in SIDES])
    owed = pacts.obligations(wide, ["actor", "other", "year"], "atop_pair_", "type")
    return {"flows": tabular.lay(FLOWS, owed.with_columns(unit=pl.lit("yes or no")), url=URL)}
