"""Capabilities as arrays over years and states, for models that look back and forward.

A state and the one that continues it (Russia, the Soviet Union) are one line. Nothing here knows what comes after
the last year of the capabilities that it is given.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import polars as pl
from numpy.typing import NDArray

from trachu.core.errors import OptionError
from trachu.core.maths import TOP, heirs
from trachu.core.tables import CAPABILITIES
from trachu.core.words import Words

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]


@dataclass(frozen=True)
class History:
    """Indicators over years and lines of states; NaN where nothing is known.

    ``values`` has shape [indicator, year, line], ``lines`` are in order of name, ``first`` is the first year.
    """

    first: int
    lines: tuple[str, ...]
    indicators: tuple[str, ...]
    values: Floats

    @property
    def last(self) -> int:
        """Return the last year."""
        return self.first + len(self.values[0]) - 1

    def of(self, indicator: str) -> Floats:
        """Return one indicator: [year, line]."""
        return np.asarray(self.values[self.indicators.index(indicator)])

    def columns(self, lines: Sequence[str]) -> Ints:
        """Return the places of these lines among the columns."""
        return np.searchsorted(np.array(self.lines), np.array(lines, dtype=str))


def history(capabilities: pl.DataFrame, actors: pl.DataFrame, indicators: Sequence[str]) -> History:
    """Lay capabilities out by year and line; where two actors of a line have a year, the later one counts.

    >>> rows = {"actor": ["SUN", "RUS"], "year": [1990, 1992], "indicator": ["cinc"] * 2, "value": [0.13, 0.09]}
    >>> nations = pl.DataFrame({"actor": ["SUN", "RUS"], "continues": [None, "SUN"]})
    >>> found = history(CAPABILITIES.of(rows), nations, ["cinc"])
    >>> found.first, found.lines, found.of("cinc")[:, 0].tolist()
    (1990, ('RUS',), [0.13, nan, 0.09])
    """
    given = lined(capabilities.filter(pl.col("indicator").is_in(list(indicators))), actors)
    if given.is_empty():
        return History(0, (), tuple(indicators), np.full((len(indicators), 0, 0), np.nan))
    lines = given["line"].unique().sort()
    columns = given["line"].cast(pl.Enum(lines)).to_physical().to_numpy()
    kinds = given["indicator"].cast(pl.Enum(list(indicators))).to_physical().to_numpy()
    years = given["year"].to_numpy()
    first = int(years.min())
    values = np.full((len(indicators), int(years.max()) - first + 1, len(lines)), np.nan)
    values[kinds, years - first, columns] = given["value"].to_numpy()
    return History(first, tuple(lines.to_list()), tuple(indicators), values)


def lined(capabilities: pl.DataFrame, actors: pl.DataFrame) -> pl.DataFrame:
    """Add `line`, the actor that continues the actor today, and keep one row for a line, year and indicator."""
    heir = heirs(actors)
    named = capabilities.with_columns(line=pl.col("actor").replace(heir))
    continued = pl.col("line").is_in(list(heir.values()))
    later = (pl.col("actor") == pl.col("line"), "actor")
    single = named.filter(continued).sort(*later, descending=[True, False])
    kept = single.unique(["line", "year", "indicator"], keep="first", maintain_order=True)
    return pl.concat([named.filter(~continued), kept])


def standing(
    capabilities: pl.DataFrame, actors: pl.DataFrame, indicators: Sequence[str], index: str,
    strongest: int | None = None,
) -> tuple[History, pl.DataFrame]:  # fmt: skip
    """Return the past of these indicators, and the rows of one of them in the last year, in order of line.

    With `strongest` only that many of the largest.

    >>> rows = {"actor": ["A", "B"] * 2, "year": [1, 1, 2, 2], "indicator": ["cinc"] * 4, "value": [0.1, 0.2, 0.4, 0.3]}
    >>> nations = pl.DataFrame(schema={"actor": pl.String, "continues": pl.String})
    >>> past, now = standing(CAPABILITIES.of(rows), nations, ["cinc"], "cinc", strongest=1)
    >>> past.of("cinc").tolist(), now.select("line", "year", "value").rows()
    ([[0.1, 0.2], [0.4, 0.3]], [('A', 2, 0.4)])
    """
    past = history(capabilities, actors, indicators)
    rows = capabilities.filter(pl.col("indicator") == index, pl.col("year") == past.last)
    now = lined(rows, actors).sort("line")
    if strongest is None or now.is_empty():
        return past, now
    rank = ranking(past.of(index)[-1:])[0]
    return past, now.filter(pl.Series(rank[past.columns(now["line"].to_list())] <= strongest))


def unbroken(values: Floats) -> Ints:
    """Count, at each year, the years without a gap that end with it: [year, line].

    >>> unbroken(np.array([[1.0], [2.0], [np.nan], [3.0]]))[:, 0].tolist()
    [1, 2, 0, 1]
    """
    found = np.zeros(values.shape, dtype=np.int64)
    count = np.zeros(values.shape[1], dtype=np.int64)
    for year, known in enumerate(np.isfinite(values)):
        count = np.where(known, count + 1, 0)
        found[year] = count
    return found


def ranking(values: Floats) -> Ints:
    """Rank the lines of each year, 1 for the largest; those without a value come last, ties in order of name.

    >>> ranking(np.array([[0.1, np.nan, 0.3]])).tolist()
    [[2, 3, 1]]
    """
    order = np.argsort(-values, axis=1, kind="stable")
    return np.asarray(np.argsort(order, axis=1, kind="stable") + 1)


def logs(values: Floats) -> Floats:
    """Return the natural logarithm where a value is above 0, else NaN."""
    return np.log(np.where(values > 0, values, np.nan))


def strong(rank: Ints) -> NDArray[np.bool_]:
    """Tell who is one of the eight strongest: their errors are pooled apart from those of the others."""
    return np.asarray(rank <= TOP)


def shifts(pools: Sequence[Floats], members: Sequence[NDArray[np.bool_]], levels: Floats, least: int) -> Floats:
    """Return the quantile of a pool at each level: [draw, line]; NaN for a line whose pool is smaller than `least`.

    >>> shifts([np.array([0.0, 1.0])], [np.array([True])], np.array([[0.25]]), 2).tolist()
    [[0.25]]
    """
    found = np.full(levels.shape, np.nan)
    for pool, member in zip(pools, members, strict=True):
        if len(pool) >= least and member.any():
            found[:, member] = np.quantile(pool, levels[:, member])
    return found


def future(now: pl.DataFrame, year: int, drawn: Floats) -> pl.DataFrame:
    """Lay draws [draw, row of `now`] out as capabilities of a year with a column `draw`; NaN makes no row.

    `now` are the rows of the origin in the order of the columns; unit and why stay theirs.
    """
    draws, rows = drawn.shape
    repeated = now[np.tile(np.arange(rows), draws)]
    number = pl.Series(np.repeat(np.arange(draws, dtype=np.int64), rows))
    laid = repeated.with_columns(
        draw=number, value=pl.Series(drawn.ravel()), year=pl.lit(year, pl.Int64), sd=pl.lit(None, pl.Float64)
    )
    return laid.filter(pl.col("value").is_not_nan()).select(*CAPABILITIES.columns, "draw")


def horizons(draws: int, years: int, step: int) -> list[int]:
    """Return the years ahead that are asked for: every `step`-th up to `years`.

    >>> horizons(100, 20, 10)
    [10, 20]
    """
    for name, given in (("draws", draws), ("years", years), ("step", step)):
        if given < 1:
            raise OptionError(
                Words(en=f"A model does not take {name}={given}.", th=f"แบบจำลองไม่รับ {name}={given}"),
                Words(en=f"Give {name} of 1 or more.", th=f"กำหนด {name} ตั้งแต่ 1 ขึ้นไป"),
            )
    return list(range(step, years + 1, step))


def nothing() -> pl.DataFrame:
    """Return capabilities with a column `draw` and without rows."""
    return CAPABILITIES.empty().with_columns(draw=pl.lit(None, pl.Int64))
