"""How time and memory grow: a frame of dyad-years, and draws of measurement error, with n and with 10 n rows.

`python -m benchmarks.growth` makes its tables up. Each size runs in a process of its own. Extra memory is what the
process held at most beyond what it held before and beyond the result itself. A cell of text takes sixteen bytes of
the result, which Polars counts as the letters in it.
"""

from __future__ import annotations

import resource
import subprocess
import sys
import time
from collections.abc import Callable

import polars as pl

from benchmarks.frames import COVERED, NAMES, made_up
from trachu.bench.doubt import polarity_odds
from trachu.bench.frames import frame
from trachu.bench.shelves import load
from trachu.core import parts

BAR_RATIO, TIMES = 11.0, 10
SPECIFICATIONS = [{"base": "cinc", "pool": "top8", "rule": "half_of_leader"}]


def framed(size: int) -> pl.DataFrame:
    """Return some 225,000 or 2,250,000 dyad-years with all variables."""
    tables = made_up()
    years = (2020, 2025) if size == 1 else (1816, 2025)
    options = {"system": "cow", "years": years, "carry": True, "relevant": False, "directed": True}
    return frame("dyad-years", NAMES, tables.__getitem__, lambda _, name: COVERED.get(name), **options)[0]


def drawn(size: int) -> pl.DataFrame:
    """Return the probabilities of each polarity over 100 or 1,000 draws of every year."""
    tables = made_up()
    load()
    found = polarity_odds(
        *(tables[name] for name in ("capabilities", "parties", "actors")),
        specifications=SPECIFICATIONS,
        model=parts.find("model", "noise"),
        draws=100 * size,
    )
    return found.with_columns(rows=pl.lit(100 * size))


WHAT: dict[str, Callable[[int], pl.DataFrame]] = {"frame": framed, "draws": drawn}


def size_of(frame: pl.DataFrame) -> float:
    """Return the megabytes of a frame, a text of up to twelve letters being the sixteen bytes of its view."""
    texts = sum(16 * frame.height for kind in frame.dtypes if kind == pl.String)
    return texts / 1e6 + sum(c.estimated_size() for c in frame if c.dtype != pl.String) / 1e6


def held() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e3


def measured(what: str, size: int) -> tuple[int, float, float]:
    """Run one size; return rows, seconds of work and megabytes beyond start and result."""
    made_up()
    before, began = held(), time.process_time()
    found = WHAT[what](size)
    worked = time.process_time() - began
    rows = found.height if what == "frame" else int(found["rows"][0])
    return rows, worked, held() - before - size_of(found)


def main(arguments: list[str]) -> None:
    if arguments:
        print(*measured(arguments[0], int(arguments[1])))
        return
    for what in WHAT:
        told = []
        for size in (1, TIMES):
            command = [sys.executable, "-m", "benchmarks.growth", what, str(size)]
            told.append([float(n) for n in subprocess.check_output(command, text=True).split()])
        (few, short, small), (many, long, large) = told
        print(
            f"{what}: {few:.0f} → {many:.0f} rows, {short:.2f} → {long:.2f} s of work: {many / few:.1f} × the rows, "
            f"{long / short:.1f} × the time (bar {BAR_RATIO:g} ×); extra memory {small:.0f} → {large:.0f} MB"
        )


if __name__ == "__main__":
    main(sys.argv[1:])
