"""Every page in a real browser: axe finds nothing, nothing is cut at 360 pixels, keys alone are enough."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from web.chromium import needs_chromium, opened, served, settle

PATHS = ("/", "/sources", "/sample", "/evidence", "/evidence?tab=disputed", "/dyads", "/dyads/RUS-PRK", "/briefs")
MORE = ("/briefs/dyad", "/data", "/data/claims", "/jobs", "/name", "/dyads/RUS-PRK?part=events&as=cite")
RULES = {
    "runOnly": {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}
}


@pytest.fixture(scope="module")
def address(sample_folder: Path) -> Iterator[str]:
    with served(sample_folder, "th") as address:
        yield address


def at(address: str, path: str) -> str:
    return address.partition("/?")[0] + path


@needs_chromium
@pytest.mark.slow
@pytest.mark.parametrize("width", [1440, 360])
def test_axe_finds_nothing_and_nothing_is_cut(address: str, width: int) -> None:
    from axe_playwright_python.sync_playwright import Axe

    axe = Axe()
    with opened(address, width, bypass_csp=True) as page:  # axe itself is put into the page as a script
        for path in (*PATHS, *MORE):
            page.goto(at(address, path))
            settle(page)
            found = axe.run(page, options=RULES).response["violations"]
            told = [(one["id"], [node["html"][:120] for node in one["nodes"]]) for one in found]

            assert [] == told, path
            assert page.locator("html").evaluate("one => one.scrollWidth") <= width, path


@needs_chromium
@pytest.mark.slow
def test_the_reader_by_keys_alone(address: str) -> None:
    with opened(address) as page:
        page.goto(at(address, "/sample"))
        settle(page)
        first = current(page)
        page.keyboard.press("j")
        second = current(page)
        page.keyboard.press("k")

        assert first == current(page) != second

        page.keyboard.press("e")
        page.locator("li.editing select:focus").wait_for()

        assert 1 == page.locator("li.editing").count()


def current(page: Any) -> str:
    return str(page.locator("li.suggestion.current").get_attribute("id"))


@needs_chromium
@pytest.mark.slow
def test_the_first_stop_of_the_keyboard_leads_to_the_content(address: str) -> None:
    with opened(address) as page:
        page.goto(at(address, "/sources"))
        page.keyboard.press("Tab")
        page.keyboard.press("Enter")

        assert page.url.endswith("#content")


@needs_chromium
@pytest.mark.slow
def test_selected_thai_words_never_cut_a_cluster(address: str) -> None:
    with opened(address) as page:
        page.goto(at(address, "/sample"))
        settle(page)
        page.locator("#text").evaluate(
            """text => {
                const node = [...text.querySelectorAll("[data-at]")].map(one => one.firstChild)
                    .find(one => one && /กำลัง|ที่/.test(one.textContent));
                const at = node.textContent.search(/ที่/);
                const range = document.createRange();
                range.setStart(node, at);
                range.setEnd(node, at + 2);
                getSelection().removeAllRanges();
                getSelection().addRange(range);
            }"""
        )
        page.wait_for_timeout(300)
        form = page.locator("#code-form")
        start, end = (int(form.locator(f"[name={name}]").input_value()) for name in ("start", "end"))
        text = re.sub(r"\s+$", "", page.locator("#text").evaluate("one => one.textContent"))
        first = int(page.locator("#text [data-at]").first.get_attribute("data-at"))

        assert "ที่" == text[start - first : end - first]
