"""What ties a state to each of two poles, component by component: votes, forums, obligations, arms, trade."""

from __future__ import annotations

from typing import Any, Literal

import numpy as np
import polars as pl

from trachu.core.alliances import OWN, grid
from trachu.core.flowing import windowed
from trachu.core.maths import JOINED, UNIVERSAL, WHYS, in_force, session_year

Votes = Literal["agreement", "ideal_points"]
DIPLOMACY, MILITARY, ECONOMY = "diplomacy", "military-technology-security", "economy-energy"
OVERALL = "overall"
FORUMS = "forums"
SCHEMA: dict[str, Any] = {
    "actor": pl.String, "pole": pl.String, "year": pl.Int64, "domain": pl.String, "component": pl.String,
    "value": pl.Float64, "because": WHYS,
}  # fmt: skip
KEY = ["actor", "pole", "year", "domain", "component"]


def bonds(
    ties: pl.DataFrame, parties: pl.DataFrame, choices: pl.DataFrame, capabilities: pl.DataFrame, flows: pl.DataFrame,
    actors: pl.DataFrame, poles: list[str], *, votes: Votes, window: int,
) -> pl.DataFrame:  # fmt: skip
    """Return how much each state has in common with each pole: one row for each component known of both poles.

    Every value is between 0 and 1. A component that is known for one pole only says nothing of a choice between the
    two and has no row. Seats in forums, which seldom change, count only beside another component of their domain.

    >>> from trachu.core.tables import ACTORS, CAPABILITIES, CHOICES, FLOWS, PARTIES, TIES
    >>> sent = {"actor": ["A", "B"], "other": ["C"] * 2, "year": [2020] * 2, "type": ["arms"] * 2, "value": [3.0, 1.0]}
    >>> rest = TIES.empty(), PARTIES.empty(), CHOICES.empty(), CAPABILITIES.empty()
    >>> found = bonds(*rest, FLOWS.of(sent), ACTORS.empty(), ["A", "B"], votes="agreement", window=1)
    >>> found.select("actor", "pole", "component", "value").rows()
    [('C', 'A', 'arms', 0.75), ('C', 'B', 'arms', 0.25)]
    """
    last = _newest(ties, choices, flows)
    found = pl.concat(
        [
            pl.DataFrame(schema=SCHEMA),
            _agreement(choices, poles) if votes == "agreement" else _ideal_points(capabilities, poles),
            _forums(ties, parties, actors, poles, last),
            _obligations(ties, parties, actors, poles),
            _supply(flows, "arms", MILITARY, poles, window),
            _trade(flows, poles, window),
        ]
    ).filter(~pl.col("actor").is_in(poles))
    both = pl.col("pole").n_unique().over("actor", "year", "domain", "component") == len(poles)
    beside = (pl.col("component") != FORUMS).any().over("actor", "year", "domain")
    return found.filter(both).filter(beside).sort(KEY)


def _newest(ties: pl.DataFrame, choices: pl.DataFrame, flows: pl.DataFrame) -> int:
    """Return the newest year of which the facts tell anything: open seats last until then."""
    begun = ties.select(pl.col("since").str.slice(0, 4).cast(pl.Int64, strict=False).alias("year"))
    frames = [begun, choices.select(session_year()), flows.select("year")]
    return max(pl.concat(frames)["year"].drop_nulls().to_list(), default=0)


def _laid(frame: pl.DataFrame, domain: str, component: str) -> pl.DataFrame:
    named = frame.with_columns(domain=pl.lit(domain), component=pl.lit(component))
    return named.select(pl.col(name).cast(kind) for name, kind in SCHEMA.items())


def _agreement(choices: pl.DataFrame, poles: list[str]) -> pl.DataFrame:
    """Return the share of the roll calls of a year on which both voted that they voted alike."""
    cast = choices.filter(pl.col("choice").is_in(["yes", "abstain", "no"])).with_columns(session_year())
    theirs = cast.filter(pl.col("actor").is_in(poles)).select("item", "year", pole="actor", their="choice", w="why")
    alike = (pl.col("choice") == pl.col("their")).mean()
    found = (
        cast.drop_nulls("year")
        .join(theirs, on=["item", "year"])
        .group_by("actor", "pole", "year")
        .agg(value=alike, because=pl.concat([pl.col("why"), pl.col("w")]).drop_nulls().unique().sort())
    )
    return _laid(found, DIPLOMACY, "votes")


def _ideal_points(capabilities: pl.DataFrame, poles: list[str]) -> pl.DataFrame:
    """Return 1 / (1 + d), d the distance of the two ideal points."""
    points = capabilities.filter(pl.col("indicator") == "ideal_point").select("actor", "year", "value", "why")
    theirs = points.filter(pl.col("actor").is_in(poles)).select("year", pole="actor", their="value", w="why")
    distance = (pl.col("value") - pl.col("their")).abs()
    found = points.join(theirs, on="year").with_columns(
        value=1 / (1 + distance), because=pl.concat_list("why", "w").list.drop_nulls().list.unique().list.sort()
    )
    return _laid(found, DIPLOMACY, "votes")


