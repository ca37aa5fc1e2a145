from __future__ import annotations

from typing import Any

import polars as pl

from trachu.briefs.drawing import SHADES, WIDTH, in_order, scale, specification, year_axis
from trachu.core.dates import BUDDHIST
from trachu.core.parts import chart
from trachu.core.words import Lang, Words

TITLE = Words(en="Polarity of the system by all specifications", th="ขั้วอำนาจของระบบระหว่างประเทศตามวิธีวัดทุกแบบ")
SHARE = Words(en="Share of specifications", th="สัดส่วนของวิธีวัด")
KIND = Words(en="Polarity", th="ขั้วอำนาจ")
YEAR = Words(en="Year", th="พ.ศ.")
FEW = 16


@chart(name="regime_probability", version="1", label=TITLE)
def regime_probability(values: pl.DataFrame, lang: Lang) -> dict[str, Any]:
    """Stack for each year the share of specifications that give each verdict.

    The frame has year, value (a share) and the verdict's name in `en` and `th`; the first name lies
    at the bottom, in the darkest shade.

    >>> two = pl.DataFrame({"year": [1990, 1990], "value": [0.4, 0.6], "en": ["uni", "multi"], "th": ["เดียว", "หลาย"]})
    >>> regime_probability(two, "en")["encoding"]["color"]["scale"]["domain"]
    ['uni', 'multi']
    """
    order = in_order(values, lang)
    rows = values.with_columns(order=pl.Series([order.index(name) for name in values[lang]], dtype=pl.Int64))
    rows = rows.select("year", "value", "order", name=lang)
    few = rows["year"].n_unique() <= FEW
    outline = {"stroke": "#333333", "strokeWidth": 0.4}
    mark = {"type": "bar", **outline} if few else {"type": "area", "opacity": 1, **outline}
    return specification(
        TITLE.say(lang),
        rows.to_dicts(),
        mark=mark,
        width=WIDTH,
        height=220,
        encoding={
            "x": _benchmarks(lang) if few else year_axis(values, lang),
            "y": {
                "field": "value", "type": "quantitative", "stack": "zero", "scale": {"domain": [0, 1]},
                "axis": {"title": SHARE.say(lang), "format": "%"},
            },
            "color": {
                "field": "name", "type": "nominal", "scale": scale(order, SHADES),
                "legend": {"title": KIND.say(lang), "orient": "bottom", "symbolStrokeColor": "#333333"},
            },
            "order": {"field": "order"},
        },
    )  # fmt: skip


def _benchmarks(lang: Lang) -> dict[str, Any]:
    """Return an axis with one bar for each year that there is, evenly spaced."""
    shift = BUDDHIST if lang == "th" else 0
    axis = {"title": YEAR.say(lang), "labelExpr": f"toNumber(datum.value) + {shift}", "labelAngle": 0, "grid": False}
    return {"field": "year", "type": "ordinal", "axis": axis}
