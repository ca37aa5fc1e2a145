from __future__ import annotations

import polars as pl

from trachu.core.parts import dataset
from trachu.core.tables import CAPABILITIES, Frames
from trachu.core.words import Words
from trachu.sources import tabular

YEARS = (1938, 2022)
URL = "https://ourworldindata.org/nuclear-weapons"
HEADER = ("Entity", "Year", "nuclear_weapons_status")
STATUS = (0, 3)
NAMES = {"Democratic Republic of Congo": "DR Congo", "Timor": "Timor-Leste"}  # as only this publisher writes them


@dataset(
    name="nuclear_status",
    version="2022",
    gives=(CAPABILITIES,),
    years=YEARS,
    header=HEADER,
    codes="name",
    label=Words(en="Nuclear weapons: considered, pursued, possessed", th="สถานะอาวุธนิวเคลียร์: พิจารณา แสวงหา ครอบครอง"),
    url=URL,
    licence="CC BY 4.0 (Our World in Data, after Bleek 2017).",
    tier="A",
    cite=("bleek2017nuclear", "owid_nuclear"),
)
def nuclear_status(raw: bytes) -> Frames:
    r"""Read the CSV of Our World in Data into the indicator `nuclear_status`.

    The value is 0 for none, 1 for a state that considers nuclear weapons, 2 for one that pursues
    them and 3 for one that possesses them.

    >>> frames = nuclear_status(
    ...     b"Entity,Year,nuclear_weapons_status,nuclear_weapons_possession\nThailand,2022,0,0\nIndia,1998,3,1\n"
    ... )
    >>> frames["capabilities"].select("actor", "year", "indicator", "value").rows()
    [('Thailand', 2022, 'nuclear_status', 0.0), ('India', 1998, 'nuclear_status', 3.0)]
    """
    cells = tabular.required(tabular.sheet(raw, HEADER, url=URL), ("Entity", "Year"), url=URL)
    years = tabular.numbers(cells, ("Year", "nuclear_weapons_status"), url=URL).rename({"Year": "year"})
    years = tabular.inside(years, YEARS, url=URL).drop_nulls("nuclear_weapons_status")
    strange = years.filter(~pl.col("nuclear_weapons_status").is_between(*STATUS))
    if strange.height:
        value = f"{strange['nuclear_weapons_status'][0]:g}"
        raise tabular.fault(
            f"The file has a status {value}; it is 0 to 3.", f"แฟ้มมีสถานะ {value} แต่ค่าต้องเป็น 0 ถึง 3", URL
        )
    rows = years.select(
        "year",
        actor=pl.col("Entity").replace(NAMES),
        indicator=pl.lit("nuclear_status"),
        value="nuclear_weapons_status",
        unit=pl.lit("status from 0 to 3"),
    )
    return {"capabilities": tabular.lay(CAPABILITIES, rows, url=URL)}
