"""See each import contract fail once: a copy of the house with one forbidden import, and the contract that breaks."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

import trachu

TOP = Path(__file__).parent.parent
RUN = "from importlinter.cli import lint_imports_command; lint_imports_command()"
VIOLATIONS = {
    "a measure reads the bench": (
        "measures/cinc.py",
        "import trachu.bench.store",
        "Imports run one way, down the dataflow BROKEN",
    ),
    "an eleventh room": ("misc.py", "", "not listed as layers:\n\n- trachu.misc"),
    "a stage opens a database": ("facts/ties.py", "import sqlite3", "database, clock or web below the bench BROKEN"),
    "a part imports its sibling": (
        "measures/cinc.py",
        "import trachu.measures.polarity",
        "parts never import their siblings BROKEN",
    ),
    "the app reaches past the bench": (
        "app/cli.py",
        "import trachu.measures.cinc",
        "The app talks to the bench alone BROKEN",
    ),
}


def lint(house: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-c", RUN, "--config", str(TOP / "pyproject.toml"), "--no-cache"],
        cwd=house, env={**os.environ, "PYTHONPATH": str(house), "PYTHONUTF8": "1"}, capture_output=True, text=True,
    )  # fmt: skip


@pytest.fixture
def house(tmp_path: Path) -> Path:
    ignored = shutil.ignore_patterns("__pycache__", "*.csv", "*.toml", "*.pdf", "*.woff2", "*.ttf")
    shutil.copytree(Path(trachu.__file__).parent, tmp_path / "trachu", ignore=ignored)
    return tmp_path


def test_the_house_keeps_its_contracts(house: Path) -> None:
    done = lint(house)

    assert 0 == done.returncode, done.stdout


@pytest.mark.parametrize("name", VIOLATIONS)
def test_a_forbidden_import_breaks_its_contract(house: Path, name: str) -> None:
    file, line, contract = VIOLATIONS[name]
    with (house / "trachu" / file).open("a", encoding="utf8") as module:
        module.write(f"\n{line}\n")

    done = lint(house)

    assert 0 != done.returncode
    assert contract in done.stdout, done.stdout
