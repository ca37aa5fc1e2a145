"""Take a picture of every page of the workbench, in both languages, wide and narrow: `make screenshots`.

Needs Chromium and the packages of the group dev. The bench is the bundled sample, made anew in a folder of its own.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

from PIL import Image

from trachu import Bench
from trachu.bench import desk, samples, written
from trachu.core.words import Lang

PAGES = {
    "desk": "/", "sources": "/sources", "reader": "/sample", "evidence": "/evidence",
    "evidence-disputed": "/evidence?tab=disputed", "evidence-mine": "/evidence?tab=mine",
    "dyad": "/dyads/RUS-PRK", "dyads": "/dyads", "briefs": "/briefs",
    "brief": "/briefs/dyad", "data": "/data", "jobs": "/jobs", "world": "/world", "system": "/system",
    "blocs": "/system/blocs/alliances", "actor": "/actors/THA", "actors": "/actors", "fora": "/fora",
    "forum": "/fora/IGO:ASEAN", "hypotheses": "/hypotheses", "hypotheses-edit": "/hypotheses/edit", "coding": "/coding",
    "scenarios": "/scenarios", "scenario": "/scenarios/chip4_controls",
    "scenario-edit": "/scenarios/new?copy=chip4_controls", "writing": "/writing", "writing-show": "/writing/own",
    "writing-edit": "/writing/own/edit",
}  # fmt: skip
READER = "reader"
OWN: dict[Lang, str] = {
    "th": "# บันทึกของข้าพเจ้า\n\n- ทั้งสองฝ่ายใกล้ชิดกันขึ้น [@claim:{claim}]\n\n## ตาราง\n\n{block}\n",
    "en": "# A note of my own\n\n- The two have drawn closer [@claim:{claim}].\n\n## Table\n\n{block}\n",
}
BLOCK = "{{measure poles base=cinc | year=2022}}"
WIDTHS = (1440, 360)
HEIGHT = 900
TALLEST = 4000  # pixels of a picture; what lies below is left out
BUSY = ".job progress, .picture > p"
PATIENCE = 600_000
COLOURS = 128


def main(target: Path) -> None:
    """Write the pictures to a folder."""
    from playwright.sync_api import sync_playwright

    chromium = shutil.which("chromium") or shutil.which("chromium-browser")
    if chromium is None:
        raise SystemExit("Chromium is not installed: apt install chromium")
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as play:
        bench = Bench(Path(folder) / "sample")
        pages = PAGES | prepared(bench)
        command = [sys.executable, "-c", "from trachu.app.cli import main; main()", "serve", "-b", str(bench.folder)]
        own = {**os.environ, "TRACHU_CODER": READER}
        server = subprocess.Popen(command, stdout=subprocess.PIPE, text=True, encoding="utf8", env=own)
        try:
            assert server.stdout is not None
            address = [server.stdout.readline() for _ in range(2)][1].strip()
            browser = play.chromium.launch(executable_path=chromium)
            for width in WIDTHS:
                page = browser.new_context(viewport={"width": width, "height": HEIGHT}).new_page()
                page.set_default_timeout(PATIENCE)
                page.goto(address)
                for lang in ("th", "en"):
                    for name, path in pages.items():
                        take(page, address, path, lang, target / f"{name}-{lang}-{width}.png")
            browser.close()
        finally:
            server.terminate()
            server.wait()


def prepared(bench: Bench) -> dict[str, str]:
    """Put the sample on a bench, judge a claim and write a note; return the pages whose address hangs on these."""
    samples.add_to(bench)
    bench.run()
    found = bench.table("claims").filter(kind="event", source=bench.source(desk.SAMPLE).source).row(0, named=True)
    bench.judge(found["claim"], "accept", by=READER)
    for lang, text in OWN.items():
        written.save(bench, "own", lang, text.format(claim=found["claim"], block=BLOCK), "")
    return {"why": f"/why/{found['why']}", "about": f"/sources/{found['source']}/about"}


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
    small(picture)


def small(picture: Path) -> None:
    """Write a picture again with few colours, which takes a third of the place."""
    with Image.open(picture) as whole:
        whole.convert("RGB").quantize(COLOURS, dither=Image.Dither.NONE).save(picture, optimize=True)


if __name__ == "__main__":
    main(Path(sys.argv[1] if len(sys.argv) > 1 else "docs/images"))
