"""The verb that takes references in says what it took, in both languages and as data."""

from __future__ import annotations

import json

import pytest
from typer.testing import CliRunner

from trachu import Bench
from trachu.app.cli import app


@pytest.fixture
def asked(tmp_path):
    (tmp_path / "note.txt").write_text("Two states signed a treaty.", encoding="utf8")
    (tmp_path / "refs.bib").write_text("@misc{note, title={A note}}\n@misc{x, title={Gone}}", encoding="utf8")
    Bench(tmp_path / "desk").add(tmp_path / "note.txt")
    return ["import", str(tmp_path / "refs.bib"), "--bench", str(tmp_path / "desk")]


def test_references_are_taken_in(asked):
    said = {lang: CliRunner().invoke(app, [*asked, "--lang", lang]).stdout for lang in ("en", "th")}

    assert "0 codes, 0 codings, 1 sources taken in.\n  left out: No source is “Gone”.\n" == said["en"]
    assert "แหล่งข้อมูล" in said["th"] and "Gone" in said["th"]


def test_as_data(asked):
    assert 1 == json.loads(CliRunner().invoke(app, [*asked, "--json"]).stdout)["sources"]
