"""Who belongs to what, as a document says it: members, parties, counts, hosts, founders, and explicit absence.

A list that a document gives as complete (ประกอบด้วย, "consists of", brackets behind the name) says who is in, and so
also who is not: a document in Thai whose list lacks Thailand yields `not_listed`, marked as implied.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from trachu.core.patterns import opening
from trachu.evidence.boundaries import stands
from trachu.evidence.gazetteer import fold, gazetteer, state_of, type_of
from trachu.evidence.groups import Group, groups_in
from trachu.evidence.mention import Mention
from trachu.evidence.reading import Reading
from trachu.ontology.forum import forums

READERS = {"th": "THA"}  # whose absence from a list a document of this language is asked about
FEWEST = 3  # states that make a list
NEAR = 700  # characters back to the forum that a sentence is about


@dataclass(frozen=True, slots=True)
class Tie:
    """A belonging: forum, who (None for counts), relation, number for counts; `explicit` unless it is implied.

    Confidence: .9 for an explicit verb or absence, .8 for lists and counts, .7 for taking part, .6 for not listed.
    """

    start: int
    end: int
    forum: str
    actor: str | None
    relation: str
    value: float | None = None
    explicit: bool = True
    confidence: float = 0.8
    date: str | None = None


def topic_of(reading: Reading, before: str | None = None, end: int | None = None) -> str | None:
    """Return the state or union that a passage is about up to `end`: named most often, else the one before.

    >>> from trachu.evidence.passage import Passage
    >>> from trachu.evidence.reading import read
    >>> topic_of(read([Passage.of("ญี่ปุ่นกับจีน ญี่ปุ่นมีส่วนร่วม")])[0])
    'JPN'
    """
    inside = reading.named(0, len(reading.text) if end is None else end)
    named = Counter(p for m in inside if m.type == "GPE" or m.actor == "IGO:EU" if (p := state_of(m.actor)))
    return named.most_common(1)[0][0] if named else before


def ties_in(reading: Reading, topic: str | None = None) -> list[Tie]:
    """Find the memberships of a passage; where no subject is named, `topic` is who takes part or plays a role.

    >>> from trachu.evidence.passage import Passage
    >>> from trachu.evidence.reading import read
    >>> text = "NATO มี 32 ประเทศสมาชิก แต่ไทยไม่ได้เป็นสมาชิก"
    >>> one = read([Passage.of(text)])[0]
    >>> [(t.forum, t.actor, t.relation, t.value) for t in ties_in(one)]
    [('IGO:NATO', None, 'member_count', 32.0), ('IGO:NATO', 'THA', 'non_member', None)]
    """
    if reading.note:
        return []
    bodies = [m for m in reading.mentions if _is_forum(m)]
    if not bodies:
        return []
    groups = groups_in(reading.text, [m for m in reading.mentions if not _is_forum(m)])
    found = [*_verbs(reading, groups, bodies, topic), *_lists(reading, groups, bodies), *_counts(reading, bodies)]
    found += [*_made_by(reading, groups, bodies), *_within(bodies, reading.text), *_taking_part(reading, bodies, topic)]
    found += [*_named_parties(bodies, reading.text)]
    kept = {(t.forum, t.actor, t.relation, t.value): t for t in sorted(found, key=lambda t: t.confidence)}
    return sorted(kept.values(), key=lambda t: (t.start, t.actor or ""))


def _is_forum(mention: Mention) -> bool:
    return mention.actor.startswith(("IGO:", "FORUM:", "ORG:"))


_VERBS = opening(
    "ไมยเใiawhdbjp",
    r"(?P<no>(?:ไม่ได้|มิได้|ยังไม่ได้|ไม่|ยังไม่)(?:เข้า)?(?:ร่วม)?(?:เป็น)?(?:สมาชิก|รัฐภาคี|ภาคี|ภาคีสมาชิก)|(?:ไม่ได้|มิได้|ยังไม่ได้)เข้าร่วม(?:เป็นสมาชิก)?"
    r"|\b(?:is|are|was|were)\snot\s(?:a\s)?(?:members?|part(?:y|ies))(?:\sof)?|\b(?:has|have|did)\snot\sjoin(?:ed)?)"
    r"|(?P<observer>(?:เป็น|ในฐานะ)(?:ประเทศ)?ผู้สังเกตการณ์|\bas\san?\sobserver|\bis\san?\sobserver)"
    r"|(?P<member>(?:เข้าร่วม)?เป็น(?:รัฐ|ประเทศ)?สมาชิก|เข้าเป็นสมาชิก|\b(?:is|are|was|were|became|become)\s(?:a\s|full\s|founding\s)*members?\sof|\bjoined\b)"
    r"|(?P<partner>เป็น(?:ประเทศ|รัฐ)(?:หุ้นส่วน|คู่เจรจา)|\b(?:is|are|was|were|became|become)\s(?:an?\s)?(?:dialogue\s)?partner(?:\scountr(?:y|ies))?\sof)"
    r"|(?P<party>เป็น(?:รัฐ|ประเทศ)?ภาคี|\b(?:is|are)\s(?:a\s)?part(?:y|ies)\sto)"
    r"|(?P<host>เป็นเจ้าภาพ|\bhosts?(?:ed)?\b)"
    r"|(?P<role>มีบทบาทใน|\bplays?\sa\srole\sin)",
    re.IGNORECASE,
)


def _verbs(reading: Reading, groups: Sequence[Group], bodies: Sequence[Mention], topic: str | None) -> Iterator[Tie]:
    """Read belonging that a verb says; only a role may lack its subject."""
    text = reading.text
    for match in _VERBS.finditer(text):
        clause = next((c for c in reading.clauses if c.start <= match.start() < c.end), None)
        if clause is None:
            continue
        left = [g for g in groups if clause.start <= g.start and g.end <= match.start() and text[g.end] != ")"]
        right = _row(
            text,
            [b for b in bodies if match.end() <= b.start and b.end <= max(clause.end, match.end() + 160)],
            match.end(),
        )
        named = right or _last(text, bodies, match.start())
        relation = "non_member" if match["no"] else (match.lastgroup or "member")
        actors = left[-1].actors if left else ()
        if not actors and relation == "role" and (about := topic_of(reading, topic, match.start())):
            actors = (about,)
        for who in actors:
            for forum in named:
                yield Tie(clause.start, clause.end, forum.actor, who, relation, confidence=0.9)


def _row(text: str, bodies: Sequence[Mention], at: int) -> list[Mention]:
    """Take the forums that follow a word one after the other: ``G7, G20 และ OECD``."""
    row: list[Mention] = []
    for body in bodies:
        gap = text[at : body.start]
        if len(gap) > (140 if row else 40) or (row and not _BETWEEN_FORUMS.fullmatch(gap)):
            break
        row.append(body)
        at = body.end
    return row


_BETWEEN_FORUMS = re.compile(
    r"(?:[\s,/()]++|และ|รวมถึง|หรือ|and\b|or\b|[A-Z][\w&-]*+:?){0,12}+"
    r"(?:[\u0e00-\u0e7f ]{3,80}+\(?(?:[A-Z][\w\s-]{2,80}+)?[:(]?\s?)?"
)


_GOVERNED = re.compile(r"(?:ภายใต้|ของ|สังกัด|\bunder|\bof)\s?(?:the\s)?$")


def _last(text: str, bodies: Sequence[Mention], at: int) -> list[Mention]:
    """Return the forum that a sentence is about: the last one before it that is not just the owner of another."""
    before = [b for b in bodies if at - NEAR < b.start and b.end <= at]
    owners = {b.actor for b in before if _GOVERNED.search(text[max(0, b.start - 12) : b.start])}
    return [b for b in before if b.actor not in owners][-1:] or before[-1:]


_LIST = opening(
    "ปมสพรpcm",
    r"(?P<whole>ประกอบด้วย|ประกอบไปด้วย|มี(?:ประเทศ|รัฐ)?(?:สมาชิก|พันธมิตร)\s?(?:ได้แก่|คือ|ประกอบด้วย)|สมาชิก\s?(?:ได้แก่|คือ)|พันธมิตร\s?(?:ได้แก่|คือ)"
    r"|(?P<partner>(?:ประเทศ|รัฐ)(?:หุ้นส่วน|คู่เจรจา)\s?(?:ได้แก่|คือ|ประกอบด้วย)|\bpartner\s(?:countries|states)\s(?:are|include))"
    r"|\bconsists?\sof|\bcomprises?|\bmembers\s(?:are|include)|\bmade\sup\sof)\s{0,2}",
    re.IGNORECASE,
)


def _lists(reading: Reading, groups: Sequence[Group], bodies: Sequence[Mention]) -> Iterator[Tie]:
    """Read lists of members: behind a word such as ประกอบด้วย, or in brackets behind the forum's name."""
    text = reading.text
    every = reading.groups
    for match in _LIST.finditer(text):
        listed = next((g for g in every if 0 <= g.start - match.end() <= 30), None)
        forum = _last(text, bodies, match.start())
        if listed and forum and len(listed.actors) >= FEWEST:
            yield from _members(reading, forum[0].actor, listed, match.start(), match["partner"] is not None)
    for body in bodies:
        listed = next(
            (g for g in groups if g.start > body.end and re.fullmatch(r"\s?\(\s?", text[body.end : g.start])), None
        )
        if listed and len(listed.actors) >= FEWEST and re.match(r"\s?\)", text[listed.end : listed.end + 2]):
            yield from _members(reading, body.actor, listed, body.start)


