"""Further families of test values: shares of power on any base, gaps, verdicts, trade, chips, single obligations.

Each name is read as words: what is measured, on which base, in which pool. `golden` asks here for what it does not
know itself.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from functools import cache
from typing import Any, Literal

import polars as pl

from trachu.core.tables import ACTORS, CAPABILITIES, FLOWS
from trachu.facts.actors import code_table
from trachu.facts.codes import resolve
from trachu.measures.chokepoints import chokepoints
from trachu.measures.concentration import concentration
from trachu.measures.effective_number import effective_number
from trachu.measures.movement import movement
from trachu.measures.partner_concentration import partner_concentration
from trachu.measures.partner_share import partner_share
from trachu.measures.polarity import polarity
from trachu.measures.poles import poles
from trachu.measures.power_gap import power_gap
from trachu.measures.power_share import power_share
from trachu.sources.datasets.eto_semiconductors import eto_semiconductors

from .published import FIRST_SESSION, LEVELS, Published

Record = Mapping[str, Any]
Answer = float | str
Measure = Callable[..., pl.DataFrame]
BASES = {
    "cinc": {"base": "cinc"}, "gdp": {"base": "gdp_fariss"}, "net_power": {"base": "net_power_fariss"},
    "netpower": {"base": "net_power_fariss"}, "beckley": {"base": "net_power_fariss"},
    "power_projection": {"weights": "power_projection:1"}, "projection": {"weights": "power_projection:1"},
    **{name: {"weights": f"{name}:1"} for name in ("milex", "milper", "irst", "pec", "tpop", "upop")},
}  # fmt: skip
NAVIES = {"UK": "200", "Rus": "365", "France": "220", "Italy": "325", "Germany": "255", "USA": "2", "Japan": "740",
          "China": "710", "Austria-Hungary": "300"}  # fmt: skip
FACTORY = "semiconductors/"
NAME = re.compile(
    r"(?:(?P<base>" + "|".join(sorted(BASES, key=len, reverse=True)) + r")_)?(?P<what>[a-z0-9_]+?)"
    r"(?:_(?P<pool>majors|all|top_?\d+))?"
)


class Unanswered(Exception):
    """No measure answers this record."""


def one(frame: pl.DataFrame, **where: Any) -> float:
    """Return the one value of a frame where its columns are so."""
    found = frame.filter(**where)["value"].to_list()
    if len(found) != 1:
        raise Unanswered(f"{len(found)} values for {where}")
    return float(found[0])


def told(given: Record, *names: str) -> Any:
    """Return what the record says under the first of these names that it uses."""
    for name in names:
        if name in given:
            return given[name]
    raise Unanswered(f"none of {', '.join(names)}")


def year_of(given: Record) -> int:
    """Return the year, or that in which the session opened."""
    return int(given["year"]) if "year" in given else FIRST_SESSION + int(told(given, "session"))


@cache
def powers(published: Published) -> pl.DataFrame:
    """Return the capabilities with real GDP, population and power projection.

    Net power is GDP × GDP per head; the population is the one that the file's own GDP per head stands for.
    """
    wealth = published.parquet("cw_gdppop").select(
        "year", actor=pl.col("ccode").cast(pl.String), gdp_fariss="pwtrgdp",
        pop_fariss=pl.col("pwtrgdp") / pl.col("mrgdppc"),
    )  # fmt: skip
    reach = published.csv("lee_thompson_power_projection").rename({"Year": "year", **NAVIES})
    long = reach.unpivot(list(NAVIES.values()), index="year", variable_name="actor").with_columns(
        indicator=pl.lit("power_projection")
    )
    rows = pl.concat([_long(wealth, "gdp_fariss"), _long(wealth, "pop_fariss"), long.cast({"year": pl.Int64})],
                     how="diagonal")  # fmt: skip
    return pl.concat([published.capabilities, CAPABILITIES.of(rows.drop_nulls("value"))])


def _long(wide: pl.DataFrame, name: str) -> pl.DataFrame:
    return wide.select(pl.col("year").cast(pl.Int64), "actor", value=name, indicator=pl.lit(name))


def _pool(pool: str | None) -> dict[str, Any]:
    if pool is None or not pool.startswith("top"):
        return {"pool": pool or "all"}
    return {"pool": "top8", "top": int(pool.removeprefix("top").strip("_"))}


@cache
def _of_powers(published: Published, measure: Measure, base: str, pool: str, **more: Any) -> pl.DataFrame:
    options = {**BASES[base], **_pool(pool), **more}
    return measure(powers(published), published.system, ACTORS.empty(), **options)


def _verdict(found: pl.DataFrame, year: int) -> str:
    said = found.filter(pl.col("year") == year, pl.col("value") == 1)["item"].to_list()
    if len(said) != 1:
        raise Unanswered(f"{len(said)} verdicts for {year}")
    return str(said[0])


def of_power(published: Published, name: str, given: Record) -> Answer:
    """Answer for a distribution of power: share, concentration, gap, number of poles, verdict, leader."""
    words = NAME.fullmatch(name)
    if words is None:
        raise Unanswered("no measure is called that")
    base = str(words["base"] or given.get("base", "cinc"))
    pool, what = str(words["pool"] or given.get("pool", "all")), words["what"]
    if what not in KNOWN and not TOP_SHARE.fullmatch(what):
        raise Unanswered("no measure is called that")
    if base not in BASES or not re.fullmatch(r"majors|all|top_?\d+", pool):
        raise Unanswered(f"no base {base}, or no pool {pool}")
    year = year_of(given)

    def frame(measure: Measure, **more: Any) -> pl.DataFrame:
        return _of_powers(published, measure, base, pool, **more)

    if what in ("share", "power_share"):
        return one(frame(power_share), year=year, actor=published.code(told(given, "state", "actor", "country")))
    if what in GAPS:
        return one(frame(power_gap), year=year, item=GAPS[what])
    if found := TOP_SHARE.fullmatch(what):
        held = frame(power_share).filter(year=year)["value"].sort(descending=True)
        return float(held.head(int(found[1])).sum())
    if what in VERDICTS:
        return _verdict(frame(polarity, rule=VERDICTS[what]), year)
    if what in ("leader", "first"):
        shares = frame(power_share).filter(year=year).sort("value", "actor", descending=True)
        return published.letters(str(shares["actor"][0]))
    if what in SERIES:
        measure, more = SERIES[what]
        return one(frame(measure, **more), year=year)
    series = frame(concentration)
    return one(series, year=year) - one(series, year=year - 1)


GAPS = {
    "ratio": "ratio", "leader_ratio": "ratio", "leader_to_second": "ratio", "leader_second_ratio": "ratio",
    "gap": "gap", "leader_gap": "gap", "parity": "parity", "parity_ratio": "parity",
}  # fmt: skip
VERDICTS = {
    "polarity": "fifty_twentyfive", "polarity_50_25": "fifty_twentyfive",
    "polarity_fifty_twentyfive": "fifty_twentyfive",
    "polarity_half": "half_of_leader", "polarity_half_of_leader": "half_of_leader",
}  # fmt: skip
SERIES: dict[str, tuple[Measure, dict[str, Any]]] = {
    "con": (concentration, {}), "hhi": (concentration, {"formula": "hhi"}), "n_eff": (effective_number, {}),
    "move": (movement, {}), "movement": (movement, {}), "poles": (poles, {}), "n_poles": (poles, {}),
    "half_leader": (poles, {}), "n_half_leader": (poles, {}), "states_half_of_leader": (poles, {}),
}  # fmt: skip


TOP_SHARE = re.compile(r"top_?(\d+)_share")
KNOWN = {"share", "power_share", "leader", "first", "delta_con", *GAPS, *VERDICTS, *SERIES}


@cache
def trade(published: Published) -> pl.DataFrame:
    """Return the trade between states, under their codes; who is no state keeps the name."""
    rows = published.parquet("itpd_dyadic_trade_2000_2016")
    names = sorted({*rows["exporter"].to_list(), *rows["importer"].to_list()})
    known = pl.DataFrame({"name": names, "actor": names}).with_columns(year=pl.lit(2016))
    code = dict(resolve(known, "name", ["actor"], "year", code_table()).frame.select("name", "actor").iter_rows())
    summed = rows.group_by("year", actor=pl.col("exporter").replace(code), other=pl.col("importer").replace(code))
    flows = summed.agg(value=pl.col("trade_musd2010").sum()).with_columns(pl.col("year").cast(pl.Int64))
    return FLOWS.of(flows.with_columns(type=pl.lit("trade")))


def of_trade(published: Published, name: str, given: Record) -> float:
    """Answer for a share or a concentration in trade: `trade_export_share`, `import_hhi` and so on."""
    side: Literal["imports", "exports"] = "exports" if "export" in name else "imports"
    state = published.iso(told(given, "state", "a", "exporter" if side == "exports" else "importer"))
    where = {"actor": state, "year": year_of(given)}
    flows = trade(published)
    if name.endswith("hhi"):
        return one(partner_concentration(flows, flow="trade", side=side, window=1), **where)
    partner = published.iso(told(given, "partner", "b", "importer" if side == "exports" else "exporter"))
    empty = published.system.clear(), ACTORS.empty()
    found = partner_share(flows, *empty, flow="trade", side=side, window=1).filter(**where)
    return share_of(found, partner)


def share_of(found: pl.DataFrame, partner: str) -> float:
    """Return the share of one partner; in what is known to come from others alone it is 0."""
    if found.is_empty():
        raise Unanswered("nothing is known of this state and year")
    return float(found.filter(other=partner)["value"].sum())


@cache
def chips(published: Published) -> pl.DataFrame:
    """Return the shares of states in the inputs of the chip industry."""
    raw = (published.folder / "eto_semicon_provision.csv").read_bytes()
    return CAPABILITIES.of(eto_semiconductors(raw)["capabilities"])


def of_chips(published: Published, name: str, given: Record) -> float:
    """Answer for one input of the chip industry: the share of a state, or how concentrated its supply is."""
    wanted = told(given, "input", "item", "name")
    if name.endswith("hhi"):
        found = chokepoints(chips(published), FLOWS.empty(), formula="hhi", threshold=0.0)
        return one(found, item=wanted)
    held = chips(published).filter(indicator=FACTORY + wanted)
    return share_of(held.rename({"actor": "other"}), published.iso(told(given, "state", "supplier", "actor")))


def of_obligations(published: Published, name: str, given: Record) -> float:
    """Answer whether one state owed another an obligation in a year: 1 or 0."""
    obligation = name.removeprefix("atop_")
    rows, year = published.parquet("atop_alliance"), year_of(given)
    if year not in rows["year"]:
        raise Unanswered("outside the years of the data")
    pair = {"ccode1": int(published.code(given["a"])), "ccode2": int(published.code(given["b"]))}
    found = rows.filter(year=year, **pair)[f"atop_{obligation}"].to_list()
    return float(max(found, default=0))


OBLIGATIONS = re.compile(r"atop_(" + "|".join(LEVELS) + ")")
TRADE = re.compile(r"(trade_)?(export|import)s?_(share|hhi)")
CHIPS = re.compile(r"(semicon(ductors?)?|chips?|eto)(_input)?_(share|hhi)")


def further(published: Published, name: str, given: Record) -> Answer:
    """Answer one record of the further families."""
    for pattern, ask in ((OBLIGATIONS, of_obligations), (TRADE, of_trade), (CHIPS, of_chips)):
        if pattern.fullmatch(name):
            return ask(published, name, given)
    return of_power(published, name, given)
