"""Our models beside the bars that forecasts of capability shares must beat.

    python benchmarks/hindcast.py SHARED [MODEL ...]

SHARED is a folder with data/cow_nmc.parquet. The bars were measured on the same file by a program of its own that
shares no code with trachu: bar 1 is no change with the pooled changes of the past, bar 2 a panel of the six
components with drift and catch-up. Scores are means over forecasts from yearly origins, 1860-2012 for +10 and
1860-2002 for +20.
"""

from __future__ import annotations

import runpy
import sys
import tempfile
import time
from pathlib import Path

import polars as pl

from trachu import Bench
from trachu.bench.hindcast import summary

OFFICIAL = Path(__file__).parent.parent / "tests" / "real" / "official.py"
MODELS = ("random_walk", "panel", "balance_of_power", "convergence", "ensemble")
BARS = {  # (measure, score): bar 1 at +10 and +20, bar 2 at +10 and +20
    ("power_share", "crps"): (1.418, 2.012, 1.298, 1.767),
    ("power_share", "energy"): (5.53, 7.76, 4.92, 6.48),
    ("overtaking", "brier"): (0.070, 0.094, 0.062, 0.076),
    ("overtaking", "log"): (0.232, 0.299, 0.207, 0.247),
    ("leader_change", "brier"): (0.151, 0.229, 0.116, 0.153),
    ("effective_number", "crps"): (0.345, 0.438, 0.312, 0.379),
}
DRAWS = {"balance_of_power": 200}
GOALS = {
    ("power_share", "crps"): (1.20, 1.60),
    ("power_share", "energy"): (4.6, 6.0),
    ("overtaking", "brier"): (0.057, 0.068),
    ("leader_change", "brier"): (0.105, 0.140),
    ("effective_number", "crps"): (0.29, 0.35),
}


def main(shared: Path, models: list[str]) -> None:
    official = runpy.run_path(str(OFFICIAL))
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "NMC-70-abridged.csv"
        file.write_bytes(official["nmc"](shared / "data"))
        bench = Bench(Path(folder) / "bench")
        bench.add(file)
        bench.run()
        for model in models or MODELS:
            began = time.perf_counter()
            found = bench.hindcast(model, draws=DRAWS.get(model, 500))
            show(model, summary(found), time.perf_counter() - began)


def show(model: str, means: pl.DataFrame, seconds: float) -> None:
    print(f"\n{model}  ({seconds:.0f} s)")
    print(f"{'':<26}{'years':>6}{'ours':>9}{'90 % interval':>20}{'bar 1':>9}{'bar 2':>9}{'goal':>8}")
    for (measure, score), bars in BARS.items():
        goals = GOALS.get((measure, score), (None, None))
        for place, horizon in enumerate((10, 20)):
            row = means.filter(measure=measure, score=score, horizon=horizon).row(0, named=True)
            between = f"[{row['low']:.3f}, {row['high']:.3f}]"
            goal = "" if goals[place] is None else f"{goals[place]:.3f}"
            ours = f"{measure + ' ' + score:<26}{'+' + str(horizon):>6}{row['value']:>9.4f}{between:>20}"
            print(f"{ours}{bars[place]:>9.3f}{bars[place + 2]:>9.3f}{goal:>8}")
    for width in ("cover50", "cover90"):
        kept = means.filter(measure="power_share", score=width)["value"].to_list()
        print(f"{'power_share ' + width:<26}  +10 {kept[0]:.3f}  +20 {kept[1]:.3f}")


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2:])
