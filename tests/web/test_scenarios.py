"""Scenarios of one's own in the browser: copied, changed, refused with reasons, renamed, removed, brought back."""

from __future__ import annotations

import json
import re
from html import unescape
from pathlib import Path

import pytest
from typer.testing import CliRunner
from web.browsing import Browser, told

from trachu import Bench
from trachu.app.cli import app
from trachu.app.web.keeper import Keeper
from trachu.bench import composing, own_scenarios, samples, scenarios
from trachu.core.errors import UsageError
from trachu.core.words import Lang
from trachu.ontology import scenario as ontology

CHANGE = {
    "changes-0-lever": "sanction", "changes-0-by": "Japan, IGO:EU", "changes-0-on": "จีน", "changes-0-since": "2570",
    "changes-0-size": "0.5", "watch-0-quantity": "closeness", "watch-0-of": "China, JPN", "mechanism-diffusion": "yes",
    "title-th": "ทดลอง", "way": "fields",
}  # fmt: skip


@pytest.fixture(scope="module")
def full(tmp_path_factory: pytest.TempPathFactory) -> Browser:
    """A browser over a bench with the sample, for tests that keep scenarios in it."""
    bench = Bench(tmp_path_factory.mktemp("scenarios") / "bench")
    samples.add_to(bench)
    bench.run()
    return Browser(Keeper(bench.folder, working=False))


def version_in(html: str) -> str:
    found = re.search(r'name="version" value="(\w*)"', html)

    assert found is not None
    return found[1]


def saved(browser: Browser, name: str, **more: str) -> ontology.Scenario:
    answer = browser.post("/scenarios/save", {**CHANGE, "name": name, **more}, follow_redirects=False)

    assert 303 == answer.status_code, told(answer.text)
    assert f"/scenarios/{name}?saved=yes" == answer.headers["location"]
    return scenarios.found(browser.keeper.folder, name)


def test_every_scenario_of_the_box_goes_through_the_form_unchanged() -> None:
    for name, stands in ontology.scenarios().items():
        for buddhist in (True, False):
            written, faults = composing.laid_out(composing.of_text(scenarios.source(None, name), buddhist))

            assert ([], stands) == (faults, ontology.read(name, written))


def test_what_was_typed_is_kept_as_a_file_that_says_the_same(browser: Browser) -> None:
    kept = saved(browser, "mine", **{"title-en": 'Say "no"\n\\ once'})

    assert ('Say "no" \\ once', "ทดลอง") == (kept.title.en, kept.title.th)
    assert composing.NOTHING == kept.assumes.th
    change = kept.changes[0]
    assert ("sanction", ("CHN",), 2027, None, 0.5) == (change.lever, change.on, change.since, change.until, change.size)
    assert {"JPN", "DEU", "FRA"} <= set(change.by)
    assert ("diffusion",) == kept.mechanisms
    assert [("closeness", ("CHN", "JPN"))] == [(one.quantity, one.of) for one in kept.watch]


def test_each_wrong_field_is_named_with_what_it_takes(browser: Browser) -> None:
    wrong = {
        **CHANGE, "name": "mine", "title-th": "", "changes-0-size": "1.5", "watch-0-of": "CHN", "cite": "nobody1900",
        "changes-1-lever": "economy", "changes-1-on": "Thailnd", "changes-2-lever": "economy", "changes-2-on": "THA",
        "changes-2-since": "soon", "changes-3-lever": "arms", "changes-3-on": "THA", "changes-3-since": "2030",
        "changes-3-until": "2029", "rules-0-rule": "learning",
    }  # fmt: skip
    answer = browser.post("/scenarios/save", wrong)
    page = unescape(told(answer.text))

    assert 400 == answer.status_code
    for field in ("changes-0-size", "changes-1-on", "changes-1-since", "changes-1-size", "changes-2-since",
                  "changes-3-until", "watch-0-of", "cite", "title-th", "rules-0-times"):  # fmt: skip
        assert f'href="#{field}"' in answer.text
        assert f'aria-invalid="true" aria-describedby="{field}-wrong"' in answer.text
    assert "Write a number from 0 to 1." in page
    assert "Did you mean 'Thailand'?" in page
    assert "Write a year, such as 2027 or B.E. 2570." in page
    assert "Name 2, with a comma between." in page
    assert [] == own_scenarios.names(browser.keeper.folder)


