"""What a library knows of documents: records of BibTeX and CSL-JSON, as reference managers export them."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from trachu.core.dates import BUDDHIST, FIRST_BUDDHIST_YEAR
from trachu.core.errors import FormatError
from trachu.core.words import Words

if TYPE_CHECKING:
    from bibtexparser.model import Entry

PUBLISHERS = ("publisher", "institution", "school", "organization", "journal", "journaltitle", "booktitle")
MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
LANGUAGES = {"thai": "th", "ไทย": "th", "english": "en"}


@dataclass(frozen=True, slots=True)
class Described:
    """One record: the name of its file if it tells, and what is known of the document (`about`)."""

    key: str
    files: tuple[str, ...]
    about: Mapping[str, str]


def read_bibtex(text: str) -> list[Described]:
    """Read BibTeX; files stand in the field `file`, as Zotero and JabRef write it.

    >>> [one] = read_bibtex("@book{w, author={Waltz, K.}, title={On {IR}}, year=1979, file={:lib/w.pdf:PDF}}")
    >>> one.files, one.about
    (('w.pdf',), {'title': 'On IR', 'authors': 'Waltz, K.', 'published': '1979'})
    """
    from bibtexparser.entrypoint import parse_string

    return [_of_bibtex(entry) for entry in parse_string(text).entries]


def read_csl(text: str) -> list[Described]:
    """Read CSL-JSON: a list of items, or an object that holds one in `items`.

    >>> [one] = read_csl('[{"id": "a", "title": "T", "author": [{"family": "Cha", "given": "V."}, {"literal": "UN"}],'
    ...                  '"issued": {"date-parts": [[2024, 6, 19]]}, "language": "en-US"}]')
    >>> one.about
    {'title': 'T', 'authors': 'Cha, V. and {UN}', 'published': '2024-06-19', 'lang': 'en'}
    """
    try:
        given = json.loads(text)
    except ValueError as error:
        raise _unreadable(str(error)) from None
    items = given.get("items") if isinstance(given, dict) else given
    if not isinstance(items, list) or not all(isinstance(item, dict) for item in items):
        raise _unreadable("no list of items")
    return [_of_csl(item) for item in items]


def _unreadable(why: str) -> FormatError:
    return FormatError(
        Words(en=f"This is not CSL-JSON: {why}.", th=f"แฟ้มนี้ไม่ใช่ CSL-JSON: {why}"),
        Words(
            en="Export the references as CSL-JSON, BibTeX or RIS.",
            th="โปรดส่งออกรายการอ้างอิงเป็น CSL-JSON, BibTeX หรือ RIS",
        ),
    )


def _of_bibtex(entry: Entry) -> Described:
    fields = {name.lower(): str(field.value) for name, field in entry.fields_dict.items()}
    about = {
        "title": _bare(fields.get("title", "")),
        "authors": " ".join((fields.get("author") or fields.get("editor") or "").split()),
        "publisher": next((_bare(fields[name]) for name in PUBLISHERS if fields.get(name)), ""),
        "published": edtf(fields.get("date") or fields.get("year", ""), fields.get("month", "")),
        "url": fields.get("url", "").strip(),
        "lang": _language(fields.get("langid") or fields.get("language", "")),
    }
    pieces = re.split(r"(?<!\\)[;:]", fields.get("file", ""))
    files = tuple(_last(piece) for piece in pieces if re.search(r"\.\w{2,5}$", piece.strip()))
    return Described(entry.key, files, {name: value for name, value in about.items() if value})


def _of_csl(item: Mapping[str, Any]) -> Described:
    issued = item.get("issued") or {}
    parts = (issued.get("date-parts") or [[]])[0] if isinstance(issued, dict) else []
    about = {
        "title": " ".join(str(item.get("title", "")).split()),
        "authors": " and ".join(_person(one) for one in item.get("author") or item.get("editor") or ()),
        "publisher": str(item.get("publisher") or item.get("container-title") or ""),
        "published": edtf("-".join(str(part).zfill(2) for part in parts)),
        "url": str(item.get("URL", "")),
        "lang": _language(str(item.get("language", ""))),
    }
    return Described(str(item.get("id", "")), (), {name: value for name, value in about.items() if value})


def _person(name: Mapping[str, str]) -> str:
    if name.get("literal") or not name.get("family"):
        return f"{{{name.get('literal') or name.get('given', '')}}}"
    return ", ".join(part for part in (name["family"], name.get("given", "")) if part)


def edtf(written: str, month: str = "") -> str:
    """Return a date as EDTF in the Christian era, no more precise than it is; empty if there is none.

    >>> edtf("2024-06-19"), edtf("2567", "mar"), edtf("n.d.")
    ('2024-06-19', '2024-03', '')
    """
    found = re.match(r"\s*(\d{4})(?:[-/](\d{1,2}))?(?:[-/](\d{1,2}))?(?!\d)", written)
    if found is None:
        return ""
    year = int(found[1])
    named = month.strip("{} ").casefold()[:3]
    second = found[2] or (
        str(MONTHS.index(named) + 1) if named in MONTHS else month.strip() if month.isdecimal() else ""
    )
    parts = [str(year - BUDDHIST if year >= FIRST_BUDDHIST_YEAR else year), second, found[3] or ""]
    return "-".join(part.zfill(2) for part in parts if part)


def _language(written: str) -> str:
    plain = written.strip("{} ").casefold()
    return LANGUAGES.get(plain, plain[:2] if re.match(r"[a-z]{2}(?:[-_]|$)", plain) else "")


def _bare(text: str) -> str:
    return " ".join(text.replace("{", "").replace("}", "").split())


def _last(path: str) -> str:
    return re.split(r"[/\\]", path.strip())[-1]
