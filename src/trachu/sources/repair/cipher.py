"""Find out which Latin glyphs stand for Thai marks in a document, and put the marks back.

Some PDFs map the glyph of a mark to a code of another alphabet (ทีE for ที่). The mapping is learnt
from the document itself: a glyph between Thai letters is tried as every mark, and taken for the
one that turns the letters around it into words.
"""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence

from trachu.core.text import Mapped
from trachu.sources.repair.lexicon import FOLLOWS, THAI
from trachu.sources.repair.marks import MARK, C, Pairs, rewrite, safe

CANDIDATES = "่้๊๋็์"
WINDOWS = 60  # places looked at for one glyph
REACH = 14  # letters read on either side
GAIN = 1.0  # mean drop in cost, in nats, from which a mark is taken
MARGIN = 0.5  # lead over the second-best mark
FEW = 3  # a glyph rarer than this is only believed in a document that is known to be ciphered

_NEVER = "0123456789.,:;!?()\"'/-%"
# One glyph, perhaps after a blank, that stands behind a consonant and its marks; a tone among
# them may have slipped there from the letter before.
_PLACE = re.compile(f"(?<=[{C}{MARK}])( ?)([^\\s\u0e00-\u0e7f{re.escape(_NEVER)}])(?![A-Za-z0-9])")


def learn(texts: Sequence[str], cost: Callable[[str], float], known: Mapping[str, str] | None = None) -> dict[str, str]:
    """Return the marks by the glyphs that stand for them; a glyph may carry a blank before it.

    ``cost`` is the price of the cheapest reading of a run. With the glyphs already ``known`` of a
    document, rare ones are believed as well.

    >>> from trachu.sources.repair.lexicon import read
    >>> learn(["ทีEประเทศ เพืEอความมัEนคง ทีEเกีEยวข้อง หนึEงในนั iน ครั iงที iนี iมากขึ iนทั iงหมด"], lambda run: read(run)[0])
    {'E': '่', ' i': '้'}
    """
    places: dict[str, list[tuple[str, str]]] = defaultdict(list)
    for text in texts:
        for match in _PLACE.finditer(text):
            if _may_stand_for_a_mark(match[2]):
                places[match[0]].append(_around(text, match))
    least = 1 if known else FEW
    return {glyph: mark for glyph, seen in places.items() if len(seen) >= least and (mark := _mark(seen, cost))}


def _may_stand_for_a_mark(glyph: str) -> bool:
    return unicodedata.category(glyph) in ("Lu", "Ll", "Sm", "Sc", "Sk", "So", "Po", "Pc", "Ps", "Pe") and (
        glyph not in "“”‘’…•–—"
    )


def _around(text: str, match: re.Match[str]) -> tuple[str, str]:
    """Return the Thai letters on either side of a place."""
    before = text[max(0, match.start() - REACH) : match.start()]
    left = re.search("[ก-ฺเ-๎]*$", before)
    right = THAI.match(text[match.end() : match.end() + REACH])
    return (left[0] if left else "").lstrip("".join(FOLLOWS)), right[0] if right else ""


def _mark(seen: Sequence[tuple[str, str]], cost: Callable[[str], float]) -> str | None:
    """Return the mark that explains the places, if one does and does so clearly better than others."""
    sample = seen[:: max(1, len(seen) // WINDOWS)][:WINDOWS]
    apart = sum(cost(_spelt(left)) + cost(_spelt(right)) for left, right in sample)
    gains = {
        mark: (apart - sum(cost(_spelt(left + mark + right)) for left, right in sample)) / len(sample)
        for mark in CANDIDATES
    }
    first, second = sorted(gains, key=gains.__getitem__, reverse=True)[:2]
    return first if gains[first] > GAIN and gains[first] - gains[second] > MARGIN else None


def _spelt(run: str) -> str:
    return safe(Mapped.of(run)).text


def decipher(text: Mapped, marks: Mapping[str, str]) -> Mapped:
    """Put marks in the place of the glyphs that were learnt.

    >>> decipher(Mapped.of("ครั iงทีE 2"), {"E": "่", " i": "้"}).text
    'ครั้งที่ 2'
    """

    def put(match: re.Match[str]) -> Pairs:
        """Write one mark, or leave the glyph."""
        if match[0] in marks:
            return [(marks[match[0]], match.start(2))]
        if match[2] in marks and match[1]:  # a blank before a glyph that was learnt without one
            return [(match[1], match.start(1)), (match[2], match.start(2))]
        return [(letter, match.start() + index) for index, letter in enumerate(match[0])]

    return rewrite(text, _PLACE, put) if marks else text
