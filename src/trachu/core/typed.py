"""Values of options as people type them: on the command line, and in the names of variables."""

from __future__ import annotations


def value_of(text: str) -> bool | int | float | str:
    """Read what was typed: true and false, whole numbers and numbers as such; all else stays text.

    >>> [value_of(text) for text in ("TRUE", "2022", "0.5", "gdp")]
    [True, 2022, 0.5, 'gdp']
    """
    if text.lower() in ("true", "false"):
        return text.lower() == "true"
    for kind in (int, float):
        try:
            return kind(text)
        except ValueError:
            continue
    return text
