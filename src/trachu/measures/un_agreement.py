from __future__ import annotations

from typing import Literal

import numpy as np
import polars as pl
from numpy.typing import NDArray

from trachu.core.maths import WHYS, session_year
from trachu.core.parts import measure
from trachu.core.words import Words

VOTED = ("yes", "abstain", "no")
SCHEMA: dict[str, pl.DataType | type[pl.DataType]] = {
    "actor": pl.String, "other": pl.String, "year": pl.Int64, "value": pl.Float64, "because": WHYS
}  # fmt: skip
Matrix = NDArray[np.float32]
Index = NDArray[np.intp]


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
    cast = choices.filter(pl.col("choice").is_in(VOTED)).with_columns(session_year(period == "session"))
    if actor:
        cast = cast.filter((pl.col("actor") == actor).any().over("item"))
    ordered = cast.drop_nulls("year").sort("year", "actor", "item")
    frames = [pl.DataFrame(schema=SCHEMA)]
    for (year,), votes in ordered.group_by("year", maintain_order=True):
        found = _compare(Ballots(votes), actor, partial == "lijphart")
        frames.append(found.insert_column(2, pl.Series("year", [year], dtype=pl.Int64).new_from_index(0, found.height)))
    return pl.concat(frames).sort("actor", "other", "year")


class Ballots:
    """The votes of one year as matrices of 0 and 1: a row for each state, a column for each roll call."""

    def __init__(self, votes: pl.DataFrame) -> None:
        self.votes = votes
        self.states = sorted(set(votes["actor"].to_list()))
        items = sorted(set(votes["item"].to_list()))
        self.shape = (len(self.states), len(items))
        self.row = votes["actor"].replace_strict(self.states, range(self.shape[0]), return_dtype=pl.Int64).to_numpy()
        self.column = votes["item"].replace_strict(items, range(self.shape[1]), return_dtype=pl.Int64).to_numpy()

    def where(self, chosen: pl.Series) -> Matrix:
        """Mark the votes that are chosen."""
        filled = np.zeros(self.shape, dtype=np.float32)
        kept = chosen.to_numpy()
        filled[self.row[kept], self.column[kept]] = 1
        return filled


def _compare(ballots: Ballots, actor: str, half: bool) -> pl.DataFrame:
    """Compare the pairs of one year by matrix products: voted × votedᵀ counts the common roll calls."""
    states = ballots.states
    choice = {name: ballots.where(ballots.votes["choice"] == name) for name in VOTED}
    voted = np.add.reduce(list(choice.values()))
    focal = np.array([states.index(actor)] if actor else range(len(states)))
    both = voted[focal] @ voted.T
    alike = np.add.reduce([m[focal] @ m.T for m in choice.values()])
    if half:
        decided = choice["yes"] + choice["no"]
        alike = alike + (choice["abstain"][focal] @ decided.T + decided[focal] @ choice["abstain"].T) / 2
    mine, theirs = np.nonzero(both)
    kept = focal[mine] != theirs if actor else focal[mine] < theirs
    mine, theirs = mine[kept], theirs[kept]
    named = pl.Series(states, dtype=pl.String)
    return pl.DataFrame(
        {
            "actor": named.gather(focal[mine]),
            "other": named.gather(theirs),
            "value": alike[mine, theirs].astype(np.float64) / both[mine, theirs],
            "because": _reasons(ballots, voted, focal, mine, theirs),
        }
    )


def _reasons(ballots: Ballots, voted: Matrix, focal: Index, mine: Index, theirs: Index) -> pl.Series:
    """Name for each pair the whys of the votes that were compared; most years have only one."""
    whys = ballots.votes["why"].drop_nulls().unique().sort().to_list()
    if len(whys) < 2:
        return pl.Series([whys], dtype=WHYS).new_from_index(0, len(mine))
    used = np.zeros((len(mine), len(whys)), dtype=bool)
    for n, why in enumerate(whys):
        rows = ballots.where((ballots.votes["why"] == why).fill_null(False))
        counted = rows[focal] @ voted.T + voted[focal] @ rows.T
        used[:, n] = counted[mine, theirs] > 0
    patterns, which = np.unique(used, axis=0, return_inverse=True)
    named = [[why for why, seen in zip(whys, pattern, strict=True) if seen] for pattern in patterns]
    return pl.Series(named, dtype=WHYS).gather(which.ravel())
