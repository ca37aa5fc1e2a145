"""What can be joined to a frame: fact tables laid out with one row per state and year, or per pair and year."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np
import polars as pl
from numpy.typing import NDArray

from trachu.core.alliances import spells

MAJORS = "LIST:COW-MAJORS"
OBLIGATIONS = ("defense", "offense", "neutral", "nonagg", "consul")
Whole = NDArray[np.int32]
EMPTY = np.zeros(0, dtype=np.int32)
FULL = ("member", "party", "founder", "signatory", "participant")
STATE, PAIR = ("actor", "year"), ("actor", "other", "year")
AMOUNTS = ("trade", "arms", "aid", "energy", "troops")  # of these a state's years are sums, of others counts of states
COUNTED = ("contiguity", "war", "armed_conflict", "internal_conflict")  # no row means none
LISTED = ("sanction", "atop_", "mid")  # beginnings of names of which the same holds
BOTH_WAYS = ("contiguity", "war", "armed_conflict", "min_distance", "capdist")  # the same seen from either side
ALIKE = ("atop_pair_", "dispute", "terms_", "phase_")  # beginnings of names of which the same holds
TIMELESS = ("capdist",)  # published without a year: the same in all
UNTOLD = {"mid_fatality": "mid", "mid_gml_fatality": "mid_gml"}  # unknown, not none, where only the other has a row


def none_if_absent(name: str) -> bool:
    """Whether a pair or state without a row, in years that the data cover, had none of it.

    >>> none_if_absent("sanction:arms"), none_if_absent("trade")
    (True, False)
    """
    return name in COUNTED or name.startswith(LISTED)


def same_both_ways(name: str) -> bool:
    """Whether a variable of pairs is the same seen from either side.

    >>> same_both_ways("dispute_onset"), same_both_ways("mid")
    (True, False)
    """
    return name in BOTH_WAYS or name.startswith(ALIKE)


def of_states(capabilities: pl.DataFrame, names: Sequence[str]) -> pl.DataFrame:
    """Lay indicators out as columns: actor, year, and one for each name.

    >>> rows = {"actor": ["A", "A"], "year": [1, 1], "indicator": ["gdp", "pop"], "value": [6.0, 3.0]}
    >>> of_states(pl.DataFrame(rows), ["gdp", "pop"]).rows()
    [('A', 1, 6.0, 3.0)]
    """
    kept = capabilities.filter(pl.col("indicator").is_in(names))
    return _wide(kept, STATE, "indicator", names)


def of_pairs(flows: pl.DataFrame, names: Sequence[str]) -> pl.DataFrame:
    """Lay flows out as columns: actor, other, year, and one for each type.

    >>> rows = {"actor": ["A"], "other": ["B"], "year": [1], "type": ["trade"], "value": [6.0]}
    >>> of_pairs(pl.DataFrame(rows), ["trade"]).rows()
    [('A', 'B', 1, 6.0)]
    """
    return _wide(flows.filter(pl.col("type").is_in(names)), PAIR, "type", names)


def told(flows: pl.DataFrame, name: str) -> pl.DataFrame:
    """Return a flow of pairs, NaN where something else says that there was some, and this does not say how much.

    >>> rows = {"actor": ["A"], "other": ["B"], "year": [1], "type": ["mid"], "value": [4.0]}
    >>> told(pl.DataFrame(rows), "mid_fatality").rows()
    [('A', 'B', 1, nan)]
    """
    own = of_pairs(flows, [name])
    there = flows.filter(pl.col("type") == UNTOLD[name]).select(PAIR)
    unknown = there.join(own, on=PAIR, how="anti").with_columns(pl.lit(float("nan")).alias(name))
    return pl.concat([own, unknown])


def timeless(flows: pl.DataFrame, name: str) -> pl.DataFrame:
    """Return a flow of pairs that was published without a year, once for each pair.

    >>> rows = {"actor": ["A"], "other": ["B"], "year": [1816], "type": ["capdist"], "value": [6.0]}
    >>> timeless(pl.DataFrame(rows), "capdist").rows()
    [('A', 'B', 6.0)]
    """
    latest = flows.filter(pl.col("type") == name).sort("year").unique(["actor", "other"], keep="last")
    return latest.select("actor", "other", pl.col("value").alias(name))


def summed(flows: pl.DataFrame, name: str) -> pl.DataFrame:
    """Return a flow by state and year: what it sent and received, or in how many pairs it was.

    Amounts (trade, arms, aid, energy, troops) are summed; of other types (disputes, wars, contiguity)
    the states are counted with whom the state had it.

    >>> rows = {"actor": ["A", "B"], "other": ["B", "A"], "year": [1, 1], "type": ["trade"] * 2, "value": [6.0, 1.0]}
    >>> summed(pl.DataFrame(rows), "trade").sort("actor").rows()
    [('A', 1, 6.0, 1.0), ('B', 1, 1.0, 6.0)]
    """
    kept = flows.filter(pl.col("type") == name)
    if name not in AMOUNTS:
        counted = kept.filter(pl.col("value") > 0).group_by(STATE).agg(pl.col("other").n_unique().alias(name))
        return counted.cast({name: pl.Float64})
    sent = kept.group_by(STATE).agg(pl.col("value").sum().alias(f"{name}_sent"))
    received = kept.group_by(pl.col("other").alias("actor"), "year").agg(
        pl.col("value").sum().alias(f"{name}_received")
    )
    return sent.join(received, on=STATE, how="full", coalesce=True)


def majors(ties: pl.DataFrame, parties: pl.DataFrame) -> tuple[pl.DataFrame, tuple[int, int] | None]:
    """Return who was a major power in which year (on any day of it), and the years of which the list speaks.

    >>> from trachu.core.tables import PARTIES, TIES
    >>> table = TIES.of({"tie": [MAJORS], "type": ["list"], "since": ["1816"], "until": ["2016"]})
    >>> member = {"record": MAJORS, "role": "member", "actor": "FRA", "since": "1816", "until": "1816"}
    >>> found, years = majors(table, PARTIES.of([member]))
    >>> found.rows(), years
    ([('FRA', 1816, 1)], (1816, 2016))
    """
    whole = spells(ties.filter(pl.col("tie") == MAJORS)).drop_nulls(["first", "last"])
    held = spells(parties.filter(pl.col("record") == MAJORS)).drop_nulls(["first", "last"])
    years = pl.int_ranges("first", pl.col("last") + 1, dtype=pl.Int64).alias("year")
    listed = held.select("actor", years).explode("year", empty_as_null=False).unique(maintain_order=True)
    covered = (int(whole["first"][0]), int(whole["last"][0])) if whole.height else None
    return listed.with_columns(major=pl.lit(1, dtype=pl.Int8)), covered


def obligations(ties: pl.DataFrame, parties: pl.DataFrame, last: int) -> pl.DataFrame:
    """Return what each state owed each other in alliances by year: actor, other, year, and one column for each duty.

    Alliances between members are owed both ways; one-sided ones by who bears them to who receives
    them. An alliance without an end lasts to `last`, the last year of the data.

    >>> from trachu.core.tables import PARTIES, TIES
    >>> pact = TIES.of({"tie": ["P"], "type": ["alliance"], "obligations": [["nonagg"]]})
    >>> names = {"record": ["P", "P"], "role": ["member"] * 2, "actor": ["A", "B"], "since": ["1950", "1951"]}
    >>> obligations(pact, PARTIES.of(names), 1951).select("actor", "other", "year", "nonagg", "defense").rows()
    [('A', 'B', 1951, 1, 0), ('B', 'A', 1951, 1, 0)]
    """
    duties = [pl.col("obligations").list.contains(name).cast(pl.Int8).alias(name) for name in OBLIGATIONS]
    pacts = ties.filter(pl.col("type") == "alliance").select(pl.col("tie").alias("record"), *duties)
    seats = spells(parties.join(pacts, on="record")).with_columns(pl.col("last").fill_null(last))
    seats = seats.drop_nulls("first").select("record", "role", "actor", "first", "last", *OBLIGATIONS)
    seats = seats.cast({"actor": pl.Enum(seats["actor"].unique().sort())})
    both = [seats.filter(pl.col("role") == one).join(
        seats.filter(pl.col("role") == two).select("record", "actor", "first", "last"), on="record", suffix="_other"
    ) for one, two in (("member", "member"), ("actor", "recipient"))]  # fmt: skip
    begin, end = pl.max_horizontal("first", "first_other"), pl.min_horizontal("last", "last_other")
    met = pl.concat(both).filter(pl.col("actor") != pl.col("actor_other"), begin <= end, end - begin >= 0)
    years = met.with_columns(year=pl.int_ranges(begin, end + 1, dtype=pl.Int64)).explode("year", empty_as_null=False)
    owed = years.group_by("actor", "year", other="actor_other").agg(pl.col(OBLIGATIONS).max())
    return owed.select(*PAIR, *OBLIGATIONS).sort(PAIR)


def shared(ties: pl.DataFrame, parties: pl.DataFrame, kind: str, last: int) -> pl.DataFrame:
    """Count by pair and year the ties of a type of which both are full members: the off-diagonal of M Mᵀ.

    >>> from trachu.core.tables import PARTIES, TIES
    >>> two = TIES.of({"tie": ["F", "G"], "type": ["igo"] * 2})
    >>> seats = {"record": ["F", "F", "G"], "role": ["member"] * 3, "actor": ["A", "B", "B"], "since": ["2001"] * 3}
    >>> shared(two, PARTIES.of(seats), "igo", 2001).rows()
    [('A', 'B', 2001, 1.0), ('B', 'A', 2001, 1.0)]
    """
    named = ties.filter(pl.col("type") == kind)["tie"]
    seats = spells(parties.filter(pl.col("record").is_in(named.to_list()), pl.col("role").is_in(FULL)))
    seats = seats.drop_nulls("first").with_columns(pl.col("last").fill_null(last))
    actors = seats["actor"].unique().sort()
    counts = _by_year(seats, actors)
    found = [(np.full(len(one), year, dtype=np.int32), one, other, count) for year, one, other, count in counts]
    year, one, other, count = (np.concatenate(column) for column in zip(*found, strict=True)) if found else [EMPTY] * 4
    listed = actors.cast(pl.Enum(actors))
    columns = {"actor": listed.gather(one), "other": listed.gather(other), "year": year, kind: count}
    return pl.DataFrame(columns, schema_overrides={"year": pl.Int64, kind: pl.Float64})


def _by_year(seats: pl.DataFrame, actors: pl.Series) -> Iterator[tuple[int, Whole, Whole, Whole]]:
    """Yield each year, and by position the pairs of actors with something in common, and how much."""
    places = seats["record"].rank("dense").to_numpy().astype(np.int32) - 1
    people = actors.search_sorted(seats["actor"]).to_numpy().astype(np.int32)
    first, last = seats["first"].to_numpy(), seats["last"].to_numpy()
    for year in range(int(first.min()), int(last.max()) + 1) if len(first) else ():
        held = (first <= year) & (year <= last)
        (who, row), (what, column) = _there(people[held]), _there(places[held])
        seated = np.zeros((len(who), len(what)), dtype=np.float32)
        seated[row, column] = 1
        common = seated @ seated.T
        np.fill_diagonal(common, 0)
        one, other = np.nonzero(common)
        yield year, who[one], who[other], common[one, other].astype(np.int32)


def _there(numbers: Whole) -> tuple[Whole, Whole]:
    """Return which numbers occur, in order, and for each the place of its own among them."""
    marked = np.zeros(int(numbers.max(initial=-1)) + 1, dtype=np.bool_)
    marked[numbers] = True
    return np.flatnonzero(marked).astype(np.int32), (np.cumsum(marked, dtype=np.int32) - 1)[numbers]


def _wide(kept: pl.DataFrame, key: Sequence[str], by: str, names: Sequence[str]) -> pl.DataFrame:
    if len(names) == 1:
        return kept.select(*key, pl.col("value").alias(names[0]))
    values = [pl.col("value").filter(pl.col(by) == name).first().alias(name) for name in names]
    return kept.group_by(key).agg(values)
