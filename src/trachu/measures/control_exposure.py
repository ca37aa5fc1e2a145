from __future__ import annotations

import polars as pl

from trachu.core.parts import measure
from trachu.core.supply import Goods, members_today, merged, supplies
from trachu.core.words import Words
from trachu.ontology.instrument import user_table

INSTRUMENT = "INSTRUMENT:"
ALL = "all"


@measure(
    name="control_exposure",
    version="1",
    needs=("capabilities", "flows", "parties"),
    key=("actor", "item", "year"),
    label=Words(en="Exposure to export controls", th="ความเปราะบางต่อการควบคุมการส่งออก"),
    unit=Words(en="share of the supply, 0 to 1", th="สัดส่วนของการจัดหา 0 ถึง 1"),
    cite=("eto_chipexplorer", "khan2021semiconductor", "wassenaar"),
)
def control_exposure(
    capabilities: pl.DataFrame,
    flows: pl.DataFrame,
    parties: pl.DataFrame,
    *,
    actor: str = "THA",
    regime: str = "FORUM:WASSENAAR",
    goods: Goods = "semiconductors",
    window: int = 5,
) -> pl.DataFrame:
    """Measure what part of a state's supply could be shut by those who control their exports together.

    eₖ = Σⱼ∈R sⱼₖ / Σⱼ sⱼₖ over the suppliers j other than the state itself, sⱼₖ their shares in input k and R who is
    bound today by `regime`: a forum (FORUM:WASSENAAR, FORUM:CHIP4), a treaty, or INSTRUMENT:export-controls for the
    states publicly known to use that instrument, members of a union that uses it included. `item` is the input;
    `all` is the mean over the inputs, or over what is imported the whole. A regime does not name whom it shuts out:
    the number is what it could, not what it does. Shares that the data leave open are left out above and below;
    `low` and `high` count them as outside and inside.

    >>> from trachu.core.tables import CAPABILITIES, FLOWS, PARTIES
    >>> rows = {"actor": ["USA", "CHN"], "indicator": ["semiconductors/EDA"] * 2, "value": [0.75, 0.25]}
    >>> seats = PARTIES.of({"record": ["FORUM:CHIP4"], "role": ["member"], "actor": ["USA"]})
    >>> given = CAPABILITIES.of({**rows, "year": [2019] * 2})
    >>> found = control_exposure(given, FLOWS.empty(), seats, regime="FORUM:CHIP4")
    >>> found.select("actor", "item", "year", "value").rows()
    [('THA', 'EDA', 2019, 0.75), ('THA', 'all', 2019, 0.75)]
    """
    bound = _bound(parties, regime)
    mine = (pl.col("other") == actor).fill_null(True) & (pl.col("actor") != actor)
    given = supplies(capabilities, flows, goods, window)
    own = given.filter(pl.col("actor") == actor, pl.col("other").is_null()).select("item", "year", own="share")
    joined = given.filter(mine).join(bound, on="actor", how="left").join(own, on=["item", "year"], how="left")
    share, inside = pl.col("share"), pl.col("inside").fill_null(False)
    held, whole = share.filter(inside).sum(), share.sum()
    left = 1 - pl.col("own").fill_null(0.0).first()
    whys = pl.concat([pl.col("why"), pl.col("because").explode(empty_as_null=False)])
    each = (
        joined.sort("item", "year", "actor")
        .group_by("item", "year", maintain_order=True)
        .agg(
            value=held / whole,
            low=held / pl.max_horizontal(left, whole),
            high=1 - share.filter(~inside).sum() / pl.max_horizontal(left, whole),
            because=whys.drop_nulls().unique().sort(),
        )
        .filter(pl.col("value").is_finite())
    )
    mean = each.group_by("year", maintain_order=True).agg(pl.col("value", "low", "high").mean(), merged())
    columns = ["item", "year", "value", "low", "high", "because"]
    together = pl.concat([each.select(columns), mean.with_columns(item=pl.lit(ALL)).select(columns)])
    return together.select(pl.lit(actor).alias("actor"), *columns).sort("item", "year")


def _bound(parties: pl.DataFrame, regime: str) -> pl.DataFrame:
    """Return who is bound by a regime: actor, why, inside."""
    if not regime.startswith(INSTRUMENT):
        return members_today(parties, regime).with_columns(inside=pl.lit(True))
    code = regime.removeprefix(INSTRUMENT)
    users = user_table().filter(pl.col("instrument") == code)["actor"].unique().sort().to_list()
    unions = [members_today(parties, user) for user in users]
    single = pl.DataFrame({"actor": users}, schema={"actor": pl.String}).with_columns(why=pl.lit(None, dtype=pl.String))
    named = pl.concat([*unions, single]).sort("actor", "why", nulls_last=True)
    return named.unique("actor", keep="first", maintain_order=True).with_columns(inside=pl.lit(True))