def _members(reading: Reading, forum: str, listed: Group, start: int, partners: bool = False) -> Iterator[Tie]:
    for who in listed.actors:
        if who != forum:
            yield Tie(start, listed.end, forum, who, "partner" if partners else "member", confidence=0.8)
    reader = None if partners else READERS.get(reading.passage.lang)
    if reader and reader not in listed.actors:
        yield Tie(start, listed.end, forum, reader, "not_listed", explicit=False, confidence=0.6)


_COUNT = re.compile(
    r"(?P<a>\d{1,3})\s{0,2}(?:ประเทศ|รัฐ|ชาติ|ราย)(?:ที่เป็น)?สมาชิก|สมาชิก\s?(?:จำนวน|รวม|ทั้งหมด|ทั้งสิ้น)?\s{0,2}(?P<b>\d{1,3})\s{0,2}(?:ประเทศ|รัฐ|ราย|ชาติ|แห่ง)"
    r"|(?P<c>\d{1,3})[\s-](?:member\s(?:states|countries|nations)|members)\b|\b(?P<d>\d{1,3})-member\b",
    re.IGNORECASE,
)


def _counts(reading: Reading, bodies: Sequence[Mention]) -> Iterator[Tie]:
    text = reading.text
    for match in _COUNT.finditer(text):
        number = next(value for value in match.groups() if value)
        forum = _counted(reading, bodies, match)
        clause = next((c for c in reading.clauses if c.start <= match.start() < c.end), None)
        if forum and clause:
            yield Tie(clause.start, clause.end, forum[0].actor, None, "member_count", float(number), confidence=0.8)


