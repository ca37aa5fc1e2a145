"""The desk: what is on the bench, what waits, what changed; and the sample in one click."""

from __future__ import annotations

from datetime import UTC, datetime

from fastapi import APIRouter
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response

from trachu.app.web.shown import DATE, Shown, col
from trachu.app.web.view import View, Viewing
from trachu.bench import desk

router = APIRouter()
MENU = (0, "desk")
LONGEST_NAME = 60


@router.get("/")
def show(view: Viewing) -> Response:
    """Show the desk; what is not worked out yet is left out rather than waited for."""
    sources = view.bench.store.sources()
    coded = bool(sources) and view.keeper.coded()
    waiting = desk.waiting(view.bench) if coded else {}
    documents = [(s, waiting.get(s.source)) for s in sources if s.kind == "document"]
    news = desk.news(view.bench, coded)
    since = view.request.cookies.get("trachu_seen", "")
    shown = news.with_columns(at=news["at"].dt.strftime("%Y-%m-%d"))
    whats = {what: view.t(f"did_{what}") for what in ("added", "accept", "reject", "coded", "edited")}
    columns = (col("at", "when", DATE), col("what", "what", names=whats), col("who", "who"), col("on", "on"))
    answer = view.page(
        "desk",
        tables={"news": Shown(shown, columns, "news")},
        documents=documents,
        datasets=[s for s in sources if s.kind == "dataset"],
        coded=coded,
        pairs=desk.pairs(view.bench) if coded else [],
        jobs=view.keeper.jobs.open(),
        fresh=news.filter(news["at"].dt.strftime("%Y-%m-%dT%H:%M:%S") > since).height if since else 0,
        folder=view.bench.folder.name,
    )
    view.remember(answer, "seen", datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%S"))
    return answer


@router.post("/sample")
async def sample(request: Request, view: Viewing) -> Response:
    """Put the bundled sample on the bench."""
    job = view.keeper.ask("sample")
    done = await run_in_threadpool(view.keeper.wait, job) == "done"
    return view.go("/sample" if done else f"/jobs/{job}?then=/sample")


@router.get("/sample")
def opened(view: Viewing) -> Response:
    """Open the document of the sample that tells most of one pair of states, at what it says of them."""
    return view.go(f"/sources/{view.bench.source(desk.SAMPLE).source}?pair={desk.SAMPLE_PAIR}")


@router.get("/name")
def ask_name(view: Viewing) -> Response:
    """Ask under which name a person works."""
    return view.page("name")


@router.post("/name")
async def take_name(request: Request, view: Viewing) -> Response:
    """Keep the name under which a person works; @ marks programs and is left out."""
    given = (await request.form()).get("name", "")
    return _named(view, str(given))


def _named(view: View, given: str) -> Response:
    name = " ".join(given.replace("@", " ").split())[:LONGEST_NAME]
    answer = view.go("/")
    if name:
        view.remember(answer, "name", name)
    return answer
