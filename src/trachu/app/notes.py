"""What is said on stderr beside an answer, so that the answer itself stays data."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from trachu.app import output

if TYPE_CHECKING:
    from trachu.bench import Bench


def lacks(desk: Bench, model: str, lang: str | None) -> None:
    """Say what falls out of a model for want of data, if anything does."""
    from trachu.bench.lacking import lacking

    said = lacking(desk, model)
    if said is not None:
        print(said.say(output.language(lang)), file=sys.stderr)
