"""South-East Asia between the United States and China, against what others have published about it."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import polars as pl
import pytest
from real import worlds

from trachu.core.parts import find
from trachu.measures.alignment import alignment

YEAR = 2016  # the last year in which votes, alliances, arms and trade are all known
# The Anatomy of Choice project (Khong 2023, East Asia Forum), on the years since 2014: three states lean heavily
# towards China, two are closer to the United States, the others between.
AOCAI = {"LAO": -1, "KHM": -1, "MMR": -1, "SGP": 1, "PHL": 1, "BRN": 0, "IDN": 0, "MYS": 0, "THA": 0, "VNM": 0}
# The State of Southeast Asia 2020 (ISEAS – Yusof Ishak Institute): per cent who would choose the United States.
SURVEY = {
    "LAO": 26.1, "BRN": 30.9, "MMR": 38.5, "MYS": 39.3, "KHM": 42.3, "THA": 47.9, "IDN": 48.0, "SGP": 61.3,
    "PHL": 82.5, "VNM": 85.5,
}  # fmt: skip


@pytest.fixture(scope="module")
def overall(shared: Path) -> dict[str, float]:
    facts = worlds.facts(shared)
    found = alignment(*(facts[name] for name in find("measure", "alignment").needs), group="IGO:ASEAN")
    rows = found.filter(pl.col("item") == "overall", pl.col("year") == YEAR, pl.col("actor").is_in(list(AOCAI)))
    return dict(rows.select("actor", "value").iter_rows())


def spearman(first: list[float], second: list[float]) -> float:
    """Return Spearman's ρ, ties at their mean rank."""
    ranks = [pl.Series(values).rank("average").to_numpy() for values in (first, second)]
    return float(np.corrcoef(*ranks)[0, 1])


@pytest.mark.slow
def test_ranks_agree_with_the_anatomy_of_choice(overall: dict[str, float]) -> None:
    names = sorted(AOCAI)
    rank = spearman([overall[n] for n in names], [AOCAI[n] for n in names])
    print(f"Spearman of alignment {YEAR} with the groups of AOCAI: {rank:.3f}")

    assert rank > 0.7
    assert max(overall[n] for n in names if AOCAI[n] < 0) < min(overall[n] for n in names if AOCAI[n] == 0)
    assert max(overall[n] for n in names if AOCAI[n] == 0) < min(overall[n] for n in names if AOCAI[n] > 0)


@pytest.mark.slow
def test_the_survey_says_something_else(overall: dict[str, float]) -> None:
    """Opinion is not policy: Vietnam's public would choose the United States, its state buys elsewhere."""
    names = sorted(SURVEY)
    rank = spearman([overall[n] for n in names], [SURVEY[n] for n in names])
    print(f"Spearman of alignment {YEAR} with the survey of 2020: {rank:.3f}")

    assert 0.3 < rank < 0.7


@pytest.mark.slow
def test_thailand_is_between(overall: dict[str, float]) -> None:
    assert -0.2 < overall["THA"] < 0.0
    assert overall["THA"] > overall["VNM"] > overall["LAO"]
