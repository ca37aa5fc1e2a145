from __future__ import annotations

import polars as pl

from trachu.core.parts import dataset
from trachu.core.tables import FLOWS, Frames
from trachu.core.words import Words
from trachu.sources import pacts, tabular

URL, YEARS = pacts.URL, pacts.YEARS
HEADER = ("year", "stateA", "stateB", "atopally", *pacts.FLAGS)


@dataset(
    name="atop_directed_dyads",
    version="5.1",
    gives=(FLOWS,),
    years=YEARS,
    header=HEADER,
    codes="cow",
    label=Words(en="ATOP: obligations of ordered pairs by year", th="ATOP: พันธกรณีของคู่รัฐแบบมีทิศทางรายปี"),
    url=URL,
    licence=pacts.LICENCE,
    tier="B",
    download=pacts.DOWNLOAD,
    cite=pacts.CITE,
    editions=pacts.EDITIONS,
)
def atop_directed_dyads(raw: bytes) -> Frames:
    r"""Read the directed dyad-year file atop5_1ddyr.csv, or the archive it comes in, into flows.

    `atop_defense` and so on: what state A owes state B under any alliance in force on some day of the year, as
    the authors of ATOP worked it out, `atop_ally` that it owes anything. Only what is owed has a row; in the
    years of the file a pair without one owed nothing. The dataset `atop` gives the same from the members of
    alliances, save where a treaty names who benefits (see its explanation).

    >>> frames = atop_directed_dyads(
    ...     b"ddyad,year,stateA,stateB,atopally,defense,offense,neutral,nonagg,consul,version\n"
    ...     b"2800,1954,2,800,1,1,0,0,0,0,5.1\n"
    ... )
    >>> frames["flows"].select("actor", "other", "year", "type", "value").rows()
    [('2', '800', 1954, 'atop_ally', 1.0), ('2', '800', 1954, 'atop_defense', 1.0)]
    """
    cells = tabular.required(tabular.sheet(raw, HEADER, url=URL), ("year", "stateA", "stateB"), url=URL)
    rows = tabular.inside(tabular.numbers(cells, ("year", "atopally", *pacts.FLAGS), url=URL), YEARS, url=URL)
    wide = rows.rename({"stateA": "actor", "stateB": "other"})
    owed = pacts.obligations(wide, ["actor", "other", "year"], "atop_", "type")
    return {"flows": tabular.lay(FLOWS, owed.with_columns(unit=pl.lit("yes or no")), url=URL)}
