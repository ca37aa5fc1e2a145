from __future__ import annotations

import polars as pl

from trachu.core.parts import Edition, dataset
from trachu.core.tables import PARTIES, TIES, Frames
from trachu.core.words import Words
from trachu.sources import tabular

YEARS = (1816, 2024)
URL = "https://correlatesofwar.org/data-sets/state-system-membership/"
SPELL = ("styear", "stmonth", "stday", "endyear", "endmonth", "endday")
HEADER = ("stateabb", "ccode", "statenme", *SPELL, "version")
TIE = "LIST:COW-STATES"
EDITIONS = {"2016": Edition("2016", 2016, ("cow_system2016",)), "2024": Edition("2024", 2024, ("cow_system2024",))}


@dataset(
    name="cow_states",
    version="2024",
    gives=(TIES, PARTIES),
    years=YEARS,
    header=HEADER,
    codes="cow",
    label=Words(en="State system membership (Correlates of War)", th="รายชื่อรัฐในระบบระหว่างประเทศ (Correlates of War)"),
    url=URL,
    licence="Correlates of War: free to use with citation; not to be passed on as one's own copy.",
    tier="B",
    download=("https://correlatesofwar.org/wp-content/uploads/States2024.zip",),
    cite=("cow_system2024",),
    editions=EDITIONS,
)
def cow_states(raw: bytes) -> Frames:
    r"""Read statelist2024.csv or states2016.csv into one list and its members, a row for each spell of a state.

    The last day of the list closes the spells of those who are still on it: of the years after that
    day the list says nothing. The edition of 2016 ends with 2016, that of 2024 with 2024; the file says which
    it is (column `version`).

    >>> frames = cow_states(
    ...     b"stateabb,ccode,statenme,styear,stmonth,stday,endyear,endmonth,endday,version\n"
    ...     b"THI,800,Thailand,1887,5,1,2024,12,31,2024\n"
    ... )
    >>> frames["ties"].select("tie", "type", "since", "until").row(0)
    ('LIST:COW-STATES', 'list', '1887-05-01', '2024-12-31')
    >>> frames["parties"].select("role", "actor", "since", "until").rows()
    [('member', '800', '1887-05-01', '2024-12-31')]
    """
    cells = tabular.required(tabular.sheet(raw, HEADER, url=URL), ("ccode", *SPELL), url=URL)
    days = tabular.numbers(cells, SPELL, url=URL)
    years = tabular.covered(raw, HEADER, EDITIONS, YEARS)
    for column in ("styear", "endyear"):
        days = tabular.inside(days, years, url=URL, column=column)
    spells = days.select(
        pl.col("ccode").alias("actor"),
        tabular.edtf("styear", "stmonth", "stday").alias("since"),
        tabular.edtf("endyear", "endmonth", "endday").alias("until"),
    )
    return tabular.membership(TIE, spells, url=URL)
