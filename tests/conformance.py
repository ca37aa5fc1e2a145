"""What must hold for every part, as functions that raise AssertionError; see test_conformance for each failing."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Mapping
from typing import Any

import polars as pl
from polars.testing import assert_frame_equal

from trachu.core.parts import Part
from trachu.core.tables import TABLES, table
from trachu.ontology.reference import known

THAI = range(0x0E01, 0x0E5C)
FIXED = {"draws": 3, "seed": 7}


def label_in_both_languages(part: Part) -> None:
    assert any(ord(c) in THAI for c in part.label.th), f"{part.name}: the Thai label has no Thai letter"
    assert not any(ord(c) in THAI for c in part.label.en), f"{part.name}: the English label has Thai letters"
    assert unicodedata.is_normalized("NFC", part.label.th) and "ํา" not in part.label.th


def has_an_example(part: Part) -> None:
    assert ">>>" in (part.run.__doc__ or ""), f"{part.name} shows no example"


def needs_exist(part: Part) -> None:
    unknown = [need for need in part.needs if need not in TABLES]
    assert not unknown, f"{part.name} needs {unknown}, which no table is called"


def cites_something_known(part: Part) -> None:
    assert part.cite, f"{part.name} cites nothing"
    assert len(known(part.cite)) == len(part.cite)


def key_is_of_values(part: Part) -> None:
    stray = [name for name in part.key if name not in table("values").key]
    assert part.key and not stray, f"{part.name} has {stray or 'nothing'} as key"


def run_on(part: Part, frames: Mapping[str, pl.DataFrame]) -> Any:
    """Run a measure or a model with its defaults."""
    fixed = {name: value for name, value in FIXED.items() if name in part.options}
    return part.run(*(frames[need] for need in part.needs), **part.settle(fixed))


def row_order_does_not_matter(part: Part, frames: Mapping[str, pl.DataFrame]) -> None:
    """Reverse and shuffle: a seeded shuffle alone once passed with the fault present."""
    changes: list[Callable[[pl.DataFrame], pl.DataFrame]] = [
        lambda f: f.reverse(),
        lambda f: f.sample(fraction=1.0, shuffle=True, seed=5),
    ]
    as_given = _settled(part, run_on(part, frames))
    for change in changes:
        changed = _settled(part, run_on(part, {name: change(frame) for name, frame in frames.items()}))
        assert as_given.keys() == changed.keys()
        for name, frame in as_given.items():
            assert_frame_equal(frame, changed[name], rel_tol=1e-9)


def inputs_are_left_alone(part: Part, frames: Mapping[str, pl.DataFrame]) -> None:
    before = {name: frame.clone() for name, frame in frames.items()}
    run_on(part, frames)
    for name, frame in before.items():
        assert_frame_equal(frame, frames[name])


def one_row_a_key(part: Part, frames: Mapping[str, pl.DataFrame]) -> None:
    result = run_on(part, frames)
    assert not result.select(part.key).is_duplicated().any(), f"{part.name} has rows that share a key"
    assert result["value"].is_finite().all(), f"{part.name} gives numbers that are none"


def _settled(part: Part, result: Any) -> dict[str, pl.DataFrame]:
    found = result if isinstance(result, dict) else {"values": result}
    tidy = {}
    for name, frame in found.items():
        lists = [c for c, t in frame.schema.items() if isinstance(t, pl.List)]
        ordered = frame.with_columns(pl.col(lists).list.sort()) if lists else frame
        key = list(part.key) if name == "values" else [c for c in ("draw", *table(name).key) if c in frame.columns]
        tidy[name] = ordered.sort(key)
    return tidy
