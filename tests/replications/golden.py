"""Check a file of test values against trachu: `python -m tests.replications.golden PATH.json`.

The file is a list of records: measure, inputs, expected, tol, source. The facts come from the datasets in the folder
`../shared/data` (or `$TRACHU_SHARED/data`), with the codes of the Correlates of War as actors. Every miss is printed
with both numbers, also a record that no measure answers; the exit code is 1 if there is one.
"""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests.replications.answers import Unanswered, answer
from tests.replications.published import Published

Record = Mapping[str, Any]
SLACK = 1e-9  # binary fractions of decimal tolerances


@dataclass(frozen=True, slots=True)
class Miss:
    """A record whose value we do not reach, and what we have instead."""

    record: Record
    got: float | None
    why: str = ""

    def __str__(self) -> str:
        given = json.dumps(self.record["inputs"], ensure_ascii=False)
        ours = self.why if self.got is None else f"{self.got!r}"
        return f"{self.record['measure']} {given}: expected {self.record['expected']!r} ± {self.record['tol']}, got {ours}"


def folder() -> Path:
    """Return where the published datasets lie."""
    return Path(os.environ.get("TRACHU_SHARED") or Path(__file__).parents[3] / "shared") / "data"


def misses(records: Sequence[Record], published: Published) -> list[Miss]:
    """Return the records that our measures do not reach within their tolerance."""
    found = []
    for record in records:
        try:
            got = answer(published, record["measure"], record["inputs"])
        except Unanswered as error:
            found.append(Miss(record, None, str(error)))
            continue
        if not abs(got - record["expected"]) <= record["tol"] + SLACK:
            found.append(Miss(record, got))
    return found


def main(arguments: Sequence[str]) -> int:
    """Check one file and return the exit code."""
    if len(arguments) != 1:
        print("usage: python -m tests.replications.golden PATH.json", file=sys.stderr)
        return 2
    records = json.loads(Path(arguments[0]).read_text(encoding="utf8"))
    missed = misses(records, Published(folder()))
    for miss in missed:
        print(miss)
    print(f"{len(records) - len(missed)} of {len(records)} values matched")
    return 1 if missed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
