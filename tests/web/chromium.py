"""A real browser over a real server: `trachu serve` in a process of its own, and Debian's Chromium."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
needs_chromium = pytest.mark.skipif(CHROMIUM is None, reason="Chromium is not installed (apt install chromium)")
PATIENCE = 120_000  # milliseconds; time never decides a test
BUSY = ".job progress, .picture > p"  # what a page shows while it is not done


@contextmanager
def served(folder: Path, lang: str) -> Iterator[str]:
    """Serve a bench; give the address with its token."""
    command = [
        sys.executable,
        "-c",
        "from trachu.app.cli import main; main()",
        "serve",
        "-b",
        str(folder),
        "--lang",
        lang,
    ]
    env = {**os.environ, "PYTHONUTF8": "1", "TRACHU_CODER": "reader"}
    server = subprocess.Popen(command, stdout=subprocess.PIPE, text=True, encoding="utf8", env=env)
    try:
        assert server.stdout is not None
        lines = [server.stdout.readline() for _ in range(2)]
        yield lines[1].strip()
    finally:
        server.terminate()
        server.wait()
        if server.stdout is not None:
            server.stdout.close()


@contextmanager
def opened(address: str, width: int = 1440, **how: Any) -> Iterator[Any]:
    """Open a page of a browser; what a page complains of fails the test."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as play:
        browser = play.chromium.launch(executable_path=CHROMIUM)
        page = browser.new_context(viewport={"width": width, "height": 900}, **how).new_page()
        page.set_default_timeout(PATIENCE)
        complaints: list[str] = []
        page.on("console", lambda said: complaints.append(said.text) if said.type in ("error", "warning") else None)
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.goto(address)
        try:
            yield page
        finally:
            browser.close()

        assert [] == complaints


def settle(page: Any) -> None:
    """Wait until a page is done."""
    quiet = 0
    while quiet < 3:  # a page that is done may send the reader on to one that is not
        page.wait_for_load_state("networkidle")
        page.wait_for_timeout(150)
        quiet = 0 if page.locator(BUSY).count() else quiet + 1
