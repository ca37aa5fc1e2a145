"""Digits that a PDF maps to other signs (¥¦¥± for 2025): solved as a puzzle, from the document alone.

The evidence is the same phrase with clean digits elsewhere in the document: a ciphered number
and a clean one of the same length and pattern between the same words vote for a digit at every
place. What is settled rules other readings out, and the rest is voted on again. A sign that
nothing proves stays as it is, and so does every number it stands in: a year is never guessed.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence

from trachu.core.text import Mapped
from trachu.sources.repair.marks import Pairs, rewrite

NUMBERS = 2  # numbers of two signs or more from which a document counts as ciphered
VOTES = 2  # votes needed for a digit
LEAD = 2.0  # how many times as many votes as the next digit
NEAR = 14  # characters of context that may vote
LEAST = 4  # characters that the contexts of two numbers must share

_SIGNS = "¡-¿×÷\ufffd"
_NUMBER = re.compile(f"(?<![0-9A-Za-z{_SIGNS}])(?:[{_SIGNS}]+|[0-9]{{1,4}})(?![0-9A-Za-z{_SIGNS}])")
_CIPHERED = re.compile(f"[{_SIGNS}]+")

Place = tuple[str, str, str]  # what stands before a number, the number, what stands after it


def learn(texts: Sequence[str]) -> dict[str, str]:
    """Return the digits by the signs that stand for them.

    >>> clean = "เมื่อปี 2025 โลก เมื่อวันที่ 19 มีนาคม ค.ศ. 2025 การประชุม"
    >>> damaged = "เมื่อปี ¥¦¥± โลก เมื่อวันที่ §¨ มีนาคม ค.ศ. ¥¦¥± การประชุม"
    >>> learn([clean, damaged])
    {'¥': '2', '¦': '0', '±': '5', '§': '1', '¨': '9'}
    """
    places = [place for text in texts for place in _places(text)]
    ciphered = [place for place in places if _CIPHERED.fullmatch(place[1])]
    if sum(len(place[1]) > 1 for place in ciphered) < NUMBERS:
        return {}
    clean: dict[int, list[Place]] = defaultdict(list)
    for place in places:
        if place[1].isascii():
            clean[len(place[1])].append(place)
    known: dict[str, str] = {}
    while True:
        votes: dict[str, Counter[str]] = defaultdict(Counter)
        for place in ciphered:
            for sign, digit, weight in _votes(place, clean[len(place[1])], known):
                votes[sign][digit] += weight
        settled = _settle(votes, known)
        if settled == known:
            return known
        known = settled


def decipher(text: Mapped, digits: Mapping[str, str]) -> Mapped:
    """Write the numbers all of whose signs are known in digits.

    >>> decipher(Mapped.of("ปี ¥¦¥± และ ¥¦¥³"), {"¥": "2", "¦": "0", "±": "5"}).text
    'ปี 2025 และ ¥¦¥³'
    """

    def put(match: re.Match[str]) -> Pairs:
        """Write one number in digits, or leave it."""
        whole = all(sign in digits for sign in match[0])
        return ((digits[s] if whole else s, match.start() + index) for index, s in enumerate(match[0]))

    return rewrite(text, _CIPHERED, put) if digits else text


def _places(text: str) -> Iterator[Place]:
    for match in _NUMBER.finditer(text):
        before, after = text[max(0, match.start() - NEAR) : match.start()], text[match.end() : match.end() + NEAR]
        yield _packed(before), match[0], _packed(after)


def _packed(context: str) -> str:
    return "".join(context.split())


def _votes(place: Place, clean: Sequence[Place], known: Mapping[str, str]) -> Iterator[tuple[str, str, int]]:
    """Yield a vote for every place of the number, from the clean numbers whose surroundings are most alike."""
    alike = [(_shared(place, other), other[1]) for other in clean if _fits(place[1], other[1], known)]
    best = max((score for score, _ in alike), default=0)
    numbers = {number for score, number in alike if score == best}
    if best >= LEAST and len(numbers) == 1:
        for sign, digit in zip(place[1], numbers.pop(), strict=True):
            yield sign, digit, best - LEAST + 1


def _fits(signs: str, number: str, known: Mapping[str, str]) -> bool:
    """Tell whether signs can stand for a number: one digit for one sign, and nothing that is known against it."""
    pairs = set(zip(signs, number, strict=True))
    one_to_one = len({sign for sign, _ in pairs}) == len({digit for _, digit in pairs}) == len(pairs)
    taken = known.values()
    return one_to_one and all(known[s] == d if s in known else d not in taken for s, d in pairs)


def _shared(one: Place, other: Place) -> int:
    """Count the characters that two numbers share before and after them; both sides must share some."""
    before = _common(one[0][::-1], other[0][::-1])
    after = _common(one[2], other[2])
    return before + after if before and after else 0


def _common(a: str, b: str) -> int:
    return next((i for i, (x, y) in enumerate(zip(a, b, strict=False)) if x != y), min(len(a), len(b)))


def _settle(votes: Mapping[str, Counter[str]], known: Mapping[str, str]) -> dict[str, str]:
    """Add the digits that are well voted for, the best first; no digit has two signs."""
    taken = dict(known)
    for sign in sorted(votes, key=lambda sign: -max(votes[sign].values())):
        (digit, most), *rest = votes[sign].most_common()
        clear = most >= VOTES and most >= LEAD * (rest[0][1] if rest else 0)
        if clear and sign not in taken and digit not in taken.values():
            taken[sign] = digit
    return taken
