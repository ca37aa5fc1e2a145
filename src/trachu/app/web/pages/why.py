"""Why: from any number down to the words on the page."""

from __future__ import annotations

import re
from collections.abc import Mapping

import polars as pl
from fastapi import APIRouter
from starlette.responses import Response

from trachu.app.web import own
from trachu.app.web.shown import WORD, Shown, col
from trachu.app.web.view import View, Viewing
from trachu.bench import Paper, citing, written
from trachu.bench.resting import resting
from trachu.bench.why import Why
from trachu.bench.wording import Wording
from trachu.core.writing import Brief

router = APIRouter()
SHOWN = 12  # parents of one trace that are shown at first
DEEP = 4  # steps below the trace that are shown opened
UPWARD = ("passage", "claim")  # of these all that rests on them is shown at once
_KEYS = re.compile(r" \{[^{}]*\}$")


@router.get("/why/{trace:path}")
def show(view: Viewing, trace: str, all: bool = False, up: bool = False) -> Response:
    """Show what a trace says, what it rests on, and what rests on it."""
    tree = view.bench.why(trace)
    upward = up or tree.kind in UPWARD
    places = _places(view, tree)
    told = _told(view, tree)
    return view.page(
        "why",
        tables={"upward": _upward(view, tree.trace)} if upward else {},
        upward=upward,
        tree=tree,
        says=lambda one: told.get(one.trace) or _KEYS.sub("", one.says),
        shown=None if all else SHOWN,
        deep=DEEP,
        places=places,
        rests=[] if upward else _resting(view, tree.trace),
        references=[citing.entry(one).say(view.lang) for one in view.bench.cite(tree.trace)],
    )


def _places(view: View, tree: Why) -> dict[str, str]:
    """Return for each passage and claim of a tree the address in the reader where its words stand."""
    wanted = [one.trace for one in tree.walk() if one.kind in ("passage", "claim")]
    if not wanted:
        return {}
    found = {}
    for name, mark in (("passages", None), ("claims", "claim")):
        rows = view.bench.table(name).filter(pl.col("why").is_in(wanted))
        for row in rows.iter_rows(named=True):
            at = f"&claim={row[mark]}" if mark else f"&at={row['start']}"
            found[row["why"]] = f"/sources/{row['source']}?page={row['page']}{at}#at"
    return found


def _told(view: View, tree: Why) -> dict[str, str]:
    """Say the claims and passages of a tree in words."""
    wanted = {kind: [one.trace for one in tree.walk() if one.kind == kind] for kind in UPWARD}
    claims = view.bench.table("claims").filter(pl.col("why").is_in(wanted["claim"]))
    passages = view.bench.table("passages").filter(pl.col("why").is_in(wanted["passage"]))
    parties = view.bench.table("parties").filter(pl.col("record").is_in(claims["claim"].to_list()))
    wording = Wording(view.bench, view.lang, view.date)
    found = {row["why"]: wording.claim(row, parties) for row in claims.iter_rows(named=True)}
    for row in passages.iter_rows(named=True):
        found[row["why"]] = f"{view.t('on_page', page=row['page'])} · “{row['text']}”"
    return found


def _resting(view: View, trace: str) -> list[tuple[str, str]]:
    """Return what rests directly on a trace: id and what it says."""
    traces = view.bench.table("traces")
    above = traces.filter(pl.col("parents").list.contains(trace))
    return [(row[0], _KEYS.sub("", row[1])) for row in above.select("trace", "says").head(50).iter_rows()]


def _upward(view: View, trace: str) -> Shown:
    """Return everything that rests on a trace, as one table."""
    own.need(view, written.names(view.bench))
    found = resting(view.bench, trace, view.lang, _opened(view))
    kinds = {kind: view.t(kind) for kind in ("claim", "fact", "value", "sentence")}
    columns = [col("kind", "kind", WORD, names=kinds), col("where", "where"), col("says", "what_it_says")]
    return Shown(found, columns, "upward")


def _opened(view: View) -> Mapping[str, Brief]:
    """Return the briefs that were opened since the program was started, as long as the bench is the same."""
    memory = view.keeper.memory
    papers = {key.removeprefix("brief "): one for key, one in memory.items() if isinstance(one, Paper)}
    return {key: one.content for key, one in papers.items()}
