"""Run the stages one after another, each result kept under the hash of what went in."""

from __future__ import annotations

import itertools
import json
from collections.abc import Callable, Mapping
from functools import cache
from pathlib import Path
from typing import Any

import polars as pl

from trachu.bench import editions, extractors, tracing
from trachu.bench.cache import Cache, Result, digest
from trachu.bench.coding import CODER, Laid, hand_rows, plain, settle
from trachu.bench.fingerprints import room
from trachu.bench.store import Source, Store
from trachu.bench.suggesting import Answers, coder_name, part_of, programs, together
from trachu.core import parts
from trachu.core.errors import UsageError
from trachu.core.parts import Part
from trachu.core.tables import TABLES, Frames, table
from trachu.core.trace import GATHERED, derive, frame_of
from trachu.core.words import Words
from trachu.facts.world import Given, world
from trachu.sources.passages import passages
from trachu.sources.repair import repair

Tell = Callable[[str, int, int], None]
EVIDENCE = ("mentions", "dates", "citations", "claims", "parties")


def quiet(what: str, done: int, total: int) -> None:
    """Tell nobody."""


class Run:
    """The stages of one bench. Each method returns a result that is computed only once."""

    def __init__(self, folder: Path, store: Store, cache: Cache, tell: Tell = quiet) -> None:
        self.folder, self.store, self.cache, self.tell = folder, store, cache, tell
        self._facts: Result | None = None

    def content(self, source: Source) -> bytes:
        """Return the bytes of a source as they were added."""
        return (self.folder / "sources" / source.hash).read_bytes()

    def read(self, source: Source, raw: bytes | None = None) -> Result:
        """Read a document: pages as they stand in the file."""
        part = parts.find("reader", source.part)

        def make() -> Frames:
            """Read the file anew."""
            pages = extractors.read(part, self.content(source) if raw is None else raw)
            return {"pages": table("pages").of(pages.with_columns(source=pl.lit(source.source)))}

        return self.cache.step(f"read.{part.name}", [part.fingerprint, room("core", "sources"), source.hash], make)

    def mend(self, source: Source, read: Result | None = None) -> Result:
        """Repair the text of a document and cut it into passages."""
        before = read or self.read(source)

        def make() -> Frames:
            """Repair and cut the pages anew."""
            mended = table("pages").of(repair(before.frame("pages")))
            rows, traces = tracing.passage_rows(source, passages(mended))
            return {"pages": mended, "passages": rows, "traces": frame_of(traces)}

        inputs = [room("core", "sources"), before.digests["pages"], source.source, source.name]
        return self.cache.step("mend", inputs, make)

    def code(self, source: Source, mended: Result | None = None) -> Result:
        """Code a document by rules, and read what programs outside trachu were asked of it before."""
        own = self.rules(source, mended)
        guests = [self.guest(source, program) for program in programs(self.folder)]
        if not guests:
            return own
        inputs = [room("bench"), sorted(own.digests.items()), [sorted(one.digests.items()) for one in guests]]
        return self.cache.step("code.all", inputs, lambda: together(own.frames(), [one.frames() for one in guests]))

    def guest(self, source: Source, program: str) -> Result:
        """Read what a program outside trachu answered about a document; nobody is asked."""
        part, answers, before = part_of(program), Answers(self.folder, program), self.mend(source)

        def make() -> Frames:
            """Lay the kept answers out as evidence."""
            given = before.frame("passages")
            known = answers.among(part.more["questions"](given))
            frames = part.run(given, known, program=coder_name(program))
            return {**tracing.evidence_rows(given, frames), "dropped": frames["dropped"]}

        inputs = [part.fingerprint, room("core", "ontology", "evidence"), before.digests["passages"], program]
        return self.cache.step(f"code.{part.name}", [*inputs, answers.names()], make)

    def rules(self, source: Source, mended: Result | None = None) -> Result:
        """Code a document by rules: mentions, dates, citations, claims and their parties."""
        part, before = parts.find("coder", CODER), mended or self.mend(source)

        def make() -> Frames:
            """Code the passages anew."""
            given = before.frame("passages")
            return tracing.evidence_rows(given, part.run(given))

        inputs = [part.fingerprint, room("core", "ontology", "evidence"), before.digests["passages"]]
        return self.cache.step(f"code.{part.name}", inputs, make)

    def dataset(self, source: Source, raw: bytes | None = None) -> Result:
        """Read a published dataset in its official format."""
        part = parts.find("dataset", source.part)

        def make() -> Frames:
            """Read the rows anew."""
            content = self.content(source) if raw is None else raw
            return tracing.dataset_rows(source, part, part.run(content))

        inputs = [part.fingerprint, room("core", "sources"), source.hash, source.name]
        return self.cache.step(f"dataset.{part.name}", inputs, make)

    def everything(self) -> tuple[dict[str, Result], dict[str, Result]]:
        """Read, mend and code every document and dataset that is not done yet."""
        sources = self.store.sources()
        documents, datasets = {}, {}
        for done, source in enumerate(sources):
            self.tell(source.name, done, len(sources))
            if source.kind == "document":
                documents[source.source] = self.code(source)
            else:
                datasets[source.source] = self.dataset(source)
        self.tell("", len(sources), len(sources))
        return documents, datasets

    def evidence(self, documents: Mapping[str, Result]) -> Frames:
        """Put the evidence of all documents together."""
        return {
            name: pl.concat([table(name).empty(), *(r.frame(name) for r in documents.values())]) for name in EVIDENCE
        }

    def by_hand(self, documents: Mapping[str, Result]) -> Frames:
        """Lay out the claims that people typed, and those whose words are no longer in their document (`lost`)."""
        codings = self.store.codings()
        named = {s.source: s for s in self.store.sources() if s.source in documents}
        if not codings:
            return hand_rows([], lambda _: None, {})
        touched = sorted({c.source for c in codings} & set(named))
        mended = {source: self.mend(named[source]) for source in touched}

        def laid(source: str) -> Laid | None:
            """Return a document in which people coded; None where it is gone."""
            found = mended.get(source)
            return None if found is None else Laid.of(found.frame("pages"), found.frame("passages"))

        def make() -> Frames:
            """Lay out what people coded."""
            claims = self.evidence(documents)["claims"].filter(pl.col("claim").is_in([c.edits for c in codings]))
            return hand_rows(codings, cache(laid), dict(claims.select("claim", "why").iter_rows()))

        digests = [sorted(mended[source].digests.items()) for source in touched]
        coded = [documents[source].digests["claims"] for source in touched]
        inputs = [room("core", "bench"), [plain(coding) for coding in codings], digests, coded]
        return self.cache.step("people", inputs, make).frames()

    def judged(self, documents: Mapping[str, Result], hand: Frames | None = None) -> Frames:
        """Put suggestions and what people typed together, as people have decided."""
        evidence = self.evidence(documents)
        edits = {c.coding: c.edits for c in self.store.codings() if c.edits}
        made = self.by_hand(documents) if hand is None else hand
        claims, parties = settle(evidence, made, edits, self.store.judgements())
        return {**evidence, "claims": claims, "parties": parties}

    def facts(self) -> Result:
        """Put claims and datasets together: one world of tables."""
        if self._facts is None:
            self._facts = self._world()
        return self._facts

    def _world(self) -> Result:
        documents, datasets = self.everything()
        judged = sorted((j.record, j.verdict) for j in self.store.judgements())
        hand = self.by_hand(documents)
        named = {s.source: s for s in self.store.sources()}

        def make() -> Frames:
            """Put the world together anew."""
            evidence = self.judged(documents, hand)
            given = [_given(named[source], result) for source, result in datasets.items()]
            frames, traces = world(given, evidence)
            return {**frames, "traces": frame_of(traces)}

        digests = [[r.digests[n] for n in EVIDENCE] for r in documents.values()]
        shapes = [sorted(r.digests.items()) for r in datasets.values()]
        fingerprints = [parts.find("dataset", named[s].part).fingerprint for s in datasets]
        typed = [digest(hand[name]) for name in ("claims", "parties")]
        inputs = [room("core", "ontology", "facts"), digests, shapes, fingerprints, judged, typed]
        return self.cache.step("facts", inputs, make)

    def measure(self, name: str, options: Mapping[str, Any]) -> Result:
        """Work out a measure under one specification."""
        part = parts.find("measure", name)
        settled, facts = part.settle(options), self.facts()
        needs = _needs(part)

        def make() -> Frames:
            """Work the measure out anew."""
            inputs = [facts.frame(need) for need in needs]
            result = part.run(*inputs, **settled)
            return _values(part, settled, result, inputs, _says(part, settled))

        inputs = [part.fingerprint, room("core", "ontology"), settled, [facts.digests[n] for n in needs]]
        return self.cache.step(f"measure.{name}", inputs, make)

    def spread(self, name: str, model: str, options: Mapping[str, Any], *, draws: int, seed: int) -> Result:
        """Work out a measure on every draw of a model: the mean and the 5–95 % interval."""
        part, how = parts.find("measure", name), parts.find("model", model)
        settled = part.settle({k: v for k, v in options.items() if k not in how.options})
        chosen = {k: v for k, v in options.items() if k in how.options}
        chosen = how.settle({**chosen, "seed": seed, "draws": draws})
        facts = self.facts()
        tables = sorted({*_needs(part), *_needs(how)})

        def make() -> Frames:
            """Work the measure out on every draw."""
            drawn = how.run(*(_read(part, settled, n, facts.frame(n), how) for n in _needs(how)), **chosen)
            first = {n: f.filter(pl.col("draw") == 0).drop("draw") for n, f in drawn.items()}
            inputs = [first[n] if n in first else facts.frame(n) for n in _needs(part)]
            each = _each_draw(part, settled, drawn, facts, draws)
            _refuse_nothing(part, settled, how, each, facts)
            says = f"{_says(part, settled)} over {_says(how, chosen)}"
            about = {**settled, **chosen, "model": model, "skill": how.more["skill"]}
            return _values(part, about, each, inputs, says)

        inputs = [part.fingerprint, how.fingerprint, room("core", "ontology"), settled, chosen]
        return self.cache.step(f"spread.{name}", [*inputs, [facts.digests[n] for n in tables]], make)


