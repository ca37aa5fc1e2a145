from __future__ import annotations

from typing import Any

import polars as pl

from trachu.briefs.drawing import in_order, specification
from trachu.core.parts import chart
from trachu.core.words import Lang, Words

TITLE = Words(en="What scenarios change against the baseline", th="สิ่งที่ฉากทัศน์เปลี่ยนไปจากกรณีฐาน")
CHANGE = Words(en="Change in the last year, on a scale from 0 to 1", th="การเปลี่ยนแปลงในปีสุดท้าย บนมาตรา 0 ถึง 1")
WIDTH = 300


@chart(name="scenario_changes", version="1", label=TITLE)
def scenario_changes(values: pl.DataFrame, lang: Lang) -> dict[str, Any]:
    """Draw each change as a point with its 90 % interval as a line, a panel for each scenario.

    The frame has change, low and high, what is changed in `en` and `th`, the scenario's title in `title_en` and
    `title_th`, and the skill class of the quantity in `skill_en` and `skill_th`, which stands below the title.

    >>> row = {"change": [0.1], "low": [0.0], "high": [0.2], "en": ["access: China"], "th": ["จีน"]}
    >>> row |= {"title_en": ["Controls"], "title_th": ["ควบคุม"], "skill_en": ["theory"], "skill_th": ["ทฤษฎี"]}
    >>> scenario_changes(pl.DataFrame(row), "en")["title"]["subtitle"]
    'theory'
    """
    known = values[f"skill_{lang}"].drop_nulls().unique().sort().to_list()
    if not known:
        raise ValueError("A scenario without a skill class is not drawn.")
    rows = values.select("change", "low", "high", what=lang, title=f"title_{lang}")
    titles = list(dict.fromkeys(values[f"title_{lang}"].to_list()))
    axis = {"title": CHANGE.say(lang), "format": "+.2f", "tickCount": 7}
    what = {
        "field": "what", "type": "nominal", "sort": in_order(values, lang),
        "axis": {"title": None, "labelLimit": 190, "grid": True},
    }  # fmt: skip
    found = specification(
        TITLE.say(lang),
        rows.to_dicts(),
        facet={
            "row": {
                "field": "title", "type": "nominal", "sort": titles, "title": None,
                "header": {
                    "labelAngle": 0, "labelOrient": "top", "labelAlign": "left", "labelAnchor": "start",
                    "labelFontWeight": "bold", "labelLimit": 460, "labelPadding": 2,
                },
            }
        },
        spec={
            "width": WIDTH,
            "height": {"step": 20},
            "layer": [
                {"mark": {"type": "rule", "color": "#777777"}, "encoding": {"x": {"datum": 0, "axis": axis}}},
                {
                    "mark": {"type": "rule", "color": "#0b4f6c", "strokeWidth": 2},
                    "encoding": {"x": {"field": "low", "type": "quantitative"}, "x2": {"field": "high"}, "y": what},
                },
                {
                    "mark": {"type": "point", "filled": True, "color": "#d55e00", "size": 60, "opacity": 1},
                    "encoding": {"x": {"field": "change", "type": "quantitative"}, "y": what},
                },
            ],
        },
        resolve={"scale": {"y": "independent"}},
    )  # fmt: skip
    found["title"] |= {"subtitle": ", ".join(known), "subtitleFontSize": 11}
    return found
