from __future__ import annotations

import asyncio
from typing import Any

import pytest
from fastapi.routing import APIRoute
from web.browsing import TOKEN, Browser

from trachu.app.web.guard import HEADERS, MOST, host_name


def test_without_the_token_a_page_in_two_languages(browser: Browser) -> None:
    stranger = type(browser.client)(browser.app, base_url="http://127.0.0.1")
    answer = stranger.get("/sources")

    assert 401 == answer.status_code
    assert "trachu serve" in answer.text
    assert {"lang=th", "lang=en"} <= set(answer.text.replace(">", " ").split())


def test_a_wrong_token_is_refused(browser: Browser) -> None:
    stranger = type(browser.client)(browser.app, base_url="http://127.0.0.1")

    assert 401 == stranger.get("/?token=guess").status_code
    assert not stranger.cookies


def test_the_token_becomes_a_cookie_and_leaves_the_address(browser: Browser) -> None:
    fresh = type(browser.client)(browser.app, base_url="http://127.0.0.1", follow_redirects=False)
    answer = fresh.get(f"/sources?token={TOKEN}&kind=document")

    assert (303, "/sources?kind=document") == (answer.status_code, answer.headers["location"])
    assert {"HttpOnly", "SameSite=strict"} <= {part.strip() for part in answer.headers["set-cookie"].split(";")}
    assert TOKEN not in answer.headers["set-cookie"]


def test_another_path_cannot_be_smuggled_into_the_redirect(browser: Browser) -> None:
    fresh = type(browser.client)(browser.app, base_url="http://127.0.0.1", follow_redirects=False)
    answer = fresh.get(f"http://127.0.0.1//evil.example/?token={TOKEN}")

    assert "/evil.example/" == answer.headers["location"]


@pytest.mark.parametrize("host", ["evil.example", "127.0.0.1.evil.example", "10.0.0.1:8000", ""])
def test_another_host_name_is_refused(browser: Browser, host: str) -> None:
    assert 421 == browser.get("/", headers={"host": host}).status_code


@pytest.mark.parametrize("host", ["127.0.0.1:8000", "localhost:1", "LOCALHOST", "[::1]:9"])
def test_own_host_names_are_known(host: str) -> None:
    assert host_name(host) in ("127.0.0.1", "localhost", "[::1]")


@pytest.mark.parametrize(
    "headers",
    [
        {"origin": "https://evil.example"},
        {"origin": "null"},
        {"origin": "http://127.0.0.1:9"},
        {"sec-fetch-site": "cross-site"},
        {"sec-fetch-site": "same-site"},
    ],
)
def test_what_writes_from_elsewhere_is_refused(browser: Browser, headers: dict[str, str]) -> None:
    answer = browser.post("/name", {"name": "Mallory"}, headers=headers)

    assert 403 == answer.status_code
    assert "trachu_name" not in browser.client.cookies


def test_a_form_without_its_word_is_refused(browser: Browser) -> None:
    for given in ({}, {"csrf": "guess"}):
        assert 403 == browser.client.post("/name", data={"name": "Mallory", **given}).status_code


def test_every_way_of_writing_asks_for_the_word(browser: Browser) -> None:
    app: Any = browser.app.app
    routes = [r for r in app.routes if isinstance(r, APIRoute)] or list(_api_routes(app))
    writing = [r for r in routes if r.methods - {"GET", "HEAD"}]

    assert writing
    for route in writing:
        path = route.path.replace("{job}", "x").replace("{source}", "x")

        assert 403 == browser.client.post(path).status_code, path


def _api_routes(app: Any) -> Any:
    waiting = list(app.routes)
    while waiting:
        one = waiting.pop()
        if isinstance(one, APIRoute):
            yield one
        inner = getattr(one, "routes", None) or getattr(getattr(one, "original_router", None), "routes", [])
        waiting.extend(inner)


@pytest.mark.parametrize("path", ["/", "/nowhere", "/static/trachu.css", "/fonts/sarabun-thai-400-normal.woff2"])
def test_every_answer_carries_the_headers(browser: Browser, path: str) -> None:
    answer = browser.get(path)

    assert HEADERS == {name: answer.headers[name] for name in HEADERS}
    assert "unsafe" not in answer.headers["content-security-policy"]


def test_a_body_that_is_too_long_or_does_not_say_is_refused(browser: Browser) -> None:
    long = browser.client.post("/sources", headers={"content-length": str(MOST + 1)})
    unsaid = browser.client.post("/sources", content=iter([b"x"]))

    assert (413, 413) == (long.status_code, unsaid.status_code)


def test_a_fault_is_told_without_a_traceback(browser: Browser, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object) -> None:
        raise RuntimeError("secret detail")

    monkeypatch.setattr("trachu.bench.desk.news", broken)
    calm = type(browser.client)(browser.app, base_url="http://127.0.0.1", raise_server_exceptions=False)
    calm.get(f"/sources?token={TOKEN}")
    answer = calm.get("/")

    assert 500 == answer.status_code
    assert "secret detail" not in answer.text
    assert HEADERS == {name: answer.headers[name] for name in HEADERS}


def test_what_is_no_request_is_passed_on(browser: Browser) -> None:
    seen = []

    async def app(scope: Any, receive: Any, send: Any) -> None:
        seen.append(scope["type"])

    guard = type(browser.app)(app, "t")
    passed: Any = None
    asyncio.run(guard({"type": "lifespan"}, passed, passed))

    assert ["lifespan"] == seen
