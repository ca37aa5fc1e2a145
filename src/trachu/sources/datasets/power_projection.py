from __future__ import annotations

import polars as pl

from trachu.core.parts import dataset
from trachu.core.tables import CAPABILITIES, Frames
from trachu.core.words import Words
from trachu.sources import tabular

YEARS = (1816, 2018)
URL = "https://github.com/jandresgannon/DoDL"
STATES = {  # column: number of the Correlates of War
    "UK": "200", "Rus": "365", "France": "220", "Italy": "325", "Germany": "255", "USA": "2", "Japan": "740",
    "China": "710", "Austria-Hungary": "300",
}  # fmt: skip
HEADER = ("Year", *STATES)
# The columns go on with zeros where the state no longer was: Austria-Hungary, and Germany when it was divided.
ENDED, DIVIDED = ("Austria-Hungary", 1918), ("Germany", 1946, 1989)


@dataset(
    name="power_projection",
    version="2018",
    gives=(CAPABILITIES,),
    years=YEARS,
    header=HEADER,
    codes="cow",
    label=Words(
        en="Shares of global power projection (Lee and Thompson)", th="สัดส่วนการแผ่ขยายอำนาจระดับโลก (Lee และ Thompson)"
    ),
    url=URL,
    licence="Free to use with citation; the copy in the R package DoDL is under the MIT licence.",
    tier="B",
    cite=("dodl_powerprojection",),
)
def power_projection(raw: bytes) -> Frames:
    r"""Read the table of shares that the R package DoDL carries, a column per power, into `power_projection`.

    Shares sum to 1 in each year. A zero is as published: the state was there and counted for nothing.

    >>> frames = power_projection(
    ...     b"Year,UK,Rus,France,Italy,Germany,USA,Japan,China,Austria-Hungary\n"
    ...     b"1950,0.17,0,0.01,0,0,0.82,0,0,0\n"
    ... )
    >>> frames["capabilities"].select("actor", "year", "indicator", "value").rows()[0]
    ('200', 1950, 'power_projection', 0.17)
    """
    cells = tabular.required(tabular.sheet(raw, HEADER, url=URL), ("Year",), url=URL)
    wide = tabular.numbers(cells, HEADER, url=URL).rename({"Year": "year"})
    long = tabular.inside(wide, YEARS, url=URL).unpivot(list(STATES), index="year", variable_name="state")
    gone = (pl.col("state") == ENDED[0]) & (pl.col("year") > ENDED[1])
    divided = (pl.col("state") == DIVIDED[0]) & pl.col("year").is_between(*DIVIDED[1:])
    rows = (
        long.drop_nulls("value")
        .filter(~gone, ~divided)
        .select(
            "year",
            "value",
            actor=pl.col("state").replace_strict(STATES),
            indicator=pl.lit("power_projection"),
            unit=pl.lit("share of the global powers"),
        )
    )
    return {"capabilities": tabular.lay(CAPABILITIES, rows, url=URL)}
