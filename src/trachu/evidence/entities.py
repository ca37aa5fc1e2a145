"""Find mentions: where a document names actors and places, each with its id.

Known names come from the gazetteer. A document brings its own: a Thai name with `(Latin Name)` behind it, a person
with a title before the name, a single name once the full one has been said, a ministry beside its state.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache

from trachu.core.dates import bounds
from trachu.evidence.boundaries import stands
from trachu.evidence.fuzzy import Index, near_in, people
from trachu.evidence.gazetteer import Gazetteer, Name, called_by_part, compiled, fold, gazetteer, type_of
from trachu.evidence.harvest import Known, people_in
from trachu.evidence.mention import AMBIGUOUS, SURE, Mention
from trachu.evidence.organs import organs_in
from trachu.ontology.actor import actors

Spans = Sequence[tuple[int, int]]


def mentions_in(
    texts: Sequence[str], skip: Sequence[Spans] = (), years: Sequence[Sequence[tuple[int, int]]] = ()
) -> list[list[Mention]]:
    """Find the mentions of a document, passage by passage.

    ``skip`` are spans without mentions (citations), ``years`` are (position, year) pairs of the dates; both are
    given for each passage or not at all.

    >>> [[(m.actor, m.type) for m in found] for found in mentions_in(["รัสเซียและ NATO", "กรุงเปียงยาง"])]
    [[('RUS', 'GPE'), ('IGO:NATO', 'ORG')], [('PRK', 'GPE')]]
    """
    left_out = list(skip) or [()] * len(texts)
    dated = list(years) or [()] * len(texts)
    folded = [fold(text) for text in texts]
    known = gazetteer()
    first = [_find(t, known, s, y) for t, s, y in zip(folded, left_out, dated, strict=True)]
    own = _own_names(folded, first)
    found = []
    for number, (text, mentions) in enumerate(zip(folded, first, strict=True)):
        more = _find(text, own.gazetteer, left_out[number], ()) if own.gazetteer else []
        kept = _longest([*mentions, *_after_the_full_name(text, more, own, number)])
        near = near_in(text, [*kept, *_spans(left_out[number])], own.index)
        found.append(organs_in(text, _longest([*kept, *near])))
    return found


def _spans(skip: Spans) -> Iterator[Mention]:
    """Write spans without mentions as mentions, so that nothing is looked for in them."""
    return (Mention(start, end, "", "", "", 0) for start, end in skip)


def _find(text: str, names: Gazetteer, skip: Spans, years: Sequence[tuple[int, int]]) -> list[Mention]:
    hits = []
    for start, end, bearers in names.find(text):
        if any(s < end and start < e for s, e in skip) or not stands(text, start, end):
            continue
        name, sure = _who(bearers, start, years)
        if name.how == "seat" and _LONGER.match(text, end):
            continue
        if name.how == "seat" and _PLACE.search(text[max(0, start - 12) : start]):
            name = Name(name.text, _place(name, bearers))
        if text[end : end + 1] == "ฯ":
            end += 1
        hits.append(Mention(start, end, name.actor, type_of(name.actor), name.how, sure))
    return _longest(hits)


# A capital at the head of a longer proper name (Stockholm International Peace …) is no government.
_LONGER = re.compile(
    r"\s(?!(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|(?:Jan|Febr)uary|March|April|May|June|July|August"
    r"|(?:Sept|Nov|Dec)ember|October)[A-Z][a-z]{3,}"
)
_PLACE = re.compile(r"(?:ณ\s?(?:กรุง|นคร)?|ที่(?:กรุง|นคร)|เมือง|สนามบิน|มหาวิทยาลัย|city of |airport of |in |at )$")


def _place(seat: Name, bearers: tuple[Name, ...]) -> str:
    """Return the capital as a place, where the words around do not let it stand for its government."""
    known = [b.actor for b in bearers if b.actor.startswith("LOC:")]
    return known[0] if known else f"LOC:{actors()[seat.actor].seats.en[0]}"


def _who(bearers: tuple[Name, ...], at: int, years: Sequence[tuple[int, int]]) -> tuple[Name, float]:
    """Choose among those who bear a name: by the nearest year, else who exists today, else the first."""
    rivals = [b for b in bearers if b.how == "name" and not b.actor.startswith("LOC:")]
    if len(rivals) < 2:
        return bearers[0], SURE[bearers[0].how]
    near = min(years, key=lambda pair: abs(pair[0] - at), default=(0, 0))[1]
    alive = [b for b in rivals if _exists(b.actor, near or None)]
    chosen = (alive or rivals)[0]
    return chosen, AMBIGUOUS


def _exists(actor: str, year: int | None) -> bool:
    """Tell whether an actor existed in a year, or exists now where no year is given."""
    known = actors().get(actor)
    if known is None or not (known.since or known.until):
        return True
    if year is None:
        return known.until is None
    since, until = bounds(known.since)[0], bounds(known.until)[1]
    return (since is None or since.year <= year) and (until is None or until.year >= year)


def _longest(mentions: Iterable[Mention]) -> list[Mention]:
    """Keep the leftmost, then longest, of mentions that overlap."""
    kept: list[Mention] = []
    for mention in sorted(mentions, key=lambda m: (m.start, -m.end, -m.confidence)):
        if not kept or mention.start >= kept[-1].end:
            kept.append(mention)
    return kept


@dataclass(frozen=True, slots=True)
class _Own:
    """The names that a document brings: compiled, who shares a single name, where each was called in full."""

    gazetteer: Gazetteer | None
    parts: dict[str, list[str]]
    since: dict[str, list[tuple[int, int]]]
    index: Index


def _own_names(texts: Sequence[str], mentions: Sequence[list[Mention]]) -> _Own:
    names: list[Name] = []
    full: dict[str, str] = {}
    since: dict[str, list[tuple[int, int]]] = {}
    for number, (text, found) in enumerate(zip(texts, mentions, strict=True)):
        called = [Known(text[m.start : m.end], m.actor, m.start) for m in found if m.type == "PER"]
        brought = people_in(text, [(m.start, m.end, m.actor) for m in found])
        names += [Name(b.text, b.actor, "harvested") for b in brought]
        for one in [*called, *brought]:
            if one.actor.startswith("PER:"):
                full.setdefault(one.text, one.actor)
                since.setdefault(one.actor, []).append((number, one.start))
    for places in since.values():
        places.sort()
    single = called_by_part(full)
    parts: dict[str, list[str]] = {}
    for name in single:
        parts.setdefault(fold(name.text), []).append(name.actor)
    names += single
    index = Index.of([*people(), *full.items()]) if full else _index()
    return _Own(compiled(names) if names else None, parts, since, index)


@cache
def _index() -> Index:
    return Index.of(people())


def _after_the_full_name(text: str, mentions: list[Mention], own: _Own, number: int) -> list[Mention]:
    """Keep single names only behind the full name; where several persons share one, the last named is meant."""
    kept = []
    for mention in mentions:
        if mention.how != "part":
            kept.append(mention)
            continue
        before: list[tuple[tuple[int, int], str]] = []
        for actor in own.parts.get(text[mention.start : mention.end], ()):
            places = own.since[actor]
            if index := bisect_left(places, (number, mention.start)):
                before.append((places[index - 1], actor))
        if before:
            kept.append(replace(mention, actor=max(before)[1]))
    return kept
