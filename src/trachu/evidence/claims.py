"""Statements: what a document hands to a speaker, what it expects itself, and which denial disputes what."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from trachu.evidence.clauses import Clause
from trachu.evidence.gazetteer import state_of
from trachu.evidence.mention import Mention
from trachu.evidence.reading import Reading
from trachu.evidence.stance import Frame, Stance, expects, frames_in, quotes_in

AUTHOR = "author"
LONGEST = 420  # characters of one statement
NEAR = 300  # characters back to which a speaker carries over
QUOTE = 40  # characters from which a quotation without a verb beside it counts as a statement


@dataclass(frozen=True, slots=True)
class Statement:
    """What is said: span, stance, speaker (ids joined by +, `author`, or None for nobody), whom it is about.

    Confidence: .75 with a speaker beside the verb, .6 where the speaker carries over or nobody is named, .5 for
    expectations of the author.
    """

    start: int
    end: int
    stance: Stance
    speaker: str | None
    about: tuple[str, ...]
    confidence: float


def statements_in(reading: Reading) -> list[Statement]:
    """Find the statements of a passage.

    >>> from trachu.evidence.passage import Passage
    >>> from trachu.evidence.reading import read
    >>> import numpy as np
    >>> text = "สหรัฐฯ เตือนว่าการส่งอาวุธอาจกระทบเอเชีย ขณะที่รัสเซียปฏิเสธข่าวลือ"
    >>> one = read([Passage("s", 1, 0, "th", text, np.arange(len(text), dtype=np.uint32))])[0]
    >>> [(s.stance, s.speaker) for s in statements_in(one)]
    [('predicts', 'USA'), ('denies', 'RUS')]
    """
    frames = frames_in(reading.text, reading.passage.lang)
    found: list[Statement] = []
    for number, frame in enumerate(frames):
        clause = next((c for c in reading.clauses if c.start <= frame.start < c.end), None)
        if clause:
            following = frames[number + 1] if number + 1 < len(frames) else None
            found.append(_framed(reading, frame, clause, following, found))
    found += _bare_quotes(reading, found)
    found += _expectations(reading, found)
    kept = {(s.start, s.end): s for s in sorted(found, key=lambda s: (s.confidence, s.start))}
    return sorted(kept.values(), key=lambda s: s.start)


def _framed(
    reading: Reading, frame: Frame, clause: Clause, following: Frame | None, before: Sequence[Statement]
) -> Statement:
    """Read one frame: its speaker to the left, and what is said up to the next frame or the end of the sentence."""
    text, lang = reading.text, reading.passage.lang
    _, end = reading.sentence(clause.sentence)
    if following:
        opened = next((c.start for c in reading.clauses if c.start <= following.start < c.end), end)
        end = min(end, opened) if opened > frame.end else min(end, following.start)
    end = min(max(end, frame.end), _to_citation(reading, frame.end, end), clause.start + LONGEST)
    speaker, sure = _speaker(reading, frame, clause, before)
    stance = frame.stance
    if stance == "asserts" and expects(text[frame.end : end], lang):
        stance = "predicts"
    elif stance == "predicts" and speaker is None:
        speaker = AUTHOR
    start = clause.start
    return Statement(start, end, stance, speaker, _about(reading, frame.end, end), sure)


def _to_citation(reading: Reading, start: int, end: int) -> int:
    return next((c.start for c in reading.citations if start < c.start < end and c.note is None), end)


def _speaker(
    reading: Reading, frame: Frame, clause: Clause, before: Sequence[Statement]
) -> tuple[str | None, float]:
    inside = [m for m in reading.named(frame.start, frame.end) if m.type != "LOC"]
    left = [m for m in reading.named(clause.start, frame.start) if m.type != "LOC"]
    if frame.sourceless or (frame.stance == "reports" and inside and not left):
        return (_together(reading.text, inside), 0.7) if inside else (None, 0.6)
    if left:
        return _together(reading.text, left), 0.75
    right = [m for m in reading.named(frame.end, clause.end) if m.type != "LOC"]
    if frame.stance == "denies" and right:
        return _together(reading.text, right[:1]), 0.6
    if before and frame.start - before[-1].end < NEAR and before[-1].speaker != AUTHOR:
        return before[-1].speaker, 0.6
    earlier = [m for m in reading.named(max(0, clause.start - NEAR), clause.start) if m.type in ("PER", "GPE", "ORG")]
    return (_together(reading.text, earlier), 0.5) if earlier else (None, 0.5)


_JOINED = re.compile(r"(?:\s|,|\([^()]{0,60}\)){0,4}(?:และ|กับ|รวมถึง|and|&|-)?\s{0,2}(?:[ก-ฮเ-ไ][ก-๎]{1,24})?\s{0,2}(?:the\s)?")
_CONJUNCTION = re.compile(r"(?:และ|กับ|\band\b|&|,|^\s+$)")


def _together(text: str, mentions: Sequence[Mention]) -> str:
    """Name the last speaker and those joined to it; a person speaks before the state beside the name."""
    last = len(mentions) - 1
    first = last
    while first > 0 and _JOINED.fullmatch(text[mentions[first - 1].end : mentions[first].start]):
        first -= 1
    group = mentions[first : last + 1]
    people = [m.actor for m in group if m.type == "PER"]
    organs = [m.actor for m in group if m.type == "ORG"]
    gaps = [text[a.end : b.start] for a, b in zip(group, group[1:], strict=False)]
    several = any(_CONJUNCTION.search(gap) for gap in gaps)
    chosen = people or (organs if not several else []) or [m.actor for m in group]
    return "+".join(dict.fromkeys(chosen))


def _about(reading: Reading, start: int, end: int) -> tuple[str, ...]:
    parties = (state_of(m.actor) for m in reading.named(start, end))
    return tuple(dict.fromkeys(p for p in parties if p))


def _bare_quotes(reading: Reading, found: Sequence[Statement]) -> list[Statement]:
    """Take long quotations that no verb introduces as said by the speaker before them."""
    kept = []
    for start, end in quotes_in(reading.text):
        covered = any(s.start <= start < s.end for s in found)
        speaking = [s for s in found if s.end <= start and s.speaker not in (None, AUTHOR)]
        if not covered and end - start >= QUOTE and speaking:
            about = _about(reading, start, end)
            kept.append(Statement(start, end, speaking[-1].stance, speaking[-1].speaker, about, 0.55))
    return kept


def _expectations(reading: Reading, found: Sequence[Statement]) -> list[Statement]:
    """Take clauses with words of expectation that nobody else is made to say: the author expects."""
    kept = []
    for clause in reading.clauses:
        covered = any(s.start < clause.end and clause.start < s.end for s in found)
        if not covered and expects(reading.text[clause.start : clause.end], reading.passage.lang):
            about = _about(reading, clause.start, clause.end)
            kept.append(Statement(clause.start, clause.end, "predicts", AUTHOR, about, 0.5))
    return kept


@dataclass(frozen=True, slots=True)
class Said:
    """A statement in its document, with the words by which denials are matched."""

    claim: str
    passage: int
    statement: Statement
    words: frozenset[str]


AROUND = 4  # passages to either side in which a denial looks for what it denies
ALIKE = 0.16  # share of the denial's word pieces that what it denies must have
PIECE = 5  # letters of a word piece


def pieces(text: str) -> frozenset[str]:
    """Cut a text into overlapping pieces of words, by which two statements are found to have one topic.

    >>> sorted(pieces("ส่งอาวุธ"))[:2]
    ['งอาวุ', 'ส่งอา']
    """
    words = re.findall(r"[^\W\d_\u0e46][\u0e00-\u0e7f\w]{2,}", text.lower())
    return frozenset(word[i : i + PIECE] for word in words for i in range(max(1, len(word) - PIECE + 1)))


def disputes(said: Sequence[Said]) -> dict[str, list[str]]:
    """Link every denial to the statements nearby that it denies: other speaker, shared parties, shared words."""
    links: dict[str, list[str]] = {}
    for one in said:
        if one.statement.stance != "denies":
            continue
        near = [o for o in said if abs(o.passage - one.passage) <= AROUND and o.statement.stance in ("asserts", "reports")]
        rated = sorted(((_alike(one, other), other.claim) for other in near), reverse=True)
        links[one.claim] = [claim for rating, claim in rated if rating >= ALIKE][:3]
    return links


def _alike(one: Said, other: Said) -> float:
    shared = set(one.statement.about) & set(other.statement.about)
    if not shared or not one.words or one.statement.speaker == other.statement.speaker:
        return 0.0
    return len(one.words & other.words) / len(one.words) + (0.04 if len(shared) > 1 else 0)
