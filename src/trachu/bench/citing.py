"""References as people hand them in: BibTeX, CSL-JSON, APA in English and in Thai."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from trachu.core import references as apa7
from trachu.core.errors import UsageError
from trachu.core.words import Lang, Words
from trachu.core.writing import Entry
from trachu.ontology import reference as refs
from trachu.ontology.reference import Reference

STYLES = ("bibtex", "apa", "csl")


def as_text(found: Sequence[Reference], style: str, lang: Lang) -> str:
    """Write references in a style, one below the other."""
    if style == "bibtex":
        return refs.bibtex(found)
    if style == "apa":
        return "\n".join(one.say(lang) for one in apa7.ordered(map(entry, found), lang))
    raise UsageError(
        Words(en=f"There is no style {style!r}.", th=f"ไม่มีรูปแบบ {style!r}"),
        Words(en=f"There are: {', '.join(STYLES)}.", th=f"ที่มีอยู่: {', '.join(STYLES)}"),
    )


def as_csl(found: Sequence[Reference]) -> list[dict[str, Any]]:
    """Return references as CSL-JSON."""
    return refs.csl(found)


def entry(one: Reference) -> Entry:
    """Return the line of a reference list."""
    return apa7.entry(one)


def short(one: Reference) -> Words:
    """Return the reference as a footnote names it: author and year."""
    return Words(en=refs.in_text(one, "en"), th=refs.in_text(one, "th"))
