"""No match is lost by the look at one letter: those looked for are the ones that the words of a pattern begin with."""

from __future__ import annotations

import re
from importlib import import_module
from re import _constants as signs  # type: ignore[attr-defined]
from re import _parser as parser  # type: ignore[attr-defined]
from typing import Any

import pytest

MODULES = ("memberships", "organs", "stance")
LOOK = re.compile(r"\(\?=\[((?:\\.|[^\]])+)\]\)")


def quick() -> dict[str, re.Pattern[str]]:
    """Return every pattern of the evidence that begins with a look at one letter."""
    found = {}
    for module in MODULES:
        for name, value in vars(import_module(f"trachu.evidence.{module}")).items():
            if isinstance(value, re.Pattern) and LOOK.match(value.pattern):
                found[f"{module}.{name}"] = value
    return found


def firsts(steps: Any) -> tuple[set[str], bool]:
    """Return the letters with which a parsed pattern may begin, and whether it may be empty."""
    letters: set[str] = set()
    for kind, about in steps:
        if kind is signs.LITERAL:
            return letters | {chr(about)}, False
        if kind is signs.IN:
            return letters | {chr(code) for _, code in about}, False
        if kind is signs.BRANCH:
            branches = [firsts(branch) for branch in about[1]]
        elif kind is signs.SUBPATTERN:
            branches = [firsts(about[3])]
        elif kind in (signs.MAX_REPEAT, signs.MIN_REPEAT):
            branches = [firsts(about[2])] + ([(set(), True)] if about[0] == 0 else [])
        else:
            assert kind in (signs.AT, signs.ASSERT, signs.ASSERT_NOT), kind
            continue
        letters |= set().union(*(some for some, _ in branches))
        if not any(empty for _, empty in branches):
            return letters, False
    return letters, True


@pytest.mark.parametrize("name", sorted(quick()))
def test_the_letters_looked_for_are_those_of_all_alternatives(name: str) -> None:
    pattern = quick()[name]
    look = LOOK.match(pattern.pattern)
    assert look is not None
    said = {letter.lower() if pattern.flags & re.I else letter for letter in look[1].replace("\\", "")}
    begun, empty = firsts(parser.parse(pattern.pattern[look.end() :], pattern.flags & ~re.U))
    assert (said, False) == ({letter.lower() if pattern.flags & re.I else letter for letter in begun}, empty)
