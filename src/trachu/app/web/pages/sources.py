"""Sources: add files by dropping them, see what was read and how well, say what is known of each."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import polars as pl
from fastapi import APIRouter
from starlette.concurrency import run_in_threadpool
from starlette.datastructures import UploadFile
from starlette.requests import Request
from starlette.responses import Response

from trachu.app.web.handing import MOST_FILES
from trachu.app.web.shown import DATE, SHARE, Shown, col
from trachu.app.web.view import View, Viewing, message_of
from trachu.bench import desk, inbox, versions
from trachu.bench.store import Source
from trachu.core.errors import InputError, UsageError
from trachu.core.words import Words

router = APIRouter()
MENU = (10, "sources")
KINDS = ("document", "dataset")


@router.get("/sources")
def show(view: Viewing, kind: str = "") -> Response:
    """List the sources."""
    sources = [s for s in view.bench.store.sources() if kind in ("", s.kind)]
    known = view.keeper.coded()
    rows = _rows(view, sources, known)
    names = {one: view.t(one) for one in KINDS}
    columns = [
        col("title", "source_title", link=_address),
        col("authors", "authors"),
        col("published", "published", DATE),
        col("lang", "source_lang", names={"th": "ไทย", "en": "English"}),
        col("kind", "kind", names=names),
        col("grade", "grade"),
        *([col("quality", "quality", SHARE), col("waiting", "waiting")] if known else []),
    ]
    return view.page(
        "sources",
        tables={"sources": Shown(rows, columns, "all_sources", rows=200)},
        kinds=[("", "all_kinds"), *((one, f"kind_{one}") for one in KINDS)],
        kind=kind,
        empty=not view.bench.store.sources(),
    )


def _address(row: Mapping[str, Any]) -> str:
    """Return where a source is read; what has no text is described."""
    return f"/sources/{row['source']}" if row["kind"] == "document" else f"/sources/{row['source']}/about"


def _rows(view: View, sources: list[Source], known: bool) -> pl.DataFrame:
    waiting = desk.waiting(view.bench) if known else {}
    quality = desk.quality(view.bench) if known else {}
    texts = ("source", "title", "authors", "publisher", "published", "lang", "kind", "grade", "name", "part", "hash")
    schema: dict[str, Any] = {**dict.fromkeys(texts, pl.String), "quality": pl.Float64, "waiting": pl.Int64}
    rows = [
        {
            **{name: getattr(s, name) for name in texts}, "title": s.title or s.name,
            "quality": quality.get(s.source), "waiting": waiting.get(s.source),
        }
        for s in sources
    ]  # fmt: skip
    return pl.DataFrame(rows, schema=schema)


@router.post("/sources")
async def add(request: Request, view: Viewing) -> Response:
    """Keep the files that were handed over, and have the worker read them."""
    form = await request.form(max_files=MOST_FILES)
    files = [f for f in form.getlist("files") if isinstance(f, UploadFile) and f.filename]
    if not files:
        raise InputError(
            Words(en="No file was chosen.", th="ยังไม่ได้เลือกแฟ้ม"),
            Words(en="Choose files, or drop them on the field.", th="โปรดเลือกแฟ้ม หรือลากมาวางในช่อง"),
        )
    given = [(str(f.filename), f.file) for f in files]
    box, kept = await run_in_threadpool(inbox.keep, view.bench.folder, given)
    about: dict[str, Any] = {"inbox": box, "files": kept}
    if dataset := str(form.get("dataset", "")).strip():
        about["dataset"] = dataset
    return view.go(f"/jobs/{view.keeper.ask('add', about)}")


@router.get("/sources/{source}/about")
def about(view: Viewing, source: str) -> Response:
    """Show what is known of a source, to be corrected."""
    found = view.bench.source(source)
    return _about(view, found, {name: getattr(found, name) or "" for name in versions.FIELDS})


@router.post("/sources/{source}/about")
async def describe(request: Request, view: Viewing, source: str) -> Response:
    """Write down what a person says of a source, unless somebody else was quicker."""
    form = {name: str(value) for name, value in (await request.form()).items()}
    return await run_in_threadpool(_describe, view, source, form)


def _describe(view: View, source: str, form: dict[str, str]) -> Response:
    try:
        with view.keeper.writing:
            versions.describe(view.bench, source, form.get("version", ""), form)
    except UsageError as error:
        typed = {name: form.get(name, "") for name in versions.FIELDS}
        status = 409 if isinstance(error, versions.Stale) else 400
        return _about(view, view.bench.source(source), typed, message_of(error, view), status)
    return view.go(f"/sources/{view.bench.source(source).source}/about?saved=yes")


def _about(
    view: View, found: Source, typed: dict[str, str], told: tuple[str, str] | None = None, status: int = 200
) -> Response:
    stands = {name: getattr(found, name) or "" for name in versions.FIELDS}
    return view.page(
        "source_about", status=status, source=found, typed=typed, stands=stands, told=told,
        version=versions.of_source(found), grades=versions.GRADES, saved=view.query.get("saved") == "yes",
    )  # fmt: skip


@router.post("/sources/{source}/remove")
async def remove(request: Request, view: Viewing, source: str) -> Response:
    """Take a source off the bench; what people typed of it is kept, should it come back."""
    await run_in_threadpool(view.bench.remove, source)
    return view.go("/sources")
