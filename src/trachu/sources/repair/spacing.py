"""Blanks that do not belong: between letters that were set apart, and inside words."""

from __future__ import annotations

import re
from collections.abc import Sequence

from trachu.core.text import Mapped
from trachu.sources.repair.lattice import Licence, decode
from trachu.sources.repair.lexicon import MARKS, THAI, UNKNOWN, Trie, read
from trachu.sources.repair.marks import Pairs, rewrite

LONGEST = 4  # letters of one chunk of a run that was set apart
CHUNKS = 3  # chunks needed
MEAN = 2.7  # mean letters of a chunk, at most
REACH = 12  # letters read on either side of a blank
LOW_FEW = 5  # words with a blank after a low vowel and tone from which a document does this
BOUND = "ผู้"  # never a word on its own

_SET_APART = re.compile(f"(?<![ก-๎])[ก-๎]{{1,{LONGEST}}}(?: [ก-๎]{{1,{LONGEST}}}){{{CHUNKS - 1},}}(?![ก-๎])")
_BLANK = re.compile("(?<=[ก-ฺเ-๎]) (?=[ก-ฮเ-ไ])")
_BEFORE = re.compile("[ก-ฺเ-๎]+$")
_AFTER_LOW = re.compile("[ุู][่-๋์]$")
_YEAR = re.compile(r"(?<=\() ?((?:1[89]|2[0-6])\d\d|[12] \d \d \d)(?= ?[,)])")


def letters_apart(text: Mapped, words: Trie) -> Mapped:
    """Close up runs of letters that were set apart, where words come of it.

    >>> from trachu.sources.repair.lexicon import trie
    >>> letters_apart(Mapped.of("มี ส า ร ะ ส า คั ญ คื อ"), trie()).text
    'มี สาระสำคัญคือ'
    """

    def close(match: re.Match[str]) -> Pairs:
        """Close up one run, if words come of it."""
        kept = [(letter, match.start() + index) for index, letter in enumerate(match[0])]
        first, last = _without_words(match[0], words)
        closed = [pair for pair in kept[first:last] if pair[0] != " "]
        chunks = match[0][first:last].split(" ")
        if len(chunks) < CHUNKS or len(closed) > MEAN * len(chunks):
            return kept
        cost, pairs, _ = decode("".join(chunks), Licence(am=True), words)
        if cost > sum(read(chunk, words)[0] for chunk in chunks) - UNKNOWN:
            return kept
        return [*kept[:first], *((letter, closed[index][1]) for letter, index in pairs), *kept[last:]]

    return rewrite(text, _SET_APART, close)


def _without_words(run: str, words: Trie) -> tuple[int, int]:
    """Return the span of a run without the whole words that happen to stand at its ends."""
    chunks = run.split(" ")
    whole = [len(chunk) > 1 and len(pieces := read(chunk, words)[1]) == 1 and pieces[0][2] for chunk in chunks]
    inner = [index for index, word in enumerate(whole) if not word]
    if not inner:
        return 0, 0
    first, last = inner[0], inner[-1]
    return sum(len(c) + 1 for c in chunks[:first]), sum(len(c) + 1 for c in chunks[: last + 1]) - 1


def years_apart(text: Mapped) -> Mapped:
    """Close up the digits of a year in brackets.

    >>> years_apart(Mapped.of("Initiative. ( 2 0 2 3 ) .")).text
    'Initiative. (2023 ) .'
    """
    return rewrite(text, _YEAR, lambda m: [(d, m.start() + index) for index, d in enumerate(m[0]) if d != " "])


def blanks_in_words(texts: Sequence[Mapped], words: Trie) -> list[Mapped]:
    """Delete blanks inside words, where the letters on one side alone are no words.

    After a low vowel with a tone some fonts advance too far (ผู้ นำ); if a document does this
    often, words that span such a blank are joined too.
    """
    sides = (_sides(text.text, match) for text in texts for match in _BLANK.finditer(text.text))
    low = sum(_gain(left, right, words)[0] > 0 for left, right in sides if _AFTER_LOW.search(left))

    def close(match: re.Match[str]) -> Pairs | None:
        """Delete one blank, or keep it."""
        left, right = _sides(match.string, match)
        gain, broken = _gain(left, right, words)
        far = low >= LOW_FEW and ((gain > 0 and _AFTER_LOW.search(left)) or left.endswith(BOUND))
        inside = (broken and gain > UNKNOWN / 2) or far
        return [] if inside else None

    return [rewrite(text, _BLANK, close) for text in texts]


def _sides(text: str, match: re.Match[str]) -> tuple[str, str]:
    lefts = _BEFORE.search(text, max(0, match.start() - REACH), match.start())
    right = THAI.match(text, match.end(), match.end() + REACH)
    return lefts[0] if lefts else "", right[0] if right else ""


def _gain(left: str, right: str, words: Trie) -> tuple[float, bool]:
    """Return how much cheaper one word across the blank is, and whether apart there is what is no word."""
    left = left.lstrip("".join(MARKS))
    whole, pieces = read(left + right, words)
    across = [index for index, (start, end, _) in enumerate(pieces) if start < len(left) < end]
    if not across or not all(known for _, _, known in pieces[across[0] :]):
        return 0.0, False
    (a, first), (b, second) = read(left, words), read(right, words)
    broken = not all(known for _, _, known in (*first[-1:], *second[:1]))
    return a + b - whole, broken
