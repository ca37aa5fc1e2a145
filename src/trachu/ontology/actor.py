"""The actors of the world: states, former states, territories, and who else acts; what they are called and coded.

`actors/polities.csv` holds the polities, `people.csv`, `firms.csv` and `groups.csv` the others, and `codes.csv`
what a number of the Correlates of War (`cow`) and Gleditsch-Ward (`gw`) lists means. A code says *who is meant*,
not whether the state was a member of the system in that year; membership is data.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import TYPE_CHECKING, Literal

from trachu.core.dates import bounds, valid
from trachu.core.errors import UnknownName, ontology_error
from trachu.core.words import Lang, Words
from trachu.ontology.files import listed, rows

if TYPE_CHECKING:
    import polars as pl

Scheme = Literal["cow", "gw"]
KINDS = {
    "polities": ("state", "former", "territory", "historical"),
    "people": ("person",),
    "firms": ("firm",),
    "groups": (),  # of many kinds: armed groups, ministries, parties, media; not fixed here
}
ELSEWHERE = ("IGO:", "FORUM:")  # organisations and forums have a folder of their own
LISTS_BEGIN = date(1816, 1, 1)  # the first day of the Correlates of War and of the Gleditsch-Ward list


@dataclass(frozen=True, slots=True)
class Spellings:
    """Words by which something may be called, in each language; either may be empty."""

    en: tuple[str, ...] = ()
    th: tuple[str, ...] = ()

    @property
    def all(self) -> tuple[str, ...]:
        """Both languages, English first."""
        return self.en + self.th

    def say(self, lang: Lang) -> tuple[str, ...]:
        """Return the spellings in one language."""
        return self.th if lang == "th" else self.en


@dataclass(frozen=True, slots=True)
class Actor:
    """Who acts. Dates are EDTF; an empty `since` is unknown or long ago, an empty `until` means that it still exists.

    `seats` are the capital and other seats of government whose names stand for the state in texts ("Beijing",
    "the Kremlin"); `capital` is the first. `continues` names the actor whose international personality it carries
    on, `of` whom it belongs to or acts for, `borders` its neighbours by land.

    >>> thailand = actors()["THA"]
    >>> thailand.names.th, thailand.capital.en, thailand.borders
    ('ไทย', 'Bangkok', ('KHM', 'LAO', 'MMR', 'MYS'))
    """

    id: str
    kind: str
    names: Words
    official: Words | None = None
    abbr: tuple[str, ...] = ()
    demonyms: Spellings = Spellings()
    seats: Spellings = Spellings()
    aliases: Spellings = Spellings()
    since: str | None = None
    until: str | None = None
    continues: str | None = None
    of: str | None = None
    iso2: str | None = None
    m49: str | None = None
    region: str | None = None
    borders: tuple[str, ...] = ()
    un_member: int | None = None
    cite: tuple[str, ...] = ()

    @property
    def capital(self) -> Words | None:
        """The capital, if it has one."""
        return Words(en=self.seats.en[0], th=self.seats.th[0]) if self.seats.en and self.seats.th else None

    @property
    def called(self) -> tuple[str, ...]:
        """Every name it goes by, without capitals and demonyms.

        >>> actors()["MMR"].called[:5]
        ('Myanmar', 'เมียนมา', 'Republic of the Union of Myanmar', 'สาธารณรัฐแห่งสหภาพเมียนมา', 'Burma')
        """
        official = (self.official.en, self.official.th) if self.official else ()
        return tuple(dict.fromkeys((self.names.en, self.names.th, *official, *self.abbr, *self.aliases.all)))


@cache
def actors() -> dict[str, Actor]:
    """Return every actor by its id; a fault in the files is an `OntologyError`.

    >>> actors()["SUN"].official.en
    'Union of Soviet Socialist Republics'
    """
    found: dict[str, Actor] = {}
    for table in KINDS:
        file = f"actors/{table}.csv"
        for row in rows(file):
            one = _polity(file, row) if table == "polities" else _other(file, row)
            if one.id in found:
                raise ontology_error(file, f"{one.id} is there twice.")
            if KINDS[table] and one.kind not in KINDS[table]:
                raise ontology_error(file, f"the kind {one.kind!r} of {one.id} is none of {', '.join(KINDS[table])}.")
            found[one.id] = one
    check(found)
    return found


def check(found: dict[str, Actor]) -> None:
    """Raise an `OntologyError` for the first actor whose neighbours, ties or dates cannot be right."""
    for one in found.values():
        for fault in _faults(one, found):
            raise ontology_error("actors", f"{one.id}: {fault}")


def lineage(actor: str) -> tuple[str, ...]:
    """Return an actor and, one after the other, those whose personality it continues.

    >>> lineage("RUS"), lineage("THA")
    (('RUS', 'SUN'), ('THA',))
    """
    line = [actor]
    while (before := actors()[line[-1]].continues) and before not in line:
        line.append(before)
    return tuple(line)


@cache
def crosswalk() -> pl.DataFrame:
    """Return whom each code of each scheme means, and on which days; `until` is null where it still does.

    `since` is 1816-01-01, the first day of both lists, where the code never meant anybody else before.

    >>> crosswalk().filter(code=365, scheme="cow")["actor"].to_list()
    ['RUS', 'SUN', 'RUS']
    """
    import polars as pl

    schema = {"actor": pl.String, "scheme": pl.String, "code": pl.Int32, "abbr": pl.String}
    return pl.DataFrame(list(_codes()), schema={**schema, "since": pl.Date, "until": pl.Date}, orient="row")


def resolve(code: int, scheme: Scheme, year: int) -> str | None:
    """Return whom a code means in a year: on its last day, else the last one it meant during it, else None.

    >>> resolve(365, "cow", 1990), resolve(365, "cow", 1991), resolve(265, "cow", 1990), resolve(265, "gw", 2000)
    ('SUN', 'RUS', 'DDR', None)
    """
    first, last = date(year, 1, 1), date(year, 12, 31)
    during = [
        (until or date.max, actor)
        for actor, since, until in _by_code().get((scheme, code), ())
        if since <= last and (until is None or until >= first)
    ]
    return max(during)[1] if during else None


def actor_id(name: str) -> str:
    """Return the id of what a user typed: id, code letters, `cow:365`, `gw:365`, ISO letters, or a name.

    A number means its holder today, or its last one. Where two readings compete, the first in that order wins:
    `MAC` is Macao, not the letters of the Correlates of War for North Macedonia. Capitals and demonyms are no names.

    >>> actor_id("thailand"), actor_id("พม่า"), actor_id("UKG"), actor_id("cow:365"), actor_id("th")
    ('THA', 'MMR', 'GBR', 'RUS', 'THA')
    >>> actor_id("Thailnd")
    Traceback (most recent call last):
    ...
    trachu.core.errors.UnknownName: There is no actor called 'Thailnd'.
    Did you mean 'Thailand'?
    """
    typed = _fold(name)
    scheme, _, number = typed.partition(":")
    if scheme in ("cow", "gw") and number.isdecimal():
        holders = _by_code().get((scheme, int(number)), ())
        latest = [who for who, _, _ in sorted(holders, key=lambda holder: holder[2] or date.max)]
        known = [f"{kind}:{code}" for kind, code in _by_code()]
    else:
        latest = [_index()[typed]] if typed in _index() else []
        known = [spelling for one in actors().values() for spelling in (one.id, *one.called)]
    if not latest:
        raise UnknownName("actor", name, known)
    return latest[-1]


def _fold(name: str) -> str:
    return " ".join(unicodedata.normalize("NFC", name).casefold().split())


@cache
def _index() -> dict[str, str]:
    """Map what a user may type, folded, to the actor it means; the first reading wins."""
    found = {_fold(one.id): one.id for one in actors().values()}
    letters = sorted(_codes(), key=lambda row: row[5] or date.max, reverse=True)
    for scheme in ("cow", "gw"):
        for actor, kind, _, abbr, _, _ in letters:
            if kind == scheme:
                found.setdefault(_fold(abbr), actor)
    for one in actors().values():
        if one.iso2:
            found.setdefault(_fold(one.iso2), one.id)
    for one in actors().values():
        for spelling in one.called:
            found.setdefault(_fold(spelling), one.id)
    return found


@cache
def _by_code() -> dict[tuple[str, int], tuple[tuple[str, date, date | None], ...]]:
    found: dict[tuple[str, int], tuple[tuple[str, date, date | None], ...]] = {}
    for actor, scheme, code, _, since, until in _codes():
        found[scheme, code] = (*found.get((scheme, code), ()), (actor, since, until))
    return found


@cache
def _codes() -> tuple[tuple[str, str, int, str, date, date | None], ...]:
    file = "actors/codes.csv"
    found = []
    for row in rows(file):
        if row["actor"] not in actors() or row["scheme"] not in ("cow", "gw") or not row["code"].isdecimal():
            raise ontology_error(file, f"{row['actor']} {row['scheme']}:{row['code']} is not an actor and its code.")
        since, until = bounds(row["since"])[0] or LISTS_BEGIN, bounds(row["until"])[1]
        if until and until < since:
            raise ontology_error(file, f"{row['scheme']}:{row['code']} ends before it begins.")
        found.append((row["actor"], row["scheme"], int(row["code"]), row["abbr"], since, until))
    return tuple(found)


def _polity(file: str, row: dict[str, str]) -> Actor:
    return Actor(
        id=row["actor"],
        kind=row["kind"],
        names=_both(file, row, "en", "th"),
        official=_both(file, row, "en_official", "th_official") if row["en_official"] or row["th_official"] else None,
        abbr=listed(row["abbr"]),
        demonyms=Spellings(listed(row["demonym_en"]), listed(row["demonym_th"])),
        seats=Spellings(listed(row["capital_en"]), listed(row["capital_th"])),
        aliases=Spellings(listed(row["aliases_en"]), listed(row["aliases_th"])),
        since=row["since"] or None,
        until=row["until"] or None,
        continues=row["continues"] or None,
        of=row["of"] or None,
        iso2=row["iso2"] or None,
        m49=row["m49"] or None,
        region=row["region"] or None,
        borders=listed(row["borders"]),
        un_member=int(row["un_member"]) if row["un_member"] else None,
    )


def _other(file: str, row: dict[str, str]) -> Actor:
    return Actor(
        id=row["actor"],
        kind=row["kind"],
        names=_both(file, row, "en", "th"),
        aliases=Spellings(listed(row["aliases_en"]), listed(row["aliases_th"])),
        since=row["since"] or None,
        until=row["until"] or None,
        of=row["of"] or None,
        cite=listed(row["cite"]),
    )


def _both(file: str, row: dict[str, str], en: str, th: str) -> Words:
    if not row[en] or not row[th]:
        raise ontology_error(file, f"{row['actor']} needs both {en} and {th}.")
    return Words(en=row[en], th=row[th])


def _faults(one: Actor, found: dict[str, Actor]) -> Iterator[str]:
    wrong = [given for given in (one.since, one.until) if given and not valid(given)]
    if wrong:
        yield f"{wrong[0]!r} is not a date (EDTF: 2015, 2015-11, 2015-11-16)."
        return
    (begin, _), (_, end) = bounds(one.since), bounds(one.until)
    if begin and end and end < begin:
        yield f"it ends ({one.until}) before it begins ({one.since})."
    if bool(one.seats.en) != bool(one.seats.th):
        yield "its capital needs both languages."
    if one.continues and (one.continues not in found or one.continues == one.id):
        yield f"it continues {one.continues}, which is not another actor."
    if one.of and one.of not in found and not one.of.startswith(ELSEWHERE):
        yield f"it is of {one.of}, which is not an actor."
    for other in one.borders:
        if other not in found or one.id not in found[other].borders:
            yield f"it borders {other}, which is not an actor that borders it."
