from __future__ import annotations

import polars as pl

from trachu.core.maths import shares
from trachu.core.parts import measure
from trachu.core.words import Words

COMPONENTS = ("milex", "milper", "irst", "pec", "tpop", "upop")


@measure(
    name="cinc",
    version="2",
    needs=("capabilities",),
    key=("actor", "year"),
    label=Words(en="Composite Index of National Capability", th="ดัชนีรวมขีดความสามารถของชาติ (CINC)"),
    unit=Words(en="share of the world, 0 to 1", th="สัดส่วนของโลก 0 ถึง 1"),
    cite=("singer1972distribution", "singer1987reconstructing"),
    indicators=lambda options: COMPONENTS,
)
def cinc(capabilities: pl.DataFrame) -> pl.DataFrame:
    """Compute CINC from its six components.

    CINCᵢₜ = meanₖ(xᵢₖₜ / Σⱼ xⱼₖₜ), k = military expenditure, military personnel, iron and steel,
    energy, total and urban population (Singer, Bremer & Stuckey 1972; Singer 1987). A component
    that an actor lacks is left out of its mean, as the Correlates of War do; hence the sum over a
    year may exceed 1. The world total is the sum over all actors in the data: of a sample of
    states this is the share of the sample, and it is the user's to say so.

    >>> two = {"actor": ["A", "B"], "year": 2000, "indicator": "tpop", "value": [3.0, 1.0]}
    >>> cinc(pl.DataFrame(two)).rows()
    [('A', 2000, 0.75), ('B', 2000, 0.25)]
    """
    given = capabilities.filter(pl.col("indicator").is_in(COMPONENTS)).sort("year", "indicator", "actor")
    parts = shares(given, ["year", "indicator"]).filter(pl.col("share").is_finite())
    return parts.group_by("actor", "year").agg(value=pl.col("share").mean()).sort("actor", "year")
