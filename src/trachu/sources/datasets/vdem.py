from __future__ import annotations

import polars as pl

from trachu.core.parts import dataset
from trachu.core.tables import CAPABILITIES, Frames
from trachu.core.words import Words
from trachu.sources import tabular

YEARS = (1789, 2024)
URL = "https://www.v-dem.net/data/the-v-dem-dataset/"
HEADER = ("country_text_id", "COWcode", "year", "v2x_polyarchy")
INDICES = ("v2x_polyarchy", "v2x_libdem", "v2x_partipdem", "v2x_delibdem", "v2x_egaldem")
# V-Dem gives West Germany the number of Germany, which nobody holds in those years.
GERMANY, WEST_GERMANY, DIVIDED = "255", "260", (1949, 1989)


@dataset(
    name="vdem",
    version="15",
    gives=(CAPABILITIES,),
    years=YEARS,
    header=HEADER,
    codes="cow",
    label=Words(en="Varieties of Democracy (V-Dem): indices of democracy", th="ดัชนีประชาธิปไตย V-Dem"),
    url=URL,
    licence="CC BY-SA 4.0 (V-Dem Institute).",
    tier="B",
    later="16",
    cite=("vdem15",),
)
def vdem(raw: bytes) -> Frames:
    r"""Read V-Dem-CY-Core-v15.csv or the full file into the five high-level indices of democracy, from 0 to 1.

    The standard deviation is that of the measurement model where the file has it (`_sd`).
    Countries without a number of the Correlates of War have no row.

    >>> frames = vdem(
    ...     b"country_name,country_text_id,country_id,year,COWcode,v2x_polyarchy,v2x_polyarchy_sd\n"
    ...     b"Thailand,THA,49,2022,800,0.25,0.02\nHong Kong,HKG,167,2022,,0.2,0.02\n"
    ... )
    >>> frames["capabilities"].select("actor", "year", "indicator", "value", "sd").rows()
    [('800', 2022, 'v2x_polyarchy', 0.25, 0.02)]
    """
    more = [f"{name}{end}" for name in INDICES for end in ("", "_sd")]
    cells = tabular.required(tabular.sheet(raw, HEADER, url=URL, more=more), ("country_text_id", "year"), url=URL)
    there = [name for name in more if name in cells.columns]
    wide = tabular.inside(tabular.numbers(cells, ("year", *there), url=URL), YEARS, url=URL)
    west = (pl.col("COWcode") == GERMANY) & pl.col("year").is_between(*DIVIDED)
    coded = wide.drop_nulls("COWcode").with_columns(actor=pl.when(west).then(pl.lit(WEST_GERMANY)).otherwise("COWcode"))
    series = [
        coded.drop_nulls(name).select(
            "actor",
            "year",
            indicator=pl.lit(name),
            value=name,
            sd=pl.col(f"{name}_sd") if f"{name}_sd" in there else pl.lit(None, dtype=pl.Float64),
            unit=pl.lit("index from 0 to 1"),
        )
        for name in INDICES
        if name in there
    ]
    return {"capabilities": tabular.lay(CAPABILITIES, pl.concat(series), url=URL)}
