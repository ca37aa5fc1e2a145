"""The structural engine: many histories of a world of states, each a function of (seed, run) and of nothing else.

`simulate` runs blocks of histories one after another or on several threads and reduces them as they come, so memory
does not grow with their number. A block is a pure function of its first run and its length: any engine that maps a
function over numbers can run it (`trachu.bench.engine` has processes, Dask and Spark), and a run that was broken off
goes on where it stopped.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Executor, Future, ThreadPoolExecutor
from dataclasses import dataclass, field
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from trachu.core import yearly
from trachu.core.errors import UsageError
from trachu.core.mixing import AVAILABLE, WIDE
from trachu.core.random import philox
from trachu.core.structure import FIELDS, METRICS, Change, Floats, Rules, World, coded
from trachu.core.windows import windows
from trachu.core.words import Words

Engine = Literal["auto", "numba", "numpy"]
Bits = NDArray[np.uint64]
BLOCK = 50  # histories that are run and reduced together
MOST = 2**16  # a state has a number of 16 bits
HALF = np.uint64(32)


@dataclass(frozen=True)
class Task:
    """What is to be run: a start, rules, how many years, what is kept, and what happens whatever the rules say."""

    world: World
    rules: Rules = field(default_factory=Rules)
    years: int = 10
    seed: int = 1
    kept: tuple[int, ...] = ()
    changes: tuple[Change, ...] = ()
    chance: bool = True
    engine: Engine = "auto"


@dataclass
class Block:
    """Some histories: `metrics` [run, year, metric], `states` [run, kept, field, state], `bonds` summed over runs."""

    first: int
    metrics: Floats
    states: Floats
    bonds: Floats


@dataclass
class Summary:
    """All histories so far: how many, mean and variance of every metric and state, how often pairs were allied.

    Means and variances are merged block by block in order (Chan, Golub & LeVeque 1983), so they do not depend on who
    ran the blocks.
    """

    runs: int = 0
    metrics: Floats = field(default_factory=lambda: np.zeros(()))
    metrics_spread: Floats = field(default_factory=lambda: np.zeros(()))
    states: Floats = field(default_factory=lambda: np.zeros(()))
    states_spread: Floats = field(default_factory=lambda: np.zeros(()))
    bonds: Floats = field(default_factory=lambda: np.zeros(()))

    def add(self, block: Block) -> Summary:
        """Return the summary with one more block."""
        count = len(block.metrics)
        metrics, metrics_spread = _merged(self.runs, self.metrics, self.metrics_spread, block.metrics)
        states, states_spread = _merged(self.runs, self.states, self.states_spread, block.states)
        return Summary(self.runs + count, metrics, metrics_spread, states, states_spread, self.bonds + block.bonds)

    def sd(self) -> tuple[Floats, Floats]:
        """Return the standard deviations over histories of metrics and of states."""
        least = max(self.runs - 1, 1)
        return np.sqrt(self.metrics_spread / least), np.sqrt(self.states_spread / least)

    def chance(self) -> Floats:
        """Return how often each pair was allied: [kept, state, state], 0 to 1."""
        return np.asarray(self.bonds / max(self.runs, 1))


def simulate(
    task: Task, runs: int, *, threads: int = 1, before: Summary | None = None,
    tell: Callable[[int, int, Summary], None] | None = None,
) -> Summary:  # fmt: skip
    """Run histories `before.runs` to `runs` − 1 and return the summary of all.

    ``tell`` gets runs done, runs asked for and the summary after every block: a progress bar may show it, and what it
    keeps of the summary is where a run that was broken off goes on, if given back as ``before``.

    >>> world = World(*(np.ones(3) for _ in range(5)), 1 - np.eye(3), *(np.zeros((3, 3)) for _ in range(4)))
    >>> whole = simulate(Task(world, years=4, engine="numpy"), 120)
    >>> half = simulate(Task(world, years=4, engine="numpy"), 50)
    >>> bool((simulate(Task(world, years=4, engine="numpy"), 120, before=half).metrics == whole.metrics).all())
    True
    """
    done = before or Summary()
    if done.runs % BLOCK:
        raise UsageError(
            Words(en="These histories end in the middle of a block.", th="ชุดการจำลองนี้สิ้นสุดกลางกลุ่ม"),
            Words(en=f"Go on from a multiple of {BLOCK} runs.", th=f"โปรดเริ่มต่อจากจำนวนรอบที่หารด้วย {BLOCK} ลงตัว"),
        )
    starts = range(done.runs, runs, BLOCK)
    for block in _blocks(task, starts, runs, threads):
        done = done.add(block)
        if tell is not None:
            tell(done.runs, runs, done)
    return done


def run_block(task: Task, first: int, count: int) -> Block:
    """Run histories `first` to `first + count − 1`: a pure function, so it may be run anywhere."""
    world, size = task.world, task.world.size
    if size < 2 or size >= MOST:
        raise UsageError(
            Words(en=f"The engine does not take {size} states.", th=f"ระบบจำลองไม่รับ {size} รัฐ"),
            Words(en=f"Give between 2 and {MOST - 1}.", th=f"กำหนดจำนวนระหว่าง 2 ถึง {MOST - 1}"),
        )
    kept = np.array(sorted(task.kept), dtype=np.int64)
    metrics = np.zeros((count, task.years, len(METRICS)))
    states, bonds = np.zeros((count, len(kept), len(FIELDS), size)), np.zeros((len(kept), size, size))
    keys = keys_of(task.seed, first, count, task.years)
    changed, amounts = coded(task.changes)
    if compiled(task.engine):
        from trachu.core import kernels  # compiles: only where it is used

        wide = padded(world)
        kernels.block(
            wide, task.rules, windows(world, task.rules, wide.size), keys, size, task.chance, changed, amounts, kept,
            metrics, states, bonds,
        )  # fmt: skip
        return Block(first, metrics, states, bonds)
    for run in range(count):
        yearly.history(
            world, task.rules, keys[run], task.chance, changed, amounts, kept, metrics[run], states[run], bonds
        )
    return Block(first, metrics, states, bonds)


def in_turn(pool: Executor, task: Task, starts: Sequence[int], runs: int, workers: int) -> Iterator[Block]:
    """Yield the blocks in order; two for each worker are asked for ahead, so none waits and memory stays flat."""
    ahead: deque[Future[Block]] = deque()
    for first in starts:
        if len(ahead) > 2 * workers:
            yield ahead.popleft().result()
        ahead.append(pool.submit(run_block, task, first, min(BLOCK, runs - first)))
    while ahead:
        yield ahead.popleft().result()


def compiled(engine: Engine) -> bool:
    """Tell whether the compiled loops are used: where numba is installed, unless NumPy is asked for."""
    if engine == "numba" and not AVAILABLE:
        raise UsageError(
            Words(en="numba is not installed.", th="ยังไม่ได้ติดตั้ง numba"),
            Words(en="Install trachu[sim], or leave the engine to trachu.", th="ติดตั้ง trachu[sim] หรือปล่อยให้ตราชูเลือกเอง"),
        )
    return AVAILABLE and engine != "numpy"


def keys_of(seed: int, first: int, count: int, years: int) -> Bits:
    """Return three keys of 64 bits for each run and year, by Philox from (seed, run, year): [run, year, 3].

    They are for the numbers of pairs, shocks, and who comes and goes; pairs and states are mixed in by
    `trachu.core.elementary.mixed`.
    """
    runs, steps = np.arange(first, first + count)[:, None], np.arange(years)[None]
    words = [word for part in (0, 1) for word in philox((runs, steps, part, 0), seed)]
    return np.stack([(words[at] << HALF) | words[at + 1] for at in (0, 4, 6)], axis=-1)


def padded(world: World) -> World:
    """Add states that do not live until their number is a multiple of eight; they change nothing."""
    size = world.size + -world.size % WIDE
    fill = {"economy": 1.0, "military": 1.0, "technology": 1.0}
    found = []
    for name, array in world._asdict().items():
        wide = np.full((size,) * array.ndim, fill.get(name, 0.0))
        wide[tuple(slice(length) for length in array.shape)] = array
        found.append(wide)
    return World(*found)


def _blocks(task: Task, starts: Sequence[int], runs: int, threads: int) -> Iterator[Block]:
    """Yield the blocks in order."""
    if threads <= 1:
        for first in starts:
            yield run_block(task, first, min(BLOCK, runs - first))
        return
    with ThreadPoolExecutor(threads) as pool:
        yield from in_turn(pool, task, starts, runs, threads)


def _merged(runs: int, mean: Floats, spread: Floats, more: Floats) -> tuple[Floats, Floats]:
    count = len(more)
    own = more.mean(axis=0)
    squares = ((more - own) ** 2).sum(axis=0)
    if not runs:
        return own, squares
    apart, whole = own - mean, runs + count
    return mean + apart * count / whole, spread + squares + apart**2 * runs * count / whole
