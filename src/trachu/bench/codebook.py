"""The codebook: the ontology's types, stances and relations, and the team's own codes."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import get_args

import polars as pl

from trachu.bench.cache import key_of
from trachu.bench.store import Code, Store
from trachu.core.errors import UnknownName, UsageError
from trachu.core.words import Words
from trachu.evidence.stance import Stance
from trachu.ontology.event import event_types
from trachu.ontology.forum import RELATIONS

STANCES = {
    "asserts": Words(en="Asserts", th="ยืนยัน"),
    "denies": Words(en="Denies", th="ปฏิเสธ"),
    "reports": Words(en="Reports", th="รายงาน"),
    "predicts": Words(en="Predicts", th="คาดการณ์"),
}
THEME = "theme"  # the kind of a claim that has a code of the team's own
COLUMNS = dict.fromkeys(("code", "kind", "parent", "en", "th", "meaning_en", "meaning_th", "colour"), pl.String)
_COLOUR = re.compile(r"#[0-9A-Fa-f]{6}")

assert set(get_args(Stance)) == set(STANCES)


def codebook(own: Sequence[Code]) -> pl.DataFrame:
    """Tabulate every code: what a claim may be coded as, of which kind it then is, and what it means.

    >>> codebook([]).filter(code="AID").select("kind", "en").row(0)
    ('event', 'Aid')
    """
    rows = [
        *(("event", code, None, t.label, t.meaning, None) for code, t in sorted(event_types().items())),
        *(("statement", code, None, words, words, None) for code, words in STANCES.items()),
        *(("tie", code, None, words, words, None) for code, words in RELATIONS.items()),
        *((THEME, c.code, c.parent, Words(en=c.en, th=c.th), _meaning(c), c.colour) for c in own),
    ]
    return pl.DataFrame(
        [(c, k, p, n.en, n.th, m.en, m.th, colour) for k, c, p, n, m, colour in rows], schema=COLUMNS, orient="row"
    )


def version(own: Sequence[Code], code: str) -> str:
    """Name the state of a code of the team's own; empty where there is none.

    >>> version([], "trust")
    ''
    """
    found = next((one for one in own if one.code == code), None)
    columns = ("code", "parent", "en", "th", "meaning", "colour")
    return "" if found is None else key_of([getattr(found, name) for name in columns])[:12]


def _meaning(code: Code) -> Words:
    return Words(en=code.meaning or code.en, th=code.meaning or code.th)


def kind_of(type_: str, own: Sequence[Code]) -> tuple[str, str]:
    """Return the kind of claim that a code makes, and the code as the codebook spells it.

    >>> kind_of("consult", []), kind_of("denies", []), kind_of("member", [])
    (('event', 'CONSULT'), ('statement', 'denies'), ('tie', 'member'))
    """
    known = dict(codebook(own).select("code", "kind").iter_rows())
    for spelled in (type_, type_.upper(), type_.lower()):
        if spelled in known:
            return known[spelled], spelled
    raise UnknownName("code", type_, known)


def add_code(
    store: Store, code: str, *, en: str, th: str, meaning: str | None, parent: str | None, colour: str | None
) -> None:
    """Add a code of the team's own, or change it."""
    own = store.codes()
    known = {c.code: c for c in own}
    if code in set(codebook([])["code"]) or not code.strip():
        raise UsageError(
            Words(en=f"{code!r} is a code of the ontology.", th=f"{code!r} เป็นรหัสของออนโทโลยี"),
            Words(en="Choose another name for your own code.", th="โปรดตั้งชื่อรหัสของท่านเป็นชื่ออื่น"),
        )
    if parent is not None and parent not in known:
        raise UnknownName("code", parent, known)
    if colour is not None and not _COLOUR.fullmatch(colour):
        raise UsageError(
            Words(en=f"{colour!r} is no colour.", th=f"{colour!r} ไม่ใช่รหัสสี"),
            Words(en="Write it like #1F77B4.", th="เขียนเช่น #1F77B4"),
        )
    if not (en.strip() and th.strip()):
        raise UsageError(
            Words(en="A code needs a name in English and in Thai.", th="รหัสต้องมีชื่อทั้งภาษาอังกฤษและภาษาไทย"),
            Words(en="Give --en and --th.", th="โปรดระบุ --en และ --th"),
        )
    guid = known[code].guid if code in known else None
    row = {"code": code, "parent": parent, "en": en, "th": th, "meaning": meaning, "colour": colour, "guid": guid}
    store.keep_codes([row])
