"""A Vega-Lite specification to an SVG picture, without a browser and without a network."""

from __future__ import annotations

import re
from functools import cache
from hashlib import sha256
from importlib.resources import files
from typing import Any

from trachu.briefs.render.thai import split_am, whole_am

FONT = "Sarabun"
VEGA_LITE = "6.4"
SCALE = 3.0
FULL_WIDTH = 600.0  # pixels of a chart as wide as the text of a page
_CONFIG = {
    "font": FONT,
    "background": "white",
    "axis": {
        "labelFontSize": 12, "titleFontSize": 13, "titleFontWeight": "normal", "titlePadding": 10,
        "gridColor": "#e3e3e3",
    },
    "legend": {"labelFontSize": 12, "titleFontSize": 13, "titleFontWeight": "normal", "labelLimit": 320},
    "header": {"labelFontSize": 13, "titleFontSize": 13},
    "view": {"stroke": None},
}  # fmt: skip
_IDS = re.compile(r'(id="|url\(#|href="#)([A-Za-z][\w-]*)')


def svg(spec: dict[str, Any]) -> str:
    """Draw a specification; its text stays text, so that a reader can search and copy it.

    ำ is measured as nikhahit and sara aa, whose widths the measurer knows, and written whole.
    Ids are made unique, so that several pictures can stand in one page.
    """
    import vl_convert

    _fonts()
    drawn = vl_convert.vegalite_to_svg(_map(spec, split_am), vl_version=VEGA_LITE, config=_CONFIG, allowed_base_urls=[])
    mark = "v" + sha256(drawn.encode()).hexdigest()[:8]
    return whole_am(_IDS.sub(rf"\1{mark}-\2", drawn))


def png(drawn: str) -> bytes:
    """Turn a picture of `svg` into dots, three for each of its pixels (about 285 an inch on paper).

    >>> png('<svg xmlns="http://www.w3.org/2000/svg" width="2" height="1"/>')[16:24].hex()
    '0000000600000003'
    """
    import vl_convert

    _fonts()
    return bytes(vl_convert.svg_to_png(split_am(drawn), scale=SCALE))


@cache
def _fonts() -> None:
    import vl_convert

    vl_convert.register_font_directory(str(files("trachu.briefs.render").joinpath("fonts")))


def _map(part: Any, change: Any) -> Any:
    if isinstance(part, str):
        return change(part)
    if isinstance(part, dict):
        return {change(name): _map(value, change) for name, value in part.items()}
    return [_map(value, change) for value in part] if isinstance(part, list | tuple) else part
