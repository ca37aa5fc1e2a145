"""Speed of `trachu code` from bytes to records, in characters a second of process time on one core.

`python -m benchmarks.code_speed FILE...` reads plain text files and codes them: a first time in a fresh process, with
every list of names compiled on the way, and then `--times` more. What is timed is the work of `trachu code`: reading
and repair, cutting into passages, coding, and clustering into records. Process time does not count what other programs
do on the machine at the same time, but they share its core and caches and slow every second of it; so the slowest and
the fastest of the later times are both printed.
"""

from __future__ import annotations

import time
from argparse import ArgumentParser
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

import polars as pl

from benchmarks.peers import table
from trachu.core.tables import PASSAGES
from trachu.evidence.coders.rules import code
from trachu.evidence.contract import records
from trachu.facts.events import cluster
from trachu.sources.passages import passages
from trachu.sources.readers.plain import read_plain
from trachu.sources.repair import repair

T = TypeVar("T")
STEPS = ("read and repair", "passages", "code", "records")


class Clock:
    """Adds up the process time of each step."""

    def __init__(self) -> None:
        self.spent: dict[str, float] = dict.fromkeys(STEPS, 0.0)

    def time(self, step: str, work: Callable[[], T]) -> T:
        """Do some work and add its time to that of its step."""
        begun = time.process_time()
        done = work()
        self.spent[step] += time.process_time() - begun
        return done


def coded(path: Path, clock: Clock) -> int:
    """Code one file; return how many characters it has after repair."""
    pages = clock.time("read and repair", lambda: repair(read_plain(path.read_bytes())))
    cut = clock.time("passages", lambda: passages(pages))
    rows = PASSAGES.of(cut.with_columns(source=pl.lit(path.name)))
    found = clock.time("code", lambda: code(rows))
    clock.time("records", lambda: records(found, cluster(found["claims"], found["parties"])))
    return sum(map(len, pages["text"].to_list()))


def row(name: str, characters: int, clock: Clock) -> list[str]:
    """Return a row of the table: characters a second of each step, and of all."""
    speeds = [characters / max(spent, 1e-9) for spent in (*clock.spent.values(), sum(clock.spent.values()))]
    return [name, *(f"{speed:,.0f}" for speed in speeds)]


def main() -> None:
    parser = ArgumentParser(description=str(__doc__).splitlines()[0])
    parser.add_argument("paths", type=Path, nargs="+", help="plain text files")
    parser.add_argument("--times", type=int, default=5, help="times that the files are coded again")
    given = parser.parse_args()
    paths: list[Path] = given.paths
    clocks = [Clock() for _ in range(1 + given.times)]
    characters = max(sum(coded(path, clock) for path in paths) for clock in clocks)  # the same each time
    again = sorted(clocks[1:], key=lambda clock: sum(clock.spent.values()))
    rows: list[list[Any]] = [row("first time", characters, clocks[0])]
    if again:
        rows.append(row("again, slowest", characters, again[-1]))
        rows.append(row("again, fastest", characters, again[0]))
    print(table(["characters a second", *STEPS, "end to end"], rows))
    print(f"{len(paths)} files, {characters:,} characters")


if __name__ == "__main__":
    main()
