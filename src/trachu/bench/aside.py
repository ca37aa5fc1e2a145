"""What people take away or write over is put aside, not deleted: the files `NAME.*` of a folder, as `removed/NAME~1.*`.

All files of one name go together (a brief in two languages is two files) and come back together, by the key `NAME~N`.
"""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import chain, count
from pathlib import Path

from trachu.bench.cache import write_whole
from trachu.core.errors import UnknownName, UsageError
from trachu.core.words import Words

AWAY = "removed"  # the folder beside what is used
NAME = re.compile(r"[a-z0-9][a-z0-9_-]{0,40}")  # what a person's own file may be called, without its suffix
_KEY = re.compile(rf"({NAME.pattern})~([1-9][0-9]{{0,5}})")


@dataclass(frozen=True, slots=True)
class Aside:
    """What was put aside together: the key to bring it back by, its name, the suffixes of its files, since when.

    ``free`` is its name, or where that is taken one like it under which it may come back.
    """

    key: str
    name: str
    suffixes: tuple[str, ...]
    at: datetime
    free: str


def put(folder: Path, name: str) -> str:
    """Move the files of a name aside; return the key to bring them back by."""
    found = _files(folder, check_name(name))
    if not found:
        raise UnknownName("file", name, {_name(path) for path in folder.glob("*.*")})
    key = _next(folder, name)
    for path in found:
        path.rename(_place(folder, key, path)).touch()
    return key


def copy(folder: Path, name: str) -> str | None:
    """Keep the files of a name aside before they are written over; return the key, None where there are none."""
    found = _files(folder, check_name(name))
    if not found:
        return None
    key = _next(folder, name)
    for path in found:
        write_whole(_place(folder, key, path), path.read_bytes())
    return key


def listed(folder: Path, taken: Collection[str] = ()) -> list[Aside]:
    """Return what was put aside in a folder, the latest first; names `taken` otherwise are not free."""
    found: dict[str, list[Path]] = {}
    for path in sorted((folder / AWAY).glob("*~*.*")):
        if _KEY.fullmatch(_name(path)) and path.is_file():
            found.setdefault(_name(path), []).append(path)
    told = [_told(folder, key, paths, taken) for key, paths in found.items()]
    return sorted(told, key=lambda one: (one.at, one.name, len(one.key), one.key), reverse=True)


def back(folder: Path, key: str, named: str = "", taken: Collection[str] = ()) -> str:
    """Bring back what was put aside, under its name or another, refused where that is taken; return the name."""
    known = {one.key: one for one in listed(folder)}
    if key not in known:
        raise UnknownName("removed file", key, known)
    name = check_name(named or known[key].name)
    refuse_taken(folder, name, taken)
    for suffix in known[key].suffixes:
        (folder / AWAY / f"{key}{suffix}").rename(folder / f"{name}{suffix}")
    return name


def check_name(name: str) -> str:
    """Return a name; refuse what is none."""
    if not NAME.fullmatch(name):
        raise UsageError(
            Words(en=f"{name!r} is no name for a file.", th=f"{name!r} ใช้เป็นชื่อแฟ้มไม่ได้"),
            Words(en="Use letters a–z, digits, - and _.", th="โปรดใช้อักษร a–z ตัวเลข - และ _"),
        )
    return name


def refuse_taken(folder: Path, name: str, taken: Collection[str] = ()) -> None:
    """Refuse a name that a file of the folder has already, or that is among those `taken` otherwise."""
    if name in taken or _files(folder, check_name(name)):
        raise UsageError(
            Words(en=f"The name {name!r} is taken already.", th=f"มีชื่อ {name!r} อยู่แล้ว"),
            Words(en="Choose another name.", th="โปรดใช้ชื่ออื่น"),
        )


def unused(folder: Path, stem: str, taken: Collection[str] = ()) -> str:
    """Return a name that no file of the folder has yet, nor is among those `taken` otherwise.

    >>> unused(Path("nowhere"), "mine"), unused(Path("nowhere"), "mine", {"mine", "mine_2"})
    ('mine', 'mine_3')
    """
    names = chain([stem], (f"{stem[:36]}_{number}" for number in count(2)))
    return next(name for name in names if name not in taken and not _files(folder, name))


def _told(folder: Path, key: str, paths: list[Path], taken: Collection[str]) -> Aside:
    name, at = key.partition("~")[0], max(path.stat().st_mtime for path in paths)
    free = unused(folder, name, taken)
    return Aside(key, name, tuple(map(_suffix, paths)), datetime.fromtimestamp(at, UTC), free)


def _files(folder: Path, name: str) -> list[Path]:
    return sorted(path for path in folder.glob(f"{name}.*") if path.is_file())


def _name(path: Path) -> str:
    return path.name.partition(".")[0]


def _suffix(path: Path) -> str:
    return path.name.removeprefix(_name(path))


def _next(folder: Path, name: str) -> str:
    """Return a key under which nothing was put aside yet."""
    keys = (f"{name}~{number}" for number in count(1))
    return next(key for key in keys if not any((folder / AWAY).glob(f"{key}.*")))


def _place(folder: Path, key: str, path: Path) -> Path:
    (folder / AWAY).mkdir(parents=True, exist_ok=True)
    return folder / AWAY / f"{key}{_suffix(path)}"
