"""A brief as slides: a title, one message a slide with its chart or table, what it rests on beneath, sources last."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from io import BytesIO
from typing import Any

from pptx import Presentation
from pptx.util import Cm

from trachu.briefs.render import slide_shapes as shapes
from trachu.briefs.render.compose import Composer
from trachu.briefs.render.labels import LABELS
from trachu.briefs.render.setting import Setting
from trachu.briefs.render.stamping import stamped
from trachu.core.dates import say_date
from trachu.core.references import ordered
from trachu.core.writing import Apparatus, Block, Brief, Entry, Figure, Grid, Quote, Sentence

WIDE, HIGH = 33.867, 19.05  # cm: 16 to 9
ROWS, ENTRIES = 9, 8  # of a table and of a list of sources that a slide holds
TITLED = 5  # the layout that has a title and nothing else
LONG = 180  # characters from which a message is set smaller


@dataclass(frozen=True, slots=True)
class Slide:
    """What stands on one slide: its message, what shows it, and the footnote that it rests on."""

    head: str
    message: str
    shown: Figure | Grid | None = None
    rows: tuple[tuple[str, ...], ...] = ()
    note: tuple[str, ...] = ()


def pptx(brief: Brief, apparatus: Apparatus, pictures: Mapping[str, bytes], setting: Setting) -> bytes:
    """Write a brief as PPTX; `pictures` holds the PNG of each chart by name."""
    composer = Composer(apparatus, setting)
    deck: Any = Presentation()
    deck.slide_width, deck.slide_height = Cm(WIDE), Cm(HIGH)
    brush = shapes.Brush(setting)
    title = composer.say(brief.title)
    _opening(deck, brush, title, setting)
    for number, slide in enumerate(slides(brief, composer), start=2):
        _message(deck, brush, slide, pictures, composer, number)
    _sources(deck, brush, ordered(apparatus.references, setting.lang), setting)
    _properties(deck, title, setting)
    raw = BytesIO()
    deck.save(raw)
    return stamped(raw.getvalue(), setting.day)


def slides(brief: Brief, composer: Composer) -> Iterator[Slide]:
    """Yield one slide for each finding, then one for each chart and table, under the sentence before it."""
    label = LABELS["finding"].say(composer.setting.lang)
    for number, finding in enumerate(brief.findings, start=1):
        head = f"{label} {composer.digit(str(number))}"
        yield Slide(head, composer.say(finding.words), note=_note(composer, finding.why))
    for section in brief.sections:
        yield from _of_section(composer.say(section.title), section.blocks, composer)


def _of_section(head: str, blocks: Sequence[Block], composer: Composer) -> Iterator[Slide]:
    said: list[str] = []
    for block in blocks:
        if isinstance(block, Sentence):
            said.append(composer.say(block.words))
        elif not isinstance(block, Quote):
            message = said[-1] if said else composer.say(block.caption)
            yield from _showing(head, message, block, composer)
            said = []


def _showing(head: str, message: str, block: Figure | Grid, composer: Composer) -> Iterator[Slide]:
    note = _note(composer, block.why)
    if isinstance(block, Figure):
        yield Slide(head, message, block, note=note)
        return
    rows = tuple(tuple(composer.say(cell) for cell in row) for row in block.rows)
    more = f" ({composer.say_label('continued')})"
    for at in range(0, len(rows), ROWS):
        yield Slide(head + (more if at else ""), message, block, rows[at : at + ROWS], note)


def _note(composer: Composer, why: tuple[str, ...]) -> tuple[str, ...]:
    number = composer.note(why)
    return composer.notes[number - 1] if number else ()


def _opening(deck: Any, brush: shapes.Brush, title: str, setting: Setting) -> None:
    slide = deck.slides.add_slide(deck.slide_layouts[TITLED])
    shapes.bar(slide, Cm(0), Cm(0), Cm(0.9), Cm(HIGH))
    brush.title(slide, title, (2.6, 5.4, WIDE - 5.2, 5.2), 40)
    dated = setting.digit(say_date(setting.date, setting.lang)) if setting.date else ""
    said = " · ".join(part for part in ("ตราชู · trachu", setting.digit(setting.office), dated) if part)
    brush.text(slide, said, (2.6, 11, WIDE - 5.2, 1.4), 20, soft=True)


def _message(
    deck: Any, brush: shapes.Brush, slide: Slide, pictures: Mapping[str, bytes], composer: Composer, number: int
) -> None:
    made = deck.slides.add_slide(deck.slide_layouts[TITLED])
    shapes.bar(made, Cm(0), Cm(0), Cm(WIDE), Cm(0.28))
    brush.title(made, slide.head, (1.6, 0.7, WIDE - 3.2, 1.5), 22)
    if slide.shown is None:
        size = 26 if len(slide.message) > 2 * LONG else 30
        brush.text(made, slide.message, (1.6, 3.4, WIDE - 3.2, 11.4), size)
    else:
        size = 16 if len(slide.message) > LONG else 20
        brush.text(made, slide.message, (1.6, 2.2, WIDE - 3.2, 3), size)
        _show(made, brush, slide, pictures, composer)
    if slide.note:
        said = f"{composer.say_label('see')}: {slide.note[0]}"
        brush.text(made, shapes.cut(said), (1.6, HIGH - 1.5, WIDE - 5, 1.1), 10, soft=True)
        made.notes_slide.notes_text_frame.text = "\n".join(slide.note)
        brush.dress(made.notes_slide.notes_text_frame, 12)
    page = composer.digit(str(number))
    brush.text(made, page, (WIDE - 3, HIGH - 1.5, 1.6, 0.9), 10, soft=True, right=True)


def _show(made: Any, brush: shapes.Brush, slide: Slide, pictures: Mapping[str, bytes], composer: Composer) -> None:
    place = (1.6, 5.4, WIDE - 3.2, HIGH - 7.2)
    if isinstance(slide.shown, Figure):
        caption = composer.say(slide.shown.caption)
        shapes.picture(made, pictures[slide.shown.name], place, slide.shown.name, caption)
    elif slide.shown is not None:
        head = tuple(composer.say(cell) for cell in slide.shown.head)
        brush.table(made, (head, *slide.rows), place, composer.say(slide.shown.caption))


def _sources(deck: Any, brush: shapes.Brush, entries: Sequence[Entry], setting: Setting) -> None:
    head = LABELS["references"].say(setting.lang)
    for at in range(0, len(entries), ENTRIES):
        made = deck.slides.add_slide(deck.slide_layouts[TITLED])
        shapes.bar(made, Cm(0), Cm(0), Cm(WIDE), Cm(0.28))
        more = f" ({LABELS['continued'].say(setting.lang)})" if at else ""
        brush.title(made, head + more, (1.6, 0.7, WIDE - 3.2, 1.5), 22)
        brush.entries(made, [one.runs(setting.lang) for one in entries[at : at + ENTRIES]], (1.6, 2.6, WIDE - 3.2, 15))


def _properties(deck: Any, title: str, setting: Setting) -> None:
    about, day = deck.core_properties, setting.day
    about.title, about.author, about.last_modified_by = title.replace("\u00a0", " "), "trachu", "trachu"
    about.comments, about.revision = "", 1
    about.language = "th-TH" if setting.lang == "th" else "en-GB"
    for child in list(about._element):
        if child.tag.rpartition("}")[2] in ("created", "modified"):
            about._element.remove(child)
    if day:
        about.created = about.modified = datetime.datetime(day.year, day.month, day.day)
