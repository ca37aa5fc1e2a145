from __future__ import annotations

from typing import Literal

import polars as pl

from trachu.core.flowing import windowed
from trachu.core.maths import WHYS
from trachu.core.parts import measure
from trachu.core.words import Words

MILLION = 1e6
PAIR = ["actor", "other", "year"]
Formula = Literal["gdp", "share", "salience", "symmetry", "interdependence"]


@measure(
    name="trade_dependence",
    version="1",
    needs=("flows", "capabilities"),
    key=("actor", "other", "year"),
    label=Words(en="Dependence on trade with a partner", th="การพึ่งพาการค้ากับคู่ค้า"),
    unit=Words(en="share, 0 to 1", th="สัดส่วน 0 ถึง 1"),
    cite=("oneal1997classical", "barbieri1996economic"),
    indicators=lambda options: ("gdp",) if options["formula"] == "gdp" else (),
)
def trade_dependence(
    flows: pl.DataFrame, capabilities: pl.DataFrame, *, actor: str = "", formula: Formula = "gdp"
) -> pl.DataFrame:
    """Measure how much a state depends on its trade with one partner.

    With Xᵢⱼ what i sends to j: `gdp` (Xᵢⱼ + Xⱼᵢ) / GDPᵢ (Oneal & Russett 1997), where trade is in the unit
    of GDP or in millions of it; `share` sᵢⱼ = (Xᵢⱼ + Xⱼᵢ) / Σₖ (Xᵢₖ + Xₖᵢ); and of the pair as a whole
    (Barbieri 1996) `salience` √(sᵢⱼ sⱼᵢ), `symmetry` 1 − |sᵢⱼ − sⱼᵢ|, and their product `interdependence`. Of a
    state that sells on what it buys, trade can be more than GDP. Both directions of a pair have a row; with
    `actor` only those of this state.

    >>> from trachu.core.tables import CAPABILITIES, FLOWS
    >>> sent = {"actor": ["A", "B"], "other": ["B", "A"], "year": [2000] * 2, "value": [2.0, 1.0], "unit": ["USD"] * 2}
    >>> gdp = {"actor": ["A"], "year": [2000], "indicator": ["gdp"], "value": [30.0], "unit": ["USD"]}
    >>> trade = FLOWS.of({**sent, "type": ["trade"] * 2})
    >>> trade_dependence(trade, CAPABILITIES.of(gdp)).drop("because").rows()
    [('A', 'B', 2000, 0.1)]
    """
    given = flows.filter(pl.col("type") == "trade")
    one_way = windowed(given, "trade", 1)
    swapped = one_way.select("year", "value", "because", actor="other", other="actor")
    both = pl.concat([one_way.select(*PAIR, "value", "because"), swapped.select(*PAIR, "value", "because")])
    whys = pl.col("because").explode(empty_as_null=False).unique().sort()
    turnover = both.sort(*PAIR, "value").group_by(PAIR, maintain_order=True).agg(pl.col("value").sum(), whys)
    found = _of_gdp(turnover, given, capabilities) if formula == "gdp" else _of_trade(turnover, formula)
    kept = found.filter(pl.col("actor") == actor) if actor else found
    return kept.filter(pl.col("value").is_finite()).select(*PAIR, "value", pl.col("because").cast(WHYS)).sort(PAIR)


def _of_gdp(turnover: pl.DataFrame, trade: pl.DataFrame, capabilities: pl.DataFrame) -> pl.DataFrame:
    """Set a pair's trade against the product of the one, if both are in one unit."""
    units = [str(unit) for unit in trade["unit"].unique()]
    unit = units[0] if len(units) == 1 else ""  # trade in two units cannot be added up
    scale = MILLION if unit.startswith("million ") else 1.0
    known = (pl.col("indicator") == "gdp") & (pl.col("value") > 0) & (pl.col("unit") == unit.removeprefix("million "))
    gdp = capabilities.filter(known)
    joined = turnover.join(gdp.select("actor", "year", "why", gdp="value"), on=["actor", "year"])
    because = pl.concat_list("because", "why").list.drop_nulls().list.unique().list.sort()
    return joined.with_columns(value=scale * pl.col("value") / pl.col("gdp"), because=because)


def _of_trade(turnover: pl.DataFrame, formula: Formula) -> pl.DataFrame:
    """Set a pair's trade against all trade of the one, or of both."""
    share = pl.col("value") / pl.col("value").sum().over("actor", "year")
    mine = turnover.with_columns(value=share)
    if formula == "share":
        return mine
    theirs = mine.select("year", actor="other", other="actor", back="value")
    here, back = pl.col("value"), pl.col("back")
    salience, symmetry = (here * back).sqrt(), 1 - (here - back).abs()
    value = {"salience": salience, "symmetry": symmetry, "interdependence": salience * symmetry}[formula]
    return mine.join(theirs, on=PAIR).with_columns(value=value)
