"""The system as a reader sees it: how many poles in which year with what doubt, who leads on which base, the blocs."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import polars as pl

from trachu.bench import naming
from trachu.bench.doubt import regimes
from trachu.bench.naming import BASES
from trachu.core.networks import Graph, networks

if TYPE_CHECKING:
    from trachu.bench.bench import Bench

GRAPHS: tuple[Graph, ...] = ("alliances", "votes")
DRAWS = 200
MOST = 40  # states of the matrix and the network: the strongest on CINC
ALIKE = 0.8  # share of votes alike from which the network draws a line


def odds(bench: Bench) -> pl.DataFrame:
    """Tabulate for every year the share of specifications and the probability over draws of each kind of polarity."""
    return regimes(bench, None, DRAWS)


def drawn_odds(found: pl.DataFrame) -> pl.DataFrame:
    """Lay out the probability of each kind of polarity for the chart `regime_probability`."""
    names = naming.names("regime")
    return found.select(
        "year", value="p",
        en=pl.col("regime").replace_strict({k: w.en for k, w in names.items()}, return_dtype=pl.String),
        th=pl.col("regime").replace_strict({k: w.th for k, w in names.items()}, return_dtype=pl.String),
    )  # fmt: skip


def leaders(bench: Bench, year: int | None = None) -> pl.DataFrame:
    """Tabulate first and second on each base in a year, or the latest: base, year, rank, actor, value, why."""
    found = []
    for base in BASES:
        values = bench.measure("power_share", base=base)
        last = values.filter(pl.col("year") <= year if year is not None else True)["year"].max()
        top = values.filter(pl.col("year") == last).sort("value", "actor", descending=[True, False]).head(2)
        ranked = top.with_columns(base=pl.lit(base), rank=pl.int_range(1, pl.len() + 1, dtype=pl.Int64))
        found.append(ranked.select("base", "year", "rank", "actor", "value", "why"))
    return pl.concat(found)


def drawn_leaders(bench: Bench, found: pl.DataFrame) -> pl.DataFrame:
    """Lay out first and second on each base for the chart `leader_by_base`."""
    who = [bench.actor(actor) for actor in found["actor"]]
    bases = [naming.names("base")[base] for base in found["base"]]
    return found.select("rank", "value").with_columns(
        en=pl.Series([one.en for one in who], dtype=pl.String), th=pl.Series([one.th for one in who], dtype=pl.String),
        base_en=pl.Series([one.en for one in bases], dtype=pl.String),
        base_th=pl.Series([one.th for one in bases], dtype=pl.String),
    )  # fmt: skip


def years(bench: Bench, graph: Graph) -> list[int]:
    """Return the years of a network: those of the roll calls, or in which an alliance is in force."""
    if graph == "votes":
        return sorted(bench.table("choices")["date"].drop_nulls().dt.year().unique().to_list(), reverse=True)
    bound = bench.table("ties").filter(type="alliance")
    if bound.is_empty():
        return []
    first = bound["since"].drop_nulls().str.slice(0, 4).cast(pl.Int64, strict=False).drop_nulls().min()
    last = bench.table("capabilities")["year"].max()
    return list(range(int(str(last)), int(str(first)) - 1, -1)) if first is not None and last is not None else []


def blocs(bench: Bench, graph: Graph, year: int) -> pl.DataFrame:
    """Tabulate the blocs of a year: actor, bloc, firmness, why."""
    values = bench.measure("blocs", graph=graph, year=year)
    named = values.filter(item="bloc").select("actor", "why", bloc=pl.col("value").cast(pl.Int64))
    firm = values.filter(item="firmness").select("actor", firmness="value")
    return named.join(firm, on="actor", how="left").select("actor", "bloc", "firmness", "why").sort("bloc", "actor")


def matrix(bench: Bench, graph: Graph, year: int, grouped: pl.DataFrame) -> pl.DataFrame:
    """Lay out the bonds between the strongest states of a year, those of one bloc together, for `bloc_matrix`."""
    ties, parties, choices, actors = (bench.table(name) for name in ("ties", "parties", "choices", "actors"))
    net = next(networks(ties, parties, choices, actors, graph, year), None)
    strongest = _strongest(bench, year)
    order = [actor for actor in grouped["actor"] if actor in strongest][:MOST]
    place = {actor: n for n, actor in enumerate(net.states)} if net else {}
    rows: list[dict[str, Any]] = []
    names = {actor: bench.actor(actor) for actor in order}
    for one in order:
        for other in order:
            if one != other and net is not None and one in place and other in place:
                a, b = names[one], names[other]
                value = float(net.weights[place[one], place[other]])
                rows.append({"actor": one, "other": other, "value": value, "en": a.en, "th": a.th, "other_en": b.en,
                             "other_th": b.th})  # fmt: skip
    texts = dict.fromkeys(("actor", "other", "en", "th", "other_en", "other_th"), pl.String)
    return pl.DataFrame(rows, schema={**texts, "value": pl.Float64})


def network(bonds: pl.DataFrame, grouped: pl.DataFrame, graph: Graph, lang: str) -> list[dict[str, Any]]:
    """Return nodes and lines of a network as Cytoscape takes them; each node says its bloc."""
    bloc = dict(grouped.select("actor", "bloc").iter_rows())
    label = dict(bonds.select("actor", lang).unique().iter_rows())
    nodes = [{"data": {"id": actor, "label": label[actor], "bloc": bloc.get(actor, 0)}} for actor in sorted(label)]
    least = ALIKE if graph == "votes" else 0.0
    strong = bonds.filter(pl.col("value") > least, pl.col("actor") < pl.col("other"))
    lines = [
        {"data": {"id": f"{one}-{other}", "source": one, "target": other, "weight": value}}
        for one, other, value in strong.select("actor", "other", "value").iter_rows()
    ]
    return [*nodes, *lines]


def _strongest(bench: Bench, year: int) -> set[str]:
    values = bench.measure("power_share", base="cinc")
    last = values.filter(pl.col("year") <= year)["year"].max()
    top = values.filter(pl.col("year") == (last if last is not None else values["year"].min()))
    return set(top.sort("value", descending=True)["actor"].head(MOST).to_list())
