from __future__ import annotations

import polars as pl

from trachu.core.parts import dataset
from trachu.core.tables import FLOWS, Frames
from trachu.core.words import Words
from trachu.sources import tabular

YEARS = (1950, 2024)
URL = "https://github.com/meflynn/troopdata"
HEADER = ("countryname", "year", "ccode", "iso3c", "region", "troops_ad")
AMERICA = "2"
NOT_STATES = 1000  # numbers of the package's own, for territories and ships
# The file gives West Germany the number of Germany, which nobody holds in those years.
GERMANY, WEST_GERMANY, DIVIDED = "255", "260", (1949, 1989)


@dataset(
    name="us_troops",
    version="2024",
    gives=(FLOWS,),
    years=YEARS,
    header=HEADER,
    codes="cow",
    label=Words(en="United States troops abroad", th="กำลังพลสหรัฐอเมริกาในต่างประเทศ"),
    url=URL,
    licence="Public domain (US Department of Defense), compiled by the R package troopdata (GPL-3); cite its authors.",
    tier="A",
    cite=("allen2022troops",),
)
def us_troops(raw: bytes) -> Frames:
    r"""Read troopdata-rebuild-country-year.csv of troopdata into active-duty troops stationed in each state.

    Rows of one state (such as a part of it that is reported apart) are added up; territories that
    have no number of the Correlates of War are left out. A published zero stays a zero.

    >>> frames = us_troops(
    ...     b"countryname,year,ccode,iso3c,region,troops_ad\n"
    ...     b"Thailand,1968,800,THA,Asia,47000\nGuam,1968,1008,GUM,Asia,9\n"
    ... )
    >>> frames["flows"].select("actor", "other", "year", "type", "value").rows()
    [('2', '800', 1968, 'troops', 47000.0)]
    """
    cells = tabular.required(tabular.sheet(raw, HEADER, url=URL), ("year", "ccode"), url=URL)
    hosts = tabular.inside(tabular.numbers(cells, ("year", "troops_ad"), url=URL), YEARS, url=URL)
    number = pl.col("ccode").cast(pl.Int64, strict=False)
    states = hosts.filter(number < NOT_STATES, pl.col("ccode") != AMERICA).drop_nulls("troops_ad")
    west = (pl.col("ccode") == GERMANY) & pl.col("year").is_between(*DIVIDED)
    coded = states.with_columns(other=pl.when(west).then(pl.lit(WEST_GERMANY)).otherwise("ccode"))
    summed = coded.group_by("other", "year", maintain_order=True).agg(value=pl.col("troops_ad").sum())
    rows = summed.with_columns(actor=pl.lit(AMERICA), type=pl.lit("troops"), unit=pl.lit("people"))
    return {"flows": tabular.lay(FLOWS, rows, url=URL)}
