"""Briefs renamed, taken away and brought back."""

from __future__ import annotations

from pathlib import Path

import pytest

from trachu import Bench
from trachu.bench import withdrawn, written
from trachu.bench.versions import Stale
from trachu.core.errors import UnknownName, UsageError
from trachu.core.words import Lang


@pytest.fixture
def bench(tmp_path: Path) -> Bench:
    """A bench with a brief in two languages."""
    found = Bench(tmp_path / "bench")
    written.save(found, "mine", "th", "# ก\n- ข\n", "")
    written.save(found, "mine", "en", "# A\n- B\n", "")
    return found


def seen(bench: Bench, name: str) -> dict[Lang, str]:
    return {lang: written.version(bench, name, lang) for lang in written.LANGS}


def test_a_brief_goes_under_another_name_and_back(bench: Bench) -> None:
    withdrawn.rename(bench, "mine", "ours", seen(bench, "mine"))

    assert ["ours"] == written.names(bench)
    assert ("# ก\n- ข\n", "# A\n- B\n") == (written.text(bench, "ours", "th"), written.text(bench, "ours", "en"))

    withdrawn.rename(bench, "ours", "mine", seen(bench, "ours"))
    assert ["mine"] == written.names(bench)


def test_no_other_brief_is_written_over_by_a_name(bench: Bench) -> None:
    written.save(bench, "ours", "th", "# อื่น", "")
    with pytest.raises(UsageError, match="ours"):
        withdrawn.rename(bench, "mine", "ours", seen(bench, "mine"))
    with pytest.raises(UsageError):
        withdrawn.rename(bench, "mine", "../ours", seen(bench, "mine"))

    assert ("# อื่น", ["mine", "ours"]) == (written.text(bench, "ours", "th"), written.names(bench))


def test_what_was_taken_away_comes_back_whole(bench: Bench) -> None:
    key = withdrawn.remove(bench, "mine", seen(bench, "mine"))
    listed = withdrawn.removed(bench)

    assert [] == written.names(bench)
    assert [("mine~1", "mine", (".en.md", ".th.md"))] == [(one.key, one.name, one.suffixes) for one in listed]
    assert "mine" == withdrawn.restore(bench, key)
    assert ("# A\n- B\n", []) == (written.text(bench, "mine", "en"), withdrawn.removed(bench))


def test_two_of_one_name_come_back_beside_each_other(bench: Bench) -> None:
    first = withdrawn.remove(bench, "mine", seen(bench, "mine"))
    written.save(bench, "mine", "th", "# ใหม่", "")
    second = withdrawn.remove(bench, "mine", seen(bench, "mine"))

    assert ["mine~2", "mine~1"] == [one.key for one in withdrawn.removed(bench)]
    assert "mine" == withdrawn.restore(bench, second)
    with pytest.raises(UsageError, match="'mine' is taken already"):
        withdrawn.restore(bench, first)
    assert ["mine_2"] == [one.free for one in withdrawn.removed(bench)]
    assert "mine_2" == withdrawn.restore(bench, first, "mine_2")
    assert ("# ใหม่", "# ก\n- ข\n") == (written.text(bench, "mine", "th"), written.text(bench, "mine_2", "th"))


def test_what_another_window_changed_stays(bench: Bench) -> None:
    before = seen(bench, "mine")
    written.save(bench, "mine", "th", "# เปลี่ยน", before["th"])
    for act in (lambda: withdrawn.remove(bench, "mine", before), lambda: withdrawn.rename(bench, "mine", "x", before)):
        with pytest.raises(Stale):
            act()

    assert "# เปลี่ยน" == written.text(bench, "mine", "th")


def test_a_copy_is_kept_before_a_brief_is_written_over(bench: Bench) -> None:
    key = withdrawn.copy(bench, "mine")
    written.save(bench, "mine", "th", "# ใหม่", written.version(bench, "mine", "th"))

    assert "mine~1" == key and withdrawn.copy(bench, "none") is None
    assert "before" == withdrawn.restore(bench, "mine~1", "before")
    assert ("# ก\n- ข\n", "# A\n- B\n") == tuple(written.text(bench, "before", lang) for lang in written.LANGS)


@pytest.mark.parametrize("key", ["../mine~1", "mine", "mine~x", "none~1"])
def test_a_key_that_is_none_is_refused(bench: Bench, key: str) -> None:
    with pytest.raises(UnknownName):
        withdrawn.restore(bench, key)
