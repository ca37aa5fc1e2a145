"""Fetching from a server on this machine that answers well, badly, slowly, too much, or with something else."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from functools import partial
from hashlib import sha256
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from trachu.bench.download import Fetched, fetch
from trachu.core.errors import FormatError, NoAccess, TooLarge, TrachuError, UsageError

BODY = b"stateabb,ccode\nTHI,800\n"


class Answers(BaseHTTPRequestHandler):
    """What the server answers to each address."""

    let_go = threading.Event()

    def do_GET(self) -> None:
        getattr(self, self.path.strip("/").split("/")[0].split("?")[0], self.nothing)()

    def send(self, code: int, body: bytes, **headers: str) -> None:
        self.send_response(code)
        given = {name.replace("_", "-"): value for name, value in headers.items()}
        for name, value in {"Content-Length": str(len(body)), **given}.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)

    def good(self) -> None:
        self.send(200, BODY)

    def named(self) -> None:
        self.send(200, BODY, Content_Disposition='attachment; filename="../../NMC 70.csv"')

    def nothing(self) -> None:
        self.send(404, b"")

    def page(self) -> None:
        self.send(200, b"<!DOCTYPE html><html><body>Sign in</body></html>")

    def empty(self) -> None:
        self.send(200, b"")

    def large(self) -> None:
        self.send(200, b"", Content_Length=str(10**12))

    def endless(self) -> None:
        self.send_response(200)
        self.end_headers()
        try:
            while not self.let_go.is_set():
                self.wfile.write(b"x" * 65_536)
        except OSError:
            return

    def short(self) -> None:
        self.send(200, BODY[:5], Content_Length=str(len(BODY)))

    def silent(self) -> None:
        self.let_go.wait(60)

    def moved(self) -> None:
        self.send(302, b"", Location="/good/file.csv")

    def elsewhere(self) -> None:
        self.send(302, b"", Location="http://example.org/file.csv")

    def round(self) -> None:
        self.send(302, b"", Location=f"/round/?{int(self.path.partition('?')[2] or 0) + 1}")

    def log_message(self, format: str, *args: object) -> None:
        return


@pytest.fixture(scope="module")
def server() -> Iterator[str]:
    with pytest.MonkeyPatch.context() as patch:
        for name in ("http_proxy", "HTTP_PROXY", "all_proxy", "ALL_PROXY"):
            patch.delenv(name, raising=False)
        made = ThreadingHTTPServer(("127.0.0.1", 0), Answers)
        made.daemon_threads = True
        thread = threading.Thread(target=partial(made.serve_forever, 0.02))
        thread.start()
        yield f"http://127.0.0.1:{made.server_port}"
        Answers.let_go.set()
        made.shutdown()
        thread.join()
        made.server_close()


def test_a_file_comes_whole_with_name_and_checksum(server: str) -> None:
    found = fetch(f"{server}/good/NMC-70.csv")

    assert Fetched(f"{server}/good/NMC-70.csv", "NMC-70.csv", BODY) == found
    assert sha256(BODY).hexdigest() == found.hash


def test_the_name_that_a_server_gives_is_never_a_path(server: str) -> None:
    assert "NMC 70.csv" == fetch(f"{server}/named/x").name


def test_redirects_are_followed(server: str) -> None:
    assert BODY == fetch(f"{server}/moved/x.csv").raw


@pytest.mark.parametrize(
    ("path", "error", "says"),
    [
        ("absent", NoAccess, "404"),
        ("page", FormatError, "web page"),
        ("empty", FormatError, "nothing"),
        ("large", TooLarge, "1000000 MB"),
        ("endless", TooLarge, "up to 1 MB"),
        ("short", NoAccess, "broke"),
        ("elsewhere/x", UsageError, "https"),
        ("round/", NoAccess, "302"),
    ],
)
def test_what_is_not_the_file_is_refused(server: str, path: str, error: type[TrachuError], says: str) -> None:
    with pytest.raises(error, match=says):
        fetch(f"{server}/{path}", most=1_000_000)


def test_a_silent_server_is_given_up(server: str) -> None:
    with pytest.raises(NoAccess, match="silent"):
        fetch(f"{server}/silent", patience=0.05)


def test_an_endless_answer_is_given_up_in_time(server: str) -> None:
    with pytest.raises(NoAccess, match="silent"):
        fetch(f"{server}/endless", longest=0.0)


@pytest.mark.parametrize("url", ["http://example.org/a.csv", "file:///etc/hostname", "ftp://example.org/a", "a.csv"])
def test_only_https_is_spoken(url: str) -> None:
    with pytest.raises(UsageError, match="https"):
        fetch(url)


def test_nobody_at_the_address(server: str) -> None:
    free = ThreadingHTTPServer(("127.0.0.1", 0), Answers)
    free.server_close()

    with pytest.raises(NoAccess, match="no connection"):
        fetch(f"http://127.0.0.1:{free.server_port}/x")
