"""Five hundred files at one time through a real server: killed and cancelled in the middle, other pages open."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from web.chromium import needs_chromium, opened
from web.paperwork import folder_of

from trachu import Bench
from trachu.bench.jobs import Jobs

httpx = pytest.importorskip("httpx", reason="httpx is not installed")
MANY = 500
COMMAND = "from trachu.app.cli import main; main()"
LOOK = 0.2
MOST = 1_000_000  # kB of memory that a process may take
SLOWEST = 60.0  # seconds after which a page that does not answer fails the test; what is measured is printed


class Served:
    """A bench served by a process of its own, and a client that was let in."""

    def __init__(self, folder: Path) -> None:
        env = {**os.environ, "PYTHONUTF8": "1", "TRACHU_CODER": "reader"}
        command = [sys.executable, "-c", COMMAND, "serve", "-b", str(folder), "--lang", "en"]
        self.process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True, encoding="utf8", env=env)
        assert self.process.stdout is not None
        self.address = [self.process.stdout.readline() for _ in range(2)][1].strip()
        self.client = httpx.Client(base_url=self.address.partition("/?")[0], follow_redirects=True, timeout=SLOWEST)
        self.client.get(self.address)
        found = re.search(r'name="csrf" value="(\w+)"', self.client.get("/name").text)
        assert found is not None
        self.client.headers["X-CSRF"] = found[1]

    def hand_over(self, files: list[Path]) -> str:
        """Hand files over; return the job."""
        given = [("files", (path.name, path.read_bytes())) for path in files]
        return str(self.client.post("/sources", files=given).url).rpartition("/")[2]

    def end(self, *, killed: bool = False) -> None:
        """End the server, by force if asked to."""
        (self.process.kill if killed else self.process.terminate)()
        self.process.wait()
        self.client.close()
        assert self.process.stdout is not None
        self.process.stdout.close()


@contextmanager
def served(folder: Path) -> Iterator[Served]:
    server = Served(folder)
    try:
        yield server
    finally:
        server.end()


@pytest.fixture(scope="module")
def papers(tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    return folder_of(tmp_path_factory.mktemp("papers"), MANY)


def until(jobs: Jobs, job: str, done: int) -> Any:
    """Wait until a job has done so many steps, or is over."""
    while (now := jobs.get(job)).state in ("queued", "running") and now.done < done:
        time.sleep(LOOK)
    return now


def emptied(inbox: Path) -> None:
    """Wait until nothing waits in the inbox any more."""
    end = time.monotonic() + SLOWEST
    while (left := list(inbox.iterdir())) and time.monotonic() < end:
        time.sleep(LOOK)

    assert [] == left


def names_of(jobs: Jobs, job: str) -> list[str]:
    """Return the names of the files that a job took in."""
    return [one["name"] for one in (jobs.get(job).result or {})["added"]]


def peak(process: int) -> int:
    """Return the most memory that a process ever took, in kB; 0 where the system does not tell."""
    status = Path(f"/proc/{process}/status")
    found = re.search(r"VmHWM:\s+(\d+)", status.read_text()) if status.exists() else None
    return int(found[1]) if found else 0


def workers(process: int) -> list[int]:
    children = Path(f"/proc/{process}/task/{process}/children")
    return [int(one) for one in children.read_text().split()] if children.exists() else []


@pytest.mark.slow
def test_five_hundred_files_with_the_server_killed_in_the_middle(tmp_path: Path, papers: list[Path]) -> None:
    folder = tmp_path / "bench"
    jobs = Jobs(Bench(folder).store)
    server = Served(folder)
    job = server.hand_over(papers)
    for part in (1, 2, 3, 4):  # more often than a job is begun anew for faults of its own
        until(jobs, job, part * MANY // 10)
        server.end(killed=True)
        server = Served(folder)
    took: dict[str, float] = {}
    until(jobs, job, MANY // 2)
    for path in ("/", "/sources", "/jobs", "/coding", "/evidence", "/world", "/scenarios/new"):
        began = time.monotonic()
        assert server.client.get(path).status_code in (200, 202), path
        took[path] = time.monotonic() - began
    left = until(jobs, job, 10 * MANY)
    memory = [peak(one) for one in (server.process.pid, *workers(server.process.pid))]
    emptied(folder / "inbox")
    server.end()
    result = left.result or {}
    print({path: round(seconds, 2) for path, seconds in took.items()}, memory)

    assert ("done", []) == (left.state, result["refused"])
    assert sorted(path.name for path in papers) == sorted(one["name"] for one in result["added"])
    assert set(Counter(source.name for source in Bench(folder).store.sources()).values()) == {1}
    assert MANY == len(Bench(folder).store.sources())
    assert all(one < MOST for one in memory)


@needs_chromium
@pytest.mark.slow
def test_five_hundred_files_are_dropped_in_a_browser_and_cancelled(tmp_path: Path, papers: list[Path]) -> None:
    folder = tmp_path / "bench"
    jobs = Jobs(Bench(folder).store)
    with served(folder) as server, opened(server.address) as page:
        page.goto(server.address.partition("/?")[0] + "/sources")
        page.set_input_files("#files", papers)
        page.click(".drop-form button")
        page.wait_for_url("**/jobs/**")
        job = page.url.rpartition("/")[2]
        page.locator(".job progress[value]").wait_for()
        until(jobs, job, MANY // 10)
        page.wait_for_function("Number(document.querySelector('.job progress').value) > 0")
        shown = page.locator(".job progress").evaluate("one => one.value")
        page.click(".job form button")
        page.wait_for_url("**/jobs/**")
        said = page.locator(".job").inner_text()
        kept = len(Bench(folder).store.sources())
        server.client.post("/sources", files=[("files", ("last.txt", BytesIO(b"China condemned Japan in 2021.")))])
        last = jobs.recent(1)[0]
        until(jobs, last.job, MANY * 10)

        assert shown > 0
        assert "cancelled" in said
        assert "cancelled" == jobs.get(job).state
        assert 0 < kept < MANY
        assert ("done", ["last.txt"]) == (jobs.get(last.job).state, names_of(jobs, last.job))
        assert kept + 1 == len(Bench(folder).store.sources())
        emptied(folder / "inbox")


@pytest.mark.slow
def test_a_thai_document_of_two_hundred_pages(tmp_path: Path) -> None:
    import typst
    from web.paperwork import fonts, sentences

    pages = ["\n\n".join(one for turn in range(4) for one in sentences(10 * number + turn)) for number in range(200)]
    text = "\n#pagebreak()\n".join("\n\n".join(f'#text("{line}")' for line in page.split("\n\n")) for page in pages)
    source: Any = f'#set page(width: 16cm, height: 24cm)\n#set text(font: "Sarabun")\n{text}'.encode()
    made = typst.compile(source, font_paths=[fonts()], ignore_system_fonts=True, timestamp=0)
    (tmp_path / "long.pdf").write_bytes(made)
    folder = tmp_path / "bench"
    jobs = Jobs(Bench(folder).store)
    with served(folder) as server:
        job = server.hand_over([tmp_path / "long.pdf"])
        seen = [server.client.get(path).status_code for path in ("/", "/sources", "/jobs")]
        left = until(jobs, job, 10)
    bench = Bench(folder)

    assert [200] * 3 == seen
    assert ("done", ["long.pdf"]) == (left.state, names_of(jobs, job))
    assert 200 == bench.table("pages").height
    assert 1000 < bench.table("claims").height
