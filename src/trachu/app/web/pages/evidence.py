"""Evidence: search passages and claims by words and facets; who asserts, who denies, what is disputed."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from fastapi import APIRouter
from starlette.responses import Response

from trachu.app.web.shown import DATE, WORD, Shown, col
from trachu.app.web.view import View, Viewing
from trachu.bench import naming, search, undoing
from trachu.bench.disputed import disputed
from trachu.core.words import Words

router = APIRouter()
MENU = (20, "evidence")
MOST = 500  # hits of a table
VALUES = 12  # values of a facet that are shown
TABS = ("found", "disputed", "mine")
ACTS = 100  # of one's own that are shown
ORDER = ("stance", "kind", "type", "domain", "actor", "year", "source")


@router.get("/evidence")
def show(view: Viewing, q: str = "", date: str = "", tab: str = "found") -> Response:
    """Show what was found, with the facets to narrow it by."""
    view.need("facts" if tab == "disputed" else "evidence")
    asked = {facet: view.query.get(facet) or None for facet in search.FACETS}
    found = view.bench.search(q, date=date.strip() or None, limit=MOST, **asked)
    titles = {s.source: s.title or s.name for s in view.bench.store.sources()}
    names = {**naming.codes(view.bench), **_kinds(view)}
    columns = (
        col("kind", "kind", WORD, names=names), col("type", "type", WORD, names=names), col("date", "date", DATE),
        col("snippet", "words", link=_place), col("source", "source", WORD, names=titles),
    )  # fmt: skip
    contradicted = disputed(view.bench) if tab == "disputed" else []
    return view.page(
        "evidence",
        tables={"found": Shown(found.hits, columns, "found")},
        q=q,
        date_asked=date,
        tab=tab if tab in TABS else "found",
        tabs=TABS,
        total=found.total,
        facets=[(facet, _values(view, facet, found.facets[facet], names, titles)) for facet in ORDER],
        asked=asked,
        disputed=contradicted,
        titles=titles,
        acts=undoing.acts(view.bench, view.coder).head(ACTS).to_dicts() if tab == "mine" else [],
    )


def _kinds(view: View) -> dict[str, str]:
    return {kind: view.t(f"kind_{kind}") for kind in search.KINDS}


def _place(row: Mapping[str, Any]) -> str:
    """Return the address in the reader where a hit stands."""
    where = f"claim={row['claim']}#claim-{row['claim']}" if row.get("claim") else f"at={row['start']}#at"
    return f"/sources/{row['source']}?{where}"


def _values(
    view: View, facet: str, counts: Mapping[str, int], names: Mapping[str, Any], titles: Mapping[str, str]
) -> list[tuple[str, str, int]]:
    """Return the values of a facet: code, name, count; the most frequent first."""

    def named(value: str) -> str:
        """Return what a value of the facet is called."""
        if facet == "actor":
            return view.actor(value)
        if facet == "year":
            return view.year(int(value))
        known = {"domain": naming.names("domain"), "stance": naming.names("stance"), "source": titles}.get(facet, names)
        said = known.get(value, value)
        return said.say(view.lang) if isinstance(said, Words) else str(said)

    return [(value, named(value), count) for value, count in list(counts.items())[:VALUES]]
