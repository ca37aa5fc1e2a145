"""Joins to frames: rows are never multiplied, and outside the years that the data cover every value is null."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import polars as pl
from numpy.typing import NDArray

from trachu.core.errors import UsageError
from trachu.core.words import Words

Years = tuple[int, int]
Cells = NDArray[np.int32]


def join(
    frame: pl.DataFrame, table: pl.DataFrame, on: Sequence[str], columns: Sequence[str], *,
    covered: Years | None = None, otherwise: float | None = None, suffix: str = "",
) -> pl.DataFrame:  # fmt: skip
    """Add columns of a table to a frame; the frame's rows stay those they were, none more and none less.

    Within the years `covered` a row without a match gets `otherwise`; outside of them every value
    is null, whatever the table says. A table with two rows for one key would multiply rows, and is refused.

    >>> frame = pl.DataFrame({"actor": ["A", "A", "A"], "year": [2015, 2016, 2017]})
    >>> table = pl.DataFrame({"actor": ["A"], "year": [2015], "mid": [4.0]})
    >>> join(frame, table, ["actor", "year"], ["mid"], covered=(2000, 2016), otherwise=0)["mid"].to_list()
    [4.0, 0.0, None]
    """
    if table.select(on).is_duplicated().any():
        raise _multiplies(table.filter(table.select(on).is_duplicated()).select(on).row(0), columns)
    named = table.select(*on, *(pl.col(name).alias(name + suffix) for name in columns))
    joined = frame.join(named, on=list(on), how="left", maintain_order="left")
    return _silent(joined, [name + suffix for name in columns], covered, otherwise)


@dataclass(frozen=True, slots=True)
class Grid:
    """Every actor, or pair of actors, in every year as one number, for frames too long to be joined by letters.

    >>> rows = pl.DataFrame({"actor": ["A", "A"], "other": ["B", "C"], "year": [1990, 1991]})
    >>> table = pl.DataFrame({"other": ["C", "Z"], "actor": ["A", "A"], "year": [1991, 1991], "mid": [4.0, 5.0]})
    >>> Grid.over(rows).join(rows, table, ["actor", "other"], ["mid"])["mid"].to_list()
    [None, 4.0]
    """

    actors: pl.Series
    first: int
    years: int

    @classmethod
    def over(cls, rows: pl.DataFrame) -> Grid:
        """Return the grid of the actors and years of a frame."""
        names = [rows[side].unique().cast(pl.String) for side in ("actor", "other") if side in rows.columns]
        years = rows["year"].to_numpy()
        first, last = (int(years.min()), int(years.max())) if len(years) else (0, 0)
        return cls(pl.concat(names).unique().sort(), first, last - first + 1)

    def within(self, table: pl.DataFrame) -> pl.DataFrame:
        """Return the rows of a table that are of the grid's years."""
        return table.filter(pl.col("year").is_between(self.first, self.first + self.years - 1))

    def cells(self, frame: pl.DataFrame, sides: Sequence[str]) -> Cells:
        """Return the number of each row's cell, -1 where it is outside of the grid."""
        cell: Cells = frame["year"].to_numpy().astype(np.int32) - np.int32(self.first)
        outside = (cell < 0) | (cell >= self.years)
        for side in sides:
            place = self._places(frame[side])
            outside |= place < 0
            cell *= np.int32(len(self.actors))
            cell += place
        cell[outside] = -1
        return cell

    def _places(self, column: pl.Series) -> Cells:
        """Return where in the list of actors each row's actor stands, -1 if it is none of them."""
        if isinstance(column.dtype, pl.Enum):  # it has a list of names of its own: only that list is looked up
            found = np.append(self._places(column.dtype.categories), np.int32(-1))
            return found[_codes(column)]
        return _codes(column.cast(pl.Enum(self.actors), strict=False))

    def join(
        self, frame: pl.DataFrame, table: pl.DataFrame, sides: Sequence[str], columns: Sequence[str], *,
        covered: Years | None = None, otherwise: float | None = None, suffix: str = "",
        cells: Cells | None = None,
    ) -> pl.DataFrame:  # fmt: skip
        """Do as `join` on the sides and the year; `cells` are those of the frame, where they are known already."""
        own = self.cells(table, sides)
        rows = np.flatnonzero(own >= 0)
        places = np.full(self.years * len(self.actors) ** len(sides) + 1, -1, dtype=np.int32)  # the last is cell -1
        places[own[rows]] = rows
        if (twice := rows[places[own[rows]] != rows]).size:
            raise _multiplies(table.select(*sides, "year").row(int(twice[0])), columns)
        found = places[self.cells(frame, sides) if cells is None else cells]
        at = pl.Series(found, dtype=pl.Int32)
        at = at.set(at < 0, None)
        added = table.select(pl.col(name).alias(name + suffix) for name in columns)
        matched = added.select(pl.all().gather(at)) if table.height else added.clear(frame.height)
        joined = frame.hstack(matched)
        return _silent(joined, [name + suffix for name in columns], covered, otherwise)


def _codes(column: pl.Series) -> Cells:
    """Return the numbers behind names from a list, -1 where there is none."""
    return column.to_physical().cast(pl.Int32).fill_null(-1).to_numpy()


def _multiplies(key: tuple[object, ...], columns: Sequence[str]) -> UsageError:
    return UsageError(
        Words(
            en=f"{', '.join(columns)} has two rows for {key}, which would multiply the frame's.",
            th=f"{', '.join(columns)} มีสองแถวสำหรับ {key} ซึ่งจะทำให้แถวของกรอบข้อมูลเพิ่มขึ้น",
        ),
        Words(en="Sum them up or choose one first.", th="โปรดรวมหรือเลือกแถวใดแถวหนึ่งก่อน"),
    )


def _silent(
    joined: pl.DataFrame, columns: Sequence[str], covered: Years | None, otherwise: float | None
) -> pl.DataFrame:
    """Fill what silence means inside the years covered, and empty what stands outside of them."""
    added = [pl.col(name) for name in columns]
    if otherwise is not None:
        added = [column.fill_null(otherwise) for column in added]
    if covered is not None:
        added = [pl.when(pl.col("year").is_between(*covered)).then(column) for column in added]
    return joined.with_columns(added)
