"""Names that are written almost as the ones known: by sound for Thai, by letters for Thai and Latin.

Only behind an exact match, and only where the place says that a name stands there: beside a title, or a word with a
capital. Short names are left alone, for a short word lies near too many others. What is found so has a low confidence.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from rapidfuzz.distance import OSA

from trachu.evidence.gazetteer import type_of
from trachu.evidence.harvest import ROLE_TH
from trachu.evidence.mention import SURE, Mention
from trachu.ontology.actor import actors

SHORTEST, LONG = (
    8,
    12,
)  # letters of a name that may be written otherwise: from the first by one letter, from the second by two
FIRST = 2  # sounds that a name and its misspelling begin with alike
WIDEST = 34  # characters behind a title in which a name is looked for

_ALIKE = str.maketrans(
    {
        **dict.fromkeys("ขฃคฅฆ", "ค"), **dict.fromkeys("ฉชฌ", "ช"), **dict.fromkeys("ซศษส", "ส"),
        **dict.fromkeys("ฎดฏตทฑฒถธฐ", "ท"), **dict.fromkeys("ณน", "น"), **dict.fromkeys("บปผพภ", "พ"),
        **dict.fromkeys("ฝฟ", "ฟ"), **dict.fromkeys("รลฬ", "ร"), **dict.fromkeys("หฮ", "ห"), "ญ": "ย",
        "ี": "ิ", "ื": "ึ", "ู": "ุ", "แ": "เ", "ไ": "ใ",
        **dict.fromkeys("่้๊๋็ๆ -", None),
    }
)  # fmt: skip
_SILENT = re.compile("[ก-ฮ][ิุ]?์")
_LATIN = re.compile(r"(?<![A-Za-z])[A-Z][a-z]{8,}(?![A-Za-z])")
_TITLE = re.compile(rf"(?:{ROLE_TH})\s?(?=[ก-ฮเ-ไ])")
_TITLE_BEHIND = re.compile(rf"(?<=\s)(?=[ก-ฮเ-ไ][ก-๎]{{1,16}}\s[ก-๎-]{{2,16}}\s(?:{ROLE_TH}))")
_MARK = re.compile("[\u0e31\u0e33-\u0e3a\u0e47-\u0e4e]")


def sound(name: str) -> str:
    """Write a Thai name by its sounds: no tones, no silent letters, letters of one sound as one.

    >>> sound("วลาดิเมียร์ ปูติน") == sound("วลาดิเมีย ปูตีน"), sound("ทรัมป์") == sound("ทรัมพ์")
    (True, True)
    """
    return _SILENT.sub("", name).translate(_ALIKE)


def apart(one: str, other: str) -> int | None:
    """Return how many letters two long names differ by, if few enough; two that have changed places count as one.

    >>> apart("Philippines", "Phillippines"), apart("Columbia", "Colombia"), apart("Iran", "Iraq") is None
    (1, 1, True)
    """
    length = min(len(one), len(other))
    most = 0 if length < SHORTEST else (1 if length < LONG else 2)
    found = OSA.distance(one, other, score_cutoff=most)
    return found if found <= most and most else None


@dataclass(frozen=True, slots=True)
class Index:
    """Thai names of persons by the sounds that they begin with."""

    names: Mapping[str, Sequence[tuple[str, str]]]

    @classmethod
    def of(cls, names: Iterable[tuple[str, str]]) -> Index:
        """Take (name, actor) pairs; only full names of two words and more."""
        table: dict[str, list[tuple[str, str]]] = {}
        for name, actor in names:
            heard = sound(name)
            if " " in name and "ก" <= name[0] <= "ไ" and len(heard) >= SHORTEST:
                table.setdefault(heard[:FIRST], []).append((heard, actor))
        return cls(table)


@cache
def people() -> tuple[tuple[str, str], ...]:
    """Return the Thai names of the persons that the ontology knows."""
    return tuple((name, one.id) for one in actors().values() if one.kind == "person" for name in one.called)


def near_in(text: str, known: Sequence[Mention], index: Index) -> Iterator[Mention]:
    """Yield names that are almost those of persons (Thai, beside a title) or of states (Latin).

    >>> index = Index.of([("วลาดิเมียร์ ปูติน", "PER:Vladimir Putin")])
    >>> [(m.actor, m.end - m.start) for m in near_in("ประธานาธิบดีวลาเดเมียร์ ปูตินกล่าว", [], index)]
    [('PER:Vladimir Putin', 17)]
    >>> [m.actor for m in near_in("the Phillippines navy", [], index)]
    ['PHL']
    """
    taken = sorted((m.start, m.end) for m in known)
    places = sorted({*(m.end() for m in _TITLE.finditer(text)), *(m.end() for m in _TITLE_BEHIND.finditer(text))})
    for start in places:
        found = _heard(text, start, index) if not _overlaps(taken, start, start + 2) else None
        if found and not _overlaps(taken, start, found[0]):
            yield Mention(start, found[0], found[1], "PER", "near", SURE["near"])
    for word in _LATIN.finditer(text):
        actor = _state(word[0]) if not _overlaps(taken, *word.span()) else None
        if actor:
            yield Mention(word.start(), word.end(), actor, type_of(actor), "near", SURE["near"])


def _heard(text: str, start: int, index: Index) -> tuple[int, str] | None:
    """Return where the name that begins here ends, and whose it is, by the nearest sound."""
    names = index.names.get(sound(text[start : start + 3 * FIRST])[:FIRST], ())
    best: tuple[int, int, str] | None = None
    for heard, actor in names:
        for end in _ends(text, start, len(heard)):
            away = apart(sound(text[start:end]), heard)
            if away is not None and (best is None or (away, -end) < best[:2]):
                best = (away, -end, actor)
    return (-best[1], best[2]) if best else None


def _ends(text: str, start: int, letters: int) -> Iterator[int]:
    """Yield where a stretch of about so many sounds may end: never before a mark, nor behind a blank."""
    for end in range(start + letters, min(len(text), start + min(letters + 8, WIDEST)) + 1):
        if not _MARK.match(text, end) and not text[end - 1].isspace():
            yield end


@cache
def _states() -> tuple[str, ...]:
    return tuple(sorted({one.names.en for one in actors().values() if one.kind == "state" and " " not in one.names.en}))


@cache
def _state(word: str) -> str | None:
    """Return the state whose long English name differs from a word by a letter or two, and no other's does."""
    near = [name for name in _states() if name[0] == word[0] and apart(name, word)]
    return next((one.id for one in actors().values() if one.names.en == near[0]), None) if len(near) == 1 else None


def _overlaps(taken: Sequence[tuple[int, int]], start: int, end: int) -> bool:
    return any(s < end and start < e for s, e in taken)
