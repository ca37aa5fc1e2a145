"""What may come: fans, scenarios beside the baseline, the skill of models, alarms; no number without its class."""

from __future__ import annotations

from fastapi import APIRouter
from starlette.responses import Response

from trachu.app.web.shown import ACTOR, DATE, NUMBER, SHARE, YEAR, Column, Shown, col
from trachu.app.web.view import Chart, View, Viewing
from trachu.bench import fora, own_scenarios, pictures, prospects, scenarios
from trachu.core.errors import UnknownName

router = APIRouter()
MENU = (95, "scenarios")
DRAWS = 100


@router.get("/scenarios")
def show(view: Viewing, states: str = "") -> Response:
    """Show fans of shares, the scenarios in the box, the scores of models, and alarms."""
    actors = fora.states(states, prospects.WATCHED)[:8]
    view.need("ahead", actors=actors)
    ahead, drawn = prospects.fans(view.bench, actors)
    own, listed = own_scenarios.names(view.bench.folder), prospects.listed(view.bench)
    latest = ahead.sort("year", descending=True, maintain_order=True)
    skills = prospects.words()["skill"]
    fan_columns = [
        col("actor", "state", ACTOR), col("year", "year", YEAR), col("q05", "low", SHARE, digits=4),
        col("q50", "middle", SHARE, digits=4), col("q95", "high", SHARE, digits=4), col("model", "model"),
        col("skill", "skill", names=skills),
    ]  # fmt: skip
    charts = {"fan": Chart(lambda: pictures.chart("fan", drawn, view.lang), "fans", "fans")}
    return view.page(
        "scenarios",
        tables={
            "fans": Shown(latest, fan_columns, "fans", rows=len(actors)),
            "scores": Shown(prospects.scores(view.bench), _score_columns(), "scores", rows=60),
            "alarms": Shown(prospects.alarms(view.bench), _alarm_columns(view), "alarms", rows=30),
        },
        charts={} if drawn.is_empty() else charts,
        box=[one for one in listed if one[0] not in own], own=[one for one in listed if one[0] in own],
        removed=own_scenarios.removed(view.bench.folder), folder=own_scenarios.FOLDER, states=", ".join(actors),
    )  # fmt: skip


@router.get("/scenarios/{name}")
def one(view: Viewing, name: str, years: int = 13) -> Response:
    """Show a scenario beside the baseline."""
    known = dict(prospects.listed(view.bench))
    if name not in known:
        raise UnknownName("scenario", name, known)
    version = own_scenarios.version(view.bench.folder, name)
    years = years if years in prospects.HORIZONS else prospects.HORIZONS[0]
    view.need("scenario", name=name, years=years, draws=DRAWS, version=version)
    found = view.bench.scenario(name, years=years, draws=DRAWS)
    rows, drivers = prospects.changes(view.bench, found), prospects.drivers(view.bench, found)
    drawn = prospects.drawn_changes(rows, found.scenario.title)
    return view.page(
        "scenario",
        tables={
            "changes": Shown(rows, _change_columns(view), "changes", rows=40),
            "drivers": Shown(drivers, _driver_columns(view), "drivers", rows=30),
        },
        charts={"changes": Chart(lambda: pictures.chart("scenario_changes", drawn, view.lang), "changes", "changes")},
        outcome=found, skill=prospects.words()["skill"][found.skill], levers=prospects.words()["lever"],
        source=scenarios.source(view.bench.folder, name), years=years, horizons=prospects.HORIZONS, draws=DRAWS,
        name=name, version=version, saved=view.query.get("saved") == "yes",
    )  # fmt: skip


def _score_columns() -> list[Column]:
    said = prospects.words()
    return [
        col("model", "model"), col("measure", "quantity", names=said["measure"]),
        col("score", "score", names=said["score"]), col("horizon", "horizon", NUMBER, digits=0),
        col("value", "value", NUMBER, digits=4), col("baseline", "no_change", NUMBER, digits=4),
        col("gain", "gain", NUMBER, digits=4), col("gain_low", "low", NUMBER, digits=4),
        col("gain_high", "high", NUMBER, digits=4), col("skill", "skill", names=said["skill"]),
    ]  # fmt: skip


def _alarm_columns(view: View) -> list[Column]:
    return [
        col("actor", "state", ACTOR, link=lambda row: f"/dyads/{row['actor']}-{row['other']}"),
        col("other", "other", ACTOR), col(view.lang, "what"), col("since", "since", DATE),
        col("before", "before", NUMBER, digits=1), col("after", "after", NUMBER, digits=1), col("alarm", "alarm", DATE),
    ]  # fmt: skip


def _change_columns(view: View) -> list[Column]:
    return [
        col(view.lang, "quantity"), col("baseline", "baseline", NUMBER, digits=3),
        col("scenario", "scenario", NUMBER, digits=3), col("change", "change", NUMBER, digits=3),
        col("low", "low", NUMBER, digits=3), col("high", "high", NUMBER, digits=3),
        col("skill", "skill", names=prospects.words()["skill"]),
    ]  # fmt: skip


def _driver_columns(view: View) -> list[Column]:
    said = prospects.words()
    return [
        col(view.lang, "quantity"), col("mechanism", "mechanism", names=said["driver"]),
        col("contribution", "contribution", NUMBER, digits=3), col("skill", "skill", names=said["skill"]),
    ]  # fmt: skip
