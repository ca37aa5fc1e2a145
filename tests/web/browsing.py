"""The application as a browser would meet it: let in once, forms sent with what they hold."""

from __future__ import annotations

import re
import warnings
from typing import Any

from trachu.app.web.factory import create
from trachu.app.web.keeper import Keeper

with warnings.catch_warnings():
    warnings.simplefilter("ignore")  # the client prefers another library, which is not ours to choose
    from starlette.testclient import TestClient

TOKEN = "token-of-the-tests"


class Browser:
    """A client that was let in; `post` sends the word that our own forms hold."""

    def __init__(self, keeper: Keeper, lang: str = "en") -> None:
        self.keeper = keeper
        self.app = create(keeper, token=TOKEN, lang="th" if lang == "th" else "en", coder="reader")
        self.client = TestClient(self.app, base_url="http://127.0.0.1", raise_server_exceptions=True)
        self.client.get(f"/?token={TOKEN}")

    def get(self, path: str, **more: Any) -> Any:
        return self.client.get(path, **more)

    @property
    def csrf(self) -> str:
        found = re.search(r'name="csrf" value="(\w+)"', self.get("/name").text)

        assert found is not None
        return found[1]

    def post(self, path: str, data: dict[str, Any] | None = None, **more: Any) -> Any:
        return self.client.post(path, data={"csrf": self.csrf, **(data or {})}, **more)


def told(html: str) -> str:
    """Return the words of a page's content, on one line."""
    main = html[html.index("<main") : html.index("</main>")] if "<main" in html else html
    return " ".join(re.sub(r"<[^>]+>", " ", main).split())
