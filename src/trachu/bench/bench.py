"""The bench: a folder of sources, everything computed from them, and why."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import cached_property
from pathlib import Path
from typing import Any

import polars as pl

from trachu.bench import adding, double, exchange, hindcast, people, rows, search, shelves
from trachu.bench import export as exports
from trachu.bench import method as methods
from trachu.bench.ahead import ahead
from trachu.bench.arrow import csv_of
from trachu.bench.cache import Cache
from trachu.bench.doubt import regimes
from trachu.bench.dyad import Dyad, dyad
from trachu.bench.frames import framed
from trachu.bench.origins import Origins, trace_of
from trachu.bench.paper import Paper
from trachu.bench.run import EVIDENCE, Run, Tell, quiet
from trachu.bench.scenarios import Outcome, scenario
from trachu.bench.store import Source, Store
from trachu.bench.suggesting import Suggested, suggest
from trachu.bench.undoing import Undone, undo
from trachu.bench.warning import Watch, warn
from trachu.bench.why import Traces, Why, all_references, references_of
from trachu.core import parts
from trachu.core.errors import InputError, NoAccess, UnknownName, UsageError
from trachu.core.tables import Frames, table
from trachu.core.words import Lang, Words
from trachu.ontology.actor import actor_id, actors
from trachu.ontology.organ import organ
from trachu.ontology.reference import Reference


class Bench:
    """A folder of sources, and everything that can be done with them.

    ``folder`` is made if absent. What people typed goes to a database (SQLite in the folder, or
    ``database``, an SQLAlchemy URL such as PostgreSQL's, for a team); what is computed goes to
    ``folder/cache`` and may be deleted. ``tell(what, done, total)`` hears of progress.
    """

    def __init__(self, folder: str | Path, *, database: str | None = None, tell: Tell = quiet) -> None:
        self.folder = Path(folder)
        try:
            (self.folder / "sources").mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise NoAccess(
                Words(
                    en=f"{folder} cannot be a bench: {error.strerror}.",
                    th=f"ใช้ {folder} เป็นโต๊ะงานไม่ได้: {error.strerror}",
                ),
                Words(en="Name a folder that you may write to.", th="โปรดระบุโฟลเดอร์ที่เขียนได้"),
            ) from None
        shelves.load()
        self.store = Store(database) if database else Store.in_folder(self.folder)
        self.cache = Cache(self.folder / "cache")
        self.tell = tell
        self._run: Run | None = None

    @property
    def run_(self) -> Run:
        """The stages over the sources as they are now."""
        if self._run is None:
            self._run = Run(self.folder, self.store, self.cache, self.tell)
        return self._run

    def _forget(self) -> None:
        """Forget what was read from the sources as they were."""
        self._run = None
        for name in ("_evidence", "_names", "_origins"):
            self.__dict__.pop(name, None)

    def add(self, path: str | Path, dataset: str | None = None, **about: str | None) -> Source:
        """Take in a document, or a dataset's published file (recognised by its header, or named).

        ``about`` may give title, authors, publisher, lang, published, retrieved, url, licence, label.
        A file that cannot be read whole changes nothing.
        """
        path = Path(path)
        return self._take_in(path.name, adding.read_file(path), dataset, about)

    def add_frame(self, frame: object, name: str, dataset: str | None = None, **about: str | None) -> Source:
        """Take in a dataset that another library holds: anything that streams Arrow; see `add`."""
        return self._take_in(f"{name}.csv", csv_of(frame), dataset, about)

    def _take_in(self, name: str, raw: bytes, dataset: str | None, about: dict[str, str | None]) -> Source:
        self._forget()
        try:
            found = adding.held(name, raw, dataset)
            source, *_ = [adding.take_in(self.run_, own, table, part, about) for part, own, table in found]
            return source
        except InputError as error:
            raise error.about(name) from None

    def remove(self, source: str) -> None:
        """Forget a source; what rested on it is computed anew."""
        self.store.forget_source(self.source(source).source)
        self._forget()

    def judge(self, record: str, verdict: str, *, by: str, note: str | None = None) -> None:
        """Accept or reject a claim that the program suggests or a person typed; a rejected one leaves the facts."""
        people.judge(self, record, verdict, by, note)
        self._forget()

    def undo(self, *, by: str, record: str | None = None) -> Undone:
        """Take back the last thing that a person did to any claim, or to this one; what it was is kept."""
        self._forget()
        return undo(self, by, record)

    def code(self, source: str, quote: str, type: str, *, by: str, **about: Any) -> str:
        """Type a claim by hand: words of a document and what they say; return its id.

        ``about`` may give actors, recipients, parties, date, stance, mode, domain, contexts, speaker, cited,
        disputes, value, unit, note, and where the words stand more than once their page.
        """
        self._forget()
        return people.code(self, source, quote, type, by, about)

    def edit(self, record: str, *, by: str, **changes: Any) -> str:
        """Put a corrected claim in the place of one that is not quite right; return the id of the new one."""
        self._forget()
        return people.edit(self, record, by, changes)

    def suggest(
        self, program: str, *sources: str, url: str | None = None, key: str | None = None, timeout: float = 60,
        most: int = 200,
    ) -> Suggested:  # fmt: skip
        """Ask a program outside trachu (endpoint:MODEL, spacy:MODEL, transformers:MODEL) for suggestions, once.

        Only an endpoint is asked over the network, at ``url`` and nowhere else. Answers stay in the bench.
        """
        self._forget()
        return suggest(self, program, sources, url=url, key=key, timeout=timeout, most=most)

    def agreement(
        self, one: str, other: str, *, kind: str = "event", draws: int = 500, seed: int = 1
    ) -> double.Agreement:
        """Work out how far two coders (people or programs) agree on the documents that both have seen."""
        return double.compare(self, one, other, kind=kind, draws=draws, seed=seed)

    def search(
        self, words: str = "", *, date: str | None = None, limit: int = 20, **facets: str | None
    ) -> search.Found:
        """Find passages and claims by their words and by kind, actor, year, domain, stance, type, source or date."""
        return search.find(self, words, people.asked(self, facets), date, limit)

    def export(self, path: str | Path, *, suggestions: bool = False) -> list[Words]:
        """Write the codebook (.qdc), the codings (.qdpx) or the sources (.ris); return what the file cannot carry."""
        return exchange.save(self, Path(path), suggestions=suggestions)

    def import_(self, path: str | Path) -> exchange.Taken:
        """Take in a codebook (.qdc), codings (.qdpx), or what is known of the sources (.ris, .bib, CSL .json)."""
        self._forget()
        taken = exchange.load(self, Path(path))
        self._forget()
        return taken

    def run(self) -> list[str]:
        """Compute everything that is not there yet up to the facts; return the steps that were run."""
        self.cache.sweep()
        before = len(self.cache.computed)
        self.run_.facts()
        return self.cache.computed[before:]

    def table(self, name: str) -> pl.DataFrame:
        """Return a table of sources, evidence or facts."""
        shape = table(name)
        if name == "sources":
            return self._sources()
        if name == "skill":
            return hindcast.kept(self.cache)
        if name == "traces":
            return pl.concat([shape.empty(), *(pl.read_parquet(p) for p in self.cache.traces())]).unique(
                "trace", maintain_order=True
            )
        if name in ("pages", "passages"):
            documents = [s for s in self.store.sources() if s.kind == "document"]
            return pl.concat([shape.empty(), *(self.run_.mend(s).frame(name) for s in documents)])
        facts = self.run_.facts()
        found = [facts.frame(name)] if name in facts.digests else []
        if name in EVIDENCE:
            found.append(self._evidence[name])
        return pl.concat([shape.empty(), *found])

    def measure(self, name: str, *, every: bool = False, **options: Any) -> pl.DataFrame:
        """Work out a measure; ``every=True`` runs every specification that the options leave open."""
        if not every:
            return self.run_.measure(name, options).frame("values")
        return self.every(name, **options)

    def every(self, name: str, **options: Any) -> pl.DataFrame:
        """Work out a measure under every specification; the column `options` tells which."""
        part = parts.find("measure", name)
        specifications = list(part.every(**options))
        frames = []
        for done, specification in enumerate(specifications):
            self.tell(name, done, len(specifications))
            frames.append(self.run_.measure(name, specification).frame("values"))
        self.tell(name, len(specifications), len(specifications))
        return pl.concat([table("values").empty(), *frames])

    def frame(
        self, unit: str, *variables: str, system: str = "cow", years: tuple[int | None, int | None] = (None, None),
        directed: bool = True, relevant: bool = False, carry: bool = False,
    ) -> pl.DataFrame:  # fmt: skip
        """Lay out every state or pair of states by year or month, with variables joined; rows never multiply.

        ``unit`` is state-years, state-months, dyad-years or dyad-months; ``system`` cow, gw or all.
        ``relevant`` keeps politically relevant pairs, ``carry`` the states of a list's last day to the
        last of ``years`` (first and last; None is open). Outside the years of a dataset its variables are null.
        """
        options: dict[str, Any] = {"system": system, "years": years, "directed": directed, "relevant": relevant}
        return framed(self.run_, unit, variables, **options, carry=carry)

    def method(self, frame: pl.DataFrame) -> Words:
        """Say how a frame or the values of a measure were made: data, options, formulas, what is missing, ties."""
        return methods.method(self, frame)

    def save(self, frame: pl.DataFrame, path: str | Path, *, lang: Lang = "en") -> list[Path]:
        """Write a frame as .parquet, .csv, .dta, .arrow or .graphml, its codebook, references and method beside it."""
        return exports.save(self, frame, Path(path), lang)

    def spread(self, name: str, model: str, *, draws: int, seed: int, **options: Any) -> pl.DataFrame:
        """Work out a measure on every draw of a model: mean, and 5–95 % interval as low and high."""
        return self.run_.spread(name, model, options, draws=draws, seed=seed).frame("values")

    def forecast(
        self, measure: str, model: str = "noise", *, draws: int = 200, seed: int = 1, **options: Any
    ) -> pl.DataFrame:
        """Work out a measure over the draws of a model; the model's options are given by name as well."""
        return self.spread(measure, model, draws=draws, seed=seed, **options)

    def hindcast(
        self, model: str = "ensemble", *, first: int = 1860, last: int = 2012, draws: int = 500, seed: int = 1,
        **options: Any,
    ) -> pl.DataFrame:  # fmt: skip
        """Score a model at every origin of the past, beside no change: the rows of `skill`; see `hindcast.summary`."""
        return hindcast.hindcast(self.run_, model, options, first=first, last=last, draws=draws, seed=seed)

    def skill_class(self, model: str) -> Words:
        """Say what hindcasts have shown of a model: skilled, calibrated only, or a theory module."""
        return parts.SKILLS[parts.find("model", model).more["skill"]]

    def scenario(self, name: str, *, years: int = 13, draws: int = 200, seed: int = 1, states: int = 40) -> Outcome:
        """Set a scenario (of the box, or a TOML file) beside the baseline; see `scenarios.scenario`."""
        return scenario(self, name, years=years, draws=draws, seed=seed, states=states)

    def regimes(
        self, years: Sequence[int] | None = None, *, draws: int = 0, seed: int = 1, hold: int = 3
    ) -> pl.DataFrame:
        """Weigh each kind of polarity by year: share of specifications, and p over draws; see `doubt.regimes`."""
        return regimes(self, years, draws, seed=seed, hold=hold)

    def ahead(self, kind: str, **options: Any) -> pl.DataFrame:
        """Return what may come, each number with the skill class of its quantity: fans, scores, changes or alarms."""
        return ahead(self, kind, **options)

    def warn(self, **options: Any) -> Watch:
        """Watch every pair of states for a change: since, rate, control, offset, actor, other; see `warning.warn`."""
        return warn(self, **options)

    def dyad(self, actor: str, other: str, **options: Any) -> Dyad:
        """Set two states side by side: closeness by domain, events, ties, claims and denials, conflicts."""
        one, two = actor_id(actor), actor_id(other)
        if one == two:
            raise UsageError(
                Words(en=f"A dyad needs two states, not {one} twice.", th=f"คู่รัฐต้องมีสองรัฐ ไม่ใช่ {one} ซ้ำกัน"),
                Words(en="Name another state.", th="โปรดระบุรัฐอื่น"),
            )
        return dyad(one, two, self, self.measure("closeness", actor=one, other=two, **options))

    def why(self, row: str | Mapping[str, Any] | pl.DataFrame) -> Why:
        """Tell the reasons for a row (or a trace's id), down to the words on the page."""
        given = row.row(0, named=True) if isinstance(row, pl.DataFrame) else row
        tree = Traces(self.cache.traces(), self._origins.raw_words).tree(trace_of(given))
        known = [given] if isinstance(given, Mapping) and "options" in given else self.cache.values(tree.trace)
        told = (line for one in known for line in rows.told(one, self.table, self._origins.file_of))
        return replace(tree, rows=tuple(told))

    def traces(self) -> Traces:
        """Return every trace, to ask for many reasons at once; without the words of the raw files."""
        return Traces(self.cache.traces())

    def cite(self, *asked: str | Mapping[str, Any] | pl.DataFrame) -> list[Reference]:
        """Collect the references that rows rest on; without rows, those of every source."""
        traces = self.traces()
        tops = [trace_of(row) for row in asked] or self._origins.of_sources()
        return references_of([traces.tree(one) for one in tops], self.references())

    def references(self) -> Mapping[str, Reference]:
        """Return every reference by its key: the ontology's, those of parts, the documents themselves."""
        return all_references(self.store.sources())

    def brief(self, name: str, **options: Any) -> Paper:
        """Write a brief; save it as HTML, Markdown, DOCX, PDF or PPTX in Thai or English."""
        part = parts.find("brief", name)
        content = part.run(self, **part.settle(options))
        return Paper(content, self.traces(), self.references(), self.cache, self.store.sources())

    def actor(self, actor: str) -> Words:
        """Return the name of an actor in both languages."""
        row = self._names.get(actor)
        if row is None and actor.partition(":")[0] in self._names:
            return organ(actor, self.actor(actor.partition(":")[0]))
        return Words(en=row[0], th=row[1]) if row else Words(en=actor, th=actor)

    @cached_property
    def _names(self) -> dict[str, tuple[str, str]]:
        named = {a: (n.names.en, n.names.th) for a, n in actors().items()}
        facts = self.table("actors").select("actor", "en", "th").iter_rows()
        return {**named, **{actor: (en, th) for actor, en, th in facts}}

    @cached_property
    def _evidence(self) -> Frames:
        documents, _ = self.run_.everything()
        return self.run_.judged(documents)

    @cached_property
    def _origins(self) -> Origins:
        return Origins(self)

    def source(self, source: str) -> Source:
        """Return a source by its id or its file name."""
        known = {s.source: s for s in self.store.sources()}
        named = {s.name: s for s in known.values()}
        found = known.get(source) or named.get(source)
        if found is None:
            raise UnknownName("source", source, [*known, *named])
        return found

    def _sources(self) -> pl.DataFrame:
        shape = table("sources")
        known = [name for name in shape.columns if name != "why"]
        return shape.of([{name: getattr(one, name, None) for name in known} for one in self.store.sources()])
