"""What was judged is taken back: by the button of a card, by the last act, from the page Evidence."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from web.browsing import Browser, told
from web.chromium import needs_chromium, opened, served

from trachu import Bench
from trachu.bench import people

NOTE = "เมื่อวันที่ 19 มิถุนายน พ.ศ. 2567 รัสเซียกับเกาหลีเหนือลงนามสนธิสัญญา รัสเซียปฏิเสธข่าวลือ กำลังอาวุธ\n"
SCRIPT = {"hx-request": "true"}


@pytest.fixture
def note(browser: Browser) -> str:
    browser.post("/sources", files=[("files", ("note.txt", NOTE.encode()))])
    return browser.keeper.bench.source("note.txt").source


def suggestion(browser: Browser) -> str:
    return str(people.review(browser.keeper.bench, kind="event")["claim"][0])


def version(browser: Browser, source: str, claim: str) -> str:
    card = browser.get(f"/sources/{source}/claims/{claim}", headers=SCRIPT).text
    return card.partition('name="version" value="')[2].partition('"')[0]


def judge(browser: Browser, source: str, claim: str, verdict: str) -> Any:
    given = {"verdict": verdict, "version": version(browser, source, claim)}
    return browser.post(f"/sources/{source}/claims/{claim}", given, headers=SCRIPT)


def test_a_judged_card_has_a_button_that_takes_it_back(browser: Browser, note: str) -> None:
    claim = suggestion(browser)
    before = browser.get(f"/sources/{note}/claims/{claim}", headers=SCRIPT).text
    after = judge(browser, note, claim, "reject").text
    given = {"record": claim, "version": version(browser, note, claim)}
    answer = browser.post("/undo", given, headers=SCRIPT)

    assert 'class="undo' not in before and 'class="undo' in after
    assert 204 == answer.status_code
    assert {
        "undone": {"shown": claim, "claim": claim, "source": note, "go": f"/sources/{note}?claim={claim}#claim-{claim}"}
    } == json.loads(answer.headers["hx-trigger"])
    assert before == browser.get(f"/sources/{note}/claims/{claim}", headers=SCRIPT).text


def test_without_a_script_the_reader_comes_back_to_the_claim(browser: Browser, note: str) -> None:
    claim = suggestion(browser)
    judge(browser, note, claim, "accept")
    answer = browser.post("/undo")

    assert 200 == answer.status_code and f"claim={claim}" in str(answer.url)
    assert [] == browser.keeper.bench.store.judgements()


def test_what_another_window_changed_is_not_taken_back(browser: Browser, note: str) -> None:
    claim = suggestion(browser)
    judge(browser, note, claim, "accept")
    seen = version(browser, note, claim)
    judge(browser, note, claim, "reject")
    answer = browser.post("/undo", {"record": claim, "version": seen}, headers=SCRIPT)

    assert 409 == answer.status_code and "#notice" == answer.headers["hx-retarget"]
    assert ["reject"] == [j.verdict for j in browser.keeper.bench.store.judgements()]


def test_nothing_to_take_back_is_told(browser: Browser, note: str) -> None:
    answer = browser.post("/undo", headers=SCRIPT)

    assert 400 == answer.status_code and "nothing to take back" in answer.text


def test_the_page_evidence_lists_what_one_did_and_takes_it_back(browser: Browser, note: str) -> None:
    claim = suggestion(browser)
    judge(browser, note, claim, "accept")
    browser.keeper.bench.judge(claim, "reject", by="Another")
    page = browser.get("/evidence?tab=mine").text
    answer = browser.post("/undo", {"record": claim, "back": "evidence"})

    assert "UTC accepted" in told(page) and "UTC rejected" not in told(page) and 'action="/undo"' in page
    assert "tab=mine" in str(answer.url) and "took back" in told(answer.text)
    assert 'action="/undo"' not in answer.text
    assert ["Another"] == [j.coder for j in browser.keeper.bench.store.judgements()]


def test_a_corrected_claim_gives_way_to_the_suggestion(browser: Browser, note: str) -> None:
    claim = suggestion(browser)
    made = browser.keeper.bench.edit(claim, by="reader", date="2024")
    answer = browser.post("/undo", {"record": made, "version": version(browser, note, made)}, headers=SCRIPT)
    done = json.loads(answer.headers["hx-trigger"])["undone"]

    assert (made, claim) == (done["shown"], done["claim"])
    assert f'id="claim-{claim}"' in browser.get(f"/sources/{note}").text


@needs_chromium
@pytest.mark.slow
@pytest.mark.parametrize("lang", ["th", "en"])
def test_u_takes_back_in_the_reader(tmp_path: Path, lang: str) -> None:
    Bench(tmp_path / "bench")
    with served(tmp_path / "bench", lang) as address, opened(address) as page:
        page.locator("form[action='/sample'] button").click()
        page.locator("#suggestions li.open").first.wait_for()
        page.wait_for_load_state()
        page.keyboard.press("a")
        page.locator("#suggestions li.accepted").first.wait_for()
        page.keyboard.press("r")
        page.locator("#suggestions li.rejected").first.wait_for()

        assert 2 == page.locator("#suggestions button.undo").count()

        page.keyboard.press("u")
        page.locator("#suggestions li.rejected").first.wait_for(state="detached")

        assert {"th": "ยังไม่ตัดสิน", "en": "not judged"}[lang] in page.locator("#told").inner_text()

        page.locator("button.undo").click()
        page.locator("#suggestions li.accepted").first.wait_for(state="detached")

        assert 0 == page.locator("button.undo").count()
