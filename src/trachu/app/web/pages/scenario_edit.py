"""One's own scenarios: copied or begun anew, written in fields or as a file, renamed, removed and brought back."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import replace

from fastapi import APIRouter
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response

from trachu.app.web.view import View, Viewing, message_of
from trachu.bench import composing, own_scenarios, prospects, scenarios
from trachu.bench.composing import Fault, Typed
from trachu.bench.versions import Stale
from trachu.core.errors import TrachuError, UnknownName

router = APIRouter()
WAYS = ("fields", "toml")
MORE = 2  # empty rows that stand below those that are filled
BEGINNING = "scenario"


@router.get("/scenarios/new")
def new(view: Viewing, copy: str = "", way: str = "fields") -> Response:
    """Begin a scenario, from nothing or from another one."""
    if not copy:
        name, typed = own_scenarios.free(view.bench.folder, BEGINNING), composing.blank()
        return _form(view, way, name=name, typed=typed, written=composing.laid_out(typed)[0])
    if copy not in dict(prospects.listed(view.bench)):
        raise UnknownName("scenario", copy, dict(prospects.listed(view.bench)))
    name, written = own_scenarios.free(view.bench.folder, copy), scenarios.source(view.bench.folder, copy)
    return _form(view, way, name=name, typed=_typed(view, written), written=written)


@router.get("/scenarios/{name}/edit")
def edit(view: Viewing, name: str, way: str = "fields") -> Response:
    """Show a scenario in fields, or as its file."""
    written = own_scenarios.text(view.bench.folder, name)
    return _form(view, way, name=name, old=name, typed=_typed(view, written), written=written)


@router.post("/scenarios/save")
async def save(request: Request, view: Viewing) -> Response:
    """Keep a scenario once it can be run; else show in which field what is wrong."""
    form = {name: str(value) for name, value in (await request.form()).items()}
    return await run_in_threadpool(_save, view, form)


@router.post("/scenarios/{name}/remove")
async def remove(request: Request, view: Viewing, name: str) -> Response:
    """Put a scenario aside; it can be brought back."""
    seen = str((await request.form()).get("version", ""))
    return await run_in_threadpool(_remove, view, name, seen)


def _remove(view: View, name: str, seen: str) -> Response:
    with view.keeper.writing:
        key = own_scenarios.remove(view.bench, name, seen)
    return view.go(f"/scenarios?removed={key}#{key}")


@router.post("/scenarios/restore")
async def restore(request: Request, view: Viewing) -> Response:
    """Bring a scenario back."""
    form = {name: str(value) for name, value in (await request.form()).items()}
    return await run_in_threadpool(_restore, view, form)


def _restore(view: View, form: Mapping[str, str]) -> Response:
    with view.keeper.writing:
        name = own_scenarios.restore(view.bench, form.get("key", ""), form.get("as", "").strip())
    return view.go(f"/scenarios/{name}/edit")


def _save(view: View, form: Mapping[str, str]) -> Response:
    way = "toml" if form.get("way") == "toml" else "fields"
    name, old, seen = (form.get(one, "").strip() for one in ("name", "old", "version"))
    typed, faults = composing.of_form(form), list[Fault]()
    written = form.get("text", "").replace("\r\n", "\n")
    if way == "fields":
        written, faults = composing.laid_out(typed)
    if form.get("more") or faults:
        return _form(
            view, way, name=name, old=old, typed=typed, written=written, faults=faults if not form.get("more") else [],
            more=form.get("more", ""), version=seen, status=200 if form.get("more") else 400,
        )  # fmt: skip
    try:
        with view.keeper.writing:
            own_scenarios.save(view.bench, name, written, seen, old)
    except TrachuError as error:
        stale = isinstance(error, Stale)
        return _form(
            view, way, name=name, old=old, typed=typed if way == "fields" else _typed(view, written), written=written,
            told=message_of(error, view), stale=stale, version=None if stale else seen, status=409 if stale else 400,
        )  # fmt: skip
    return view.go(f"/scenarios/{name}?saved=yes")


def _typed(view: View, written: str) -> Typed | None:
    """Lay a file out as fields; None if it cannot be, so that the file itself is shown."""
    try:
        return composing.of_text(written, view.era == "be")
    except (tomllib.TOMLDecodeError, AttributeError, TypeError, RecursionError):
        return None


def _form(
    view: View, way: str, *, name: str, typed: Typed | None, written: str, old: str = "", more: str = "",
    version: str | None = None, faults: list[Fault] | None = None, told: tuple[str, str] | None = None,
    stale: bool = False, status: int = 200,
) -> Response:  # fmt: skip
    """Show the form; a version of None is that of now, so that who was told of a change may act again."""
    folder = view.bench.folder
    now = own_scenarios.version(folder, old or name)
    empty = {table: {column: "" for column in columns} for table, columns in composing.ROWS.items()}
    if typed is not None:
        blank = {table: MORE if table == more or not rows else 1 for table, rows in typed.rows.items()}
        rows = {table: (*typed.rows[table], *[empty[table]] * blank[table]) for table in composing.ROWS}
        typed = replace(typed, rows=rows)
    said = prospects.words()
    return view.page(
        "scenario_edit", status=status, name=name, old=old, typed=typed, written=written, told=told,
        way="toml" if typed is None or way == "toml" else "fields", broken=typed is None,
        version=now if version is None else version, faults={one.field: one for one in faults or []},
        stands=own_scenarios.text(folder, old or name) if stale and now else "",
        levers=said["lever"], quantities=said["quantity"], rules=said["rule"], mechanisms=said["switch"],
        forums=prospects.forums_named(), texts=composing.TEXTS, langs=composing.LANGS,
    )  # fmt: skip