def test_a_file_that_is_wrong_is_refused_and_what_was_typed_stays(browser: Browser) -> None:
    form = {"name": "mine", "way": "toml", "text": "titel = 1\n"}
    answer = browser.post("/scenarios/save", form)
    broken = browser.post("/scenarios/save", {**form, "text": "title = ["})

    assert (400, 400) == (answer.status_code, broken.status_code)
    assert "Did you mean 'title'?" in unescape(told(answer.text))
    assert "it is not TOML" in told(broken.text) and "title = [" in broken.text
    assert [] == own_scenarios.names(browser.keeper.folder)


@pytest.mark.parametrize("name", ["chip4_controls", "../mine", "Mine", ""])
def test_a_name_is_free_and_plain(browser: Browser, name: str) -> None:
    answer = browser.post("/scenarios/save", {**CHANGE, "name": name})

    assert 400 == answer.status_code
    assert [] == [path for path in browser.keeper.folder.glob("**/*.toml")]


def test_rows_are_added_without_keeping_anything(browser: Browser) -> None:
    answer = browser.post("/scenarios/save", {**CHANGE, "name": "mine", "more": "changes"})

    assert 200 == answer.status_code
    assert {"changes-0-lever", "changes-1-lever", "changes-2-lever"} <= set(re.findall(r'id="([\w-]+)"', answer.text))
    assert [] == own_scenarios.names(browser.keeper.folder)


def test_of_two_windows_the_second_is_told_and_may_act_again(browser: Browser) -> None:
    saved(browser, "mine")
    seen = version_in(browser.get("/scenarios/mine/edit").text)
    first = {"old": "mine", "version": seen}
    saved(browser, "mine", **{**first, "changes-0-size": "0.6"})
    told_of = browser.post("/scenarios/save", {**CHANGE, **first, "name": "mine", "changes-0-size": "0.7"})
    stands = own_scenarios.text(browser.keeper.folder, "mine")
    saved(browser, "mine", **{**first, "version": version_in(told_of.text), "changes-0-size": "0.7"})

    assert 409 == told_of.status_code
    assert "size = 0.6" in stands and "size = 0.6" in told_of.text and 'value="0.7"' in told_of.text
    assert 0.7 == scenarios.found(browser.keeper.folder, "mine").changes[0].size


def test_it_is_renamed_removed_and_brought_back(browser: Browser) -> None:
    saved(browser, "mine")
    folder = browser.keeper.folder
    saved(browser, "other", old="mine", version=own_scenarios.version(folder, "mine"))
    renamed = own_scenarios.names(folder)
    version = own_scenarios.version(folder, "other")
    stale = browser.post("/scenarios/other/remove", {"version": "older"})
    gone = browser.post("/scenarios/other/remove", {"version": version}, follow_redirects=False)
    left = own_scenarios.names(folder)
    saved(browser, "other", **{"changes-0-size": "0.1"})  # its name is taken meanwhile
    taken = browser.post("/scenarios/restore", {"key": "other~1"})
    of_box = browser.post("/scenarios/restore", {"key": "other~1", "as": "chip4_controls"})
    browser.post("/scenarios/restore", {"key": "other~1", "as": "other_2"})

    assert (["other"], 409, []) == (renamed, stale.status_code, left)
    assert "/scenarios?removed=other~1#other~1" == gone.headers["location"]
    assert (400, 400) == (taken.status_code, of_box.status_code)
    assert "The name 'other' is taken already. Choose another name." in unescape(told(taken.text))
    assert ["other", "other_2"] == own_scenarios.names(folder)
    assert 0.5 == scenarios.found(folder, "other_2").changes[0].size
    assert [] == own_scenarios.removed(folder)
    assert 404 == browser.post("/scenarios/restore", {"key": "../x"}).status_code


def test_a_new_name_does_not_overwrite_another_scenario(browser: Browser) -> None:
    saved(browser, "mine")
    saved(browser, "other", **{"changes-0-size": "0.1"})
    version = own_scenarios.version(browser.keeper.folder, "mine")
    answer = browser.post("/scenarios/save", {**CHANGE, "name": "other", "old": "mine", "version": version})

    assert 400 == answer.status_code
    assert "The name 'other' is taken already." in unescape(told(answer.text))
    assert ["mine", "other"] == own_scenarios.names(browser.keeper.folder)


def test_a_copy_is_changed_and_compared_with_the_baseline(full: Browser) -> None:
    form = full.get("/scenarios/new?copy=chip4_controls").text
    answer = saved_copy(full)
    page = told(full.get("/scenarios/chip4_controls_2").text)
    rows = full.get("/scenarios/chip4_controls_2?part=changes&as=csv").text

    assert 'value="chip4_controls_2"' in form and 'value="FORUM:CHIP4"' in form
    assert answer.endswith("/scenarios/chip4_controls_2?saved=yes")
    assert scenarios.SKILLS["theory"].en in page
    assert "access" in rows and "low" in rows.splitlines()[0]
    assert "Change" in page and "Which mechanisms make it so" in page


