"""Fit the beliefs of the simulation to what came, and show what the data can tell and what they cannot."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import numpy as np
import polars as pl

from trachu.bench.fingerprints import room
from trachu.core.calibration import SUMMARIES, Posterior, Sums, gathered, posterior
from trachu.core.components import COMPONENTS, FLOOR
from trachu.core.errors import UsageError
from trachu.core.history import Floats, History, history, ranking
from trachu.core.random import normal, number_of
from trachu.core.simulation import Start, parameters, simulated, start
from trachu.core.tables import Frames
from trachu.core.words import Words
from trachu.ontology.prior import priors

if TYPE_CHECKING:
    from trachu.bench.bench import Bench

MODEL, INDEX = "balance_of_power", "cinc"
STATES = 15  # the strongest of each origin
YEARS, EVERY = 10, 10


def calibrate(bench: Bench, *, first: int = 1860, last: int = 2012, draws: int = 2000, seed: int = 1) -> pl.DataFrame:
    """Return the posterior of the simulation's parameters: a row for each parameter and draw that was kept.

    Origins are every tenth year from `first` to `last`; the horizon is ten years. The posterior is kept in the bench
    as a table (parameter, draw, value, weight). A posterior that has seen the years after an origin must not serve in
    a hindcast from that origin: give a `last` ten years before it.
    """
    facts = bench.run_.facts()

    def make() -> Frames:
        past = history(facts.frame("capabilities"), facts.frame("actors"), [*COMPONENTS, INDEX])
        found = _fitted(past, range(first, last + 1, EVERY), draws, seed)
        return {"posterior": _laid(found)}

    digests = [facts.digests[name] for name in ("capabilities", "actors")]
    inputs = [room("core", "ontology", "bench"), first, last, draws, seed, digests]
    return bench.cache.step(f"posterior.{MODEL}", inputs, make).frame("posterior")


def told(found: pl.DataFrame) -> pl.DataFrame:
    """Set prior beside posterior: means, spreads, and `learnt`, 1 − variance after / variance before.

    A parameter of which little is learnt is not identified by these data: its belief is what was put in.
    """
    beliefs = priors(MODEL)
    rows = []
    for (name,), part in found.group_by("parameter", maintain_order=True):
        weight, value = part["weight"].to_numpy(), part["value"].to_numpy()
        mean = float(np.average(value, weights=weight))
        sd = float(np.sqrt(np.average((value - mean) ** 2, weights=weight)))
        before = _prior_draws(str(name), 20_000)
        learnt = 1 - sd**2 / max(float(before.var()), 1e-12)
        low, high = np.quantile(value, [0.05, 0.95])
        rows.append({
            "parameter": name, "prior_mean": float(before.mean()), "prior_sd": float(before.std()), "mean": mean,
            "sd": sd, "low": float(low), "high": float(high), "learnt": learnt,
            "label_en": beliefs[str(name)].label.en, "label_th": beliefs[str(name)].label.th,
        })  # fmt: skip
    return pl.DataFrame(rows)


def density(found: pl.DataFrame, name: str, bins: int = 24) -> pl.DataFrame:
    """Return histograms of a parameter before and after: value, prior, posterior (each of area 1)."""
    belief = priors(MODEL)[name]
    part = found.filter(pl.col("parameter") == name)
    before = _prior_draws(name, 20_000)
    edges = np.linspace(min(before.min(), belief.low), before.max(), bins + 1)
    old, _ = np.histogram(before, edges, density=True)
    new, _ = np.histogram(part["value"].to_numpy(), edges, weights=part["weight"].to_numpy(), density=True)
    return pl.DataFrame({"value": (edges[1:] + edges[:-1]) / 2, "prior": old, "posterior": new})


def _prior_draws(name: str, count: int) -> Floats:
    belief = priors(MODEL)[name]
    z = normal(0, np.arange(count), 0, number_of(name), 0)
    return np.asarray(np.clip(belief.mean + belief.sd * z, belief.low, belief.high))


def _fitted(past: History, origins: range, draws: int, seed: int) -> Posterior:
    beliefs = priors(MODEL)
    theta = parameters(beliefs, set(), seed, draws)
    said, came, found = Sums(), Sums(), False
    for origin, begin, lines, then in _origins(past, origins):
        walk = simulated(begin, theta, theta["turbulence"], seed, origin, lines)
        for _, log in zip(range(YEARS), walk, strict=False):
            latest = log
        gathered(said, begin, latest, YEARS)
        gathered(came, begin, then[None], YEARS)
        found = True
    if not found:
        raise UsageError(
            Words(en="There are no years to fit the simulation on.", th="ไม่มีช่วงปีสำหรับปรับเทียบแบบจำลอง"),
            Words(en="Add cow_nmc, or take earlier origins.", th="เพิ่มข้อมูล cow_nmc หรือเลือกจุดเริ่มที่เร็วกว่านี้"),
        )
    values = np.column_stack([theta[name][:, 0] for name in SUMMARIES])
    low, high = (np.array([getattr(beliefs[name], side) for name in SUMMARIES]) for side in ("low", "high"))
    return posterior(SUMMARIES, values, said.values(), came.values()[0], low, high)


def _origins(past: History, origins: range) -> Iterator[tuple[int, Start, list[str], Floats]]:
    """Yield each origin whose outcome is known: where states stood, who they are, and their logs ten years later."""
    values, cinc = past.values[:-1], past.of(INDEX)
    whole = np.nansum(values, axis=2, keepdims=True)
    log = np.log(values / np.where(whole > 0, whole, np.nan) + FLOOR)
    for origin in origins:
        at = origin - past.first
        if at < YEARS or at + YEARS >= len(cinc):
            continue
        columns = np.flatnonzero((ranking(cinc[at : at + 1])[0] <= STATES) & np.isfinite(cinc[at]))
        begin = start(values[:, : at + 1], columns)
        yield origin, begin, [past.lines[c] for c in columns], log[:, at + YEARS, columns].T


def _laid(found: Posterior) -> pl.DataFrame:
    count = len(found.weights)
    frames = [
        pl.DataFrame({"draw": np.arange(count), "value": found.values[:, k], "weight": found.weights}).select(
            pl.lit(name).alias("parameter"), "draw", "value", "weight"
        )
        for k, name in enumerate(found.names)
    ]
    return pl.concat(frames)
