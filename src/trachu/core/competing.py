"""Analysis of competing hypotheses: a matrix of cells, what it says, and how far that hangs on any one of them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from trachu.core.stability import drawn_weights

CELLS = ("CC", "C", "N", "I", "II", "NA")
LEVEL = {"CC": 2, "C": 1, "N": 0, "I": -1, "II": -2}
WEIGHTINGS: dict[str, Mapping[str, float]] = {
    "heuer": {"I": 1.0, "II": 2.0},
    "counted": {"I": 1.0, "II": 1.0},
    "steep": {"I": 1.0, "II": 4.0},
    "balanced": {"CC": -2.0, "C": -1.0, "I": 1.0, "II": 2.0},
}
SHARES = ((0.75, "CC"), (0.5, "C"), (0.25, "N"), (0.1, "I"), (0.0, "II"))


@dataclass(frozen=True, slots=True)
class Row:
    """One item of evidence: its name, its weight (credibility × relevance), and a cell for each hypothesis."""

    name: str
    weight: float
    cells: tuple[str, ...]

    @property
    def diagnosticity(self) -> float:
        """How far the item tells the hypotheses apart: 0 if its cells are equal, 1 from CC to II.

        >>> Row("votes", 1.0, ("C", "I", "NA")).diagnosticity
        0.5
        """
        levels = [LEVEL[cell] for cell in self.cells if cell in LEVEL]
        return (max(levels) - min(levels)) / 4 if levels else 0.0


def inconsistency(rows: Sequence[Row], weighting: str = "heuer") -> list[float]:
    """Return for each hypothesis the weighted sum of what speaks against it: Σ w·s, s = 1 for I and 2 for II.

    The hypothesis with the least is the one to keep (Heuer 1999); evidence in favour does not count, save under
    the weighting `balanced`.

    >>> inconsistency([Row("a", 1.0, ("CC", "II")), Row("b", 0.5, ("I", "C"))])
    [0.5, 2.0]
    """
    score = WEIGHTINGS[weighting]
    columns = zip(*(row.cells for row in rows), strict=True)
    weights = [row.weight for row in rows]
    return [sum(w * score.get(c, 0.0) for w, c in zip(weights, column, strict=True)) for column in columns]


def leaders(scores: Sequence[float]) -> tuple[int, ...]:
    """Return the places of the least scores; more than one where they are equal.

    >>> leaders([0.5, 2.0, 0.5])
    (0, 2)
    """
    least = min(scores, default=0.0)
    return tuple(n for n, score in enumerate(scores) if score - least < 1e-9)


def dropped(rows: Sequence[Row]) -> dict[str, tuple[int, ...]]:
    """Return the leaders without each item in turn, where they are others than with it.

    >>> dropped([Row("a", 1.0, ("CC", "II")), Row("b", 0.5, ("I", "C"))])
    {'a': (1,)}
    """
    now = leaders(inconsistency(rows))
    left = {row.name: leaders(inconsistency([r for r in rows if r is not row])) for row in rows if len(rows) > 1}
    return {name: found for name, found in left.items() if found != now}


def reversed_cells(rows: Sequence[Row]) -> list[tuple[str, int, str, tuple[int, ...]]]:
    """Return what single cell would change the verdict: item, place of the hypothesis, the cell it would need, leaders.

    Only the mildest change of each cell is given: the fewest steps from what it is now.

    >>> reversed_cells([Row("a", 1.0, ("C", "I"))])
    [('a', 0, 'I', (0, 1)), ('a', 1, 'N', (0, 1))]
    """
    now, found = leaders(inconsistency(rows)), []
    for n, row in enumerate(rows):
        for place, cell in enumerate(row.cells):
            others = sorted((c for c in LEVEL if c != cell), key=lambda c: (abs(LEVEL[c] - LEVEL.get(cell, 0)), c))
            for other in others:
                changed = Row(row.name, row.weight, (*row.cells[:place], other, *row.cells[place + 1 :]))
                new = leaders(inconsistency([*rows[:n], changed, *rows[n + 1 :]]))
                if new != now:
                    found.append((row.name, place, other, new))
                    break
    return found


def support(rows: Sequence[Row], draws: int = 1000, seed: int = 1, alpha: float = 1.0) -> list[float]:
    """Return the share of weights, drawn from Dirichlet(α·k·w) over the items, under which each hypothesis leads.

    A draw in which several lead counts in parts for each of them.

    >>> support([Row("a", 1.0, ("C", "II")), Row("b", 1.0, ("C", "I"))], draws=50)
    [1.0, 0.0]
    """
    weights = np.array([row.weight for row in rows])
    drawn = drawn_weights((weights / weights.sum()).tolist(), draws, seed, alpha)
    against = np.array([[WEIGHTINGS["heuer"].get(cell, 0.0) for cell in row.cells] for row in rows])
    scores = drawn @ against
    first = np.isclose(scores, scores.min(axis=1, keepdims=True), rtol=0, atol=1e-12)
    return [float(share) for share in (first / first.sum(axis=1, keepdims=True)).mean(axis=0)]


def cell_of_share(share: float) -> str:
    """Turn the share of specifications that say what a hypothesis says into a cell.

    >>> [cell_of_share(share) for share in (1.0, 0.5, 0.3, 0.1, 0.0)]
    ['CC', 'C', 'N', 'I', 'II']
    """
    return next(cell for least, cell in SHARES if share >= least)


def cell_of_range(value: float, low: float, high: float, fits: tuple[float, float]) -> str:
    """Turn a value and its interval into a cell by where they lie to the range that fits the hypothesis.

    CC if the whole interval lies inside, C if the value does, N if the interval only reaches in, else I; II
    if value and range are farther apart than the range is wide.

    >>> [cell_of_range(v, v - 0.2, v + 0.2, (1.5, 2.5)) for v in (2.0, 2.4, 2.6, 3.0, 4.0)]
    ['CC', 'C', 'N', 'I', 'II']
    """
    least, most = fits
    if least <= value <= most:
        return "CC" if least <= low and high <= most else "C"
    if low <= most and high >= least:
        return "N"
    gap = least - value if value < least else value - most
    return "II" if gap > most - least else "I"
