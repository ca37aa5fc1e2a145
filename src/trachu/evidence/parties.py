"""Who acts on whom: the roles of the actors around a cue, read from their place and the words beside them.

Thai and English both put the subject before the verb and the object behind it. What changes this is read from small
words: ถูก and "was … by" (passive), การ … ของ and "'s" (the act as a noun), ระหว่าง and "between" (both sides act).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from trachu.evidence.gazetteer import state_of
from trachu.evidence.mention import Mention

_TITLES = (
    "ทางการ", "ทาง", "ประเทศ", "รัฐบาล", "กองทัพ", "ผู้นำสูงสุด", "ผู้นำ", "ผู้ นำสูงสุด", "ผู้ นำ", "ประธานาธิบดี",
    "นายกรัฐมนตรี", "รองรัฐมนตรี", "รัฐมนตรีว่าการ", "รัฐมนตรี", "กระทรวง", "ต่างประเทศ", "การต่างประเทศ", "กลาโหม",
    "เอกอัครราชทูต", "โฆษก", "เจ้าหน้าที่", "หน่วยข่าวกรอง", "แห่งชาติ", "สื่อ",
    "นาย", "นาง", "พันธมิตร", "กลุ่ม", "กรุง", "เมือง", "ของ", "รวมถึง", "รวมทั้ง",
)  # fmt: skip
_TITLE = "|".join(sorted(map(re.escape, _TITLES), key=len, reverse=True))
_JOINED = re.compile(
    rf"(?:\s|\([^()]{{0,60}}\)){{0,3}}"
    rf"(?:(?:,\s?)?(?:และ|กับ|ร่วมกับ|ตลอดจน|รวมถึง|รวมทั้ง|หรือ|and|as well as|&)|[-/,])\s{{0,2}}(?:(?:{_TITLE})\s?){{0,4}}"
    rf"(?:(?:the|then|Foreign Minister|President|Prime Minister|leader|government of)\s){{0,3}}|\s{{0,2}}"
)
_BESIDE = re.compile(
    rf"(?:\s|,|\([^()]{{0,60}}\)){{0,4}}(?:(?:{_TITLE})\s?){{0,4}}(?:of\s|'s\s|the\s|President\s|leader\s){{0,3}}$"
)


@dataclass(frozen=True, slots=True)
class Group:
    """Actors named side by side: ``A, B and C``, or a leader beside the name of the state."""

    start: int
    end: int
    actors: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Roles:
    """Who does the act and to whom it is done; ``sure`` tells how plain the text is about it (0 to 1)."""

    actors: tuple[str, ...] = ()
    recipients: tuple[str, ...] = ()
    sure: float = 0.5


def groups_in(text: str, mentions: Sequence[Mention]) -> list[Group]:
    """Join actors that are named side by side; places and unknown persons are no parties.

    >>> from trachu.evidence.entities import mentions_in
    >>> text = "สหรัฐฯ ญี่ปุ่น และเกาหลีใต้เตือนรัสเซีย"
    >>> [g.actors for g in groups_in(text, mentions_in([text])[0])]
    [('USA', 'JPN', 'KOR'), ('RUS',)]
    """
    found: list[Group] = []
    for mention in mentions:
        party = state_of(mention.actor)
        if party is None:
            if found and mention.type == "PER" and _BESIDE.fullmatch(text[found[-1].end : mention.start]):
                found[-1] = Group(found[-1].start, mention.end, found[-1].actors)
            continue
        gap = text[found[-1].end : mention.start] if found else ""
        same = bool(found) and party in found[-1].actors and _BESIDE.fullmatch(gap)
        if found and len(gap) < 90 and (same or _JOINED.fullmatch(gap)):
            both = tuple(dict.fromkeys((*found[-1].actors, party)))
            found[-1] = Group(found[-1].start, mention.end, both)
        else:
            found.append(Group(mention.start, mention.end, (party,)))
    return found


_ACTS = re.compile(
    r"\s?(?:\([^()]{0,60}\)\s?)?(?:เอง|ต่าง|จึง|ก็|ยัง|ต่างก็){0,2}(?:ได้|จะ|กำลัง|เคย|ออกมา|เริ่ม|มี|ประกาศ|เตือน|ลงนาม|ส่ง|เป็น)"
)
_TITLES_BEFORE = re.compile(rf"(?<=\s)(?:(?:{_TITLE})\s?){{1,4}}$")
_BOTH_ACT = re.compile(r"(?<=\s)ทั้ง(?:สอง|สาม|คู่)(?:รัฐ|ประเทศ|ฝ่าย|ชาติ|ผู้นำ)?(?=\s?(?:ได้|จะ|ยัง|กำลัง|ต่าง|จึง))")


def subjects(text: str, groups: Sequence[Group]) -> list[int]:
    """Find where a group of actors opens a clause of its own: a blank before it, a verb's auxiliary behind it.

    >>> text = "ความตึงเครียดเพิ่มขึ้น จีนได้ถอนทหาร"
    >>> subjects(text, [Group(23, 26, ("CHN",))])
    [23]
    """
    found = [m.start() for m in _BOTH_ACT.finditer(text)]
    for group in groups:
        title = _TITLES_BEFORE.search(text[max(0, group.start - 60) : group.start])
        start = group.start - len(title[0]) if title else group.start
        content = text[max(0, start - 6) : start].rstrip().endswith(("ว่า", "that"))
        if start and not content and text[start - 1].isspace() and _ACTS.match(text, group.end):
            found.append(start)
    return sorted(found)


_PASSIVE = re.compile(r"(?:ถูก|โดน|ได้รับ(?:การ|ความ)?|\b(?:was|were|been|being|is|are)\s(?:\w+\s)?)\s?$")
_NOUN = re.compile(r"(?:การ|ความ|\b(?:the|his|her|its|their)\s(?:\w+\s)?|['’]s\s(?:\w+\s)?)$")
_OWNER = re.compile(r"['’]s\s(?:[\w-]+\s){0,2}$")
_BY = re.compile(rf"(?:ของ|โดย|จาก|\bby\s|\bfrom\s|\bof\s)\s?(?:(?:{_TITLE})\s?){{0,4}}(?:the\s|[ก-๎]{{2,16}}\s)?$")
_BETWEEN = re.compile(rf"(?:ระหว่าง|\bbetween\s)\s?(?:(?:{_TITLE})\s?){{0,4}}(?:the\s)?$")
_LEANS = re.compile(
    rf"(?:ใน|จาก|ต่อ|กับ|ประจำ|ไปยัง|สู่|ของ|ถึง|ให้|แก่|ระหว่าง|โดย|สำหรับ|ต้าน|บน|\b(?:in|of|to|from|with|against|for|on|at|by)\s)\s?(?:(?:{_TITLE})\s?){{0,2}}"
    r"(?:the\s)?$"
)
_SPEAKS_FOR = re.compile(
    r"(?:ผู้นำ|ผู้นำสูงสุด|รัฐบาล|ทางการ|กระทรวง\S{0,20}|กองทัพ|หน่วยข่าวกรอง\S{0,10}|โฆษก\S{0,20}|รัฐมนตรี\S{0,20})ของ\s?$"
)
_PRONOUN = re.compile(
    r"ทั้ง(?P<n>สอง|สาม|คู่)(?:รัฐ|ประเทศ|ฝ่าย|ชาติ|ผู้นำ)?"
    r"|\b(?:both|the two|the three)\s(?:countries|sides|states|leaders|nations)\b",
    re.I,
)


def roles(
    text: str,
    cue: tuple[int, int],
    groups: Sequence[Group],
    joint: bool,
    span: tuple[int, int],
    verb: int | None = None,
) -> Roles:
    """Read the roles around a cue from the groups of its clause; `joint` acts have all parties as actors.

    ``verb`` is where the first cue of the clause stands: verbs in a row share the subject before the first.

    >>> text = "การเยือนเกาหลีเหนือของรัสเซีย"
    >>> found = roles(text, (3, 8), [Group(8, 19, ("PRK",)), Group(22, 29, ("RUS",))], False, (0, 29))
    >>> found.actors, found.recipients
    (('RUS',), ('PRK',))
    """
    left = [g for g in groups if span[0] <= g.start and g.end <= cue[0]]
    right = [g for g in groups if cue[1] <= g.start and g.end <= span[1]]
    before, told = text[max(span[0], cue[0] - 40) : cue[0]], text[cue[0] : cue[1]]
    between = next((g for g in [*right, *reversed(left)] if len(g.actors) > 1 and _meets(_BETWEEN, text, g)), None)
    if between and joint:
        return Roles(between.actors, (), 0.9)
    if _PASSIVE.search(before) or told.startswith(("ถูก", "ได้รับ")):
        return _passive(text, left, right, joint)
    before_verb = [g for g in left if verb is not None and g.end <= verb]
    given = next((g for g in right if _meets(_TO, text, g)), None)
    noun = _NOUN.search(before) or told.startswith(("การ", "ความ"))
    owner = next((g for g in right if _meets(_BY, text, g)), None)
    if noun and (owner or _OWNER.search(before)):
        doer = owner or (left[-1] if left else None)
        return _made(doer, _object([g for g in right if g is not owner], given, doer), joint, 0.8)
    doer = _subject(text, before_verb or left)
    if doer is None and noun and _SAYS.match(text, cue[1]) and right:
        return _made(right[0], _object(right[1:], given, right[0]), joint, 0.6)
    directed = joint and doer is not None and given is not None
    return _made(doer, _object(right, given, doer), joint and not directed, 0.75 if doer else 0.4)


_SAYS = re.compile(r"(?:\S{0,12}ว่า|\sthat\b)")
_TO = re.compile(rf"(?:ให้แก่|ให้กับ|ให้|แก่|ไปยัง|เข้าสู่|ต่อ|\bto\s|\binto\s)\s?(?:(?:{_TITLE})\s?){{0,4}}(?:the\s)?$")


def _object(right: Sequence[Group], given: Group | None, doer: Group | None) -> Group | None:
    """Choose to whom the act is done: who is given or sent something, else the first who does not act."""
    others = [g for g in right if doer is None or not set(g.actors) <= set(doer.actors)]
    return given if given in others else (others[0] if others else None)


def _meets(pattern: re.Pattern[str], text: str, group: Group) -> bool:
    return bool(pattern.search(text[max(0, group.start - 40) : group.start]))


def leans(text: str, start: int) -> bool:
    """Tell whether a preposition governs the name that begins here, so that it is not the subject.

    >>> leans("เอกอัครราชทูตประจำอินโดนีเซีย", 18), leans("อินโดนีเซียกล่าว", 0)
    (True, False)
    """
    before = text[max(0, start - 40) : start]
    return bool(_LEANS.search(before)) and not _SPEAKS_FOR.search(before)


def _passive(text: str, left: Sequence[Group], right: Sequence[Group], joint: bool) -> Roles:
    doer = next((g for g in right if _meets(_BY, text, g)), right[0] if right else None)
    return _made(doer, _subject(text, left), joint, 0.75)


def _subject(text: str, left: Sequence[Group]) -> Group | None:
    """Choose the subject: the nearest group that no preposition governs, else the nearest."""
    free = [g for g in left if not leans(text, g.start)]
    return free[-1] if free else (left[0] if left else None)


def _made(doer: Group | None, done_to: Group | None, joint: bool, sure: float) -> Roles:
    actors = doer.actors if doer else ()
    others = tuple(a for a in (done_to.actors if done_to else ()) if a not in actors)
    if joint:
        return Roles((*actors, *others), (), sure)
    return Roles(actors, others, sure)


def pronoun(text: str, start: int, end: int, groups: Sequence[Group]) -> tuple[str, ...]:
    """Resolve ทั้งสองประเทศ, "both sides": the last two, or three, that were named together or in turn.

    >>> pronoun("ทั้งสองประเทศลงนาม", 0, 18, [Group(0, 0, ("RUS", "PRK"))])
    ('RUS', 'PRK')
    """
    found = _PRONOUN.search(text, start, end)
    if not found:
        return ()
    wanted = 3 if found["n"] == "สาม" or "three" in found[0].lower() else 2
    before = [g for g in groups if g.end <= found.start()]
    together = next((g.actors for g in reversed(before) if len(g.actors) == wanted), ())
    last = tuple(dict.fromkeys(a for g in reversed(before) for a in g.actors))[:wanted]
    return together or (last if len(last) == wanted else ())
