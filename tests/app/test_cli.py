from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from typer.testing import CliRunner

from trachu import Bench
from trachu.app.cli import app


def trachu(*words: str | Path, **environment: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-c", "from trachu.app.cli import main; main()", *map(str, words)]
    return subprocess.run(
        command, capture_output=True, text=True, encoding="utf8", env={**os.environ, "PYTHONUTF8": "1", **environment}
    )


@pytest.fixture(scope="module")
def folder(sample_bench: Bench) -> Path:
    return sample_bench.folder


def call(*words: str | Path) -> str:
    result = CliRunner().invoke(app, [str(word) for word in words], catch_exceptions=False)

    assert result.exit_code == 0, result.output
    return result.stdout


JSON = {
    "run": ["run"],
    "table": ["table", "claims"],
    "sources": ["table", "sources"],
    "measure": ["measure", "polarity", "base=gdp"],
    "every": ["measure", "effective_number", "--every"],
    "dyad": ["dyad", "RUS", "PRK"],
    "forecast": ["forecast", "effective_number", "base=gdp", "pool=all", "--draws", "20"],
    "cite": ["cite"],
    "brief": ["brief", "order"],
    "doctor": ["doctor"],
}


@pytest.mark.parametrize("name", JSON)
def test_a_verb_answers_json(folder: Path, name: str) -> None:
    assert json.loads(call(*JSON[name], "-b", folder, "--json"))


def test_parts_answers_json() -> None:
    rows = json.loads(call("parts", "measure", "--json"))

    assert "polarity" in [row["name"] for row in rows]


def test_why_and_cite_follow_a_number(folder: Path) -> None:
    rows = json.loads(call("measure", "effective_number", "base=gdp", "pool=all", "-b", folder, "--json"))
    trace = rows[-1]["why"]

    tree = json.loads(call("why", trace, "-b", folder, "--json"))
    references = json.loads(call("cite", trace, "-b", folder, "--json"))

    assert trace == tree["trace"]
    assert tree["parents"]
    assert references
    assert "@" in call("cite", trace, "-b", folder)


def test_csv_and_parquet(folder: Path, tmp_path: Path) -> None:
    import polars as pl

    rows = json.loads(call("table", "capabilities", "-b", folder, "--json"))
    lines = call("table", "capabilities", "-b", folder, "--csv").splitlines()
    done = subprocess.run(
        [
            sys.executable,
            "-c",
            "from trachu.app.cli import main; main()",
            "table",
            "capabilities",
            "-b",
            folder,
            "--parquet",
        ],
        capture_output=True,
        check=True,
    )
    (tmp_path / "t.parquet").write_bytes(done.stdout)

    assert len(rows) == len(lines) - 1 == pl.read_parquet(tmp_path / "t.parquet").height


def test_new_add_remove(tmp_path: Path) -> None:
    note = tmp_path / "note.md"
    note.write_text("Thailand joined ASEAN in 1967.\n")
    bench = tmp_path / "bench"
    call("new", bench)
    added = json.loads(call("add", note, "-b", bench, "--json"))
    call("remove", added[0]["source"], "-b", bench)

    assert json.loads(call("table", "sources", "-b", bench, "--json")) == []


def test_repair_and_code_need_no_bench(tmp_path: Path) -> None:
    note = tmp_path / "note.txt"
    note.write_text("อํานาจของไทย ในวันที่ 19 มิถุนายน 2567\n", encoding="utf8")
    repaired = json.loads(call("repair", note, "--json"))
    records = [json.loads(line) for line in call("code", note, "--json").splitlines()]

    assert repaired["text"].startswith("อำนาจ")
    assert len(repaired["text"]) == len(repaired["raw"])
    assert "2024-06-19" in [r["edtf"] for r in records if r["record"] == "date"]


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (["measure", "polarty"], 4),
        (["measure", "polarity", "base=gpd"], 2),
        (["measure", "polarity", "gdp"], 2),
        (["table", "claims", "--json", "--csv"], 2),
        (["add", "nowhere.txt"], 3),
        (["why", "step:000000000000"], 4),
        (["brief", "order", "-o", "brief.exe"], 2),
    ],
)
def test_exit_codes_and_two_lines_without_a_traceback(folder: Path, words: list[str], code: int) -> None:
    for lang in ("en", "th"):
        done = trachu(*words, "-b", folder, TRACHU_LANG=lang)

        assert code == done.returncode
        assert done.stdout == ""
        assert len(done.stderr.splitlines()) == 2, done.stderr
        assert "Traceback" not in done.stderr


def test_no_bench_here(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-c", "from trachu.app.cli import main; main()", "table", "claims"],
        cwd=tmp_path, capture_output=True, text=True, encoding="utf8",
    )  # fmt: skip

    assert done.returncode == 2
    assert "trachu new" in done.stderr


def test_help_loads_nothing_heavy() -> None:
    """Time never decides a test; what is imported does."""
    code = """
import sys
from trachu.app.cli import main
sys.argv = ["trachu", "--help"]
try:
    main()
except SystemExit:
    heavy = {"polars", "numpy", "sqlalchemy", "alembic", "pythainlp", "docx", "vl_convert"}
    print(sorted(heavy & set(sys.modules)), file=sys.stderr)
"""
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, encoding="utf8")

    assert done.stderr.strip() == "[]"
    assert "สร้างโต๊ะงาน" in done.stdout


@pytest.mark.parametrize("lang", ["en", "th"])
def test_an_empty_answer_is_not_taken_for_one(folder: Path, monkeypatch: pytest.MonkeyPatch, lang: str) -> None:
    monkeypatch.setenv("TRACHU_LANG", lang)
    words = ["measure", "alignment", "actor=ZZZ", "-b", str(folder), "--csv"]
    result = CliRunner().invoke(app, words, catch_exceptions=False)

    assert 1 == len(result.stdout.splitlines())
    assert ("No rows" in result.stderr, "ไม่มีแถวใด" in result.stderr) == (lang == "en", lang == "th")
