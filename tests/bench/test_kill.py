"""Kill the run at any moment, run again: nothing lost, nothing half-written."""

from __future__ import annotations

import signal
import subprocess
import sys
import time
from pathlib import Path

import polars as pl
import pytest

from trachu import Bench

WORK = """
import sys
from trachu import Bench
from trachu.bench import samples
bench = Bench(sys.argv[1])
samples.add_to(bench)
bench.run()
bench.measure("polarity", every=True)
"""


def start(folder: Path) -> subprocess.Popen[bytes]:
    return subprocess.Popen([sys.executable, "-c", WORK, str(folder)], stderr=subprocess.DEVNULL)


def whole(folder: Path) -> None:
    """Every file that the bench reads is complete."""
    for path in (folder / "cache").glob("*/digests.json"):
        for frame in path.parent.glob("*.parquet"):
            pl.read_parquet(frame)
    for source in Bench(folder).store.sources():
        assert source.size == (folder / "sources" / source.hash).stat().st_size


def killed_at(folder: Path, seconds: float) -> bool:
    process = start(folder)
    time.sleep(seconds)
    process.send_signal(signal.SIGKILL)
    process.communicate()
    return process.returncode == -signal.SIGKILL


def outcome(folder: Path) -> dict[str, pl.DataFrame]:
    bench = Bench(folder)
    tables = {name: bench.table(name) for name in ("claims", "events", "ties", "parties", "capabilities", "conflicts")}
    return {**tables, "values": bench.measure("polarity", every=True)}


def check(tmp_path: Path, moments: list[float]) -> None:
    left, folder = tmp_path / "left", tmp_path / "killed"
    assert start(left).wait() == 0
    kills = 0
    for seconds in moments:
        kills += killed_at(folder, seconds)
        if (folder / "trachu.db").exists():
            whole(folder)
    assert kills, "no run was killed before it was done"

    assert start(folder).wait() == 0
    expected, actual = outcome(left), outcome(folder)
    for name, frame in expected.items():
        assert frame.equals(actual[name]), name


def test_kill_nine_a_few_times(tmp_path: Path) -> None:
    check(tmp_path, [0.6, 1.1, 1.6, 2.2])


@pytest.mark.slow
def test_kill_nine_many_times(tmp_path: Path) -> None:
    check(tmp_path, [0.3 + 0.1 * step for step in range(40)])
