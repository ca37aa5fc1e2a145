"""Briefs that people write themselves: Markdown files in the bench's folder, their citations checked on each build."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import polars as pl

from trachu.bench import aside, naming
from trachu.bench.cache import key_of, write_whole
from trachu.bench.cited import KEYS, Broken, Cited, can_ask
from trachu.bench.cited import written as spelt
from trachu.bench.paper import Paper
from trachu.bench.versions import unchanged
from trachu.core import parts
from trachu.core.errors import TooLarge, UnknownName, UsageError
from trachu.core.manuscript import Ask, Cite, Manuscript, Piece, Token, read
from trachu.core.words import Lang, Words
from trachu.core.writing import Block, Brief, Grid, Quote, Section, Sentence

if TYPE_CHECKING:
    from trachu.bench.bench import Bench

FOLDER = "briefs"
LANGS: tuple[Lang, ...] = ("th", "en")
LONGEST = 300_000  # characters of a brief
OWN = "own:words"  # the why of words for which their author answers
_MARKS = re.compile(r"([\\`<\[\]])")
_HEADS = {
    "actor": Words(en="actor", th="ตัวแสดง"), "other": Words(en="other", th="อีกฝ่าย"),
    "item": Words(en="item", th="รายการ"), "year": Words(en="year", th="ปี ค.ศ."), "month": Words(en="month", th="เดือน"),
    "value": Words(en="value", th="ค่า"), "low": Words(en="low", th="ต่ำ"), "high": Words(en="high", th="สูง"),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Draft:
    """A written brief as it stands now: its blocks with numbers worked out, and what in it does not hold.

    ``rows`` has for each table of the sections, in their order, the traces of each of its rows.
    """

    name: str
    lang: Lang
    brief: Brief
    faults: tuple[Words, ...]
    rows: tuple[tuple[tuple[str, ...], ...], ...]


def names(bench: Bench) -> list[str]:
    """Return the names of the bench's own briefs."""
    found = {path.name[: -len(".th.md")] for lang in LANGS for path in (bench.folder / FOLDER).glob(f"*.{lang}.md")}
    return sorted(name for name in found if aside.NAME.fullmatch(name))


def langs(bench: Bench, name: str) -> list[Lang]:
    """Return the languages in which a brief is written."""
    return [lang for lang in LANGS if path_of(bench, name, lang).is_file()]


def text(bench: Bench, name: str, lang: Lang) -> str:
    """Return the Markdown of a brief in a language; empty where it is not written yet."""
    path = path_of(bench, name, lang)
    return path.read_text(encoding="utf8") if path.is_file() else ""


def version(bench: Bench, name: str, lang: Lang) -> str:
    """Name the state of a brief in a language; empty where it is not written yet."""
    return key_of(text(bench, name, lang))[:12] if path_of(bench, name, lang).is_file() else ""


def save(bench: Bench, name: str, lang: Lang, markdown: str, seen: str) -> Path:
    """Keep a brief, if nobody changed it since its version `seen`; one with faults is kept as well."""
    if len(markdown) > LONGEST:
        raise TooLarge(
            Words(en=f"A brief has at most {LONGEST:,} characters.", th=f"บทสรุปยาวได้ไม่เกิน {LONGEST:,} อักขระ"),
            Words(en="Divide it.", th="โปรดแบ่งเป็นหลายฉบับ"),
        )
    path = path_of(bench, name, lang)
    unchanged(version(bench, name, lang), seen)
    write_whole(path, markdown.replace("\r\n", "\n").encode())
    return path


def asks(bench: Bench, name: str) -> list[Ask]:
    """Return the measures that a brief asks for and that can be worked out, in both languages."""
    found = (token for lang in langs(bench, name) for token in _tokens(read(text(bench, name, lang))))
    return list(dict.fromkeys(token for token in found if isinstance(token, Ask) and can_ask(token)))


def draft(bench: Bench, name: str, lang: Lang, *, markdown: bool = False) -> Draft:
    """Work a brief out anew: every citation looked up, every number computed, what does not hold listed.

    With ``markdown`` the words are spelt for a Markdown file, in which HTML and links of theirs do nothing.
    """
    if lang not in langs(bench, name):
        raise UnknownName(
            "brief", f"{name}.{lang}", [f"{one}.{of}" for one in names(bench) for of in langs(bench, one)]
        )
    writer = _Writer(bench, lang, markdown)
    brief = writer.brief(name, read(text(bench, name, lang)))
    return Draft(name, lang, brief, tuple(dict.fromkeys(writer.faults)), tuple(writer.rows))


