"""Where histories of the structural engine are run: here, on local cores, on Dask or on Spark; and how they go on.

A block of histories is a pure function of the task and of two numbers, so every engine runs the same function. Blocks
are reduced in order as they come; where they were run changes no digit.
"""

from __future__ import annotations

import hashlib
import importlib
import io
import multiprocessing
import os
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import fields
from functools import partial
from pathlib import Path
from typing import Any, Literal, cast, get_args

import numpy as np
import polars as pl

from trachu.core.engine import BLOCK, Block, Summary, Task, compiled, in_turn, run_block, simulate
from trachu.core.errors import UnknownName, UsageError
from trachu.core.structure import METRICS, PLAIN, Change, Rules, switched
from trachu.core.words import Words
from trachu.core.worlds import Facts, world_at
from trachu.ontology.prior import priors

Backend = Literal["one", "threads", "processes", "dask", "spark"]
Tell = Callable[[int, int, Summary], None]
EXTRAS = {"dask": ("distributed", "trachu[dask]"), "spark": ("pyspark.sql", "trachu[spark]")}
SAVED = "first: bigint, block: binary"


def simulate_on(
    task: Task, runs: int, *, backend: Backend = "one", workers: int | None = None, kept: Path | None = None,
    session: Any = None, tell: Tell | None = None,
) -> Summary:  # fmt: skip
    """Run histories on a backend and return their summary; with ``kept`` a run that was broken off goes on.

    ``session`` is a Dask client or a Spark session that is there already; without one a local one with `workers` is
    started and closed. ``kept`` is a file that is written whole after every block; one that was made for another
    task is refused.
    """
    count, before = workers or os.cpu_count() or 1, _found(task, kept)
    told = tell if kept is None else partial(_kept, task, kept, tell)
    if backend in ("one", "threads"):
        return simulate(task, runs, threads=count if backend == "threads" else 1, before=before, tell=told)
    done = before or Summary()
    starts = range(done.runs, runs, BLOCK)
    for block in in_order(_anywhere(task, starts, runs, backend, count, session), starts):
        done = done.add(block)
        if told is not None:
            told(done.runs, runs, done)
    return done


def packed(block: Block) -> bytes:
    """Write a block as bytes, to be sent between machines."""
    buffer = io.BytesIO()
    np.savez(buffer, first=block.first, metrics=block.metrics, states=block.states, bonds=block.bonds)
    return buffer.getvalue()


def unpacked(raw: bytes) -> Block:
    """Read a block back."""
    with np.load(io.BytesIO(raw)) as found:
        return Block(int(found["first"]), found["metrics"], found["states"], found["bonds"])


def in_order(blocks: Iterable[Block], starts: Sequence[int]) -> Iterator[Block]:
    """Yield blocks by their first run, whatever order they come in."""
    waiting: dict[int, Block] = {}
    due = iter(starts)
    wanted = next(due, None)
    for block in blocks:
        waiting[block.first] = block
        while wanted in waiting:
            yield waiting.pop(wanted)
            wanted = next(due, None)


def backend_of(name: str) -> Backend:
    """Return the backend of this name."""
    for known in get_args(Backend):
        if name == known:
            return cast(Backend, known)
    raise UnknownName("backend", name, get_args(Backend))


def believed() -> Rules:
    """Return the rules with every mechanism at the mean of its belief, and those of pacts at the mean of their fit.

    >>> believed().apart, Rules().apart
    (-6.5, -3.0)
    """
    known = {**priors("structure"), **priors("structure_pacts")}
    return Rules()._replace(**{name: prior.mean for name, prior in known.items()})


def structural(
    frames: Mapping[str, pl.DataFrame], year: int, names: Sequence[str], *, years: int = 20, seed: int = 1,
    on: Sequence[str] = PLAIN, rules: Rules | None = None, changes: Sequence[Change] = (),
) -> Task:  # fmt: skip
    """Make a task from the fact tables: these states as they were in a year, with the mechanisms named in `on`.

    Without ``rules`` they are those that are believed; `Rules()` are those of the program that the engine is held
    against, which makes pacts far more easily than states have.
    """
    facts = Facts(frames["capabilities"], frames["ties"], frames["parties"], frames["flows"])
    chosen = switched(rules or believed(), on)
    return Task(world_at(facts, year, names), chosen, years, seed, (years - 1,), tuple(changes))


def strongest(frames: Mapping[str, pl.DataFrame], year: int | None, count: int) -> tuple[int, list[str]]:
    """Return a year, the last with CINC if none is named, and its strongest states, the strongest first."""
    rows = frames["capabilities"].filter(pl.col("indicator") == "cinc")
    last = max(rows["year"].to_list(), default=0) if year is None else year
    now = rows.filter(pl.col("year") == last).sort(["value", "actor"], descending=[True, False]).head(count)
    if now.height < 2:
        raise UsageError(
            Words(
                en=f"There are no capabilities of {last} to begin with.",
                th=f"ไม่มีข้อมูลขีดความสามารถของ ค.ศ. {last} ให้เริ่มจำลอง",
            ),
            Words(en="Add cow_nmc, or name another --year.", th="เพิ่มข้อมูล cow_nmc หรือระบุ --year อื่น"),
        )
    return last, now["actor"].to_list()


