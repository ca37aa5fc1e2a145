"""Actors that stand side by side in a text, and where a group of them opens a clause of its own."""

from __future__ import annotations

import re
from collections.abc import Container, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import NamedTuple

from trachu.evidence.gazetteer import state_of
from trachu.evidence.mention import Mention

_TITLES = (
    "ทางการ", "ทาง", "ประเทศ", "รัฐบาล", "กองทัพ", "ผู้นำสูงสุด", "ผู้นำ", "ผู้ นำสูงสุด", "ผู้ นำ", "ประธานาธิบดี",
    "นายกรัฐมนตรี", "รองรัฐมนตรี", "รัฐมนตรีว่าการ", "รัฐมนตรี", "กระทรวง", "ต่างประเทศ", "การต่างประเทศ", "กลาโหม",
    "เอกอัครราชทูต", "โฆษก", "เจ้าหน้าที่", "หน่วยข่าวกรอง", "แห่งชาติ", "สื่อ",
    "นาย", "นาง", "พันธมิตร", "กลุ่ม", "กรุง", "เมือง", "ของ", "รวมถึง", "รวมทั้ง",
)  # fmt: skip
TITLE = "|".join(sorted(map(re.escape, _TITLES), key=len, reverse=True))
_JOINED = re.compile(
    rf"(?:\s|\([^()]{{0,60}}\)){{0,3}}"
    rf"(?:(?:,\s?)?(?:และ|กับ|ร่วมกับ|ตลอดจน|รวมถึง|รวมทั้ง|หรือ|and|as well as|&)|[-–—/,])\s{{0,2}}(?:(?:{TITLE})\s?){{0,4}}"
    rf"(?:(?:the|then|Foreign Minister|President|Prime Minister|leader|government of)\s){{0,3}}|\s{{0,2}}"
)
_BESIDE = re.compile(
    rf"(?:\s|,|\([^()]{{0,60}}\)){{0,4}}(?:(?:{TITLE})\s?){{0,4}}(?:of\s|'s\s|the\s|President\s|leader\s){{0,3}}$"
)


@dataclass(frozen=True, slots=True)
class Group:
    """Actors named side by side: ``A, B and C``, or a leader beside the name of the state."""

    start: int
    end: int
    actors: tuple[str, ...]


def groups_in(text: str, mentions: Sequence[Mention]) -> list[Group]:
    """Join actors that are named side by side; places and unknown persons are no parties.

    A blank alone joins only the links of a row (``A B และ C``): behind its last link, or between two names without
    any และ, it opens something new.

    >>> from trachu.evidence.entities import mentions_in
    >>> text = "สหรัฐฯ ญี่ปุ่น และเกาหลีใต้เตือนรัสเซีย"
    >>> [g.actors for g in groups_in(text, mentions_in([text])[0])]
    [('USA', 'JPN', 'KOR'), ('RUS',)]
    >>> text = "สมาชิกคือจีนและอินเดีย ไทยไม่ได้เข้าร่วม"
    >>> [g.actors for g in groups_in(text, mentions_in([text])[0])]
    [('CHN', 'IND'), ('THA',)]
    """
    rows: list[list[_Link]] = []
    for mention in mentions:
        party = state_of(mention.actor)
        last = rows[-1][-1] if rows else None
        gap = text[last.end : mention.start] if last else ""
        if party is None:
            if last and mention.type == "PER" and _BESIDE.fullmatch(gap):
                rows[-1][-1] = last._replace(end=mention.end)
            continue
        same = last is not None and party == last.actor and _BESIDE.fullmatch(gap)
        apart = rows and len(rows[-1]) == 1 and gap.startswith(", and") and _OWN_VERB.match(text, mention.end)
        if last and not apart and len(gap) < 90 and (same or _JOINED.fullmatch(gap)):
            how = "same" if same else ("and" if _AND.search(gap) else ("comma" if gap.strip() else "blank"))
            rows[-1].append(_Link(mention.start, mention.end, party, how))
        else:
            rows.append([_Link(mention.start, mention.end, party, "first")])
    return [_group(part) for row in rows for part in _settled(row, text)]


class _Link(NamedTuple):
    """One name in a row, and how it is joined to the one before it."""

    start: int
    end: int
    actor: str
    how: str


