"""Find words in passages and claims, Thai and English, and count what was found by actor, year, domain and stance.

The index is a file of SQLite (FTS5) in the cache, named by what it was made from; it may be deleted. Thai has no
blanks between words, so runs of Thai are cut by the dictionary; English words are reduced to their stems. A second
index of letter trigrams finds what the dictionary cuts otherwise: its finds come behind the others, and only where a
Thai match begins and ends between letters that belong together.

Ranks are computed over all that a bench holds. Where readers may not see all of it, each needs an index of their own:
the order of what one may see would tell of what one may not.
"""

from __future__ import annotations

import os
import re
import sqlite3
import tempfile
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import polars as pl

from trachu.bench import people
from trachu.bench.cache import digest, key_of
from trachu.bench.fingerprints import room
from trachu.core.dates import bounds, valid
from trachu.core.errors import UnknownName, UsageError
from trachu.core.tables import Frames
from trachu.core.words import Words
from trachu.sources.repair import lexicon

if TYPE_CHECKING:
    from trachu.bench.bench import Bench

Row = dict[str, Any]
PASSAGE = "passage"
KINDS = (PASSAGE, "event", "statement", "tie", "theme")
READ = ("claims", "parties", "mentions", "dates")
FACETS = ("kind", "actor", "year", "domain", "stance", "type", "source")
SHORTEST = 3  # letters of a trigram
AROUND = 60  # characters of a snippet to either side of the first match
_PIECE = re.compile(r'"([^"]+)"|(\S+)')
_WORD = re.compile(r"[^\W_]+")
_SCHEMA = """
CREATE TABLE found (row INTEGER PRIMARY KEY, kind, source, page, start, "end", text, claim, type, date, why);
CREATE TABLE facets (row INTEGER, facet TEXT, value TEXT);
CREATE VIRTUAL TABLE words USING fts5 (
  text, content='', tokenize="porter unicode61 remove_diacritics 0 categories 'L* N* Co Mn Mc'"
);
CREATE VIRTUAL TABLE grams USING fts5 (text, content='', tokenize="trigram");
CREATE INDEX by_facet ON facets (facet, value, row);
"""


@dataclass(frozen=True, slots=True)
class Found:
    """What a search found: the best hits, how many there are in all, and how often each value of each facet."""

    words: str
    total: int
    hits: pl.DataFrame
    facets: Mapping[str, Mapping[str, int]]

    def to_dict(self) -> dict[str, Any]:
        """Return everything as plain data."""
        facets = {name: dict(counts) for name, counts in self.facets.items()}
        return {"words": self.words, "total": self.total, "hits": self.hits.to_dicts(), "facets": facets}


SHOWN: dict[str, Any] = {
    **dict.fromkeys(("kind", "source"), pl.String), **dict.fromkeys(("page", "start", "end"), pl.Int64),
    **dict.fromkeys(("claim", "type", "date", "snippet", "text", "why"), pl.String),
}  # fmt: skip


def segment(text: str) -> str:
    """Put blanks between Thai words, as the dictionary cuts them; other writing stays.

    >>> segment("รัสเซียปฏิเสธข่าวลือของ NATO")
    'รัสเซีย ปฏิเสธ ข่าวลือ ของ NATO'
    """

    def cut(run: re.Match[str]) -> str:
        """Set spaces between the words of a run of Thai."""
        return " " + " ".join(run[0][start:end] for start, end, _ in lexicon.read(run[0])[1]) + " "

    return " ".join(lexicon.THAI.sub(cut, unicodedata.normalize("NFC", text)).split())


def find(bench: Bench, words: str, filters: Mapping[str, str | None], date: str | None, limit: int) -> Found:
    """Search a bench; every word must be there, words in quotation marks next to each other."""
    for facet in filters:
        if facet not in FACETS:
            raise UnknownName("facet", facet, FACETS)
    if date is not None and not valid(date):
        raise UsageError(
            Words(en=f"{date!r} is no EDTF date.", th=f"{date!r} ไม่ใช่วันที่ตามรูปแบบ EDTF"),
            Words(en="Write 2024, 2024-06 or 2022/2024.", th="เขียนเป็น 2024, 2024-06 หรือ 2022/2024"),
        )
    with closing(sqlite3.connect(f"file:{index_of(bench)}?mode=ro", uri=True)) as index:
        rows = _ranked(index, words)
        kept = _kept(index, rows, {name: value for name, value in filters.items() if value is not None}, date)
        hits = [_hit(index, row, words) for row in kept[:limit]]
        return Found(words, len(kept), pl.DataFrame(hits, schema=SHOWN), _counts(index, kept))


