"""Load every part of every shelf once, so that adding a file is enough."""

from __future__ import annotations

import importlib
from functools import cache

from trachu.core import parts

SHELVES = (
    "trachu.sources.datasets",
    "trachu.sources.readers",
    "trachu.evidence.coders",
    "trachu.measures",
    "trachu.models",
    "trachu.briefs",
    "trachu.briefs.charts",
)


@cache
def load() -> None:
    """Import every module of every shelf."""
    for name in SHELVES:
        parts.load(importlib.import_module(name))
