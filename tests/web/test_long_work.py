"""Much work at one time: many files, wrong files, files that end the program, and who works when."""

from __future__ import annotations

import subprocess
import sys
from io import BytesIO
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile

import pytest
from starlette.requests import ClientDisconnect
from web.browsing import Browser, told
from web.paperwork import document

from trachu import Bench
from trachu.app.web.keeper import Keeper
from trachu.bench import inbox
from trachu.bench.alone import alone
from trachu.bench.jobs import Jobs
from trachu.bench.working import Worker
from trachu.sources import guard

NOTE = b"Thailand signed a treaty with China on 3 May 2020."
SECOND = b"Japan condemned India on 4 June 2021."
HOLD = """
import sys
from pathlib import Path
from trachu.bench.alone import alone
held = alone(Path(sys.argv[1]))
print("held", flush=True)
sys.stdin.read()
"""


def hand_over(folder: Path, *files: tuple[str, bytes]) -> tuple[Worker, str, str]:
    """Put files into the inbox of a bench and ask for them; return the worker, the job and the inbox."""
    worker = Worker(folder)
    box, kept = inbox.keep(folder, [(name, BytesIO(content)) for name, content in files])
    return worker, worker.jobs.ask("add", {"inbox": box, "files": kept}), box


def came_of(jobs: Jobs, job: str) -> tuple[list[str], list[str]]:
    """Return the names of the files that were taken in, and what was said of the others."""
    result = jobs.get(job).result or {}
    return [one["name"] for one in result["added"]], [one["en"] for one in result["refused"]]


