"""Whether words tell of something that happened: an act with a finite verb, or as a noun that the words make definite.

Much that names acts in a text of international relations tells of none: what states ought to do, what they aim at,
what would follow if, and cooperation as such. A cue is kept as a happening in two cases.

- *Finite*: the cue is the verb of the main part of its clause, not denied, not under a word of duty, wish or ability.
- *Noun* (การเยือน, "the visit"): its parties stand beside it, and it has a date or a place in the story: ภายหลัง,
  นำไปสู่, "following"; or it began, ended, had consequences.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from trachu.core.words import Lang
from trachu.evidence.apart import apart_in
from trachu.evidence.governing import governed
from trachu.ontology.acts import Cue, announced, cues_in
from trachu.ontology.event import event_types

WORDS = ("REQUEST", "THREATEN", "ACCUSE", "AGREE", "REJECT")  # acts of speech, which duty and wish may be part of


@dataclass(frozen=True, slots=True)
class Told:
    """A cue that tells of a happening, and whether it does so as a noun. Positions are those of the passage."""

    cue: Cue
    noun: bool

    @property
    def weak(self) -> bool:
        """Whether the cue names a thing more often than an act."""
        return weak(self.cue)


def weak(cue: Cue) -> bool:
    """Tell whether a cue is one of its type's weak ones.

    >>> weak(Cue(0, 3, "COOPERATE", None, 20)), weak(Cue(0, 3, "COOPERATE", None, 120))
    (True, False)
    """
    return cue.priority < event_types()[cue.code].priority


_PURPOSE = re.compile(
    r"เพื่อ(?!น)|(?<!ปรา)หาก(?!ิน)|ถ้า(?!ย)|\bin order to\b|\bso as to\b|\bif\s|\bunless\s|\baimed at\s|\bwith a view to\b",
    re.IGNORECASE,
)
_RELATIVE = re.compile(
    r"(?<!การ)(?<!หน้า)(?<!วัน)(?<!พื้น)(?<!ครั้ง)(?<!ขณะ)(?<!ท่า)(?<!สถาน)(?<!ทัน)(?<!แทน)(?<!ใน)(?<!คง)(?<!เต็ม)(?<!กรณี)(?<!ประเด็น)(?<!เรื่อง)ที่"
    r"(?=(?:ถูก|ได้|กำลัง|มี|เคย|ยัง|นำ|เน้น|ทั้งสอง|ทั้งสาม)(?P<verb>))?"
)


def main_end(text: str, start: int, end: int, cues: Sequence[int], names: Sequence[int]) -> int:
    """Return where the main part of a clause ends: before a purpose, a condition, or a relative clause.

    ``cues`` and ``names`` are where cues and actors begin; a relative clause ends the main part only behind a cue.

    >>> text = "จีนสนับสนุนดินแดนที่รัสเซียผนวก"
    >>> main_end(text, 0, len(text), [3], [0, 20])
    17
    >>> main_end("จีนซ้อมรบเพื่อเตือนไต้หวัน", 0, 26, [3], [0])
    9
    """
    found = _PURPOSE.search(text, start, end)
    last = found.start() if found and found.start() > start else end
    first = min((at for at in cues if at >= start), default=end)
    for match in _RELATIVE.finditer(text, first, last):
        if match["verb"] is not None or match.end() in names:
            return match.start()
    return last


_NEGATED = re.compile(
    r"(?:ไม่ได้|ไม่เคย|มิได้|ไม่|ยังไม่|ไร้|ปราศจาก)(?:มีการ|มี|เข้า|ร่วม)?\s?$|\b(?:not|never|no|without|n't)\s(?:\w+ly\s|yet\s|been\s){0,2}$",
    re.IGNORECASE,
)
# A verb that is denied denies what it governs: ไม่ได้ปฏิบัติตามข้อตกลงถอนกำลัง tells of no retreat.
_NOT_DONE = re.compile(
    r"(?:ไม่ได้|มิได้|ไม่เคย|ยังไม่|ไม่ยอม|ไม่)(?!เพียง|ว่า|นาน|กี่|สั่นคลอน|เพียงแต่|เท่านั้น|แน่นอน|เป็นทางการ|พอใจ|เห็นด้วย|ให้)[ก-๎]{2,24}$"
)
_ABSTAINS = re.compile(r"งดออกเสียง[^\n]{0,60}$|\babstain(?:ed|s|ing)?\b[^.;]{0,60}$", re.IGNORECASE)
_UNREAL = re.compile(
    r"(?:(?<=ที่)(?=จะ)|พิจารณา|วางแผน|เตรียมการ|ควร|จำเป็นต้อง|ต้อง(?!โทษ)|สามารถ|อยาก|หวัง|มุ่ง|พยายาม|ตั้งใจ|ประสงค์|แนวทาง(?:ใน)?|โอกาส(?:ใน)?|เสนอแนะ|ล้มเหลวใน|ศักยภาพ(?:ใน)?|ขีดความสามารถ(?:ใน)?)"
    r"(?:ที่จะ|จะ|ให้มี|ให้เกิด|ใน)?(?:ได้)?(?:การ)?(?:ร่วม|เข้า)?\s?$"
    r"|\b(?:consider(?:s|ed|ing)?|weigh(?:s|ed|ing)?)\s$"
    r"|\b(?:should|must|can|could|would|ought\sto|needs?\sto|wants?\sto|fail(?:s|ed)?\sto|hopes?\sto|seeks?\sto|aims?\sto|tries\sto|plans?\sto|able\sto)\s(?:\w+ly\s|be\s)?$",
    re.IGNORECASE,
)
_NOUN_TH = re.compile(
    r"(?:การ|ความ|เหตุการณ์|เหตุ)(?:ร่วม|เข้า|ประกาศ|ให้|จัด|เริ่ม|เปิด|เดินทาง(?:มา|ไป)?|พัฒนา|สร้าง|เสริมสร้าง|ยกระดับ|ส่งเสริม)?$"
)
_MEANS_TH = re.compile(r"(?:โดย|ด้วย)(?P<noun>การ)?$")
_LIGHT_TH = re.compile(
    r"(?:เผชิญกับ|ประสบกับ|เผชิญ|ประสบ|แสดง|ให้|ทำ|ขอ|ส่ง|มอบ|ดำเนิน|มี|ลด|ตัด|ระงับ|ยุติ|ได้รับ|รับ|เข้ารับ|ออก|ยื่น|ประกาศ|เพิ่ม)(?:การ|ความ)?$"
)
_THING_TH = re.compile(r"การ|ความ|ข้อ|คำ|หุ้นส่วน|พันธมิตร|มาตรการ|สนธิสัญญา|สงคราม|มิตรภาพ|เงิน|นโยบาย|งาน")
_NOUN_EN = re.compile(
    r"(?:\b(?:the|an?|this|that|any|his|her|its|their|of|for|in|during|after|before|following|against|under|through"
    r"|such as|joint|bilateral|first|new|more|further)\s|['’]s\s)(?:[\w-]+\s){0,2}$",
    re.IGNORECASE,
)
_VERBAL_EN = re.compile(
    r"(?:\w+ed|\w+s|met|held|gave|sent|sold|struck|fought|took|made|paid|left|spoke|met)\b", re.IGNORECASE
)
_VERB_EN = re.compile(r"\w+ed\b|must\b|should\b|will\b|would\b", re.IGNORECASE)
_SUBJECT_EN = re.compile(
    r"\b(?:that|which|who|it|they|he|she|we|there)\s(?:has\s|have\s|had\s|also\s)?$", re.IGNORECASE
)
_PARTICIPLE_EN = re.compile(r"\w{3,}ing\b", re.IGNORECASE)
_JUST_BEFORE_EN = re.compile(
    r"(?:\b(?:the|an?|this|his|her|its|their|of|in|for|by|such as)|['’]s)\s(?:\w+\s)?$", re.IGNORECASE
)
_HEAD_EN = re.compile(r"\s(?:between|of|by|with|from|to|on|in|at)\b")


def is_noun(text: str, start: int, cue: Cue, names: Sequence[tuple[int, int]], lang: Lang) -> bool:
    """Tell whether a cue names an act as a noun; ``start`` is where its clause begins, ``names`` are its actors.

    >>> cue = Cue(3, 8, "CONSULT", "visit", 120)
    >>> is_noun("การเยือนลาว", 0, cue, [(8, 11)], "th"), is_noun("จีนเยือนลาว", 0, cue, [(0, 3)], "th")
    (True, False)
    >>> is_noun("A visit to Laos", 0, Cue(2, 7, "CONSULT", "visit", 120), [(11, 15)], "en")
    True
    """
    before = text[start : cue.start]
    if lang == "th":
        means = _MEANS_TH.search(before)
        if means and (means["noun"] or text.startswith("การ", cue.start)):
            return False
        return bool(_THING_TH.match(text, cue.start) or _NOUN_TH.search(before)) and not _LIGHT_TH.search(before)
    last = max((end for begin, end in names if begin < cue.start and end <= cue.start), default=start)
    near = text[last : cue.start]
    if not near.strip() and last == start:
        return bool(_HEAD_EN.match(text, cue.end)) and not _VERBAL_EN.match(text, cue.start)
    if _VERB_EN.match(text, cue.start) or _SUBJECT_EN.search(near):
        return False
    participle = _PARTICIPLE_EN.match(text, cue.start) and not _JUST_BEFORE_EN.search(near)
    return not participle and bool(_NOUN_EN.search(near))


_STORY = re.compile(
    r"(?:ภายหลัง(?:จาก)?|หลัง(?:จาก)?|ก่อน|เหตุการณ์|นับตั้งแต่|ระหว่าง|ในช่วง|นำไปสู่|ส่งผลให้เกิด|ส่งผลให้|ทำให้เกิด|ทำให้|เกิด|มี|ด้วย|ผ่าน|เห็นได้จาก|เช่น|อาทิ"
    r"|ไม่ว่าจะเป็น|คือ|เป็น|รวมถึง|รวมไปถึง|ครั้ง|จัด)(?:มี)?\s?(?:การ|ความ)?[^\s]{0,30}$"
    r"|\b(?:after|before|following|since|during|led to|leading to|resulted in|there (?:was|were)|such as|including"
    r"|by|with|saw|held|began|ended)\s"
    r"(?:\S+\s){0,4}$",
    re.IGNORECASE,
)
_GOES_ON = re.compile(
    r"(?:เกิดขึ้น|สิ้นสุด|เริ่ม(?!ต้น)|เริ่มต้น|จบลง|มีขึ้น|จัดขึ้น|ส่งผล|ทำให้|นำไปสู่|ยุติ|ล้มเหลว|ดำเนินไป)"
    r"|\b(?:ended|began|started|followed|drew|led|came|occurred|broke\sout|took\splace|resulted|failed|collapsed|concluded|lasted|\w{3,}ed)\b",
    re.IGNORECASE,
)
_DESCRIBES = re.compile(
    r"มีบทบาท|ให้ความสำคัญ|มุ่งเน้น|เน้น(?!ย้ำ)|สะท้อน|แสดงให้เห็น|แนวคิด|มีนัย|มีความสำคัญ|อธิบาย|วิเคราะห์|ศึกษา|เปรียบเทียบ|กล่าวถึง|นอกเหนือจาก"
    r"|มีลักษณะ|ในฐานะ|เกี่ยวกับ|เกี่ยวข้อง|ว่าด้วย|แนวทาง|บทบาท"
    r"|\b(?:role|concept|importance|reflects?|shows?|describes?|focus(?:es|ed)?\son|emphasi[sz]es?|analy[sz]es?|studies|policy\sof|as\sa\s)\b",
    re.IGNORECASE,
)


_AT_PLACE = re.compile(r"[^\n]{2,80}?\sณ\s")  # a meeting at a place is one that was held
_COPULA = re.compile(r"คือ|ได้แก่|เช่น|อาทิ|ไม่ว่าจะเป็น|\b(?:such\sas|namely|including)\b", re.IGNORECASE)


def definite(text: str, start: int, end: int, cue: Cue, dated: bool) -> bool:
    """Tell whether an act told as a noun is one that happened: it is dated, or has a place in the story.

    >>> text = "ภายหลังการเยือนลาวของจีน"
    >>> definite(text, 0, len(text), Cue(10, 15, "CONSULT", "visit", 120), dated=False)
    True
    >>> text = "ไทยให้ความสำคัญกับการเยือนลาว"
    >>> definite(text, 0, len(text), Cue(21, 26, "CONSULT", "visit", 120), dated=False)
    False
    """
    before, behind = _COPULA.split(text[start : cue.start])[-1], text[cue.end : end]
    if _DESCRIBES.search(before):
        return False
    return dated or bool(
        _AT_PLACE.match(text, cue.end, end) or _STORY.search(text[start : cue.start]) or _GOES_ON.search(behind)
    )


_ASPECT = re.compile(r"(?:ได้|(?:เผชิญ|ประสบ)(?:กับ)?|เคย|เพิ่ง|แล้ว|ร่วม|ยัง|\b(?:has|have|had|was|were)\s(?:\w+\s)?)\s?$")
_PAST_EN = re.compile(
    r"\w{2,}ed\b|(?:gave|sent|sold|sought|met|took|made|held|cut|struck|fought|shot)\b", re.IGNORECASE
)


def _cues(text: str, start: int, end: int, lang: Lang, names: Sequence[tuple[int, int]]) -> list[Cue]:
    """Find the cues of a clause: phrases, and words that stand apart where no firm phrase stands."""
    cues = [c._replace(start=c.start + start, end=c.end + start) for c in cues_in(text[start:end], lang)]
    firm = [c for c in cues if not weak(c)]
    more = apart_in(text, start, end, lang, names)
    return sorted([*cues, *(c for c in more if not any(c.start < f.end and f.start < c.end for f in firm))])


def told_in(
    text: str, start: int, end: int, lang: Lang, names: Sequence[tuple[int, int]], dated: bool,
    goes_on: bool = False,
) -> list[Told]:  # fmt: skip
    """Find the cues of a clause that tell of a happening.

    ``dated`` says whether a date stands in the clause, ``goes_on`` whether it adds to a clause that told of one.

    >>> [t.cue.code for t in told_in("จีนโจมตีลาวเพื่อเตือนไทย", 0, 24, "th", [(0, 3), (8, 11), (21, 24)], False)]
    ['ASSAULT']
    >>> told_in("จีนควรช่วยเหลือลาว", 0, 18, "th", [(0, 3), (15, 18)], False)
    []
    """
    cues = _cues(text, start, end, lang, names)
    last = main_end(text, start, end, [c.start for c in cues], [begin for begin, _ in names])
    found = []
    for plain in cues:
        held = governed(text, start, plain, lang)
        cue = announced(text, lang, held) if held else plain
        before = text[start : cue.start]
        if cue.end > last or _NEGATED.search(before):
            continue
        noun = held is None and is_noun(text, start, cue, names, lang)
        if (cue.code not in WORDS or noun) and (_UNREAL.search(before) or _NOT_DONE.search(before)):
            continue
        if _ABSTAINS.search(before):
            continue
        if noun and not definite(text, start, end, cue, dated):
            continue
        said = text.endswith("ว่า", cue.start, cue.end)  # a verb of saying with its ว่า is finite
        plainly = said or _ASPECT.search(before) or (lang == "en" and _PAST_EN.match(text, cue.start))
        if weak(cue) and not (dated or goes_on or (not noun and plainly)):
            continue
        found.append(Told(cue, noun))
    return found
