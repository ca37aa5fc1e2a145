from __future__ import annotations

from typing import Literal

import polars as pl

from trachu.core.maths import JOINED, UNIVERSAL, WHYS
from trachu.core.parts import measure
from trachu.core.words import Words
from trachu.ontology.forum import forum_table

BUETHE = """@book{buthe2011new,
  author = {Büthe, Tim and Mattli, Walter},
  title = {The New Global Rulers: The Privatization of Regulation in the World Economy},
  publisher = {Princeton University Press},
  year = {2011}
}"""
RULES = ("standards", "data-governance", "intellectual-property", "export-controls")
ALL = "all"


@measure(
    name="standards_role",
    version="1",
    needs=("ties", "parties"),
    key=("actor", "item"),
    label=Words(en="Maker or taker of the rules of technology", th="ผู้กำหนดหรือผู้รับกติกาด้านเทคโนโลยี"),
    unit=Words(en="−1 (taker) to 1 (maker), or a number of forums", th="−1 (ผู้รับ) ถึง 1 (ผู้กำหนด) หรือจำนวนเวที"),
    cite=(BUETHE, "wagner_simon2023"),
)
def standards_role(
    ties: pl.DataFrame,
    parties: pl.DataFrame,
    *,
    actor: str = "",
    what: Literal["role", "writes", "takes"] = "role",
) -> pl.DataFrame:
    """Say how far a state sits where the rules of technology are written, or takes what others wrote.

    `writes`: the forums of a field of rules in which the state has a seat today; `takes`: those in which it has none.
    role = (writes − takes) / (writes + takes). Fields are standards, data governance, intellectual property and
    export controls; `all` counts each forum once. Only forums whose list of members is complete are counted: on an
    open list those who sit are known and those who do not are not. Where nearly everybody sits no one is told apart,
    so forums of more than 100 members are left out, and so is a union in its own row. Who writes gains and who takes
    pays to adapt (Büthe & Mattli 2011); how much a state says where it sits is not known from its seat.

    >>> from trachu.core.tables import PARTIES, TIES
    >>> forums = {"tie": ["FORUM:CHIP4", "IGO:EU"], "type": ["forum"] * 2, "exhaustive": [True] * 2}
    >>> seats = {"record": ["FORUM:CHIP4", "IGO:EU"], "role": ["member"] * 2, "actor": ["JPN", "DEU"]}
    >>> found = standards_role(TIES.of(forums), PARTIES.of(seats), what="writes")
    >>> found.filter(item="standards").select("actor", "value").rows()
    [('DEU', 1.0), ('JPN', 0.0)]
    """
    fields = forum_table().select(tie="forum", item="fields").explode("item", empty_as_null=False)
    ruled = fields.filter(pl.col("item").is_in(RULES))
    standing = (pl.col("type") == "forum") & pl.col("until").is_null() & pl.col("exhaustive")
    open_ = ties.filter(standing).join(ruled.select("tie").unique(), on="tie", how="semi")
    held = parties.filter(pl.col("until").is_null(), pl.col("role").is_in(JOINED))
    seats = held.join(open_.select(record="tie"), on="record", how="semi").select("record", "actor", "why")
    seats = seats.sort("record", "actor", "why").unique(["record", "actor"], keep="first", maintain_order=True)
    known = _known(open_, seats)
    each = known.join(ruled, left_on="record", right_on="tie")
    both = pl.concat([each, known.with_columns(item=pl.lit(ALL))]).sort("actor", "item", "record")
    counted = both.group_by("actor", "item", maintain_order=True).agg(
        writes=pl.col("inside").sum().cast(pl.Float64),
        takes=(~pl.col("inside")).sum().cast(pl.Float64),
        because=pl.concat([pl.col("why"), pl.col("tie_why")]).drop_nulls().unique().sort(),
    )
    role = (pl.col("writes") - pl.col("takes")) / (pl.col("writes") + pl.col("takes"))
    value = role if what == "role" else pl.col(what)
    kept = counted.filter(pl.col("actor") == actor) if actor else counted
    return kept.select("actor", "item", value.alias("value"), pl.col("because").cast(WHYS))


def _known(forums: pl.DataFrame, seats: pl.DataFrame) -> pl.DataFrame:
    """Return who is inside and who outside of each forum: record, actor, inside, why, tie_why."""
    names = forums.select(record="tie", tie_why="why")
    crossed = names.join(seats.select("actor").unique(), how="cross")
    joined = crossed.join(seats.with_columns(inside=pl.lit(True)), on=["record", "actor"], how="left").filter(
        pl.col("record") != pl.col("actor")
    )
    small = pl.col("inside").sum().over("record") <= UNIVERSAL
    return joined.filter(small).with_columns(pl.col("inside").fill_null(False))
