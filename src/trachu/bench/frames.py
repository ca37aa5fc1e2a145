"""Frames in one line: the rows of a unit of analysis, with variables from the facts joined to them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import Any, Literal, get_args

import polars as pl

from trachu.bench import measured
from trachu.bench.run import Run
from trachu.core import parts
from trachu.core.errors import UnknownName, UsageError
from trachu.core.trace import frame_of, step
from trachu.core.words import Words
from trachu.facts import frames, variables
from trachu.facts.frames import System
from trachu.facts.joins import Grid, Years

Unit = Literal["state-years", "state-months", "dyad-years", "dyad-months"]
Read = Callable[[str], pl.DataFrame]
Cover = Callable[[str, str], Years | None]
LISTED = "majors"
TIED = ("alliance", "igo")  # only of these lists does silence say that there is none
SIDES = ("actor", "other")
SHELVES = {"capabilities": "indicator", "flows": "type", "ties": "type"}


def framed(
    run: Run, unit: str, names: Sequence[str], *, system: str, years: tuple[int | None, int | None], directed: bool,
    relevant: bool, carry: bool,
) -> pl.DataFrame:  # fmt: skip
    """Build a frame from the facts of a bench; every row has the one `why` of the frame."""
    read = cache(run.facts().frame)
    between = None if years == (None, None) else (years[0] or frames.FIRST, years[1] or frames.OPEN_TO)
    options: dict[str, Any] = {"system": system, "years": between, "directed": directed, "relevant": relevant}
    for kind, given, known in (("unit", unit, get_args(Unit)), ("system", system, get_args(System))):
        if given not in known:
            raise UnknownName(kind, given, known)
    measures = [name for name in names if measured.is_measure(name, _in_facts(read))]
    plain = [name for name in names if name not in measures]
    found, whys = frame(unit, plain, read, _coverage(run), **options, carry=carry)
    if measures:
        found = measured.joined(run, found, measures, whys)
    told = ", ".join([*names, *(f"{name}={value!r}" for name, value in {**options, "carry": carry}.items())])
    trace = step(f"{unit}: {told}", whys)
    run.cache.step("frame", [trace.id], lambda: {"traces": frame_of([trace])})
    return found.with_columns(why=pl.lit(trace.id))


def _in_facts(read: Read) -> set[str]:
    """Return the names of the indicators and flows that the facts have."""
    return {
        name
        for table, column in (("capabilities", "indicator"), ("flows", "type"))
        for name in read(table)[column].unique()
    }


def _coverage(run: Run) -> Cover:
    """Return the years that the datasets of a bench cover, by table and by type or indicator."""
    found: dict[tuple[str, str], Years] = {}
    named = {source.source: source for source in run.store.sources()}
    for source, result in run.everything()[1].items():
        years: Years = parts.find("dataset", named[source].part).more["years"]
        for table, column in SHELVES.items():
            if table not in result.digests:
                continue
            kinds = pl.scan_parquet(result.folder / f"{table}.parquet").select(pl.col(column).unique()).collect()
            for name in kinds[column].to_list():
                known = found.get((table, name), years)
                found[table, name] = min(known[0], years[0]), max(known[1], years[1])
    return lambda table, name: found.get((table, name))


@dataclass(slots=True)
class Variables:
    """The variables that were asked for, by where they are found."""

    names: tuple[str, ...]
    read: Read
    cover: Cover
    whys: list[str] = field(default_factory=list)

    def split(self, pairs: bool) -> tuple[list[str], list[str], list[str]]:
        """Return which of the names are indicators of states, which are flows, which are ties."""
        indicators = self._known("capabilities", "indicator")
        flows = self._known("flows", "type")
        tied = [name for name in TIED if pairs and self.cover("ties", name)]
        known = [*indicators, *flows, LISTED, *tied]
        for name in self.names:
            if name not in known:
                raise UnknownName("variable", name, known)
        kinds = ([n for n in self.names if n in shelf and n not in TIED] for shelf in (indicators, flows))
        return next(kinds), next(kinds), [n for n in self.names if n in tied]

    def note(self, frame: pl.DataFrame) -> pl.DataFrame:
        """Remember what the rows rest on, and give them back."""
        self.whys.extend(frame["why"].drop_nulls().unique().to_list())
        return frame

    def only(self, table: str, column: str, names: Sequence[str]) -> pl.DataFrame:
        """Return the rows of a table that tell of these names."""
        return self.note(self.read(table).filter(pl.col(column).is_in(names)))

    def _known(self, table: str, column: str) -> list[str]:
        return self.read(table)[column].unique().sort().to_list()


def frame(
    unit: str, names: Sequence[str], read: Read, cover: Cover, *, system: System, years: Years | None,
    directed: bool, relevant: bool, carry: bool,
) -> tuple[pl.DataFrame, list[str]]:  # fmt: skip
    """Build a frame and tell the whys of all that it rests on."""
    pairs = unit.startswith("dyad")
    if relevant and not pairs:
        raise UsageError(
            Words(en="Only pairs of states are politically relevant.", th="มีเฉพาะคู่รัฐเท่านั้นที่มีความเกี่ยวข้องทางการเมือง"),
            Words(en="Ask for dyad-years or dyad-months.", th="โปรดขอ dyad-years หรือ dyad-months"),
        )
    wanted = [*names, *(n for n in ("contiguity", LISTED) if relevant and n not in names)]
    asked = Variables(tuple(dict.fromkeys(wanted)), read, cover)
    indicators, flows, ties = asked.split(pairs)
    rows = _rows(unit, asked, system, years, carry, directed)
    grid = Grid.over(rows)
    of_side = {side: grid.cells(rows, [side]) for side in (("actor", "other") if pairs else ("actor",))}
    for table, columns, more in _of_states(asked, indicators, [] if pairs else flows):
        for side, own in of_side.items():
            end = "_other" if side == "other" else ""
            rows = grid.join(rows, table.rename({"actor": side}), [side], columns, suffix=end, cells=own, **more)
    cells = grid.cells(rows, SIDES) if pairs and flows + ties else None
    for table, columns, more in _of_pairs(asked, flows, ties) if pairs else ():
        rows = grid.join(rows, table, SIDES, columns, cells=cells, **more)
        if not directed and not set(columns) <= {*variables.BOTH_WAYS, *TIED}:
            swapped = table.rename({"actor": "other", "other": "actor"})
            rows = grid.join(rows, swapped, SIDES, columns, suffix="_other", cells=cells, **more)
    kept = frames.politically_relevant(rows) if relevant else rows
    return frames.named(kept), sorted(set(asked.whys))


def _rows(
    unit: str, asked: Variables, system: System, years: Years | None, carry: bool, directed: bool
) -> pl.DataFrame:
    parties, actors = asked.read("parties"), asked.read("actors")
    if system == "all":
        asked.note(actors)
    else:
        asked.note(parties.filter(pl.col("record") == frames.LISTS[system]))
    if unit == "state-years":
        return frames.state_years(parties, actors, system=system, years=years, carry=carry)
    if unit == "state-months":
        return frames.state_months(parties, actors, system=system, years=years, carry=carry)
    make = frames.pairs_of_years if unit == "dyad-years" else frames.pairs_of_months
    return make(parties, actors, system=system, years=years, carry=carry, directed=directed)


def _of_states(
    asked: Variables, indicators: list[str], flows: list[str]
) -> Iterator[tuple[pl.DataFrame, list[str], Mapping[str, Any]]]:
    """Yield each table of states and years, its columns, and what its silence means."""
    open_ = [name for name in indicators if not variables.none_if_absent(name)]
    for group in ([open_] if open_ else []) + [[name] for name in indicators if name not in open_]:
        table = variables.of_states(asked.only("capabilities", "indicator", group), group)
        yield table, group, {} if group == open_ else _silence(asked, "capabilities", group[0])
    for name in flows:
        table = variables.summed(asked.only("flows", "type", [name]), name)
        yield table, table.columns[2:], _silence(asked, "flows", name)
    if LISTED in asked.names:
        asked.only("parties", "record", [variables.MAJORS])
        table, covered = variables.majors(asked.read("ties"), asked.read("parties"))
        yield table, ["major"], {"covered": covered, "otherwise": 0 if covered else None}


def _of_pairs(
    asked: Variables, flows: list[str], ties: list[str]
) -> Iterator[tuple[pl.DataFrame, list[str], Mapping[str, Any]]]:
    for name in flows:
        table = variables.of_pairs(asked.only("flows", "type", [name]), [name])
        yield table, [name], _silence(asked, "flows", name)
    for name in ties:
        covered = asked.cover("ties", name) or (0, 0)
        asked.only("ties", "type", [name])
        given = asked.read("ties"), asked.read("parties")
        if name == "alliance":
            table, columns = variables.obligations(*given, covered[1]), list(variables.OBLIGATIONS)
        else:
            table, columns = variables.shared(*given, name, covered[1]), [name]
        yield table, columns, {"covered": covered, "otherwise": 0}


def _silence(asked: Variables, table: str, name: str) -> Mapping[str, Any]:
    """Return the years in which no row means none, where it does."""
    covered = asked.cover(table, name) if variables.none_if_absent(name) else None
    return {"covered": covered, "otherwise": 0 if covered else None}
