"""What a person did, listed and taken back from the command line."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from trachu import Bench
from trachu.app.cli import app
from trachu.core.errors import UsageError

NOTE = "On 19 June 2024 Russia and North Korea signed a treaty in Pyongyang."


@pytest.fixture
def folder(own_bench: Bench, tmp_path: Path) -> Path:
    path = tmp_path / "note.txt"
    path.write_text(NOTE, encoding="utf8")
    own_bench.add(path)
    return own_bench.folder


def call(*words: str | Path) -> str:
    result = CliRunner().invoke(app, [str(word) for word in words], catch_exceptions=False)

    assert result.exit_code == 0, result.output
    return result.stdout


def test_a_judgement_is_taken_back_and_still_listed(folder: Path) -> None:
    claim = json.loads(call("review", "-b", folder, "--kind", "event", "--json"))[0]["claim"]
    call("judge", claim, "reject", "-b", folder, "--by", "one")
    call("judge", claim, "accept", "-b", folder, "--by", "two")
    done = json.loads(call("undo", "-b", folder, "--by", "one", "--json"))
    listed = json.loads(call("acts", "-b", folder, "--by", "one", "--json"))

    assert ("reject", claim, claim, "one") == tuple(done[name] for name in ("undone", "record", "claim", "by"))
    assert [("undone", False), ("reject", False)] == [(row["what"], row["stands"]) for row in listed]
    assert ["two"] == [one.coder for one in Bench(folder).store.judgements()]
    with pytest.raises(UsageError, match="nothing to take back"):
        call("undo", claim, "-b", folder, "--by", "one")


def test_what_was_erased_is_brought_back(folder: Path) -> None:
    given = ("mark", "note.txt", "signed a treaty", "AGREE", "-b", folder, "--by", "one", "--actor", "RUS", "--json")
    record = json.loads(call(*given))["claim"]
    call("erase", record, "-b", folder)

    assert f"erased {record}" == call("undo", record, "-b", folder, "--by", "one").strip()
    assert [record] == [one.coding for one in Bench(folder).store.codings()]
