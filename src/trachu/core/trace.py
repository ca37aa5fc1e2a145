"""Provenance: every row has a `why`, and every `why` leads to a source."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from hashlib import sha256
from typing import Literal

import polars as pl

from trachu.core.tables import TRACES

Kind = Literal["source", "passage", "claim", "step"]
GATHERED = "because"


@dataclass(frozen=True, slots=True)
class Trace:
    """One reason for a row: a source, a passage of it, a claim in it, or a step."""

    kind: Kind
    says: str
    parents: tuple[str, ...] = ()

    @property
    def id(self) -> str:
        """Name the trace by its content, so that doing a thing twice adds nothing.

        >>> Trace("source", "cow_nmc@7.0").id
        'source:429fb7a04a78'
        """
        content = "\0".join((self.kind, self.says, *self.parents))
        return f"{self.kind}:{sha256(content.encode()).hexdigest()[:12]}"


def frame_of(traces: Iterable[Trace]) -> pl.DataFrame:
    """Lay traces out as a table, one row for each distinct trace."""
    rows = {t.id: t for t in traces}
    return TRACES.of(
        [{"trace": i, "kind": t.kind, "says": t.says, "parents": list(t.parents)} for i, t in rows.items()]
    )


def step(says: str, whys: Sequence[str | None]) -> Trace:
    """Make the trace of a step from the reasons of what went in."""
    return Trace("step", says, tuple(sorted({w for w in whys if w})))


def derive(
    result: pl.DataFrame, inputs: Sequence[pl.DataFrame], key: Sequence[str], says: str
) -> tuple[pl.DataFrame, list[Trace]]:
    """Give each row of `result` a `why` made of the input rows that it rests on.

    A measure that knows the rows says so in a column `because` (a list of whys). Otherwise these
    are the rows of each input that share the output key, on the columns which both have; an input
    without any such column counts whole. Rows that rest on the same inputs share one trace, so a
    million dyad-years drawn from two datasets cost one trace and not a million.

    >>> given = pl.DataFrame({"year": [1, 1, 2], "why": ["source:a", "source:b", "source:a"]})
    >>> frame, traces = derive(pl.DataFrame({"year": [1, 2]}), [given], ["year"], "sum()")
    >>> [t.parents for t in traces]
    [('source:a', 'source:b'), ('source:a',)]
    """
    if GATHERED not in result.columns:
        result = _gather(result, inputs, key)
    parents = pl.col(GATHERED).list.drop_nulls().list.unique().list.sort()
    result = result.with_columns(parents.fill_null(pl.lit([], dtype=pl.List(pl.String))).alias(GATHERED))
    distinct = result[GATHERED].unique(maintain_order=True).to_list()
    traces = [Trace("step", says, tuple(row)) for row in distinct]
    named = pl.DataFrame(
        {GATHERED: distinct, "why": [t.id for t in traces]},
        schema={GATHERED: pl.List(pl.String), "why": pl.String},
    )
    joined = result.drop("why", strict=False).join(named, on=GATHERED, how="left", maintain_order="left")
    return joined.drop(GATHERED), traces


def _gather(result: pl.DataFrame, inputs: Sequence[pl.DataFrame], key: Sequence[str]) -> pl.DataFrame:
    found = [pl.lit([], dtype=pl.List(pl.String))]
    for number, frame in enumerate(f for f in inputs if "why" in f.columns and f.height):
        shared = [name for name in key if name in frame.columns and name in result.columns]
        column = f"_why{number}"
        if not shared:
            found.append(pl.lit(frame["why"].drop_nulls().unique().to_list(), dtype=pl.List(pl.String)))
            continue
        keys = result.select(shared).unique()
        asked = frame.select(*shared, "why").join(keys, on=shared, how="semi", nulls_equal=True)
        whys = asked.unique().group_by(shared).agg(pl.col("why").drop_nulls().alias(column))
        result = result.join(whys, on=shared, how="left", nulls_equal=True, maintain_order="left")
        found.append(pl.col(column).fill_null(pl.lit([], dtype=pl.List(pl.String))))
    merged = result.with_columns(pl.concat_list(found).alias(GATHERED))
    return merged.drop([c for c in merged.columns if c.startswith("_why")])
