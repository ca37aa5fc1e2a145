"""One's own briefs: Markdown in Thai and English, citations and numbers worked out anew, and checked."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import polars as pl
from fastapi import APIRouter
from markupsafe import Markup, escape
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response

from trachu.app.web import own
from trachu.app.web.shown import Shown, col
from trachu.app.web.view import View, Viewing, message_of
from trachu.bench import Paper, differing, withdrawn, written
from trachu.bench.versions import Stale, unchanged
from trachu.core.errors import TrachuError, UnknownName, UsageError
from trachu.core.words import Lang, Words
from trachu.core.writing import Block, Grid, Quote, Sentence

router = APIRouter()
KINDS = {
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "pdf": "application/pdf",
    "html": "text/html; charset=utf-8",
    "md": "text/markdown; charset=utf-8",
    "pptx": "application/vnd.openxmlformats-officedocument.presentationml.presentation",
}
LAYOUTS = ("policy", "memo", "thesis")
LAID_OUT = ("docx", "pdf")  # the forms that have layouts
_RAW = re.compile(r"\[@[^\[\]]*\]|\{\{measure[^{}]*\}\}")


@dataclass(frozen=True, slots=True)
class Side:
    """A brief in one language as its page shows it: the draft, its paper, and its blocks in groups."""

    lang: Lang
    draft: written.Draft
    paper: Paper
    sections: list[tuple[str, list[tuple[str, Any]]]]


@router.get("/writing")
def listed(view: Viewing) -> Response:
    """List one's own briefs, and those that were taken away."""
    found = [(name, written.langs(view.bench, name), _titled(view, name)) for name in written.names(view.bench)]
    return view.page("writing", found=found, removed=withdrawn.removed(view.bench), folder=written.FOLDER)


def _titled(view: View, name: str) -> tuple[Lang, str]:
    """Return the title of a brief and its language, the reader's own before the other."""
    there = written.langs(view.bench, name)
    lang = view.lang if view.lang in there else there[0]
    return lang, written.text(view.bench, name, lang).partition("\n")[0].lstrip("# ").strip()


@router.get("/writing/new")
def new(view: Viewing) -> Response:
    """Begin a brief."""
    return _form(view, "", dict.fromkeys(written.LANGS, view.t("begin")), {"th": "", "en": ""})


@router.get("/writing/{name}/edit")
def edit(view: Viewing, name: str) -> Response:
    """Show the Markdown of a brief in both languages, to be changed."""
    texts = {lang: written.text(view.bench, name, lang) for lang in written.LANGS}
    return _form(view, name, texts, _versions(view, name))


@router.post("/writing/save")
async def save(request: Request, view: Viewing) -> Response:
    """Keep a brief; whether its citations hold is told by its page."""
    form = {name: str(value) for name, value in (await request.form()).items()}
    return await run_in_threadpool(_save, view, form)


def _save(view: View, form: Mapping[str, str]) -> Response:
    name, other = form.get("name", "").strip(), form.get("as", "").strip()
    texts = {lang: form.get(lang, "").replace("\r\n", "\n") for lang in written.LANGS}
    seen = dict.fromkeys(written.LANGS, "") if other else _seen(form)
    try:
        with view.keeper.writing:
            if other:
                withdrawn.free(view.bench, other)
            _keep(view, other or name, texts, seen, over=form.get("over") == "yes" and not other)
    except TrachuError as error:
        clash = form.get("over") == "yes" or (isinstance(error, Stale) and not other)
        status = 409 if isinstance(error, Stale) else 400
        return _form(
            view, name, texts, _versions(view, name) if clash else seen, message_of(error, view), status, clash
        )
    return view.go(f"/writing/{other or name}" if any(texts[lang].strip() for lang in written.LANGS) else "/writing")


def _seen(form: Mapping[str, str]) -> dict[Lang, str]:
    return {lang: form.get(f"version_{lang}", "") for lang in written.LANGS}


def _keep(view: View, name: str, texts: Mapping[Lang, str], seen: Mapping[Lang, str], *, over: bool) -> None:
    """Keep both languages, if nobody changed either; what is written over knowingly is kept aside."""
    now = _versions(view, name)
    for lang in written.LANGS:
        unchanged(now[lang], seen[lang])
    if over and any(texts[lang] != written.text(view.bench, name, lang) for lang in written.LANGS):
        withdrawn.copy(view.bench, name)
    for lang in written.LANGS:
        if texts[lang].strip() or now[lang]:
            written.save(view.bench, name, lang, texts[lang], now[lang])


@router.post("/writing/{name}/rename")
async def rename(request: Request, view: Viewing, name: str) -> Response:
    """Give a brief another name."""
    form = {field: str(value) for field, value in (await request.form()).items()}
    return await run_in_threadpool(_rename, view, name, form)


def _rename(view: View, name: str, form: Mapping[str, str]) -> Response:
    new = form.get("new", "").strip()
    with view.keeper.writing:
        withdrawn.rename(view.bench, name, new, _seen(form))
    return view.go(f"/writing/{new}")


@router.post("/writing/{name}/remove")
async def remove(request: Request, view: Viewing, name: str) -> Response:
    """Take a brief away; the list offers to bring it back."""
    form = {field: str(value) for field, value in (await request.form()).items()}
    return await run_in_threadpool(_remove, view, name, form)


def _remove(view: View, name: str, form: Mapping[str, str]) -> Response:
    with view.keeper.writing:
        key = withdrawn.remove(view.bench, name, _seen(form))
    return view.go(f"/writing?removed={key}#{key}")