_AND = re.compile(r"และ|กับ|ตลอดจน|รวมถึง|รวมทั้ง|หรือ|\band\b|\bas well as\b|&")
# Behind a comma, "and" and a verb, the last of two names is a subject of its own: "near Chad, and Niger sent troops".
_OWN_VERB = re.compile(r"\s(?:\w{3,}ed|has|have|had|will|would|is|are|was|were|said|sent|met|gave|held|took)\b")
_SAYS_NO = re.compile(r"\s?(?:ก็|ยัง|ต่าง)?(?:ไม่|มิ)")
FEWEST_UNJOINED = 3  # names that blanks alone may join


def _settled(row: list[_Link], text: str) -> list[list[_Link]]:
    """Cut a row where a blank does not join: behind a closing และ, and where no และ follows at all."""
    parts: list[list[_Link]] = []
    closed = False
    for link in row:
        if not parts or (closed and link.how == "blank"):
            parts.append([link])
            closed = False
        else:
            parts[-1].append(link)
        closed = closed or link.how == "and"
    found: list[list[_Link]] = []
    for part in parts:
        loose = not any(link.how in ("and", "comma") for link in part)
        if loose and len({link.actor for link in part}) < FEWEST_UNJOINED:
            found += _apart(part)
        elif loose and _SAYS_NO.match(text, part[-1].end):
            found += [part[:-1], part[-1:]]
        else:
            found.append(part)
    return found


def _apart(part: list[_Link]) -> list[list[_Link]]:
    """Let every link that a blank has joined stand alone, with what names the same actor beside it."""
    found: list[list[_Link]] = []
    for link in part:
        if found and link.how == "same":
            found[-1].append(link)
        else:
            found.append([link])
    return found


def _group(part: list[_Link]) -> Group:
    return Group(part[0].start, part[-1].end, tuple(dict.fromkeys(link.actor for link in part)))


ACTS = re.compile(
    r"\s?(?:\([^()]{0,60}\)\s?)?(?:เอง|ต่าง|จึง|ก็|ยัง|ต่างก็){0,2}(?:ได้|จะ|กำลัง|เคย|ออกมา|เริ่ม|มี|ประกาศ|เตือน|ลงนาม|ส่ง|เป็น|แสดง|กล่าว|ระบุ|ยืนยัน|พยายาม|ต้องการ)"
)
_TITLES_BEFORE = re.compile(rf"(?<=\s)(?:(?:{TITLE})\s?){{1,4}}$")
_BOTH_ACT = re.compile(r"(?<=\s)ทั้ง(?:สอง|สาม|คู่)(?:รัฐ|ประเทศ|ฝ่าย|ชาติ|ผู้นำ)?(?=\s?(?:ได้|จะ|ยัง|กำลัง|ต่าง|จึง))")


def subjects(text: str, groups: Sequence[Group], verbs: Container[int] = ()) -> list[int]:
    """Find where a group of actors opens a clause of its own: a blank before it, a verb or its auxiliary behind it.

    ``verbs`` are places where a cue begins.

    >>> text = "ความตึงเครียดเพิ่มขึ้น จีนได้ถอนทหาร"
    >>> subjects(text, [Group(23, 26, ("CHN",))])
    [23]
    """
    found = [m.start() for m in _BOTH_ACT.finditer(text)]
    for group in groups:
        title = _TITLES_BEFORE.search(text[max(0, group.start - 60) : group.start])
        start = group.start - len(title[0]) if title else group.start
        content = text[max(0, start - 6) : start].rstrip().endswith(("ว่า", "that"))
        acts = group.end in verbs or ACTS.match(text, group.end)
        latin = group.end + 1 in verbs and _OPENS_EN.search(text[max(0, start - 24) : start])
        if start and not content and text[start - 1].isspace() and (acts or latin):
            found.append(start)
    return sorted(found)


_OPENS_EN = re.compile(
    r"(?:,\s(?:and\s|but\s|while\s|as\s)?|;\s|\b(?:after|while|as|when|because|before|but)\s)(?:the\s)?$", re.IGNORECASE
)


def behind_a_row(text: str, groups: Sequence[Group]) -> frozenset[int]:
    """Find where a group stands behind another with a mere blank between: the second opens a clause of its own.

    >>> sorted(behind_a_row("เช่น จีนและลาว ไทยประกาศ", [Group(5, 14, ("CHN", "LAO")), Group(15, 18, ("THA",))]))
    [15]
    """
    return frozenset(b.start for a, b in pairwise(groups) if text[a.end : b.start].isspace())