def _needs(part: Part) -> tuple[str, ...]:
    for need in part.needs:
        table(need)
    return part.needs


def _given(source: Source, result: Result) -> Given:
    part = parts.find("dataset", source.part)
    frames = {name: result.frame(name) for name in result.digests if name in TABLES and name != "traces"}
    version = source.version or part.version
    return Given(part.name, version, part.more["codes"], editions.years(part, version), frames)


def _says(part: Part, options: Mapping[str, Any]) -> str:
    listed = ", ".join(f"{name}={value!r}" for name, value in sorted(options.items()))
    return tracing.cited(f"{part.name}({listed}) v{part.version}", tracing.keys_of(part.cite))


def _values(
    part: Part, options: Mapping[str, Any], result: pl.DataFrame, inputs: list[pl.DataFrame], says: str
) -> Frames:
    derived, traces = derive(result, inputs, part.key, says)
    spelled = json.dumps(options, sort_keys=True, ensure_ascii=False)
    named = derived.with_columns(measure=pl.lit(part.name), options=pl.lit(spelled))
    return {"values": table("values").of(named.sort(part.key)), "traces": frame_of(traces)}


def _read(part: Part, options: Mapping[str, Any], name: str, frame: pl.DataFrame, how: Part) -> pl.DataFrame:
    """Leave out the capabilities that neither this specification of the measure nor the model reads."""
    indicators = part.more["indicators"]
    if name != "capabilities" or indicators is None:
        return frame
    return frame.filter(pl.col("indicator").is_in([*indicators(options), *how.more["reads"]]))