def paper(bench: Bench, found: Draft) -> Paper:
    """Return a draft on paper: its footnotes worked out; words that cite nothing have none."""
    return Paper(found.brief, bench.traces(), bench.references(), bench.cache, bench.store.sources(), own=OWN)


def report(bench: Bench, name: str, form: str, lang: Lang, **how: Any) -> bytes:
    """Return a brief as html, md, docx, pdf or pptx; refused while a citation does not hold."""
    found = draft(bench, name, lang, markdown=form == "md")
    if found.faults:
        more = f" (+{len(found.faults) - 1})" if len(found.faults) > 1 else ""
        first = found.faults[0]
        raise UsageError(
            Words(
                en=f"The citations of {name} do not hold: {first.en}{more}",
                th=f"การอ้างอิงของ {name} ยังไม่ถูกต้อง: {first.th}{more}",
            ),
            Words(en="Correct what its page lists, then take it along.", th="โปรดแก้ตามรายการในหน้าบทสรุปก่อนนำไปใช้"),
        )
    return paper(bench, found).write(form, lang, **how)


def path_of(bench: Bench, name: str, lang: Lang) -> Path:
    """Return where a brief in a language lies, written or not; a name that is none is refused."""
    if lang not in LANGS:
        raise UnknownName("language", lang, LANGS)
    return bench.folder / FOLDER / f"{aside.check_name(name)}.{lang}.md"


def _tokens(found: Manuscript) -> Iterator[Token]:
    for block in (*found.findings, *(b for part in found.parts for b in part.blocks)):
        yield from block.tokens
        yield from (token for row in block.rows for cell in row for token in cell)


