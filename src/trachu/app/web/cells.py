"""A cell of a table as HTML: numbers, dates, actors, codes and reasons, each written for the reader."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from markupsafe import Markup, escape

from trachu.app.web.shown import Column
from trachu.core.words import Words

if TYPE_CHECKING:
    from trachu.app.web.view import View

NONE = "–"
LONG = 280  # characters of a text in a cell


def cell(view: View, column: Column, row: Mapping[str, Any]) -> Markup:
    """Write one cell."""
    value = row.get(column.name)
    said = escape(NONE) if value is None or value == [] else _said(view, column, value)
    if column.link is not None and value is not None:
        return Markup('<a href="{}">{}</a>').format(column.link(row), said)
    return said


def _said(view: View, column: Column, value: Any) -> Markup:
    form = column.form
    if form == "number":
        return escape(number(value, column.digits))
    if form == "share":
        return escape(f"{100 * value:.{max(0, column.digits - 2)}f}%")
    if form == "date":
        return escape(view.date(str(value)))
    if form == "year":
        return escape(view.year(int(value)))
    if form == "flag":
        return escape(view.t("yes" if value else "no"))
    if form == "why":
        return Markup('<a class="why" href="/why/{}">{}</a>').format(quote(str(value)), view.t("why"))
    parts = value if isinstance(value, list) else [value]
    return Markup(", ").join(_one(view, column, one) for one in parts)


def _one(view: View, column: Column, value: Any) -> Markup:
    if column.form == "actor":
        named = view.actor if column.link is not None else lambda one: _actor(view, one)  # one link in a cell
        return Markup(" · ").join(named(one) for one in str(value).split("+"))
    if value in column.names:
        named = column.names[value]
        return view.worded(named.say(view.lang) if isinstance(named, Words) else named)
    text = " ".join(str(value).split())
    return view.worded(text if len(text) <= LONG else text[:LONG] + " …")


def _actor(view: View, actor: str) -> Markup:
    """Name an actor, with a link to its page; the author of a document has none."""
    if actor == "author":
        return escape(view.actor(actor))
    return Markup('<a href="/actors/{}">{}</a>').format(quote(actor), view.actor(actor))


def number(value: float, digits: int = 2) -> str:
    """Write a number: whole ones with commas, others with so many digits; the minus is a minus.

    >>> number(1234567.0, 0), number(-0.456), number(12, 0)
    ('1,234,567', '−0.46', '12')
    """
    return f"{value:,.{digits}f}".replace("-", "−")
