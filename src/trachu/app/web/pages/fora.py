"""Fora: who sits where, which are closed to a state or not joined yet, what joining one would add, instruments."""

from __future__ import annotations

import polars as pl
from fastapi import APIRouter
from starlette.responses import Response

from trachu.app.web.shown import ACTOR, DATE, FLAG, NUMBER, SHARE, Column, Shown, col
from trachu.app.web.view import Chart, View, Viewing
from trachu.bench import citing, fora, naming, pictures

router = APIRouter()
MENU = (80, "fora")
DRAWN = 30  # fora of one picture
MOST = 16  # states of one picture


@router.get("/fora")
def show(view: Viewing, actor: str = "THA", domain: str = "", kind: str = "", states: str = "") -> Response:
    """Show the matrix of fora and states, the gaps of one state, and the instruments of technology diplomacy."""
    view.need("facts")
    who = fora.states(actor)[0]
    found = fora.listed(view.bench, domain, kind)
    columns = list(dict.fromkeys([who, *fora.states(states)]))[:MOST]
    seats = fora.fullest(fora.matrix(view.bench, found["tie"].to_list(), columns), DRAWN)
    return view.page(
        "fora",
        tables={
            "gaps": Shown(fora.gaps(view.bench, who), _gap_columns(who), "gaps", rows=20),
            "fora": Shown(found, _fora_columns(view), "all_fora", rows=100),
            "seats": Shown(seats, _seat_columns(view), "seats", rows=10),
            "instruments": Shown(fora.instruments_by_state(view.bench), _instrument_columns(view), "instruments"),
        },
        charts={"matrix": Chart(lambda: pictures.chart("forum_matrix", seats, view.lang), "seats", "seats")},
        actor_=who, domain=domain, kind=kind, states=", ".join(columns), domains=fora.DOMAINS,
        domain_names=naming.names("domain"), kinds=fora.kinds(), drawn=seats["tie"].n_unique(), all=found.height,
    )  # fmt: skip


@router.get("/fora/{forum}")
def one(view: Viewing, forum: str, actor: str = "THA") -> Response:
    """Show one forum, its members, and what a state would gain by joining."""
    view.need("facts")
    about, who = fora.about(forum), fora.states(actor)[0]
    members, added = fora.members(view.bench, forum), fora.newcomers(view.bench, who, forum)
    seat = members.filter(pl.col("actor") == who, pl.col("role") != "non_member", pl.col("until").is_null())
    member_columns = [
        col("actor", "member", ACTOR), col("role", "role", names=fora.relations()), col("since", "since", DATE),
        col("until", "until", DATE),
    ]  # fmt: skip
    return view.page(
        "forum",
        tables={
            "members": Shown(members, member_columns, "members", rows=220),
            "added": Shown(added, [col("actor", "member", ACTOR), col("since", "since", DATE)], "added", rows=220),
        },
        forum=about, actor_=who, inside=not seat.is_empty(), added=added.height, kinds=fora.kinds(),
        fields=fora.fields(), domain_names=naming.names("domain"), cited=_cited(view, about.cite),
    )  # fmt: skip


def _cited(view: View, keys: tuple[str, ...]) -> list[str]:
    known = view.bench.references()
    return citing.as_text([known[key] for key in keys if key in known], "apa", view.lang).splitlines()


def _gap_columns(who: str) -> list[Column]:
    return [
        col("item", "forum", names=fora.names(), link=lambda row: f"/fora/{row['item']}?actor={who}"),
        col("adds", "adds", NUMBER, digits=0),
        col("neighbours", "neighbours", SHARE),
        col("partners", "partners", SHARE),
    ]


def _fora_columns(view: View) -> list[Column]:
    return [
        col("tie", "forum", names=fora.names(), link=lambda row: f"/fora/{row['tie']}"),
        col("kind", "kind", names=fora.kinds()),
        col("domain", "domain", names=naming.names("domain")),
        col("since", "since", DATE),
        col("members", "members_count", NUMBER, digits=0),
        col("exhaustive", "exhaustive", FLAG),
    ]


def _seat_columns(view: View) -> list[Column]:
    places = {"member": view.t("in_it"), "outside": view.t("outside"), "unknown": view.t("unknown")}
    return [
        col("tie", "forum", names=fora.names(), link=lambda row: f"/fora/{row['tie']}"),
        col("actor", "member", ACTOR),
        col("place", "place", names=places),
    ]


def _instrument_columns(view: View) -> list[Column]:
    return [
        col("actor", "member", ACTOR),
        col(view.lang, "instrument"),
        col("stance", "stance", names=fora.stances()),
        col("since", "since", DATE),
        col(f"how_{view.lang}", "how"),
    ]
