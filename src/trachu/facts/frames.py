"""One-line frames: every state, or every pair of states, in every year or month; and variables joined to them.

The unit of analysis is the frame's key, which every frame of a kind has as its first columns:

| unit | key |
|---|---|
| state-years | actor, code, year |
| state-months | actor, code, year, month |
| dyad-years | actor, other, code, code_other, year |
| dyad-months | the same, and month |

`code` is the number of the Correlates of War (`system="cow"`) or of Gleditsch and Ward (`"gw"`); a frame of all actors
(`"all"`) has none. A code that passes to another actor within a year is one row, that of the last who held it. Two
codes may be one actor in a year (Germany is 255 and 260 in 1990): both rows stand, and what is joined by actor is the
same in both.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from typing import Literal

import numpy as np
import polars as pl
from numpy.typing import NDArray

from trachu.core.dates import bounds
from trachu.core.errors import UsageError
from trachu.core.tables import Day
from trachu.core.words import Words
from trachu.facts.joins import Years
from trachu.ontology.actor import LISTS_BEGIN, crosswalk

System = Literal["cow", "gw", "all"]
LISTS = {"cow": "LIST:COW-STATES", "gw": "LIST:GW-STATES"}
STATES = ("state", "former", "historical")
FIRST = LISTS_BEGIN.year
OPEN_TO = 2024  # the last year of the newest list of states; without `years`, what has no end lasts to it
SIDES = ("actor", "other")
ROWS = 2**18  # pairs that are set beside one another at one time, unless a single time has more
ONE_SIDE = ("actor", "code", "_first", "_last")


def state_years(
    parties: pl.DataFrame, actors: pl.DataFrame, *, system: System = "cow", years: Years | None = None,
    carry: bool = False,
) -> pl.DataFrame:  # fmt: skip
    """Return a row for every state and every year on any day of which it was in the system.

    The states of `cow` and `gw` are those of the list that was added as a dataset, those of `all`
    the states of the table of actors; one without a beginning is there from 1816 on. After the last
    day of a list there are no rows, unless `carry` keeps the states of that day to the last of `years`.

    >>> from trachu.core.tables import ACTORS, PARTIES
    >>> spell = {"record": "LIST:COW-STATES", "role": "member", "actor": "THA", "since": "2014-05-01", "until": "2016"}
    >>> state_years(PARTIES.of([spell]), ACTORS.empty(), years=(2015, 2020)).rows()
    [('THA', 800, 2015), ('THA', 800, 2016)]
    """
    periods = _years(_spells(parties, actors, system, years, carry), years)
    return periods.select(*_key(periods, "year")).sort("year", "actor")


def state_months(
    parties: pl.DataFrame, actors: pl.DataFrame, *, system: System = "cow", years: Years | None = None,
    carry: bool = False,
) -> pl.DataFrame:  # fmt: skip
    """Return a row for every state and every month on any day of which it was in the system; see `state_years`.

    >>> from trachu.core.tables import ACTORS, PARTIES
    >>> spell = {"record": "LIST:COW-STATES", "role": "member", "actor": "THA", "since": "2014-11-30", "until": "2015"}
    >>> state_months(PARTIES.of([spell]), ACTORS.empty(), years=(2014, 2014)).rows()
    [('THA', 800, 2014, 11), ('THA', 800, 2014, 12)]
    """
    periods = _months(_spells(parties, actors, system, years, carry), years)
    return periods.select(*_key(periods, "year", "month")).sort("year", "month", "actor")


def dyad_years(
    parties: pl.DataFrame, actors: pl.DataFrame, *, system: System = "cow", years: Years | None = None,
    carry: bool = False, directed: bool = True,
) -> pl.DataFrame:  # fmt: skip
    """Return a row for every two states and every year on some day of which both were in the system.

    Directed, each pair comes twice; else once, the smaller code first (without codes, the first in
    the alphabet). Two states that share a year but never a day are no pair.

    >>> from trachu.core.tables import ACTORS, PARTIES
    >>> spell = {"record": "LIST:COW-STATES", "role": "member", "since": "2015", "until": "2015"}
    >>> two = PARTIES.of([spell | {"actor": "THA"}, spell | {"actor": "LAO"}])
    >>> dyad_years(two, ACTORS.empty(), directed=False).rows()
    [('THA', 'LAO', 800, 812, 2015)]
    """
    found = pairs_of_years(parties, actors, system=system, years=years, carry=carry, directed=directed)
    return pl.concat([named(block) for block in found])


def dyad_months(
    parties: pl.DataFrame, actors: pl.DataFrame, *, system: System = "cow", years: Years | None = None,
    carry: bool = False, directed: bool = True,
) -> pl.DataFrame:  # fmt: skip
    """Return a row for every two states and every month on some day of which both were in the system.

    >>> from trachu.core.tables import ACTORS, PARTIES
    >>> spell = {"record": "LIST:COW-STATES", "role": "member", "since": "2015-12", "until": "2015-12-03"}
    >>> two = PARTIES.of([spell | {"actor": "THA"}, spell | {"actor": "LAO"}])
    >>> dyad_months(two, ACTORS.empty()).rows()
    [('LAO', 'THA', 812, 800, 2015, 12), ('THA', 'LAO', 800, 812, 2015, 12)]
    """
    found = pairs_of_months(parties, actors, system=system, years=years, carry=carry, directed=directed)
    return pl.concat([named(block) for block in found])


def pairs_of_years(
    parties: pl.DataFrame, actors: pl.DataFrame, *, system: System, years: Years | None, carry: bool, directed: bool
) -> Iterator[pl.DataFrame]:
    """Yield the rows of `dyad_years` some whole years at a time, with the actors as names from a list.

    At most some 260,000 rows come at once, so that what is done with them takes no more memory for more years.
    """
    return _blocks(_years(_spells(parties, actors, system, years, carry), years), ["year"], directed)


def pairs_of_months(
    parties: pl.DataFrame, actors: pl.DataFrame, *, system: System, years: Years | None, carry: bool, directed: bool
) -> Iterator[pl.DataFrame]:
    """Yield the rows of `dyad_months` some whole months at a time, with the actors as names from a list."""
    return _blocks(_months(_spells(parties, actors, system, years, carry), years), ["year", "month"], directed)


def named(pairs: pl.DataFrame) -> pl.DataFrame:
    """Write actors that are names from a list as text, so that the frame can be joined with any other."""
    return pairs.cast({side: pl.String for side in SIDES if side in pairs.columns})


def politically_relevant(dyads: pl.DataFrame) -> pl.DataFrame:
    """Keep the pairs that are contiguous, by land or across up to 400 miles of water, or have a major power.

    Needs the columns `contiguity` (0 where the pair is farther apart), `major` and `major_other`. A
    pair of whom that is not known (null, outside the data's years) is kept only if the rest decides.

    >>> dyads = pl.DataFrame({"contiguity": [0, 1, 0, None], "major": [0, 0, 1, 0], "major_other": [0, 0, 0, 0]})
    >>> politically_relevant(dyads)["contiguity"].to_list()
    [1, 0]
    """
    relevant = (pl.col("contiguity") > 0) | (pl.col("major") > 0) | (pl.col("major_other") > 0)
    return dyads.filter(relevant)


def _spells(
    parties: pl.DataFrame, actors: pl.DataFrame, system: System, years: Years | None, carry: bool
) -> pl.DataFrame:
    """Return the spells in the system: actor, code, _first and _last day."""
    if system == "all":
        found = actors.filter(pl.col("kind").is_in(STATES))
    else:
        found = parties.filter(pl.col("record") == LISTS[system])
    if not found.height:
        raise UsageError(
            Words(en=f"There is no list of the states of {system}.", th=f"ยังไม่มีรายชื่อรัฐของ {system}"),
            Words(
                en="Add the dataset cow_states or gw_states, or ask for all states (system=all).",
                th="โปรดเพิ่มชุดข้อมูล cow_states หรือ gw_states หรือขอรัฐทั้งหมด (system=all)",
            ),
        )
    days = {text: bounds(text) for text in {*found["since"], *found["until"]}}
    begins = pl.Series("_first", [days[text][0] or LISTS_BEGIN for text in found["since"]], dtype=Day)
    last = pl.Series("_last", [days[text][1] for text in found["until"]], dtype=Day)
    spells = found.select("actor").with_columns(begins, last)
    closing = spells["_last"].max() if system != "all" and carry else None
    latest = pl.date(years[1] if years else OPEN_TO, 12, 31)
    going_on = pl.col("_last").is_null() | (pl.col("_last") == pl.lit(closing, dtype=Day))
    spells = spells.with_columns(_last=pl.when(going_on).then(pl.max_horizontal("_last", latest)).otherwise("_last"))
    return spells if system == "all" else _coded(spells, system)


def _coded(spells: pl.DataFrame, system: System) -> pl.DataFrame:
    """Add the code of each spell: of the codes that mean the actor then, that of the shortest time."""
    codes = crosswalk().filter(scheme=system).select("actor", pl.col("code").cast(pl.Int64), "since", "until")
    reaches = (pl.col("since") <= pl.col("_last")) & (pl.col("until").is_null() | (pl.col("until") >= pl.col("_first")))
    lasting = pl.col("until").fill_null(pl.date(9999, 1, 1)) - pl.col("since")
    rows = spells.with_row_index("_row").join(codes, on="actor").filter(reaches).with_columns(_lasting=lasting)
    chosen = rows.sort("_row", "_lasting").unique("_row", keep="first", maintain_order=True)
    return chosen.select(ONE_SIDE)


def _years(spells: pl.DataFrame, years: Years | None) -> pl.DataFrame:
    """Cut spells into years, each with the first and last day of it that the state was there."""
    whole = pl.int_ranges(pl.col("_first").dt.year(), pl.col("_last").dt.year() + 1, dtype=pl.Int64)
    cut = spells.with_columns(year=whole).explode("year", empty_as_null=False)
    if years:
        cut = cut.filter(pl.col("year").is_between(*years))
    inside = [
        pl.max_horizontal("_first", pl.date(pl.col("year"), 1, 1)).alias("_first"),
        pl.min_horizontal("_last", pl.date(pl.col("year"), 12, 31)).alias("_last"),
    ]
    return _one_holder(cut.with_columns(inside), ["year"])


def _months(spells: pl.DataFrame, years: Years | None) -> pl.DataFrame:
    begins = pl.date_ranges(pl.col("_first").dt.month_start(), pl.col("_last"), interval="1mo").alias("_begin")
    cut = spells.with_columns(begins).explode("_begin", empty_as_null=False)
    cut = cut.with_columns(
        year=pl.col("_begin").dt.year().cast(pl.Int64), month=pl.col("_begin").dt.month().cast(pl.Int64)
    )
    if years:
        cut = cut.filter(pl.col("year").is_between(*years))
    inside = [
        pl.max_horizontal("_first", "_begin").alias("_first"),
        pl.min_horizontal("_last", pl.col("_begin").dt.month_end()).alias("_last"),
    ]
    return _one_holder(cut.with_columns(inside).drop("_begin"), ["year", "month"])


def _one_holder(cut: pl.DataFrame, when: list[str]) -> pl.DataFrame:
    """Keep one row per code and time: the last holder, from the first day of the first to the last of the last."""
    who = "code" if "code" in cut.columns else "actor"
    ordered = cut.sort(who, *when, "_last")
    others = [pl.col(name).last() for name in ordered.columns if name not in (who, *when, "_first", "_last")]
    return ordered.group_by(who, *when, maintain_order=True).agg(*others, pl.col("_first").min(), pl.col("_last").max())


def _blocks(periods: pl.DataFrame, when: list[str], directed: bool) -> Iterator[pl.DataFrame]:
    """Yield the pairs of some times at a time, as many as make about `ROWS` rows, all with one list of actors."""
    codes = ["code"] if "code" in periods.columns else []
    ordered = periods.sort(*when, "actor", *codes)
    one = ordered.cast({"actor": pl.Enum(ordered["actor"].unique().sort())})
    sizes = one.group_by(when, maintain_order=True).len()["len"].to_numpy().astype(np.int64)
    block = np.cumsum(sizes**2) // ROWS
    ends = np.append(np.cumsum(sizes)[np.flatnonzero(np.diff(block))], one.height)
    for begin, end in pairwise([0, *ends.tolist()]):
        yield _pairs(one[begin:end], when, codes, directed)


def _pairs(one: pl.DataFrame, when: list[str], codes: list[str], directed: bool) -> pl.DataFrame:
    """Set each row beside every other of its time, by position, so that nothing is joined or sorted twice."""
    left, right = _positions(one, when)
    rank = one["actor"].to_physical().to_numpy()
    days = [one[name].to_physical().to_numpy() for name in ("_first", "_last")]
    met = (days[0][left] <= days[1][right]) & (days[0][right] <= days[1][left])
    order = one[codes[0]].to_numpy() if codes else rank
    apart = rank[left] != rank[right]
    kept = met & apart & (order[left] < order[right]) if not directed else met & apart
    ours = one.select("actor", *codes, *when)[left[kept]]
    theirs = one.select(pl.col("actor").alias("other"), *(pl.col(name).alias("code_other") for name in codes))
    pairs: pl.DataFrame = ours.hstack(theirs[right[kept]])
    return pairs.select("actor", "other", *codes, *(f"{name}_other" for name in codes), *when)


def _positions(one: pl.DataFrame, when: list[str]) -> tuple[NDArray[np.int32], NDArray[np.int32]]:
    """Return the positions of the first and the second row of every ordered pair of rows of one time."""
    numbered = one.with_row_index("_at").select(size=pl.len().over(when), begin=pl.col("_at").min().over(when))
    size, begin = (numbered[name].to_numpy().astype(np.int32) for name in ("size", "begin"))
    left = np.repeat(np.arange(one.height, dtype=np.int32), size)
    starts = (np.cumsum(size) - size).astype(np.int32)
    right = np.arange(len(left), dtype=np.int32)
    right += np.repeat(begin - starts, size)
    return left, right


def _key(periods: pl.DataFrame, *when: str) -> list[str]:
    return [name for name in ("actor", "code") if name in periods.columns] + list(when)
