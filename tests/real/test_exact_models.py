"""Small exact models on the National Material Capabilities."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import polars as pl
import pytest

from trachu.core.coalitions import essential


@pytest.mark.parametrize("year", [1885, 1913, 1939, 1950, 1975, 2016, 2022])
def test_all_of_the_eight_strongest_are_essential(shared: Path, year: int) -> None:
    """A known weakness of the test: with eight powers hardly any of them can be left out."""
    rows = pl.read_parquet(shared / "data" / "cow_nmc.parquet").filter(pl.col("year") == year)
    strongest = rows.sort("cinc", descending=True, nulls_last=True)["cinc"].head(8).to_numpy()

    assert [True] * 8 == essential(strongest).tolist()


def test_one_power_above_half_leaves_nobody_else_essential(shared: Path) -> None:
    rows = pl.read_parquet(shared / "data" / "cow_nmc.parquet").filter(pl.col("year") == 2022)
    strongest = rows.sort("cinc", descending=True, nulls_last=True)["cinc"].head(8).to_numpy().copy()
    strongest[0] = 1.01 * strongest[1:].sum()

    assert [True, *[False] * 7] == essential(np.asarray(strongest)).tolist()
