"""Put the application together: the guard in front, the pages found by their folder, errors that teach."""

from __future__ import annotations

import importlib
import pkgutil
import threading
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from hashlib import sha256
from pathlib import Path
from typing import Any

from fastapi import Depends, FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.telemetry import TelemetryConfig
from jinja2 import Environment, PackageLoader, StrictUndefined
from starlette.exceptions import HTTPException
from starlette.middleware.gzip import GZipMiddleware
from starlette.requests import ClientDisconnect
from starlette.responses import HTMLResponse, Response
from starlette.staticfiles import StaticFiles

from trachu.app.web import pages
from trachu.app.web.guard import MOST, NO_ORIGIN, NO_ORIGIN_CURE, SAFE, Guard, csrf_of, told
from trachu.app.web.handing import MOST_FILES, make_room
from trachu.app.web.keeper import Keeper
from trachu.app.web.missing import missing
from trachu.app.web.speech import words_of
from trachu.app.web.view import View, Working, message_of, viewing
from trachu.bench import pictures
from trachu.bench.versions import Stale
from trachu.core.errors import InputError, NoAccess, TrachuError, UnknownName, UsageError
from trachu.core.words import Lang

HERE = Path(__file__).parent
STATIC = HERE / "static"
STATUS: tuple[tuple[type[TrachuError], int], ...] = (
    (UnknownName, 404),
    (Stale, 409),
    (UsageError, 400),
    (NoAccess, 403),
    (InputError, 422),
)
SILENT: TelemetryConfig = {  # whatever the environment says: nothing is sent anywhere
    "tracing": False, "metrics": False, "logs": False, "operation_spans": False, "auto_configure": False,
}  # fmt: skip
FRESH = "public, max-age=31536000, immutable"


class Files(StaticFiles):
    """Files that may be kept by the browser: their address changes with their content."""

    def file_response(self, *given: Any, **more: Any) -> Response:
        """Answer with a file."""
        answer = super().file_response(*given, **more)
        answer.headers["cache-control"] = FRESH
        return answer


def create(keeper: Keeper, *, token: str, lang: Lang = "th", coder: str = "-") -> Guard:
    """Return the application over a bench; only who knows the token is let in."""

    @asynccontextmanager
    async def living(app: FastAPI) -> AsyncIterator[None]:
        """Wake the worker and the painter before the first page; put the worker down at the end."""
        keeper.wake()  # a worker that has started already answers the first page at once
        threading.Thread(target=pictures.ready, daemon=True).start()
        yield
        keeper.close()

    make_room()
    app = FastAPI(
        openapi_url=None, docs_url=None, redoc_url=None, lifespan=living, max_body_size=MOST, telemetry=SILENT
    )
    app.state.keeper, app.state.lang, app.state.coder = keeper, lang, coder
    app.state.templates, app.state.stamp = environment(), stamp()
    app.state.csrf = csrf_of(token)
    app.state.menu = _pages(app)
    app.mount("/static", Files(directory=STATIC), name="static")
    _errors(app)
    app.add_middleware(GZipMiddleware, minimum_size=1000, compresslevel=6)
    return Guard(app, token)  # outermost: its headers stand on the page of a fault, too


def environment() -> Environment:
    """Return the templates: everything that is filled in is escaped, and nothing may be missing."""
    loader = PackageLoader("trachu.app.web", "templates")
    made = Environment(loader=loader, autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True)
    made.globals["missing"] = missing
    return made


def stamp() -> str:
    """Name the content of the static files."""
    whole = sha256()
    for path in sorted(STATIC.rglob("*")):
        if path.is_file():
            whole.update(path.read_bytes())
    return whole.hexdigest()[:10]


async def written_here(request: Request) -> AsyncIterator[None]:
    """Refuse what writes without the word that only our own forms carry; close what was handed over in the end."""
    try:
        if request.method not in SAFE:
            await _check(request)
        yield
    finally:
        await request.close()


async def _check(request: Request) -> None:
    given = request.headers.get("x-csrf")
    if given is None:
        field = (await request.form(max_files=MOST_FILES)).get("csrf")
        given = field if isinstance(field, str) else None
    if given != request.app.state.csrf:
        raise HTTPException(403, "csrf")


def _pages(app: FastAPI) -> list[tuple[str, str]]:
    """Take in every page of the folder; return name and address of those in the menu, in their order."""
    places: list[tuple[int, str, str]] = []
    for module in pkgutil.iter_modules(pages.__path__, f"{pages.__name__}."):
        page = importlib.import_module(module.name)
        app.include_router(page.router, dependencies=[Depends(written_here)])
        if hasattr(page, "MENU"):
            place, name = page.MENU
            places.append((place, name, "/" if place == 0 else f"/{name}"))
    return [(name, path) for _, name, path in sorted(places)]


def _errors(app: FastAPI) -> None:
    @app.exception_handler(TrachuError)
    def taught(request: Request, error: TrachuError) -> Response:
        """Say what is wrong and what to do, in the reader's language."""
        view = viewing(request)
        status = next((code for kind, code in STATUS if isinstance(error, kind)), 400)
        return _told(view, *message_of(error, view), status)

    @app.exception_handler(HTTPException)
    def refused(request: Request, error: HTTPException) -> Response:
        """Say that a page is not there, or that a form came from elsewhere."""
        if error.status_code == 403:
            return told(403, NO_ORIGIN, NO_ORIGIN_CURE)
        view = viewing(request)
        words = words_of("common")
        return _told(view, words["not_found"].say(view.lang), words["not_found_cure"].say(view.lang), error.status_code)

    @app.exception_handler(ClientDisconnect)
    def gone(request: Request, error: ClientDisconnect) -> Response:
        """Answer nobody: the browser was closed while it handed something over."""
        return Response(status_code=499)

    @app.exception_handler(RequestValidationError)
    def wrong(request: Request, error: RequestValidationError) -> Response:
        """Say that there is no page at an address which cannot be read."""
        view, words = viewing(request), words_of("common")
        return _told(view, words["not_found"].say(view.lang), words["not_found_cure"].say(view.lang), 400)

    @app.exception_handler(Working)
    def working(request: Request, error: Working) -> Response:
        """Show how far the work is that a page waits for."""
        view = viewing(request)
        job = view.keeper.jobs.get(error.job)
        return view.dressed(HTMLResponse(view.render("working.html", job=job, then=view.here()), 202))

    @app.exception_handler(Exception)
    def faulty(request: Request, error: Exception) -> Response:
        """Say that the fault is ours."""
        view, words = viewing(request), words_of("common")
        return _told(view, words["fault"].say(view.lang), words["fault_cure"].say(view.lang), 500)


def _told(view: View, what: str, cure: str, status: int) -> Response:
    """Answer with two lines: as a page, or above the page that a script asked from."""
    if view.partial:
        headers = {"HX-Retarget": "#notice", "HX-Reswap": "innerHTML"}
        return HTMLResponse(view.render("_notice.html", what=what, cure=cure), status, headers)
    return view.dressed(HTMLResponse(view.render("error.html", what=what, cure=cure), status))
