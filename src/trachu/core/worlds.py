"""A start of the structural engine from the fact tables: who is how strong, how near, how alike and bound to whom.

What the facts do not have is filled with a stated neutral value, never with a guess from the future: no distance
makes all states equally near, no ideal points and no disputes make them equally alike.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import polars as pl

from trachu.core.alliances import pledges
from trachu.core.geodesy import great_circle
from trachu.core.structure import Floats, Rules, World

ECONOMY, MILITARY, PEOPLE = ("irst", "pec", "upop"), ("milex", "milper"), "tpop"
PLACE = ("capital_latitude", "capital_longitude")
IDEAL = "ideal_point"
READS = (*ECONOMY, *MILITARY, PEOPLE, *PLACE, IDEAL)
FAR = 4000.0  # kilometres at which a state counts for a half
NEUTRAL = 0.5  # how near two states are of whose places nothing is known
BORDER = 0.9  # how near neighbours by land are; each kind of water less by a tenth
DEFENCE = 3  # the level of an alliance whose members defend each other
DISPUTES = 10  # years for which a dispute is remembered
HOSTILE, WARM = 0.6, 0.3  # what disputes take from likeness, and an alliance adds
LEAST = 1e-4  # of a share of the world
SCALE = 100.0
BOUNDS = (0.05, 20.0)  # of technology, output for each head


@dataclass(frozen=True)
class Facts:
    """The tables that a start is made of."""

    capabilities: pl.DataFrame
    ties: pl.DataFrame
    parties: pl.DataFrame
    flows: pl.DataFrame


def world_at(facts: Facts, year: int, names: Sequence[str], rules: Rules | None = None) -> World:
    """Lay the world of a year out for these states; nothing later than the year is read.

    Economy is the mean share in industry, energy and cities, technology that share for each head, arms in the
    balance that effort and wear would keep (M = e·E / (1 − keep) at the mean effort), effort as far above or below
    the mean as the military share is of the economic one. `near` is 1/(1 + d/4000 km) between capitals, 0.9 and less
    by 0.1 for each kind of contiguity where that is more. `like` is 1 − d of ideal points over 2, less for disputes
    of the last ten years, more for an alliance. `sanctions` are 1 where a case was in force.
    """
    rules = rules or Rules()
    place = {name: n for n, name in enumerate(names)}
    output, arms, people = (_shares(facts.capabilities, year, place, k) for k in (ECONOMY, MILITARY, (PEOPLE,)))
    allied, age = pacts_at(facts, year, place)
    balance = rules.effort / (1.0 - rules.keep)
    return World(
        economy=output * SCALE,
        military=arms * balance * SCALE,
        technology=(output / people).clip(*BOUNDS),
        effort=(rules.effort * arms / output).clip(rules.least, rules.greatest),
        alive=np.ones(len(names)),
        near=_near(facts, year, place),
        like=_like(facts, year, place, allied),
        allied=allied,
        age=age,
        sanctions=_paired(facts.flows, year, place, "sanction").clip(0.0, 1.0),
    )


def _latest(capabilities: pl.DataFrame, year: int, indicator: str) -> dict[str, float]:
    """Return the last value that each actor has had by the year."""
    rows = capabilities.filter(pl.col("indicator") == indicator, pl.col("year") <= year).sort("year")
    return dict(rows.unique("actor", keep="last", maintain_order=True).select("actor", "value").iter_rows())


def _shares(capabilities: pl.DataFrame, year: int, place: dict[str, int], indicators: Sequence[str]) -> Floats:
    """Return the mean share of these states in indicators, over those of the indicators that a state has."""
    now = capabilities.filter(pl.col("year") == year)
    found = np.full((len(indicators), len(place)), np.nan)
    for k, indicator in enumerate(indicators):
        rows = now.filter(pl.col("indicator") == indicator)
        whole = float(rows["value"].sum())
        for actor, value in rows.select("actor", "value").iter_rows():
            if actor in place and whole > 0:
                found[k, place[actor]] = value / whole
    count = np.isfinite(found).sum(axis=0)
    return np.asarray(np.maximum(np.nansum(found, axis=0) / np.maximum(count, 1), LEAST))


def _paired(flows: pl.DataFrame, year: int, place: dict[str, int], kind: str, back: int = 1) -> Floats:
    """Add up a kind of flow between these states over the last years: [actor, other]."""
    span = pl.col("year").is_between(year - back + 1, year)
    rows = flows.filter(pl.col("type") == kind, span, pl.col("value") > 0)
    found = np.zeros((len(place), len(place)))
    for actor, other, value in rows.select("actor", "other", "value").iter_rows():
        if actor in place and other in place and actor != other:
            found[place[actor], place[other]] += value
    return found


def _near(facts: Facts, year: int, place: dict[str, int]) -> Floats:
    size, (north, east) = len(place), (_latest(facts.capabilities, year, name) for name in PLACE)
    where = np.array([[north.get(name, np.nan), east.get(name, np.nan)] for name in place]).reshape(size, 2)
    one, other = (side.ravel() for side in np.indices((size, size)))
    known = np.isfinite(where).all(axis=1)
    safe = np.where(known[:, None], where, 0.0)
    apart = great_circle(safe[one, 0], safe[one, 1], safe[other, 0], safe[other, 1]).reshape(size, size)
    near = np.where(known[:, None] & known[None], 1.0 / (1.0 + apart / FAR), NEUTRAL)
    borders = facts.flows.filter(pl.col("type") == "contiguity")
    latest = min(year, max(borders["year"].to_list(), default=year))
    kind = _paired(borders, latest, place, "contiguity")
    near = np.where(kind > 0, np.maximum(near, BORDER - 0.1 * (kind - 1)), near)
    near = np.maximum(near, near.T)
    np.fill_diagonal(near, 0.0)
    return np.asarray(near)


def _like(facts: Facts, year: int, place: dict[str, int], allied: Floats) -> Floats:
    ideal = _latest(facts.capabilities, year, IDEAL)
    point = np.array([ideal.get(name, np.nan) for name in place])
    apart = np.abs(point[:, None] - point[None])
    like = np.where(np.isfinite(apart), 1.0 - apart / 2.0, 0.0)
    fought = _paired(facts.flows, year, place, "mid", DISPUTES)
    like = like - HOSTILE * ((fought + fought.T) > 0) + WARM * allied
    return np.asarray(like.clip(-1.0, 1.0))


def pacts_at(facts: Facts, year: int, place: dict[str, int]) -> tuple[Floats, Floats]:
    """Return who must defend whom, and for how many years; a list that ends before goes on as it ended.

    `place` has the row and column of each state.
    """
    size = len(place)
    allied, age = np.zeros((size, size)), np.zeros((size, size))
    owed = pledges(facts.ties, facts.parties).filter(pl.col("level") == DEFENCE, pl.col("first") <= year)
    if owed.is_empty():
        return allied, age
    then = min(year, max(owed["last"].to_list()))
    for actor, other, first in owed.filter(pl.col("last") >= then).select("actor", "other", "first").iter_rows():
        if actor in place and other in place:
            for i, j in ((place[actor], place[other]), (place[other], place[actor])):
                allied[i, j], age[i, j] = 1.0, max(age[i, j], year - first)
    return allied, age
