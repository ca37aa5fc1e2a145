"""Scenarios in the box, and what is said of a file that is wrong."""

from __future__ import annotations

import pytest

from trachu.core.errors import FormatError
from trachu.core.structure import MECHANISMS, Rules
from trachu.ontology.reference import references
from trachu.ontology.scenario import Scenario, read, scenarios

GOOD = """
cite = ["waltz1979theory"]
mechanisms = ["diffusion"]
title = {en = "One", th = "หนึ่ง"}
summary = {en = "One.", th = "หนึ่ง"}
assumes = {en = "Nothing.", th = "ไม่มี"}
[[changes]]
lever = "sanction"
by = ["USA"]
on = ["IGO:ASEAN"]
since = 2026
size = 0.5
[[watch]]
quantity = "closeness"
of = ["USA", "THA"]
"""


def test_a_forum_stands_for_its_members() -> None:
    found = read("mine", GOOD)

    assert "THA" in found.changes[0].on and "IGO:ASEAN" not in found.changes[0].on
    assert ("USA",) == found.changes[0].by
    assert {"USA", "THA", "VNM"} <= set(found.states)


@pytest.mark.parametrize("given", scenarios().values(), ids=list(scenarios()))
def test_the_box_names_mechanisms_rules_and_references_that_there_are(given: Scenario) -> None:
    assert set(given.mechanisms) <= set(MECHANISMS)
    assert set(given.rules) <= set(Rules._fields)
    assert set(given.cite) <= set(references())
    assert given.watch and given.cite


@pytest.mark.parametrize(
    ("wrong", "right", "says", "cure"),
    [
        ("[[changes]]", "[[change]]", "no 'change'", "'changes'"),
        ('lever = "sanction"', 'lever = "sanctions"', "lever cannot be 'sanctions'", "'sanction'"),
        ('by = ["USA"]', 'by = ["USB"]', "no actor 'USB'", "USA|UZB"),
        ('by = ["USA"]', "", "needs by and on", "scenario show"),
        ("size = 0.5", "size = 2", "between 0 and 1", "scenario show"),
        ("since = 2026", "until = 2026", "needs since", "scenario show"),
        (', th = "หนึ่ง"}\nsum', "}\nsum", "title needs both en and th", "scenario show"),
        ('of = ["USA", "THA"]', 'of = ["USA"]', "of 2 states", "scenario show"),
        ("cite", "cite [", "not TOML", "scenario show"),
        ("[[changes]]", "[[watch]]\n[changes]", "no 'lever'|written", "There are|scenario show|Did"),
    ],
)
def test_a_fault_says_what_is_wrong_and_what_to_do(wrong: str, right: str, says: str, cure: str) -> None:
    with pytest.raises(FormatError, match=f"(?s)Scenario mine: .*({says}).*\n.*({cure})"):
        read("mine", GOOD.replace(wrong, right, 1))


def test_a_scenario_without_changes_or_rules_is_refused() -> None:
    with pytest.raises(FormatError, match="changes nothing"):
        read("mine", GOOD.split("[[changes]]")[0])
