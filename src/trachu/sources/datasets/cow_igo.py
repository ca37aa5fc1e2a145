from __future__ import annotations

import polars as pl

from trachu.core.parts import dataset
from trachu.core.tables import PARTIES, TIES, Frames
from trachu.core.words import Words
from trachu.sources import tabular

YEARS = (1815, 2014)
URL = "https://correlatesofwar.org/data-sets/igos/"
HEADER = ("ccode", "year", "state", "AAAID", "Wassen")
NOT_ORGANISATIONS = ("ccode", "year", "state", "country", "version")
ROLES = {1.0: "member", 2.0: "associate", 3.0: "observer"}
NOT_IN = (0.0, -1.0, -9.0)  # no member; not in the state system; not known


@dataset(
    name="cow_igo",
    version="3.0",
    gives=(TIES, PARTIES),
    years=YEARS,
    header=HEADER,
    codes="cow",
    label=Words(en="Intergovernmental organizations (Correlates of War)", th="องค์การระหว่างรัฐบาล (Correlates of War)"),
    url=URL,
    licence="Correlates of War: free to use with citation; not to be passed on as one's own copy.",
    tier="B",
    download=("https://correlatesofwar.org/wp-content/uploads/state_year_formatv3.zip",),
    cite=("pevehouse2020tracking",),
)
def cow_igo(raw: bytes) -> Frames:
    r"""Read state_year_formatv3.csv, a row per state and year, a column per organisation, into memberships.

    An organisation is one tie `COWIGO:` and its short name; full members, associates and observers
    are its parties, a row for each unbroken spell of years. A spell that reaches the last year of
    the file ends there: of later years the data say nothing. A year in which the file does not know
    (-9) breaks a spell.

    >>> frames = cow_igo(
    ...     b"ccode,year,state,AAAID,UN,Wassen\n800,2012,thailand,0,1,0\n800,2013,thailand,0,1,3\n"
    ... )
    >>> frames["ties"].select("tie", "type", "since", "until").rows()
    [('COWIGO:UN', 'igo', '2012', '2013'), ('COWIGO:WASSEN', 'igo', '2013', '2013')]
    >>> frames["parties"].filter(role="observer").select("record", "role", "actor", "since", "until").row(0)
    ('COWIGO:WASSEN', 'observer', '800', '2013', '2013')
    """
    cells = tabular.required(tabular.sheet(raw, HEADER, url=URL, more=None), ("ccode", "year"), url=URL)
    names = [name for name in cells.columns if name not in NOT_ORGANISATIONS]
    wide = tabular.inside(tabular.numbers(cells, ("year", *names), url=URL), YEARS, url=URL)
    inside = pl.concat([_members(wide, name) for name in names])
    parties = _spells(inside)
    ties = parties.group_by(tie="record").agg(pl.col("since").min(), pl.col("until").max()).sort("tie")
    ties = ties.with_columns(type=pl.lit("igo"), directed=pl.lit(False), exhaustive=pl.lit(True))
    return {"ties": tabular.lay(TIES, ties, url=URL), "parties": tabular.lay(PARTIES, parties, url=URL)}


def _members(wide: pl.DataFrame, name: str) -> pl.DataFrame:
    """Return who is in one organisation in which years, and how; a status that the codebook lacks is a fault."""
    column = wide[name]
    strange = column.filter(~column.is_in([*NOT_IN, *ROLES])).drop_nulls()
    if strange.len():
        raise tabular.fault(
            f"{name} has a membership {strange[0]:g}; memberships are 0 to 3, -1 or -9.",
            f"{name} มีค่าสมาชิกภาพ {strange[0]:g} แต่ค่าต้องเป็น 0 ถึง 3 หรือ -1 หรือ -9",
            URL,
        )
    record = pl.lit(f"COWIGO:{name.upper()}")
    return wide.filter(column > 0).select("ccode", "year", record=record, status=name)


def _spells(inside: pl.DataFrame) -> pl.DataFrame:
    """Return the unbroken spells of every state in every organisation, by kind of membership."""
    key = ["record", "status", "ccode"]
    ordered = inside.sort(*key, "year").with_columns(run=pl.col("year") - pl.int_range(pl.len()).over(key))
    years = ordered.group_by(*key, "run", maintain_order=True).agg(
        since=pl.col("year").min(), until=pl.col("year").max()
    )
    return years.select(
        "record",
        role=pl.col("status").replace_strict(ROLES, return_dtype=pl.String),
        actor="ccode",
        since=pl.col("since").cast(pl.String),
        until=pl.col("until").cast(pl.String),
    )
