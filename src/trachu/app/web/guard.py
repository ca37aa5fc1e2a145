"""Who may ask, and what a page may do: the token, the host, the origin, the size, and the headers of every answer.

The server listens on this computer alone. The printed address carries a random token; the first visit turns it into a
cookie that no script can read and that no other site can send. Requests under another host name (DNS rebinding), from
another origin, or without the cookie are refused. A page may load scripts, styles, fonts and pictures from this server
only, nothing inline, nothing evaluated, and nobody may frame it.
"""

from __future__ import annotations

import hmac
from collections.abc import Iterable
from hashlib import sha256
from http.cookies import CookieError, SimpleCookie
from urllib.parse import parse_qsl, quote, urlencode

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import HTMLResponse, RedirectResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from trachu.core.words import Lang, Words

HOSTS = ("127.0.0.1", "localhost", "[::1]")
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; "
    "connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
HEADERS = {
    "content-security-policy": POLICY,
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
    "referrer-policy": "same-origin",  # with no-referrer browsers hide the origin of our own forms, too
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "permissions-policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
}
SAFE = ("GET", "HEAD", "OPTIONS")
MOST = 2_000_000_000  # bytes of one request: several large files dropped together
LANGS: tuple[Lang, ...] = ("th", "en")
OPEN = ("/static/", "/fonts/")  # the same for everybody: needed by the page that asks for the token

NO_TOKEN = Words(
    en="This page needs the address that trachu serve printed.", th="หน้านี้ต้องเปิดด้วยที่อยู่ที่คำสั่ง trachu serve แสดงไว้"
)
NO_TOKEN_CURE = Words(
    en="Copy the whole address from the terminal, with ?token=… at its end, into this browser.",
    th="โปรดคัดลอกที่อยู่ทั้งหมดจากหน้าจอเทอร์มินัล รวมส่วนท้าย ?token=… มาวางในเบราว์เซอร์นี้",
)
NO_HOST = Words(en="This server answers to its own address only.", th="เซิร์ฟเวอร์นี้ตอบเฉพาะที่อยู่ของตนเองเท่านั้น")
NO_HOST_CURE = Words(en="Open it as http://127.0.0.1 with its port.", th="โปรดเปิดด้วย http://127.0.0.1 พร้อมหมายเลขพอร์ต")
NO_ORIGIN = Words(
    en="Another site tried to act in your name; nothing was changed.",
    th="มีเว็บไซต์อื่นพยายามสั่งงานในนามของท่าน ระบบไม่ได้เปลี่ยนแปลงสิ่งใด",
)
NO_ORIGIN_CURE = Words(en="Act on the pages of trachu itself.", th="โปรดสั่งงานจากหน้าของ trachu โดยตรง")
TOO_MUCH = Words(en="That is too much for one request.", th="ส่งข้อมูลมากเกินไปในคราวเดียว")
TOO_MUCH_CURE = Words(en="Hand over fewer or smaller files at a time.", th="โปรดส่งแฟ้มให้น้อยลงหรือเล็กลงในแต่ละครั้ง")

_PLAIN = """<!doctype html>
<html lang=th><meta charset=utf-8><meta name=viewport content="width=device-width, initial-scale=1">
<title>trachu</title><link rel=stylesheet href=/static/trachu.css><main class=plain><h1>trachu</h1>{}</main>"""


class Guard:
    """Stands before the application: refuses what may not come in, and sets the headers of all that goes out."""

    def __init__(self, app: ASGIApp, token: str) -> None:
        self.app, self.token = app, token
        self.cookie = f"trachu_{_digest(token, 'name')[:8]}"  # one for each server: cookies do not know ports

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer or pass on one request."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        refused = self.refusal(scope)
        scope.setdefault("state", {})["csrf"] = csrf_of(self.token)
        await (refused or self.app)(scope, receive, _with_headers(send))

    def refusal(self, scope: Scope) -> Response | None:
        """Return the answer to a request that may not come in; None for one that may."""
        headers, method = Headers(scope=scope), scope["method"]
        if host_name(headers.get("host", "")) not in HOSTS:
            return told(421, NO_HOST, NO_HOST_CURE)
        if method not in SAFE and _foreign(headers):
            return told(403, NO_ORIGIN, NO_ORIGIN_CURE)
        if method not in SAFE and not _bounded(headers):
            return told(413, TOO_MUCH, TOO_MUCH_CURE)
        if scope["path"].startswith(OPEN):
            return None
        if method == "GET" and (given := _token_given(scope)) is not None:
            return self._enter(scope, given)
        if not self._known(headers.getlist("cookie")):
            return told(401, NO_TOKEN, NO_TOKEN_CURE)
        return None

    def _enter(self, scope: Scope, given: str) -> Response:
        """Turn the token of the address into a cookie, and take it out of the address."""
        if not hmac.compare_digest(given.encode(), self.token.encode()):
            return told(401, NO_TOKEN, NO_TOKEN_CURE)
        rest = [(k, v) for k, v in parse_qsl(scope["query_string"].decode(), keep_blank_values=True) if k != "token"]
        path = quote("/" + scope["path"].lstrip("/\\"))
        answer = RedirectResponse(path + (f"?{urlencode(rest)}" if rest else ""), 303)
        answer.set_cookie(self.cookie, _digest(self.token, "cookie"), httponly=True, samesite="strict", path="/")
        return answer

    def _known(self, cookies: Iterable[str]) -> bool:
        for line in cookies:
            try:
                found = SimpleCookie(line).get(self.cookie)
            except CookieError:
                continue
            if found is not None and hmac.compare_digest(found.value, _digest(self.token, "cookie")):
                return True
        return False


def csrf_of(token: str) -> str:
    """Return what a form must carry; it is not the token, and does not lead to it."""
    return _digest(token, "csrf")


def host_name(host: str) -> str:
    """Return the name without the port.

    >>> host_name("127.0.0.1:8000"), host_name("[::1]:80"), host_name("evil.example")
    ('127.0.0.1', '[::1]', 'evil.example')
    """
    name, colon, port = host.rpartition(":")
    return (name if colon and port.isdigit() else host).lower()


def told(code: int, words: Words, cure: Words) -> HTMLResponse:
    """Return a plain page in both languages: what is wrong, and what to do."""
    said = [f"<p lang={k}><strong>{words.say(k)}</strong><br>{cure.say(k)}</p>" for k in LANGS]
    return HTMLResponse(_PLAIN.format("".join(said)), code, {"cache-control": "no-store"})


def _token_given(scope: Scope) -> str | None:
    return dict(parse_qsl(scope["query_string"].decode("latin-1"))).get("token")


def _foreign(headers: Headers) -> bool:
    """Tell whether a request that writes comes from elsewhere; browsers say where it comes from."""
    origin, site = headers.get("origin"), headers.get("sec-fetch-site")
    if origin is not None:
        return origin != f"http://{headers.get('host', '')}"
    return site is not None and site not in ("same-origin", "none")


def _bounded(headers: Headers) -> bool:
    """Tell whether the request says how long it is, and is short enough."""
    length = headers.get("content-length", "")
    return length.isdigit() and int(length) <= MOST


def _digest(token: str, what: str) -> str:
    return hmac.new(token.encode(), what.encode(), sha256).hexdigest()


def _with_headers(send: Send) -> Send:
    async def sending(message: Message) -> None:
        """Send a message; the start of an answer with our headers."""
        if message["type"] == "http.response.start":
            headers = MutableHeaders(scope=message)
            for name, value in HEADERS.items():
                headers[name] = value
            headers.setdefault("cache-control", "no-store")
        await send(message)

    return sending
