"""Long work, written down in the bench: asked for, taken by a worker, told of, cancelled, found again after a restart.

A job is `queued`, `running`, `done`, `failed` or `cancelled`. What a killed worker left running is queued again: every
step keeps its result in the cache, so it goes on where it stopped.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime
from secrets import token_hex
from typing import Any, cast

from sqlalchemy import CursorResult, select, update
from sqlalchemy.orm import Session

from trachu.bench.store import Job, Store
from trachu.core.errors import TrachuError, UnknownName
from trachu.core.words import Words

OPEN = ("queued", "running")
TRIES = 3  # times that a job is begun before it counts as failed
LONGEST = 255


class Cancelled(Exception):
    """The person who asked for a job does not want it any more."""


class Jobs:
    """The jobs of one bench.

    >>> jobs = Jobs(Store("sqlite://"))
    Traceback (most recent call last):
    ...
    ValueError: A store of jobs outlives its connections; name a file or a server.
    """

    def __init__(self, store: Store) -> None:
        if str(store.engine.url) in ("sqlite://", "sqlite:///:memory:"):
            raise ValueError("A store of jobs outlives its connections; name a file or a server.")
        self.store = store

    def ask(self, kind: str, about: dict[str, Any] | None = None) -> str:
        """Ask for a job and return its id; one just like it that waits or runs already stands for it."""
        given = about or {}
        for job in self.open():
            if job.kind == kind and job.about == given:
                return job.job
        name = token_hex(6)
        fresh = {"state": "queued", "says": "", "done": 0, "total": 0, "tries": 0, "asked": _now()}
        with Session(self.store.engine) as session, session.begin():
            session.add(Job(job=name, kind=kind, about=given, **fresh))
        return name

    def get(self, job: str) -> Job:
        """Return a job."""
        with Session(self.store.engine, expire_on_commit=False) as session:
            found = session.get(Job, job)
        if found is None:
            raise UnknownName("job", job, (j.job for j in self.recent()))
        return found

    def recent(self, most: int = 20) -> list[Job]:
        """Return the newest jobs, the newest first."""
        with Session(self.store.engine, expire_on_commit=False) as session:
            return list(session.scalars(select(Job).order_by(Job.asked.desc(), Job.job).limit(most)))

    def open(self) -> list[Job]:
        """Return the jobs that wait or run, in the order in which they were asked for."""
        with Session(self.store.engine, expire_on_commit=False) as session:
            asked = select(Job).where(Job.state.in_(OPEN)).order_by(Job.asked, Job.job)
            return list(session.scalars(asked))

    def take(self, worker: str) -> Job | None:
        """Take the job that has waited longest; None if none waits."""
        for job in self.open():
            if self._move(job.job, ("queued",), "running", worker=worker, tries=job.tries + 1):
                return self.get(job.job)
        return None

    def tell(self, job: str, says: str, done: int, total: int) -> None:
        """Write down how far a job is; raise `Cancelled` if it is not wanted any more."""
        if not self._move(job, ("running",), "running", says=says[:LONGEST], done=done, total=total):
            raise Cancelled(job)

    def end(self, job: str, result: dict[str, Any]) -> None:
        """Write down what came of a job."""
        self._move(job, ("running",), "done", result=result, says="", done=Job.total, ended=_now())

    def fail(self, job: str, error: TrachuError) -> None:
        """Write down why a job failed, and what to do about it."""
        self._move(job, OPEN, "failed", error=told(error), ended=_now())

    def cancel(self, job: str) -> bool:
        """Cancel a job that waits or runs; tell whether it was one."""
        self.get(job)
        return self._move(job, OPEN, "cancelled", ended=_now())

    def release(self, job: str) -> None:
        """Queue again a job that its worker leaves because it is told to; this does not count as a try."""
        self._move(job, ("running",), "queued", tries=Job.tries - 1)

    def progressed(self, job: str) -> None:
        """Write down that a job got further than before, so that it is not given up for what happened earlier."""
        self._move(job, ("running",), "running", tries=1)

    def inboxes(self) -> dict[str, bool]:
        """Return the inboxes that jobs were asked to take in, and whether they still are."""
        with Session(self.store.engine) as session:
            rows = session.execute(select(Job.about, Job.state).where(Job.kind == "add")).all()
        return {about["inbox"]: state in OPEN for about, state in rows if "inbox" in about}

    def recover(self, worker: str) -> list[str]:
        """Queue again what this worker left running when it was killed; return those jobs."""
        left = [job for job in self.open() if job.state == "running" and job.worker == worker]
        for job in left:
            if job.tries >= TRIES:
                self.fail(job.job, _given_up(job))
            else:
                self._move(job.job, ("running",), "queued")
        return [job.job for job in left if job.tries < TRIES]

    def _move(self, job: str, states: Iterable[str], state: str, **changes: Any) -> bool:
        """Change a job if it is in one of these states; tell whether it was."""
        told_of = update(Job).where(Job.job == job, Job.state.in_(list(states))).values(state=state, **changes)
        with Session(self.store.engine) as session, session.begin():
            return cast("CursorResult[Any]", session.execute(told_of)).rowcount == 1


def told(error: TrachuError) -> dict[str, str]:
    """Return both lines of an error in both languages.

    >>> told(UnknownName("measure", "x", []))["en"]
    "There is no measure called 'x'."
    """
    words, cure = error.words, error.cure
    return {"en": words.en, "th": words.th, "cure_en": cure.en, "cure_th": cure.th}


def _given_up(job: Job) -> TrachuError:
    return TrachuError(
        Words(
            en=f"The work stopped {job.tries} times before it was done; the last step was “{job.says}”.",
            th=f"งานหยุดกลางคัน {job.tries} ครั้งก่อนจะเสร็จ ขั้นตอนสุดท้ายคือ “{job.says}”",
        ),
        Words(
            en="Remove the file of that step, or give the program more memory, and ask again.",
            th="โปรดนำแฟ้มของขั้นตอนนั้นออก หรือเพิ่มหน่วยความจำให้โปรแกรม แล้วสั่งใหม่",
        ),
    )


def _now() -> datetime:
    return datetime.now(UTC)
