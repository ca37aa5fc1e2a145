"""What the files of ATOP share: who publishes them, and how alliances are written down with their terms."""

from __future__ import annotations

import polars as pl

from trachu.core.parts import Edition
from trachu.core.tables import PARTIES, TIES, Frames
from trachu.sources import tabular

YEARS = (1815, 2018)
URL = "http://www.atopdata.org/data.html"
LICENCE = "ATOP: free for public use with citation."
DOWNLOAD = ("https://www.atopdata.org/uploads/6/9/1/3/69134503/atop_5.1__.csv_.zip",)
CITE = ("leeds2002alliance", "atop51")
EDITIONS = {"5.1": Edition("5.1", 2018)}
FLAGS = ("defense", "offense", "neutral", "nonagg", "consul")
# Levels as the codebook numbers them, 0 for none: what goes beyond the five obligations.
TERMS = (
    "bilat", "wartime", "asymm", "conditio", "specthrt", "milcon", "milaid", "intcom", "subord", "organ1", "base",
    "contrib", "armred", "ecaid", "conwtin",
)  # fmt: skip
SPELL = ("begyr", "begmo", "begday", "endyr", "endmo", "endday")
UNKNOWN = "?"
LISTED = "listed"  # named by the file among the members, which does not tell from when to when


def alliances(cells: pl.DataFrame, kind: str, name: pl.Expr) -> Frames:
    """Lay alliances out, one row each, as ties of a kind with their terms, and those whom the file lists as parties.

    Obligations are named alone, other terms with their level (`base=3`), those not known with `?`. An end
    of 0 is none: in force when the data end. `name` makes the name of each tie.
    """
    members = [column for column in cells.columns if column.startswith("mem") and column[3:].isdigit()]
    numbers = tabular.numbers(cells, (*SPELL, *FLAGS, *TERMS), url=URL)
    rows = tabular.inside(
        tabular.inside(numbers, YEARS, url=URL, column="begyr"), (0, YEARS[1]), url=URL, column="endyr"
    )
    dated = rows.select(
        tie=name,
        since=tabular.edtf("begyr", "begmo", "begday"),
        until=tabular.edtf("endyr", "endmo", "endday"),
        obligations=pl.concat_list(*_terms()).list.drop_nulls(),
        listed=pl.concat_list(members).list.drop_nulls(),
    )
    ties = dated.select(
        "tie", "since", "until", "obligations",
        type=pl.lit(kind), domain=pl.lit("military-technology-security"),
        directed=pl.lit(False), exhaustive=pl.lit(True),
    )  # fmt: skip
    parties = dated.explode("listed", empty_as_null=False).select(
        "since", "until", record="tie", role=pl.lit(LISTED), actor="listed"
    )
    return {
        "ties": tabular.lay(TIES, ties, url=URL),
        "parties": tabular.lay(PARTIES, parties.unique(maintain_order=True), url=URL),
    }


def _terms() -> list[pl.Expr]:
    """Return the expressions of the terms that hold, null where one does not."""
    owed = [pl.when(pl.col(name) == 1).then(pl.lit(name)) for name in FLAGS]
    level = [pl.col(name).cast(pl.Int64).cast(pl.String).fill_null(UNKNOWN) for name in TERMS]
    more = [
        pl.when(pl.col(name).ne_missing(0.0)).then(pl.lit(f"{name}=") + text)
        for name, text in zip(TERMS, level, strict=True)
    ]
    return [*owed, *more]


def obligations(wide: pl.DataFrame, key: list[str], prefix: str, by: str) -> pl.DataFrame:
    """Turn the five flags and `atopally` into rows: one for each obligation that is owed, with the value 1.

    >>> wide = pl.DataFrame({"actor": ["2"], "year": [1950], "atopally": [1.0], **{name: [0.0] for name in FLAGS}})
    >>> obligations(wide, ["actor", "year"], "atop_", "indicator").rows()
    [('2', 1950, 'atop_ally', 1.0)]
    """
    named = wide.rename({"atopally": f"{prefix}ally", **{name: prefix + name for name in FLAGS}})
    columns = [f"{prefix}ally", *(prefix + name for name in FLAGS)]
    return named.unpivot(columns, index=key, variable_name=by).filter(pl.col("value") > 0)
