"""The real documents and datasets of a shared folder through the same pipeline: `make real`.

The folder holds converted copies of the datasets; they are written back into their official
formats first, so that what is read here is what a user would download.
"""

from __future__ import annotations

import runpy
import sys
from pathlib import Path

from writing import write_briefs

from trachu import Bench

OFFICIAL = Path(__file__).parent.parent / "tests" / "real" / "official.py"


def main(shared: Path, folder: Path) -> None:
    """Add every document and dataset, then write the briefs."""
    if not (shared / "sources").is_dir():
        raise SystemExit(f"{shared} has no folder 'sources'.\nName the shared folder: make real SHARED=DIR")
    published = folder / "published"
    runpy.run_path(str(OFFICIAL))["write"](shared, published)
    bench = Bench(folder)
    for path in [*sorted((shared / "sources").glob("*.txt")), *sorted(p for p in published.iterdir() if p.is_file())]:
        bench.add(path)
    write_briefs(bench, folder)


main(Path(sys.argv[1]), Path(sys.argv[2]))
