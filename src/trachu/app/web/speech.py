"""The words of the pages, in Thai and English, and dates in the reader's calendar."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import Literal

from trachu.core.dates import BUDDHIST, say_date
from trachu.core.errors import UnknownName
from trachu.core.words import Lang, Words

Era = Literal["be", "ce"]
COMMON = "common"
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
_YEAR = re.compile(r"(?<!\d)(?:พ\.ศ\. )?(\d{4})(?![\ds])")


@cache
def words_of(page: str) -> Mapping[str, Words]:
    """Return the words of a page, the common ones among them.

    >>> words_of("common")["desk"].th
    'โต๊ะงาน'
    """
    own = {} if page == COMMON else _read(page)
    return {**_read(COMMON), **own}


@cache
def _read(page: str) -> Mapping[str, Words]:
    path = files("trachu.app.web").joinpath("words", f"{page}.toml")
    if not path.is_file():
        return {}
    return {key: Words(**pair) for key, pair in tomllib.loads(path.read_text(encoding="utf8")).items()}


def say(page: str, key: str, lang: Lang, /, **filled: object) -> str:
    """Say words of a page, with the places in braces filled.

    >>> say("common", "rows_shown", "en", shown=2, all=3)
    '2 of 3 rows are shown; CSV and Parquet have all.'
    """
    known = words_of(page)
    if key not in known:
        raise UnknownName("word", key, known)
    text = known[key].say(lang)
    return text.format(**filled) if filled else text


def date(edtf: str | None, lang: Lang, era: Era) -> str:
    """Write a partial date in the reader's language and calendar, no more precise than it is.

    >>> date("2024-06-19", "th", "be"), date("2024-06-19", "th", "ce"), date("2024-06-19", "en", "be")
    ('19 มิถุนายน 2567', '19 มิถุนายน ค.ศ. 2024', '19 June 2567 B.E.')
    >>> date("2023-10-18/2023-10-19", "th", "be")
    '18–19 ตุลาคม 2566'
    >>> date("2022/..", "th", "ce"), date(None, "en", "ce")
    ('ตั้งแต่ ค.ศ. 2022', '–')
    """
    if not edtf:
        return "–"
    first, slash, last = edtf.partition("/")
    if slash and _DAY.fullmatch(first) and _DAY.fullmatch(last) and first[:8] == last[:8]:
        return f"{int(first[8:])}–{date(last, lang, era)}"
    said = say_date(edtf, lang)
    if "X" in edtf:  # decades and centuries are named in the common era
        return said
    if (lang, era) == ("th", "ce"):
        return _YEAR.sub(lambda found: f"ค.ศ. {int(found[1]) - BUDDHIST}", said)
    if (lang, era) == ("en", "be"):
        return _YEAR.sub(lambda found: f"{int(found[1]) + BUDDHIST} B.E.", said)
    return said


def year(value: int | None, lang: Lang, era: Era) -> str:
    """Write a year in the reader's calendar.

    >>> year(2024, "th", "be"), year(2024, "th", "ce"), year(2024, "en", "ce"), year(2024, "en", "be")
    ('2567', '2024', '2024', '2567')
    """
    if value is None:
        return "–"
    return str(value + BUDDHIST if era == "be" else value)
