"""Long work: how far each job is, what came of it, and the button that cancels it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import Response

from trachu.app.web.view import View, Viewing
from trachu.bench.jobs import OPEN
from trachu.bench.store import Job

router = APIRouter()
PAGES = ("dyad", "brief", "evidence", "facts", "hypotheses", "measure", "ahead", "system", "scenario")


@router.get("/jobs")
def listed(view: Viewing) -> Response:
    """List the newest jobs."""
    return view.page("jobs", jobs=view.keeper.jobs.recent(50), then="/jobs", kind=kind_named(view))


@router.get("/jobs/{job}")
def one(view: Viewing, job: str, then: str = "") -> Response:
    """Tell how far a job is; once it is done, send the reader on to what waited for it."""
    found = view.keeper.jobs.get(job)
    if found.state in OPEN:
        view.keeper.wake()
    if view.partial:
        if found.state == "done" and within(then):
            return view.go(then)
        return view.part("_job.html", job=found, then=then)
    onward = then if within(then) else f"/jobs/{job}"
    return view.page("job", job=found, then=onward, kind=kind_named(view))


@router.post("/jobs/{job}/cancel")
async def cancel(request: Request, view: Viewing, job: str) -> Response:
    """Cancel a job."""
    view.keeper.cancel(job)
    return view.go(f"/jobs/{job}")


def kind_named(view: View) -> Callable[[Job], str]:
    """Return how a job is called: its kind, and what it is done for."""

    def _named(job: Job) -> str:
        about = _about(view, job.kind, job.about)
        return f"{view.t(f'kind_{job.kind}')}: {about}" if about else view.t(f"kind_{job.kind}")

    return _named


def _about(view: View, kind: str, about: Mapping[str, Any]) -> str:
    """Say for what a job is done: the files that it takes in, or the page and whom that is about."""
    if kind == "add":
        names = [file["name"] for file in about["files"]]
        return view.t("and_more", name=names[0], count=len(names) - 1) if len(names) > 1 else "".join(names)
    if kind != "prepare":
        return ""
    given = about["with"]
    options = {**given, **given.get("options", {})}
    who = " – ".join(view.actor(options[side]) for side in ("actor", "other") if options.get(side))
    page = view.t(about["what"]) if about["what"] in PAGES else ""
    return " · ".join(one for one in (page, str(given.get("name") or given.get("file") or ""), who) if one)


def within(then: str) -> bool:
    """Tell whether this is an address on this server.

    >>> within("/dyads/RUS-PRK"), within("//evil.example"), within("https://evil.example"), within("")
    (True, False, False, False)
    """
    return then.startswith("/") and not then.startswith(("//", "/\\")) and "\n" not in then
