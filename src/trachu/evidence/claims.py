"""Statements: what a document hands to a speaker, what it expects itself, and which denial disputes what."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace

from trachu.evidence.clauses import Clause
from trachu.evidence.gazetteer import state_of
from trachu.evidence.reading import Reading
from trachu.evidence.speakers import AUTHOR, Last, speaker_of
from trachu.evidence.stance import Frame, Stance, expects, quotes_in

AT_ONCE = 2  # characters from ว่า to the quotation that it opens
FAR = 240  # characters from where a clause begins to a verb of saying, beyond which the statement begins later
LONGEST = 420  # characters of one statement


@dataclass(frozen=True, slots=True)
class Statement:
    """What is said: span, stance, speaker (ids joined by +, `author`, or None for nobody), whom it is about.

    ``content`` is where the words of the speaker begin, behind the verb of saying.

    Confidence: .75 with a speaker beside the verb, .6 where the speaker carries over or nobody is named, .5 for
    expectations of the author.
    """

    start: int
    end: int
    stance: Stance
    speaker: str | None
    about: tuple[str, ...]
    confidence: float
    content: int


def statements_in(reading: Reading) -> list[Statement]:
    """Find the statements of a passage.

    >>> from trachu.evidence.passage import Passage
    >>> from trachu.evidence.reading import read
    >>> text = "สหรัฐฯ เตือนว่าการส่งอาวุธอาจกระทบเอเชีย ขณะที่รัสเซียปฏิเสธข่าวลือ"
    >>> one = read([Passage.of(text)])[0]
    >>> [(s.stance, s.speaker) for s in statements_in(one)]
    [('predicts', 'USA'), ('denies', 'RUS')]
    """
    frames, quotes = reading.frames, quotes_in(reading.text)
    found: list[Statement] = []
    for number, frame in enumerate(frames):
        clause = next((c for c in reading.clauses if c.start <= frame.start < c.end), None)
        if clause:
            closed = [last for first, last in quotes if first < clause.start < last <= frame.start]
            clause = replace(clause, start=closed[0]) if closed else clause
            following = frames[number + 1] if number + 1 < len(frames) else None
            found.append(_framed(reading, frame, clause, following, found))
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
    quoted = next((last for first, last in quotes_in(text) if 0 <= first - frame.end <= AT_ONCE), end)
    start = _opening(text, clause.start, frame.start)
    end = min(max(end, frame.end, quoted), _to_citation(reading, frame.end, end), start + LONGEST)
    last = Last(before[-1].end, before[-1].speaker) if before else None
    speaker, sure = speaker_of(reading, frame, clause, last)
    stance = frame.stance
    if stance == "asserts" and expects(text[frame.end : end], lang):
        stance = "predicts"
    elif stance == "predicts" and speaker is None:
        speaker = AUTHOR
    end = clause.start + len(text[clause.start : end].rstrip(" ,;"))
    content = clause.start if frame.back else frame.end
    return Statement(start, end, stance, speaker, _about(reading, content, end), sure, content)


def _opening(text: str, start: int, said: int) -> int:
    """Return where a statement begins: with its clause, or not far before its verb of saying where that is long."""
    if said - start < FAR:
        return start
    blank = text.find(" ", said - FAR // 2, said)
    return blank + 1 if blank >= 0 else said - FAR // 2


def _to_citation(reading: Reading, start: int, end: int) -> int:
    return next((c.start for c in reading.citations if start < c.start < end and c.note is None), end)


def _about(reading: Reading, start: int, end: int) -> tuple[str, ...]:
    parties = (state_of(m.actor) for m in reading.named(start, end))
    return tuple(dict.fromkeys(p for p in parties if p))


def _expectations(reading: Reading, found: Sequence[Statement]) -> list[Statement]:
    """Take clauses with words of expectation that nobody else is made to say: the author expects."""
    kept = []
    for clause in reading.clauses:
        covered = any(s.start < clause.end and clause.start < s.end for s in found)
        if not covered and expects(reading.text[clause.start : clause.end], reading.passage.lang):
            about = _about(reading, clause.start, clause.end)
            kept.append(Statement(clause.start, clause.end, "predicts", AUTHOR, about, 0.5, clause.start))
    return kept


@dataclass(frozen=True, slots=True)
class Said:
    """A statement in its document: its claim, whom it concerns, and the words by which denials are matched."""

    claim: str
    statement: Statement
    at: int
    parties: frozenset[str]
    words: frozenset[str]
    points_back: bool


def said(claim: str, reading: Reading, statement: Statement) -> Said:
    """Prepare a statement for `disputes`: its parties are those it is about and those who speak."""
    text = reading.text[statement.content : statement.end]
    back = bool(_POINTS_BACK.search(reading.text[statement.start : statement.content + 40]))
    for mention in reading.named(statement.content, statement.end):
        low, high = mention.start - statement.content, mention.end - statement.content
        text = text[:low] + " " * (high - low) + text[high:]
    speakers = (state_of(who) for who in (statement.speaker or "").split("+") if who and who != AUTHOR)
    parties = frozenset({*statement.about, *(who for who in speakers if who)})
    return Said(claim, statement, int(reading.passage.at[statement.start]), parties, pieces(text), back)


_POINTS_BACK = re.compile(
    r"ดังกล่าว|ข่าวลือ|ข้อกล่าวหา|ข้อครหา|ปฏิเสธ\s?รายงาน|\b(?:the|these|those)\s(?:claims?|allegations?|reports?|accusations?)\b|\bdenied\s(?:it|this)\b"
)


AROUND = 2500  # characters to either side in which a denial looks for what it denies
ALIKE = 0.12  # share of the word pieces of the shorter statement that both must have
PIECE = 5  # letters of a word piece
MOST = 3  # statements that one denial is linked to


def pieces(text: str) -> frozenset[str]:
    """Cut a text into overlapping pieces of words, by which two statements are found to have one topic.

    >>> sorted(pieces("ส่งอาวุธ"))[:2]
    ['งอาวุ', 'ส่งอา']
    """
    words = re.findall(r"[^\W\d_\u0e46][\u0e00-\u0e7f\w]{2,}", text.lower())
    return frozenset(word[i : i + PIECE] for word in words for i in range(max(1, len(word) - PIECE + 1)))


def disputes(statements: Sequence[Said]) -> dict[str, list[str]]:
    """Link every denial to the statements nearby that it denies.

    They have another speaker and share a party. Either the words are alike, or the denial points back (ดังกล่าว,
    "these claims") and the statement is the nearest before it.
    """
    links: dict[str, list[str]] = {}
    common = Counter(piece for one in statements for piece in one.words)
    usual = frozenset(piece for piece, count in common.items() if count > max(3, len(statements) * USUAL))
    for one in statements:
        if one.statement.stance != "denies":
            continue
        others = [o for o in statements if abs(o.at - one.at) <= AROUND and _opposed(one, o)]
        rated = sorted(((_alike(one, other, usual), other.claim) for other in others), reverse=True)
        found = [claim for rating, claim in rated if rating >= ALIKE][:MOST]
        before = [o.claim for o in others if 0 < one.at - o.at <= AROUND / 2]
        links[one.claim] = list(dict.fromkeys([*found, *(before[-1:] if one.points_back else [])]))
    return links


USUAL = 0.1  # share of all statements from which a word piece says nothing about the topic


def _opposed(one: Said, other: Said) -> bool:
    mine, theirs = one.statement, other.statement
    apart = theirs.speaker != AUTHOR and not _states(mine.speaker) & _states(theirs.speaker)
    return theirs.stance != "denies" and apart and bool(one.parties & other.parties)


def _states(speaker: str | None) -> frozenset[str]:
    """Return for whom a speaker speaks: a person for a state, an organ for its own."""
    return frozenset(state_of(who) or who for who in (speaker or "").split("+") if who)


def _alike(one: Said, other: Said, usual: frozenset[str]) -> float:
    mine, theirs = one.words - usual, other.words - usual
    return len(mine & theirs) / min(len(mine), len(theirs)) if mine and theirs else 0.0
