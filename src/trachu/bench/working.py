"""The worker: a process of its own that does the jobs of a bench one after another.

It is started with the bench's folder as its argument, is woken by lines on its standard input, and ends when that is
closed. Only one worker at a time works on a folder. It may be killed at any moment: files are written whole or not at
all, and what it was doing is taken up again.
"""

from __future__ import annotations

import logging
import os
import signal
import sys
import threading
import time
from collections.abc import Callable, Mapping
from pathlib import Path
from platform import node
from typing import TYPE_CHECKING, Any

from trachu.bench import inbox
from trachu.bench.alone import alone
from trachu.bench.cache import go_on
from trachu.bench.jobs import Cancelled, Jobs, told
from trachu.bench.store import Job
from trachu.bench.warming import warm
from trachu.core.errors import InputError, TrachuError
from trachu.core.words import Words

if TYPE_CHECKING:
    from trachu.bench.bench import Bench

OFTEN = 0.2  # seconds between two notes on how far a job is
NAP = 1.0  # seconds after which a sleeping worker looks for jobs unasked
MEMORY = 50  # jobs after which what was learnt of the bench is forgotten, to keep memory bounded
LONG = ("fans", "spread", "regimes", "scenario")  # steps that may take seconds, and are run only when asked for
LIBRARY = (".ris", ".bib", ".json", ".qdc", ".qdpx")


def worker_of(folder: Path) -> str:
    """Name the worker of a folder on this machine."""
    return f"{node()}:{folder.resolve()}"[-255:]


class Worker:
    """Does the jobs of one bench."""

    def __init__(self, folder: Path, database: str | None = None) -> None:
        from trachu.bench.bench import Bench

        self.open: Callable[[], Bench] = lambda: Bench(folder, database=database, tell=self.tell)
        self.bench = self.open()
        self.jobs = Jobs(self.bench.store)
        self.name = worker_of(folder)
        self.before = 0  # steps of the job that are done and that the bench does not count
        self._job: Job | None = None
        self._reading: tuple[str, int] | None = None
        self._last = 0.0
        self.foreseen: tuple[str, Mapping[str, Any]] | None = None  # what is likely to be asked for next

    def step(self) -> bool:
        """Do one job; tell whether there was one."""
        job = self.jobs.take(self.name)
        if job is None:
            return False
        self._job, self._last, self.before = job, 0.0, 0
        try:
            self.bench._forget()
            self.jobs.end(job.job, KINDS[job.kind](self, job.about))
        except Cancelled:
            pass
        except TrachuError as error:
            self.jobs.fail(job.job, error)
        except Exception as error:
            logging.getLogger(__name__).exception("job %s (%s)", job.job, job.kind)
            self.jobs.fail(job.job, _fault(error))
        finally:
            self._job = self._reading = None
        if job.kind == "add":
            self.tidy()
        return True

    def look_ahead(self) -> bool:
        """Work out what is likely to be asked for next, until a job comes; tell whether there was anything."""
        from trachu.bench.preparing import following, prepared

        if self.foreseen is None:
            return False
        (what, given), self.foreseen = self.foreseen, None
        self.bench._forget()
        self.bench.cache.before = self._give_way
        try:
            prepared(self.bench, what, given)
            self.foreseen = following(self.bench, what, given)
        except (Cancelled, TrachuError):
            pass
        finally:
            self.bench.cache.before = go_on
        return True

    def _give_way(self, step: str) -> None:
        if step.startswith(LONG) or self.jobs.open():
            raise Cancelled

    def tell(self, what: str, done: int, total: int) -> None:
        """Write down how far the job is, a few times a second; raise `Cancelled` if nobody wants it any more."""
        now = time.monotonic()
        if self._job is not None and (now - self._last > OFTEN or (total and done >= total)):
            self._last = now
            self.jobs.tell(self._job.job, what, done + self.before, total + self.before)

    def take_in(self, box: str, number: int, name: str, dataset: str | None) -> dict[str, Any]:
        """Take in one file of an inbox; return what came of it. What was begun too often is not begun again."""
        folder, self._reading = self.bench.folder, (box, number)
        path = inbox.waiting(folder, box, number, name)
        try:
            if not inbox.begin(folder, box, number):
                raise _ends_the_program(name)
            return {"added": _one(self.bench, path, dataset)}
        except Cancelled:
            raise
        except TrachuError as error:
            return {"refused": {"name": name, **told(error.about(name) if isinstance(error, InputError) else error)}}
        except Exception as error:
            logging.getLogger(__name__).exception("file %s", name)
            return {"refused": {"name": name, **told(_fault(error, f"{name}: "))}}

    def settle(self, number: int, came: Mapping[str, Any]) -> None:
        """Keep what came of a file; the job got further."""
        if self._job is not None and self._reading is not None:
            inbox.settle(self.bench.folder, self._reading[0], number, came)
            self._reading = None
            if self._job.tries > 1:
                self.jobs.progressed(self._job.job)

    def tidy(self) -> None:
        """Remove files that were handed over and that no job needs any more."""
        inbox.clear(self.bench.folder, self.jobs.inboxes())

    def leave(self) -> None:
        """Put down what is being done, because whoever started this worker ends."""
        job, reading = self._job, self._reading
        if reading is not None:
            inbox.pause(self.bench.folder, *reading)
        if job is not None:
            self.jobs.release(job.job)