def _ranked(index: sqlite3.Connection, words: str) -> list[int]:
    """Return the rows that hold all words, the best first; without words every row, in the order of the documents."""
    pieces = _pieces(words)
    if not pieces:
        return [row for (row,) in index.execute("SELECT row FROM found ORDER BY source, start, row")]
    query = " AND ".join(_phrase(segment(piece)) for piece in pieces)
    by_words = "SELECT rowid FROM words WHERE words MATCH ? ORDER BY bm25(words), rowid"
    rows = [row for (row,) in index.execute(by_words, (query,))]
    if all(len(piece) >= SHORTEST for piece in pieces) and any(map(lexicon.THAI.search, pieces)):
        query = " AND ".join(_phrase(piece) for piece in pieces)
        by_grams = "SELECT rowid FROM grams WHERE grams MATCH ? ORDER BY bm25(grams), rowid"
        known = set(rows)
        more = [row for (row,) in index.execute(by_grams, (query,)) if row not in known]
        rows += [row for row in more if _whole(_text(index, row), pieces)]
    return rows


def _pieces(words: str) -> list[str]:
    found = (quoted or plain for quoted, plain in _PIECE.findall(unicodedata.normalize("NFC", words)))
    return [piece for piece in found if _WORD.search(piece)]


def _phrase(words: str) -> str:
    return '"' + words.replace('"', '""') + '"'


def _text(index: sqlite3.Connection, row: int) -> str:
    return str(index.execute("SELECT text FROM found WHERE row = ?", (row,)).fetchone()[0])


def _whole(text: str, pieces: Iterable[str]) -> bool:
    """Tell whether every piece stands somewhere without cutting off a vowel or a mark of a Thai letter."""
    folded = unicodedata.normalize("NFC", text).casefold()
    for piece in pieces:
        ends = (found.end() for found in re.finditer(re.escape(piece.casefold()), folded))
        if not any(end == len(folded) or folded[end] not in lexicon.FOLLOWS for end in ends):
            return False
    return True


def _kept(index: sqlite3.Connection, rows: Sequence[int], filters: Mapping[str, str], date: str | None) -> list[int]:
    kept: set[int] | None = None
    for facet, value in filters.items():
        asked = "SELECT row FROM facets WHERE facet = ? AND value = ?"
        found = {row for (row,) in index.execute(asked, (facet, value))}
        kept = found if kept is None else kept & found
    if date is not None:
        low, high = bounds(date)
        asked = "SELECT row FROM facets WHERE facet = 'day' AND substr(value, 1, 10) <= ? AND substr(value, 12) >= ?"
        day = (str(high or "9999-12-31"), str(low or "0001-01-01"))
        found = {row for (row,) in index.execute(asked, day)}
        kept = found if kept is None else kept & found
    return [row for row in rows if kept is None or row in kept]


def _hit(index: sqlite3.Connection, row: int, words: str) -> Row:
    names = ("kind", "source", "page", "start", "end", "text", "claim", "type", "date", "why")
    listed = ", ".join(f'"{name}"' for name in names)
    values = index.execute(f"SELECT {listed} FROM found WHERE row = ?", (row,)).fetchone()
    hit = dict(zip(names, values, strict=True))
    return {name: hit.get(name) for name in SHOWN} | {"snippet": _snippet(hit["text"], words)}


def _snippet(text: str, words: str) -> str:
    """Return what stands around the first of the words."""
    folded = text.casefold()
    places = [at for piece in _pieces(words) if (at := folded.find(piece.casefold())) >= 0]
    at = min(places, default=0)
    low, high = max(0, at - AROUND), min(len(text), at + 2 * AROUND)
    while low > 0 and text[low] in lexicon.FOLLOWS:
        low -= 1
    while high < len(text) and text[high] in lexicon.FOLLOWS:
        high += 1
    return ("…" if low else "") + text[low:high] + ("…" if high < len(text) else "")


def _counts(index: sqlite3.Connection, rows: Sequence[int]) -> dict[str, dict[str, int]]:
    wanted = set(rows)
    counts: dict[str, Counter[str]] = {facet: Counter() for facet in FACETS}
    for row, facet, value in index.execute("SELECT row, facet, value FROM facets WHERE facet != 'day'"):
        if row in wanted:
            counts[facet][value] += 1
    return {facet: dict(sorted(c.items(), key=lambda item: (-item[1], item[0]))) for facet, c in counts.items()}


