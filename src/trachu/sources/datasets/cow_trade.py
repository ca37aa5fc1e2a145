from __future__ import annotations

import polars as pl

from trachu.core.parts import Edition, dataset
from trachu.core.tables import FLOWS, Frames
from trachu.core.words import Words
from trachu.sources import tabular

YEARS = (1870, 2014)
URL = "https://correlatesofwar.org/data-sets/bilateral-trade/"
HEADER = ("ccode1", "ccode2", "year", "importer1", "importer2", "flow1", "flow2")
UNIT = "million current USD"
MISSING = ("-9",)


@dataset(
    name="cow_trade",
    version="4.0",
    gives=(FLOWS,),
    years=YEARS,
    header=HEADER,
    codes="cow",
    label=Words(en="Bilateral trade (Correlates of War)", th="การค้าทวิภาคี (Correlates of War)"),
    url=URL,
    licence="Correlates of War: free to use with citation; not to be passed on as one's own copy.",
    tier="B",
    download=("https://correlatesofwar.org/wp-content/uploads/COW_Trade_4.0.zip",),
    cite=("barbieri2009trading",),
    editions={"4": Edition("4.0", 2014)},
)
def cow_trade(raw: bytes) -> Frames:
    r"""Read Dyadic_COW_4.0.csv, or the archive it comes in, into trade from exporter to importer by year.

    The file gives imports: flow1 those of the first state from the second, flow2 the reverse. Here
    the actor is the exporter and the other the importer. Missing values (-9) have no row; a
    published zero stays a zero. The smoothed and interpolated series of the file are not read.

    >>> frames = cow_trade(
    ...     b"ccode1,ccode2,year,importer1,importer2,flow1,flow2,smoothflow1,smoothflow2\n"
    ...     b"2,800,1950,United States of America,Thailand,75.5,-9,75.5,-9\n"
    ... )
    >>> frames["flows"].select("actor", "other", "year", "type", "value").rows()
    [('800', '2', 1950, 'trade', 75.5)]
    """
    cells = tabular.required(tabular.sheet(raw, HEADER, url=URL), ("ccode1", "ccode2", "year"), url=URL)
    pairs = tabular.inside(tabular.numbers(cells, ("year", "flow1", "flow2"), url=URL, missing=MISSING), YEARS, url=URL)
    imports = [
        pairs.select("year", actor=exporter, other=importer, value=flow)
        for exporter, importer, flow in (("ccode2", "ccode1", "flow1"), ("ccode1", "ccode2", "flow2"))
    ]
    known = pl.concat(imports).filter(pl.col("value") >= 0)
    rows = known.with_columns(type=pl.lit("trade"), unit=pl.lit(UNIT)).sort("year", "actor", "other")
    return {"flows": tabular.lay(FLOWS, rows, url=URL)}
