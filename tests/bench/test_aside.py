"""What is put aside instead of deleted: moved, copied, listed, brought back, refused."""

from __future__ import annotations

import os
from datetime import UTC, datetime
from pathlib import Path

import pytest

from trachu import Bench
from trachu.bench import aside, hypotheses
from trachu.bench.versions import Stale
from trachu.core.errors import FormatError, UnknownName, UsageError
from trachu.core.words import Lang

TOML = (
    'question.en = "Q?"\nquestion.th = "ค?"\n[[hypotheses]]\nname = "a"\nen = "A"\nth = "ก"\n'
    '[[items]]\nname = "i"\nen = "I"\nth = "ง"\ncells = { a = "C" }\n'
)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with a file in two languages, and one of a name that begins alike."""
    for name, text in {"mine.th.md": "ก", "mine.en.md": "A", "mine_too.toml": "x"}.items():
        (tmp_path / name).write_text(text, encoding="utf8")
    return tmp_path


def files(folder: Path) -> dict[str, str]:
    paths = (path for path in folder.rglob("*") if path.is_file())
    return {path.relative_to(folder).as_posix(): path.read_text(encoding="utf8") for path in paths}


def test_all_files_of_a_name_go_and_come_back_and_no_others(folder: Path) -> None:
    before = files(folder)
    key = aside.put(folder, "mine")
    away = files(folder)

    assert "mine~1" == key
    assert {"mine_too.toml": "x", "removed/mine~1.th.md": "ก", "removed/mine~1.en.md": "A"} == away
    assert ("mine", before) == (aside.back(folder, key), files(folder))


def test_a_copy_leaves_what_is_there(folder: Path) -> None:
    before = files(folder)
    keys = [aside.copy(folder, name) for name in ("mine", "mine", "none")]

    assert ["mine~1", "mine~2", None] == keys
    assert {**before, **{f"removed/{key}.{of}.md": before[f"mine.{of}.md"]
                         for key in keys[:2] for of in ("th", "en")}} == files(folder)  # fmt: skip


def test_the_latest_comes_first_with_a_name_that_is_free(folder: Path) -> None:
    aside.put(folder, "mine_too")
    aside.copy(folder, "mine")
    for second, name in enumerate(("mine_too~1.toml", "mine~1.th.md", "mine~1.en.md")):
        os.utime(folder / "removed" / name, (second, second))
    (folder / "removed" / "stranger.md").write_text("not ours")

    listed = aside.listed(folder, taken={"mine_2"})
    assert [
        ("mine~1", "mine", (".en.md", ".th.md"), datetime(1970, 1, 1, 0, 0, 2, tzinfo=UTC), "mine_3"),
        ("mine_too~1", "mine_too", (".toml",), datetime(1970, 1, 1, tzinfo=UTC), "mine_too"),
    ] == [(one.key, one.name, one.suffixes, one.at, one.free) for one in listed]


@pytest.mark.parametrize(("lang", "told"), [("en", "taken already"), ("th", "อยู่แล้ว")])
def test_a_name_that_is_there_again_is_refused_and_nothing_is_lost(folder: Path, lang: Lang, told: str) -> None:
    key = aside.put(folder, "mine")
    (folder / "mine.en.md").write_text("new")
    before = files(folder)
    with pytest.raises(UsageError) as refused:
        aside.back(folder, key)

    assert told in refused.value.say(lang) and before == files(folder)
    assert "older" == aside.back(folder, key, "older")
    assert ("new", "A") == ((folder / "mine.en.md").read_text(), (folder / "older.en.md").read_text())


@pytest.mark.parametrize("key", ["../mine~1", "mine", "mine~x", "mine~0", "none~1", "mine~1/../../x", ""])
def test_a_key_that_is_none_is_refused(folder: Path, key: str) -> None:
    aside.put(folder, "mine")
    with pytest.raises(UnknownName):
        aside.back(folder, key)


@pytest.mark.parametrize("name", ["../x", "", "*", "Mine", "mine.th", "-x", "x" * 42])
def test_a_name_that_is_none_is_refused(folder: Path, name: str) -> None:
    key, before = str(aside.copy(folder, "mine")), files(folder)
    for act in (aside.put, aside.copy):
        with pytest.raises(UsageError, match="no name"):
            act(folder, name)
    if name:
        with pytest.raises(UsageError, match="no name"):
            aside.back(folder, key, name)

    assert [key] == [one.key for one in aside.listed(folder)] and set(before) | set(files(folder)) == set(before)


def test_nothing_of_a_name_cannot_be_put_aside(folder: Path) -> None:
    with pytest.raises(UnknownName, match="mine"):
        aside.put(folder, "mien")


def test_a_question_is_put_aside_twice_and_comes_back(own_bench: Bench) -> None:
    hypotheses.save(own_bench, "own", TOML)
    first = hypotheses.remove(own_bench, "own", hypotheses.version(own_bench, "own"))
    hypotheses.save(own_bench, "own", TOML.replace("Q?", "Which?"))
    with pytest.raises(Stale):
        hypotheses.remove(own_bench, "own", "seen before")
    second = hypotheses.remove(own_bench, "own", hypotheses.version(own_bench, "own"))

    assert ("own~1", "own~2", []) == (first, second, hypotheses.own(own_bench))
    assert "own" == hypotheses.restore(own_bench, second)
    with pytest.raises(UsageError):
        hypotheses.restore(own_bench, first)
    assert "older" == hypotheses.restore(own_bench, first, "older")
    assert ["Which?", "Q?"] == [hypotheses.question(own_bench, name).en for name in ("own", "older")]
    assert [] == hypotheses.removed(own_bench)


def test_a_question_is_copied_only_when_it_is_written_over(own_bench: Bench) -> None:
    first = hypotheses.save(own_bench, "own", TOML, over=True)
    with pytest.raises(FormatError):
        hypotheses.save(own_bench, "own", "question = 1", over=True)
    plain = hypotheses.save(own_bench, "own", TOML + "\n")
    key = hypotheses.save(own_bench, "own", TOML.replace("Q?", "Which?"), over=True)

    assert (None, None, "own~1") == (first, plain, key)
    assert ["own~1"] == [one.key for one in hypotheses.removed(own_bench)]
    assert "before" == hypotheses.restore(own_bench, "own~1", "before")
    assert TOML + "\n" == hypotheses.text(own_bench, "before")


def test_a_built_in_question_is_not_put_aside(own_bench: Bench) -> None:
    with pytest.raises(UnknownName):
        hypotheses.remove(own_bench, "order", hypotheses.version(own_bench, "order"))
