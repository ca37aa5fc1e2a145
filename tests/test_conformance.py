"""See each conformance test fail once: a part with exactly one fault, and the check that must catch it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import conformance
import polars as pl
import pytest

from trachu.core.errors import UnknownName
from trachu.core.parts import Part
from trachu.core.words import Words


def leader(capabilities: pl.DataFrame) -> pl.DataFrame:
    """Return the largest value of each year.

    >>> leader(FACTS["capabilities"])["value"].to_list()
    [3.0, 5.0]
    """
    return capabilities.group_by("year").agg(pl.col("value").max()).sort("year")


def first_row(capabilities: pl.DataFrame) -> pl.DataFrame:
    """Depend on the order of rows."""
    return capabilities.group_by("year").agg(pl.col("value").first()).sort("year")


def twice(capabilities: pl.DataFrame) -> pl.DataFrame:
    """Give two rows a key."""
    return pl.concat([leader(capabilities)] * 2)


def no_number(capabilities: pl.DataFrame) -> pl.DataFrame:
    """Divide by zero."""
    return leader(capabilities).with_columns(value=pl.col("value") / 0.0 * 0.0)


def no_example(capabilities: pl.DataFrame) -> pl.DataFrame:
    """Show nothing."""
    return leader(capabilities)


def meddler(capabilities: pl.DataFrame) -> pl.DataFrame:
    """Change its input in place."""
    capabilities.drop_in_place("value")
    return pl.DataFrame({"year": [1], "value": [1.0]})


FACTS = {"capabilities": pl.DataFrame({"year": [1, 1, 2], "value": [1.0, 3.0, 5.0]})}
GOOD = Part(
    kind="measure", name="leader", version="1", label=Words(en="Leader", th="ผู้นำ"), run=leader,
    needs=("capabilities",), key=("year",), cite=("singer1972distribution",),
)  # fmt: skip
ON_FRAMES = ("row_order_does_not_matter", "inputs_are_left_alone", "one_row_a_key")
FAULTS: list[tuple[str, dict[str, Any]]] = [
    ("label_in_both_languages", {"label": Words(en="Leader", th="Leader")}),
    ("label_in_both_languages", {"label": Words(en="ผู้นำ", th="ผู้นำ")}),
    ("label_in_both_languages", {"label": Words(en="Leader", th="ผู้นํา")}),
    ("has_an_example", {"run": no_example}),
    ("needs_exist", {"needs": ("capability",)}),
    ("cites_something_known", {"cite": ()}),
    ("cites_something_known", {"cite": ("nobody0000",)}),
    ("key_is_of_values", {"key": ("country",)}),
    ("key_is_of_values", {"key": ()}),
    ("row_order_does_not_matter", {"run": first_row}),
    ("inputs_are_left_alone", {"run": meddler}),
    ("one_row_a_key", {"run": twice}),
    ("one_row_a_key", {"run": no_number}),
]


def check(name: str) -> Callable[[Part], None]:
    found = getattr(conformance, name)
    if name not in ON_FRAMES:
        return lambda part: found(part)
    return lambda part: found(part, {n: f.clone() for n, f in FACTS.items()})


@pytest.mark.parametrize("name", sorted({name for name, _ in FAULTS}))
def test_a_good_part_passes(name: str) -> None:
    assert check(name)(GOOD) is None


@pytest.mark.parametrize(("name", "fault"), FAULTS, ids=lambda v: v if isinstance(v, str) else "-".join(v))
def test_a_fault_is_caught(name: str, fault: dict[str, Any]) -> None:
    with pytest.raises((AssertionError, UnknownName)):
        check(name)(replace(GOOD, **fault))


def test_every_check_is_seen_to_fail() -> None:
    checks = {n for n, f in vars(conformance).items() if callable(f) and getattr(f, "__module__", "") == "conformance"}

    assert {name for name, _ in FAULTS} == checks - {"run_on", "_settled"}
