"""Histories of the structural engine, run from the years of the past and held against what came of them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace

import numpy as np
import polars as pl

from trachu.bench.engine import strongest
from trachu.core.bonds import covered
from trachu.core.calibration import Posterior, Sums, posterior
from trachu.core.engine import Task, run_block
from trachu.core.errors import UsageError
from trachu.core.fitting import GROWTH, PACTS, economies, gather_growth, gather_pacts
from trachu.core.history import Floats
from trachu.core.simulation import parameters
from trachu.core.structure import FIELDS, PLAIN, Rules, World, switched
from trachu.core.tables import Frames
from trachu.core.words import Words
from trachu.core.worlds import Facts, pacts_at, world_at
from trachu.ontology.prior import Prior, priors

YEARS, HALF = 10, 5
STATES = 40  # the strongest of each origin
GROWING = ("growth", "catch_up", "shocks")  # nothing else is at work where economies are fitted
SERIES = (("gdp_maddison", "pop_maddison"), ("gdp_fariss", "pop_fariss"))  # the first that the bench has
APART = 2**20  # between the seeds of two origins, so that they share no shocks


def to_pacts(frames: Frames, origins: range, draws: int, seed: int) -> Posterior:
    """Fit what makes and ends pacts to the list of alliances, among the forty strongest of each origin."""
    facts = Facts(*(frames[name] for name in ("capabilities", "ties", "parties", "flows")))
    last, beliefs = covered(facts.ties, facts.parties), priors("pacts")
    theta = parameters(beliefs, set(), seed, draws)
    said, came = Sums(), Sums()
    with_index = facts.capabilities.filter(pl.col("indicator") == "cinc")
    for origin in origins:
        now = with_index.filter(pl.col("year") == origin)
        if origin + YEARS > last or now.height < 2:
            continue
        names = strongest(frames, origin, STATES)[1]
        place = {name: n for n, name in enumerate(names)}
        still = set(with_index.filter(pl.col("year") == origin + YEARS)["actor"].to_list())
        there = np.array([name in still for name in names])
        world = world_at(facts, origin, names)
        bonds = np.stack([states[0] for states in histories(world, theta, PLAIN, seed + APART * origin, bonds=True)])
        gather_pacts(said, world, bonds, there)
        gather_pacts(came, world, pacts_at(facts, origin + YEARS, place)[0][None], there)
    return fitted(PACTS, beliefs, theta, said, came)


def to_growth(frames: Frames, origins: range, draws: int, seed: int) -> Posterior:
    """Fit growth to gross domestic products, among the states that have them at the origin, 5 and 10 years later."""
    beliefs = priors("growth")
    theta = parameters(beliefs, set(), seed, draws)
    said, came = Sums(), Sums()
    for origin, output, people in _products(frames["capabilities"], origins):
        world = economies(output[0], people)
        scale = world.economy[0] / output[0][0]
        levels = np.stack(list(histories(world, theta, GROWING, seed + APART * origin)))
        gather_growth(said, world, levels[:, 0], levels[:, 1], HALF)
        gather_growth(came, world, output[1][None] * scale, output[2][None] * scale, HALF)
    return fitted(GROWTH, beliefs, theta, said, came)


def fitted(
    names: tuple[str, ...], beliefs: Mapping[str, Prior], theta: Mapping[str, Floats], said: Sums, came: Sums
) -> Posterior:
    """Return the posterior of the parameters `names`, each of which has a summary of its name."""
    if not came.above:
        raise UsageError(
            Words(en="There are no years to fit the simulation on.", th="ไม่มีช่วงปีสำหรับปรับเทียบแบบจำลอง"),
            Words(
                en="Add cow_nmc, and atop or maddison for their targets, or take earlier origins.",
                th="เพิ่มข้อมูล cow_nmc และ atop หรือ maddison ตามเป้าหมาย หรือเลือกจุดเริ่มที่เร็วกว่านี้",
            ),
        )
    values = np.column_stack([theta[name][:, 0] for name in names])
    low, high = (np.array([getattr(beliefs[name], side) for name in names]) for side in ("low", "high"))
    return posterior(names, values, said.values(names), came.values(names)[0], low, high)


def histories(
    world: World, theta: Mapping[str, Floats], on: tuple[str, ...], seed: int, *, bonds: bool = False
) -> Iterator[Floats]:
    """Yield one history for each draw of the parameters: economies after 5 and 10 years, or who is allied then."""
    task = Task(world, years=YEARS, seed=seed, kept=(YEARS - 1,) if bonds else (HALF - 1, YEARS - 1))
    plain = switched(Rules(), on)
    for draw in range(len(next(iter(theta.values())))):
        rules = plain._replace(**{name: float(values[draw, 0]) for name, values in theta.items()})
        block = run_block(replace(task, rules=rules), draw, 1)
        yield block.bonds if bonds else block.states[0][:, FIELDS.index("economy")]


def _products(capabilities: pl.DataFrame, origins: range) -> Iterator[tuple[int, Floats, Floats]]:
    """Yield each origin with outputs [at it, 5 and 10 years later; state] and the people that there were."""
    held = set(capabilities["indicator"].unique().to_list())
    known = next((names for names in SERIES if names[0] in held), None)
    if known is None:
        return
    product, heads = known
    rows = capabilities.filter(pl.col("indicator").is_in(known), pl.col("value") > 0)
    for origin in origins:
        wanted = [(product, origin), (product, origin + HALF), (product, origin + YEARS), (heads, origin)]
        parts = [_at(rows, name, year) for name, year in wanted]
        names = sorted(set.intersection(*(set(part) for part in parts)))
        if len(names) > 1:
            laid = np.array([[part[name] for name in names] for part in parts])
            yield origin, laid[:3], laid[3]


def _at(rows: pl.DataFrame, indicator: str, year: int) -> dict[str, float]:
    now = rows.filter(pl.col("indicator") == indicator, pl.col("year") == year)
    return dict(now.select("actor", "value").iter_rows())
