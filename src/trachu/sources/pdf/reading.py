"""The pages of a PDF, read glyph by glyph; what cannot be read so is left out."""

from __future__ import annotations

import logging
import warnings
from io import BytesIO
from typing import Any

from trachu.sources.pdf.glyphs import Glyph, Walker
from trachu.sources.pdf.layout import Sheet, sheets
from trachu.sources.pdf.lines import pieces
from trachu.sources.pdf.meanings import correct

# What pypdf raises on files that are damaged or made to do harm.
FAULTS = (
    ValueError, KeyError, IndexError, TypeError, AttributeError, RecursionError, ArithmeticError, AssertionError,
    NotImplementedError, OSError, MemoryError,
)  # fmt: skip


def read_sheets(data: bytes) -> dict[int, Sheet]:
    """Return the pages that could be read, by index."""
    from pypdf import PdfReader
    from pypdf.errors import DependencyError, PyPdfError

    logging.getLogger("pypdf").setLevel(logging.CRITICAL)  # what it cannot read is told by us
    walker = Walker()
    read: dict[int, list[Glyph]] = {}
    faults = (*FAULTS, PyPdfError, DependencyError)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            pages = PdfReader(BytesIO(data)).pages
            count = len(pages)
        except faults:
            return {}
        for number in range(count):
            try:
                found = walker.read(pages[number])
            except faults:
                continue
            if found.legible:
                read[number] = found.glyphs
    correct(list(read.values()))
    return _laid(read, walker)


def _laid(read: dict[int, list[Glyph]], walker: Any) -> dict[int, Sheet]:
    bold = frozenset(font.key for font in walker.fonts if font.bold)
    laid = sheets([pieces(glyphs, bold) for glyphs in read.values()])
    return dict(zip(read, laid, strict=True))
