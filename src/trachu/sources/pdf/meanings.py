"""Correct what a PDF says its Thai glyphs mean, where the words of the document say otherwise.

Some programs map a glyph to the letters of the first syllable in which they used it, or to nothing: the ring of sara am
to nothing and its stroke to ำ everywhere, a tone to a vowel. A glyph that often stands in what is no word is tried as
every mark, and takes the meaning that turns the letters around it into words, for the whole document.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence

from trachu.sources.pdf.glyphs import Glyph
from trachu.sources.repair.lexicon import THAI, UNKNOWN, read

WINDOWS = 40  # places looked at for one glyph
REACH = 9  # glyphs read on either side
GAIN = 1.0  # mean drop in cost, in nats, from which another meaning is taken
MARGIN = 0.5  # mean lead over the second-best meaning
LEAST = 6.0  # drop in cost over all places that are looked at
BAD = 0.2  # share of places in no word from which a glyph is doubted
SAID = 2.0  # nats a place by which a glyph that the file maps to nothing is believed to mean something
TAKEN = 1.0  # nats a place against a meaning that another glyph of the font already has
ROUNDS = 3

_MARKS = "ัิีึืุู็่้๊๋์ํฺ"
_SINGLE = ("", *_MARKS, "า", "ำ")
_JOINED = tuple(vowel + tone for vowel in "ัิีึืํ" for tone in "่้๊๋์")
_DEPENDENT = re.compile(f"[{_MARKS}าำ]*")
_TONE_FIRST = re.compile("([่-๋์]+)([ัิ-ฺํ]+)")
_SARA_AM = re.compile("ํ([่-๋]?)า")
_EDGE = re.compile(f"^[{_MARKS}ะาำๅ]+")

Key = tuple[int, int]


def compose(text: str) -> str:
    """Put marks in the order of spelling, and the two parts of sara am together.

    >>> compose("นํ้า"), compose("ผู้")
    ('น้ำ', 'ผู้')
    """
    return _SARA_AM.sub(r"\1ำ", _TONE_FIRST.sub(r"\2\1", text))


def correct(pages: Sequence[list[Glyph]]) -> dict[Key, str]:
    """Correct the texts of a document's glyphs in place; return the new meanings by font and code."""
    stream = [glyph for page in pages for glyph in page]
    places: dict[Key, list[int]] = defaultdict(list)
    for at, glyph in enumerate(stream):
        if not glyph.fixed and (_DEPENDENT.fullmatch(glyph.text) or (glyph.narrow and len(glyph.text) == 1)):
            places[glyph.font, glyph.code].append(at)
    sampled = {key: at[:: max(1, len(at) // WINDOWS)][:WINDOWS] for key, at in places.items()}
    changed: dict[Key, str] = {}
    for _ in range(ROUNDS):
        before = dict(changed)
        for key in _doubtful(stream, sampled):
            taken = {stream[at[0]].text for other, at in places.items() if other[0] == key[0] and other != key}
            meant = _meaning(stream, sampled[key], key, taken)
            if meant is not None:
                changed[key] = meant
                for at in places[key]:
                    stream[at].text = meant
        if changed == before:
            break
    return changed


def _doubtful(stream: Sequence[Glyph], sampled: dict[Key, list[int]]) -> list[Key]:
    """Return the glyphs beside Thai to be doubted, the worst first.

    They often stand in no word, or are mapped to nothing Thai, or always stand before the stroke of sara am.
    """
    bad = {}
    for key, places in sampled.items():
        now = stream[places[0]].text
        told = [_in_word(stream, at) for at in places]
        thai = [known for known in told if known is not None]
        wrong = thai.count(False)
        stroke = len(places) > 2 and all(stream[at + 1].text == "า" for at in places if at + 1 < len(stream))
        if thai and (wrong > BAD * len(thai) or not THAI.search(now) or stroke):
            bad[key] = wrong
    return sorted(bad, key=lambda key: -bad[key])


def _in_word(stream: Sequence[Glyph], at: int) -> bool | None:
    """Tell whether a glyph stands in a word; None if there is no Thai around it."""
    left = compose("".join(glyph.text for glyph in stream[max(0, at - REACH) : at]))
    whole = compose(left + "".join(glyph.text for glyph in stream[at : at + REACH + 1]))
    place = len(left)
    run = next((run for run in THAI.finditer(whole) if run.start() <= place <= run.end()), None)
    if run is None:
        return None
    pieces = read(run[0])[1]
    near = range(place - run.start() - 1, place - run.start() + 1)
    return all(known for start, end, known in pieces if start in near or (start < near.stop and end > near.start))


def _around(stream: Sequence[Glyph], at: int, key: Key, meant: str) -> str:
    """Return the text around a glyph if all glyphs of its kind meant this."""
    said = "".join(
        meant if (glyph.font, glyph.code) == key and not glyph.fixed else glyph.text
        for glyph in stream[max(0, at - REACH) : at + REACH + 1]
    )
    return _EDGE.sub("", compose(said))


def _meaning(stream: Sequence[Glyph], places: Sequence[int], key: Key, taken: set[str]) -> str | None:
    """Return the meaning that explains the places clearly better than what the glyph says now."""
    now = stream[places[0]].text
    dumb = not THAI.search(now)
    tried = {*_SINGLE, *_JOINED, now}
    costs = {
        meant: sum(_cost(_around(stream, at, key, meant)) for at in places)
        + len(places) * (SAID * (dumb and meant in ("", now)) + TAKEN * (meant in taken and meant != now))
        for meant in tried
    }
    best, second = sorted(costs, key=lambda meant: (costs[meant], meant))[:2]
    gain, lead = costs[now] - costs[best], costs[second] - costs[best]
    enough = gain > 0 if dumb else gain > max(GAIN * len(places), LEAST)
    return best if enough and (lead > MARGIN * len(places) or (dumb and second in ("", now))) else None


def _cost(text: str) -> float:
    """Price the readings of the Thai in a text; a mark that nothing carries costs as much as an unknown syllable."""
    return sum(read(run)[0] + UNKNOWN * (run[0] in _MARKS) for run in THAI.findall(text))
