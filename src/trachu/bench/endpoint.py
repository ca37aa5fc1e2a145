"""Ask an OpenAI-compatible chat endpoint: one question, one answer, bounded in time and size."""

from __future__ import annotations

import json
import time
import urllib.error
import urllib.request
from dataclasses import dataclass, field
from http.client import HTTPException
from typing import Any
from urllib.parse import urlsplit

from trachu.core.errors import NoAccess, UsageError
from trachu.core.words import Words

LARGEST = 1_000_000  # bytes of an answer that are read
TRIES = 3  # times that a question is put, where the service is busy or silent
PAUSE = 1.0  # seconds before the second try, doubled for each further one
BUSY = (408, 409, 429, 500, 502, 503, 504)
LOOPBACK = ("localhost", "127.0.0.1", "::1")


class _NoRedirect(urllib.request.HTTPRedirectHandler):
    """Follow nobody elsewhere: the document and the key go to the address that was named."""

    def redirect_request(self, *_: Any) -> None:
        """Refuse."""


@dataclass(frozen=True, slots=True)
class Endpoint:
    """A chat endpoint: its base address (`…/v1`), the model, and the key, which is never written down."""

    url: str
    model: str
    key: str | None = field(default=None, repr=False)
    timeout: float = 60.0
    pause: float = PAUSE

    def __post_init__(self) -> None:
        parts = urlsplit(self.url)
        if parts.scheme == "https" or (parts.scheme == "http" and parts.hostname in LOOPBACK):
            return
        raise UsageError(
            Words(en=f"{self.url!r} is no safe address.", th=f"{self.url!r} ไม่ใช่ที่อยู่ที่ปลอดภัย"),
            Words(
                en="Use https://…, or http:// on this machine alone.",
                th="โปรดใช้ https://… หรือใช้ http:// เฉพาะในเครื่องนี้เท่านั้น",
            ),
        )

    def ask(self, question: str) -> str:
        """Return the content of the model's message; ``question`` is the messages as JSON."""
        asked = {"model": self.model, "messages": json.loads(question), "temperature": 0}
        for tried in range(TRIES):
            try:
                return _content(self._post(json.dumps(asked).encode()))
            except urllib.error.HTTPError as error:
                if error.code not in BUSY or tried == TRIES - 1:
                    raise _refused(self.url, f"HTTP {error.code}") from None
            except (OSError, HTTPException) as error:
                if tried == TRIES - 1:
                    raise _refused(self.url, type(error).__name__) from None
            time.sleep(self.pause * 2**tried)
        raise AssertionError("a last try returns or raises")

    def _post(self, body: bytes) -> bytes:
        headers = {"Content-Type": "application/json", "Accept": "application/json"}
        if self.key:
            headers["Authorization"] = f"Bearer {self.key}"
        request = urllib.request.Request(f"{self.url.rstrip('/')}/chat/completions", body, headers)
        opener = urllib.request.build_opener(urllib.request.ProxyHandler({}), _NoRedirect)
        until = time.monotonic() + self.timeout
        read = b""
        with opener.open(request, timeout=self.timeout) as reply:
            while len(read) <= LARGEST and (more := reply.read1(65_536)):
                read += more
                if time.monotonic() > until:
                    raise TimeoutError
        return read[:LARGEST]


def _content(body: bytes) -> str:
    """Return the message in a reply; a reply that is none is an empty message, which the coder counts as bad."""
    try:
        content = json.loads(body)["choices"][0]["message"]["content"]
    except (ValueError, KeyError, IndexError, TypeError, RecursionError):
        return ""
    return content if isinstance(content, str) else ""


def _refused(url: str, reason: str) -> NoAccess:
    return NoAccess(
        Words(en=f"{url} does not answer ({reason}).", th=f"{url} ไม่ตอบ ({reason})"),
        Words(
            en="Check the address, the key and the model; what was answered before is kept.",
            th="โปรดตรวจที่อยู่ กุญแจ และชื่อแบบจำลอง คำตอบที่ได้รับแล้วยังเก็บไว้",
        ),
    )
