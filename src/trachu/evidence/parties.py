"""Who acts on whom: the roles of the actors around a cue, read from their place and the words beside them.

Thai and English both put the subject before the verb and the object behind it. What changes this is read from small
words: ถูก and "was … by" (passive), การ … ของ and "'s" (the act as a noun), ระหว่าง and "between" (both sides act).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from trachu.evidence.groups import ACTS, TITLE, Group


@dataclass(frozen=True, slots=True)
class Roles:
    """Who does the act and to whom it is done; ``sure`` tells how plain the text is about it (0 to 1)."""

    actors: tuple[str, ...] = ()
    recipients: tuple[str, ...] = ()
    sure: float = 0.5


_PASSIVE = re.compile(
    r"(?:ถูก|โดน|ได้รับ(?:การ|ความ)?|(?:เผชิญ|ประสบ)(?:กับ|หน้ากับ)?(?:การ|ความ)?|\b(?:was|were|been|being|is|are)\s(?:\w+\s)?)\s?$"
)
_SUFFERS = re.compile(rf"(?:ถูก|โดน)\s?(?:(?:{TITLE})\s?){{0,4}}$")
SUFFERED = ("ถูก", "ได้รับ", "รับการ", "รับความ", "รับมอบ", "receiv")  # acts whose subject is the one they are done to
BESIDE = 4  # characters between a verb and the name that stands directly behind it
_NOUN = re.compile(r"(?:การ|ความ|\b(?:the|an?|this|his|her|its|their)\s(?:\w+\s)?|['’]s\s(?:\w+\s)?)$", re.IGNORECASE)
_MEANS = re.compile(r"(?:โดย|ด้วย)(?:การ)?$")  # โดยการ makes a verb of the noun again
_BROKERS = re.compile(r"คนกลาง|ตัวกลาง|ไกล่เกลี่ย|เสนอตัว|\b(?:mediat|broker|good offices)")
_INCIDENT = re.compile(r"(?:เหตุการณ์|เหตุ)$")  # what befell somebody: who is named before it did not do it
_OWNER = re.compile(r"['’]s\s(?:[\w-]+\s){0,2}$")
_BY = re.compile(
    rf"(?:ของ|โดย|จาก|\bby\s|\bfrom\s|\bof\s)\s?(?:(?:{TITLE})\s?){{0,4}}(?:the\s|[ก-๎]{{2,16}}\s)?$", re.IGNORECASE
)
_BETWEEN = re.compile(rf"(?:ระหว่าง|\bbetween\s)\s?(?:(?:{TITLE})\s?){{0,4}}(?:the\s)?$", re.IGNORECASE)
_LEANS = re.compile(
    rf"(?:ใน|สมัย|ยุค|จาก|ต่อ|กับ|ประจำ|ไปยัง|สู่|ของ|ถึง|ให้|แก่|ระหว่าง|โดย|สำหรับ|ต้าน|บน|\b(?:in|of|to|from|with|against|for|on|at|by)\s)\s?(?:(?:{TITLE})\s?){{0,2}}"
    r"(?:the\s)?$",
    re.IGNORECASE,
)
_SPEAKS_FOR = re.compile(
    r"(?:ผู้นำ|ผู้นำสูงสุด|รัฐบาล|ทางการ|กระทรวง\S{0,20}|กองทัพ|หน่วยข่าวกรอง\S{0,10}|โฆษก\S{0,20}|รัฐมนตรี\S{0,20}|คำกล่าว|คำพูด|ความเห็น|ทัศนะ)ของ\s?$"
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
    before, told = text[max(span[0], cue[0] - 40) : cue[0]], text[cue[0] : cue[1]]
    noun = (_NOUN.search(before) or told.startswith(("การ", "ความ"))) and not _MEANS.search(before)
    stop = (_MAIN_VERB if noun else _RESULT).search(text, cue[1], span[1])
    end = stop.start() if stop else span[1]
    right = [g for g in groups if cue[1] <= g.start and g.end <= end and (joint or not _meets(_BESIDES, text, g))]
    between = next((g for g in [*right, *left[-1:]] if len(g.actors) > 1 and _meets(_BETWEEN, text, g)), None)
    if between and joint:
        return _among(text, cue[0], between, left)
    if _PASSIVE.search(before) or told.lower().startswith(SUFFERED):
        return _passive(text, cue[1], left, right, joint)
    sufferer = _suffers(text, left)
    if sufferer:
        return _made(left[-1], sufferer, joint, 0.8)
    before_verb = [g for g in left if verb is not None and g.end <= verb]
    given = _given(text, [g for g in right if _meets(_TO, text, g)])
    owner = next((g for g in right if _meets(_BY, text, g)), None)
    if noun and (owner or _OWNER.search(before)):
        owner = owner or (left[-1] if left else None)
        return _made(owner, _object([g for g in right if g is not owner], given, owner), joint, 0.8)
    doer = None if _INCIDENT.search(before) else _subject(text, before_verb or left)
    if doer is None and noun and _SAYS.match(text, cue[1]) and right:
        return _made(right[0], _object(right[1:], given, right[0]), joint, 0.6)
    directed = joint and doer is not None and given is not None
    return _made(doer, _object(right, given, doer), joint and not directed, 0.75 if doer else 0.4)


def _among(text: str, cue: int, between: Group, left: Sequence[Group]) -> Roles:
    """Read an act between two sides: who mediates acts on both, else both act."""
    broker = _subject(text, left) if _BROKERS.search(text, cue, between.start) else None
    if broker and broker != between:
        return Roles(broker.actors, between.actors, 0.8)
    return Roles(between.actors, (), 0.9)


# What an act brings about concerns others than those who take part in it.
_RESULT = re.compile(r"ทำให้|ส่งผล|นำไปสู่|เป็นเหตุให้|ก่อให้เกิด|\b(?:so that|which led|leading to|resulting in|prompting)\b")
# Behind an act told as a noun comes the verb of its clause, and the names behind that verb are no longer its own.
_MAIN_VERB = re.compile(
    rf"{_RESULT.pattern}|(?:จึง|ยัง|ก็|ย่อม)?(?:ได้(?!แก่|รับ)|จะ|อาจ(?!ารย์)|เคย)|มีรายงาน|ถือ(?:เป็น|ว่า)|นับเป็น|มีมูลค่า|มีนัย|สะท้อน|แสดงให้เห็น"
)
_BESIDES = re.compile(
    rf"(?:พร้อม(?:กับ|ด้วย|คณะ)|เช่นเดียวกับ|\b(?:together\swith|along\swith|accompanied\sby)\s)\s?(?:(?:{TITLE})\s?){{0,4}}(?:the\s)?$"
)
_SAYS = re.compile(r"(?:\S{0,12}ว่า|\sthat\b)")
_TO = re.compile(rf"(?:ให้แก่|ให้กับ|ให้|แก่|ไปยัง|เข้าสู่|ต่อ|\bto\s|\binto\s)\s?(?:(?:{TITLE})\s?){{0,4}}(?:the\s)?$")


_ALSO = re.compile(rf"(?:เพื่อ)?(?:ให้แก่|ให้กับ|แก่)\s?(?:(?:{TITLE})\s?){{0,4}}$")


def _given(text: str, receivers: Sequence[Group]) -> Group | None:
    """Return to whom something is given; who is to have it in the end (ให้กับ A เพื่อให้กับ B) receives it as well."""
    if not receivers:
        return None
    more = [a for g in receivers[1:] if _meets(_ALSO, text, g) for a in g.actors]
    return Group(receivers[0].start, receivers[0].end, tuple(dict.fromkeys((*receivers[0].actors, *more))))


def _object(right: Sequence[Group], given: Group | None, doer: Group | None) -> Group | None:
    """Choose to whom the act is done: who is given or sent something, else the first who does not act."""
    others = [g for g in right if doer is None or not set(g.actors) <= set(doer.actors)]
    return given if given and any(g.start == given.start for g in others) else (others[0] if others else None)


def _meets(pattern: re.Pattern[str], text: str, group: Group) -> bool:
    return bool(pattern.search(text[max(0, group.start - 40) : group.start]))


def owned(text: str, group: Group) -> bool:
    """Tell whether a group is named as the one whose act or word it is: ของจีน, "by China".

    >>> owned("ข้อเสนอของจีน", Group(10, 13, ("CHN",)))
    True
    """
    return _meets(_BY, text, group)


def given(text: str, group: Group) -> bool:
    """Tell whether something is given or done to a group: ให้จีน, "to China".

    >>> given("ส่งข้าวให้จีน", Group(10, 13, ("CHN",)))
    True
    """
    return _meets(_TO, text, group)


def leans(text: str, start: int) -> bool:
    """Tell whether a preposition governs the name that begins here, so that it is not the subject.

    >>> leans("เอกอัครราชทูตประจำอินโดนีเซีย", 18), leans("อินโดนีเซียกล่าว", 0)
    (True, False)
    """
    before = text[max(0, start - 40) : start]
    return bool(_LEANS.search(before)) and not _SPEAKS_FOR.search(before)


def _suffers(text: str, left: Sequence[Group]) -> Group | None:
    """Return who suffers, where the one who acts stands between ถูก and the verb: ``A ถูก B โจมตี``."""
    if len(left) < 2 or not _SUFFERS.search(text[max(0, left[-1].start - 40) : left[-1].start]):
        return None
    return _subject(text, left[:-1])


def _passive(text: str, cue: int, left: Sequence[Group], right: Sequence[Group], joint: bool) -> Roles:
    """Read an act that is suffered; who is merely named behind it does not do it."""
    doer = next((g for g in right if _meets(_BY, text, g)), None)
    if doer is None and right and right[0].start - cue < BESIDE:
        doer = right[0]
    return _made(doer, _subject(text, left), joint, 0.75)


def _subject(text: str, left: Sequence[Group]) -> Group | None:
    """Choose the subject: the nearest group that no preposition governs, else the nearest."""
    free = [g for g in left if not leans(text, g.start)]
    verbs = [g for g in free if ACTS.match(text, g.end)]
    return (verbs or free)[-1] if free else (left[0] if left else None)


def _made(doer: Group | None, done_to: Group | None, joint: bool, sure: float) -> Roles:
    actors = doer.actors if doer else ()
    others = tuple(a for a in (done_to.actors if done_to else ()) if a not in actors)
    if joint:
        return Roles((*actors, *others), (), sure)
    return Roles(actors, others, sure)


def pronoun(text: str, start: int, end: int, groups: Sequence[Group], told: tuple[str, ...] = ()) -> tuple[str, ...]:
    """Resolve ทั้งสองประเทศ, "both sides": the last two, or three, that were named together or in turn.

    ``told`` are those named together before the passage.

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
    return together or (last if len(last) == wanted else (told if len(told) == wanted and not last else ()))
