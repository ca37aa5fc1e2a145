from __future__ import annotations

import polars as pl

from trachu.core.maths import WHYS
from trachu.core.parts import measure
from trachu.core.supply import members_today
from trachu.core.words import Words
from trachu.ontology.instrument import instruments, user_table

STANCE = "stance/"


@measure(
    name="instrument_profile",
    version="1",
    needs=("parties",),
    key=("actor", "item"),
    label=Words(en="Instruments of technology diplomacy in use", th="เครื่องมือการทูตเทคโนโลยีที่ใช้"),
    unit=Words(en="number of instruments publicly known", th="จำนวนเครื่องมือที่ทราบโดยเปิดเผย"),
    cite=("wagner_simon2023",),
)
def instrument_profile(parties: pl.DataFrame, *, actor: str = "", unions: bool = False) -> pl.DataFrame:
    """Count the instruments of technology diplomacy that a state is publicly known to use, by kind.

    `item` is an instrument, with the value 1, or `stance/opens` (agreements, envoys, aid), `stance/closes` (export
    controls, screening, sanctions) and `stance/shapes` (standards, data rules, alliances) with the number of them.
    The list of uses is made of public acts with a source each; it is not complete, so a state or an instrument
    that is missing is not known, and has no row. With `unions` what a union uses counts for its members too.

    >>> from trachu.core.tables import PARTIES
    >>> found = instrument_profile(PARTIES.empty(), actor="DNK")
    >>> found.select("actor", "item", "value").rows()
    [('DNK', 'science-envoys', 1.0), ('DNK', 'stance/opens', 1.0)]
    """
    users = user_table().select("instrument", "actor").unique().with_columns(why=pl.lit(None, dtype=pl.String))
    if unions:
        users = pl.concat([users, *_members(users, parties)])
    kept = users.filter(pl.col("actor") == actor) if actor else users
    stances = {code: f"{STANCE}{one.stance}" for code, one in instruments().items()}
    single = kept.sort("actor", "instrument", "why", nulls_last=False).unique(
        ["actor", "instrument"], keep="first", maintain_order=True
    )
    each = single.rename({"instrument": "item"})
    whole = each.with_columns(item=pl.col("item").replace_strict(stances, return_dtype=pl.String))
    counted = (
        pl.concat([each, whole])
        .group_by("actor", "item")
        .agg(value=pl.len().cast(pl.Float64), because=pl.col("why").drop_nulls().unique().sort())
    )
    return counted.select("actor", "item", "value", pl.col("because").cast(WHYS)).sort("actor", "item")


def _members(users: pl.DataFrame, parties: pl.DataFrame) -> list[pl.DataFrame]:
    """Return for each union the instruments of its members: instrument, actor, why."""
    found = []
    for union in sorted(name for name in set(users["actor"].to_list()) if ":" in name):
        codes = users.filter(pl.col("actor") == union).select("instrument")
        found.append(codes.join(members_today(parties, union), how="cross").select("instrument", "actor", "why"))
    return found
