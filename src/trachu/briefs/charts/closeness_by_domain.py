from __future__ import annotations

from typing import Any

import polars as pl

from trachu.briefs.drawing import COLOURS, DASHES, SHAPES, WIDTH, in_order, scale, specification, year_axis
from trachu.core.parts import chart
from trachu.core.words import Lang, Words

TITLE = Words(en="Closeness by domain", th="ความใกล้ชิดจำแนกตามมิติ")
INDEX = Words(en="Closeness, 0 to 1", th="ความใกล้ชิด 0 ถึง 1")
DOMAIN = Words(en="Domain", th="มิติ")


@chart(name="closeness_by_domain", version="1", label=TITLE)
def closeness_by_domain(values: pl.DataFrame, lang: Lang) -> dict[str, Any]:
    """Draw closeness by year, one line with points for each domain.

    The frame has year, value and the domain's name in `en` and `th`.

    >>> row = {"year": [2023, 2024], "value": [0.5, 0.9], "en": ["diplomacy"] * 2, "th": ["การทูต"] * 2}
    >>> closeness_by_domain(pl.DataFrame(row), "th")["encoding"]["x"]["axis"]["labelExpr"]
    'datum.value + 543'
    """
    order = in_order(values, lang)
    rows = values.select("year", "value", name=lang).to_dicts()
    legend = {"title": DOMAIN.say(lang), "orient": "bottom", "columns": 1, "symbolSize": 60, "symbolStrokeWidth": 2}
    name: dict[str, Any] = {"field": "name", "type": "nominal", "legend": legend}
    colour = name | {"scale": scale(order, COLOURS)}
    dash = {"color": colour, "strokeDash": name | {"scale": scale(order, DASHES)}}
    point = {"color": colour, "shape": name | {"scale": scale(order, SHAPES)}}
    y = {
        "field": "value", "type": "quantitative", "scale": {"domain": [0, 1]},
        "axis": {"title": INDEX.say(lang), "format": ".1f", "tickCount": 5},
    }  # fmt: skip
    return specification(
        TITLE.say(lang),
        rows,
        width=WIDTH,
        height=230,
        encoding={"x": year_axis(values, lang), "y": y},
        layer=[
            {"mark": {"type": "line", "strokeWidth": 2}, "encoding": dash},
            {"mark": {"type": "point", "filled": True, "opacity": 1, "size": 40}, "encoding": point},
        ],
    )
