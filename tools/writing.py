"""What make demo and make real share: run a bench, write the three briefs, print the findings that matter."""

from __future__ import annotations

import sys
import time
from pathlib import Path
from typing import get_args

from trachu import Bench
from trachu.core.words import Lang

BRIEFS = ("order", "dyad", "outlook")
# Which findings of which brief are printed: the order of the world, then the pair, then the focal state.
MATTER = (("order", 0), ("order", 1), ("dyad", 0), ("dyad", 1), ("outlook", 0))


def write_briefs(bench: Bench, folder: Path) -> None:
    """Write every brief in both languages and print where they are and five findings."""
    began = time.monotonic()
    steps = bench.run()
    print(f"{len(steps)} steps computed in {time.monotonic() - began:.1f} s", file=sys.stderr)
    papers = {name: bench.brief(name) for name in BRIEFS}
    languages: tuple[Lang, ...] = get_args(Lang)
    print("\nThe briefs / บทสรุป:")
    for name, paper in papers.items():
        for lang in sorted(languages, reverse=True):
            print(f"  {paper.save(folder / f'{name}.{lang}.html', lang=lang)}")
    print("\nFive findings / ข้อค้นพบห้าข้อ:")
    for number, (name, index) in enumerate(MATTER, start=1):
        finding = papers[name].content.findings[index]
        print(f"  {number}. {finding.words.th}\n     {finding.words.en}")
        print(f"     trachu why -b {bench.folder} {finding.why[0]}")
    print(f"\n{time.monotonic() - began:.1f} s")