def as_frame(summary: Summary, first: int) -> pl.DataFrame:
    """Lay the metrics of a summary out: year, metric, mean and standard deviation over histories."""
    sd = summary.sd()[0]
    rows = [
        {"year": first + t, "metric": name, "mean": float(summary.metrics[t, k]), "sd": float(sd[t, k])}
        for t in range(len(summary.metrics))
        for k, name in enumerate(METRICS)
    ]
    return pl.DataFrame(rows)


def _anywhere(
    task: Task, starts: Sequence[int], runs: int, backend: Backend, workers: int, session: Any
) -> Iterator[Block]:
    if backend == "processes":
        with ProcessPoolExecutor(workers, mp_context=multiprocessing.get_context("spawn")) as pool:
            yield from in_turn(pool, task, starts, runs, workers)
        return
    module = _extra(backend)
    if backend == "spark":
        yield from _sparked(module, task, starts, runs, workers, session)
        return
    client = session or module.Client(n_workers=workers, threads_per_worker=1, dashboard_address=None)
    try:
        with client.get_executor() as pool:
            yield from in_turn(pool, task, starts, runs, workers)
    finally:
        if session is None:
            client.close()


def _sparked(module: Any, task: Task, starts: Sequence[int], runs: int, workers: int, session: Any) -> Iterator[Block]:
    spark = session or _local(module, workers)
    try:
        rows = [(first, min(BLOCK, runs - first)) for first in starts]
        frame = spark.createDataFrame(rows, "first: bigint, count: bigint").repartition(max(len(rows), 1), "first")
        for row in frame.mapInArrow(partial(_batches, task), SAVED).toLocalIterator(prefetchPartitions=True):
            yield unpacked(bytes(row["block"]))
    finally:
        if session is None:
            spark.stop()


def _local(module: Any, workers: int) -> Any:
    """Start Spark on this machine; its workers run the Python that runs here, which has trachu."""
    os.environ.setdefault("PYSPARK_PYTHON", sys.executable)
    builder = module.SparkSession.builder.master(f"local[{workers}]").config("spark.ui.enabled", "false")
    return builder.config("spark.driver.bindAddress", "127.0.0.1").getOrCreate()


def _batches(task: Task, batches: Iterable[Any]) -> Iterator[Any]:
    """Run the blocks that batches of Arrow ask for, and give them back as batches of Arrow."""
    arrow = importlib.import_module("pyarrow")
    for batch in batches:
        asked = batch.to_pydict()
        blocks = [packed(run_block(task, *one)) for one in zip(asked["first"], asked["count"], strict=True)]
        yield arrow.RecordBatch.from_pydict({"first": asked["first"], "block": blocks})


def _extra(backend: Backend) -> Any:
    name, extra = EXTRAS[backend]
    try:
        return importlib.import_module(name)
    except ImportError:
        raise UsageError(
            Words(en=f"{name.split('.')[0]} is not installed.", th=f"ยังไม่ได้ติดตั้ง {name.split('.')[0]}"),
            Words(en=f"Install {extra}, or run on processes.", th=f"ติดตั้ง {extra} หรือใช้ processes"),
        ) from None


def _mark(task: Task) -> str:
    """Return a hash of everything that the numbers depend on; the two engines differ in the last digits."""
    text = repr((task.rules, task.years, task.seed, task.kept, task.changes, task.chance, compiled(task.engine)))
    arrays = b"".join(np.ascontiguousarray(array).tobytes() for array in task.world)
    return hashlib.sha256(text.encode() + arrays).hexdigest()


def _kept(task: Task, path: Path, tell: Tell | None, done: int, runs: int, summary: Summary) -> None:
    buffer = io.BytesIO()
    arrays: dict[str, Any] = {field.name: np.asarray(getattr(summary, field.name)) for field in fields(summary)}
    np.savez(buffer, mark=np.array(_mark(task)), **arrays)
    aside = path.with_name(path.name + ".part")
    with aside.open("wb") as file:
        file.write(buffer.getvalue())
        file.flush()
        os.fsync(file.fileno())
    aside.replace(path)
    if tell is not None:
        tell(done, runs, summary)


def _found(task: Task, path: Path | None) -> Summary | None:
    if path is None or not path.exists():
        return None
    with np.load(path) as saved:
        if str(saved["mark"]) != _mark(task):
            raise UsageError(
                Words(en=f"{path.name} is of another task.", th=f"{path.name} เป็นของงานจำลองอื่น"),
                Words(en="Name another file, or remove it to begin anew.", th="ระบุแฟ้มอื่น หรือลบแฟ้มนี้เพื่อเริ่มใหม่"),
            )
        found = {field.name: saved[field.name] for field in fields(Summary)}
    return Summary(**{**found, "runs": int(found["runs"])})
