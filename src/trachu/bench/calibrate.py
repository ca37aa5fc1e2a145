"""Fit the beliefs of the simulation to what came, and show what the data can tell and what they cannot."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Literal, cast, get_args

import numpy as np
import polars as pl

from trachu.bench.fingerprints import room
from trachu.bench.fitting import fitted, to_growth, to_pacts
from trachu.core.calibration import SUMMARIES, Posterior, Sums, gathered
from trachu.core.components import COMPONENTS, FLOOR
from trachu.core.errors import UnknownName
from trachu.core.history import Floats, History, history, ranking
from trachu.core.random import normal, number_of
from trachu.core.simulation import Start, parameters, simulated, start
from trachu.core.tables import Frames
from trachu.ontology.prior import Prior, priors

if TYPE_CHECKING:
    from trachu.bench.bench import Bench

Target = Literal["nmc", "atop", "gdp"]
BELIEFS = {"nmc": "balance_of_power", "atop": "pacts", "gdp": "growth"}  # whose parameters are fitted to what
TABLES = ("capabilities", "actors", "ties", "parties", "flows")
INDEX = "cinc"
STATES = 15  # the strongest of each origin
YEARS, EVERY = 10, 10


def calibrate(
    bench: Bench, *, target: Target = "nmc", first: int = 1860, last: int = 2012, draws: int = 2000, seed: int = 1
) -> pl.DataFrame:
    """Return the posterior of a simulation's parameters: a row for each parameter and draw that was kept.

    `nmc` fits the forecasting simulation to the components of capability, `atop` what makes and ends pacts in the
    structural engine to the list of alliances, `gdp` its growth to gross domestic products. Origins are every tenth
    year from `first` to `last`; the horizon is ten years. The posterior is kept in the bench as a table (parameter,
    draw, value, weight). A posterior that has seen the years after an origin must not serve in a hindcast from that
    origin: give a `last` ten years before it.
    """
    facts = bench.run_.facts()
    origins = range(first, last + 1, EVERY)

    def make() -> Frames:
        """Fit anew."""
        frames = {name: facts.frame(name) for name in TABLES}
        fit = {"nmc": _to_components, "atop": to_pacts, "gdp": to_growth}[target]
        return {"posterior": _laid(fit(frames, origins, draws, seed))}

    digests = [facts.digests[name] for name in TABLES]
    inputs = [room("core", "ontology", "bench"), target, first, last, draws, seed, digests]
    return bench.cache.step(f"posterior.{BELIEFS[target]}", inputs, make).frame("posterior")


def target_of(name: str) -> Target:
    """Return the target of this name."""
    for known in get_args(Target):
        if name == known:
            return cast(Target, known)
    raise UnknownName("target", name, get_args(Target))


def told(found: pl.DataFrame, target: Target = "nmc") -> pl.DataFrame:
    """Set prior beside posterior: means, spreads, and `learnt`, 1 − variance after / variance before.

    A parameter of which little is learnt is not identified by these data: its belief is what was put in.
    """
    beliefs = priors(BELIEFS[target])
    rows = []
    for (name,), part in found.group_by("parameter", maintain_order=True):
        weight, value = part["weight"].to_numpy(), part["value"].to_numpy()
        mean = float(np.average(value, weights=weight))
        sd = float(np.sqrt(np.average((value - mean) ** 2, weights=weight)))
        before = _prior_draws(beliefs[str(name)], 20_000)
        learnt = 1 - sd**2 / max(float(before.var()), 1e-12)
        low, high = np.quantile(value, [0.05, 0.95])
        rows.append({
            "parameter": name, "prior_mean": float(before.mean()), "prior_sd": float(before.std()), "mean": mean,
            "sd": sd, "low": float(low), "high": float(high), "learnt": learnt,
            "label_en": beliefs[str(name)].label.en, "label_th": beliefs[str(name)].label.th,
        })  # fmt: skip
    return pl.DataFrame(rows)


def density(found: pl.DataFrame, name: str, target: Target = "nmc", bins: int = 24) -> pl.DataFrame:
    """Return histograms of a parameter before and after: value, prior, posterior (each of area 1)."""
    belief = priors(BELIEFS[target])[name]
    part = found.filter(pl.col("parameter") == name)
    before = _prior_draws(belief, 20_000)
    edges = np.linspace(min(before.min(), belief.low), before.max(), bins + 1)
    old, _ = np.histogram(before, edges, density=True)
    new, _ = np.histogram(part["value"].to_numpy(), edges, weights=part["weight"].to_numpy(), density=True)
    return pl.DataFrame({"value": (edges[1:] + edges[:-1]) / 2, "prior": old, "posterior": new})


def _prior_draws(belief: Prior, count: int) -> Floats:
    z = normal(0, np.arange(count), 0, number_of(belief.name), 0)
    return np.asarray(np.clip(belief.mean + belief.sd * z, belief.low, belief.high))


def _to_components(frames: Frames, origins: range, draws: int, seed: int) -> Posterior:
    past = history(frames["capabilities"], frames["actors"], [*COMPONENTS, INDEX])
    beliefs = priors(BELIEFS["nmc"])
    theta = parameters(beliefs, set(), seed, draws)
    said, came = Sums(), Sums()
    for origin, begin, lines, then in _origins(past, origins):
        walk = simulated(begin, theta, theta["turbulence"], seed, origin, lines)
        for _, log in zip(range(YEARS), walk, strict=False):
            latest = log
        gathered(said, begin, latest, YEARS)
        gathered(came, begin, then[None], YEARS)
    return fitted(SUMMARIES, beliefs, theta, said, came)


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
