"""Profiles of states compared pair by pair: how often two stand where, and what the field makes of it.

A profile is a row of small whole numbers: what one state holds towards each other state, or how it voted on each roll
call. Of a pair only the cells count: how much of what is compared finds the one at level l and the other at level m.
Every measure of similarity follows from the cells.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal, NamedTuple

import numpy as np
import polars as pl
from numpy.typing import NDArray

from trachu.core.maths import session_year

Distance = Literal["absolute", "squared", "nominal"]
Statistic = Literal["S", "kappa", "pi", "tau_b"]
Levels = NDArray[np.int8]
Index = NDArray[np.intp]
Vector = NDArray[np.float64]
Cells = NDArray[np.float64]
Marks = NDArray[np.bool_]
Bits = NDArray[np.uint64]
Counts = NDArray[np.int64]
VOTES = {"yes": 0, "abstain": 1, "no": 2}
NONE = -1  # no level: the state is not compared here


class Profiles(NamedTuple):
    """The profiles of one year: a row per state; how much each column counts; what they rest on.

    `sources` says, where a year rests on more than one thing, on which of `whys` each level rests.
    """

    year: int
    states: list[str]
    levels: Levels
    weights: Vector | None
    whys: list[str]
    sources: Counts | None = None


def ballots(choices: pl.DataFrame, by_session: bool = True) -> Iterator[Profiles]:
    """Yield how the states voted in each session of the General Assembly, or year outside one; absence is `NONE`.

    >>> cast = {"actor": ["A", "B"], "item": ["1", "2"], "choice": ["no", "yes"], "date": None, "session": 77}
    >>> [(found.year, found.levels.tolist()) for found in ballots(pl.DataFrame({**cast, "why": "w"}))]
    [(2022, [[2, -1], [-1, 0]])]
    """
    given = choices.filter(pl.col("choice").is_in(list(VOTES))).with_columns(session_year(by_session))
    cast = given.drop_nulls("year")
    states, items, whys = (sorted(set(cast[name].drop_nulls().unique().to_list())) for name in ("actor", "item", "why"))
    coded = (cast[name].cast(pl.Enum(names)).to_physical() for name, names in (("actor", states), ("item", items)))
    actor, item = (codes.to_numpy().astype(np.intp) for codes in coded)
    level = cast["choice"].replace_strict(VOTES, return_dtype=pl.Int8).to_numpy()
    why = cast["why"].cast(pl.Enum(whys)).to_physical().cast(pl.Int64).fill_null(NONE).to_numpy()
    years, turn = np.unique(cast["year"].to_numpy(), return_inverse=True)
    order = np.argsort(turn, kind="stable")
    ends = np.searchsorted(turn[order], np.arange(len(years) + 1))
    for at, year in enumerate(years.tolist()):
        rows = order[ends[at] : ends[at + 1]]
        there, row = np.unique(actor[rows], return_inverse=True)
        called, column = np.unique(item[rows], return_inverse=True)
        levels = np.full((len(there), len(called)), NONE, dtype=np.int8)
        levels[row, column] = level[rows]
        sources = np.full(levels.shape, NONE, dtype=np.int64)
        sources[row, column] = why[rows]
        used = np.unique(why[rows])
        own = [whys[code] for code in used.tolist() if code != NONE]
        kept = np.searchsorted(used[used != NONE], sources) * (sources != NONE) - (sources == NONE)
        yield Profiles(
            year, [states[code] for code in there.tolist()], levels, None, own, kept if len(own) > 1 else None
        )


def pairs(states: int, focal: int | None = None) -> tuple[Index, Index]:
    """Return the pairs of that many states, each once; with `focal` those of this state, which comes first.

    >>> [found.tolist() for found in pairs(3)], [found.tolist() for found in pairs(3, 1)]
    ([[0, 0, 1], [1, 2, 2]], [[1, 1], [0, 2]])
    """
    if focal is None:
        return np.triu_indices(states, 1)
    theirs = np.delete(np.arange(states), focal)
    return np.full_like(theirs, focal), theirs


def packed(marked: Marks) -> Bits:
    """Pack rows of marks into words of 64 bits: shape (words, rows).

    >>> packed(np.array([[True, False], [True, True]])).tolist()
    [[128, 192]]
    """
    octets = np.packbits(marked, axis=-1)
    missing = np.zeros((len(octets), -octets.shape[-1] % 8), dtype=np.uint8)
    return np.ascontiguousarray(np.concatenate([octets, missing], axis=-1).view(np.uint64).T)


def overlap(left: Bits, right: Bits, mine: Index, theirs: Index) -> Counts:
    """Count for each pair the things that both marks have.

    >>> marks = packed(np.array([[True, False, True], [True, True, True]]))
    >>> overlap(marks, marks, *pairs(2)).tolist()
    [2]
    """
    counted: Counts = np.zeros(len(mine), dtype=np.int64)
    for one, other in zip(left, right, strict=True):
        counted += np.bitwise_count(one[mine] & other[theirs])
    return counted


def cells(profiles: Levels, size: int, mine: Index, theirs: Index, weights: Vector | None = None) -> Cells:
    """Return what the pairs `mine`, `theirs` have in the cells (l, m): shape (size, size, pairs).

    `profiles` has a row per state and a column per thing compared, with levels 0 to size − 1 or `NONE`.
    A thing that one of the two has no level on is left out. `weights` says how much each column counts,
    1 without. Counts are taken bit by bit, which needs neither floating point nor threads.

    >>> cells(np.array([[1, 0, 1], [1, 1, -1]], dtype=np.int8), 2, *pairs(2))[..., 0].tolist()
    [[0.0, 1.0], [0.0, 1.0]]
    """
    marks = [profiles == level for level in range(size)]
    found: Cells = np.empty((size, size, len(mine)))
    if weights is None and bool((profiles != NONE).all()):
        return _whole(found, marks, profiles.shape[1], mine, theirs)
    words = [packed(mark) for mark in marks]
    for at in range(size):
        for other in range(size):
            if weights is None:
                found[at, other] = overlap(words[at], words[other], mine, theirs)
            else:
                found[at, other] = ((marks[at] * weights) @ marks[other].T.astype(np.float64))[mine, theirs]
    return found


def _whole(found: Cells, marks: list[Marks], things: int, mine: Index, theirs: Index) -> Cells:
    """Count the cells of profiles without gaps: those of level 0 are what the others leave of all things."""
    words = [packed(mark) for mark in marks[1:]]
    lefts, rights = [word.take(mine, axis=1) for word in words], [word.take(theirs, axis=1) for word in words]
    often = [mark.sum(1, dtype=np.int64) for mark in marks[1:]]
    for at, (left, own) in enumerate(zip(lefts, often, strict=True), 1):
        for other, right in enumerate(rights, 1):
            found[at, other] = sum(
                np.bitwise_count(one & two).astype(np.uint16) for one, two in zip(left, right, strict=True)
            )
        found[at, 0] = own[mine] - found[at, 1:].sum(0)
    for other, own in enumerate(often, 1):
        found[0, other] = own[theirs] - found[1:, other].sum(0)
    found[0, 0] = things - sum(own[mine] for own in often) - found[0, 1:].sum(0)
    return found


def broad(levels: Levels) -> Levels:
    """Put all levels above 0 into one, as `coarse` does after counting.

    >>> broad(np.array([[0, 2, -1]], dtype=np.int8)).tolist()
    [[0, 1, -1]]
    """
    return np.minimum(levels, np.int8(1))


def coarse(given: Cells) -> Cells:
    """Put all levels above 0 into one: anything against nothing.

    >>> coarse(np.arange(9.0).reshape(3, 3, 1))[..., 0].tolist()
    [[0.0, 3.0], [9.0, 24.0]]
    """
    rows = np.stack([given[0], given[1:].sum(0)])
    return np.stack([rows[:, 0], rows[:, 1:].sum(1)], axis=1)


def apart(size: int, distance: Distance) -> Vector:
    """Return how far apart two levels are on the fixed scale, 0 to 1: |l − m|, (l − m)² or l ≠ m over the largest.

    >>> apart(3, "squared").tolist()
    [[0.0, 0.25, 1.0], [0.25, 0.0, 0.25], [1.0, 0.25, 0.0]]
    """
    level = np.arange(size, dtype=np.float64)
    gap = np.abs(level[:, None] - level)
    if distance == "nominal":
        return (gap > 0).astype(np.float64)
    largest = float(size - 1)
    return gap / largest if distance == "absolute" else (gap / largest) ** 2


def similar(given: Cells, statistic: Statistic, distance: Distance) -> Vector:
    """Return one statistic for every pair; not a number where a pair has nothing to compare or no variation.

    With n the sum of a pair's cells c, r and s its row and column sums, and d the distance of two levels:
    S = 1 − 2 Σ d c / n; κ = 1 − n Σ d c / Σ d r s; π the same with (r + s)/2 for both;
    τ_b = (concordant − discordant) / √[(n² − Σ r²)(n² − Σ s²)] · 2, the pairs of things being counted once.

    >>> one = np.array([[3.0, 1.0], [1.0, 5.0]])[..., None]
    >>> [round(float(similar(one, name, "nominal")[0]), 4) for name in ("S", "kappa", "pi", "tau_b")]
    [0.6, 0.5833, 0.5833, 0.5833]
    """
    whole = given.sum((0, 1))
    with np.errstate(divide="ignore", invalid="ignore"):
        if statistic == "tau_b":
            return _tau_b(given, whole)
        scale = apart(len(given), distance)
        observed = np.tensordot(scale, given, 2)
        if statistic == "S":
            found: Vector = 1 - 2 * observed / whole
            return found
        rows, columns = given.sum(1), given.sum(0)
        if statistic == "pi":
            rows = columns = (rows + columns) / 2
        beyond: Vector = 1 - observed * whole / (rows * (scale @ columns)).sum(0)
    return beyond


def _tau_b(given: Cells, whole: Vector) -> Vector:
    """Count for each cell what lies above it in both respects, less what lies above in one and below in the other."""
    net, above = np.zeros_like(whole), np.zeros_like(given[0])
    for at in range(len(given) - 2, -1, -1):
        above += given[at + 1]
        beyond, before = above.sum(0), np.zeros_like(whole)
        for other in range(len(given)):
            beyond = beyond - above[other]
            net += given[at, other] * (beyond - before)
            before = before + above[other]
    rows, columns = (whole**2 - (given.sum(axis) ** 2).sum(0) for axis in (1, 0))
    found: Vector = 2 * net / np.sqrt(rows * columns)
    return found
