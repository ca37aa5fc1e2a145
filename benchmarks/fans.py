"""How long the fans of the brief `outlook` take with each model: python -m benchmarks.fans BENCH.

BENCH is a bench with COW NMC. Nothing is read from the cache; the time is that of the processor.
"""

from __future__ import annotations

import sys
import time

from trachu import Bench
from trachu.bench import ahead
from trachu.core import parts


def main(folder: str) -> None:
    """Print states, years and seconds of each model."""
    facts = Bench(folder).run_.facts()
    capabilities, actors = facts.frame("capabilities"), facts.frame("actors")
    for name in ahead.MODELS:
        model = parts.find("model", name)
        began = time.process_time()
        found = ahead._drawn(model, model.settle(ahead._asked(model, ahead.YEARS)), capabilities, actors)["fans"]
        took = time.process_time() - began
        print(f"{name:<12} {found['actor'].n_unique():>4} states {found['year'].n_unique():>3} years {took:6.2f} s")


if __name__ == "__main__":
    main(sys.argv[1])
