"""Briefs: read them with every sentence leading to its sources, in one language or both, and take them along."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import polars as pl
from fastapi import APIRouter
from starlette.responses import Response

from trachu.app.web.shown import Shown, col
from trachu.app.web.view import Chart, View, Viewing
from trachu.bench import Paper, about
from trachu.bench.paper import FORMS
from trachu.core import parts
from trachu.core.errors import UsageError
from trachu.core.words import Lang, Words
from trachu.core.writing import Block, Figure, Grid, Quote, Sentence

router = APIRouter()
MENU = (110, "briefs")
KINDS = {
    "html": "text/html; charset=utf-8",
    "md": "text/markdown; charset=utf-8",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "pdf": "application/pdf",
    "pptx": "application/vnd.openxmlformats-officedocument.presentationml.presentation",
}
LAYOUTS = ("policy", "memo", "thesis")
LAID_OUT = ("docx", "pdf")  # the forms that have layouts


@router.get("/briefs")
def listed(view: Viewing) -> Response:
    """List the briefs that can be written."""
    found = about.parts_list("brief")
    options = {one["name"]: _options(one["name"]) for one in found}
    return view.page("briefs", briefs=found, options=options)


def _options(name: str) -> dict[str, Any]:
    return {option: given.default for option, given in parts.find("brief", name).options.items()}


def _asked(view: View, name: str) -> dict[str, Any]:
    """Return the options of a brief that the address gives; years are numbers."""
    asked: dict[str, Any] = {}
    for option, default in _options(name).items():
        given = view.query.get(option)
        if given:
            asked[option] = int(given) if given.isdigit() else given
        elif default is not None:
            asked[option] = default
    return asked


def _paper(view: View, name: str) -> Paper:
    asked = _asked(view, name)
    view.need("brief", name=name, options=asked)
    key = f"brief {name} {json.dumps(asked, sort_keys=True)}"
    memory = view.keeper.memory
    if key not in memory:
        memory[key] = view.bench.brief(name, **asked)
    paper: Paper = memory[key]
    return paper


@router.get("/briefs/{name}")
def show(view: Viewing, name: str, both: bool = False) -> Response:
    """Show a brief."""
    paper = _paper(view, name)
    blocks = [block for section in paper.content.sections for block in section.blocks]
    grids = dict(_named("table", blocks, Grid))
    langs: list[Lang] = ["th", "en"] if both else [view.lang]
    return view.page(
        "brief",
        tables={key: _grid(grid, view.lang) for key, grid in grids.items()},
        charts={f.name: _chart(f, view.lang) for f in blocks if isinstance(f, Figure)},
        brief=paper.content,
        sections=[(s.title, list(_grouped(s.blocks, grids))) for s in paper.content.sections],
        notes=paper.apparatus.notes,
        number=paper.apparatus.number,
        cited=[one.say(view.lang) for one in paper.apparatus.references],
        langs=langs,
        both=both,
        name=name,
        files=[(form, f"form_{form}") for form in FORMS],
        laid_out=LAID_OUT,
        layouts=LAYOUTS,
        options=_asked(view, name),
        unsound=[n.number for n in paper.apparatus.notes if not n.origins],
    )


def _named(kind: str, blocks: list[Block], wanted: type[Grid]) -> Iterator[tuple[str, Grid]]:
    """Name the grids of a brief by their place."""
    found = [block for block in blocks if isinstance(block, wanted)]
    yield from ((f"{kind}{number}", block) for number, block in enumerate(found, 1))


def _grid(grid: Grid, lang: Lang) -> Shown:
    heads = [f"{number} {head.say(lang)}" for number, head in enumerate(grid.head, 1)]
    rows = [[cell.say(lang) for cell in row] for row in grid.rows]
    frame = pl.DataFrame(rows, schema=dict.fromkeys(heads, pl.String), orient="row")
    columns = [col(name, head) for name, head in zip(heads, grid.head, strict=True)]
    return Shown(frame, columns, grid.caption, rows=200, rests=grid.why)


def _chart(figure: Figure, lang: Lang) -> Chart:
    return Chart(lambda: figure.draw(lang), figure.caption, rests=figure.why)


def _grouped(blocks: tuple[Block, ...], grids: dict[str, Grid]) -> Iterator[tuple[str, Any]]:
    """Put sentences that follow one another into one paragraph; name the rest."""
    paragraph: list[Sentence] = []
    for block in blocks:
        if isinstance(block, Sentence):
            paragraph.append(block)
            continue
        if paragraph:
            yield "paragraph", paragraph
            paragraph = []
        if isinstance(block, Figure):
            yield "figure", block.name
        elif isinstance(block, Quote):
            yield "quote", block
        else:
            yield "grid", next(key for key, grid in grids.items() if grid is block)
    if paragraph:
        yield "paragraph", paragraph


@router.get("/briefs/{name}/file")
def file(view: Viewing, name: str, form: str = "docx", layout: str = "policy", day: str = "") -> Response:
    """Give a brief as a file in the reader's language."""
    if form not in KINDS:
        raise UsageError(
            Words(en=f"A brief cannot be written as {form}.", th=f"เขียนบทสรุปเป็น {form} ไม่ได้"),
            Words(en=f"There are: {', '.join(KINDS)}.", th=f"ที่มีอยู่: {', '.join(KINDS)}"),
        )
    how: dict[str, Any] = {"date": day} if day else {}
    if form in LAID_OUT:
        how["layout"] = layout
    content = _paper(view, name).write(form, view.lang, **how)
    options = "-".join(str(value) for value in _asked(view, name).values())
    return view.file(content, f"trachu-{name}-{options}-{view.lang}.{form}", KINDS[form])
