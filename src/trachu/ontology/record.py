"""The public record: dated facts that nobody disputes, read from `records/*.toml`, to hold documents against.

A record is found again in a text by its words: who acted, one of its *names* (what the act was about) and one of
the words that *say* the act. It happened on each of its dates and on no other, ever; or, where `whole` gives a
period, on no other day of that period.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any, Literal, get_args

from trachu.core.dates import bounds, valid
from trachu.core.errors import UnknownName, ontology_error
from trachu.core.words import Words
from trachu.ontology.event import event_types
from trachu.ontology.files import tomls, words
from trachu.ontology.reference import known

Kind = Literal["vote", "test", "meeting", "treaty", "recognition", "war", "institution", "measure", "works"]
LISTS = ("actors", "parties", "types", "dates")


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """A dated fact of the public record, as its file describes it."""

    record: str
    kind: str
    label: Words
    actors: tuple[str, ...]
    """Who acted: all of them must be actors of a claim about it."""
    parties: tuple[str, ...]
    """Who took part in any role."""
    types: tuple[str, ...]
    """The types of act it may be coded as; empty: any."""
    names: tuple[str, ...]
    says: tuple[str, ...]
    unless: tuple[str, ...]
    """Words in which the names and the act mean something else."""
    dates: tuple[str, ...]
    whole: str | None
    cite: tuple[str, ...]


@cache
def records() -> dict[str, Record]:
    """Read every file of `records/` by id, and check it; a fault names the file.

    >>> records()["RECORD:PRK-RECOGNISES-DONETSK-LUHANSK"].dates
    ('2022-07-13',)
    """
    found: dict[str, Record] = {}
    for file, given in tomls("records"):
        for entry in given["records"]:
            one = _record(file, entry)
            if one.record in found:
                raise ontology_error(file, f"{one.record} is described twice.")
            for fault in _faults(one):
                raise ontology_error(file, f"{one.record}: {fault}")
            found[one.record] = one
    return found


def _record(file: str, given: dict[str, Any]) -> Record:
    try:
        lists = {name: tuple(given.get(name, ())) for name in LISTS}
        worded = {name: _both(file, name, given[name]) for name in ("names", "says")}
        return Record(
            record=given["record"],
            kind=given["kind"],
            label=words(file, "label", given["label"]),
            unless=_both(file, "unless", given["unless"]) if "unless" in given else (),
            whole=given.get("whole"),
            cite=tuple(reference.key for reference in known(given["cite"])),
            **lists,
            **worded,
        )
    except KeyError as missing:
        raise ontology_error(file, f"{missing.args[0]!r} is not there.") from None
    except UnknownName as error:
        raise ontology_error(file, error.words.en) from None


def _both(file: str, field: str, given: dict[str, list[str]]) -> tuple[str, ...]:
    """Return the words of both languages, in lower case; neither may lack."""
    if not given.get("en") or not given.get("th"):
        raise ontology_error(file, f"{field} needs both en and th.")
    return tuple(word.casefold() for lang in ("en", "th") for word in given[lang])


def _faults(one: Record) -> Iterator[str]:
    """Yield what is wrong with a record, one sentence each."""
    from trachu.ontology.actor import actors
    from trachu.ontology.forum import forums

    if not one.record.startswith("RECORD:"):
        yield "its id does not begin with RECORD:."
    if one.kind not in get_args(Kind):
        yield f"kind {one.kind!r} is none of {', '.join(get_args(Kind))}."
    if not one.cite or not (one.actors or one.parties):
        yield "cite and actors or parties are needed."
    for actor in (*one.actors, *one.parties):
        if actor not in actors() and actor not in forums():
            yield f"{actor!r} is not a known actor."
    for kind in one.types:
        if kind not in event_types():
            yield f"{kind!r} is not an event type."
    yield from _date_faults(one)


def _date_faults(one: Record) -> Iterator[str]:
    wrong = [edtf for edtf in (*one.dates, one.whole) if edtf is not None and not valid(edtf)]
    if wrong or not one.dates:
        yield f"dates are needed, in EDTF; wrong: {', '.join(wrong) or 'none given'}."
        return
    if list(one.dates) != sorted(one.dates):
        yield "its dates are not in order."
    first, last = bounds(one.whole)
    for edtf in one.dates:
        low, high = bounds(edtf)
        if (first and low and low < first) or (last and high and high > last):
            yield f"{edtf} lies outside {one.whole}."
