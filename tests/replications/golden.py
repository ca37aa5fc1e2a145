"""Check a file of test values against trachu: `python -m tests.replications.golden PATH.json`.

The file is a list of records: measure, inputs, expected, tol, source. The facts come from the datasets in the folder
`../shared/data` (or `$TRACHU_SHARED/data`), under the codes of the Correlates of War. Every miss is printed with both
numbers, and so is a record that no measure answers; the exit code is 1 if there is one.
"""

from __future__ import annotations

import json
import os
import re
import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path
from typing import Any, Literal

import numpy as np
import polars as pl

from trachu.core.alliances import SYSTEM
from trachu.core.communities import communities, modularity
from trachu.core.maths import MAJORS
from trachu.core.tables import ACTORS, CAPABILITIES, CHOICES, FLOWS, PARTIES, TIES
from trachu.facts.actors import actor_table, code_table
from trachu.facts.codes import resolve
from trachu.facts.ties import of_ontology
from trachu.measures.capital_distance import PLACE, capital_distance
from trachu.measures.cinc import COMPONENTS, cinc
from trachu.measures.concentration import concentration
from trachu.measures.effective_number import effective_number
from trachu.measures.goldstein import score
from trachu.measures.ideal_point_distance import IDEAL_POINT, ideal_point_distance
from trachu.measures.partner_concentration import partner_concentration
from trachu.measures.partner_share import partner_share
from trachu.measures.peace_years import peace_years
from trachu.measures.shared_memberships import shared_memberships
from trachu.measures.similarity import similarity
from trachu.measures.system_size import system_size
from trachu.measures.un_agreement import un_agreement
from trachu.measures.world_share import world_share

Record = Mapping[str, Any]
SLACK = 1e-9  # tolerances are decimal fractions, values binary ones
LEVELS = ("defense", "offense", "neutral", "nonagg", "consul")
FIRST_SESSION = 1945  # session n opens in 1945 + n


