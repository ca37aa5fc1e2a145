"""Every polarity specification over 1816–2022 × 1,000 draws: arrays against the measure run on each draw.

`python benchmarks/polarity_draws.py [DRAWS] [BENCH]`. Without a bench the capabilities are made up: as many
states as the list of the Correlates of War has in each year, to the nearest ten, all with every indicator. The
measure is run on a few draws and its time scaled up; both give the same numbers on those.
"""

from __future__ import annotations

import resource
import sys
import time

import numpy as np
import polars as pl

from trachu import Bench
from trachu.bench import shelves
from trachu.bench.doubt import polarity_odds
from trachu.core.maths import MAJORS
from trachu.core.parts import Part, find
from trachu.core.tables import ACTORS, CAPABILITIES, PARTIES

FEW, YEARS, BAR_SECONDS, BAR_GIGABYTES = 2, range(1816, 2023), 10.0, 2.0
STATES = {1816: 20, 1850: 40, 1900: 40, 1920: 60, 1950: 80, 1965: 120, 1980: 160, 1995: 190}
INDICATORS = ("cinc", "gdp", "milex", "pop", "gdp_fariss", "pop_fariss")


def made_up() -> tuple[pl.DataFrame, pl.DataFrame, pl.DataFrame]:
    rng = np.random.default_rng(1)
    size = rng.lognormal(0, 2, (len(INDICATORS), 200))
    rows = []
    for year in YEARS:
        count = STATES[max(first for first in STATES if first <= year)]
        for k, indicator in enumerate(INDICATORS):
            value = size[k, :count] * rng.lognormal(0, 0.1, count)
            named = [f"S{n:03}" for n in range(count)]
            rows.append(pl.DataFrame({"actor": named, "value": value}).with_columns(
                year=pl.lit(year, pl.Int64), indicator=pl.lit(indicator), why=pl.lit("source:made-up")
            ))  # fmt: skip
    seats = [{"record": MAJORS, "role": "member", "actor": f"S{n:03}", "since": "1816"} for n in range(7)]
    return CAPABILITIES.of(pl.concat(rows)), PARTIES.of(seats), ACTORS.empty()


def one_by_one(
    tables: tuple[pl.DataFrame, ...], specifications: list[dict[str, str]], model: Part, draws: int
) -> dict[tuple[str, ...], float]:
    capabilities, *rest = tables
    drawn = model.run(capabilities, **model.settle({"draws": draws, "seed": 1}))["capabilities"]
    runs = []
    for draw in range(draws):
        now = drawn.filter(pl.col("draw") == draw).drop("draw")
        for one in specifications:
            run = find("measure", "polarity").run(now, *rest, **one)
            runs.append(run.select("year", "item", "value", **{name: pl.lit(value) for name, value in one.items()}))
    key = ["base", "pool", "rule", "year", "item"]
    mean = pl.concat(runs).group_by(key).agg(p=pl.col("value").mean())
    return {row[:-1]: row[-1] for row in mean.iter_rows()}


def main(draws: int, folder: str | None) -> int:
    shelves.load()
    names = ("capabilities", "parties", "actors")
    tables = tuple(Bench(folder).table(name) for name in names) if folder else made_up()
    model, polarity = find("model", "noise"), find("measure", "polarity")
    specifications = [s for s in polarity.every() if not polarity.run(*tables, **s).is_empty()]
    used = pl.col("indicator").is_in(INDICATORS)
    tables = (tables[0].filter(used), *tables[1:])

    began = time.perf_counter()
    found = polarity_odds(*tables, specifications=specifications, model=model, draws=draws)
    ours = time.perf_counter() - began
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e6

    began = time.perf_counter()
    slow = one_by_one(tables, specifications, model, FEW)
    plain = (time.perf_counter() - began) * draws / FEW
    same = polarity_odds(*tables, specifications=specifications, model=model, draws=FEW)
    off = max(abs(slow[row[:-1]] - row[-1]) for row in same.iter_rows())

    print(f"specifications {len(specifications)}, years {found['year'].n_unique()}, draws {draws}")
    print(f"arrays         {ours:8.2f} s   {memory:.2f} GB (bar {BAR_SECONDS:g} s, {BAR_GIGABYTES:g} GB)")
    print(f"one by one     {plain:8.0f} s   scaled up from {FEW} draws")
    print(f"ratio          {plain / ours:8.0f}     largest difference on {FEW} draws: {off:g}")
    return int(ours > BAR_SECONDS or memory > BAR_GIGABYTES)


if __name__ == "__main__":
    raise SystemExit(main(int(sys.argv[1]) if len(sys.argv) > 1 else 1000, sys.argv[2] if len(sys.argv) > 2 else None))
