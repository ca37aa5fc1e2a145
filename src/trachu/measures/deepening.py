from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

import numpy as np
import polars as pl
from numpy.typing import NDArray

from trachu.core.maths import JOINED, UNIVERSAL, heirs, in_force_at, session_year
from trachu.core.parts import measure
from trachu.core.words import Words

Reals = NDArray[np.float64]
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
    valid = choices.filter(pl.col("choice").is_in(CHOICES)).with_columns(session_year())
    cast = valid.filter(told).with_columns(rename)
    voted = (cast.filter(pl.col("year").is_between(year - RECENT + 1, year)) for year in (since, until))
    pool = sorted(set.intersection(*(set(rows["actor"]) for rows in voted)))
    pair = [heir.get(one, one) for one in (actor, other)]
    if not set(pair) <= set(pool) or pair[0] == pair[1]:
        return _rows(actor, other, until, {}, [])
    place = {name: n for n, name in enumerate(pool)}
    known = flows.filter(told).with_columns(rename, pl.col("other").replace(heir))
    seats = parties.with_columns(rename)
    closeness = []
    for span in spans:
        weigh = _Scale(len(pool))
        if without != "votes":
            weigh.add(DIPLOMACY, *_votes(cast.filter(pl.col("year").is_between(*span)), place))
        if without != "flows":
            for domain, share in _flows(known.filter(pl.col("year").is_between(*span)), place):
                weigh.add(domain, share, share > 0)
        if without != "forums":
            for domain, share, either in _forums(ties, seats, place, span[1]):
                weigh.add(domain, share, either)
        closeness.append(weigh.closeness())
    forums = ties.filter(pl.col("type") == "forum")
    rests = {
        "votes": (cast,),
        "flows": (known,),
        "forums": (forums, seats.filter(pl.col("record").is_in(forums["tie"]))),
    }
    whys = [frame["why"].unique() for kind, frames in rests.items() if kind != without for frame in frames]
    ranked = _ranked(closeness[1] - closeness[0], place[pair[0]], place[pair[1]])
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


def _votes(cast: pl.DataFrame, place: Mapping[str, int]) -> tuple[Reals, NDArray[np.bool_]]:
    """Return 2v − 1, v the share of roll calls with the same vote, and where the two voted together at all."""
    kept = cast.filter(pl.col("actor").is_in(list(place))).sort("item")
    items = kept["item"].rank("dense").to_numpy().astype(np.int64) - 1
    rows = kept["actor"].replace_strict(place, return_dtype=pl.Int64).to_numpy()
    same = calls = np.zeros((len(place), len(place)))
    every = np.zeros((len(place), int(items.max(initial=-1)) + 1))
    every[rows, items] = 1
    for choice in CHOICES:
        those = (kept["choice"] == choice).to_numpy()
        one = np.zeros_like(every)
        one[rows[those], items[those]] = 1
        same = same + one @ one.T
    calls = every @ every.T
    return 2 * same / np.maximum(calls, 1) - 1, calls > 0


def _flows(known: pl.DataFrame, place: Mapping[str, int]) -> list[tuple[str, Reals]]:
    """Return for each domain the mean over its flows of the partner's share in what a state received."""
    found = []
    for domain in (MILITARY, ECONOMY):
        total = np.zeros((len(place), len(place)))
        count = np.zeros_like(total)
        for kind in sorted(name for name, where in FLOWS.items() if where == domain):
            sent = known.filter(pl.col("type") == kind).group_by("actor", "other").agg(pl.col("value").sum())
            whole = pl.col("value").sum().over("other")
            shared = sent.with_columns(share=pl.col("value") / whole, whole=whole).filter(pl.col("whole") > 0)
            inside = shared.filter(pl.col("actor").is_in(list(place)), pl.col("other").is_in(list(place)))
            share, there = np.zeros_like(total), np.zeros(total.shape, dtype=bool)
            givers, takers = (
                inside[side].replace_strict(place, return_dtype=pl.Int64).to_numpy() for side in ("actor", "other")
            )
            share[givers, takers], there[givers, takers] = inside["share"].to_numpy(), True
            total += np.maximum(share, share.T)
            count += there | there.T
        found.append((domain, total / np.maximum(count, 1)))
    return found


def _forums(
    ties: pl.DataFrame, parties: pl.DataFrame, place: Mapping[str, int], year: int
) -> list[tuple[str, Reals, NDArray[np.bool_]]]:
    """Return for each domain the forums common to both over one more than those with either, where known."""
    forums = ties.filter(pl.col("type") == "forum", pl.col("domain").is_in(DOMAINS))
    open_ = in_force_at(forums, year).unique("tie").sort("tie")
    seats = parties.filter(pl.col("role").is_in(JOINED)).filter(pl.col("record").is_in(open_["tie"].to_list()))
    seats = seats.filter(pl.col("actor").n_unique().over("record") <= UNIVERSAL)
    open_ = open_.filter(pl.col("tie").is_in(seats["record"].unique().to_list()))
    column = {tie: n for n, tie in enumerate(open_["tie"].to_list())}
    absent = parties.filter(pl.col("role") == "non_member", pl.col("record").is_in(list(column)))
    shape = (len(place), len(column))
    inside, outside, undated = (np.zeros(shape) for _ in range(3))
    _mark(inside, in_force_at(seats, year), place, column)
    _mark(outside, in_force_at(absent, year), place, column)
    _mark(undated, seats.filter(pl.col("since").is_null()), place, column)
    listed = open_["exhaustive"].fill_null(False).to_numpy().astype(np.float64)
    known = np.maximum(np.maximum(inside, outside), listed) * (1 - undated)
    member, found = inside * known, []
    for domain in DOMAINS:
        those = (open_["domain"] == domain).to_numpy()
        a, k = member[:, those], known[:, those]
        both = a @ a.T
        either = a @ k.T + k @ a.T - both
        found.append((domain, both / (1 + either), either > 0))
    return found


def _mark(matrix: Reals, rows: pl.DataFrame, place: Mapping[str, int], column: Mapping[str, int]) -> None:
    kept = rows.filter(pl.col("actor").is_in(list(place)), pl.col("record").is_in(list(column)))
    for actor, record in kept.select("actor", "record").unique().iter_rows():
        matrix[place[actor], column[record]] = 1


def _ranked(change: Reals, one: int, two: int) -> dict[str, float]:
    """Return change, rank, number of dyads and percentile of one dyad, for each domain and for all."""
    upper = np.triu_indices(change.shape[1], 1)
    found = {}
    for name, matrix in zip((*DOMAINS, ALL), change, strict=True):
        others, mine = matrix[upper].round(12), round(float(matrix[one, two]), 12)
        found[f"{name}/change"] = mine
        found[f"{name}/rank"] = float(1 + (others > mine).sum())
        found[f"{name}/dyads"] = float(len(others))
        below, level = (
            (others < mine).sum(),
            (others == mine).sum() - 1,
        )  # one of those that are level is the pair itself
        found[f"{name}/percentile"] = float((below + level / 2) / max(len(others) - 1, 1))
    return found


def _rows(actor: str, other: str, year: int, found: Mapping[str, float], because: list[str]) -> pl.DataFrame:
    values = pl.DataFrame(
        {"item": list(found), "value": list(found.values())}, schema={"item": pl.String, "value": pl.Float64}
    )
    named = values.with_columns(actor=pl.lit(actor), other=pl.lit(other), year=pl.lit(year, dtype=pl.Int64))
    told = named.with_columns(because=pl.lit(because, dtype=pl.List(pl.String)))
    return told.select("actor", "other", "item", "year", "value", "because").sort("item")