def test_one_worker_at_a_time_and_the_next_once_the_first_is_killed(tmp_path: Path) -> None:
    first = subprocess.Popen(
        [sys.executable, "-c", HOLD, str(tmp_path)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    assert first.stdout is not None and first.stdin is not None
    said = first.stdout.readline().strip()
    second = alone(tmp_path, patience=0)
    first.kill()
    first.wait()
    third = alone(tmp_path)
    first.stdin.close()
    first.stdout.close()

    assert ("held", None) == (said, second)
    assert third is not None
    third.close()


def test_a_folder_that_cannot_be_locked_is_told(tmp_path: Path) -> None:
    with pytest.raises(Exception, match="unable to open database file"):
        alone(tmp_path / "nowhere", patience=0)


def test_work_that_was_broken_off_goes_on_at_the_next_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    worker, job, box = hand_over(tmp_path / "bench", ("one.txt", NOTE), ("wrong.pdf", b"no"), ("two.txt", SECOND))
    worker.jobs.take(worker.name)
    worker._job = worker.jobs.get(job)
    for number, name in enumerate(("one.txt", "wrong.pdf")):
        worker.settle(number, worker.take_in(box, number, name, None))

    again = Worker(tmp_path / "bench")
    again.jobs.recover(again.name)
    begun: list[str] = []
    take_in = again.take_in

    def noted(box: str, number: int, name: str, dataset: str | None) -> dict[str, object]:
        begun.append(name)
        return take_in(box, number, name, dataset)

    monkeypatch.setattr(again, "take_in", noted)
    again.step()
    added, refused = came_of(again.jobs, job)

    assert ["two.txt"] == begun
    assert ["one.txt", "two.txt"] == added
    assert ["wrong.pdf: The file is named as PDF, but its content is plain text."] == refused
    assert ["one.txt", "two.txt"] == sorted(s.name for s in again.bench.store.sources())
    assert [] == list((tmp_path / "bench" / "inbox").iterdir())


def test_a_file_that_ends_the_program_is_left_out_and_told(tmp_path: Path) -> None:
    worker, job, box = hand_over(tmp_path / "bench", ("one.txt", NOTE), ("two.txt", SECOND))
    began = [inbox.begin(tmp_path / "bench", box, 0) for _ in range(inbox.BEGINNINGS)]
    worker.step()
    added, refused = came_of(worker.jobs, job)

    assert [True] * inbox.BEGINNINGS == began
    assert ["two.txt"] == added
    assert ["one.txt: the program ended twice while it read this file."] == refused


def test_a_fault_while_a_file_is_read_does_not_stop_the_others(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    worker, job, _ = hand_over(tmp_path / "bench", ("one.txt", NOTE), ("two.txt", SECOND))
    add = Bench.add

    def failing(self: Bench, path: Path, *given: str | None) -> object:
        if path.name == "one.txt":
            raise ZeroDivisionError("nought")
        return add(self, path, *given)

    monkeypatch.setattr(Bench, "add", failing)
    worker.step()
    added, refused = came_of(worker.jobs, job)

    assert ["two.txt"] == added
    assert ["one.txt: The work stopped on a fault of the program: ZeroDivisionError: nought"] == refused


def test_a_worker_that_is_told_to_leave_loses_no_try(tmp_path: Path) -> None:
    worker, job, box = hand_over(tmp_path / "bench", ("one.txt", NOTE))
    for _ in range(5):
        worker._job, worker._reading = worker.jobs.take(worker.name), (box, 0)
        inbox.begin(tmp_path / "bench", box, 0)
        worker.leave()
    left = worker.jobs.get(job)
    worker._job = worker._reading = None
    worker.step()

    assert ("queued", 0) == (left.state, left.tries)
    assert (["one.txt"], []) == came_of(worker.jobs, job)


def test_what_was_handed_over_for_a_cancelled_job_is_removed(tmp_path: Path) -> None:
    worker, job, _ = hand_over(tmp_path / "bench", ("one.txt", NOTE))
    box, _ = inbox.keep(tmp_path / "bench", [("young.txt", BytesIO(NOTE))])  # about to be asked for
    worker.jobs.cancel(job)
    worker.tidy()

    assert [box] == [path.name for path in (tmp_path / "bench" / "inbox").iterdir()]


def test_progress_counts_reading_and_coding_as_one_work(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    worker, _, _ = hand_over(tmp_path / "bench", ("one.txt", NOTE), ("two.txt", SECOND))
    told_of: list[tuple[int, int]] = []
    monkeypatch.setattr("trachu.bench.working.OFTEN", -1.0)
    monkeypatch.setattr(worker.jobs, "tell", lambda job, says, done, total: told_of.append((done, total)))
    worker.step()

    assert [(0, 4), (1, 4), (2, 4), (3, 4), (4, 4)] == told_of


def test_a_page_does_not_wait_behind_other_work(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    keeper = Keeper(tmp_path / "bench", working=False)
    monkeypatch.setattr(keeper, "wake", lambda: None)
    waited: list[float] = []

    def wait(job: str, most: float) -> str:
        waited.append(most)
        return "queued"

    monkeypatch.setattr(keeper, "wait", wait)
    keeper.ready("facts", {})
    keeper.jobs.ask("run")
    keeper.ready("system", {})

    assert [True, False] == [most > 0 for most in waited]


def test_too_many_files_are_told_how_many_may_come(browser: Browser, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(inbox, "MOST_FILES", 3)
    answer = browser.post("/sources", files=[("files", (f"{n}.txt", NOTE)) for n in range(4)])

    assert 422 == answer.status_code
    assert "4 files at one time are too many. Hand over up to 3 at a time." in told(answer.text)


def test_wrong_files_are_each_told_by_name(browser: Browser, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(guard, "MAX_CHARACTERS", 5000)
    pdf = document(3)[1]
    given = {
        "program.pdf": b"MZ\x90\0" + bytes(range(256)) * 40,
        "locked.pdf": locked(pdf),
        "cut.pdf": pdf[: len(pdf) // 2],
        "empty.pdf": b"",
        "empty.txt": b"",
        "bomb.docx": bomb(document(2)[1]),
        "long.txt": "กขค ".encode() * 2000,
        "x.ris": b"nonsense",
        "noname": NOTE,
        "good.txt": NOTE,
    }
    answer = browser.post("/sources", files=[("files", one) for one in given.items()])
    added, refused = came_of(browser.keeper.jobs, str(answer.url).rpartition("/")[2])

    assert ["good.txt"] == added
    assert [
        "program.pdf: The file is named as PDF, but its content is binary data.",
        "locked.pdf: The PDF cannot be read: it has a password.",
        "cut.pdf: The PDF cannot be read: it is damaged or cut off.",
        "empty.pdf: The file is empty.",
        "empty.txt: The file is empty.",
        "bomb.docx: The Word document (DOCX) unpacks to 60 MB in 17 parts; it may be a trap.",
        "long.txt: The document has 0.0 million characters; trachu reads up to 0 million.",
        "x.ris: The file holds no RIS record.",
        "noname: no reader for files of this kind.",
    ] == refused


def locked(pdf: bytes) -> bytes:
    """Return a PDF with a password."""
    from pypdf import PdfReader, PdfWriter

    writer, whole = PdfWriter(clone_from=PdfReader(BytesIO(pdf))), BytesIO()
    writer.encrypt("secret", algorithm="RC4-128")
    writer.write(whole)
    return whole.getvalue()


def bomb(docx: bytes) -> bytes:
    """Return a small document that unpacks to 60 MB."""
    whole = BytesIO()
    with ZipFile(BytesIO(docx)) as given, ZipFile(whole, "w", ZIP_DEFLATED) as made:
        for entry in given.infolist():
            made.writestr(entry, b"A" * 60_000_000 if entry.filename == "word/document.xml" else given.read(entry))
    return whole.getvalue()


def test_a_browser_that_is_closed_while_it_hands_over_leaves_nothing(browser: Browser) -> None:
    def broken() -> object:
        raise ClientDisconnect

    browser.app.app.add_api_route("/broken", broken)

    assert 499 == browser.get("/broken").status_code
    assert not (browser.keeper.folder / "inbox").exists()


def test_who_cancels_is_told_what_stays(browser: Browser, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(browser.keeper, "wake", lambda: None)
    answer = browser.post("/sources", files=[("files", ("note.txt", NOTE))])
    cancelled = browser.post(f"/jobs/{str(answer.url).rpartition('/')[2]}/cancel")

    assert "What was done before that is kept" in told(cancelled.text)


def test_a_coded_bench_needs_no_work_before_its_evidence_is_shown(tmp_path: Path) -> None:
    keeper = Keeper(tmp_path / "bench", working=False)
    (tmp_path / "one.txt").write_text("On 4 November 2024 Russia signed a treaty with North Korea.", encoding="utf8")
    source = keeper.bench.add(tmp_path / "one.txt")
    before = keeper.coded()
    keeper.bench.run_.code(source)
    claim = keeper.bench.table("claims")["claim"][0]
    keeper.bench.judge(claim, "accept", by="reader")

    assert (False, True) == (before, keeper.coded())
    assert keeper.ready("evidence", {}) is None
    assert [] == keeper.jobs.recent()
