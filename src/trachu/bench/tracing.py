"""Write the whys of sources, passages, claims and dataset rows; the stages never do."""

from __future__ import annotations

from collections.abc import Mapping

import polars as pl

from trachu.bench import editions
from trachu.bench.store import Source
from trachu.core.parts import Part
from trachu.core.tables import Frames, table
from trachu.core.trace import Trace, frame_of
from trachu.ontology.reference import keys


def cited(says: str, keys: tuple[str, ...]) -> str:
    """Add cite keys to what a trace says, in braces at the end, where `bench.cite` finds them.

    >>> cited("cow_nmc@7.0", ("singer1972", "singer1987"))
    'cow_nmc@7.0 {singer1972; singer1987}'
    """
    return f"{says} {{{'; '.join(keys)}}}" if keys else says


def keys_of(cite: tuple[str, ...]) -> tuple[str, ...]:
    """Return the keys of a part's references, also of those that it brings itself."""
    return keys(cite)


def document_trace(source: Source) -> Trace:
    """Make the trace of a document."""
    return Trace("source", cited(f"{source.name} · sha256:{source.hash[:16]}", (f"doc:{source.source}",)))


def dataset_rows(source: Source, part: Part, frames: Mapping[str, pl.DataFrame]) -> Frames:
    """Give the rows of a dataset their why: one for the file, or one for each distinct `cite` of its rows."""
    version = source.version or part.version
    says = f"{part.name}@{version} · {source.name} · sha256:{source.hash[:16]}"
    whole = Trace("source", cited(says, keys_of(editions.cites(part, version))))
    traces = {whole.id: whole}
    given: Frames = {}
    for name, frame in frames.items():
        why = pl.lit(whole.id)
        if "cite" in frame.columns:
            own = {c: Trace("source", cited(says, (c,))) for c in frame["cite"].drop_nulls().unique().sort()}
            traces |= {t.id: t for t in own.values()}
            named = {c: t.id for c, t in own.items()}
            why = pl.col("cite").replace_strict(named, default=whole.id, return_dtype=pl.String)
        given[name] = table(name).of(frame.with_columns(why=why).drop("cite", strict=False))
    return {**given, "traces": frame_of(traces.values())}


def passage_rows(source: Source, passages: pl.DataFrame) -> tuple[pl.DataFrame, list[Trace]]:
    """Give each passage its source and its why: page, raw span and words."""
    top = document_trace(source)
    traces = [
        Trace("passage", f"p. {page} · {start}–{end}{f' · {how}' if how else ''} · “{text}”", (top.id,))
        for page, start, end, how, text in passages.select("page", "raw_start", "raw_end", "how", "text").iter_rows()
    ]
    whys = pl.Series([t.id for t in traces], dtype=pl.String)
    rows = passages.with_columns(source=pl.lit(source.source), why=whys)
    return table("passages").of(rows), [top, *traces]


def evidence_rows(passages: pl.DataFrame, coded: Mapping[str, pl.DataFrame]) -> Frames:
    """Give every row of evidence its why: the passage, and for a claim its own words as well."""
    places = passages.select("start", passage="why").sort("start")

    def placed(frame: pl.DataFrame) -> pl.DataFrame:
        """Give rows the why of the passage in which they begin."""
        ordered = frame.drop("why").sort("start").join_asof(places, on="start", strategy="backward")
        return ordered.rename({"passage": "why"})

    found = {name: table(name).of(placed(coded[name])) for name in ("mentions", "dates", "citations")}
    claims = placed(coded["claims"])
    parties = coded["parties"]
    traces = _claim_traces(claims, parties)
    whys = pl.DataFrame(
        {"claim": list(traces), "why": [t.id for t in traces.values()]},
        schema=dict.fromkeys(("claim", "why"), pl.String),
    )
    claims = claims.drop("why").join(whys, on="claim", how="left", maintain_order="left")
    parties = parties.drop("why").join(whys.rename({"claim": "record"}), on="record", how="left", maintain_order="left")
    return {
        **found,
        "claims": table("claims").of(claims),
        "parties": table("parties").of(parties),
        "traces": frame_of(traces.values()),
    }


def _claim_traces(claims: pl.DataFrame, parties: pl.DataFrame) -> dict[str, Trace]:
    who: dict[str, dict[str, list[str]]] = {}
    for record, role, actor in parties.select("record", "role", "actor").sort("record", "role", "actor").iter_rows():
        who.setdefault(record, {}).setdefault(role, []).append(actor)
    traces = {}
    for row in claims.select(
        "claim", "kind", "type", "stance", "speaker", "date", "raw_start", "raw_end", "text", "why"
    ).iter_rows(named=True):
        roles = " ".join(f"{role}={'+'.join(names)}" for role, names in who.get(row["claim"], {}).items())
        facts = [f"{row['kind']} {row['type']}", roles, row["stance"], row["speaker"], row["date"]]
        said = " · ".join(f for f in facts if f)
        text = f"{said} · {row['raw_start']}–{row['raw_end']} · “{row['text']}”"
        traces[row["claim"]] = Trace("claim", text, (row["why"],) if row["why"] else ())
    return traces
