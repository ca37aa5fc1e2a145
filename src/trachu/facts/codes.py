"""The code systems of the datasets turned into actors.

COW and Gleditsch-Ward numbers are read by date: a number means whoever held it then (365 is the Soviet Union in 1990
and Russia in 1992). ISO letters and ids are taken as they stand, whatever the year, for a publisher who writes RUS for
1989 says whom it means; so are names.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import polars as pl

from trachu.core.dates import bounds
from trachu.core.parts import Codes
from trachu.core.tables import PARTIES, Day, Text
from trachu.core.trace import Trace
from trachu.facts.actors import NUMBERED, folded
from trachu.facts.finding import Finding


@dataclass(frozen=True, slots=True)
class Resolved:
    """Rows whose codes are actors, and the codes that are nobody: code, rows, first, last."""

    frame: pl.DataFrame
    unresolved: pl.DataFrame


def resolve(
    frame: pl.DataFrame, codes: Codes, columns: Sequence[str], when: str, known: pl.DataFrame, *, keep: bool = False
) -> Resolved:
    """Replace the codes in `columns` by actors, for the year or the day in `when`.

    A code of a year means whoever held it on 31 December, else the last who held it during that
    year. `held` tells whether every code of the row was held to the end, `code` what the codes
    were; `settle` uses both. Rows with a code that is nobody are left out and counted; with `keep` they
    are counted and stay, as `NAME:` and the code, because a total that leaves them out is wrong.

    >>> from datetime import date
    >>> known = pl.DataFrame({"scheme": ["cow", "cow"], "code": ["365", "365"], "actor": ["SUN", "RUS"],
    ...     "since": [date(1922, 12, 30), date(1991, 12, 26)], "until": [date(1991, 12, 25), None]})
    >>> given = pl.DataFrame({"actor": ["365", "365", "999"], "year": [1990, 1991, 1990]})
    >>> done = resolve(given, "cow", ["actor"], "year", known)
    >>> done.frame["actor"].to_list(), done.unresolved["code"].to_list()
    (['SUN', 'RUS'], ['999'])
    """
    period = ("_low", "_high")
    work = frame.with_columns(*_period(frame, when), held=pl.lit(True), code=pl.concat_str(columns, separator="→"))
    holders_known = known.filter(scheme=codes).drop("scheme")
    nobody = []
    for column in columns:
        work = work.with_columns(_clean(column, codes, work).alias("_code"))
        holders = _holders(work.select("_code", *period).unique(), holders_known)
        work = work.join(holders, on=["_code", *period], how="left", maintain_order="left")
        nobody.append(_count(work.filter(pl.col("_actor").is_null()), column))
        work = work.with_columns(
            pl.coalesce("_actor", pl.lit("NAME:") + pl.col("_code") if keep else None).alias(column),
            held=pl.col("held") & pl.col("_held").fill_null(False),
        ).drop("_actor", "_held", "_code")
    whole = work.filter(pl.all_horizontal(pl.col(c).is_not_null() for c in columns)).drop(period)
    return Resolved(whole, _together(nobody))


def settle(frame: pl.DataFrame, key: Sequence[str], dataset: str) -> tuple[pl.DataFrame, list[Trace]]:
    """Keep one row where two codes of a dataset mean one actor in one year.

    Germany is both 255 and 260 in 1990: the code held on 31 December wins, and the step that is the
    row's why names the other and keeps its why.

    >>> rows = pl.DataFrame({"actor": ["DEU", "DEU"], "year": [1990, 1990], "value": [1.0, 2.0],
    ...     "why": ["source:a", "source:a"], "held": [False, True], "code": ["260", "255"]})
    >>> kept, traces = settle(rows, ["actor", "year"], "cow_nmc@7.0")
    >>> kept["value"].to_list(), traces[0].says
    ([2.0], 'cow_nmc@7.0: kept code 255 over 260')
    """
    twice = frame.select(key).is_duplicated()
    alone = frame.filter(~twice).drop("held", "code")
    if not twice.any():
        return alone, []
    rivals = frame.filter(twice).sort(*key, "held", "code", descending=[*(False for _ in key), True, False])
    groups = rivals.group_by(key, maintain_order=True).agg(_codes=pl.col("code"), _whys=pl.col("why").drop_nulls())
    traces = [
        Trace("step", f"{dataset}: kept code {codes[0]} over {', '.join(codes[1:])}", tuple(dict.fromkeys(whys)))
        for codes, whys in groups.select("_codes", "_whys").iter_rows()
    ]
    first = rivals.unique(key, keep="first", maintain_order=True)
    chosen = first.with_columns(why=pl.Series([t.id for t in traces], dtype=Text)).select(alone.columns)
    return pl.concat([alone, chosen]), list({t.id: t for t in traces}.values())


def resolve_spells(parties: pl.DataFrame, codes: Codes, known: pl.DataFrame) -> Resolved:
    """Replace the codes of `parties` by actors; a spell is cut where its code passes to another actor.

    Membership of 365 from 1975 on is one spell of SUN until 25 December 1991 and one of RUS from the
    day after. A spell that one actor held throughout keeps its dates as they were written.

    >>> from trachu.facts.actors import code_table
    >>> spell = {"record": "T", "role": "member", "actor": "365", "since": "1975", "until": None, "why": None}
    >>> done = resolve_spells(PARTIES.of([spell]), "cow", code_table())
    >>> done.frame.select("actor", "since", "until").rows()
    [('RUS', '1991-12-26', None), ('SUN', '1975', '1991-12-25')]
    """
    days = {text: bounds(text) for text in {*parties["since"], *parties["until"]}}
    low = [days[text][0] for text in parties["since"]]
    high = [days[text][1] for text in parties["until"]]
    work = parties.with_columns(
        _clean("actor", codes, parties).alias("_code"), _low=pl.Series(low, dtype=Day), _high=pl.Series(high, dtype=Day)
    ).with_row_index("_row")
    known = known.filter(scheme=codes).select(_code="code", _actor="actor", _from="since", _to="until")
    pieces = work.join(known, on="_code", how="left").filter(
        _reaches("_low", "_to") & _reaches("_from", "_high"), pl.col("_actor").is_not_null()
    )
    several = pl.col("_actor").n_unique().over("_row") > 1
    begun = several & pl.col("_from").is_not_null() & (pl.col("_low").is_null() | (pl.col("_from") > pl.col("_low")))
    ended = several & pl.col("_to").is_not_null() & (pl.col("_high").is_null() | (pl.col("_to") < pl.col("_high")))
    first = pl.col("_from") == pl.col("_from").min().over("_row")
    cut = pieces.with_columns(
        actor=pl.col("_actor"),
        since=pl.when(begun & ~(first & pl.col("_low").is_null())).then(_iso("_from")).otherwise(pl.col("since")),
        until=pl.when(ended).then(_iso("_to")).otherwise(pl.col("until")),
    )
    lost = work.join(pieces.select("_row").unique(), on="_row", how="anti")
    counted = _count(lost.with_columns(_code=pl.col("actor")), "actor")
    key = list(PARTIES.key)
    kept = cut.sort(*key, "until", "_row").select(parties.columns).unique(key, keep="first", maintain_order=True)
    return Resolved(kept, _together([counted]))


def unresolved(found: pl.DataFrame) -> list[Finding]:
    """Say loudly which codes are nobody: one finding per dataset and code, whatever its rows.

    `found` has the columns dataset, why, code, rows, first, last.

    >>> found = pl.DataFrame({"dataset": ["wb@1"], "why": ["source:a"], "code": ["WLD"], "rows": [65],
    ...     "first": [1960], "last": [2024]})
    >>> [(one.record, one.says) for one in unresolved(found)]
    [('wb@1/WLD', '65 rows, 1960–2024')]
    """
    whole = found.group_by("dataset", "code").agg(
        pl.col("rows").sum(), pl.col("first").min(), pl.col("last").max(), whys=pl.col("why").unique().sort()
    )
    return [
        Finding(
            record=f"{row['dataset']}/{row['code'] or '(empty)'}",
            other=None,
            about="unresolved code",
            says=f"{row['rows']} rows" + (f", {row['first']}–{row['last']}" if row["first"] else ""),
            against="no actor holds this code then; the rows are left out",
            whys=tuple(row["whys"]),
        )
        for row in whole.sort("dataset", "code").iter_rows(named=True)
    ]


def _period(frame: pl.DataFrame, when: str) -> tuple[pl.Expr, pl.Expr]:
    if frame.schema[when] == Day:
        return pl.col(when).alias("_low"), pl.col(when).alias("_high")
    return pl.date(pl.col(when), 1, 1).alias("_low"), pl.date(pl.col(when), 12, 31).alias("_high")


def _clean(column: str, codes: Codes, frame: pl.DataFrame) -> pl.Expr:
    text = pl.col(column).fill_null("").str.strip_chars()
    if codes in NUMBERED:
        return text.str.strip_chars_start("0")
    if codes == "iso3":
        return text.str.to_uppercase()
    distinct = frame[column].fill_null("").unique()
    return text.replace_strict(
        pl.Series([name.strip() for name in distinct], dtype=Text),
        pl.Series([folded(name) for name in distinct], dtype=Text),
        return_dtype=Text,
    )


def _holders(wanted: pl.DataFrame, known: pl.DataFrame) -> pl.DataFrame:
    held = pl.col("until").is_null() | (pl.col("until") >= pl.col("_high"))
    return (
        wanted.join(known, left_on="_code", right_on="code")
        .filter(_reaches("since", "_high") & _reaches("_low", "until"))
        .with_columns(_held=held)
        .sort("_held", "since", "actor", descending=[True, True, False], nulls_last=True)
        .unique(["_code", "_low", "_high"], keep="first", maintain_order=True)
        .select("_code", "_low", "_high", _actor="actor", _held="_held")
    )


def _reaches(start: str, end: str) -> pl.Expr:
    """Whether something that starts then is not after the end of another; open sides always reach."""
    return pl.col(start).is_null() | pl.col(end).is_null() | (pl.col(start) <= pl.col(end))


def _iso(column: str) -> pl.Expr:
    return pl.col(column).dt.to_string("%Y-%m-%d")


def _count(lost: pl.DataFrame, column: str) -> pl.DataFrame:
    return lost.group_by(code=pl.col("_code")).agg(
        rows=pl.len(), first=pl.col("_low").min().dt.year(), last=pl.col("_high").max().dt.year()
    )


def _together(counts: list[pl.DataFrame]) -> pl.DataFrame:
    whole = pl.concat(counts).group_by("code")
    return whole.agg(pl.col("rows").sum(), pl.col("first").min(), pl.col("last").max()).sort("code")
