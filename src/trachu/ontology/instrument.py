"""The instruments of technology diplomacy, from `instruments/*.toml`: what states use, and who is known to use it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any

from trachu.core.dates import valid
from trachu.core.errors import UnknownName, ontology_error
from trachu.core.words import Lang, Words
from trachu.ontology.cues import Finder, finder
from trachu.ontology.domain import domains
from trachu.ontology.event import LANGS, Cues
from trachu.ontology.files import tomls, words
from trachu.ontology.forum import forums
from trachu.ontology.reference import known

if TYPE_CHECKING:
    import polars as pl


STANCES = {
    "opens": Words(en="opens", th="เปิดความร่วมมือ"),
    "closes": Words(en="closes", th="จำกัดหรือควบคุม"),
    "shapes": Words(en="shapes the rules", th="กำหนดกติกา"),
}


@dataclass(frozen=True, slots=True)
class User:
    """An actor that is publicly known to use an instrument, since when, and how."""

    actor: str
    since: str | None
    note: Words
    cite: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Example:
    """A sentence that must, or must not, show the instrument."""

    lang: Lang
    text: str
    match: bool


@dataclass(frozen=True, slots=True)
class Instrument:
    """A means of technology diplomacy; `stance` tells whether it opens, closes, or shapes the rules (`STANCES`)."""

    code: str
    label: Words
    meaning: Words
    domain: str
    stance: str
    cues: Cues
    anti_cues: Cues
    users: tuple[User, ...]
    examples: tuple[Example, ...]
    cite: tuple[str, ...]


@cache
def instruments() -> dict[str, Instrument]:
    """Read every file of `instruments/`, by code, and check it; a fault names the file.

    >>> instruments()["export-controls"].stance
    'closes'
    """
    found: dict[str, Instrument] = {}
    for file, given in tomls("instruments"):
        one = _instrument(file, given)
        if one.code in found:
            raise ontology_error(file, f"the code {one.code} is already taken.")
        for fault in _faults(one):
            raise ontology_error(file, fault)
        found[one.code] = one
    return found


def instrument(code: str) -> Instrument:
    """Return one instrument; a wrong code is answered with the nearest right one."""
    try:
        return instruments()[code]
    except KeyError:
        raise UnknownName("instrument", code, instruments()) from None


def instruments_in(text: str, lang: Lang) -> list[tuple[int, int, str]]:
    """Find (start, end, code) of the instruments that a text names, in order.

    >>> instruments_in("ญี่ปุ่นแต่งตั้งทูตเทคโนโลยี", "th")
    [(15, 27, 'science-envoys')]
    """
    return [(start, end, code) for start, end, code in _finder(lang).find(text) if code]


def user_table() -> pl.DataFrame:
    """Tabulate who is publicly known to use which instrument, with a note in both languages.

    >>> user_table().filter(instrument="science-envoys", actor="DNK")["since"].to_list()
    ['2017']
    """
    import polars as pl

    rows = [
        (one.code, user.actor, user.since, user.note.en, user.note.th, ";".join(user.cite))
        for one in instruments().values()
        for user in one.users
    ]
    schema = dict.fromkeys(("instrument", "actor", "since", "en", "th", "cite"), pl.String())
    return pl.DataFrame(rows, schema=schema, orient="row").sort("instrument", "actor", "since")


@cache
def _finder(lang: Lang) -> Finder[str | None]:
    table: dict[str, str | None] = {}
    for one in instruments().values():
        entries: list[tuple[str, str | None]] = [(cue, one.code) for cue in one.cues[lang]]
        entries += [(cue, None) for cue in one.anti_cues[lang]]
        for cue, code in entries:
            if cue in table:
                raise ontology_error(f"instruments/{one.code}.toml", f"the cue {cue!r} is listed twice.")
            table[cue] = code
    return finder(table, lang)


def _instrument(file: str, given: dict[str, Any]) -> Instrument:
    try:
        anti = given.get("anti_cues", {})
        return Instrument(
            code=given["code"],
            label=words(file, "label", given["label"]),
            meaning=words(file, "meaning", given["meaning"]),
            domain=given["domain"],
            stance=given["stance"],
            cues={lang: tuple(given["cues"][lang]) for lang in LANGS},
            anti_cues={lang: tuple(anti.get(lang, ())) for lang in LANGS},
            users=tuple(_user(file, user) for user in given.get("users", ())),
            examples=tuple(Example(e["lang"], e["text"], e["match"]) for e in given["examples"]),
            cite=_keys(given["cite"]),
        )
    except KeyError as missing:
        raise ontology_error(file, f"{missing.args[0]!r} is not there.") from None
    except UnknownName as error:
        raise ontology_error(file, error.words.en) from None


def _user(file: str, given: dict[str, Any]) -> User:
    note = words(file, f"the note on {given['actor']}", given["note"])
    return User(given["actor"], given.get("since"), note, _keys(given["cite"]))


def _keys(cite: list[str]) -> tuple[str, ...]:
    return tuple(reference.key for reference in known(cite))


def _faults(one: Instrument) -> Iterator[str]:
    from trachu.ontology.actor import actors

    if one.domain not in domains():
        yield f"domain {one.domain!r} is none of {', '.join(domains())}."
    if one.stance not in STANCES:
        yield f"stance {one.stance!r} is none of {', '.join(STANCES)}."
    if not all(one.cues.values()):
        yield "cues are needed in both languages."
    for some in (True, False):
        if {e.lang for e in one.examples if e.match is some} != set(LANGS):
            yield f"examples with match = {str(some).lower()} are needed in both languages."
    for user in one.users:
        if user.actor not in actors() and user.actor not in forums():
            yield f"the user {user.actor!r} is not a known actor."
        if user.since and not valid(user.since):
            yield f"{user.actor}: {user.since!r} is not a date (EDTF: 2015, 2015-11, 2015-11-16)."
