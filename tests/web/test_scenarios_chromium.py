"""A scenario of one's own in a real browser: nothing that axe finds, nothing cut, made by hand from the form."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from web.chromium import needs_chromium, opened, served, settle

from trachu.bench import own_scenarios

PATHS = ("/scenarios", "/scenarios/new", "/scenarios/new?copy=chip4_controls", "/scenarios/new?way=toml")
RULES = {
    "runOnly": {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}
}


@needs_chromium
@pytest.mark.slow
def test_axe_finds_nothing_in_the_form_and_nothing_is_cut(sample_folder: Path) -> None:
    from axe_playwright_python.sync_playwright import Axe

    axe = Axe()
    with served(sample_folder, "th") as address:
        for width in (1440, 360):
            with opened(address, width, bypass_csp=True) as page:
                for path in PATHS:
                    page.goto(address.partition("/?")[0] + path)
                    settle(page)
                    found = axe.run(page, options=RULES).response["violations"]

                    assert [] == [(one["id"], one["nodes"][0]["html"][:120]) for one in found], path
                    assert page.locator("html").evaluate("one => one.scrollWidth") <= width, path


@needs_chromium
@pytest.mark.slow
def test_a_scenario_is_made_by_hand_and_shows_what_it_changes(sample_folder: Path, tmp_path: Path) -> None:
    folder = shutil.copytree(sample_folder, tmp_path / "bench")
    with served(folder, "th") as address, opened(address) as page:
        page.goto(address.partition("/?")[0] + "/scenarios/new")
        page.fill("#title-th", "จีนเติบโตช้าลง")
        page.select_option("#changes-0-lever", "economy")
        page.fill("#changes-0-on", "จีน")
        page.fill("#changes-0-since", "2570")
        page.fill("#changes-0-size", "-0.02")
        page.select_option("#watch-0-quantity", "share")
        page.fill("#watch-0-of", "จีน")
        page.click("form[action='/scenarios/save'] button:not([name])")
        settle(page)
        said = page.locator("main").inner_text()

    assert ["scenario"] == own_scenarios.names(folder)
    assert "จีนเติบโตช้าลง" in said and "กลไกที่ทำให้เป็นเช่นนั้น" in said
