"""How wide the columns of a table are: enough for their longest words, then as their longest cells ask."""

from __future__ import annotations

from collections.abc import Sequence

NARROW, WORD, WIDE = 4, 16, 60  # characters: what a column, a word and a cell count for at least and at most
BESIDE = 3  # characters that the margins of a cell take
_MARKS = dict.fromkeys([0x0E31, *range(0x0E34, 0x0E3B), *range(0x0E47, 0x0E4F)])


def shares_of(rows: Sequence[Sequence[str]], room: float = 90) -> list[float]:
    """Share the width out: first what the longest word of each column needs, the rest by its longest cell.

    ``room`` is how many characters stand side by side; marks above and below take none of it.

    >>> [round(share, 2) for share in shares_of([("Year", "ก" * 80)])]
    [0.1, 0.9]
    """
    columns = [[cell.translate(_MARKS) for cell in column] for column in zip(*rows, strict=True)]
    words = [max((len(word) for cell in column for word in cell.split(" ")), default=0) for column in columns]
    need = [min(max(length, NARROW), WORD) + BESIDE for length in words]
    want = [max(min(max(map(len, column)), WIDE) + BESIDE, least) for column, least in zip(columns, need, strict=True)]
    spare, missing = max(room - sum(need), 0), sum(want) - sum(need)
    part = min(1.0, spare / missing) if missing else 0.0
    found = [least + part * (most - least) for least, most in zip(need, want, strict=True)]
    return [length / sum(found) for length in found]
