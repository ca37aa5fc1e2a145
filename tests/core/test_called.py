"""Every kind of thing that a message may say is unknown has a Thai name."""

from __future__ import annotations

import ast
from pathlib import Path
from typing import get_args

import trachu
from trachu.core.called import THAI
from trachu.core.errors import UnknownName
from trachu.core.parts import Kind


def kinds() -> set[str]:
    """Return the kinds that the code writes out where it raises, or hands on to who raises."""
    found: set[str] = set(get_args(Kind))
    for path in Path(trachu.__file__).parent.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf8"))):
            if isinstance(node, ast.Call) and getattr(node.func, "id", "") in ("UnknownName", "_one_of"):
                first = node.args[0]
                found |= {first.value} if isinstance(first, ast.Constant) and isinstance(first.value, str) else set()
    return found


def test_every_kind_is_called_something_in_thai() -> None:
    assert set() == kinds() - set(THAI)


def test_a_message_in_thai_has_no_english_kind() -> None:
    assert "ไม่มีเวทีความร่วมมือชื่อ 'ASAEN'\nหมายถึง 'ASEAN' หรือไม่" == UnknownName("forum", "ASAEN", ["ASEAN"]).say("th")
