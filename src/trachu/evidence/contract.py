"""The records of `trachu code FILE --json`: what a document says, one JSON object a line."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

import polars as pl

from trachu.core.dates import year_of
from trachu.core.tables import Frames

Record = dict[str, Any]
STATUS = {"asserts": "asserted", "reports": "reported", "denies": "denied", "predicts": "predicted"}
IMPLIED = "implicit"


def records(frames: Frames, clusters: Mapping[str, str] | None = None) -> list[Record]:
    """Turn what a coder returned into records; `clusters` maps a claim to the event that it tells of.

    Without clusters every event stands for itself.

    >>> from trachu.core.tables import CITATIONS, CLAIMS, DATES, MENTIONS, PARTIES
    >>> empty = {t.name: t.empty() for t in (MENTIONS, DATES, CITATIONS, CLAIMS, PARTIES)}
    >>> where = {"source": "s", "start": 0, "end": 3, "raw_start": 0, "raw_end": 3, "text": "จีน"}
    >>> china = MENTIONS.of([{**where, "actor": "CHN", "type": "GPE", "confidence": 0.98}])
    >>> records({**empty, "mentions": china})[0]["id"]
    'CHN'
    """
    parties = _parties(frames["parties"])
    claims = frames["claims"].to_dicts()
    disputed = {other for claim in claims for other in claim["disputes"] or []}
    found: list[Record] = [
        *(
            {**_common(m, "entity"), "id": m["actor"], "type": m["type"]}
            for m in frames["mentions"].iter_rows(named=True)
        ),
        *(
            {**_common(d, "date"), "edtf": d["edtf"], "qualifier": d["qualifier"]}
            for d in frames["dates"].iter_rows(named=True)
        ),
    ]
    for claim in claims:
        roles = parties.get(claim["claim"], {})
        if claim["kind"] == "event":
            found.append(_event(claim, roles, (clusters or {}).get(claim["claim"], claim["claim"]), disputed))
        elif claim["kind"] == "tie":
            found.append(_membership(claim, roles))
        else:
            found.append(_claim(claim))
    for c in frames["citations"].iter_rows(named=True):
        found.append({**_common(c, "citation"), "key": c["key"], "scope": c["scope"]})
    return sorted(found, key=lambda r: (r["raw_start"], r["raw_end"], r["record"]))


def _common(row: Mapping[str, Any], record: str) -> Record:
    sure = row.get("confidence")
    place = {"raw_start": row["raw_start"], "raw_end": row["raw_end"], "text": row["text"]}
    return {"record": record, **place, "confidence": 1.0 if sure is None else round(sure, 3)}


def _parties(frame: pl.DataFrame) -> dict[str, dict[str, list[str]]]:
    found: dict[str, dict[str, list[str]]] = {}
    for record, role, actor in frame.select("record", "role", "actor").iter_rows():
        found.setdefault(record, {}).setdefault(role, []).append(actor)
    return found


def _event(claim: Mapping[str, Any], roles: Mapping[str, list[str]], event: str, disputed: set[str]) -> Record:
    status = STATUS[claim["stance"]]
    if claim["claim"] in disputed and status in ("asserted", "reported"):
        status = "reported-disputed"
    return {
        **_common(claim, "event"),
        "event": event,
        "type": claim["type"],
        "mode": claim["mode"],
        "contexts": claim["contexts"] or [],
        "domain": claim["domain"],
        "date": claim["date"],
        "actors": roles.get("actor", []),
        "recipients": roles.get("recipient", []),
        "status": status,
        "cited": claim["cited"] or [],
    }


def _claim(claim: Mapping[str, Any]) -> Record:
    cited = claim["cited"] or []
    return {
        **_common(claim, "claim"),
        "claim": claim["claim"],
        "stance": claim["stance"],
        "speaker": claim["speaker"],
        "cited": cited[0] if cited else None,
        "disputes": list(claim["disputes"] or []),
    }


def _membership(claim: Mapping[str, Any], roles: Mapping[str, list[str]]) -> Record:
    forum, value = roles["forum"][0], claim["value"]
    name = forum.partition(":")[2] or forum
    year = year_of(claim["date"]) if claim["type"] == "host" else None
    return {
        **_common(claim, "membership"),
        "forum": f"{name}-{year}" if year else name,  # who hosts, hosts one meeting
        "actor": next(iter(roles.get("member", [])), None),
        "relation": claim["type"],
        "value": None if value is None else f"{value:g}",
        "explicit": IMPLIED not in (claim["contexts"] or []),
    }


def lines(found: list[Record]) -> Iterator[str]:
    """Write records as JSON lines, Thai as it is.

    >>> list(lines([{"record": "date", "text": "ปี 2024"}]))
    ['{"record": "date", "text": "ปี 2024"}']
    """
    import json

    return (json.dumps(record, ensure_ascii=False) for record in found)
