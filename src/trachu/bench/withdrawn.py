"""Written briefs under another name, taken away, and brought back: nothing that was written is lost."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from trachu.bench import aside, written
from trachu.bench.aside import Aside
from trachu.bench.versions import unchanged
from trachu.core.errors import UnknownName
from trachu.core.words import Lang

if TYPE_CHECKING:
    from trachu.bench.bench import Bench


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
    aside.refuse_taken(_folder(bench), name)


def remove(bench: Bench, name: str, seen: Mapping[Lang, str]) -> str:
    """Put a brief aside, if nobody changed it since its versions `seen`; return the key to bring it back by."""
    _seen(bench, name, seen)
    return aside.put(_folder(bench), name)


def copy(bench: Bench, name: str) -> str | None:
    """Keep a brief aside before it is written over; return the key of the copy, None where there is no brief."""
    return aside.copy(_folder(bench), name)


def removed(bench: Bench) -> list[Aside]:
    """Return the briefs that were put aside or written over, the latest first."""
    return aside.listed(_folder(bench))


def restore(bench: Bench, key: str, named: str = "") -> str:
    """Bring a brief back under its own name or another; return the name."""
    return aside.back(_folder(bench), key, named)


def _seen(bench: Bench, name: str, seen: Mapping[Lang, str]) -> None:
    if not written.langs(bench, name):
        raise UnknownName("brief", name, written.names(bench))
    for lang in written.LANGS:
        unchanged(written.version(bench, name, lang), seen.get(lang, ""))


def _folder(bench: Bench) -> Path:
    return bench.folder / written.FOLDER
