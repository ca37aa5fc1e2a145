from __future__ import annotations

import polars as pl

from trachu.core.parts import dataset
from trachu.core.tables import CAPABILITIES, Frames
from trachu.core.words import Words
from trachu.sources import tabular

YEARS = (1946, 2024)
URL = "https://doi.org/10.7910/DVN/LEJUQZ"
HEADER = ("ccode", "session", "IdealPointAll", "Q5%All", "Q95%All")
FOUNDED = 1945  # session n opens in the September of 1945 + n; the first one, in January 1946
WIDTH = 2 * 1.6448536269514722  # standard deviations between the 5th and the 95th percentile of a normal distribution


@dataset(
    name="un_ideal_points",
    version="June 2024",
    gives=(CAPABILITIES,),
    years=YEARS,
    header=HEADER,
    codes="cow",
    label=Words(
        en="Ideal points from UN General Assembly votes", th="ตำแหน่งในอุดมคติจากการลงคะแนนเสียงในสมัชชาใหญ่สหประชาชาติ"
    ),
    url=URL,
    licence="Harvard Dataverse, CC0; cite the authors.",
    tier="B",
    cite=("bailey2017estimating", "voeten2009votes"),
)
def un_ideal_points(raw: bytes) -> Frames:
    r"""Read IdealpointestimatesAll_Jun2024.csv into the indicator `ideal_point`, a value per state and session.

    The year is that in which the session opened, 1945 + session. The standard deviation is what a
    normal distribution with the published percentiles would have: (Q95 − Q5) / 3.29.

    >>> frames = un_ideal_points(
    ...     b'ccode,session,NVotesAll,IdealPointAll,Q5%All,Q50%All,Q95%All\n800,78,88,-0.3467,-0.5112,-0.3467,-0.1822\n'
    ... )
    >>> frames["capabilities"].select("actor", "year", "indicator", "value", pl.col("sd").round(3)).rows()
    [('800', 2023, 'ideal_point', -0.3467, 0.1)]
    """
    cells = tabular.required(tabular.sheet(raw, HEADER, url=URL), ("ccode", "session"), url=URL)
    points = tabular.numbers(cells, HEADER[1:], url=URL)
    points = tabular.inside(points.with_columns(year=pl.col("session") + FOUNDED), YEARS, url=URL)
    rows = points.drop_nulls("IdealPointAll").select(
        "year",
        actor="ccode",
        indicator=pl.lit("ideal_point"),
        value="IdealPointAll",
        sd=(pl.col("Q95%All") - pl.col("Q5%All")) / WIDTH,
        unit=pl.lit("ideal point"),
    )
    return {"capabilities": tabular.lay(CAPABILITIES, rows, url=URL)}
