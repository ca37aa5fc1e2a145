from __future__ import annotations

from dataclasses import replace

import numpy as np
import polars as pl

from trachu.core.components import COMPONENTS, FLOOR
from trachu.core.engine import Task
from trachu.core.history import Floats, future, history, horizons, lined, nothing, ranking
from trachu.core.parts import model
from trachu.core.simulation import ECONOMY, LEAST_YEARS, MILITARY, cinc, parameters, simulated, start, sums, turbulence
from trachu.core.structure import Rules
from trachu.core.theory import Deviation, deviation
from trachu.core.words import Words
from trachu.core.worlds import IDEAL, PLACE, Facts, world_at
from trachu.ontology.prior import priors

INDEX = "cinc"
MECHANISM = {"drift": "persistence", "catch_up": "catch_up", "reversion": "reversion", "arms_race": "response"}
GROUND = ("anarchy", "growth", "catch_up", "shocks")  # of the structural engine: what every history has


@model(
    name="balance_of_power",
    version="2",
    needs=("capabilities", "actors", "ties", "parties", "flows"),
    skill="skilled",
    reads=(*COMPONENTS, INDEX, *PLACE, IDEAL),
    label=Words(en="Simulation of the balance of power", th="การจำลองดุลแห่งอำนาจ"),
    cite=(
        "richardson1960arms",
        "barro1992convergence",
        "organski1980war",
        "salmon2011parallel",
        "walt1987origins",
        "waltz1979theory",
    ),
)
def balance_of_power(
    capabilities: pl.DataFrame,
    actors: pl.DataFrame,
    ties: pl.DataFrame,
    parties: pl.DataFrame,
    flows: pl.DataFrame,
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
    shocks: bool = True,
    arms_race: bool = False,
    internal_balancing: bool = False,
    external_balancing: bool = False,
    bandwagoning: bool = False,
    hedging: bool = False,
    deterrence_mass: bool = False,
    deterrence_innovation: bool = False,
    diffusion: bool = False,
    trust: bool = False,
    export_controls: bool = False,
    sanctions: bool = False,
    realignment: bool = False,
    entry_exit: bool = False,
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
    them given out.

    The other switches are mechanisms of the structural engine (`trachu.core.structure`): balancing by own arms and by
    allies against common threat, bandwagoning, hedging of middle powers, deterrence by mass and by innovation,
    technology from allies and under trust, export controls, sanctions, realignment of the sanctioned, entry and exit
    of states. They are theory: off unless asked for. Where any is on, economies and arms are moved by as much as the
    engine's histories with it differ from those without, under common random numbers, from alliances, capitals,
    contiguity, disputes, sanctions and ideal points of the last year, as far as the facts have them.

    >>> from trachu.core.tables import ACTORS, CAPABILITIES, FLOWS, PARTIES, TIES
    >>> nothing_known = [table.empty() for table in (CAPABILITIES, ACTORS, TIES, PARTIES, FLOWS)]
    >>> balance_of_power(*nothing_known)["capabilities"].height
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
    theta = parameters(priors("balance_of_power"), off, seed, draws)
    theory = {
        "internal_balancing": internal_balancing, "external_balancing": external_balancing,
        "bandwagoning": bandwagoning, "hedging": hedging, "deterrence_mass": deterrence_mass,
        "deterrence_innovation": deterrence_innovation, "diffusion": diffusion, "trust": trust,
        "export_controls": export_controls, "sanctions": sanctions, "realignment": realignment,
        "entry_exit": entry_exit,
    }  # fmt: skip
    on = [name for name, is_on in theory.items() if is_on]
    facts = Facts(capabilities, ties, parties, flows)
    moved = _moved(facts, past.last, now["actor"].to_list(), ahead, seed, draws, on) if on else None
    shown = rank <= (strongest or states)
    rows = now.filter(pl.Series(shown))
    begin = start(past.values[:-1], columns)
    if not shocks:
        begin = replace(begin, shock=np.zeros_like(begin.shock))
    found = [nothing()]
    lines = now["line"].to_list()
    storm = turbulence(priors("balance_of_power")["turbulence"], draws, seed, past.last, lines)
    walk = simulated(begin, theta, storm, seed, past.last, lines)
    for h, log in zip(range(1, max(ahead, default=0) + 1), walk, strict=False):
        if h in ahead:
            then = log if moved is None else _shifted(log, moved, ahead.index(h), begin.known)
            found.append(future(rows, past.last + h, cinc(then, begin.known)[:, shown]))
    return {"capabilities": pl.concat(found).sort("draw", "actor", "indicator", "year")}


def _moved(
    facts: Facts, year: int, names: list[str], ahead: list[int], seed: int, draws: int, on: list[str]
) -> Deviation:
    """Return how far the structural engine's mechanisms move each state in each draw."""
    drawn = parameters(priors("structure"), set(), seed, draws)
    rules = [Rules(**{name: float(values[draw, 0]) for name, values in drawn.items()}) for draw in range(draws)]
    kept = tuple(h - 1 for h in ahead)
    task = Task(world_at(facts, year, names), years=max(ahead), seed=seed, kept=kept)
    return deviation(task, rules, GROUND, on)


def _shifted(log: Floats, moved: Deviation, place: int, known: np.ndarray) -> Floats:
    """Move economies and arms [draw, line, component] by a deviation, and keep the sums of shares."""
    whole = sums(log, known)
    then = log.copy()
    then[..., ECONOMY] += moved.economy[:, place, :, None]
    then[..., MILITARY] += moved.military[:, place, :, None]
    shares = np.maximum(np.exp(then) - FLOOR, 0.0) * (whole / np.maximum(sums(then, known), FLOOR))[:, None, :]
    return np.asarray(np.log(shares + FLOOR))
