from __future__ import annotations

from typing import Literal

import polars as pl

from trachu.core.maths import JOINED, UNIVERSAL, WHYS, in_force_at, power, shares
from trachu.core.parts import measure
from trachu.core.words import Words


@measure(
    name="forum_gap",
    version="1",
    needs=("ties", "parties", "actors", "capabilities"),
    key=("actor", "item"),
    label=Words(en="Forums a state is not in", th="เวทีความร่วมมือที่รัฐยังมิได้เข้าร่วม"),
    unit=Words(en="new partners, or a share where asked for", th="จำนวนหุ้นส่วนใหม่ หรือสัดส่วนเมื่อเลือกไว้"),
    cite=("pevehouse2020tracking", "singer1987reconstructing"),
)
def forum_gap(
    ties: pl.DataFrame,
    parties: pl.DataFrame,
    actors: pl.DataFrame,
    capabilities: pl.DataFrame,
    *,
    actor: str = "THA",
    year: int | None = None,
    what: Literal["adds", "neighbours", "partners"] = "adds",
    weight: Literal["count", "capability"] = "count",
) -> pl.DataFrame:
    """Find the forums of its neighbours and partners that a state is not in, and what joining adds.

    A row for each forum (`item`) with a neighbour or partner inside where the state is known to be out:
    the forum's list is exhaustive, or says so. Not on a list that is open: not known, so no row.
    Neighbours are the states of its borders and its region; partners those with whom it shares as many
    forums and treaties as the average of all with whom it shares any (of at most 100 states each, for
    what nearly everybody is in makes no partners). Whether the forum would have it is not asked. By `what`:

    adds: the states inside with whom it shares no such forum yet, that is none of the same domain and at
    most 100 states: |inside − partners in the domain|, or with `weight="capability"` their share of
    the world's CINC in the latest year of the data. neighbours, partners: the share of them inside.

    Without `year` it is today: what has not ended. With it, what surely held at the end of that year.

    >>> from trachu.core.tables import ACTORS, CAPABILITIES, PARTIES, TIES
    >>> forum = TIES.of({"tie": ["FORUM:F"], "type": ["forum"], "exhaustive": [True]})
    >>> inside = PARTIES.of({"record": ["FORUM:F"] * 2, "role": ["member"] * 2, "actor": ["LAO", "JPN"]})
    >>> named = {"kind": "state", "en": "-", "th": "-", "borders": []}
    >>> thai = {**named, "actor": "THA", "borders": ["LAO"]}
    >>> states = ACTORS.of([{"actor": a, **named} for a in ("JPN", "LAO")] + [thai])
    >>> forum_gap(forum, inside, states, CAPABILITIES.empty()).select("actor", "item", "value").rows()
    [('THA', 'FORUM:F', 2.0)]
    """
    seats = _seats(ties, parties, actors, year)
    small = seats.filter(pl.col("state").sum().over("record") <= UNIVERSAL)
    mine = pl.col("actor") == actor
    circle = {"neighbours": _neighbours(actors, actor), "partners": _partners(small, actor)}
    others = seats.filter(pl.col("state"), ~mine).select("record", "actor", "why")
    inside = _known_out(ties, parties, seats, actor, year).join(others, on="record").sort("record", "actor")
    near = pl.col("actor").is_in(sorted({*circle["neighbours"], *circle["partners"]}))
    inside = inside.filter(near.any().over("record"))
    if what == "adds":
        value = _adds(inside, small, actor, _weights(inside, capabilities, weight, year))
    else:
        value = inside.group_by("record").agg(
            value=pl.col("actor").is_in(sorted(circle[what])).sum() / (len(circle[what]) or None)
        )
    own = pl.lit(seats.filter(mine)["why"].to_list(), dtype=WHYS)
    whys = pl.concat([pl.col("why"), pl.col("out_why"), pl.col("tie_why")])
    reasons = inside.group_by("record").agg(because=whys)
    because = pl.concat_list("because", own).list.drop_nulls().list.unique().list.sort()
    found = value.drop_nulls("value").join(reasons, on="record").with_columns(because.alias("because"))
    return found.select(pl.lit(actor).alias("actor"), "value", "because", item="record").sort("item")


def _standing(frame: pl.DataFrame, year: int | None) -> pl.DataFrame:
    """Keep what stands: without an end today, or on the last day of the year."""
    if year is None:
        return frame.filter(pl.col("until").is_null())
    return in_force_at(frame, year)


