from __future__ import annotations

import polars as pl

from trachu.core.parts import Edition, dataset
from trachu.core.tables import FLOWS, Frames
from trachu.core.words import Words
from trachu.sources import tabular

YEARS = (1816, 2016)
URL = "https://correlatesofwar.org/data-sets/direct-contiguity/"
HEADER = ("statelno", "statelab", "statehno", "statehab", "conttype", "begin", "end")
UNIT = "kind of contiguity"
KINDS = (1, 5)  # 1 by land or a river; 2 to 5 by up to 12, 24, 150 and 400 miles of water


@dataset(
    name="cow_contiguity",
    version="3.2",
    gives=(FLOWS,),
    years=YEARS,
    header=HEADER,
    codes="cow",
    label=Words(en="Direct contiguity (Correlates of War)", th="การมีพรมแดนติดกัน (Correlates of War)"),
    url=URL,
    licence="Correlates of War: free to use with citation; not to be passed on as one's own copy.",
    tier="B",
    download=("https://correlatesofwar.org/wp-content/uploads/DirectContiguity320.zip",),
    cite=("stinnett2002contiguity",),
    editions={"3.2": Edition("3.2", 2016)},
)
def cow_contiguity(raw: bytes) -> Frames:
    r"""Read contdir.csv, or the archive it comes in, into a row per ordered pair of states and year.

    The value is the kind of contiguity: 1 by land or a river border, 2 to 5 across up to 12, 24,
    150 and 400 miles of water; where it changed within a year, the closest. A pair without a row in
    1816 to 2016 was farther apart; of later years the data say nothing.

    >>> frames = cow_contiguity(
    ...     b'dyad,statelno,statelab,statehno,statehab,conttype,begin,end,notes,version\n'
    ...     b'800812,800,THI,812,LAO,1,201512,201612,,3.2\n'
    ... )
    >>> frames["flows"].select("actor", "other", "year", "type", "value").rows()[:2]
    [('800', '812', 2015, 'contiguity', 1.0), ('812', '800', 2015, 'contiguity', 1.0)]
    """
    cells = tabular.required(tabular.sheet(raw, HEADER, url=URL), ("statelno", "statehno", "begin", "end"), url=URL)
    spells = tabular.numbers(cells, ("conttype", "begin", "end"), url=URL)
    spells = spells.filter(pl.col("conttype").is_between(*KINDS))
    spells = spells.with_columns((pl.col(name) // 100).alias(name) for name in ("begin", "end"))
    for column in ("begin", "end"):
        spells = tabular.inside(spells, YEARS, url=URL, column=column)
    years = spells.with_columns(year=pl.int_ranges("begin", pl.col("end") + 1)).explode("year", empty_as_null=False)
    pairs = [
        years.select("year", actor=one, other=other, value="conttype")
        for one, other in (("statelno", "statehno"), ("statehno", "statelno"))
    ]
    closest = pl.concat(pairs).group_by("actor", "other", "year").agg(pl.col("value").min())
    rows = closest.with_columns(type=pl.lit("contiguity"), unit=pl.lit(UNIT)).sort("year", "actor", "other")
    return {"flows": tabular.lay(FLOWS, rows, url=URL)}
