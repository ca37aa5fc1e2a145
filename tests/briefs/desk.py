"""A desk for tests: it holds fact tables made by hand, and runs the measures and models that there are on them."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import date
from typing import Any

import polars as pl

import trachu.measures
import trachu.models
from trachu.core import parts
from trachu.core.ahead import AHEAD
from trachu.core.tables import Frames, table
from trachu.core.trace import derive
from trachu.core.words import Words

parts.load(trachu.measures)
parts.load(trachu.models)
DRAWS = 5  # enough to see that an interval is stated
NAMES = {
    "USA": ("United States", "สหรัฐอเมริกา"),
    "CHN": ("China", "จีน"),
    "RUS": ("Russia", "รัสเซีย"),
    "IND": ("India", "อินเดีย"),
    "JPN": ("Japan", "ญี่ปุ่น"),
    "PRK": ("North Korea", "เกาหลีเหนือ"),
    "THA": ("Thailand", "ไทย"),
    "LAO": ("Laos", "ลาว"),
    "VNM": ("Vietnam", "เวียดนาม"),
    "FORUM:QUAD": ("Quad", "ควอด"),
    "IGO:ASEAN": ("ASEAN", "อาเซียน"),
    "PER:Vladimir Putin": ("Vladimir Putin", "วลาดีมีร์ ปูติน"),
}


class FakeDesk:
    """Answers as the bench does, from given tables; what is not given is empty."""

    def __init__(self, **tables: pl.DataFrame) -> None:
        self.tables: Frames = tables

    def table(self, name: str) -> pl.DataFrame:
        return self.tables.get(name, table(name).empty())

    def measure(self, name: str, **options: Any) -> pl.DataFrame:
        part = parts.find("measure", name)
        return self._values(name, part.settle(options))

    def every(self, name: str, **options: Any) -> pl.DataFrame:
        part = parts.find("measure", name)
        found = [self._values(name, part.settle(one)) for one in part.every(**options)]
        return pl.concat([table("values").empty(), *found])

    def spread(self, name: str, model: str, *, draws: int, seed: int, **options: Any) -> pl.DataFrame:
        part, how = parts.find("measure", name), parts.find("model", model)
        drawn = how.run(*(self.table(need) for need in how.needs), seed=seed, draws=DRAWS)
        settled = part.settle(options)
        each = []
        for draw in range(DRAWS):
            now = {n: f.filter(pl.col("draw") == draw).drop("draw") for n, f in drawn.items()}
            run = part.run(*(now.get(n, self.table(n)) for n in part.needs), **settled)
            each.append(run.drop("because", strict=False))
        value = pl.col("value")
        spread = pl.concat(each).group_by(part.key).agg(value.mean(), low=value.min(), high=value.max())
        return self._told(part, {**settled, "model": model}, spread)

    def ahead(self, kind: str, **options: Any) -> pl.DataFrame:
        return self.tables.get(kind, AHEAD[kind].empty())

    def regimes(self, *, draws: int, seed: int) -> pl.DataFrame:
        return self.tables.get("regimes", pl.DataFrame())

    def actor(self, actor: str) -> Words:
        en, th = NAMES.get(actor, (actor, actor))
        return Words(en=en, th=th)

    def _values(self, name: str, options: dict[str, Any]) -> pl.DataFrame:
        part = parts.find("measure", name)
        return self._told(part, options, part.run(*(self.table(need) for need in part.needs), **options))

    def _told(self, part: parts.Part, options: dict[str, Any], result: pl.DataFrame) -> pl.DataFrame:
        inputs = [self.table(need) for need in part.needs]
        frame, _ = derive(result, inputs, part.key, f"{part.name} {sorted(options.items())}")
        spelled = json.dumps(options, sort_keys=True)
        return table("values").of(frame.with_columns(measure=pl.lit(part.name), options=pl.lit(spelled)))


def capabilities(
    powers: dict[str, float], years: Sequence[int] = (1990, 2022), **more: dict[str, float]
) -> pl.DataFrame:
    """Give every state the same share of everything; `more` sets an indicator of its own."""
    rows = [
        {"actor": a, "year": y, "indicator": i, "value": more.get(i, powers)[a], "why": f"source:{i}"}
        for a in powers
        for y in years
        for i in ("cinc", "gdp", "milex")
    ]
    rows += [
        {"actor": a, "year": y, "indicator": "pop", "value": 1.0, "why": "source:pop"} for a in powers for y in years
    ]
    return table("capabilities").of(rows)


def actors() -> pl.DataFrame:
    rows: list[dict[str, Any]] = [
        {"actor": a, "kind": "state", "en": en, "th": th, "why": "source:ontology", "borders": [], "region": None}
        for a, (en, th) in NAMES.items()
        if ":" not in a
    ]
    region = {"THA": ("south-eastern-asia", ["LAO"]), "LAO": ("south-eastern-asia", ["THA", "VNM"])}
    region |= {"VNM": ("south-eastern-asia", ["LAO"])}
    for row in rows:
        row["region"], row["borders"] = region.get(str(row["actor"]), (None, []))
    return table("actors").of(rows)


def votes(choice: dict[str, list[str]], year: int = 2022) -> pl.DataFrame:
    """Lay out votes: one list of choices per state, the same resolutions for all."""
    rows = [
        {"actor": a, "item": f"R/{year}/{n}", "date": date(year, 10, 1), "session": year - 1945, "choice": c,
         "why": "source:votes"}
        for a, given in choice.items()
        for n, c in enumerate(given)
    ]  # fmt: skip
    return table("choices").of(rows)
