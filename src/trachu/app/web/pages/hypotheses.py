"""Competing hypotheses: the matrix, what each cell rests on, how far the verdict hangs on one item, the file itself."""

from __future__ import annotations

import json
from typing import Any

import polars as pl
from fastapi import APIRouter
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response

from trachu.app.web.shown import NUMBER, SHARE, WORD, YEAR, Column, Shown, col
from trachu.app.web.view import View, Viewing, message_of
from trachu.bench import differing, hypotheses, naming
from trachu.bench.versions import Stale, unchanged
from trachu.core import parts
from trachu.core.competing import CELLS, WEIGHTINGS
from trachu.core.errors import TrachuError

router = APIRouter()
NAMED: tuple[naming.Kind, ...] = ("base", "pool", "rule")
MENU = (90, "hypotheses")


@router.get("/hypotheses")
def show(view: Viewing, file: str = hypotheses.BUILT_IN) -> Response:
    """Show a question, its hypotheses, the matrix and what would change the verdict."""
    view.need("hypotheses", file=file)
    found = hypotheses.weigh(view.bench, file)
    names = {one["name"]: one[view.lang] for one in found.hypotheses}
    items = {item.name: item.th if view.lang == "th" else item.en for item in found.items}
    return view.page(
        "hypotheses",
        tables={
            "matrix": Shown(_matrix(view, found), _matrix_columns(view, found), "matrix", rows=100),
            "scores": Shown(_scores(found), _score_columns(names), "scores"),
            "turns": Shown(_turns(found), _turn_columns(view, names, items), "turns", rows=100),
        },
        found=found, names=names, file=file, files=_questions(view), cells=CELLS,
        saved=view.query.get("saved"), removed=hypotheses.removed(view.bench), folder=hypotheses.FOLDER,
    )  # fmt: skip


def _questions(view: View) -> list[tuple[str, str]]:
    """Return the files of questions, each with its question; one that is damaged is called by its name."""
    found = []
    for name in hypotheses.names(view.bench):
        try:
            asked = hypotheses.question(view.bench, name).say(view.lang)
        except TrachuError:
            asked = name
        found.append((name, asked))
    return found


@router.get("/hypotheses/edit")
def edit(view: Viewing, file: str = hypotheses.BUILT_IN) -> Response:
    """Show the file of a question, to be changed or copied."""
    return _edit(view, file, hypotheses.text(view.bench, file))


@router.post("/hypotheses/edit")
async def save(request: Request, view: Viewing) -> Response:
    """Keep a question, once it can be weighed."""
    form = {name: str(value) for name, value in (await request.form()).items()}
    return await run_in_threadpool(_save, view, form)


def _save(view: View, form: dict[str, str]) -> Response:
    name, written = form.get("name", "").strip(), form.get("text", "").replace("\r\n", "\n")
    over = form.get("over") == "yes"
    try:
        with view.keeper.writing:
            if name in hypotheses.names(view.bench):
                unchanged(hypotheses.version(view.bench, name), form.get("version", ""))
            aside = hypotheses.save(view.bench, name, written, over=over)
    except TrachuError as error:
        clash = over or isinstance(error, Stale)
        return _edit(view, name, written, message_of(error, view), 409 if isinstance(error, Stale) else 400, clash)
    return view.go(f"/hypotheses?file={name}&saved={aside or 'yes'}")


@router.post("/hypotheses/remove")
async def remove(request: Request, view: Viewing) -> Response:
    """Put a question of one's own aside; the list below the questions offers to bring it back."""
    form = {name: str(value) for name, value in (await request.form()).items()}
    return await run_in_threadpool(_remove, view, form)


def _remove(view: View, form: dict[str, str]) -> Response:
    with view.keeper.writing:
        key = hypotheses.remove(view.bench, form.get("name", ""), form.get("version", ""))
    return view.go(f"/hypotheses?removed={key}#{key}")


