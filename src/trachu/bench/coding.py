"""Claims that people type: where their words stand, what they are coded as, and how they join the program's own.

A coding keeps its words and what stands around them, so that it is found again when the text has moved. One whose
words are gone counts for nothing, but is kept and listed as lost.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from typing import Any

import polars as pl
from rapidfuzz import fuzz

from trachu.bench.store import Coding, Judgement
from trachu.core.dates import bounds
from trachu.core.tables import CLAIMS, PARTIES, Frames
from trachu.core.text import Mapped
from trachu.core.trace import Trace, frame_of
from trachu.sources.passages import document

Row = dict[str, Any]
CODER = "rules"  # the coder that comes with trachu
AROUND = 32  # characters kept to either side of the words, as W3C Web Annotation advises
NEAR = 5000  # characters to either side in which words that were mended since are looked for
ALIKE = 85.0  # per cent of likeness from which mended words count as the same
AROUND_ALIKE = 75.0  # the same for the words with what stands around them


@dataclass(frozen=True, slots=True)
class Anchor:
    """Words in a text: their place when coded, the words, and what stands before and behind them."""

    start: int
    end: int
    exact: str
    prefix: str
    suffix: str

    @classmethod
    def at(cls, text: str, start: int, end: int) -> Anchor:
        """Anchor the words from start to end.

        >>> Anchor.at("Russia denied it.", 7, 13)
        Anchor(start=7, end=13, exact='denied', prefix='Russia ', suffix=' it.')
        """
        before, behind = text[max(0, start - AROUND) : start], text[end : end + AROUND]
        return cls(start, end, text[start:end], before, behind)

    def find(self, text: str) -> tuple[int, int] | None:
        """Return where the words stand now: in their old place, else nearest to what stood around them, else mended.

        >>> anchor = Anchor.at("Russia denied it.", 7, 13)
        >>> anchor.find("In March, Russia denied it."), anchor.find("Nothing of the kind.")
        ((17, 23), None)
        """
        if text[self.start : self.end] == self.exact:
            return self.start, self.end
        places = [found.start() for found in re.finditer(re.escape(self.exact), text)]
        if places:
            best = max(places, key=lambda at: (self._fit(text, at), -abs(at - self.start)))
            return best, best + len(self.exact)
        return self._mended(text)

    def _fit(self, text: str, at: int) -> int:
        """Count the characters around that are the same."""
        before, behind = text[max(0, at - AROUND) : at], text[at + len(self.exact) :][:AROUND]
        left = _shared(reversed(self.prefix), reversed(before))
        return left + _shared(self.suffix, behind)

    def _mended(self, text: str) -> tuple[int, int] | None:
        """Return where words nearly the same stand between nearly the same words."""
        low = max(0, self.start - NEAR)
        window = text[low : self.end + NEAR]
        whole = self.prefix + self.exact + self.suffix
        around = fuzz.partial_ratio_alignment(whole, window, score_cutoff=AROUND_ALIKE)
        if around is None:
            return None
        region = window[around.dest_start : around.dest_end] if len(whole) < len(window) else window
        found = fuzz.partial_ratio_alignment(self.exact, region, score_cutoff=ALIKE)
        if found is None or len(self.exact) > len(region):
            return None
        at = low + window.index(region, around.dest_start if len(whole) < len(window) else 0)
        return at + found.dest_start, at + found.dest_end


def _shared(one: Iterable[str], other: Iterable[str]) -> int:
    count = 0
    for a, b in zip(one, other, strict=False):
        if a != b:
            break
        count += 1
    return count


def places(text: str, quote: str) -> list[tuple[int, int]]:
    r"""Return every place where these words stand; any blank stands for any blanks and line breaks.

    >>> places("Russia\ndenied it", "Russia denied")
    [(0, 13)]
    """
    words = quote.split()
    pattern = r"\s+".join(map(re.escape, words))
    return [found.span() for found in re.finditer(pattern, text)] if words else []


def name_of(source: str, start: int, kind: str, type_: str, coder: str, parties: Sequence[Sequence[str]]) -> str:
    """Name a coding by what it is, so that typing it twice adds nothing.

    >>> name_of("s", 0, "event", "AID", "me", [("actor", "RUS")])
    'hd3603d6e90fe'
    """
    who = sorted("=".join(party) for party in parties)
    return f"h{sha256(chr(31).join(map(str, (source, start, kind, type_, coder, *who))).encode()).hexdigest()[:12]}"


@dataclass(frozen=True, slots=True)
class Laid:
    """A document as codings need it: its whole text with raw places, and its passages."""

    text: Mapped
    passages: pl.DataFrame

    @classmethod
    def of(cls, pages: pl.DataFrame, passages: pl.DataFrame) -> Laid:
        """Lay a document out from its repaired pages and its passages."""
        return cls(document(pages), passages.sort("start"))


def plain(coding: Coding) -> Row:
    """Return what was typed, without when."""
    names = [column.name for column in Coding.__table__.columns if column.name != "at"]
    return {name: getattr(coding, name) for name in names}


def hand_rows(codings: Sequence[Coding], laid: Callable[[str], Laid | None], suggested: Mapping[str, str]) -> Frames:
    """Turn codings into claims and parties with their traces; `lost` lists those whose words are gone.

    ``suggested`` gives the why of every claim that may have been edited.
    """
    claims, parties, traces, lost = [], [], [], []
    for coding in codings:
        whole = laid(coding.source)
        anchor = Anchor(coding.start, coding.end, coding.exact, coding.prefix, coding.suffix)
        span = None if whole is None else anchor.find(whole.text.text)
        if whole is None or span is None:
            lost.append({"coding": coding.coding, "source": coding.source, "text": coding.exact, "coder": coding.coder})
            continue
        row, passage = _claim(coding, whole, span)
        trace = _trace(coding, row, [w for w in (passage, suggested.get(coding.edits or "")) if w])
        traces.append(trace)
        claims.append({**row, "why": trace.id})
        parties += [
            {"record": coding.coding, "role": role, "actor": actor, "why": trace.id} for role, actor in coding.parties
        ]
    gone = dict.fromkeys(("coding", "source", "text", "coder"), pl.String)
    return {
        "claims": CLAIMS.of(claims),
        "parties": PARTIES.of(parties),
        "traces": frame_of(traces),
        "lost": pl.DataFrame(lost, schema=gone),
    }


def _claim(coding: Coding, whole: Laid, span: tuple[int, int]) -> tuple[Row, str | None]:
    start, end = span
    raw_start, raw_end = whole.text.span(start, end)
    before = whole.passages.filter(pl.col("start") <= start).tail(1)
    page, passage = before.select("page", "why").row(0) if before.height else (None, None)
    earliest, latest = bounds(coding.date)
    same = ("source", "kind", "type", "mode", "domain", "contexts", "date", "stance", "speaker", "cited", "disputes")
    row = {
        "claim": coding.coding, "start": start, "end": end, "raw_start": raw_start, "raw_end": raw_end, "page": page,
        "text": whole.text.text[start:end], "earliest": earliest, "latest": latest, "confidence": 1.0,
        **{name: getattr(coding, name) for name in (*same, "value", "unit", "coder")},
    }  # fmt: skip
    return row, passage


def _trace(coding: Coding, row: Row, parents: Sequence[str]) -> Trace:
    roles: dict[str, list[str]] = {}
    for role, actor in coding.parties:
        roles.setdefault(role, []).append(actor)
    who = " ".join(f"{role}={'+'.join(names)}" for role, names in roles.items())
    said = [f"{coding.kind} {coding.type}", who, coding.stance, coding.speaker, coding.date]
    by = f"edited by {coding.coder}" if coding.edits else f"coded by {coding.coder}"
    place = f"{row['raw_start']}–{row['raw_end']} · “{row['text']}”"
    return Trace("claim", " · ".join(part for part in (*said, by, coding.note, place) if part), tuple(parents))


def settle(
    suggested: Frames, hand: Frames, edits: Mapping[str, str], judgements: Sequence[Judgement]
) -> tuple[pl.DataFrame, pl.DataFrame]:
    """Put suggestions and codings together as people have decided: the claims that count, and their parties.

    * What anybody rejected is out; what somebody accepted has confidence 1.
    * An edit stands in the place of what it edits.
    * What several coders code alike (same source, kind, type and parties, at least half of the shorter words in
      common) counts once: a person's coding stands before the program's own, that before another program's, then the
      first by coder and id.
    * Claims that disputed one that was replaced dispute what stands for it.
    """
    claims = pl.concat([suggested["claims"], hand["claims"]])
    parties = pl.concat([suggested["parties"], hand["parties"]])
    rejected = {j.record for j in judgements if j.verdict == "reject"}
    accepted = sorted({j.record for j in judgements if j.verdict == "accept"})
    made = set(hand["claims"]["claim"])
    guests = set(suggested["claims"].filter(~pl.col("coder").str.starts_with(f"{CODER}@"))["claim"])
    instead = _ends({old: new for new, old in sorted(edits.items()) if new in made and new not in rejected})
    kept = claims.filter(~pl.col("claim").is_in(sorted(rejected | set(instead))))
    if made or guests:
        instead = _ends(instead | _alike(kept, parties, made, guests))
        kept = kept.filter(~pl.col("claim").is_in(sorted(instead)))
    sure = pl.when(pl.col("claim").is_in(accepted)).then(1.0).otherwise("confidence").alias("confidence")
    kept = kept.with_columns(sure)
    if instead:
        new = pl.element().replace(instead).unique(maintain_order=True)
        kept = kept.with_columns(pl.col("disputes").list.eval(new))
    return CLAIMS.of(kept), PARTIES.of(parties.join(kept.select(record="claim"), on="record", how="semi"))


def _ends(instead: Mapping[str, str]) -> dict[str, str]:
    """Follow replacements of replacements to what stands in the end; a ring of them is left alone."""
    found = {}
    for old, new in instead.items():
        passed = {old}
        while new in instead and new not in passed:
            passed.add(new)
            new = instead[new]
        found[old] = new
    return {old: new for old, new in found.items() if old != new}


def _alike(claims: pl.DataFrame, parties: pl.DataFrame, made: set[str], guests: set[str]) -> dict[str, str]:
    """Return, for each claim that another one says already, that other one."""
    others = made | guests
    sources = claims.filter(pl.col("claim").is_in(sorted(others)))["source"].unique().sort().to_list()
    touched = claims.filter(pl.col("source").is_in(sources))
    who: dict[str, list[tuple[str, str]]] = {}
    for record, role, actor in parties.sort("record", "role", "actor").select("record", "role", "actor").iter_rows():
        who.setdefault(record, []).append((role, actor))
    groups: dict[tuple[Any, ...], list[Row]] = {}
    for row in touched.select("claim", "source", "start", "end", "kind", "type", "coder").iter_rows(named=True):
        key = (row["source"], row["kind"], row["type"], *who.get(row["claim"], ()))
        groups.setdefault(key, []).append(row)
    found: dict[str, str] = {}
    for rows in groups.values():
        ordered = sorted(rows, key=lambda r: (r["claim"] not in made, r["claim"] in guests, r["coder"], r["claim"]))
        standing: list[Row] = []
        for row in ordered:
            home = next((one for one in standing if _same_words(one, row) and one["coder"] != row["coder"]), None)
            if home is None:
                standing.append(row)
            elif others & {home["claim"], row["claim"]}:
                found[row["claim"]] = home["claim"]
    return found


def _same_words(one: Row, other: Row) -> bool:
    shared: int = min(one["end"], other["end"]) - max(one["start"], other["start"])
    shorter: int = min(one["end"] - one["start"], other["end"] - other["start"])
    return shared > 0 and 2 * shared >= shorter
