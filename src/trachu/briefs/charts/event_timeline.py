from __future__ import annotations

from typing import Any

import polars as pl

from trachu.briefs.drawing import in_order, specification
from trachu.core.dates import BUDDHIST
from trachu.core.parts import chart
from trachu.core.words import Lang, Words

TITLE = Words(en="What the documents say happened", th="เหตุการณ์ตามที่เอกสารกล่าวถึง")
STATES = {
    True: Words(en="denied by somebody", th="มีผู้ปฏิเสธ"),
    False: Words(en="not denied", th="ไม่มีผู้ปฏิเสธ"),
}
STATE = Words(en="Happening", th="เหตุการณ์")
YEAR = Words(en="Year", th="พ.ศ.")
WIDE, LANE = 400, 54


@chart(name="event_timeline", version="1", label=TITLE)
def event_timeline(values: pl.DataFrame, lang: Lang) -> dict[str, Any]:
    """Set happenings on a line of time, one lane for each domain; what somebody denies is hollow.

    The frame has when (a date: the middle of what a partial date allows), denied (a number), and the
    domain's name in `en` and `th`. Happenings of one quarter are stacked.

    >>> from datetime import date
    >>> row = {"when": [date(2024, 6, 19)], "denied": [0], "en": ["diplomacy"], "th": ["การทูต"]}
    >>> event_timeline(pl.DataFrame(row), "en")["data"]["values"][0]["time"]
    2024.46
    """
    day = pl.col("when").dt.ordinal_day() - 1
    rows = values.sort("when").with_columns(
        time=(pl.col("when").dt.year() + day / 366).round(2),
        stack=pl.int_range(pl.len()).over(pl.col("when").dt.year(), pl.col("when").dt.quarter(), lang),
        state=pl.Series([STATES[bool(n)].say(lang) for n in values.sort("when")["denied"]], dtype=pl.String),
    )
    domain = [STATES[False].say(lang), STATES[True].say(lang)]
    deepest = max(rows["stack"].to_list(), default=0)
    return specification(
        TITLE.say(lang),
        rows.select("time", "stack", "state", lane=lang).to_dicts(),
        mark={"type": "point", "filled": True, "opacity": 1, "size": 70, "stroke": "#0b4f6c", "strokeWidth": 1.6},
        width=WIDE,
        height={"step": LANE},
        encoding={
            "x": _years(rows["time"].to_list() or [2000.0], lang),
            "y": {
                "field": "lane", "type": "nominal", "sort": in_order(values, lang),
                "axis": {"title": None, "labelLimit": 220, "grid": False},
            },
            "yOffset": {"field": "stack", "type": "quantitative", "scale": {"domain": [deepest + 1, -1]}},
            "fill": {
                "field": "state", "type": "nominal",
                "scale": {"domain": domain, "range": ["#0b4f6c", "#ffffff"]},
                "legend": {"title": STATE.say(lang), "orient": "bottom"},
            },
        },
    )  # fmt: skip


def _years(times: list[float], lang: Lang) -> dict[str, Any]:
    first, last = int(min(times)), int(max(times)) + 1
    axis = {
        "title": YEAR.say(lang),
        "values": list(range(first, last + 1, max(1, -(-(last - first) // 8)))),
        "grid": True,
    }
    axis["labelExpr"] = f"datum.value + {BUDDHIST}" if lang == "th" else "format(datum.value, 'd')"
    scale = {"domain": [first - 0.1, last + 0.1], "nice": False}
    return {"field": "time", "type": "quantitative", "axis": axis, "scale": scale}
