"""One's own briefs in the browser: written, checked, shown side by side, taken along; and what rests on a passage."""

from __future__ import annotations

import re
from html import unescape
from pathlib import Path
from typing import Any

import polars as pl
import pytest
from web.browsing import Browser, told

from trachu.app.web.keeper import Keeper
from trachu.bench import samples, written


@pytest.fixture(scope="module")
def browser(tmp_path_factory: pytest.TempPathFactory) -> Browser:
    """A browser over a bench with the sample, on which this module writes."""
    keeper = Keeper(tmp_path_factory.mktemp("writing") / "bench", working=False)
    samples.add_to(keeper.bench)
    keeper.bench.run()
    return Browser(keeper)


def claim(browser: Browser) -> str:
    return str(browser.keeper.bench.table("claims").filter(pl.col("type") == "SUPPORT")["claim"][0])


def keep(browser: Browser, name: str, th: str, en: str, **seen: str) -> Any:
    versions = {f"version_{lang}": written.version(browser.keeper.bench, name, lang) for lang in written.LANGS}
    return browser.post("/writing/save", {"name": name, "th": th, "en": en, **versions, **seen})


def test_both_languages_stand_side_by_side_with_notes_and_numbers(browser: Browser) -> None:
    cite = f"[@claim:{claim(browser)}]"
    block = "{{measure poles base=cinc | year=2022}}"
    thai, english = f"# เรื่อง\n- ข้อค้นพบ {block} ขั้ว {cite}", f"# Title\n- A finding, {block} poles {cite}."
    answer = keep(browser, "mine", thai, english)
    number = browser.keeper.bench.measure("poles", base="cinc").filter(year=2022)["value"][0]

    assert (200, "/writing/mine") == (answer.status_code, answer.url.path)
    assert f"A finding, {number:.0f} poles." in told(answer.text)
    assert f"ข้อค้นพบ {number:.0f} ขั้ว" in told(answer.text)
    assert 'lang="th"' in answer.text and 'id="note-th-1"' in answer.text and 'id="note-en-1"' in answer.text
    assert "Title" not in told(browser.get("/writing/mine?only=th").text)
    assert 'href="/writing/mine"' in browser.get("/writing").text
    assert 'href="/writing"' in browser.get("/briefs").text


@pytest.mark.parametrize("form", ["docx", "pdf", "html", "md", "pptx"])
def test_a_brief_is_taken_along(browser: Browser, form: str) -> None:
    keep(browser, "taken", f"# เรื่อง\n- ข้อค้นพบ [@claim:{claim(browser)}]", "")
    answer = browser.get(f"/writing/taken/file?of=th&form={form}&day=2026-11-20")

    assert 200 == answer.status_code
    assert f"taken.th.{form}" in answer.headers["content-disposition"]
    assert 404 == browser.get(f"/writing/taken/file?of=en&form={form}").status_code


def test_what_does_not_hold_is_shown_and_no_report_is_made(browser: Browser) -> None:
    answer = keep(browser, "broken", "", "# T\n- It is so [@claim:c0000] and {{measure nonsense}}.")

    assert "Citation check: 2 do not hold." in told(answer.text)
    assert '<span class="badge denied">[@claim:c0000]</span>' in answer.text
    assert "/writing/broken/file" not in answer.text
    assert 400 == browser.get("/writing/broken/file?of=en&form=docx").status_code


def test_a_measure_that_cannot_be_worked_out_is_listed(browser: Browser) -> None:
    answer = keep(browser, "failing", "", "# T\n- It is {{measure closeness actor=RUS other=RUS | year=latest}}.")

    assert 200 == answer.status_code
    assert "Citation check: 1 do not hold." in told(answer.text)


def test_hostile_markdown_is_shown_as_text(browser: Browser) -> None:
    hostile = "# <script>a()</script>\n- <img src=x onerror=a()> [x](javascript:a())\n\n## <b>S</b>\n"
    hostile += "| <i>a</i> |\n|---|\n| <u>b</u> |"
    page = keep(browser, "hostile", "", hostile).text
    edited = browser.get("/writing/hostile/edit").text

    for tag in ("<script>a()", "<img src=x", "<b>S", "<i>a", "<u>b", 'href="javascript'):
        assert tag not in page and tag not in edited
    assert "&lt;img src=x onerror=a()&gt;" in page


def test_a_text_cannot_end_its_field(browser: Browser) -> None:
    keep(browser, "closing", "", "# T\n- </textarea><script>")

    assert "&lt;/textarea&gt;&lt;script&gt;" in browser.get("/writing/closing/edit").text


