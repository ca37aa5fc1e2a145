"""The reader: a page of a document with what was found on it, and the suggestions to accept, reject or correct."""

from __future__ import annotations

from collections import Counter
from typing import Any

from fastapi import APIRouter
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response

from trachu.app.web.view import View, Viewing
from trachu.bench import blind, desk, highlights, naming, people, sheets, versions
from trachu.bench.highlights import Card
from trachu.bench.store import Code
from trachu.core.errors import UsageError
from trachu.core.words import Words

router = APIRouter()
KEYS = 9  # codes that have a key of their own
KINDS = ("actor", "date", "citation", "event", "statement", "tie", "theme")
FILTERS = ("all", "open", "event", "statement", "tie")


@router.get("/sources/{source}")
def show(
    view: Viewing, source: str, page: int = 0, at: int | None = None, claim: str = "", raw: bool = False,
    only: str = "all", pair: str = "",
) -> Response:  # fmt: skip
    """Show one page of a document."""
    view.need("evidence")
    found = highlights.document_of(view.bench, source)
    if claim and not page:
        at = highlights.card(view.bench, claim, found.source).row["start"]
    number = page or (highlights.page_at(view.bench, found.source, at) if at is not None else 1)
    leaf = highlights.leaf(view.bench, found.source, number)
    if view.blind:
        leaf = blind.blind(leaf, view.coder)
    cards = [c for c in leaf.cards if c.state != "edited" and only in ("all", c.row["kind"], c.state) and _of(c, pair)]
    pictured = sheets.has_sheets(found)
    return view.page(
        "reader",
        leaf=leaf,
        pieces=highlights.pieces(leaf.text, leaf.start, leaf.marks),
        sheet=sheets.sheet(view.bench, leaf) if pictured else None,
        cards=cards,
        counts=Counter(c.state for c in leaf.cards),
        only=only,
        pair=[one for one in pair.split("-") if one],
        filters=FILTERS,
        kinds=KINDS,
        at=at,
        claim=claim,
        raw=_raw(view, leaf) if raw else None,
        pairs=desk.pairs(view.bench, found.source, 4),
        codes=own_codes(view),
        choices=naming.codes_by_kind(view.bench),
        **about_cards(view),
    )


def _of(card: Card, pair: str) -> bool:
    """Tell whether every state of a pair, if one is asked for, takes part in a claim."""
    return {one for one in pair.split("-") if one} <= {actor for _, actor in card.parties}


def own_codes(view: View) -> list[Code]:
    """Return the codes that have a key of their own."""
    return view.bench.store.codes()[:KEYS]


def about_cards(view: View) -> dict[str, Any]:
    """Return what the template of a card needs beside the card."""
    return {"names": naming.codes(view.bench), "roles": {role: f"role_{role}" for role in people.ROLES}}


def _raw(view: View, leaf: highlights.Leaf) -> str:
    read = view.bench.run_.read(leaf.source).frame("pages")
    return str(read.filter(page=leaf.page)["text"][0])


@router.get("/sources/{source}/pages/{page}.png")
def picture(view: Viewing, source: str, page: int) -> Response:
    """Give the picture of a page."""
    content = sheets.picture(view.bench, highlights.document_of(view.bench, source), page)
    return Response(content, media_type="image/png", headers={"cache-control": "private, max-age=86400"})


@router.post("/sources/{source}/claims/{claim}")
async def judge(request: Request, view: Viewing, source: str, claim: str) -> Response:
    """Accept or reject a claim."""
    form = {name: str(value) for name, value in (await request.form()).items()}
    return await run_in_threadpool(_judge, view, source, claim, form)


def _judge(view: View, source: str, claim: str, form: dict[str, str]) -> Response:
    try:
        with view.keeper.writing:
            versions.unchanged(versions.of_record(view.bench, claim), form.get("version", ""))
            view.bench.judge(claim, form.get("verdict", ""), by=view.coder, note=form.get("note") or None)
    except versions.Stale as error:
        return _card(view, source, claim, error, 409)
    if not view.partial:
        return view.go(f"/sources/{source}?claim={claim}#claim-{claim}")
    return _card(view, source, claim)


def _card(view: View, source: str, claim: str, error: UsageError | None = None, status: int = 200) -> Response:
    card = highlights.card(view.keeper.bench, claim, source)
    if view.blind:
        card = blind.undecided(card, view.coder)
    told = (error.words.say(view.lang), error.cure.say(view.lang)) if error else None
    return view.part("_card.html", status, card=card, source=source, told=told, **about_cards(view))


