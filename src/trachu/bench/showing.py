"""How results show themselves in a notebook: charts as Vega-Lite with SVG beside it, briefs and tables as HTML."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from html import escape
from typing import Any

import polars as pl

from trachu.briefs.render.picture import svg
from trachu.core.words import Words

VEGA_LITE = "application/vnd.vegalite.v6+json"
HEIGHT = "32rem"


@dataclass(frozen=True, slots=True)
class Chart:
    """A chart: its Vega-Lite specification and what it shows in words.

    >>> Chart({"mark": "bar"}, "shares")
    Chart: shares
    """

    spec: dict[str, Any]
    caption: str

    def __repr__(self) -> str:
        return f"Chart: {self.caption}"

    def svg(self) -> str:
        """Draw the chart, without a browser and without a network."""
        return svg(self.spec)

    def _repr_mimebundle_(self, **_: Any) -> dict[str, Any]:
        return {VEGA_LITE: self.spec, "image/svg+xml": self.svg(), "text/plain": repr(self)}


def framed(page: str, title: Words) -> str:
    """Put a whole page into a frame of a notebook, where its style stays its own and nothing of it runs.

    >>> framed("<p>ก & ข</p>", Words(en="A", th="ก"))[:48]
    '<iframe sandbox title="ก" style="width:100%;heig'
    """
    style = f"width:100%;height:{HEIGHT};border:1px solid #d5dae1"
    return f'<iframe sandbox title="{escape(title.th)}" style="{style}" srcdoc="{escape(page)}"></iframe>'


def tables(title: str, frames: Mapping[str, pl.DataFrame], rows: int = 10) -> str:
    """Return the first rows of each frame as HTML, those of frames with nothing in them left out."""
    shown = (
        f"<h4>{escape(name)} ({frame.height:,})</h4>{frame.head(rows)._repr_html_()}"
        for name, frame in frames.items()
        if frame.height
    )
    return f"<h3>{escape(title)}</h3>{''.join(shown)}"
