"""How far coders agree beyond chance; a coder is a person or a program.

Ratings are given as units: one row for each thing that was coded, one place in it for each coder, None where a coder
did not code it. A coefficient that the data do not determine (nothing that two coders coded, or no variation at all)
is None: *not computed* is neither agreement nor disagreement.

α, αU: Krippendorff (2004), Content Analysis, 2nd ed., ch. 11; κ: Cohen (1960), Fleiss (1971); π: Scott (1955);
AC1: Gwet (2008).
"""

from __future__ import annotations

import random
from bisect import bisect_left, bisect_right
from collections import Counter, defaultdict
from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate, permutations
from typing import Literal, TypeVar, cast

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
    pairs: defaultdict[tuple[Hashable, Hashable], float] = defaultdict(float)
    for unit in units:
        given = _given(unit)
        for one, other in permutations(given, 2):
            pairs[one, other] += 1 / (len(given) - 1)
    total: defaultdict[Hashable, float] = defaultdict(float)
    for (one, _), count in pairs.items():
        total[one] += count
    difference = _difference(level, total)
    observed = sum(count * difference(c, k) for (c, k), count in pairs.items())
    expected = sum(total[c] * total[k] * difference(c, k) for c in total for k in total)
    return 1 - (sum(total.values()) - 1) * observed / expected if expected else None


def _difference(level: Level, total: Mapping[Hashable, float]) -> Callable[[Hashable, Hashable], float]:
    """Return δ² for a level of measurement; the ordinal one needs how often each value occurs."""
    if level == "nominal":
        return lambda c, k: float(c != k)
    if level == "ordinal":
        ranked = sorted(total, key=_number)
        below = dict(zip(ranked, accumulate((total[v] for v in ranked), initial=0.0), strict=False))
        middle = {v: below[v] + total[v] / 2 for v in ranked}
        return lambda c, k: (middle[c] - middle[k]) ** 2
    if level == "interval":
        return lambda c, k: (_number(c) - _number(k)) ** 2

    def ratio(c: Hashable, k: Hashable) -> float:
        """Return the squared difference of two amounts as a share of their sum."""
        both = _number(c) + _number(k)
        return ((_number(c) - _number(k)) / both) ** 2 if both else 0.0

    return ratio


def _number(value: Hashable) -> float:
    return float(cast(float, value))


def _given(unit: Unit) -> list[Hashable]:
    return [value for value in unit if value is not None]


def percent(units: Iterable[Unit]) -> float | None:
    """Return the share of agreeing pairs of coders, averaged over the units that two or more coded.

    >>> percent([["a", "a"], ["a", "b"]])
    0.5
    """
    shares = [_agreeing(_given(unit)) for unit in units if len(_given(unit)) > 1]
    return sum(shares) / len(shares) if shares else None


def _agreeing(given: Sequence[Hashable]) -> float:
    size = len(given)
    return sum(count * (count - 1) for count in Counter(given).values()) / (size * (size - 1))


def cohen(pairs: Iterable[Unit]) -> float | None:
    """Return Cohen's κ of two coders: chance is Σ p₁ᶜ p₂ᶜ, each coder with a distribution of their own.

    >>> round(cohen([["a", "a"]] * 20 + [["a", "b"]] * 10 + [["b", "a"]] * 20 + [["b", "b"]] * 50), 3)
    0.348
    """
    both = [(one, other) for one, other in pairs if one is not None and other is not None]
    first, second = Counter(one for one, _ in both), Counter(other for _, other in both)
    chance = sum(first[c] * second[c] for c in first) / len(both) ** 2 if both else 1.0
    return _beyond(percent(both), chance)


def scott(pairs: Iterable[Unit]) -> float | None:
    """Return Scott's π of two coders: chance is Σ pᶜ², one distribution for both.

    >>> round(scott([["a", "a"]] * 20 + [["a", "b"]] * 10 + [["b", "a"]] * 20 + [["b", "b"]] * 50), 3)
    0.341
    """
    return fleiss([pair for pair in pairs if len(_given(pair)) == 2])


