"""Take back what one did to a claim: the last act, or the one on a claim that is named."""

from __future__ import annotations

import json
from collections.abc import Mapping

from fastapi import APIRouter
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response

from trachu.app.web.view import View, Viewing
from trachu.bench import versions
from trachu.bench.undoing import Undone

router = APIRouter()
OWN = "/evidence?tab=mine"


@router.get("/undo")
def listed(view: Viewing) -> Response:
    """Send who asks for this address on to the list of what they did."""
    return view.go(OWN)


@router.post("/undo")
async def undo(request: Request, view: Viewing) -> Response:
    """Take back an act of one's own; a script hears which card of the page it has to show again."""
    form = {name: str(value) for name, value in (await request.form()).items()}
    return await run_in_threadpool(_undo, view, form)


def _undo(view: View, form: Mapping[str, str]) -> Response:
    record = form.get("record") or None
    with view.keeper.writing:
        if record and "version" in form:
            versions.unchanged(versions.of_record(view.bench, record), form["version"])
        done = view.bench.undo(by=view.coder, record=record)
    where = OWN if form.get("back") == "evidence" else _place(done)
    if not view.partial:
        return view.go(where)
    told = {"undone": {"shown": done.record, "claim": done.claim, "source": done.source, "go": where}}
    return view.dressed(Response(status_code=204, headers={"HX-Trigger": json.dumps(told)}))


def _place(done: Undone) -> str:
    """Return where the claim stands that counts again; where nothing does, the document."""
    if done.source is None:
        return OWN
    return f"/sources/{done.source}" + (f"?claim={done.claim}#claim-{done.claim}" if done.claim else "")
