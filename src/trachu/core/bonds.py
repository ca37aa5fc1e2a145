"""Who will be allied with whom: the past of defence pacts as arrays, and what is known of each pair at an origin."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import polars as pl
from numpy.typing import NDArray

from trachu.core.alliances import members, pledges, spells
from trachu.core.geodesy import great_circle
from trachu.core.maths import MAJORS, heirs
from trachu.core.worlds import PLACE, Facts

Floats = NDArray[np.float64]
Flags = NDArray[np.bool_]
Ints = NDArray[np.int64]

LISTED = "ATOP:"  # only of a list of all alliances does silence say that there is none
PACT = "defense"
DISPUTED = ("mid", "mid_gml")
REGIME, INDEX = "v2x_polyarchy", "cinc"
DEFENCE = 3
RECENT, LONG = 10, 25  # years for which disputes are counted
FAR, REACH, CLOSE = 8000.0, 1500.0, 3000.0  # kilometres: where a capital is unknown; of a neighbourhood; of allies
MIDDLING, SMALL = 0.3, 1e-5  # a regime that nobody has measured; a state without a figure
TERMS = (
    "constant", "distance", "distance²", "contiguous", "by land", "disputes", "old disputes", "common enemies",
    "enemies of allies", "shared allies", "overlap of allies", "allies of both", "allies of the lonelier",
    "neighbours allied", "neighbourhoods allied", "neighbours of one allied with the other", "stronger", "weaker",
    "both major", "one major", "apart in regime", "both democratic", "lesser pact", "allied before", "age of the pact",
    "pact of many", "common enemies near", "shared allies near", "pacts in the world",
)  # fmt: skip


@dataclass(frozen=True)
class Bonds:
    """Pacts of the past: [year, line, line] allied, lesser pacts, disputes, contiguity; [year, line] the rest."""

    first: int
    lines: tuple[str, ...]
    present: Flags
    allied: Flags
    lesser: Flags
    disputes: Flags
    contiguity: Floats
    cinc: Floats
    place: Floats
    regime: Floats
    major: Flags

    @property
    def last(self) -> int:
        """Return the last year."""
        return self.first + len(self.present) - 1


@dataclass(frozen=True)
class Pairs:
    """The pairs of states of a year: their numbers and what is known of them, [pair, term]."""

    one: Ints
    other: Ints
    terms: Floats
    allied: Flags


def listed(ties: pl.DataFrame) -> pl.DataFrame:
    """Return the ties of the list of alliances."""
    return ties.filter(pl.col("tie").str.starts_with(LISTED))


def covered(ties: pl.DataFrame, parties: pl.DataFrame) -> int:
    """Return the last year that the list of alliances speaks of; 0 without a list."""
    seats = spells(parties.filter(pl.col("record").str.starts_with(LISTED)))
    whole = spells(listed(ties))
    said = [year for frame in (seats, whole) for name in ("first", "last") for year in frame[name].drop_nulls()]
    return max(said, default=0)


def bonds(facts: Facts, actors: pl.DataFrame, year: int) -> Bonds | None:
    """Lay pacts out from the first that is listed to a year; a state and its heir are one line. None without a list."""
    pacts = listed(facts.ties)
    owed = pledges(pacts, facts.parties, year)
    firm = pledges(pacts.filter(pl.col("obligations").list.contains(PACT)), facts.parties, year)
    firm = firm.filter(pl.col("level") == DEFENCE)
    if firm.is_empty() or min(owed["first"].to_list()) > year:
        return None
    first = min(owed["first"].to_list())
    heir = heirs(actors)
    there = members(facts.parties, actors, first, year).with_columns(actor=pl.col("actor").replace(heir))
    lines = tuple(sorted(set(there["actor"].to_list())))
    place = {line: n for n, line in enumerate(lines)}
    lay = _Layer(first, year, heir, place)
    return Bonds(
        first, lines, lay.spans(there), lay.pairs(firm), lay.pairs(owed), lay.flows(facts.flows, DISPUTED) > 1,
        lay.flows(facts.flows, ("contiguity",)), lay.levels(facts.capabilities, INDEX),
        np.stack([lay.levels(facts.capabilities, name) for name in PLACE]),
        lay.levels(facts.capabilities, REGIME), lay.spans(_majors(facts.parties, heir, year)),
    )  # fmt: skip


def pairs(past: Bonds, year: int, *, among: int | None = None) -> Pairs:
    """Return the pairs of states that there are in a year, or that there still are in the year `among` as well."""
    at = year - past.first
    here = past.present[at] & (past.present[among - past.first] if among is not None else True)
    one, other = np.triu_indices(len(past.lines), 1)
    kept = here[one] & here[other]
    one, other = one[kept], other[kept]
    return Pairs(one, other, _terms(past, at, one, other), past.allied[at][one, other])


def apart(past: Bonds, at: int) -> Floats:
    """Return kilometres between the capitals of all lines."""
    north, east = past.place[0, at], past.place[1, at]
    size = len(north)
    i, j = (side.ravel() for side in np.indices((size, size)))
    found = great_circle(north[i], east[i], north[j], east[j]).reshape(size, size)
    return np.where(np.isfinite(found), found, FAR)


def _terms(past: Bonds, at: int, i: Ints, j: Ints) -> Floats:
    tied = past.allied[at].astype(np.float64)
    far, degree = apart(past, at), tied.sum(axis=1)
    hot = past.disputes[max(0, at - RECENT + 1) : at + 1].sum(axis=0).astype(np.float64)
    old = past.disputes[max(0, at - LONG + 1) : at + 1].sum(axis=0)
    border = (past.contiguity[at] > 0).astype(np.float64)
    foes = (hot > 0).astype(np.float64)
    shared, common, enemies = (tied @ tied)[i, j], (foes @ foes)[i, j], (tied @ foes + foes @ tied)[i, j]
    around = np.exp(-far / REACH) * past.present[at] * past.present[at][:, None]
    np.fill_diagonal(around, 0.0)
    whole = around.sum(axis=1) + 1e-9
    bloc, reach = (around @ tied @ around)[i, j] / (whole[i] * whole[j]), around @ tied
    log = np.log(np.where(past.cinc[at] > 0, past.cinc[at], SMALL) + SMALL)
    regime = np.where(np.isfinite(past.regime[at]), past.regime[at], MIDDLING)
    a, b, distance = regime[i], regime[j], np.log(far[i, j] + 100) - 8
    age, before = _ages(past, at)
    number = past.present[at].sum()
    density = np.full(len(i), tied.sum() / max(number * (number - 1), 1) * 10)
    major = past.major[at]
    return np.stack(
        [
            np.ones(len(i)), distance, distance**2, border[i, j], past.contiguity[at][i, j] == 1, np.log1p(hot[i, j]),
            np.log1p(old[i, j]), np.log1p(common), np.log1p(enemies), np.log1p(shared),
            shared / np.maximum(degree[i] + degree[j] - shared, 1), np.log1p(degree[i]) + np.log1p(degree[j]),
            np.log1p(np.minimum(degree[i], degree[j])), np.log1p((border @ tied + tied @ border)[i, j]), bloc,
            (reach[i, j] / whole[i] + reach[j, i] / whole[j]) / 2, np.maximum(log[i], log[j]),
            np.minimum(log[i], log[j]), major[i] & major[j], major[i] | major[j], np.abs(a - b), a * b,
            past.lesser[at][i, j], before[i, j], np.log1p(age[i, j]), (age[i, j] > 0) & (shared > 3),
            np.log1p(common) * np.exp(-far[i, j] / CLOSE), np.log1p(shared) * np.exp(-far[i, j] / CLOSE), density,
        ],
        axis=-1,
    ).astype(np.float64)  # fmt: skip


def _ages(past: Bonds, at: int) -> tuple[Floats, Flags]:
    """Return for how many years each pact has lasted, and whether there was one in an earlier year."""
    so_far = past.allied[: at + 1]
    broken = ~so_far[::-1]
    age = np.where(broken.any(axis=0), broken.argmax(axis=0), len(so_far))
    return age.astype(np.float64), np.asarray(so_far[:-1].any(axis=0))


def _majors(parties: pl.DataFrame, heir: dict[str, str], year: int) -> pl.DataFrame:
    """Return the spells of major powers; those that end on the list's last day go on."""
    held = spells(parties.filter(pl.col("record") == MAJORS, pl.col("role") == "member"))
    closing = max((last for last in held["last"].to_list() if last), default=year)
    ended = pl.when(pl.col("last") < closing).then("last").otherwise(pl.lit(year))
    named = held.with_columns(actor=pl.col("actor").replace(heir), last=ended)
    return named.filter(pl.col("first").is_not_null(), pl.col("first") <= pl.col("last")).select(
        "actor", "first", "last"
    )