def fleiss(units: Iterable[Unit]) -> float | None:
    """Return Fleiss' κ of any number of coders: chance is Σ pᶜ². Units that one coder coded are left out.

    >>> fleiss([["a", "a", "a"], ["b", "b", "b"]])
    1.0
    """
    rated = [unit for unit in units if len(_given(unit)) > 1]
    return _beyond(percent(rated), sum(share**2 for share in prevalence(rated).values()) if rated else 1.0)


def gwet_ac1(units: Iterable[Unit]) -> float | None:
    """Return Gwet's AC1: chance is Σ πᶜ (1 − πᶜ) / (q − 1) for q categories, and stays small where one prevails.

    >>> round(gwet_ac1([["y", "y"]] * 8 + [["n", "n"], ["y", "n"]]), 4)
    0.8658
    """
    rated = [unit for unit in units if _given(unit)]
    shares = prevalence(rated)
    if len(shares) < 2:
        return None
    return _beyond(percent(rated), sum(p * (1 - p) for p in shares.values()) / (len(shares) - 1))


def prevalence(units: Iterable[Unit]) -> dict[Hashable, float]:
    """Return the share of each category, every unit counting once; print it beside κ, which it bends.

    >>> prevalence([["a", "a"], ["a", "b"]])
    {'a': 0.75, 'b': 0.25}
    """
    shares: defaultdict[Hashable, float] = defaultdict(float)
    rated = [_given(unit) for unit in units if _given(unit)]
    for given in rated:
        for category, count in Counter(given).items():
            shares[category] += count / len(given) / len(rated)
    return dict(shares)


def _beyond(observed: float | None, chance: float) -> float | None:
    return None if observed is None or chance == 1 else (observed - chance) / (1 - chance)


@dataclass(frozen=True, slots=True)
class Unitized:
    """Observed and expected disagreement of one category; α = 1 − observed / expected."""

    observed: float
    expected: float


def alpha_u(coders: Sequence[Spans], length: int) -> float | None:
    """Return Krippendorff's αU of coders who mark spans of a continuum, each with a category.

    ``coders`` holds, for each coder, the spans (start, end exclusive) of each category; spans of one category and
    coder that overlap count as one. αU = 1 − Σ Dₒᶜ / Σ Dₑᶜ over categories.

    >>> round(alpha_u([{"c": [(2, 8)]}, {"c": [(2, 7)]}], 20), 3)
    0.967
    """
    parts = alpha_u_parts(coders, length).values()
    expected = sum(part.expected for part in parts)
    return 1 - sum(part.observed for part in parts) / expected if expected else None


def alpha_u_parts(coders: Sequence[Spans], length: int) -> dict[str, Unitized]:
    """Return observed and expected disagreement for each category, of which αU is made.

    >>> sorted(alpha_u_parts([{"c": [(2, 8)]}, {"k": [(2, 7)]}], 20))
    ['c', 'k']
    """
    names = sorted({name for coder in coders for name, spans in coder.items() if spans})
    found = {}
    for name in names:
        marked = [merged(coder.get(name, ())) for coder in coders]
        found[name] = Unitized(_observed(marked, length), _expected(marked, length))
    return found


def merged(spans: Iterable[Span]) -> list[Span]:
    """Join spans that overlap; spans that only touch stay two.

    >>> merged([(5, 9), (0, 3), (2, 4), (9, 11)])
    [(0, 4), (5, 9), (9, 11)]
    """
    found: list[Span] = []
    for start, end in sorted(spans):
        if found and start < found[-1][1]:
            found[-1] = (found[-1][0], max(end, found[-1][1]))
        elif end > start:
            found.append((start, end))
    return found


