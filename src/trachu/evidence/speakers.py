"""Who speaks: the name beside a verb of saying, on whichever side the words around it say, or who spoke before."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

from trachu.evidence.clauses import Clause
from trachu.evidence.gazetteer import state_of
from trachu.evidence.groups import TITLE
from trachu.evidence.mention import Mention
from trachu.evidence.parties import leans
from trachu.evidence.reading import Reading
from trachu.evidence.stance import Frame

AUTHOR = "author"
NEAR = 300  # characters back to which a speaker carries over
BESIDE = 4  # characters to the same name in brackets, as in ของโอบามา (Obama)


class Last(NamedTuple):
    """Where the statement before ends, and who made it."""

    end: int
    speaker: str | None


def speaker_of(reading: Reading, frame: Frame, clause: Clause, before: Last | None) -> tuple[str | None, float]:
    """Find the speaker of a frame, and how plain the words are about it; ``before`` is the statement before.

    >>> from trachu.evidence.passage import Passage
    >>> from trachu.evidence.reading import read
    >>> one = read([Passage.of("Waltz (1979) อธิบายว่าโครงสร้างกำหนดพฤติกรรม")])[0]
    >>> speaker_of(one, one.frames[0], one.clauses[0], None)
    ('PER:Waltz', 0.7)
    >>> one = read([Passage.of("ตามคำกล่าวของอินเดีย จีนละเมิดข้อตกลง")])[0]
    >>> speaker_of(one, one.frames[0], one.clauses[0], None)
    ('IND', 0.75)
    """
    return _said_before(reading, frame, clause) if frame.back else _spoken(reading, frame, clause, before)


def _spoken(reading: Reading, frame: Frame, clause: Clause, before: Last | None) -> tuple[str | None, float]:
    """Find the speaker: inside the frame (รายงานจาก X ว่า), to its left, or carried over from the clause before."""
    text = reading.text
    if _BY_AUTHOR.search(text[clause.start : frame.start]):
        return AUTHOR, 0.75
    if frame.who == "right":
        return _named_behind(reading, frame, clause)
    author = _cited_by_name(reading, clause.start, frame.start)
    if author:
        return f"PER:{author}", 0.7
    inside = _who_may_speak(reading, frame.start, frame.end)
    left = _who_may_speak(reading, clause.start, frame.start)
    goes_on = _GOES_ON.search(text, max(clause.start, frame.start - 16), frame.start)
    if goes_on and before and before.speaker and clause.start < before.end <= frame.end:
        return before.speaker, 0.6
    if frame.sourceless or (frame.stance == "reports" and inside and not left):
        return (_together(text, inside), 0.7) if inside else (None, 0.6)
    if left and _SHOWS.match(text, frame.start) and _THING.search(text, left[-1].end, frame.start):
        return None, 0.6
    if left and frame.start - left[-1].end <= BESIDE and _OF.search(text, max(0, left[-1].start - 40), left[-1].start):
        return left[-1].actor, 0.7  # a paper of X that says so: X says so
    if left:
        return _together(text, left), 0.75
    if frame.stance == "denies" and (right := _who_may_speak(reading, frame.end, clause.end)):
        return right[0].actor, 0.6
    if _SHOWS.match(text, frame.start):
        return None, 0.6  # it is a thing that shows, and not who spoke before
    if re.search(r"[ก-๎]{12,}", text[clause.start : frame.start].removeprefix("โดย")):
        return None, 0.5  # somebody speaks whom trachu does not know
    earlier = _who_may_speak(reading, max(0, clause.start - NEAR), clause.start)
    said = before if before and frame.start - before.end < NEAR and before.speaker != AUTHOR else None
    if said and (not earlier or earlier[-1].start < said.end):
        return said.speaker, 0.6
    return (_together(text, earlier), 0.5) if earlier else (None, 0.5)


BEHIND = 40  # characters from "according to" to the name of the speaker
_AT_ONCE = re.compile(r"(?:\s|ได้|ก็|ยัง|จึง|เคย|has|have|also|,){0,4}")


def _cited_by_name(reading: Reading, start: int, end: int) -> str | None:
    """Return the author whose name and year stand before a verb of saying: ``Waltz (1979) argues``."""
    for citation in reversed(reading.citations):
        narrative = start <= citation.start and citation.end <= end and reading.text[citation.start] != "("
        if narrative and citation.note is None and _AT_ONCE.fullmatch(reading.text[citation.end : end]):
            return citation.key.rpartition(", ")[0]
    return None


def _named_behind(reading: Reading, frame: Frame, clause: Clause) -> tuple[str | None, float]:
    """Find who is named behind "according to", with those whom และ joins."""
    named = [m for m in _who_may_speak(reading, frame.end, clause.end) if m.start - frame.end < BEHIND]
    first = named[:1]
    for mention in named[1:]:
        if not _AND.fullmatch(reading.text[first[-1].end : mention.start]):
            break
        first.append(mention)
    return (_together(reading.text, first), 0.75) if first else (None, 0.6)


def _said_before(reading: Reading, frame: Frame, clause: Clause) -> tuple[str | None, float]:
    """Find who has said what stands before: behind a quotation (“…” X กล่าว), or inside ตามที่ X ระบุ."""
    text = reading.text
    quoted = max(text.rfind("”", clause.start, frame.start), text.rfind('"', clause.start, frame.start))
    left = (
        _who_may_speak(reading, quoted, frame.start) if quoted > 0 else _who_may_speak(reading, frame.end, clause.end)
    )
    named = [m for m in left if quoted > 0 or m.start - frame.end < BEHIND]
    return (_together(text, _beside(text, named)), 0.75) if named else (None, 0.6)


def _beside(text: str, mentions: Sequence[Mention]) -> list[Mention]:
    """Return the first of some mentions with those that stand side by side with it."""
    last = 1
    while last < len(mentions) and _side_by_side(text, mentions[last - 1], mentions[last]):
        last += 1
    return list(mentions[:last])


_THING = re.compile(
    r"(?:ภาพถ่าย|ข้อมูล|หลักฐาน|ตัวเลข|สถิติ|ผลการ|รายงาน|imagery|data|evidence|figures|records)[ก-๎\w\s]{0,30}$"
)
_GOES_ON = re.compile(r"(?:โดย|พร้อม|พร้อมทั้ง)(?:ได้|ยัง)?[ก-๎]{0,8}\s?$")
_AND = re.compile(r"\s?(?:และ|กับ|and\s)\s?(?:the\s)?")
_OF = re.compile(rf"ของ\s?(?:(?:{TITLE})\s?){{0,4}}$")
_WORD_OF = re.compile(
    rf"(?:คำ(?:ให้สัมภาษณ์|กล่าว|แถลง|พูด|ตอบ)|ถ้อยแถลง|แถลงการณ์|สุนทรพจน์|ทัศนะ|ความเห็น)[ก-๎]{{0,12}}?(?:จาก|ของ)\s?(?:(?:{TITLE})\s?){{0,4}}$"
)
_SHOWS = re.compile(r"แสดงให้เห็น|บ่งชี้|shows?\b|showed\b|indicates?\b")
_BY_AUTHOR = re.compile(
    r"(?:ผู้เขียน|ผู้วิจัย|ผู้ศึกษา|บทความ(?:นี้|ฉบับนี้|ชิ้นนี้)|งานวิจัย(?:นี้|ฉบับนี้|ชิ้นนี้)|วิทยานิพนธ์(?:นี้|ฉบับนี้)|การศึกษา(?:นี้|ครั้งนี้))[ก-๎]{0,10}\s?$"
    r"|\b(?:[Tt]he\s(?:present\s)?authors?|[Tt]his\s(?:paper|article|study|thesis|chapter)|[Ww]e|I)\s(?:\w+\s)?$"
)


def _who_may_speak(reading: Reading, start: int, end: int) -> list[Mention]:
    return [m for m in reading.named(start, end) if m.type != "LOC"]


_JOINED = re.compile(
    rf"(?:\s|,|\([^()]{{0,60}}\)){{0,4}}(?:(?:และ|กับ|รวมถึง|and|&|-)\s{{0,2}}(?:[ก-ฮเ-ไ][ก-๎]{{1,24}})?"
    rf"|(?:(?:{TITLE}|[ก-๎]{{0,12}}(?:มนตรี|ทูต|โฆษก|ผู้แทน|ประธาน)[ก-๎]{{0,12}})\s?){{0,4}})\s{{0,2}}(?:the\s)?"
)
_CONJUNCTION = re.compile(r"(?:และ|กับ|\band\b|&|,|^\s+$)")


def _together(text: str, mentions: Sequence[Mention]) -> str:
    """Name the last speaker and those joined to it; a person speaks before the state beside the name."""
    owner = next((n for n, m in enumerate(mentions) if _WORD_OF.search(text, max(0, m.start - 60), m.start)), None)
    mentions = mentions if owner is None else _beside(text, mentions[owner:])
    leaning = {m.actor: m.end for m in mentions if leans(text, m.start)}
    free = [m for m in mentions if m.start - leaning.get(m.actor, -NEAR) > BESIDE and not leans(text, m.start)]
    free = free or list(mentions)
    people = [m for m in free if m.type == "PER"]
    last = mentions.index((people or free)[-1])
    first = last
    while first > 0 and _side_by_side(text, mentions[first - 1], mentions[first]):
        first -= 1
    group = mentions[first : last + 1]
    gaps = [text[a.end : b.start] for a, b in pairwise(group)]
    several = any(_CONJUNCTION.search(gap) for gap in gaps)
    persons = [m.actor for m in group if m.type == "PER"]
    organs = [m.actor for m in group if m.type == "ORG"]
    chosen = persons or (organs if not several else []) or [m.actor for m in group]
    return "+".join(dict.fromkeys(chosen))


def _side_by_side(text: str, one: Mention, other: Mention) -> bool:
    """Tell whether two names are joined; behind a preposition and without และ, only names of one state are."""
    gap = text[one.end : other.start]
    if not _JOINED.fullmatch(gap):
        return False
    return (
        bool(gap.strip() and _CONJUNCTION.search(gap))
        or not leans(text, one.start)
        or state_of(one.actor) == state_of(other.actor)
    )
