"""Sentences and clauses of running text. Thai marks neither, so both are found by the words that open them."""

from __future__ import annotations

import re
from collections.abc import Container, Iterable
from dataclasses import dataclass

from trachu.core.words import Lang

SHORTEST = 50  # letters that must stand before a new subject, so that a date stays with its verb

# Words that open a Thai sentence where a blank stands before them.
_OPEN_SENTENCE = (
    "นอกจากนี้", "นอกจากนั้น", "อย่างไรก็ตาม", "อย่างไรก็ดี", "ทั้งนี้", "ต่อมา", "เวลาต่อมา", "ในเวลาต่อมา", "ขณะเดียวกัน",
    "ในขณะเดียวกัน", "ดังนั้น", "เพราะฉะนั้น", "ด้วยเหตุนี้", "ภายหลังจาก", "ภายหลัง", "หลังจากนั้น", "หลังจาก", "จากนั้น", "สำหรับ",
    "ในส่วนของ", "ยิ่งไปกว่านั้น", "กล่าวคือ", "ในทางกลับกัน", "ในด้าน", "จนกระทั่ง", "ท้ายที่สุด",
)  # fmt: skip
# Words that open a clause; the first group does so anywhere, the second only behind a blank.
_OPEN_ANYWHERE = (
    "ในขณะที่",
    "ขณะที่",
    "ซึ่ง",
    "อย่างไรก็ตาม",
    "นอกจากนี้",
    "ถึงแม้ว่า",
    "แม้ว่า",
    "รวมไปถึง",
    "อีกทั้ง",
    "จะเห็นได้จาก",
    "จะเห็นได้ว่า",
)
_OPEN_BEHIND_BLANK = (
    "โดย", "และ", "แต่", "เมื่อ", "เนื่องจาก", "เพราะ", "เพื่อ", "แม้", "หาก", "ถ้า", "จน", "จึง", "ส่วน", "ทำให้", "ส่งผลให้",
    "จากนั้น",
    "รวมถึง", "พร้อม", "หลัง", "ก่อน", "ด้าน", "จากการ", "ผ่านการ", "ท่ามกลาง", "เช่น", "ในสาร", "ตาม", "เป็นผลให้", "เป็นเหตุให้",
)  # fmt: skip


def _any(words: Iterable[str]) -> str:
    return "|".join(sorted(map(re.escape, words), key=len, reverse=True))


# A dated adjunct behind its verb opens nothing; เขา with an auxiliary, or a noun that points back, does.
_DATED = r"(?:วันที่|เดือน|ปี|ต้นปี|กลางปี|ปลายปี|ช่วง)"
_POINTING = (
    r"(?:เขา|เธอ|พวกเขา)(?=ได้|จะ|ยัง|เคย|ไม่|กล่าว|ระบุ|เสนอ)"
    r"|(?!ใน|โดย|ตาม|จาก|ต่อ|กับ|ของ|ที่|ภาย|ด้วย|และ|เพื่อ|เมื่อ|หลัง|ก่อน|ระหว่าง|ผ่าน|ท่าม)(?:(?!ว่า|ได้|ที่)[ก-๎]){3,30}?(?:ดังกล่าว|ครั้งนี้|แห่งนี้|ฉบับนี้|เหล่านี้|นี้)\s?"
    r"(?=ส่งผล|ได้|มี|เป็น|ถือ|ไม่|ทำให้|จะ|ถูก|สะท้อน|นับ|แสดง|สร้าง|นำ|ยัง)"
)


_THAI_SENTENCE = re.compile(
    rf"(?<![\s.(][A-Z])[.!?]\s+(?=[^\W\d])|(?<=\))\s+(?={_any((*_OPEN_SENTENCE, *_OPEN_ANYWHERE))})"
    rf"|\s+(?={_any(_OPEN_SENTENCE)})|\s+(?={_POINTING})"
)
_BEFORE_NOUN = "".join(f"(?<!{word})" for word in ("เช่น", "ได้แก่", "อาทิ", "คือ", "ทั้งนี้", "และ", r"\s"))
_THAI_CLAUSE = re.compile(
    rf"\s+(?!(?:เมื่อ|หลัง|ก่อน){_DATED})(?={_any(_OPEN_SENTENCE + _OPEN_BEHIND_BLANK)})"
    rf"|{_BEFORE_NOUN}\s+(?=การ[ก-๎]{{4,}})|\s*(?={_any(_OPEN_ANYWHERE)})(?!(?<=ใน)ขณะที่)|;\s*"
)
_ENGLISH_SENTENCE = re.compile(r"(?<=[.!?])[”\"')\]]*\s+(?=[“\"'(\[]?[A-Z0-9])")
_GOES_ON = re.compile(r"\s{0,2}(?:ซึ่ง|และ|โดย|,|;|[.)]|which|and)")
_ABBREVIATED = re.compile(
    r"(?:\b(?:Mr|Mrs|Ms|Dr|Prof|Gen|Col|Lt|Sen|Rep|St|No|vs|etc|al|Inc|Ltd|Jan|Feb|Aug|Sept|Oct|Nov|Dec)|\b[A-Z]|[.][A-Za-z])\.$"
)
_ENGLISH_CLAUSE = re.compile(
    r";\s*|,\s+(?=(?:which|while|whereas|but|although|though|after|before|when|where|who|with|and\s(?:then|also|later|has|have|had))\b)"
    r"|\s+(?=(?:while|whereas|although|after|before|when|because)\s)",
)


