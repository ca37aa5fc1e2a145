"""The worker: a process of its own that does the jobs of a bench one after another.

It is started with the bench's folder as its argument, is woken by lines on its standard input, and ends when that is
closed. Only one worker at a time works on a folder. It may be killed at any moment: files are written whole or not at
all, and what it was doing is taken up again.
"""

from __future__ import annotations

import logging
import os
import sys
import threading
import time
from collections.abc import Callable, Mapping
from contextlib import suppress
from pathlib import Path
from platform import node
from typing import TYPE_CHECKING, Any

from trachu.bench.jobs import Cancelled, Jobs, told
from trachu.bench.store import Job
from trachu.core.errors import TrachuError
from trachu.core.words import Words

if TYPE_CHECKING:
    from trachu.bench.bench import Bench

Tell = Callable[[str, int, int], None]
OFTEN = 0.2  # seconds between two notes on how far a job is
NAP = 1.0  # seconds after which a sleeping worker looks for jobs unasked
MEMORY = 50  # jobs after which what was learnt of the bench is forgotten, to keep memory bounded
LIBRARY = (".ris", ".bib", ".json", ".qdc", ".qdpx")


def worker_of(folder: Path) -> str:
    """Name the worker of a folder on this machine."""
    return f"{node()}:{folder.resolve()}"[-255:]


class Worker:
    """Does the jobs of one bench."""

    def __init__(self, folder: Path, database: str | None = None) -> None:
        from trachu.bench.bench import Bench

        self.open: Callable[[], Bench] = lambda: Bench(folder, database=database, tell=self._tell)
        self.bench = self.open()
        self.jobs = Jobs(self.bench.store)
        self.name = worker_of(folder)
        self._job: str | None = None
        self._last = 0.0

    def step(self) -> bool:
        """Do one job; tell whether there was one."""
        job = self.jobs.take(self.name)
        if job is None:
            return False
        self._job, self._last = job.job, 0.0
        try:
            self.bench._forget()
            self.jobs.end(job.job, KINDS[job.kind](self.bench, job.about, self._tell))
        except Cancelled:
            pass
        except TrachuError as error:
            self.jobs.fail(job.job, error)
        except Exception as error:
            logging.getLogger(__name__).exception("job %s (%s)", job.job, job.kind)
            self.jobs.fail(job.job, _fault(job, error))
        finally:
            self._job = None
        return True

    def _tell(self, what: str, done: int, total: int) -> None:
        now = time.monotonic()
        if self._job is not None and (now - self._last > OFTEN or (total and done >= total)):
            self._last = now
            self.jobs.tell(self._job, what, done, total)


def sample(bench: Bench, about: Mapping[str, Any], tell: Tell) -> dict[str, Any]:
    """Put the bundled sample on the bench and work it out."""
    from trachu.bench import samples

    added = samples.add_to(bench)
    bench.run()
    return {"added": [{"name": s.name, "source": s.source} for s in added]}


def add(bench: Bench, about: Mapping[str, Any], tell: Tell) -> dict[str, Any]:
    """Take in the files of the inbox, each by itself: a wrong one does not stop the others."""
    from trachu.bench.inbox import folder_of

    added, refused = [], []
    files = about["files"]
    for number, file in enumerate(files):
        tell(file["name"], number, len(files))
        path = folder_of(bench.folder, about["inbox"]) / str(number) / file["name"]
        if not path.exists():  # taken in before a restart
            continue
        try:
            added.append(_one(bench, path, {k: v for k, v in about.items() if k in ("dataset",)}))
        except TrachuError as error:
            refused.append({"name": file["name"], **told(error)})
        path.unlink(missing_ok=True)
    tell("", len(files), len(files))
    bench.run()
    return {"added": added, "refused": refused}


def _one(bench: Bench, path: Path, about: Mapping[str, Any]) -> dict[str, Any]:
    if path.suffix.lower() in LIBRARY:
        taken = bench.import_(path)
        return {"name": path.name, "source": None, "described": taken.sources, "left_out": len(taken.left_out)}
    kept = bench.add(path, about.get("dataset"))
    return {"name": kept.name, "source": kept.source}


def run(bench: Bench, about: Mapping[str, Any], tell: Tell) -> dict[str, Any]:
    """Work out the facts of the bench as it is now."""
    return {"steps": len(bench.run())}


def prepare(bench: Bench, about: Mapping[str, Any], tell: Tell) -> dict[str, Any]:
    """Work out what a page shows, so that the page finds it in the cache."""
    from trachu.bench.preparing import prepared

    prepared(bench, about["what"], about["with"])
    return {}


KINDS: Mapping[str, Callable[[Bench, Mapping[str, Any], Tell], dict[str, Any]]] = {
    "sample": sample,
    "add": add,
    "run": run,
    "prepare": prepare,
}


def _fault(job: Job, error: Exception) -> TrachuError:
    return TrachuError(
        Words(
            en=f"The work stopped on a fault of the program: {type(error).__name__}: {error}",
            th=f"งานหยุดเพราะข้อผิดพลาดของโปรแกรม: {type(error).__name__}: {error}",
        ),
        Words(
            en="Nothing that was kept before is lost. Please report this line.",
            th="ข้อมูลที่บันทึกไว้ก่อนหน้านี้ไม่สูญหาย โปรดแจ้งข้อความบรรทัดนี้แก่ผู้พัฒนา",
        ),
    )


def alone(folder: Path) -> int:
    """Wait until no other worker works on this folder, and keep others out until this process ends."""
    import fcntl

    handle = os.open(folder / ".worker", os.O_CREAT | os.O_RDWR, 0o644)
    fcntl.flock(handle, fcntl.LOCK_EX)
    return handle


def main(folder: str) -> None:
    """Work until the standard input is closed."""
    woken = threading.Event()

    def listen() -> None:
        for _ in sys.stdin:
            woken.set()
        os._exit(0)

    threading.Thread(target=listen, daemon=True).start()
    alone(Path(folder))
    worker = Worker(Path(folder), os.environ.get("TRACHU_DATABASE"))
    worker.jobs.recover(worker.name)
    worked = 0
    while True:
        woken.clear()
        while worker.step():
            worked += 1
            if worked % MEMORY == 0:
                worker.bench = worker.open()
        woken.wait(NAP)


if __name__ == "__main__":
    with suppress(KeyboardInterrupt):
        main(sys.argv[1])
