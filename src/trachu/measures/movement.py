from __future__ import annotations

import polars as pl

from trachu.core.maths import MAJORS, TOP, Base, Pool, gathered, indicators, pooled
from trachu.core.parts import measure
from trachu.core.words import Words


@measure(
    name="movement",
    version="1",
    needs=("capabilities", "parties", "actors"),
    key=("year",),
    label=Words(en="Movement of power among states", th="การเคลื่อนย้ายของอำนาจระหว่างรัฐ"),
    unit=Words(en="index, 0 (nothing moved) to 1 (all moved)", th="ดัชนี 0 (ไม่เปลี่ยน) ถึง 1 (เปลี่ยนทั้งหมด)"),
    cite=("singer1972distribution", "ray1973concentration"),
    indicators=indicators,
)
def movement(
    capabilities: pl.DataFrame,
    parties: pl.DataFrame,
    actors: pl.DataFrame,
    *,
    base: Base = "cinc",
    pool: Pool = "majors",
    span: int = 1,
    weights: str = "",
    top: int = TOP,
    listed: str = MAJORS,
) -> pl.DataFrame:
    """Measure what part of power has changed hands since `span` years before.

    MOVEₜ = Σᵢ |Sᵢₜ₋ₛ − Sᵢₜ| / [2 (1 − Sₘₜ)], with Sₘₜ the smallest share (Singer, Bremer & Stuckey 1972): the sum
    counts each loss and each gain, and the most that can move is all but what the smallest has. Only states in the
    pool at both times are compared, their shares laid to 1 among them at each time, so that a state which enters the
    list is not taken for a shift of power.

    `weights`, as in `gdp:2,milex:1` or `irst:1`, sets an index of one's own, or one component, in the place of the
    base; `top` and `listed` as in `power_share`.

    >>> rows = [("A", 2000, 0.5), ("B", 2000, 0.5), ("A", 2001, 0.6), ("B", 2001, 0.4)]
    >>> given = pl.DataFrame(rows, schema=["actor", "year", "value"], orient="row")
    >>> given = given.with_columns(indicator=pl.lit("gdp"), why=pl.lit(None, pl.String))
    >>> none = pl.DataFrame(schema={"record": str, "role": str, "actor": str, "since": str, "until": str, "why": str})
    >>> nobody = pl.DataFrame(schema={"actor": str, "continues": str})
    >>> movement(given, none, nobody, base="gdp", pool="all").select("year", pl.col("value").round(3)).rows()
    [(2001, 0.167)]
    """
    now = pooled(capabilities, parties, actors, base, pool, weights=weights, top=top, listed=listed)
    then = now.select("actor", pl.col("year") + span, before="share", past="because")
    both = now.join(then, on=["actor", "year"]).sort("year", "actor")
    moved = both.with_columns(
        pl.col("share") / pl.col("share").sum().over("year"), pl.col("before") / pl.col("before").sum().over("year"),
        because=pl.concat_list("because", "past"),
    )  # fmt: skip
    change = (pl.col("share") - pl.col("before")).abs().sum() / (2 * (1 - pl.col("share").min()))
    found = moved.group_by("year", maintain_order=True).agg(gathered(), change.alias("value"), n=pl.len())
    return found.filter(pl.col("n") > 1, pl.col("value").is_finite()).drop("n").sort("year")