@dataclass(frozen=True, slots=True)
class Clause:
    """A stretch of a passage: where it begins and ends, and which sentence it belongs to."""

    start: int
    end: int
    sentence: int
    opener: str = ""


def sentences_in(
    text: str, lang: Lang, keep: Iterable[tuple[int, int]] = (), ends: Iterable[int] = ()
) -> list[tuple[int, int]]:
    """Split a passage into sentences.

    No cut is made inside the spans of `keep` (a quotation, a row of names); one is made at each of `ends` (behind a
    citation), unless the sentence goes on with ซึ่ง or และ.

    >>> [s for s, _ in sentences_in("Mr. Kim left. He met Mr. Lee.", "en")]
    [0, 14]
    >>> text = "จีนเตือนญี่ปุ่น (Kim, 2023) นอกจากนี้ รัสเซียถอนทหาร"  # a citation, then a word that opens a sentence
    >>> [text[s:e] for s, e in sentences_in(text, "th")]
    ['จีนเตือนญี่ปุ่น (Kim, 2023)', 'นอกจากนี้ รัสเซียถอนทหาร']
    """
    held = sorted(keep)
    pattern = _THAI_SENTENCE if lang == "th" else _ENGLISH_SENTENCE
    cuts = []
    for match in pattern.finditer(text):
        known = lang == "en" and _ABBREVIATED.search(text[max(0, match.start() - 8) : match.start()])
        if not known and not _inside(held, match.start()):
            cuts.append((match.start() + (text[match.start()] in ".!?"), match.end()))
    cuts += [(end, end) for end in ends if not _GOES_ON.match(text, end)]
    return _pieces(text, 0, len(text), sorted(set(cuts)))


def clauses_in(
    text: str,
    lang: Lang,
    keep: Iterable[tuple[int, int]] = (),
    ends: Iterable[int] = (),
    subjects: Iterable[int] = (),
    firm: Container[int] = (),
) -> list[Clause]:
    """Split a passage into clauses, sentence by sentence.

    `keep` and `ends` are as for `sentences_in`; `subjects` are places where a new subject opens a clause without any
    word that says so, those in `firm` even shortly behind the clause before.

    >>> text = "รัสเซียส่งน้ำมันให้เกาหลีเหนือ ซึ่งละเมิดมติ UNSC โดยจีนไม่คัดค้าน"
    >>> [text[c.start : c.end] for c in clauses_in(text, "th")]
    ['รัสเซียส่งน้ำมันให้เกาหลีเหนือ', 'ซึ่งละเมิดมติ UNSC', 'โดยจีนไม่คัดค้าน']
    """
    held = sorted(keep)
    pattern = _THAI_CLAUSE if lang == "th" else _ENGLISH_CLAUSE
    opened = sorted(subjects)
    found = []
    for number, (start, end) in enumerate(sentences_in(text, lang, held, ends)):
        marks = [m.span() for m in pattern.finditer(text, start, end)]
        marks = [m for m in marks if m[0] > start and not _inside(held, m[0])]
        for place in opened:
            before = max((m[1] for m in marks if m[1] <= place), default=start)
            far = place - before >= SHORTEST or place in firm
            if start < place < end and far and not _inside(held, place):
                marks = sorted([*marks, (place, place)])
        for first, last in _pieces(text, start, end, marks):
            found.append(Clause(first, last, number, _opener(text, first, lang)))
    return found


_OPENER = re.compile(f"(?:{_any((*_OPEN_SENTENCE, *_OPEN_ANYWHERE, *_OPEN_BEHIND_BLANK))})|[A-Za-z]+")


def _opener(text: str, start: int, lang: Lang) -> str:
    found = _OPENER.match(text, start)
    return found[0].lower() if found else ""


def _inside(spans: list[tuple[int, int]], at: int) -> bool:
    return any(start < at < end for start, end in spans)


def _pieces(text: str, start: int, end: int, cuts: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Return the stretches between the cuts, which may touch; blanks are trimmed, empty ones left out."""
    edges = [start, *(edge for cut in cuts for edge in cut), end]
    found = []
    for first, last in zip(edges[::2], edges[1::2], strict=True):
        body = text[first:last]
        low, high = first + len(body) - len(body.lstrip()), last - len(body) + len(body.rstrip())
        if high > low:
            found.append((low, high))
    return found
