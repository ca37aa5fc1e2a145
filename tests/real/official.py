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


def _dated(frame: pl.DataFrame, column: str, prefix: str) -> pl.DataFrame:
    day = pl.col(column).str.to_date()
    parts = {f"{prefix}year": day.dt.year(), f"{prefix}month": day.dt.month(), f"{prefix}day": day.dt.day()}
    return frame.with_columns(**parts).drop(column)


def cow_states(data: Path) -> bytes:
    """Write the list of states of the edition of 2016."""
    spells = pl.read_csv(data / "cw_system.csv").rename({"cw_abb": "stateabb", "cw_name": "statenme"})
    dated = _dated(_dated(spells, "start", "st"), "end", "end").with_columns(version=pl.lit(2016))
    spell = ("styear", "stmonth", "stday", "endyear", "endmonth", "endday")
    return _csv(dated.select("stateabb", "ccode", "statenme", *spell, "version"))


def gw_states(data: Path) -> bytes:
    """Write the list of independent states, without the microstates."""
    states = pl.read_csv(data / "gw_system.csv").filter(microstate=0)
    named = states.select(statenumber="gwcode", stateid="gw_abb", countryname="gw_name", start="start", end="end")
    buffer = io.BytesIO()
    named.write_csv(buffer, separator="\t")
    return buffer.getvalue().decode().encode("cp1252", errors="replace")


def contiguity(data: Path) -> bytes:
    """Write the spells of direct contiguity, each pair once, as months."""
    spells = pl.read_csv(data / "cow_contdir.csv").filter(pl.col("ccode1") < pl.col("ccode2"), pl.col("conttype") > 0)
    month = {n: pl.col(c).str.slice(0, 7).str.replace("-", "") for n, c in (("begin", "stdate"), ("end", "enddate"))}
    named = spells.with_columns(**month, version=pl.lit(3.2), notes=pl.lit(""), statelab=pl.lit("-")).select(
        (pl.col("ccode1") * 1000 + pl.col("ccode2")).alias("dyad"),
        pl.col("ccode1").alias("statelno"),
        "statelab",
        pl.col("ccode2").alias("statehno"),
        pl.col("statelab").alias("statehab"),
        "conttype", "begin", "end", "notes", "version",
    )  # fmt: skip
    return _csv(named)


def gml_disputes(data: Path) -> bytes:
    """Write the directed dispute-years of Gibler, Miller and Little."""
    return _csv(pl.read_parquet(data / "gml_dirdisp.parquet"))


def conflicts(data: Path) -> bytes:
    """Write the conflict-years of UCDP/PRIO, with the columns that the file of the shared folder left out."""
    kinds = {"extrasystemic": 1, "interstate": 2, "intrastate": 3, "II": 4}
    given = pl.read_parquet(data / "ucdp_acd.parquet").with_columns(pl.col("type_of_conflict").cast(pl.String))
    kind = pl.col("type_of_conflict").replace_strict(kinds, default=None)
    blank = [pl.lit("-").alias(name) for name in ("location", "side_a", "side_b")]
    return _csv(given.with_columns(kind, *blank))


def igo(data: Path) -> bytes:
    """Write the state-years with a column per organisation."""
    long = pl.read_parquet(data / "cow_igo_membership_long.parquet")
    wide = long.pivot("ioname", index=["ccode", "year"], values="status").fill_null(0).sort("ccode", "year")
    named = {name: {"aaaid": "AAAID", "wassen": "Wassen"}.get(name, name) for name in wide.columns}
    return _csv(wide.rename(named).with_columns(state=pl.lit("-")))


def ideal_points(data: Path) -> bytes:
    """Write the estimates of ideal points on all votes."""
    return _csv(pl.read_parquet(data / "un_ideal_points_jun2024.parquet").drop("year"), null="NA")


def fariss(data: Path) -> bytes:
    """Write the estimates of GDP and population as the package isard has them."""
    return _csv(pl.read_parquet(data / "cw_gdppop.parquet"), null="NA")


