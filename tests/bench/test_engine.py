"""Histories on other engines, and histories that go on: the same numbers wherever and whenever they were run."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import numpy as np
import pytest
from typer.testing import CliRunner

from trachu.app.cli import app
from trachu.bench.engine import Backend, as_frame, believed, in_order, packed, simulate_on, structural, unpacked
from trachu.core.engine import BLOCK, Summary, Task, run_block, simulate
from trachu.core.errors import UnknownName, UsageError
from trachu.core.structure import METRICS, PLAIN, Rules, World, switched
from trachu.core.tables import CAPABILITIES, FLOWS, PARTIES, TIES


def small(seed: int = 1) -> Task:
    size = 6
    near = 1 - np.eye(size)
    nothing = np.zeros((size, size))
    levels = [np.linspace(1, 3, size) * k for k in (1.0, 0.3, 1.0)]
    world = World(*levels, np.full(size, 0.03), np.ones(size), near, nothing, nothing, nothing, nothing)
    return Task(world, Rules(), 5, seed, (4,), engine="numpy")


def same(one: Summary, other: Summary) -> bool:
    return all(np.array_equal(getattr(one, name), getattr(other, name)) for name in ("metrics", "states", "bonds"))


def test_a_block_survives_the_way() -> None:
    block = run_block(small(), 50, 3)
    back = unpacked(packed(block))

    assert 50 == back.first
    assert np.array_equal(block.metrics, back.metrics) and np.array_equal(block.bonds, back.bonds)


def test_blocks_are_reduced_in_order_whatever_order_they_come_in() -> None:
    blocks = [run_block(small(), first, 2) for first in (4, 0, 2)]

    assert [0, 2, 4] == [block.first for block in in_order(blocks, (0, 2, 4))]


def test_a_file_that_was_kept_goes_on_and_fits_its_task_alone(tmp_path: Path) -> None:
    kept = tmp_path / "histories.npz"

    def stop(done: int, runs: int, summary: Summary) -> None:
        if done == 2 * BLOCK:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        simulate_on(small(), 4 * BLOCK, kept=kept, tell=stop)
    told: list[int] = []
    found = simulate_on(small(), 4 * BLOCK, kept=kept, tell=lambda done, runs, summary: told.append(done))

    assert [3 * BLOCK, 4 * BLOCK] == told
    assert same(simulate(small(), 4 * BLOCK), found)
    with pytest.raises(UsageError, match="another task"):
        simulate_on(small(seed=2), 4 * BLOCK, kept=kept)


@pytest.mark.slow
@pytest.mark.filterwarnings("ignore:PySpark does not yet fully support pandas:FutureWarning")
@pytest.mark.parametrize("backend", ["threads", "processes", "dask", "spark"])
def test_every_backend_gives_the_same(backend: Backend) -> None:
    if backend == "dask":
        pytest.importorskip("distributed", reason="the extra trachu[dask] is not installed")
    if backend == "spark":
        pytest.importorskip("pyspark", reason="the extra trachu[spark] is not installed")
        pytest.importorskip("pyarrow", reason="Spark hands batches of Arrow over with pyarrow")
        if shutil.which("java") is None:
            pytest.skip("Spark needs java, which is not on this machine")

    assert same(simulate(small(), 3 * BLOCK + 7), simulate_on(small(), 3 * BLOCK + 7, backend=backend, workers=2))


def test_the_verb_runs_histories_and_says_what_they_are(tmp_path: Path) -> None:
    folder = str(tmp_path / "bench")
    runner = CliRunner()
    assert 0 == runner.invoke(app, ["new", folder, "--sample"]).exit_code
    asked = ["simulate", "--years", "3", "--runs", "4", "--states", "5", "--on", "hedging", "-q", "-b", folder]
    told, thai, listed = (runner.invoke(app, [*asked, *more]) for more in ([], ["--lang", "th"], ["--json"]))

    assert 0 == told.exit_code == thai.exit_code == listed.exit_code
    assert "no hindcast" in told.stdout and "มอดูลเชิงทฤษฎี" in thai.stdout
    assert 3 * len(METRICS) == len(json.loads(listed.stdout))
    assert isinstance(runner.invoke(app, [*asked, "--backend", "sparkk"]).exception, UnknownName)


def test_a_world_from_tables() -> None:
    names, years = ("AAA", "BBB"), (1990, 2000)
    rows = [
        {"actor": name, "year": year, "indicator": indicator, "value": value}
        for year in years
        for indicator in ("irst", "pec", "upop", "milex", "milper", "tpop")
        for name, value in zip(names, (3.0, 1.0), strict=True)
    ]
    pact = TIES.of({"tie": ["ATOP:1"], "type": ["alliance"], "obligations": [["defense"]]})
    seats = PARTIES.of({"record": ["ATOP:1"] * 2, "role": ["member"] * 2, "actor": names, "since": ["1995"] * 2})
    flows = FLOWS.of([{"actor": "AAA", "other": "BBB", "year": 2000, "type": "sanction", "value": 2.0}])
    frames = {"capabilities": CAPABILITIES.of(rows), "ties": pact, "parties": seats, "flows": flows}
    task = structural(frames, 2000, names, years=3)
    found = as_frame(simulate(task, 10), 2001)

    assert [75.0, 25.0] == task.world.economy.tolist()
    assert [1.0, 1.0] == task.world.technology.tolist()
    assert 1.0 == task.world.allied[0, 1] == task.world.sanctions[0, 1]
    assert 0.0 == task.world.sanctions[1, 0]
    assert 3 * len(METRICS) == found.height
    assert 0.0 == structural(frames, 1990, names).world.allied[0, 1]


def test_believed_pacts_are_fewer_and_firmer_than_those_of_the_program() -> None:
    near, nothing, pairs = 1 - np.eye(10), np.zeros((10, 10)), np.triu_indices(10, 1)
    bound = np.kron(np.eye(5), 1 - np.eye(2))
    levels = [np.linspace(1, 3, 10) * k for k in (1.0, 0.3, 1.0)]
    start = World(*levels, np.full(10, 0.03), np.ones(10), near, nothing, bound, nothing, nothing)
    held = bound[pairs] > 0
    found = [
        simulate(Task(start, switched(rules, PLAIN), 10, kept=(9,)), 100).chance()[0][pairs]
        for rules in (Rules(), believed())
    ]

    assert found[1][~held].mean() < 0.2 * found[0][~held].mean()
    assert found[1][held].mean() > found[0][held].mean()
