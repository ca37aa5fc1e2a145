"""Closeness with the band of its specifications, and the charts that pages draw of a pair of states."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import polars as pl

from trachu.bench.naming import names
from trachu.briefs.drawing import COLOURS, scale, specification, year_axis
from trachu.core.words import Lang, Words

if TYPE_CHECKING:
    from trachu.bench.bench import Bench

WINDOWS = (2, 3, 5)  # years that happenings, votes and flows count
DISPUTED = ("with", "without")
TITLE = Words(en="Closeness by domain", th="ความใกล้ชิดจำแนกตามมิติ")
INDEX = Words(en="Closeness, 0 to 1", th="ความใกล้ชิด 0 ถึง 1")
_BAND = ["item", "year", "value", "low", "high", "specifications", "why"]


def closeness_band(bench: Bench, actor: str, other: str) -> pl.DataFrame:
    """Return closeness by domain and year, and how far it hangs on window and disputed happenings.

    Columns: item, year, value (window 3, disputed happenings with), low, high (over every window and with or without
    what somebody denies), specifications (how many have the year), why.
    """
    frames = [
        bench.measure("closeness", actor=actor, other=other, disputed=disputed, window=window)
        for window in WINDOWS
        for disputed in DISPUTED
    ]
    spread = (
        pl.concat(frames)
        .group_by("item", "year")
        .agg(low=pl.col("value").min(), high=pl.col("value").max(), specifications=pl.len().cast(pl.Int64))
    )
    usual = bench.measure("closeness", actor=actor, other=other).select("item", "year", "value", "why")
    return usual.join(spread, on=["item", "year"], how="left").select(_BAND).sort("item", "year")


def closeness_chart(band: pl.DataFrame, lang: Lang) -> dict[str, Any]:
    """Draw closeness by year, one panel for each domain, the band behind the line.

    >>> frame = pl.DataFrame({"item": ["diplomacy"], "year": [2024], "value": [0.8], "low": [0.7], "high": [0.9]})
    >>> closeness_chart(frame, "th")["facet"]["field"]
    'name'
    """
    named = names("domain")
    items = sorted(set(band["item"]))
    labels = {item: named[item].say(lang) if item in named else item for item in items}
    rows = [
        {"name": labels[row["item"]], **{n: row[n] for n in ("year", "value", "low", "high")}}
        for row in band.iter_rows(named=True)
    ]
    order = [labels[item] for item in items]
    colour = {"field": "name", "type": "nominal", "legend": None, "scale": scale(order, COLOURS)}
    axis = {"title": INDEX.say(lang), "format": ".1f", "tickCount": 5}
    y = {"field": "value", "type": "quantitative", "scale": {"domain": [0, 1]}, "axis": axis}
    low = {**y, "field": "low"}
    return specification(
        TITLE.say(lang),
        rows,
        facet={"field": "name", "type": "nominal", "sort": order, "title": None, "header": {"labelFontWeight": "bold"}},
        columns=3,
        spec={
            "width": 270,
            "height": 190,
            "encoding": {"x": year_axis(band, lang, 5), "color": colour},
            "layer": [
                {"mark": {"type": "area", "opacity": 0.25}, "encoding": {"y": low, "y2": {"field": "high"}}},
                {"mark": {"type": "line", "strokeWidth": 2}, "encoding": {"y": y}},
                {"mark": {"type": "point", "filled": True, "opacity": 1, "size": 24}, "encoding": {"y": y}},
            ],
        },
    )


def timeline(events: pl.DataFrame) -> pl.DataFrame:
    """Return the dated events as the chart `event_timeline` takes them: when, denied, the domain's name."""
    named = names("domain")
    dated = events.filter(pl.col("earliest").is_not_null() & pl.col("latest").is_not_null())
    middle = pl.col("earliest") + (pl.col("latest") - pl.col("earliest")) / 2
    words = [named.get(str(domain), Words(en="–", th="–")) for domain in dated["domain"]]
    return dated.select(when=middle.cast(pl.Date), denied=pl.col("denied").fill_null(0)).with_columns(
        en=pl.Series([w.en for w in words], dtype=pl.String), th=pl.Series([w.th for w in words], dtype=pl.String)
    )
