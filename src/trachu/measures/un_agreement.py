from __future__ import annotations

from typing import Literal

import numpy as np
import polars as pl

from trachu.core.maths import WHYS
from trachu.core.parts import measure
from trachu.core.profiles import NONE, VOTES, Bits, Index, Profiles, ballots, overlap, packed, pairs
from trachu.core.words import Words

SCHEMA: dict[str, pl.DataType | type[pl.DataType]] = {
    "actor": pl.String, "other": pl.String, "year": pl.Int64, "value": pl.Float64, "because": WHYS
}  # fmt: skip


@measure(
    name="un_agreement",
    version="1",
    needs=("choices",),
    key=("actor", "other", "year"),
    label=Words(en="Agreement in the UN General Assembly", th="ความสอดคล้องในการลงคะแนนเสียงในสมัชชาใหญ่สหประชาชาติ"),
    unit=Words(en="share of roll calls, 0 to 1", th="สัดส่วนของการลงคะแนนเสียง 0 ถึง 1"),
    cite=("lijphart1963analysis", "bailey2017estimating"),
)
def un_agreement(
    choices: pl.DataFrame,
    *,
    actor: str = "",
    partial: Literal["identical", "lijphart"] = "identical",
    period: Literal["session", "year"] = "session",
) -> pl.DataFrame:
    """Return the share of roll calls on which two states voted alike.

    Of the roll calls on which both voted yes, no or abstain, `identical` counts those with the same
    vote (the agreement scores of Bailey, Strezhnev & Voeten 2017); `lijphart` adds half of those
    where one abstained and the other did not (Lijphart 1963). Absence is no vote. Pairs that never
    both voted have no row.

    The year of a regular session is the one in which it opens (session 77: 2022), whatever the day
    of the vote; with `period="year"`, and for emergency special sessions and votes without a
    session (a number that does not fit the date), it is the year of the vote's date.

    The measure is symmetric: without `actor` each pair comes once, actor before other in the
    alphabet; with it, only the pairs of this actor, whom the first column then names.

    >>> votes = {"actor": ["A", "B", "A", "B"], "item": ["1", "1", "2", "2"], "date": None, "session": 77,
    ...     "choice": ["yes", "yes", "no", "abstain"], "why": "w"}
    >>> un_agreement(pl.DataFrame(votes)).rows()
    [('A', 'B', 2022, 0.5, ['w'])]
    >>> un_agreement(pl.DataFrame(votes), partial="lijphart")["value"].to_list()
    [0.75]
    """
    frames = [pl.DataFrame(schema=SCHEMA)]
    for cast in ballots(_with(choices, actor), by_session=period == "session"):
        if not actor or actor in cast.states:
            frames.append(_compare(cast, actor, partial == "lijphart"))
    return pl.concat(frames)


def _with(choices: pl.DataFrame, actor: str) -> pl.DataFrame:
    """Keep the roll calls on which this actor voted."""
    if not actor:
        return choices
    own = choices.filter(pl.col("actor") == actor, pl.col("choice").is_in(list(VOTES)))
    return choices.join(own.select("item").unique(), on="item", how="semi")


def _compare(cast: Profiles, actor: str, half: bool) -> pl.DataFrame:
    """Compare the pairs of one year: of the roll calls on which both voted, those with the same vote."""
    mine, theirs = pairs(len(cast.states), cast.states.index(actor) if actor else None)
    words = {name: packed(cast.levels == level) for name, level in VOTES.items()}
    voted = packed(cast.levels != NONE)
    both = overlap(voted, voted, mine, theirs)
    alike = np.add.reduce([overlap(own, own, mine, theirs) for own in words.values()]).astype(np.float64)
    if half:
        decided, abstained = words["yes"] | words["no"], words["abstain"]
        alike += (overlap(abstained, decided, mine, theirs) + overlap(decided, abstained, mine, theirs)) / 2
    kept = both > 0
    mine, theirs = mine[kept], theirs[kept]
    named = pl.Series(cast.states, dtype=pl.String)
    return pl.DataFrame(
        {
            "actor": named.gather(mine),
            "other": named.gather(theirs),
            "year": pl.Series([cast.year], dtype=pl.Int64).new_from_index(0, len(mine)),
            "value": alike[kept] / both[kept],
            "because": _reasons(cast, voted, mine, theirs),
        }
    )


def _reasons(cast: Profiles, voted: Bits, mine: Index, theirs: Index) -> pl.Series:
    """Name for each pair the whys of the votes that were compared; most years have only one."""
    if cast.sources is None:
        return pl.Series([cast.whys], dtype=WHYS).new_from_index(0, len(mine))
    used = np.zeros((len(mine), len(cast.whys)), dtype=bool)
    for n in range(len(cast.whys)):
        rows = packed(cast.sources == n)
        used[:, n] = overlap(rows, voted, mine, theirs) + overlap(voted, rows, mine, theirs) > 0
    patterns, which = np.unique(used, axis=0, return_inverse=True)
    named = [[why for why, seen in zip(cast.whys, pattern, strict=True) if seen] for pattern in patterns]
    return pl.Series(named, dtype=WHYS).gather(which.ravel())
