"""Agreement of all pairs of states in 78 sessions of the General Assembly: matrix products against plain NumPy.

`python benchmarks/un_agreement.py [DATA]`, DATA being a folder with `un_votes_sessions_1_78.parquet`; without it votes
are made up: 60 to 193 states, 85 roll calls a session. Plain NumPy compares one state at a time with all others, on
the same matrices of votes; both give the same numbers.
"""

from __future__ import annotations

import sys
import time
from pathlib import Path

import numpy as np
import polars as pl
from numpy.typing import NDArray

from trachu.core.profiles import NONE, ballots
from trachu.core.tables import CHOICES
from trachu.measures.un_agreement import un_agreement

BAR_SECONDS, CALLS, WORDS = 1.0, 85, ["yes", "abstain", "no"]


def published(folder: Path) -> pl.DataFrame:
    votes = pl.read_parquet(folder / "un_votes_sessions_1_78.parquet").select(
        actor=pl.col("ccode").cast(pl.String),
        item="resid",
        session="session",
        date="date",
        choice=pl.col("vote").replace_strict(dict(enumerate(WORDS, 1)), return_dtype=pl.String),
        why=pl.lit("source:un"),
    )
    return CHOICES.of(votes.unique(["actor", "item"], keep="none"))


def made_up() -> pl.DataFrame:
    chance = np.random.default_rng(1)
    frames = []
    for session in range(1, 79):
        states, calls = np.meshgrid(np.arange(min(60 + 2 * session, 193)), np.arange(CALLS), indexing="ij")
        drawn = chance.choice(3, size=states.size, p=[0.75, 0.15, 0.1])
        frames.append(
            pl.DataFrame({"actor": states.ravel(), "item": calls.ravel() + 1000 * session}).with_columns(
                pl.format("S{}", "actor").alias("actor"),
                pl.col("item").cast(pl.String),
                session=pl.lit(session, pl.Int64),
                choice=pl.Series(WORDS).gather(drawn),
            )
        )
    return CHOICES.of(pl.concat(frames))


def one_by_one(levels: NDArray[np.int8]) -> NDArray[np.float64]:
    rows = []
    for state, own in enumerate(levels[:-1]):
        others = levels[state + 1 :]
        both = (own != NONE) & (others != NONE)
        alike = ((own == others) & both).sum(1)
        with np.errstate(invalid="ignore"):
            rows.append(alike / both.sum(1))
    return np.concatenate(rows)


def main(arguments: list[str]) -> None:
    choices = published(Path(arguments[0])) if arguments else made_up()
    began = time.perf_counter()
    found = un_agreement(choices)
    ours = time.perf_counter() - began
    cast = list(ballots(choices))
    began = time.perf_counter()
    plain = [one_by_one(votes.levels) for votes in cast]
    theirs = time.perf_counter() - began
    mean = float(np.nanmean(np.concatenate(plain)))
    same = abs(float(found["value"].to_numpy().mean()) - mean) < 1e-9
    print(
        f"{found.height} pairs and sessions from {choices.height} votes: {ours:.2f} s with frames (bar {BAR_SECONDS} s)"
    )
    print(f"plain NumPy on ready matrices: {theirs:.2f} s, ratio {theirs / ours:.1f}; same mean: {same}")


if __name__ == "__main__":
    main(sys.argv[1:])
