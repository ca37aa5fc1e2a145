"""What may come in: size, kind and well-formedness of the bytes of a document.

Every refusal is one sentence and one cure, in both languages. Nothing is half read.
"""

from __future__ import annotations

import re
import zipfile
import zlib
from io import BytesIO
from typing import Literal

from trachu.core.errors import FormatError, InputError, TooLarge
from trachu.core.words import Words

MAX_BYTES = 200_000_000
MAX_DATA_BYTES = 480_000_000  # the General Assembly's votes are one file of about 350 MB
MAX_PAGES = 5_000
MAX_CHARACTERS = 8_000_000  # some four thousand full pages; the work on one document grows with them
MAX_UNPACKED = 400_000_000
MAX_ENTRIES = 10_000
MAX_RATIO = 200  # unpacked over packed; office files stay far below
MAX_CONTROL = 0.01  # share of control characters above which a file is not text

Sort = Literal["pdf", "zip", "ole", "text", "binary"]

_CONTROL = bytes(c for c in range(32) if c not in b"\t\n\r\f\x1b")
_HIGH = bytes(range(128, 256))
_SAVE_TEXT = Words(
    en="Export it as text, PDF, DOCX or HTML and add that.", th="ส่งออกเป็นข้อความ PDF DOCX หรือ HTML แล้วเพิ่มแฟ้มนั้นแทน"
)
FETCH_AGAIN = Words(
    en="Fetch or export the file again and check that it opens.", th="ดาวน์โหลดหรือส่งออกแฟ้มใหม่ แล้วตรวจว่าเปิดอ่านได้"
)

SCANNED = Words(
    en="If it is a scan, run character recognition first and add the result.",
    th="หากเป็นภาพสแกน ให้ใช้โปรแกรมรู้จำอักขระก่อน แล้วเพิ่มผลลัพธ์",
)


def check_size(name: str, size: int, most: int = MAX_BYTES) -> None:
    """Refuse a file by its size alone, before anything is read.

    >>> check_size("thesis.pdf", 3_000_000)
    >>> check_size("film.pdf", 500_000_000)
    Traceback (most recent call last):
    ...
    trachu.core.errors.TooLarge: film.pdf has 500 MB; trachu reads up to 200 MB of this kind.
    Split it, or export only the text.
    """
    if size > most:
        given, limit = size // 1_000_000, most // 1_000_000
        raise TooLarge(
            Words(
                en=f"{name} has {given} MB; trachu reads up to {limit} MB of this kind.",
                th=f"{name} มีขนาด {given} MB แต่ trachu อ่านแฟ้มชนิดนี้ได้ไม่เกิน {limit} MB",
            ),
            Words(en="Split it, or export only the text.", th="แบ่งแฟ้มเป็นหลายส่วน หรือส่งออกเฉพาะข้อความ"),
        )


def check_pages(pages: int) -> None:
    """Refuse a document of more than `MAX_PAGES` pages."""
    if pages > MAX_PAGES:
        raise TooLarge(
            Words(
                en=f"The document has {pages} pages; trachu reads up to {MAX_PAGES}.",
                th=f"เอกสารมี {pages} หน้า แต่ trachu อ่านได้ไม่เกิน {MAX_PAGES} หน้า",
            ),
            Words(en="Split it and add the parts.", th="แบ่งเอกสารเป็นหลายแฟ้มแล้วเพิ่มทีละแฟ้ม"),
        )


def check_characters(characters: int) -> None:
    """Refuse a document of more than `MAX_CHARACTERS` characters.

    >>> check_characters(24_000_000)
    Traceback (most recent call last):
    ...
    trachu.core.errors.TooLarge: The document has 24.0 million characters; trachu reads up to 8 million.
    Split it and add the parts.
    """
    if characters > MAX_CHARACTERS:
        given, most = characters / 1_000_000, MAX_CHARACTERS // 1_000_000
        raise TooLarge(
            Words(
                en=f"The document has {given:.1f} million characters; trachu reads up to {most} million.",
                th=f"เอกสารมี {given:.1f} ล้านอักขระ แต่ trachu อ่านได้ไม่เกิน {most} ล้านอักขระ",
            ),
            Words(en="Split it and add the parts.", th="แบ่งเอกสารเป็นหลายแฟ้มแล้วเพิ่มทีละแฟ้ม"),
        )


