from __future__ import annotations

from trachu.core.parts import Edition, dataset
from trachu.core.tables import TIES, Frames
from trachu.core.words import Words
from trachu.sources import disputes

YEARS = (1816, 2014)
URL = "https://correlatesofwar.org/data-sets/mids/"


@dataset(
    name="cow_mid_disputes",
    version="5.0",
    gives=(TIES,),
    years=YEARS,
    header=(*disputes.HEADER, "ongo2014"),
    codes="cow",
    label=Words(en="Militarized interstate disputes: what came of each", th="ข้อพิพาททางทหารระหว่างรัฐ: ผลของแต่ละข้อพิพาท"),
    url=URL,
    licence="Correlates of War: free to use with citation; not to be passed on as one's own copy.",
    tier="B",
    download=("https://correlatesofwar.org/wp-content/uploads/MID-5-Data-and-Supporting-Materials.zip",),
    cite=("palmer2022mid5",),
    editions={"5": Edition("5.0", 2014), "5.01": Edition("5.01", 2014)},
)
def cow_mid_disputes(raw: bytes) -> Frames:
    r"""Read the disputes of MIDA 5.0.csv, or the archive it comes in, into a tie for each dispute.

    A tie `MID:` and its number, of the type `dispute`, has the first and last day and, with their levels as the
    codebook numbers them, hostility, deaths, the highest act, outcome, settlement and whether the other side
    answered. Who took part stands in the participants' file, the dataset `cow_mid`; with both, pairs of states
    have the variable `dispute` in frames.

    >>> frames = cow_mid_disputes(
    ...     b"dispnum,stday,stmon,styear,endday,endmon,endyear,outcome,settle,fatality,fatalpre,maxdur,mindur,"
    ...     b"hiact,hostlev,recip,numa,numb,ongo2014,version\n2,-9,7,1902,24,1,1903,6,1,0,-9,208,178,7,3,0,1,1,0,5\n"
    ... )
    >>> frames["ties"].select("tie", "since", "until").row(0)
    ('MID:2', '1902-07', '1903-01-24')
    >>> frames["ties"]["obligations"].to_list()
    [['hostlev=3', 'fatalpre=?', 'hiact=7', 'outcome=6', 'settle=1']]
    """
    return disputes.disputes(raw, "dispute", "MID", YEARS, URL)