@router.get("/sources/{source}/claims/{claim}")
def one_card(view: Viewing, source: str, claim: str) -> Response:
    """Show a claim again as it stands."""
    if not view.partial:
        return view.go(f"/sources/{source}?claim={claim}#claim-{claim}")
    return _card(view, source, claim)


@router.get("/sources/{source}/claims/{claim}/edit")
def ask_edit(view: Viewing, source: str, claim: str) -> Response:
    """Show a claim to be corrected."""
    card = highlights.card(view.bench, claim, source)
    return _edit_form(view, source, card, _fields(card))


def _fields(card: Card) -> dict[str, str]:
    row = card.row
    who: dict[str, list[str]] = {}
    for role, actor in card.parties:
        who.setdefault(role, []).append(actor)
    listed = {"actors": who.get("actor", who.get("about", [])), "recipients": who.get("recipient", [])}
    plain = {name: str(row[name] or "") for name in ("type", "date", "stance", "domain", "speaker")}
    return {**plain, **{name: ", ".join(ids) for name, ids in listed.items()}, "note": ""}


def _edit_form(
    view: View, source: str, card: Card, typed: dict[str, str], told: tuple[str, str] | None = None, status: int = 200
) -> Response:
    context = {
        "card": card, "source": source, "typed": typed, "told": told, "stands": _fields(card),
        "choices": naming.codes_by_kind(view.bench)[card.row["kind"]], "stances": naming.names("stance"),
        "domains": naming.names("domain"), **about_cards(view),
    }  # fmt: skip
    if view.partial:
        return view.part("_edit.html", status, **context)
    return view.page("edit", status=status, **context)


@router.post("/sources/{source}/claims/{claim}/edit")
async def edit(request: Request, view: Viewing, source: str, claim: str) -> Response:
    """Put a corrected claim in the place of one."""
    form = {name: str(value) for name, value in (await request.form()).items()}
    return await run_in_threadpool(_edit, view, source, claim, form)


def _edit(view: View, source: str, claim: str, form: dict[str, str]) -> Response:
    card = highlights.card(view.bench, claim, source)
    before = _fields(card)
    changes = {n: _split(n, form[n]) for n in before if n in form and form[n].strip() != before[n]}
    try:
        with view.keeper.writing:
            versions.unchanged(versions.of_record(view.bench, claim), form.get("version", ""))
            made = view.bench.edit(claim, by=view.coder, **changes) if changes else claim
    except UsageError as error:
        told = (error.words.say(view.lang), error.cure.say(view.lang))
        typed = {name: form.get(name, before[name]) for name in before}
        return _edit_form(view, source, card, typed, told, 409 if isinstance(error, versions.Stale) else 400)
    return view.go(f"/sources/{source}?claim={made}#claim-{made}")


def _split(name: str, value: str) -> Any:
    if name in ("actors", "recipients"):
        return [one.strip() for one in value.split(",") if one.strip()]
    return value.strip()


@router.post("/sources/{source}/code")
async def code(request: Request, view: Viewing, source: str) -> Response:
    """Code words of a page by hand."""
    form = {name: str(value) for name, value in (await request.form()).items()}
    return await run_in_threadpool(_code, view, source, form)


def _code(view: View, source: str, form: dict[str, str]) -> Response:
    start, end = form.get("start", ""), form.get("end", "")
    if not (start.isdigit() and end.isdigit()):
        raise UsageError(
            Words(en="No words are selected.", th="ยังไม่ได้เลือกถ้อยคำ"),
            Words(en="Select words in the text, then choose a code.", th="โปรดเลือกถ้อยคำในเนื้อความ แล้วเลือกรหัส"),
        )
    about = {name: _split(name, form[name]) for name in ("actors", "recipients", "date") if form.get(name, "").strip()}
    with view.keeper.writing:
        made = view.bench.code(source, "", form.get("type", ""), by=view.coder, at=(int(start), int(end)), **about)
    return view.go(f"/sources/{source}?claim={made}#claim-{made}")


@router.post("/sources/{source}/read")
async def read(request: Request, view: Viewing, source: str) -> Response:
    """Write down that this person has read the document to the end."""
    await run_in_threadpool(people.seen, view.bench, source, view.coder)
    return view.go(f"/sources/{source}?page={view.query.get('page', '1')}")