def pwt(data: Path) -> bytes:
    """Write the sheet Data of the Penn World Table."""
    table = pl.read_parquet(data / "pwt1001.parquet")
    return _csv(table.rename({"isocode": "countrycode", "currency": "currency_unit"}))


def maddison(data: Path) -> bytes:
    """Write the sheet Full data of the Maddison Project Database, from 1800 on."""
    return _csv(pl.read_parquet(data / "maddison_1800plus.parquet").drop("iso2c", "iso3c", "continent"))


def vdem(data: Path) -> bytes:
    """Write the one index of V-Dem that is in the shared folder, for the states of the Correlates of War."""
    rows = pl.read_parquet(data / "cw_democracy.parquet").filter(pl.col("year") <= 2024)
    return _csv(rows.select(country_text_id=pl.lit("-"), COWcode="ccode", year="year", v2x_polyarchy="v2x_polyarchy"))


def sanctions(data: Path) -> bytes:
    """Return the cases of sanctions as they were given out."""
    return (data / "gsdb_v4.csv").read_bytes()


def troops(data: Path) -> bytes:
    """Write the country-years of troopdata."""
    return _csv(pl.read_parquet(data / "us_troops_country_year.parquet"), null="NA")


def nuclear(data: Path) -> bytes:
    """Write the table of Our World in Data."""
    return _csv(pl.read_parquet(data / "owid_nuclear_status.parquet"))


def power_projection(data: Path) -> bytes:
    """Return the shares of power projection as they were given out."""
    return (data / "lee_thompson_power_projection.csv").read_bytes()


def semiconductors(data: Path) -> bytes:
    """Return the provision of stages and inputs as it was given out."""
    return (data / "eto_semicon_provision.csv").read_bytes()


def capitals(data: Path) -> bytes:
    """Return the capitals as peacesciencer has them."""
    return (data / "cow_capitals.csv").read_bytes()


def trade_agreements(data: Path) -> bytes:
    """Write the list of trade agreements with their members."""
    return _csv(pl.read_parquet(data / "desta_treaties_members.parquet"), null="NA")


def atop_alliances(data: Path) -> bytes:
    """Write the alliance-level file of ATOP."""
    return _csv(pl.read_parquet(data / "atop5_1a.parquet"))


def atop_phases(data: Path) -> bytes:
    """Write the phase-level file of ATOP."""
    return _csv(pl.read_parquet(data / "atop5_1aph.parquet"))


def atop_state_years(data: Path) -> bytes:
    """Write the state-year file of ATOP."""
    return _csv(pl.read_parquet(data / "atop5_1sy.parquet"))


def atop_directed_dyads(data: Path) -> bytes:
    """Write the directed dyad-year file of ATOP, its names as the authors have them."""
    return _csv(_obligations(data).with_columns(ddyad=pl.col("stateA") * 1000 + pl.col("stateB"), version=5.1))


def atop_dyads(data: Path) -> bytes:
    """Write the dyad-year file of ATOP: each pair once, with what one of the two owes the other."""
    once = _obligations(data).with_columns(
        mem1=pl.min_horizontal("stateA", "stateB"), mem2=pl.max_horizontal("stateA", "stateB")
    )
    flags = ("atopally", "defense", "offense", "neutral", "nonagg", "consul")
    pairs = once.group_by("mem1", "mem2", "year", maintain_order=True).agg(pl.col(flags).max())
    return _csv(pairs.with_columns(dyad=pl.col("mem1") * 1000 + pl.col("mem2"), version=5.1))


def _obligations(data: Path) -> pl.DataFrame:
    given = pl.read_parquet(data / "atop_alliance.parquet").rename({"ccode1": "stateA", "ccode2": "stateB"})
    named = given.rename({name: name.removeprefix("atop_") for name in given.columns if name.startswith("atop_")})
    return named.with_columns(pl.col("stateA", "stateB", "year").cast(pl.Int64), atopally=1)


def mid_disputes(data: Path) -> bytes:
    """Write the dispute-level file of the Correlates of War; the shared copy has no last day, its year is found."""
    return _dispute_level(data, "cow_mid_disps.csv", "cow_mid_dirdisps.parquet", ongo2014=0, version="5")


