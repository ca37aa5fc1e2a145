"""The six components that the Composite Index of National Capability is made of (Singer 1987), as arrays."""

from __future__ import annotations

import numpy as np

from trachu.core.history import Floats

COMPONENTS = ("milex", "milper", "irst", "pec", "tpop", "upop")
POPULATION = COMPONENTS.index("tpop")
LONG, SHORT = 20, 5  # known values over which a drift is measured
LEAST_VALUES = 12  # a component with fewer known values has no drift
FLOOR = 1e-4  # added to a component share before the logarithm


def shares_of(values: Floats) -> Floats:
    """Return shares of the world's sum: [component, year, line]."""
    whole = np.nansum(values, axis=2, keepdims=True)
    return np.asarray(values / np.where(whole > 0, whole, np.nan))


def drifts(log: Floats) -> tuple[Floats, Floats]:
    """Return mean yearly changes over the last 20 and 5 known values, gaps left out; NaN before the twelfth."""
    known = np.isfinite(log)
    order = np.argsort(~known, axis=1, kind="stable")
    packed = np.take_along_axis(log, order, axis=1)
    place = np.arange(log.shape[1])[None, :, None]
    found = []
    for width in (LONG, SHORT):
        back = np.minimum(width, np.maximum(place, 1))
        before = np.take_along_axis(packed, np.broadcast_to(place - back, log.shape).clip(0), axis=1)
        drift = np.where(place >= LEAST_VALUES - 1, (packed - before) / back, np.nan)
        position = np.maximum(np.cumsum(known, axis=1) - 1, 0)
        found.append(np.where(known, np.take_along_axis(drift, position, axis=1), np.nan))
    return found[0], found[1]
