from __future__ import annotations

import csv
import json
from functools import cache
from importlib.resources import files
from typing import Any

import polars as pl

from trachu.core.parts import chart
from trachu.core.words import Lang, Words

TITLE = Words(en="Map of the world", th="แผนที่โลก")
SHARE = Words(en="Share of the world", th="สัดส่วนของโลก")
NONE = Words(en="grey: no data", th="สีเทา: ไม่มีข้อมูล")
RAMP = ("#e3eef5", "#9ecae1", "#4292c6", "#08519c", "#08306b")
WIDTH, HEIGHT = 720, 360
OUTLINE = {"type": "geoshape", "stroke": "#ffffff", "strokeWidth": 0.4}


@chart(name="world_map", version="1", label=TITLE)
def world_map(values: pl.DataFrame, lang: Lang) -> dict[str, Any]:
    """Draw a value of each state on a map; a state without one is grey, and the smallest states are not drawn.

    The frame has actor (ISO 3166-1 alpha-3) and value, a share from 0 to 1; the scale is of square roots, for power is
    spread unevenly. Outlines are those of Natural Earth at 1:110 million (public domain, in the form of world-atlas);
    they take no side in any dispute.

    >>> spec = world_map(pl.DataFrame({"actor": ["THA", "SGP"], "value": [0.01, 0.002]}), "th")
    >>> spec["layer"][1]["transform"][0]["from"]["data"]["values"]
    [{'number': '764', 'value': 0.01}]
    """
    known = dict(values.drop_nulls("value").select("actor", "value").iter_rows())
    rows = [{"number": number, "value": known[actor]} for number, actor in _states() if actor in known]
    return {
        "title": {"text": TITLE.say(lang), "subtitle": NONE.say(lang), "anchor": "start", "fontSize": 14, "offset": 10},
        "width": WIDTH,
        "height": HEIGHT,
        "data": {"values": _outlines(), "format": {"type": "topojson", "feature": "countries"}},
        "projection": {"type": "equalEarth"},
        "layer": [
            {"mark": {**OUTLINE, "fill": "#d9d9d9"}},
            {
                "transform": [
                    {"lookup": "id", "from": {"data": {"values": rows}, "key": "number", "fields": ["value"]}},
                    {"filter": "isValid(datum.value)"},
                ],
                "mark": OUTLINE,
                "encoding": {
                    "color": {
                        "field": "value", "type": "quantitative", "scale": {"type": "sqrt", "range": list(RAMP)},
                        "legend": {"title": SHARE.say(lang), "orient": "bottom", "format": "%", "gradientLength": 260},
                    }
                },
            },
        ],
    }  # fmt: skip


@cache
def _outlines() -> dict[str, Any]:
    content = files("trachu.briefs.render").joinpath("maps", "countries-110m.json").read_text(encoding="utf8")
    found: dict[str, Any] = json.loads(content)
    return found


@cache
def _states() -> tuple[tuple[str, str], ...]:
    """Return the ISO 3166-1 number and code of the states that the map draws."""
    content = files("trachu.briefs.render").joinpath("maps", "states.csv").read_text(encoding="utf8")
    return tuple((row["number"], row["actor"]) for row in csv.DictReader(content.splitlines()))
