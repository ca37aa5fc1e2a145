"""Who owed what to whom in which year: alliances and the list of states, as numbers on a grid of years and states."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import polars as pl
from numpy.typing import NDArray

from trachu.core.dates import bounds
from trachu.core.maths import JOINED

SYSTEM = "LIST:COW-STATES"
STEPS = {"defense": 3, "offense": 3, "neutral": 2, "consul": 2, "nonagg": 1}  # the levels of an alliance profile
OWN = 3  # a state's place in its own profile: no alliance is closer than a state to itself
STATES = ("state", "former", "historical")
BEARS = (*JOINED, "actor")
Levels = NDArray[np.int8]


@dataclass(frozen=True, slots=True)
class Grid:
    """What each state owed each other one in each year; `levels` has the shape (years, states, states).

    `present` says which states there were in a year, `whys` what a year's numbers rest on.
    """

    first: int
    states: list[str]
    levels: Levels
    present: NDArray[np.bool_]
    whys: list[list[str]]

    def year(self, year: int) -> tuple[list[str], Levels]:
        """Return the states of a year and their profiles: row owes column, 3 on the diagonal."""
        at = np.flatnonzero(self.present[year - self.first])
        profile = self.levels[year - self.first][np.ix_(at, at)].copy()
        np.fill_diagonal(profile, OWN)
        return [self.states[i] for i in at], profile

    @property
    def years(self) -> range:
        """The years that the list of alliances covers."""
        return range(self.first, self.first + len(self.levels))


def spells(frame: pl.DataFrame) -> pl.DataFrame:
    """Add `first` and `last`, the years on any day of which something with `since` and `until` may have held.

    >>> spells(pl.DataFrame({"since": ["1961-07-06"], "until": [None]}))["first", "last"].rows()
    [(1961, None)]
    """
    begins = [_year(since, 0) for since in frame["since"].to_list()]
    ends = [_year(until, 1) for until in frame["until"].to_list()]
    return frame.with_columns(first=pl.Series(begins, dtype=pl.Int64), last=pl.Series(ends, dtype=pl.Int64))


def _year(when: str | None, side: int) -> int | None:
    day = bounds(when)[side]
    return day.year if day else None


def pledges(ties: pl.DataFrame, parties: pl.DataFrame, until: int | None = None) -> pl.DataFrame:
    """Return who owed whom what from which year to which: actor, other, level, first, last, whys.

    Only ties of the type `alliance` count, since only of a list of alliances does silence say that there
    is none. A year counts if both were bound on any day of it, as in the dyad-years of ATOP. An open end
    lasts to the year `until`, or to the last year that any of the alliances speaks of.

    >>> from trachu.core.tables import PARTIES, TIES
    >>> pact = TIES.of({"tie": ["P"], "type": ["alliance"], "obligations": [["consul", "nonagg"]]})
    >>> names = {"record": ["P", "P"], "role": ["member"] * 2, "actor": ["A", "B"]}
    >>> both = PARTIES.of({**names, "since": ["1950", "1951"]})
    >>> pledges(pact, both).drop("whys").rows()
    [('A', 'B', 2, 1951, 1951), ('B', 'A', 2, 1951, 1951)]
    """
    pacts = ties.filter(pl.col("type") == "alliance", pl.col("obligations").list.len() > 0)
    level = pl.col("obligations").list.eval(pl.element().replace_strict(STEPS, default=0, return_dtype=pl.Int64))
    pacts = pacts.select("tie", "since", "until", "why", level=level.list.max())
    columns = {"tie": "record", "joined": "since", "left": "until", "party_why": "why"}
    seats = pacts.join(parties.select("role", "actor", **columns), on="tie")
    held = spells(seats.with_columns(since=pl.coalesce("joined", "since"), until=pl.coalesce("left", "until")))
    said = [*held["first"].drop_nulls(), *held["last"].drop_nulls()]
    closing = max(said, default=0) if until is None else until
    held = held.drop_nulls("first").with_columns(pl.col("last").fill_null(closing))
    owing = held.filter(pl.col("role").is_in(BEARS), pl.col("level") > 0)
    facing = held.select("tie", "first", "last", "party_why", other="actor", facing="role")
    mutual = (pl.col("role") == "actor") == (pl.col("facing") == "recipient")
    return (
        owing.join(facing, on="tie", suffix="_other")
        .filter(pl.col("actor") != pl.col("other"), mutual, pl.col("facing") != "actor")
        .select(
            "actor",
            "other",
            "level",
            pl.max_horizontal("first", "first_other").alias("first"),
            pl.min_horizontal("last", "last_other").alias("last"),
            whys=pl.concat_list("why", "party_why", "party_why_other"),
        )
        .filter(pl.col("first") <= pl.col("last"))
        .sort("actor", "other", "first", "level", "last")
    )


def members(parties: pl.DataFrame, actors: pl.DataFrame, first: int, last: int) -> pl.DataFrame:
    """Return the spells of the states of the system: actor, first, last, why.

    These are the spells of the list of the Correlates of War where the facts have it; a spell that ends
    on the list's last day is not over and goes on to `last`. Without the list, every state counts from its
    beginning to its end as the actors give them.

    >>> from trachu.core.tables import ACTORS, PARTIES
    >>> there = ACTORS.of({"actor": ["SUN"], "kind": ["former"], "en": ["-"], "th": ["-"], "until": ["1991-12-25"]})
    >>> members(PARTIES.empty(), there, 1950, 2000).drop("why").rows()
    [('SUN', 1950, 1991)]
    """
    listed = parties.filter(pl.col("record") == SYSTEM, pl.col("role").is_in(JOINED))
    closing = max((until for until in listed["until"].to_list() if until), default=None)
    own = actors.filter(pl.col("kind").is_in(STATES))
    chosen = listed if listed.height else own
    held = spells(chosen.select("actor", "since", "until", "why"))
    over = pl.when(pl.col("until").ne_missing(pl.lit(closing, dtype=pl.String))).then("last")
    begun = pl.max_horizontal(pl.col("first").fill_null(first), pl.lit(first))
    ended = pl.min_horizontal(over.fill_null(last), pl.lit(last))
    found = held.select("actor", begun.alias("first"), ended.alias("last"), "why")
    return found.filter(pl.col("first") <= pl.col("last")).sort("actor", "first", "last")


def grid(ties: pl.DataFrame, parties: pl.DataFrame, actors: pl.DataFrame) -> Grid:
    """Lay the alliances of all years out over the states of the system; without alliances there are no years.

    >>> from trachu.core.tables import ACTORS, PARTIES, TIES
    >>> there = ACTORS.of({"actor": ["A", "B"], "kind": ["state"] * 2, "en": ["-"] * 2, "th": ["-"] * 2})
    >>> pact = TIES.of({"tie": ["P"], "type": ["alliance"], "obligations": [["nonagg"]], "since": ["1950"]})
    >>> both = PARTIES.of({"record": ["P", "P"], "role": ["member"] * 2, "actor": ["A", "B"]})
    >>> grid(pact, both, there).year(1950)[1].tolist()
    [[3, 1], [1, 3]]
    """
    owed = pledges(ties, parties)
    if owed.is_empty():
        return Grid(0, [], np.zeros((0, 0, 0), np.int8), np.zeros((0, 0), np.bool_), [])
    first, last = min(owed["first"].to_list()), max(owed["last"].to_list())
    there = members(parties, actors, first, last)
    states = sorted(set(there["actor"].to_list()))
    years, size = last - first + 1, len(states)
    number = dict(zip(states, range(size), strict=True))
    present = np.zeros((years, size), dtype=np.bool_)
    for actor, begin, end in there.select("actor", "first", "last").iter_rows():
        present[begin - first : end - first + 1, number[actor]] = True
    known = owed.filter(pl.col("actor").is_in(states), pl.col("other").is_in(states))
    yearly = known.with_columns(
        pl.col("actor", "other").replace_strict(number, return_dtype=pl.Int64),
        year=pl.int_ranges(pl.col("first") - first, pl.col("last") - first + 1),
    ).explode("year", empty_as_null=False)
    levels = np.zeros((years, size, size), dtype=np.int8)
    for step in sorted(set(STEPS.values())):
        rows = yearly.filter(pl.col("level") == step)
        levels[rows["year"].to_numpy(), rows["actor"].to_numpy(), rows["other"].to_numpy()] = step
    return Grid(first, states, levels, present, _whys(owed, there, first, years))


def _whys(owed: pl.DataFrame, there: pl.DataFrame, first: int, years: int) -> list[list[str]]:
    """Return what each year rests on: silence on a pair rests on the whole list."""
    pledged = owed.explode("whys", empty_as_null=True).select(pl.col("whys").alias("why"), "first", "last")
    both = pl.concat([pledged, there.select("why", "first", "last")]).drop_nulls("why").unique()
    found: list[set[str]] = [set() for _ in range(years)]
    for why, begin, end in both.iter_rows():
        for year in range(begin, end + 1):
            found[year - first].add(why)
    return [sorted(whys) for whys in found]
