from __future__ import annotations

import polars as pl

from trachu.core.parts import dataset
from trachu.core.tables import CAPABILITIES, Frames
from trachu.core.words import Words
from trachu.sources import tabular

YEARS = (1, 2022)
URL = "https://www.rug.nl/ggdc/historicaldevelopment/maddison/releases/maddison-project-database-2023"
HEADER = ("countrycode", "country", "region", "year", "gdppc", "pop")
DOLLARS = "2011 international USD"
THOUSAND = 1e3


@dataset(
    name="maddison",
    version="2023",
    gives=(CAPABILITIES,),
    years=YEARS,
    header=HEADER,
    codes="iso3",
    label=Words(en="Maddison Project Database", th="ฐานข้อมูลโครงการแมดดิสัน"),
    url=URL,
    licence="CC BY 4.0 (Groningen Growth and Development Centre).",
    tier="A",
    download=("https://dataverse.nl/api/access/datafile/421302",),
    cite=("bolt2025maddison",),
)
def maddison(raw: bytes) -> Frames:
    r"""Read the sheet `Full data` of mpd2023_web.xlsx, saved as CSV, into GDP, GDP per person and population.

    Where both are known, GDP = GDP per person × population. The indicators end in `_maddison`, to
    be kept apart from those of other sources; population is published in thousands.

    >>> frames = maddison(
    ...     b"countrycode,country,region,year,gdppc,pop\nTHA,Thailand,South and South East Asia,1950,800,20000\n"
    ... )
    >>> frames["capabilities"].select("actor", "year", "indicator", "value").rows()[::2]
    [('THA', 1950, 'gdppc_maddison', 800.0), ('THA', 1950, 'gdp_maddison', 16000000000.0)]
    """
    cells = tabular.required(tabular.sheet(raw, HEADER, url=URL), ("countrycode", "year"), url=URL)
    wide = tabular.inside(tabular.numbers(cells, HEADER[3:], url=URL), YEARS, url=URL)
    people, each = pl.col("pop") * THOUSAND, pl.col("gdppc")
    values = {
        "gdppc_maddison": (each, f"{DOLLARS} per person"),
        "pop_maddison": (people, "people"),
        "gdp_maddison": (each * people, DOLLARS),
    }
    series = [
        wide.select("year", actor="countrycode", indicator=pl.lit(name), value=value, unit=pl.lit(unit))
        for name, (value, unit) in values.items()
    ]
    return {"capabilities": tabular.lay(CAPABILITIES, pl.concat(series).drop_nulls("value"), url=URL)}
