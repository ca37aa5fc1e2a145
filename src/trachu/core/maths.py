"""Arithmetic that several measures share."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Literal

import polars as pl

from trachu.core.dates import bounds
from trachu.core.stability import parse_weights
from trachu.core.weighing import weighed

Base = Literal["cinc", "gdp", "net_power", "milex", "gdp_fariss", "net_power_fariss"]
NET_POWER = {"net_power": ("gdp", "pop"), "net_power_fariss": ("gdp_fariss", "pop_fariss")}
Pool = Literal["all", "majors", "top8"]
MAJORS = "LIST:COW-MAJORS"
TOP = 8
BEFORE_FIRST = 1945  # regular session n of the UN General Assembly opens in 1945 + n; files misdate a few votes
LEAST = 2  # a pool of one state has no distribution
JOINED = ("member", "party", "participant", "founder", "signatory")  # roles that bind an actor to a tie
UNIVERSAL = 100  # what more states than this are in says little of any two of them: nearly everybody is
WHYS = pl.List(pl.String)


def shares(frame: pl.DataFrame, by: list[str], value: str = "value") -> pl.DataFrame:
    """Add `share`, each row's part of the group's sum: Sᵢ = xᵢ / Σ x.

    >>> shares(pl.DataFrame({"year": [1, 1], "value": [1.0, 3.0]}), ["year"])["share"].to_list()
    [0.25, 0.75]
    """
    return frame.with_columns(share=pl.col(value) / pl.col(value).sum().over(by))


def ranks(frame: pl.DataFrame, by: list[str], value: str = "share") -> pl.DataFrame:
    """Add `rank`, 1 for the largest of each group; ties are broken by actor, so that order never matters."""
    ordered = frame.sort([*by, value, "actor"], descending=[*(False for _ in by), True, False])
    return ordered.with_columns(rank=pl.int_range(1, pl.len() + 1).over(by))


def heirs(actors: pl.DataFrame) -> dict[str, str]:
    """Return who now continues each former actor; one that several continue has no heir.

    >>> heirs(pl.DataFrame({"actor": ["RUS", "SUN", "THA"], "continues": ["SUN", None, None]}))
    {'SUN': 'RUS'}
    """
    named = actors.filter(pl.col("continues").is_not_null()).select("actor", "continues").sort("actor")
    single = named.filter(~pl.col("continues").is_duplicated())
    step = dict(zip(single["continues"].to_list(), single["actor"].to_list(), strict=True))
    found = {}
    for former, heir in step.items():
        passed = {former}
        while heir in step and heir not in passed:
            passed.add(heir)
            heir = step[heir]
        found[former] = heir
    return found


def indicators(options: Mapping[str, Any]) -> tuple[str, ...]:
    """Return the capabilities that the base in these options is made of, or the weights if there are any.

    >>> indicators({"base": "net_power"}), indicators({"base": "cinc"})
    (('gdp', 'pop'), ('cinc',))
    >>> indicators({"base": "cinc", "weights": "irst:1"})
    ('irst',)
    """
    base = options["base"]
    if options.get("weights"):
        return tuple(parse_weights(options["weights"]))
    return NET_POWER.get(base, (base,))


def power(capabilities: pl.DataFrame, base: Base) -> pl.DataFrame:
    """Return how strong each actor is in each year on one base: actor, year, value, because.

    `cinc`, `gdp` and `milex` are indicators as published, `gdp_fariss` is real GDP since 1816 (Fariss and others
    2022). `net_power` is GDP × GDP per capita, so GDP² / population (Beckley 2018), at market prices, and
    `net_power_fariss` of the latter GDP. Only shares of it are used, hence any one unit will do.

    >>> rows = {"actor": "A", "year": 2000, "indicator": ["gdp", "pop"], "value": [6.0, 3.0], "why": ["w", "v"]}
    >>> power(pl.DataFrame(rows), "net_power").rows()
    [('A', 2000, 12.0, ['w', 'v'])]
    """
    if base in NET_POWER:
        names, (wealth, heads) = ["actor", "year", "value", "why"], NET_POWER[base]
        gdp = capabilities.filter(pl.col("indicator") == wealth).select(names)
        people = capabilities.filter(pl.col("indicator") == heads, pl.col("value") > 0).select(names)
        found = gdp.join(people, on=["actor", "year"], suffix="_pop").with_columns(
            value=pl.col("value") ** 2 / pl.col("value_pop"), because=pl.concat_list("why", "why_pop")
        )
    else:
        found = capabilities.filter(pl.col("indicator") == base).with_columns(because=pl.concat_list("why"))
    return found.select("actor", "year", "value", pl.col("because").cast(WHYS)).sort("year", "actor")


def pooled(
    capabilities: pl.DataFrame, parties: pl.DataFrame, actors: pl.DataFrame, base: Base, pool: Pool,
    *, weights: str = "", top: int = TOP, listed: str = MAJORS,
) -> pl.DataFrame:  # fmt: skip
    """Return the shares of power in a pool: actor, year, share, rank, because; ordered by year and rank.

    `all` is every actor that the data have, `top8` the eight strongest of the year, or as many as `top`
    says, `majors` those on a list, by default that of the Correlates of War. With `weights`, such as
    `gdp:2,milex:1` or `irst:1`, power is this index instead of the base. Shares sum to 1 in each year.
    Years in which the pool has fewer than two members, or no power at all, have no rows.

    >>> rows = {"actor": ["A", "B"], "year": 2000, "indicator": "cinc", "value": [0.3, 0.1], "why": None}
    >>> none = pl.DataFrame(schema={"record": str, "role": str, "actor": str, "since": str, "until": str, "why": str})
    >>> nobody = pl.DataFrame(schema={"actor": str, "continues": str})
    >>> found = pooled(pl.DataFrame(rows), none, nobody, "cinc", "all")
    >>> found.select("actor", pl.col("share").round(2), "rank").rows()
    [('A', 0.75, 1), ('B', 0.25, 2)]
    """
    found = weighed(capabilities, weights).sort("year", "actor") if weights else power(capabilities, base)
    if pool == "majors":
        found = _majors(found, parties, actors, listed)
    elif pool == "top8":
        found = ranks(found, ["year"], "value").filter(pl.col("rank") <= top).drop("rank").sort("year", "actor")
    ample = (pl.len().over("year") >= LEAST) & (pl.col("value").sum().over("year") > 0)
    return ranks(shares(found.filter(ample), ["year"]), ["year"]).select("actor", "year", "share", "rank", "because")


def gathered() -> pl.Expr:
    """Collect the whys of a group of rows with a column `because`, once each, in order."""
    return pl.col("because").explode(empty_as_null=False).drop_nulls().unique().sort().alias("because")


def _majors(powers: pl.DataFrame, parties: pl.DataFrame, actors: pl.DataFrame, name: str) -> pl.DataFrame:
    """Keep the actors that were major powers on any day of the year.

    Spells that end on the list's last day are censored, not over: the list of 2016 closes them all
    on 31 December 2016 and no later one is published, so its members are carried forward. An actor
    that continues another (Russia, the Soviet Union) counts as the same power.
    """
    listed = parties.filter(pl.col("record") == name, pl.col("role") == "member").select(
        "actor", "since", "until", "why"
    )
    if listed.is_empty() or powers.is_empty():
        return powers.clear()
    covered = powers["year"].to_list()
    first, last = min(covered), max(covered)
    spells = [_years(since, until, first, last) for since, until in listed.select("since", "until").iter_rows()]
    closing = max(end for _, end in spells)
    years = [list(range(begin, (last if end == closing else end) + 1)) for begin, end in spells]
    heir = heirs(actors)
    terms = (
        listed.with_columns(_heir=pl.col("actor").replace(heir), year=pl.Series(years, dtype=pl.List(pl.Int64)))
        .explode("year", empty_as_null=False)
        .group_by("_heir", "year")
        .agg(_list=pl.col("why").drop_nulls())
    )
    kept = powers.with_columns(_heir=pl.col("actor").replace(heir)).join(terms, on=["_heir", "year"])
    because = pl.concat_list("because", "_list")
    return kept.with_columns(because=because).select(powers.columns).sort("year", "actor")


def _years(since: str | None, until: str | None, first: int, last: int) -> tuple[int, int]:
    begin, end = bounds(since)[0], bounds(until)[1]
    return begin.year if begin else first, end.year if end else last


def session_year(by_session: bool = True) -> pl.Expr:
    """Return the year of a vote from its `session` and `date`.

    A regular session counts as the year in which it opens, though it is resumed in the next. A vote
    without a session, or of an emergency special session (its number does not fit its date), is
    of the year of its date; with `by_session` false every dated vote is.

    >>> from datetime import date
    >>> votes = pl.DataFrame({"session": [77, 11], "date": [date(2023, 2, 1), date(2022, 3, 2)]})
    >>> votes.select(session_year()).to_series().to_list()
    [2022, 2022]
    """
    opened = pl.col("session").cast(pl.Int64) + BEFORE_FIRST
    dated = pl.col("date").cast(pl.Date).dt.year().cast(pl.Int64)
    regular = pl.when(dated.is_null() | (dated - opened).is_between(-1, 1)).then(opened)
    return (pl.coalesce(regular, dated) if by_session else pl.coalesce(dated, opened)).alias("year")


def in_force(frame: pl.DataFrame, last: int) -> pl.DataFrame:
    """Give rows with `since` and `until` one row for each `year` on whose last day they surely hold.

    An open end lasts to the year `last`. A beginning within a month or a year has passed on its last
    day; an end within them may come on their first. Rows without a beginning say nothing about years.

    >>> dated = pl.DataFrame({"since": ["1961-07-06"], "until": ["1964-09"]})
    >>> in_force(dated, 2024)["year"].to_list()
    [1961, 1962, 1963]
    """
    first, until = _held(frame, last)
    years = pl.int_ranges(first, until + 1, dtype=pl.Int64, eager=True)
    kept = frame.with_columns(year=years).filter(first <= until)
    return kept.explode("year")


def in_force_at(frame: pl.DataFrame, year: int) -> pl.DataFrame:
    """Keep the rows with `since` and `until` that surely hold on the last day of one year.

    >>> dated = pl.DataFrame({"since": ["1961-07-06", "1962", None], "until": ["1964-09", None, None]})
    >>> in_force_at(dated, 1963)["since"].to_list(), in_force_at(dated, 1964)["since"].to_list()
    (['1961-07-06', '1962'], ['1962'])
    """
    first, until = _held(frame, year)
    return frame.filter((first <= year) & (until >= year))


def _held(frame: pl.DataFrame, last: int) -> tuple[pl.Series, pl.Series]:
    """Return the first and the last year on whose last day each row holds; null where it does not say since when."""
    begins = (bounds(since)[1] for since in frame["since"])
    ends = (bounds(until)[0] for until in frame["until"])
    closed = (last if e is None else min(last, e.year if (e.month, e.day) == (12, 31) else e.year - 1) for e in ends)
    first = [None if begin is None else begin.year for begin in begins]
    return pl.Series(first, dtype=pl.Int64), pl.Series(list(closed), dtype=pl.Int64)
