"""Ask a public tool that lies in another environment, so that trachu's own stays as it is.

`--peers PYTHON` names the interpreter of an environment with the tools: `python -m venv peers`, then
`peers/bin/python -m pip install fixthaipdf scikit-learn`. What is not installed is printed as such.
"""

from __future__ import annotations

import json
import subprocess
import sys
from argparse import ArgumentParser, Namespace
from pathlib import Path
from typing import Any

ABSENT = "not installed"
MINUTES = 20


def arguments(doc: str, what: str) -> Namespace:
    """Read the command line: one file or folder, and the peers' interpreter."""
    parser = ArgumentParser(description=doc.splitlines()[0])
    parser.add_argument("path", type=Path, help=what)
    parser.add_argument("--peers", default=sys.executable, help="Python of an environment with the public tools")
    return parser.parse_args()


def lines_of(path: Path) -> list[dict[str, Any]]:
    """Return the records of a JSON Lines file."""
    return [json.loads(line) for line in path.read_text(encoding="utf8").splitlines() if line.strip()]


def ask(python: str, program: str, given: Any) -> Any:
    """Run a program that reads JSON and writes JSON; None if a library it needs is not there."""
    done = subprocess.run(
        [python, "-c", program],
        input=json.dumps(given),
        capture_output=True,
        text=True,
        timeout=60 * MINUTES,
        check=False,
    )
    if done.returncode and "ModuleNotFoundError" in done.stderr:
        return None
    if done.returncode:
        raise SystemExit(done.stderr)
    return json.loads(done.stdout)


def table(head: list[str], rows: list[list[str]]) -> str:
    """Lay out a table in Markdown."""
    lines = [head, ["---"] * len(head), *rows]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)
