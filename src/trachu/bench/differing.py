"""Two texts line by line: what stands, and what somebody typed instead."""

from __future__ import annotations

from difflib import SequenceMatcher
from typing import Literal

AROUND = 2  # lines that are the same and shown around a difference
Mark = Literal["same", "out", "in", "gap"]


def lines(stands: str, typed: str) -> list[tuple[Mark, str]]:
    r"""Return the lines of two texts: `out` only in what stands, `in` only in what was typed, `gap` for lines left out.

    >>> lines("a\nb\nc", "a\nB\nc")
    [('same', 'a'), ('out', 'b'), ('in', 'B'), ('same', 'c')]
    >>> lines("a", "a")
    []
    """
    old, new = stands.splitlines(), typed.splitlines()
    found: list[tuple[Mark, str]] = []
    end = 0
    for group in SequenceMatcher(None, old, new, autojunk=False).get_grouped_opcodes(AROUND):
        if group[0][1] > end:
            found.append(("gap", ""))
        for tag, low, high, first, last in group:
            if tag == "equal":
                found += [("same", line) for line in old[low:high]]
            else:
                found += [("out", line) for line in old[low:high]]
                found += [("in", line) for line in new[first:last]]
        end = group[-1][2]
    return [*found, ("gap", "")] if found and end < len(old) else found
