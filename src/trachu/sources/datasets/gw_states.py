from __future__ import annotations

import polars as pl

from trachu.core.parts import dataset
from trachu.core.tables import PARTIES, TIES, Frames
from trachu.core.words import Words
from trachu.sources import tabular

YEARS = (1816, 2020)
URL = "http://ksgleditsch.com/statelist.html"
HEADER = ("statenumber", "countryname", "start", "end")
TIE = "LIST:GW-STATES"


@dataset(
    name="gw_states",
    version="7",
    gives=(TIES, PARTIES),
    years=YEARS,
    header=HEADER,
    codes="gw",
    label=Words(en="Independent states (Gleditsch and Ward)", th="รายชื่อรัฐเอกราช (Gleditsch และ Ward)"),
    url=URL,
    licence="Free to use with citation of Gleditsch and Ward (1999).",
    tier="B",
    cite=("gleditsch1999revised",),
)
def gw_states(raw: bytes) -> Frames:
    r"""Read ksgmdw.txt, the list of independent states, into one list and its members.

    The microstates are a list of their own, microstates.txt, in the same layout; added as well, they
    join this list. The last day of the list closes the spells of those who are still on it: of the
    years after that day the list says nothing.

    >>> frames = gw_states(
    ...     b"statenumber\tstateid\tcountryname\tstart\tend\n"
    ...     b"800\tTHI\tThailand\t1816-01-01\t2020-12-31\n"
    ... )
    >>> frames["ties"].select("tie", "type", "until").row(0)
    ('LIST:GW-STATES', 'list', '2020-12-31')
    >>> frames["parties"].select("actor", "since", "until").rows()
    [('800', '1816-01-01', '2020-12-31')]
    """
    cells = tabular.required(tabular.sheet(raw, HEADER, url=URL), HEADER, url=URL)
    for column in ("start", "end"):
        _dated(cells, column)
    spells = cells.select(
        pl.col("statenumber").alias("actor"),
        pl.col("start").alias("since"),
        pl.col("end").alias("until"),
    )
    return tabular.membership(TIE, spells, url=URL)


def _dated(cells: pl.DataFrame, column: str) -> None:
    days = cells[column].str.to_date("%Y-%m-%d", strict=False)
    if days.null_count():
        wrong = cells[column].filter(days.is_null())[0]
        raise tabular.fault(
            f"{wrong!r} in {column} is not a date such as 1816-01-01.",
            f"{wrong!r} ในคอลัมน์ {column} ไม่ใช่วันที่ เช่น 1816-01-01",
            URL,
        )
    tabular.inside(pl.DataFrame({"year": days.dt.year()}), YEARS, url=URL)
