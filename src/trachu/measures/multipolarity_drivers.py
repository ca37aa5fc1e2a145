from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import polars as pl

from trachu.core.flowing import windowed
from trachu.core.maths import MAJORS, WHYS, Base, heirs, indicators, power, shares
from trachu.core.parts import measure
from trachu.core.supply import members_by_year, members_today, merged
from trachu.core.words import Words

DRIVERS = ("powers", "leader", "economy", "technology", "geopolitics", "organisations")
ORGANISATIONS = ["FORUM:BRICS", "IGO:ASEAN", "IGO:AU", "IGO:SCO"]
RISING, OLD = "FORUM:BRICS", "FORUM:G7"
SCHEMA: dict[str, Any] = {"item": pl.String, "year": pl.Int64, "value": pl.Float64, "because": WHYS}


def read(options: Mapping[str, Any]) -> tuple[str, ...]:
    """Return the capabilities that are read: those of the base, and GDP.

    >>> read({"base": "cinc"})
    ('cinc', 'gdp')
    """
    return tuple(sorted({*indicators(options), "gdp"}))


@measure(
    name="multipolarity_drivers",
    version="1",
    needs=("capabilities", "parties", "flows", "actors"),
    key=("item", "year"),
    label=Words(en="Six drivers of multipolarity", th="ปัจจัยหกประการที่ผลักดันสู่ระบบหลายขั้วอำนาจ"),
    unit=Words(
        en="number of equal powers, suppliers or disputes; share 0 to 1",
        th="จำนวนมหาอำนาจ ผู้จัดหา หรือกรณีพิพาท และสัดส่วน 0 ถึง 1",
    ),
    cite=("laakso1979effective", "singer1987reconstructing", "sipri_armstransfers", "palmer2022mid5"),
    indicators=read,
)
def multipolarity_drivers(
    capabilities: pl.DataFrame,
    parties: pl.DataFrame,
    flows: pl.DataFrame,
    actors: pl.DataFrame,
    *,
    base: Base = "cinc",
    leader: str = "USA",
    window: int = 5,
) -> pl.DataFrame:
    """Give one number a year for each of six causes of a multipolar world, or say that there is no data.

    The causes are those that a Thai study of Russia and North Korea names; the numbers are ours:
    powers: more great powers. The effective number 1 / Σ sᵢ² of all states on `base` (Laakso & Taagepera 1979).
    leader: the old pole declines. The share s of `leader` in all power on `base`.
    economy: the world economy is rebalanced. GDP of the members of BRICS over that of BRICS and the Group of Seven
    together, the members of today throughout.
    technology: arms technology spreads. The effective number of suppliers 1 / Σ pᵢ² of the world's arms, pᵢ the
    share of i in deliveries of the `window` years that end with the year.
    geopolitics: geography is contested again. Pairs of states in a militarised dispute (MID, where they are missing
    Gibler, Miller & Little) with at least one major power of the Correlates of War.
    organisations: groups outside the West weigh more. The share on `base` of the states that are a member of BRICS,
    the Shanghai Cooperation Organisation, ASEAN or the African Union at the end of the year.

    Every year for which one of them is known has six rows; where a value is missing, there is no data. All but
    `leader` rise as the world becomes more multipolar.

    >>> from trachu.core.tables import ACTORS, CAPABILITIES, FLOWS, PARTIES
    >>> rows = {"actor": ["USA", "CHN"], "year": [2022] * 2, "indicator": ["cinc"] * 2, "value": [0.25, 0.25]}
    >>> found = multipolarity_drivers(CAPABILITIES.of(rows), PARTIES.empty(), FLOWS.empty(), ACTORS.empty())
    >>> found.drop_nulls("value").select("item", "year", "value").rows()
    [('leader', 2022, 0.5), ('powers', 2022, 2.0)]
    """
    strong = shares(power(capabilities, base), ["year"])
    frames = {
        "powers": strong.group_by("year").agg(merged(), value=1 / (pl.col("share") ** 2).sum()),
        "leader": strong.filter(pl.col("actor") == leader).select("year", "because", value="share"),
        "economy": _economy(capabilities, parties, heirs(actors)),
        "technology": _suppliers(flows, window),
        "geopolitics": _disputes(flows, parties),
        "organisations": _organised(strong, parties),
    }
    found = [pl.DataFrame(schema=SCHEMA)]
    for item, frame in frames.items():
        named = frame.with_columns(item=pl.lit(item))
        found.append(named.select(pl.col(name).cast(kind) for name, kind in SCHEMA.items()))
    known = pl.concat(found).filter(pl.col("value").is_finite())
    every = known.select("year").unique().join(pl.DataFrame({"item": DRIVERS}), how="cross")
    rows = every.join(known, on=["item", "year"], how="left")
    return rows.select("item", "year", "value", pl.col("because").fill_null(pl.lit([], dtype=WHYS))).sort(
        "item", "year"
    )