def saved_copy(browser: Browser) -> str:
    """Save a copy of a scenario with full controls; return where the answer leads."""
    typed = scenarios.source(None, "chip4_controls").replace("size = 0.6", "size = 1.0")
    form = {"name": "chip4_controls_2", "way": "toml", "text": typed}
    return str(browser.post("/scenarios/save", form, follow_redirects=False).headers["location"])


def test_a_changed_scenario_is_worked_out_anew(full: Browser) -> None:
    saved(full, "anew")
    before = full.get("/scenarios/anew?part=changes&as=csv&years=5").text
    version = own_scenarios.version(full.keeper.folder, "anew")
    saved(full, "anew", old="anew", version=version, **{"changes-0-size": "1", "changes-0-since": "2023"})
    after = full.get("/scenarios/anew?part=changes&as=csv&years=5").text

    assert before != after


def test_the_command_line_lists_shows_and_runs_it(full: Browser) -> None:
    saved(full, "listed")
    folder = str(full.keeper.folder)
    run = CliRunner()
    listed = run.invoke(app, ["scenario", "list", "-b", folder, "--lang", "th"]).stdout
    shown = run.invoke(app, ["scenario", "show", "listed", "-b", folder, "--lang", "th"]).stdout
    ran = run.invoke(app, ["scenario", "run", "listed", "-b", folder, "--draws", "2", "--years", "5", "--lang", "th"])

    assert re.search(r"^listed +ทดลอง$", listed, re.M)
    assert shown.startswith("ทดลอง")
    assert scenarios.SKILLS["theory"].th in ran.stdout
    assert "listed" not in run.invoke(app, ["scenario", "list", "--lang", "th"]).stdout


@pytest.mark.parametrize(("lang", "told"), [("en", "taken already"), ("th", "อยู่แล้ว")])
def test_the_command_line_puts_it_aside_and_brings_it_back(
    browser: Browser, lang: Lang, told: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    run = CliRunner()
    saved(browser, "mine")
    monkeypatch.setenv("TRACHU_BENCH", str(browser.keeper.folder))
    first = run.invoke(app, ["scenario", "remove", "mine"]).stdout
    saved(browser, "mine", **{"changes-0-size": "0.1"})
    second = json.loads(run.invoke(app, ["scenario", "remove", "mine", "--json"]).stdout)
    listed = run.invoke(app, ["scenario", "removed"]).stdout
    back = run.invoke(app, ["scenario", "restore", "mine~2"]).stdout
    refused = run.invoke(app, ["scenario", "restore", "mine~1"]).exception
    other = run.invoke(app, ["scenario", "restore", "mine~1", "--as", "older"]).stdout

    assert ("mine~1\n", {"removed": "mine", "key": "mine~2"}) == (first, second)
    assert ["mine~2", "mine~1"] == [line.split()[0] for line in listed.splitlines()]
    assert isinstance(refused, UsageError) and told in refused.say(lang)
    assert ("mine\n", "older\n") == (back, other)
    assert [0.1, 0.5] == [scenarios.found(browser.keeper.folder, one).changes[0].size for one in ("mine", "older")]


def test_a_wrong_file_of_the_folder_is_listed_and_can_be_corrected(full: Browser) -> None:
    own = full.keeper.folder / "scenarios"
    own.mkdir(exist_ok=True)
    (own / "broken.toml").write_text("changes = 3\n", encoding="utf8")
    page = full.get("/scenarios")
    edit = full.get("/scenarios/broken/edit")
    (own / "broken.toml").unlink()

    assert 200 == page.status_code and "/scenarios/broken/edit" in page.text
    assert "The file cannot be laid out in fields" in told(edit.text) and "changes = 3" in edit.text


def test_years_stand_in_the_calendar_of_the_reader(full: Browser) -> None:
    of = {era: full.get(f"/scenarios/new?copy=chip4_controls&era={era}").text for era in ("be", "ce")}

    assert 'id="changes-0-since" name="changes-0-since" value="2569"' in of["be"]
    assert 'id="changes-0-since" name="changes-0-since" value="2026"' in of["ce"]


def test_names_that_are_taken_are_counted_on(tmp_path: Path) -> None:
    (tmp_path / "scenarios").mkdir()
    for name in ("scenario", "scenario_2"):
        (tmp_path / "scenarios" / f"{name}.toml").write_text("", encoding="utf8")

    assert "scenario_3" == own_scenarios.free(tmp_path, "scenario")
