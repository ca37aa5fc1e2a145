from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import polars as pl

from trachu.core.history import Floats, future, history, horizons, lined, nothing, ranking
from trachu.core.parts import model
from trachu.core.random import normal, number_of
from trachu.core.words import Words
from trachu.ontology.prior import Prior, priors

COMPONENTS = ("milex", "milper", "irst", "pec", "tpop", "upop")
MILITARY, ECONOMY, POPULATION = [0, 1], [2, 3, 5], 4
INDEX = "cinc"
DRIFT_YEARS, SHOCK_YEARS, LEAST_YEARS = 20, 30, 12
FLOOR = 1e-4  # added to a component share before the logarithm
MOST = 0.3  # a component does not change by more in a year, in logs, whatever the terms and shocks say
MECHANISM = {"drift": "persistence", "catch_up": "catch_up", "reversion": "reversion", "arms_race": "response"}
SHARED = 99  # the number of the shock that all components of a state have in common


@dataclass(frozen=True)
class Start:
    """The world at the origin: logs of component shares, their drift and their shocks, all [line, component]."""

    log: Floats
    drift: Floats
    shock: Floats
    known: np.ndarray


@model(
    name="balance_of_power",
    version="1",
    needs=("capabilities", "actors"),
    skill="skilled",
    reads=(*COMPONENTS, INDEX),
    label=Words(en="Simulation of the balance of power", th="การจำลองดุลแห่งอำนาจ"),
    cite=("richardson1960arms", "barro1992convergence", "organski1980war", "salmon2011parallel"),
)
def balance_of_power(
    capabilities: pl.DataFrame,
    actors: pl.DataFrame,
    *,
    seed: int = 1,
    draws: int = 200,
    years: int = 10,
    step: int = 1,
    strongest: int | None = None,
    states: int = 40,
    drift: bool = True,
    catch_up: bool = True,
    reversion: bool = True,
    arms_race: bool = False,
) -> dict[str, pl.DataFrame]:
    """Draw CINC by simulating the strongest states year by year, all moving at once on the last year's world.

    x is the logarithm of a state's share in a component (+10⁻⁴), w that of its CINC, m = mean military x − w its
    military effort.

    - drift: every x goes on with a part of its mean yearly change over 20 years (`persistence`);
    - catch_up: industry, energy and cities close part of their gap to population: −β(x − x of population);
    - reversion: military components close part of their gap to the weight of the state: −κ(x − w);
    - arms_race: military components rise by η·m of the strongest other state (Richardson 1960), the security
      dilemma at its simplest; off unless asked for;
    - shocks: normal, as large as the state's own of the last 30 years times a turbulence of its own, and in part
      common to all components of the state.

    After each year shares are scaled so that the simulated states keep their part of the world. Parameters are drawn
    once for each draw from `ontology/priors/balance_of_power.toml`; nothing is fitted. Shocks depend on seed, draw,
    year, state and component alone, so two variants with one seed share them. `states` are simulated, `strongest` of
    them given out. Alliances, distance, sanctions and technology are not in it.

    >>> from trachu.core.tables import ACTORS, CAPABILITIES
    >>> balance_of_power(CAPABILITIES.empty(), ACTORS.empty())["capabilities"].height
    0
    """
    ahead, given = horizons(draws, years, step), lined(capabilities, actors)
    past = history(given, actors, [*COMPONENTS, INDEX])
    now = given.filter(pl.col("indicator") == INDEX, pl.col("year") == past.last).sort("line")
    if now.is_empty() or past.values.shape[1] < LEAST_YEARS:
        return {"capabilities": nothing()}
    columns = np.searchsorted(np.array(past.lines), now["line"].to_numpy())
    rank = ranking(past.of(INDEX)[-1:])[0, columns]
    inside = rank <= states
    now, columns, rank = now.filter(pl.Series(inside)), columns[inside], rank[inside]
    switches = {"drift": drift, "catch_up": catch_up, "reversion": reversion, "arms_race": arms_race}
    off = {MECHANISM[name] for name, on in switches.items() if not on}
    theta = _parameters(priors("balance_of_power"), off, seed, draws)
    shown = rank <= (strongest or states)
    rows = now.filter(pl.Series(shown))
    found = [nothing()]
    walk = _simulated(_start(past.values[:-1], columns), theta, seed, past.last, now["line"].to_list())
    for h, cinc in zip(range(1, max(ahead, default=0) + 1), walk, strict=False):
        if h in ahead:
            found.append(future(rows, past.last + h, cinc[:, shown]))
    return {"capabilities": pl.concat(found).sort("draw", "actor", "indicator", "year")}


def _parameters(known: dict[str, Prior], off: set[str], seed: int, draws: int) -> dict[str, Floats]:
    """Draw every parameter, [draw, 1]; one that is switched off has its null."""
    found = {}
    for name, prior in known.items():
        z = normal(seed, np.arange(draws), 0, number_of(name), 0)
        drawn = np.clip(prior.mean + prior.sd * z, prior.low, prior.high)
        found[name] = (np.full(draws, prior.null) if name in off else drawn)[:, None]
    return found


