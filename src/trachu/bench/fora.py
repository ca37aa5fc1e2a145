"""Fora for a reader: who sits where, what is known of a forum, what joining it would add, who uses which instrument."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

import polars as pl

from trachu.core.errors import UnknownName
from trachu.core.maths import UNIVERSAL
from trachu.core.words import Words
from trachu.ontology.actor import actor_id
from trachu.ontology.forum import BELONGING, FIELDS, KINDS, RELATIONS, Forum, forums
from trachu.ontology.instrument import STANCES, instruments, user_table

if TYPE_CHECKING:
    from trachu.bench.bench import Bench

DOMAINS = ("diplomacy", "military-technology-security", "economy-energy")
LOOKED_AT = (
    "THA",
    "MYS",
    "SGP",
    "VNM",
    "IDN",
    "CHN",
    "JPN",
    "KOR",
    "IND",
    "USA",
)  # columns unless others are asked for


def about(forum: str) -> Forum:
    """Return what the ontology knows of a forum: name, purpose, kind, fields, since, references.

    >>> about("FORUM:CHIP4").exhaustive
    True
    """
    if forum not in forums():
        raise UnknownName("forum", forum, forums())
    return forums()[forum]


def name(forum: str) -> Words:
    """Return the name of a forum, or its id."""
    return forums()[forum].name if forum in forums() else Words(en=forum, th=forum)


def names() -> dict[str, Words]:
    """Return the names of all fora, by id."""
    return {one: forum.name for one, forum in forums().items()}


def states(named: str, usual: Sequence[str] = LOOKED_AT) -> list[str]:
    """Return the states that a reader named, parted by commas, by any of their names or codes; the usual ones else.

    >>> states("ไทย, Laos")
    ['THA', 'LAO']
    """
    asked = [one.strip() for one in named.split(",") if one.strip()]
    return list(dict.fromkeys(actor_id(one) for one in asked or usual))


def kinds() -> Mapping[str, Words]:
    """Return the words for the kinds of fora."""
    return KINDS


def relations() -> Mapping[str, Words]:
    """Return the words for what an actor may be to a forum."""
    return RELATIONS


def fields() -> Mapping[str, Words]:
    """Return the words for the fields that fora deal with."""
    return FIELDS


def listed(bench: Bench, domain: str = "", kind: str = "") -> pl.DataFrame:
    """Tabulate the fora of the facts that stand today: tie, since, domain, kind, members, exhaustive, why."""
    parties = bench.table("parties").filter(pl.col("role").is_in(BELONGING), pl.col("until").is_null())
    counted = parties.group_by("record").agg(members=pl.col("actor").n_unique())
    ties = bench.table("ties").filter(pl.col("type") == "forum", pl.col("until").is_null())
    found = ties.join(counted, left_on="tie", right_on="record", how="left")
    known = {one: forum.kind for one, forum in forums().items()}
    sort = pl.col("tie").replace_strict(known, default=None, return_dtype=pl.String).alias("kind")
    found = found.with_columns(sort, pl.col("members").fill_null(0))
    if domain:
        found = found.filter(domain=domain)
    if kind:
        found = found.filter(kind=kind)
    return found.select("tie", "kind", "domain", "since", "members", "exhaustive", "why").sort("tie")


def matrix(bench: Bench, records: Sequence[str], actors: Sequence[str]) -> pl.DataFrame:
    """Set fora against states: tie, actor, place (member, outside or unknown), names in both languages, and why.

    Outside is a state that the forum's complete list lacks, or of which a source says so; else it is not known.
    """
    parties = bench.table("parties").filter(pl.col("record").is_in(list(records)), pl.col("until").is_null())
    closed = dict(bench.table("ties").filter(pl.col("exhaustive")).select("tie", "why").iter_rows())
    seated = parties.filter(pl.col("role").is_in(BELONGING))
    held = {(r, a): why for r, a, why in seated.select("record", "actor", "why").iter_rows()}
    said = parties.filter(role="non_member")
    out = {(r, a): why for r, a, why in said.select("record", "actor", "why").iter_rows()}
    rows = []
    for record in records:
        for actor in actors:
            pair = (record, actor)
            place = "member" if pair in held else "outside" if pair in out or record in closed else "unknown"
            why = held.get(pair) or out.get(pair) or (closed.get(record) if place == "outside" else None)
            title, who = name(record), bench.actor(actor)
            rows.append({
                "tie": record, "actor": actor, "place": place, "forum_en": title.en, "forum_th": title.th,
                "en": who.en, "th": who.th, "why": why,
            })  # fmt: skip
    texts = ("tie", "actor", "place", "forum_en", "forum_th", "en", "th", "why")
    return pl.DataFrame(rows, schema=dict.fromkeys(texts, pl.String))


def fullest(seats: pl.DataFrame, most: int) -> pl.DataFrame:
    """Keep of a matrix the fora in which most of its states sit; those with the fewest members of them come last."""
    counted = (
        seats.group_by("tie").agg(n=(pl.col("place") == "member").sum()).sort("n", "tie", descending=[True, False])
    )
    kept = counted.head(most).with_row_index("order")
    return seats.join(kept, on="tie", maintain_order="left").sort("order", maintain_order=True).drop("order", "n")


def gaps(bench: Bench, actor: str) -> pl.DataFrame:
    """Tabulate the fora that a state is known to be out of: new partners, shares of neighbours and partners, whys."""
    found = bench.measure("forum_gap", actor=actor, what="adds").select("item", adds="value", why="why")
    for what in ("neighbours", "partners"):
        share = bench.measure("forum_gap", actor=actor, what=what).select("item", "value")
        found = found.join(share.rename({"value": what}), on="item", how="left")
    return found.sort("adds", "item", descending=[True, False])


def members(bench: Bench, forum: str) -> pl.DataFrame:
    """Tabulate who is or was what to a forum: actor, role, since, until, why."""
    rows = bench.table("parties").filter(record=forum)
    return rows.select("actor", "role", "since", "until", "why").sort("role", "actor", "since")


def newcomers(bench: Bench, actor: str, forum: str) -> pl.DataFrame:
    """Tabulate the members of a forum with whom a state shares no other forum of its domain: actor, since, why."""
    ties = bench.table("ties").filter(pl.col("type") == "forum", pl.col("until").is_null())
    domain = ties.filter(tie=forum)["domain"].to_list()
    alike = ties.filter(pl.col("domain").is_in(domain))["tie"].to_list()
    held = bench.table("parties").filter(
        pl.col("role").is_in(BELONGING), pl.col("until").is_null(), pl.col("record").is_in(alike)
    )
    sizes = held.group_by("record").agg(pl.col("actor").n_unique())
    small = sizes.filter(pl.col("actor") <= UNIVERSAL)["record"].to_list()
    own = held.filter(pl.col("actor") == actor, pl.col("record").is_in(small))["record"].to_list()
    met = held.filter(pl.col("record").is_in(own))["actor"].to_list()
    inside = held.filter(pl.col("record") == forum, pl.col("actor") != actor, ~pl.col("actor").is_in(met))
    return inside.select("actor", "since", "why").unique("actor", maintain_order=True).sort("actor")


def instruments_by_state(bench: Bench) -> pl.DataFrame:
    """Tabulate who is publicly known to use which instrument of technology diplomacy, and how it does."""
    rows = []
    for row in user_table().iter_rows(named=True):
        one = instruments()[row["instrument"]]
        rows.append({
            "actor": row["actor"], "instrument": row["instrument"], "en": one.label.en, "th": one.label.th,
            "stance": one.stance, "since": row["since"], "how_en": row["en"], "how_th": row["th"], "cite": row["cite"],
        })  # fmt: skip
    return pl.DataFrame(rows, infer_schema_length=None).sort("actor", "instrument", "since")


def stances() -> Mapping[str, Words]:
    """Return the words for what an instrument does."""
    return STANCES


def tied(bench: Bench) -> list[str]:
    """Return the ids of all ties of the facts."""
    return bench.table("ties")["tie"].unique().sort().to_list()
