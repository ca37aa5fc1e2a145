"""Which datasets feed which column of a frame."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

import polars as pl

from trachu.bench.labels import ENDINGS
from trachu.bench.method import KEYS, datasets_under

if TYPE_CHECKING:
    from trachu.bench.bench import Bench

FACTS = {"capabilities": "indicator", "flows": "type", "ties": "type"}  # table: the column that names what it holds
OWED = ("defense", "offense", "neutral", "nonagg", "consul")  # columns that come from ties of the type alliance
MAJORS = "LIST:COW-MAJORS"


def feeding(bench: Bench, columns: Sequence[str], datasets: Mapping[str, str]) -> dict[str, str]:
    """Return for each column the datasets that its values come from, as `name@version; …`.

    A column that holds facts of one kind comes from the datasets that state them; the key, the trace and what a
    measure worked out rest on all `datasets` of the frame.
    """
    every = _said(datasets)
    return {
        column: every if column in (*KEYS, "why") else (_said(_under(bench, column, datasets)) or every)
        for column in columns
    }


def _said(datasets: Mapping[str, str]) -> str:
    return "; ".join(f"{name}@{version}" for name, version in sorted(datasets.items()))


def _under(bench: Bench, column: str, datasets: Mapping[str, str]) -> dict[str, str]:
    """Return those of the datasets that state facts of the kind that a column holds."""
    root = next((column.removesuffix(end) for end in ENDINGS if column.endswith(end)), column)
    wanted = {"alliance"} if root in OWED else {column, root}
    found = [_whys(bench.table(table).filter(pl.col(name).is_in(wanted))) for table, name in FACTS.items()]
    if root == "major":
        found.append(_whys(bench.table("parties").filter(record=MAJORS)))
    under = datasets_under(bench, [why for whys in found for why in whys])
    return {name: version for name, version in under.items() if datasets.get(name) == version}


def _whys(rows: pl.DataFrame) -> list[str]:
    return rows["why"].drop_nulls().cast(pl.String).unique().sort().to_list()