def _economy(capabilities: pl.DataFrame, parties: pl.DataFrame, heir: dict[str, str]) -> pl.DataFrame:
    """Set the GDP of the rising against that of both; a year counts if it is known of most members of each."""
    gdp = power(capabilities, "gdp").with_columns(member=pl.col("actor").replace(heir))
    sides = []
    for forum in (RISING, OLD):
        names = members_today(parties, forum).filter(~pl.col("actor").str.contains(":", literal=True))
        inside = gdp.join(names.rename({"actor": "member"}), on="member")
        whys = pl.concat([pl.col("why"), pl.col("because").explode(empty_as_null=False)]).drop_nulls().unique().sort()
        summed = inside.group_by("year").agg(pl.col("value").sum(), because=whys, n=pl.col("member").n_unique())
        sides.append(summed.filter(2 * pl.col("n") > names.height).drop("n"))
    both = sides[0].join(sides[1], on="year", suffix="_old")
    value = pl.col("value") / (pl.col("value") + pl.col("value_old"))
    return both.select("year", value=value, because=pl.concat_list("because", "because_old"))


def _suppliers(flows: pl.DataFrame, window: int) -> pl.DataFrame:
    """Return the effective number of the world's suppliers of arms."""
    sent = windowed(flows, "arms", window).sort("year", "actor", "other")
    summed = sent.group_by("year", "actor", maintain_order=True).agg(pl.col("value").sum(), merged())
    parts = shares(summed.filter(pl.col("value").sum().over("year") > 0), ["year"])
    return parts.group_by("year").agg(merged(), value=1 / (pl.col("share") ** 2).sum())


def _disputes(flows: pl.DataFrame, parties: pl.DataFrame) -> pl.DataFrame:
    """Count the pairs in a dispute with a major power; years before the last of the data without any count as 0."""
    kinds = [kind for kind in ("mid", "mid_gml") if kind in flows["type"].unique().to_list()]
    given = flows.filter(pl.col("type") == kinds[0]) if kinds else flows.clear()
    last = max(given["year"].to_list(), default=0)
    majors = members_by_year(parties, [MAJORS], last).select("actor", "year", list_why="why")
    sides = [given, given.rename({"actor": "other", "other": "actor"})]
    columns = ["actor", "other", "year", "why"]
    strong = pl.concat([side.select(columns) for side in sides]).join(majors, on=["actor", "year"])
    pair = pl.concat_str(pl.min_horizontal("actor", "other"), pl.max_horizontal("actor", "other"), separator="-")
    whys = pl.concat([pl.col("why"), pl.col("list_why")]).drop_nulls().unique().sort()
    counted = strong.group_by("year").agg(value=pair.n_unique().cast(pl.Float64), because=whys)
    covered = given.select("year").unique().join(majors.select("year").unique(), on="year")
    return covered.join(counted, on="year", how="left").with_columns(pl.col("value").fill_null(0.0))


def _organised(strong: pl.DataFrame, parties: pl.DataFrame) -> pl.DataFrame:
    """Add up the shares of the states in at least one of the organisations."""
    last = max(strong["year"].to_list(), default=0)
    inside = members_by_year(parties, ORGANISATIONS, last).sort("actor", "year", "record")
    once = inside.group_by("actor", "year", maintain_order=True).agg(whys=pl.col("why").drop_nulls())
    joined = strong.join(once, on=["actor", "year"])
    because = pl.concat([pl.col("because").explode(empty_as_null=False), pl.col("whys").explode(empty_as_null=False)])
    return joined.group_by("year").agg(value=pl.col("share").sum(), because=because.drop_nulls().unique().sort())
