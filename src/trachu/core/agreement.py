"""How far coders agree beyond chance; a coder is a person or a program.

Ratings are given as units: one list for each thing that was coded, one place in it for each coder, None where a coder
did not code it. A coefficient that the data do not determine (nothing that two coders coded, or no variation at all)
is None: it is *not computed*, which is neither agreement nor disagreement.

α: Krippendorff (2019), Content Analysis, ch. 12; αU: ibid., and Krippendorff (2004), Content Analysis, 2nd ed.,
p. 251–256; κ: Cohen (1960), Fleiss (1971); π: Scott (1955); AC1: Gwet (2008).
"""

from __future__ import annotations

import random
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate, permutations
from typing import Literal, TypeVar

Level = Literal["nominal", "ordinal", "interval", "ratio"]
Unit = Sequence[Hashable | None]
Span = tuple[int, int]
Spans = Mapping[str, Sequence[Span]]
T = TypeVar("T")
LOW, HIGH = 0.025, 0.975


def alpha(units: Iterable[Unit], level: Level = "nominal") -> float | None:
    """Return Krippendorff's α = 1 − Dₒ/Dₑ of any number of coders, with missing codings.

    Dₒ = Σ oᶜᵏ δ²ᶜᵏ / n and Dₑ = Σ nᶜ nᵏ δ²ᶜᵏ / n(n−1), from the coincidences oᶜᵏ of values within units.

    >>> round(alpha([["a", "a"], ["a", "b"], ["b", "b"], ["a", None]]), 3)
    0.444
    >>> alpha([["a", "a"], ["a", "a"]]) is None
    True
    """
    pairs: Counter[tuple[Hashable, Hashable]] = Counter()
    for unit in units:
        given = [value for value in unit if value is not None]
        for one, other in permutations(range(len(given)), 2):
            pairs[given[one], given[other]] += 1 / (len(given) - 1)  # type: ignore[assignment]
    total: Counter[Hashable] = Counter()
    for (one_value, _), count in pairs.items():
        total[one_value] += count
    difference = _difference(level, total)
    observed = sum(count * difference(c, k) for (c, k), count in pairs.items())
    expected = sum(total[c] * total[k] * difference(c, k) for c in total for k in total)
    size = sum(total.values())
    return 1 - (size - 1) * observed / expected if expected else None