def index_of(bench: Bench) -> Path:
    """Return the file of the index, made if it is not there; those of earlier states of the bench are removed."""
    evidence = people.counting(bench)
    frames = {"passages": bench.table("passages"), **{name: evidence[name] for name in READ}}
    key = key_of(room("core", "sources", "bench"), {name: digest(frame) for name, frame in frames.items()})
    folder = bench.cache.folder
    path = folder / f"search-{key}.db"
    if not path.exists():
        folder.mkdir(parents=True, exist_ok=True)
        handle, aside = tempfile.mkstemp(prefix=".aside-", dir=folder)
        os.close(handle)
        with closing(sqlite3.connect(aside)) as index:
            _fill(index, frames)
        os.replace(aside, path)
        for old in folder.glob("search-*.db"):
            if old != path:
                old.unlink(missing_ok=True)
    return path


def _fill(index: sqlite3.Connection, frames: Frames) -> None:
    index.executescript("PRAGMA journal_mode = OFF;" + _SCHEMA)
    for number, (row, facets) in enumerate((*_claims(frames), *_passages(frames)), 1):
        index.execute(
            "INSERT INTO found VALUES (:row, :kind, :source, :page, :start, :end, :text, :claim, :type, :date, :why)",
            {"row": number, **row},
        )
        index.executemany("INSERT INTO facets VALUES (?, ?, ?)", [(number, *facet) for facet in sorted(facets)])
        index.execute("INSERT INTO words (rowid, text) VALUES (?, ?)", (number, segment(row["text"])))
        text = unicodedata.normalize("NFC", row["text"])
        index.execute("INSERT INTO grams (rowid, text) VALUES (?, ?)", (number, text))
    index.commit()


def _claims(frames: Frames) -> Iterator[tuple[Row, set[tuple[str, str]]]]:
    who = _actors(frames)
    for row in frames["claims"].sort("source", "start", "claim").iter_rows(named=True):
        shown = {
            name: row[name] for name in ("kind", "source", "page", "start", "end", "text", "claim", "type", "date")
        }
        facets = {("kind", row["kind"]), ("source", row["source"]), *_said(row, who.get(row["claim"], ()))}
        yield {**shown, "why": row["why"]}, facets


def _said(row: Row, actors: Iterable[str]) -> set[tuple[str, str]]:
    """Return the facets that a claim gives to itself and to the passage in which it stands."""
    plain = {(name, row[name]) for name in ("type", "stance", "domain") if row[name]}
    spoke = [one for one in (row["speaker"] or "").split("+") if one]
    return plain | {("actor", one) for one in (*actors, *spoke)} | _when(row["date"])


def _when(edtf: str | None) -> set[tuple[str, str]]:
    low, high = bounds(edtf)
    if low is None and high is None:
        return set()
    days = {("day", f"{low or '0001-01-01'}/{high or '9999-12-31'}")}
    return days | ({("year", f"{low.year:04}")} if low and high and low.year == high.year else set())


def _actors(frames: Frames) -> dict[str, list[str]]:
    who: dict[str, list[str]] = {}
    for record, actor in frames["parties"].select("record", "actor").iter_rows():
        who.setdefault(record, []).append(actor)
    return who


def _passages(frames: Frames) -> Iterator[tuple[Row, set[tuple[str, str]]]]:
    """Give passages the facets of the claims, names and dates in them."""
    who, inside = _actors(frames), _inside(frames)
    claims = {row["claim"]: row for row in frames["claims"].iter_rows(named=True)}
    columns = ("source", "page", "start", "end", "text", "why")
    empty = dict.fromkeys(("claim", "type", "date"))
    for row in frames["passages"].sort("source", "start").select(columns).iter_rows(named=True):
        facets = {("kind", PASSAGE), ("source", row["source"])}
        for sort, value in inside.get((row["source"], row["start"]), ()):
            if sort == "claims":
                facets |= _said(claims[value], who.get(value, ()))
            else:
                facets |= {("actor", value)} if sort == "mentions" else _when(value)
        yield {"kind": PASSAGE, **row, **empty}, facets


def _inside(frames: Frames) -> dict[tuple[str, int], list[tuple[str, str]]]:
    """Return what begins in each passage: (table, claim or actor or date)."""
    places = frames["passages"].select("source", "start", at="start").sort("source", "start")
    found: dict[tuple[str, int], list[tuple[str, str]]] = {}
    for name, column in (("claims", "claim"), ("mentions", "actor"), ("dates", "edtf")):
        rows = frames[name].select("source", "start", column).sort("source", "start")
        met = rows.join_asof(places, on="start", by="source", strategy="backward", check_sortedness=False)
        for source, at, value in met.select("source", "at", column).drop_nulls().iter_rows():
            found.setdefault((source, at), []).append((name, value))
    return found
