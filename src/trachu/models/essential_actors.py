from __future__ import annotations

from typing import Literal

import numpy as np
import polars as pl

from trachu.core.coalitions import essential
from trachu.core.errors import OptionError
from trachu.core.history import future, nothing
from trachu.core.parts import model
from trachu.core.random import normal, number_of
from trachu.core.words import Words

INDICATOR = "essential"


@model(
    name="essential_actors",
    version="1",
    needs=("capabilities",),
    skill="theory",
    label=Words(en="Essential actors in the balance of power", th="ตัวแสดงที่ขาดไม่ได้ในดุลแห่งอำนาจ"),
    cite=("niou1989balance", "wagner1993what", "salmon2011parallel"),
)
def essential_actors(
    capabilities: pl.DataFrame,
    *,
    seed: int = 1,
    draws: int = 100,
    base: Literal["cinc", "gdp", "milex"] = "cinc",
    year: int | None = None,
    strongest: int = 8,
    relative: float = 0.1,
) -> dict[str, pl.DataFrame]:
    """Draw who is essential: in at least one coalition that wins with it and loses without it (Niou et al. 1989).

    A coalition of the `strongest` wins with more than half of their resources. Resources are the base of a year, each
    times exp(relative·z − relative²/2), its error of measurement. The result is the indicator `essential`, 1 or 0 for
    each state and draw; its mean over draws is how likely the state is to be essential. With one state above half
    nobody else is; with resources spread evenly everybody is, so for the eight strongest of most years the test
    tells little.

    >>> from trachu.core.tables import CAPABILITIES
    >>> sizes = {"actor": ["A", "B", "C"], "year": [2000] * 3, "indicator": ["cinc"] * 3, "value": [0.5, 0.2, 0.1]}
    >>> found = essential_actors(CAPABILITIES.of(sizes), draws=1, relative=0.0)["capabilities"]
    >>> found.select("actor", "value").rows()
    [('A', 1.0), ('B', 0.0), ('C', 0.0)]
    """
    for name, given, fits in (("draws", draws, draws >= 1), ("relative", relative, relative >= 0)):
        if not fits:
            raise OptionError(
                Words(
                    en=f"The model essential_actors does not take {name}={given}.", th=f"แบบจำลองไม่รับ {name}={given}"
                ),
                Words(en="Give draws ≥ 1 and relative ≥ 0.", th="กำหนด draws ≥ 1 และ relative ≥ 0"),
            )
    index = capabilities.filter(pl.col("indicator") == base)
    last = year if year is not None else max(index["year"].to_list(), default=0)
    now = index.filter(pl.col("year") == last).sort("value", "actor", descending=[True, False]).head(strongest)
    if now.is_empty():
        return {"capabilities": nothing()}
    ids = np.array([number_of(name) for name in now["actor"].to_list()])
    z = normal(seed, np.arange(draws)[:, None], last, ids[None], 0)
    drawn = now["value"].to_numpy() * np.exp(relative * z - relative**2 / 2)
    found = np.array([essential(row) for row in drawn]).astype(np.float64)
    named = now.with_columns(indicator=pl.lit(INDICATOR), unit=pl.lit(None, pl.String))
    return {"capabilities": future(named, last, found).sort("draw", "actor", "indicator", "year")}
