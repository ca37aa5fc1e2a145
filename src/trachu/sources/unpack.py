"""From the bytes of a file to texts in UTF-8: bare, in an archive, a spreadsheet or a Stata file, in any encoding."""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Iterator, Sequence

from lxml import etree

from trachu.core.errors import TooLarge
from trachu.core.words import Words
from trachu.sources import spreadsheet, stata

HEAD_BYTES = 65_536
HEAD_LINES = 15  # SIPRI and the World Bank put up to eleven lines above the header
MOST_BYTES = 2_000_000_000  # unpacked; the UN voting file, the largest, is about a quarter of it
ENDINGS = (".csv", ".txt", ".tsv", ".tab")
PACKED = (".zip", ".xlsx")
STATA = ".dta"
ZIP = b"PK\x03\x04"


class Unreadable(Exception):
    """A file that is no text; `words` say what it is."""

    def __init__(self, en: str, th: str) -> None:
        super().__init__(en)
        self.words = Words(en=en, th=th)


def texts(raw: bytes, *, most: int = -1) -> Iterator[tuple[str, bytes]]:
    """Yield (name, text in UTF-8) of the file, or of each table in the archive; archives in it are opened once.

    With `most`, only so many bytes of each text, or the first lines of a table that is stored otherwise.
    """
    for name, text in _pieces(raw, most, 0):
        yield name, _utf8(text, whole=most < 0)


def members(raw: bytes, most: int) -> Iterator[tuple[str, bytes]]:
    """Yield (name, first bytes) of each text that lies in an archive itself; nothing of any other file."""
    if raw.startswith(ZIP):
        with zipfile.ZipFile(io.BytesIO(raw)) as archive:
            for info in [] if spreadsheet.is_workbook(archive) else archive.infolist():
                if info.filename.lower().endswith(ENDINGS) and not info.filename.startswith("__MACOSX"):
                    with archive.open(info) as text:
                        yield info.filename, text.read(most)


def member(raw: bytes, name: str) -> bytes:
    """Return the bytes of one file of an archive."""
    with zipfile.ZipFile(io.BytesIO(raw)) as archive:
        return archive.read(name)


def lines_ended(data: bytes) -> bytes:
    """End lines by a line feed; the oldest exports end them by a carriage return alone."""
    return data if b"\n" in data else data.replace(b"\r", b"\n")


def _pieces(raw: bytes, most: int, depth: int) -> Iterator[tuple[str, bytes]]:
    rows = None if most < 0 else HEAD_LINES
    if stata.is_stata(raw):
        yield "", _stata(raw, rows)
    elif not raw.startswith(ZIP):
        yield "", raw if most < 0 else raw[:most]
    else:
        try:
            with zipfile.ZipFile(io.BytesIO(raw)) as archive:
                yield from _members(archive, most, rows, depth)
        except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError):
            raise Unreadable("The archive is cut off, damaged or locked.", "แฟ้มบีบอัดขาดตอน เสียหาย หรือถูกล็อก") from None


def _members(archive: zipfile.ZipFile, most: int, rows: int | None, depth: int) -> Iterator[tuple[str, bytes]]:
    infos = [i for i in archive.infolist() if not i.filename.startswith("__MACOSX")]
    _refuse(infos)
    if spreadsheet.is_workbook(archive):
        yield from _sheets(archive, rows)
        return
    for info in infos:
        ending = info.filename.lower()
        with archive.open(info) as member:
            if ending.endswith(ENDINGS):
                yield info.filename, member.read(most)
            elif ending.endswith(STATA) or (ending.endswith(PACKED) and depth == 0):
                yield from _pieces(member.read(), most, 1)


def _stata(raw: bytes, rows: int | None) -> bytes:
    try:
        return stata.text(raw, rows)
    except stata.Damaged:
        raise Unreadable("The Stata file is damaged.", "แฟ้ม Stata เสียหาย") from None


def _sheets(archive: zipfile.ZipFile, rows: int | None) -> Iterator[tuple[str, bytes]]:
    try:
        yield from spreadsheet.sheets(archive, rows)
    except (etree.XMLSyntaxError, KeyError, IndexError, ValueError):
        raise Unreadable("The spreadsheet is damaged.", "สเปรดชีตเสียหาย") from None


def _refuse(infos: Sequence[zipfile.ZipInfo]) -> None:
    names = {info.filename for info in infos}
    if "[Content_Types].xml" in names and spreadsheet.WORKBOOK not in names:
        raise Unreadable("This is a Word file or a damaged spreadsheet.", "แฟ้มนี้เป็นแฟ้มเวิร์ดหรือสเปรดชีตที่เสียหาย")
    if sum(info.file_size for info in infos) > MOST_BYTES:
        size = Words(en="The archive unpacks to more than 2 GB.", th="แฟ้มบีบอัดคลายออกมาแล้วใหญ่กว่า 2 กิกะไบต์")
        raise TooLarge(size, Words(en="Add only the file with the data.", th="เพิ่มเฉพาะแฟ้มที่มีข้อมูล"))


def _utf8(raw: bytes, *, whole: bool = True) -> bytes:
    """Return the text as UTF-8 without a mark at its front; older exports are in Windows' Western encoding."""
    if raw.startswith((b"\xff\xfe", b"\xfe\xff")):
        try:
            return raw.decode("utf-16", errors="strict" if whole else "ignore").encode()
        except UnicodeDecodeError:
            raise Unreadable("This is not a text file.", "แฟ้มนี้ไม่ใช่แฟ้มข้อความ") from None
    if b"\0" in raw[:HEAD_BYTES]:
        raise Unreadable("This is not a text file.", "แฟ้มนี้ไม่ใช่แฟ้มข้อความ")
    raw = raw.removeprefix(b"\xef\xbb\xbf")
    try:
        raw.decode("utf8")
    except UnicodeDecodeError as error:
        if not whole and error.start > len(raw) - 4:
            return raw[: error.start]
        return raw.decode("cp1252", errors="replace").encode()
    return raw
