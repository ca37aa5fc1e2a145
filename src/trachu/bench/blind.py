"""Blind double coding: a page as one coder sees it who must not see what other people did; and who the coders are."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from typing import TYPE_CHECKING

import polars as pl

from trachu.bench import versions
from trachu.bench.highlights import Card, Leaf, Mark
from trachu.bench.suggesting import programs

if TYPE_CHECKING:
    from trachu.bench.bench import Bench


def blind(leaf: Leaf, coder: str) -> Leaf:
    """Take from a page what other people typed, and let what they decided stand as undecided."""
    kept = [card for card in leaf.cards if _own(card, coder)]
    hidden = {card.row["claim"] for card in leaf.cards} - {card.row["claim"] for card in kept}
    cards = tuple(undecided(card, coder) for card in kept)
    marks = [mark for mark in leaf.marks if mark.about not in hidden]
    marked = {mark.about for mark in marks}
    marks += [
        Mark(card.row["start"], card.row["end"], card.row["kind"], card.row["claim"])
        for card in cards
        if card.state == "open" and card.row["claim"] not in marked
    ]
    return replace(leaf, marks=tuple(sorted(marks, key=lambda m: (m.start, -m.end, m.kind, m.about))), cards=cards)


def _own(card: Card, coder: str) -> bool:
    """Tell whether a program made the claim, or the coder did."""
    return "@" in card.row["coder"] or card.row["coder"] == coder


def undecided(card: Card, coder: str) -> Card:
    """Return a claim as it stands for a coder who must not see what others decided."""
    if card.state == "typed" or coder in card.by or not card.by:
        return card
    return replace(card, state="open", by=())


def coders(bench: Bench) -> pl.DataFrame:
    """Tabulate who codes: coder, program, codings, decisions, documents read to the end."""
    typed = Counter(coding.coder for coding in bench.store.codings())
    decided = Counter(judgement.coder for judgement in bench.store.judgements())
    read = Counter(reading.coder for reading in bench.store.readings())
    people = sorted({*typed, *decided, *read})
    rows = [(who, False, typed[who], decided[who], read[who]) for who in people]
    rows += [(name, True, 0, 0, 0) for name in ("rules", *programs(bench.folder))]
    shape = {"coder": pl.String, "program": pl.Boolean, **dict.fromkeys(("codings", "decisions", "read"), pl.Int64)}
    return pl.DataFrame(rows, schema=shape, orient="row")


def adjudicate(bench: Bench, right: str, wrong: str, by: str, seen: tuple[str, str]) -> None:
    """Settle a disagreement: the one claim is accepted, the other rejected; refused if either changed meanwhile."""
    for record, version in zip((right, wrong), seen, strict=True):
        if record:
            versions.unchanged(versions.of_record(bench, record), version)
    note = f"adjudicated against {wrong}" if wrong else "adjudicated"
    if right:
        bench.judge(right, "accept", by=by, note=note)
    if wrong:
        bench.judge(wrong, "reject", by=by, note=f"adjudicated for {right}" if right else "adjudicated")
