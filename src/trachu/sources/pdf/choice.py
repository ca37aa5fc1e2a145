"""How good a reading of a page is, and which of several readings is kept."""

from __future__ import annotations

from trachu.sources.pdf.layout import Sheet
from trachu.sources.repair.quality import illegal_rate, known_share, thai_letters

BAD_RATE = 5.0  # illegal sequences per 1,000 Thai characters above which another program is asked
GOOD_SHARE = 0.95  # share of Thai characters in dictionary words below which it is asked
TIE = 0.99  # share of the worth of another reading from which the reading by glyphs is as good


def doubtful(text: str) -> bool:
    """Tell whether a reading is empty or so poor that another program should be asked.

    >>> doubtful("ความมั่นคง"), doubtful("ความม่ันคง"), doubtful(" ")
    (False, True, True)
    """
    share = known_share(text)
    return not text.strip() or illegal_rate(text) > BAD_RATE or (share is not None and share < GOOD_SHARE)


def worth(text: str) -> float:
    """Weigh a reading: letters that it got, less those that stand in no word or in no legal sequence.

    >>> worth("ความมั่นคง") > worth("ความม่ันคง")
    True
    """
    share = known_share(text)
    letters = sum(character.isalnum() for character in text)
    thai = thai_letters(text)
    return letters - thai * (1 - (1.0 if share is None else share)) * 4 - thai * illegal_rate(text) / 100


def better(laid: Sheet | None, text: str) -> Sheet:
    """Choose between the reading by glyphs and a plain one; if they are equally good, the former."""
    if laid is None or not laid.text.strip():
        return Sheet(text)
    if sorted("".join(laid.text.split())) == sorted("".join(text.split())):
        return laid
    return laid if worth(laid.text) >= TIE * worth(text) else Sheet(text)
