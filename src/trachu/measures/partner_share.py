from __future__ import annotations

from typing import Literal

import polars as pl

from trachu.core.flowing import joint, windowed
from trachu.core.parts import measure
from trachu.core.words import Words


@measure(
    name="partner_share",
    version="1",
    needs=("flows", "parties", "actors"),
    key=("actor", "other", "year"),
    label=Words(en="Share of a supplier in what a state receives", th="สัดส่วนของผู้จัดหาในสิ่งที่รัฐได้รับ"),
    unit=Words(en="share of the state's imports, 0 to 1", th="สัดส่วนของการนำเข้าของรัฐ 0 ถึง 1"),
    cite=("sipri_armstransfers", "barbieri1996economic"),
)
def partner_share(
    flows: pl.DataFrame,
    parties: pl.DataFrame,
    actors: pl.DataFrame,
    *,
    flow: Literal["arms", "trade"] = "arms",
    side: Literal["imports", "exports"] = "imports",
    window: int = 5,
    group: str = "",
    region: str = "",
) -> pl.DataFrame:
    """Measure what part of a state's imports comes from one supplier, or of its exports goes to one customer.

    sᵢⱼₜ = xⱼᵢ / Σₖ xₖᵢ, summed over the `window` years that end with t; `actor` is i, `other` the partner j.
    With `group`, such as IGO:NATO, the members are taken together as one state of that name, deliveries among
    them included; with `region`, such as europe, only those of a region that ends so (Türkiye is in western
    Asia). The members are those at the end of the last year throughout, so that windows can be compared.

    >>> from trachu.core.tables import ACTORS, FLOWS, PARTIES
    >>> sent = {"actor": ["A", "B"], "other": ["C"] * 2, "year": [2020] * 2, "type": ["arms"] * 2, "value": [3.0, 1.0]}
    >>> found = partner_share(FLOWS.of(sent), PARTIES.empty(), ACTORS.empty(), window=1)
    >>> found.select("actor", "other", "year", "value").rows()
    [('C', 'A', 2020, 0.75), ('C', 'B', 2020, 0.25)]
    """
    given = windowed(flows, flow, window)
    if side == "exports":
        given = given.select("year", "value", "because", actor="other", other="actor")
    if group:
        given = joint(given, parties, actors, group, region)
    whole = pl.col("value").sum().over("other", "year")
    shared = given.sort("other", "actor", "year").with_columns(pl.col("value") / whole).filter(whole > 0)
    return shared.select("year", "value", "because", actor="other", other="actor")