def sniff(data: bytes) -> Sort:
    """Tell the kind of some bytes by what they begin with.

    >>> sniff(b"%PDF-1.7"), sniff(b"PK" + bytes([3, 4])), sniff("ตราชู".encode()), sniff(bytes(8))
    ('pdf', 'zip', 'text', 'binary')
    """
    if b"%PDF-" in data[:1024]:
        return "pdf"
    if data.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return "zip"
    if data.startswith(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"):
        return "ole"
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return "text"
    head = data[:65536]
    odd = len(head) - len(head.translate(None, _CONTROL))
    return "binary" if b"\0" in head or odd > MAX_CONTROL * len(head) else "text"


def expect(data: bytes, sort: Sort, called: Words) -> None:
    """Refuse bytes that are empty, too many, or of another kind than the file's name promises."""
    if not data.strip():
        raise InputError(
            Words(en="The file is empty.", th="แฟ้มว่างเปล่า"),
            Words(en="Check that it was copied or downloaded whole.", th="ตรวจว่าคัดลอกหรือดาวน์โหลดแฟ้มมาครบถ้วน"),
        )
    check_size("The file", len(data))
    found = sniff(data)
    if found != sort:
        raise FormatError(
            Words(
                en=f"The file is named as {called.en}, but its content is {_SORTS[found].en}.",
                th=f"แฟ้มมีนามสกุลของ{called.th} แต่เนื้อในเป็น{_SORTS[found].th}",
            ),
            _SAVE_TEXT,
        )


_SORTS: dict[Sort, Words] = {
    "pdf": Words(en="a PDF", th="เอกสาร PDF"),
    "zip": Words(en="a ZIP archive", th="แฟ้มบีบอัด ZIP"),
    "ole": Words(en="an old Office file", th="เอกสาร Office รุ่นเก่า"),
    "text": Words(en="plain text", th="ข้อความล้วน"),
    "binary": Words(en="binary data", th="ข้อมูลไบนารี"),
}


def broken(called: Words, detail: Words, cure: Words = FETCH_AGAIN) -> FormatError:
    """Word the error for a document that cannot be read.

    >>> print(broken(Words(en="PDF", th="เอกสาร PDF"), Words(en="it is cut off", th="แฟ้มขาดท้าย")))
    The PDF cannot be read: it is cut off.
    Fetch or export the file again and check that it opens.
    """
    words = Words(en=f"The {called.en} cannot be read: {detail.en}.", th=f"อ่าน{called.th} ไม่ได้: {detail.th}")
    return FormatError(words, cure)


def no_text(called: Words, cure: Words = SCANNED) -> FormatError:
    """Word the error for a document that holds no text.

    >>> print(no_text(Words(en="PDF", th="เอกสาร PDF")).say("th"))
    เอกสาร PDF ไม่มีข้อความ
    หากเป็นภาพสแกน ให้ใช้โปรแกรมรู้จำอักขระก่อน แล้วเพิ่มผลลัพธ์
    """
    return FormatError(Words(en=f"The {called.en} holds no text.", th=f"{called.th} ไม่มีข้อความ"), cure)


def decode(data: bytes) -> str:
    r"""Decode text: UTF-8, UTF-16 with its mark, or the Thai Windows code page.

    The byte order mark stays in, so that offsets are those of the file read as UTF-8.

    >>> decode("ตราชู\r\n".encode("utf8")) == decode("ตราชู\r\n".encode("cp874")) == "ตราชู\r\n"
    True
    >>> decode("ก".encode("utf-16"))
    '\ufeffก'
    """
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        order = "utf-16-le" if data.startswith(b"\xff") else "utf-16-be"
        return data.decode(order, errors="replace")
    try:
        return data.decode("utf8")
    except UnicodeDecodeError:
        return _decode_without_mark(data)


def _decode_without_mark(data: bytes) -> str:
    lenient = data.decode("utf8", errors="replace")
    high = len(data) - len(data.translate(None, _HIGH))
    if lenient.count("\ufffd") * 20 < high:  # UTF-8 with a few broken bytes, such as a cut-off end
        return lenient
    codepage = "cp874" if high * 5 > len(data.translate(None, b" \r\n\t")) else "cp1252"
    try:
        return data.decode(codepage)
    except UnicodeDecodeError:
        cure = Words(en="Save it as UTF-8 and add that.", th="บันทึกเป็น UTF-8 แล้วเพิ่มแฟ้มนั้นแทน")
        detail = Words(en="its character encoding is not known", th="ไม่ทราบรหัสอักขระของแฟ้ม")
        raise broken(Words(en="text", th="ข้อความ"), detail, cure) from None


_UNSAFE_NAME = re.compile(r"(^/)|(^|[/\\])\.\.([/\\]|$)|^[A-Za-z]:")


def open_zip(data: bytes, called: Words) -> zipfile.ZipFile:
    """Open an archive in memory after checking names, number, sizes and ratio of its entries."""
    try:
        archive = zipfile.ZipFile(BytesIO(data))
    except (zipfile.BadZipFile, NotImplementedError, ValueError, OSError):
        raise broken(called, Words(en="it is damaged or cut off", th="แฟ้มเสียหายหรือขาดท้าย")) from None
    entries = archive.infolist()
    unpacked, packed = sum(e.file_size for e in entries), sum(e.compress_size for e in entries)
    if len(entries) > MAX_ENTRIES or unpacked > MAX_UNPACKED or unpacked > MAX_RATIO * max(packed, 4096):
        raise TooLarge(
            Words(
                en=f"The {called.en} unpacks to {unpacked // 1_000_000} MB in {len(entries)} parts; it may be a trap.",
                th=f"{called.th} คลายออกได้ {unpacked // 1_000_000} MB จำนวน {len(entries)} ส่วน ซึ่งอาจเป็นแฟ้มกับดัก",
            ),
            _SAVE_TEXT,
        )
    for entry in entries:
        if _UNSAFE_NAME.search(entry.filename) or entry.flag_bits & 1:
            detail = Words(en=f"its part {entry.filename!r} is not safe to open", th=f"ส่วน {entry.filename!r} ไม่ปลอดภัย")
            raise broken(called, detail)
    return archive


def unzip(archive: zipfile.ZipFile, name: str, called: Words) -> bytes | None:
    """Return one entry of an archive, at most as many bytes as it declares; None if it is not there."""
    try:
        entry = archive.getinfo(name)
    except KeyError:
        return None
    try:
        with archive.open(entry) as handle:
            return handle.read(entry.file_size)
    except (zipfile.BadZipFile, zlib.error, NotImplementedError, ValueError, EOFError, OSError, RuntimeError):
        raise broken(called, Words(en=f"its part {name} is damaged", th=f"ส่วน {name} เสียหาย")) from None
