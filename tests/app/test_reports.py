"""The verb brief: files by suffix or form, options of the layout, refusals in two lines."""

from __future__ import annotations

from pathlib import Path

import pytest
from typer.testing import CliRunner

from trachu import Bench
from trachu.app.cli import app
from trachu.core.errors import UsageError

RUN = CliRunner()


def call(*words: str, bench: Bench) -> str:
    done = RUN.invoke(app, ["brief", *words, "-b", str(bench.folder), "-q"], catch_exceptions=False)

    assert 0 == done.exit_code
    return done.stdout.strip()


def test_a_form_names_the_file(sample_bench: Bench, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)

    assert "order.docx" == call("order", "--to", "docx", bench=sample_bench)
    assert (tmp_path / "order.docx").read_bytes().startswith(b"PK")
    assert "mine.pdf" == call("order", "--to", ".pdf", "-o", "mine.xyz", bench=sample_bench)
    assert (tmp_path / "mine.pdf").read_bytes().startswith(b"%PDF-1.7")


def test_options_reach_the_layout(sample_bench: Bench, tmp_path: Path) -> None:
    from docx import Document

    path = tmp_path / "memo.docx"
    words = ["--layout", "memo", "--lang", "th", "--date", "2026-11-20", "--digits", "thai", "--office", "กรมตัวอย่าง"]
    call("order", *words, "--number", "กต 0101/1", "--for", "อธิบดี", "-o", str(path), bench=sample_bench)
    said = "\n".join(p.text for p in Document(str(path)).paragraphs)

    assert "กรมตัวอย่าง" in said and "กต ๐๑๐๑/๑" in said and "๒๐ พฤศจิกายน ๒๕๖๙" in said and "อธิบดี" in said


def test_a_layout_needs_a_file(sample_bench: Bench) -> None:
    words = ["brief", "order", "--layout", "memo", "-b", str(sample_bench.folder)]
    with pytest.raises(UsageError, match="needs a file"):
        RUN.invoke(app, words, catch_exceptions=False)
