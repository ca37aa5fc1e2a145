"""Our models beside the bars that forecasts of capability shares must beat.

    python benchmarks/hindcast.py SHARED [MODEL ...]

SHARED is a folder with data/cow_nmc.parquet, and GDP per head in data/cw_gdppop.parquet and
data/maddison_1800plus.parquet, which only `income` and `ensemble` read. The bars were measured on the capabilities by
a program of its own that shares no code with trachu and reads no GDP: bar 1 is no change with the pooled changes of the
past, bar 2 a panel of the six components with drift and catch-up. Scores are means over forecasts from yearly origins,
1860-2012 for +10 and 1860-2002 for +20.

Where all models are run, what relative income is worth is told as well: the mean difference of two losses at the same
origins, with a 90 % interval from blocks of origins as long as the horizon.
"""

from __future__ import annotations

import runpy
import sys
import tempfile
import time
from pathlib import Path

import polars as pl

from trachu import Bench
from trachu.bench.hindcast import KEY, block_of, summary
from trachu.core import scores

OFFICIAL = Path(__file__).parent.parent / "tests" / "real" / "official.py"
FILES = ("NMC-70-abridged.csv", "cw_gdppop.csv", "mpd2023_web.csv")
MODELS = ("random_walk", "panel", "balance_of_power", "convergence", "income", "ensemble")
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
    official = runpy.run_path(str(OFFICIAL))["FILES"]
    with tempfile.TemporaryDirectory() as folder:
        bench = Bench(Path(folder) / "bench")
        for name in FILES:
            (Path(folder) / name).write_bytes(official[name](shared / "data"))
            bench.add(Path(folder) / name)
        bench.run()
        found = {}
        for model in models or MODELS:
            began = time.process_time()
            found[model] = bench.hindcast(model, draws=DRAWS.get(model, 500))
            show(model, summary(found[model]), time.process_time() - began)
        if not models:
            worth("income over convergence", found["income"], found["convergence"])
            worth("ensemble over ensemble income=false", found["ensemble"], bench.hindcast("ensemble", income=False))


def worth(title: str, rows: pl.DataFrame, plain: pl.DataFrame) -> None:
    """Print by how much the losses of one model are less than those of another at the same origins."""
    print(f"\n{title}")
    both = rows.join(plain.select(*KEY, other="value"), on=KEY).sort("origin")
    for measure, score in GOALS:
        for horizon in (10, 20):
            part = both.filter(measure=measure, score=score, horizon=horizon)
            gain = (part["other"] - part["value"]).to_numpy()
            low, high = scores.block_interval(gain, block_of(part["origin"].to_numpy(), horizon))
            print(f"{measure + ' ' + score:<26}{'+' + str(horizon):>6}{gain.mean():>+9.4f}  [{low:+.4f}, {high:+.4f}]")


def show(model: str, means: pl.DataFrame, seconds: float) -> None:
    print(f"\n{model}  ({seconds:.0f} s of processor, with the bar where it is new)")
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
