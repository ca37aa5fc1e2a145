"""The parties of an act: those in its clause, and those that the text leaves out because it has just named them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from trachu.evidence.dates import Found
from trachu.evidence.denials import acted_on, rejected, voting
from trachu.evidence.groups import TITLE
from trachu.evidence.happening import weak
from trachu.evidence.parties import Roles, pronoun, roles
from trachu.evidence.scene import Act, Scene
from trachu.ontology.acts import Cue
from trachu.ontology.event import event_type

NEAR = 400  # characters back to which a subject carries over
SO_FAR = 200  # characters back to which an object that is not named may stand
LONGEST_PREFIX = 12  # letters before a verb beyond which a subject that trachu does not know stands there
MUTUAL = ("CONSULT", "COOPERATE")  # acts that nobody does alone
TO_SOMEBODY = ("SUPPORT", "ACCUSE", "THREATEN", "SANCTION", "AID")  # acts that nobody does to nobody
AGAINST = ("THREATEN", "ACCUSE")  # words against somebody
PARTNERS = 2  # parties to a deal that is warned of
OFFERS = ("AGREE",)  # types whose acts one side may do towards the other: it promises, offers, accepts

_OFFERED = re.compile(r"เสนอ(?:แนวคิด|แผน)?(?:[ก-๎]{0,30})?ให้|\boffer(?:ed|s)?\sto\b")
_TOGETHER = re.compile(r"ระหว่าง|(?<!ให้)กับ|ร่วมกัน|\b(?:between|with|each other|jointly)\b")
_INSTANCE = re.compile(r"เช่น|อาทิ|ไม่ว่าจะเป็น|ได้แก่|รวมถึง|รวมไปถึง|such as|including", re.IGNORECASE)
_FOLLOWS = re.compile(
    r"(?:ภายหลัง(?:จาก)?|หลัง(?:จาก)?|นับตั้งแต่|ส่งผลให้เกิด|ทำให้เกิด|นำไปสู่)\S{0,30}$"
    r"|\b(?:after|following|since|led to|resulted in)\s(?:\S+\s){0,4}$",
    re.IGNORECASE,
)
_CONNECTIVES = re.compile(
    r"^(?:\s|โดย|และ|ซึ่ง|ยัง|ได้|จะ|ก็|จึง|มี|อีกทั้ง|นอกจากนี้|นอกจากนั้น|พร้อม|ทั้งนี้|ต่อมา|ภายหลัง|แต่|อย่างไรก็ตาม|จากนั้น|เคย|กำลัง|การ|รวมไปถึง|รวมถึง|เขา|เธอ"
    r"|เช่น|ร่วม|ขณะเดียวกัน|ใน(?:เวลา|ขณะ)\S{0,8}|(?:เมื่อ)?(?:วันที่|เดือน|ปี)\S{0,12}\s?\S{0,6}|ออกมา|and|but|then|also|later|it|they|he|she|has|have|had)*"
)


@dataclass(frozen=True, slots=True)
class Subject:
    """Who was spoken of last, and where."""

    end: int = -NEAR
    actors: tuple[str, ...] = ()


def parties_of(scene: Scene, act: Act, subject: Subject) -> Roles | None:
    """Read the parties of an act, or None where too few are known; ``subject`` is who was spoken of before it.

    >>> from trachu.evidence.passage import Passage
    >>> from trachu.evidence.reading import read
    >>> scene = Scene.of(read([Passage.of("และคว่ำบาตรลาว")])[0])
    >>> act = Act(scene.reading.clauses[0], Cue(3, 11, "SANCTION", None, 150), 3, False, False)
    >>> found = parties_of(scene, act, Subject(0, ("CHN",)))
    >>> found.actors, found.recipients
    (('CHN',), ('LAO',))
    """
    if weak(act.cue) and _SAYS.search(scene.text[act.cue.start : act.cue.end]) and not _of_others(scene, act):
        return None
    carried = subject if not act.noun or _carries(scene.text, act, scene.reading.dates) else Subject()
    found = _roles(scene, act, carried)
    if act.cue.code == "ACCUSE" and _BREACH.match(scene.text, act.cue.start):
        found = _charged(scene, act)
    if act.cue.code in AGAINST and not act.noun:
        found = replace(found, recipients=_answerable(scene, act, found))
    if act.cue.code == "REJECT":
        found = voting(scene, act, replace(found, recipients=rejected(scene, act, found)))
    elif not (act.joint or act.noun or found.recipients) and found.actors and act.cue.code in TO_SOMEBODY:
        found = _object(scene, act, found)
    return found if _enough(found, act) or _by_unnamed(scene, act) else None


_BREACH = re.compile(r"(?:ละเมิด|ไม่ปฏิบัติตาม|violat|breach)")


def _charged(scene: Scene, act: Act) -> Roles:
    """Read who says of whom that it breaks a rule; who breaks it does not accuse.

    >>> from trachu.evidence.passage import Passage
    >>> from trachu.evidence.reading import read
    >>> from trachu.evidence.events import events_in
    >>> one = events_in(read([Passage.of("ลาวระบุว่าไทยได้ละเมิดข้อตกลง")])[0])[0]
    >>> one.actors, one.recipients
    (('LAO',), ('THA',))
    """
    clause, cue = act.clause, act.cue
    frames = [f for f in scene.frames if clause.start <= f.start and f.end <= cue.start]
    if not frames:
        return Roles()
    said = frames[-1]
    speaker = scene.named(clause.start, said.end)[-1:]
    accused = scene.named(said.end, cue.start)[:1]
    sides = (tuple(a for g in side for a in g.actors) for side in (speaker, accused))
    return Roles(next(sides), next(sides), 0.6)


_DEALT = re.compile(
    r"(?:ซื้อ|ขาย|ค้า|แลกเปลี่ยน|โอน|ความร่วมมือ|ร่วมมือ|ระหว่าง)|\b(?:trade|deal|transfer|purchase|cooperation|exchange|sales?)\b"
)
_FOLLOWS_FROM = re.compile(
    r"จะ(?!ซื้อ|ขาย)|อาจ(?=ส่งผล|นำ|ทำให้|เป็น|ละเมิด|กระทบ)|ละเมิด|ถือเป็น|\b(?:will|would|could|may|might)\b"
)


def _answerable(scene: Scene, act: Act, found: Roles) -> tuple[str, ...]:
    """Return whom a warning or charge is directed at: the subject of what it says, of a deal all who deal.

    >>> from trachu.evidence.passage import Passage
    >>> from trachu.evidence.reading import read
    >>> from trachu.evidence.events import events_in
    >>> text = "ลาวเตือนว่าการโอนอาวุธจากจีนไปยังเมียนมาจะละเมิดมติของสหประชาชาติ"
    >>> events_in(read([Passage.of(text)])[0])[0].recipients
    ('CHN', 'MMR')
    """
    text, low, end = scene.text, act.cue.end, act.clause.end
    told = _THAT.match(text, max(act.clause.start, low - 4)) if low else None
    if not found.recipients or told is None:
        return found.recipients
    stop = _FOLLOWS_FROM.search(text, told.end(), end)
    end = stop.start() if stop else end
    dealt = _DEALT.search(text, low, end)
    groups = [tuple(a for a in g.actors if a not in found.actors) for g in scene.named(low, end)]
    concerned = tuple(dict.fromkeys(a for group in groups for a in group))
    if dealt and set(concerned) >= set(found.recipients) and len(concerned) == PARTNERS:
        return concerned
    return next((group for group in groups if group), found.recipients)


_THAT = re.compile(r"[^\s“”]{0,16}?(?:ว่า|\bthat\b)")
_SAYS = re.compile(r"(?:ว่า|that)$")
_AT_ONCE = re.compile(rf"\s{{0,2}}(?:(?:{TITLE})\s?){{0,4}}(?:the\s)?")


def _of_others(scene: Scene, act: Act) -> bool:
    """Tell whether what is disclosed is an act of somebody else: who discloses that X acts, speaks and does not act."""
    behind = scene.named(act.cue.end, act.clause.end)
    return bool(behind) and bool(_AT_ONCE.fullmatch(scene.text[act.cue.end : behind[0].start]))


def one_way(text: str, cue: Cue) -> bool:
    """Tell whether an act that may be joint is one side's offer to the other.

    >>> one_way("จีนเสนอแนวคิดให้กับลาว", Cue(3, 14, "AGREE", None, 200))
    True
    """
    return cue.code in OFFERS and (bool(_OFFERED.search(text)) or not _TOGETHER.search(text))


_CAUSE = re.compile(r"จาก(?:การ)?")


def _carries(text: str, act: Act, dates: Sequence[Found]) -> bool:
    """Tell whether an act told as a noun has the subject of the clause before: an instance or a sequel of it."""
    start = act.clause.start
    before = text[start : act.cue.start]
    listed = text.startswith("การ", start) and _INSTANCE.search(text[max(0, start - SO_FAR) : start])
    if _CAUSE.match(before) and any(act.clause.start <= d.start < act.clause.end for d in dates):
        return True
    return bool(_INSTANCE.match(before) or listed or (act.joint and _FOLLOWS.search(before)))


_SOMEBODY = re.compile(r"[A-Za-z]{2,}")


def _by_unnamed(scene: Scene, act: Act) -> bool:
    """Tell whether somebody without a known name does the act: English has a subject before every finite verb.

    Rebels, police, opposition and bodies that trachu does not know act too; such an event has no actor.
    """
    if scene.reading.passage.lang != "en" or act.noun or weak(act.cue):
        return False
    return bool(_SOMEBODY.search(scene.text, act.clause.start, act.first))


def _enough(found: Roles, act: Act) -> bool:
    """Tell whether there are parties enough: two who meet or work together, or an organisation whose members do."""
    parties = {*found.actors, *found.recipients}
    if (act.joint and act.cue.code in MUTUAL) or weak(act.cue):
        return len(parties) > 1 or any(p.startswith(("IGO:", "FORUM:")) for p in parties)
    if not found.actors and (act.noun or event_type(act.cue.code).quad.startswith("verbal")):
        return False
    return bool(parties)


def _roles(scene: Scene, act: Act, subject: Subject) -> Roles:
    """Read the roles in the clause; a missing subject is a pronoun's or the one of the clause before."""
    text, cue, clause, groups = scene.text, act.cue, act.clause, acted_on(scene, act)
    low = cue.start if scene.aside(clause) > clause.start else scene.content(clause, cue)
    found = roles(text, (cue.start, cue.end), groups, act.joint, (low, clause.end), max(act.first, low))
    meant = pronoun(text, low, cue.start, groups, scene.before)
    if meant and (act.joint or not found.actors):
        others = tuple(a for a in (*found.actors, *found.recipients) if a not in meant)
        return Roles((*meant, *others), (), 0.6) if act.joint else Roles(meant, others, 0.6)
    if any(low <= g.start and g.end <= cue.start for g in groups):
        return _with_partner(scene, act, found)
    if act.joint and len(found.actors) > 1:
        return found
    if act.joint and act.noun and not found.actors:
        pair = next((g.actors for g in scene.named(cue.end, clause.end) if len(g.actors) > 1), ())
        return Roles(pair, (), 0.5)
    return _carried(scene, act, found, subject, low)


