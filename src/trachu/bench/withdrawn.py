"""Written briefs under another name, taken away, and brought back: nothing that was written is lost."""

from __future__ import annotations

import re
import shutil
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING

from trachu.bench import written
from trachu.bench.versions import unchanged
from trachu.core.errors import UnknownName, UsageError
from trachu.core.words import Lang, Words

if TYPE_CHECKING:
    from trachu.bench.bench import Bench

AWAY = "removed"  # the folder beside what is used
_KEY = re.compile(r"([a-z0-9][a-z0-9_-]{0,40})~([0-9]{1,6})")


@dataclass(frozen=True, slots=True)
class Removed:
    """A brief that was taken away or written over: the key to bring it back by, its name, its languages, since when."""

    key: str
    name: str
    langs: tuple[Lang, ...]
    at: datetime


def rename(bench: Bench, name: str, new: str, seen: Mapping[Lang, str]) -> None:
    """Give a brief another name, if nobody changed it since its versions `seen`."""
    _seen(bench, name, seen)
    if new == name:
        return
    free(bench, new)
    for lang in written.langs(bench, name):
        written.path_of(bench, name, lang).rename(written.path_of(bench, new, lang))


def free(bench: Bench, name: str) -> None:
    """Refuse a name that another brief has, and one that is none."""
    if any(written.path_of(bench, name, lang).exists() for lang in written.LANGS):
        raise UsageError(
            Words(en=f"There is a brief {name} already.", th=f"มีบทสรุปชื่อ {name} อยู่แล้ว"),
            Words(en="Choose another name.", th="โปรดตั้งชื่ออื่น"),
        )


def remove(bench: Bench, name: str, seen: Mapping[Lang, str]) -> str:
    """Take a brief away, if nobody changed it since its versions `seen`; return the key to bring it back by."""
    _seen(bench, name, seen)
    key = _free(bench.folder / written.FOLDER, name)
    for lang in written.langs(bench, name):
        path = _away(bench, key, lang)
        path.parent.mkdir(exist_ok=True)
        written.path_of(bench, name, lang).rename(path)
    return key


def copy(path: Path) -> str | None:
    """Keep a file aside before it is written over; return the key of the copy, None where there is no file."""
    if not path.is_file():
        return None
    name, dot, suffix = path.name.partition(".")
    key = _free(path.parent, name)
    aside = path.parent / AWAY / f"{key}{dot}{suffix}"
    aside.parent.mkdir(exist_ok=True)
    shutil.copy2(path, aside)
    return key


def removed(bench: Bench) -> list[Removed]:
    """Return the briefs that were taken away or written over, the latest first."""
    found: dict[str, list[Path]] = {}
    for path in (bench.folder / written.FOLDER / AWAY).glob("*.md"):
        key = path.name.partition(".")[0]
        if _KEY.fullmatch(key):
            found.setdefault(key, []).append(path)
    listed = [
        Removed(
            key, key.partition("~")[0], tuple(lang for lang in written.LANGS if _away(bench, key, lang) in paths),
            datetime.fromtimestamp(max(path.stat().st_ctime for path in paths), UTC),
        )
        for key, paths in found.items()
    ]  # fmt: skip
    return sorted(listed, key=lambda one: (one.at, one.key), reverse=True)


def text(bench: Bench, key: str, lang: Lang) -> str:
    """Return what a brief that was taken away said in a language."""
    path = _away(bench, key, lang)
    return path.read_text(encoding="utf8") if path.is_file() else ""


def restore(bench: Bench, key: str) -> str:
    """Bring a brief back under its name, or where that is taken under the next free one; return the name."""
    known = {one.key: one for one in removed(bench)}
    if key not in known:
        raise UnknownName("brief", key, known)
    name = _unused(bench, known[key].name)
    for lang in known[key].langs:
        _away(bench, key, lang).rename(written.path_of(bench, name, lang))
    return name


def _seen(bench: Bench, name: str, seen: Mapping[Lang, str]) -> None:
    if not written.langs(bench, name):
        raise UnknownName("brief", name, written.names(bench))
    for lang in written.LANGS:
        unchanged(written.version(bench, name, lang), seen.get(lang, ""))


def _away(bench: Bench, key: str, lang: Lang) -> Path:
    if not _KEY.fullmatch(key):
        raise UnknownName("brief", key, ())
    return bench.folder / written.FOLDER / AWAY / f"{key}.{lang}.md"


def _free(folder: Path, name: str) -> str:
    """Return a name with a number behind it under which nothing was put aside yet."""
    keys = (f"{name}~{number}" for number in count(1))
    return next(key for key in keys if not any((folder / AWAY).glob(f"{key}.*")))


def _unused(bench: Bench, name: str) -> str:
    stem = name[:36]
    names = (name, *(f"{stem}-{number}" for number in range(2, 1000)))
    known = set(written.names(bench))
    return next(one for one in names if one not in known)
