"""What must hold for every part; a new file in a shelf is tested here without any edit."""

from __future__ import annotations

from typing import get_args

import polars as pl
import pytest
from conformance import (
    cites_something_known,
    has_an_example,
    inputs_are_left_alone,
    key_is_of_values,
    label_in_both_languages,
    needs_exist,
    one_row_a_key,
    row_order_does_not_matter,
)

from trachu import Bench
from trachu.bench import shelves
from trachu.core import parts
from trachu.core.parts import Kind, Part
from trachu.core.tables import TABLES

shelves.load()
EVERY = [part for kind in get_args(Kind) for part in parts.all_of(kind)]


def named(part: Part) -> str:
    return f"{part.kind}.{part.name}"


def of(*kinds: str) -> list[Part]:
    return [part for part in EVERY if part.kind in kinds]


@pytest.fixture(scope="module")
def frames(sample_bench: Bench) -> dict[str, pl.DataFrame]:
    return {name: sample_bench.table(name) for name in TABLES if name not in ("traces", "pages")}


def test_every_room_has_a_part() -> None:
    assert {part.kind for part in EVERY} == set(get_args(Kind))


@pytest.mark.parametrize("part", EVERY, ids=named)
def test_part_has_a_label_in_both_languages(part: Part) -> None:
    label_in_both_languages(part)


@pytest.mark.parametrize("part", of("dataset", "reader", "coder", "measure", "model", "chart"), ids=named)
def test_part_shows_an_example(part: Part) -> None:
    has_an_example(part)


@pytest.mark.parametrize("part", EVERY, ids=named)
def test_what_a_part_needs_exists(part: Part) -> None:
    needs_exist(part)


@pytest.mark.parametrize("part", of("dataset", "measure"), ids=named)
def test_part_cites_what_the_bibliography_has(part: Part) -> None:
    cites_something_known(part)


@pytest.mark.parametrize("part", of("measure"), ids=named)
def test_key_of_a_measure(part: Part) -> None:
    key_is_of_values(part)


@pytest.mark.parametrize("part", of("measure", "model"), ids=named)
def test_row_order_does_not_matter(part: Part, frames: dict[str, pl.DataFrame]) -> None:
    row_order_does_not_matter(part, frames)


@pytest.mark.parametrize("part", of("measure", "model"), ids=named)
def test_inputs_are_left_alone(part: Part, frames: dict[str, pl.DataFrame]) -> None:
    inputs_are_left_alone(part, frames)


@pytest.mark.parametrize("part", of("measure"), ids=named)
def test_one_row_a_key(part: Part, frames: dict[str, pl.DataFrame]) -> None:
    one_row_a_key(part, frames)
