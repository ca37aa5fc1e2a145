"""Pictures for pages and downloads: charts as SVG and PNG, and the font that they and the pages are set in."""

from __future__ import annotations

from base64 import b64decode, b64encode
from collections.abc import Mapping
from importlib.resources import files
from typing import TYPE_CHECKING, Any

import polars as pl

from trachu.bench.fingerprints import room
from trachu.briefs.render.picture import svg
from trachu.briefs.render.thai import split_am
from trachu.core import parts
from trachu.core.errors import UnknownName
from trachu.core.words import Lang

if TYPE_CHECKING:
    from trachu.bench.cache import Cache

SCALE = 2.0  # pixels of a PNG for each unit of the drawing
FONTS = tuple(f"sarabun-{script}-{weight}-normal.woff2" for script in ("thai", "latin") for weight in (400, 700))


def chart(name: str, values: pl.DataFrame, lang: Lang) -> dict[str, Any]:
    """Return the Vega-Lite specification that a chart makes of a frame."""
    found: dict[str, Any] = parts.find("chart", name).run(values, lang)
    return found


def ready() -> None:
    """Draw nothing once: what draws takes half a second to start."""
    svg({"data": {"values": []}, "mark": "point"})


def drawn(cache: Cache, spec: Mapping[str, Any]) -> str:
    """Return the SVG of a specification, drawn only if it is not in the cache."""
    return cache.text("picture", [room("briefs"), spec], lambda: svg(dict(spec)))


def png(cache: Cache, spec: Mapping[str, Any]) -> bytes:
    """Return the PNG of a specification, made from its SVG only if it is not in the cache."""

    def make() -> str:
        """Paint the SVG anew."""
        import vl_convert

        # nikhahit and sara aa again: the painter, too, gives ำ no width
        return b64encode(vl_convert.svg_to_png(split_am(drawn(cache, spec)), scale=SCALE)).decode()

    return b64decode(cache.text("picture-png", [room("briefs"), spec, SCALE], make))


def font(name: str) -> bytes:
    """Return a file of the bundled font.

    >>> font("sarabun-thai-400-normal.woff2")[:4]
    b'wOF2'
    """
    if name not in FONTS:
        raise UnknownName("font", name, FONTS)
    return files("trachu.briefs.render").joinpath("fonts", name).read_bytes()
