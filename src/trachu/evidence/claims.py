"""Statements: what a document hands to a speaker, what it expects itself, and which denial disputes what."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from trachu.evidence.clauses import Clause
from trachu.evidence.gazetteer import state_of
from trachu.evidence.mention import Mention
from trachu.evidence.parties import leans
from trachu.evidence.reading import Reading
from trachu.evidence.stance import Frame, Stance, expects, frames_in

AUTHOR = "author"
LONGEST = 420  # characters of one statement
NEAR = 300  # characters back to which a speaker carries over
BESIDE = 4  # characters to the same name in brackets, as in ของโอบามา (Obama)


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
    frames = frames_in(reading.text, reading.passage.lang)
    found: list[Statement] = []
    for number, frame in enumerate(frames):
        clause = next((c for c in reading.clauses if c.start <= frame.start < c.end), None)
        if clause:
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
    end = min(max(end, frame.end), _to_citation(reading, frame.end, end), clause.start + LONGEST)
    speaker, sure = _speaker(reading, frame, clause, before)
    stance = frame.stance
    if stance == "asserts" and expects(text[frame.end : end], lang):
        stance = "predicts"
    elif stance == "predicts" and speaker is None:
        speaker = AUTHOR
    start, end = clause.start, clause.start + len(text[clause.start : end].rstrip(" ,;"))
    return Statement(start, end, stance, speaker, _about(reading, frame.end, end), sure, frame.end)


def _to_citation(reading: Reading, start: int, end: int) -> int:
    return next((c.start for c in reading.citations if start < c.start < end and c.note is None), end)


def _speaker(reading: Reading, frame: Frame, clause: Clause, before: Sequence[Statement]) -> tuple[str | None, float]:
    """Find the speaker: inside the frame (รายงานจาก X ว่า), to its left, or carried over from the clause before."""
    text = reading.text
    if _BY_AUTHOR.search(text[clause.start : frame.start]):
        return AUTHOR, 0.75
    inside = _who_may_speak(reading, frame.start, frame.end)
    left = _who_may_speak(reading, clause.start, frame.start)
    if frame.sourceless or (frame.stance == "reports" and inside and not left):
        return (_together(text, inside), 0.7) if inside else (None, 0.6)
    if left:
        return _together(text, left), 0.75
    if frame.stance == "denies" and (right := _who_may_speak(reading, frame.end, clause.end)):
        return right[0].actor, 0.6
    if _SHOWS.match(text, frame.start):
        return None, 0.6  # it is a thing that shows, and not who spoke before
    if re.search(r"[ก-๎]{12,}", text[clause.start : frame.start].removeprefix("โดย")):
        return None, 0.5  # somebody speaks whom trachu does not know
    earlier = _who_may_speak(reading, max(0, clause.start - NEAR), clause.start)
    said = before[-1] if before and frame.start - before[-1].end < NEAR and before[-1].speaker != AUTHOR else None
    if said and (not earlier or earlier[-1].start < said.end):
        return said.speaker, 0.6
    return (_together(text, earlier), 0.5) if earlier else (None, 0.5)


_SHOWS = re.compile(r"แสดงให้เห็น|บ่งชี้|shows?\b|showed\b|indicates?\b")
_BY_AUTHOR = re.compile(
    r"(?:ผู้เขียน|ผู้วิจัย|ผู้ศึกษา|บทความ(?:นี้|ฉบับนี้|ชิ้นนี้)|งานวิจัย(?:นี้|ฉบับนี้|ชิ้นนี้)|วิทยานิพนธ์(?:นี้|ฉบับนี้)|การศึกษา(?:นี้|ครั้งนี้))[ก-๎]{0,10}\s?$"
    r"|\b(?:[Tt]he\s(?:present\s)?authors?|[Tt]his\s(?:paper|article|study|thesis|chapter)|[Ww]e|I)\s(?:\w+\s)?$"
)


def _who_may_speak(reading: Reading, start: int, end: int) -> list[Mention]:
    return [m for m in reading.named(start, end) if m.type != "LOC"]


_JOINED = re.compile(
    r"(?:\s|,|\([^()]{0,60}\)){0,4}(?:และ|กับ|รวมถึง|and|&|-)?\s{0,2}(?:[ก-ฮเ-ไ][ก-๎]{1,24})?\s{0,2}(?:the\s)?"
)
_CONJUNCTION = re.compile(r"(?:และ|กับ|\band\b|&|,|^\s+$)")


def _together(text: str, mentions: Sequence[Mention]) -> str:
    """Name the last speaker and those joined to it; a person speaks before the state beside the name."""
    leaning = {m.actor: m.end for m in mentions if leans(text, m.start)}
    free = [m for m in mentions if m.start - leaning.get(m.actor, -NEAR) > BESIDE and not leans(text, m.start)]
    free = free or list(mentions)
    people = [m for m in free if m.type == "PER"]
    last = mentions.index((people or free)[-1])
    first = last
    while first > 0 and _JOINED.fullmatch(text[mentions[first - 1].end : mentions[first].start]):
        first -= 1
    group = mentions[first : last + 1]
    gaps = [text[a.end : b.start] for a, b in pairwise(group)]
    several = any(_CONJUNCTION.search(gap) for gap in gaps)
    persons = [m.actor for m in group if m.type == "PER"]
    organs = [m.actor for m in group if m.type == "ORG"]
    chosen = persons or (organs if not several else []) or [m.actor for m in group]
    return "+".join(dict.fromkeys(chosen))


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
    return (
        theirs.stance != "denies" and theirs.speaker not in (mine.speaker, AUTHOR) and bool(one.parties & other.parties)
    )


def _alike(one: Said, other: Said, usual: frozenset[str]) -> float:
    mine, theirs = one.words - usual, other.words - usual
    return len(mine & theirs) / min(len(mine), len(theirs)) if mine and theirs else 0.0
