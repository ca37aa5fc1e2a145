from __future__ import annotations

from typing import Any

import polars as pl

from trachu.core.maths import WHYS
from trachu.core.parts import measure
from trachu.core.supply import merged
from trachu.core.words import Words
from trachu.ontology.treaty import obligation_table

UNITS = {"barrels": "barrels/year", "tonnes": "tonnes/year", "people": "people"}
SCHEMA: dict[str, Any] = {
    "item": pl.String, "tie": pl.String, "actor": pl.String, "flow": pl.String, "unit": pl.String,
    "ceiling": pl.Float64, "first": pl.Int64,
}  # fmt: skip


@measure(
    name="compliance",
    version="1",
    needs=("flows", "ties"),
    key=("actor", "item", "year"),
    label=Words(en="Compliance with a ceiling", th="การปฏิบัติตามเพดาน"),
    unit=Words(en="part of the ceiling; above 1 it is broken", th="สัดส่วนต่อเพดาน เกิน 1 คือละเมิด"),
    cite=("unsc2397",),
)
def compliance(flows: pl.DataFrame, ties: pl.DataFrame, *, treaty: str = "TREATY:UNSC-2397") -> pl.DataFrame:
    """Set what reached a state in a year against the ceiling that a treaty or resolution sets.

    cₜ = Σᵢ xᵢₜ / ceiling, the sum of all states' flows of the commodity towards the state that the obligation names
    (for workers, who are sent, from it), in the unit of the ceiling; above 1 the ceiling is broken. Resolution 2397
    allows North Korea 500,000 barrels of refined petroleum a year, and four million barrels or 525,000 tonnes of
    crude oil. Where an obligation had to be met by a day, as the return of workers by December 2019, the value
    after its year is the number itself, and anything above 0 breaks it. `item` is treaty and article with the
    commodity. Every year since the obligation that other flows reach has a row: without a value there is no data.
    What documents state is not here but in the brief on a pair, with what they deny.

    >>> from trachu.core.tables import FLOWS, TIES
    >>> oil = {"actor": ["RUS"], "other": ["PRK"], "year": [2018], "type": ["refined_petroleum"], "value": [1e6]}
    >>> found = compliance(FLOWS.of({**oil, "unit": ["barrels"]}), TIES.empty())
    >>> found.filter(pl.col("value") > 1).select("actor", "item", "year", "value").rows()
    [('PRK', 'TREATY:UNSC-2397/5/refined_petroleum', 2018, 2.0)]
    """
    asked = _asked(treaty)
    last = max(flows["year"].to_list(), default=0)
    years = asked.with_columns(year=pl.int_ranges("first", pl.lit(last + 1))).explode("year", empty_as_null=False)
    whys = dict(ties.filter(pl.col("tie") == treaty).select("tie", "why").iter_rows())
    named = flows.filter(pl.col("type").is_in(asked["flow"].to_list())).with_columns(
        limited=pl.when(pl.col("type") == "workers").then("actor").otherwise("other"),
        unit=pl.col("unit").replace(UNITS),
    )
    on = ["limited", "flow", "unit", "year"]
    summed = (
        named.sort("actor", "other", "year")
        .rename({"type": "flow"})
        .with_columns(because=pl.concat_list("why").cast(WHYS))
        .group_by(on, maintain_order=True)
        .agg(pl.col("value").sum(), merged())
    )
    found = years.join(summed, left_on=["actor", "flow", "unit", "year"], right_on=on, how="left")
    own = pl.lit([why for why in [whys.get(treaty)] if why], dtype=WHYS)
    because = pl.concat_list(own, pl.col("because").fill_null(pl.lit([], dtype=WHYS)))
    value = pl.when(pl.col("ceiling") > 0).then(pl.col("value") / pl.col("ceiling")).otherwise("value")
    return found.select("actor", "item", "year", value=value, because=because).sort("item", "year")


def _asked(treaty: str) -> pl.DataFrame:
    """Return the limits that a treaty sets on what is counted, one for each article, commodity and unit."""
    table = obligation_table().filter(pl.col("tie") == treaty, pl.col("flow").is_not_null())
    rows = []
    for one in table.iter_rows(named=True):
        unit = one["unit"] or "people"
        item = f"{treaty}/{one['article']}/{one['flow']}" + ("" if unit != "tonnes/year" else "/tonnes")
        first = int(one["by"][:4]) + 1 if one["by"] else _first_whole_year(one["since"])
        rows.append((item, treaty, one["toward"], one["flow"], unit, one["ceiling"] or 0.0, first))
    return pl.DataFrame(rows, schema=SCHEMA, orient="row")


def _first_whole_year(since: str) -> int:
    return int(since[:4]) + (0 if since[4:] in ("", "-01-01") else 1)
