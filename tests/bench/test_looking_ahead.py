"""A worker with nothing to do works out what is likely to be asked for next, and puts it down for any job."""

from __future__ import annotations

from pathlib import Path

import pytest

from trachu import Bench
from trachu.bench import desk, preparing
from trachu.bench.working import LONG, Worker

TEXT = "On 4 November 2024 Russia signed a treaty with North Korea. On 5 November 2024 Russia met North Korea."
PAIR = {"actor": "PRK", "other": "RUS"}
BRIEF = {"name": "dyad", "options": PAIR}


@pytest.fixture
def worker(tmp_path: Path) -> Worker:
    (tmp_path / "one.txt").write_text(TEXT, encoding="utf8")
    Bench(tmp_path / "bench").add(tmp_path / "one.txt")
    return Worker(tmp_path / "bench")


def until_idle(worker: Worker) -> int:
    steps = 0
    while worker.step() or worker.look_ahead():
        steps += 1
    return steps


def test_after_the_facts_come_the_foremost_pair_and_its_brief(worker: Worker) -> None:
    worker.jobs.ask("prepare", {"what": "facts", "with": {}})

    assert 3 == until_idle(worker)
    assert preparing.is_prepared(worker.bench, "dyad", PAIR)
    assert preparing.following(worker.bench, "dyad", PAIR) == ("brief", BRIEF)
    assert worker.foreseen is None


def test_a_job_is_not_kept_waiting(worker: Worker) -> None:
    worker.jobs.ask("prepare", {"what": "facts", "with": {}})
    worker.step()
    asked = worker.jobs.ask("run")
    looked = worker.look_ahead()

    assert looked and not preparing.is_prepared(worker.bench, "dyad", PAIR)
    assert 1 == until_idle(worker)
    assert "done" == worker.jobs.get(asked).state


def test_what_takes_long_is_not_worked_out_unasked(worker: Worker) -> None:
    worker.foreseen = ("brief", BRIEF)
    until_idle(worker)

    assert [] == [name for name in worker.bench.cache.computed if name.startswith(LONG)]
    assert any(name.startswith("measure.") for name in worker.bench.cache.computed)
    worker.bench.cache.step("fans.own", [], dict)
    assert "fans.own" in worker.bench.cache.computed


def test_the_pair_of_the_sample_is_named_as_its_pages_do(sample_bench: Bench, tmp_path: Path) -> None:
    assert ("RUS", "PRK") == desk.foremost(sample_bench)
    assert desk.foremost(Bench(tmp_path / "empty")) is None
