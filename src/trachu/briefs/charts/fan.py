from __future__ import annotations

from typing import Any

import polars as pl

from trachu.briefs.drawing import in_order, specification, year_axis
from trachu.core.ahead import BANDS
from trachu.core.parts import chart
from trachu.core.words import Lang, Words

TITLE = Words(en="Shares of CINC: the past, and what may come", th="สัดส่วนดัชนี CINC: อดีตและช่วงค่าที่อาจเกิดขึ้น")
SHARE = Words(en="Share of CINC", th="สัดส่วนดัชนี CINC")
CLASS = Words(en="{skill} (bands hold 50, 80 and 90 % of the draws)", th="{skill} (แถบครอบคลุม 50 80 และ 90 % ของการสุ่ม)")
INK, PAPER = "#0b4f6c", {90: "#dbe9f1", 80: "#b3d0e0", 50: "#7fb0c9"}


@chart(name="fan", version="1", label=TITLE)
def fan(values: pl.DataFrame, lang: Lang) -> dict[str, Any]:
    """Draw the past of a share as a line and what may come as bands of 50, 80 and 90 per cent, a panel for each state.

    The frame has year, q05 to q95 (null in the past), q50 (the value itself in the past), the state's name in `en` and
    `th`, and the skill class of the forecast in `skill_en` and `skill_th`, which stands below the title.

    >>> row = {"year": [2030], "en": ["China"], "th": ["จีน"], "skill_en": ["skilled"], "skill_th": ["มีทักษะ"]}
    >>> row |= {name: [0.2] for name in ("q05", "q10", "q25", "q50", "q75", "q90", "q95")}
    >>> "skilled" in fan(pl.DataFrame(row), "en")["title"]["subtitle"]
    True
    """
    known = values[f"skill_{lang}"].drop_nulls().unique().sort().to_list()
    if not known:
        raise ValueError("A forecast without a skill class is not drawn.")
    bands = [name for low, high, _ in BANDS for name in (low, high)]
    rows = values.select("year", "q50", *bands, name=lang)
    found = specification(
        TITLE.say(lang),
        rows.to_dicts(),
        facet={
            "field": "name", "type": "nominal", "sort": in_order(values, lang), "title": None,
            "header": {"labelFontWeight": "bold"},
        },
        columns=2,
        spec={"width": 215, "height": 140, "encoding": {"x": year_axis(values, lang, 5)}, "layer": _layers(lang)},
        resolve={"axis": {"x": "independent"}, "scale": {"y": "independent"}},
    )  # fmt: skip
    found["title"] |= {"subtitle": CLASS.say(lang).format(skill=", ".join(known)), "subtitleFontSize": 11}
    return found


def _layers(lang: Lang) -> list[dict[str, Any]]:
    axis = {"title": SHARE.say(lang), "format": ".2~%", "tickCount": 5}
    found: list[dict[str, Any]] = [
        {
            "mark": {"type": "area", "color": PAPER[width], "opacity": 1},
            "transform": [{"filter": f"isValid(datum.{low})"}],
            "encoding": {
                "y": {"field": low, "type": "quantitative", "axis": axis, "scale": {"zero": False}},
                "y2": {"field": high},
            },
        }
        for low, high, width in BANDS
    ]
    line = {"y": {"field": "q50", "type": "quantitative", "axis": axis}}
    return [*found, {"mark": {"type": "line", "color": INK, "strokeWidth": 1.6}, "encoding": line}]
