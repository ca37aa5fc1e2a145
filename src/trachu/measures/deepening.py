from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Literal

import numpy as np
import polars as pl
from numpy.typing import NDArray

from trachu.core.maths import JOINED, UNIVERSAL, heirs, in_force_at, session_year
from trachu.core.parts import measure
from trachu.core.words import Words

Reals = NDArray[np.float64]
Span = tuple[int, int]
DIPLOMACY, MILITARY, ECONOMY = "diplomacy", "military-technology-security", "economy-energy"
DOMAINS = (DIPLOMACY, MILITARY, ECONOMY)
FLOWS = {"arms": MILITARY, "troops": MILITARY, "trade": ECONOMY, "aid": ECONOMY, "energy": ECONOMY}
CHOICES = ("yes", "abstain", "no")
ALL = "all"
RECENT = 3  # a state whose last vote is older is not in the pool


@measure(
    name="deepening",
    version="1",
    needs=("choices", "flows", "ties", "parties", "actors"),
    key=("actor", "other", "item", "year"),
    label=Words(en="Deepening of a dyad among all dyads", th="การกระชับความสัมพันธ์ของคู่รัฐเทียบกับทุกคู่รัฐ"),
    unit=Words(
        en="change in closeness, −1 to 1; rank (1 deepened most); number of dyads; percentile rank",
        th="การเปลี่ยนแปลงของความใกล้ชิด −1 ถึง 1; ลำดับ (1 คือกระชับมากที่สุด); จำนวนคู่รัฐ; ลำดับเปอร์เซ็นไทล์",
    ),
    cite=("signorino1999tau", "bailey2017estimating"),
)
def deepening(
    choices: pl.DataFrame,
    flows: pl.DataFrame,
    ties: pl.DataFrame,
    parties: pl.DataFrame,
    actors: pl.DataFrame,
    *,
    actor: str = "RUS",
    other: str = "PRK",
    since: int = 2021,
    until: int = 2024,
    window: Literal[2, 3, 5] = 3,
    without: Literal["none", "votes", "flows", "forums"] = "none",
) -> pl.DataFrame:
    """Rank the change of a dyad's closeness between two years among all dyads of the states that vote.

    Closeness as in the measure `closeness`, c = ½ (1 + (P − N) / (1 + P + N)) in each of three domains, but only of
    what registers tell of every dyad alike: votes in the General Assembly, flows, common forums. Happenings and
    treaties are left out, as documents and lists tell of them for the pairs that somebody wrote about. Where
    a domain has no evidence c is ½. `all` is the mean over the three domains.

    For each domain and `all` there are four rows: `…/change`, c(until) − c(since); `…/rank`, 1 + the number of
    dyads with a larger change; `…/dyads`, how many there are; `…/percentile`, the share of the others with a
    smaller change, those with the same one counted half. Votes and flows of `window` years count, and `without`
    leaves one kind of evidence out: over these specifications the rank has an interval. The pool are the states
    that voted in the three years up to each of the two.

    >>> from datetime import date
    >>> votes = [("A", "yes", "yes"), ("B", "no", "yes"), ("C", "yes", "no")]
    >>> rows = [{"actor": a, "item": f"R{y}", "date": date(y, 10, 1), "session": y - 1945, "choice": c}
    ...         for a, *both in votes for y, c in zip((2021, 2024), both)]
    >>> from trachu.core.tables import ACTORS, CHOICES, FLOWS, PARTIES, TIES
    >>> rest = FLOWS.empty(), TIES.empty(), PARTIES.empty(), ACTORS.empty()
    >>> found = deepening(CHOICES.of(rows), *rest, actor="A", other="B", window=2)
    >>> found.filter(pl.col("item").str.starts_with("diplomacy")).select("item", "value").rows()[:3]
    [('diplomacy/change', 0.5), ('diplomacy/dyads', 3.0), ('diplomacy/percentile', 1.0)]
    """
    heir = heirs(actors)
    rename = pl.col("actor").replace(heir)
    spans = [(year - window + 1, year) for year in (since, until)]
    told = pl.any_horizontal(pl.col("year").is_between(y - max(window, RECENT) + 1, y) for y in (since, until))
    valid = choices.lazy().filter(pl.col("choice").is_in(CHOICES)).with_columns(session_year())
    cast = valid.filter(told).with_columns(rename).collect()
    voted = (cast.filter(pl.col("year").is_between(year - RECENT + 1, year)) for year in (since, until))
    pool = sorted(set.intersection(*(set(rows["actor"]) for rows in voted)))
    pair = [heir.get(one, one) for one in (actor, other)]
    if not set(pair) <= set(pool) or pair[0] == pair[1]:
        return _rows(actor, other, until, {}, [])
    place = {name: n for n, name in enumerate(pool)}
    known = flows.filter(told).with_columns(rename, pl.col("other").replace(heir))
    forums = ties.filter(pl.col("type") == "forum")
    seats = parties.filter(pl.col("record").is_in(forums["tie"].to_list())).with_columns(rename)
    scales = [_Scale(len(pool)) for _ in spans]
    if without != "votes":
        _weigh_votes(scales, cast, spans, place)
    if without != "flows":
        _weigh_flows(scales, known, spans, place)
    if without != "forums":
        for scale, (_, last) in zip(scales, spans, strict=True):
            _weigh_forums(scale, forums, seats, place, last)
    rests = {"votes": (cast,), "flows": (known,), "forums": (forums, seats)}
    whys = [frame["why"].unique() for kind, frames in rests.items() if kind != without for frame in frames]
    before, after = (scale.closeness() for scale in scales)
    ranked = _ranked(after - before, place[pair[0]], place[pair[1]])
    return _rows(actor, other, until, ranked, pl.concat(whys).drop_nulls().unique().sort().to_list())


