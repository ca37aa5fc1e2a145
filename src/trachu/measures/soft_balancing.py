from __future__ import annotations

import polars as pl

from trachu.core.maths import JOINED, UNIVERSAL, WHYS, in_force
from trachu.core.parts import measure
from trachu.core.words import Words

PAPE = """@article{pape2005soft,
  author = {Pape, Robert A.},
  title = {Soft balancing against the {United States}},
  journal = {International Security},
  year = {2005},
  volume = {30},
  number = {1},
  pages = {7--45}
}"""
PAUL = """@article{paul2005soft,
  author = {Paul, T. V.},
  title = {Soft balancing in the age of {U.S.} primacy},
  journal = {International Security},
  year = {2005},
  volume = {30},
  number = {1},
  pages = {46--71}
}"""
KEY = ["actor", "year", "item"]


@measure(
    name="soft_balancing",
    version="1",
    needs=("capabilities", "flows", "ties", "parties", "actors"),
    key=("actor", "year", "item"),
    label=Words(en="Soft balancing against a leader", th="การถ่วงดุลอย่างอ่อนต่อรัฐผู้นำ"),
    unit=Words(en="change of a distance, number of forums or of cases", th="ผลต่างของระยะห่าง จำนวนเวที หรือจำนวนกรณี"),
    cite=(PAPE, PAUL, "bailey2017estimating"),
    indicators=lambda options: ("ideal_point",),
)
def soft_balancing(
    capabilities: pl.DataFrame,
    flows: pl.DataFrame,
    ties: pl.DataFrame,
    parties: pl.DataFrame,
    actors: pl.DataFrame,
    *,
    leader: str = "USA",
    span: int = 5,
) -> pl.DataFrame:
    """Measure what a state has done against a leader without arms, over `span` years; each way apart, not summed.

    Pape (2005) and Paul (2005) mean diplomacy, institutions and economic pressure instead of armies:
    votes: dₜ − dₜ₋ₛ, with d = |θᵢ − θ_L| the distance of the ideal points in the General Assembly.
    institutions: the forums (of at most 100 members) in which the state has a seat at the end of the year and had
    none `span` years before, and in which the leader has none; years within `span` of its first known seat are out.
    sanctions: the cases in force from the state on the leader, less those of `span` years before.
    A state may move away, join or punish for other reasons: the numbers say what, not why. For balancing with arms
    and allies see `balancing`.

    >>> from trachu.core.tables import ACTORS, CAPABILITIES, FLOWS, PARTIES, TIES
    >>> points = {"actor": ["USA", "RUS"] * 2, "year": [2010] * 2 + [2015] * 2, "value": [2.0, 1.0, 2.0, -1.0]}
    >>> given = CAPABILITIES.of({**points, "indicator": ["ideal_point"] * 4})
    >>> found = soft_balancing(given, FLOWS.empty(), TIES.empty(), PARTIES.empty(), ACTORS.empty())
    >>> found.select("actor", "year", "item", "value").rows()
    [('RUS', 2015, 'votes', 2.0)]
    """
    frames = [
        _votes(capabilities, leader, span),
        _institutions(ties, parties, actors, leader, span),
        _sanctions(flows, leader, span),
    ]
    columns = [*KEY, "value", "because"]
    tidy = pl.col("because").cast(WHYS).list.drop_nulls().list.unique().list.sort()
    return pl.concat([frame.with_columns(tidy).select(columns) for frame in frames]).sort(KEY)


def _votes(capabilities: pl.DataFrame, leader: str, span: int) -> pl.DataFrame:
    points = capabilities.filter(pl.col("indicator") == "ideal_point").select("actor", "year", "value", "why")
    lead = points.filter(pl.col("actor") == leader).select("year", its="value", its_why="why")
    apart = points.filter(pl.col("actor") != leader).join(lead, on="year")
    distance = apart.select("actor", "year", "why", "its_why", d=(pl.col("value") - pl.col("its")).abs())
    past = distance.select("actor", pl.col("year") + span, before="d", past="why", its_past="its_why")
    both = distance.join(past, on=["actor", "year"])
    because = pl.concat_list("why", "its_why", "past", "its_past")
    return both.with_columns(item=pl.lit("votes"), value=pl.col("d") - pl.col("before"), because=because)


def _institutions(
    ties: pl.DataFrame, parties: pl.DataFrame, actors: pl.DataFrame, leader: str, span: int
) -> pl.DataFrame:
    forums = ties.filter(pl.col("type") == "forum").select("tie")
    seats = parties.filter(pl.col("role").is_in(JOINED)).join(forums, left_on="record", right_on="tie", how="semi")
    years = [int(date[:4]) for date in seats["since"].drop_nulls().to_list() if date[:4].isdigit()]
    last = max(years, default=0)
    small = seats.filter(pl.col("actor").n_unique().over("record") <= UNIVERSAL)
    held = in_force(small, last).drop_nulls("year").select("record", "actor", "year", "why")
    held = held.sort("record", "actor", "year", "why").unique(["record", "actor", "year"], keep="first")
    without = held.join(held.filter(pl.col("actor") == leader), on=["record", "year"], how="anti")
    past = held.select("record", "actor", pl.col("year") + span)
    undated = small.filter(pl.col("since").is_null()).select("record", "actor")
    new = without.join(past, on=["record", "actor", "year"], how="anti").join(
        undated, on=["record", "actor"], how="anti"
    )
    states = actors.filter(pl.col("kind") == "state").select("actor")
    first = held.group_by("actor").agg(first=pl.col("year").min())
    counted = new.join(states, on="actor", how="semi").join(first, on="actor")
    old = counted.filter(pl.col("year") >= pl.col("first") + span)
    grouped = old.group_by("actor", "year").agg(value=pl.len().cast(pl.Float64), because=pl.col("why"))
    return grouped.with_columns(item=pl.lit("institutions"))


def _sanctions(flows: pl.DataFrame, leader: str, span: int) -> pl.DataFrame:
    sent = flows.filter(pl.col("type") == "sanction")
    last = max(sent["year"].to_list(), default=0)
    first = min(sent["year"].to_list(), default=0)
    own = sent.filter(pl.col("other") == leader).select("actor", "year", "value", "why")
    past = own.select("actor", pl.col("year") + span, before="value", past="why")
    both = own.join(past, on=["actor", "year"], how="full", coalesce=True)
    value = pl.col("value").fill_null(0.0) - pl.col("before").fill_null(0.0)
    known = both.filter(pl.col("year").is_between(first + span, last))
    return known.with_columns(item=pl.lit("sanctions"), value=value, because=pl.concat_list("why", "past"))
