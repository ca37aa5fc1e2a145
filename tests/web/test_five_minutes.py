"""Five minutes: open the sample, accept five suggestions, see the pair of states change, take a cited DOCX along."""

from __future__ import annotations

import re
import zipfile
from pathlib import Path
from typing import Any

import pytest
from web.chromium import needs_chromium, opened, served, settle

from trachu import Bench
from trachu.core.words import Lang

MOST_CLICKS = 10
ACCEPTS = 5


class Hand:
    """A person with a mouse: counts the clicks."""

    def __init__(self, page: Any) -> None:
        self.page, self.clicks = page, 0

    def click(self, selector: str) -> None:
        self.clicks += 1
        self.page.locator(selector).first.click()


def checked(page: Any) -> list[int]:
    """Return the numbers of the line that says how much a person has checked."""
    return [int(number) for number in re.findall(r"\d+", page.locator("#stances").inner_text())][-2:]


@needs_chromium
@pytest.mark.parametrize("lang", ["th", "en"])
def test_five_minutes(tmp_path: Path, lang: Lang) -> None:
    Bench(tmp_path / "bench")
    with served(tmp_path / "bench", lang) as address, opened(address) as page:
        hand = Hand(page)
        assert lang == page.locator("html").get_attribute("lang")

        hand.click("form[action='/sample'] button")
        page.locator("#suggestions li.open").first.wait_for()
        page.wait_for_load_state()  # the keys are heard from then on
        for done in range(1, ACCEPTS + 1):
            page.keyboard.press("a")
            page.locator("#suggestions li.accepted").nth(done - 1).wait_for()
        hand.click("a[href='/dyads/RUS-PRK']")
        page.locator("#stances").wait_for()
        settle(page)
        done, of_all = checked(page)

        assert ACCEPTS == done < of_all

        hand.click("a[href^='/briefs/dyad']")
        page.locator("a[href*='form=docx']").first.wait_for()
        with page.expect_download() as given:
            hand.click("a[href*='form=docx'][href*='layout=memo']")
        docx = Path(given.value.path())
        names = zipfile.ZipFile(docx).namelist()
        text = zipfile.ZipFile(docx).read("word/document.xml").decode()

        assert hand.clicks <= MOST_CLICKS
        assert "word/footnotes.xml" in names
        assert ("เกาหลีเหนือ" if lang == "th" else "North Korea") in re.sub(r"<[^>]+>", "", text)
