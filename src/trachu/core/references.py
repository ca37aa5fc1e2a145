"""Lines of a reference list in APA 7, English and Thai, as runs of text of which some stand in italics.

A Thai work reads differently for each reader. In the Thai list its authors stand given name first, joined by และ, with
the year in พ.ศ.; in the English list it is given by its English fields (`author_en`, `title_en`, …) and marked
(in Thai), as several Thai journals ask, so that both lists come from one record. Works in other languages keep their
own form in a Thai text, as Thai universities ask.

Source: American Psychological Association (2020), Publication manual, 7th edition, chapters 8–10.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import Protocol

from trachu.core.dates import BUDDHIST, MONTHS
from trachu.core.words import Lang, Words
from trachu.core.writing import Entry, Run

MOST_AUTHORS = 20  # APA 7 lists so many, then an ellipsis and the last
THESES = {
    "phdthesis": Words(en="Doctoral dissertation", th="วิทยานิพนธ์ปริญญาดุษฎีบัณฑิต"),
    "mastersthesis": Words(en="Master's thesis", th="วิทยานิพนธ์ปริญญามหาบัณฑิต"),
}
KINDS = {
    "dataset": Words(en="Data set", th="ชุดข้อมูล"),
    "software": Words(en="Computer software", th="โปรแกรมคอมพิวเตอร์"),
}
_DAY = re.compile(r"(\d{4})-(\d{2})(?:-(\d{2}))?$")
_LEADING = re.compile("([เ-ไ])([ก-ฮ])")
_TONES = re.compile("[็-๎]")
_AUTHORS_END = re.compile(r"\.? (?=\((?:\d{4}|n\.d|ม\.ป))")
_THAI = re.compile("[ก-๛]")


class Named(Protocol):
    """An author: a person, or a body written as it stands."""

    @property
    def short(self) -> str:
        """The name as an in-text citation uses it."""

    @property
    def inverted(self) -> str:
        """The name as a reference list uses it: family name, then initials."""

    @property
    def upright(self) -> str:
        """The name with its initials first, as editors stand before a book."""


class Work(Protocol):
    """What a reference list needs to know of a work."""

    @property
    def type(self) -> str:
        """The kind of work, as BibTeX names it."""

    @property
    def thai(self) -> bool:
        """Whether the work is in Thai."""

    @property
    def year(self) -> int | None:
        """The year of publication in the common era."""

    def get(self, *names: str) -> str:
        """Return the first of these fields that is there, readable; else ''."""

    def names(self, *fields: str) -> Sequence[Named]:
        """Return the names in the first of these fields that is there."""


def entry(work: Work) -> Entry:
    """Return the line of a reference list in both languages."""
    return Entry(en=tuple(_runs(work, "en")), th=tuple(_runs(work, "th")))


def in_text(work: Work, lang: Lang) -> str:
    """Write the in-text citation of a work: author and year in brackets; from three authors on, only the first."""
    thai = work.thai and lang == "th"
    people = _authors(work, lang)
    names = [person.short for person in people] or [_said(work, lang, "title")]
    many = f"{names[0]} {'และคณะ' if thai else 'et al.'}"
    who = many if len(names) > 2 else (" และ" if thai else " & ").join(names)
    return f"({who}, {_year(work, lang)})"


def ordered(entries: Iterable[Entry], lang: Lang) -> list[Entry]:
    """Put lines into the order of a reference list: in Thai the Thai ones first, in English last; each by its words."""
    return sorted(entries, key=lambda one: _key(one.say(lang), lang))


def collation(text: str) -> tuple[str, str]:
    """Return a key that sorts Thai as a dictionary does: by consonants, leading vowels after them, tones last.

    >>> sorted(["แก้ว", "ขาว", "กา", "เก่า", "ก่า"], key=collation)
    ['กา', 'ก่า', 'เก่า', 'แก้ว', 'ขาว']
    """
    turned = _LEADING.sub(r"\2\1", text.casefold())
    return _TONES.sub("", turned), turned


def _key(text: str, lang: Lang) -> tuple[bool, tuple[str, str]]:
    """Return the key of a line; an author alone comes before the same author with others."""
    return bool(_THAI.match(text)) == (lang == "en"), collation(_AUTHORS_END.sub("\0", text, count=1))


def _runs(work: Work, lang: Lang) -> Iterable[Run]:
    thai = work.thai and lang == "th"
    names = _listed([person.inverted for person in _authors(work, lang)], thai)
    head, year = list(_title(work, lang, thai)), [Run(f"({_date(work, lang)})")]
    opening = [[Run(names)], year, head] if names else [head, year]
    sentences = [*opening, *_inside(work, lang, thai), _container(work, lang, names)]
    said = [run for sentence in sentences if sentence for run in _closed(sentence)]
    link = _link(work, thai)
    tail = [Run(link)] if link else []
    if work.thai and lang == "en" and work.get("title_en"):
        tail.append(Run(" (in Thai)" if link else "(in Thai)"))
    return _joined([*said, *tail] if tail else [*said[:-1], Run(said[-1].text.rstrip(), said[-1].italic)])


def _title(work: Work, lang: Lang, thai: bool) -> Iterable[Run]:
    """Yield the title, in italics where the work stands alone, and what is told of it in brackets."""
    alone = not work.get("journal") and not work.get("booktitle")
    yield Run(_said(work, lang, "title"), alone)
    if told := _told(work, thai):
        yield Run(f" ({', '.join(told)})")
    kind = THESES.get(work.type) or KINDS.get(work.type)
    if work.type in THESES and kind is not None:
        yield Run(f" [{', '.join(w for w in (kind.th if thai else kind.en, _said(work, lang, 'school')) if w)}]")
    elif kind is not None:
        yield Run(f" [{kind.th if thai else kind.en}]")


def _told(work: Work, thai: bool) -> list[str]:
    """Return edition, version and number of a report."""
    found = []
    if version := work.get("version"):
        found.append(f"ฉบับที่ {version}" if thai else f"Version {version}")
    if edition := work.get("edition"):
        found.append(f"พิมพ์ครั้งที่ {edition}" if thai else f"{edition} ed.")
    if work.type in ("report", "techreport") and (number := work.get("number")):
        found.append(f"รายงานเลขที่ {number}" if thai else f"Report No. {number}")
    return found


def _inside(work: Work, lang: Lang, thai: bool) -> list[list[Run]]:
    """Return the book that a chapter stands in, with its editors and pages."""
    book = _said(work, lang, "booktitle")
    if not book:
        return []
    editors = [person.upright for person in work.names("editor")] if work.names("author") else []
    said = "ใน " if thai else "In "
    if editors:
        role = "บ.ก." if thai else "Ed." if len(editors) == 1 else "Eds."
        said += f"{_pair(editors, thai)} ({role}), "
    pages = work.get("pages")
    return [[Run(said), Run(book, True), Run(f" ({'น.' if thai else 'pp.'} {pages})" if pages else "")]]


def _container(work: Work, lang: Lang, names: str) -> list[Run]:
    """Return the journal with volume, number and pages; else who publishes it, unless that is the author."""
    if journal := _said(work, lang, "journal"):
        number = f"({work.get('number')})" if work.get("number") else ""
        runs = [Run(journal, True)]
        if volume := work.get("volume"):
            runs += [Run(", "), Run(volume, True)]
        if number:
            runs.append(Run(number if work.get("volume") else f", {number}"))
        return [*runs, Run(f", {work.get('pages')}")] if work.get("pages") else runs
    fields = ("publisher", "institution", "organization") if work.type in THESES else (
        "publisher", "institution", "school", "organization"
    )  # fmt: skip
    publisher = next((text for field in fields if (text := _said(work, lang, field))), "")
    return [] if publisher in ("", names) else [Run(publisher)]


def _link(work: Work, thai: bool) -> str:
    """Return DOI or address; with the day of retrieval where it is known, as for pages that change."""
    if doi := work.get("doi"):
        return f"https://doi.org/{doi}"
    url, day = work.get("url"), _DAY.match(work.get("urldate"))
    if not url:
        return ""
    if day and day[3]:
        month = MONTHS[int(day[2]) - 1]
        if thai:
            return f"สืบค้นเมื่อ {int(day[3])} {month.th} {int(day[1]) + BUDDHIST}, จาก {url}"
        return f"Retrieved {month.en} {int(day[3])}, {day[1]}, from {url}"
    return f"สืบค้นจาก {url}" if thai else url


def _authors(work: Work, lang: Lang) -> Sequence[Named]:
    english = work.names("author_en") if work.thai and lang == "en" else ()
    return english or work.names("author", "editor", "institution", "organization", "publisher")


def _said(work: Work, lang: Lang, field: str) -> str:
    """Return a field for this reader: of a Thai work, an English reader gets the English one where there is one."""
    english = work.get(f"{field}_en") if work.thai and lang == "en" else ""
    return english or work.get(field)


def _year(work: Work, lang: Lang) -> str:
    thai = work.thai and lang == "th"
    if work.year is None:
        return "ม.ป.ป." if thai else "n.d."
    return str(work.year + BUDDHIST if thai else work.year)


def _date(work: Work, lang: Lang) -> str:
    """Return the year; of a page of the web or a news item the day as well, where it is known."""
    year, day = _year(work, lang), _DAY.match(work.get("date"))
    if not day or work.type not in ("online", "misc", "news"):
        return year
    month = MONTHS[int(day[2]) - 1]
    number = str(int(day[3])) if day[3] else ""
    if work.thai and lang == "th":
        return f"{year}, {number} {month.th}".replace(",  ", ", ")
    return f"{year}, {month.en} {number}".rstrip()


def _listed(names: list[str], thai: bool) -> str:
    if len(names) > MOST_AUTHORS:
        return ", ".join(names[: MOST_AUTHORS - 1]) + f", … {names[-1]}"
    if len(names) < 2:
        return "".join(names)
    return ", ".join(names[:-1]) + (f" และ{names[-1]}" if thai else f", & {names[-1]}")


def _pair(names: list[str], thai: bool) -> str:
    if len(names) < 3:
        return (" และ" if thai else " & ").join(names)
    return _listed(names, thai)


def _closed(sentence: list[Run]) -> list[Run]:
    """End a sentence with a full stop, unless it has an end, and a blank."""
    said = [run for run in sentence if run.text]
    return [*said, Run(" " if said[-1].text.endswith((".", "?", "!")) else ". ")] if said else []


def _joined(runs: Iterable[Run]) -> list[Run]:
    """Put runs of the same face together."""
    found: list[Run] = []
    for run in runs:
        if found and found[-1].italic == run.italic:
            found[-1] = Run(found[-1].text + run.text, run.italic)
        elif run.text:
            found.append(run)
    return found
