"""What the charts share: the axis of years, colours that can be told apart in grey, the frame of a picture."""

from __future__ import annotations

from typing import Any

import polars as pl

from trachu.core.dates import BUDDHIST
from trachu.core.words import Lang

WIDTH = 480
COLOURS = ("#0b4f6c", "#d55e00", "#009e73", "#cc79a7", "#56b4e9", "#b8860b", "#7f7f7f", "#000000")
DASHES = ([1, 0], [7, 3], [2, 2], [9, 3, 2, 3], [4, 4], [12, 4], [1, 4], [6, 2, 1, 2])
SHAPES = ("circle", "square", "triangle-up", "diamond", "cross", "triangle-down", "triangle-right", "triangle-left")
SHADES = ("#08306b", "#4292c6", "#fdae6b", "#f2f2e9")


def specification(title: str, values: list[dict[str, Any]], **rest: Any) -> dict[str, Any]:
    """Begin a Vega-Lite specification: its title, and its data inside it."""
    return {
        "title": {"text": title, "anchor": "start", "fontSize": 14, "fontWeight": "bold", "offset": 10},
        "data": {"values": values},
        **rest,
    }


def year_axis(values: pl.DataFrame, lang: Lang, ticks: int = 8) -> dict[str, Any]:
    """Return the axis of years, in พ.ศ. for Thai readers; only whole years have a tick.

    >>> year_axis(pl.DataFrame({"year": [2000, 2001]}), "th")["axis"]["values"]
    [2000, 2001]
    """
    known = sorted(set(values["year"].drop_nulls().to_list()))
    shown = known if len(known) <= ticks else _round_years(known[0], known[-1], ticks)
    axis = {"title": "พ.ศ." if lang == "th" else "Year", "values": shown, "grid": False, "labelOverlap": True}
    axis["labelExpr"] = f"datum.value + {BUDDHIST}" if lang == "th" else "format(datum.value, 'd')"
    domain = [known[0], known[-1]] if len(known) > 1 else [known[0] - 1, known[0] + 1] if known else [0, 1]
    return {"field": "year", "type": "quantitative", "axis": axis, "scale": {"domain": domain, "nice": False}}


def _round_years(first: int, last: int, ticks: int) -> list[int]:
    step = next((s for s in (1, 2, 5, 10, 20, 25, 50) if (last - first) / s <= ticks), 100)
    return list(range(-(-first // step) * step, last + 1, step))


def scale(order: list[str], values: tuple[Any, ...]) -> dict[str, Any]:
    """Give each name its colour, dash or shape, the same in every panel."""
    return {"domain": order, "range": [values[n % len(values)] for n in range(len(order))]}


def in_order(values: pl.DataFrame, lang: Lang) -> list[str]:
    """Return the names in order of first appearance.

    >>> in_order(pl.DataFrame({"en": ["b", "a", "b"], "th": ["ข", "ก", "ข"]}), "en")
    ['b', 'a']
    """
    return list(dict.fromkeys(values[lang].to_list()))
