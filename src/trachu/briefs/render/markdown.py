"""A brief as Markdown with footnotes."""

from __future__ import annotations

from collections.abc import Iterator

from trachu.briefs.render.labels import LABELS, note_lines
from trachu.core.dates import say_date
from trachu.core.references import ordered
from trachu.core.words import Lang, Words
from trachu.core.writing import Apparatus, Block, Brief, Figure, Grid, Quote, Sentence


def markdown(brief: Brief, apparatus: Apparatus, lang: Lang, date: str | None = None) -> str:
    """Write a brief: date, findings, sections, method, footnotes, references."""
    return "\n".join(_lines(brief, apparatus, lang, date)) + "\n"


def _lines(brief: Brief, apparatus: Apparatus, lang: Lang, date: str | None) -> Iterator[str]:
    yield f"# {brief.title.say(lang)}"
    if date:
        yield f"\n{say_date(date, lang)}"
    yield f"\n## {LABELS['findings'].say(lang)}\n"
    for number, finding in enumerate(brief.findings, start=1):
        yield f"{number}. {finding.words.say(lang)}{_mark(finding.why, apparatus)}"
    for section in brief.sections:
        yield f"\n## {section.title.say(lang)}\n"
        yield from _blocks(section.blocks, apparatus, lang)
    if brief.method:
        yield f"\n## {LABELS['method'].say(lang)}\n"
        yield from (f"- {words.say(lang)}" for words in brief.method)
    yield ""
    for note in apparatus.notes:
        first, *more = note_lines(note, lang)
        yield f"[^{note.number}]: {first}"
        yield from (f"    {line}" for line in more)
    if apparatus.references:
        yield f"\n## {LABELS['references'].say(lang)}\n"
        for entry in ordered(apparatus.references, lang):
            yield "- " + "".join(f"*{run.text}*" if run.italic else run.text for run in entry.runs(lang))


def _blocks(blocks: tuple[Block, ...], apparatus: Apparatus, lang: Lang) -> Iterator[str]:
    sentences: list[str] = []
    for block in blocks:
        if isinstance(block, Sentence):
            if block.begins and sentences:
                yield " ".join(sentences) + "\n"
                sentences = []
            sentences.append(block.words.say(lang) + _mark(block.why, apparatus))
            continue
        if sentences:
            yield " ".join(sentences) + "\n"
            sentences = []
        yield from _other(block, apparatus, lang)
    if sentences:
        yield " ".join(sentences)


def _other(block: Block, apparatus: Apparatus, lang: Lang) -> Iterator[str]:
    if isinstance(block, Quote):
        note = f" ({block.note.say(lang)})" if block.note else ""
        yield f"> “{_flat(block.text)}”{note}{_mark((block.why,), apparatus)}\n"
    elif isinstance(block, Grid):
        yield f"**{block.caption.say(lang)}**{_mark(block.why, apparatus)}\n"
        yield _row(block.head, lang)
        yield "|" + " --- |" * len(block.head)
        yield from (_row(row, lang) for row in block.rows)
        yield ""
    elif isinstance(block, Figure):
        yield f"*{LABELS['figure'].say(lang)}: {block.caption.say(lang)}*{_mark(block.why, apparatus)}\n"


def _row(cells: tuple[Words, ...], lang: Lang) -> str:
    return "| " + " | ".join(_flat(cell.say(lang)).replace("|", "\\|") for cell in cells) + " |"


def _flat(text: str) -> str:
    return " ".join(text.split())


def _mark(why: tuple[str, ...], apparatus: Apparatus) -> str:
    number = apparatus.number(why)
    return f"[^{number}]" if number else ""
