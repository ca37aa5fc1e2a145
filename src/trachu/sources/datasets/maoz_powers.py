from __future__ import annotations

import polars as pl

from trachu.core.parts import dataset
from trachu.core.tables import PARTIES, TIES, Frames
from trachu.core.words import Words
from trachu.sources import tabular

YEARS = (1816, 2019)
URL = "https://svmiller.com/peacesciencer/reference/maoz_powers.html"
HEADER = ("ccode", "regstdate", "regenddate", "globstdate", "globenddate")
GLOBAL, EITHER = "LIST:MAOZ-GLOBAL", "LIST:MAOZ-POWERS"
DAY = r"^\d{4}-\d{2}-\d{2}$"
MAOZ = """@book{maoz2010networks,
  author = {Maoz, Zeev},
  title = {Networks of Nations: The Evolution, Structure, and Impact of International Networks, 1816--2001},
  publisher = {Cambridge University Press},
  year = {2010}
}"""


@dataset(
    name="maoz_powers",
    version="2019",
    gives=(TIES, PARTIES),
    years=YEARS,
    header=HEADER,
    codes="cow",
    label=Words(en="Regional and global powers (Maoz)", th="รายชื่อมหาอำนาจระดับภูมิภาคและระดับโลก (Maoz)"),
    url=URL,
    licence="Cite the author; the table comes with the R package peacesciencer. Bring your own copy.",
    tier="C",
    cite=(MAOZ, "miller2022peacesciencer"),
)
def maoz_powers(raw: bytes) -> Frames:
    r"""Read the table of regional and global powers into two lists: the global ones, and both together.

    A row has the spell of a state as a regional power and the one as a global power, either of which may be empty.
    For a pool of powers, name the list: `listed="LIST:MAOZ-POWERS"` or `listed="LIST:MAOZ-GLOBAL"`.

    >>> frames = maoz_powers(
    ...     b"ccode,regstdate,regenddate,globstdate,globenddate\n2,1824-01-01,1898-12-31,1899-01-01,2019-12-31\n"
    ... )
    >>> frames["parties"].select("record", "since").rows()
    [('LIST:MAOZ-GLOBAL', '1899-01-01'), ('LIST:MAOZ-POWERS', '1824-01-01'), ('LIST:MAOZ-POWERS', '1899-01-01')]
    """
    cells = tabular.required(tabular.sheet(raw, HEADER, url=URL), ("ccode",), url=URL)
    spells = {kind: _spells(cells, kind) for kind in ("reg", "glob")}
    lists = {GLOBAL: spells["glob"], EITHER: pl.concat([spells["reg"], spells["glob"]])}
    frames = [tabular.membership(tie, rows, url=URL) for tie, rows in lists.items()]
    ties = pl.concat([frame["ties"] for frame in frames])
    parties = pl.concat([frame["parties"] for frame in frames])
    return {"ties": ties, "parties": parties.sort("record", "actor", "since")}


def _spells(cells: pl.DataFrame, kind: str) -> pl.DataFrame:
    """Return the spells of one kind: actor, since, until; days that are none are a fault."""
    columns = {"since": f"{kind}stdate", "until": f"{kind}enddate"}
    named = cells.select(pl.col("ccode").alias("actor"), **{name: pl.col(c) for name, c in columns.items()})
    found = named.drop_nulls("since")
    wrong = found.filter(~pl.all_horizontal(pl.col("since", "until").str.contains(DAY)))
    if wrong.height:
        raise tabular.fault(
            f"{wrong['since'][0]} to {wrong['until'][0]} is not a spell of days.",
            f"{wrong['since'][0]} ถึง {wrong['until'][0]} ไม่ใช่ช่วงวันที่",
            URL,
        )
    return found
