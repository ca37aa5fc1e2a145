"""Words in two languages: every label, message and sentence exists in both."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Lang = Literal["en", "th"]


@dataclass(frozen=True, slots=True)
class Words:
    """The same words in English and in Thai; neither may be left out.

    >>> Words(en="Poles", th="ขั้ว").say("th")
    'ขั้ว'
    >>> Words(en="Poles", th=" ")
    Traceback (most recent call last):
    ...
    ValueError: Words need both languages: en='Poles', th=' '.
    """

    en: str
    th: str

    def __post_init__(self) -> None:
        if not (self.en.strip() and self.th.strip()):
            raise ValueError(f"Words need both languages: en={self.en!r}, th={self.th!r}.")

    def say(self, lang: Lang) -> str:
        """Return the words in one language."""
        return self.th if lang == "th" else self.en
