"""Names that a document brings itself: people with a title or with `(Latin Name)` behind them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

_ROLES_TH = (
    "ประธานาธิบดี", "นายกรัฐมนตรี", "รัฐมนตรี", "รองรัฐมนตรี", "รัฐมนตรีต่างประเทศ", "รัฐมนตรีกลาโหม", "โฆษก", "เอกอัครราชทูต", "ทูต",
    "ปลัด", "ผู้นำ", "ผู้นำสูงสุด", "เลขาธิการ", "ผู้อำนวยการ", "ศาสตราจารย์", "นักวิชาการ", "นักวิจัย", "พลเอก", "ดร.", "หัวหน้า",
    "ผู้บัญชาการ", "นักการทูต", "ประธาน", "อดีตประธานาธิบดี", "นางสาว", "นาย", "นาง", "ผู้แทน", "สมาชิก", "ผู้เชี่ยวชาญ", "นักปฏิวัติ",
)  # fmt: skip
_ROLES_EN = (
    "President", "Prime Minister", "Foreign Minister", "Defense Minister", "Defence Minister", "Minister",
    "Secretary of State", "Secretary-General", "Secretary", "Spokesman", "Spokeswoman", "spokesman", "spokeswoman",
    "spokesperson", "Ambassador", "Professor", "Prof.", "Dr.", "General", "Gen.", "Chancellor", "Senator", "Director",
    "Premier", "leader", "Chairman", "envoy", "analyst", "Mr.", "Ms.", "Mrs.",
)  # fmt: skip
_ROLE = "|".join(sorted(map(re.escape, (*_ROLES_TH, *_ROLES_EN)), key=len, reverse=True))
ROLE_TH = "|".join(sorted(map(re.escape, _ROLES_TH), key=len, reverse=True))
_ROLE_BEHIND = re.compile(rf"\s{{0,2}}(?:,\s)?(?:the\s)?(?:{_ROLE})")
_ROLE_BEFORE = re.compile(rf"(?:{_ROLE})[^()\n]{{0,40}}$")
_TITLE = re.compile(rf"^(?:{ROLE_TH})")
_CAPITAL = r"(?:[A-Z][a-zà-ɏ’']{1,20}(?:-[A-Za-z][a-zà-ɏ]{1,20})?|[A-Z]\.)"
_LATIN_NAME = rf"{_CAPITAL}(?:\s{_CAPITAL}){{1,3}}"
_PAIR = re.compile(rf"(?P<thai>[\u0e00-\u0e7f][\u0e00-\u0e7f .-]{{1,60}}?)\s{{0,2}}\((?P<latin>{_LATIN_NAME})\)")
_BRACKET = re.compile(rf"\({_LATIN_NAME}\)")
_CAPITALISED = re.compile(r"(?<![A-Za-z])[A-Z]")
_TITLE_BEFORE = re.compile(rf"(?:{_ROLE})\s{{0,2}}$")
_NAME = re.compile(rf"{_LATIN_NAME}(?![A-Za-z])")
LONGEST_NAME = 66  # characters of a Thai name before its Latin form in brackets
LONGEST_PART = 16  # Thai letters in one word of a foreign name


@dataclass(frozen=True, slots=True)
class Known:
    """What a person is called in this document, and where for the first time."""

    text: str
    actor: str
    start: int


def people_in(text: str, named: Sequence[tuple[int, int, str]]) -> list[Known]:
    """Find the persons whom a passage introduces; `named` are (start, end, actor) of those known already.

    >>> [(k.text, k.actor) for k in people_in("โฆษก อี โท-ฮุน (Lee Do-hoon) กล่าว", [])]
    [('Lee Do-hoon', 'PER:Lee Do-hoon'), ('อี โท-ฮุน', 'PER:Lee Do-hoon')]
    >>> people_in("สนธิสัญญา (Strategic Partnership)", [])
    []
    """
    found: list[Known] = []
    last = 0
    for bracket in _BRACKET.finditer(text):
        match = _PAIR.search(text, max(last, bracket.start() - LONGEST_NAME), bracket.end())
        if match:
            found += _pair(text, match, named)
            last = match.end()
    for start, end in _titled(text):
        if not _taken(start, end, named):
            found.append(Known(text[start:end], f"PER:{text[start:end]}", start))
    return found


def _titled(text: str) -> Iterator[tuple[int, int]]:
    """Yield the Latin names with a title before them."""
    last = 0
    for capital in _CAPITALISED.finditer(text):
        start = capital.start()
        name = (
            _NAME.match(text, start)
            if start >= last and _TITLE_BEFORE.search(text, max(0, start - 30), start)
            else None
        )
        if name and not text[name.end() : name.end() + 1].isalpha():
            yield start, name.end()
            last = name.end()


def _pair(text: str, match: re.Match[str], named: Sequence[tuple[int, int, str]]) -> Iterator[Known]:
    """Read a Thai name with a Latin one in brackets: each is an alias of the other."""
    latin, thai_end = match["latin"], match.end("thai")
    before = [actor for _, end, actor in named if end == thai_end]
    inside = _taken(match.start("latin"), match.end("latin"), named)
    if before and not inside:
        if before[0].startswith("PER:"):
            yield Known(latin, before[0], match.start("latin"))
        return
    titled = _ROLE_BEFORE.search(text[max(0, thai_end - 80) : thai_end])
    if not inside and not titled and not _ROLE_BEHIND.match(text, match.end()):
        return
    actor = inside or f"PER:{latin}"
    if not actor.startswith("PER:"):
        return
    yield Known(latin, actor, match.start("latin"))
    thai = _last_words(match["thai"], len(latin.split()))
    if thai and not before:
        yield Known(thai, actor, thai_end - len(thai))


def _last_words(thai: str, count: int) -> str:
    """Take as many Thai words as the Latin name has, without the title before them."""
    words = thai.split()[-count:]
    if len(words) < count:
        return ""
    while title := _TITLE.match(words[0]):
        words[0] = words[0][title.end() :]
    return " ".join(words) if all(0 < len(word) <= LONGEST_PART for word in words) else ""


def _taken(start: int, end: int, named: Sequence[tuple[int, int, str]]) -> str:
    return next((actor for s, e, actor in named if s < end and start < e), "")
