"""Doubt made visible: the probability of each kind of polarity, and ranks that hang on weights."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any, cast

import numpy as np
import polars as pl

from trachu.bench import misgivings, naming
from trachu.bench.fingerprints import room
from trachu.bench.misgivings import Filled
from trachu.bench.tracing import cited, keys_of
from trachu.core import parts
from trachu.core.drawn import Drawn, Reals, in_pool, odds, strength
from trachu.core.errors import UsageError
from trachu.core.maths import Base, Pool, indicators, pooled
from trachu.core.parts import Part
from trachu.core.regimes import REGIMES, settle
from trachu.core.stability import parse_weights, rank_stability
from trachu.core.tables import Frames
from trachu.core.trace import frame_of, step
from trachu.core.words import Words

if TYPE_CHECKING:
    from trachu.bench.bench import Bench

MODEL, MISSING = "noise", "missing"
TABLES = ("capabilities", "parties", "actors")
ROWS = 250_000  # numbers that are drawn at one time; each takes some hundred bytes until it is drawn
SURE = 0.9
Specification = Mapping[str, str]


def regimes(
    bench: Bench, years: Sequence[int] | None = None, draws: int = 0, *, seed: int = 1, hold: int = 3
) -> pl.DataFrame:
    """Return for each year and kind of polarity the share of specifications that give it, and its probability.

    Columns: year, regime, specifications (how many the year has), bases (on which), share, and with `draws` also p,
    the mean over specifications of the share of draws that give it. A draw takes each published figure from the
    standard deviation that its source publishes (real GDP and population of Fariss and others), else from one of a
    tenth of the value, errors of a state correlated over the years (model noise), and fills years that a series
    lacks between two others (model missing); `sources` tells which of these each base rests on. `settled` is
    the regime that holds once a verdict of most specifications lasts `hold` years or reaches 0.9; `doubt` is true in
    years whose own verdict is another. `why` leads to the verdicts.
    """
    found = _specified(bench.every("polarity"))
    if found.is_empty():
        raise UsageError(
            Words(
                en="The bench has no capabilities to tell polarity by.", th="โต๊ะงานนี้ไม่มีข้อมูลขีดความสามารถสำหรับวัดขั้วอำนาจ"
            ),
            Words(
                en="Add a dataset such as cow_nmc: trachu add FILE.", th="โปรดเพิ่มชุดข้อมูล เช่น cow_nmc ด้วย trachu add แฟ้ม"
            ),
        )
    told = found.group_by("year", regime="item").agg(
        specifications=pl.len().cast(pl.Int64), bases=pl.col("base").unique().sort(), share=pl.col("value").mean()
    )
    if draws:
        told = told.join(_over_draws(bench, found, draws, seed), on=["year", "regime"], how="left")
    told = told.join(_settled(told, "p" if draws else "share", hold), on="year")
    told = told.with_columns(why=pl.lit(_traced(bench, found, draws, seed, hold)))
    asked = told if years is None else told.filter(pl.col("year").is_in(list(years)))
    order = {name: n for n, name in enumerate(REGIMES)}
    place = pl.col("regime").replace_strict(order, return_dtype=pl.Int64)
    return asked.sort("year", place)


def _traced(bench: Bench, found: pl.DataFrame, draws: int, seed: int, hold: int) -> str:
    """Write down what the probabilities rest on: every verdict, and the model that was drawn from."""
    models = [parts.find("model", name) for name in (MODEL, MISSING)] if draws else []
    over = " and ".join(f"{model.name}(draws={draws}, seed={seed}) v{model.version}" for model in models)
    says = f"regimes(hold={hold}): {found['options'].n_unique()} specifications{' over ' if models else ''}{over}"
    keys = tuple(dict.fromkeys(key for model in models for key in keys_of(model.cite)))
    trace = step(cited(says, keys), found["why"].drop_nulls().unique().to_list())
    bench.run_.cache.step("regimes.trace", [trace.id], lambda: {"traces": frame_of([trace])})
    return trace.id


def _settled(told: pl.DataFrame, column: str, hold: int) -> pl.DataFrame:
    """Return by year the regime that holds, and whether the likeliest one of the year is another."""
    tops = told.sort("year", column, "regime", descending=[False, True, False]).unique("year", keep="first")
    verdicts = dict(tops.select("year", "regime").iter_rows())
    chance = dict(tops.select("year", column).iter_rows())
    rows = [(s.year, s.regime, s.doubt) for s in settle(verdicts, hold=hold, probability=chance, sure=SURE)]
    return pl.DataFrame(rows, {"year": pl.Int64, "settled": pl.String, "doubt": pl.Boolean}, orient="row")


def _specified(values: pl.DataFrame) -> pl.DataFrame:
    texts = values["options"].unique().to_list()
    rows = [{"options": text, **json.loads(text)} for text in texts]
    return values.join(pl.DataFrame(rows), on="options") if rows else values


def _over_draws(bench: Bench, found: pl.DataFrame, draws: int, seed: int) -> pl.DataFrame:
    """Return the mean over specifications of the probability of each regime in each year, kept in the cache."""
    facts = bench.run_.facts()
    model = parts.find("model", MODEL)
    specifications = [dict(row) for row in found.select("base", "pool", "rule").unique().sort(pl.all()).to_dicts()]
    digests = [facts.digests[name] for name in TABLES]

    def make() -> Frames:
        """Work the probabilities out anew."""
        frames = [facts.frame(name) for name in TABLES]
        filled = misgivings.fill(*frames, specifications=specifications, draws=draws, seed=seed)
        options: dict[str, Any] = {"specifications": specifications, "draws": draws, "seed": seed}
        return {"odds": polarity_odds(*frames, model=model, filled=filled, **options)}

    made = [model.fingerprint, parts.find("model", MISSING).fingerprint, room("core", "bench")]
    each = bench.run_.cache.step("regimes", [*made, specifications, draws, seed, digests], make).frame("odds")
    return each.group_by("year", regime="item").agg(p=pl.col("p").mean())


def polarity_odds(
    capabilities: pl.DataFrame,
    parties: pl.DataFrame,
    actors: pl.DataFrame,
    *,
    specifications: Sequence[Specification],
    model: Part,
    draws: int,
    seed: int = 1,
    filled: Filled | None = None,
) -> pl.DataFrame:
    """Return base, pool, rule, year, item and p, the share of draws that give the verdict `item`.

    The same numbers as `polarity` run on every draw, but worked out as arrays, a few years at a time, so that
    memory does not grow with the years. `filled` are draws of figures that are not published.
    """
    names = {name for one in specifications for name in indicators(one)}
    given = capabilities.filter(pl.col("indicator").is_in(sorted(names))).sort("actor", "indicator", "year")
    slim = given.select(_coded("actor", given), _coded("indicator", given), "year", "value", "sd")
    filled = filled or Filled({})
    tables = (filled.beside(capabilities), parties, actors)
    pairs = sorted({(one["base"], one["pool"]) for one in specifications})
    lists = {pair: _members(pooled(*tables, cast(Base, pair[0]), cast(Pool, pair[1]))) for pair in pairs}
    rows: list[tuple[Any, ...]] = []
    for year, drawn in _by_year(slim, model, draws, seed):
        rows += _odds_of(year, filled.joined(year, drawn), specifications, lists)
    shape = {"base": pl.String, "pool": pl.String, "rule": pl.String, "year": pl.Int64, "item": pl.String}
    return pl.DataFrame(rows, schema={**shape, "p": pl.Float64}, orient="row")


def _members(pool: pl.DataFrame) -> dict[int, list[str]]:
    """Return who is in a pool by year; a year that is absent has no verdict."""
    return dict(pool.group_by("year").agg(pl.col("actor").sort()).iter_rows())


def _coded(column: str, frame: pl.DataFrame) -> pl.Expr:
    """Write names as numbers of a list in order of name: a row that a draw repeats takes less memory."""
    return pl.col(column).cast(pl.Enum(frame[column].unique().sort()))


def _by_year(given: pl.DataFrame, model: Part, draws: int, seed: int) -> Iterator[tuple[int, dict[str, Drawn]]]:
    """Draw the capabilities of a few years at a time; yield each year's indicators as arrays."""
    block: list[int] = []
    size = 0
    for year, height in given.group_by("year").len().sort("year").iter_rows():
        if block and size + height * draws > ROWS:
            yield from _drawn(given.filter(pl.col("year").is_in(block)), model, draws, seed)
            block, size = [], 0
        block.append(year)
        size += height * draws
    if block:
        yield from _drawn(given.filter(pl.col("year").is_in(block)), model, draws, seed)


