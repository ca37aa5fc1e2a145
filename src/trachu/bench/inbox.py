"""Files that were handed over and wait to be read: kept in the bench's folder until they are."""

from __future__ import annotations

import re
import shutil
import unicodedata
from collections.abc import Sequence
from pathlib import Path
from secrets import token_hex
from typing import BinaryIO

from trachu.core.errors import TooLarge
from trachu.core.words import Words
from trachu.sources.guard import MAX_DATA_BYTES, check_size

MOST_BYTES = MAX_DATA_BYTES  # of one file
MOST_FILES = 1000  # handed over at one time
CHUNK = 1 << 20
LONGEST = 120  # characters of a file's name
_UNFIT = re.compile(r'[\x00-\x1f\x7f<>:"/\\|?*\u202a-\u202e\u2066-\u2069]+')


def folder_of(bench: Path, inbox: str) -> Path:
    """Return where the files of one handing-over wait."""
    return bench / "inbox" / inbox


def clean_name(name: str) -> str:
    """Return a file's name without folders and without characters that mean something to a shell or to a reader.

    >>> clean_name("../../etc/passwd"), clean_name("งาน วิจัย.pdf"), clean_name("...")
    ('passwd', 'งาน วิจัย.pdf', 'file')
    """
    base = unicodedata.normalize("NFC", name).replace("\\", "/").rpartition("/")[2]
    plain = _UNFIT.sub("_", base).strip(" .")
    if len(plain) > LONGEST:
        stem, dot, suffix = plain.rpartition(".")
        plain = f"{stem[: LONGEST - len(suffix) - 1]}.{suffix}" if dot and len(suffix) < 12 else plain[:LONGEST]
    return plain or "file"


def keep(bench: Path, files: Sequence[tuple[str, BinaryIO]]) -> tuple[str, list[dict[str, str]]]:
    """Write files down to wait; return the name of the handing-over and the files' names, in order.

    A file that is too large is refused, and with it all the others of this handing-over.
    """
    if len(files) > MOST_FILES:
        raise TooLarge(
            Words(en=f"{len(files)} files at one time are too many.", th=f"ส่งแฟ้มพร้อมกัน {len(files)} แฟ้มมากเกินไป"),
            Words(en=f"Hand over up to {MOST_FILES} at a time.", th=f"โปรดส่งครั้งละไม่เกิน {MOST_FILES} แฟ้ม"),
        )
    inbox = token_hex(6)
    folder = folder_of(bench, inbox)
    kept = []
    try:
        for number, (name, content) in enumerate(files):
            named = clean_name(name)
            path = folder / str(number) / named
            path.parent.mkdir(parents=True)
            _copy(content, path)
            kept.append({"name": named})
    except BaseException:
        shutil.rmtree(folder, ignore_errors=True)
        raise
    return inbox, kept


def _copy(content: BinaryIO, path: Path) -> None:
    size = 0
    with path.open("wb") as file:
        while chunk := content.read(CHUNK):
            size += len(chunk)
            check_size(path.name, size, MOST_BYTES)
            file.write(chunk)