_OF = re.compile(r"\s{0,2}(?:ของ|ใน|\bof|\bin)\s?(?:the\s)?")


def _counted(reading: Reading, bodies: Sequence[Mention], match: re.Match[str]) -> list[Mention]:
    """Return the forum whose members are counted: the one named right behind (ของ), else the nearest before."""
    text = reading.text
    behind = [b for b in bodies if b.start >= match.end() and _OF.fullmatch(text[match.end() : b.start])]
    return (
        behind[:1] or _last(text, bodies, match.start()) or [b for b in bodies if 0 <= b.start - match.end() < 30][:1]
    )


_MADE = opening(
    "กจรเลทคขfelihsa",
    r"(?P<founder>(?:ก่อตั้ง|จัดตั้ง|ริเริ่ม)(?:ขึ้น)?โดย|\b(?:founded|established|launched|initiated)\sby)|(?P<host>จัดขึ้น\s?(?:ณ|ที่|ใน)|\bheld\sin|\bhosted\sby)"
    r"|(?P<party>(?:เป็น)?(?:การ)?(?:ลงนาม|ทำความตกลง|ความตกลง|ข้อตกลง)\s?ระหว่าง|\b(?:signed|agreement)\sbetween)",
)
_YEAR_BEHIND = re.compile(r"\s?\(?(?P<year>(?:19|20)\d\d)")
_PUSHED = re.compile(r"\s?\)?\s?(?:ที่|ซึ่ง)$")
_PUSHES = re.compile(r"(?:ผลักดัน|ริเริ่ม|ก่อตั้ง|จัดตั้ง|เป็นผู้นำ)")


