"""What was put aside, in the browser: listed in both languages, brought back by a form that only our pages send."""

from __future__ import annotations

from collections.abc import Callable
from html import unescape

import pytest
from web.browsing import Browser, told

from trachu.app.web.keeper import Keeper
from trachu.bench import hypotheses, own_scenarios, samples, withdrawn, written

TOML = (
    'question.en = "Q?"\nquestion.th = "ค?"\n[[hypotheses]]\nname = "a"\nen = "A"\nth = "ก"\n'
    '[[hypotheses]]\nname = "b"\nen = "B"\nth = "ข"\n'
    '[[items]]\nname = "i"\nen = "I"\nth = "ง"\ncells = { a = "C", b = "II" }\n'
)
PAGES = ("/hypotheses", "/scenarios", "/writing")


@pytest.fixture(scope="module")
def browser(tmp_path_factory: pytest.TempPathFactory) -> Browser:
    """A browser over a bench with the sample, in which one of each was put aside."""
    keeper = Keeper(tmp_path_factory.mktemp("aside") / "bench", working=False)
    samples.add_to(keeper.bench)
    keeper.bench.run()
    bench = keeper.bench
    toml = own_scenarios.FOLDER, "away.toml"
    (bench.folder / toml[0]).mkdir()
    bench.folder.joinpath(*toml).write_text("title = 1", encoding="utf8")
    own_scenarios.remove(bench, "away", own_scenarios.version(bench.folder, "away"))
    written.save(bench, "away", "en", "# T\n- Gone.", "")
    withdrawn.remove(bench, "away", {"en": written.version(bench, "away", "en")})
    hypotheses.save(bench, "away", TOML)
    hypotheses.remove(bench, "away", hypotheses.version(bench, "away"))
    return Browser(keeper)


def shown(browser: Browser, path: str, lang: str) -> str:
    return unescape(browser.get(f"{path}?lang={lang}").text)


@pytest.mark.parametrize("path", PAGES)
@pytest.mark.parametrize(
    ("lang", "words"),
    [("en", ("Removed or replaced", "Bring away~1 back as")), ("th", ("ที่นำออกหรือถูกแทนที่", "นำ away~1 กลับมาในชื่อ"))],
)
def test_what_was_put_aside_stands_below_with_a_labelled_form(
    browser: Browser, path: str, lang: str, words: tuple[str, str]
) -> None:
    page = shown(browser, path, lang)
    form = page[page.index(f'action="{path}/restore"') :].partition("</form>")[0]

    assert all(one in page for one in words)
    assert '<label for="as-away~1">' in form and 'id="as-away~1" name="as" value="away"' in form
    assert 'name="csrf"' in form and 'name="key" value="away~1"' in form
    assert f"{path.removeprefix('/').replace('writing', 'briefs')}/removed" in page


@pytest.mark.parametrize("path", PAGES)
def test_a_key_of_elsewhere_and_a_form_of_elsewhere_are_refused(browser: Browser, path: str) -> None:
    hostile = browser.post(f"{path}/restore", {"key": "../x"})
    strange = browser.post(f"{path}/restore", {"key": "away~1", "as": "../x"})
    foreign = browser.client.post(f"{path}/restore", data={"key": "away~1"})

    assert (404, 400, 403) == (hostile.status_code, strange.status_code, foreign.status_code)


def test_a_question_is_removed_named_in_the_list_and_brought_back(browser: Browser) -> None:
    bench = browser.keeper.bench
    hypotheses.save(bench, "asked", TOML)
    edit = browser.get("/hypotheses/edit?file=asked&lang=en").text
    stale = browser.post("/hypotheses/remove", {"name": "asked", "version": "seen before"})
    gone = browser.post("/hypotheses/remove", {"name": "asked", "version": hypotheses.version(bench, "asked")})
    hypotheses.save(bench, "asked", TOML.replace("Q?", "Which?"))
    taken = browser.post("/hypotheses/restore", {"key": "asked~1"})
    back = browser.post("/hypotheses/restore", {"key": "asked~1", "as": "asked_2"})

    assert 'action="/hypotheses/remove"' in edit
    assert 'action="/hypotheses/remove"' not in browser.get("/hypotheses/edit").text  # the built-in one stays
    assert 409 == stale.status_code
    assert "asked~1 was put aside; it can be brought back here." in told(gone.text) and "<details open>" in gone.text
    assert 400 == taken.status_code and "The name 'asked' is taken already." in unescape(told(taken.text))
    assert (200, "file=asked_2") == (back.status_code, back.url.query.decode())
    assert ["Q?", "Which?"] == [hypotheses.question(bench, name).en for name in ("asked_2", "asked")]


@pytest.mark.parametrize("lang", ["en", "th"])
def test_the_refusal_is_said_in_the_language_of_the_reader(reading: Callable[[str], Browser], lang: str) -> None:
    answer = reading(lang).post("/scenarios/restore", {"key": "../x"})

    assert {"en": "There is no removed file", "th": "ไม่มีแฟ้มที่นำออก"}[lang] in unescape(told(answer.text))
