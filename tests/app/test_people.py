from __future__ import annotations

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from trachu import Bench
from trachu.app.cli import app
from trachu.core.errors import TrachuError

NOTE = "On 19 June 2024 Russia and North Korea signed a treaty in Pyongyang. Nebenzia denied that Russia received arms."


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


def mark(folder: Path, words: str, type_: str, *more: str) -> str:
    return str(json.loads(call("mark", "note.txt", words, type_, "-b", folder, "--json", *more))["claim"])


def test_a_coding_by_hand_from_the_command_line(folder: Path) -> None:
    record = mark(folder, "Russia received arms", "AID", "--by", "one", "--actor", "PRK", "--recipient", "RUS")
    denial = mark(folder, "Nebenzia denied", "denies", "--by", "one", "--disputes", record, "--party", "about=RUS")
    rows = json.loads(call("codings", "-b", folder, "--json"))
    claims = {row["claim"]: row for row in json.loads(call("table", "claims", "-b", folder, "--json"))}

    assert {record, denial} == {row["coding"] for row in rows}
    assert [record] == claims[denial]["disputes"]
    assert ["actor=PRK", "recipient=RUS"] == next(row["parties"] for row in rows if row["coding"] == record)


def test_review_edit_erase(folder: Path) -> None:
    queue = json.loads(call("review", "--kind", "event", "-b", folder, "--json"))
    claim = next(row["claim"] for row in queue if row["type"] == "SUPPORT")
    edited = json.loads(call("edit", claim, "--by", "one", "--date", "", "--actor", "RUS", "-b", folder, "--json"))[
        "claim"
    ]
    rest = json.loads(call("review", "--kind", "event", "-b", folder, "--json"))
    row = next(r for r in json.loads(call("table", "claims", "-b", folder, "--json")) if r["claim"] == edited)
    call("erase", edited, "-b", folder, "--json")

    assert claim not in [row["claim"] for row in rest]
    assert row["date"] is None
    assert claim in [r["claim"] for r in json.loads(call("table", "claims", "-b", folder, "--json"))]


def test_agreement_and_its_disagreements(folder: Path) -> None:
    mark(folder, "Russia received arms", "AID", "--by", "one")
    mark(folder, "Russia received arms", "COOPERATE", "--by", "two")
    found = json.loads(call("agreement", "one", "two", "-b", folder, "--json"))
    shown = call("agreement", "one", "two", "--disagreements", "-b", folder, "--lang", "th")

    assert ["type"] == [row["about"] for row in found["disagreements"]]
    assert "เห็นต่าง 1 จุด" in shown
    assert "COOPERATE" in shown


def test_a_reader_who_codes_nothing(folder: Path) -> None:
    call("seen", "note.txt", "--by", "two", "-b", folder, "--json")
    found = json.loads(call("agreement", "rules", "two", "-b", folder, "--json"))

    assert 1 == len(found["documents"])
    assert {None} == {f["value"] for f in found["figures"] if f["about"] == "type"}


def test_search_with_facets(folder: Path) -> None:
    found = json.loads(call("search", "arms", "--actor", "Russia", "--stance", "denies", "-b", folder, "--json"))
    phrase = json.loads(call("search", "a treaty", "-b", folder, "--json"))
    turned = json.loads(call("search", "treaty a", "-b", folder, "--json"))

    assert found["total"] > 0
    assert found["total"] == found["facets"]["stance"]["denies"]
    assert phrase["total"] > turned["total"] == 0
    assert "พบ" in call("search", "arms", "-b", folder, "--lang", "th")


def test_codebook_and_exchange(folder: Path, tmp_path: Path) -> None:
    rows = json.loads(
        call("codebook", "--add", "trust", "--en", "Trust", "--th", "ความไว้วางใจ", "-b", folder, "--json")
    )
    mark(folder, "signed a treaty", "trust", "--by", "one")
    told = json.loads(call("export", tmp_path / "a.qdpx", "-b", folder, "--json"))
    call("export", tmp_path / "a.qdc", "--lang", "th", "-b", folder)
    Bench(tmp_path / "other")
    taken = json.loads(call("import", tmp_path / "a.qdpx", "-b", tmp_path / "other", "--json"))

    assert "trust" in [row["code"] for row in rows if row["kind"] == "theme"]
    assert told["not_carried"]
    assert (1, 1, 1) == (taken["codes"], taken["codings"], taken["sources"])
    assert "ลงรหัส" in call("import", tmp_path / "a.qdc", "-b", tmp_path / "other", "--lang", "th")


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (["mark", "note.txt", "not there", "AID", "--by", "one"], 2),
        (["mark", "note.txt", "arms", "AIDE", "--by", "one"], 4),
        (["mark", "note.txt", "arms", "AID", "--by", "one", "--party", "forum"], 2),
        (["edit", "c0", "--by", "one"], 4),
        (["erase", "h0"], 4),
        (["agreement", "one", "two"], 4),
        (["search", "--actor", "Rusia"], 4),
        (["export", "a.xlsx"], 2),
        (["import", "nowhere.qdpx"], 3),
        (["codebook", "--add", "AID"], 2),
    ],
    ids=lambda given: " ".join(given[:2]) if isinstance(given, list) else str(given),
)
def test_an_error_is_two_lines_and_an_exit_code(folder: Path, words: list[str], code: int) -> None:
    error = CliRunner().invoke(app, [*words, "-b", str(folder)]).exception

    assert isinstance(error, TrachuError)
    assert (code, 2, 2) == (error.code, *(len(error.say(lang).splitlines()) for lang in ("en", "th")))
