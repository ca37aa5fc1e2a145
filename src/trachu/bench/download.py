"""Fetch a published file from its official address: the one place of the bench that uses the network.

Only https is spoken (plain http to this very machine alone), redirects are few and checked like the first address, and
a file is read to its announced end or not at all. Nothing is written here.
"""

from __future__ import annotations

import http.client
import re
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import sha256
from typing import IO
from urllib.parse import unquote, urlsplit

from trachu.bench.run import Tell, quiet
from trachu.core.errors import FormatError, NoAccess, TooLarge, UsageError
from trachu.core.words import Words
from trachu.sources.guard import MAX_DATA_BYTES

PATIENCE = 60.0  # seconds without a single byte
LONGEST = 1800.0  # seconds in all
REDIRECTS = 5
PIECE = 1 << 18
HERE = ("localhost", "127.0.0.1", "::1")
ASKS_AS = "trachu (research data workbench)"
PAGE = re.compile(rb"\s*(<!doctype html|<html)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Fetched:
    """A file as it came: the address that was asked, the name to keep it under, and its bytes."""

    url: str
    name: str
    raw: bytes

    @property
    def hash(self) -> str:
        """The SHA-256 of the bytes."""
        return sha256(self.raw).hexdigest()


class _Few(urllib.request.HTTPRedirectHandler):
    """Follow few redirects, and only to addresses that might have been asked in the first place."""

    max_redirections = REDIRECTS

    def redirect_request(
        self,
        req: urllib.request.Request,
        fp: IO[bytes],
        code: int,
        msg: str,
        headers: http.client.HTTPMessage,
        newurl: str,
    ) -> urllib.request.Request | None:
        """Return the next request."""
        _safe(newurl, here=_here(req.full_url))
        return super().redirect_request(req, fp, code, msg, headers, newurl)


def fetch(
    url: str, *, most: int = MAX_DATA_BYTES, patience: float = PATIENCE, longest: float = LONGEST, tell: Tell = quiet
) -> Fetched:
    """Fetch one file whole; anything else is an error of two lines.

    `most` bytes are read at most, `patience` is the longest silence in seconds and `longest` the whole time.
    """
    _safe(url, here=True)
    asked = urllib.request.Request(url, headers={"User-Agent": ASKS_AS, "Accept": "*/*"})
    try:
        with urllib.request.build_opener(_Few()).open(asked, timeout=patience) as answer:
            name = _name(url, answer)
            raw = b"".join(_pieces(answer, name, most, longest, tell))
            _whole(answer, raw)
    except urllib.error.HTTPError as error:
        with error:
            raise _failed(
                url, Words(en=f"the server answers {error.code}", th=f"เครื่องแม่ข่ายตอบรหัส {error.code}")
            ) from None
    except TimeoutError:
        raise _failed(url, Words(en="the server is silent", th="เครื่องแม่ข่ายไม่ตอบ")) from None
    except urllib.error.URLError as error:
        if isinstance(error.reason, TimeoutError):
            raise _failed(url, Words(en="the server is silent", th="เครื่องแม่ข่ายไม่ตอบ")) from None
        raise _failed(url, Words(en=f"no connection ({error.reason})", th=f"เชื่อมต่อไม่ได้ ({error.reason})")) from None
    except (OSError, http.client.HTTPException) as error:
        cut = f"{type(error).__name__}"
        raise _failed(url, Words(en=f"the connection broke ({cut})", th=f"การเชื่อมต่อขาดหาย ({cut})")) from None
    finally:
        tell("", 1, 1)
    _not_a_page(url, raw)
    return Fetched(url, name, raw)


def _safe(url: str, *, here: bool) -> None:
    """Refuse whatever is not https; http is for this machine alone, and not from elsewhere."""
    parts = urlsplit(url)
    if parts.scheme == "https" or (here and parts.scheme == "http" and parts.hostname in HERE):
        return
    raise UsageError(
        Words(en=f"{url} is not an https address.", th=f"{url} ไม่ใช่ที่อยู่แบบ https"),
        Words(en="Download the file in a browser and add it.", th="โปรดดาวน์โหลดแฟ้มด้วยเบราว์เซอร์แล้วเพิ่มเข้ามา"),
    )


def _here(url: str) -> bool:
    return urlsplit(url).hostname in HERE


def _pieces(answer: http.client.HTTPResponse, name: str, most: int, longest: float, tell: Tell) -> Iterator[bytes]:
    """Yield the body piece by piece; refuse what is announced or turns out to be too large, or takes too long."""
    announced = _announced(answer) or 0
    if announced > most:
        raise _too_large(name, announced, most)
    began, size = time.monotonic(), 0
    while piece := answer.read1(PIECE):
        size += len(piece)
        if size > most:
            raise _too_large(name, size, most)
        if time.monotonic() - began > longest:
            raise TimeoutError
        tell(f"{name} {size // 1_000_000} MB", size, max(announced, size + 1))
        yield piece


def _whole(answer: http.client.HTTPResponse, raw: bytes) -> None:
    announced = _announced(answer)
    if announced is not None and len(raw) != announced:
        raise http.client.IncompleteRead(raw, announced - len(raw))


def _announced(answer: http.client.HTTPResponse) -> int | None:
    size = answer.headers.get("Content-Length", "")
    return int(size) if size.isdecimal() else None


def _name(url: str, answer: http.client.HTTPResponse) -> str:
    """Return the name that the server gives the file, else the last part of the address; never a path."""
    given = answer.headers.get_filename() or unquote(urlsplit(url).path)
    last = re.split(r"[/\\]", given)[-1].strip().lstrip(".")
    return re.sub(r"[^\w .()+-]", "_", last)[:120] or "download"


def _not_a_page(url: str, raw: bytes) -> None:
    if PAGE.match(raw[:1024]) or not raw:
        came = Words(en="a web page", th="หน้าเว็บ") if raw else Words(en="nothing", th="ข้อมูลว่างเปล่า")
        raise FormatError(
            Words(en=f"{url} answers with {came.en}, not with the file.", th=f"{url} ตอบเป็น{came.th} ไม่ใช่แฟ้มข้อมูล"),
            Words(
                en="The address may have changed: open it in a browser.",
                th="ที่อยู่อาจเปลี่ยนไปแล้ว โปรดเปิดด้วยเบราว์เซอร์",
            ),
        )


def _too_large(name: str, size: int, most: int) -> TooLarge:
    given, limit = size // 1_000_000, most // 1_000_000
    return TooLarge(
        Words(
            en=f"{name} has {given} MB or more; trachu fetches up to {limit} MB.",
            th=f"{name} มีขนาดตั้งแต่ {given} MB ขึ้นไป แต่ trachu ดาวน์โหลดได้ไม่เกิน {limit} MB",
        ),
        Words(en="Nothing was kept.", th="ไม่ได้เก็บข้อมูลใดไว้"),
    )


def _failed(url: str, why: Words) -> NoAccess:
    return NoAccess(
        Words(en=f"{url} cannot be fetched: {why.en}.", th=f"ดาวน์โหลด {url} ไม่ได้: {why.th}"),
        Words(
            en="Try again, or download it in a browser and add the file: trachu data add NAME FILE",
            th="ลองอีกครั้ง หรือดาวน์โหลดด้วยเบราว์เซอร์แล้วเพิ่มแฟ้ม: trachu data add ชื่อ แฟ้ม",
        ),
    )
