"""Frames in one line: the rows of a unit of analysis, with variables from the facts joined to them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache, partial
from typing import Any, Literal, get_args

import polars as pl

from trachu.bench import editions, measured
from trachu.bench.cache import Result
from trachu.bench.run import Run
from trachu.core import parts
from trachu.core.errors import UnknownName, UsageError
from trachu.core.trace import frame_of, step
from trachu.core.words import Words
from trachu.facts import frames, terms, variables
from trachu.facts.frames import System
from trachu.facts.joins import Grid, Years

Unit = Literal["state-years", "state-months", "dyad-years", "dyad-months"]
Read = Callable[[str], pl.DataFrame]
Cover = Callable[[str, str], Years | None]
Kinds = Callable[[str], list[str]]
Laid = tuple[pl.DataFrame, list[str], Mapping[str, Any]]  # a table by year, its columns, and what its silence means
LISTED = "majors"
TIED = ("alliance", "igo", *terms.DISPUTES, *terms.PACTS)  # only of these lists does silence say that there is none
SIDES = ("actor", "other")
KINDS = {"capabilities": "indicator", "flows": "type"}
SHELVES = {**KINDS, "ties": "type"}
NEEDED = ("contiguity", *variables.UNTOLD.values())  # flows that others need beside them


def framed(
    run: Run, unit: str, names: Sequence[str], *, system: str, years: tuple[int | None, int | None], directed: bool,
    relevant: bool, carry: bool,
) -> pl.DataFrame:  # fmt: skip
    """Build a frame from the facts of a bench; every row has the one `why` of the frame."""
    facts = run.facts()
    kinds = cache(partial(_kinds, facts))
    read = cache(partial(_read, facts, {*names, *NEEDED}))
    between = None if years == (None, None) else (years[0] or frames.FIRST, years[1] or frames.OPEN_TO)
    options: dict[str, Any] = {"system": system, "years": between, "directed": directed, "relevant": relevant}
    for kind, given, known in (("unit", unit, get_args(Unit)), ("system", system, get_args(System))):
        if given not in known:
            raise UnknownName(kind, given, known)
    measures = [name for name in names if measured.is_measure(name, {n for shelf in KINDS for n in kinds(shelf)})]
    plain = [name for name in names if name not in measures]
    found, whys = frame(unit, plain, read, _coverage(run), **options, carry=carry, kinds=kinds)
    if measures:
        found = measured.joined(run, found, measures, whys)
    told = ", ".join([*names, *(f"{name}={value!r}" for name, value in {**options, "carry": carry}.items())])
    trace = step(f"{unit}: {told}", whys)
    run.cache.step("frame", [trace.id], lambda: {"traces": frame_of([trace])})
    return found.with_columns(why=pl.lit(trace.id))


def _kinds(facts: Result, table: str) -> list[str]:
    """Return the names of the indicators or flows that the facts have, without reading their values."""
    column = KINDS[table]
    names = pl.scan_parquet(facts.folder / f"{table}.parquet").select(pl.col(column).unique()).collect()
    return sorted(names[column].to_list())


def _read(facts: Result, names: set[str], table: str) -> pl.DataFrame:
    """Read a table of facts; of indicators and flows, which may be millions of rows, those of these names alone."""
    if table not in KINDS:
        return facts.frame(table)
    rows = pl.scan_parquet(facts.folder / f"{table}.parquet").filter(pl.col(KINDS[table]).is_in(sorted(names)))
    return rows.collect()


def _coverage(run: Run) -> Cover:
    """Return the years that the datasets of a bench cover, by table and by type or indicator."""
    found: dict[tuple[str, str], Years] = {}
    named = {source.source: source for source in run.store.sources()}
    for source, result in run.everything()[1].items():
        years = editions.years(parts.find("dataset", named[source].part), named[source].version)
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
    kinds: Kinds
    whys: list[str] = field(default_factory=list)

    def split(self, pairs: bool) -> tuple[list[str], list[str], list[str]]:
        """Return which of the names are indicators of states, which are flows, which are ties."""
        indicators, flows = self.kinds("capabilities"), self.kinds("flows")
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


def frame(
    unit: str, names: Sequence[str], read: Read, cover: Cover, *, system: System, years: Years | None,
    directed: bool, relevant: bool, carry: bool, kinds: Kinds | None = None,
) -> tuple[pl.DataFrame, list[str]]:  # fmt: skip
    """Build a frame and tell the whys of all that it rests on; `kinds` names what the tables hold, else `read` does."""
    pairs = unit.startswith("dyad")
    if relevant and not pairs:
        raise UsageError(
            Words(en="Only pairs of states are politically relevant.", th="มีเฉพาะคู่รัฐเท่านั้นที่มีความเกี่ยวข้องทางการเมือง"),
            Words(en="Ask for dyad-years or dyad-months.", th="โปรดขอ dyad-years หรือ dyad-months"),
        )
    wanted = [*names, *(n for n in ("contiguity", LISTED) if relevant and n not in names)]
    named = kinds or (lambda table: read(table)[KINDS[table]].unique().sort().to_list())
    asked = Variables(tuple(dict.fromkeys(wanted)), read, cover, named)
    indicators, flows, ties = asked.split(pairs)
    of_states = list(_of_states(asked, indicators, [] if pairs else flows))
    of_pairs = list(_of_pairs(asked, flows, ties)) if pairs else []
    done: list[pl.DataFrame] = []
    for rows in _rows(unit, asked, system, years, carry, directed):
        grid = Grid.over(rows)
        full = _with_pairs(_with_states(rows, grid, SIDES if pairs else SIDES[:1], of_states), grid, directed, of_pairs)
        done.append(frames.named(frames.politically_relevant(full) if relevant else full))
    return pl.concat(done), sorted(set(asked.whys))


def _with_states(rows: pl.DataFrame, grid: Grid, sides: Sequence[str], tables: Iterable[Laid]) -> pl.DataFrame:
    """Join what tables say of states to each side of the rows."""
    of_side = {side: grid.cells(rows, [side]) for side in sides}
    for whole, columns, more in tables:
        table = grid.within(whole)
        for side, own in of_side.items():
            end = "_other" if side == "other" else ""
            rows = grid.join(rows, table.rename({"actor": side}), [side], columns, suffix=end, cells=own, **more)
    return rows


def _with_pairs(rows: pl.DataFrame, grid: Grid, directed: bool, tables: Sequence[Laid]) -> pl.DataFrame:
    """Join what tables say of pairs, in rows that have each pair once in both directions."""
    cells = grid.cells(rows, SIDES) if tables else None
    for whole, columns, more in tables:
        if "year" not in whole.columns:
            rows = _in_every_year(rows, whole, columns)
            continue
        table = grid.within(whole)
        rows = grid.join(rows, table, SIDES, columns, cells=cells, **more)
        if not directed and not all(name in TIED or variables.same_both_ways(name) for name in columns):
            swapped = table.rename({"actor": "other", "other": "actor"})
            rows = grid.join(rows, swapped, SIDES, columns, suffix="_other", cells=cells, **more)
        rows = rows.with_columns(pl.col(name).fill_nan(None) for name in columns if _untold(table[name]))
    return rows


def _rows(
    unit: str, asked: Variables, system: System, years: Years | None, carry: bool, directed: bool
) -> Iterator[pl.DataFrame]:
    """Return the rows of a unit of analysis, of pairs a few years at a time."""
    parties, actors = asked.read("parties"), asked.read("actors")
    if system == "all":
        asked.note(actors)
    else:
        asked.note(parties.filter(pl.col("record") == frames.LISTS[system]))
    if unit == "state-years":
        return iter([frames.state_years(parties, actors, system=system, years=years, carry=carry)])
    if unit == "state-months":
        return iter([frames.state_months(parties, actors, system=system, years=years, carry=carry)])
    make = frames.pairs_of_years if unit == "dyad-years" else frames.pairs_of_months
    return make(parties, actors, system=system, years=years, carry=carry, directed=directed)


def _of_states(asked: Variables, indicators: list[str], flows: list[str]) -> Iterator[Laid]:
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


def _of_pairs(asked: Variables, flows: list[str], ties: list[str]) -> Iterator[Laid]:
    for name in flows:
        silence = _silence(asked, "flows", name)
        if name in variables.TIMELESS:
            yield variables.timeless(asked.only("flows", "type", [name]), name), [name], {}
        elif name in variables.UNTOLD:
            yield variables.told(asked.only("flows", "type", [name, variables.UNTOLD[name]]), name), [name], silence
        else:
            yield variables.of_pairs(asked.only("flows", "type", [name]), [name]), [name], silence
    for name in ties:
        covered = asked.cover("ties", name) or (0, 0)
        asked.only("ties", "type", [name])
        given = asked.read("ties"), asked.read("parties")
        table = _tied(name, *given, covered[1])
        yield table, table.columns[3:], {"covered": covered, "otherwise": 0}


def _tied(name: str, ties: pl.DataFrame, parties: pl.DataFrame, last: int) -> pl.DataFrame:
    """Lay one kind of tie out by pair and year: actor, other, year, and what it says."""
    if name == "alliance":
        return variables.obligations(ties, parties, last)
    if name in terms.DISPUTES:
        return terms.disputes(ties, parties, name)
    if name in terms.PACTS:
        return terms.pacts(ties, parties, name, last)
    return variables.shared(ties, parties, name, last)


def _untold(column: pl.Series) -> bool:
    """Whether a variable says of some rows that there was something, and not how much."""
    return column.dtype.is_float() and bool(column.is_nan().any())


def _in_every_year(rows: pl.DataFrame, table: pl.DataFrame, columns: Sequence[str]) -> pl.DataFrame:
    """Join what was published of pairs without a year: the same in all years of the frame."""
    no_year = pl.lit(0, dtype=pl.Int64).alias("year")
    grid = Grid(Grid.over(rows).actors, first=0, years=1)
    joined = grid.join(rows.select(*SIDES, no_year), table.with_columns(no_year), SIDES, columns)
    return rows.hstack(joined.select(columns))


def _silence(asked: Variables, table: str, name: str) -> Mapping[str, Any]:
    """Return the years in which no row means none, where it does."""
    covered = asked.cover(table, name) if variables.none_if_absent(name) else None
    return {"covered": covered, "otherwise": 0 if covered else None}
