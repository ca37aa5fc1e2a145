"""Take a picture of every page of the workbench, in both languages, wide and narrow: `make screenshots`.

Needs Chromium and the packages of the group dev. The bench is the bundled sample, made anew in a folder of its own.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

from trachu import Bench
from trachu.bench import samples

PAGES = {
    "desk": "/", "sources": "/sources", "reader": "/sample", "evidence": "/evidence",
    "evidence-disputed": "/evidence?tab=disputed", "dyad": "/dyads/RUS-PRK", "dyads": "/dyads", "briefs": "/briefs",
    "brief": "/briefs/dyad", "data": "/data", "jobs": "/jobs", "world": "/world", "system": "/system",
    "actor": "/actors/THA", "fora": "/fora", "hypotheses": "/hypotheses", "coding": "/coding",
    "scenarios": "/scenarios",
}  # fmt: skip
WIDTHS = (1440, 360)
HEIGHT = 900
TALLEST = 4000  # pixels of a picture; what lies below is left out
BUSY = ".job progress, .picture > p"
PATIENCE = 600_000


def main(target: Path) -> None:
    """Write the pictures to a folder."""
    from playwright.sync_api import sync_playwright

    chromium = shutil.which("chromium") or shutil.which("chromium-browser")
    if chromium is None:
        raise SystemExit("Chromium is not installed: apt install chromium")
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as play:
        bench = Bench(Path(folder) / "sample")
        samples.add_to(bench)
        bench.run()
        command = [sys.executable, "-c", "from trachu.app.cli import main; main()", "serve", "-b", str(bench.folder)]
        server = subprocess.Popen(command, stdout=subprocess.PIPE, text=True, encoding="utf8")
        try:
            assert server.stdout is not None
            address = [server.stdout.readline() for _ in range(2)][1].strip()
            browser = play.chromium.launch(executable_path=chromium)
            for width in WIDTHS:
                page = browser.new_context(viewport={"width": width, "height": HEIGHT}).new_page()
                page.set_default_timeout(PATIENCE)
                page.goto(address)
                for lang in ("th", "en"):
                    for name, path in PAGES.items():
                        take(page, address, path, lang, target / f"{name}-{lang}-{width}.png")
            browser.close()
        finally:
            server.terminate()
            server.wait()


def take(page: Any, address: str, path: str, lang: str, picture: Path) -> None:
    """Take one picture, once the page is done."""
    page.context.clear_cookies(name="trachu_lang")
    page.goto(address.partition("/?")[0] + path + ("&" if "?" in path else "?") + f"lang={lang}")
    quiet = 0
    while quiet < 3:  # a page that is done may send the reader on to one that is not
        page.wait_for_load_state("networkidle")
        page.wait_for_timeout(150)
        quiet = 0 if page.locator(BUSY).count() else quiet + 1
    width, height = (page.locator("html").evaluate(f"one => one.scroll{side}") for side in ("Width", "Height"))
    picture.parent.mkdir(parents=True, exist_ok=True)
    clip = {"x": 0, "y": 0, "width": width, "height": min(height, TALLEST)}
    page.screenshot(path=picture, full_page=True, clip=clip)


if __name__ == "__main__":
    main(Path(sys.argv[1] if len(sys.argv) > 1 else "docs/images"))
