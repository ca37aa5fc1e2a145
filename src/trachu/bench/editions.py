"""Editions of datasets: which one a file is, as it says itself; what that edition covers and how to cite it."""

from __future__ import annotations

from trachu.core.errors import InputError
from trachu.core.parts import Edition, Part
from trachu.sources import tabular

Years = tuple[int, int]


def said(part: Part, raw: bytes) -> str:
    """Return the version of a file: the known edition that it says it is, else what it says, else the part's.

    Only datasets whose files say so have editions; of the others a file is taken for what the part reads.
    """
    editions = part.more["editions"]
    try:
        told = tabular.edition(raw, part.more["header"]) if editions else None
    except InputError:  # the part says better what is wrong with the file
        told = None
    if told is None:
        return part.version
    return editions[told].version if told in editions else told


def years(part: Part, version: str | None) -> Years:
    """Return the first and last year that a version of a dataset covers."""
    first, last = part.more["years"]
    known = _of(part, version)
    return first, known.last if known else last


def cites(part: Part, version: str | None) -> tuple[str, ...]:
    """Return how to cite a version of a dataset."""
    known = _of(part, version)
    return known.cite if known and known.cite else part.cite


def known(part: Part, version: str | None) -> bool:
    """Whether the part reads this version: its own, or another edition that it knows."""
    return version == part.version or _of(part, version) is not None


def _of(part: Part, version: str | None) -> Edition | None:
    found: Edition | None = next((one for one in part.more["editions"].values() if one.version == version), None)
    return found
