"""Read damaged runs of Thai as words: a Viterbi search over letters that may have slipped.

Some PDFs print a mark one glyph too far to the right (พนัธ์ for พันธ์). A state of the search is a
position and the marks already borrowed from the glyph ahead; a word may take a mark from there
at a price. Where the document has lost its sara am, sara aa may be read as one. This is done
only in documents where it happens often: in clean text the same licence would spoil foreign
names, and even in damaged text it costs some that no dictionary has.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from trachu.core.text import Mapped
from trachu.sources.repair.lexicon import COST, FOLLOWS, LEADS, MARKS, THAI, UNKNOWN, Trie, read, trie
from trachu.sources.repair.marks import rewrite
from trachu.sources.repair.quality import is_illegal

SLIP = 3.0  # price of a mark that is borrowed from the glyph ahead
AM = 1.0  # price of reading sara aa as sara am
SAMPLE = 250  # runs looked at to judge a document
SLIPPED = 1.0  # slipped marks per 1,000 Thai characters from which a document counts as slipped
FEWEST = 5  # different runs with slipped marks needed for that
AM_LOST = 0.0008  # share of sara am among Thai characters below which it was lost
AM_ENOUGH = 1500  # Thai characters needed to judge that

Used = tuple[int, int]  # the span of borrowed marks that must be passed over; (-1, -1) for none
State = tuple[int, Used]
NONE: Used = (-1, -1)
Reading = tuple[float, str, tuple[int, ...], int, Used]
Step = tuple[float, State, str, tuple[int, ...]]


@dataclass(frozen=True, slots=True)
class Licence:
    """What the search may suppose in a document."""

    slips: bool = False
    am: bool = False


def decode(run: str, licence: Licence, words: Trie | None = None) -> tuple[float, list[tuple[str, int]], int]:
    """Return the cheapest reading of a run: its cost, (letter, index) pairs, and how many marks slipped.

    >>> cost, pairs, slips = decode("สมัพนัธ์", Licence(slips=True))
    >>> "".join(letter for letter, _ in pairs), [index for _, index in pairs], slips
    ('สัมพันธ์', [0, 2, 1, 3, 5, 4, 6, 7], 2)
    >>> "".join(letter for letter, _ in decode("สาคัญ", Licence(am=True))[1])
    'สำคัญ'
    """
    root = trie() if words is None else words
    best: list[dict[Used, Step]] = [{} for _ in range(len(run) + 1)]
    best[0][NONE] = (0.0, (0, NONE), "", ())
    for start in range(len(run)):
        for used, (cost, *_) in list(best[start].items()):
            for price, letters, indices, at, left in _words_from(run, start, used, root, licence):
                _relax(best, (cost + price, (start, used), letters, indices), at, left)
            letters, indices, at, left = _unknown_from(run, start, used)
            _relax(best, (cost + UNKNOWN, (start, used), letters, indices), at, left)
    return _trace(best, len(run))


def _relax(best: list[dict[Used, Step]], step: Step, at: int, used: Used) -> None:
    if used[0] == at:
        at, used = used[1], NONE
    if used not in best[at] or step[0] < best[at][used][0]:
        best[at][used] = step


def _trace(best: list[dict[Used, Step]], end: int) -> tuple[float, list[tuple[str, int]], int]:
    at, used = end, NONE
    words: list[list[tuple[str, int]]] = []
    while at:
        _, (at, used), letters, indices = best[at][used]
        words.append(list(zip(letters, indices, strict=True)))
    pairs = [pair for word in reversed(words) for pair in word]
    slips = sum(b < a for (_, a), (_, b) in pairwise(pairs))
    return best[end][NONE][0], pairs, slips


def _words_from(run: str, start: int, used: Used, root: Trie, licence: Licence) -> list[Reading]:
    """Return the words that can be read from a state: price, letters, indices, and the state after."""
    found: list[Reading] = []
    size = len(run)
    stack: list[tuple[Trie, int, Used, float, str, tuple[int, ...]]] = [(root, start, used, 0.0, "", ())]
    while stack:
        node, at, gone, price, letters, indices = stack.pop()
        if gone[0] == at:
            at, gone = gone[1], NONE
        if COST in node and (at == size or run[at] not in FOLLOWS):
            found.append((price + node[COST], letters, indices, at, gone))
        if at == size:
            continue
        here = run[at]
        if here in node:
            stack.append((node[here], at + 1, gone, price, letters + here, (*indices, at)))
        if licence.am and here == "า" and "ำ" in node:
            stack.append((node["ำ"], at + 1, gone, price + AM, letters + "ำ", (*indices, at)))
        if licence.slips and gone is NONE and letters and here not in MARKS:
            for first, last in _slipped(run, at + 1):
                ahead = node
                for letter in run[first:last]:
                    ahead = ahead.get(letter, {})
                if ahead:
                    marks = tuple(range(first, last))
                    stack.append((ahead, at, (first, last), price + SLIP, letters + run[first:last], indices + marks))
    return found


def _slipped(run: str, first: int) -> list[Used]:
    """Return the spans of marks from `first` that may have slipped: each one, and all together."""
    last = first
    while last < len(run) and run[last] in MARKS:
        last += 1
    spans = [(index, index + 1) for index in range(first, last)]
    return [*spans, (first, last)] if last - first > 1 else spans


def _unknown_from(run: str, start: int, used: Used) -> tuple[str, tuple[int, ...], int, Used]:
    """Take one cluster as it stands, without the marks that were borrowed from it."""
    first, last = used
    indices: list[int] = []
    at = start
    while at < len(run):
        if first <= at < last:
            at += 1
            continue
        led = len(indices) == 1 and run[indices[0]] in LEADS
        if indices and not (run[at] in FOLLOWS or led):
            break
        indices.append(at)
        at += 1
    left = used if last > at else NONE
    return "".join(run[index] for index in indices), tuple(indices), at, left


def suspicious(run: str, words: Trie) -> bool:
    """Tell whether a run has an illegal sequence or letters that no word explains."""
    return is_illegal(run) or any(not known for _, _, known in read(run, words)[1])


def licence_for(texts: Sequence[str], words: Trie) -> Licence:
    """Judge from a sample of a document what its damage allows the search to suppose.

    >>> licence_for(["ความสัมพันธ์ระหว่างประเทศ"], trie())
    Licence(slips=False, am=False)
    """
    runs = [run for text in texts for run in THAI.findall(text)]
    thai = sum(map(len, runs))
    am_lost = thai > AM_ENOUGH and sum(run.count("ำ") for run in runs) < AM_LOST * thai
    different = sorted(set(runs))  # a name that is repeated proves nothing
    sample = different[:: max(1, len(different) // SAMPLE)]
    free = Licence(slips=True, am=am_lost)
    slips = [decode(run, free, words)[2] for run in sample if suspicious(run, words)]
    slipped = sum(slips) * 1000 > SLIPPED * sum(map(len, sample)) and sum(map(bool, slips)) >= FEWEST
    return Licence(slips=slipped, am=am_lost)


def mend(text: Mapped, licence: Licence, words: Trie) -> Mapped:
    """Decode every run of a text, if there is a licence to suppose anything.

    >>> mend(Mapped.of("รัสเซียและยเูครน"), Licence(slips=True), trie()).text
    'รัสเซียและยูเครน'
    """
    if not (licence.slips or licence.am):
        return text

    def decoded(match: re.Match[str]) -> list[tuple[str, int]]:
        """Read one run."""
        return [(letter, match.start() + index) for letter, index in decode(match[0], licence, words)[1]]

    return rewrite(text, THAI, decoded)