class _Scale:
    """Sums of what speaks for and against closeness, for every domain and pair of states."""

    def __init__(self, size: int) -> None:
        self.balance = np.zeros((len(DOMAINS), size, size))
        self.weight = np.zeros((len(DOMAINS), size, size))

    def add(self, domain: str, signed: Reals, known: NDArray[np.bool_]) -> None:
        """Put one component on the scale, where it is known."""
        given = np.where(known, signed, 0.0)
        self.balance[DOMAINS.index(domain)] += given
        self.weight[DOMAINS.index(domain)] += np.abs(given)

    def closeness(self) -> Reals:
        """Return ½ (1 + (P − N) / (1 + P + N)) of each domain, and last the mean of the domains."""
        each = (1 + self.balance / (1 + self.weight)) / 2
        return np.concatenate([each, each.mean(axis=0, keepdims=True)])


def _weigh_votes(scales: Sequence[_Scale], cast: pl.DataFrame, spans: Sequence[Span], place: Mapping[str, int]) -> None:
    """Add 2v − 1, v the share of roll calls with the same vote, where the two voted together at all."""
    codes = {choice: n for n, choice in enumerate(CHOICES)}
    kept = cast.select("year", "item", row=_places("actor", place), choice=_places("choice", codes))
    kept = kept.filter(pl.col("row") >= 0)
    for scale, inside in zip(scales, _spanned(kept, spans), strict=True):
        held = kept.filter(inside)
        column = held["item"].rank("dense").to_numpy().astype(np.int64) - 1
        cells = np.zeros((len(CHOICES), len(place), int(column.max(initial=-1)) + 1), dtype=np.float32)
        cells[held["choice"].to_numpy(), held["row"].to_numpy(), column] = 1
        every = cells.max(axis=0)
        calls = (every @ every.T).astype(np.float64)  # whole numbers, which float32 has up to 16 million
        same = sum((one @ one.T for one in cells), np.zeros_like(calls))
        scale.add(DIPLOMACY, 2 * same / np.maximum(calls, 1) - 1, calls > 0)


def _weigh_flows(
    scales: Sequence[_Scale], known: pl.DataFrame, spans: Sequence[Span], place: Mapping[str, int]
) -> None:
    """Add for each domain the mean over its flows of the partner's share in what a state received."""
    kinds = {kind: n for n, kind in enumerate(sorted(FLOWS))}
    kept = known.select(
        "year", pl.col("value").fill_null(0), kind=_places("type", kinds), giver=_places("actor", place),
        taker=_places("other", place),
    ).filter(pl.col("kind") >= 0, pl.col("taker") >= 0)  # fmt: skip
    kind, giver, taker, value = (kept[name].to_numpy() for name in ("kind", "giver", "taker", "value"))
    size = len(place)
    for scale, inside in zip(scales, _spanned(kept, spans), strict=True):
        received = np.bincount((kind * size + taker)[inside], value[inside], len(kinds) * size).reshape(-1, 1, size)
        those = inside & (giver >= 0)
        cells, shape = ((kind * size + giver) * size + taker)[those], (len(kinds), size, size)
        sent = np.bincount(cells, value[those], np.prod(shape)).reshape(shape)
        there = np.bincount(cells, minlength=np.prod(shape)).reshape(shape) > 0
        there &= received > 0
        share = np.divide(sent, received, out=np.zeros(shape), where=there)
        for domain in (MILITARY, ECONOMY):
            of = [n for name, n in kinds.items() if FLOWS[name] == domain]
            total = np.maximum(share[of], share[of].transpose(0, 2, 1)).sum(axis=0)
            count = (there[of] | there[of].transpose(0, 2, 1)).sum(axis=0)
            mean = total / np.maximum(count, 1)
            scale.add(domain, mean, mean > 0)


