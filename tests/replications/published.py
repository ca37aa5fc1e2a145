"""The published datasets of a folder as fact tables, under the codes of the Correlates of War."""

from __future__ import annotations

from functools import cached_property
from pathlib import Path
from typing import Literal

import polars as pl

from trachu.core.alliances import SYSTEM
from trachu.core.maths import MAJORS
from trachu.core.tables import CAPABILITIES, CHOICES, CLAIMS, FLOWS, PARTIES, TIES
from trachu.facts.actors import code_table
from trachu.facts.codes import resolve
from trachu.facts.frames import dyad_years, politically_relevant
from trachu.facts.joins import join
from trachu.facts.world import Given, world
from trachu.measures.capital_distance import PLACE
from trachu.measures.cinc import COMPONENTS
from trachu.measures.ideal_point_distance import IDEAL_POINT

LEVELS = ("defense", "offense", "neutral", "nonagg", "consul")
DISPUTES = {"mid_gml": ("gml_dirdisp", "midongoing"), "mid": ("cow_mid_dirdisps", "dispongoing")}
FIRST_SESSION = 1945  # session n opens in 1945 + n


class Published:
    """The published datasets of a folder as fact tables, each made when it is first asked for."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def parquet(self, name: str) -> pl.DataFrame:
        """Read one table of the folder."""
        return pl.read_parquet(self.folder / f"{name}.parquet")

    def csv(self, name: str) -> pl.DataFrame:
        """Read one table of the folder, with the types that its columns seem to have."""
        return pl.read_csv(self.folder / f"{name}.csv", infer_schema_length=None)

    @cached_property
    def codes(self) -> dict[str, str]:
        """Return the number of each state of the Correlates of War by its letters and by its name."""
        states = self.csv("cw_system").with_columns(pl.col("ccode").cast(pl.String))
        return dict(states.select("cw_name", "ccode").iter_rows()) | dict(states.select("cw_abb", "ccode").iter_rows())

    def code(self, state: str) -> str:
        """Return the number of a state, whatever it is called."""
        if state in self.codes:
            return self.codes[state]
        held = code_table().filter(scheme="cow", actor=state)["code"].to_list()
        return held[0] if len(held) == 1 else self.codes[state]

    def letters(self, code: str) -> str:
        """Return the letters of a state of the Correlates of War from its number."""
        states = self.csv("cw_system").filter(pl.col("ccode") == int(code))
        return str(states["cw_abb"][0])

    def iso(self, state: str) -> str:
        """Return the code of a state by ISO 3166, whatever it is called: its letters here or there, or its name."""
        table = code_table()
        if state in table["actor"]:
            return state
        scheme, code = ("cow", self.codes[state]) if state in self.codes else ("name", state)
        given = pl.DataFrame({"actor": [code], "year": [2024]})
        return str(resolve(given, scheme, ["actor"], "year", table, keep=True).frame["actor"][0])

    @cached_property
    def capabilities(self) -> pl.DataFrame:
        """Return the National Material Capabilities and the ideal points."""
        wide = self.parquet("cow_nmc").with_columns(actor=pl.col("ccode").cast(pl.String))
        long = wide.unpivot([*COMPONENTS, "cinc"], index=["actor", "year"], variable_name="indicator")
        points = self.parquet("un_ideal_points_jun2024").select(
            actor=pl.col("ccode").cast(pl.String),
            year=pl.col("session") + FIRST_SESSION,
            indicator=pl.lit(IDEAL_POINT),
            value="IdealPointAll",
        )
        rows = pl.concat([long.with_columns(pl.col("year").cast(pl.Int64)).select(points.columns), points])
        return CAPABILITIES.of(rows.drop_nulls("value").with_columns(why=pl.lit("source:published")))

    @cached_property
    def system(self) -> pl.DataFrame:
        """Return the states of the system and the major powers, as lists with their members."""
        states = self.csv("cw_system").select(
            pl.lit(SYSTEM).alias("record"), pl.col("ccode").cast(pl.String).alias("actor"), since="start", until="end"
        )
        majors = self.csv("cow_majors").select(
            pl.lit(MAJORS).alias("record"),
            pl.col("ccode").cast(pl.String).alias("actor"),
            since=_day("styear", "stmonth", "stday"),
            until=_day("endyear", "endmonth", "endday"),
        )
        return PARTIES.of(pl.concat([states, majors]).with_columns(role=pl.lit("member")))

    @cached_property
    def alliances(self) -> tuple[pl.DataFrame, pl.DataFrame]:
        """Return the directed dyad-years of ATOP as ties, one for each spell of one obligation, and their parties."""
        rows = self.parquet("atop_alliance").unpivot(
            [f"atop_{name}" for name in LEVELS], index=["ccode1", "ccode2", "year"], variable_name="obligation"
        )
        pair = ["ccode1", "ccode2", "obligation"]
        held = rows.filter(pl.col("value") == 1).sort(*pair, "year")
        run = (pl.col("year") - pl.int_range(pl.len()).over(pair)).alias("run")
        spells = (
            held.with_columns(run)
            .group_by(*pair, "run", maintain_order=True)
            .agg(since=pl.col("year").min().cast(pl.String), until=pl.col("year").max().cast(pl.String))
        )
        named = spells.with_columns(tie=pl.concat_str([*pair, "since"], separator="-"))
        ties = named.select(
            "tie", "since", "until", type=pl.lit("alliance"), directed=pl.lit(True),
            obligations=pl.concat_list(pl.col("obligation").str.strip_prefix("atop_")),
        )  # fmt: skip
        sides = [
            named.select(pl.lit(role).alias("role"), record="tie", actor=pl.col(column).cast(pl.String))
            for role, column in (("actor", "ccode1"), ("recipient", "ccode2"))
        ]
        return TIES.of(ties), PARTIES.of(pl.concat(sides))

    @cached_property
    def choices(self) -> pl.DataFrame:
        """Return the votes in the General Assembly; two votes of one state on one item say nothing."""
        votes = self.parquet("un_votes_sessions_1_78").select(
            actor=pl.col("ccode").cast(pl.String), item="resid", session="session", date="date",
            choice=pl.col("vote").replace_strict({1: "yes", 2: "abstain", 3: "no"}, return_dtype=pl.String),
            why=pl.lit("source:un"),
        )  # fmt: skip
        return CHOICES.of(votes.unique(["actor", "item"], keep="none"))

    @cached_property
    def deals(self) -> pl.DataFrame:
        """Return SIPRI's trade register."""
        return self.parquet("sipri_trade_register_1995_2025")

    @cached_property
    def named(self) -> dict[str, str]:
        """Return the states that the register's names mean."""
        names = sorted({*self.deals["supplier"].to_list(), *self.deals["recipient"].to_list()})
        known = pl.DataFrame({"name": names, "actor": names}).with_columns(year=pl.lit(2024))
        found = resolve(known, "name", ["actor"], "year", code_table()).frame
        return dict(found.select("name", "actor").iter_rows())

    @cached_property
    def register(self) -> pl.DataFrame:
        """Return the trade register as flows between states; who is no state keeps the name."""
        deals, named = self.deals, self.named
        summed = deals.group_by(
            actor=pl.col("supplier").replace(named), other=pl.col("recipient").replace(named), year="delivery_year"
        ).agg(pl.col("tiv_delivery_values").sum().alias("value"))
        return FLOWS.of(summed.with_columns(type=pl.lit("arms")))

    @cached_property
    def disputes(self) -> pl.DataFrame:
        """Return the dyad-years with a militarized dispute, of both collections."""
        frames = [
            self.parquet(file).filter(pl.col(ongoing) == 1).select(
                "year", actor=pl.col("ccode1").cast(pl.String), other=pl.col("ccode2").cast(pl.String),
                type=pl.lit(name), value=pl.lit(1.0),
            )
            for name, (file, ongoing) in DISPUTES.items()
        ]  # fmt: skip
        return FLOWS.of(pl.concat(frames).unique())

    @cached_property
    def lists(self) -> tuple[pl.DataFrame, pl.DataFrame]:
        """Return the lists of states, of both systems, as facts: parties and actors."""
        gw = self.csv("gw_system").select(record=pl.lit("LIST:GW-STATES"), actor="gwcode", since="start", until="end")
        listed = PARTIES.of(gw.with_columns(pl.col("actor").cast(pl.String), role=pl.lit("member")))
        given = [
            Given("cow_states", "2016", "cow", (1816, 2024), _list(self.system.filter(record=SYSTEM))),
            Given("gw_states", "2017", "gw", (1816, 2024), _list(listed)),
        ]
        frames, _ = world(given, {"claims": CLAIMS.empty(), "parties": PARTIES.empty()})
        return frames["parties"], frames["actors"]

    def dyads(self, system: Literal["cow", "gw"], until: int) -> pl.DataFrame:
        """Return every directed pair of states and year from 1816 on."""
        return dyad_years(*self.lists, system=system, years=(1816, until), carry=True)

    def disputes_of(self, kind: str) -> pl.DataFrame:
        """Return a row per ordered pair and year with a dispute, and whether one began: code, code_other, year."""
        file, ongoing = DISPUTES[kind]
        rows = self.parquet(file).filter(pl.col(ongoing) == 1)
        pair = {"code": pl.col("ccode1").cast(pl.Int64), "code_other": pl.col("ccode2").cast(pl.Int64)}
        return rows.group_by(pl.col("year").cast(pl.Int64), **pair).agg(
            ongoing=pl.col(ongoing).max(), onset=pl.col(ongoing.replace("ongoing", "onset")).max()
        )

    def relevant(self, first: int, last: int) -> pl.DataFrame:
        """Return the relevant pairs: contiguous when the year began, or with a major power; both are known to 2016."""
        spells = self.csv("cow_contdir").with_columns(pl.col("stdate", "enddate").str.head(4).cast(pl.Int64))
        spells = spells.sort("stdate").with_columns(year=pl.int_ranges("stdate", pl.col("enddate") + 1))
        pair = ["code", "code_other", "year"]
        near = spells.explode("year", empty_as_null=False).select(
            "year", code="ccode1", code_other="ccode2", contiguity="conttype"
        )
        near = near.unique(pair, keep="first", maintain_order=True)
        majors = self.csv("cow_majors").with_columns(year=pl.int_ranges("styear", pl.col("endyear") + 1))
        terms = majors.explode("year", empty_as_null=False)
        major = terms.select("year", code="ccode", major=pl.lit(1)).unique()
        found = join(self.dyads("cow", last).filter(pl.col("year") >= first), near, pair, ["contiguity"], otherwise=0)
        found = join(found, major, ["code", "year"], ["major"], otherwise=0)
        other = major.rename({"code": "code_other"})
        return politically_relevant(join(found, other, ["code_other", "year"], ["major"], otherwise=0, suffix="_other"))

    @cached_property
    def organisations(self) -> tuple[pl.DataFrame, pl.DataFrame]:
        """Return the intergovernmental organisations and their full and associate members, year by year."""
        seats = self.parquet("cow_igo_membership_long").filter(pl.col("status") <= 2)
        year = pl.col("year").cast(pl.String)
        role = pl.when(pl.col("status") == 1).then(pl.lit("member")).otherwise(pl.lit("associate"))
        parties = seats.select(
            record="ioname", role=role, actor=pl.col("ccode").cast(pl.String), since=year, until=year
        )
        ties = seats.select(tie="ioname").unique().with_columns(type=pl.lit("igo"))
        return TIES.of(ties), PARTIES.of(parties)

    def capitals(self, year: int) -> pl.DataFrame:
        """Return where the capitals were at the end of a year."""
        day = pl.lit(f"{year}-12-31")
        held = self.csv("cow_capitals").filter(pl.col("stdate") <= day, pl.col("enddate") >= day)
        wide = held.select(pl.lit(year).alias("year"), actor=pl.col("ccode").cast(pl.String), **_renamed("lat", "lng"))
        return CAPABILITIES.of(wide.unpivot(PLACE, index=["actor", "year"], variable_name="indicator"))

    @cached_property
    def transfers(self) -> pl.DataFrame:
        """Return the older table of arms transfers, under the names that it uses."""
        rows = self.parquet("sipri_tiv_dyad_1950_2021").group_by(actor="supplier", other="recipient", year="year")
        return FLOWS.of(rows.agg(value=pl.col("tiv_musd").sum()).with_columns(type=pl.lit("arms")))


def _list(parties: pl.DataFrame) -> dict[str, pl.DataFrame]:
    """Return a list and its members as a dataset gives them."""
    name, until = parties["record"][0], parties["until"].max()
    ties = TIES.of([{"tie": name, "type": "list", "until": str(until), "exhaustive": True}])
    return {"ties": ties, "parties": parties}


def _renamed(*columns: str) -> dict[str, pl.Expr]:
    return {place: pl.col(column) for place, column in zip(PLACE, columns, strict=True)}


def _day(*names: str) -> pl.Expr:
    return pl.concat_str([pl.col(name).cast(pl.String).str.zfill(2) for name in names], separator="-")