def _refuse_nothing(part: Part, options: Mapping[str, Any], how: Part, each: pl.DataFrame, facts: Result) -> None:
    """Refuse an answer without rows where there are capabilities: the model cannot draw what the measure reads."""
    if not each.is_empty() or "capabilities" not in how.needs:
        return
    given = _read(part, options, "capabilities", facts.frame("capabilities"), how)
    if given.height:
        raise UsageError(
            Words(
                en=f"The model {how.name} draws nothing that {part.name} reads from these data.",
                th=f"แบบจำลอง {how.name} สุ่มค่าที่ตัวชี้วัด {part.name} ใช้จากข้อมูลนี้ไม่ได้",
            ),
            Words(
                en="Take another measure, base or model, or add data with a longer history of yearly values.",
                th="เลือกตัวชี้วัด ฐาน หรือแบบจำลองอื่น หรือเพิ่มข้อมูลรายปีที่ย้อนหลังยาวกว่านี้",
            ),
        )


def _by_draw(frame: pl.DataFrame, draws: int) -> list[pl.DataFrame]:
    """Cut the frame of all draws into one for each, without copying."""
    ordered = frame.sort("draw", maintain_order=True)
    ends = ordered["draw"].search_sorted(pl.Series(range(draws + 1))).to_list()
    return [ordered[start:end].drop("draw") for start, end in itertools.pairwise(ends)]


def _each_draw(part: Part, options: Mapping[str, Any], drawn: Frames, facts: Result, draws: int) -> pl.DataFrame:
    base = {n: facts.frame(n) for n in part.needs}
    split = {n: _by_draw(f, draws) for n, f in drawn.items() if n in part.needs}
    each = [
        part.run(*(split[n][draw] if n in split else base[n] for n in part.needs), **options) for draw in range(draws)
    ]
    value = pl.col("value")
    spread: pl.DataFrame = (
        pl.concat([frame.select(*part.key, "value") for frame in each])
        .group_by(part.key)
        .agg(low=value.quantile(0.05, "linear"), high=value.quantile(0.95, "linear"), value=value.mean())
    )
    known = [frame.select(*part.key, GATHERED) for frame in each[:1] if GATHERED in frame.columns]
    for frame in known:
        spread = spread.join(frame, on=part.key, how="left", nulls_equal=True)
    return spread.sort(part.key)
