from __future__ import annotations

import polars as pl
import pytest

from trachu.core.errors import TableError, UnknownName
from trachu.core.tables import CAPABILITIES, TABLES, table

ROW = {"actor": "THA", "year": 2022, "indicator": "cinc", "value": 0.0057}


@pytest.mark.parametrize("name", TABLES)
def test_an_empty_table_is_a_table(name: str) -> None:
    shape = table(name)

    assert shape.empty().equals(shape.of(shape.empty()))
    assert set(shape.key) <= set(shape.columns)
    assert set(shape.required) <= set(shape.columns)


def test_absent_columns_are_null_and_types_are_cast() -> None:
    frame = CAPABILITIES.of([{**ROW, "value": 1}])

    assert pl.Float64 == frame.schema["value"]
    assert [None] == frame["sd"].to_list()


@pytest.mark.parametrize(
    "rows",
    [
        [ROW, ROW],
        [{**ROW, "actor": None}],
        [{**ROW, "year": "soon"}],
        [{**ROW, "colour": "red"}],
    ],
    ids=["key twice", "required null", "wrong type", "strange column"],
)
def test_a_fault_is_refused_in_both_languages(rows: list[dict[str, object]]) -> None:
    with pytest.raises(TableError, match="capabilities") as caught:
        CAPABILITIES.of(rows)

    assert "capabilities" in caught.value.say("th")


def test_a_typo_in_a_table_gets_a_suggestion() -> None:
    with pytest.raises(UnknownName, match="claims"):
        table("claim")
