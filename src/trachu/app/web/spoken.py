"""What a page says to who cannot see it: charts in one line, and the language of words that are not the page's own."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from trachu.app.web import speech
from trachu.app.web.speech import Era
from trachu.core.words import Lang

MOST = 8  # names of one channel that are said
CHANNELS = ("x", "y", "color", "fill", "facet", "row", "column")
_THAI = re.compile("[ก-๛]")
_WORDS = re.compile("[A-Za-z]{2,}")
_ROLES = re.compile(r' (?:role|aria-[a-z]+)="[^"]*"')


def silent(picture: str) -> str:
    """Take the roles of its pieces from an SVG that is said as one.

    >>> silent('<g role="graphics-symbol" aria-label="x"><text>ก</text></g>')
    '<g><text>ก</text></g>'
    """
    return _ROLES.sub("", picture)


def tongue(text: str, lang: Lang) -> Lang | None:
    """Return the language of words that are not in the page's own; None where they are, or are a name or a code.

    >>> tongue("สนธิสัญญา", "en"), tongue("signed a treaty", "th"), tongue("NATO", "th"), tongue("ไทย", "th")
    ('th', 'en', None, None)
    """
    if _THAI.search(text):
        return None if lang == "th" else "th"
    return "en" if lang == "th" and len(_WORDS.findall(text)) > 1 else None


def summary(spec: Mapping[str, Any], lang: Lang, era: Era) -> str:
    """Say what a specification draws: each channel's title, and from where to where or which names.

    >>> axis = {"title": "Share", "format": "%"}
    >>> y = {"field": "v", "type": "quantitative", "axis": axis}
    >>> rows = [{"v": 0.2, "n": "China"}, {"v": 0.35, "n": "India"}]
    >>> summary({"data": {"values": rows}, "encoding": {"y": y, "color": {"field": "n"}}}, "en", "ce")
    'Share 20% to 35%; China, India'
    """
    rows = [row for rows in _rows(spec) for row in rows]
    said: dict[str, str] = {}
    for definition in _channels(spec):
        field = definition["field"]
        found = [row[field] for row in rows if row.get(field) is not None]
        if field not in said and found:
            title, words = _title(definition), _values(definition, found, lang, era)
            said[field] = f"{title} {words}".strip()
    return "; ".join(said.values())


def _rows(part: Any) -> Iterator[list[dict[str, Any]]]:
    """Yield the rows of every table of a specification."""
    if isinstance(part, list):
        for one in part:
            yield from _rows(one)
    elif isinstance(part, dict):
        values = part.get("values")
        if isinstance(values, list) and values and isinstance(values[0], dict):
            yield values
        else:
            yield from (rows for one in part.values() for rows in _rows(one))


def _channels(part: Any) -> Iterator[dict[str, Any]]:
    """Yield what is drawn along x and y, by colour and by panel."""
    if isinstance(part, list):
        for one in part:
            yield from _channels(one)
    elif isinstance(part, dict):
        for name, one in part.items():
            if name in CHANNELS and isinstance(one, dict) and isinstance(one.get("field"), str):
                yield one
            elif name not in ("data", "from"):
                yield from _channels(one)


def _title(definition: Mapping[str, Any]) -> str:
    places = (definition, *(definition.get(name) or {} for name in ("axis", "legend", "header")))
    return str(next((place["title"] for place in places if isinstance(place, dict) and place.get("title")), ""))


def _values(definition: Mapping[str, Any], found: list[Any], lang: Lang, era: Era) -> str:
    """Say numbers by their range, names by themselves."""
    to = " ถึง " if lang == "th" else " to "
    if definition["field"] == "year":
        ends = dict.fromkeys(speech.year(int(one), lang, era) for one in (min(found), max(found)))
        return to.join(ends)
    if all(isinstance(one, (int, float)) for one in found):
        share = any("%" in str((definition.get(name) or {}).get("format", "")) for name in ("axis", "legend"))
        return to.join(dict.fromkeys(_number(one, share) for one in (min(found), max(found))))
    names = list(dict.fromkeys(map(str, found)))
    more = f" (+{len(names) - MOST})" if len(names) > MOST else ""
    return ", ".join(names[:MOST]) + more


def _number(value: float, share: bool) -> str:
    return f"{100 * value:.3g}%" if share else f"{value:.3g}"
