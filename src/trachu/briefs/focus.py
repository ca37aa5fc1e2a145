"""What the outlook of a state goes by: its power, its votes, its region, its forums, its suppliers."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import polars as pl

from trachu.briefs import phrasing, reading, votes
from trachu.briefs.world import World, survey
from trachu.core.words import Words
from trachu.core.writing import Desk
from trachu.ontology.forum import forums

FIRST = 4  # a leader is among the first four on some base
LEADERS = 6
ARMS_YEARS = 5
WIDE = 60  # a forum of more states is not a forum of the region
INSIDE = ("member", "party", "participant", "founder")


@dataclass(frozen=True)
class Focus:
    """A state and the frames that tell of it, its region and the leaders of the world."""

    desk: Desk
    actor: str

    @cached_property
    def name(self) -> Words:
        """What sentences call the state."""
        return phrasing.named(self.desk, self.actor)

    @cached_property
    def world(self) -> World | None:
        """The verdicts and shares of power; None without capabilities."""
        return survey(self.desk)

    @cached_property
    def powers(self) -> pl.DataFrame:
        """The shares of power of all states on every base, in the latest year of the base."""
        return reading.latest(self.world.powers) if self.world else pl.DataFrame(schema={"actor": pl.String})

    @cached_property
    def own(self) -> pl.DataFrame:
        """The shares and ranks of the state itself."""
        found = self.powers.filter(pl.col("actor") == self.actor)
        return found.sort("base") if found.height else found

    @cached_property
    def leaders(self) -> list[str]:
        """The states among the first four on some base, the strongest first; never the state itself."""
        if self.world is None:
            return []
        first = self.powers.filter(pl.col("rank") <= FIRST, pl.col("actor") != self.actor)
        ranked = first.group_by("actor").agg(pl.col("value").sum()).sort("value", "actor", descending=[True, False])
        return [str(actor) for actor in ranked["actor"].head(LEADERS)]

    @cached_property
    def region(self) -> list[str]:
        """The states of its region that exist today, itself among them."""
        states = self.desk.table("actors").filter(pl.col("kind") == "state", pl.col("until").is_null())
        own = states.filter(pl.col("actor") == self.actor)["region"].drop_nulls()
        return states.filter(pl.col("region").is_in(own.implode()))["actor"].sort().to_list()

    @cached_property
    def regional(self) -> pl.DataFrame:
        """The shares of the states of the region in its power, with their rank in it, on every base."""
        if self.world is None:
            return self.powers
        found = self.powers.filter(pl.col("actor").is_in(self.region))
        share = pl.col("value") / pl.col("value").sum().over("base")
        place = pl.col("value").rank("ordinal", descending=True).over("base").cast(pl.Int64)
        return found.with_columns(share=share, place=place, among=pl.len().over("base")).sort("base", "place")

    @cached_property
    def with_leaders(self) -> pl.DataFrame:
        """Agreement with the leaders in the latest sessions of the General Assembly, the closest first."""
        return self._with_leaders(newest=True)

    @cached_property
    def before(self) -> pl.DataFrame:
        """Agreement with the leaders in the first sessions of the last 30 years."""
        return self._with_leaders(newest=False)

    def _with_leaders(self, newest: bool) -> pl.DataFrame:
        found = votes.agreement(self.desk, self.actor, newest=newest)
        return found.filter(pl.col("other").is_in(self.leaders)).sort("value", "other", descending=[True, False])

    @cached_property
    def region_votes(self) -> pl.DataFrame:
        """Agreement of each state of the region with each leader, in the latest sessions of the leader."""
        frames = [
            votes.agreement(self.desk, leader).with_columns(leader=pl.lit(leader))
            for leader in self.with_leaders["other"].to_list()
        ]
        found = pl.concat(frames) if frames else self.with_leaders.with_columns(leader=pl.lit(""))
        return found.filter(pl.col("other").is_in(self.region))

    @cached_property
    def seats(self) -> pl.DataFrame:
        """The organisations and forums in which the state sits today: tie, type, why of the seat."""
        held = self.desk.table("parties").filter(pl.col("actor") == self.actor, pl.col("role").is_in(INSIDE))
        held = held.filter(pl.col("until").is_null()).select(tie="record", why="why").unique("tie")
        ties = self.desk.table("ties").filter(pl.col("type") == "forum", pl.col("until").is_null()).select("tie")
        return held.join(ties, on="tie").sort("tie")

    @cached_property
    def gaps(self) -> pl.DataFrame:
        """The forums where the state is known to be out, with what joining adds; those of its neighbours first.

        `said` tells whether its absence is said outright, not only read from a complete list.
        """
        keys = {"adds": {}, "near": {"what": "neighbours"}, "power": {"weight": "capability"}}
        frames = {n: self.desk.measure("forum_gap", actor=self.actor, **options) for n, options in keys.items()}
        found = frames["adds"].select("item", "why", adds="value")
        for name in ("near", "power"):
            other = frames[name].select("item", pl.col("value").alias(name), pl.col("why").alias(f"{name}_why"))
            found = found.join(other, on="item", how="left")
        marked = found.with_columns(said=pl.col("item").is_in(self.said["record"].to_list()))
        return marked.sort("near", "adds", "item", descending=[True, True, False], nulls_last=True)

    @cached_property
    def said(self) -> pl.DataFrame:
        """The forums of which a source says outright that the state is not in them."""
        parties = self.desk.table("parties")
        found = parties.filter(pl.col("role") == "non_member", pl.col("actor") == self.actor, pl.col("until").is_null())
        return found.unique("record", keep="first", maintain_order=True).sort("record")

    @cached_property
    def suppliers(self) -> pl.DataFrame:
        """The shares of the suppliers in the arms that the state received in the last five years of the data."""
        arms = self.desk.table("flows").filter(pl.col("type") == "arms")
        last = arms.filter(pl.col("year") > pl.col("year").max() - ARMS_YEARS, pl.col("other") == self.actor)
        found = last.group_by("actor").agg(
            pl.col("value").sum(), pl.col("why").first(), first=pl.col("year").min(), last=pl.col("year").max()
        )
        whole = found.with_columns(share=pl.col("value") / pl.col("value").sum())
        return whole.filter(pl.col("value") > 0).sort("value", "actor", descending=[True, False])

    @cached_property
    def home(self) -> tuple[str, list[str]] | None:
        """The smallest of its forums in which most states of its region sit, and which of them."""
        parties = self.desk.table("parties").filter(pl.col("role").is_in(INSIDE), pl.col("until").is_null())
        inside = parties.filter(pl.col("record").is_in(self.seats["tie"].to_list()))
        near = pl.col("actor").is_in(self.region)
        counted = inside.group_by("record").agg(
            regional=pl.col("actor").filter(near).unique().sort(), size=pl.col("actor").n_unique()
        )
        whole = [name for name, one in forums().items() if one.part_of is None]
        counted = counted.filter(pl.col("record").is_in(whole))
        fit = counted.filter(pl.col("size") <= WIDE, pl.col("regional").list.len() * 2 > len(self.region))
        if fit.is_empty() or len(self.region) < 2:
            return None
        row = fit.sort(pl.col("regional").list.len(), "size", "record", descending=[True, False, False]).row(
            0, named=True
        )
        return str(row["record"]), list(row["regional"])

    @property
    def empty(self) -> bool:
        """Whether nothing at all was added that could tell of the state."""
        return all(
            self.desk.table(name).is_empty() for name in ("capabilities", "choices", "flows", "events", "claims")
        )


def forum_name(desk: Desk, forum: str) -> Words:
    """Return the name of a forum, as a table or a list has it."""
    return forums()[forum].name if forum in forums() else desk.actor(forum)


def the_forum(desk: Desk, forum: str) -> Words:
    """Return what a sentence calls a forum: with an article where the name is made of several words."""
    name = forum_name(desk, forum)
    return Words(en=f"the {name.en}", th=name.th) if " " in name.en else name


def reasons(rows: pl.DataFrame) -> list[str]:
    """Return the traces of rows that have lists of them.

    >>> reasons(pl.DataFrame({"whys": [["b"], ["a", "b"]]}))
    ['a', 'b']
    """
    return sorted({why for whys in rows["whys"].to_list() for why in whys})
