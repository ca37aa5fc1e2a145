"""Who says what, and how: frames such as "X said that …", มีรายงานว่า …, X ปฏิเสธ …, and words of expectation."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from trachu.core.patterns import opening
from trachu.core.words import Lang

Stance = Literal["asserts", "denies", "reports", "predicts"]

# Verbs that take ว่า at once, and verbs that may have their hearer or occasion before ว่า.
_ASSERTS = (
    "มอง", "เห็น", "เชื่อ", "ยืนยัน", "อ้าง", "ชี้", "ชี้ให้เห็น", "สรุป", "ประเมิน", "โต้", "บอก", "ให้เหตุผล",
    "ตั้งข้อสังเกต", "วิจารณ์", "กล่าวหา", "เน้น",
)  # fmt: skip
_TELLS = (
    "กล่าว", "ระบุ", "เตือน", "ย้ำ", "เน้นย้ำ", "แถลง", "ประกาศ", "อธิบาย", "แสดงความเห็น", "แสดงความคิดเห็น",
    "แสดงทัศนะ", "เปิดเผย", "ให้ความเห็น", "วิเคราะห์", "เสนอ",
)  # fmt: skip
_FINDS = ("พบ", "แสดงให้เห็น", "บ่งชี้", "เผย")
_REPORTS = ("รายงาน", "มีรายงาน", "มีข่าว")
_DENIES = ("ปฏิเสธ", "โต้แย้ง", "แย้ง", "ยืนยันว่าไม่", "ไม่ยอมรับ")
_PREDICTS = ("คาด", "คาดการณ์", "คาดหมาย", "ทำนาย", "พยากรณ์", "ประเมินว่าจะ")


def _any(words: Iterable[str]) -> str:
    return "|".join(sorted(map(re.escape, words), key=len, reverse=True))


_THAT = r"(?:(?<!ก)|(?<=บอก)|(?<=อีก)|(?<=นึก)|(?<=เรียก))(?<!รัฐมนตรี)(?<!ผู้)ว่า(?!ง|จ้าง|ด้วย)"  # not กว่า
_OBJECT = r"(?=ข่าว|ข้อกล่าวหา|รายงาน|คำ|ต่อ)"
_GAP = r"[^\s“”]{0,60}?(?:\s[^\s“”]{1,30}){0,2}?\s?"  # the hearer, the occasion: at most two blanks
_THAI = opening(
    (*(word[0] for word in (*_DENIES, *_REPORTS, *_FINDS, *_PREDICTS, *_ASSERTS, *_TELLS)), *"กรมวต"),
    rf"(?P<denies>(?:การ)?(?:{_any(_DENIES)}))(?:{_GAP}{_THAT}|{_OBJECT})"
    rf"|(?P<reports>(?:{_any(_REPORTS)})(?!ของ){_GAP}{_THAT}|(?:{_any(_FINDS)}){_THAT}|รายงานถึง)"
    rf"|(?P<predicts>{_any(_PREDICTS)}){_THAT}"
    rf"|(?P<asserts>(?:{_any(_ASSERTS)}){_THAT}|(?:{_any(_TELLS)})(?!การณ์)(?:{_GAP}{_THAT}|(?=\s?“)|ถึง))"
    rf"|(?P<views>มอง)(?=\s?[A-Zก-ฮเ-ไ][^\n]{{1,40}}เป็น)"
    rf"|(?P<quoted>{_THAT})(?=\s?[“\"])"
    rf"|(?P<owned>ตาม(?:คำ(?:กล่าว|แถลง|ให้สัมภาษณ์)|ถ้อยแถลง|แถลงการณ์|ความเห็น|ทัศนะ|การ(?:เปิดเผย|ประเมิน))(?:ของ|จาก))"
    rf"|(?P<said>ตามที่)(?=[^\n]{{2,60}}?(?:ระบุ|กล่าว|รายงาน|แถลง|เปิดเผย)(?!ว่า|ถึง|ไว้))"
    rf"|(?P<closed>(?:{_any(_TELLS)}))(?=ใน|ต่อ|กับ|ไว้|เมื่อ|เสริม|ผ่าน|\s|$)",
)
# English verbs, and those forms that are nouns as well and so need "that" behind them.
_EN_ASSERTS = (
    "said", "says", "stated", "claimed", "argued", "argues", "announced", "announces", "confirmed", "confirms",
    "warned", "warns", "insisted", "insists",
    "declared", "declares", "stressed", "accused", "accuses", "believes", "believed",
    "maintains", "maintained", "say", "argue", "believe", "warn", "insist",
)  # fmt: skip
_EN_DENIES = ("denied", "denies", "deny", "denying", "rejected", "rejects", "disputed")
_EN_REPORTS = (
    "there are reports",
    "there were reports",
    "reported",
    "it was reported",
    "was reported",
    "is reported",
    "according to",
    "revealed",
)
_EN_PREDICTS = ("expects", "expect", "expected", "predicts", "predicted", "projected")
_EN_NOUNS = ("states", "claims", "notes", "noted", "told", "added", "adds", "stresses")
_EN_FINDS = ("reports", "shows", "showed", "found", "finds")
_THAT_BEHIND = r"(?=(?:\s\w{1,20}){0,3}\sthat\b)"
_ENGLISH = opening(
    (word[0] for word in (*_EN_DENIES, *_EN_REPORTS, *_EN_FINDS, *_EN_PREDICTS, *_EN_ASSERTS, *_EN_NOUNS)),
    rf"\b(?:(?P<denies>(?:{_any(_EN_DENIES)}))|(?P<reports>(?:{_any(_EN_REPORTS)})|(?:{_any(_EN_FINDS)}){_THAT_BEHIND})"
    rf"|(?P<predicts>(?:{_any(_EN_PREDICTS)}))|(?P<asserts>(?:{_any(_EN_ASSERTS)})|(?:{_any(_EN_NOUNS)}){_THAT_BEHIND}))\b"
    r"(?:\s+that\b)?",
    re.IGNORECASE,
)
_EXPECTED = {
    "th": re.compile(r"อาจ(?!ารย์)|มีแนวโน้ม|คาดว่า|คาดการณ์ว่า|น่าจะ|มีความเป็นไปได้|เป็นไปได้(?:ว่า|ที่)|มีโอกาส"),
    "en": re.compile(r"\b(?:may|might|could|likely|(?:is|are) (?:expected|set|bound) to|will probably)\b"),
}  # fmt: skip
_QUOTED = re.compile(r"[”\"]\s?[^“”\"]{2,90}$")  # a quotation that has closed shortly before
_THINGS = re.compile(
    r"\b(?:the|these|those|all|both|other|member|united|many|several|some|few|of|between|among|by|amid|such|recent|media|news|press|earlier"
    r"|denied|denies|deny|denying|rejected|dismissed|confirmed|two|three|four|five|\d+)\s$",
    re.IGNORECASE,
)  # before "states" or "reports" that are things and not verbs
_STANCES: dict[str, Stance] = {"denies": "denies", "reports": "reports", "predicts": "predicts", "said": "reports"}
_SPEAKER_BEHIND = re.compile(r"ตาม|according to", re.IGNORECASE)
_QUOTE = re.compile(r"[“\"](?P<said>[^“”\"\n]{15,600})[”\"]")
SOURCELESS = re.compile(
    r"มีรายงาน|มีข่าว|there (?:are|were) reports|it was reported|was reported|is reported", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Frame:
    """Words that hand a statement to a speaker: where they stand, and where what is said begins.

    ``who`` tells on which side of them the speaker stands; ``back`` that what is said stands before them.
    """

    start: int
    end: int
    stance: Stance
    sourceless: bool = False
    who: Literal["left", "right"] = "left"
    back: bool = False


def frames_in(text: str, lang: Lang, start: int = 0, end: int | None = None) -> list[Frame]:
    """Find the frames of a stretch of text.

    >>> [(f.stance, f.sourceless) for f in frames_in("มีรายงานว่ารัสเซียถอนทหาร แต่รัสเซียปฏิเสธข่าวลือ", "th")]
    [('reports', True), ('denies', False)]
    >>> [f.stance for f in frames_in("Kirby said that Korea had sent shells; Moscow denied it.", "en")]
    ['asserts', 'denies']

    กว่า is no ว่า, and "states" and "reports" may be nouns.

    >>> frames_in("ยืนยันมากกว่า 100 ครั้ง", "th"), frames_in("the member states that joined", "en")
    ([], [])
    """
    pattern = _THAI if lang == "th" else _ENGLISH
    found = []
    for match in pattern.finditer(text, start, len(text) if end is None else end):
        if match[0].lower().split()[0] in (*_EN_NOUNS, *_EN_FINDS) and _THINGS.search(
            text[max(0, match.start() - 12) : match.start()]
        ):
            continue
        if match.lastgroup == "closed" and not _QUOTED.search(text, max(0, match.start() - 96), match.start()):
            continue
        stance = _STANCES.get(match.lastgroup or "", "asserts")
        behind: Literal["left", "right"] = "right" if _SPEAKER_BEHIND.match(match[0]) else "left"
        sourceless = bool(SOURCELESS.match(match[0]))
        back = match.lastgroup in ("said", "closed")
        found.append(Frame(match.start(), match.end(), stance, sourceless, behind, back))
    return found


def expects(text: str, lang: Lang) -> bool:
    """Tell whether words of expectation stand in a text: อาจ, มีแนวโน้ม, "may", "is likely".

    >>> expects("อาจนำไปสู่สงคราม", "th"), expects("อาจารย์กล่าว", "th"), expects("It may fail.", "en")
    (True, False, True)
    """
    return bool(_EXPECTED[lang].search(text))


def quotes_in(text: str) -> list[tuple[int, int]]:
    """Return the spans of quotations of some length, marks included.

    >>> quotes_in("เขากล่าวว่า “ความร่วมมือจะดำเนินต่อไป”")
    [(12, 38)]
    """
    return [match.span() for match in _QUOTE.finditer(text)]
