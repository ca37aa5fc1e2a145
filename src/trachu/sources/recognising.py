"""Which dataset a published file is, told by the header of its table; which datasets an archive holds."""

from __future__ import annotations

from collections.abc import Iterable

from trachu.core.parts import Part
from trachu.sources import unpack
from trachu.sources.tabular import HEAD_BYTES, header_of


def recognise(raw: bytes, parts: Iterable[Part]) -> Part | None:
    """Return the dataset whose `header` stands in the first lines, the longest if several do, or None.

    A header that differs only in the case of its letters counts where no other fits.
    """
    given, found = list(parts), header_of(raw)
    folded = [{cell.casefold() for cell in cells} for cells in found]
    fitting = [p for p in given if any(set(p.more["header"]) <= cells for cells in found)] or [
        p for p in given if any({name.casefold() for name in p.more["header"]} <= cells for cells in folded)
    ]
    return max(fitting, key=lambda part: len(part.more["header"]), default=None)


def members(raw: bytes, parts: Iterable[Part]) -> list[tuple[Part, str, bytes]]:
    """Return the tables of an archive of several datasets, one each: the dataset, the table's name and its bytes.

    That of the dataset that claims the whole archive comes first. An archive of one dataset or none has no such tables.
    """
    given = list(parts)
    claimed = recognise(raw, given)
    found: dict[str, tuple[Part, str]] = {}
    for name, head in unpack.members(raw, HEAD_BYTES):
        part = recognise(head, given)
        if part is not None:
            found.setdefault(part.name, (part, name))
    ordered = sorted(found.values(), key=lambda one: (one[0] is not claimed, one[0].name))
    return [(part, name, unpack.member(raw, name)) for part, name in ordered if len(ordered) > 1]
