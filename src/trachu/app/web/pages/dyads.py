"""Two states side by side: closeness with its band, what happened, what binds them, who claims and who denies."""

from __future__ import annotations

from collections import Counter

import polars as pl
from fastapi import APIRouter
from starlette.responses import Response

from trachu.app.web.shown import ACTOR, DATE, NUMBER, WORD, YEAR, Column, Shown, col
from trachu.app.web.view import Chart, View, Viewing
from trachu.bench import Dyad, bands, desk, naming, pictures
from trachu.bench.disputed import told
from trachu.bench.dyad import SEATS
from trachu.core.errors import UsageError
from trachu.core.words import Words

router = APIRouter()
MENU = (70, "dyads")
SHOWN_SINCE = 20  # years of closeness that are drawn unless the address asks for more


@router.get("/dyads")
def choose(view: Viewing, one: str = "", other: str = "") -> Response:
    """Choose two states."""
    view.need("facts")
    if one and other:
        return view.go(f"/dyads/{one}-{other}")
    now = view.bench.table("actors").filter(pl.col("kind") == "state", pl.col("until").is_null())
    states = sorted(((view.actor(actor), actor) for actor in now["actor"]), key=lambda pair: pair[0])
    return view.page("dyads", states=states, pairs=desk.pairs(view.bench, most=24))


@router.get("/dyads/{pair}")
def show(view: Viewing, pair: str, since: int | None = None) -> Response:
    """Show a pair of states."""
    one, other = _two(pair)
    view.need("dyad", actor=one, other=other)
    found = view.bench.dyad(one, other)
    band = bands.closeness_band(view.bench, found.actor, found.other)
    drawn = _recent(band, since)
    tables = _tables(view, found, band)
    charts = {
        "closeness": Chart(lambda: bands.closeness_chart(drawn, view.lang), "closeness", "closeness"),
        "timeline": Chart(
            lambda: pictures.chart("event_timeline", bands.timeline(found.events), view.lang), "events", "events"
        ),
    }
    return view.page(
        "dyad",
        tables=tables,
        charts={
            name: chart
            for name, chart in charts.items()
            if not {"closeness": drawn, "timeline": found.events}[name].is_empty()
        },
        dyad=found,
        latest=_latest(band),
        domains=naming.names("domain"),
        stances=Counter(found.claims["stance"].to_list()),
        checked=_checked(view, found),
        since=since,
        conflicts=told(view.bench, found.conflicts),
        empty=all(frame.is_empty() for frame in (found.closeness, found.events, found.ties, found.claims)),
    )


def _two(pair: str) -> tuple[str, str]:
    """Return both states of an address like RUS-PRK.

    >>> _two("RUS-PRK")
    ('RUS', 'PRK')
    """
    one, dash, other = pair.partition("-")
    if not (one and dash and other):
        raise UsageError(
            Words(en=f"{pair!r} does not name two states.", th=f"{pair!r} ไม่ได้ระบุสองรัฐ"),
            Words(en="Write them with a hyphen between: RUS-PRK.", th="เขียนโดยมีขีดคั่น เช่น RUS-PRK"),
        )
    return one, other


def _recent(band: pl.DataFrame, since: int | None) -> pl.DataFrame:
    if band.is_empty():
        return band
    last = band["year"].max()
    first = since if since is not None else (last - SHOWN_SINCE if isinstance(last, int) else 0)
    return band.filter(pl.col("year") >= first)


def _latest(band: pl.DataFrame) -> list[dict[str, object]]:
    newest = band.filter(pl.col("year") == pl.col("year").max().over("item"))
    return newest.sort("item").to_dicts()


def _checked(view: View, found: Dyad) -> int:
    """Count the claims on the pair that a person accepted, corrected or typed."""
    accepted = {j.record for j in view.bench.store.judgements() if j.verdict == "accept"}
    typed = {c.coding for c in view.bench.store.codings()}
    return len(set(found.claims["claim"]) & (accepted | typed))


def _tables(view: View, found: Dyad, band: pl.DataFrame) -> dict[str, Shown]:
    where = col("item", "domain", WORD, names=naming.names("domain"))
    return {
        "closeness": Shown(
            band.sort("year", "item", descending=[True, False]),
            (col("year", "year", YEAR), where, *(col(name, name, NUMBER) for name in ("value", "low", "high"))),
            "closeness",
            rows=12,
        ),
        "turns": _turns(view, found, where),
        "standing": Shown(
            found.standing,
            (
                where,
                col("change", "change", NUMBER),
                *(col(name, name, NUMBER, digits=0) for name in ("rank", "low", "high")),
                col("dyads", "of_dyads", NUMBER, digits=0),
            ),
            "standing",
        ),
        "events": _events(view, found),
        "ties": Shown(
            found.ties.filter(~pl.col("type").is_in(SEATS)),
            (
                col("tie", "tie", WORD, names=naming.ties(found.ties["tie"])),
                *(col(name, name, DATE) for name in ("since", "until")),
                col("obligations", "obligations", WORD, names=naming.obligations()),
            ),
            "ties",
        ),
        "claims": _claims(view, found),
    }


def _turns(view: View, found: Dyad, where: Column) -> Shown:
    return Shown(
        found.turns.with_columns(pl.concat_list("events", "ties").alias("explained")).sort("year", descending=True),
        (
            col("year", "year", YEAR),
            where,
            *(col(name, name, NUMBER) for name in ("before", "after")),
            col("explained", "explained", WORD, names=_happened(view, found)),
        ),
        "turns",
    )


def _events(view: View, found: Dyad) -> Shown:
    columns = (
        col("date", "date", DATE),
        col("type", "type", WORD, names=naming.codes(view.bench)),
        col("domain", "domain", WORD, names=naming.names("domain")),
        *(col(name, name, NUMBER, digits=0) for name in ("asserted", "reported", "denied")),
    )
    return Shown(found.events.sort("earliest", descending=True, nulls_last=True), columns, "events", rows=100)


def _claims(view: View, found: Dyad) -> Shown:
    columns = (
        col("date", "date", DATE),
        col("type", "type", WORD, names=naming.codes(view.bench)),
        col("stance", "stance", WORD, names=naming.names("stance")),
        col("speaker", "speaker", ACTOR),
        col("text", "text", link=lambda row: f"/sources/{row['source']}?claim={row['claim']}#claim-{row['claim']}"),
    )
    return Shown(found.claims, columns, "claims", rows=100)


def _happened(view: View, found: Dyad) -> dict[str, str]:
    """Name the events and ties that explain a turn."""
    codes = naming.codes(view.bench)
    said = {row["event"]: row for row in found.events.iter_rows(named=True)}
    events = {n: f"{view.say(codes[r['type']])} {view.date(r['date'])}" for n, r in said.items() if r["type"] in codes}
    return {**events, **{tie: view.say(words) for tie, words in naming.ties(found.ties["tie"]).items()}}