def gml_dispute_level(data: Path) -> bytes:
    """Write the dispute-level file of Gibler, Miller and Little in the same way."""
    return _dispute_level(data, "gml_mid_disps.csv", "gml_dirdisp.parquet", ongo2010=0, version="gml-2.2.1")


def _dispute_level(data: Path, disputes: str, dyads: str, **more: int | str) -> bytes:
    years = pl.read_parquet(data / dyads).group_by("dispnum").agg(endyear=pl.col("year").max()).cast(pl.Int64)
    rows = pl.read_csv(data / disputes).join(years, on="dispnum", how="left", maintain_order="left")
    absent = {name: -9 for name in ("stday", "endday", "endmon", "fatalpre", "numa", "numb")}
    ended = pl.coalesce("endyear", "styear")
    return _csv(rows.with_columns(**{n: pl.lit(v) for n, v in {**absent, **more}.items()}, endyear=ended))


def mid_participants(data: Path) -> bytes:
    """Write the participants of disputes, from the first to the last year in which each met an opponent."""
    rows = pl.read_parquet(data / "cow_mid_dirdisps.parquet").cast(pl.Int64)
    spells = rows.group_by("dispnum", ccode="ccode1", sidea="sidea1").agg(
        styear=pl.col("year").min(), endyear=pl.col("year").max(), fatality=pl.col("fatality1").max(),
        hiact=pl.col("hiact1").max(), hostlev=pl.col("hostlev1").max(), orig=pl.col("orig1").max(),
    )  # fmt: skip
    absent = {name: pl.lit(-9) for name in ("stday", "stmon", "endday", "endmon")}
    return _csv(spells.with_columns(**absent, stabb=pl.lit("-"), version=pl.lit(5)).sort("dispnum", "sidea", "ccode"))


def minimum_distances(data: Path) -> bytes:
    """Write the minimum distances as peacesciencer has them."""
    return _csv(pl.read_parquet(data / "cow_mindist.parquet"))


FILES: dict[str, Callable[[Path], bytes]] = {
    "NMC-70-abridged.csv": nmc,
    "majors2016.csv": majors,
    "atop5_1m.csv": atop_members,
    "UNVotes.csv": un_votes_voeten,
    "API_NY.GDP.MKTP.CD_DS2_en_csv_v2.csv": gdp,
    "API_SP.POP.TOTL_DS2_en_csv_v2.csv": population,
    "trade-register.csv": trade_register,
    "states2016.csv": cow_states,
    "ksgmdw.txt": gw_states,
    "contdir.csv": contiguity,
    "gml-ddy-disputes-2.2.1.csv": gml_disputes,
    "UcdpPrioConflict_v25_1.csv": conflicts,
    "state_year_formatv3.csv": igo,
    "IdealpointestimatesAll_Jun2024.csv": ideal_points,
    "cw_gdppop.csv": fariss,
    "pwt1001.csv": pwt,
    "mpd2023_web.csv": maddison,
    "V-Dem-CY-Core-v15.csv": vdem,
    "GSDB_V4.csv": sanctions,
    "troopdata-rebuild-country-year.csv": troops,
    "nuclear-weapons-status.csv": nuclear,
    "lee-thompson-power-projection.csv": power_projection,
    "provision.csv": semiconductors,
    "cow_capitals.csv": capitals,
    "atop5_1a.csv": atop_alliances,
    "atop5_1aph.csv": atop_phases,
    "atop5_1sy.csv": atop_state_years,
    "MIDA 5.0.csv": mid_disputes,
    "MIDB 5.0.csv": mid_participants,
    "gml-mida-2.2.1.csv": gml_dispute_level,
}
# What follows from the members of alliances too, and would be most of the rows of a bench: only tests read it.
BY_PAIR: dict[str, Callable[[Path], bytes]] = {"atop5_1ddyr.csv": atop_directed_dyads, "atop5_1dy.csv": atop_dyads}


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
