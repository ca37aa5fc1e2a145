"""How far a ranking hangs on the weights of its indicators."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from trachu.core.errors import OptionError
from trachu.core.words import Words

Reals = NDArray[np.float64]
Ints = NDArray[np.int64]
LOW, HIGH = 0.05, 0.95


@dataclass(frozen=True, slots=True)
class Stability:
    """Ranks of n states: as weighted, over drawn weights, and with one indicator left out (indicators × states)."""

    score: Reals
    rank: Ints
    low: Ints
    high: Ints
    first: Reals
    without: Ints


def parse_weights(text: str) -> dict[str, float]:
    """Read weights written as `indicator:weight,…`; return them scaled to a sum of 1.

    >>> parse_weights("gdp:3,milex:1")
    {'gdp': 0.75, 'milex': 0.25}
    """
    pairs = [pair.strip().rpartition(":") for pair in text.split(",") if pair.strip()]
    try:
        given = {name.strip(): float(weight) for name, _, weight in pairs}
    except ValueError:
        given = {}
    sound = all(name and np.isfinite(weight) and weight > 0 for name, weight in given.items())
    if not given or len(given) != len(pairs) or not sound:
        raise OptionError(
            Words(en=f"{text!r} does not say weights.", th=f"{text!r} ไม่ใช่การกำหนดค่าน้ำหนัก"),
            Words(
                en="Write each indicator once with a weight above 0, for example: gdp:2,milex:1",
                th="โปรดระบุตัวชี้วัดแต่ละตัวครั้งเดียวพร้อมค่าน้ำหนักที่มากกว่า 0 เช่น gdp:2,milex:1",
            ),
        )
    total = sum(given.values())
    return {name: weight / total for name, weight in given.items()}


def drawn_weights(weights: Sequence[float], draws: int, seed: int, alpha: float) -> Reals:
    """Draw weights around the given ones: w̃ ~ Dirichlet(α·k·w), with k indicators, shape (draws, k).

    With equal weights this is Dirichlet(α, …, α): α = 1 lets every mixture of the indicators be as likely
    as any other; a larger α keeps the draws nearer to the given weights.

    >>> drawn_weights([0.5, 0.5], 3, 1, 1.0).sum(axis=1).round(9).tolist()
    [1.0, 1.0, 1.0]
    """
    if draws < 1 or not alpha > 0:
        raise OptionError(
            Words(en=f"Weights cannot be drawn with draws={draws}, alpha={alpha}.",
                  th=f"สุ่มค่าน้ำหนักด้วย draws={draws}, alpha={alpha} ไม่ได้"),
            Words(en="Give draws of 1 or more and an alpha above 0.", th="กำหนด draws ตั้งแต่ 1 ขึ้นไป และ alpha มากกว่า 0"),
        )  # fmt: skip
    given = np.asarray(weights, dtype=np.float64)
    return np.random.default_rng(seed).dirichlet(alpha * len(given) * given, size=draws)


def ranked(scores: Reals) -> Ints:
    """Rank the last axis, 1 for the largest; of equals the earlier comes first.

    >>> ranked(np.array([0.2, 0.5, 0.2])).tolist()
    [2, 1, 3]
    """
    order = np.argsort(-scores, axis=-1, kind="stable")
    return np.argsort(order, axis=-1, kind="stable") + 1


def rank_stability(
    shares: Reals, weights: Sequence[float], *, draws: int = 1000, seed: int = 1, alpha: float = 1.0
) -> Stability:
    """Rank states by a weighted index, over drawn weights, and with each indicator left out.

    `shares` has the shape (states, indicators), each column the states' shares of one indicator; order the
    states by name, as ties go to the earlier. The interval of ranks runs from the 5th to the 95th percentile
    of the draws of `drawn_weights`, and `first` is the share of draws in which a state leads (Saisana,
    Saltelli & Tarantola 2005 on composite indicators). `without` has one row for each indicator that is
    left out, the others keeping the proportion of their weights; with one indicator alone it has none.

    >>> found = rank_stability(np.array([[0.6, 0.1], [0.4, 0.9]]), [0.5, 0.5], draws=200)
    >>> found.rank.tolist(), found.without.tolist(), bool(0 < found.first[0] < 0.5)
    ([2, 1], [[2, 1], [1, 2]], True)
    """
    given = np.asarray(weights, dtype=np.float64)
    score = shares @ given
    over = ranked(drawn_weights(weights, draws, seed, alpha) @ shares.T)
    low, high = np.quantile(over, [LOW, HIGH], axis=0, method="inverted_cdf").astype(np.int64)
    kept = [np.delete(np.arange(len(given)), n) for n in range(len(given)) if len(given) > 1]
    without = [ranked(shares[:, k] @ given[k]) for k in kept]
    rows = np.array(without, dtype=np.int64).reshape(len(without), len(shares))
    return Stability(score, ranked(score), low, high, (over == 1).mean(axis=0), rows)
