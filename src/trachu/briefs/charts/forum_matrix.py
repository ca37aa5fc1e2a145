from __future__ import annotations

from typing import Any

import polars as pl

from trachu.briefs.drawing import specification
from trachu.core.parts import chart
from trachu.core.words import Lang, Words

TITLE = Words(en="Who sits in which forum", th="รัฐใดอยู่ในเวทีใด")
PLACES = {
    "member": Words(en="in it", th="เป็นสมาชิกหรือผู้เข้าร่วม"),
    "outside": Words(en="outside by the list or by its own record", th="อยู่นอกเวทีตามบัญชีรายชื่อหรือหลักฐาน"),
    "unknown": Words(en="not known", th="ไม่มีข้อมูล"),
}
COLOURS = ("#0b4f6c", "#ffffff", "#d9d9d9")
SIZES = (150, 150, 24)
STATUS = Words(en="Status", th="สถานะ")
STEP = 46


@chart(name="forum_matrix", version="1", label=TITLE)
def forum_matrix(values: pl.DataFrame, lang: Lang) -> dict[str, Any]:
    """Set forums against states: a full point is in, a hollow one is known to be out, a small grey one is not known.

    The frame has place (member, outside or unknown), the forum's name in `forum_en` and `forum_th`,
    and the state's in `en` and `th`; both stand in the order in which they come.

    >>> row = {"place": ["member"], "forum_en": ["Quad"], "forum_th": ["ควอด"], "en": ["Japan"], "th": ["ญี่ปุ่น"]}
    >>> forum_matrix(pl.DataFrame(row), "th")["data"]["values"][0]["forum"]
    'ควอด'
    """
    status = pl.Series([PLACES[place].say(lang) for place in values["place"]], dtype=pl.String)
    rows = values.select(name=lang, forum=f"forum_{lang}").with_columns(status=status)
    domain = [words.say(lang) for words in PLACES.values()]
    states, forums = (list(dict.fromkeys(rows[column].to_list())) for column in ("name", "forum"))
    legend = {"title": STATUS.say(lang), "orient": "bottom", "columns": 1}
    return specification(
        TITLE.say(lang),
        rows.to_dicts(),
        mark={"type": "point", "filled": True, "stroke": "#0b4f6c", "strokeWidth": 1.4, "opacity": 1},
        width={"step": STEP},
        height={"step": 26},
        encoding={
            "x": {
                "field": "name", "type": "nominal", "sort": states,
                "axis": {"title": None, "orient": "top", "labelAngle": -45, "labelLimit": 130, "grid": False},
            },
            "y": {
                "field": "forum", "type": "nominal", "sort": forums,
                "axis": {"title": None, "labelLimit": 290, "grid": True, "tickBand": "center"},
            },
            "fill": {"field": "status", "type": "nominal", "scale": {"domain": domain, "range": list(COLOURS)},
                     "legend": legend},
            "size": {"field": "status", "type": "nominal", "scale": {"domain": domain, "range": list(SIZES)},
                     "legend": legend},
        },
    )  # fmt: skip
