from __future__ import annotations

from typing import Any

import polars as pl

from trachu.briefs.drawing import specification
from trachu.core.parts import chart
from trachu.core.words import Lang, Words

TITLE = Words(en="Calibration: where outcomes lay among the draws", th="การเทียบค่า: ตำแหน่งของผลจริงในบรรดาค่าที่สุ่มได้")
RANK = Words(en="Place among the draws, 0 to 1", th="ตำแหน่งในบรรดาค่าที่สุ่มได้ 0 ถึง 1")
SHARE = Words(en="Share of forecasts", th="สัดส่วนของการพยากรณ์")
BINS = 10


@chart(name="calibration", version="1", label=TITLE)
def calibration(values: pl.DataFrame, lang: Lang) -> dict[str, Any]:
    """Draw the histogram of ranks (PIT), a panel for each model and horizon; all bars reach the line if calibrated.

    The frame has bin (0 to 9), value (the share of forecasts in it), and what the panel is called, in `en` and `th`.

    >>> row = {"bin": [0], "value": [0.1], "en": ["panel, +10"], "th": ["panel +10 ปี"]}
    >>> calibration(pl.DataFrame(row), "en")["data"]["values"][0]["low"]
    0.0
    """
    place = pl.col("bin") / BINS
    rows = values.select("value", low=place, high=place + 1 / BINS, name=lang)
    axis = {"title": RANK.say(lang), "values": [0, 0.2, 0.4, 0.6, 0.8, 1], "format": ".1f"}
    share = {"field": "value", "type": "quantitative", "axis": {"title": SHARE.say(lang), "format": "%"}}
    return specification(
        TITLE.say(lang),
        rows.to_dicts(),
        facet={"field": "name", "type": "nominal", "title": None, "header": {"labelFontWeight": "bold"}},
        columns=2,
        spec={
            "width": 215,
            "height": 110,
            "layer": [
                {
                    "mark": {"type": "bar", "color": "#7fb0c9", "stroke": "#0b4f6c", "strokeWidth": 0.5},
                    "encoding": {
                        "x": {"field": "low", "type": "quantitative", "axis": axis, "bin": {"binned": True}},
                        "x2": {"field": "high"},
                        "y": share,
                    },
                },
                {
                    "mark": {"type": "rule", "color": "#d55e00", "strokeDash": [5, 3]},
                    "encoding": {"y": {"datum": 1 / BINS, "type": "quantitative"}},
                },
            ],
        },
        resolve={"axis": {"x": "independent"}},
    )