class Unanswered(Exception):
    """No measure answers this record."""


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
        if state not in self.codes:
            raise Unanswered(f"no state is called {state}")
        return self.codes[state]

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
    def register(self) -> pl.DataFrame:
        """Return SIPRI's trade register as flows between states; who is no state keeps the name."""
        deals = self.parquet("sipri_trade_register_1995_2025")
        names = pl.DataFrame({"name": sorted({*deals["supplier"].to_list(), *deals["recipient"].to_list()})})
        known = names.with_columns(actor="name", year=pl.lit(2024))
        found = resolve(known, "name", ["actor"], "year", code_table()).frame
        named = dict(found.select("name", "actor").iter_rows())
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
            for name, file, ongoing in (("gml", "gml_dirdisp", "midongoing"), ("mid", "cow_mid_dirdisps", "dispongoing"))
        ]  # fmt: skip
        return FLOWS.of(pl.concat(frames).unique())

    @cached_property
    def organisations(self) -> tuple[pl.DataFrame, pl.DataFrame]:
        """Return the intergovernmental organisations and their full members, year by year."""
        seats = self.parquet("cow_igo_membership_long").filter(pl.col("status") == 1)
        year = pl.col("year").cast(pl.String)
        parties = seats.select(
            record="ioname", role=pl.lit("member"), actor=pl.col("ccode").cast(pl.String), since=year, until=year
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


def _renamed(*columns: str) -> dict[str, pl.Expr]:
    return {place: pl.col(column) for place, column in zip(PLACE, columns, strict=True)}


def _day(*names: str) -> pl.Expr:
    return pl.concat_str([pl.col(name).cast(pl.String).str.zfill(2) for name in names], separator="-")


def _one(frame: pl.DataFrame, **where: Any) -> float:
    """Return the one value of a frame where its columns are so."""
    found = frame.filter(**where)["value"].to_list()
    if len(found) != 1:
        raise Unanswered(f"{len(found)} values for {where}")
    return float(found[0])


@cache
def _similar(published: Published, **options: Any) -> pl.DataFrame:
    ties, parties = published.alliances
    given = ties, pl.concat([parties, published.system]), published.choices, published.capabilities
    return similarity(*given, ACTORS.empty(), **options)


def _year(given: Record) -> int:
    return int(given["year"]) if "year" in given else FIRST_SESSION + int(given["session"])


def _cinc(published: Published, given: Record) -> float:
    return _one(cinc(published.capabilities), actor=published.code(given["state"]), year=given["year"])


def _power(measure: Callable[..., pl.DataFrame], **options: Any) -> Callable[[Published, Record], float]:
    def answer(published: Published, given: Record) -> float:
        found = measure(published.capabilities, published.system, ACTORS.empty(), **options)
        return _one(found, year=given["year"])

    return answer


def _con(published: Published, given: Record) -> float:
    rows = [
        {"actor": str(n), "year": 1, "indicator": "cinc", "value": share} for n, share in enumerate(given["shares"])
    ]
    return _one(concentration(CAPABILITIES.of(rows), PARTIES.empty(), ACTORS.empty(), pool="all"), year=1)


PROFILE = re.compile(
    r"(?P<statistic>S|kappa|pi|tau_b)(_(?P<profile>alliance|votes?))?_(?P<valued>valued|binary)"
    r"(_(?P<distance>abs|absolute|linear|sq|squared|quadratic|nominal))?(_(?P<weights>cinc|weighted))?(_fixed_scale)?"
)
DISTANCES = {
    "abs": "absolute", "absolute": "absolute", "linear": "absolute", "sq": "squared", "squared": "squared",
    "quadratic": "squared", "nominal": "nominal", None: "absolute",
}  # fmt: skip


def _similarity(published: Published, name: str, given: Record) -> float:
    """Read the options of a measure of similarity from its name."""
    told = PROFILE.fullmatch(name)
    if told is None:
        raise Unanswered("no measure is called that")
    found = _similar(
        published,
        statistic=told["statistic"],
        profile="votes" if (told["profile"] or "").startswith("vote") else "alliances",
        valued=told["valued"] == "valued",
        distance=DISTANCES[told["distance"]],
        weights="cinc" if told["weights"] else "equal",
    )
    return _pair(found, published, given)


def _codes(published: Published, given: Record) -> tuple[str, str]:
    first, second = sorted((published.code(given["a"]), published.code(given["b"])))
    return first, second


def _pair(found: pl.DataFrame, published: Published, given: Record) -> float:
    actor, other = _codes(published, given)
    return _one(found, actor=actor, other=other, year=_year(given))


@cache
def _agreement(published: Published) -> pl.DataFrame:
    return un_agreement(published.choices)


def _ideal_point(published: Published, given: Record) -> float:
    points = published.capabilities.filter(indicator=IDEAL_POINT)
    return _one(points, actor=published.code(given["state"]), year=_year(given))


def _years(given: Record) -> int:
    first, last = given["window"]
    return int(last - first + 1)


def _arms_exports(published: Published, given: Record) -> float:
    found = world_share(published.register, window=_years(given))
    return 100 * _one(found, actor=given["supplier"], year=given["window"][1])


def _arms_imports(published: Published, given: Record) -> float:
    tables = published.register, of_ontology().parties, actor_table()[0]
    found = partner_share(*tables, group="IGO:NATO", region="europe", window=_years(given))
    return 100 * _one(found, other=given["supplier"], year=given["window"][1])


def _arms_hhi(published: Published, given: Record) -> float:
    found = partner_concentration(published.transfers, window=_years(given))
    return _one(found, actor=given["recipient"], year=given["window"][1])


def _capital_distance(published: Published, given: Record) -> float:
    return _pair(capital_distance(published.capitals(given["year"])), published, given)


def _organisations(published: Published, given: Record) -> float:
    ties, parties = published.organisations
    kept = parties.filter(since=str(given["year"]))
    return _pair(shared_memberships(ties, kept, among="igo"), published, given)


def _peace(kind: Literal["gml", "mid"]) -> Callable[[Published, Record], float]:
    def answer(published: Published, given: Record) -> float:
        tables = published.disputes, published.system, ACTORS.empty()
        return _pair(peace_years(*tables, actor=min(_codes(published, given)), conflict=kind), published, given)

    return answer


# The friendships among the 34 members of a karate club (Zachary 1977): each member's friends of a higher number.
KARATE = {
    1: (2, 3, 4, 5, 6, 7, 8, 9, 11, 12, 13, 14, 18, 20, 22, 32), 2: (3, 4, 8, 14, 18, 20, 22, 31),
    3: (4, 8, 9, 10, 14, 28, 29, 33), 4: (8, 13, 14), 5: (7, 11), 6: (7, 11, 17), 7: (17,), 9: (31, 33, 34), 10: (34,),
    14: (34,), 15: (33, 34), 16: (33, 34), 19: (33, 34), 20: (34,), 21: (33, 34), 23: (33, 34),
    24: (26, 28, 30, 33, 34), 25: (26, 28, 32), 26: (32,), 27: (30, 34), 28: (34,), 29: (32, 34), 30: (33, 34),
    31: (33, 34), 32: (33, 34), 33: (34,),
}  # fmt: skip


def _karate(published: Published, given: Record) -> float:
    network = np.zeros((34, 34))
    for member, friends in KARATE.items():
        for friend in friends:
            network[member - 1, friend - 1] = network[friend - 1, member - 1] = 1
    return modularity(network, communities(network, seeds=10))


ANSWERS: dict[str, Callable[[Published, Record], float]] = {
    "cinc": _cinc,
    "con": _con,
    "con_majors": _power(concentration, pool="majors"),
    "hhi_majors": _power(concentration, pool="majors", formula="hhi"),
    "n_eff_majors": _power(effective_number, pool="majors"),
    "con_all": _power(concentration, pool="all"),
    "hhi_all": _power(concentration, pool="all", formula="hhi"),
    "n_eff_all": _power(effective_number, pool="all"),
    "unga_agreement_exact": lambda published, given: _pair(_agreement(published), published, given),
    "ideal_point": _ideal_point,
    "ideal_point_distance": lambda published, given: _pair(
        ideal_point_distance(published.capabilities), published, given
    ),
    "arms_export_share_pct": _arms_exports,
    "arms_import_share_pct": _arms_imports,
    "arms_import_hhi": _arms_hhi,
    "goldstein_cameo": lambda published, given: score(given["code"]),
    "modularity_karate_leiden": _karate,
    "n_cow_states": lambda published, given: _one(system_size(published.system, ACTORS.empty()), year=given["year"]),
    "dyad_igos_full": _organisations,
    "capital_distance_km": _capital_distance,
    "gml_peace_spell": _peace("gml"),
    "cow_mid_peace_spell": _peace("mid"),
}


def answer(published: Published, name: str, given: Record) -> float:
    """Return our value for one record."""
    return ANSWERS[name](published, given) if name in ANSWERS else _similarity(published, name, given)


@dataclass(frozen=True, slots=True)
class Miss:
    """A record whose value we do not reach, and what we have instead."""

    record: Record
    got: float | str

    def __str__(self) -> str:
        given = json.dumps(self.record["inputs"], ensure_ascii=False)
        expected = f"{self.record['expected']!r} ± {self.record['tol']}"
        return f"{self.record['measure']} {given}: expected {expected}, got {self.got}"


def misses(records: Sequence[Record], published: Published) -> list[Miss]:
    """Return the records that our measures do not reach within their tolerance."""
    found = []
    for record in records:
        try:
            got = answer(published, record["measure"], record["inputs"])
        except (Unanswered, KeyError) as error:
            found.append(Miss(record, f"nothing: {error}"))
            continue
        if not abs(got - record["expected"]) <= record["tol"] + SLACK:
            found.append(Miss(record, got))
    return found


def main(arguments: Sequence[str]) -> int:
    """Check one file and return the exit code."""
    if len(arguments) != 1:
        print("usage: python -m tests.replications.golden PATH.json", file=sys.stderr)
        return 2
    shared = Path(os.environ.get("TRACHU_SHARED") or Path(__file__).parents[3] / "shared")
    records = json.loads(Path(arguments[0]).read_text(encoding="utf8"))
    missed = misses(records, Published(shared / "data"))
    for miss in missed:
        print(miss)
    print(f"{len(records) - len(missed)} of {len(records)} values matched")
    return 1 if missed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
