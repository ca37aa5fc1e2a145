"""From the blocks of a brief to those of a sheet: sentences into paragraphs, footnotes numbered as they appear."""

from __future__ import annotations

from collections.abc import Iterator

from trachu.briefs.render import sheet as sh
from trachu.briefs.render.labels import LABELS, short_note
from trachu.briefs.render.setting import Setting
from trachu.briefs.render.thai import set_thai
from trachu.core.references import ordered
from trachu.core.words import Words
from trachu.core.writing import Apparatus, Block, Figure, Grid, Quote, Sentence


class Composer:
    """What the layouts share: how words are said, which number a footnote, a table and a figure gets."""

    def __init__(self, apparatus: Apparatus, setting: Setting) -> None:
        self.apparatus, self.setting = apparatus, setting
        self.notes: list[tuple[str, ...]] = []
        self.prefix = ""
        self._numbers: dict[tuple[str, ...], int] = {}
        self._counts = {"table": 0, "figure": 0}

    def say(self, words: Words) -> str:
        """Return words in the language of the sheet, set for paper."""
        return self.digit(set_thai(words.th)) if self.setting.lang == "th" else words.en

    def say_label(self, name: str) -> str:
        """Return one of the fixed words."""
        return LABELS[name].say(self.setting.lang)

    def digit(self, text: str) -> str:
        """Write digits as the setting asks."""
        return self.setting.digit(text)

    def note(self, why: tuple[str, ...]) -> int | None:
        """Return the number of the footnote of these traces, in order of first appearance on the sheet."""
        if why not in self._numbers:
            found = next((note for note in self.apparatus.notes if note.traces == why), None)
            if found is None:
                return None
            self.notes.append(tuple(set_thai(line) for line in short_note(found, self.setting.lang)))
            self._numbers[why] = len(self.notes)
        return self._numbers[why]

    def sentence(self, one: Sentence) -> sh.Piece:
        """Return a sentence with its note."""
        return sh.Piece(self.say(one.words), note=self.note(one.why))

    def findings(self, found: tuple[Sentence, ...], boxed: str = "") -> sh.Listing:
        """Return the findings as a numbered list."""
        return sh.Listing(tuple((self.sentence(one),) for one in found), numbered=True, boxed=boxed)

    def method(self, said: tuple[Words, ...], heading: sh.Heading | None) -> Iterator[sh.Block]:
        """Yield how the figures were worked out, under a heading."""
        if said:
            yield from [heading] if heading else []
            yield sh.Listing(tuple((sh.Piece(self.say(words)),) for words in said))

    def references(self, heading: sh.Heading) -> Iterator[sh.Block]:
        """Yield the list of references, Thai works first for a Thai reader."""
        if self.apparatus.references:
            yield heading
            lang = self.setting.lang
            yield sh.Entries(
                tuple(
                    tuple(sh.Piece(run.text, italic=run.italic) for run in entry.runs(lang))
                    for entry in ordered(self.apparatus.references, lang)
                )
            )

    def blocks(self, blocks: tuple[Block, ...]) -> Iterator[sh.Block]:
        """Yield the blocks of a section; sentences that follow one another are one paragraph."""
        sentences: list[sh.Piece] = []
        for block in blocks:
            if isinstance(block, Sentence):
                if block.begins and sentences:
                    yield sh.Paragraph(tuple(sentences))
                    sentences = []
                gap = [sh.Piece(" ")] if sentences else []
                sentences += [*gap, self.sentence(block)]
                continue
            if sentences:
                yield sh.Paragraph(tuple(sentences))
                sentences = []
            yield self._other(block)
        if sentences:
            yield sh.Paragraph(tuple(sentences))

    def _other(self, block: Figure | Grid | Quote) -> sh.Block:
        if isinstance(block, Quote):
            by = self.say(block.note) if block.note else ""
            return sh.Quotation((sh.Piece(f"“{set_thai(block.text)}”", note=self.note((block.why,))),), by)
        caption = (sh.Piece(self.say(block.caption), note=self.note(block.why)),)
        if isinstance(block, Figure):
            label, number = self._label("figure")
            said = f"{self.say_label('shows')}: {self.say(block.caption)}"
            return sh.Picture(block.name, label, number, caption, said)
        label, number = self._label("table")
        rows = tuple(tuple(self.say(cell) for cell in row) for row in block.rows)
        return sh.Grid(label, number, caption, tuple(self.say(cell) for cell in block.head), rows)

    def _label(self, kind: str) -> tuple[str, str]:
        self._counts[kind] += 1
        label = self.say_label(f"numbered {kind}" if self.prefix else kind)
        return label, self.prefix + self.digit(str(self._counts[kind]))
