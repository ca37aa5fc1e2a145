"""The register of sources written as RIS, for Zotero, EndNote, Mendeley and QualCoder."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from trachu.bench.store import Source
from trachu.core.words import Words
from trachu.sources.ris import TAGS

LOST = (Words(en="The files themselves, codings and codes.", th="ตัวแฟ้มเอกสาร การลงรหัส และรหัส"),)
TYPES = {"document": "GEN", "dataset": "DATA"}


def write(sources: Sequence[Source]) -> str:
    r"""Write sources as RIS, one record each; `L1` is the name of the file, `ID` the id of the source.

    >>> print(write([Source(source="a1", kind="document", name="a.pdf", title="A", authors="B and C")]).strip())
    TY  - GEN
    TI  - A
    AU  - B
    AU  - C
    ID  - a1
    L1  - a.pdf
    ER  -
    """
    return "\n".join("\n".join(_lines(source)) for source in sources) + "\n"


def _lines(source: Source) -> Iterator[str]:
    yield f"TY  - {TYPES.get(source.kind, 'GEN')}"
    for field, tags in TAGS.items():
        value = getattr(source, field)
        values = re.split(r"\s+and\s+", value) if field == "authors" and value else [value]
        yield from (f"{tags[0]}  - {_flat(one)}" for one in values if one)
    if source.published and re.match(r"\d{4}", source.published):
        yield f"PY  - {source.published[:4]}"
    yield f"ID  - {source.source}"
    yield f"L1  - {_flat(source.name)}"
    yield "ER  -"


def _flat(text: str) -> str:
    return " ".join(text.split())
