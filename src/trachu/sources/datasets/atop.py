from __future__ import annotations

import polars as pl

from trachu.core.parts import dataset
from trachu.core.tables import PARTIES, TIES, Frames
from trachu.core.words import Words
from trachu.sources import pacts, tabular

URL, YEARS, FLAGS = pacts.URL, pacts.YEARS, pacts.FLAGS
SPELL = ("yrent", "moent", "dayent", "yrexit", "moexit", "dayexit")
HEADER = ("atopid", "member", *SPELL, *FLAGS, "phase")


@dataset(
    name="atop",
    version="5.1",
    gives=(TIES, PARTIES),
    years=YEARS,
    header=HEADER,
    codes="cow",
    label=Words(en="Alliance Treaty Obligations and Provisions (ATOP)", th="พันธกรณีในสนธิสัญญาพันธมิตร (ATOP)"),
    url=URL,
    licence=pacts.LICENCE,
    tier="B",
    download=pacts.DOWNLOAD,
    cite=pacts.CITE,
    editions=pacts.EDITIONS,
)
def atop(raw: bytes) -> Frames:
    r"""Read the member-level file atop5_1m.csv into alliances and who was in them, from when to when.

    An alliance (each phase of it, where its terms were rewritten) is one tie with the obligations
    that all its members bear. What only some of them bear is a directed tie beside it, whose name
    goes on with the obligation: from those who bear it (`actor`) to all members (`recipient`).
    No `until` means in force at the end of the data, and says nothing of the years after.

    >>> frames = atop(
    ...     b"atopid,member,yrent,moent,dayent,yrexit,moexit,dayexit,phase,defense,offense,neutral,nonagg,consul\n"
    ...     b"3440,365,1961,7,6,1996,9,10,0,1,0,0,1,0\n"
    ...     b"3440,731,1961,7,6,1996,9,10,0,0,0,0,1,0\n"
    ... )
    >>> frames["ties"].select("tie", "since", "obligations", "directed").rows()
    [('ATOP:3440', '1961-07-06', ['nonagg'], False), ('ATOP:3440/defense', '1961-07-06', ['defense'], True)]
    >>> frames["parties"].filter(record="ATOP:3440/defense").select("role", "actor").rows()
    [('actor', '365'), ('recipient', '365'), ('recipient', '731')]
    """
    cells = tabular.required(tabular.sheet(raw, HEADER, url=URL), ("atopid", "member", *FLAGS), url=URL)
    rows = tabular.numbers(cells, (*SPELL, *FLAGS, "phase"), url=URL)
    rows = tabular.inside(rows, YEARS, url=URL, column="yrent")
    leaving = tabular.inside(rows.filter(pl.col("yrexit") > 0), YEARS, url=URL, column="yrexit").height
    spells = rows.select(
        record=pl.format("ATOP:{}{}", "atopid", _phase()),
        actor="member",
        since=tabular.edtf("yrent", "moent", "dayent"),
        until=tabular.edtf("yrexit", "moexit", "dayexit") if leaving else pl.lit(None, dtype=pl.String),
        **{name: pl.col(name) == 1 for name in FLAGS},
    )
    shared = [pl.col(name).all().over("record").alias(f"all {name}") for name in FLAGS]
    members = spells.with_columns(shared)
    ties = pl.concat([_common(members), *(_one_sided(members, name)[0] for name in FLAGS)])
    parties = pl.concat([_everyone(members), *(_one_sided(members, name)[1] for name in FLAGS)])
    return {"ties": tabular.lay(TIES, ties, url=URL), "parties": tabular.lay(PARTIES, parties, url=URL)}


def _phase() -> pl.Expr:
    """Name the phase of an alliance; 0 says that it has only one."""
    number = pl.col("phase").cast(pl.Int64).cast(pl.String)
    return pl.when(pl.col("phase") > 0).then("." + number).otherwise(pl.lit(""))


def _spell(obligations: pl.Expr, directed: bool) -> list[pl.Expr]:
    """Aggregate the members' spells into the tie's: from the first to join to the last to leave."""
    left = pl.col("until").is_not_null().all()
    return [
        pl.lit("alliance").alias("type"),
        pl.lit("military-technology-security").alias("domain"),
        pl.col("since").min(),
        pl.when(left).then(pl.col("until").max()).alias("until"),
        obligations.alias("obligations"),
        pl.lit(directed).alias("directed"),
        pl.lit(True).alias("exhaustive"),
    ]


def _common(members: pl.DataFrame) -> pl.DataFrame:
    """Return each alliance with the obligations that all its members bear."""
    borne = pl.concat_list([pl.when(pl.col(f"all {n}").first()).then(pl.lit(n)) for n in FLAGS])
    grouped = members.group_by("record", maintain_order=True).agg(_spell(borne.list.drop_nulls(), directed=False))
    return grouped.rename({"record": "tie"})


def _everyone(members: pl.DataFrame) -> pl.DataFrame:
    return members.select("record", pl.lit("member").alias("role"), "actor", "since", "until")


def _one_sided(members: pl.DataFrame, name: str) -> tuple[pl.DataFrame, pl.DataFrame]:
    """Return the directed ties of an obligation that only some members bear, and their parties."""
    some = pl.col(name).any().over("record") & ~pl.col(f"all {name}")
    named = members.filter(some).with_columns(pl.col("record") + f"/{name}")
    borne = named.filter(pl.col(name)).group_by("record", maintain_order=True)
    ties = borne.agg(_spell(pl.lit([name]).first(), directed=True)).rename({"record": "tie"})
    bearers = named.filter(pl.col(name)).with_columns(role=pl.lit("actor"))
    parties = pl.concat([bearers, named.with_columns(role=pl.lit("recipient"))])
    return ties, parties.select("record", "role", "actor", "since", "until")
