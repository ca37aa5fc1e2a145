"""Analysts use Windows: nothing of one system alone is needed."""

from __future__ import annotations

import ast
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

import trachu

HERE = Path(trachu.__file__).parent
POSIX = {"fcntl", "resource", "pwd", "grp", "termios", "tty", "pty", "syslog", "crypt", "spwd", "posix"}
CALLS = {"fork", "forkpty", "killpg", "setsid", "setpgid", "getuid", "geteuid", "nice", "mkfifo", "sched_getaffinity"}
SIGNALS = {"SIGKILL", "SIGHUP", "SIGUSR1", "SIGUSR2", "SIGALRM", "SIGCHLD", "alarm", "pause"}
PLACES = ("/tmp/", "/dev/", "/proc/", "/usr/", "/home/")


def files() -> list[Path]:
    return sorted(HERE.rglob("*.py"))


def imported(tree: ast.AST) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (one.name.partition(".")[0] for one in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            yield node.module.partition(".")[0]


def guarded(tree: ast.AST, module: str) -> bool:
    """Tell whether a function that imports a module of one system asks first which system this is."""
    functions = [node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef) and module in set(imported(node))]
    return bool(functions) and all("sys.platform" in ast.unparse(one) for one in functions)


def test_modules_of_one_system_are_imported_where_it_was_asked_which_system_this_is() -> None:
    found = []
    for path in files():
        tree = ast.parse(path.read_text(encoding="utf8"))
        found += [f"{path.name}: {one}" for one in POSIX & set(imported(tree)) if not guarded(tree, one)]

    assert [] == found


def test_no_call_no_signal_and_no_place_of_one_system() -> None:
    found = []
    for path in files():
        for node in ast.walk(ast.parse(path.read_text(encoding="utf8"))):
            if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name):
                if (node.value.id == "os" and node.attr in CALLS) or (
                    node.value.id == "signal" and node.attr in SIGNALS
                ):
                    found.append(f"{path.name}: {node.value.id}.{node.attr}")
            elif isinstance(node, ast.Constant) and isinstance(node.value, str) and node.value.startswith(PLACES):
                found.append(f"{path.name}: {node.value}")

    assert [] == found


def test_text_is_written_and_read_in_a_named_encoding_or_is_plain() -> None:
    found = []
    for path in files():
        for node in ast.walk(ast.parse(path.read_text(encoding="utf8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
                named = {word.arg for word in node.keywords}
                if node.func.attr in ("read_text", "write_text") and not node.args[1:] and "encoding" not in named:
                    found.append(f"{path.name}:{node.lineno}")

    assert [] == [one for one in found if not one.startswith("cache.py")]  # hashes and numbers, in ASCII


def test_thai_is_printed_where_the_system_prints_none() -> None:
    asked = [sys.executable, "-c", "from trachu.app.cli import main; main()", "scenario", "list", "--lang", "th"]
    done = subprocess.run(asked, env={**os.environ, "PYTHONIOENCODING": "cp1252"}, capture_output=True, check=False)

    assert (0, b"") == (done.returncode, done.stderr)
    assert "อาเซียน" in done.stdout.decode("utf8")


@pytest.mark.skipif(sys.platform != "linux", reason="says what this test would find")
def test_the_search_finds_what_it_looks_for() -> None:
    tree = ast.parse("import fcntl\ndef one():\n    import resource\n")

    assert {"fcntl", "resource"} == set(imported(tree))
    assert [False, False] == [guarded(tree, one) for one in ("fcntl", "resource")]
    assert guarded(ast.parse("def one():\n    if sys.platform != 'linux':\n        return\n    import pwd\n"), "pwd")
