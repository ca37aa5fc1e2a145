"""A bench without data: every page says in one line what it lacks, and offers what mends it."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from web.browsing import Browser, told

from trachu.app.web.missing import RESTS
from trachu.app.web.speech import words_of

PAGES = {
    "/evidence": "documents", "/evidence?tab=disputed": "documents", "/coding": "documents", "/dyads": "anything",
    "/dyads/RUS-PRK": "anything", "/actors": "anything", "/actors/THA": "anything", "/fora": "anything",
    "/briefs": "anything", "/briefs/order": "anything", "/writing": "anything", "/data": "anything",
    "/world": "capabilities", "/system": "capabilities", "/hypotheses": "capabilities", "/scenarios": "capabilities",
    "/scenarios/chip4_controls": "capabilities", "/scenarios/new": "capabilities",
}  # fmt: skip


@pytest.mark.parametrize(("path", "lacking"), PAGES.items())
def test_an_empty_bench_says_what_is_missing_and_how_to_mend_it(browser: Browser, path: str, lacking: str) -> None:
    for lang in ("en", "th"):
        answer = browser.get(f"{path}{'&' if '?' in path else '?'}lang={lang}")

        assert words_of("missing")[lacking].say("th" if lang == "th" else "en") in told(answer.text)
        assert 'action="/sample"' in answer.text and 'href="/sources"' in answer.text
        assert "trachu " in told(answer.text)


def test_the_first_pages_offer_the_sample_themselves(browser: Browser) -> None:
    for path in ("/", "/sources"):
        assert 1 == browser.get(path).text.count('action="/sample"')


def test_what_a_page_lacks_is_told_until_it_is_there(browser: Browser) -> None:
    browser.post("/sources", files=[("files", ("note.txt", b"Thailand joined ASEAN in 1967."))])
    pages = {path: browser.get(path).text for path in ("/evidence", "/dyads", "/system")}

    assert "There is no document yet" not in told(pages["/evidence"])
    assert "The bench is empty" not in told(pages["/dyads"])
    assert "There is no dataset of capabilities yet" in told(pages["/system"])
    assert 'action="/sample"' not in pages["/system"]
    assert "trachu data add cow_nmc -b bench" in told(pages["/system"])


def test_a_full_bench_lacks_nothing(reading: Callable[[str], Browser]) -> None:
    for path in PAGES:
        assert not any(
            words_of("missing")[need].en in told(reading("en").get(path).text)
            for need in ("anything", "documents", "capabilities")
        ), path


def test_every_page_of_the_menu_is_thought_of(browser: Browser) -> None:
    menu = {name for name, _ in browser.app.app.state.menu}

    assert {"desk", "sources"} == menu - set(RESTS)
