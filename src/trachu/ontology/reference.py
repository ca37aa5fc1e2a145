"""The references behind the ontology, read from BibTeX and written as BibTeX, CSL-JSON and APA.

The `.bib` files of `references/` hold them. A part in one file may bring its own: a `cite` that is a whole BibTeX
entry (it begins with `@`) counts as a reference as well.

In-text citations and reference lines follow APA 7. An entry with `language = {th}` is a Thai one: its authors are
written given name first, and a Thai reader gets พ.ศ., และ and คณะ. Entries in other languages keep their own form
in a Thai text, as Thai universities ask.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any

from trachu.core import references as apa7
from trachu.core.dates import BUDDHIST, FIRST_BUDDHIST_YEAR
from trachu.core.errors import UnknownName, ontology_error
from trachu.core.words import Lang
from trachu.ontology.csl import csl_item
from trachu.ontology.files import tomls

if TYPE_CHECKING:
    from bibtexparser.model import Entry

PEOPLE = ("author", "editor", "author_en")


@dataclass(frozen=True, slots=True)
class Name:
    """An author: a person with a family name, or a body (or Thai person) written as it stands."""

    family: str = ""
    given: str = ""
    literal: str = ""

    @property
    def short(self) -> str:
        """The name as an in-text citation uses it."""
        return self.literal or self.family

    @property
    def inverted(self) -> str:
        """The name as a reference list uses it: family name, then initials.

        >>> Name(family="Waltz", given="Kenneth Neal").inverted, Name(literal="United Nations").inverted
        ('Waltz, K. N.', 'United Nations')
        """
        return f"{self.family}, {self._initials}" if self._initials else self.short

    @property
    def upright(self) -> str:
        """The name with its initials first, as editors stand before a book."""
        return f"{self._initials} {self.family}" if self._initials else self.short

    @property
    def _initials(self) -> str:
        if self.literal:
            return ""
        words = self.given.replace(".", ". ").split()
        return " ".join("-".join(f"{part[0]}." for part in word.split("-") if part) for word in words)


@dataclass(frozen=True, slots=True)
class Reference:
    """One BibTeX entry: its key, its type and its fields as written."""

    key: str
    type: str
    fields: dict[str, str]

    def get(self, *names: str) -> str:
        """Return the first of these fields that is there, readable: without braces and TeX dashes; else ''.

        >>> Reference("nato", "online", {"title": "The {NATO} treaty, 1949--"}).get("booktitle", "title")
        'The NATO treaty, 1949–'
        """
        for name in names:
            if text := readable(self.fields.get(name, "")):
                return text
        return ""

    @property
    def thai(self) -> bool:
        """Whether the work is in Thai."""
        return self.get("language", "langid").lower() in {"th", "thai"}

    @property
    def year(self) -> int | None:
        """The year of publication in the Christian era, or None.

        >>> Reference("a", "book", {"year": "2561", "language": "th"}).year
        2018
        """
        found = re.search(r"\d{4}", self.get("year", "date"))
        if found is None:
            return None
        year = int(found.group())
        return year - BUDDHIST if year >= FIRST_BUDDHIST_YEAR else year

    @property
    def authors(self) -> tuple[Name, ...]:
        """The authors; failing them the editors, then the body that publishes it."""
        return self.names("author", "editor", "institution", "organization", "publisher")

    def names(self, *fields: str) -> tuple[Name, ...]:
        """Return the names in the first of these fields that is there; a body stands as it is.

        >>> Reference("a", "book", {"editor": "Waltz, Kenneth"}).names("author", "editor")[0].upright
        'K. Waltz'
        """
        for field in fields:
            if text := self.fields.get(field, "").strip():
                if field not in PEOPLE:
                    return (Name(literal=readable(text)),)
                return tuple(_names(text, self.thai and field != "author_en"))
        return ()


def readable(text: str) -> str:
    r"""Take TeX out of a field: braces, escaped signs, dashes and double blanks.

    >>> readable(r"{R\&D} in the {ASEAN}  region, 2015--2020")
    'R&D in the ASEAN region, 2015–2020'
    """
    text = re.sub(r"\\([&%_#$])", r"\1", text).replace("---", "—").replace("--", "–")
    return " ".join(text.replace("{", "").replace("}", "").split())


def _names(text: str, thai: bool) -> Iterator[Name]:
    from bibtexparser.middlewares.names import parse_single_name_into_parts, split_multiple_persons_names

    for name in split_multiple_persons_names(" ".join(text.split())):
        if thai or name.startswith("{"):
            yield Name(literal=readable(name))
            continue
        parts = parse_single_name_into_parts(name, strict=False)
        family = readable(" ".join([*parts.von, *parts.last, *parts.jr]))
        yield Name(family=family, given=readable(" ".join(parts.first)))


_ENTRY = re.compile(r"^@\w+\{([^,\s]+),", re.MULTILINE)


def _parse(text: str, file: str) -> Iterator[Reference]:
    from bibtexparser.entrypoint import parse_string

    library = parse_string(text)
    for block in library.failed_blocks:
        line = (block.start_line or 0) + 1
        raise ontology_error(file, f"line {line} is not readable BibTeX, or its key comes twice.")
    for entry in library.entries:
        yield _reference(entry)


def _reference(entry: Entry) -> Reference:
    fields = {field.key.lower(): str(field.value).strip() for field in entry.fields}
    return Reference(entry.key, entry.entry_type.lower(), fields)


def inline(entry: str, file: str = "cite") -> Reference:
    """Read one BibTeX entry given as a string.

    >>> inline("@book{waltz1979, author={Waltz, Kenneth N.}, title={Theory}, year=1979}").key
    'waltz1979'
    """
    found = list(_parse(entry, file))
    if len(found) != 1:
        raise ontology_error(file, f"a cite that begins with @ must be one BibTeX entry: {entry[:60]!r}")
    return found[0]


@cache
def references() -> dict[str, Reference]:
    """Read all references of the ontology by key: its `.bib` files, and the entries its TOML files bring along."""
    found: dict[str, Reference] = {}
    for file, reference in _all():
        first = found.setdefault(reference.key, reference)
        if first is not reference and (first != reference or file.endswith(".bib")):
            raise ontology_error(file, f"the key {reference.key!r} is already taken by another reference.")
    return found


def _all() -> Iterator[tuple[str, Reference]]:
    root = files("trachu.ontology")
    for entry in sorted(root.joinpath("references").iterdir(), key=lambda e: e.name):
        if entry.name.endswith(".bib"):
            file = f"references/{entry.name}"
            yield from ((file, found) for found in _parse(entry.read_text(encoding="utf8"), file))
    for folder in sorted(entry.name for entry in root.iterdir() if entry.is_dir()):
        for file, content in tomls(folder):
            yield from ((file, inline(cite, file)) for cite in _cites(content) if cite.startswith("@"))


def _cites(content: Any) -> Iterator[str]:
    """Walk a TOML file and yield every `cite` in it."""
    if isinstance(content, list):
        for item in content:
            yield from _cites(item)
    elif isinstance(content, dict):
        for name, value in content.items():
            if name == "cite":
                yield from ([value] if isinstance(value, str) else value)
            else:
                yield from _cites(value)


def known(cite: Sequence[str | Reference]) -> tuple[Reference, ...]:
    """Return the references behind `cite` values, each a key, a whole BibTeX entry or the reference itself."""
    found = []
    for value in cite:
        if isinstance(value, Reference):
            found.append(value)
        elif value.lstrip().startswith("@"):
            found.append(inline(value))
        elif value in references():
            found.append(references()[value])
        else:
            raise UnknownName("reference", value, references())
    return tuple(found)


def keys(cite: Sequence[str]) -> tuple[str, ...]:
    """Return the keys behind `cite` values; those of the `.bib` files are looked up without reading the entries.

    >>> keys(["waltz1979theory"])
    ('waltz1979theory',)
    """
    return tuple(value if value in _filed() else known([value])[0].key for value in cite)


@cache
def _filed() -> frozenset[str]:
    folder = files("trachu.ontology").joinpath("references").iterdir()
    texts = (entry.read_text(encoding="utf8") for entry in folder if entry.name.endswith(".bib"))
    return frozenset(key for text in texts for key in _ENTRY.findall(text))


def bibtex(cite: Sequence[str | Reference]) -> str:
    """Write references as BibTeX, ordered by key."""
    from bibtexparser.entrypoint import write_string
    from bibtexparser.library import Library
    from bibtexparser.model import Entry, Field

    unique = {reference.key: reference for reference in known(cite)}
    entries = [
        Entry(unique[key].type, key, [Field(name, value) for name, value in unique[key].fields.items()])
        for key in sorted(unique)
    ]
    return write_string(Library(list(entries)))


def csl(cite: Sequence[str | Reference]) -> list[dict[str, Any]]:
    """Write references as CSL-JSON; Thai authors and bodies are literal, so that no style turns their names round."""
    return [csl_item(reference) for reference in known(cite)]


def in_text(cite: str | Reference, lang: Lang) -> str:
    """Write the in-text citation of a reference.

    >>> entry = "@book{a, author={ชื่อหนึ่ง สกุลหนึ่ง and ก ข and ค ง}, title={ต}, year={2561}, language={th}}"
    >>> in_text(entry, "th"), in_text(entry, "en")
    ('(ชื่อหนึ่ง สกุลหนึ่ง และคณะ, 2561)', '(ชื่อหนึ่ง สกุลหนึ่ง et al., 2018)')
    """
    return apa7.in_text(known([cite])[0], lang)


def apa(cite: str | Reference, lang: Lang = "en") -> str:
    """Write a reference on one line, in APA 7; a Thai work in the Thai form when `lang` is th.

    >>> apa("@book{w, author={Waltz, Kenneth N.}, title={Theory of international politics}, "
    ...     "publisher={Addison-Wesley}, year=1979}")
    'Waltz, K. N. (1979). Theory of international politics. Addison-Wesley.'
    """
    return apa7.entry(known([cite])[0]).say(lang)


def thai(cite: str | Reference) -> str:
    """Write a reference on one line for a Thai reader: พ.ศ. and Thai connectives for Thai works."""
    return apa(cite, "th")
