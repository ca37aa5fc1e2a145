"""Tables as pages show them: which columns, under which heading, written how; and the same as CSV and Parquet."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from io import BytesIO
from typing import Any, Literal

import polars as pl

from trachu.core.words import Words

Form = Literal["text", "number", "share", "date", "year", "actor", "word", "why", "link", "flag", "list"]
TEXT: Form = "text"
NUMBER: Form = "number"
SHARE: Form = "share"
DATE: Form = "date"
YEAR: Form = "year"
ACTOR: Form = "actor"
WORD: Form = "word"
WHY: Form = "why"
LINK: Form = "link"
FLAG: Form = "flag"
LIST: Form = "list"
NUMERIC = ("number", "share", "year")
ROWS = 50  # shown at first; the address asks for more


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a table: the frame's column, its heading (words or their key), how it is written, what else it needs.

    A heading that begins with ``=`` is said as it stands behind it.
    ``names`` gives words for codes, ``link`` the address of a row's own page, ``digits`` the places behind the point.
    """

    name: str
    head: str | Words
    form: Form = TEXT
    names: Mapping[str, Any] = field(default_factory=dict)
    link: Callable[[Mapping[str, Any]], str] | None = None
    digits: int = 2

    @property
    def numeric(self) -> bool:
        """Tell whether the column stands to the right."""
        return self.form in NUMERIC


def col(
    name: str, head: str | Words, form: Form = TEXT, *, names: Mapping[str, Any] | None = None,
    link: Callable[[Mapping[str, Any]], str] | None = None, digits: int = 2,
) -> Column:  # fmt: skip
    """Describe a column; see `Column`.

    >>> col("year", "year", YEAR).numeric
    True
    """
    return Column(name, head, form, names or {}, link, digits)


@dataclass(frozen=True, slots=True)
class Shown:
    """A frame as a page shows it, with its caption (words or their key); the frame itself is what CSV gives.

    `rests` are the whys of the table as a whole, where its rows have none of their own.
    """

    frame: pl.DataFrame
    columns: Sequence[Column]
    caption: str | Words
    rows: int = ROWS
    rests: tuple[str, ...] = ()

    @property
    def why(self) -> str | None:
        """Return the column that holds the whys, if there is one."""
        return next((name for name in ("why", "whys") if name in self.frame.columns), None)

    def whys(self, most: int = 200) -> list[str]:
        """Return the distinct whys of the rows, at most so many."""
        if self.why is None:
            return list(self.rests[:most])
        column = self.frame[self.why]
        flat = column.explode(empty_as_null=True) if column.dtype == pl.List else column
        return [str(one) for one in flat.drop_nulls().unique(maintain_order=True).head(most)]


def csv(frame: pl.DataFrame) -> bytes:
    r"""Write a frame as CSV in UTF-8 with a mark that spreadsheets know Thai by; lists are joined.

    >>> csv(pl.DataFrame({"a": ["ก"], "b": [["x", "y"]]})).decode("utf-8-sig")
    'a,b\nก,x; y\n'
    """
    lists = [name for name, kind in frame.schema.items() if isinstance(kind, pl.List)]
    plain = frame.with_columns(pl.col(lists).cast(pl.List(pl.String)).list.join("; "))
    return plain.write_csv().encode("utf-8-sig")


def parquet(frame: pl.DataFrame) -> bytes:
    """Write a frame as Parquet."""
    whole = BytesIO()
    frame.write_parquet(whole)
    return whole.getvalue()
