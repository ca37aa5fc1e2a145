"""Two states side by side: how close by domain, what happened, who claims and who denies, what binds them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import polars as pl

from trachu.bench import showing
from trachu.core.changes import turns
from trachu.core.standing import standing
from trachu.core.tables import Frames
from trachu.core.writing import Desk
from trachu.ontology.actor import lineage

RECENT = 12
SEATS = ("igo", "forum", "list", "alliance_terms", "phase_terms")  # to sit in one, or its terms, explains no turn
COMMON = ("igo", "list")  # what most states are in comes last where a person reads


@dataclass(frozen=True, slots=True)
class Dyad:
    """The frames of a pair of states; every row has its `why`."""

    actor: str
    other: str
    closeness: pl.DataFrame
    events: pl.DataFrame
    ties: pl.DataFrame
    claims: pl.DataFrame
    conflicts: pl.DataFrame
    turns: pl.DataFrame
    standing: pl.DataFrame
    factors: pl.DataFrame
    monthly: pl.DataFrame

    def frames(self) -> Frames:
        """Return the frames by name."""
        names = (
            "closeness", "turns", "standing", "factors", "monthly", "events", "ties", "claims", "conflicts"
        )  # fmt: skip
        return {name: getattr(self, name) for name in names}

    def to_dict(self) -> dict[str, Any]:
        """Return everything as plain data."""
        rows = {name: frame.to_dicts() for name, frame in self.frames().items()}
        return {"actor": self.actor, "other": self.other, **rows}

    def _repr_html_(self) -> str:
        return showing.tables(f"{self.actor} – {self.other}", self.frames())

    def __str__(self) -> str:
        """Show the last years by domain, and of the rest the columns that a person reads first."""
        bound = self.ties.sort(pl.col("type").is_in(COMMON), maintain_order=True)
        wide = self.closeness.pivot("item", index="year", values="value", sort_columns=True).sort("year").tail(RECENT)
        shown = {
            "closeness": wide.with_columns(pl.exclude("year").round(2)),
            "turns": self.turns.select("item", "year", pl.col("before", "after").round(2), _joined("events", "ties")),
            "standing": self.standing.select("item", pl.exclude("item", "whys").round(3)),
            "factors": self.factors.unique("item", keep="last", maintain_order=True).select("item", "year", "value"),
            "events": self.events.select("date", "type", "mode", "domain", "asserted", "denied", "event"),
            "ties": bound.select("tie", "type", "since", "until", pl.col("obligations").list.join(", ")),
            "claims": self.claims.select("date", "kind", "type", "stance", "speaker", "text", "claim"),
            "conflicts": self.conflicts.select("about", "says", "against"),
        }
        with pl.Config(
            tbl_rows=40, tbl_cols=-1, tbl_width_chars=170, fmt_str_lengths=60, tbl_hide_dataframe_shape=True,
            tbl_hide_column_data_types=True,
        ):  # fmt: skip
            told = [f"{name} ({getattr(self, name).height})\n{frame}" for name, frame in shown.items()]
        return f"{self.actor} – {self.other}\n\n" + "\n\n".join(told)


def dyad(actor: str, other: str, desk: Desk, closeness: pl.DataFrame) -> Dyad:
    """Gather the events, ties, claims and conflicts in which both states (or what they continue) take part."""
    sides, table = (lineage(actor), lineage(other)), desk.table
    parties = table("parties")
    active = parties.filter(~pl.col("role").is_in(["non_member", "forum"]))
    both = _records(active, sides[0]) & _records(active, sides[1])

    def shared(name: str, key: str) -> pl.DataFrame:
        """Return the rows of a table that both sides take part in."""
        return table(name).filter(pl.col(key).is_in(sorted(both)))

    events, ties, claims = shared("events", "event"), shared("ties", "tie"), shared("claims", "claim")
    records = {*claims["claim"], *events["event"], *ties["tie"]}
    conflicts = table("conflicts").filter(
        pl.col("record").is_in(sorted(records)) | pl.col("other").is_in(sorted(records))
    )
    events = events.sort("earliest", "event", nulls_last=True)
    ties = ties.sort("since", "tie", nulls_last=True)
    pair = {"actor": actor, "other": other}
    return Dyad(
        actor,
        other,
        closeness,
        events,
        ties,
        claims.sort("source", "start"),
        conflicts,
        turns(closeness, events, ties.filter(~pl.col("type").is_in(SEATS))),
        standing(desk.every("deepening", **pair)),
        desk.measure("dyad_factors", **pair),
        desk.measure("closeness_monthly", **pair),
    )


def _joined(*columns: str) -> pl.Expr:
    return pl.concat_list(*columns).list.join(", ").alias("explained by")


def _records(parties: pl.DataFrame, side: tuple[str, ...]) -> set[str]:
    return set(parties.filter(pl.col("actor").is_in(side))["record"])
