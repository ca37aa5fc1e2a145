"""Directed dyad-years 1816-2025 with eight sets of variables: our frame against one join after the other on letters.

`python benchmarks/frames.py [BENCH]`, BENCH being a bench with the datasets cow_states, cow_nmc, fariss, cow_majors,
atop, cow_contiguity, gml_mid and cow_igo; without it tables of the same size are made up. Plain Polars sets the
states of a year beside one another with a join and adds each set with a left join; both give the same sums, and the
same rows but for pairs that share a year and never a day. The memory is what the process held at most until our frame
was done, its libraries and the tables with it.
"""

from __future__ import annotations

import resource
import subprocess
import sys
import time
from collections.abc import Callable

import numpy as np
import polars as pl

from trachu import Bench
from trachu.bench.frames import frame
from trachu.core.tables import ACTORS, CAPABILITIES, FLOWS, PARTIES, TIES, Frames
from trachu.facts import variables
from trachu.facts.frames import named
from trachu.facts.joins import Years
from trachu.ontology.actor import crosswalk

BAR_SECONDS, BAR_GIGABYTES, YEARS = 2.0, 1.0, (1816, 2025)
INDICATORS = ("cinc", "milex", "milper", "irst", "pec", "tpop", "upop", "gdp_fariss", "pop_fariss")
NAMES = (*INDICATORS, "majors", "alliance", "contiguity", "mid_gml", "igo")
COVERED: dict[str, Years] = {
    "alliance": (1815, 2018),
    "igo": (1815, 2014),
    "contiguity": (1816, 2016),
    "mid_gml": (1816, 2010),
}


def made_up() -> Frames:
    """Make up tables with the number of rows of the published ones."""
    chance = np.random.default_rng(1)
    actors = crosswalk().filter(pl.col("scheme") == "cow", pl.col("until").is_null())["actor"].unique().sort()[:195]
    begun = pl.Series(np.sort(chance.integers(1816, 2015, len(actors))))
    spells = pl.DataFrame({"actor": actors, "since": begun.cast(pl.String)})
    states = spells.with_columns(record=pl.lit("LIST:COW-STATES"), role=pl.lit("member"), until=pl.lit("2025"))
    great = states.filter(pl.col("since") < "1840").with_columns(record=pl.lit(variables.MAJORS), until=pl.lit("2016"))
    years = spells.with_columns(year=pl.int_ranges(begun, 2023)).explode("year").drop("since")
    indicators = years.join(pl.DataFrame({"indicator": INDICATORS}), how="cross")
    values = indicators.with_columns(value=pl.Series(chance.random(indicators.height)), why=pl.lit("source:a"))
    seats, pacts = (_ties(actors, chance, n, size) for n, size in ((534, 35), (800, 3)))
    igo = seats.with_columns(pl.format("COWIGO:{}", "record").alias("record"))
    return {
        "actors": ACTORS.empty(),
        "parties": PARTIES.of(
            pl.concat([states, great, pacts, igo], how="diagonal").with_columns(why=pl.lit("source:b"))
        ),
        "ties": _tied(igo, pacts),
        "capabilities": CAPABILITIES.of(values),
        "flows": FLOWS.of(
            pl.concat([_flows(actors, chance, "contiguity", 82_000), _flows(actors, chance, "mid_gml", 9_000)])
        ),
    }


def _ties(actors: pl.Series, chance: np.random.Generator, number: int, size: int) -> pl.DataFrame:
    who = np.concatenate([chance.choice(len(actors), size, replace=False) for _ in range(number)])
    record = pl.Series(np.repeat(np.arange(number), size)).cast(pl.String)
    since = pl.Series(chance.integers(1900, 2000, len(who)))
    spells = pl.DataFrame(
        {"record": record, "actor": actors[who], "since": since, "until": (since + 30).clip(upper_bound=2010)}
    )
    return spells.with_columns(pl.col("since", "until").cast(pl.String), role=pl.lit("member"))


