from __future__ import annotations

import polars as pl

from trachu.core.parts import dataset
from trachu.core.tables import CAPABILITIES, Frames
from trachu.core.words import Words
from trachu.sources import tabular

YEARS = (1816, 2022)
URL = "https://correlatesofwar.org/data-sets/national-material-capabilities/"
MISSING = ("-9",)

# The published file keeps spending, people, iron and energy in thousands.
UNITS = {
    "milex": ("current USD", 1e3),
    "milper": ("people", 1e3),
    "irst": ("tons", 1e3),
    "pec": ("tons of coal equivalent", 1e3),
    "tpop": ("people", 1e3),
    "upop": ("people", 1e3),
    "cinc": ("share of world", 1.0),
}
HEADER = ("stateabb", "ccode", "year", *UNITS)
# Version 6.0 has the same columns; it says 2021 and ends in 2016.
OLDER, OLDER_ENDS = "2021", 2016


@dataset(
    name="cow_nmc",
    version="7.0",
    gives=(CAPABILITIES,),
    years=YEARS,
    header=HEADER,
    codes="cow",
    label=Words(en="National Material Capabilities", th="ขีดความสามารถทางวัตถุของรัฐ (National Material Capabilities)"),
    url=URL,
    licence="Correlates of War: free to use with citation; not to be passed on as one's own copy.",
    tier="B",
    download=("https://correlatesofwar.org/wp-content/uploads/NMCv7.zip",),
    cite=("singer1972distribution", "singer1987reconstructing", "cow_nmc7"),
)
def cow_nmc(raw: bytes) -> Frames:
    r"""Read NMC-70-abridged.csv, or the archive it comes in, into base units: dollars, persons, tons.

    >>> frames = cow_nmc(
    ...     b"stateabb,ccode,year,milex,milper,irst,pec,tpop,upop,cinc,version\n"
    ...     b"THI,800,2022,-9,361,4000,173000,71697,24000,0.0078931926,2026\n"
    ... )
    >>> frames["capabilities"].select("actor", "year", "indicator", "value").rows()[:2]
    [('800', 2022, 'milper', 361000.0), ('800', 2022, 'irst', 4000000.0)]
    """
    cells = tabular.sheet(raw, HEADER, url=URL, more=("version",))
    cells = tabular.required(cells, ("ccode", "year"), url=URL)
    wide = tabular.inside(tabular.numbers(cells, ("year", *UNITS), url=URL, missing=MISSING), YEARS, url=URL)
    _refuse_older(wide)
    long = wide.unpivot(list(UNITS), index=["ccode", "year"], variable_name="indicator").drop_nulls("value")
    rows = long.select(
        "year",
        "indicator",
        actor="ccode",
        value=pl.col("value") * pl.col("indicator").replace_strict({n: f for n, (_, f) in UNITS.items()}),
        unit=pl.col("indicator").replace_strict({n: u for n, (u, _) in UNITS.items()}),
    )
    return {"capabilities": tabular.lay(CAPABILITIES, rows, url=URL)}


def _refuse_older(wide: pl.DataFrame) -> None:
    says_older = "version" in wide.columns and wide["version"].eq(OLDER).any()
    if says_older and int(wide["year"].to_numpy().max()) <= OLDER_ENDS:
        raise tabular.fault(
            "This is version 6.0 of the data (to 2016); this part reads version 7.0.",
            "แฟ้มนี้เป็นข้อมูลรุ่น 6.0 (ถึง ค.ศ. 2016) ส่วนประกอบนี้อ่านรุ่น 7.0",
            URL,
        )
