"""Data: what is on the bench and on whose terms, every table to take along, and what the evidence covers."""

from __future__ import annotations

from typing import Any

import polars as pl
from fastapi import APIRouter
from starlette.responses import Response

from trachu.app.web.shown import ACTOR, NUMBER, SHARE, WORD, YEAR, Shown, col
from trachu.app.web.view import View, Viewing
from trachu.bench import about, coverage, naming, wording
from trachu.core.errors import UnknownName
from trachu.core.tables import TABLES

router = APIRouter()
MENU = (120, "data")
GIVEN = tuple(name for name in TABLES if name not in ("pages", "values", "skill"))
TIERS = ("A", "B", "C", "D")


@router.get("/data")
def show(view: Viewing) -> Response:
    """Show what is on the bench, the tables, and the coverage of the evidence."""
    view.need("facts")
    documents, speakers, years = (f(view.bench) for f in (coverage.documents, coverage.speakers, coverage.years))
    sides = (col("speaker", "speaker", ACTOR), col("claims", "claims", NUMBER, digits=0), col("share", "share", SHARE))
    stances = [col(one, words, NUMBER, digits=0) for one, words in naming.names("stance").items()]
    counted = (col("documents", "documents", NUMBER, digits=0), col("claims", "claims", NUMBER, digits=0))
    return view.page(
        "data",
        tables={
            "datasets": _datasets(view),
            "known": _known(view),
            "languages": Shown(
                documents, (col("lang", "language", WORD, names={"th": "ไทย", "en": "English"}), *counted), "languages"
            ),
            "speakers": Shown(speakers, (*sides, *stances), "speakers", rows=25),
            "years": Shown(years, (col("year", "year", YEAR), *counted), "years", rows=25),
        },
        sizes=_sizes(view),
        called=wording.TABLES,
    )


def _sizes(view: View) -> list[tuple[str, int]]:
    """Return how many rows each table has, counted once for the bench as it is."""
    memory = view.keeper.memory
    if "sizes" not in memory:
        memory["sizes"] = [(name, view.bench.table(name).height) for name in GIVEN]
    found: list[tuple[str, int]] = memory["sizes"]
    return found


def _datasets(view: View) -> Shown:
    columns = ("source", "title", "part", "version", "licence", "url", "published", "hash")
    rows = [{name: getattr(s, name) for name in columns} for s in view.bench.store.sources() if s.kind == "dataset"]
    frame = pl.DataFrame(rows, schema=dict.fromkeys(columns, pl.String))
    shown = (
        col("title", "title", link=lambda row: f"/sources/{row['source']}/about"), col("part", "part"),
        col("version", "version"), col("licence", "licence", WORD, names=naming.licences()),
    )  # fmt: skip
    return Shown(frame, shown, "datasets")


def _known(view: View) -> Shown:
    rows = [_described(view, one) for one in about.parts_list("dataset")]
    schema: dict[str, Any] = dict.fromkeys(("name", "label", "first", "last", "tier", "licence", "url"), pl.String)
    frame = pl.DataFrame(rows, schema={**schema, "first": pl.Int64, "last": pl.Int64})
    tiers = {tier: view.t(f"tier_{tier}") for tier in TIERS}
    shown = (
        col("label", "title"), col("name", "part"), col("first", "first", YEAR), col("last", "last", YEAR),
        col("tier", "tier", WORD, names=tiers), col("licence", "licence", WORD, names=naming.licences()),
        col("url", "url"),
    )  # fmt: skip
    return Shown(frame, shown, "known", rows=100)


def _described(view: View, one: dict[str, Any]) -> dict[str, Any]:
    first, last = one["years"]
    return {
        "name": one["name"], "label": one[view.lang], "first": first, "last": last, "tier": one["tier"],
        "licence": one["licence"], "url": one["url"],
    }  # fmt: skip


@router.get("/data/{table}")
def one(view: Viewing, table: str) -> Response:
    """Show one table of the bench as it is."""
    view.need("facts")
    if table not in GIVEN:
        raise UnknownName("table", table, GIVEN)
    frame = view.bench.table(table).drop("raw", strict=False)
    columns = [col(name, f"={name}") for name in frame.columns if name != "why"]
    return view.page("table", tables={table: Shown(frame, columns, f"={table}")}, name=table)
