"""Fill in what a reference manager knows of the bench's sources: BibTeX, CSL-JSON or RIS."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from trachu.bench.exchange.taken import Taken
from trachu.bench.store import Source
from trachu.core.words import Words
from trachu.sources.guard import decode
from trachu.sources.metadata import Described, read_bibtex, read_csl
from trachu.sources.ris import read_ris

if TYPE_CHECKING:
    from trachu.bench.bench import Bench

READERS: Mapping[str, Callable[[str], list[Described]]] = {".bib": read_bibtex, ".json": read_csl, ".ris": read_ris}


def take(bench: Bench, raw: bytes, suffix: str) -> Taken:
    """Take what records tell of sources that the bench has; what a record does not tell stays as it was.

    A source is known by its id, by the name of its file, else by its title, by the key of the record if that is the
    file's name without its ending, or by its address.
    """
    described = READERS[suffix](decode(raw).removeprefix("\ufeff"))
    sources, left, filled = bench.store.sources(), [], 0
    for one in described:
        meant = _meant(sources, one)
        if meant is None:
            named = one.about.get("title") or one.key or "?"
            left.append(Words(en=f"No source is “{named}”.", th=f"ไม่มีแหล่งข้อมูล “{named}”"))
            continue
        filled += 1
        columns = [column.name for column in Source.__table__.columns if column.name != "added"]
        bench.store.keep_source(**{name: getattr(meant, name) for name in columns} | dict(one.about))
    return Taken(sources=filled, left_out=tuple(left))


def _meant(sources: Sequence[Source], one: Described) -> Source | None:
    files, title = {_plain(name) for name in one.files}, _plain(one.about.get("title", ""))
    by_id = [s for s in sources if one.key == s.source]
    by_file = [s for s in sources if _plain(s.name) in files]
    by_title = [s for s in sources if title and title in (_plain(s.title or ""), _plain(Path(s.name).stem))]
    by_key = [s for s in sources if one.key and _plain(Path(s.name).stem) == _plain(one.key)]
    by_url = [s for s in sources if one.about.get("url") and one.about["url"] == s.url]
    return next(iter([*by_id, *by_file, *by_title, *by_key, *(by_url if len(by_url) == 1 else ())]), None)


def _plain(text: str) -> str:
    return " ".join(text.casefold().split())
