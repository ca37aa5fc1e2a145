from __future__ import annotations

from typing import Any, Literal

import numpy as np
import polars as pl

from trachu.core.alliances import spells
from trachu.core.maths import WHYS
from trachu.core.parts import measure
from trachu.core.profiles import pairs
from trachu.core.words import Words

SCHEMA: dict[str, Any] = {
    "actor": pl.String, "other": pl.String, "year": pl.Int64, "value": pl.Float64, "because": WHYS
}  # fmt: skip
FULL = ("member", "founder", "party")
SEATS = {"full": FULL, "associate": (*FULL, "associate")}


@measure(
    name="shared_memberships",
    version="2",
    needs=("ties", "parties"),
    key=("actor", "other", "year"),
    label=Words(en="Organisations in common", th="องค์การที่เป็นสมาชิกร่วมกัน"),
    unit=Words(en="number of organisations", th="จำนวนองค์การ"),
    cite=("pevehouse2020tracking",),
)
def shared_memberships(
    ties: pl.DataFrame,
    parties: pl.DataFrame,
    *,
    actor: str = "",
    among: Literal["forum", "igo"] = "forum",
    seats: Literal["full", "associate"] = "full",
) -> pl.DataFrame:
    """Count the organisations of which two actors are both members on any day of a year.

    nᵢⱼₜ = Σₖ mᵢₖₜ mⱼₖₜ, m being 1 for a full member and 0 for an observer, an associate or nobody (Pevehouse and
    others 2020). With `seats="associate"` an associate member counts as well, as in the published table of pairs of
    the Correlates of War, which calls the sum that of full members. `among` says which list: the forums and
    organisations that trachu describes, or the intergovernmental organisations of the Correlates of War. The last
    year is the last that the list speaks of. Pairs without any in common have no row: that they have none may be the
    list's silence. A pair comes once, actor before other in the alphabet; with `actor` only its pairs, it being
    named first.

    >>> from trachu.core.tables import PARTIES, TIES
    >>> two = TIES.of({"tie": ["F", "G"], "type": ["forum"] * 2, "since": ["2001"] * 2})
    >>> seats = {"record": ["F", "F", "G"], "role": ["member"] * 3, "actor": ["A", "B", "B"]}
    >>> shared_memberships(two, PARTIES.of(seats)).drop("because").rows()
    [('A', 'B', 2001, 1.0)]
    """
    lists = ties.filter(pl.col("type") == among).select("tie", "since", "until", "why")
    columns = {"tie": "record", "joined": "since", "left": "until", "seat_why": "why"}
    seated = lists.join(parties.filter(pl.col("role").is_in(SEATS[seats])).select("actor", **columns), on="tie")
    held = spells(seated.with_columns(since=pl.coalesce("joined", "since"), until=pl.coalesce("left", "until")))
    said = [*held["first"].drop_nulls(), *held["last"].drop_nulls()]
    held = held.drop_nulls("first").with_columns(pl.col("last").fill_null(max(said, default=0)))
    years = pl.int_ranges("first", pl.col("last") + 1).alias("year")
    yearly = (
        held.select("tie", "actor", "why", "seat_why", years).explode("year", empty_as_null=False).drop_nulls("year")
    )
    frames = [_count(int(str(year)), inside, actor) for (year,), inside in yearly.sort("year").group_by("year")]
    return pl.concat([pl.DataFrame(schema=SCHEMA), *frames]).sort("actor", "other", "year")


def _count(year: int, inside: pl.DataFrame, actor: str) -> pl.DataFrame:
    """Count for one year: members × organisations times its transpose."""
    names, organisations = (sorted(set(inside[column].to_list())) for column in ("actor", "tie"))
    member = np.zeros((len(names), len(organisations)), dtype=np.float32)
    row, column = (
        inside[name].replace_strict(known, range(len(known)), return_dtype=pl.Int64).to_numpy()
        for name, known in (("actor", names), ("tie", organisations))
    )
    member[row, column] = 1
    focal = names.index(actor) if actor in names else None
    mine, theirs = pairs(len(names), focal)
    common = (member @ member.T)[mine, theirs]
    kept = common > 0 if focal is not None or not actor else np.zeros(len(mine), dtype=bool)
    named, size = pl.Series(names, dtype=pl.String), int(kept.sum())
    whys = pl.concat([inside["why"], inside["seat_why"]]).drop_nulls().unique().sort()
    return pl.DataFrame(
        {
            "actor": named.gather(mine[kept]),
            "other": named.gather(theirs[kept]),
            "year": pl.Series([year], dtype=pl.Int64).new_from_index(0, size),
            "value": common[kept].astype(np.float64),
            "because": pl.Series([whys.to_list()], dtype=WHYS).new_from_index(0, size),
        }
    )
