from __future__ import annotations

from trachu.core.parts import Edition, dataset
from trachu.core.tables import TIES, Frames
from trachu.core.words import Words
from trachu.sources import disputes

YEARS = (1816, 2010)
URL = "https://internationalconflict.ua.edu/data-download/"


@dataset(
    name="gml_mid_disputes",
    version="2.2.1",
    gives=(TIES,),
    years=YEARS,
    header=disputes.HEADER,
    codes="cow",
    label=Words(
        en="Militarized disputes of Gibler, Miller and Little: what came of each",
        th="ข้อพิพาททางทหารของ Gibler, Miller และ Little: ผลของแต่ละข้อพิพาท",
    ),
    url=URL,
    licence="Free to use with citation of Gibler, Miller and Little (2016).",
    tier="B",
    cite=("gibler2016gml",),
    editions={"gml-2.2.1": Edition("2.2.1", 2010)},
)
def gml_mid_disputes(raw: bytes) -> Frames:
    r"""Read the disputes of gml-mida-2.2.1.csv into a tie for each dispute; see the dataset `cow_mid_disputes`.

    Ties are `GML:` and the number, of the type `dispute_gml`, to keep these corrected disputes apart. Who took
    part comes from the directed dispute-years, the dataset `gml_mid`.

    >>> frames = gml_mid_disputes(
    ...     b"dispnum,stday,stmon,styear,endday,endmon,endyear,outcome,settle,fatality,fatalpre,mindur,maxdur,"
    ...     b"hiact,hostlev,recip,numa,numb,ongo2010,version\n"
    ...     b"2,-9,5,1902,-9,5,1902,6,1,0,0,1,31,7,3,0,1,1,0,gml-2.2.1\n"
    ... )
    >>> frames["ties"].select("tie", "type", "since").row(0)
    ('GML:2', 'dispute_gml', '1902-05')
    """
    return disputes.disputes(raw, "dispute_gml", "GML", YEARS, URL)