def sample(worker: Worker, about: Mapping[str, Any]) -> dict[str, Any]:
    """Put the bundled sample on the bench and code it; the facts are worked out while somebody reads."""
    from trachu.bench import people, samples

    added = samples.add_to(worker.bench)
    people.suggestions(worker.bench)
    worker.jobs.ask("prepare", {"what": "facts", "with": {}})
    return {"added": [{"name": s.name, "source": s.source} for s in added]}


def add(worker: Worker, about: Mapping[str, Any]) -> dict[str, Any]:
    """Take in the files of an inbox, each by itself: a wrong one does not stop the others; then work them out.

    Each file is a step, and so is each source that is coded afterwards.
    """
    from trachu.bench.preparing import prepared

    folder, box, files = worker.bench.folder, about["inbox"], about["files"]
    all_ = 2 * len(files) + len(worker.bench.store.sources()) - _taken_in(folder, box, len(files))
    for number, file in enumerate(files):
        worker.tell(file["name"], number, all_)
        if inbox.outcome(folder, box, number) is None:
            worker.settle(number, worker.take_in(box, number, file["name"], about.get("dataset")))
    worker.before = len(files)
    prepared(worker.bench, "facts", {})
    came = [inbox.outcome(folder, box, number) or {} for number in range(len(files))]
    return {kind: [one[kind] for one in came if kind in one] for kind in ("added", "refused")}


def _taken_in(folder: Path, box: str, files: int) -> int:
    """Count the sources that an earlier try took in."""
    came = (inbox.outcome(folder, box, number) or {} for number in range(files))
    return len({one["added"]["source"] for one in came if "added" in one} - {None})


def _one(bench: Bench, path: Path, dataset: str | None) -> dict[str, Any]:
    if path.suffix.lower() in LIBRARY:
        taken = bench.import_(path)
        return {"name": path.name, "source": None, "described": taken.sources, "left_out": len(taken.left_out)}
    kept = bench.add(path, dataset)
    return {"name": kept.name, "source": kept.source}


def run(worker: Worker, about: Mapping[str, Any]) -> dict[str, Any]:
    """Work out the facts of the bench as it is now."""
    return {"steps": len(worker.bench.run())}


def prepare(worker: Worker, about: Mapping[str, Any]) -> dict[str, Any]:
    """Work out what a page shows, so that the page finds it in the cache."""
    from trachu.bench.preparing import following, prepared

    prepared(worker.bench, about["what"], about["with"])
    worker.foreseen = following(worker.bench, about["what"], about["with"])
    return {}


KINDS: Mapping[str, Callable[[Worker, Mapping[str, Any]], dict[str, Any]]] = {
    "sample": sample,
    "add": add,
    "run": run,
    "prepare": prepare,
}


def _fault(error: Exception, before: str = "") -> TrachuError:
    return TrachuError(
        Words(
            en=f"{before}The work stopped on a fault of the program: {type(error).__name__}: {error}",
            th=f"{before}งานหยุดเพราะข้อผิดพลาดของโปรแกรม: {type(error).__name__}: {error}",
        ),
        Words(
            en="Nothing that was kept before is lost. Please report this line.",
            th="ข้อมูลที่บันทึกไว้ก่อนหน้านี้ไม่สูญหาย โปรดแจ้งข้อความบรรทัดนี้แก่ผู้พัฒนา",
        ),
    )


def _ends_the_program(name: str) -> InputError:
    return InputError(
        Words(
            en=f"{name}: the program ended twice while it read this file.",
            th=f"{name}: โปรแกรมหยุดทำงานสองครั้งขณะอ่านแฟ้มนี้",
        ),
        Words(
            en="Save it anew with another program, or divide it, and hand it over again.",
            th="โปรดบันทึกแฟ้มใหม่ด้วยโปรแกรมอื่นหรือแบ่งแฟ้ม แล้วส่งใหม่",
        ),
    )


def main(folder: str) -> None:
    """Work until the standard input is closed."""
    woken = threading.Event()
    workers: list[Worker] = []

    def listen() -> None:
        """Wake the worker at every line, and end with the last."""
        for _ in sys.stdin:
            woken.set()
        try:
            for one in workers:
                one.leave()
        finally:
            os._exit(0)

    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl+C is for the server, which then closes the standard input
    threading.Thread(target=listen, daemon=True).start()
    held = alone(Path(folder))
    worker = Worker(Path(folder), os.environ.get("TRACHU_DATABASE"))
    workers.append(worker)
    worker.jobs.recover(worker.name)
    worker.tidy()
    if not worker.jobs.open():
        warm()
    worked = 0
    while held is not None:
        woken.clear()
        while worker.step() or worker.look_ahead():
            worked += 1
            if worked % MEMORY == 0:
                worker.bench = worker.open()
        woken.wait(NAP)


if __name__ == "__main__":
    main(sys.argv[1])
