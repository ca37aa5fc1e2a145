"""A text that remembers where each of its characters stood in the raw document."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Mapped:
    """A text and, for every character, the index of its origin in the raw document.

    Slicing keeps the map. Indices need not rise (a mark may be moved), but there are as many of
    them as characters.

    >>> clean = Mapped.of("ส าคัญ")[0:1] + Mapped("ำ", (2,)) + Mapped.of("ส าคัญ")[3:6]
    >>> clean.text, clean.raw
    ('สำคัญ', (0, 2, 3, 4, 5))
    >>> clean.span(1, 3)
    (2, 4)
    """

    text: str
    raw: tuple[int, ...]

    def __post_init__(self) -> None:
        if len(self.text) != len(self.raw):
            raise ValueError(f"{len(self.text)} characters, but {len(self.raw)} raw indices.")

    @classmethod
    def of(cls, text: str, start: int = 0) -> Mapped:
        """Map a text onto itself, or onto the raw document from `start`."""
        return cls(text, tuple(range(start, start + len(text))))

    @classmethod
    def join(cls, parts: Iterable[Mapped]) -> Mapped:
        """Put texts one behind the other."""
        kept = list(parts)
        return cls("".join(p.text for p in kept), tuple(i for p in kept for i in p.raw))

    def __len__(self) -> int:
        return len(self.text)

    def __getitem__(self, where: slice) -> Mapped:
        return Mapped(self.text[where], self.raw[where])

    def __add__(self, other: Mapped) -> Mapped:
        return Mapped(self.text + other.text, self.raw + other.raw)

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Return the raw span, end exclusive, that the characters from start to end came from."""
        return raw_span(self.raw, start, end)


def raw_span(raw: Sequence[int], start: int, end: int) -> tuple[int, int]:
    """Return the smallest raw span that covers the characters from start to end.

    >>> raw_span([0, 2, 3, 4, 5], 0, 2)
    (0, 3)
    >>> raw_span([7], 1, 1)
    (8, 8)
    """
    inside = raw[start:end]
    if not len(inside):
        at = raw[start] if start < len(raw) else (raw[-1] + 1 if len(raw) else 0)
        return at, at
    return min(inside), max(inside) + 1
