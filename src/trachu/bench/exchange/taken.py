"""What came of taking a file in."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from trachu.core.words import Words


@dataclass(frozen=True, slots=True)
class Taken:
    """How much was taken in, and what was left out and why."""

    codes: int = 0
    codings: int = 0
    sources: int = 0
    left_out: Sequence[Words] = field(default_factory=tuple)

    def to_dict(self) -> dict[str, Any]:
        """Return everything as plain data."""
        left = [{"en": words.en, "th": words.th} for words in self.left_out]
        return {"codes": self.codes, "codings": self.codings, "sources": self.sources, "left_out": left}
