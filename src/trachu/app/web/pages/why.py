"""Why: from any number down to the words on the page."""

from __future__ import annotations

import re

import polars as pl
from fastapi import APIRouter
from starlette.responses import Response

from trachu.app.web.view import View, Viewing
from trachu.bench import citing
from trachu.bench.why import Why

router = APIRouter()
SHOWN = 12  # parents of one trace that are shown at first
DEEP = 4  # steps below the trace that are shown opened
_KEYS = re.compile(r" \{[^{}]*\}$")


@router.get("/why/{trace:path}")
def show(view: Viewing, trace: str, all: bool = False) -> Response:
    """Show what a trace says and what it rests on."""
    tree = view.bench.why(trace)
    places = _places(view, tree)
    return view.page(
        "why",
        tree=tree,
        says=lambda one: _KEYS.sub("", one.says),
        shown=None if all else SHOWN,
        deep=DEEP,
        places=places,
        rests=_resting(view, tree.trace),
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


def _resting(view: View, trace: str) -> list[tuple[str, str]]:
    """Return what rests directly on a trace: id and what it says."""
    traces = view.bench.table("traces")
    above = traces.filter(pl.col("parents").list.contains(trace))
    return [(row[0], _KEYS.sub("", row[1])) for row in above.select("trace", "says").head(50).iter_rows()]
