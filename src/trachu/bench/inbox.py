"""Files that were handed over and wait to be read: kept in the bench's folder until they are.

Beside each file stands how often its reading began and, once that is over, what came of it, so that work that was
broken off goes on at the next file, and a file that ends the program is told instead of ending it again.
"""

from __future__ import annotations

import json
import re
import shutil
import time
import unicodedata
from collections.abc import Mapping, Sequence
from pathlib import Path
from secrets import token_hex
from typing import Any, BinaryIO

from trachu.bench.cache import write_whole
from trachu.core.errors import TooLarge
from trachu.core.words import Words
from trachu.sources.guard import MAX_DATA_BYTES, check_size

MOST_BYTES = MAX_DATA_BYTES  # of one file
MOST_FILES = 1000  # handed over at one time
CHUNK = 1 << 20
LONGEST = 120  # characters of a file's name
BEGINNINGS = 2  # times that the reading of a file is begun before the file is left out
ABANDONED = 3600.0  # seconds after which nobody hands over a file any more that no job knows of
_UNFIT = re.compile(r'[\x00-\x1f\x7f<>:"/\\|?*\u202a-\u202e\u2066-\u2069]+')


def folder_of(bench: Path, inbox: str) -> Path:
    """Return where the files of one handing-over wait."""
    return bench / "inbox" / inbox


def waiting(bench: Path, inbox: str, number: int, name: str) -> Path:
    """Return where a file waits."""
    return folder_of(bench, inbox) / str(number) / name


def outcome(bench: Path, inbox: str, number: int) -> dict[str, Any] | None:
    """Return what came of a file; None if its reading is not over."""
    path = folder_of(bench, inbox) / f"{number}.json"
    return dict(json.loads(path.read_text(encoding="utf8"))) if path.is_file() else None


def settle(bench: Path, inbox: str, number: int, came: Mapping[str, Any]) -> None:
    """Write down what came of a file, and only then let go of it."""
    folder = folder_of(bench, inbox)
    write_whole(folder / f"{number}.json", json.dumps(came, ensure_ascii=False).encode())
    shutil.rmtree(folder / str(number), ignore_errors=True)


def begin(bench: Path, inbox: str, number: int) -> bool:
    """Write down that the reading of a file begins; tell whether it may, which it may a few times only."""
    path = folder_of(bench, inbox) / f"{number}.begun"
    begun = path.stat().st_size if path.is_file() else 0
    write_whole(path, b"." * (begun + 1))
    return begun < BEGINNINGS


def pause(bench: Path, inbox: str, number: int) -> None:
    """Forget that the reading of a file was begun: who broke it off was not the file."""
    (folder_of(bench, inbox) / f"{number}.begun").unlink(missing_ok=True)


def clear(bench: Path, needed: Mapping[str, bool]) -> None:
    """Remove what no job needs any more (False), and what is old and no job knows of."""
    for folder in (bench / "inbox").glob("*"):
        known = needed.get(folder.name)
        if known is False or (known is None and folder.stat().st_mtime < time.time() - ABANDONED):
            shutil.rmtree(folder, ignore_errors=True)


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
            path = waiting(bench, inbox, number, named)
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
