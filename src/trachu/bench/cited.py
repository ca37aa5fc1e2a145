"""What a written brief cites and asks for: does it exist, do its quoted words stand there, what is the number now."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cached_property
from typing import TYPE_CHECKING, Any

import polars as pl

from trachu.bench import citing
from trachu.bench.why import Traces
from trachu.core import parts
from trachu.core.errors import TrachuError
from trachu.core.manuscript import Ask, Cite
from trachu.core.trace import Trace, frame_of
from trachu.core.words import Lang, Words

if TYPE_CHECKING:
    from trachu.bench.bench import Bench

KEYS = ("actor", "other", "item", "year", "month")
SHOWS = ("digits", "as")  # how a number is written: not a column of values
LATEST = "latest"
MOST = 60  # rows of a measure block
_HASH = re.compile(r"sha256:([0-9a-f]{16})")
_SPACE = re.compile(r"[\s\u200b\u00a0]+")


class Broken(Exception):
    """A citation or a measure block that does not hold; its words say why."""

    def __init__(self, words: Words) -> None:
        self.words = words
        super().__init__(words.en)


class Cited:
    """Looks up citations and measure blocks on a bench as it is now."""

    def __init__(self, bench: Bench, lang: Lang) -> None:
        self._bench, self._lang = bench, lang

    def why(self, cite: Cite) -> str:
        """Return the trace that a citation leads to; one that leads nowhere, or whose words are gone, is `Broken`."""
        found = self._key(cite.key) if cite.kind == "key" else self._trace(cite)
        if cite.quoted and cite.kind != "key" and not self._stands(cite.quoted, found):
            raise Broken(
                Words(
                    en=f"{cite}: the quoted words “{cite.quoted}” do not stand there.",
                    th=f"{cite}: ไม่พบถ้อยคำที่ยกมา “{cite.quoted}” ในที่อ้าง",
                )
            )
        return found

    def values(self, ask: Ask) -> pl.DataFrame:
        """Return the values that a measure block asks for, worked out now, in the order of their keys."""
        strange = [name for name, _ in ask.rows if name not in (*KEYS, *SHOWS)]
        if strange:
            listed = ", ".join((*KEYS, *SHOWS))
            raise Broken(
                Words(en=f"{ask}: {strange[0]} is none of {listed}.", th=f"{ask}: {strange[0]} ไม่อยู่ใน {listed}")
            )
        try:
            found = self._bench.measure(ask.measure, **dict(ask.options))
        except TrachuError as error:
            raise Broken(
                Words(en=f"{ask}: {error.words.en} {error.cure.en}", th=f"{ask}: {error.words.th} {error.cure.th}")
            ) from None
        for name, wanted in ask.rows:
            if name in KEYS:
                known = found[name].max() if wanted == LATEST else _typed(name, wanted)
                found = found.clear() if known is None else found.filter(pl.col(name) == known)
        found = found.filter(pl.col("value").is_not_null())
        if not 1 <= found.height <= MOST:
            raise Broken(
                Words(
                    en=f"{ask}: {found.height} values; behind | say which (year=latest, actor=, other=, item=).",
                    th=f"{ask}: ได้ {found.height} ค่า โปรดระบุหลัง | (year=latest, actor=, other=, item=)",
                )
            )
        return found.sort(KEYS)

    def number(self, ask: Ask) -> tuple[str, str]:
        """Return the one number that a block in a sentence asks for, as written, and its trace."""
        found = self.values(ask)
        if found.height > 1:
            raise Broken(
                Words(
                    en=f"{ask}: {found.height} values where a sentence has room for one.",
                    th=f"{ask}: ได้ {found.height} ค่า แต่ในประโยคใส่ได้ค่าเดียว",
                )
            )
        return written(found["value"][0], dict(ask.rows), self._lang), str(found["why"][0])

    def _trace(self, cite: Cite) -> str:
        if cite.kind == "claim":
            known = self._claims
        elif cite.kind == "passage":
            known = {f"passage:{cite.key}": f"passage:{cite.key}"} if f"passage:{cite.key}" in self._passages else {}
        else:
            known = self._sources if cite.kind == "source" else {}
        found = known.get(cite.key) or known.get(f"{cite.kind}:{cite.key}")
        if found is None and cite.kind == "step":
            found = self._step(f"step:{cite.key}")
        if found is None:
            raise _gone(cite)
        return found

    def _step(self, trace: str) -> str | None:
        """Return a step if what it rests on is still on the bench."""
        try:
            tree = self._traces.tree(trace)
        except TrachuError:
            return None
        hashes = {_HASH.search(one.says) for one in tree.walk() if one.kind == "source"}
        return tree.trace if all(h is None or h[1] in self._hashes for h in hashes) else None

    def _key(self, key: str) -> str:
        """Return the trace of a work that is cited by its key: a source of its own."""
        known = self._bench.references()
        if key not in known:
            raise _gone(Cite("key", key))
        trace = Trace("source", f"{citing.short(known[key]).en} {{{key}}}")
        self._bench.cache.step("cited", [trace.id], lambda: {"traces": frame_of([trace])})
        return trace.id

    def _stands(self, quoted: str, trace: str) -> bool:
        wanted = _flat(quoted)
        if trace.startswith("source:"):
            source = next((s for s in self._bench.store.sources() if self._sources.get(s.source) == trace), None)
            texts = [text for of, text in self._passages.values() if source is not None and of == source.source]
            return wanted in _flat("".join(texts))
        below = self._traces.tree(trace).walk()
        return any(wanted in _flat(self._passages[one.trace][1]) for one in below if one.trace in self._passages)

    @cached_property
    def _traces(self) -> Traces:
        return self._bench.traces()

    @cached_property
    def _hashes(self) -> set[str]:
        return {source.hash[:16] for source in self._bench.store.sources()}

    @cached_property
    def _claims(self) -> Mapping[str, str]:
        rows = list(self._bench.table("claims").select("claim", "why").iter_rows())
        return {**dict(rows), **{why: why for _, why in rows}}

    @cached_property
    def _passages(self) -> Mapping[str, tuple[str, str]]:
        rows = self._bench.table("passages").select("why", "source", "text").iter_rows()
        return {why: (source, text) for why, source, text in rows}

    @cached_property
    def _sources(self) -> Mapping[str, str]:
        """The traces of the sources, by the source's id, its file's name, and the trace itself."""
        found: dict[str, str] = {}
        tops = self._bench.table("traces").filter(pl.col("kind") == "source").select("trace", "says").rows()
        for source in self._bench.store.sources():
            for trace in (trace for trace, says in tops if source.hash[:16] in says):
                found |= {source.source: trace, source.name: trace, trace: trace}
        return found


def written(value: float, how: Mapping[str, Any], lang: Lang) -> str:
    """Write a number: whole ones whole, others to `digits` places (2); `as=percent` as a percentage.

    >>> written(3.0, {}, "en"), written(1234.567, {"digits": 1}, "th")
    ('3', '1,234.6')
    >>> written(0.256, {"as": "percent", "digits": 1}, "th"), written(0.256, {"as": "percent", "digits": 0}, "en")
    ('ร้อยละ 25.6', '26%')
    """
    digits = how.get("digits", 2)
    digits = digits if isinstance(digits, int) and 0 <= digits <= 6 else 2
    if how.get("as") == "percent":
        number = f"{value * 100:,.{digits}f}"
        return f"ร้อยละ {number}" if lang == "th" else f"{number}%"
    return f"{value:,.0f}" if float(value).is_integer() and "digits" not in how else f"{value:,.{digits}f}"


def can_ask(ask: Ask) -> bool:
    """Tell whether there is such a measure and it takes these options, so that it can be worked out beforehand."""
    try:
        parts.find("measure", ask.measure).settle(dict(ask.options))
    except TrachuError:
        return False
    return True


def _typed(name: str, wanted: Any) -> Any:
    """Return what a column is held against, of its type; a year that is no number fits no row."""
    if name not in ("year", "month"):
        return str(wanted)
    return wanted if isinstance(wanted, int) else None


def _flat(text: str) -> str:
    return _SPACE.sub("", text)


def _gone(cite: Cite) -> Broken:
    return Broken(Words(en=f"{cite}: there is no such thing on this bench.", th=f"{cite}: ไม่มีสิ่งที่อ้างนี้บนโต๊ะงาน"))
