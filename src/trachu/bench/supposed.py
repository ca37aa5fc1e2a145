"""Lay a scenario out for the structural engine: the world it starts from, what is known since, what is supposed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import numpy as np
import polars as pl

from trachu.core import parts
from trachu.core.alliances import pledges
from trachu.core.dates import bounds
from trachu.core.errors import UsageError
from trachu.core.maths import heirs
from trachu.core.random import normal, number_of
from trachu.core.regimes import REGIMES
from trachu.core.structure import Change, Rules, World
from trachu.core.supposing import Course, Opening, Reading
from trachu.core.tables import Frames
from trachu.core.words import Words
from trachu.core.worlds import DEFENCE, ECONOMY, MILITARY, PEOPLE, READS, Facts, world_at
from trachu.ontology import scenario as ontology
from trachu.ontology.prior import priors
from trachu.ontology.scenario import Scenario

MODEL = "evidence_ties"
INDEX = "cinc"
DOMAIN = "military-technology-security"
LEVELS = {"technology": "technology", "economy": "economy", "arms": "military"}  # lever → change of the engine
RESTS = ("sanction", "contiguity")  # flows that the start rests on
STAND_INS = ((ECONOMY, "gdp"), (MILITARY, "milex"), ((PEOPLE,), "pop"))  # for groups of components that are lacking
Own = list[tuple[Change, ...]]


@dataclass(frozen=True)
class Laid:
    """What the engine needs: `known` happens on both sides, `course` holds it and what is supposed, `own` by draw."""

    world: World
    first: int
    names: tuple[str, ...]
    known: tuple[Change, ...]
    course: Course
    own: Own
    items: tuple[tuple[str, str], ...]
    readings: tuple[Reading, ...]
    left_out: tuple[str, ...]
    whys: tuple[str, ...]


def parameters(seed: int, draws: int) -> list[Rules]:
    """Draw the beliefs of the structural engine once for each draw; those of pacts are a fit to the list of alliances.

    >>> [len(parameters(1, 3)), parameters(1, 3)[0] == parameters(1, 1)[0]]
    [3, True]
    """
    drawn = {}
    for name, prior in {**priors("structure"), **priors("structure_pacts")}.items():
        z = normal(seed, np.arange(draws), 0, number_of(name), 0)
        drawn[name] = np.clip(prior.mean + prior.sd * z, prior.low, prior.high)
    return [Rules(**{name: float(values[draw]) for name, values in drawn.items()}) for draw in range(draws)]


def lay_out(frames: Frames, supposed: Scenario, *, years: int, draws: int, seed: int, states: int) -> Laid:
    """Lay out start, known changes and levers; states of the scenario without CINC in the last year are left out."""
    first, names, left_out = _who(frames["capabilities"], supposed, states)
    place = {name: n for n, name in enumerate(names)}
    facts = Facts(completed(frames["capabilities"], first), *(frames[name] for name in ("ties", "parties", "flows")))
    world = world_at(facts, first, names)
    known = (*_pledged(facts, first, years, place), *_sanctioned(facts, world, first, years, place))
    levers = tuple(_levers(supposed, world, first, years, place))
    openings = tuple(_openings(supposed, first, years, place))
    watched = [w for w in supposed.watch if all(one in place for one in w.of)]
    readings = tuple(Reading(w.quantity, place[w.of[0]], place[w.of[-1]]) for w in watched)
    items = [("regime", regime) for regime in REGIMES] + [(w.quantity, "–".join(w.of)) for w in watched]
    return Laid(
        world=world, first=first, names=tuple(names), known=known, course=Course((*known, *levers), openings),
        own=_told(frames, first, years, draws, seed, place), items=tuple(items), readings=readings,
        left_out=left_out, whys=_whys(facts, first, names),
    )  # fmt: skip


def _who(capabilities: pl.DataFrame, supposed: Scenario, states: int) -> tuple[int, list[str], tuple[str, ...]]:
    """Return the last year with CINC, the strongest states of it and those of the scenario, and who lacks it."""
    index = capabilities.filter(pl.col("indicator") == INDEX)
    last = index.filter(pl.col("year") == pl.col("year").max()).sort("value", "actor", descending=[True, False])
    if last.height < 2:
        raise UsageError(
            Words(en="There is no CINC to start a scenario from.", th="ไม่มีดัชนี CINC สำหรับเริ่มฉากทัศน์"),
            Words(en="Add the National Material Capabilities: trachu add FILE.", th="เพิ่มชุดข้อมูล NMC ด้วย trachu add แฟ้ม"),
        )
    everybody = last["actor"].to_list()
    named = [state for state in supposed.states if state in everybody]
    chosen = sorted({*everybody[:states], *named}, key=everybody.index)
    lacking = (s for s in supposed.states if s not in everybody and ":" not in s)
    return int(last["year"][0]), chosen, tuple(lacking)


def completed(capabilities: pl.DataFrame, year: int) -> pl.DataFrame:
    """Add what stands for components of NMC that the year lacks: shares of GDP, of spending on arms, of people.

    A state without the stand-in takes its CINC. Components that any state has are left as they are.

    >>> rows = {"actor": ["A", "B"] * 2, "indicator": ["gdp"] * 2 + ["cinc"] * 2, "value": [1.0, 3.0, 0.1, 0.2]}
    >>> found = completed(pl.DataFrame({**rows, "year": 2022, "why": "w"}), 2022)
    >>> found.filter(indicator="irst")["value"].to_list()
    [0.25, 0.75]
    """
    now = capabilities.filter(pl.col("year") == year)
    index = now.filter(pl.col("indicator") == INDEX)
    added = [capabilities]
    for group, name in STAND_INS:
        if now.filter(pl.col("indicator").is_in(group)).height:
            continue
        given = now.filter(pl.col("indicator") == name).with_columns(pl.col("value") / pl.col("value").sum())
        rest = index.join(given.select("actor"), on="actor", how="anti")
        added.append(pl.concat([given, rest]).with_columns(indicator=pl.lit(group[0])))
    return pl.concat(added)


def _pledged(facts: Facts, first: int, years: int, place: Mapping[str, int]) -> Iterator[Change]:
    """Yield the alliances that the facts date after the start."""
    owed = pledges(facts.ties, facts.parties).filter(pl.col("level") == DEFENCE, pl.col("first") > first)
    for actor, other, begin in owed.select("actor", "other", "first").unique().sort(pl.all()).iter_rows():
        if actor in place and other in place and actor < other and begin <= first + years:
            yield Change(begin - first - 1, "tie", place[actor], place[other], 1.0)


def _sanctioned(
    facts: Facts, world: World, first: int, years: int, place: Mapping[str, int]
) -> Iterator[Change]:  # fmt: skip
    """Yield the sanctions that begin or end after the start, as far as the facts go."""
    after = pl.col("year").is_between(first + 1, first + years)
    rows = facts.flows.filter(pl.col("type") == "sanction", after)
    before = world.sanctions
    for year in sorted(set(rows["year"].to_list())):
        now = np.zeros(before.shape)
        for actor, other, value in rows.filter(year=year).select("actor", "other", "value").iter_rows():
            if actor in place and other in place and actor != other:
                now[place[actor], place[other]] = float(np.clip(value, 0.0, 1.0))
        for i, j in zip(*np.nonzero(now != before), strict=True):
            yield Change(year - first - 1, "sanction", int(i), int(j), float(now[i, j]))
        before = now


def _levers(
    supposed: Scenario, world: World, first: int, years: int, place: Mapping[str, int]
) -> Iterator[Change]:  # fmt: skip
    """Yield what the scenario sets in the engine; a lever that ends goes back to what it was at the start."""
    for change in supposed.changes:
        begin = max(change.since - first - 1, 0)
        end = years if change.until is None else min(change.until - first, years)
        for i, j in _pairs(change, place):
            if change.lever == "sanction":
                yield Change(begin, "sanction", i, j, change.size)
                if end < years:
                    yield Change(end, "sanction", i, j, float(world.sanctions[i, j]))
            elif change.lever == "alliance" and i != j:
                yield Change(begin, "tie", i, j, float(change.size > 0))
                if end < years:
                    yield Change(end, "tie", i, j, float(world.allied[i, j]))
        if change.lever in LEVELS:
            on = [place[one] for one in change.on if one in place]
            yield from (Change(y, LEVELS[change.lever], i, i, change.size) for y in range(begin, end) for i in on)


def _pairs(change: ontology.Change, place: Mapping[str, int]) -> Iterator[tuple[int, int]]:
    for one in change.by:
        for other in change.on:
            if one in place and other in place and one != other:
                yield place[one], place[other]


def _openings(supposed: Scenario, first: int, years: int, place: Mapping[str, int]) -> Iterator[Opening]:
    for change in supposed.changes:
        if change.lever == "openness":
            begin = max(change.since - first - 1, 0)
            end = years if change.until is None else max(change.until - first, begin)
            yield from (Opening(begin, end, i, j, change.size) for i, j in _pairs(change, place))


def _told(frames: Frames, first: int, years: int, draws: int, seed: int, place: Mapping[str, int]) -> Own:
    """Return for each draw the agreements on arms that documents date after the start, where they are true in it."""
    found: list[list[Change]] = [[] for _ in range(draws)]
    after = frames["events"].filter(pl.col("domain") == DOMAIN, pl.col("earliest").dt.year() > first)
    if after.height:
        events = after.select("event")["event"].to_list()
        seats = frames["parties"].filter(pl.col("record").is_in(events))
        drawn = parts.find("model", MODEL).run(after, frames["ties"].clear(), seats, seed=seed, draws=draws)
        heir = heirs(frames["actors"])
        sides = drawn["parties"].filter(pl.col("record").str.starts_with("EVENT:")).select(
            "draw", "record", "since", pl.col("actor").replace(heir)
        )  # fmt: skip
        both = sides.join(sides.select("draw", "record", other="actor"), on=["draw", "record"])
        for draw, since, one, other in both.select("draw", "since", "actor", "other").unique().sort(pl.all()).rows():
            year = _year(since)
            if one < other and one in place and other in place and year is not None and first < year <= first + years:
                found[draw].append(Change(year - first - 1, "tie", place[one], place[other], 1.0))
    return [tuple(changes) for changes in found]


def _year(edtf: str | None) -> int | None:
    day = bounds(edtf)[0]
    return day.year if day else None


def _whys(facts: Facts, first: int, names: list[str]) -> tuple[str, ...]:
    """Return what the start rests on."""
    here = pl.col("actor").is_in(names)
    start = facts.capabilities.filter(here, pl.col("year") == first, pl.col("indicator").is_in([INDEX, *READS]))
    flows = facts.flows.filter(pl.col("type").is_in(RESTS), here)
    pacts = facts.ties.filter(pl.col("type") == "alliance")
    whys = {why for frame in (start, flows, pacts) for why in frame["why"].drop_nulls().unique().to_list()}
    return tuple(sorted(whys))
