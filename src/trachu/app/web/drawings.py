"""Charts on pages: the same specification drawn as SVG in the page and given as SVG, PNG or Vega-Lite."""

from __future__ import annotations

from typing import Any

from trachu.app.web.speech import Era
from trachu.core.dates import BUDDHIST
from trachu.core.words import Lang

_SHOWN = {"be": f"toNumber(datum.value) + {BUDDHIST}", "ce": "format(toNumber(datum.value), 'd')"}
_TITLES = {("th", "be"): "พ.ศ.", ("th", "ce"): "ค.ศ.", ("en", "be"): "Year (B.E.)", ("en", "ce"): "Year"}


def in_era(spec: dict[str, Any], lang: Lang, era: Era) -> dict[str, Any]:
    """Set the axes of years in the reader's calendar; charts draw พ.ศ. in Thai and the common era in English.

    >>> axis = {"title": "พ.ศ.", "labelExpr": "datum.value + 543"}
    >>> in_era({"x": {"axis": axis}}, "th", "ce")["x"]["axis"]["title"]
    'ค.ศ.'
    """
    if era == ("be" if lang == "th" else "ce"):
        return spec
    changed: dict[str, Any] = _walk(spec, lang, era)
    return changed


def _walk(part: Any, lang: Lang, era: Era) -> Any:
    if isinstance(part, list):
        return [_walk(one, lang, era) for one in part]
    if not isinstance(part, dict):
        return part
    changed = {name: value if name == "data" else _walk(value, lang, era) for name, value in part.items()}
    if "labelExpr" in changed:
        changed["labelExpr"] = _SHOWN[era]
        if changed.get("title") in _TITLES.values():
            changed["title"] = _TITLES[lang, era]
    return changed
