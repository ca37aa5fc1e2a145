"""What pages need of the briefs that people write themselves: their measures worked out beforehand."""

from __future__ import annotations

from collections.abc import Iterable

from trachu.app.web.view import View
from trachu.bench import written
from trachu.core.errors import TrachuError


def need(view: View, names: Iterable[str]) -> None:
    """Have the facts and all measures of briefs worked out; one that fails is listed where the brief is shown."""
    view.need("facts")
    for name in names:
        for ask in written.asks(view.bench, name):
            try:
                view.need("measure", name=ask.measure, options=dict(ask.options))
            except TrachuError:
                continue
