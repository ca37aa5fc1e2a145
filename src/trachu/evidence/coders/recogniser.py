"""Names found by a model that the user has installed (spaCy or transformers); off unless somebody asks for it.

The model only says where a name stands and of what kind it is. Who is meant is settled by trachu: by the ontology's
names, else the name itself under PER:, ORG: or LOC:.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any

import polars as pl

from trachu.core.errors import UnknownName
from trachu.core.parts import coder
from trachu.core.tables import CITATIONS, CLAIMS, DATES, MENTIONS, PARTIES, Frames
from trachu.core.words import Words
from trachu.evidence.gazetteer import type_of
from trachu.evidence.passage import passages_of
from trachu.ontology.actor import actor_id

# Labels of OntoNotes, CoNLL-2003, WikiNER and the Thai corpora, by the kind of name that each stands for.
KINDS: Mapping[str, str] = {
    **dict.fromkeys(("PERSON", "PER"), "PER"),
    **dict.fromkeys(("ORG", "ORGANIZATION", "ORGANISATION"), "ORG"),
    **dict.fromkeys(("GPE", "LOC", "LOCATION", "FAC", "FACILITY"), "LOC"),
}
SURE = 0.6  # where the model gives no score
LONGEST = 80  # characters of a name
REASONS: Mapping[str, Words] = {
    "answer": Words(en="the answer was no list of names", th="คำตอบไม่ใช่รายการชื่อ"),
    "label": Words(en="a label that is no kind of actor", th="ป้ายกำกับที่ไม่ใช่ประเภทของผู้เกี่ยวข้อง"),
    "place": Words(en="a place outside the text", th="ตำแหน่งอยู่นอกข้อความ"),
}


def questions(passages: pl.DataFrame) -> list[str]:
    """Return what to ask of a document: the text of each of its passages."""
    return list(dict.fromkeys(passage.text for passage in passages_of(passages)))


@coder(
    name="recogniser",
    version="1",
    label=Words(en="Names found by a spaCy or transformers model", th="ชื่อที่พบโดยแบบจำลองของ spaCy หรือ transformers"),
    questions=questions,
)
def code(passages: pl.DataFrame, answers: Mapping[str, str], *, program: str) -> Frames:
    """Turn the spans that a model found into mentions; `dropped` counts what was refused, by reason.

    ``answers`` gives by the text of a passage a JSON list of [start, end, label, score or null]; places count code
    points.

    >>> row = {"source": "s", "page": 1, "start": 0, "end": 20, "raw_start": 0, "raw_end": 20}
    >>> from trachu.core.tables import PASSAGES
    >>> text = "ซาลามังกาพบ Jane Doe"
    >>> frame = PASSAGES.of([{**row, "text": text, "raw": list(range(20))}])
    >>> found = code(frame, {text: '[[0, 9, "LOC", 0.9], [12, 20, "PERSON", null], [0, 99, "ORG", 1]]'}, program="m@1")
    >>> found["mentions"].select("text", "actor", "confidence").rows()
    [('ซาลามังกา', 'LOC:ซาลามังกา', 0.9), ('Jane Doe', 'PER:Jane Doe', 0.6)]
    >>> found["dropped"].rows()
    [('place', 1)]
    """
    mentions: list[dict[str, Any]] = []
    dropped: dict[str, int] = {}
    for passage in passages_of(passages):
        for span in _spans(answers.get(passage.text)):
            made = _mention(passage.text, span)
            if isinstance(made, str):
                dropped[made] = dropped.get(made, 0) + 1
                continue
            start, end, about = made
            mentions.append({**passage.place(start, end), **about})
    refused = pl.DataFrame(sorted(dropped.items()), schema={"reason": pl.String, "count": pl.Int64}, orient="row")
    empty = {t.name: t.empty() for t in (DATES, CITATIONS, CLAIMS, PARTIES)}
    return {
        "mentions": MENTIONS.of(mentions).unique(["source", "start", "actor"], maintain_order=True),
        **empty,
        "dropped": refused,
    }


def _spans(answer: str | None) -> Iterator[Any]:
    if answer is None:
        return
    try:
        told = json.loads(answer)
    except (ValueError, RecursionError):
        told = None
    yield from told if isinstance(told, list) else [None]


def _mention(text: str, span: Any) -> tuple[int, int, dict[str, Any]] | str:
    match span:
        case [int(start), int(end), str(label), (int() | float() | None) as score]:
            kind = KINDS.get(label.rpartition("-")[2].upper())
        case _:
            return "answer"
    if kind is None:
        return "label"
    if not 0 <= start < end <= len(text) or end - start > LONGEST or not text[start:end].strip():
        return "place"
    sure = SURE if score is None else min(0.95, max(0.05, float(score)))
    actor = _who(text[start:end].strip(), kind)
    return start, end, {"actor": actor, "type": type_of(actor), "confidence": round(sure, 3)}


def _who(name: str, kind: str) -> str:
    try:
        return actor_id(name)
    except UnknownName:
        return f"{kind}:{name}"
