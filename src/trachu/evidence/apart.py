"""Acts whose words stand apart: มอบ … ให้แก่ X, "handed over … to X", มอง X ว่าเป็นภัยคุกคาม.

A cue is one phrase. Who gives something names the thing between the verb and the receiver, and no list of phrases
could hold all things; so the verb, the small word before the receiver and the receiver are looked for together.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from trachu.core.words import Lang
from trachu.evidence.groups import TITLE
from trachu.ontology.acts import Cue
from trachu.ontology.event import event_type

REACH = 90  # characters from the verb to the receiver
# What is given as a word, sent as a person, or sent to fight is an act of another type.
_NO_GIFT_TH = (
    r"(?!ออก|เสริม|ผล|สาร|จดหมาย|หนังสือ|คำ|ตัว|ต่อ|เสียง|สัญญาณ|ข้อความ|คืน|คณะ|ผู้|ทูต|กลับ|ทหาร|กำลัง|กองทัพ|กองกำลัง|ปากคำ"
    r"|อำนาจ|หมาย|ภาระ|เรื่อง|ตำแหน่ง|รางวัล)"
)
_GIVES = {
    "th": re.compile(
        rf"(?P<aid>ส่งมอบ|มอบ|บริจาค|จัดส่ง|จัดสรร|จัดหา|(?<!ขน)(?<!การ)ส่ง){_NO_GIFT_TH}|(?P<trade>ขาย|จำหน่าย|ส่งออก)(?!ตัว)"
    ),
    "en": re.compile(
        r"\b(?:(?P<aid>hand(?:s|ed|ing)?\sover|deliver(?:s|ed|ing)?|donat(?:es?|ed|ing)|gave|gives|provid(?:es|ed|ing)"
        r"|suppl(?:ies|ied|ying)|sent|transferr?(?:s|ed|ing)|ship(?:s|ped|ping))|(?P<trade>sold|sells|export(?:s|ed|ing)))\b"
        r"(?!\s(?:\w+\s){0,3}?(?:troops|soldiers|forces|delegations?|envoys?|messages?|letters?|signals?|warnings?|warships|police|ambassador|back|rise|birth|evidence|protesters)\b)",
        re.IGNORECASE,
    ),
}  # fmt: skip
_TO = {
    "th": re.compile(
        rf"[^\s“”]{{1,50}}(?:\s[^\s“”]{{1,24}}){{0,4}}?\s?(?:ให้แก่|ให้กับ|ให้|แก่|ไปยัง)\s?(?:(?:{TITLE})\s?){{0,4}}"
    ),
    "en": re.compile(r"\s(?:[\w$€£.,%’'-]+\s){1,9}?to\s(?:the\s|its\s|government\sof\s){0,2}"),
}
_GOODS_TH = (
    r"(?:อาวุธ|เงิน|ขีปนาวุธ|กระสุน|อาหาร|น้ำมัน|ก๊าซ|วัคซีน|เทคโนโลยี|โดรน|เรือ|เครื่องบิน|รถถัง|ยุทโธปกรณ์|ระบบป้องกันภัย|ข้าว|ยา|สินเชื่อ)"
)
_TAKES = {
    "th": re.compile(rf"(?:ได้รับ|รับมอบ){_GOODS_TH}[^\n]{{0,60}}?(?:จาก)\s?(?:(?:{TITLE})\s?){{0,4}}$"),
    "en": re.compile(
        r"\breceiv(?:es|ed|ing)\s(?:[\w-]+\s){0,6}?(?:arms|weapons|ammunition|missiles|artillery|radars?|shells|aid|food|fuel|oil|vaccines?|tanks|jets|drones|loans?"
        r"|grants?|money|technology)\s(?:\w+\s){0,4}?from\s(?:the\s)?$",
        re.IGNORECASE,
    ),
}  # fmt: skip
_RECEIVES = re.compile(r"ได้รับ|รับมอบ|\w+")
_SUMMONS = re.compile(
    r"\bsummon(?:s|ed|ing)?(?=\s(?:[\w’']+\s){0,3}?(?:ambassador|envoy|diplomat|charg))", re.IGNORECASE
)
_RECALLS = re.compile(r"เรียก(?:ตัว)?(?:เอกอัครราชทูต|ทูต)(?=[^\s]{0,40}\s?[^\s]{0,20}กลับ)")
_VIEWED = re.compile(
    r"(?<!มุม)มอง(?=[^\n]{2,50}ว่าเป็น\s?[“\"]?[^\n]{0,30}(?:ภัย|กดดัน|ยั่วยุ|รุกราน|ครอบงำ|ปิดล้อม|คุกคาม|บ่อนทำลาย|ศัตรู|แทรกแซง))"
)


def apart_in(text: str, start: int, end: int, lang: Lang, names: Sequence[tuple[int, int]]) -> Iterator[Cue]:
    """Yield the cues of a clause whose words stand apart; ``names`` are the (start, end) of its actors.

    >>> text = "ญี่ปุ่นมอบเรือตรวจการณ์ให้แก่เวียดนาม"
    >>> [(text[c.start:c.end], c.code) for c in apart_in(text, 0, len(text), "th", [(0, 7), (29, 37)])]
    [('มอบ', 'AID')]
    >>> text = "Japan handed over six patrol boats to Palau."
    >>> [(text[c.start:c.end], c.code) for c in apart_in(text, 0, len(text), "en", [(0, 5), (38, 43)])]
    [('handed over', 'AID')]
    """
    for match in _GIVES[lang].finditer(text, start, end):
        receivers = (at for at, _ in names if match.end() < at < match.end() + REACH)
        if any(_TO[lang].fullmatch(text[match.end() : at]) for at in receivers):
            yield _cue(match, "AID" if match["aid"] else "COOPERATE")
    for at, _ in names:
        taken = _TAKES[lang].search(text, max(start, at - REACH), at) if start <= at < end else None
        if taken:
            verb = _RECEIVES.match(text, taken.start())
            yield Cue(taken.start(), verb.end() if verb else taken.end(), "AID", None, event_type("AID").priority)
    if lang == "en":
        for match in _SUMMONS.finditer(text, start, end):
            yield _cue(match, "ACCUSE")
    else:
        for match in _RECALLS.finditer(text, start, end):
            yield _cue(match, "SANCTION")
        for match in _VIEWED.finditer(text, start, end):
            yield _cue(match, "ACCUSE")


def _cue(match: re.Match[str], code: str) -> Cue:
    return Cue(match.start(), match.end(), code, None, event_type(code).priority)
