"""The bench that the pages read, and the worker that does what takes long."""

from __future__ import annotations

import json
import logging
import os
import subprocess
import sys
import threading
import time
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any

from trachu.bench import Bench, desk
from trachu.bench.jobs import OPEN, Jobs
from trachu.bench.preparing import is_prepared, state_of
from trachu.core.errors import UsageError
from trachu.core.words import Words

PATIENCE = 1.9  # seconds that a page waits for a worker that is free before it shows how far it is
GRACE = 1.0  # seconds that a worker has to put down what it is doing
LOOK = 0.03  # seconds between two looks at a job that a page waits for
COMMAND = "from trachu.bench.working import main; import sys; main(sys.argv[1])"
CANCELLED = {
    "en": "The work for this page was cancelled.", "th": "งานคำนวณสำหรับหน้านี้ถูกยกเลิก",
    "cure_en": "Open the page again to begin anew.", "cure_th": "โปรดเปิดหน้านี้อีกครั้งเพื่อเริ่มใหม่",
}  # fmt: skip


class Keeper:
    """Keeps one bench open, a fresh one whenever what people typed has changed, and one worker alive.

    With ``working=False`` there is no process: jobs are done at once, by who asks (for tests, and for a page of one's
    own in a notebook).
    """

    def __init__(self, folder: Path, database: str | None = None, *, working: bool = True) -> None:
        self.folder, self.database = folder, database
        self._bench = Bench(folder, database=database)
        self._state = state_of(self._bench.store)
        self._working = working
        self._worker: subprocess.Popen[bytes] | None = None
        self._lock = threading.Lock()
        self.memory: dict[str, Any] = {}  # what pages remember of the bench as it is now
        self.writing = threading.RLock()  # held while a version is compared and the record written
        self.jobs = Jobs(self._bench.store)

    @property
    def bench(self) -> Bench:
        """The bench as it is now."""
        state = state_of(self._bench.store)
        with self._lock:
            if state != self._state:
                self._bench, self._state, self.memory = Bench(self.folder, database=self.database), state, {}
            return self._bench

    def ask(self, kind: str, about: dict[str, Any] | None = None) -> str:
        """Ask for a job and wake the worker; return the job's id."""
        job = self.jobs.ask(kind, about)
        self.wake()
        return job

    def coded(self) -> bool:
        """Whether every document is coded; once that is so, the cache is not asked again until something changes."""
        bench = self.bench
        if not self.memory.get("coded"):
            self.memory["coded"] = desk.coded(bench)
        return bool(self.memory["coded"])

    def ready(self, what: str, given: Mapping[str, Any]) -> str | None:
        """Wait a little for what a page needs; return the job that is still at it, None once it is there.

        What was asked for once and is done is not asked for again while the bench stays as it is; why it failed is
        told once.
        """
        if is_prepared(self.bench, what, given) or (what == "evidence" and self.coded()):
            return None
        key = f"job {what} {json.dumps(dict(given), sort_keys=True)}"
        job = self.memory.get(key) or self.ask("prepare", {"what": what, "with": dict(given)})
        self.memory[key] = job
        others = any(one.job != job and one.kind != "prepare" for one in self.jobs.open())
        state = self.wait(job, 0.0 if others else PATIENCE)
        if state in OPEN:
            return str(job)
        if state != "done":
            self.memory.pop(key, None)
            raise _unprepared(self.jobs.get(job).error)
        return None

    def wait(self, job: str, most: float = PATIENCE) -> str:
        """Wait until a job is over, but not longer than `most` seconds; return its state."""
        until = time.monotonic() + most
        while (state := self.jobs.get(job).state) in OPEN and time.monotonic() < until:
            time.sleep(LOOK)
        return state

    def cancel(self, job: str) -> bool:
        """Cancel a job; what the worker does at this moment is stopped with it, and taken up if it is another one."""
        ran = self.jobs.get(job).state == "running"
        cancelled = self.jobs.cancel(job)
        if cancelled and ran:
            self.close()
            self.wake()
        return cancelled

    def wake(self) -> None:
        """Start the worker if there is none, and tell it that there is something to do."""
        if not self._working:
            self._by_oneself()
            return
        with self._lock:
            if self._worker is None or self._worker.poll() is not None:
                self._worker = self._start()
            try:
                assert self._worker.stdin is not None
                self._worker.stdin.write(b"\n")
                self._worker.stdin.flush()
            except OSError:
                logging.getLogger(__name__).warning("the worker ended; it is started with the next job")

    def close(self) -> None:
        """End the worker; it puts down what it was doing, which is taken up when it starts again."""
        with self._lock:
            worker, self._worker = self._worker, None
        if worker is None or worker.stdin is None:
            return
        with suppress(OSError):
            worker.stdin.close()
        try:
            worker.wait(GRACE)
        except subprocess.TimeoutExpired:
            worker.kill()
            worker.wait()

    def _start(self) -> subprocess.Popen[bytes]:
        command = [sys.executable, "-c", COMMAND, str(self.folder)]
        own = {"TRACHU_DATABASE": self.database} if self.database else {}
        return subprocess.Popen(command, stdin=subprocess.PIPE, env={**os.environ, **own})

    def _by_oneself(self) -> None:
        from trachu.bench.working import Worker

        worker = Worker(self.folder, self.database)
        while worker.step():
            continue


def _unprepared(error: Mapping[str, str] | None) -> UsageError:
    said = error or CANCELLED
    return UsageError(Words(en=said["en"], th=said["th"]), Words(en=said["cure_en"], th=said["cure_th"]))