def _seats(ties: pl.DataFrame, parties: pl.DataFrame, actors: pl.DataFrame, year: int | None) -> pl.DataFrame:
    """Return who is in which forum or treaty: record, type, domain, actor, state, why."""
    bound = _standing(ties.filter(pl.col("type") != "list"), year).select("tie", "type", "domain")
    held = _standing(parties.filter(pl.col("role").is_in(JOINED)), year)
    states = actors.filter(pl.col("kind") == "state")["actor"]
    return (
        held.join(bound, left_on="record", right_on="tie")
        .select("record", "type", "domain", "actor", "why", state=pl.col("actor").is_in(states.implode()))
        .sort("record", "actor", "why")
        .unique(["record", "actor"], keep="first", maintain_order=True)
    )


def _neighbours(actors: pl.DataFrame, actor: str) -> set[str]:
    """Return the states across its borders and those of its region."""
    standing = actors.filter(pl.col("kind") == "state", pl.col("until").is_null())
    own = standing.filter(pl.col("actor") == actor).select("region", "borders")
    region = own["region"].drop_nulls().to_list()
    across = [name for row in own["borders"].drop_nulls().to_list() for name in row]
    near = pl.col("actor").is_in(across) | pl.col("region").is_in(region)
    return set(standing.filter(near, pl.col("actor") != actor)["actor"].to_list())


def _partners(seats: pl.DataFrame, actor: str) -> set[str]:
    """Return the states that sit where it sits at least as often as those who do so on the average."""
    own = seats.filter(pl.col("actor") == actor).select("record")
    met = seats.join(own, on="record").filter(pl.col("state"), pl.col("actor") != actor).group_by("actor").len()
    return set(met.filter(pl.col("len") >= pl.col("len").mean())["actor"].to_list())


def _known_out(
    ties: pl.DataFrame, parties: pl.DataFrame, seats: pl.DataFrame, actor: str, year: int | None
) -> pl.DataFrame:
    """Return the forums where the state is known not to sit: record, domain, tie_why, out_why."""
    forums = _standing(ties.filter(pl.col("type") == "forum"), year)
    own = seats.filter(pl.col("actor") == actor)["record"]
    said = parties.filter(pl.col("role") == "non_member", pl.col("actor") == actor)
    if year is not None:
        said = said.filter(pl.col("since").str.slice(0, 4).cast(pl.Int64, strict=False).fill_null(year) <= year)
        undated = pl.col("role").is_in(JOINED) & pl.col("since").is_null()
        own = pl.concat([own, parties.filter(pl.col("actor") == actor, undated)["record"]])
    denied = said.group_by("record").agg(out_why=pl.col("why").min(), said=pl.lit(True))
    known = forums.join(denied, left_on="tie", right_on="record", how="left")
    out = known.filter(pl.col("said") | pl.col("exhaustive"), ~pl.col("tie").is_in(own.implode()))
    return out.select("domain", "out_why", record="tie", tie_why="why")


def _weights(inside: pl.DataFrame, capabilities: pl.DataFrame, weight: str, year: int | None) -> pl.DataFrame:
    """Return what a partner counts for: 1, or its share of the CINC of all in the latest year."""
    if weight == "count":
        return inside.select("actor", weight=pl.lit(1.0)).unique()
    cinc = power(capabilities, "cinc").filter(pl.col("year") <= year if year is not None else True)
    newest = cinc.filter(pl.col("year") == pl.col("year").max())
    return shares(newest, ["year"]).select("actor", weight="share")


def _adds(inside: pl.DataFrame, small: pl.DataFrame, actor: str, weights: pl.DataFrame) -> pl.DataFrame:
    """Add up the states inside with whom it shares no forum of the domain; no value if none of them is weighed."""
    forums = small.filter(pl.col("type") == "forum", pl.col("domain").is_not_null())
    own = forums.filter(pl.col("actor") == actor).select("record")
    met = forums.join(own, on="record").select("domain", "actor", met=pl.lit(True)).unique()
    weighed = inside.join(met, on=["domain", "actor"], how="left").join(weights, on="actor", how="left")
    new = weighed.with_columns(new=pl.col("met").is_null()).sort("record", "actor")
    weight = pl.col("weight").filter(pl.col("new"))
    unknown = pl.col("new").any() & weight.is_null().all()
    return new.group_by("record", maintain_order=True).agg(value=pl.when(~unknown).then(weight.sum()))