def _weigh_forums(
    scale: _Scale, forums: pl.DataFrame, seats: pl.DataFrame, place: Mapping[str, int], year: int
) -> None:
    """Add for each domain the forums common to both over one more than those with either, where known."""
    open_ = in_force_at(forums.filter(pl.col("domain").is_in(DOMAINS)), year).unique("tie").sort("tie")
    joined = seats.filter(pl.col("role").is_in(JOINED), pl.col("record").is_in(open_["tie"].to_list()))
    joined = joined.filter(pl.col("actor").n_unique().over("record") <= UNIVERSAL)
    open_ = open_.filter(pl.col("tie").is_in(joined["record"].unique().to_list()))
    column = {tie: n for n, tie in enumerate(open_["tie"].to_list())}
    shape = (len(place), len(column))
    inside, outside, undated = (np.zeros(shape) for _ in range(3))
    _mark(inside, in_force_at(joined, year), place, column)
    _mark(outside, in_force_at(seats.filter(pl.col("role") == "non_member"), year), place, column)
    _mark(undated, joined.filter(pl.col("since").is_null()), place, column)
    listed = open_["exhaustive"].fill_null(False).to_numpy().astype(np.float64)
    known = np.maximum(np.maximum(inside, outside), listed) * (1 - undated)
    member, domains = inside * known, open_["domain"].to_numpy()
    for domain in DOMAINS:
        a, k = (matrix[:, domains == domain] for matrix in (member, known))
        both = a @ a.T
        either = a @ k.T + k @ a.T - both
        scale.add(domain, both / (1 + either), either > 0)


def _spanned(rows: pl.DataFrame, spans: Sequence[Span]) -> list[NDArray[np.bool_]]:
    """Return for each span of years which rows are of it."""
    year = rows["year"].to_numpy()
    return [(first <= year) & (year <= last) for first, last in spans]


def _places(column: str, place: Mapping[str, int]) -> pl.Expr:
    """Write names as places, -1 where they have none."""
    return pl.col(column).replace_strict(place, default=-1, return_dtype=pl.Int64)


def _mark(matrix: Reals, rows: pl.DataFrame, place: Mapping[str, int], column: Mapping[str, int]) -> None:
    """Set the cells of the rows whose actor and record have a place."""
    marked = rows.select(row=_places("actor", place), at=_places("record", column))
    kept = marked.filter(pl.col("row") >= 0, pl.col("at") >= 0)
    matrix[kept["row"].to_numpy(), kept["at"].to_numpy()] = 1


def _ranked(change: Reals, one: int, two: int) -> dict[str, float]:
    """Return change, rank, number of dyads and percentile of one dyad, for each domain and for all."""
    upper = np.triu_indices(change.shape[1], 1)
    found = {}
    for name, matrix in zip((*DOMAINS, ALL), change, strict=True):
        others, mine = matrix[upper].round(12), round(float(matrix[one, two]), 12)
        found[f"{name}/change"] = mine
        found[f"{name}/rank"] = float(1 + (others > mine).sum())
        found[f"{name}/dyads"] = float(len(others))
        below, level = (others < mine).sum(), (others == mine).sum() - 1  # of those that are level one is the pair
        found[f"{name}/percentile"] = float((below + level / 2) / max(len(others) - 1, 1))
    return found


def _rows(actor: str, other: str, year: int, found: Mapping[str, float], because: list[str]) -> pl.DataFrame:
    values = pl.DataFrame(
        {"item": list(found), "value": list(found.values())}, schema={"item": pl.String, "value": pl.Float64}
    )
    named = values.with_columns(actor=pl.lit(actor), other=pl.lit(other), year=pl.lit(year, dtype=pl.Int64))
    told = named.with_columns(because=pl.lit(because, dtype=pl.List(pl.String)))
    return told.select("actor", "other", "item", "year", "value", "because").sort("item")
