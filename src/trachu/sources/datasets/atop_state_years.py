from __future__ import annotations

import polars as pl

from trachu.core.parts import dataset
from trachu.core.tables import CAPABILITIES, Frames
from trachu.core.words import Words
from trachu.sources import pacts, tabular

URL, YEARS = pacts.URL, pacts.YEARS
HEADER = ("state", "year", "atopally", "number", *pacts.FLAGS)


@dataset(
    name="atop_state_years",
    version="5.1",
    gives=(CAPABILITIES,),
    years=YEARS,
    header=HEADER,
    codes="cow",
    label=Words(en="ATOP: alliances of a state by year", th="ATOP: พันธมิตรของรัฐรายปี"),
    url=URL,
    licence=pacts.LICENCE,
    tier="B",
    download=pacts.DOWNLOAD,
    cite=pacts.CITE,
    editions=pacts.EDITIONS,
)
def atop_state_years(raw: bytes) -> Frames:
    r"""Read the state-year file atop5_1sy.csv, or the archive it comes in, into indicators of states.

    `atop_pacts` is the number of alliances that a state was in on any day of the year, `atop_state_ally` that it
    was in one, `atop_state_defense` and so on that it owed somebody that obligation. The file has only states with an
    alliance: in its years a state without a row had none.

    >>> frames = atop_state_years(
    ...     b"state,year,atopally,defense,offense,neutral,nonagg,consul,number,transyr,atopid1,version\n"
    ...     b"800,1954,1,1,0,0,1,1,1,1,3260,5.1\n"
    ... )
    >>> frames["capabilities"].select("actor", "year", "indicator", "value").rows()[:3]
    [('800', 1954, 'atop_pacts', 1.0), ('800', 1954, 'atop_state_ally', 1.0), ('800', 1954, 'atop_state_defense', 1.0)]
    """
    cells = tabular.required(tabular.sheet(raw, HEADER, url=URL), HEADER, url=URL)
    rows = tabular.inside(tabular.numbers(cells, HEADER[1:], url=URL), YEARS, url=URL)
    wide = rows.rename({"state": "actor"})
    count = wide.select("actor", "year", indicator=pl.lit("atop_pacts"), value="number", unit=pl.lit("alliances"))
    owed = pacts.obligations(wide, ["actor", "year"], "atop_state_", "indicator").with_columns(unit=pl.lit("yes or no"))
    return {"capabilities": tabular.lay(CAPABILITIES, pl.concat([count, owed]), url=URL)}
