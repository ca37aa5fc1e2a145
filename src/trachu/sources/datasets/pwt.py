from __future__ import annotations

import polars as pl

from trachu.core.parts import dataset
from trachu.core.tables import CAPABILITIES, Frames
from trachu.core.words import Words
from trachu.sources import tabular

YEARS = (1950, 2019)
URL = "https://www.rug.nl/ggdc/productivity/pwt/"
INDICATORS = {  # column: our indicator, unit; all are published in millions
    "rgdpe": ("rgdpe", "constant 2017 international USD"),
    "rgdpo": ("rgdpo", "constant 2017 international USD"),
    "rgdpna": ("rgdpna", "constant 2017 USD"),
    "pop": ("pop_pwt", "people"),
}
HEADER = ("countrycode", "country", "currency_unit", "year", *INDICATORS)
MILLION = 1e6


@dataset(
    name="pwt",
    version="10.01",
    gives=(CAPABILITIES,),
    years=YEARS,
    header=HEADER,
    codes="iso3",
    label=Words(en="Penn World Table", th="ตารางเพนน์เวิลด์ (Penn World Table)"),
    url=URL,
    licence="CC BY 4.0 (Groningen Growth and Development Centre).",
    tier="A",
    download=("https://dataverse.nl/api/access/datafile/354095",),
    later="11.0",
    cite=("feenstra2015next",),
)
def pwt(raw: bytes) -> Frames:
    r"""Read the sheet `Data` of pwt1001.xlsx, saved as CSV, into real GDP and population in base units.

    `rgdpe` compares living standards and `rgdpo` productive capacity across states and years,
    `rgdpna` follows the growth of national accounts. Population is kept apart from that of other
    sources (`pop_pwt`).

    >>> frames = pwt(
    ...     b"countrycode,country,currency_unit,year,rgdpe,rgdpo,pop,rgdpna\n"
    ...     b"THA,Thailand,Baht,2019,1200000,1150000,69.6,\n"
    ... )
    >>> frames["capabilities"].select("actor", "year", "indicator", "value").rows()[0]
    ('THA', 2019, 'rgdpe', 1200000000000.0)
    """
    cells = tabular.required(tabular.sheet(raw, HEADER, url=URL), ("countrycode", "year"), url=URL)
    wide = tabular.inside(tabular.numbers(cells, ("year", *INDICATORS), url=URL), YEARS, url=URL)
    series = [
        wide.drop_nulls(column).select(
            "year",
            actor="countrycode",
            indicator=pl.lit(name),
            value=pl.col(column) * MILLION,
            unit=pl.lit(unit),
        )
        for column, (name, unit) in INDICATORS.items()
    ]
    return {"capabilities": tabular.lay(CAPABILITIES, pl.concat(series), url=URL)}