def _made_by(reading: Reading, groups: Sequence[Group], bodies: Sequence[Mention]) -> Iterator[Tie]:
    """Read founders, hosts and the parties of what was signed."""
    text = reading.text
    for match in _MADE.finditer(text):
        forum = _last(text, bodies, match.start())
        who = next((g for g in groups if 0 <= g.start - match.end() <= 60), None)
        if forum and who and match.start() - forum[-1].end < 200:
            host = match.lastgroup == "host"
            year = _YEAR_BEHIND.match(text, forum[-1].end) if host else None
            for actor in who.actors[-1:] if host else who.actors:
                relation, date = match.lastgroup or "", year["year"] if year else None
                yield Tie(match.start(), who.end, forum[-1].actor, actor, relation, confidence=0.8, date=date)
    for body in bodies:
        who = next((g for g in groups if g.start > body.end and _PUSHED.fullmatch(text[body.end : g.start])), None)
        if who and _PUSHES.match(text, who.end):
            for actor in who.actors:
                yield Tie(body.start, who.end, body.actor, actor, "founder", confidence=0.75)


_PART = re.compile(
    r"\s?\)?\s?(?:ซึ่ง)?(?:เป็นส่วนหนึ่งของ|อยู่ภายใต้|ภายใต้|สังกัด|is part of|under the auspices of|under)\s?(?:โครงการ|the\s)?"
)


def _within(bodies: Sequence[Mention], text: str) -> Iterator[Tie]:
    """Read what is part of what: said by a verb, or by a name that carries the name of the whole."""
    for first, second in pairwise(bodies):
        if first.actor != second.actor and _PART.fullmatch(text[first.end : second.start]):
            yield Tie(first.start, second.end, first.actor, second.actor, "part_of", confidence=0.9)
    for body in bodies:
        known = forums().get(body.actor)
        whole = forums().get(known.part_of or "") if known else None
        if whole:
            called = (whole.name.en, whole.name.th, *whole.aliases_en, *whole.aliases_th)
            if any(name in text[body.start : body.end] for name in called):
                yield Tie(body.start, body.end, body.actor, whole.actor, "part_of", confidence=0.75)


_TAKES_PART = opening(
    "มเพpt",
    r"(?:มีส่วนร่วม|เข้าร่วม|พหุภาคี)(?:[^\n.]{0,60}?(?:เช่น|ได้แก่)|ใน|กับ)\s{0,2}|\b(?:participates?|takes?\spart|participation)\sin\s(?:the\s)?",
    re.IGNORECASE,
)


def _taking_part(reading: Reading, bodies: Sequence[Mention], topic: str | None) -> Iterator[Tie]:
    """Read who takes part in forums named in a row: who the passage is about."""
    for match in _TAKES_PART.finditer(reading.text):
        row = _row(reading.text, [b for b in bodies if b.start >= match.end()], match.end())
        who = topic_of(reading, topic, match.start())
        if who and row and row[0].start - match.end() < 6:
            for forum in row:
                known = forums().get(forum.actor)
                if forum.actor != who and not (known and known.kind == "agreement"):
                    yield Tie(match.start(), row[-1].end, forum.actor, who, "participant", confidence=0.7)


_KIND = re.compile(r"Agreement|Treaty|Pact|Accord|ความตกลง|สนธิสัญญา")


def _named_parties(bodies: Sequence[Mention], text: str) -> Iterator[Tie]:
    """Read the parties of an agreement from its name, as in ``Canada-European Union … Trade Agreement``."""
    for body in bodies:
        name = fold(text[body.start : body.end])
        if not _KIND.search(name):
            continue
        hits = [
            (s, e, means[0].actor) for s, e, means in gazetteer().find(name) if e - s < len(name) and stands(name, s, e)
        ]
        parties = dict.fromkeys(who for s, e, a in hits if type_of(a) in ("GPE", "ORG") and (who := state_of(a)))
        parties.pop(body.actor, None)
        for actor in parties if len(parties) > 1 else ():
            yield Tie(body.start, body.end, body.actor, actor, "party", confidence=0.75)
