"""Patterns that are quick to search for: a look at one letter passes over the places where no match can begin."""

from __future__ import annotations

import re
from collections.abc import Iterable


def opening(letters: Iterable[str], pattern: str, flags: int = 0) -> re.Pattern[str]:
    r"""Compile a pattern whose matches all begin with one of some letters.

    The standard library tries every alternative at every place, unless all of them begin with plain letters, case
    matters and nothing stands before them. The letters have to be those of all alternatives; what begins with another
    one is not found.

    >>> opening("jn", r"\b(?:joined|(?P<no>never joined))", re.IGNORECASE).search("It Never joined.")["no"]
    'Never joined'
    """
    listed = "".join(map(re.escape, sorted(set(letters))))
    return re.compile(f"(?=[{listed}])(?:{pattern})", flags)
