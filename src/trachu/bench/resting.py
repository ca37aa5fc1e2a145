"""From a passage, a claim or any trace up to all that rests on it: claims, facts, values, sentences of briefs."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any

import polars as pl

from trachu.bench import written
from trachu.bench.wording import TABLES as NAMES
from trachu.bench.wording import Wording
from trachu.core import parts
from trachu.core.tables import TABLES
from trachu.core.words import Lang
from trachu.core.writing import Brief

if TYPE_CHECKING:
    from trachu.bench.bench import Bench

SHAPE = {"kind": pl.String, "where": pl.String, "says": pl.String, "why": pl.String}
FACTS = ("actors", "capabilities", "flows", "ties", "parties", "choices", "events", "conflicts")
SAID = ("type", "date", "since", "value", "about", "says", "against")  # beside the key
_VALUE = ("measure", "options", "actor", "other", "item", "year", "month")


def resting(bench: Bench, trace: str, lang: Lang, briefs: Mapping[str, Brief] | None = None) -> pl.DataFrame:
    """Return what rests on a trace, directly or by way of others: kind, where, what it says, its own why.

    Claims and facts are those of now, values those that lie in the cache, sentences those of ``briefs`` and of the
    bench's own briefs in `lang` that are written.
    """
    above = _above(bench.table("traces"), trace)
    wording = Wording(bench, lang)
    rows = [*_claims(bench, above, wording), *_facts(bench, above, wording), *_values(bench, above, wording)]
    rows += [row for name, brief in (briefs or {}).items() for row in _said(name, brief, above, lang)]
    for name in written.names(bench):
        for one in written.langs(bench, name):
            rows += _said(f"{name}.{one}", written.draft(bench, name, one).brief, above, one)
    return pl.DataFrame(rows, schema=SHAPE, orient="row").unique(maintain_order=True)


def _above(traces: pl.DataFrame, trace: str) -> set[str]:
    """Return a trace and all that have it among their parents, their parents' parents and so on.

    >>> traces = pl.DataFrame({"trace": ["s:1", "p:1", "c:1", "c:2"], "parents": [[], ["s:1"], ["p:1"], ["p:2"]]})
    >>> sorted(_above(traces, "p:1"))
    ['c:1', 'p:1']
    """
    pairs = traces.select("trace", parent=pl.col("parents")).explode("parent", empty_as_null=True).drop_nulls()
    found, edge = {trace}, [trace]
    while edge:
        edge = [one for one in pairs.filter(pl.col("parent").is_in(edge))["trace"].unique() if one not in found]
        found.update(edge)
    return found


def _claims(bench: Bench, above: set[str], wording: Wording) -> Iterable[tuple[Any, ...]]:
    rows, parties = bench.table("claims").filter(pl.col("why").is_in(list(above))), bench.table("parties")
    names = {source.source: source.title or source.name for source in bench.store.sources()}
    for row in rows.iter_rows(named=True):
        yield "claim", names.get(row["source"], row["source"]), wording.claim(row, parties), row["why"]


def _facts(bench: Bench, above: set[str], wording: Wording) -> Iterable[tuple[Any, ...]]:
    for name in FACTS:
        wanted = dict.fromkeys((*TABLES[name].key, *SAID, "why"))
        rows = bench.table(name).filter(pl.col("why").is_in(list(above)))
        for row in rows.select(one for one in wanted if one in rows.columns).iter_rows(named=True):
            yield "fact", NAMES[name].say(wording.lang), wording.fact(name, row), row["why"]


def _values(bench: Bench, above: set[str], wording: Wording) -> Iterable[tuple[Any, ...]]:
    files = sorted(bench.cache.folder.glob("*/values.parquet"), key=lambda path: path.stat().st_mtime)
    if not files:
        return
    found = pl.scan_parquet(files).filter(pl.col("why").is_in(list(above))).collect()
    labels = {part.name: part.label.say(wording.lang) for part in parts.all_of("measure")}
    for row in found.unique(_VALUE, keep="last", maintain_order=True).iter_rows(named=True):
        keys = wording.fact("values", {one: row[one] for one in ("actor", "other", "item", "year", "month")})
        says = f"{keys} = {row['value']:,.4g}" if row["value"] is not None else keys
        yield "value", labels.get(row["measure"], row["measure"]), says, row["why"]


def _said(where: str, brief: Brief, above: set[str], lang: Lang) -> Iterable[tuple[Any, ...]]:
    for says, whys in written.sentences(brief, lang).iter_rows():
        resting_on = next((why for why in whys if why in above), None)
        if resting_on is not None:
            yield "sentence", where, says, resting_on
