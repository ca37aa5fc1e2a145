"""The three domains of the thesis, and the contexts of PLOVER with the domain to which each belongs."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from typing import Any

from trachu.core.errors import UnknownName, ontology_error
from trachu.core.words import Lang, Words
from trachu.ontology.cues import Finder, Finders, finder, finders
from trachu.ontology.event import LANGS, Cues, event_type
from trachu.ontology.files import tomls, words


@dataclass(frozen=True, slots=True)
class Domain:
    """A field of relations between states; ``order`` says which one wins a tie, the most specific first."""

    code: str
    label: Words
    meaning: Words
    order: int
    cues: Cues


@dataclass(frozen=True, slots=True)
class Context:
    """What an act was about; ``own`` marks a context that the PLOVER manual does not have."""

    code: str
    label: Words
    domain: str
    own: bool
    cues: Cues
    anti_cues: Cues


@cache
def domains() -> dict[str, Domain]:
    """Read every file of `domains/`, in the order in which they win a tie.

    >>> list(domains())
    ['military-technology-security', 'economy-energy', 'diplomacy']
    """
    found = []
    for file, given in tomls("domains"):
        label, meaning = words(file, "label", given.get("label")), words(file, "meaning", given.get("meaning"))
        cues = _cues(file, given.get("cues", {}))
        found.append(Domain(given["code"], label, meaning, int(given["order"]), cues))
    return {domain.code: domain for domain in sorted(found, key=lambda domain: domain.order)}


@cache
def contexts() -> dict[str, Context]:
    """Read every file of `contexts/`, by code.

    >>> contexts()["cbrn"].domain
    'military-technology-security'
    """
    found: dict[str, Context] = {}
    for file, given in tomls("contexts"):
        for entry in given["contexts"]:
            context = _context(file, entry)
            if context.code in found:
                raise ontology_error(file, f"the context {context.code} is already taken.")
            found[context.code] = context
    return found


def contexts_of(text: str, lang: Lang) -> tuple[str, ...]:
    """Name the contexts that a sentence shows, the one with most cues first.

    >>> contexts_of("The ministers discussed rare earths and other minerals.", "en")
    ('natural-resource',)
    >>> contexts_of("ทั้งสองฝ่ายหารือเรื่องขีปนาวุธและหัวรบนิวเคลียร์", "th")
    ('cbrn', 'diplomatic', 'military')
    """
    found = Counter(code for _, _, code, real in _context_finders(lang).find(text) if real)
    return tuple(sorted(found, key=lambda code: (-found[code], code)))


def domain_of(text: str, lang: Lang, type: str, contexts: Iterable[str] = ()) -> str:
    """Decide the domain of an event from its sentence, its type and its contexts.

    Each cue of a domain in the sentence, and each context that belongs to a domain, is one vote. Diplomacy is what
    remains: nearly every event has a diplomat in it, so its votes count only where no other domain has one. A tie
    goes to the type's own domain, then to the more specific one. No vote at all: the type's own domain.

    >>> domain_of("Shoigu visited a missile factory in Pyongyang.", "en", "CONSULT", ["military", "diplomatic"])
    'military-technology-security'
    >>> domain_of("ไทยและลาวหารือกัน", "th", "CONSULT")
    'diplomacy'
    """
    default = event_type(type).domain
    votes = Counter(domain for _, _, domain in _domain_finder(lang).find(text))
    votes.update(_domain_by_context()[context] for context in contexts if context in _domain_by_context())
    specific = {domain: count for domain, count in votes.items() if domain != "diplomacy"} or dict(votes)
    if not specific:
        return default
    return max(specific, key=lambda domain: (specific[domain], domain == default, -domains()[domain].order))


def domain(code: str) -> Domain:
    """Return one domain; a wrong code is answered with the nearest right one."""
    try:
        return domains()[code]
    except KeyError:
        raise UnknownName("domain", code, domains()) from None


@cache
def _domain_by_context() -> dict[str, str]:
    return {code: context.domain for code, context in contexts().items()}


@cache
def _domain_finder(lang: Lang) -> Finder[str]:
    table: dict[str, str] = {}
    for found in domains().values():
        for cue in found.cues[lang]:
            if cue in table:
                raise ontology_error(f"domains/{found.code}.toml", f"the cue {cue!r} is listed twice.")
            table[cue] = found.code
    return finder(table, lang)


@cache
def _context_finders(lang: Lang) -> Finders[bool]:
    """Compile the cues of all contexts; one phrase may speak for several."""
    sets = {
        code: {**dict.fromkeys(one.cues[lang], True), **dict.fromkeys(one.anti_cues[lang], False)}
        for code, one in contexts().items()
    }
    return finders(sets, lang)


def _context(file: str, given: dict[str, Any]) -> Context:
    if given["domain"] not in domains():
        raise ontology_error(file, f"{given['domain']!r} is not a domain.")
    label = words(file, f"the label of {given['code']}", given.get("label"))
    cues = _cues(file, given.get("cues", {}))
    anti = given.get("anti_cues", {})
    return Context(
        code=given["code"],
        label=label,
        domain=given["domain"],
        own=bool(given.get("own", False)),
        cues=cues,
        anti_cues={lang: tuple(anti.get(lang, ())) for lang in LANGS},
    )


def _cues(file: str, given: dict[str, list[str]]) -> Cues:
    if not all(given.get(lang) for lang in LANGS):
        raise ontology_error(file, "cues are needed in both languages.")
    return {lang: tuple(given[lang]) for lang in LANGS}
