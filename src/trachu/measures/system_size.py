from __future__ import annotations

import polars as pl

from trachu.core.alliances import members
from trachu.core.maths import WHYS
from trachu.core.parts import measure
from trachu.core.words import Words


@measure(
    name="system_size",
    version="1",
    needs=("parties", "actors"),
    key=("year",),
    label=Words(en="States in the international system", th="จำนวนรัฐในระบบระหว่างประเทศ"),
    unit=Words(en="number of states", th="จำนวนรัฐ"),
    cite=("cow_system2016",),
)
def system_size(parties: pl.DataFrame, actors: pl.DataFrame, *, since: int = 1816, until: int = 2025) -> pl.DataFrame:
    """Count the states that were in the system on any day of each year.

    These are the states of the Correlates of War where the facts have its list (a spell that ends on the
    list's last day goes on), else the states of trachu's own table from their beginning to their end, of
    which those without a dated beginning count throughout.

    >>> from trachu.core.tables import ACTORS, PARTIES
    >>> names = {"actor": ["A", "B"], "kind": ["state"] * 2, "en": ["-"] * 2, "th": ["-"] * 2}
    >>> there = ACTORS.of({**names, "since": ["1900", "1901"]})
    >>> system_size(PARTIES.empty(), there, since=1900, until=1901).drop("because").rows()
    [(1900, 1.0), (1901, 2.0)]
    """
    held = members(parties, actors, since, until)
    yearly = held.with_columns(year=pl.int_ranges("first", pl.col("last") + 1, dtype=pl.Int64))
    counted = yearly.explode("year", empty_as_null=False).group_by("year")
    because = pl.col("why").drop_nulls().unique().sort().alias("because")
    found = counted.agg(value=pl.col("actor").n_unique().cast(pl.Float64), because=because)
    return found.cast({"because": WHYS}).sort("year")
