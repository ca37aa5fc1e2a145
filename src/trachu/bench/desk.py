"""What is on a bench and what changed: its sources, how far people are with them, and the latest that they did."""

from __future__ import annotations

from collections import Counter
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

import polars as pl

from trachu.bench import people
from trachu.bench.cache import Absent, Kept
from trachu.bench.run import Run

if TYPE_CHECKING:
    from trachu.bench.bench import Bench

SAMPLE, SAMPLE_PAIR = "russia_north_korea.pdf", "RUS-PRK"
SHOWN = 70  # characters of a claim's words
_NEWS: dict[str, Any] = {"at": pl.Datetime("us", "UTC"), "what": pl.String, "who": pl.String, "on": pl.String}


def news(bench: Bench, coded: bool, most: int = 12) -> pl.DataFrame:
    """Tabulate the latest acts, the newest first: at, what (added, accept, reject, coded, edited), who, on what.

    What was judged is named by its words if the documents are `coded`, else by its id.
    """
    names = {s.source: s.title or s.name for s in bench.store.sources()}
    rows = [{"at": _utc(s.added), "what": "added", "who": None, "on": s.title or s.name} for s in bench.store.sources()]
    judged = sorted(bench.store.judgements(), key=lambda one: one.at)[-most:]
    said = _words(bench, [one.record for one in judged]) if coded else {}
    rows += [{"at": _utc(j.at), "what": j.verdict, "who": j.coder, "on": said.get(j.record, j.record)} for j in judged]
    for coding in bench.store.codings():
        what = "edited" if coding.edits else "coded"
        rows.append({"at": _utc(coding.at), "what": what, "who": coding.coder, "on": names.get(coding.source, "")})
    return pl.DataFrame(rows, schema=_NEWS).sort("at", "on", descending=[True, False]).head(most)


def _words(bench: Bench, claims: list[str]) -> dict[str, str]:
    """Return the first words of some claims; the evidence must be in the cache."""
    every = pl.concat(
        [part["claims"].select("claim", "text") for part in (people.suggestions(bench), people.typed(bench))]
    )
    rows = every.filter(pl.col("claim").is_in(claims)).iter_rows()
    return {claim: f"“{text if len(text) <= SHOWN else text[: SHOWN - 1] + '…'}”" for claim, text in rows}


def coded(bench: Bench) -> bool:
    """Whether every document is coded already, so that telling of the documents takes no time."""
    kept = Run(bench.folder, bench.store, Kept(bench.cache.folder))
    try:
        for source in bench.store.sources():
            if source.kind == "document":
                kept.code(source)
    except Absent:
        return False
    return True


def waiting(bench: Bench) -> dict[str, int]:
    """Count for each document the suggestions that nobody has judged; the evidence must be in the cache."""
    counts = people.review(bench).group_by("source").len()
    return dict(counts.iter_rows())


def quality(bench: Bench) -> dict[str, float]:
    """Return for each document the mean quality of its passages, 0 to 1."""
    found = {}
    for source in bench.store.sources():
        if source.kind == "document":
            mean = bench.run_.mend(source).frame("passages")["quality"].mean()
            found[source.source] = float(mean) if isinstance(mean, float) else 0.0
    return found


def pairs(bench: Bench, source: str | None = None, most: int = 8) -> list[tuple[str, str, int]]:
    """Return the pairs of states of which the evidence tells most, and in how many claims."""
    evidence = people.counting(bench)
    claims = evidence["claims"].filter(kind="event")
    if source is not None:
        claims = claims.filter(source=source)
    states = evidence["parties"].filter(pl.col("actor").str.contains("^[A-Z]{3}$"))
    states = states.join(claims.select(record="claim"), on="record", how="semi")
    counts: Counter[tuple[str, str]] = Counter()
    for members in states.group_by("record").agg(pl.col("actor").unique().sort())["actor"]:
        named = members.to_list()
        counts.update((a, b) for n, a in enumerate(named) for b in named[n + 1 :])
    ranked = sorted(counts.items(), key=lambda item: (-item[1], item[0]))
    return [(a, b, count) for (a, b), count in ranked[:most]]


def foremost(bench: Bench) -> tuple[str, str] | None:
    """Return the pair that pages lead to first: that of the sample where it is open, else the one most told of."""
    if any(source.name == SAMPLE for source in bench.store.sources()):
        one, _, other = SAMPLE_PAIR.partition("-")
        return one, other
    found = pairs(bench, most=1)
    return found[0][:2] if found else None


def _utc(at: datetime) -> datetime:
    return at if at.tzinfo else at.replace(tzinfo=UTC)
