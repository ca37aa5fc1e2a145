from __future__ import annotations

from typing import Any

import polars as pl

from trachu.briefs.drawing import in_order, specification
from trachu.core.parts import chart
from trachu.core.words import Lang, Words

TITLE = Words(en="Who stands with whom", th="รัฐใดอยู่ฝ่ายเดียวกับรัฐใด")
BOND = Words(en="Bond", th="ความผูกพัน")
RAMP = ("#f4f7f9", "#9ecae1", "#08519c")
STEP = 14


@chart(name="bloc_matrix", version="1", label=TITLE)
def bloc_matrix(values: pl.DataFrame, lang: Lang) -> dict[str, Any]:
    """Set states against states: the darker a field, the closer the two; states of one bloc stand together.

    The frame has value (0 to 1) and the names of both states in `en`, `th` and `other_en`, `other_th`, in the order in
    which they are to stand.

    >>> row = {"value": [1.0], "en": ["A"], "th": ["ก"], "other_en": ["B"], "other_th": ["ข"]}
    >>> bloc_matrix(pl.DataFrame(row), "th")["encoding"]["x"]["sort"]
    ['ก']
    """
    order = in_order(values, lang)
    rows = values.select("value", name=lang, other=f"other_{lang}").to_dicts()
    axis = {"title": None, "labelFontSize": 9, "ticks": False, "domain": False, "labelLimit": 110}
    return specification(
        TITLE.say(lang),
        rows,
        mark={"type": "rect", "stroke": "#ffffff", "strokeWidth": 0.3},
        width={"step": STEP},
        height={"step": STEP},
        encoding={
            "x": {"field": "other", "type": "nominal", "sort": order,
                  "axis": {**axis, "orient": "top", "labelAngle": -60}},
            "y": {"field": "name", "type": "nominal", "sort": order, "axis": axis},
            "color": {
                "field": "value", "type": "quantitative", "scale": {"domain": [0, 1], "range": list(RAMP)},
                "legend": {"title": BOND.say(lang), "orient": "bottom", "gradientLength": 160},
            },
        },
    )  # fmt: skip
