"""What the files of militarized disputes share: disputes as ties with what came of them, and who was on which side."""

from __future__ import annotations

import polars as pl

from trachu.core.tables import PARTIES, TIES, Frames
from trachu.sources import tabular

MISSING = ("-9",)
SPELL = ("styear", "stmon", "stday", "endyear", "endmon", "endday")
HEADER = ("dispnum", *SPELL, "outcome", "settle", "fatality", "maxdur", "mindur", "hiact", "hostlev", "recip", "numa")
TERMS = ("hostlev", "fatality", "fatalpre", "hiact", "outcome", "settle", "recip")  # levels as the codebook has them
UNKNOWN = "?"
SIDES = ("side_b", "side_a")  # roles of the parties of a dispute, by the flag `sidea`


def disputes(raw: bytes, kind: str, prefix: str, years: tuple[int, int], url: str) -> Frames:
    """Lay the disputes of a dispute-level file out, one row each, as ties of a kind, with what came of them.

    `hostlev=4` is the highest level of hostility that any side reached, `fatality=2` a level of deaths, and so
    on; a level of 0 is left out, one that is not known is `?`. Who took part is not in the file.
    """
    cells = tabular.required(tabular.sheet(raw, HEADER, url=url, more=TERMS), ("dispnum", "styear", "endyear"), url=url)
    terms = [name for name in TERMS if name in cells.columns]
    rows = tabular.numbers(cells, (*SPELL, *terms), url=url, missing=MISSING)
    for column in ("styear", "endyear"):
        rows = tabular.inside(rows, years, url=url, column=column)
    levels = [
        pl.when(pl.col(name).ne_missing(0.0)).then(
            pl.lit(f"{name}=") + pl.col(name).cast(pl.Int64).cast(pl.String).fill_null(UNKNOWN)
        )
        for name in terms
    ]
    ties = rows.select(
        pl.format(f"{prefix}:{{}}", "dispnum").alias("tie"),
        since=tabular.edtf("styear", "stmon", "stday"),
        until=tabular.edtf("endyear", "endmon", "endday"),
        obligations=pl.concat_list(levels).list.drop_nulls(),
        type=pl.lit(kind),
        domain=pl.lit("military-technology-security"),
        directed=pl.lit(False),
        exhaustive=pl.lit(True),
    )
    return {"ties": tabular.lay(TIES, ties, url=url)}


def sides(spells: pl.DataFrame, prefix: str, url: str) -> pl.DataFrame:
    """Lay who was on which side of a dispute out as parties, from when to when, as far as the days are known.

    `spells` has dispnum, ccode, sidea (1 for side A), since and until; a side that is not known is none.
    """
    role = pl.when(pl.col("sidea") == 1).then(pl.lit(SIDES[1])).when(pl.col("sidea") == 0).then(pl.lit(SIDES[0]))
    named = spells.select(
        pl.format(f"{prefix}:{{}}", "dispnum").alias("record"), role.alias("role"), "since", "until", actor="ccode"
    ).drop_nulls("role")
    latest = named.sort("record", "role", "actor", "since", "until", nulls_last=True)
    once = latest.unique(["record", "role", "actor", "since"], keep="last", maintain_order=True)
    return tabular.lay(PARTIES, once, url=url)
