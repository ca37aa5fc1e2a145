from __future__ import annotations

from typing import Any

import polars as pl

from trachu.briefs.drawing import specification
from trachu.core.parts import chart
from trachu.core.words import Lang, Words

TITLE = Words(en="The first and the second power on each base", th="มหาอำนาจอันดับหนึ่งและอันดับสองในแต่ละฐานการวัด")
SHARE = Words(en="Share of power", th="สัดส่วนอำนาจ")
PLACES = {1: Words(en="first", th="อันดับหนึ่ง"), 2: Words(en="second", th="อันดับสอง")}
PLACE = Words(en="Place", th="ลำดับ")
WIDE = 340
POINT = {"type": "point", "filled": True, "opacity": 1, "size": 110, "stroke": "#0b4f6c", "strokeWidth": 2}


@chart(name="leader_by_base", version="1", label=TITLE)
def leader_by_base(values: pl.DataFrame, lang: Lang) -> dict[str, Any]:
    """Set the shares of the first and the second power of each base on one line.

    The frame has rank (1 or 2), value, the state's name in `en` and `th` and the base's in `base_en`
    and `base_th`. The first is a full point, the second a hollow one; names stand beside them.

    >>> row = {"rank": [1], "value": [0.2], "en": ["China"], "th": ["จีน"], "base_en": ["GDP"], "base_th": ["GDP"]}
    >>> leader_by_base(pl.DataFrame(row), "th")["data"]["values"][0]["place"]
    'อันดับหนึ่ง'
    """
    place = pl.Series([PLACES[rank].say(lang) for rank in values["rank"]], dtype=pl.String)
    rows = values.select("rank", "value", name=lang, base=f"base_{lang}").with_columns(place=place)
    y, x = _axes(rows, lang)
    domain = [PLACES[1].say(lang), PLACES[2].say(lang)]
    fill = {"domain": domain, "range": ["#0b4f6c", "#ffffff"]}
    names = {"type": "text", "fontSize": 12}
    return specification(
        TITLE.say(lang),
        rows.to_dicts(),
        width=WIDE,
        height={"step": 52},
        encoding={"y": y, "x": x},
        layer=[
            {"mark": {"type": "line", "color": "#8a929c", "strokeWidth": 2}, "encoding": {"detail": {"field": "base"}}},
            {
                "mark": POINT,
                "encoding": {
                    "fill": {
                        "field": "place", "type": "nominal", "scale": fill,
                        "legend": {"title": PLACE.say(lang), "orient": "bottom"},
                    }
                },
            },
            _names("datum.rank == 1", names | {"dy": -15}),
            _names("datum.rank == 2", names | {"dy": 17}),
        ],
    )  # fmt: skip


def _names(test: str, mark: dict[str, Any]) -> dict[str, Any]:
    return {"transform": [{"filter": test}], "mark": mark, "encoding": {"text": {"field": "name"}}}


def _axes(rows: pl.DataFrame, lang: Lang) -> tuple[dict[str, Any], dict[str, Any]]:
    bases = list(dict.fromkeys(rows["base"].to_list()))
    y = {"field": "base", "type": "nominal", "sort": bases, "axis": {"title": None, "labelLimit": 220, "grid": False}}
    top = max(rows["value"].to_list(), default=1.0)
    share = {"title": SHARE.say(lang), "format": "%", "tickCount": 6}
    return y, {"field": "value", "type": "quantitative", "scale": {"domain": [0, top * 1.15]}, "axis": share}
