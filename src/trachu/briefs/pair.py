"""What the brief on two states goes by: how close they are, what happened, who denies it, what binds them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

import polars as pl

from trachu.briefs import phrasing, reading, votes
from trachu.core.dates import bounds
from trachu.core.words import Words
from trachu.core.writing import Desk
from trachu.ontology.actor import lineage
from trachu.ontology.obligation import OBLIGATIONS
from trachu.ontology.treaty import treaties

FORUM = "^(IGO|FORUM):"
COMPONENTS = ("events", "ties", "votes", "flows")
BOUND = ("signatory", "member", "party", "participant")
ATOP = {"neutrality": "neutral", "nonaggression": "nonagg", "consultation": "consul", "defence": "defense"}


@dataclass(frozen=True)
class Pair:
    """Two states and the frames in which both take part."""

    desk: Desk
    actor: str
    other: str

    @cached_property
    def names(self) -> dict[str, Words]:
        """What sentences call the two."""
        return {"one": phrasing.named(self.desk, self.actor), "two": phrasing.named(self.desk, self.other)}

    @cached_property
    def year(self) -> int:
        """The latest year in which something new is told of the two; after it only what lasts is known."""
        begun = [began(since) for since in self.treaties["since"].to_list()]
        seen = self.events["earliest"].dt.year().to_list()
        known = [*self.votes["year"].to_list(), *self.flows["year"].to_list(), *seen, *begun]
        return max((year for year in known if year is not None), default=9999)

    def _close(self, **options: str) -> pl.DataFrame:
        found = self.desk.measure("closeness", actor=self.actor, other=self.other, **options)
        return found.filter(pl.col("year") <= self.year)

    @cached_property
    def closeness(self) -> pl.DataFrame:
        """Closeness by domain and year."""
        return self._close().sort("item", "year")

    @cached_property
    def components(self) -> pl.DataFrame:
        """Closeness by domain, component and year."""
        found = [self._close(component=name) for name in COMPONENTS]
        both = pl.col("item").str.split_exact("/", 1).struct.rename_fields(["domain", "part"])
        return pl.concat(found).with_columns(both.alias("_")).unnest("_").sort("domain", "part", "year")

    @cached_property
    def undisputed(self) -> pl.DataFrame:
        """Closeness without what somebody denies."""
        return self._close(disputed="without")

    @cached_property
    def records(self) -> list[str]:
        """The records in which both sides take part."""
        return reading.active(self.desk, (lineage(self.actor), lineage(self.other)))

    def shared(self, name: str, key: str) -> pl.DataFrame:
        """Return the rows of a table whose record both sides take part in."""
        return self.desk.table(name).filter(pl.col(key).is_in(self.records))

    @cached_property
    def events(self) -> pl.DataFrame:
        """What happened between the two, in order of time."""
        return self.shared("events", "event").sort("earliest", "event", nulls_last=True)

    @cached_property
    def claims(self) -> pl.DataFrame:
        """What documents say of the two, in order of place."""
        return self.shared("claims", "claim").sort("source", "start")

    @cached_property
    def treaties(self) -> pl.DataFrame:
        """The treaties and alliances that bind both, oldest first."""
        ties = self.shared("ties", "tie").filter(~pl.col("tie").str.contains(FORUM), pl.col("type") != "list")
        sides = [self._bound(side) for side in (self.actor, self.other)]
        both = sorted(set.intersection(*sides))
        return ties.filter(pl.col("tie").is_in(both)).sort("since", "tie", nulls_last=True)

    @cached_property
    def in_force(self) -> pl.DataFrame:
        """Those that have not ended, the two's own last; a dataset that stops cannot say so of an alliance."""
        standing = self.treaties.filter(pl.col("until").is_null(), pl.col("tie").is_in(list(treaties())))
        return standing.join(self.sizes, on="tie", how="left").sort("size", "since", descending=[True, False])

    @cached_property
    def own(self) -> pl.DataFrame:
        """The treaties in force that bind nobody else."""
        return self.in_force.filter(pl.col("size") == 2)

    @cached_property
    def sizes(self) -> pl.DataFrame:
        """How many are bound by each tie."""
        bound = self.desk.table("parties").filter(pl.col("role").is_in(BOUND))
        return bound.group_by(tie="record").agg(size=pl.col("actor").n_unique())

    @cached_property
    def aimed(self) -> pl.DataFrame:
        """The resolutions that bind the one and aim at the other, who is in `target`."""
        parties = self.desk.table("parties")
        ties = self.shared("ties", "tie").filter(pl.col("type") == "resolution", pl.col("until").is_null())
        target = parties.filter(pl.col("role") == "target", pl.col("actor").is_in([self.actor, self.other]))
        aims = target.group_by(tie="record").agg(target=pl.col("actor").first(), targets=pl.len())
        return ties.join(aims.filter(pl.col("targets") == 1), on="tie").sort("since", "tie")

    @cached_property
    def forums(self) -> pl.DataFrame:
        """The organisations and forums in which both sit."""
        ties = self.shared("ties", "tie").filter(pl.col("tie").str.contains(FORUM), pl.col("until").is_null())
        now = [self._bound(side, standing=True) for side in (self.actor, self.other)]
        return ties.filter(pl.col("tie").is_in(sorted(set.intersection(*now)))).sort("tie")

    def _bound(self, side: str, standing: bool = False) -> set[str]:
        parties = self.desk.table("parties").filter(pl.col("role").is_in([*BOUND, "founder"]))
        mine = parties.filter(pl.col("actor").is_in([side] if standing else list(lineage(side))))
        if standing:
            mine = mine.filter(pl.col("until").is_null())
        return set(mine["record"].to_list())

    @cached_property
    def agreement(self) -> pl.DataFrame:
        """Agreement of the two in the latest sessions of the General Assembly, one row at most."""
        return votes.agreement(self.desk, self.actor).filter(pl.col("other") == self.other)

    @cached_property
    def before(self) -> pl.DataFrame:
        """Agreement of the two in the first sessions of the last 30 years."""
        return votes.agreement(self.desk, self.actor, newest=False).filter(pl.col("other") == self.other)

    @cached_property
    def votes(self) -> pl.DataFrame:
        """Agreement of the two in the General Assembly by year."""
        found = self.desk.measure("un_agreement", actor=self.actor)
        return found.filter(pl.col("other") == self.other).sort("year")

    @cached_property
    def flows(self) -> pl.DataFrame:
        """What flowed between the two."""
        two = [self.actor, self.other]
        flows = self.desk.table("flows")
        return flows.filter(pl.col("actor").is_in(two), pl.col("other").is_in(two)).sort("type", "actor", "year")

    @cached_property
    def denials(self) -> list[tuple[dict[str, object], list[dict[str, object]]]]:
        """Each claim that denies something told of the two, with the claims that it denies."""
        claims = self.desk.table("claims")
        known = {row["claim"]: row for row in claims.iter_rows(named=True)}
        mine = set(self.claims["claim"].to_list())
        found = []
        for row in claims.filter(pl.col("disputes").list.len() > 0).sort("source", "start").iter_rows(named=True):
            denied = [known[d] for d in sorted(row["disputes"]) if d in known and {row["claim"], d} & mine]
            if denied:
                found.append((row, denied))
        return found

    @cached_property
    def conflicts(self) -> pl.DataFrame:
        """Contradictions that concern what is told of the two, other than denials."""
        mine = [*self.claims["claim"].to_list(), *self.events["event"].to_list(), *self.treaties["tie"].to_list()]
        found = self.desk.table("conflicts").filter(pl.col("about") != "denial")
        return found.filter(pl.col("record").is_in(mine) | pl.col("other").is_in(mine)).sort("about", "conflict")

    @property
    def empty(self) -> bool:
        """Whether nothing at all was added that could tell of the two."""
        tables = ("events", "claims", "choices", "flows", "capabilities")
        return all(self.desk.table(name).is_empty() for name in tables)


def tie_name(desk: Desk, tie: str) -> Words:
    """Return what a treaty or alliance is called."""
    if tie in treaties():
        name = treaties()[tie].name
        resolution = treaties()[tie].kind == "resolution"
        return Words(en=name.en if resolution else f"the {name.en}", th=name.th)
    if tie.startswith("ATOP:"):
        number = tie.removeprefix("ATOP:")
        return Words(en=f"alliance {number} of the ATOP list", th=f"พันธมิตรหมายเลข {number} ในบัญชี ATOP")
    return phrasing.named(desk, tie)


def obligations(kinds: Iterable[str] | None) -> Words:
    """Say what obligations ask, the weightiest first.

    >>> obligations(["consul", "defense"]).en
    'help when attacked and consult in a crisis'
    """
    order = list(OBLIGATIONS)
    known = sorted(
        {ATOP.get(k, k) for k in kinds or ()}, key=lambda k: (order.index(k) if k in order else len(order), k)
    )
    return phrasing.listed([phrasing.label(OBLIGATIONS, kind) for kind in known])


def began(tie_since: str | None) -> int | None:
    """Return the year in which something began, if it is known.

    >>> began("2024-12-04")
    2024
    """
    first = bounds(tie_since)[0]
    return first.year if first else None
