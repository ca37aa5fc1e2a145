"""How good is a Thai text: three figures that need no gold.

In-dictionary share alone is no proof, since a repair that puts words in scores well by
construction; so the rate of sequences that Thai spelling does not have stands beside it.
"""

from __future__ import annotations

import re

from trachu.sources.repair.lexicon import THAI, read, whole

_CONSONANT, _UPPER, _LOWER, _TONE = "ก-ฮ", "ัิ-ื", "ุ-ฺ", "่-๋"
_MARK = f"{_UPPER}{_LOWER}{_TONE}็์-๎"
_ILLEGAL = re.compile(
    "|".join((
        f"(?<![{_CONSONANT}{_MARK}])[{_MARK}]",  # a mark that nothing carries
        f"[{_TONE}์][{_UPPER}{_LOWER}]",  # a tone or silencer before the vowel mark
        "ํ",  # nikhahit apart from sara am
        f"[{_UPPER}{_LOWER}]{{2}}",  # two vowel marks
        f"[{_TONE}์]{{2}}",  # two tones
        f"[{_CONSONANT}][{_TONE}]? +[าำ]",  # a blank before sara aa or sara am
        f"[เ-ไ](?![{_CONSONANT}])",  # a leading vowel without its consonant
        "[\ue000-\uf8ff\ufffd]",  # private use, lost character
    ))
)  # fmt: skip


def thai_letters(text: str) -> int:
    """Count Thai letters and marks.

    >>> thai_letters("ไทย 2568")
    3
    """
    return sum(len(run) for run in THAI.findall(text))


def illegal_rate(text: str) -> float:
    """Return sequences that Thai spelling does not have, per 1,000 Thai characters.

    >>> illegal_rate("ความมั่นคง"), illegal_rate("ความม่ันคง")
    (0.0, 100.0)
    """
    thai = thai_letters(text)
    return 1000 * len(_ILLEGAL.findall(text)) / thai if thai else 0.0


def is_illegal(run: str) -> bool:
    """Tell whether a run of Thai has a sequence that Thai spelling does not have."""
    return _ILLEGAL.search(run) is not None


def known_share(text: str) -> float | None:
    """Return the share of Thai characters that lie in dictionary words; None without Thai.

    >>> known_share("ความมั่นคง"), known_share("NATO")
    (1.0, None)
    """
    known = thai = 0
    for run in THAI.findall(text):
        thai += len(run)
        known += len(run) if whole(run) else sum(end - start for start, end, found in read(run)[1] if found)
    return known / thai if thai else None
