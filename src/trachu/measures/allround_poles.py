from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import polars as pl

from trachu.core.maths import WHYS
from trachu.core.parts import measure
from trachu.core.regimes import REGIMES
from trachu.core.stability import parse_weights
from trachu.core.supply import merged
from trachu.core.words import Words

LEAST = 2  # one component alone says nothing of being all-round


def components_of(options: Mapping[str, Any]) -> tuple[str, ...]:
    """Return the indicators that are compared.

    >>> components_of({"components": "gdp,milex"})
    ('gdp', 'milex')
    """
    return tuple(parse_weights(",".join(f"{name}:1" for name in options["components"].split(","))))


@measure(
    name="allround_poles",
    version="1",
    needs=("capabilities",),
    key=("year", "item"),
    label=Words(en="Polarity by powers strong in every respect", th="ขั้วอำนาจตามรัฐที่แข็งแกร่งรอบด้าน"),
    unit=Words(en="1 if the verdict is this, else 0", th="1 หากเป็นขั้วแบบนี้ มิฉะนั้น 0"),
    cite=("wohlforth1999stability", "brooks2016once", "waltz1979theory"),
    indicators=components_of,
)
def allround_poles(
    capabilities: pl.DataFrame, *, components: str = "gdp,milex,irst,pec", fraction: float = 0.5
) -> pl.DataFrame:
    """Say which kind of polarity there is, if a pole must be strong in every component of power at once.

    Wohlforth (1999) calls the system unipolar since one state is ahead in all underlying components of power with a
    gap that no state with several great powers has known; Brooks & Wohlforth (2016) see one superpower, one that may
    rise, and the rest (1 + 1 + X). As a rule: a state is an all-round pole if it has at least `fraction` of the
    leader's value in every one of the `components`. One such state makes the system unipolar, two bipolar, three or
    more multipolar; none is multipolar too, since then each kind of power is led by another state. Near-unipolar (1 +
    1 + X) is one all-round pole with another state that reaches the fraction in at least half of the components.
    Years that lack one of the components of any state are measured on the rest, never on one alone.

    >>> rows = {"actor": ["A", "B"] * 2, "year": 2000, "indicator": ["gdp"] * 2 + ["milex"] * 2, "why": None}
    >>> found = allround_poles(pl.DataFrame({**rows, "value": [3.0, 2.0, 4.0, 1.0]}), components="gdp,milex")
    >>> found.filter(pl.col("value") == 1).select("year", "item").rows()
    [(2000, 'near-unipolar')]
    """
    names = list(components_of({"components": components}))
    given = capabilities.filter(pl.col("indicator").is_in(names), pl.col("value") > 0)
    peer = pl.col("value") >= fraction * pl.col("value").max().over("year", "indicator")
    known = pl.col("indicator").n_unique().over("year")
    reached = (
        given.with_columns(because=pl.concat_list(pl.col("why").cast(pl.String)).cast(WHYS), known=known)
        .filter(peer, known >= LEAST)
        .group_by("year", "actor")
        .agg(merged(), n=pl.len(), known=pl.col("known").first())
    )
    whole = (pl.col("n") == pl.col("known")).sum()
    half = ((pl.col("n") < pl.col("known")) & (2 * pl.col("n") >= pl.col("known"))).any()
    verdict = (
        pl.when((whole == 1) & half).then(pl.lit("near-unipolar")).when(whole == 1).then(pl.lit("unipolar"))
        .when(whole == 2).then(pl.lit("bipolar")).otherwise(pl.lit("multipolar"))
    )  # fmt: skip
    years = reached.group_by("year").agg(merged(), verdict=verdict)
    return (
        years.join(pl.DataFrame({"item": REGIMES}), how="cross")
        .select("year", "item", "because", value=(pl.col("item") == pl.col("verdict")).cast(pl.Float64))
        .sort("year", "item")
    )
