"""What ties say of themselves with levels, such as `hostlev=4`, laid out by pair and year: disputes and alliances."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import polars as pl

from trachu.core.alliances import spells
from trachu.core.dates import bounds
from trachu.core.errors import UsageError
from trachu.core.tables import Day
from trachu.core.words import Words

PAIR = ("actor", "other", "year")
SIDES = ("side_a", "side_b")
DISPUTES = {"dispute": "cow_mid", "dispute_gml": "gml_mid"}  # kinds of tie, and the dataset that says who took part
PACTS = {"alliance_terms": "terms_", "phase_terms": "phase_"}  # kinds of tie, and how their columns begin
LEVELS = {"hostlev": "hostility", "fatality": "fatality", "recip": "reciprocated"}
LISTED, MEMBER = "listed", "member"
UNKNOWN = "?"
NAN = float("nan")


def disputes(ties: pl.DataFrame, parties: pl.DataFrame, kind: str) -> pl.DataFrame:
    """Lay disputes out by pair and year: how many, how many began, and the highest levels of what came of them.

    Two states are in a dispute in a year if they stood on opposite sides of it on a day that both took part, as
    far as the days are known. Levels are those of the whole dispute, not of one of its sides; NaN where none of
    the disputes tells it.

    >>> from trachu.core.tables import PARTIES, TIES
    >>> tie = TIES.of({"tie": ["MID:2"], "type": ["dispute"], "obligations": [["hostlev=3", "fatality=?"]]})
    >>> names = {"record": ["MID:2"] * 2, "role": ["side_a", "side_b"], "actor": ["USA", "GBR"]}
    >>> both = PARTIES.of({**names, "since": ["1902-07"] * 2, "until": ["1903-01-24"] * 2})
    >>> found = disputes(tie, both, "dispute").filter(actor="USA").drop("actor", "other")
    >>> found.columns
    ['year', 'dispute', 'dispute_onset', 'dispute_hostility', 'dispute_fatality', 'dispute_reciprocated']
    >>> found.rows()
    [(1902, 1.0, 1.0, 3.0, nan, 0.0), (1903, 1.0, 0.0, 3.0, nan, 0.0)]
    """
    named = ties.filter(pl.col("type") == kind).select(pl.col("tie").alias("record"), *_levels(LEVELS))
    sides = _dated(parties.filter(pl.col("role").is_in(SIDES)).join(named.select("record"), on="record"))
    if sides.is_empty():
        raise _nobody(kind)
    met = sides.join(sides, on="record", suffix="_other").filter(
        pl.col("role") != pl.col("role_other"),
        pl.col("actor") != pl.col("actor_other"),
        pl.col("begin") <= pl.col("end_other"),
        pl.col("begin_other") <= pl.col("end"),
    )
    first = pl.max_horizontal("begin", "begin_other").dt.year()
    last = pl.min_horizontal("end", "end_other").dt.year()
    years = met.with_columns(begun=first, year=pl.int_ranges(first, last + 1, dtype=pl.Int64))
    rows = years.explode("year", empty_as_null=False).join(named, on="record")
    onset = (pl.col("year") == pl.col("begun").min().over("record", "actor", "actor_other")).cast(pl.Float64)
    once = rows.with_columns(onset=onset).unique(["record", "actor", "actor_other", "year"])
    found = once.group_by("actor", "year", other="actor_other").agg(
        pl.len().cast(pl.Float64).alias(kind),
        pl.col("onset").sum().alias(f"{kind}_onset"),
        *(pl.col(name).max().fill_null(NAN).alias(f"{kind}_{called}") for name, called in LEVELS.items()),
    )
    return found.select(*PAIR, pl.exclude(PAIR)).sort(PAIR)


def pacts(ties: pl.DataFrame, parties: pl.DataFrame, kind: str, last: int) -> pl.DataFrame:
    """Lay the terms of alliances out by pair and year: the highest level of each among those that bind both.

    The days on which a member joined and left are those of the members' file of ATOP, where it is there; else
    every state that the file lists counts from the first to the last day of the alliance. One in force when the
    data end lasts to `last`. NaN where none of the alliances tells the level.

    >>> from trachu.core.tables import PARTIES, TIES
    >>> tie = TIES.of({"tie": ["ATOPA:1"], "type": ["alliance_terms"], "obligations": [["defense", "base=3"]]})
    >>> names = {"record": ["ATOPA:1"] * 2, "role": ["listed"] * 2, "actor": ["USA", "GBR"]}
    >>> both = PARTIES.of({**names, "since": ["1949"] * 2, "until": ["1949"] * 2})
    >>> pacts(tie, both, "alliance_terms", 2018).rows()
    [('GBR', 'USA', 1949, 3.0), ('USA', 'GBR', 1949, 3.0)]
    """
    own = ties.filter(pl.col("type") == kind)
    told = own["obligations"].explode(empty_as_null=False).drop_nulls()
    names = sorted({text.partition("=")[0] for text in told.to_list() if "=" in text})
    named = own.select(pl.col("tie").str.replace(r"^.*:", "").alias("number"), *_levels(names))
    seats = _seats(own, parties, kind, last)
    met = seats.join(seats, on="number", suffix="_other").filter(pl.col("actor") != pl.col("actor_other"))
    begin, end = pl.max_horizontal("first", "first_other"), pl.min_horizontal("last", "last_other")
    years = met.filter(begin <= end).with_columns(year=pl.int_ranges(begin, end + 1, dtype=pl.Int64))
    rows = years.explode("year", empty_as_null=False).join(named, on="number")
    levels = [pl.col(name).max().fill_null(NAN).alias(f"{PACTS[kind]}{name}") for name in names]
    found = rows.group_by("actor", "year", other="actor_other").agg(levels)
    return found.select(*PAIR, pl.exclude(PAIR)).sort(PAIR)


def _levels(names: Iterable[str]) -> Sequence[pl.Expr]:
    """Return the level that each tie states of a term: 0 if it does not name it, null if that is not known."""
    found = []
    for name in names:
        own = pl.col("obligations").list.eval(pl.element().filter(pl.element().str.starts_with(f"{name}=")))
        text = own.list.first().str.strip_prefix(f"{name}=").fill_null("0")
        found.append(pl.when(text != UNKNOWN).then(text).cast(pl.Float64).alias(name))
    return found


def _dated(parties: pl.DataFrame) -> pl.DataFrame:
    """Add the first and last day that each spell may have, an unknown day being the first or last that it can be."""
    days = {text: bounds(text) for text in {*parties["since"], *parties["until"]}}
    begin = pl.Series("begin", [days[text][0] for text in parties["since"]], dtype=Day)
    end = pl.Series("end", [days[text][1] for text in parties["until"]], dtype=Day)
    dated = parties.select("record", "role", "actor").with_columns(begin, end)
    return dated.drop_nulls(["begin", "end"])


def _seats(own: pl.DataFrame, parties: pl.DataFrame, kind: str, last: int) -> pl.DataFrame:
    """Return who was in which alliance from which year to which: number, actor, first, last."""
    phase = r"\.\d+$" if kind == "alliance_terms" else r"^$"
    known = own["tie"].str.replace(r"^.*:", "")
    exact = parties.filter(pl.col("role") == MEMBER, pl.col("record").str.starts_with("ATOP:")).with_columns(
        number=pl.col("record").str.strip_prefix("ATOP:").str.replace(phase, "")
    )
    exact = exact.filter(pl.col("number").is_in(known.to_list()))
    listed = parties.filter(pl.col("role") == LISTED, pl.col("record").is_in(own["tie"].to_list())).with_columns(
        number=pl.col("record").str.replace(r"^.*:", "")
    )
    rest = listed.join(exact.select("number").unique(), on="number", how="anti")
    seats = spells(pl.concat([exact, rest])).with_columns(pl.col("last").fill_null(last))
    return seats.drop_nulls("first").select("number", "actor", "first", "last")


def _nobody(kind: str) -> UsageError:
    name = DISPUTES[kind]
    return UsageError(
        Words(
            en=f"Nobody is known to have taken part in the disputes of {kind}.", th=f"ไม่ทราบว่าใครร่วมในข้อพิพาทของ {kind}"
        ),
        Words(en=f"Add the participants as well: {name}.", th=f"โปรดเพิ่มข้อมูลผู้ร่วมข้อพิพาทด้วย คือ {name}"),
    )
