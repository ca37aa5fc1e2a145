"""The published datasets as one world of facts, under the names of actors: what measures of several tables need."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import polars as pl
from real import official

import trachu.sources.datasets
from trachu.core import parts
from trachu.core.tables import CLAIMS, FLOWS, PARTIES, TABLES, Frames
from trachu.facts.world import Given, world

OFFICIAL = {
    "cow_states": official.cow_states, "cow_majors": official.majors, "cow_nmc": official.nmc,
    "atop": official.atop_members, "un_votes_voeten": official.un_votes_voeten,
    "un_ideal_points": official.ideal_points, "sipri_register": official.trade_register,
}  # fmt: skip
AS_PUBLISHED = {
    "gsdb": "gsdb_v4.csv", "eto_semiconductors": "eto_semicon_provision.csv", "maoz_powers": "maoz_powers.csv",
}  # fmt: skip


@cache
def facts(shared: Path) -> Frames:
    """Return the tables of facts of the datasets that measures of alignment, supply and sanctions need."""
    parts.load(trachu.sources.datasets)
    data = shared / "data"
    found = [given(name, write(data)) for name, write in OFFICIAL.items()]
    found += [given("world_bank", write(data)) for write in (official.gdp, official.population)]
    found += [given(name, (data / file).read_bytes()) for name, file in AS_PUBLISHED.items()]
    frames, _ = world([*found, _trade(data)], {"claims": CLAIMS.empty(), "parties": PARTIES.empty()})
    return frames


def given(name: str, raw: bytes) -> Given:
    """Read one file in its official layout, every row with the dataset's name as its why."""
    part = parts.find("dataset", name)
    frames = {n: f.with_columns(why=pl.lit(f"source:{name}")) for n, f in part.run(raw).items() if n in TABLES}
    return Given(name, part.version, part.more["codes"], part.more["years"], frames)


def _trade(data: Path) -> Given:
    """Return the trade between states of the International Trade and Production Database, 2000 to 2016."""
    rows = pl.read_parquet(data / "itpd_dyadic_trade_2000_2016.parquet")
    flows = rows.filter(pl.col("trade_musd2010") >= 0).select(
        "year", actor="exporter", other="importer", value="trade_musd2010", type=pl.lit("trade"),
        unit=pl.lit("million USD of 2010"), why=pl.lit("source:itpd"),
    )  # fmt: skip
    return Given("itpd", "1", "name", (2000, 2016), {"flows": FLOWS.of(flows)})
