"""Tiny claims and parties for the tests of the facts stage."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import polars as pl
import pytest

from trachu.core.dates import bounds
from trachu.core.tables import CLAIMS, PARTIES

Evidence = tuple[pl.DataFrame, pl.DataFrame]


def told(name: str, kind: str = "event", /, **given: Any) -> dict[str, Any]:
    low, high = bounds(given.get("date"))
    return {
        "claim": name, "source": "doc1", "start": 0, "end": 10, "kind": kind, "type": "CONSULT", "stance": "asserts",
        "coder": "test", "cited": [], "disputes": [], "text": f"words of {name}", "why": f"claim:{name}",
        "earliest": low, "latest": high, **given,
    }  # fmt: skip


def evidence(*rows: tuple[dict[str, Any], dict[str, str]]) -> Evidence:
    """Lay claims out, each with its parties as `role: "AAA BBB"`."""
    parties = [
        {"record": claim["claim"], "role": role, "actor": actor, "why": claim["why"]}
        for claim, roles in rows
        for role, actors in roles.items()
        for actor in actors.split()
    ]
    return CLAIMS.of([claim for claim, _ in rows]), PARTIES.of(parties)


def event(name: str, kind: str, date: str | None, actors: str, recipients: str = "", /, **given: Any) -> Any:
    return told(name, type=kind, date=date, **given), {"actor": actors, "recipient": recipients}


def tie(name: str, relation: str, forum: str, member: str = "", /, **given: Any) -> Any:
    return told(name, "tie", type=relation, **given), {"forum": forum, "member": member}


@pytest.fixture(scope="session")
def tell() -> SimpleNamespace:
    """Return the functions that make evidence: event, tie, told, evidence."""
    return SimpleNamespace(event=event, tie=tie, told=told, evidence=evidence)
