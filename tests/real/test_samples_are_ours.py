"""The bundled samples share facts with the real documents, but no sentence."""

from __future__ import annotations

import re
from importlib import resources
from pathlib import Path

import pytest

from trachu.core.text import Mapped
from trachu.sources.passages import document
from trachu.sources.readers.docx import read_docx
from trachu.sources.readers.html import read_html
from trachu.sources.readers.pdf import read_pdf
from trachu.sources.repair import repair, repair_text

SAMPLES = resources.files("trachu").joinpath("bench", "samples")
READERS = {"pdf": read_pdf, "docx": read_docx, "html": read_html}
LONGEST = 60  # characters in a row that a sample may have in common with a source, blanks left out
BLANKS = re.compile(r"\s+")


def runs(text: str) -> set[str]:
    """Every stretch of LONGEST characters of a text, blanks left out."""
    text = BLANKS.sub("", text)
    return {text[start : start + LONGEST] for start in range(len(text) - LONGEST + 1)}


@pytest.fixture(scope="module")
def theirs(shared: Path) -> set[str]:
    """The stretches of the real documents, as they stand and repaired."""
    found: set[str] = set()
    for path in sorted((shared / "sources").glob("*.txt")):
        raw = path.read_text(encoding="utf8")
        found |= runs(raw) | runs(repair_text(Mapped.of(raw)).text)
    return found


@pytest.mark.parametrize("name", ["russia_north_korea.pdf", "technology_diplomacy.docx", "nato_industry_forum.html"])
def test_no_sentence_is_taken_over(name: str, theirs: set[str]) -> None:
    pages = READERS[name.rpartition(".")[2]](SAMPLES.joinpath(name).read_bytes())
    ours = runs(document(repair(pages)).text)

    assert ours
    assert sorted(ours & theirs) == []