class _Writer:
    """Turns a manuscript into a brief, and keeps what in it does not hold."""

    def __init__(self, bench: Bench, lang: Lang, markdown: bool) -> None:
        self._bench, self._lang, self._markdown = bench, lang, markdown
        self._cited = Cited(bench, lang)
        self.faults: list[Words] = []
        self.rows: list[tuple[tuple[str, ...], ...]] = []

    def brief(self, name: str, found: Manuscript) -> Brief:
        """Return the brief: title, findings and sections, with numbers worked out."""
        if not found.title:
            self._fault("A brief begins with its title: # Title", "บทสรุปต้องขึ้นต้นด้วยชื่อเรื่อง: # ชื่อเรื่อง")
        if not found.findings:
            self._fault("Between the title and the first ## heading stand the findings, at least one.",
                        "ระหว่างชื่อเรื่องกับหัวข้อ ## แรกต้องมีข้อค้นพบอย่างน้อยหนึ่งข้อ")  # fmt: skip
        title = self._words(found.title or name)
        findings = tuple(one for block in found.findings for one in self._finding(block))
        sections = tuple(
            Section(
                self._words(part.title or "–"),
                tuple(b for block in part.blocks for b in self._block(part.title, block)),
            )
            for part in found.parts
        )
        return Brief(name, title, findings, sections)

    def _finding(self, block: Piece) -> Iterator[Sentence]:
        if block.kind in ("table", "quote") or not block.tokens:
            self._fault("A table or a quotation stands under a ## heading.", "ตารางหรือข้อความที่ยกมาต้องอยู่ใต้หัวข้อ ##")
            return
        said = list(self._sentences(block.tokens))
        whys = tuple(dict.fromkeys(why for one in said for why in one.why if why != OWN))
        joined = " ".join(one.words.say(self._lang) for one in said)
        if joined:
            yield Sentence(Words(en=joined, th=joined), whys or (OWN,))

    def _block(self, title: str, block: Piece) -> Iterator[Block]:
        if block.kind == "table":
            yield from self._table(title, block)
        elif block.kind == "quote":
            yield from self._quote(block)
        elif block.kind == "measure" and isinstance(block.tokens[0], Ask):
            yield from self._values(block.tokens[0])
        else:
            yield from self._sentences(block.tokens, "• " if block.kind == "item" else "")

    def _sentences(self, tokens: Sequence[Token], before: str = "") -> Iterator[Sentence]:
        """Yield words with what they cite; each begins after the citations of the one before."""
        words, whys, begins, cited = before, list[str](), True, False
        for token in tokens:
            if cited and not isinstance(token, Cite):
                yield self._sentence(words, whys, begins)
                words, whys, begins, cited = "", [], False, False
            said, why = self._say(token)
            if isinstance(token, Cite):
                if not words.strip():
                    self._fault(f"{token} stands behind no words.", f"{token} ไม่มีถ้อยคำนำหน้า")
                cited, said = True, f" {said}" if said else ""
            words += said
            whys += [why] if why else []
        if words.strip():
            yield self._sentence(words, whys, begins)

    def _sentence(self, words: str, whys: list[str], begins: bool) -> Sentence:
        return Sentence(self._words(words.strip() or "–"), tuple(dict.fromkeys(whys)) or (OWN,), begins)

    def _say(self, token: Token) -> tuple[str, str | None]:
        """Return what stands in the text for a token, and its trace; what does not hold stands as it was written."""
        if isinstance(token, str):
            return token, None
        try:
            return ("", self._cited.why(token)) if isinstance(token, Cite) else self._cited.number(token)
        except Broken as broken:
            self.faults.append(broken.words)
            return str(token), None

    def _quote(self, block: Piece) -> Iterator[Block]:
        words = " ".join(token for token in block.tokens if isinstance(token, str)).strip().strip('“”"')
        rest = [token for token in block.tokens if not isinstance(token, str)]
        if len(rest) != 1 or not isinstance(rest[0], Cite) or not words:
            self._fault("A quotation ends with one citation: > words [@claim:ID]",
                        "ข้อความที่ยกมาต้องลงท้ายด้วยการอ้างอิงหนึ่งรายการ: > ถ้อยคำ [@claim:ID]")  # fmt: skip
        whys = [(token, *self._say(token)) for token in rest]
        if len(whys) == 1 and whys[0][2] and words:
            yield Quote(self._spell(words), whys[0][2])
        else:
            said = " ".join(["“" + words + "”", *(one[1] for one in whys)])
            yield Sentence(self._words(said), (OWN,), True)

    def _table(self, title: str, block: Piece) -> Iterator[Grid]:
        whys: list[tuple[str, ...]] = []
        rows = []
        for row in block.rows:
            cells = [[self._say(token) for token in cell] for cell in row]
            whys.append(tuple(why for cell in cells for _, why in cell if why))
            rows.append([self._words("".join(said for said, _ in cell).strip() or "–") for cell in cells])
        if not rows:
            return
        wide = max(map(len, rows))
        full = [tuple([*row, *[Words(en="–", th="–")] * (wide - len(row))]) for row in rows]
        self.rows.append(tuple(whys[1:]))
        every = tuple(dict.fromkeys(why for row in whys for why in row))
        yield Grid(self._words(title or "–"), full[0], tuple(full[1:]), every or (OWN,))

    def _values(self, ask: Ask) -> Iterator[Block]:
        try:
            found = self._cited.values(ask)
        except Broken as broken:
            self.faults.append(broken.words)
            yield Sentence(self._words(str(ask)), (OWN,), True)
            return
        kept = [name for name in KEYS if found[name].null_count() < found.height]
        kept += ["value", *(name for name in ("low", "high") if found[name].null_count() < found.height)]
        rows = tuple(tuple(self._cell(name, row[name], ask) for name in kept) for row in found.to_dicts())
        label = parts.find("measure", ask.measure).label
        whys = tuple(found["why"].drop_nulls().unique(maintain_order=True))
        self.rows.append(tuple((why,) if why else () for why in found["why"]))
        yield Grid(label, tuple(_HEADS[name] for name in kept), rows, whys or (OWN,))

    def _cell(self, name: str, value: Any, ask: Ask) -> Words:
        if value is None:
            return Words(en="–", th="–")
        if name in ("actor", "other"):
            return self._bench.actor(str(value))
        if name == "item" and value in naming.names("domain"):
            return naming.names("domain")[value]
        return self._words(spelt(value, dict(ask.rows), self._lang) if isinstance(value, float) else str(value))

    def _words(self, said: str) -> Words:
        spelt_out = self._spell(said)
        return Words(en=spelt_out, th=spelt_out)

    def _spell(self, said: str) -> str:
        return _MARKS.sub(r"\\\1", said) if self._markdown else said

    def _fault(self, en: str, th: str) -> None:
        self.faults.append(Words(en=en, th=th))


def sentences(brief: Brief, lang: Lang) -> pl.DataFrame:
    """Return every sentence and quotation of a brief that rests on something: the words and their traces."""
    blocks = [*brief.findings, *(b for section in brief.sections for b in section.blocks)]
    rows = [
        {
            "says": b.text if isinstance(b, Quote) else b.words.say(lang),
            "why": [b.why] if isinstance(b, Quote) else list(b.why),
        }
        for b in blocks
        if isinstance(b, (Sentence, Quote)) and b.why != (OWN,)
    ]
    return pl.DataFrame(rows, schema={"says": pl.String, "why": pl.List(pl.String)})
