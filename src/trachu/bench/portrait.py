"""One actor as the bench knows it: its place on every base of power, partners, votes, ties, what is told of it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NoReturn

import polars as pl

from trachu.bench import naming
from trachu.bench.naming import BASES
from trachu.core.errors import UnknownName
from trachu.ontology.actor import actor_id
from trachu.ontology.forum import BELONGING

if TYPE_CHECKING:
    from trachu.bench.bench import Bench

FLOWS = ("arms", "trade")


def settle(bench: Bench, actor: str) -> str:
    """Return the id of an actor that a reader named: a state by any name or code, any other by its id."""
    known = bench.table("actors")["actor"]
    if actor in known:
        return actor
    if ":" in actor and _spoken_of(bench, actor):  # an organ, person or place that documents alone know
        return actor
    if actor.isdecimal():  # a code of the Correlates of War, else of Gleditsch and Ward
        coded = bench.table("actors").filter((pl.col("cow") == int(actor)) | (pl.col("gw") == int(actor)))
        return str(coded.sort("until", nulls_last=False)["actor"][0]) if coded.height else _unknown(actor, known)
    found = actor_id(actor)
    return found if found in known else _unknown(actor, known)


def _spoken_of(bench: Bench, actor: str) -> bool:
    return any(actor in bench.table(name)["actor"] for name in ("parties", "mentions"))


def _unknown(actor: str, known: pl.Series) -> NoReturn:
    raise UnknownName("actor", actor, known.to_list())


def powers(bench: Bench, actor: str) -> pl.DataFrame:
    """Tabulate its share and rank on each base, year by year: base, year, value, rank, of, why."""
    found = []
    for base in BASES:
        values = bench.measure("power_share", base=base)
        ranked = values.with_columns(
            rank=pl.col("value").rank("min", descending=True).over("year").cast(pl.Int64),
            of=pl.len().over("year").cast(pl.Int64),
        )
        own = ranked.filter(actor=actor).with_columns(base=pl.lit(base))
        found.append(own.select("base", "year", "value", "rank", "of", "why"))
    return pl.concat(found).sort("base", "year", descending=[False, True])


def drawn_powers(bench: Bench, actor: str, rows: pl.DataFrame) -> pl.DataFrame:
    """Lay out the shares of an actor for the chart `power_shares`."""
    who, bases = bench.actor(actor), naming.names("base")
    named = {base: bases[base] for base in BASES if base in bases}
    return rows.filter(pl.col("base").is_in(list(named))).sort("base", "year").select(
        "year", "value", en=pl.lit(who.en), th=pl.lit(who.th),
        base_en=pl.col("base").replace_strict({b: w.en for b, w in named.items()}, return_dtype=pl.String),
        base_th=pl.col("base").replace_strict({b: w.th for b, w in named.items()}, return_dtype=pl.String),
    )  # fmt: skip


def partners(bench: Bench, actor: str, most: int = 12) -> pl.DataFrame:
    """Tabulate its suppliers and customers in the latest year of each flow: flow, side, other, year, value, why."""
    found = []
    for flow in FLOWS:
        for side in ("imports", "exports"):
            values = bench.measure("partner_share", flow=flow, side=side).filter(actor=actor)
            latest = values.filter(pl.col("year") == pl.col("year").max()).sort(
                "value", "other", descending=[True, False]
            )
            about = {"flow": pl.lit(flow), "side": pl.lit(side)}
            found.append(
                latest.head(most).with_columns(**about).select("flow", "side", "other", "year", "value", "why")
            )
    return pl.concat(found)


def votes(bench: Bench, actor: str) -> pl.DataFrame:
    """Tabulate with whom it votes in the General Assembly, in the latest year: other, year, value, why."""
    values = bench.measure("un_agreement", actor=actor)
    mine = pl.col("actor") == actor
    both = values.filter(mine | (pl.col("other") == actor))
    other = pl.when(mine).then("other").otherwise("actor").alias("other")
    latest = both.filter(pl.col("year") == pl.col("year").max()).select(other, "year", "value", "why")
    return latest.unique("other", maintain_order=True).sort("value", "other", descending=[True, False])


def ties(bench: Bench, actor: str) -> pl.DataFrame:
    """Tabulate its treaties, alliances and fora: tie, type, role, since, until, obligations, why."""
    own = bench.table("parties").filter(
        pl.col("actor") == actor, pl.col("role").is_in([*BELONGING, "signatory", "observer", "partner"])
    )
    bound = bench.table("ties").filter(pl.col("type") != "list").select("tie", "type", "domain", "obligations")
    found = own.join(bound, left_on="record", right_on="tie").rename({"record": "tie"})
    columns = ("tie", "type", "domain", "role", "since", "until", "obligations", "why")
    return found.select(columns).sort("type", "since", "tie", nulls_last=True)


def told(bench: Bench, actor: str) -> pl.DataFrame:
    """Tabulate the claims in which it takes part: claim, role, type, stance, date, speaker, text, source, page, why."""
    roles = bench.table("parties").filter(pl.col("actor") == actor).group_by("record").agg(pl.col("role").first())
    claims = bench.table("claims").join(roles, left_on="claim", right_on="record")
    columns = ("claim", "role", "kind", "type", "stance", "date", "speaker", "text", "source", "page", "why")
    return claims.select(columns).sort("date", "claim", descending=[True, False], nulls_last=True)


def partners_in_events(bench: Bench, actor: str, most: int = 20) -> list[tuple[str, int]]:
    """Return the states that share most events with it, and how many."""
    parties = bench.table("parties").join(bench.table("events").select(record="event"), on="record", how="semi")
    own = parties.filter(actor=actor).select("record").unique()
    others = parties.join(own, on="record").filter(pl.col("actor") != actor, pl.col("actor").str.contains("^[A-Z]{3}$"))
    counted = (
        others.group_by("actor")
        .agg(pl.col("record").n_unique().alias("n"))
        .sort("n", "actor", descending=[True, False])
    )
    return [(str(who), int(n)) for who, n in counted.head(most).iter_rows()]


def about(bench: Bench, actor: str) -> dict[str, Any]:
    """Return the row of an actor: kind, since, until, codes, region."""
    rows = bench.table("actors").filter(actor=actor)
    if rows.is_empty():
        return {**dict.fromkeys(rows.columns), "actor": actor, "kind": "named"}
    return rows.row(0, named=True)


def listed(bench: Bench, kind: str = "state") -> pl.DataFrame:
    """Tabulate the actors of a kind that stand today, with the number of claims on each."""
    counted = bench.table("parties").join(bench.table("claims").select(record="claim"), on="record", how="semi")
    counts = counted.group_by("actor").agg(claims=pl.col("record").n_unique())
    rows = bench.table("actors").filter(pl.col("kind") == kind, pl.col("until").is_null())
    found = rows.join(counts, on="actor", how="left").with_columns(pl.col("claims").fill_null(0))
    columns = ("actor", "en", "th", "cow", "gw", "region", "since", "claims", "why")
    return found.select(columns).sort("claims", "actor", descending=[True, False])


def kinds(bench: Bench) -> list[str]:
    """Return the kinds of actors there are, the most frequent first."""
    counted = bench.table("actors").filter(pl.col("until").is_null())["kind"].value_counts(sort=True)
    return [str(kind) for kind in counted["kind"]]
