"""A brief on paper: footnotes worked out from the traces, then written as HTML or Markdown."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cached_property
from pathlib import Path
from typing import Any

from trachu.bench import citing
from trachu.bench.cache import Cache, write_whole
from trachu.bench.fingerprints import room
from trachu.bench.why import Traces, Why, cite_keys, references_of
from trachu.briefs.render.html import html
from trachu.briefs.render.markdown import markdown
from trachu.briefs.render.picture import svg
from trachu.core.errors import UsageError
from trachu.core.words import Lang, Words
from trachu.core.writing import Apparatus, Brief, Figure, Note, Origin, Quote, Sentence
from trachu.ontology.reference import Reference

ORIGINS = 4
_QUOTE = re.compile(r"“(.*)”", re.DOTALL)
_PAGE = re.compile(r"p\. (\d+) ·")
_KEYS = re.compile(r" \{[^{}]*\}")


class Paper:
    """A brief and its footnotes; printed, it is Markdown in English."""

    def __init__(self, brief: Brief, traces: Traces, references: Mapping[str, Reference], cache: Cache) -> None:
        self.content = brief
        self._traces, self._references, self._cache = traces, references, cache

    def __str__(self) -> str:
        return self.markdown("en")

    def markdown(self, lang: Lang = "th") -> str:
        """Return the brief as Markdown with footnotes."""
        return markdown(self.content, self.apparatus, lang)

    def html(self, lang: Lang = "th") -> str:
        """Return the brief as one HTML file that needs no network."""
        figures = [b for s in self.content.sections for b in s.blocks if isinstance(b, Figure)]
        pictures = {f.name: self._picture(f, lang) for f in figures}
        return html(self.content, self.apparatus, pictures, lang)

    def save(self, path: str | Path, lang: Lang = "th") -> Path:
        """Write the brief to a file; the suffix says how: .html or .md."""
        path = Path(path)
        writers = {".html": self.html, ".md": self.markdown}
        if path.suffix not in writers:
            raise UsageError(
                Words(
                    en=f"A brief cannot be written as {path.suffix or path.name}.",
                    th=f"เขียนบทสรุปเป็น {path.suffix or path.name} ไม่ได้",
                ),
                Words(en="Name a file that ends in .html or .md.", th="โปรดตั้งชื่อแฟ้มลงท้ายด้วย .html หรือ .md"),
            )
        write_whole(path, writers[path.suffix](lang).encode())
        return path

    def to_dict(self) -> dict[str, Any]:
        """Return the findings, sentences and footnotes as plain data."""

        def told(sentence: Sentence) -> dict[str, Any]:
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
                inside.update(p.trace for p in one.parents)
                yield from self._place(one)
            elif one.kind == "source" and one.trace not in inside:
                yield Origin("dataset", self._reference(one), one.trace)

    def _place(self, one: Why) -> Iterator[Origin]:
        passages = one.parents if one.kind == "claim" else (one,)
        quote = _QUOTE.search(one.says)
        for passage in passages:
            page = _PAGE.match(passage.says)
            for source in passage.parents:
                reference = self._reference(source)
                yield Origin(
                    "document", reference, one.trace, int(page[1]) if page else None, quote[1] if quote else None
                )

    def _reference(self, source: Why) -> Words:
        named = [citing.short(self._references[key]) for key in cite_keys(source.says)]
        says = _KEYS.sub("", source.says).partition(" · sha256")[0]
        if not named:
            return Words(en=says, th=says)
        return Words(en="; ".join(w.en for w in named), th="; ".join(w.th for w in named))

    def _picture(self, figure: Figure, lang: Lang) -> str:
        spec = figure.draw(lang)
        return self._cache.text("picture", [room("briefs"), spec], lambda: svg(spec))
