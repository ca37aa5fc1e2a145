from __future__ import annotations

import polars as pl

from trachu.core.parts import dataset
from trachu.core.tables import CAPABILITIES, Frames
from trachu.core.words import Words
from trachu.sources import tabular

YEARS = (1816, 2019)
URL = "https://doi.org/10.7910/DVN/FALCGS"
INDICATORS = {  # column of the mean: our indicator, unit, factor to the base unit
    "mrgdppc": ("gdppc_fariss", "constant international USD per person", 1.0),
    "pwtrgdp": ("gdp_fariss", "constant international USD", 1e6),
    "pwtpop": ("pop_fariss", "people", 1e6),
}
HEADER = ("ccode", "year", *(name for mean in INDICATORS for name in (mean, f"sd_{mean}")))


@dataset(
    name="fariss",
    version="isard",
    gives=(CAPABILITIES,),
    years=YEARS,
    header=HEADER,
    codes="cow",
    label=Words(
        en="GDP and population with uncertainty (Fariss and others)",
        th="ผลิตภัณฑ์มวลรวมในประเทศและประชากรพร้อมค่าความไม่แน่นอน (Fariss และคณะ)",
    ),
    url=URL,
    licence="Free to use with citation of Fariss and others (2022).",
    tier="B",
    cite=("fariss2022new",),
)
def fariss(raw: bytes) -> Frames:
    r"""Read the estimates as the R package isard lays them out (`cw_gdppop`, written as CSV), in base units.

    The archive of the authors holds R files only; isard publishes their means and standard
    deviations by state of the Correlates of War and year. GDP and population are published in
    millions. The indicators end in `_fariss`, to stay apart from current GDP. The standard deviations
    are large (some 40 per cent for GDP) and correlated within a state.

    >>> frames = fariss(
    ...     b"ccode,year,mrgdppc,sd_mrgdppc,pwtrgdp,sd_pwtrgdp,pwtpop,sd_pwtpop\n800,2000,5000,500,300,100,62.5,0.5\n"
    ... )
    >>> frames["capabilities"].select("actor", "year", "indicator", "value", "sd").rows()[1:]
    [('800', 2000, 'gdp_fariss', 300000000.0, 100000000.0), ('800', 2000, 'pop_fariss', 62500000.0, 500000.0)]
    """
    cells = tabular.required(tabular.sheet(raw, HEADER, url=URL), ("ccode", "year"), url=URL)
    wide = tabular.inside(tabular.numbers(cells, HEADER[1:], url=URL), YEARS, url=URL)
    series = [
        wide.drop_nulls(mean).select(
            "year",
            actor="ccode",
            indicator=pl.lit(name),
            value=pl.col(mean) * factor,
            sd=pl.col(f"sd_{mean}") * factor,
            unit=pl.lit(unit),
        )
        for mean, (name, unit, factor) in INDICATORS.items()
    ]
    return {"capabilities": tabular.lay(CAPABILITIES, pl.concat(series), url=URL)}
