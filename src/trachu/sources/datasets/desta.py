from __future__ import annotations

import polars as pl

from trachu.core.parts import dataset
from trachu.core.tables import PARTIES, TIES, Frames
from trachu.core.words import Words
from trachu.ontology.actor import actors
from trachu.sources import tabular

YEARS = (1947, 2025)
URL = "https://www.designoftradeagreements.org/downloads/"
HEADER = ("number", "base_treaty", "name", "entry_type", "year", "entryforceyear", "typememb", "c1", "c2", "mc1")
DOMAIN = "economy-energy"
LEAVES = "1"  # the mark of those who withdraw, in the rows of withdrawals
KOSOVO = {"900": "XKX"}  # a number that the authors assign themselves


@dataset(
    name="desta",
    version="2",
    gives=(TIES, PARTIES),
    years=YEARS,
    header=HEADER,
    codes="iso3",
    label=Words(en="Design of Trade Agreements (DESTA)", th="ข้อตกลงการค้า (DESTA)"),
    url=URL,
    licence="Free to use with citation of Dür, Baccini and Elsig (2014).",
    tier="B",
    cite=("@article{dur2014desta, author={Dür, Andreas and Baccini, Leonardo and Elsig, Manfred}, "
          "title={The design of international trade agreements: Introducing a new dataset}, "
          "journal={The Review of International Organizations}, year={2014}, volume={9}, number={3}, "
          "pages={353--375}}",),
)  # fmt: skip
def desta(raw: bytes) -> Frames:
    r"""Read desta_list_of_treaties_….csv, a row per agreement, accession or withdrawal, into agreements and members.

    An agreement in force is one tie `DESTA:` and the number of its base treaty, from the year of its
    entry into force. Who accedes is a member from the year in which the accession entered into force,
    or was signed where that year is not given; who withdraws, to the year of it. Agreements that are
    negotiated or not (known to be) in force have no tie; protocols and consolidated texts change no member.

    >>> frames = desta(
    ...     b"number,base_treaty,name,entry_type,consolidated,year,entryforceyear,typememb,c1,c2,mc1,mc2\n"
    ...     b"1,1,Laos Thailand,base_treaty,0,1991,1992,1,418,764,0,0\n"
    ...     b"1+1,1,Laos Thailand Viet Nam accession,accession,0,1995,NA,5,764,704,2,1\n"
    ... )
    >>> frames["ties"].select("tie", "type", "since").rows()
    [('DESTA:1', 'trade-agreement', '1992')]
    >>> frames["parties"].select("actor", "since", "until").sort("actor").rows()
    [('LAO', '1992', None), ('THA', '1992', None), ('VNM', '1995', None)]
    """
    cells = tabular.sheet(raw, HEADER, url=URL, more=None)
    cells = tabular.required(cells, ("number", "base_treaty", "entry_type"), url=URL)
    listed = tabular.numbers(cells, ("year", "entryforceyear"), url=URL)
    for column in ("year", "entryforceyear"):
        listed = tabular.inside(listed, YEARS, url=URL, column=column)
    tied = listed.with_columns(tie=pl.format("DESTA:{}", "base_treaty"), from_=_from())
    base = tied.filter(pl.col("entry_type") == "base_treaty").drop_nulls("entryforceyear")
    known = tied.filter(pl.col("tie").is_in(base["tie"].implode()))
    joined = _members(known.filter(pl.col("entry_type").is_in(["base_treaty", "accession"]))).drop_nulls("from_")
    left = _members(known.filter(pl.col("entry_type") == "withdrawal")).filter(pl.col("mark") == LEAVES)
    begun = joined.group_by("tie", "actor", maintain_order=True).agg(since=pl.col("from_").min())
    ended = left.group_by("tie", "actor").agg(until=pl.col("from_").min())
    members = begun.join(ended, on=["tie", "actor"], how="left", maintain_order="left").select(
        pl.col("since", "until").cast(pl.String), "actor", record="tie", role=pl.lit("member")
    )
    ties = base.group_by("tie", maintain_order=True).agg(pl.col("entryforceyear").min().cast(pl.String).alias("since"))
    ties = ties.with_columns(
        type=pl.lit("trade-agreement"), domain=pl.lit(DOMAIN), directed=pl.lit(False), exhaustive=pl.lit(True)
    )
    return {"ties": tabular.lay(TIES, ties, url=URL), "parties": tabular.lay(PARTIES, members, url=URL)}


def _from() -> pl.Expr:
    """Return the year from which a row holds: an accession or withdrawal without one from its signature."""
    signed = pl.when(pl.col("entry_type") != "base_treaty").then("year")
    return pl.coalesce("entryforceyear", signed)


def _members(rows: pl.DataFrame) -> pl.DataFrame:
    """Return tie, from_, actor and mark of every member; the numbers of the United Nations become letters."""
    letters = {one.m49.lstrip("0"): name for name, one in actors().items() if one.m49} | KOSOVO
    places = [name for name in rows.columns if name.startswith("c") and name[1:].isdigit()]
    seats = [
        rows.select("tie", "from_", number=place, mark=f"m{place}" if f"m{place}" in rows.columns else pl.lit(None))
        for place in places
    ]
    whole = pl.concat(seats).filter(~pl.col("number").is_in(tabular.BLANK)).drop_nulls("number")
    number = pl.col("number").str.strip_suffix(".0").str.strip_chars_start("0")
    return whole.with_columns(actor=number.replace(letters))
