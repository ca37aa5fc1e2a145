"""Every way in which texts call the actors that the ontology knows, compiled for finding.

Names are taken from actors and forums and widened by rule: spaces and hyphens of Thai personal names, spelling
variants of foreign names in Thai, capitals of states, demonyms. What a name means may depend on the date (Germany,
Yemen), so a name leads to all who bear it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from itertools import product

from ahocorasick_rs import AhoCorasick

from trachu.ontology.actor import Actor, actors
from trachu.ontology.files import listed, rows
from trachu.ontology.forum import forums

TYPES = {"PER": "PER", "GRP": "GRP", "LOC": "LOC", "HIST": "GPE"}
# A name that two states share means, alone and in a list, the one that its readers know by it.
ALONE = (("Korea", "KOR"), ("เกาหลี", "KOR"), ("Korea", "HIST:KOREA"), ("เกาหลี", "HIST:KOREA"))
ROW = 3  # commas from which a name is a row of members
OWN_ACTORS = ("NSA", "GRP", "FIRM")  # whose acts are not those of the state they belong to
_BLANK = re.compile(r"[^\S ]")
_DASH = re.compile("[\u2010-\u2015\u2212\u2019\u02bc]")
_DASHES = str.maketrans(
    dict.fromkeys("\u2010\u2011\u2012\u2013\u2014\u2015\u2212", "-") | dict.fromkeys("\u2019\u02bc", "'")
)


@dataclass(frozen=True, slots=True)
class Name:
    """One way of calling an actor. ``how`` is name, demonym, seat (a capital for its government) or part."""

    text: str
    actor: str
    how: str = "name"


@dataclass(frozen=True, slots=True)
class Place:
    """A place, every name of it, and the state that it belongs to where that is one."""

    id: str
    called: tuple[str, ...]
    of: str | None


@dataclass(frozen=True, slots=True)
class Gazetteer:
    """Names compiled into one automaton; ``means[n]`` are the actors that pattern n may mean."""

    means: tuple[tuple[Name, ...], ...]
    automaton: AhoCorasick

    def find(self, folded: str) -> Iterator[tuple[int, int, tuple[Name, ...]]]:
        """Yield every place where a name stands, overlapping ones too, in a text that `fold` made."""
        for number, start, end in self.automaton.find_matches_as_indexes(folded, overlapping=True):
            yield start, end, self.means[number]


def fold(text: str) -> str:
    """Make blanks, dashes and apostrophes alike, one character for one; case stays.

    >>> fold("อินโด–แปซิฟิก NATO")
    'อินโด-แปซิฟิก NATO'
    """
    spaced = _BLANK.sub(" ", text)
    return spaced.translate(_DASHES) if _DASH.search(spaced) else spaced


def compiled(names: Iterable[Name]) -> Gazetteer:
    """Compile names; of those who bear one, a name goes before a capital, a capital before a place or demonym.

    >>> list(compiled([Name("Japan", "JPN")]).find("to Japan"))
    [(3, 8, (Name(text='Japan', actor='JPN', how='name'),))]
    """
    table: dict[str, dict[str, Name]] = {}
    for name in names:
        table.setdefault(fold(name.text), {}).setdefault(name.actor, name)
    means = tuple(tuple(sorted(bearers.values(), key=_rank)) for bearers in table.values())
    return Gazetteer(means, AhoCorasick(list(table)))


def _rank(name: Name) -> int:
    return 2 if name.actor.startswith("LOC:") else {"name": 0, "seat": 1}.get(name.how, 3)


@cache
def gazetteer() -> Gazetteer:
    """Compile the names of every actor and forum that the ontology knows."""
    known = [name for actor in actors().values() for name in names_of(actor)]
    for forum in forums().values():
        official = (forum.official.en, forum.official.th) if forum.official else ()
        called = (forum.name.en, forum.name.th, *official, *forum.aliases_en, *forum.aliases_th)
        known += [Name(text, forum.actor) for text in called if text.count(",") < ROW]
    known += [Name(text, place.id) for place in places().values() for text in place.called]
    known += [Name(text, actor) for text, actor in ALONE]
    return compiled(name for name in known if len(name.text) > 1)


@cache
def places() -> dict[str, Place]:
    """Return the regions, seas and cities of the ontology by id; they are mentioned, but do not act.

    A name that only adds a word for the kind of place (กรุง, ภูมิภาค) to another name is left out.

    >>> places()["LOC:Crimea"].of
    'UKR'
    """
    found = {}
    for row in rows("actors/places.csv"):
        names = (row["en"], row["th"], *listed(row["aliases_en"]), *listed(row["aliases_th"]))
        proper = tuple(n for n in names if not any(n != other and n.endswith(other) for other in names))
        found[row["actor"]] = Place(row["actor"], proper, row["of"] or None)
    return found


def names_of(actor: Actor) -> list[Name]:
    """List the ways in which an actor may be called.

    >>> [n.text for n in names_of(actors()["JPN"])][:2]
    ['Japan', 'ญี่ปุ่น']
    """
    person = actor.kind == "person"
    called = [form for text in actor.called for form in (personal_forms(text) if person else (text,))]
    found = [Name(text, actor.id) for text in called]
    if actor.kind == "state":
        found += [Name(text, actor.id, "seat") for text in actor.seats.all]
    peoples = [f"{text}s" for text in actor.demonyms.en if text[-1] not in "hsz" and not text.endswith("ese")]
    return found + [Name(text, actor.id, "demonym") for text in (*actor.demonyms.all, *peoples)]


def type_of(actor: str) -> str:
    """Tell whether an id is a polity, organisation, person, group or place.

    >>> [type_of(a) for a in ("THA", "IGO:NATO", "PER:Kim Jong Un", "KOR:MFA", "LOC:Asia")]
    ['GPE', 'ORG', 'PER', 'ORG', 'LOC']
    """
    head, separate, _ = actor.partition(":")
    known = actors().get(actor)
    if not separate or (known and known.kind in ("territory", "historical", "former", "state")):
        return "GPE"
    return TYPES.get(head, "ORG")


@cache
def state_of(actor: str) -> str | None:
    """Return the state or organisation for which an actor acts or to which a place belongs, by way of `of`.

    >>> state_of("RUS"), state_of("PER:Nobody Known"), state_of("THA:MOD")
    ('RUS', None, 'THA')
    """
    if actor in places():
        return places()[actor].of
    known = actors().get(actor)
    head, separate, _ = actor.partition(":")
    if known and known.of and type_of(actor) in ("PER", "ORG") and head not in OWN_ACTORS:
        return state_of(known.of)
    if type_of(actor) in ("PER", "LOC"):
        return None
    return head if separate and head in actors() else actor


_SPELLINGS = (
    (re.compile("เ([ก-ฮ][่-๋]?)ีย"), r"\1ี"),
    (re.compile("ี"), "ิ"),
    (re.compile("([รลนสซทดตกคฟ])์"), r"\1"),
    (re.compile("[็]"), ""),
)
_THAI = re.compile("[\u0e00-\u0e7f]")
MOST_PARTS = 4


def personal_forms(name: str) -> list[str]:
    """List a personal name with its spacings and, in Thai, its spelling variants; the name itself first.

    >>> personal_forms("คิม จองอึน")
    ['คิม จองอึน', 'คิมจองอึน', 'คิม-จองอึน']
    >>> "วลาดิมีร์ ปูติน" in personal_forms("วลาดีมีร์ ปูติน"), len(personal_forms("Xi Jinping"))
    (True, 1)
    """
    if not _THAI.search(name):
        return [name]
    forms = [name]
    for pattern, other in _SPELLINGS:
        forms += [form for form in _each(pattern, other, forms) if form not in forms]
    return list(dict.fromkeys(spaced for form in forms for spaced in _spacings(form)))


def _each(pattern: re.Pattern[str], other: str, forms: list[str]) -> Iterator[str]:
    """Yield every form with the first, the last or all of the places changed."""
    for form in forms[:16]:
        yield pattern.sub(other, form)
        yield pattern.sub(other, form, count=1)
        places = list(pattern.finditer(form))
        if len(places) > 1:
            last = places[-1]
            yield form[: last.start()] + last.expand(other) + form[last.end() :]


def _spacings(form: str) -> Iterator[str]:
    parts = re.split(r"[ -]", form)
    if not 1 < len(parts) <= MOST_PARTS:
        yield form
        return
    yield form
    for joints in product((" ", "", "-"), repeat=len(parts) - 1):
        yield parts[0] + "".join(joint + part for joint, part in zip(joints, parts[1:], strict=True))


def called_by_part(names: Mapping[str, str]) -> list[Name]:
    """List the single words of full personal names, given as {name: actor}, for use after the full name.

    >>> [n.text for n in called_by_part({"วลาดิมีร์ ปูติน": "PER:Vladimir Putin"})]
    ['วลาดิมีร์', 'ปูติน']
    """
    return [
        Name(part, actor, "part")
        for text, actor in names.items()
        for part in text.split()
        if len(part) > 1 and " " in text
    ]
