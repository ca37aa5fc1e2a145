"""Write the tables of a shared data folder back into the layouts in which their publishers give them out.

Run as a script it writes the files: `python tests/real/official.py SHARED OUTDIR`.
"""

from __future__ import annotations

import io
import sys
from collections.abc import Callable
from pathlib import Path

import polars as pl


def _csv(frame: pl.DataFrame, null: str = "") -> bytes:
    buffer = io.BytesIO()
    frame.write_csv(buffer, null_value=null)
    return buffer.getvalue()


def _with_abbreviations(frame: pl.DataFrame, data: Path) -> pl.DataFrame:
    states = pl.read_csv(data / "cw_system.csv").select("ccode", stateabb="cw_abb").unique("ccode")
    joined = frame.with_columns(pl.col("ccode").cast(pl.Int64)).join(
        states, on="ccode", how="left", maintain_order="left"
    )
    return joined.select("stateabb", *frame.columns)


def nmc(data: Path) -> bytes:
    """Write the abridged file of the National Material Capabilities, -9 where nothing is known."""
    frame = _with_abbreviations(pl.read_parquet(data / "cow_nmc.parquet"), data)
    return _csv(frame.with_columns(version=pl.lit(2026)), null="-9")


def majors(data: Path) -> bytes:
    """Write the list of major powers."""
    return _csv(_with_abbreviations(pl.read_csv(data / "cow_majors.csv"), data))


def atop_members(data: Path) -> bytes:
    """Write the member-level file of ATOP."""
    return _csv(pl.read_parquet(data / "atop5_1m.parquet"))


def un_votes_voeten(data: Path) -> bytes:
    """Write the votes as a file of the United Nations General Assembly Voting Data."""
    votes = pl.read_parquet(data / "un_votes_sessions_1_78.parquet")
    roll_call = pl.col("resid").str.strip_suffix(".0").alias("rcid")
    return _csv(votes.select(roll_call, "ccode", "session", "vote", "date"))


def _world_bank(data: Path, file: str, code: str, name: str) -> bytes:
    long = pl.read_parquet(data / file).sort("Year")
    wide = long.pivot("Year", index=["Country Name", "Country Code"], values="Value", maintain_order=True)
    years = wide.columns[2:]
    indicator = [pl.lit(name).alias("Indicator Name"), pl.lit(code).alias("Indicator Code")]
    named = wide.select("Country Name", "Country Code", *indicator, *years)
    buffer = io.BytesIO()
    named.write_csv(buffer, quote_style="always", line_terminator=",\n")
    preamble = '\ufeff"Data Source","World Development Indicators",\n\n"Last Updated Date","2024-06-28",\n\n'
    return preamble.encode() + buffer.getvalue()


def gdp(data: Path) -> bytes:
    """Write the World Bank's download of GDP in current dollars."""
    return _world_bank(data, "wb_gdp_current_usd.parquet", "NY.GDP.MKTP.CD", "GDP (current US$)")


def population(data: Path) -> bytes:
    """Write the World Bank's download of population."""
    return _world_bank(data, "wb_population.parquet", "SP.POP.TOTL", "Population, total")


def trade_register(data: Path) -> bytes:
    """Write SIPRI's trade register with its lines of explanation above the header."""
    register = pl.read_parquet(data / "sipri_trade_register_1995_2025.parquet")
    titles = {name: name.replace("_", " ").capitalize() for name in register.columns}
    titles |= {
        "sipri_at_database_id": "SIPRI AT Database ID",
        "sipri_estimate": "SIPRI estimate",
        "tiv_deal_unit": "TIV deal unit",
        "tiv_delivery_values": "TIV delivery values",
    }
    preamble = "Trade register\nDeliveries of major weapons\n\nSource: SIPRI Arms Transfers Database\n\n"
    return preamble.encode() + _csv(register.rename(titles))


FILES: dict[str, Callable[[Path], bytes]] = {
    "NMC-70-abridged.csv": nmc,
    "majors2016.csv": majors,
    "atop5_1m.csv": atop_members,
    "UNVotes.csv": un_votes_voeten,
    "API_NY.GDP.MKTP.CD_DS2_en_csv_v2.csv": gdp,
    "API_SP.POP.TOTL_DS2_en_csv_v2.csv": population,
    "trade-register.csv": trade_register,
}


def write(shared: Path, out: Path) -> list[Path]:
    """Write every file of `FILES` into a folder and return their paths."""
    out.mkdir(parents=True, exist_ok=True)
    paths = []
    for name, make in FILES.items():
        path = out / name
        path.write_bytes(make(shared / "data"))
        paths.append(path)
    return paths


if __name__ == "__main__":
    for written in write(Path(sys.argv[1]), Path(sys.argv[2])):
        print(written)
