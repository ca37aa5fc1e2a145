"""The system: how many poles with what doubt, who leads on which base, the blocs as a matrix and as a network."""

from __future__ import annotations

from fastapi import APIRouter
from fastapi.responses import JSONResponse
from starlette.responses import Response

from trachu.app.web.shown import ACTOR, FLAG, NUMBER, SHARE, YEAR, Column, Shown, col
from trachu.app.web.view import Chart, View, Viewing
from trachu.bench import naming, pictures, poles
from trachu.core.errors import UnknownName
from trachu.core.networks import Graph

router = APIRouter()
MENU = (60, "system")


@router.get("/system")
def show(view: Viewing, year: int | None = None, regime: str = "") -> Response:
    """Show polarity over the years, and the leader on each base."""
    view.need("system")
    odds, leaders = poles.odds(view.bench), poles.leaders(view.bench, year)
    listed = odds.filter(year=year) if year is not None else odds
    rows = listed.filter(regime=regime) if regime else listed
    drawn, tops = poles.drawn_odds(odds), poles.drawn_leaders(view.bench, leaders)
    return view.page(
        "system",
        tables={
            "odds": Shown(rows.sort("year", descending=True, maintain_order=True), _odds_columns(), "odds", rows=24),
            "leaders": Shown(leaders, _leader_columns(), "leaders"),
        },
        charts={
            "odds": Chart(lambda: pictures.chart("regime_probability", drawn, view.lang), "odds", "odds"),
            "leaders": Chart(lambda: pictures.chart("leader_by_base", tops, view.lang), "leaders", "leaders"),
        },
        years=sorted(odds["year"].unique().to_list(), reverse=True), chosen=year, graphs=poles.GRAPHS, regime=regime,
        regimes=naming.names("regime"), draws=poles.DRAWS,
    )  # fmt: skip


@router.get("/system/blocs/{graph}")
def blocs(view: Viewing, graph: str, year: int | None = None) -> Response:
    """Show the blocs of a year."""
    kind, chosen, years = _chosen(view, graph, year)
    if chosen is None:
        return view.page("blocs", tables={}, graph=kind, graphs=poles.GRAPHS, years=[], chosen=None)
    grouped = poles.blocs(view.bench, kind, chosen)
    bonds = poles.matrix(view.bench, kind, chosen, grouped)
    columns = [col("bloc", "bloc", NUMBER, digits=0), col("actor", "state", ACTOR), col("firmness", "firmness", NUMBER)]
    return view.page(
        "blocs",
        tables={"blocs": Shown(grouped, columns, "blocs", rows=200)},
        charts={"matrix": Chart(lambda: pictures.chart("bloc_matrix", bonds, view.lang), "matrix", "blocs")},
        graph=kind, graphs=poles.GRAPHS, years=years, chosen=chosen, most=poles.MOST,
    )  # fmt: skip


@router.get("/system/blocs/{graph}/network.json")
def network(view: Viewing, graph: str, year: int | None = None) -> Response:
    """Give nodes and lines of the network of a year."""
    kind, chosen, _ = _chosen(view, graph, year)
    if chosen is None:
        return JSONResponse([])
    grouped = poles.blocs(view.bench, kind, chosen)
    return JSONResponse(poles.network(poles.matrix(view.bench, kind, chosen, grouped), grouped, kind, view.lang))


def _chosen(view: View, graph: str, year: int | None) -> tuple[Graph, int | None, list[int]]:
    if graph not in poles.GRAPHS:
        raise UnknownName("graph", graph, poles.GRAPHS)
    kind: Graph = "votes" if graph == "votes" else "alliances"
    view.need("facts")
    years = poles.years(view.bench, kind)
    chosen = year if year in years else next(iter(years), None)
    if chosen is not None:
        view.need("measure", name="blocs", options={"graph": kind, "year": chosen})
    return kind, chosen, years


def _odds_columns() -> list[Column]:
    regimes = naming.names("regime")
    return [
        col("year", "year", YEAR), col("regime", "regime", names=regimes), col("p", "p", SHARE),
        col("share", "specified", SHARE), col("specifications", "specifications", NUMBER, digits=0),
        col("settled", "settled", names=regimes), col("doubt", "doubt", FLAG),
    ]  # fmt: skip


def _leader_columns() -> list[Column]:
    return [
        col("base", "base", names=naming.names("base")), col("year", "year", YEAR),
        col("rank", "rank", NUMBER, digits=0),
        col("actor", "state", ACTOR), col("value", "share", SHARE, digits=3),
    ]  # fmt: skip