def _with_partner(scene: Scene, act: Act, found: Roles) -> Roles:
    """Add the object of the first of two acts, where the second is done together (``visited X and signed``)."""
    if not act.joint or len(found.actors) != 1:
        return found
    beside = [a for g in scene.named(act.first, act.cue.start) for a in g.actors]
    return replace(found, actors=tuple(dict.fromkeys((*found.actors, *beside))))


def _carried(scene: Scene, act: Act, found: Roles, subject: Subject, low: int) -> Roles:
    """Let the subject of the clause before do the act, unless one stands here that trachu does not know."""
    text, clause = scene.text, act.clause
    actors = subject.actors if clause.start - subject.end < NEAR else ()
    prefix = "" if act.noun or low > clause.start else _CONNECTIVES.sub("", text[clause.start : act.first])
    if not actors or len(prefix) > LONGEST_PREFIX or (found.actors and not act.joint):
        return found
    if act.joint:
        return Roles(tuple(dict.fromkeys((*actors, *found.actors))), (), 0.5)
    to = found.recipients or pronoun(text, act.cue.end, clause.end, scene.groups)
    return replace(found, actors=actors, recipients=tuple(r for r in to if r not in actors), sure=0.5)


def _object(scene: Scene, act: Act, found: Roles) -> Roles:
    """Supply an object that Thai may leave out: the other party named last, in the clause or shortly before."""
    before = scene.named(act.clause.start - SO_FAR, act.cue.start)
    others = [tuple(a for a in g.actors if a not in found.actors) for g in before]
    last = next((other for other in reversed(others) if other), ())
    if not last and _POINTS_BACK.search(scene.text, act.cue.end, act.clause.end):
        last = tuple(a for a in scene.before if a not in found.actors)
    return replace(found, recipients=last, sure=min(found.sure, 0.5)) if last else found


_POINTS_BACK = re.compile(r"ดังกล่าว|\b(?:this|these|such)\s\w+")
