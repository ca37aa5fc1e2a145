from __future__ import annotations

import polars as pl

from trachu.core.maths import WHYS
from trachu.core.parts import measure
from trachu.core.words import Words

IDEAL_POINT = "ideal_point"


@measure(
    name="ideal_point_distance",
    version="1",
    needs=("capabilities",),
    key=("actor", "other", "year"),
    label=Words(en="Distance of ideal points in the UN General Assembly", th="ระยะห่างของจุดอุดมคติในสมัชชาใหญ่สหประชาชาติ"),
    unit=Words(en="distance on the estimated dimension", th="ระยะห่างบนมิติที่ประมาณค่า"),
    cite=("bailey2017estimating",),
    indicators=lambda options: (IDEAL_POINT,),
)
def ideal_point_distance(capabilities: pl.DataFrame, *, actor: str = "") -> pl.DataFrame:
    """Measure how far apart two states are on the main dimension of conflict in the General Assembly.

    dᵢⱼₜ = |θᵢₜ − θⱼₜ|, θ the ideal point that Bailey, Strezhnev & Voeten (2017) estimate for each session so
    that sessions can be compared, which agreement scores cannot. θ is the indicator `ideal_point`; its
    standard error, where given, is carried on by drawing (model `noise`). A pair comes once, actor before
    other in the alphabet; with `actor` only its pairs, it being named first.

    >>> from trachu.core.tables import CAPABILITIES
    >>> points = {"actor": ["CHN", "THA"], "year": [2023] * 2, "value": [-0.75, -0.25]}
    >>> ideal_point_distance(CAPABILITIES.of({**points, "indicator": ["ideal_point"] * 2})).drop("because").rows()
    [('CHN', 'THA', 2023, 0.5)]
    """
    points = capabilities.filter(pl.col("indicator") == IDEAL_POINT).select("year", "actor", "value", "why")
    theirs = points.rename({"actor": "other", "value": "value_other", "why": "why_other"})
    if actor:
        points = points.filter(pl.col("actor") == actor)
        pairs = points.join(theirs, on="year").filter(pl.col("actor") != pl.col("other"))
    else:
        pairs = points.join(theirs, on="year").filter(pl.col("actor") < pl.col("other"))
    because = pl.concat_list("why", "why_other").list.drop_nulls().list.unique().list.sort().cast(WHYS)
    value = (pl.col("value") - pl.col("value_other")).abs()
    return pairs.select("actor", "other", "year", value.alias("value"), because.alias("because")).sort(
        "actor", "other", "year"
    )
