"""A brief on paper: footnotes worked out from the traces, then written in any of five forms."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import fields, replace
from functools import cached_property
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from trachu.bench import citing, showing
from trachu.bench.cache import Cache, write_whole
from trachu.bench.fingerprints import room
from trachu.bench.store import Source
from trachu.bench.why import Traces, Why, cite_keys, references_of
from trachu.briefs.render.html import html
from trachu.briefs.render.layouts import lay_out
from trachu.briefs.render.markdown import markdown
from trachu.briefs.render.paged import pdf
from trachu.briefs.render.picture import png, svg
from trachu.briefs.render.setting import Setting, setting_of
from trachu.core.errors import UsageError
from trachu.core.words import Lang, Words
from trachu.core.writing import Apparatus, Brief, Figure, Note, Origin, Quote, Sentence
from trachu.ontology.reference import Reference

FORMS = ("html", "md", "docx", "pdf", "pptx")
TAKES = {  # the options of `Setting` that a form honours; one that is not named honours all
    "html": ("date",),
    "md": ("date",),
    "pptx": ("date", "digits", "font", "office"),
    "pdf": ("date", "digits", "layout", "office", "number", "addressee", "chapter"),
}
ORIGINS = 4
_QUOTE = re.compile(r"“(.*)”", re.DOTALL)
_PAGE = re.compile(r"p\. (\d+) ·")
_HASH = re.compile(r"sha256:([0-9a-f]+)")
_KEYS = re.compile(r" \{[^{}]*\}")


class Paper:
    """A brief and its footnotes; printed, it is Markdown in English; in a notebook, it shows itself.

    ``own`` is the trace of words for which their author answers: they have no footnote.
    """

    def __init__(
        self,
        brief: Brief,
        traces: Traces,
        references: Mapping[str, Reference],
        cache: Cache,
        sources: Sequence[Source] = (),
        own: str | None = None,
    ) -> None:
        self.content, self._own = brief, own
        self._traces, self._references, self._cache = traces, references, cache
        self._retrieved = {source.hash[:16]: source.retrieved for source in sources}

    def __str__(self) -> str:
        return self.markdown("en")

    def _repr_html_(self) -> str:
        return showing.framed(self.html("th"), self.content.title)

    def markdown(self, lang: Lang = "th", date: str | None = None) -> str:
        """Return the brief as Markdown with footnotes."""
        return markdown(self.content, self.apparatus, lang, date)

    def html(self, lang: Lang = "th", date: str | None = None) -> str:
        """Return the brief as one HTML file that needs no network."""
        return html(self.content, self.apparatus, self._pictures(lang), lang, date)

    def charts(self, lang: Lang = "th") -> dict[str, showing.Chart]:
        """Return the charts by name; in a notebook each shows itself as Vega-Lite, or as SVG."""
        return {f.name: showing.Chart(f.draw(lang), f.caption.say(lang)) for f in self._figures()}

    def write(self, form: str, lang: Lang = "th", **how: Any) -> bytes:
        """Return the brief as html, md, docx, pdf or pptx.

        ``how`` may give layout (policy, memo, thesis), date (YYYY-MM-DD), digits (arabic, thai), font, office, number,
        addressee, chapter; see `Setting`. The same brief and the same settings give the same bytes.
        """
        setting, date = setting_of({"lang": lang, **how}), how.get("date")
        if form not in FORMS:
            raise _no_form(form)
        _fits(form, setting)
        if form in ("html", "md"):
            return (self.html(lang, date) if form == "html" else self.markdown(lang, date)).encode()
        pictures = {name: png(drawn) for name, drawn in self._pictures(lang).items()}
        if form == "pptx":
            from trachu.briefs.render.slides import pptx

            return pptx(self.content, self.apparatus, pictures, setting)
        sheet = lay_out(self.content, self.apparatus, setting)
        if form == "docx":
            from trachu.briefs.render.word import docx

            return docx(sheet, pictures)
        with TemporaryDirectory() as nothing:
            return pdf(sheet, pictures, nothing)

    def save(self, path: str | Path, lang: Lang = "th", **how: Any) -> Path:
        """Write the brief to a file whose suffix says how: .html, .md, .docx, .pdf or .pptx; see `write`."""
        path = Path(path)
        write_whole(path, self.write(path.suffix.lower().removeprefix("."), lang, **how))
        return path

    def to_dict(self) -> dict[str, Any]:
        """Return the findings, sentences and footnotes as plain data."""

        def told(sentence: Sentence) -> dict[str, Any]:
            """Return a sentence as plain data."""
            return {"en": sentence.words.en, "th": sentence.words.th, "why": list(sentence.why)}

        sections = [
            {
                "en": section.title.en,
                "th": section.title.th,
                "sentences": [told(b) for b in section.blocks if isinstance(b, Sentence)],
                "quotes": [{"text": b.text, "why": b.why} for b in section.blocks if isinstance(b, Quote)],
            }
            for section in self.content.sections
        ]
        return {
            "brief": self.content.name,
            "title": {"en": self.content.title.en, "th": self.content.title.th},
            "findings": [told(s) for s in self.content.findings],
            "sections": sections,
            "references": [{"en": r.en, "th": r.th} for r in self.apparatus.references],
        }

    @cached_property
    def apparatus(self) -> Apparatus:
        """The footnotes, numbered in order of first use, and the references."""
        traces = self._traces
        blocks = [*self.content.findings, *(b for s in self.content.sections for b in s.blocks)]
        whys = [(b.why,) if isinstance(b, Quote) else b.why for b in blocks]
        whys = [why for why in whys if why != (self._own,)]
        notes = []
        for number, why in enumerate(dict.fromkeys(w for w in whys if w), start=1):
            trees = [traces.tree(one) for one in why]
            origins = list(dict.fromkeys(o for tree in trees for o in self._origins(tree)))
            says = tuple(_KEYS.sub("", t.says) for t in trees if t.kind == "step")
            notes.append(Note(number, why, says, tuple(origins[:ORIGINS]), max(0, len(origins) - ORIGINS)))
        trees = [traces.tree(w) for w in dict.fromkeys(w for why in whys for w in why)]
        references = references_of(trees, self._references)
        return Apparatus(tuple(notes), tuple(citing.entry(r) for r in references))

    def _origins(self, tree: Why) -> Iterator[Origin]:
        inside: set[str] = set()
        for one in tree.walk():
            if one.kind == "claim" or (one.kind == "passage" and one.trace not in inside):
                passages = one.parents if one.kind == "claim" else (one,)
                inside.update(p.trace for p in passages)
                inside.update(source.trace for passage in passages for source in passage.parents)
                yield from self._place(one, passages)
            elif one.kind == "source" and one.trace not in inside:
                yield self._origin("dataset", one, one)

    def _place(self, one: Why, passages: Sequence[Why]) -> Iterator[Origin]:
        quote = _QUOTE.search(one.says)
        for passage in passages:
            page = _PAGE.match(passage.says)
            for source in passage.parents:
                found = self._origin("document", one, source)
                yield replace(found, page=int(page[1]) if page else None, quote=quote[1] if quote else None)

    def _origin(self, kind: str, one: Why, source: Why) -> Origin:
        hashed = _HASH.search(source.says)
        known = hashed[1] if hashed else None
        return Origin(kind, self._reference(source), one.trace, retrieved=self._retrieved.get(known or ""), hash=known)

    def _reference(self, source: Why) -> Words:
        named = [citing.short(self._references[key]) for key in cite_keys(source.says)]
        says = _KEYS.sub("", source.says).partition(" · sha256")[0]
        if not named:
            return Words(en=says, th=says)
        return Words(en="; ".join(w.en for w in named), th="; ".join(w.th for w in named))

    def _figures(self) -> list[Figure]:
        return [b for s in self.content.sections for b in s.blocks if isinstance(b, Figure)]

    def _pictures(self, lang: Lang) -> dict[str, str]:
        return {f.name: self._picture(f, lang) for f in self._figures()}

    def _picture(self, figure: Figure, lang: Lang) -> str:
        spec = figure.draw(lang)
        return self._cache.text("picture", [room("briefs"), spec], lambda: svg(spec))


def _no_form(form: str) -> UsageError:
    listed = Words(en=", ".join(f".{f}" for f in FORMS), th=" ".join(f".{f}" for f in FORMS))
    return UsageError(
        Words(en=f"A brief cannot be written as {form or 'that'}.", th=f"เขียนบทสรุปเป็น {form or 'รูปแบบนี้'} ไม่ได้"),
        Words(en=f"Name a file that ends in one of {listed.en}.", th=f"โปรดตั้งชื่อแฟ้มลงท้ายด้วย {listed.th}"),
    )


def _fits(form: str, setting: Setting) -> None:
    """Refuse an option that this form cannot honour, instead of passing over it."""
    given = [field.name for field in fields(setting) if getattr(setting, field.name) != field.default]
    for name in given:
        if name != "lang" and name not in TAKES.get(form, (name,)):
            listed = ", ".join(f".{one}" for one in FORMS if name in TAKES.get(one, (name,)))
            raise UsageError(
                Words(en=f"A brief as {form} takes no {name}.", th=f"บทสรุปแบบ {form} ไม่รับตัวเลือก {name}"),
                Words(en=f"Leave it out, or write {listed}.", th=f"โปรดตัดตัวเลือกนี้ออก หรือเขียนเป็น {listed}"),
            )
