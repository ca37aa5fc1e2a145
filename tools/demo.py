"""Fill a bench with the bundled sample and write its briefs: `make demo`."""

from __future__ import annotations

import sys
from pathlib import Path

from writing import write_briefs

from trachu import Bench
from trachu.bench import samples


def main(folder: Path) -> None:
    """Make the bench in `folder`; a second run computes nothing anew."""
    bench = Bench(folder)
    samples.add_to(bench)
    write_briefs(bench, folder)


main(Path(sys.argv[1]))
