from __future__ import annotations

from typing import Literal

import polars as pl

from trachu.core.geodesy import geodesic, great_circle
from trachu.core.maths import WHYS
from trachu.core.parts import measure
from trachu.core.words import Words

PLACE = ("capital_latitude", "capital_longitude")


@measure(
    name="capital_distance",
    version="1",
    needs=("capabilities",),
    key=("actor", "other", "year"),
    label=Words(en="Distance between capitals", th="ระยะทางระหว่างเมืองหลวง"),
    unit=Words(en="kilometres", th="กิโลเมตร"),
    cite=("vincenty1975direct",),
    indicators=lambda options: PLACE,
)
def capital_distance(
    capabilities: pl.DataFrame, *, actor: str = "", earth: Literal["ellipsoid", "sphere"] = "ellipsoid"
) -> pl.DataFrame:
    """Measure how far it is from one state's capital to the other's, along the surface of the Earth.

    The shortest way on the ellipsoid WGS 84 (Vincenty 1975), from the indicators `capital_latitude` and
    `capital_longitude` in degrees; with `earth="sphere"` on a sphere with the radius of the equator, as older
    compilations have it, which is up to half a per cent too long. A pair comes once, actor before other in
    the alphabet; with `actor` only its pairs, it being named first.

    >>> from trachu.core.tables import CAPABILITIES
    >>> rows = [{"actor": a, "year": 2014, "indicator": i, "value": v} for a, place in
    ...     {"LAO": (17.97, 102.6), "THA": (13.75, 100.5)}.items() for i, v in zip(PLACE, place)]
    >>> capital_distance(CAPABILITIES.of(rows)).select("actor", "other", pl.col("value").round(1)).rows()
    [('LAO', 'THA', 518.3)]
    """
    sides = [capabilities.filter(pl.col("indicator") == name).select("actor", "year", "value", "why") for name in PLACE]
    places = sides[0].join(sides[1], on=["actor", "year"], suffix="_east")
    theirs = places.rename({name: f"{name}_other" for name in places.columns if name != "year"})
    mine = places.filter(pl.col("actor") == actor) if actor else places
    both = mine.join(theirs, on="year")
    once = pl.col("actor") != pl.col("actor_other") if actor else pl.col("actor") < pl.col("actor_other")
    pairs = both.filter(once).sort("actor", "actor_other", "year")
    columns = ("value", "value_east", "value_other", "value_east_other")
    way = geodesic if earth == "ellipsoid" else great_circle
    value = way(*(pairs[name].to_numpy() for name in columns))
    whys = pl.concat_list("why", "why_east", "why_other", "why_east_other")
    found = pairs.select(
        "actor",
        "year",
        other="actor_other",
        value=pl.Series(value, dtype=pl.Float64),
        because=whys.list.drop_nulls().list.unique().list.sort().cast(WHYS),
    )
    return found.filter(pl.col("value").is_finite()).select("actor", "other", "year", "value", "because")
