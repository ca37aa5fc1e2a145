"""The three layouts: policy brief, ministry memo, thesis chapter. A brief in, a sheet out."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from hashlib import sha256

from trachu.briefs.render import sheet as sh
from trachu.briefs.render.compose import Composer
from trachu.briefs.render.setting import Layout, Setting
from trachu.core.dates import say_date
from trachu.core.writing import Apparatus, Brief


def lay_out(brief: Brief, apparatus: Apparatus, setting: Setting) -> sh.Sheet:
    """Lay a brief out; its mark is the hash of everything that it says."""
    composer = Composer(apparatus, setting)
    blocks = tuple(LAYOUTS[setting.layout](brief, composer))
    title = composer.say(brief.title)
    mark = sha256(repr((title, blocks, composer.notes)).encode()).hexdigest()[:16]
    last = composer.say_label("content")
    colophon = sh.Paragraph((sh.Piece(f"{composer.say_label('made')} {last} {mark}"),), "soft")
    return sh.Sheet(title, setting, (*blocks, colophon), tuple(composer.notes), mark)


def policy(brief: Brief, composer: Composer) -> Iterator[sh.Block]:
    """Yield a head with the date, the findings in a box, the sections, method and references."""
    setting = composer.setting
    dated = f" · {composer.digit(say_date(setting.date, setting.lang))}" if setting.date else ""
    yield sh.Paragraph((sh.Piece(f"ตราชู · trachu{dated}", bold=True),), "soft")
    yield sh.Paragraph((sh.Piece(composer.say(brief.title)),), "title")
    yield composer.findings(brief.findings, boxed=composer.say_label("summary"))
    for section in brief.sections:
        yield sh.Heading(composer.say(section.title), 1)
        yield from composer.blocks(section.blocks)
    yield from composer.method(brief.method, sh.Heading(composer.say_label("method"), 1))
    yield from composer.references(sh.Heading(composer.say_label("references"), 1))


def memo(brief: Brief, composer: Composer) -> Iterator[sh.Block]:
    """Yield the head of a บันทึกข้อความ, its four parts from background to recommendations, signature, references."""
    yield _memo_head(brief, composer)
    background, facts, considerations, advice = (
        sh.Heading(composer.say_label(name), 1, composer.digit(f"{n}."))
        for n, name in enumerate(("background", "facts", "considerations", "advice"), start=1)
    )
    yield background
    counts = {"works": len(composer.apparatus.references), "notes": len(composer.apparatus.notes)}
    yield sh.Paragraph((sh.Piece(composer.digit(composer.say_label("asks").format(**counts))),))
    yield from composer.method(brief.method, None)
    yield facts
    yield from _numbered(brief, composer, 2, advice=False)
    yield considerations
    yield composer.findings(brief.findings)
    yield advice
    follows = list(_numbered(brief, composer, 4, advice=True))
    yield from follows or [sh.Paragraph((sh.Piece(composer.say_label("to write")),))]
    yield sh.Paragraph((sh.Piece(composer.say_label("closing")),))
    yield sh.Paragraph((sh.Piece(composer.say_label("signature")),), "closing")
    yield sh.Paragraph((sh.Piece(composer.say_label("post")),), "closing")
    yield from composer.references(sh.Heading(composer.say_label("references"), 1))


def _memo_head(brief: Brief, composer: Composer) -> sh.Fields:
    setting, say = composer.setting, composer.say_label
    day = composer.digit(say_date(setting.date, setting.lang)) if setting.date else ""
    return sh.Fields(
        say("memo"),
        (
            ((say("office"), composer.digit(setting.office)),),
            ((say("number"), composer.digit(setting.number)), (say("date"), day)),
            ((say("subject"), composer.say(brief.title)),),
            ((say("to"), composer.digit(setting.addressee)),),
        ),
    )


def _numbered(brief: Brief, composer: Composer, first: int, *, advice: bool) -> Iterator[sh.Block]:
    """Yield the sections that are advice, or those that are not, numbered under a heading of level 1."""
    chosen = [section for section in brief.sections if section.advice == advice]
    for n, section in enumerate(chosen, start=1):
        yield sh.Heading(composer.say(section.title), 2, composer.digit(f"{first}.{n}"))
        yield from composer.blocks(section.blocks)


def thesis(brief: Brief, composer: Composer) -> Iterator[sh.Block]:
    """Yield lists of contents, tables and figures; a numbered chapter: method, sections, findings; the bibliography."""
    say, chapter = composer.say_label, composer.digit(str(composer.setting.chapter))
    composer.prefix = f"{chapter}."
    yield sh.Contents("headings", say("contents"))
    yield sh.Contents("tables", say("tables"), say("numbered table"))
    yield sh.Contents("figures", say("figures"), say("numbered figure"))
    yield sh.Break()
    yield sh.Heading(composer.say(brief.title), 1, f"{say('chapter')} {chapter}")
    titles = [
        *([say("method")] if brief.method else []), *(composer.say(s.title) for s in brief.sections), say("conclusion")
    ]  # fmt: skip
    heads = iter(
        sh.Heading(title, 2, composer.prefix + composer.digit(str(n))) for n, title in enumerate(titles, start=1)
    )
    if brief.method:
        yield from composer.method(brief.method, next(heads))
    for section in brief.sections:
        yield next(heads)
        yield from composer.blocks(section.blocks)
    yield next(heads)
    yield composer.findings(brief.findings)
    if composer.apparatus.references:
        yield sh.Break()
    yield from composer.references(sh.Heading(say("bibliography"), 1))


LAYOUTS: Mapping[Layout, Callable[[Brief, Composer], Iterator[sh.Block]]] = {
    "policy": policy,
    "memo": memo,
    "thesis": thesis,
}