def _start(values: Floats, columns: np.ndarray) -> Start:
    """Measure where the states stand, how they have drifted and how they have been shaken."""
    whole = np.nansum(values, axis=2, keepdims=True)
    log = np.log(values / np.where(whole > 0, whole, np.nan) + FLOOR)[:, :, columns].transpose(1, 2, 0)
    known = np.isfinite(log[-1])
    drift = (log[-1] - log[-1 - min(DRIFT_YEARS, len(log) - 1)]) / min(DRIFT_YEARS, len(log) - 1)
    changes = np.diff(log, axis=0)[-SHOCK_YEARS:]
    count = np.isfinite(changes).sum(axis=0)
    size = np.sqrt(np.nansum(changes**2, axis=0) / np.maximum(count, 1))
    ample = count >= LEAST_YEARS
    middle = [float(np.median(size[ample[:, k], k])) if ample[:, k].any() else 0.0 for k in range(len(COMPONENTS))]
    shock = np.where(ample, size, np.array(middle))
    return Start(np.where(known, log[-1], np.nan), np.where(np.isfinite(drift), drift, 0.0), shock, known)


def _simulated(start: Start, theta: dict[str, Floats], seed: int, year: int, lines: list[str]) -> Iterator[Floats]:
    """Yield CINC [draw, line] year by year, for ever."""
    draws, ids = len(theta["catch_up"]), np.array([number_of(line) for line in lines])
    log = np.where(start.known, start.log, 0.0)[None].repeat(draws, axis=0)
    whole = _sums(log, start.known)
    storm = np.exp(_turbulence(theta, seed, year, ids))[..., None]
    while True:
        year += 1
        move = _moves(log, start, theta) + storm * start.shock * _shocks(theta, seed, year, ids)
        log = log + np.clip(move, -MOST, MOST)
        shares = np.maximum(np.exp(log) - FLOOR, 0.0) * (whole / np.maximum(_sums(log, start.known), FLOOR))[:, None, :]
        log = np.log(shares + FLOOR)
        yield _cinc(log, start.known)


def _moves(log: Floats, start: Start, theta: dict[str, Floats]) -> Floats:
    """Return what the mechanisms add in a year: [draw, line, component]."""
    weight = np.log(_cinc(log, start.known))
    move = theta["persistence"][..., None] * start.drift
    gap = log[..., ECONOMY] - log[..., [POPULATION]]
    move[..., ECONOMY] -= theta["catch_up"][..., None] * gap * start.known[:, [POPULATION]]
    excess = log[..., MILITARY] - weight[..., None]
    effort = np.where(start.known[:, MILITARY], excess, 0.0).mean(axis=2)
    answer = theta["response"] * np.take_along_axis(effort, _rival(weight), axis=1)
    move[..., MILITARY] += answer[..., None] - theta["reversion"][..., None] * excess
    return move


def _rival(weight: Floats) -> np.ndarray:
    """Return the strongest other state of each: the first for all but itself, which looks at the second."""
    order = np.argsort(-weight, axis=1, kind="stable")
    first, second = order[:, :1], order[:, min(1, weight.shape[1] - 1)][:, None]
    return np.asarray(np.where(np.arange(weight.shape[1]) == first, second, first))


def _shocks(theta: dict[str, Floats], seed: int, year: int, ids: np.ndarray) -> Floats:
    """Return standard normal shocks [draw, line, component], correlated within a state."""
    runs = np.arange(len(theta["together"]))[:, None, None]
    own = normal(seed, runs, year, ids[None, :, None], np.arange(1, len(COMPONENTS) + 1))
    common = normal(seed, runs, year, ids[None, :, None], SHARED)
    share = theta["together"][..., None]
    return np.asarray(np.sqrt(share) * common + np.sqrt(1 - share) * own)


def _turbulence(theta: dict[str, Floats], seed: int, year: int, ids: np.ndarray) -> Floats:
    """Return the logarithm of each state's turbulence: the belief's own spread, drawn for each state of a draw."""
    prior = priors("balance_of_power")["turbulence"]
    z = normal(seed, np.arange(len(theta["together"]))[:, None], year, ids, 0)
    return np.asarray(np.clip(prior.mean + prior.sd * z, prior.low, prior.high))


def _sums(log: Floats, known: np.ndarray) -> Floats:
    return np.asarray(np.where(known, np.maximum(np.exp(log) - FLOOR, 0.0), 0.0).sum(axis=1))


def _cinc(log: Floats, known: np.ndarray) -> Floats:
    """Return the mean of the components that a state has: [draw, line]."""
    shares = np.where(known, np.maximum(np.exp(log) - FLOOR, 0.0), 0.0)
    return np.asarray(np.maximum(shares.sum(axis=2) / np.maximum(known.sum(axis=1), 1), 1e-6))
