"""A brief laid out, before it becomes a DOCX or a PDF: headings, paragraphs, tables, pictures and notes in order."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Literal

from trachu.briefs.render.setting import Setting


@dataclass(frozen=True, slots=True)
class Piece:
    """Text of one face, and the number of the footnote whose mark follows it."""

    text: str
    bold: bool = False
    italic: bool = False
    note: int | None = None


Pieces = tuple[Piece, ...]


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading of level 1 to 3; `number` stands before it."""

    text: str
    level: int
    number: str = ""
    kind: str = "heading"


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph in a named style."""

    pieces: Pieces
    style: Literal["body", "title", "soft", "centre", "closing"] = "body"
    kind: str = "paragraph"


@dataclass(frozen=True, slots=True)
class Listing:
    """Items, numbered or with bullets; `boxed` ones stand in a frame under a title."""

    items: tuple[Pieces, ...]
    numbered: bool = False
    boxed: str = ""
    kind: str = "listing"


@dataclass(frozen=True, slots=True)
class Grid:
    """A table; its caption stands above it."""

    label: str
    number: str
    caption: Pieces
    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    kind: str = "grid"


@dataclass(frozen=True, slots=True)
class Picture:
    """A chart by name; its caption stands below it, `alt` says in words what it shows."""

    name: str
    label: str
    number: str
    caption: Pieces
    alt: str
    kind: str = "picture"


@dataclass(frozen=True, slots=True)
class Quotation:
    """Words of a document, and who says them."""

    pieces: Pieces
    by: str = ""
    kind: str = "quotation"


@dataclass(frozen=True, slots=True)
class Fields:
    """The head of a memo: lines of labels and what is filled in; what is empty is dotted."""

    title: str
    lines: tuple[tuple[tuple[str, str], ...], ...]
    kind: str = "fields"


@dataclass(frozen=True, slots=True)
class Contents:
    """The table of contents, or the list of tables or figures; `label` is what the captions begin with."""

    of: Literal["headings", "tables", "figures"]
    title: str
    label: str = ""
    kind: str = "contents"


@dataclass(frozen=True, slots=True)
class Entries:
    """The lines of a reference list."""

    lines: tuple[Pieces, ...]
    kind: str = "entries"


@dataclass(frozen=True, slots=True)
class Break:
    """A new page."""

    kind: str = "break"


Block = Heading | Paragraph | Listing | Grid | Picture | Quotation | Fields | Contents | Entries | Break


@dataclass(frozen=True, slots=True)
class Sheet:
    """Everything that a writer of DOCX or PDF needs; `notes` are the lines of the footnotes, in order of appearance."""

    title: str
    setting: Setting
    blocks: tuple[Block, ...]
    notes: tuple[tuple[str, ...], ...]
    mark: str

    def pictures(self) -> list[Picture]:
        """Return the pictures in order."""
        return [block for block in self.blocks if isinstance(block, Picture)]


def plain(pieces: Pieces) -> str:
    """Return the text of pieces.

    >>> plain((Piece("อำ"), Piece("นาจ", bold=True)))
    'อำนาจ'
    """
    return "".join(piece.text for piece in pieces)


def by_kind(sheet: Sheet, kind: type[Any]) -> list[Any]:
    """Return the blocks of one kind."""
    return [block for block in sheet.blocks if isinstance(block, kind)]
