"""Thai words with their costs, in a trie, and the cheapest reading of a run of Thai as words.

The words and frequencies are PyThaiNLP's (CC0). They are read from its installed files without
importing it, because the import makes a folder in the user's home and may ask the network.
"""

from __future__ import annotations

import gc
import re
from collections.abc import Sequence
from functools import cache
from importlib.util import find_spec
from math import log
from typing import Any

Trie = dict[str, Any]
COST = ""  # the key under which a node of the trie keeps the cost of the word that ends there
RAREST = 16.0  # cost of a word that the national corpus lacks
UNKNOWN = 13.0  # cost of a cluster of letters that no word explains

THAI = re.compile("[ก-ฺเ-๎]+")
MARKS = frozenset("ัิีึืฺุู็่้๊๋์ํ๎")
FOLLOWS = MARKS | frozenset("ะาำๅ")  # signs that cannot begin a cluster
LEADS = frozenset("เแโใไ")


def _lines(file: str) -> list[str]:
    package = find_spec("pythainlp")
    if package is None or not package.submodule_search_locations:
        raise ModuleNotFoundError("pythainlp is a dependency of trachu, but it is not installed.")
    with open(f"{package.submodule_search_locations[0]}/corpus/{file}", encoding="utf-8-sig") as handle:
        return [line.strip() for line in handle]


@cache
def costs() -> dict[str, float]:
    """Return every word of the dictionary with its cost, the negative logarithm of its frequency.

    >>> costs()["ที่"] < costs()["ตราชู"] <= RAREST
    True
    """
    counts: dict[str, int] = {}
    for line in _lines("tnc_freq.txt"):
        word, _, count = line.rpartition("\t")
        counts[word] = int(count)
    total = sum(counts.values())
    words = {w for w in (*_lines("words_th.txt"), *_lines("countries_th.txt")) if THAI.fullmatch(w)}
    words.add("ๆ")
    return {w: min(RAREST, -log((counts.get(w, 0) + 1) / total)) for w in words}


@cache
def trie() -> Trie:
    """Return the dictionary as nested dictionaries, one letter a level."""
    words = costs()
    root: Trie = {}
    collects = gc.isenabled()
    gc.disable()  # nothing of what is made here can be let go, and looking for it takes half of the time
    try:
        for word, cost in words.items():
            grow(root, word, cost)
        gc.freeze()  # nor later: each look at these 200,000 nodes would take a fifth of a second
    finally:
        if collects:
            gc.enable()
    return root


def grow(root: Trie, word: str, cost: float) -> None:
    """Add a word to a trie."""
    node = root
    for letter in word:
        if letter not in node:
            node[letter] = {}
        node = node[letter]
    node[COST] = cost


Piece = tuple[int, int, bool]


def read(run: str, words: Trie | None = None) -> tuple[float, list[Piece]]:
    """Return the cheapest reading of a run of Thai letters: its cost and (start, end, known) pieces.

    >>> [("สัมพันธ์"[a:b], known) for a, b, known in read("สัมพันธ์")[1]]
    [('สัมพันธ์', True)]
    >>> read("สมัพนัธ์")[0] > read("สัมพันธ์")[0] + UNKNOWN
    True
    """
    root = trie() if words is None else words
    size = len(run)
    opens = openings(run)
    cost = [0.0] + [1e18] * size
    back: list[tuple[int, bool]] = [(0, True)] * (size + 1)
    for start in range(size):
        base = cost[start]
        if base >= 1e18:
            continue
        node: Any = root
        end = start
        for letter in run[start:]:
            node = node.get(letter)
            if node is None:
                break
            end += 1
            if COST in node and opens[end] and base + node[COST] < cost[end]:
                cost[end], back[end] = base + node[COST], (start, True)
        end = cluster_end(run, opens, start)
        if base + UNKNOWN < cost[end]:
            cost[end], back[end] = base + UNKNOWN, (start, False)
    return cost[size], _trace(back, size)


def whole(run: str, words: Trie | None = None) -> bool:
    """Tell whether a run can be read as dictionary words from end to end, at whatever cost.

    >>> whole("ความมั่นคง"), whole("ความมัน่คง")
    (True, False)
    """
    root = trie() if words is None else words
    size = len(run)
    reached, open_ = {0}, [0]
    while open_:
        end = open_.pop()
        node: Any = root
        for letter in run[end:]:
            node = node.get(letter)
            if node is None:
                break
            end += 1
            if COST in node and end not in reached and (end == size or run[end] not in FOLLOWS):
                reached.add(end)
                open_.append(end)
        if size in reached:
            return True
    return not run


def openings(run: str) -> list[bool]:
    """Return for every place of a run, and for its end, whether a cluster may begin there.

    >>> openings("เก้า")
    [True, True, False, False, True]
    """
    return [letter not in FOLLOWS for letter in run] + [True]


def cluster_end(run: str, opens: Sequence[bool], start: int) -> int:
    """Return where the letters end that are bound to the one at a place: its marks, or what a leading vowel leads.

    >>> cluster_end("เก้า", openings("เก้า"), 0), cluster_end("เก้า", openings("เก้า"), 1)
    (4, 4)
    """
    end = start + 1
    if run[start] in LEADS and end < len(opens) - 1 and opens[end]:
        end += 1
    while not opens[end]:
        end += 1
    return end


def _trace(back: list[tuple[int, bool]], end: int) -> list[Piece]:
    pieces = []
    while end:
        start, known = back[end]
        pieces.append((start, end, known))
        end = start
    return pieces[::-1]