@router.post("/hypotheses/restore")
async def restore(request: Request, view: Viewing) -> Response:
    """Bring a question back, or what it was before it was written over."""
    form = {name: str(value) for name, value in (await request.form()).items()}
    return await run_in_threadpool(_restore, view, form)


def _restore(view: View, form: dict[str, str]) -> Response:
    with view.keeper.writing:
        name = hypotheses.restore(view.bench, form.get("key", ""), form.get("as", "").strip())
    return view.go(f"/hypotheses?file={name}")


def _edit(
    view: View, name: str, written: str, told: tuple[str, str] | None = None, status: int = 200, clash: bool = False
) -> Response:
    """Show a file to be changed; after a clash also how it differs from what stands now."""
    stands = hypotheses.text(view.bench, name) if clash and name in hypotheses.names(view.bench) else ""
    return view.page(
        "hypotheses_edit", status=status, name=name, written=written, told=told, clash=clash,
        version=hypotheses.version(view.bench, name), own=name in hypotheses.own(view.bench),
        lines=differing.lines(stands, written) if clash else [],
    )  # fmt: skip


def _fed(view: View, fed: str) -> str:
    """Say what fills the cells of an item: people, or a measure with its options."""
    name, _, options = fed.partition(" ")
    if not options:
        return view.t(fed)
    known = {code: words for kind in NAMED for code, words in naming.names(kind).items()}
    given = [known[str(one)].say(view.lang) if one in known else str(one) for one in json.loads(options).values()]
    return " · ".join([parts.find("measure", name).label.say(view.lang), *given])


def _matrix(view: View, found: hypotheses.Verdict) -> pl.DataFrame:
    rows: list[dict[str, Any]] = []
    for item in found.items:
        cells = {one["name"]: cell for one, cell in zip(found.hypotheses, item.cells, strict=True)}
        fed = {"fed": item.fed, "fed_by": _fed(view, item.fed)}
        about = {"en": item.en, "th": item.th, **fed, "year": item.year, "weight": item.weight}
        rows.append({"item": item.name, **about, **cells, "tells": item.diagnosticity, "why": list(item.why)})
    return pl.DataFrame(rows, infer_schema_length=None)


def _matrix_columns(view: View, found: hypotheses.Verdict) -> list[Column]:
    cells = {cell: f"{cell} · {view.t(cell)}" for cell in CELLS}
    return [
        col(view.lang, "item"),
        *(col(one["name"], f"={one[view.lang]}", WORD, names=cells) for one in found.hypotheses),
        col("tells", "tells", NUMBER),
        col("year", "year", YEAR),
        col("fed_by", "fed"),
    ]


def _scores(found: hypotheses.Verdict) -> pl.DataFrame:
    rows = [
        {"hypothesis": one["name"], **{w: by[one["name"]] for w, by in found.scores.items()},
         "support": found.support[one["name"]], "leads": one["name"] in found.leads}
        for one in found.hypotheses
    ]  # fmt: skip
    return pl.DataFrame(rows)


def _score_columns(names: dict[str, str]) -> list[Column]:
    weighed = [col(one, one, NUMBER) for one in WEIGHTINGS]
    return [col("hypothesis", "hypothesis", names=names), *weighed, col("support", "support", SHARE)]


def _turns(found: hypotheses.Verdict) -> pl.DataFrame:
    rows = [
        {"item": item, "hypothesis": None, "cell": None, "leads": list(leads)} for item, leads in found.without.items()
    ]
    rows += [{**turn, "leads": list(turn["leads"])} for turn in found.reversals]
    texts: dict[str, Any] = {"item": pl.String, "hypothesis": pl.String, "cell": pl.String, "leads": pl.List(pl.String)}
    return pl.DataFrame(rows, schema=texts)


def _turn_columns(view: View, names: dict[str, str], items: dict[str, str]) -> list[Column]:
    cells = {cell: f"{cell} · {view.t(cell)}" for cell in CELLS}
    return [
        col("item", "item", names=items),
        col("hypothesis", "cell_of", names=names),
        col("cell", "becomes", names=cells),
        col("leads", "then_leads", names=names),
    ]
