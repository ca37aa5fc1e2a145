"""Whom a rejection is directed at: a denial at the accuser, a vote at nobody whom the rejected act concerns."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from trachu.evidence.groups import TITLE, Group
from trachu.evidence.parties import Roles, given, owned
from trachu.evidence.scene import Act, Scene
from trachu.ontology.acts import cues_in

SO_FAR = 400  # characters behind a rejection in which the act may stand that is rejected
BESIDE = 12  # characters between a denial and the name of the accuser (denied US allegations)

_CLAIM = r"(?:ข้อกล่าวหา|คำกล่าวหา|การกล่าวหา|รายงาน|ข่าวลือ|ข่าว|คำแถลงการณ์|คำแถลง|คำกล่าว|คำพูด|ข้ออ้าง|ข้อครหา)"
_CLAIMED = r"(?:allegations?|claims?|reports?|accusations?|charges?|assertions?|statements?)"
_DENIES = re.compile(
    rf"(?:ต่อ)?\s?(?:อีกครั้ง|อย่าง[ก-๎]{{1,16}}|เรื่อง|ต่อสาธารณะ)?\s?(?:{_CLAIM}|ว่า|การ(?!เจรจา|พบ|หยุดยิง))"
    rf"|\s(?:[\w.'’-]+\s){{0,4}}?{_CLAIMED}\b|\s(?:that|it|any|having|\w+ing|involvement)\b",
    re.IGNORECASE,
)
_DENYING = re.compile(
    r"ปฏิเสธ|แย้ง|ยืนยันว่าไม่|\b(?:den(?:y|ied|ies|ying|ial)|dismiss|refut|repudiat|disput|reject)", re.IGNORECASE
)
_REFUSES = re.compile(r"ที่จะ|ข้อเสนอ|ความช่วยเหลือ|การเจรจา|แผน")
_ACCUSES = re.compile(
    rf"(?:ต่อ)?\s?{_CLAIM}\S{{0,16}}?\s?(?:ของ|จาก|โดย|ที่)\s?(?:(?:{TITLE})\s?){{0,4}}"
    rf"|\s(?:\w+\s){{0,3}}{_CLAIMED}\s(?:by|from|of)\s(?:the\s)?"
)
_ACCUSED = re.compile(rf"(?:['’]s?)?\s(?:\w+\s){{0,2}}{_CLAIMED}\b")


def rejected(scene: Scene, act: Act, found: Roles) -> tuple[str, ...]:
    """Return whom a rejection is directed at; a denial without a named accuser is directed at nobody.

    >>> from trachu.evidence.passage import Passage
    >>> from trachu.evidence.reading import read
    >>> from trachu.evidence.events import events_in
    >>> text = "ลาวปฏิเสธข้อกล่าวหาของไทยเรื่องการส่งอาวุธให้เมียนมา"
    >>> events_in(read([Passage.of(text)])[0])[0].recipients
    ('THA',)
    """
    text, cue = scene.text, act.cue
    said = text[cue.start : cue.end]
    if not _DENYING.search(said) or _REFUSES.search(said) or not _DENIES.match(text, cue.end):
        return found.recipients
    accusers = (g for g in scene.named(cue.end, act.clause.end) if _accuses(text, cue.end, g))
    accuser = next(accusers, None)
    return tuple(a for a in accuser.actors if a not in found.actors) if accuser else ()


def _accuses(text: str, denied: int, group: Group) -> bool:
    if _ACCUSES.fullmatch(text[denied : group.start]):
        return True
    return group.start - denied < BESIDE and bool(_ACCUSED.match(text, group.end))


_VOTES = re.compile(r"ลงคะแนน|ออกเสียง|ลงมติ|โหวต|\bvot", re.IGNORECASE)
_WITH = re.compile(
    rf"(?:ร่วมกับ|พร้อมกับ|พร้อมด้วย|เช่นเดียวกับ|ได้แก่|คือ|:|\b(?:together|along)\swith|\bas\sdid|\bnamely)\s?(?:(?:{TITLE})\s?){{0,4}}(?:the\s)?$"
)


def voting(scene: Scene, act: Act, found: Roles) -> Roles:
    """Let those who vote alike act together: behind ร่วมกับ or ได้แก่ stand more voters, and none who is opposed.

    >>> from trachu.evidence.passage import Passage
    >>> from trachu.evidence.reading import read
    >>> from trachu.evidence.events import events_in
    >>> one = events_in(read([Passage.of("ลาวลงคะแนนคัดค้านร่วมกับเวียดนาม")])[0])[0]
    >>> one.actors, one.recipients
    (('LAO', 'VNM'), ())
    """
    text = scene.text
    if not _VOTES.search(text[max(act.clause.start, act.cue.start - BESIDE) : act.cue.end]):
        return found
    behind = scene.named(act.cue.end, act.clause.end)
    alike = [a for g in behind if _WITH.search(text[max(0, g.start - 40) : g.start]) for a in g.actors]
    actors = tuple(dict.fromkeys((*found.actors, *alike)))
    return replace(found, actors=actors, recipients=tuple(a for a in found.recipients if a not in actors))


def acted_on(scene: Scene, act: Act) -> Sequence[Group]:
    """Leave out whom an act concerns that is itself rejected: who votes against condemning X does not reject X."""
    if act.cue.code != "REJECT":
        return scene.groups
    text, lang, end = scene.text, scene.reading.passage.lang, act.cue.end
    kept = []
    for group in scene.groups:
        between = text[end : group.start] if end < group.start < end + SO_FAR else ""
        if owned(text, group) or given(text, group) or not cues_in(between, lang):
            kept.append(group)
    return kept
