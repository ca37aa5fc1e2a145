from __future__ import annotations

from typing import Literal

import polars as pl

from trachu.core.flowing import windowed
from trachu.core.maths import UNIVERSAL, WHYS, power, shares
from trachu.core.parts import measure
from trachu.core.supply import members_by_year, merged
from trachu.core.words import Words

Kind = Literal["any", "trade", "arms", "military", "financial", "travel", "other"]
PAIR = ["actor", "other", "year"]


@measure(
    name="sanctions_exposure",
    version="1",
    needs=("flows", "parties", "capabilities"),
    key=("actor", "year", "item"),
    label=Words(en="Exposure to sanctions", th="ความเปราะบางต่อมาตรการคว่ำบาตร"),
    unit=Words(en="cases, states, or a share from 0 to 1", th="จำนวนกรณี จำนวนรัฐ หรือสัดส่วน 0 ถึง 1"),
    cite=("felbermayr2020gsdb",),
    indicators=lambda options: ("gdp",),
)
def sanctions_exposure(
    flows: pl.DataFrame,
    parties: pl.DataFrame,
    capabilities: pl.DataFrame,
    *,
    actor: str = "",
    side: Literal["target", "sender"] = "target",
    kind: Kind = "any",
    window: int = 5,
) -> pl.DataFrame:
    """Count the sanctions in force on a state, and weigh who stands behind them.

    In each year for which the Global Sanctions Data Base has a case against the state: `cases`, the sum over
    senders of the cases in force, of one `kind` or of any; `states`, how many states stand behind them, the
    members of a union that sends counted with it; `trade`, the share of these states in the target's trade over
    the `window` years that end with the year, and `economy`, their share in the GDP of all states with data. The
    United Nations counts among the cases but not by its members: nearly everybody is one. Where trade or GDP of the
    year is not known, `trade` and `economy` are there without a value: no data. With `side="sender"` the state is
    the one that sends, and trade and economy are those of its targets.

    >>> from trachu.core.tables import CAPABILITIES, FLOWS, PARTIES
    >>> given = {"actor": ["USA", "THA"], "other": ["PRK"] * 2, "type": ["sanction", "trade"], "value": [2.0, 9.0]}
    >>> found = sanctions_exposure(FLOWS.of({**given, "year": [2020] * 2}), PARTIES.empty(), CAPABILITIES.empty(),
    ...     window=1)
    >>> found.select("actor", "year", "item", "value").rows()[:2]
    [('PRK', 2020, 'cases', 2.0), ('PRK', 2020, 'economy', None)]
    >>> found.filter(item="trade")["value"].to_list()
    [0.0]
    """
    named = "sanction" if kind == "any" else f"sanction:{kind}"
    sent = flows.filter(pl.col("type") == named, pl.col("value") > 0)
    if side == "sender":
        sent = sent.with_columns(actor="other", other="actor")
    if actor:
        sent = sent.filter(pl.col("other") == actor)
    cases = sent.sort(PAIR).with_columns(because=pl.concat_list("why").cast(WHYS))
    behind = _behind(cases, parties)
    whole = ["other", "year"]
    counted = cases.group_by(whole, maintain_order=True).agg(pl.col("value").sum(), merged())
    states = behind.group_by(whole, maintain_order=True).agg(pl.len().cast(pl.Float64).alias("value"), merged())
    frames = {
        "cases": counted,
        "states": counted.select(*whole, "because").join(states.select(*whole, "value"), on=whole, how="left")
        .with_columns(pl.col("value").fill_null(0.0)),
        "trade": _weighed(counted, behind, _traded(flows, window)),
        "economy": _weighed(counted, behind, _rich(capabilities)),
    }  # fmt: skip
    columns = ["other", "year", "item", "value", "because"]
    found = [frame.with_columns(item=pl.lit(item)).select(columns) for item, frame in frames.items()]
    return pl.concat(found).rename({"other": "actor"}).sort("actor", "year", "item")


def _behind(cases: pl.DataFrame, parties: pl.DataFrame) -> pl.DataFrame:
    """Return the states behind the cases: those named, and the members of a union that is."""
    senders = cases.select(*PAIR, "because")
    last = max(cases["year"].to_list(), default=0)
    unions = sorted(name for name in set(senders["actor"].to_list()) if ":" in name)
    seats = members_by_year(parties, unions, last)
    small = seats.filter(pl.col("actor").n_unique().over("record") <= UNIVERSAL)
    joined = senders.join(small.rename({"actor": "member"}), left_on=["actor", "year"], right_on=["record", "year"])
    through = joined.select(
        pl.col("member").alias("actor"), "other", "year", because=pl.concat_list("because", pl.concat_list("why"))
    )
    alone = senders.filter(~pl.col("actor").str.contains(":", literal=True))
    both = pl.concat([alone, through]).filter(pl.col("actor") != pl.col("other"))
    return both.sort(PAIR).group_by(PAIR, maintain_order=True).agg(merged())


def _traded(flows: pl.DataFrame, window: int) -> pl.DataFrame:
    """Return the share of each partner in a state's trade: actor, the partner, other, the state, year, part."""
    one_way = windowed(flows, "trade", window)
    columns = [*PAIR, "value", "because"]
    both = pl.concat([one_way.select(columns), one_way.rename({"actor": "other", "other": "actor"}).select(columns)])
    turnover = both.sort(*PAIR, "value").group_by(PAIR, maintain_order=True).agg(pl.col("value").sum(), merged())
    whole = pl.col("value").sum().over("other", "year")
    return turnover.filter(whole > 0).select(*PAIR, "because", part=pl.col("value") / whole)


def _rich(capabilities: pl.DataFrame) -> pl.DataFrame:
    """Return the share of each state in the GDP of all."""
    found = shares(power(capabilities, "gdp"), ["year"]).select("actor", "year", "because", part="share")
    return found.with_columns(other=pl.lit(None, dtype=pl.String))


def _weighed(counted: pl.DataFrame, behind: pl.DataFrame, parts: pl.DataFrame) -> pl.DataFrame:
    """Add up the parts of those behind the cases; no value where nothing is known of the year."""
    anyones = parts["other"].null_count() == parts.height
    on = ["actor", "year"] if anyones else PAIR
    known = parts.select("year").unique() if anyones else parts.select("other", "year").unique()
    joined = behind.drop("because").join(parts.select(*on, "part", "because"), on=on)
    whole = ["other", "year"]
    summed = joined.sort(PAIR).group_by(whole, maintain_order=True).agg(pl.col("part").sum(), whys=merged())
    found = counted.select(*whole, "because").join(summed, on=whole, how="left")
    sure = found.join(known.with_columns(known=pl.lit(True)), on=known.columns, how="left")
    value = pl.when(pl.col("known")).then(pl.col("part").fill_null(0.0))
    because = pl.concat_list("because", pl.col("whys").fill_null(pl.lit([], dtype=WHYS)))
    return sure.select(*whole, value=value, because=because)
