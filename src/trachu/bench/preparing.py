"""What a page needs worked out before it can be shown at once; and whether that is so already."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from trachu.bench import desk, people, poles
from trachu.bench.bands import closeness_band
from trachu.bench.cache import key_of, write_whole
from trachu.bench.fingerprints import room
from trachu.bench.hypotheses import weigh
from trachu.bench.store import Act, Code, Coding, Judgement, Source, Store
from trachu.core.errors import UnknownName

if TYPE_CHECKING:
    from trachu.bench.bench import Bench

ROOMS = ("core", "ontology", "sources", "evidence", "facts", "measures", "models", "briefs", "bench")


def state_of(store: Store) -> str:
    """Name the state of what people typed: it changes with every source, coding, code and judgement."""
    with Session(store.engine) as session:
        told = [
            tuple(session.execute(select(func.count(), func.max(one))).one())
            for one in (Source.added, Judgement.at, Coding.at, Act.at)
        ]
        sources = sorted(tuple(row) for row in session.execute(select(Source.source, Source.part)))
        codes = sorted(tuple(row) for row in session.execute(select(Code.code, Code.en, Code.th)))
    return key_of(told, sources, codes)


def is_prepared(bench: Bench, what: str, given: Mapping[str, Any]) -> bool:
    """Tell whether what a page needs is in the cache."""
    return _mark(bench, what, given).exists()


def prepared(bench: Bench, what: str, given: Mapping[str, Any]) -> None:
    """Work out what a page needs, and leave a mark in the cache that it is there."""
    if what not in NEEDS:
        raise UnknownName("need", what, NEEDS)
    mark = _mark(bench, what, given)
    NEEDS[what](bench, **given)
    write_whole(mark, b"")


def following(bench: Bench, what: str, given: Mapping[str, Any]) -> tuple[str, dict[str, Any]] | None:
    """Return what a reader is likely to open next: after the facts the foremost pair, after a pair its brief."""
    if what == "facts" and (pair := desk.foremost(bench)) is not None:
        return "dyad", dict(zip(("actor", "other"), pair, strict=True))
    if what == "dyad":
        return "brief", {"name": "dyad", "options": dict(given)}
    return None


def _mark(bench: Bench, what: str, given: Mapping[str, Any]) -> Path:
    return bench.cache.folder / f"ready-{what}-{key_of(state_of(bench.store), room(*ROOMS), dict(given))}"


def _evidence(bench: Bench) -> None:
    people.counting(bench)


def _facts(bench: Bench) -> None:
    bench.run()


def _dyad(bench: Bench, actor: str, other: str) -> None:
    found = bench.dyad(actor, other)
    closeness_band(bench, found.actor, found.other)


def _measure(bench: Bench, name: str, options: Mapping[str, Any], every: bool = False) -> None:
    bench.measure(name, every=every, **options)


def _brief(bench: Bench, name: str, options: Mapping[str, Any]) -> None:
    bench.brief(name, **options)


def _hypotheses(bench: Bench, file: str) -> None:
    weigh(bench, file)


def _ahead(bench: Bench, actors: list[str]) -> None:
    bench.run()
    bench.ahead("fans", actors=actors)
    bench.ahead("alarms")


def _scenario(bench: Bench, name: str, years: int, draws: int, version: str) -> None:
    bench.scenario(name, years=years, draws=draws)


def _system(bench: Bench) -> None:
    bench.run()
    poles.odds(bench)


NEEDS: Mapping[str, Callable[..., None]] = {
    "evidence": _evidence,
    "facts": _facts,
    "dyad": _dyad,
    "measure": _measure,
    "brief": _brief,
    "hypotheses": _hypotheses,
    "ahead": _ahead,
    "system": _system,
    "scenario": _scenario,
}