def _tied(igo: pl.DataFrame, pacts: pl.DataFrame) -> pl.DataFrame:
    listed = pl.DataFrame({"tie": [variables.MAJORS], "type": ["list"], "since": ["1816"], "until": ["2016"]})
    kinds = [
        seats.select(tie="record")
        .unique(maintain_order=True)
        .with_columns(type=pl.lit(kind), obligations=pl.lit([duty]))
        for seats, kind, duty in ((igo, "igo", "none"), (pacts, "alliance", "defense"))
    ]
    return TIES.of(pl.concat([listed, *kinds], how="diagonal").with_columns(why=pl.lit("source:c")))


def _flows(actors: pl.Series, chance: np.random.Generator, kind: str, number: int) -> pl.DataFrame:
    one, other, year = (chance.integers(0, top, number) for top in (len(actors), len(actors), 195))
    rows = pl.DataFrame({"actor": actors[one], "other": actors[other], "year": 1816 + year})
    kept = rows.filter(pl.col("actor") != pl.col("other")).unique(maintain_order=True)
    return kept.with_columns(type=pl.lit(kind), value=pl.lit(1.0), unit=pl.lit("-"), why=pl.lit("source:d"))


def plain(rows: pl.DataFrame, read: Callable[[str], pl.DataFrame]) -> pl.DataFrame:
    """Join every set by the letters of the actors, over the same rows of states and years."""
    two = rows.rename({"actor": "other", "code": "code_other"})
    pairs = rows.join(two, on="year").filter(pl.col("code") != pl.col("code_other"))
    indicators = variables.of_states(read("capabilities"), INDICATORS)
    majors, _ = variables.majors(read("ties"), read("parties"))
    for table in (indicators, majors):
        pairs = pairs.join(table, on=["actor", "year"], how="left")
        pairs = pairs.join(table.rename({"actor": "other"}), on=["other", "year"], how="left", suffix="_other")
    given = read("ties"), read("parties")
    tables = [variables.of_pairs(read("flows"), [name]) for name in ("contiguity", "mid_gml")]
    tables += [
        variables.obligations(*given, COVERED["alliance"][1]),
        variables.shared(*given, "igo", COVERED["igo"][1]),
    ]
    for table in map(named, tables):
        pairs = pairs.join(table, on=variables.PAIR, how="left")
    return pairs


def main(arguments: list[str]) -> None:
    tables = made_up() if not arguments else None
    if arguments:  # the facts are put together in another process, if they are not there yet
        subprocess.run([sys.executable, "-c", f"from trachu import Bench; Bench({arguments[0]!r}).run()"], check=True)
    facts = Bench(arguments[0]).run_.facts() if arguments else None

    def read(name: str) -> pl.DataFrame:
        return tables[name] if tables is not None else facts.frame(name)

    options = {"system": "cow", "years": YEARS, "carry": True, "relevant": False, "directed": True}
    for name in ("actors", "parties", "ties", "capabilities", "flows"):
        read(name)  # the files lie in the cache of the system, for both
    began, worked = time.perf_counter(), time.process_time()
    ours, _ = frame("dyad-years", NAMES, read, lambda _, name: COVERED.get(name), **options)
    spent, worked = time.perf_counter() - began, time.process_time() - worked
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e6
    states, _ = frame("state-years", (), read, lambda _, name: COVERED.get(name), **options)
    began, laboured = time.perf_counter(), time.process_time()
    theirs = plain(states, read)
    taken, laboured = time.perf_counter() - began, time.process_time() - laboured
    same = all(abs(ours[n].sum() / theirs[n].sum() - 1) < 1e-3 for n in ("cinc", "gdp_fariss_other", "igo", "defense"))
    print(
        f"{ours.height} dyad-years, {ours.width} columns: {spent:.2f} s, {worked:.2f} s of work (bar {BAR_SECONDS} s)"
    )
    print(f"memory of the process: {most:.2f} GB (bar {BAR_GIGABYTES} GB)")
    print(
        f"plain joins: {theirs.height} rows, {taken:.2f} s, {laboured:.2f} s of work, ratio of work "
        f"{laboured / worked:.1f}; same sums: {same}"
    )


if __name__ == "__main__":
    main(sys.argv[1:])
