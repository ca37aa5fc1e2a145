"""Load what the first document needs, before anybody hands it over."""

from __future__ import annotations

import importlib

import polars as pl

from trachu.core.tables import table
from trachu.core.text import Mapped
from trachu.evidence.coders.rules import code
from trachu.facts.world import world
from trachu.ontology.reference import references
from trachu.sources.pages import lay_out
from trachu.sources.passages import passages
from trachu.sources.repair import repair

TEXT = "เมื่อวันที่ 19 มิถุนายน 2567 รัสเซียและเกาหลีเหนือลงนามสนธิสัญญา\nOn 4 November 2024 Russia denied that it had sent arms."
LIBRARIES = ("docx", "lxml.html", "pypdf", "pypdfium2")  # the readers load theirs with the first file of their kind


def warm() -> None:
    """Code two sentences and put a world together, which compiles the dictionary and every list of names and acts."""
    for library in LIBRARIES:
        importlib.import_module(library)
    pages = repair(lay_out([Mapped.of(TEXT)]))
    found = code(table("passages").of(passages(pages).with_columns(source=pl.lit(""))))
    world([], found)
    references()