def _seats(ties: pl.DataFrame, parties: pl.DataFrame, last: int) -> pl.DataFrame:
    """Return who sat in which forum at the end of each year, those of nearly everybody left out."""
    forums = ties.filter(pl.col("type") == "forum", pl.col("exhaustive")).drop_nulls("domain")
    held = parties.filter(pl.col("role").is_in(JOINED), pl.col("since").is_not_null())
    small = held.filter(pl.col("actor").n_unique().over("record") <= UNIVERSAL)
    seats = in_force(small, last).select("record", "actor", "year", "why")
    open_ = in_force(forums.select("tie", "domain", "since", "until", tie_why="why"), last)
    joined = seats.join(open_.select("tie", "domain", "year", "tie_why"), left_on=["record", "year"],
                        right_on=["tie", "year"])  # fmt: skip
    return joined.sort("record", "actor", "year", "why").unique(["record", "actor", "year"], keep="first")


def _forums(
    ties: pl.DataFrame, parties: pl.DataFrame, actors: pl.DataFrame, poles: list[str], last: int
) -> pl.DataFrame:
    """Return what share of a pole's forums of each domain, whose lists are complete, a state sits in as well."""
    seats = _seats(ties, parties, last)
    theirs = seats.filter(pl.col("actor").is_in(poles)).select(
        "record", "domain", "year", "tie_why", pole="actor", w="why"
    )
    whole = theirs.group_by("pole", "domain", "year").agg(
        whole=pl.len(), whys=pl.concat([pl.col("w"), pl.col("tie_why")]).drop_nulls().unique().sort()
    )
    states = seats.join(actors.filter(pl.col("kind") == "state").select("actor"), on="actor", how="semi")
    near = states.join(theirs.select("record", "year", "pole"), on=["record", "year"]).group_by(
        "actor", "pole", "domain", "year"
    )
    shared = near.agg(n=pl.len(), own=pl.col("why").drop_nulls().unique().sort())
    everyone = states.select("actor", "year").unique().join(whole, on="year")
    found = everyone.join(shared, on=["actor", "pole", "domain", "year"], how="left").with_columns(
        value=pl.col("n").fill_null(0) / pl.col("whole"),
        because=pl.concat_list("whys", pl.col("own").fill_null(pl.lit([], dtype=WHYS))).list.unique().list.sort(),
        component=pl.lit(FORUMS),
    )
    return found.select(pl.col(name).cast(kind) for name, kind in SCHEMA.items())


def _obligations(ties: pl.DataFrame, parties: pl.DataFrame, actors: pl.DataFrame, poles: list[str]) -> pl.DataFrame:
    """Return the strongest obligation between the two, 1 for defence, over the years that the alliances cover."""
    owed = grid(ties, parties, actors)
    frames = [pl.DataFrame(schema=SCHEMA)]
    for year in owed.years:
        states, levels = owed.year(year)
        for pole in poles:
            if pole not in states:
                continue
            at = states.index(pole)
            strongest = np.maximum(levels[at], levels[:, at]) / OWN
            rows = {"actor": states, "value": strongest, "pole": pole, "year": year}
            because = pl.Series([owed.whys[year - owed.first]], dtype=WHYS).new_from_index(0, len(states))
            frames.append(_laid(pl.DataFrame(rows).with_columns(because=because), MILITARY, "obligations"))
    return pl.concat(frames)


def _supply(flows: pl.DataFrame, kind: str, domain: str, poles: list[str], window: int) -> pl.DataFrame:
    """Return the share of a pole in what a state received."""
    given = windowed(flows, kind, window).rename({"actor": "pole", "other": "actor"})
    return _laid(_shares(given, poles), domain, kind)


def _trade(flows: pl.DataFrame, poles: list[str], window: int) -> pl.DataFrame:
    """Return the share of a pole in what a state sold and bought."""
    one_way = windowed(flows, "trade", window)
    columns = ["actor", "pole", "year", "value", "because"]
    sold, bought = one_way.rename({"other": "pole"}), one_way.rename({"actor": "pole", "other": "actor"})
    both = pl.concat([sold.select(columns), bought.select(columns)])
    return _laid(_shares(both, poles), ECONOMY, "trade")


def _shares(given: pl.DataFrame, poles: list[str]) -> pl.DataFrame:
    """Return the shares of the poles in each state's total; a pole that is not named had none."""
    whys = pl.col("because").explode(empty_as_null=False).unique().sort()
    ordered = given.sort("actor", "pole", "year", "value")
    whole = ordered.group_by("actor", "year", maintain_order=True).agg(whole=pl.col("value").sum(), because=whys)
    part = ordered.filter(pl.col("pole").is_in(poles)).group_by("actor", "pole", "year", maintain_order=True)
    crossed = whole.filter(pl.col("whole") > 0).join(pl.DataFrame({"pole": poles}), how="cross")
    found = crossed.join(part.agg(pl.col("value").sum()), on=["actor", "pole", "year"], how="left")
    return found.with_columns(value=pl.col("value").fill_null(0.0) / pl.col("whole"))
