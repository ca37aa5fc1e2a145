from __future__ import annotations

from typing import Any

import polars as pl

from trachu.briefs.drawing import COLOURS, DASHES, SHAPES, in_order, scale, specification, year_axis
from trachu.core.parts import chart
from trachu.core.words import Lang, Words

TITLE = Words(en="Shares of power by base of measurement", th="สัดส่วนอำนาจจำแนกตามฐานการวัด")
SHARE = Words(en="Share of power", th="สัดส่วนอำนาจ")
STATE = Words(en="State", th="รัฐ")
POINTS = 15


@chart(name="power_shares", version="1", label=TITLE)
def power_shares(values: pl.DataFrame, lang: Lang) -> dict[str, Any]:
    """Draw the share of each power by year, one panel for each base.

    The frame has year, value, the state's name in `en` and `th` and the base's in `base_en` and
    `base_th`. A state keeps its colour, dash and point in every panel.

    >>> row = {"year": [2022], "value": [0.2], "en": ["China"], "th": ["จีน"], "base_en": ["GDP"], "base_th": ["GDP"]}
    >>> power_shares(pl.DataFrame(row), "th")["facet"]["field"]
    'base'
    """
    order = in_order(values, lang)
    bases = list(dict.fromkeys(values[f"base_{lang}"].to_list()))
    rows = values.select("year", "value", name=lang, base=f"base_{lang}").to_dicts()
    layers = _layers(order, lang, values["year"].n_unique() <= POINTS)
    return specification(
        TITLE.say(lang),
        rows,
        facet={"field": "base", "type": "nominal", "sort": bases, "title": None, "header": {"labelFontWeight": "bold"}},
        columns=2,
        spec={
            "width": 215,
            "height": 150,
            "encoding": {
                "x": year_axis(values, lang, 5),
                "y": {"field": "value", "type": "quantitative", "axis": {"title": SHARE.say(lang), "format": "%"}},
            },
            "layer": layers,
        },
        resolve={"axis": {"x": "independent"}},
    )


def _layers(order: list[str], lang: Lang, points: bool) -> list[dict[str, Any]]:
    """Draw lines, and points where there are few years."""
    legend = {"title": STATE.say(lang), "orient": "bottom", "columns": 4, "symbolSize": 60, "symbolStrokeWidth": 2}
    name: dict[str, Any] = {"field": "name", "type": "nominal", "legend": legend}
    colour = {"color": name | {"scale": scale(order, COLOURS)}}
    dash, shape = name | {"scale": scale(order, DASHES)}, name | {"scale": scale(order, SHAPES)}
    layers = [{"mark": {"type": "line", "strokeWidth": 2}, "encoding": colour | {"strokeDash": dash}}]
    mark = {"type": "point", "filled": True, "opacity": 1, "size": 40}
    return [*layers, {"mark": mark, "encoding": colour | {"shape": shape}}] if points else layers