def _observed(marked: Sequence[list[Span]], length: int) -> float:
    """Dₒ = Σ δ² / m(m−1)L²: squared shifts of both ends where units meet, squared length where one meets a gap."""
    whole = 0
    for one, other in permutations(marked, 2):
        starts, ends = [s for s, _ in other], [e for _, e in other]
        for start, end in one:
            meeting = other[bisect_right(ends, start) : bisect_left(starts, end)]
            shifts = ((start - s) ** 2 + (end - e) ** 2 for s, e in meeting)
            alone = 2 * (end - start) ** 2  # counted from the unit and from the gap
            whole += sum(shifts) if meeting else alone
    coders = len(marked)
    return whole / (coders * (coders - 1) * length**2) if coders > 1 else 0.0


def _expected(marked: Sequence[list[Span]], length: int) -> float:
    """Dₑ: what δ² would be if all units of the category fell anywhere among the gaps and each other."""
    lengths = [end - start for spans in marked for start, end in spans]
    gaps = sorted(gap for spans in marked for gap in _gaps(spans, length))
    tails = [0, *accumulate(reversed(gaps))][::-1]
    whole = 0.0
    for size in lengths:
        at = bisect_left(gaps, size)
        room = tails[at] - (size - 1) * (len(gaps) - at)
        whole += (len(lengths) - 1) / 3 * (2 * size**3 - 3 * size**2 + size) + size**2 * room
    total = len(marked) * length
    choices = total * (total - 1) - sum(size * (size - 1) for size in lengths)
    return 2 / length * whole / choices if choices else 0.0


def _gaps(spans: Sequence[Span], length: int) -> list[int]:
    edges = [0, *(edge for span in spans for edge in span), length]
    return [end - start for start, end in zip(edges[::2], edges[1::2], strict=True) if end > start]


def f1(one: Iterable[Hashable], other: Iterable[Hashable]) -> float | None:
    """Return the F1 of two sets, 2|A ∩ B| / (|A| + |B|), the same whichever of them is asked first.

    >>> f1([(0, 3), (5, 9)], [(0, 3)])
    0.6666666666666666
    """
    first, second = set(one), set(other)
    size = len(first) + len(second)
    return 2 * len(first & second) / size if size else None


def overlap_f1(one: Sequence[Span], other: Sequence[Span]) -> float | None:
    """Return the F1 that counts a span as found where any span of the other coder overlaps it.

    >>> overlap_f1([(0, 3), (5, 9)], [(2, 4)])
    0.6666666666666666
    """
    if not one and not other:
        return None
    mine = sum(any(s < end and start < e for s, e in other) for start, end in one)
    theirs = sum(any(s < end and start < e for s, e in one) for start, end in other)
    recall, precision = mine / (len(one) or 1), theirs / (len(other) or 1)
    return 2 * recall * precision / (recall + precision) if recall + precision else 0.0


def interval(
    documents: Sequence[T], statistic: Callable[[Sequence[T]], float | None], *, draws: int = 1000, seed: int = 1
) -> tuple[float, float] | None:
    """Return the 95 % bootstrap interval of a coefficient over whole documents, drawn with replacement.

    Codings of one document hang together, so documents are drawn and not codings. One document has no interval.
    Draws in which the coefficient is not determined are left out.

    >>> interval([[["a", "a"]]], lambda drawn: 1.0) is None
    True
    """
    if len(documents) < 2:
        return None
    chance = random.Random(seed)
    values = (statistic(chance.choices(documents, k=len(documents))) for _ in range(draws))
    known = sorted(value for value in values if value is not None)
    return (_quantile(known, LOW), _quantile(known, HIGH)) if known else None


def _quantile(ordered: Sequence[float], share: float) -> float:
    at = share * (len(ordered) - 1)
    low = int(at)
    high = min(low + 1, len(ordered) - 1)
    return ordered[low] + (at - low) * (ordered[high] - ordered[low])
