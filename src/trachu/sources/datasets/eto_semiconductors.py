from __future__ import annotations

import polars as pl

from trachu.core.parts import dataset
from trachu.core.tables import CAPABILITIES, Frames
from trachu.core.words import Words
from trachu.sources import tabular

YEAR = 2019  # the market sizes beside the shares are those of 2019; the file with the shares has no year
URL = "https://eto.tech/dataset-docs/chipexplorer/"
HEADER = ("provider_name", "provider_id", "provided_name", "provided_id", "share_provided", "negligible_market_share")
LETTERS = r"^[A-Z]{3}$"
MISWRITTEN = {"MAL": "MYS"}  # Malaysia; MAL is no code of ISO 3166


@dataset(
    name="eto_semiconductors",
    version="2025",
    gives=(CAPABILITIES,),
    years=(YEAR, YEAR),
    header=HEADER,
    codes="iso3",
    label=Words(en="Semiconductor supply chain: shares of states", th="ห่วงโซ่อุปทานเซมิคอนดักเตอร์: สัดส่วนของรัฐ"),
    url=URL,
    licence="CC BY-NC 4.0 (Emerging Technology Observatory, CSET): not for commercial use. Bring your own copy.",
    tier="C",
    cite=("eto_chipexplorer", "khan2021semiconductor"),
)
def eto_semiconductors(raw: bytes) -> Frames:
    r"""Read provision.csv into the share of each state in each stage and input of the chip industry.

    The indicator is `semiconductors/` and the name of the stage or input; the value is the share of
    the world market that firms of the state hold. A share that the file leaves open or calls
    negligible has no row, and neither do firms or providers that it does not name.

    >>> frames = eto_semiconductors(
    ...     b"provider_name,provider_id,provided_name,provided_id,share_provided,negligible_market_share\n"
    ...     b"USA,P1,Design,S1,61%,\nVarious,P5,Design,S1,9%,\nIntel,P9,Logic chip design: Advanced CPUs,N1,,\n"
    ... )
    >>> frames["capabilities"].select("actor", "year", "indicator", "value").rows()
    [('USA', 2019, 'semiconductors/Design', 0.61)]
    """
    cells = tabular.required(tabular.sheet(raw, HEADER, url=URL), HEADER[:4], url=URL)
    shares = cells.with_columns(pl.col("share_provided").str.strip_suffix("%"))
    known = tabular.numbers(shares, ("share_provided",), url=URL).drop_nulls("share_provided")
    rows = known.filter(pl.col("provider_name").str.contains(LETTERS)).select(
        actor=pl.col("provider_name").replace(MISWRITTEN),
        year=pl.lit(YEAR),
        indicator=pl.lit("semiconductors/") + pl.col("provided_name"),
        value=pl.col("share_provided") / 100,
        unit=pl.lit("share of world market"),
    )
    return {"capabilities": tabular.lay(CAPABILITIES, rows, url=URL)}
