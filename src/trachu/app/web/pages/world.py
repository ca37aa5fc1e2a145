"""The world by one measure: map, ranking, trend, and an index of one's own weights with how far ranks hang on them."""

from __future__ import annotations

import polars as pl
from fastapi import APIRouter
from starlette.responses import Response

from trachu.app.web.shown import ACTOR, NUMBER, SHARE, YEAR, Column, Shown, col
from trachu.app.web.view import Chart, View, Viewing, message_of
from trachu.bench import globe, naming, pictures
from trachu.core.errors import TrachuError, UnknownName

router = APIRouter()
MENU = (50, "world")
INDICATORS = ("gdp", "milex", "pop", "cinc", "milper", "irst", "pec", "upop")
USUAL = {"gdp": 1.0, "milex": 1.0, "pop": 1.0}


@router.get("/world")
def show(view: Viewing, base: str = "cinc", year: int | None = None, since: int | None = None) -> Response:
    """Show the map, the ranking and the trend of a base of power."""
    view.need("facts")
    if base not in naming.BASES:
        raise UnknownName("base", base, naming.BASES)
    ranking = globe.ranking(view.bench, base, year)
    leaders = ranking["actor"].head(globe.DRAWN).to_list()
    trend = globe.trend(view.bench, base, leaders, since)
    weights = _weights(view)
    weighed, told = _weighed(view, weights, year)
    tables = {
        "ranking": Shown(ranking, _ranking_columns(), "ranking", rows=30),
        "trend": Shown(trend, _trend_columns(), "trend", rows=10),
    }
    if weighed is not None:
        tables["weighed"] = Shown(weighed, _weighed_columns(weighed), "weighed", rows=20)
    charts = {
        "map": Chart(lambda: pictures.chart("world_map", ranking, view.lang), "map", "ranking"),
        "trend": Chart(lambda: pictures.chart("power_shares", trend, view.lang), "trend", "trend"),
    }
    return view.page(
        "world", tables=tables, charts={} if ranking.is_empty() else charts, base=base,
        bases=[(one, naming.names("base")[one]) for one in naming.BASES], years=globe.years(view.bench, base),
        shown_year=ranking["year"].max(), since=since, weights=weights, told=told,
    )  # fmt: skip


def _weights(view: View) -> dict[str, float]:
    """Return the weights that the address gives (w-gdp=2), all nought left out; the usual ones without any."""
    given: dict[str, float] = {}
    for name in INDICATORS:
        try:
            value = float(view.query.get(f"w-{name}", "0") or 0)
        except ValueError:
            value = 0.0
        if 0 < value <= 1000:
            given[name] = value
    return given or dict(USUAL)


def _weighed(
    view: View, weights: dict[str, float], year: int | None
) -> tuple[pl.DataFrame | None, tuple[str, str] | None]:
    spelled = ",".join(f"{name}:{value:g}" for name, value in weights.items())
    try:
        return globe.weighed(view.bench, spelled, year), None
    except TrachuError as error:
        return None, message_of(error, view)


def _ranking_columns() -> list[Column]:
    return [
        col("rank", "rank", NUMBER, digits=0),
        col("actor", "state", ACTOR),
        col("value", "share", SHARE, digits=4),
        col("change", "change", SHARE, digits=4),
        col("year", "year", YEAR),
    ]


def _trend_columns() -> list[Column]:
    return [col("actor", "state", ACTOR), col("year", "year", YEAR), col("value", "share", SHARE, digits=4)]


def _weighed_columns(weighed: pl.DataFrame) -> list[Column]:
    left_out = [name for name in weighed.columns if name.startswith("without_")]
    return [
        col("rank", "rank", NUMBER, digits=0),
        col("actor", "state", ACTOR),
        col("value", "index", SHARE, digits=4),
        col("low", "rank_low", NUMBER, digits=0),
        col("high", "rank_high", NUMBER, digits=0),
        col("first", "first", SHARE),
        *(col(name, f"without_{name.removeprefix('without_')}", NUMBER, digits=0) for name in left_out),
    ]
