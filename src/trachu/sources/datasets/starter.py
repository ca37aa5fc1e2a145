from __future__ import annotations

import polars as pl

from trachu.core.parts import dataset
from trachu.core.tables import CAPABILITIES, Frames
from trachu.core.words import Words
from trachu.sources import tabular

YEARS = (1990, 2022)
URL = "trachu/bench/samples/starter.csv"
HEADER = ("actor", "year", "indicator", "value", "unit", "sd", "cite")


@dataset(
    name="starter",
    version="1",
    gives=(CAPABILITIES,),
    years=YEARS,
    header=HEADER,
    codes="iso3",
    label=Words(en="Starter table of capabilities", th="ตารางขีดความสามารถตั้งต้น"),
    url=URL,
    licence="Published figures with their sources; GDP and population from the World Bank (CC BY 4.0).",
    tier="A",
    cite=("worldbank_wdi", "cow_nmc7", "singer1972distribution"),
)
def starter(raw: bytes) -> Frames:
    r"""Read the bundled table of published figures: some thirty states in benchmark years, each with its source.

    It lets the sample bench run before any dataset was added; a full dataset is preferred to it.

    >>> frames = starter(
    ...     b"actor,year,indicator,value,unit,sd,cite\nTHA,2022,cinc,0.007893,share of world,,cow_nmc7\n"
    ... )
    >>> frames["capabilities"].select("actor", "year", "indicator", "value", "sd").rows()
    [('THA', 2022, 'cinc', 0.007893, None)]
    """
    cells = tabular.sheet(raw, HEADER, url=URL)
    cells = tabular.required(cells, ("actor", "year", "indicator", "value", "unit", "cite"), url=URL)
    figures = tabular.inside(tabular.numbers(cells, ("year", "value", "sd"), url=URL), YEARS, url=URL)
    rows = figures.select(pl.exclude("cite"))
    return {"capabilities": tabular.lay(CAPABILITIES, rows, url=URL)}
