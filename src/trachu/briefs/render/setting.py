"""How a brief is set: language, layout, date, digits, font, and what a memo or a chapter has to fill in."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import dataclass, fields
from typing import Any, Literal, get_args

from trachu.core.errors import UnknownName, UsageError
from trachu.core.words import Lang, Words

Layout = Literal["policy", "memo", "thesis"]
Digits = Literal["arabic", "thai"]
THAI_DIGITS = str.maketrans("0123456789", "๐๑๒๓๔๕๖๗๘๙")


@dataclass(frozen=True, slots=True)
class Page:
    """A sheet of A4: its margins in cm, the indent of a paragraph's first line in cm, where the page number stands."""

    left: float
    right: float
    top: float
    bottom: float
    indent: float
    number: Literal["bottom", "top", "corner"]


# Memo: the handbook of the Office of the Prime Minister (left 3 cm, right 2 cm, first line 2.5 cm); thesis: what Thai
# graduate schools commonly ask (1.5 inches left and top, 1 inch right and bottom).
PAGES: Mapping[Layout, Page] = {
    "policy": Page(2.5, 2.5, 2.2, 2.2, 0, "bottom"),
    "memo": Page(3, 2, 2.5, 2, 2.5, "top"),
    "thesis": Page(3.81, 2.54, 3.81, 2.54, 1.5, "corner"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Setting:
    """How a brief is set.

    ``date`` (ISO 8601) is printed and dates the file; without it the file is undated. ``digits`` are those of Thai
    text. ``font`` is the font that a DOCX or PPTX names; a PDF is set in the bundled Sarabun. ``office``, ``number``
    and ``addressee`` fill the head of a memo, and ``chapter`` numbers a thesis chapter.

    >>> Setting(lang="th", digits="thai").digit("2567")
    '๒๕๖๗'
    """

    lang: Lang = "th"
    layout: Layout = "policy"
    date: str | None = None
    digits: Digits = "arabic"
    font: str | None = None
    office: str = ""
    number: str = ""
    addressee: str = ""
    chapter: int = 1

    def __post_init__(self) -> None:
        _one_of("layout", self.layout, get_args(Layout))
        _one_of("digits", self.digits, get_args(Digits))
        if self.date is not None and _day(self.date) is None:
            raise UsageError(
                Words(en=f"{self.date!r} is no date.", th=f"{self.date!r} ไม่ใช่วันที่"),
                Words(en="Write it as YYYY-MM-DD, such as 2026-11-20.", th="โปรดเขียนเป็น ค.ศ.-เดือน-วัน เช่น 2026-11-20"),
            )

    @property
    def page(self) -> Page:
        """The sheet that the layout is written on."""
        return PAGES[self.layout]

    @property
    def day(self) -> datetime.date | None:
        """The date of the brief."""
        return _day(self.date) if self.date else None

    def digit(self, text: str) -> str:
        """Write digits as Thai ones, where that is asked for and the text is Thai."""
        return text.translate(THAI_DIGITS) if self.digits == "thai" and self.lang == "th" else text


def setting_of(given: Mapping[str, Any]) -> Setting:
    """Return the setting of options given by name; one that there is not is refused.

    >>> setting_of({"layout": "memo"}).page.left
    3
    """
    known = [field.name for field in fields(Setting)]
    for name in given:
        if name not in known:
            raise UnknownName("option", name, known)
    return Setting(**given)


def _day(text: str) -> datetime.date | None:
    try:
        return datetime.date.fromisoformat(text)
    except ValueError:
        return None


def _one_of(what: str, given: str, allowed: tuple[str, ...]) -> None:
    if given not in allowed:
        raise UsageError(
            Words(en=f"There is no {what} {given!r}.", th=f"{what} ไม่มีค่า {given!r}"),
            Words(en=f"There are: {', '.join(allowed)}.", th=f"ที่มีอยู่: {', '.join(allowed)}"),
        )
