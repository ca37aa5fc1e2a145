"""What the structural engine works on: a world of states and pairs, the rules it moves by, and what may be changed.

Each mechanism is a name. Switched off, its coefficient has the value at which it does nothing, so that every rule has
a documented null and an ablation is a list of names.
"""

from __future__ import annotations

from collections.abc import Collection
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from trachu.core.errors import UnknownName

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]

MECHANISMS: dict[str, tuple[str, ...]] = {  # name → the rules that it rests on
    "anarchy": ("mutual",),
    "growth": ("growth", "technology"),
    "catch_up": ("catch_up",),
    "internal_balancing": ("answer",),
    "external_balancing": ("common",),
    "bandwagoning": ("bandwagon",),
    "hedging": ("hedge",),
    "arms_race": ("race",),
    "deterrence_mass": ("mass",),
    "deterrence_innovation": ("innovation",),
    "diffusion": ("learning",),
    "trust": ("trust_years",),
    "export_controls": ("closing", "substitution"),
    "sanctions": ("cost",),
    "realignment": ("realign",),
    "shocks": ("sigma",),
    "entry_exit": ("exit", "entry"),
}
PLAIN = ("anarchy", "growth", "catch_up", "internal_balancing", "external_balancing", "diffusion", "shocks")
METRICS = ("effective_number", "concentration", "first_share", "ties", "states", "effort")
FIELDS = ("economy", "military", "technology", "effort", "power", "access")
CHANGES = ("sanction", "tie", "economy", "technology", "military")


class Rules(NamedTuple):
    """The coefficients of a year. A rule whose mechanism is off has its null, 0.

    Power P = E^a M^b T^c. Threat of j to i: t = near·P_j·(1 − like)/2, 0 between allies; R their sum, S the power
    of allies × near. Effort e → e + adjust·(base + answer·ln(R/(P + S)) + race·(e of the main threat − base) − e),
    arms M → keep·M + e·E. A pair is reviewed with chance `review` and then allied with chance 1/(1 + e^−u).
    """

    economy: float = 0.4
    military: float = 0.4
    technological: float = 0.2
    effort: float = 0.02  # base
    answer: float = 0.03  # internal balancing: effort for each unit of ln(threat / cover)
    race: float = 0.0  # arms race and security dilemma: part of the main threat's excess effort that is met
    least: float = 0.005
    greatest: float = 0.25
    adjust: float = 0.3
    keep: float = 0.92
    review: float = 0.2
    apart: float = -3.0  # constant of u
    common: float = 4.0  # a threat that both have in common
    mutual: float = 6.0  # what they threaten each other with: self-help under anarchy
    like: float = 1.5
    inertia: float = 2.0
    bandwagon: float = 0.0  # siding with a much stronger neighbour when nobody else helps
    stronger: float = 2.0  # how many times as strong it must be
    hedge: float = 0.0  # a middle power that depends on two rivals keeps away from both
    realign: float = 0.0  # the sanctioned side with each other
    mass: float = 0.0  # own arms make others less threatening
    innovation: float = 0.0  # so does being near the frontier
    growth: float = 0.02
    catch_up: float = 0.015
    burden: float = 0.2
    free: float = 0.02
    cost: float = 0.0  # growth lost where all partners in exchange impose sanctions
    sigma: float = 0.02
    shared: float = 0.0  # part of the variance of shocks that all states have in common
    technology: float = 0.01
    learning: float = 0.03
    trust_years: float = 0.0  # years after which allies share 63 % of what they could; 0: all at once
    closing: float = 0.0  # part of exchange in technology that a full control stops
    substitution: float = 0.0  # growth of technology that closed doors force
    exit: float = 0.0  # yearly chance of being absorbed, where threat has no answer at all
    entry: float = 0.0  # yearly chance that an absorbed state comes back


class World(NamedTuple):
    """A start: [state] economy, military, technology, effort and alive; [state, state] the rest.

    `near` is in 0–1 (0 on the diagonal), `like` in −1–1, both symmetric; `allied` is 0 or 1, `age` how many years
    a tie has lasted, `sanctions` in 0–1 what the row imposes on the column.
    """

    economy: Floats
    military: Floats
    technology: Floats
    effort: Floats
    alive: Floats
    near: Floats
    like: Floats
    allied: Floats
    age: Floats
    sanctions: Floats

    @property
    def size(self) -> int:
        """How many states there are."""
        return len(self.economy)


class Change(NamedTuple):
    """Something that happens whatever the rules say: in a year (0 the first), to a state or between two.

    ``kind``: `sanction` sets what `one` imposes on `other`; `tie` makes (1) or ends (0) an alliance; `economy`,
    `technology` and `military` are added to in logs for `one`.
    """

    year: int
    kind: str
    one: int
    other: int
    value: float


def switched(rules: Rules, on: Collection[str]) -> Rules:
    """Return the rules with the mechanisms named in `on`, and all others at their null.

    >>> switched(Rules(), ["growth"]).common, switched(Rules(), ["external_balancing"]).common
    (0.0, 4.0)
    """
    for name in on:
        if name not in MECHANISMS:
            raise UnknownName("mechanism", name, MECHANISMS)
    off = {rule for name, rests in MECHANISMS.items() if name not in on for rule in rests}
    return rules._replace(**dict.fromkeys(off, 0.0))


def coded(changes: Collection[Change]) -> tuple[Ints, Floats]:
    """Lay changes out for the engine in order of year: [change, 4] whole numbers and [change] values."""
    ordered = sorted(changes, key=lambda c: (c.year, CHANGES.index(c.kind), c.one, c.other))
    rows = [(c.year, CHANGES.index(c.kind), c.one, c.other) for c in ordered]
    return np.array(rows, dtype=np.int64).reshape(-1, 4), np.array([c.value for c in ordered], dtype=np.float64)