def _drawn(given: pl.DataFrame, model: Part, draws: int, seed: int) -> Iterator[tuple[int, dict[str, Drawn]]]:
    """Run the model, on some rows at a time, and yield what it draws by year and indicator."""
    values = np.empty((draws, given.height))
    wide = max(1, ROWS // draws)
    for begin in range(0, given.height, wide):
        few = given[begin : begin + wide]  # the model keeps the order of the rows within each draw
        long = model.run(few, **model.settle({"seed": seed, "draws": draws}))["capabilities"]
        values[:, begin : begin + few.height] = long["value"].to_numpy().reshape(draws, few.height)
    places = given.with_row_index("_n").sort("year", "indicator", "actor")
    for (year,), rows in places.group_by("year", maintain_order=True):
        found = {
            str(indicator): Drawn(part["actor"].to_list(), values[:, part["_n"].to_numpy()])
            for (indicator,), part in rows.group_by("indicator", maintain_order=True)
        }
        yield int(str(year)), found


def _odds_of(
    year: int,
    drawn: Mapping[str, Drawn],
    specifications: Sequence[Specification],
    lists: Mapping[tuple[str, str], Mapping[int, Sequence[str]]],
) -> Iterator[tuple[Any, ...]]:
    """Yield the probability of each verdict in one year under each specification that has one."""
    powers: dict[tuple[str, str], Reals] = {}
    for one in specifications:
        base, pool, rule = one["base"], one["pool"], one["rule"]
        if year in lists[base, pool]:
            if (base, pool) not in powers:
                powers[base, pool] = in_pool(strength(drawn, base, indicators(one)), pool, lists[base, pool][year])
            for item, p in zip(REGIMES, odds(powers[base, pool], rule).tolist(), strict=True):
                yield base, pool, rule, year, item, p


def sources(bench: Bench) -> pl.DataFrame:
    """Return what the doubt about each base rests on: see `misgivings.sources`."""
    return misgivings.sources(*(bench.table(name) for name in TABLES))


def sources_told(bench: Bench) -> Words:
    """Say what the doubt about each base rests on, a line for each."""
    return misgivings.note(sources(bench), naming.names("base"))


def ranks(
    bench: Bench,
    year: int | None = None,
    *,
    weights: str = "gdp:1,milex:1,pop:1",
    draws: int = 1000,
    seed: int = 1,
    alpha: float = 1.0,
) -> pl.DataFrame:
    """Rank states by an index of one's own weights, and say how far the ranks hang on the weights.

    Columns: actor, year, value, rank, low and high (5th and 95th percentile of the rank over weights from
    Dirichlet(α·k·w)), first (the share of them under which the state leads), and `without_…` (the rank with that
    indicator left out). States that lack an indicator are left out. Without `year`, the latest that has all.
    """
    named = parse_weights(weights)
    given = bench.table("capabilities").filter(pl.col("indicator").is_in(list(named)), pl.col("value") >= 0)
    years = given.group_by("year").agg(pl.col("indicator").n_unique()).filter(pl.col("indicator") == len(named))["year"]
    if years.is_empty() or (year is not None and year not in years.to_list()):
        raise UsageError(
            Words(en=f"No year {year or ''} has all of {weights}.", th=f"ไม่มีปี {year or ''} ที่มีข้อมูลครบตาม {weights}"),
            Words(en="Name other indicators or another year.", th="โปรดระบุตัวชี้วัดหรือปีอื่น"),
        )
    chosen = year if year is not None else max(years.to_list())
    shared = pl.col("value") / pl.col("value").sum().over("indicator")
    now = given.filter(pl.col("year") == chosen).with_columns(share=shared)
    whole = now.group_by("actor").agg(pl.col("share").filter(pl.col("indicator") == n).first().alias(n) for n in named)
    states = whole.drop_nulls().sort("actor")
    found = rank_stability(
        states.select(list(named)).to_numpy(), list(named.values()), draws=draws, seed=seed, alpha=alpha
    )
    columns = {"value": found.score, "rank": found.rank, "low": found.low, "high": found.high, "first": found.first}
    left_out = {f"without_{name}": row for name, row in zip(named, found.without, strict=False)}
    numbers = [pl.Series(name, column) for name, column in {**columns, **left_out}.items()]
    return states.select("actor", year=pl.lit(chosen, dtype=pl.Int64)).with_columns(numbers).sort("rank")
