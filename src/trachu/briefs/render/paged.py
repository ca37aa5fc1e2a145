"""A sheet as PDF, set by Typst: tagged for readers, searchable, fonts from the bundle and nothing from outside."""

from __future__ import annotations

import json
from base64 import b64encode
from collections.abc import Mapping
from dataclasses import asdict
from importlib.resources import files
from typing import Any

from trachu.briefs.render.picture import FULL_WIDTH, SCALE
from trachu.briefs.render.sheet import Sheet
from trachu.briefs.render.textlayer import say_once

MISSING = ("missing codepoints", "could not be displayed")


def pdf(sheet: Sheet, pictures: Mapping[str, bytes], root: str) -> bytes:
    """Set a sheet as PDF/UA-1, and as PDF/A-2a as well if it has a date, which that standard asks for.

    ``pictures`` holds the PNG of each chart by name. ``root`` is an empty folder, the only one that the typesetter may
    read: the sheet and its pictures are handed over in memory, its text as JSON that is never read as markup. A
    script that no font at hand has (such as Hangul in a quotation) is drawn as boxes, which both standards forbid: such
    a file is tagged and searchable all the same, but claims neither.
    """
    import typst

    folder = files("trachu.briefs.render")
    given = {
        "sheet": json.dumps(_data(sheet, pictures), ensure_ascii=False),
        **{f"picture {name}": _wrapped(drawn) for name, drawn in pictures.items()},
    }
    source: Any = folder.joinpath("templates/sheet.typ").read_bytes()
    standards: list[Any] = ["ua-1", "a-2a"] if sheet.setting.date else ["ua-1"]

    def made(standards: list[Any]) -> bytes:
        """Typeset the sheet to these standards of PDF."""
        return typst.compile(
            source, root=root, font_paths=[str(folder.joinpath("fonts"))], ignore_system_fonts=True, format="pdf",
            sys_inputs=given, timestamp=0, pdf_standards=standards,
        )  # fmt: skip

    try:
        return say_once(made(standards))
    except typst.TypstError as error:
        if not any(words in str(error) for words in MISSING):
            raise
        return say_once(made([]))


def _data(sheet: Sheet, pictures: Mapping[str, bytes]) -> dict[str, Any]:
    seen: set[int] = set()
    blocks = [_first_marks(asdict(block), seen) for block in sheet.blocks]
    for block in blocks:
        if block["kind"] == "picture":
            block["width"] = _width(pictures[block["name"]])
    day = sheet.setting.day
    return {
        "title": sheet.title, "setting": asdict(sheet.setting), "page": asdict(sheet.setting.page), "blocks": blocks,
        "notes": sheet.notes, "mark": sheet.mark, "date": [day.year, day.month, day.day] if day else None,
    }  # fmt: skip


def _first_marks(part: Any, seen: set[int]) -> Any:
    """Tell of each piece with a note whether it is the first: there the footnote stands, later marks point to it."""
    if isinstance(part, dict):
        found = {name: _first_marks(value, seen) for name, value in part.items()}
        if (number := part.get("note")) is not None:
            found["first"] = number not in seen
            seen.add(number)
        return found
    return [_first_marks(one, seen) for one in part] if isinstance(part, list | tuple) else part


def _wrapped(drawn: bytes) -> str:
    """Put a PNG into an SVG: what is handed to the typesetter in memory has to be text."""
    wide, high = (int.from_bytes(drawn[at : at + 4]) / SCALE for at in (16, 20))
    dots = b64encode(drawn).decode()
    space = f'xmlns="http://www.w3.org/2000/svg" width="{wide}" height="{high}"'
    return f'<svg {space}><image width="{wide}" height="{high}" href="data:image/png;base64,{dots}"/></svg>'


def _width(drawn: bytes) -> float:
    """Return the width of a chart in per cent of the text: those of full width fill it, narrow ones stay narrow."""
    return min(100.0, 100 * int.from_bytes(drawn[16:20]) / SCALE / FULL_WIDTH)
