"""Distances on the Earth."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Vector = NDArray[np.float64]
EQUATOR, FLATTENING = 6378.137, 1 / 298.257223563  # WGS 84: kilometres, and the part by which the poles are nearer
STEPS, CLOSE = 1000, 1e-12


def geodesic(latitude: Vector, longitude: Vector, other_latitude: Vector, other_longitude: Vector) -> Vector:
    """Return the shortest way between points on the ellipsoid WGS 84, in kilometres, from degrees.

    The inverse method of Vincenty (1975), to a millimetre. It does not settle for points that are nearly
    opposite to each other; these are not numbers.

    >>> zero, one = np.array([0.0]), np.array([1.0])  # a degree of the equator, and of a meridian from it
    >>> [round(float(geodesic(zero, zero, *to)[0]), 3) for to in ((zero, one), (one, zero))]
    [111.319, 110.574]
    """
    short = (1 - FLATTENING) * EQUATOR
    u1, u2 = (np.arctan((1 - FLATTENING) * np.tan(np.radians(x))) for x in (latitude, other_latitude))
    apart = np.radians(other_longitude - longitude)
    angle = apart.copy()
    settled = np.zeros(len(apart), dtype=bool)
    for _ in range(STEPS):
        sigma, sine, cosine, cos2a, middle = _sphere(u1, u2, angle)
        c = FLATTENING / 16 * cos2a * (4 + FLATTENING * (4 - 3 * cos2a))
        alpha = np.sqrt(np.maximum(1 - cos2a, 0)) * np.sign(np.sin(angle))
        bend = sigma + c * sine * (middle + c * cosine * (2 * middle**2 - 1))
        after = apart + (1 - c) * FLATTENING * alpha * bend
        settled = np.abs(after - angle) < CLOSE
        angle = after
        if settled.all():
            break
    sigma, sine, cosine, cos2a, middle = _sphere(u1, u2, angle)
    u = cos2a * (EQUATOR**2 - short**2) / short**2
    a = 1 + u / 16384 * (4096 + u * (u * (320 - 175 * u) - 768))
    b = u / 1024 * (256 + u * (u * (74 - 47 * u) - 128))
    inner = cosine * (2 * middle**2 - 1) - b / 6 * middle * (4 * sine**2 - 3) * (4 * middle**2 - 3)
    found: Vector = np.where(settled, short * a * (sigma - b * sine * (middle + b / 4 * inner)), np.nan)
    return found


def great_circle(latitude: Vector, longitude: Vector, other_latitude: Vector, other_longitude: Vector) -> Vector:
    """Return the shortest way between points on a sphere with the radius of the equator, in kilometres, from degrees.

    It is up to half a per cent longer than on the ellipsoid, most along the meridians near the equator.

    >>> zero, one = np.array([0.0]), np.array([1.0])
    >>> [round(float(great_circle(zero, zero, *to)[0]), 3) for to in ((zero, one), (one, zero))]
    [111.319, 111.319]
    """
    arc = _sphere(np.radians(latitude), np.radians(other_latitude), np.radians(other_longitude - longitude))[0]
    found: Vector = EQUATOR * arc
    return found


def _sphere(u1: Vector, u2: Vector, angle: Vector) -> tuple[Vector, Vector, Vector, Vector, Vector]:
    """Return the arc between points on the auxiliary sphere, its sine and cosine, cos² α and cos 2σₘ."""
    sine = np.hypot(np.cos(u2) * np.sin(angle), np.cos(u1) * np.sin(u2) - np.sin(u1) * np.cos(u2) * np.cos(angle))
    cosine = np.sin(u1) * np.sin(u2) + np.cos(u1) * np.cos(u2) * np.cos(angle)
    safe = np.where(sine == 0, 1.0, sine)
    alpha = np.where(sine == 0, 0.0, np.cos(u1) * np.cos(u2) * np.sin(angle) / safe)
    cos2a = 1 - alpha**2
    away = np.where(cos2a == 0, 1.0, cos2a)
    middle = np.where(cos2a == 0, 0.0, cosine - 2 * np.sin(u1) * np.sin(u2) / away)
    return np.arctan2(sine, cosine), sine, cosine, cos2a, middle
