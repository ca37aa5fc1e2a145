from __future__ import annotations

import polars as pl

from trachu.core.parts import Edition, dataset
from trachu.core.tables import PARTIES, TIES, Frames
from trachu.core.words import Words
from trachu.sources import tabular

YEARS = (1816, 2024)
URL = "https://correlatesofwar.org/data-sets/state-system-membership/"
HEADER = ("stateabb", "ccode", "styear", "stmonth", "stday", "endyear", "endmonth", "endday", "version")
TIE = "LIST:COW-MAJORS"
EDITIONS = {"2016": Edition("2016", 2016, ("cow_system2016",)), "2024": Edition("2024", 2024, ("cow_system2024",))}


@dataset(
    name="cow_majors",
    version="2024",
    gives=(TIES, PARTIES),
    years=YEARS,
    header=HEADER,
    codes="cow",
    label=Words(en="Major powers (Correlates of War)", th="รายชื่อมหาอำนาจ (Correlates of War)"),
    url=URL,
    licence="Correlates of War: free to use with citation; not to be passed on as one's own copy.",
    tier="B",
    download=("https://correlatesofwar.org/wp-content/uploads/MajorPowers2024.zip",),
    cite=("cow_system2024",),
    editions=EDITIONS,
)
def cow_majors(raw: bytes) -> Frames:
    r"""Read majors2024.csv or majors2016.csv into one list and its members, a row for each spell as a major power.

    The last day of the list closes the spells of those who are still on it: after that day the
    list says nothing, neither that a state is a major power nor that it is not. The file says which edition it is
    (column `version`).

    >>> frames = cow_majors(
    ...     b"stateabb,ccode,styear,stmonth,stday,endyear,endmonth,endday,version\n"
    ...     b"FRN,220,1816,1,1,1940,6,22,2016\n"
    ...     b"FRN,220,1945,8,15,2016,12,31,2016\n"
    ... )
    >>> frames["ties"].select("tie", "type", "until").row(0)
    ('LIST:COW-MAJORS', 'list', '2016-12-31')
    >>> frames["parties"].select("actor", "since", "until").rows()
    [('220', '1816-01-01', '1940-06-22'), ('220', '1945-08-15', '2016-12-31')]
    """
    cells = tabular.required(tabular.sheet(raw, HEADER, url=URL, more=None), HEADER, url=URL)
    if "statenme" in cells.columns:
        raise tabular.fault(
            "This is the list of all states, not of the major powers.", "แฟ้มนี้เป็นรายชื่อรัฐทั้งหมด ไม่ใช่รายชื่อมหาอำนาจ", URL
        )
    days = tabular.numbers(cells, HEADER[2:8], url=URL)
    years = tabular.covered(raw, HEADER, EDITIONS, YEARS)
    for column in ("styear", "endyear"):
        days = tabular.inside(days, years, url=URL, column=column)
    spells = days.select(
        pl.col("ccode").alias("actor"),
        tabular.edtf("styear", "stmonth", "stday").alias("since"),
        tabular.edtf("endyear", "endmonth", "endday").alias("until"),
    )
    return tabular.membership(TIE, spells, url=URL)
