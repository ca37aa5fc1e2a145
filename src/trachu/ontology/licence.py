"""The terms on which datasets may be used, in both languages."""

from __future__ import annotations

from functools import cache

from trachu.core.words import Words
from trachu.ontology.files import rows

FILE = "licences.csv"


@cache
def licences() -> dict[str, Words]:
    """Read the terms that datasets name, by their English words."""
    return {row["en"]: Words(en=row["en"], th=row["th"]) for row in rows(FILE)}


def licence(text: str) -> Words:
    """Say the terms of a dataset; terms that a user typed stay as they are.

    >>> licence("Harvard Dataverse, CC0; cite the authors.").th
    'Harvard Dataverse CC0 และอ้างอิงผู้จัดทำ'
    """
    return licences().get(text, Words(en=text, th=text))
