"""Frames over the real lists of states: as many rows as the peer (R) has, and the same ones.

The peer's counts are compared exactly. Politically relevant pairs are 582 more than the peer's 223,982: where two
spells of contiguity overlap it takes the first, which for Tunisia and the Ottoman Empire (1835-81) and some twenty
other pairs is a spell of no contiguity; ours takes the closest. With the peer's choice the count is the peer's.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path

import polars as pl
import pytest
from real import official

from trachu.core.tables import PARTIES
from trachu.facts.actors import actor_table, code_table
from trachu.facts.codes import resolve_spells
from trachu.facts.frames import dyad_months, dyad_years, politically_relevant, state_years
from trachu.facts.joins import join
from trachu.sources.datasets.cow_states import cow_states
from trachu.sources.datasets.gw_states import gw_states

PAIR = ["code", "code_other", "year"]
HISTORY = (1816, 2010)


@cache
def lists(shared: Path) -> pl.DataFrame:
    """Return the members of both lists of states, the microstates among them."""
    data = shared / "data"
    small = pl.read_csv(data / "gw_system.csv").filter(microstate=1)
    named = small.select(statenumber="gwcode", countryname="gw_name", start="start", end="end")
    microstates = named.write_csv(separator="\t").encode()
    read = [
        (cow_states(official.FILES["states2016.csv"](data)), "cow"),
        (gw_states(official.FILES["ksgmdw.txt"](data)), "gw"),
        (gw_states(microstates), "gw"),
    ]
    known = code_table()
    spells = [(frames["parties"].with_columns(why=pl.lit("source:x")), codes) for frames, codes in read]
    found = [resolve_spells(frame, "cow" if codes == "cow" else "gw", known).frame for frame, codes in spells]
    return PARTIES.of(pl.concat(found))


def test_state_years_are_those_of_the_peer(shared: Path) -> None:
    ours = state_years(lists(shared), actor_table()[0], years=(1816, 2025), carry=True)
    theirs = pl.read_parquet(shared / "data" / "cw_democracy.parquet").select("ccode", "year").cast(pl.Int64)

    assert sorted(theirs.rows()) == sorted(ours.select("code", "year").rows())
    assert ours.height == 17_706


def test_dyad_years_are_as_many_as_the_peers(shared: Path) -> None:
    actors = actor_table()[0]
    cow = dyad_years(lists(shared), actors, years=(1816, 2025), carry=True)
    gw = dyad_years(lists(shared), actors, system="gw", years=(1816, 2025), carry=True)
    false = pl.read_csv(shared / "data" / "false_cow_dyads.csv").select(code="ccode1", code_other="ccode2", year="year")

    assert cow.height == 2_252_760
    assert gw.height == 2_638_078
    assert cow.join(false, on=PAIR, how="semi").height == 0
    assert cow.select(PAIR).is_duplicated().sum() == 0


def test_months_of_a_year_are_at_most_twelve_times_its_pairs(shared: Path) -> None:
    actors = actor_table()[0]
    years = dyad_years(lists(shared), actors, years=(2000, 2000), directed=False)
    months = dyad_months(lists(shared), actors, years=(2000, 2000), directed=False)

    assert 11 * years.height < months.height <= 12 * years.height
    assert months.select("code", "code_other").unique().height == years.height


def _majors(data: Path) -> pl.DataFrame:
    spells = pl.read_csv(data / "cow_majors.csv")
    years = spells.select("ccode", year=pl.int_ranges("styear", pl.col("endyear") + 1)).explode(
        "year", empty_as_null=False
    )
    return years.unique().with_columns(major=1)


def _contiguity(data: Path) -> pl.DataFrame:
    """Return every year of every published spell of contiguity, in the order in which the spells begin."""
    spells = pl.read_csv(data / "cow_contdir.csv").sort("ccode1", "ccode2", "stdate")
    first, last = (pl.col(name).str.slice(0, 4).cast(pl.Int64) for name in ("stdate", "enddate"))
    years = spells.with_columns(year=pl.int_ranges(first, last + 1)).explode("year", empty_as_null=False)
    return years.select("year", code="ccode1", code_other="ccode2", contiguity="conttype")


@pytest.mark.parametrize(("choice", "pairs"), [("first", 223_982), ("closest", 224_564)])
def test_politically_relevant_pairs_and_the_peers_choice(shared: Path, choice: str, pairs: int) -> None:
    data = shared / "data"
    frame = dyad_years(lists(shared), actor_table()[0], years=HISTORY)
    found = _contiguity(data)
    if choice == "closest":
        found = found.filter(pl.col("contiguity") > 0).sort("contiguity")
    found = found.unique(PAIR, keep="first", maintain_order=True)
    frame = join(frame, found, PAIR, ["contiguity"], covered=HISTORY, otherwise=0)
    for code, end in (("code", ""), ("code_other", "_other")):
        majors = _majors(data).rename({"ccode": code})
        frame = join(frame, majors, [code, "year"], ["major"], suffix=end, covered=HISTORY, otherwise=0)

    assert politically_relevant(frame).height == pairs