def test_who_saves_second_sees_what_differs_and_loses_nothing(browser: Browser) -> None:
    keep(browser, "shared", "# หนึ่ง\n- ก", "")
    answer = keep(browser, "shared", "# สอง\n- ก", "", version_th="")

    assert 409 == answer.status_code
    assert "# สอง" in answer.text[answer.text.index("<textarea") :]
    assert ("# หนึ่ง", "# สอง") == (struck(answer.text, "del"), struck(answer.text, "ins"))
    assert "# หนึ่ง\n- ก" == written.text(browser.keeper.bench, "shared", "th")


def struck(page: str, tag: str) -> str:
    return " ".join(re.sub(r"<span.*?</span>", "", one) for one in re.findall(rf"<{tag}>(.*?)</{tag}>", page))


def test_what_is_written_over_knowingly_comes_back_beside_it(browser: Browser) -> None:
    keep(browser, "clash", "# หนึ่ง\n- ก", "")
    keep(browser, "clash", "# สอง\n- ข", "", over="yes")
    taken = browser.post("/writing/restore", {"key": "clash~1", "as": "clash"})
    answer = browser.post("/writing/restore", {"key": "clash~1", "as": "clash_2"})

    assert 400 == taken.status_code and "The name 'clash' is taken already." in unescape(told(taken.text))
    assert "/writing/clash_2" == answer.url.path
    assert "# สอง\n- ข" == written.text(browser.keeper.bench, "clash", "th")
    assert "# หนึ่ง\n- ก" == written.text(browser.keeper.bench, "clash_2", "th")


def test_mine_may_become_a_brief_of_its_own(browser: Browser) -> None:
    keep(browser, "another", "# อื่น\n- ค", "")
    keep(browser, "both", "# หนึ่ง\n- ก", "")
    taken = keep(browser, "both", "# สอง\n- ข", "", over="yes", **{"as": "another"})
    answer = keep(browser, "both", "# สอง\n- ข", "", over="yes", **{"as": "both-mine"})

    assert 400 == taken.status_code and "# สอง" in taken.text and "'another' is taken" in unescape(told(taken.text))
    assert (200, "/writing/both-mine") == (answer.status_code, answer.url.path)
    assert "# หนึ่ง\n- ก" == written.text(browser.keeper.bench, "both", "th")
    assert "# สอง\n- ข" == written.text(browser.keeper.bench, "both-mine", "th")


def test_a_brief_is_renamed_removed_and_brought_back(browser: Browser) -> None:
    keep(browser, "old", "# ชื่อเรื่องหนึ่ง\n- ก", "")
    versions = {"version_th": written.version(browser.keeper.bench, "old", "th"), "version_en": ""}
    renamed = browser.post("/writing/old/rename", {"new": "new", **versions})
    stale = browser.post("/writing/new/remove", {"version_th": "seen before", "version_en": ""})
    removed = browser.post("/writing/new/remove", versions)

    assert "/writing/new" == renamed.url.path and 409 == stale.status_code
    assert 200 == removed.status_code and "new~1" in told(removed.text)
    assert {"old", "new"}.isdisjoint(written.names(browser.keeper.bench))

    back = browser.post("/writing/restore", {"key": "new~1"})
    assert "/writing/new" == back.url.path and "ชื่อเรื่องหนึ่ง" in browser.get("/writing").text


def test_a_name_that_is_none_is_told_and_the_text_is_kept(browser: Browser) -> None:
    answer = browser.post("/writing/save", {"name": "../evil", "th": "# ก", "version_th": ""})

    assert 400 == answer.status_code and "# ก" in answer.text
    assert not Path(browser.keeper.folder.parent / "evil.th.md").exists()


def test_from_a_passage_up_to_the_sentence(browser: Browser) -> None:
    bench = browser.keeper.bench
    why = bench.table("claims").filter(claim=claim(browser))["why"][0]
    passage = bench.traces().tree(why).parents[0].trace
    keep(browser, "up", "", f"# T\n- It rests on the page [@{why}].")
    page = told(browser.get(f"/why/{passage}").text)
    rows = browser.get(f"/why/{passage}?part=upward&as=csv").text

    assert "sentence of a brief" in page and "It rests on the page." in page
    assert f"sentence,up.en,It rests on the page.,{why}" in rows
    assert f"[@{passage}]" in page


@pytest.mark.parametrize("path", ["/writing", "/writing/new"])
@pytest.mark.parametrize(("lang", "word"), [("th", "เขียนบทสรุปใหม่"), ("en", "New brief")])
def test_the_pages_speak_both_languages(browser: Browser, path: str, lang: str, word: str) -> None:
    answer = browser.get(f"{path}?lang={lang}")

    assert f'<html lang="{lang}">' in answer.text and word in told(answer.text)
    browser.get("/writing?lang=en")