@router.post("/writing/restore")
async def restore(request: Request, view: Viewing) -> Response:
    """Bring a brief back."""
    form = {field: str(value) for field, value in (await request.form()).items()}
    return await run_in_threadpool(_restore, view, form)


def _restore(view: View, form: Mapping[str, str]) -> Response:
    with view.keeper.writing:
        name = withdrawn.restore(view.bench, form.get("key", ""), form.get("as", "").strip())
    return view.go(f"/writing/{name}")


def _versions(view: View, name: str) -> dict[Lang, str]:
    return {lang: written.version(view.bench, name, lang) for lang in written.LANGS}


def _form(
    view: View, name: str, texts: Mapping[Lang, str], seen: Mapping[Lang, str], told: tuple[str, str] | None = None,
    status: int = 200, clash: bool = False,
) -> Response:  # fmt: skip
    known = name in written.names(view.bench)
    differs = {
        lang: differing.lines(written.text(view.bench, name, lang), texts[lang]) for lang in written.LANGS if clash
    }
    return view.page(
        "writing_edit", status=status, name=name, texts=texts, seen=seen, told=told, known=known, langs=written.LANGS,
        clash=clash, differs={lang: found for lang, found in differs.items() if found},
    )  # fmt: skip


@router.get("/writing/{name}")
def show(view: Viewing, name: str, only: str = "") -> Response:
    """Show a brief in both languages side by side, and what in it does not hold."""
    own.need(view, [name])
    found = [lang for lang in written.langs(view.bench, name) if only in ("", lang)]
    if not found:
        raise UnknownName("brief", name, written.names(view.bench))
    tables: dict[str, Shown] = {}
    sides = [_side(view, name, lang, tables) for lang in found]
    return view.page(
        "writing_show", tables=tables, name=name, sides=sides, marked=_marked, forms=list(KINDS), laid_out=LAID_OUT,
        layouts=LAYOUTS, only=only, langs=written.langs(view.bench, name),
    )  # fmt: skip


def _side(view: View, name: str, lang: Lang, tables: dict[str, Shown]) -> Side:
    draft = written.draft(view.bench, name, lang)
    whys = iter(draft.rows)
    sections = [
        (section.title.say(lang), list(_grouped(section.blocks, lang, tables, whys)))
        for section in draft.brief.sections
    ]
    return Side(lang, draft, written.paper(view.bench, draft), sections)


def _grouped(
    blocks: tuple[Block, ...], lang: Lang, tables: dict[str, Shown], whys: Iterator[tuple[tuple[str, ...], ...]]
) -> Iterator[tuple[str, Any]]:
    """Put the sentences of a paragraph together; name the tables."""
    paragraph: list[Sentence] = []
    for block in blocks:
        if paragraph and not (isinstance(block, Sentence) and not block.begins):
            yield "paragraph", paragraph
            paragraph = []
        if isinstance(block, Sentence):
            paragraph.append(block)
        elif isinstance(block, Quote):
            yield "quote", block
        elif isinstance(block, Grid):
            key = f"{lang}{len(tables) + 1}"
            tables[key] = _table(block, lang, next(whys))
            yield "table", key
    if paragraph:
        yield "paragraph", paragraph


def _table(grid: Grid, lang: Lang, whys: tuple[tuple[str, ...], ...]) -> Shown:
    heads = [f"{number} {head.say(lang)}" for number, head in enumerate(grid.head, 1)]
    rows = [[cell.say(lang) for cell in row] for row in grid.rows]
    frame = pl.DataFrame(rows, schema=dict.fromkeys(heads, pl.String), orient="row")
    if any(whys):
        frame = frame.with_columns(pl.Series("why", [list(row) for row in whys], pl.List(pl.String)))
    columns = [col(name, f"={head.say(lang)}") for name, head in zip(heads, grid.head, strict=True)]
    return Shown(frame, columns, f"={grid.caption.say(lang)}", rows=200)


def _marked(text: str) -> Markup:
    """Escape words; a citation or a block that does not hold, which stands as it was written, is marked.

    >>> str(_marked("<b> [@x]"))
    '&lt;b&gt; <span class="badge denied">[@x]</span>'
    """
    pieces, place = [], 0
    for broken in _RAW.finditer(text):
        pieces += [
            escape(text[place : broken.start()]),
            Markup('<span class="badge denied">{}</span>').format(broken[0]),
        ]
        place = broken.end()
    return Markup("").join([*pieces, escape(text[place:])])


@router.get("/writing/{name}/file")
def file(
    view: Viewing, name: str, of: str = "th", form: str = "docx", layout: str = "policy", day: str = ""
) -> Response:
    """Give a brief as a file, if all that it cites holds."""
    if form not in KINDS:
        raise UsageError(
            Words(en=f"A brief cannot be written as {form}.", th=f"เขียนบทสรุปเป็น {form} ไม่ได้"),
            Words(en=f"There are: {', '.join(KINDS)}.", th=f"ที่มีอยู่: {', '.join(KINDS)}"),
        )
    own.need(view, [name])
    lang: Lang = "en" if of == "en" else "th"
    how: dict[str, Any] = {"date": day} if day else {}
    if form in LAID_OUT:
        how["layout"] = layout
    return view.file(written.report(view.bench, name, form, lang, **how), f"{name}.{lang}.{form}", KINDS[form])
