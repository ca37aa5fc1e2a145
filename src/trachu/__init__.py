"""trachu (ตราชู, a pair of scales): a workbench for the structure of the international system."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from trachu.core.errors import TrachuError

if TYPE_CHECKING:
    from trachu.bench import Bench

__all__ = ["Bench", "TrachuError"]
__version__ = "0.1.0"


def __getattr__(name: str) -> Any:
    """Import the bench when it is first asked for, so that `trachu --help` answers at once."""
    if name == "Bench":
        from trachu.bench import Bench

        return Bench
    raise AttributeError(f"module 'trachu' has no attribute {name!r}")