@dataclass(frozen=True)
class _Layer:
    """Where rows go: years from `first` to `last`, lines in their places."""

    first: int
    last: int
    heir: dict[str, str]
    place: dict[str, int]

    @property
    def years(self) -> int:
        """The number of years."""
        return self.last - self.first + 1

    def spans(self, rows: pl.DataFrame) -> Flags:
        """Mark the years from first to last of each actor: [year, line]."""
        found = np.zeros((self.years, len(self.place)), dtype=bool)
        for actor, begin, end in rows.select("actor", "first", "last").iter_rows():
            if actor in self.place:
                found[max(begin - self.first, 0) : end - self.first + 1, self.place[actor]] = True
        return found

    def pairs(self, rows: pl.DataFrame) -> Flags:
        """Mark the years from first to last of each pair, both ways: [year, line, line]."""
        found = np.zeros((self.years, len(self.place), len(self.place)), dtype=bool)
        for actor, other, begin, end in rows.select("actor", "other", "first", "last").iter_rows():
            one, two = (self.place.get(self.heir.get(name, name), -1) for name in (actor, other))
            if min(one, two) >= 0 and one != two and begin <= self.last:
                found[begin - self.first : end - self.first + 1, one, two] = True
                found[begin - self.first : end - self.first + 1, two, one] = True
        return found

    def flows(self, rows: pl.DataFrame, kinds: tuple[str, ...]) -> Floats:
        """Lay out the larger direction of a flow: [year, line, line]; contiguity goes on after its last year."""
        found = np.zeros((self.years, len(self.place), len(self.place)))
        kept = rows.filter(pl.col("type").is_in(kinds), pl.col("year").is_between(self.first, self.last))
        for actor, other, year, value in kept.select("actor", "other", "year", "value").iter_rows():
            one, two = (self.place.get(self.heir.get(name, name), -1) for name in (actor, other))
            if min(one, two) >= 0 and one != two:
                most = max(found[year - self.first, one, two], value)
                found[year - self.first, one, two] = found[year - self.first, two, one] = most
        covered_ = kept["year"].to_list()
        if covered_ and kinds == ("contiguity",):
            found[max(covered_) - self.first :] = found[max(covered_) - self.first]
        return found

    def levels(self, rows: pl.DataFrame, indicator: str) -> Floats:
        """Return an indicator by year and line; the last value known goes on."""
        found = np.full((self.years, len(self.place)), np.nan)
        kept = rows.filter(pl.col("indicator") == indicator, pl.col("year").is_between(self.first, self.last))
        for actor, year, value in kept.select("actor", "year", "value").iter_rows():
            line = self.place.get(self.heir.get(actor, actor), -1)
            if line >= 0:
                found[year - self.first, line] = np.fmax(found[year - self.first, line], value)
        for at in range(1, self.years):
            found[at] = np.where(np.isfinite(found[at]), found[at], found[at - 1])
        return found
