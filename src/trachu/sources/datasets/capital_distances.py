from __future__ import annotations

import polars as pl

from trachu.core.parts import dataset
from trachu.core.tables import FLOWS, Frames
from trachu.core.words import Words
from trachu.ontology.actor import crosswalk
from trachu.sources import tabular

YEARS = (1816, 2020)
URL = "http://ksgleditsch.com/data-5.html"
HEADER = ("numa", "ida", "numb", "idb", "kmdist", "midist")
SIDES = ("numa", "numb")


@dataset(
    name="capital_distances",
    version="capdist",
    gives=(FLOWS,),
    years=YEARS,
    header=HEADER,
    codes="gw",
    label=Words(en="Distances between capitals (Gleditsch)", th="ระยะทางระหว่างเมืองหลวง (Gleditsch)"),
    url=URL,
    licence="Free to use with citation of its author.",
    tier="B",
    cite=("@dataset{gleditsch_capdist, author={Gleditsch, Kristian Skrede}, title={Distance between capital cities}, "
          "url={http://ksgleditsch.com/data-5.html}}",),
)  # fmt: skip
def capital_distances(raw: bytes) -> Frames:
    r"""Read capdist.csv, kilometres between capitals of independent states, into flows of ordered pairs.

    The list has no year. A flow must have one: each pair stands once, in the first year in which both of its
    codes were held, and once more where a code passed to another actor since (365 was the Soviet Union's, then
    Russia's). Frames give the distance `capdist` in every year. The measure `capital_distance` works distances
    out from places instead, by year.

    >>> frames = capital_distances(b"numa,ida,numb,idb,kmdist,midist\n800,THI,812,LAO,512,318\n")
    >>> frames["flows"].select("actor", "other", "type", "value").rows()
    [('800', '812', 'capdist', 512.0)]
    """
    cells = tabular.required(tabular.sheet(raw, HEADER, url=URL), ("numa", "numb", "kmdist"), url=URL)
    pairs = tabular.numbers(cells, (*SIDES, "kmdist"), url=URL).select(pl.col(SIDES).cast(pl.Int32), "kmdist")
    holders = crosswalk().filter(scheme="gw").select("code", "since", "until")
    held = pairs
    for side in SIDES:
        theirs = holders.rename({"code": side, "since": f"since_{side}", "until": f"until_{side}"})
        held = held.join(theirs, on=side, how="left", maintain_order="left")
    begins = pl.max_horizontal("since_numa", "since_numb")
    together = begins <= pl.min_horizontal("until_numa", "until_numb").fill_null(pl.date(YEARS[1], 12, 31))
    year = begins.dt.year().cast(pl.Int64).fill_null(YEARS[0])
    rows = held.filter(together.fill_null(True)).select(
        pl.col("numa").cast(pl.String).alias("actor"), pl.col("numb").cast(pl.String).alias("other"),
        year=year, type=pl.lit("capdist"), value="kmdist", unit=pl.lit("kilometres"),
    )  # fmt: skip
    return {"flows": tabular.lay(FLOWS, rows.unique(maintain_order=True), url=URL)}
