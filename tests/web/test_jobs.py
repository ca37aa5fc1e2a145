"""Long work: asked for once, done by a process of its own, cancelled, taken up after a restart."""

from __future__ import annotations

import time
from pathlib import Path

import pytest
from web.browsing import Browser, told

from trachu import Bench
from trachu.app.web.keeper import Keeper
from trachu.bench.jobs import TRIES, Cancelled, Jobs
from trachu.bench.working import Worker, worker_of
from trachu.core.errors import UnknownName

PATIENCE = 120.0


@pytest.fixture
def jobs(tmp_path: Path) -> Jobs:
    return Jobs(Bench(tmp_path / "bench").store)


def test_the_same_work_is_asked_for_once(jobs: Jobs) -> None:
    first, second, other = jobs.ask("run"), jobs.ask("run"), jobs.ask("prepare", {"what": "facts", "with": {}})

    assert first == second != other
    assert [first, other] == [job.job for job in jobs.open()]


def test_a_job_goes_from_waiting_to_done(jobs: Jobs) -> None:
    name = jobs.ask("run")
    taken = jobs.take("me")

    assert taken is not None
    jobs.tell(name, "reading", 1, 3)
    told_of = jobs.get(name)
    jobs.end(name, {"steps": 2})

    assert ("running", "reading", 1, 3, "me", 1) == (
        told_of.state, told_of.says, told_of.done, told_of.total, told_of.worker, told_of.tries,
    )  # fmt: skip
    assert ("done", {"steps": 2}) == (jobs.get(name).state, jobs.get(name).result)
    assert jobs.take("me") is None


def test_a_cancelled_job_stops_at_its_next_word(jobs: Jobs) -> None:
    name = jobs.ask("run")
    jobs.take("me")

    assert jobs.cancel(name)
    with pytest.raises(Cancelled):
        jobs.tell(name, "reading", 1, 3)
    jobs.end(name, {})

    assert "cancelled" == jobs.get(name).state
    assert not jobs.cancel(name)


def test_what_a_killed_worker_left_is_taken_up_but_not_for_ever(jobs: Jobs) -> None:
    name = jobs.ask("run")
    states = []
    for _ in range(TRIES):
        jobs.take("me")
        jobs.recover("somebody else")
        jobs.recover("me")
        states.append(jobs.get(name).state)

    assert [*["queued"] * (TRIES - 1), "failed"] == states
    assert {"en", "th", "cure_en", "cure_th"} == set(jobs.get(name).error or {})


def test_no_job_of_that_name(jobs: Jobs) -> None:
    with pytest.raises(UnknownName):
        jobs.get("none")


def test_files_are_read_each_by_itself(browser: Browser) -> None:
    note = "วันที่ 19 มิถุนายน 2567 รัสเซียลงนามสนธิสัญญากับเกาหลีเหนือ".encode()
    files = [("files", ("../บันทึก.txt", note)), ("files", ("wrong.pdf", b"no pdf")), ("files", ("song.mp3", b"\0\1"))]
    answer = browser.post("/sources", files=files)

    assert ["บันทึก.txt"] == [s.name for s in browser.keeper.bench.store.sources()]
    assert "wrong.pdf: The file is named as PDF, but its content is plain text." in told(answer.text)
    assert "song.mp3: no reader for files of this kind." in told(answer.text)
    assert [] == [p for p in (browser.keeper.folder / "inbox").rglob("*") if p.is_file()]


def test_no_file_is_told(browser: Browser) -> None:
    answer = browser.post("/sources")

    assert 422 == answer.status_code
    assert "No file was chosen." in told(answer.text)


def test_a_library_fills_in_what_is_known(browser: Browser) -> None:
    browser.post("/sources", files=[("files", ("note.txt", b"Thailand joined ASEAN in 1967."))])
    record = b"@book{note, title={A note on ASEAN}, author={Doe, Jane}, year={1999}, file={note.txt}}"
    browser.post("/sources", files=[("files", ("library.bib", record))])

    assert ["A note on ASEAN"] == [s.title for s in browser.keeper.bench.store.sources()]


def test_a_fault_in_a_job_is_kept_with_the_job(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    worker = Worker(tmp_path / "bench")
    name = worker.jobs.ask("prepare", {"wrong": True})

    assert worker.step()
    assert "failed" == worker.jobs.get(name).state
    assert "KeyError" in (worker.jobs.get(name).error or {})["en"]


@pytest.mark.slow
def test_a_process_of_its_own_does_the_work_and_goes_on_after_a_restart(tmp_path: Path) -> None:
    folder = tmp_path / "bench"
    left = Jobs(Bench(folder).store)
    name = left.ask("sample")
    left.take(worker_of(folder))  # a worker took it and was killed

    keeper = Keeper(folder)
    keeper.wake()
    state = keeper.wait(name, PATIENCE)
    keeper.close()

    assert ("done", 2) == (state, left.get(name).tries)
    assert 6 <= len(keeper.bench.store.sources())


@pytest.mark.slow
def test_work_is_cancelled_while_it_runs(tmp_path: Path) -> None:
    keeper = Keeper(tmp_path / "bench")
    name = keeper.ask("sample")
    until = time.monotonic() + PATIENCE
    while keeper.jobs.get(name).state == "queued" and time.monotonic() < until:
        time.sleep(0.05)
    cancelled = keeper.cancel(name)
    other = keeper.ask("run")
    state = keeper.wait(other, PATIENCE)
    keeper.close()

    assert (True, "cancelled", "done") == (cancelled, keeper.jobs.get(name).state, state)


def test_a_page_shows_how_far_the_work_is_instead_of_waiting(browser: Browser, monkeypatch: pytest.MonkeyPatch) -> None:
    browser.post("/sources", files=[("files", ("note.txt", b"Thailand joined ASEAN in 1967."))])
    monkeypatch.setattr(browser.keeper, "wake", lambda: None)
    monkeypatch.setattr("trachu.app.web.keeper.PATIENCE", 0.0)
    monkeypatch.setattr(browser.keeper.wait.__func__, "__defaults__", (0.0,))
    answer = browser.get("/dyads/THA-CHN")
    job = browser.keeper.jobs.open()[0].job

    assert 202 == answer.status_code
    assert f"/jobs/{job}?then=/dyads/THA-CHN" in answer.text
    assert "Cancel" in told(answer.text)
    cancelled = browser.post(f"/jobs/{job}/cancel")

    assert "cancelled" in told(cancelled.text)
