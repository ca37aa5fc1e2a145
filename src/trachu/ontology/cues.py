"""Find cue phrases in running text, Thai and English: the leftmost, then the longest, wins.

An English cue is a lemma phrase (``impose sanctions``): its first or its last word may be inflected, and it stands
between word boundaries. A Thai cue is a plain substring; Thai has no spaces, so a hit is dropped where it would cut
a syllable in two. Because the longest phrase wins, a compound in which a cue misleads (ผู้สนับสนุน, a supporter) is
silenced by listing the compound itself.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Generic, TypeVar

from ahocorasick_rs import AhoCorasick

from trachu.core.words import Lang

T = TypeVar("T")

_IRREGULAR = {
    "begin": "began begun", "break": "broke broken", "bring": "brought", "build": "built", "buy": "bought",
    "come": "came", "deal": "dealt", "fight": "fought", "find": "found", "forbid": "forbade forbidden",
    "forgive": "forgave forgiven", "freeze": "froze frozen", "give": "gave given", "go": "went gone", "hold": "held",
    "lay": "laid", "lead": "led", "leave": "left", "lend": "lent", "make": "made", "meet": "met",
    "overthrow": "overthrew overthrown", "pay": "paid", "seek": "sought", "sell": "sold", "send": "sent",
    "shoot": "shot", "speak": "spoke spoken", "stand": "stood", "strike": "struck", "take": "took taken",
    "tell": "told", "withdraw": "withdrew withdrawn", "withhold": "withheld",
}  # fmt: skip
_VOWELS = "aeiou"
_LATIN = re.compile(r"[0-9A-Za-z\u00c0-\u024f]")
_THAI_LEADING = frozenset("เแโใไ")
_THAI_FOLLOWING = frozenset("ะาำๅ" + "".join(map(chr, [0x0E31, *range(0x0E34, 0x0E3B), *range(0x0E47, 0x0E4F)])))
_SPACES = re.compile(r"\s")
_ABOUT_TH = "จำนวน|ประมาณ|ราว|เกือบ|มากกว่า|กว่า|อย่างน้อย|ทั้งหมด|ทั้งสิ้น|รวม|อีก"
_COUNT_TH = re.compile(
    rf"\s?(?:(?:{_ABOUT_TH})\s?){{0,3}}[\d๐-๙][\d๐-๙.,]*\s?(?:ร้อย|พัน|หมื่น|แสน|ล้าน)?\s?"
    r"(?:คน|นาย|ราย|ตัน|ลำ|คัน|ลูก|นัด|ชุด|หน่วย|กองพล|กองพัน|เครื่อง|กระบอก|ฉบับ|ครั้ง)\s?(?:เศษ|กว่า)?\s?"
)
_COUNT_EN = re.compile(
    r"(?<=\s)(?:two|three|four|five|six|seven|eight|nine|ten|a\sdozen|dozens\sof|hundreds\sof|thousands\sof|several)\s"
    r"|(?<=\s)(?:(?:about|some|around|nearly|almost|roughly|over|up to|more than|at least|another)\s)?\d[\d,.]*\s"
    r"(?:(?:hundred|thousand|million|billion)\s)?(?:(?:tons|tonnes|rounds|units|pieces)\sof\s)?",
    re.IGNORECASE,
)


def forms(word: str) -> frozenset[str]:
    """List a word of English with its inflected forms; a few of them may not exist, which does no harm.

    >>> sorted(forms("send"))
    ['send', 'sended', 'sending', 'sends', 'sent']
    >>> sorted(forms("ban") & {"banned", "banning", "bans"})
    ['banned', 'banning', 'bans']
    >>> sorted(forms("test-fire"))
    ['test-fire', 'test-fired', 'test-fires', 'test-firing']
    >>> sorted(forms("deny"))
    ['denied', 'denies', 'deny', 'denying']
    """
    if not word.replace("-", "").isalpha() or len(word) < 2:
        return frozenset({word})
    before, last = word[-2], word[-1]
    if last == "e":
        made = {word + "s", word + "d", word[:-1] + "ing"}
    elif last == "y" and before not in _VOWELS:
        made = {word[:-1] + "ies", word[:-1] + "ied", word + "ing"}
    else:
        plural = "es" if word.endswith(("s", "x", "z", "ch", "sh")) else "s"
        made = {word + plural, word + "ed", word + "ing"}
        if before in _VOWELS and last not in _VOWELS + "wxy" and word[-3:-2] not in tuple(_VOWELS):
            made |= {word + last + "ed", word + last + "ing"}
    return frozenset({word, *made, *_IRREGULAR.get(word, "").split()})


def phrases(cue: str) -> frozenset[str]:
    """List every form in which an English cue may stand: first or last word inflected, the rest as it is.

    >>> sorted(phrases("lift sanctions") & {"lifted sanctions", "lifting sanctions", "lift sanction"})
    ['lifted sanctions', 'lifting sanctions']
    """
    first, *rest = cue.split(" ")
    head = {" ".join([form, *rest]) for form in forms(first)}
    if not rest:
        return frozenset(head)
    many = {f"{form}s" for form in head} if rest[-1].isalpha() and not rest[-1].endswith("s") else set()
    return frozenset(head | many | {" ".join([first, *rest[:-1], form]) for form in forms(rest[-1])})


@dataclass(frozen=True, slots=True)
class Finder(Generic[T]):
    """A set of cues compiled for one language, each with what it means."""

    lang: Lang
    means: tuple[T, ...]
    automaton: AhoCorasick

    def find(self, text: str) -> list[tuple[int, int, T]]:
        """Return (start, end, meaning) of all cues that do not overlap: leftmost first, then longest."""
        kept: list[tuple[int, int, T]] = []
        last = 0
        for start, end, number in _hits(self.automaton, text, self.lang):
            if start >= last:
                kept.append((start, end, self.means[number]))
                last = end
        return kept


@dataclass(frozen=True, slots=True)
class Finders(Generic[T]):
    """Several sets of cues compiled together; ``means[n]`` says of which sets cue n is, and what it means in each."""

    lang: Lang
    means: tuple[tuple[tuple[str, T], ...], ...]
    automaton: AhoCorasick

    def find(self, text: str) -> list[tuple[int, int, str, T]]:
        """Return (start, end, set, meaning) of the cues; those of one set do not overlap, as in `Finder.find`."""
        kept: list[tuple[int, int, str, T]] = []
        last: dict[str, int] = {}
        for start, end, number in _hits(self.automaton, text, self.lang):
            for name, meaning in self.means[number]:
                if start >= last.get(name, 0):
                    kept.append((start, end, name, meaning))
                    last[name] = end
        return kept


def _hits(automaton: AhoCorasick, text: str, lang: Lang) -> Iterator[tuple[int, int, int]]:
    """Yield (start, end, number) of all cues that stand in a text: leftmost first, then longest."""
    folded = _folded(text)
    stands = _stands_in_thai if lang == "th" else _stands_in_english
    hits = automaton.find_matches_as_indexes(folded, overlapping=True)
    if len(hits) > 1:
        hits.sort(key=lambda hit: (hit[1], -hit[2]))
    return ((start, end, number) for number, start, end in hits if stands(folded, start, end))


def without_counts(text: str, lang: Lang) -> tuple[str, Sequence[int]]:
    """Leave out how many (``3,000 นาย``, "about 500"); return the rest and, for each character, its old place.

    >>> bare, places = without_counts("ส่งทหาร 3,000 นายไปช่วย", "th")
    >>> bare, places[7]
    ('ส่งทหารไปช่วย', 17)
    >>> without_counts("sent about 500 soldiers", "en")[0]
    'sent soldiers'
    """
    pattern = _COUNT_TH if lang == "th" else _COUNT_EN
    spans = [match.span() for match in pattern.finditer(text)]
    if not spans:
        return text, range(len(text))
    places: list[int] = []
    at = 0
    for start, end in [*spans, (len(text), len(text))]:
        places.extend(range(at, start))
        at = end
    return pattern.sub("", text), places


def finder(cues: Mapping[str, T], lang: Lang) -> Finder[T]:
    """Compile cues; where an inflected form of one cue is another cue as listed, the listed one keeps it.

    >>> finder({"hold talks": 1, "talk show": 2}, "en").find("They held talks, not a talk show.")
    [(5, 15, 1), (23, 32, 2)]
    >>> finder({"สนับสนุน": "yes", "ผู้สนับสนุน": "no"}, "th").find("ผู้สนับสนุนสนับสนุน")
    [(0, 11, 'no'), (11, 19, 'yes')]
    """
    table = _inflected(cues, lang)
    return Finder(lang, tuple(table.values()), AhoCorasick(list(table)))


def finders(sets: Mapping[str, Mapping[str, T]], lang: Lang) -> Finders[T]:
    """Compile several sets of cues, given by name, so that a text is read once for all of them.

    >>> both = finders({"arms": {"เรือดำน้ำ": 1, "เรือ": 1}, "sea": {"เรือ": 2}}, "th")
    >>> both.find("เรือดำน้ำ")
    [(0, 9, 'arms', 1), (0, 4, 'sea', 2)]
    """
    table: dict[str, list[tuple[str, T]]] = {}
    for name, cues in sets.items():
        for cue, meaning in _inflected(cues, lang).items():
            table.setdefault(cue, []).append((name, meaning))
    return Finders(lang, tuple(map(tuple, table.values())), AhoCorasick(list(table)))


def _inflected(cues: Mapping[str, T], lang: Lang) -> dict[str, T]:
    """Return cues as they stand in a folded text, English ones in every form."""
    table = {_folded(cue): meaning for cue, meaning in cues.items()}
    if lang == "en":
        for cue in tuple(table):
            for form in sorted(phrases(cue)):
                table.setdefault(form, table[cue])
    return table


@lru_cache(maxsize=64)
def _folded(text: str) -> str:
    """Lower the case and make every blank a plain space, one character for one."""
    low = text.lower()
    if len(low) != len(text):
        low = "".join(c.lower() if len(c.lower()) == 1 else c for c in text)
    return _SPACES.sub(" ", low).replace("’", "'")


def _stands_in_english(text: str, start: int, end: int) -> bool:
    before, after = text[start - 1 : start], text[end : end + 1]
    return not (_LATIN.match(before) or _LATIN.match(after))


def _stands_in_thai(text: str, start: int, end: int) -> bool:
    before, after = text[start - 1 : start], text[end : end + 1]
    return before not in _THAI_LEADING and after not in _THAI_FOLLOWING
