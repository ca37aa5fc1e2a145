"""Our exception hierarchy. A message says what is wrong and what to do, in one line each.

* TrachuError          base of every error that trachu raises on purpose (exit code 1)
  x UsageError         the request cannot be carried out as asked (2)
    + OptionError      an option of a part has a value it does not know
  x NoAccess           a file or folder cannot be read or written (3)
  x UnknownName        no part, table, actor or trace is called that (4)
  x InputError         a file that was given is not what it should be
    + FormatError      it does not have the published format of a dataset, or cannot be read
    + TooLarge         it is larger than trachu reads
  x TableError         a frame does not fit the table it was meant for (a fault in a part)
  x OntologyError      a TOML, CSV or BibTeX file of the ontology is wrong
"""

from __future__ import annotations

from collections.abc import Iterable
from difflib import get_close_matches

from trachu.core.called import THAI
from trachu.core.words import Lang, Words


class TrachuError(Exception):
    """Base class of every error that trachu raises on purpose.

    ``words`` says what is wrong, ``cure`` what to do about it; both in two languages.

    >>> error = TrachuError(Words(en="No pages.", th="ไม่มีหน้า"), Words(en="Add one.", th="เพิ่มสักหน้า"))
    >>> print(error)
    No pages.
    Add one.
    """

    code = 1

    def __init__(self, words: Words, cure: Words) -> None:
        self.words = words
        self.cure = cure
        super().__init__(f"{words.en}\n{cure.en}")

    def say(self, lang: Lang) -> str:
        """Return both lines in one language."""
        return f"{self.words.say(lang)}\n{self.cure.say(lang)}"


class UsageError(TrachuError):
    """The request cannot be carried out as asked."""

    code = 2


class OptionError(UsageError):
    """An option of a part has a value, or a name, that it does not know."""


class NoAccess(TrachuError):
    """A file or folder cannot be read or written."""

    code = 3


class UnknownName(TrachuError, KeyError):
    """No part, table, actor or trace is called that.

    >>> print(UnknownName("measure", "pole", ["poles", "cinc"]))
    There is no measure called 'pole'.
    Did you mean 'poles'?
    """

    code = 4

    def __init__(self, kind: str, name: str, known: Iterable[str]) -> None:
        names = sorted(set(known))
        near = get_close_matches(name, names, n=1)
        listed = ", ".join(names[:12]) + (" …" if len(names) > 12 else "")
        cure = Words(en=f"There are: {listed or 'none yet'}.", th=f"ที่มีอยู่: {listed or 'ยังไม่มี'}")
        if near:
            cure = Words(en=f"Did you mean {near[0]!r}?", th=f"หมายถึง {near[0]!r} หรือไม่")
        words = Words(en=f"There is no {kind} called {name!r}.", th=f"ไม่มี{THAI.get(kind, f' {kind} ')}ชื่อ {name!r}")
        super().__init__(words, cure)

    def __str__(self) -> str:
        return f"{self.words.en}\n{self.cure.en}"


class InputError(TrachuError, ValueError):
    """A file that was given is not what it should be; nothing was changed."""

    def about(self, name: str) -> InputError:
        """Return the same error with the name of the file before it, if it does not name it already."""
        if self.words.en.startswith(name):
            return self
        return type(self)(Words(en=f"{name}: {self.words.en}", th=f"{name}: {self.words.th}"), self.cure)


class FormatError(InputError):
    """A file does not have the format it should have, or cannot be read."""


class TooLarge(InputError):
    """A file is larger than trachu reads."""


class TableError(TrachuError, ValueError):
    """A frame does not fit the table it was meant for: a fault in a part."""


class OntologyError(TrachuError, ValueError):
    """A TOML, CSV or BibTeX file of the ontology is wrong."""


def ontology_error(file: str, what: str) -> OntologyError:
    """Name the ontology's file and what is wrong in it."""
    words = Words(en=f"The ontology file {file} is wrong: {what}", th=f"แฟ้มออนโทโลยี {file} ไม่ถูกต้อง: {what}")
    cure = Words(en=f"Correct {file} and run again.", th=f"แก้ไข {file} แล้วสั่งอีกครั้ง")
    return OntologyError(words, cure)
