"""The doubt that the brief on the order of the world shows: regimes over the years, ranks over weights."""

from __future__ import annotations

import polars as pl
import pytest

from trachu.briefs import order_history, order_ranks
from trachu.briefs.world import World, survey
from trachu.core.tables import CAPABILITIES
from trachu.core.writing import Grid, Sentence

from .desk import FakeDesk

STATES = {"USA": (8.0, 9.0, 3.0), "CHN": (7.0, 3.0, 14.0), "RUS": (1.0, 1.0, 1.0)}
ROWS = CAPABILITIES.of(
    [
        {"actor": actor, "year": year, "indicator": name, "value": value, "why": "source:a"}
        for actor, values in STATES.items()
        for name, value in zip(("gdp", "milex", "pop"), values, strict=True)
        for year in (2021, 2022)
    ]
)
REGIMES = pl.DataFrame(
    [
        (year, regime, 4, ["gdp"], share, p, "bipolar", year == 2022, "step:r")
        for year, told in {
            2021: {"unipolar": (0.0, 0.1), "bipolar": (1.0, 0.9)},
            2022: {"unipolar": (0.5, 0.75), "bipolar": (0.5, 0.25)},
        }.items()
        for regime, (share, p) in told.items()
    ],
    schema=["year", "regime", "specifications", "bases", "share", "p", "settled", "doubt", "why"],
    orient="row",
)


def world(**tables: pl.DataFrame) -> World:
    found = survey(FakeDesk(capabilities=ROWS, **tables))
    assert found is not None
    return found


def test_probabilities_are_those_over_specifications_and_draws() -> None:
    (grid,) = order_history.history_table(world(regimes=REGIMES))

    assert [("2022", "4", "0.75", "-", "0.25", "-", "bipolar")] == [tuple(cell.en for cell in row) for row in grid.rows]
    assert ("step:r",) == grid.why
    assert "100 draws" in order_history.history_figure(world(regimes=REGIMES)).caption.en


def test_without_draws_there_are_shares() -> None:
    assert () == order_history.history_table(world())
    assert "Share of the specifications" in order_history.history_figure(world()).caption.en


def test_ranks_hang_on_weights_and_on_each_indicator() -> None:
    sentence, grid = order_ranks.rank_blocks(world())

    assert isinstance(sentence, Sentence)
    assert isinstance(grid, Grid)
    assert "3 indicators (GDP, military expenditure and population)" in sentence.words.en
    assert ("source:a",) == sentence.why == grid.why
    rows = {row[0].en: [cell.en for cell in row[1:]] for row in grid.rows}
    assert ["1", "2"] == [rows[name][0] for name in ("China", "United States")]
    assert ["1", "2"] == [rows[name][5] for name in ("United States", "China")]  # without population


@pytest.mark.parametrize("absent", ["gdp", "milex", "pop"])
def test_an_indicator_that_is_not_there_leaves_the_ranks_out(absent: str) -> None:
    found = survey(FakeDesk(capabilities=ROWS.filter(pl.col("indicator") != absent)))

    assert found is None or () == order_ranks.rank_blocks(found)
