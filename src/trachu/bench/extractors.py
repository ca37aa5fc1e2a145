"""Read documents with what else this machine has: `pdftotext` for poor pages, and `tesseract` for pages without text.

Both are optional programs of the system. They run under limits of time and memory, only on the pages that need them,
and what they read says so in the column `how` of pages and passages.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import time
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import polars as pl

from trachu.core.parts import Part
from trachu.core.text import Mapped
from trachu.core.words import Words
from trachu.sources.guard import no_text
from trachu.sources.pdf.choice import doubtful, worth
from trachu.sources.pdf.layout import Sheet, put_together
from trachu.sources.repair import repair_text

SECONDS = 60  # for one run of a program
MOST_SECONDS = 900  # for all pages of a document together
MEMORY = 2 * 2**30  # bytes that a program may take
MOST_PAGES = 500  # pages of a document that are recognised; the rest is told as unread
DOTS = 200  # an inch
MOST_DOTS = 16_000_000  # of one page's picture
LANGUAGES = ("tha", "eng")
UNREAD = "unread"  # a page that shows something, but nothing could be read

_INSTALL = Words(
    en="It seems to be a scan: install tesseract-ocr and tesseract-ocr-tha and add it again, or add a text version.",
    th="แฟ้มน่าจะเป็นภาพสแกน: ติดตั้ง tesseract-ocr และ tesseract-ocr-tha แล้วเพิ่มอีกครั้ง หรือเพิ่มฉบับที่เป็นข้อความ",
)
_BLANK = Words(
    en="It seems to be a scan that character recognition cannot read; add a text version or a sharper scan.",
    th="แฟ้มน่าจะเป็นภาพสแกนที่โปรแกรมรู้จำอักขระอ่านไม่ได้ โปรดเพิ่มฉบับที่เป็นข้อความหรือภาพสแกนที่คมชัดกว่า",
)


def read(part: Part, data: bytes) -> pl.DataFrame:
    """Read a document with its part; the poor pages of a PDF also with the programs that are installed."""
    if part.name != "pdf":
        pages: pl.DataFrame = part.run(data)
        return pages
    from trachu.sources.readers.pdf import LABEL, readings

    found = readings(data)
    how: list[str | None] = [None] * len(found)
    _by_pdftotext(data, found, how)
    _by_tesseract(data, found, how)
    if not any(sheet.text.strip() for sheet in found):
        raise no_text(LABEL, _BLANK if can_recognise() else _INSTALL)
    return put_together(found, how)


@cache
def can_recognise() -> tuple[str, ...]:
    """Return the languages that tesseract knows here, of those that trachu asks for; none if it is not installed."""
    done = run(["tesseract", "--list-langs"])
    known = done.decode("utf8", errors="replace").split() if done is not None else []
    return tuple(language for language in LANGUAGES if language in known)


def _by_pdftotext(data: bytes, found: list[Sheet], how: list[str | None]) -> None:
    """Read the pages that have a poor text layer once more, in the order of the file."""
    poor = [number for number, sheet in enumerate(found) if sheet.text.strip() and doubtful(sheet.text)]
    if not poor or shutil.which("pdftotext") is None:
        return
    with TemporaryDirectory() as folder:
        file = Path(folder) / "document.pdf"
        file.write_bytes(data)
        pages = f"-f {poor[0] + 1} -l {poor[-1] + 1}".split()
        done = run(["pdftotext", "-raw", "-enc", "UTF-8", *pages, str(file), "-"])
    texts = done.decode("utf8", errors="replace").split("\f") if done is not None else []
    for number in poor:
        text = texts[number - poor[0]] if number - poor[0] < len(texts) else ""
        if worth(text) > worth(found[number].text):
            found[number], how[number] = Sheet(text.strip("\n")), "pdftotext"


def _by_tesseract(data: bytes, found: list[Sheet], how: list[str | None]) -> None:
    """Recognise the pages that have no text layer but show something, and those that nothing could read well."""
    poor = [number for number, sheet in enumerate(found) if not sheet.text.strip() or _hopeless(sheet.text)]
    languages = can_recognise() if poor else ()
    until = time.monotonic() + MOST_SECONDS
    with ThreadPoolExecutor(max_workers=min(4, os.cpu_count() or 1)) as pool:
        asked = [
            (number, pool.submit(_recognise, picture, languages, until) if languages and at < MOST_PAGES else None)
            for at, (number, picture) in enumerate(pictures(data, poor))
        ]
        for number, answer in asked:
            text = answer.result() if answer is not None else ""
            if text.strip() and worth(_mended(text)) > worth(found[number].text):
                found[number], how[number] = Sheet(text), "tesseract"
            elif not found[number].text.strip():
                how[number] = UNREAD


def _hopeless(text: str) -> bool:
    """Tell whether so much of a page is no Thai that its picture should be read instead."""
    letters = sum(character.isalpha() for character in text)
    return doubtful(text) and worth(_mended(text)) < 0.5 * letters


def _mended(text: str) -> str:
    return repair_text(Mapped.of(text)).text


def pictures(data: bytes, numbers: Sequence[int]) -> Iterator[tuple[int, bytes]]:
    """Draw pages, one after another; a page that is blank is left out."""
    import pypdfium2

    if not numbers:
        return
    pdf = pypdfium2.PdfDocument(data)
    try:
        for number in numbers:
            try:
                page = pdf[number]
            except pypdfium2.PdfiumError:
                continue
            picture = _drawn(page)
            if picture is not None:
                yield number, picture
    finally:
        pdf.close()


def _drawn(page: Any) -> bytes | None:
    """Draw a page as a picture in shades of grey (PGM), None if nothing is on it."""
    width, height = page.get_size()
    scale = min(DOTS / 72, (MOST_DOTS / max(1.0, width * height)) ** 0.5)
    shades = page.render(scale=scale, grayscale=True).to_numpy()
    page.close()
    if shades.min() == shades.max():
        return None
    return b"P5 %d %d 255\n" % (shades.shape[1], shades.shape[0]) + bytes(shades.tobytes())


def _recognise(picture: bytes, languages: Iterable[str], until: float) -> str:
    """Recognise the characters of a picture; nothing if it takes too long."""
    left = min(SECONDS, until - time.monotonic())
    if left <= 0:
        return ""
    done = run(["tesseract", "stdin", "stdout", "--dpi", str(DOTS), "-l", "+".join(languages)], picture, left)
    return done.decode("utf8", errors="replace").strip() if done is not None else ""


def run(command: Sequence[str], given: bytes = b"", seconds: float = SECONDS) -> bytes | None:
    """Run a program under limits; return what it wrote, None if it is not installed, failed or took too long."""
    path = shutil.which(command[0])
    if path is None:
        return None
    told = {**os.environ, "OMP_THREAD_LIMIT": "1"}
    with subprocess.Popen(
        [path, *command[1:]], stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, env=told
    ) as process:
        _limit(process.pid)
        try:
            out, _ = process.communicate(given, timeout=seconds)
        except subprocess.TimeoutExpired:
            process.kill()
            process.communicate()
            return None
    return out if process.returncode == 0 else None


def _limit(process: int) -> None:
    """Limit the memory of a process, where the system can."""
    if sys.platform != "linux":
        return
    import resource

    try:
        resource.prlimit(process, resource.RLIMIT_AS, (MEMORY, MEMORY))
    except (ProcessLookupError, PermissionError):  # it has ended already
        return
