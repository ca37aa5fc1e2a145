"""Read damaged runs of Thai as words: a Viterbi search over letters that may have slipped.

Some PDFs print a mark one glyph too far to the right (พนัธ์ for พันธ์). A state of the search is a
position and the marks already borrowed from the glyph ahead; a word may take a mark from there
at a price. Where the document has lost its sara am, sara aa may be read as one. This is done
only in documents where it happens often: in clean text the same licence would spoil foreign
names, and even in damaged text it costs some that no dictionary has.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from operator import gt
from typing import NamedTuple

from trachu.core.text import Mapped
from trachu.sources.repair.lexicon import (
    COST,
    FOLLOWS,
    LEADS,
    MARKS,
    THAI,
    UNKNOWN,
    Trie,
    cluster_end,
    openings,
    trie,
    whole,
)
from trachu.sources.repair.marks import Pairs, rewrite
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
END = "\0"
Step = tuple[float, State, str, Sequence[int]]
Best = list[dict[Used, Step]]
Path = tuple[Trie, int, Used, float, str, tuple[int, ...], int]
Slip = tuple[int, int, str]  # the span of some marks, and the marks
_MARKED = re.compile(f"[^{''.join(sorted(MARKS))}]([{''.join(sorted(MARKS))}]+)")


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
    look = _Look.at(run, licence)
    best: Best = [{} for _ in range(len(run) + 1)]
    best[0][NONE] = (0.0, (0, NONE), "", ())
    for start in range(len(run)):
        here = best[start]
        for used, came in here.items():
            state, cost = (start, used), came[0]
            if used is not NONE:
                _words(look, best, cost, state, (root, start, used, 0.0, "", (), start))
                _borrowed_from(look, best, cost, state)
                continue
            path = _plain_words(look, best, cost, root, start)
            if path is not None:
                _words(look, best, cost, state, path)
            end = cluster_end(run, look.opens, start)
            known = best[end].get(NONE)
            if known is None or cost + UNKNOWN < known[0]:
                best[end][NONE] = (cost + UNKNOWN, state, run[start:end], range(start, end))
    return _trace(best, len(run))


class _Look(NamedTuple):
    """A run as the search looks at it: behind its end stands a sign that no word has.

    ``opens`` tells where a cluster may begin; ``slips`` are the marks behind a letter that
    may have slipped, ``turns`` the letters by which a word may leave the run as it stands.
    """

    run: str
    opens: list[bool]
    slips: list[tuple[Slip, ...]]
    turns: list[str]
    am: bool

    @classmethod
    def at(cls, run: str, licence: Licence) -> _Look:
        """Lay out what may have slipped, turned or been lost in a run, as far as the licence allows."""
        slips = _slips(run) if licence.slips else [()] * len(run)
        turns = [slipped[-1][2] if slipped else "" for slipped in slips]
        if licence.am:
            turns = [f"ำ{turn}" if here == "า" else turn for here, turn in zip(run, turns, strict=True)]
        return cls(run + END, openings(run), [*slips, ()], [*turns, ""], licence.am)


def _relax(best: Best, cost: float, came: State, letters: str, indices: Sequence[int], at: int, used: Used) -> None:
    if used[0] == at:
        at, used = used[1], NONE
    here = best[at]
    if used not in here or cost < here[used][0]:
        here[used] = (cost, came, letters, indices)


def _trace(best: Best, end: int) -> tuple[float, list[tuple[str, int]], int]:
    at, used = end, NONE
    steps: list[Step] = []
    while at:
        steps.append(best[at][used])
        at, used = steps[-1][1]
    letters = "".join(step[2] for step in reversed(steps))
    indices = [index for step in reversed(steps) for index in step[3]]
    slips = sum(map(gt, indices, indices[1:]))
    return best[end][NONE][0], list(zip(letters, indices, strict=True)), slips


def _plain_words(look: _Look, best: Best, cost: float, node: Trie, start: int) -> Path | None:
    """Follow the run letter by letter; return where a word may leave it, or None where no word goes on."""
    run, opens, _, turns, _ = look
    state = (start, NONE)
    for at in range(start, len(run)):
        if COST in node and opens[at]:
            total = cost + node[COST]
            known = best[at].get(NONE)
            if known is None or total < known[0]:
                best[at][NONE] = (total, state, run[start:at], range(start, at))
        for letter in turns[at]:
            if letter in node:
                return node, at, NONE, 0.0, "", (), start
        letter = run[at]
        if letter not in node:
            break
        node = node[letter]
    return None


def _words(look: _Look, best: Best, cost: float, came: State, path: Path) -> None:
    """Relax every word that can be read on from a path, whether it leaves the run or not.

    A path keeps what was read up to `since`; from there to `at` it follows the run letter by letter.
    """
    run = look.run
    stack: list[Path] = [path]
    fresh = came[1] is not NONE  # the words up to a turn are known
    while stack:
        node, at, gone, price, letters, indices, since = stack.pop()
        while True:
            if gone[0] == at:
                letters, indices = letters + run[since:at], (*indices, *range(since, at))
                at = since = gone[1]
                gone = NONE
            if fresh and COST in node and look.opens[at]:
                said, own = letters + run[since:at], (*indices, *range(since, at))
                _relax(best, cost + (price + node[COST]), came, said, own, at, gone)
            fresh = True
            others: list[Path] = []
            if look.turns[at] and not node.keys().isdisjoint(look.turns[at]):
                others = list(_turns(look, (node, at, gone, price, letters, indices, since)))
            step = node.get(run[at])
            if others:  # the last one is followed first, and the run itself after all of them
                if step is not None:
                    stack.append((step, at + 1, gone, price, letters, indices, since))
                stack += others
                break
            if step is None:
                break
            node = step
            at += 1


def _turns(look: _Look, path: Path) -> Iterator[Path]:
    """Yield the ways in which a word may leave the run here: sara am for sara aa, or marks from the glyph ahead."""
    node, at, gone, price, letters, indices, since = path
    said, own = letters + look.run[since:at], (*indices, *range(since, at))
    if look.am and look.run[at] == "า" and "ำ" in node:
        yield node["ำ"], at + 1, gone, price + AM, said + "ำ", (*own, at), at + 1
    if gone is NONE and said:
        for first, last, marks in look.slips[at]:
            if ahead := _walk(node, marks):
                yield ahead, at, (first, last), price + SLIP, said + marks, (*own, *range(first, last)), at


def _walk(node: Trie, letters: str) -> Trie | None:
    """Return the node to which some letters lead."""
    for letter in letters:
        if letter not in node:
            return None
        node = node[letter]
    return node


def _slips(run: str) -> list[tuple[Slip, ...]]:
    """Return for every letter the marks behind it that may have slipped from before it: each one, and all together.

    >>> _slips("กขั้")
    [(), ((2, 3, 'ั'), (3, 4, '้'), (2, 4, 'ั้')), (), ()]
    """
    found: list[tuple[Slip, ...]] = [()] * len(run)
    for match in _MARKED.finditer(run):
        first, last = match.span(1)
        spans = [(index, index + 1) for index in range(first, last)]
        spans += [(first, last)] if last - first > 1 else []
        found[match.start()] = tuple((a, b, run[a:b]) for a, b in spans)
    return found


def _borrowed_from(look: _Look, best: Best, cost: float, came: State) -> None:
    """Relax one cluster that no word explains, without the marks that were borrowed from it."""
    run, (start, used) = look.run, came
    first, last = used
    indices: list[int] = []
    at = start
    while at < len(run) - 1:
        if first <= at < last:
            at += 1
            continue
        led = len(indices) == 1 and run[indices[0]] in LEADS
        if indices and not (run[at] in FOLLOWS or led):
            break
        indices.append(at)
        at += 1
    left = used if last > at else NONE
    _relax(best, cost + UNKNOWN, came, "".join(run[index] for index in indices), indices, at, left)


def suspicious(run: str, words: Trie) -> bool:
    """Tell whether a run has an illegal sequence or letters that no word explains."""
    return is_illegal(run) or not whole(run, words)


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

    @cache
    def changed(run: str) -> list[tuple[str, int]]:
        """Return the letters of a run with their indices; none where it is right as it stands."""
        pairs = decode(run, licence, words)[1]
        return [] if pairs == list(zip(run, range(len(run)), strict=True)) else pairs

    def decoded(match: re.Match[str]) -> Pairs | None:
        """Read one run, or leave it."""
        return [(letter, match.start() + index) for letter, index in changed(match[0])] or None

    return rewrite(text, THAI, decoded)
