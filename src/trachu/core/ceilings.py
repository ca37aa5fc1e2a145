"""Whether an amount keeps to a ceiling, when sources say only how much it was at least or at most."""

from __future__ import annotations

import math
from collections.abc import Iterable
from typing import Literal

from trachu.core.words import Words

Verdict = Literal["above", "within", "open", "no data"]
VERDICTS: dict[Verdict, Words] = {
    "above": Words(en="above the ceiling", th="เกินเพดาน"),
    "within": Words(en="within the ceiling", th="อยู่ในเพดาน"),
    "open": Words(en="cannot be told", th="ยังสรุปไม่ได้"),
    "no data": Words(en="no data", th="ไม่มีข้อมูล"),
}
Bounds = tuple[float, float]


def together(said: Iterable[Bounds]) -> Bounds | None:
    """Put what several sources say of one amount together: what all can agree on, or all that any says.

    Lower and upper bounds of different sources can all be true at once; then the interval is where they overlap.
    If they cannot, it reaches from the least to the most that is said. Nothing said: None.

    >>> together([(165_000, math.inf), (1_000_000, math.inf)])
    (1000000, inf)
    >>> together([(1_000_000, math.inf), (0, 400_000)])
    (0, inf)
    """
    bounds = list(said)
    if not bounds:
        return None
    low, high = max(b[0] for b in bounds), min(b[1] for b in bounds)
    return (low, high) if low <= high else (min(b[0] for b in bounds), max(b[1] for b in bounds))


def verdict(bounds: Bounds | None, ceiling: float) -> Verdict:
    """Say whether an amount between these bounds is above a ceiling.

    >>> [verdict(b, 500_000) for b in ((600_000, math.inf), (0, 500_000), (165_000, math.inf), None)]
    ['above', 'within', 'open', 'no data']
    """
    if bounds is None:
        return "no data"
    low, high = bounds
    return "above" if low > ceiling else "within" if high <= ceiling else "open"


def partial(bounds: Bounds) -> Bounds:
    """Turn the amount of a part of the year into what is known of the year: no less than that.

    >>> partial((165_000, 165_000))
    (165000, inf)
    """
    return bounds[0], math.inf


def denied(bounds: Bounds) -> Bounds:
    """Turn an amount that somebody denies into what they say instead: anything from nothing to less than that.

    >>> low, high = denied((1_000_000, math.inf))
    >>> low, round(high), high < 1_000_000
    (0.0, 1000000, True)
    """
    return 0.0, math.nextafter(bounds[0], 0.0)
