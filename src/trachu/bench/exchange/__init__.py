"""Hand work out to other programs and take it in: codebook and codings (REFI-QDA), the register of sources."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from trachu.bench import adding, library
from trachu.bench.cache import write_whole
from trachu.bench.exchange.refi_qda import LOST_CODEBOOK, LOST_PROJECT, codebook_file, project_file
from trachu.bench.exchange.refi_read import take_codebook, take_project
from trachu.bench.exchange.ris import LOST as LOST_REGISTER
from trachu.bench.exchange.ris import write as register_file
from trachu.bench.exchange.taken import Taken
from trachu.core.errors import NoAccess, UsageError
from trachu.core.words import Words

if TYPE_CHECKING:
    from trachu.bench.bench import Bench

__all__ = ["Taken", "load", "save"]
SUFFIXES = (".qdc", ".qdpx", ".ris")
TAKEN = (*SUFFIXES, ".bib", ".json")


def save(bench: Bench, path: Path, *, suggestions: bool = False) -> list[Words]:
    """Write a file of the kind that its suffix names; return what that kind cannot carry."""
    suffix = path.suffix.lower()
    lost: tuple[Words, ...]
    if suffix == ".qdc":
        content, lost = codebook_file(bench), LOST_CODEBOOK
    elif suffix == ".qdpx":
        content, lost = project_file(bench, suggestions=suggestions), LOST_PROJECT
    elif suffix == ".ris":
        content, lost = register_file(bench.store.sources()).encode(), LOST_REGISTER
    else:
        raise _other(path, SUFFIXES)
    try:
        write_whole(path, content)
    except OSError as error:
        raise NoAccess(
            Words(en=f"{path} cannot be written: {error.strerror}.", th=f"เขียน {path} ไม่ได้: {error.strerror}"),
            Words(en="Name a folder that you may write to.", th="โปรดระบุโฟลเดอร์ที่เขียนได้"),
        ) from None
    return list(lost)


def load(bench: Bench, path: Path) -> Taken:
    """Take a file in; nothing is written down unless the whole of it can be read."""
    suffix = path.suffix.lower()
    if suffix not in TAKEN:
        raise _other(path, TAKEN)
    raw = adding.read_file(path)
    if suffix == ".qdc":
        return take_codebook(bench, raw)
    return take_project(bench, raw) if suffix == ".qdpx" else library.take(bench, raw, suffix)


def _other(path: Path, known: tuple[str, ...]) -> UsageError:
    listed = ", ".join(known)
    return UsageError(
        Words(en=f"{path.name} is of no kind for exchange.", th=f"{path.name} ไม่ใช่แฟ้มชนิดที่ใช้แลกเปลี่ยน"),
        Words(en=f"Name a file that ends in {listed}.", th=f"โปรดระบุแฟ้มที่ลงท้ายด้วย {listed}"),
    )
