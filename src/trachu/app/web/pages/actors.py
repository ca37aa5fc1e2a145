"""Actors: the list of them, and one actor's power, partners, votes, ties, fora and evidence."""

from __future__ import annotations

from urllib.parse import quote

from fastapi import APIRouter
from starlette.responses import Response

from trachu.app.web.shown import ACTOR, DATE, NUMBER, SHARE, WORD, YEAR, Column, Shown, col
from trachu.app.web.view import Chart, View, Viewing
from trachu.bench import fora, naming, pictures, portrait

router = APIRouter()
MENU = (65, "actors")
STATE = "state"


@router.get("/actors")
def listed(view: Viewing, kind: str = STATE, name: str = "") -> Response:
    """List the actors of a kind, or go to the one that was named."""
    view.need("facts")
    if name:
        return view.go(f"/actors/{quote(portrait.settle(view.bench, name))}")
    columns = [
        col("actor", "who", ACTOR), col("cow", "cow"), col("since", "since", DATE),
        col("claims", "claims_count", NUMBER, digits=0),
    ]  # fmt: skip
    return view.page(
        "actors", kind=kind, kinds=portrait.kinds(view.bench),
        tables={"actors": Shown(portrait.listed(view.bench, kind), columns, "all_actors", rows=250)},
    )  # fmt: skip


@router.get("/actors/{actor:path}")
def one(view: Viewing, actor: str) -> Response:
    """Show one actor."""
    view.need("facts")
    who = portrait.settle(view.bench, actor)
    about = portrait.about(view.bench, who)
    powers = portrait.powers(view.bench, who)
    tables = {"told": Shown(portrait.told(view.bench, who), _told_columns(view), "told", rows=20)}
    if about["kind"] == STATE:
        tables |= _of_state(view, who)
        tables["powers"] = Shown(powers, _power_columns(view), "powers", rows=16)
    tables["ties"] = Shown(portrait.ties(view.bench, who), _tie_columns(view), "ties", rows=30)
    drawn = portrait.drawn_powers(view.bench, who, powers)
    charts = {"powers": Chart(lambda: pictures.chart("power_shares", drawn, view.lang), "powers", "powers")}
    return view.page(
        "actor", tables=tables, charts={} if drawn.is_empty() else charts, who=who, about=about,
        is_forum=who in fora.names(),
        pairs=portrait.partners_in_events(view.bench, who) if about["kind"] == STATE else [],
    )  # fmt: skip


def _of_state(view: View, who: str) -> dict[str, Shown]:
    flows, sides = naming.names("flow"), {side: view.t(side) for side in ("imports", "exports")}
    partner_columns = [
        col("flow", "flow", names=flows), col("side", "side", names=sides), col("other", "partner", ACTOR),
        col("year", "year", YEAR), col("value", "share", SHARE),
    ]  # fmt: skip
    vote_columns = [col("other", "partner", ACTOR), col("year", "year", YEAR), col("value", "agreement", SHARE)]
    return {
        "partners": Shown(portrait.partners(view.bench, who), partner_columns, "partners", rows=48),
        "votes": Shown(portrait.votes(view.bench, who), vote_columns, "votes", rows=15),
    }


def _power_columns(view: View) -> list[Column]:
    return [
        col("base", "base", names=naming.names("base")), col("year", "year", YEAR), 
        col("value", "share", SHARE, digits=3),
        col("rank", "rank", NUMBER, digits=0), col("of", "of", NUMBER, digits=0),
    ]  # fmt: skip


def _tie_columns(view: View) -> list[Column]:
    names = {**fora.names(), **naming.ties(fora.tied(view.bench))}
    kinds = {one: view.t(f"tie_{one}") for one in ("forum", "alliance", "agreement")}
    return [
        col("tie", "tie", names=names), col("type", "tie_type", names=kinds),
        col("role", "role", names={**fora.relations(), "signatory": view.t("signatory")}),
        col("since", "since", DATE), col("until", "until", DATE),
        col("obligations", "obligations", names=naming.obligations()),
    ]  # fmt: skip


def _told_columns(view: View) -> list[Column]:
    roles = {one: view.t(f"role_{one}") for one in ("actor", "recipient", "about", "member", "forum")}
    types = {**naming.codes(view.bench), "not_listed": view.t("not_listed")}
    return [
        col("date", "date", DATE), col("type", "type", names=types),
        col("role", "role", names=roles), col("stance", "stance", names=naming.names("stance")),
        col("text", "text", WORD, link=lambda row: f"/sources/{row['source']}?claim={row['claim']}"),
    ]  # fmt: skip
