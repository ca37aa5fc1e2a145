"""A brief as one HTML file: fonts, pictures and notes inside, no script, no network."""

from __future__ import annotations

import json
import re
from base64 import b64encode
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup, escape

from trachu.briefs.render.labels import LABELS, note_lines
from trachu.briefs.render.thai import set_thai
from trachu.core.dates import say_date
from trachu.core.references import ordered
from trachu.core.words import Lang, Words
from trachu.core.writing import Apparatus, Block, Brief, Figure, Grid, Quote, Sentence

_KEPT = re.compile("(?:ร้อยละ|ลำดับที่)[\u00a0 ]?[0-9.,]+")
_FACES = (("thai", 400), ("thai", 700), ("latin", 400), ("latin", 700))
_RANGES = {"thai": "U+0E01-0E5B,U+200B-200D,U+25CC", "latin": "U+0000-00FF,U+2000-206F,U+20AC,U+2122,U+2191,U+2193"}


def html(brief: Brief, apparatus: Apparatus, pictures: Mapping[str, str], lang: Lang, date: str | None = None) -> str:
    """Write a brief; `pictures` holds the SVG of each figure by name."""
    groups = [(section.title, _grouped(section.blocks)) for section in brief.sections]
    return (
        _environment()
        .get_template("brief.html.j2")
        .render(
            brief=brief,
            groups=groups,
            apparatus=apparatus,
            pictures={name: Markup(drawn) for name, drawn in pictures.items()},
            specs={b.name: _inert(b.draw(lang)) for _, group in groups for kind, b in group if kind == "figure"},
            notes=[(note, note_lines(note, lang)) for note in apparatus.notes],
            references=[entry.runs(lang) for entry in ordered(apparatus.references, lang)],
            number=apparatus.number,
            say=lambda words: _say(words, lang),
            label=lambda name: _say(LABELS[name], lang),
            fonts=Markup(_fonts()),
            dated=say_date(date, lang) if date else "",
            lang=lang,
            set_thai=set_thai,
        )
    )


def _say(words: Words, lang: Lang) -> Markup:
    """Return escaped words; in Thai, a percentage is kept on one line (browsers break ร้อย|ละ)."""
    if lang == "en":
        return Markup(escape(words.en))
    return Markup(_KEPT.sub(r'<span class="kept">\g<0></span>', str(escape(set_thai(words.th)))))


def _grouped(blocks: tuple[Block, ...]) -> list[tuple[str, Any]]:
    """Put sentences that follow one another into one paragraph."""
    found: list[tuple[str, Any]] = []
    for block in blocks:
        if isinstance(block, Sentence):
            if found and found[-1][0] == "paragraph" and not block.begins:
                found[-1][1].append(block)
            else:
                found.append(("paragraph", [block]))
        else:
            found.append(({Figure: "figure", Grid: "grid", Quote: "quote"}[type(block)], block))
    return found


def _inert(spec: dict[str, Any]) -> Markup:
    """Write a specification as data that no browser runs and no text can break out of."""
    text = json.dumps(spec, ensure_ascii=False)
    return Markup(text.replace("<", "\\u003c").replace(">", "\\u003e").replace("&", "\\u0026"))


@cache
def _fonts() -> str:
    folder = files("trachu.briefs.render").joinpath("fonts")
    rules = []
    for script, weight in _FACES:
        data = b64encode(folder.joinpath(f"sarabun-{script}-{weight}-normal.woff2").read_bytes()).decode()
        rules.append(
            f"@font-face{{font-family:Sarabun;font-weight:{weight};font-display:swap;"
            f"src:url(data:font/woff2;base64,{data}) format('woff2');unicode-range:{_RANGES[script]}}}"
        )
    return "".join(rules)


@cache
def _environment() -> Environment:
    loader = PackageLoader("trachu.briefs.render", "templates")
    return Environment(loader=loader, autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True)
