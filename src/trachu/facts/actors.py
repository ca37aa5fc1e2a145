"""Actors and forums of the ontology as a table, and who is meant by the codes and names that datasets use."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence

import polars as pl

from trachu.core.tables import ACTORS, Day, Text
from trachu.core.trace import Trace
from trachu.ontology.actor import LISTS_BEGIN, Actor, crosswalk
from trachu.ontology.actor import actors as known_actors
from trachu.ontology.files import rows as data_rows
from trachu.ontology.forum import Forum, forums

CODES = {"scheme": Text, "code": Text, "actor": Text, "since": Day, "until": Day}
NUMBERED = ("cow", "gw")
POLITY_FILE = "ontology/actors/polities.csv and codes.csv"


def actor_table() -> tuple[pl.DataFrame, list[Trace]]:
    """Lay the ontology's actors and forums out as `ACTORS`, each with its newest COW and GW number.

    >>> frame, _ = actor_table()
    >>> frame.filter(actor="RUS")["continues"].to_list()
    ['SUN']
    """
    codes = crosswalk().sort("until", "since", nulls_last=True).select("actor", "scheme", "code")
    newest = {(actor, scheme): code for actor, scheme, code in codes.iter_rows()}
    rows, traces = [], {}
    for one in known_actors().values():
        trace = Trace("source", _cited("ontology/actors" if one.cite else POLITY_FILE, one.cite))
        traces[trace.id] = trace
        rows.append(_row(one) | {s: newest.get((one.id, s)) for s in NUMBERED} | {"why": trace.id})
    for forum in forums().values():
        trace = forum_trace(forum.actor, forum.cite)
        traces[trace.id] = trace
        rows.append(_forum_row(forum) | {"why": trace.id})
    return ACTORS.of(rows).sort("actor"), list(traces.values())


def forum_trace(forum: str, cite: Sequence[str]) -> Trace:
    """Make the trace of what the ontology says about a forum; the cite keys stand in braces at the end.

    >>> forum_trace("IGO:NATO", ("nato1949",)).says
    'ontology/forums · IGO:NATO {nato1949}'
    """
    return Trace("source", _cited(f"ontology/forums · {forum}", cite))


def treaty_trace(treaty: str, cite: Sequence[str]) -> Trace:
    """Make the trace of what the ontology says about a treaty or resolution.

    >>> treaty_trace("TREATY:NPT", ("npt1968",)).says
    'ontology/treaties · TREATY:NPT {npt1968}'
    """
    return Trace("source", _cited(f"ontology/treaties · {treaty}", cite))


def code_table() -> pl.DataFrame:
    """Return who is meant by a code of each scheme (cow, gw, iso3, name), since and until which day.

    The first day of the lists is no beginning: a code that nobody held before means the same in 1815.

    >>> code_table().filter(scheme="cow", code="365")["actor"].to_list()
    ['RUS', 'SUN', 'RUS']
    """
    begun = pl.when(pl.col("since") > LISTS_BEGIN).then(pl.col("since")).alias("since")
    numbers = crosswalk().select("scheme", pl.col("code").cast(Text), "actor", begun, "until")
    ids = [("iso3", name.upper(), name) for name in [*known_actors(), *forums()]]
    named = [("name", name, actor) for name, actor in _names().items()]
    rest = pl.DataFrame([*ids, *named], schema=["scheme", "code", "actor"], orient="row")
    whole = pl.concat([numbers, rest], how="diagonal")
    return whole.select(pl.col(name).cast(kind) for name, kind in CODES.items())


def folded(name: str) -> str:
    """Write a name as the matching sees it: composed, lower case, single blanks, without footnote stars.

    >>> folded("United  Nations**")
    'united nations'
    """
    return " ".join(unicodedata.normalize("NFC", name).replace("*", " ").casefold().split())


def _row(one: Actor) -> dict[str, object]:
    is_state = one.kind in ("state", "former", "territory") and len(one.id) == 3
    return {
        "actor": one.id, "kind": one.kind, "en": one.names.en, "th": one.names.th, "since": one.since,
        "until": one.until, "continues": one.continues, "iso3": one.id if is_state else None, "region": one.region,
        "borders": list(one.borders), "of": one.of,
    }  # fmt: skip


def _forum_row(forum: Forum) -> dict[str, object]:
    return {
        "actor": forum.actor, "kind": forum.kind, "en": forum.name.en, "th": forum.name.th, "since": forum.since,
        "until": forum.until, "borders": [], "of": forum.part_of,
    }  # fmt: skip


def _cited(says: str, cite: Sequence[str]) -> str:
    return f"{says} {{{'; '.join(cite)}}}" if cite else says


def _names() -> dict[str, str]:
    """Every name that means one actor alone; a state comes before a former state of the same name.

    `names_in_data.csv` settles those that publishers of datasets use in a sense of their own.
    """
    meant: dict[str, set[str]] = {}
    states: dict[str, set[str]] = {}
    for one in known_actors().values():
        for name in one.called:
            meant.setdefault(folded(name), set()).add(one.id)
            if one.kind == "state":
                states.setdefault(folded(name), set()).add(one.id)
    for forum in forums().values():
        official = (forum.official.en, forum.official.th) if forum.official else ()
        for name in (forum.name.en, forum.name.th, *official, *forum.aliases_en, *forum.aliases_th):
            meant.setdefault(folded(name), set()).add(forum.actor)
    sole = {name: who if len(who) == 1 else states.get(name, set()) for name, who in meant.items()}
    in_data = {folded(row["name"]): row["actor"] for row in data_rows("actors/names_in_data.csv")}
    return {name: next(iter(who)) for name, who in sole.items() if len(who) == 1} | in_data
