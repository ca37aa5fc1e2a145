"""Docs that cannot lie: generated pages are fresh, every part and command is described, every page's code runs."""

from __future__ import annotations

import os
import re
import runpy
import shlex
import subprocess
import sys
from pathlib import Path
from typing import get_args

import pytest

from trachu.bench import shelves
from trachu.core import parts
from trachu.core.parts import Kind

TOP = Path(__file__).parent.parent
REFERENCE = runpy.run_path(str(TOP / "tools" / "reference.py"))["pages"]()
PAGES = sorted([TOP / "README.md", TOP / "README.th.md", TOP / "CONTRIBUTING.md", *(TOP / "docs").rglob("*.md")])
BLOCK = re.compile(r"^```(python|console)\n(.*?)^```", re.MULTILINE | re.DOTALL)
LINK = re.compile(r"\]\(((?!https?://|#|mailto:)[^)#]+)[^)]*\)")
WITH_CODE = [page for page in PAGES if BLOCK.search(page.read_text(encoding="utf8"))]


def named(page: Path) -> str:
    return str(page.relative_to(TOP))


@pytest.mark.parametrize("name", REFERENCE)
def test_generated_page_is_fresh(name: str) -> None:
    assert REFERENCE[name] == (TOP / "docs" / "reference" / name).read_text(encoding="utf8"), "run: make docs"


def test_every_part_is_on_a_page() -> None:
    shelves.load()
    text = (TOP / "docs" / "reference" / "parts.md").read_text(encoding="utf8")
    lacking = [p.name for kind in get_args(Kind) for p in parts.all_of(kind) if f"### {p.name}\n" not in text]

    assert [] == lacking


@pytest.mark.parametrize("page", PAGES, ids=named)
def test_links_lead_somewhere(page: Path) -> None:
    lost = [link for link in LINK.findall(page.read_text(encoding="utf8")) if not (page.parent / link).exists()]

    assert [] == lost


@pytest.mark.parametrize("page", WITH_CODE, ids=named)
def test_code_of_a_page_runs(page: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    names: dict[str, object] = {"__name__": "page"}
    ran = 0
    for language, code in BLOCK.findall(page.read_text(encoding="utf8")):
        if language == "python":
            exec(compile(code, named(page), "exec"), names)
            ran += 1
        else:
            ran += run_console(code, tmp_path)

    assert ran


def run_console(code: str, folder: Path) -> int:
    """Run the lines that begin with `$ trachu`; what make does is tested elsewhere."""
    lines = [line[2:] for line in code.splitlines() if line.startswith("$ trachu ")]
    for line in lines:
        words = shlex.split(line, comments=True)[1:]
        command = [sys.executable, "-c", "from trachu.app.cli import main; main()", *words]
        setting = {**os.environ, "PYTHONUTF8": "1"}
        done = subprocess.run(command, cwd=folder, capture_output=True, text=True, env=setting)

        assert 0 == done.returncode, f"{line}\n{done.stderr}"
    return len([line for line in code.splitlines() if line.startswith("$ ")])
