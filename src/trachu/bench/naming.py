"""What pages call the codes that stand in tables: event types, stances, relations, domains, bases, regimes."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Literal

from trachu.bench.codebook import STANCES, codebook
from trachu.briefs import phrasing
from trachu.core.words import Words
from trachu.ontology.domain import domains
from trachu.ontology.licence import licence, licences
from trachu.ontology.obligation import OBLIGATIONS
from trachu.ontology.treaty import treaties

if TYPE_CHECKING:
    from trachu.bench.bench import Bench

__all__ = ["codes", "codes_by_kind", "licence", "licences", "names", "obligations", "ties"]
Kind = Literal["domain", "stance", "base", "pool", "rule", "regime", "flow"]
BASES = ("cinc", "gdp", "milex", "net_power")  # of power, in the order in which pages show them
ALL = Words(en="All domains", th="ทุกมิติรวมกัน")

FOUND = {  # relations that programs find and nobody codes
    "part_of": Words(en="part of", th="เป็นส่วนหนึ่งของ"),
    "member_count": Words(en="number of members", th="จำนวนสมาชิก"),
    "not_listed": Words(en="not on the list", th="ไม่อยู่ในรายชื่อ"),
}


def names(kind: Kind) -> Mapping[str, Words]:
    """Return the names of the codes of a kind.

    >>> names("domain")["diplomacy"].th, names("regime")["bipolar"].en
    ('การทูต', 'bipolar')
    """
    if kind == "domain":
        return {"all": ALL, **{code: domain.label for code, domain in domains().items()}}
    return {
        "stance": STANCES, "base": phrasing.BASES, "pool": phrasing.POOLS, "rule": phrasing.RULES,
        "regime": phrasing.REGIMES, "flow": phrasing.FLOWS,
    }[kind]  # fmt: skip


def codes(bench: Bench) -> dict[str, Words]:
    """Return the name of every code of the codebook, the team's own among them."""
    rows = codebook(bench.store.codes()).select("code", "en", "th").iter_rows()
    return {**FOUND, **{code: Words(en=en, th=th) for code, en, th in rows}}


def codes_by_kind(bench: Bench) -> dict[str, list[tuple[str, Words]]]:
    """Return the codes of each kind with their names, to choose from."""
    found: dict[str, list[tuple[str, Words]]] = {}
    for kind, code, en, th in codebook(bench.store.codes()).select("kind", "code", "en", "th").iter_rows():
        found.setdefault(kind, []).append((code, Words(en=en, th=th)))
    return found


def obligations() -> Mapping[str, Words]:
    """Return what each kind of obligation asks."""
    return OBLIGATIONS


NUMBERED = {  # lists whose ties go by a number
    "ATOP": Words(en="alliance {number} of the ATOP list", th="พันธมิตรหมายเลข {number} ในบัญชี ATOP"),
    "ATOPA": Words(en="terms of alliance {number} of the ATOP list", th="เงื่อนไขของพันธมิตรหมายเลข {number} ในบัญชี ATOP"),
    "ATOPPH": Words(en="terms of phase {number} of the ATOP list", th="เงื่อนไขของระยะหมายเลข {number} ในบัญชี ATOP"),
    "MID": Words(en="militarized dispute {number}", th="ข้อพิพาททางทหารหมายเลข {number}"),
    "GML": Words(en="militarized dispute {number} (GML)", th="ข้อพิพาททางทหารหมายเลข {number} (GML)"),
}


def ties(known: Iterable[str]) -> dict[str, Words]:
    """Return what treaties and alliances are called; those without a name of their own are left out.

    >>> sorted(ties(["TREATY:RUS-PRK-2024", "ATOP:1010"]))
    ['ATOP:1010', 'TREATY:RUS-PRK-2024']
    """
    found = {}
    for tie in known:
        if tie in treaties():
            found[tie] = treaties()[tie].name
            continue
        prefix, _, number = tie.partition(":")
        if prefix in NUMBERED:
            words = NUMBERED[prefix]
            found[tie] = Words(en=words.en.format(number=number), th=words.th.format(number=number))
    return found
