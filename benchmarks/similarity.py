"""All pairs × 8 measures of similarity, 1816–2018: matrix products against plain NumPy.

`python benchmarks/similarity.py [DATA]`, DATA being a folder with `atop5_1m.parquet` and `cw_system.csv`; without it
alliances are made up: as many states as the Correlates of War list, each with some twenty allies. The eight measures
are those of the table EIGHT. Plain NumPy counts, for one state at a time, what it and each other hold towards every
state; it is run on every tenth year, where both give the same numbers, and its time is scaled up by the pairs.
"""

from __future__ import annotations

import io
import resource
import sys
import time
from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np
import polars as pl
from numpy.typing import NDArray

from trachu.core.alliances import SYSTEM, Grid, grid
from trachu.core.profiles import Cells, Distance, Levels, Statistic, Vector, cells, coarse, pairs, similar
from trachu.core.tables import ACTORS, CAPABILITIES, CHOICES, PARTIES, TIES
from trachu.measures.similarity import similarity
from trachu.sources.datasets.atop import atop

BAR_SECONDS, BAR_GIGABYTES, TENTH = 2.5, 1.0, 10
EIGHT: tuple[tuple[Statistic, bool, Distance], ...] = (
    ("S", True, "absolute"), ("S", True, "squared"), ("S", False, "absolute"), ("kappa", True, "squared"),
    ("kappa", False, "nominal"), ("pi", True, "nominal"), ("pi", False, "nominal"), ("tau_b", True, "absolute"),
)  # fmt: skip
STATES = {1816: 23, 1850: 40, 1900: 42, 1920: 60, 1950: 75, 1965: 120, 1980: 155, 1993: 190}


def published(folder: Path) -> tuple[pl.DataFrame, pl.DataFrame]:
    buffer = io.BytesIO()
    pl.read_parquet(folder / "atop5_1m.parquet").write_csv(buffer)
    frames = atop(buffer.getvalue())
    system = pl.read_csv(folder / "cw_system.csv").select(
        actor=pl.col("ccode").cast(pl.String), since="start", until="end", record=pl.lit(SYSTEM), role=pl.lit("member")
    )
    return TIES.of(frames["ties"]), pl.concat([PARTIES.of(frames["parties"]), PARTIES.of(system)])


def made_up() -> tuple[pl.DataFrame, pl.DataFrame]:
    chance = np.random.default_rng(1)
    seats = [
        {"record": SYSTEM, "role": "member", "actor": f"S{n:03}", "since": str(first), "until": "2018"}
        for first, upto in STATES.items()
        for n in range(upto)
        if first == min(year for year, count in STATES.items() if count > n)
    ]
    ties = []
    for number in range(400):
        since = int(chance.integers(1816, 2010))
        name, obligation = f"P{number}", str(chance.choice(["defense", "consul", "nonagg"]))
        until = str(min(since + int(chance.integers(5, 60)), 2018))
        ties.append({"tie": name, "type": "alliance", "obligations": [obligation], "since": str(since), "until": until})
        members = chance.choice(190, size=int(chance.integers(2, 25)), replace=False)
        seats += [{"record": name, "role": "member", "actor": f"S{n:03}"} for n in members]
    return TIES.of(ties), PARTIES.of(seats)


def by_products(laid: Grid, years: Sequence[int]) -> Iterator[Vector]:
    for year in years:
        states, levels = laid.year(year)
        found = cells(levels, 4, *pairs(len(states)))
        broad = coarse(found)
        yield np.stack([similar(found if valued else broad, name, distance) for name, valued, distance in EIGHT])


def counted_one_by_one(levels: Levels) -> Cells:
    size = len(levels)
    wide: NDArray[np.int64] = levels.astype(np.int64)
    rows = []
    for state in range(size - 1):
        others = wide[state + 1 :]
        code = 4 * wide[state] + others + 16 * np.arange(len(others))[:, None]
        rows.append(np.bincount(code.ravel(), minlength=16 * len(others)).reshape(-1, 4, 4))
    return np.moveaxis(np.concatenate(rows), 0, -1).astype(np.float64)


def one_by_one(laid: Grid, years: Sequence[int]) -> Iterator[Vector]:
    for year in years:
        found = counted_one_by_one(laid.year(year)[1])
        broad = coarse(found)
        yield np.stack([similar(found if valued else broad, name, distance) for name, valued, distance in EIGHT])


def main(arguments: list[str]) -> None:
    ties, parties = published(Path(arguments[0])) if arguments else made_up()
    began, work = time.perf_counter(), time.process_time()
    laid = grid(ties, parties, ACTORS.empty())
    dyads = sum(value.shape[1] for value in by_products(laid, laid.years))
    ours, work = time.perf_counter() - began, time.process_time() - work
    began, framing = time.perf_counter(), time.process_time()
    for name, valued, distance in EIGHT:
        rest = CHOICES.empty(), CAPABILITIES.empty(), ACTORS.empty()
        similarity(ties, parties, *rest, statistic=name, valued=valued, distance=distance)
    framed, framing = time.perf_counter() - began, time.process_time() - framing
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e6

    some = [year for year in laid.years[::TENTH] if laid.year(year)[0]]
    began = time.perf_counter()
    plain = list(one_by_one(laid, some))
    theirs = time.perf_counter() - began
    same = list(by_products(laid, some))
    equal = all(np.allclose(a, b, equal_nan=True, atol=1e-12) for a, b in zip(same, plain, strict=True))
    scaled = theirs * dyads / sum(value.shape[1] for value in plain)
    bars = f"(bars {BAR_SECONDS} s, {BAR_GIGABYTES} GB)"
    print(f"{dyads} pairs and years × {len(EIGHT)} measures: {ours:.2f} s, {work:.2f} s of work {bars}")
    print(f"the same as {len(EIGHT)} frames: {framed:.2f} s, {framing:.2f} s of work; peak {peak:.2f} GB {bars}")
    print(f"plain NumPy: {scaled:.2f} s (from {len(plain)} years), ratio {scaled / ours:.1f}; same numbers: {equal}")


if __name__ == "__main__":
    main(sys.argv[1:])
