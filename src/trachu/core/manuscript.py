r"""A brief that a person writes: Markdown with citations and measure blocks, read into blocks.

* ``# Title``; what stands under it before the first ``## Heading`` are the findings, one to each line of a list or
  paragraph.
* paragraphs, lists (``- ``, ``1. ``), quotations (``> ``), tables (``| a | b |``).
* ``[@claim:ID]``, ``[@passage:ID]``, ``[@step:ID]``, ``[@source:ID]``, ``[@key]`` cite; several go with ``;``.
  Words in quotation marks right before a citation are held against the words that are cited.
* ``{{measure NAME option=value | year=2022 actor=USA}}`` is a number worked out anew; alone on its line, a table.

HTML is text like any other. Nothing is looked up here.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Literal

KINDS = ("claim", "passage", "step", "source")
_TOKEN = re.compile(r"\[@([^\[\]\n]{1,300})\]|\{\{\s*measure\s+([^{}\n]{1,300})\}\}")
_QUOTED = re.compile(r"[“\"]([^“”\"]{2,})[”\"][\s.,;:]*$")
_ITEM = re.compile(r"\s{0,3}(?:[-*+]|\d{1,3}[.)])\s+(.*)")
_RULE = re.compile(r"\|?[\s:|-]*-[\s:|-]*\|?")
_FACE = re.compile(r"(\*\*|__)(?=\S)(.+?)(?<=\S)\1|(?<![\w*])\*(?=[^\s*])([^*]+?)(?<=[^\s*])\*(?![\w*])")
_POINTS = re.compile(r"^[.,;:!?ฯ)\]”]+")

Kind = Literal["paragraph", "item", "quote", "table", "measure"]


@dataclass(frozen=True, slots=True)
class Cite:
    """A citation: of what kind, which one, and the words that stand quoted before it."""

    kind: str
    key: str
    quoted: str | None = None

    def __str__(self) -> str:
        return f"[@{self.key}]" if self.kind == "key" else f"[@{self.kind}:{self.key}]"


@dataclass(frozen=True, slots=True)
class Ask:
    """A number that is asked for: the measure, its options, which of its values, and how it was written."""

    measure: str
    options: tuple[tuple[str, Any], ...]
    rows: tuple[tuple[str, Any], ...]
    written: str

    def __str__(self) -> str:
        return f"{{{{measure {self.written}}}}}"


Token = str | Cite | Ask


@dataclass(frozen=True, slots=True)
class Piece:
    """A block: its tokens in order; a table has its rows, the first of them the head, each cell its tokens."""

    kind: Kind
    tokens: tuple[Token, ...] = ()
    rows: tuple[tuple[tuple[Token, ...], ...], ...] = ()


@dataclass(frozen=True, slots=True)
class Part:
    """A heading and its blocks."""

    title: str
    blocks: tuple[Piece, ...]


@dataclass(frozen=True, slots=True)
class Manuscript:
    """A written brief: title, what stands before the first heading, parts."""

    title: str
    findings: tuple[Piece, ...]
    parts: tuple[Part, ...]


def read(text: str) -> Manuscript:
    r"""Read Markdown into blocks.

    >>> found = read("# Title\n\n- One [@claim:c1].\n\n## Next\n\nTwo lines\nin one.")
    >>> found.title, found.findings[0].tokens
    ('Title', ('One.', Cite(kind='claim', key='c1', quoted=None)))
    >>> [(part.title, [b.tokens for b in part.blocks]) for part in found.parts]
    [('Next', [('Two lines in one.',)])]
    """
    title = ""
    findings: list[Piece] = []
    parts: list[tuple[str, list[Piece]]] = []
    for lines in _groups(text):
        head = re.match(r"(#{1,6})\s+(.*)", lines[0])
        if head and len(head[1]) == 1 and not title:
            title = plain(head[2])
        elif head:
            parts.append((plain(head[2]), []))
        else:
            (parts[-1][1] if parts else findings).append(_block(lines))
    return Manuscript(title, tuple(findings), tuple(Part(name, tuple(blocks)) for name, blocks in parts))


def _groups(text: str) -> Iterator[list[str]]:
    """Put the lines of one block together."""
    group: list[str] = []
    for line in text.replace("\r\n", "\n").split("\n"):
        kind = _line_kind(line)
        alone = kind in ("blank", "head", "item", "measure")
        if group and (alone or (kind != _line_kind(group[-1]) and (kind, _line_kind(group[-1])) != ("text", "item"))):
            yield group
            group = []
        if kind != "blank":
            group.append(line)
        if kind in ("head", "measure"):
            yield group
            group = []
    if group:
        yield group


def _line_kind(line: str) -> str:
    line = line.strip()
    if not line:
        return "blank"
    if re.match(r"#{1,6}\s", line):
        return "head"
    if line.startswith(">"):
        return "quote"
    if line.startswith("|"):
        return "table"
    whole = _TOKEN.fullmatch(line)
    if whole and whole[2]:
        return "measure"
    return "item" if _ITEM.fullmatch(line) else "text"


def _block(lines: list[str]) -> Piece:
    kind = _line_kind(lines[0])
    if kind == "table":
        return Piece("table", rows=tuple(_cells(line) for line in lines if not _RULE.fullmatch(line.strip())))
    if kind == "quote":
        return Piece("quote", tokens(" ".join(line.strip().removeprefix(">").strip() for line in lines), quoted=True))
    if kind == "item":
        found = _ITEM.fullmatch(lines[0].strip())
        first = found[1] if found else lines[0]
        return Piece("item", tokens(" ".join([first, *(line.strip() for line in lines[1:])])))
    return Piece("measure" if kind == "measure" else "paragraph", tokens(" ".join(line.strip() for line in lines)))


def _cells(line: str) -> tuple[tuple[Token, ...], ...]:
    inner = line.strip().removeprefix("|").removesuffix("|")
    inner = _TOKEN.sub(lambda found: found[0].replace("|", "\0"), inner)
    return tuple(tokens(cell.strip().replace("\0", "|")) for cell in re.split(r"(?<!\\)\|", inner))


def tokens(text: str, *, quoted: bool = False) -> tuple[Token, ...]:
    """Split text into words, citations and measure blocks; a point behind a citation goes before it.

    ``quoted`` says that the words are a quotation as a whole.

    >>> tokens('He said "yes, we will" [@claim:c1; @waltz1979].')
    ('He said "yes, we will".', Cite(kind='claim', key='c1', quoted='yes, we will'), Cite(...))
    """
    found: list[Token] = []
    place = 0
    for token in _TOKEN.finditer(text):
        _say(found, text[place : token.start()])
        place = token.end()
        found += [_ask(token[2].strip())] if token[2] else _cites(token[1], _before(found, quoted))
    _say(found, text[place:])
    return tuple(found)


def _say(found: list[Token], text: str) -> None:
    """Put words behind the tokens so far; points that follow a citation go to the words before it."""
    points = _POINTS.match(text)
    last = len(found)
    while last and isinstance(found[last - 1], Cite):
        last -= 1
    before = found[last - 1] if last else None
    if points and last < len(found) and isinstance(before, str):
        found[last - 1] = before + points[0]
        text = text[points.end() :]
    text = plain(text)
    if not text.strip():
        return
    cited = bool(found) and isinstance(found[-1], Cite)
    found.append(text.lstrip() if cited or not found else text)


def _before(found: list[Token], quoted: bool) -> str | None:
    words = found[-1] if found else None
    if not isinstance(words, str):
        return None
    found[-1] = words.rstrip()
    if quoted:
        return words.strip().strip('“”"')
    inside = _QUOTED.search(words)
    return inside[1] if inside else None


def _cites(written: str, quoted: str | None) -> list[Token]:
    keys = [one.strip().removeprefix("@") for one in written.split(";")]
    return [_cite(key, quoted if number == 0 else None) for number, key in enumerate(keys)]


def _cite(key: str, quoted: str | None) -> Cite:
    kind, colon, name = key.partition(":")
    return Cite(kind, name, quoted) if colon and kind in KINDS else Cite("key", key, quoted)


def _ask(written: str) -> Ask:
    asked, _, rows = written.partition("|")
    name, *options = asked.split()
    return Ask(name, _given(options), _given(rows.split()), written)


def _given(words: list[str]) -> tuple[tuple[str, Any], ...]:
    """Read ``name=value``; whole numbers, decimals and true or false are what they say."""
    return tuple((name, _value(value)) for name, _, value in (word.partition("=") for word in words))


def _value(text: str) -> Any:
    if text in ("true", "false"):
        return text == "true"
    if re.fullmatch(r"-?\d+", text):
        return int(text)
    return float(text) if re.fullmatch(r"-?\d+\.\d+", text) else text


def plain(text: str) -> str:
    r"""Take the signs of faces away; a sign behind a backslash stays.

    >>> plain("**Bold**, *slanted*, 2 * 3, a\\*b <b>x</b>")
    'Bold, slanted, 2 * 3, a*b <b>x</b>'
    """
    return re.sub(r"\\([\\`*_{}\[\]#+.!|<>-])", r"\1", _FACE.sub(lambda f: f[2] or f[3], text))
